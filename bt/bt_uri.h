/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rest of bt: and bt-listen: URIs. Pure, and without BlueZ. */
#ifndef BT_URI_H
#define BT_URI_H

#include <smsmodem/bluetooth.h>
#include <stdbool.h>

#define BT_URI_SIZE 512

/** What a URI asks for; absent things are empty, 0 or false. */
struct bt_uri {
	char address[SMSMODEM_BT_ADDRESS_SIZE]; /**< as bt_address_format writes it */
	char name[SMSMODEM_BT_NAME_SIZE];       /**< where there is no address */
	int channel;                            /**< 1..30 */
	bool has_service;
	struct smsmodem_sdp_uuid service;
	char security[8];                       /**< "low", "medium" or "high" */
	char adapter[SMSMODEM_BT_ADDRESS_SIZE]; /**< "hci0", or a controller's address */
};

/** ADDRESS[/CHANNEL][?OPTIONS], NAME[?OPTIONS]. @return SMSMODEM_OK or SMSMODEM_E_USAGE */
int bt_uri_parse(const char *rest, struct bt_uri *uri, struct smsmodem_error *error);

/** [CHANNEL][?OPTIONS], as bt-listen: has it. @return SMSMODEM_OK or SMSMODEM_E_USAGE */
int bt_uri_parse_listen(const char *rest, struct bt_uri *uri, struct smsmodem_error *error);

#endif
