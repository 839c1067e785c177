/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bluetooth devices and their service records, as JSON and for people. */
#ifndef SHOWN_BT_H
#define SHOWN_BT_H

#include "cli.h"

/** What a device is called here, or "" where nobody knows. */
const char *shown_bt_name(const struct smsmodem_bt_device *device);

/** Room for "bt:00:11:22:33:44:55?adapter=hci1". */
#define SHOWN_BT_URI_SIZE 48

/** The name by which -d finds a device again. */
const char *shown_bt_uri(const struct smsmodem_bt_device *device, char uri[SHOWN_BT_URI_SIZE]);

/** Room for "DUN, SPP, HFP, MAP". */
#define SHOWN_BT_SERVICES_SIZE 24

/** Names of a set of enum smsmodem_bt_at, "none", or "?" where it is not known. */
const char *shown_bt_services(const struct smsmodem_bt_device *device,
			      char text[SHOWN_BT_SERVICES_SIZE]);

/** The JSON of a device, or NULL when out of memory. */
json_t *shown_bt_device_json(const struct smsmodem_bt_device *device);

/** Print devices as rows below a heading. @return 0 or 74 */
int shown_bt_devices(struct cli *cli, const struct smsmodem_bt_device *devices, size_t count);

/**
 * Say what would be done next with the best of these devices, which are in their order.
 * @param adapter that was asked for, or NULL
 */
void shown_bt_next(const struct cli *cli, const struct smsmodem_bt_device *devices, size_t count,
		   const char *adapter);

/** Say that a device is to be tried as a modem. @param adapter that was asked for, or NULL */
void shown_bt_try(const struct cli *cli, const char *address, const char *adapter);

/** A record, and what surrounds it. */
struct shown_bt_record {
	const char *address;
	const struct smsmodem_sdp_record *record;
	const uint8_t *octets; /**< its attributes: identifiers and values in turn */
	size_t length;
	int tried; /**< the how manieth that "bt:ADDRESS" tries, from 1; 0: it does not */
};

/** The JSON of a record, or NULL when out of memory. */
json_t *shown_bt_record_json(const struct shown_bt_record *shown);

/** Print a record, with every attribute if wanted. */
void shown_bt_record(const struct shown_bt_record *shown, bool attributes);

/** All attributes of a record as a list, or NULL when out of memory. */
json_t *shown_bt_attributes_json(const uint8_t *octets, size_t length);

/** Print them, a line each and one for each element in a sequence. */
void shown_bt_attributes(const uint8_t *octets, size_t length);

#endif
