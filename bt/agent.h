/* SPDX-License-Identifier: GPL-3.0-or-later */
/* org.bluez.Agent1: who is asked while a device is being paired. */
#ifndef AGENT_H
#define AGENT_H

#include "bus.h"

/** What bluetoothd wants of the agent. */
enum bt_agent_call {
	BT_AGENT_ASKS,    /**< the step wants an answer */
	BT_AGENT_SHOWS,   /**< the step wants none; it has been answered */
	BT_AGENT_CANCELS, /**< what was asked or shown is over; answered */
	BT_AGENT_NOTHING  /**< not for this pairing; refused, or no call at all */
};

/**
 * Become the agent of what this connection pairs; others keep theirs.
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: no such capability; or as bt_bus_call
 */
int bt_agent_register(struct bt_bus *bus, enum smsmodem_bt_capability capability,
		      struct smsmodem_error *error);

/** Be it no more; bluetoothd that does not hear of it sees the connection end. */
void bt_agent_unregister(struct bt_bus *bus);

/**
 * Take a message that may be a call of the agent.
 *
 * @param device the object that is being paired; requests for others are refused
 * @param[out] step for BT_AGENT_ASKS and BT_AGENT_SHOWS
 */
enum bt_agent_call bt_agent_take(struct bt_bus *bus, sd_bus_message *message, const char *device,
				 struct smsmodem_bt_step *step);

/**
 * Say yes to what asked.
 * @param text for SMSMODEM_BT_ENTER_PASSKEY and _ENTER_PIN
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: the text will not do, nothing was answered; _E_LINK
 */
int bt_agent_accept(struct bt_bus *bus, sd_bus_message *call, enum smsmodem_bt_step_kind kind,
		    const char *text, struct smsmodem_error *error);

/** Say no to it. */
int bt_agent_reject(struct bt_bus *bus, sd_bus_message *call, struct smsmodem_error *error);

#endif
