/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Bluetooth connection needs before it is made: a controller, a key, a service. */
#include "doctor.h"
#include "shown_bt.h"
#include <stdlib.h>
#include <string.h>

#define KNOWN_MS    3000
#define SERVICES_MS 6000

bool doctor_is_bluetooth(const struct doctor *doctor)
{
	return strncmp(doctor->cli->modem.device, "bt:", 3) == 0;
}

/* --- who is meant --- */

/* The value of an option behind '?'. */
static void take_option(const char *device, const char *name, char *value, size_t size)
{
	size_t length = strlen(name);
	const char *option = strchr(device, '?');

	value[0] = '\0';
	for (; option; option = strchr(option + 1, '&')) {
		if (strncmp(option + 1, name, length) != 0 || option[1 + length] != '=')
			continue;
		const char *start = option + length + 2;
		(void)snprintf(value, size, "%.*s", (int)strcspn(start, "&"), start);
	}
}

/* "bt:00:11:22:33:44:55/3?adapter=hci1", or "bt:NAME" */
bool doctor_read_bluetooth(struct doctor *doctor)
{
	struct doctor_bluetooth *bluetooth = &doctor->bluetooth;
	const char *device = doctor->cli->modem.device + 3;
	size_t length = strcspn(device, "?");
	char text[sizeof bluetooth->name], channel[8], address[SMSMODEM_BT_ADDRESS_SIZE];

	if (length == 0 || length >= sizeof text)
		return false;
	(void)snprintf(text, sizeof text, "%.*s", (int)length, device);
	take_option(device, "adapter", bluetooth->adapter, sizeof bluetooth->adapter);
	take_option(device, "channel", channel, sizeof channel);
	(void)snprintf(address, sizeof address, "%.17s", text);
	if (strcspn(text, "/") == sizeof address - 1 &&
	    smsmodem_bt_address(address, bluetooth->address, NULL) == SMSMODEM_OK) {
		if (text[sizeof address - 1] == '/')
			(void)snprintf(channel, sizeof channel, "%.7s", text + sizeof address);
	} else {
		bluetooth->address[0] = '\0';
		memcpy(bluetooth->name, text, sizeof text);
	}
	bluetooth->has_channel =
		parse_number(channel, 1, SMSMODEM_BT_CHANNELS_MAX, &bluetooth->channel);
	return true;
}

static struct smsmodem_bt_options options_of(const struct doctor *doctor, int64_t timeout_ms)
{
	const struct doctor_bluetooth *bluetooth = &doctor->bluetooth;
	int64_t wanted_ms = doctor->cli->modem.command_timeout_ms;

	return (struct smsmodem_bt_options){
		.adapter = bluetooth->adapter[0] ? bluetooth->adapter : NULL,
		.timeout_ms = wanted_ms > 0 ? wanted_ms : timeout_ms,
		.cancel_fd = doctor->cli->modem.cancel_fd,
	};
}

/* --- what is asked --- */

static bool is_meant(const struct doctor_bluetooth *bluetooth,
		     const struct smsmodem_bt_device *device)
{
	if (bluetooth->address[0])
		return strcmp(device->address, bluetooth->address) == 0;
	return strcmp(device->alias, bluetooth->name) == 0 ||
	       strcmp(device->name, bluetooth->name) == 0;
}

/* Of those that two controllers know the paired one counts. */
static void take_known(struct doctor_bluetooth *bluetooth, const struct smsmodem_bt_device *devices,
		       size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct smsmodem_bt_device *device = &devices[i];

		if (!device->pairing_known || !is_meant(bluetooth, device) || bluetooth->paired)
			continue;
		bluetooth->known = true;
		bluetooth->paired = device->paired;
		memcpy(bluetooth->address, device->address, sizeof bluetooth->address);
		if (!bluetooth->name[0])
			(void)snprintf(bluetooth->name, sizeof bluetooth->name, "%s",
				       shown_bt_name(device));
	}
}

static unsigned services_of(const uint8_t *octets, size_t count, size_t *records, long channel,
			    bool *has_channel)
{
	struct smsmodem_sdp_element element;
	struct smsmodem_sdp_record record;
	unsigned services = 0;
	long length;

	*has_channel = false;
	*records = 0;
	while (count > 0 && (length = smsmodem_sdp_read(octets, count, &element)) > 0) {
		octets += length;
		count -= (size_t)length;
		if (element.type != SMSMODEM_SDP_SEQUENCE ||
		    smsmodem_sdp_record_read(element.octets, element.length, &record, NULL) < 0)
			continue;
		++*records;
		*has_channel = *has_channel || record.rfcomm_channel == channel;
		for (size_t i = 0; i < record.class_count; i++)
			services |= smsmodem_bt_service_of(&record.classes[i]);
	}
	return services;
}

static void ask_services(struct doctor *doctor)
{
	struct smsmodem_bt_options options = options_of(doctor, SERVICES_MS);
	struct doctor_bluetooth *bluetooth = &doctor->bluetooth;
	uint8_t channels[SMSMODEM_BT_CHANNELS_MAX], *octets = NULL;
	size_t count = 0;

	if (bluetooth->asked || !bluetooth->address[0])
		return;
	bluetooth->asked = true;
	bluetooth->code = smsmodem_bt_services(&options, bluetooth->address, NULL, &octets, &count,
					       &bluetooth->error);
	if (bluetooth->code == SMSMODEM_OK) {
		bluetooth->channels = smsmodem_bt_channels(octets, count, channels);
		bluetooth->services = services_of(octets, count, &bluetooth->records,
						  bluetooth->channel, &bluetooth->has_channel);
	}
	free(octets);
}

static bool is_ours(const struct smsmodem_error *error)
{
	return error->code == SMSMODEM_E_CANCELLED || error->code == SMSMODEM_E_MEMORY ||
	       error->code == SMSMODEM_E_USAGE;
}

/* --- the looks --- */

/*
 * The controller and bluetoothd are both no device; services need no bluetoothd, and what is said
 * there too is said of the controller.
 */
static bool is_of_controller(struct doctor *doctor)
{
	struct doctor_bluetooth *bluetooth = &doctor->bluetooth;

	if (!bluetooth->address[0])
		return true;
	ask_services(doctor);
	return bluetooth->code == SMSMODEM_E_NODEVICE &&
	       strcmp(bluetooth->error.text, doctor->error.text) == 0;
}

void doctor_controller(struct doctor *doctor, struct doctor_finding *finding)
{
	const struct smsmodem_bt_options options = options_of(doctor, KNOWN_MS);
	struct smsmodem_bt_device *devices;
	size_t count;

	if (smsmodem_bt_devices(&options, &devices, &count, &doctor->error) == SMSMODEM_OK) {
		take_known(&doctor->bluetooth, devices, count);
		free(devices);
		doctor_find(finding, DOCTOR_OK, "%s is on, and bluetoothd runs",
			    doctor->bluetooth.adapter[0] ? doctor->bluetooth.adapter
							 : "a controller");
		return;
	}
	doctor->stop = is_ours(&doctor->error);
	if (doctor->error.code == SMSMODEM_E_NODEVICE && is_of_controller(doctor)) {
		doctor_fail(finding, doctor->error.code, "%s", doctor->error.text);
		return;
	}
	doctor_find(finding, DOCTOR_WARN, "bluetoothd cannot be asked: %s", doctor->error.text);
	doctor_fix(finding, "start it (`systemctl start bluetooth`) for names and pairing");
}

void doctor_pairing(struct doctor *doctor, struct doctor_finding *finding)
{
	const struct doctor_bluetooth *bluetooth = &doctor->bluetooth;

	if (bluetooth->paired) {
		doctor_find(finding, DOCTOR_OK, "paired with %s%s%s", bluetooth->address,
			    bluetooth->name[0] ? ", " : "", bluetooth->name);
	} else if (bluetooth->known) {
		doctor_find(finding, DOCTOR_WARN, "%s is known, but not paired",
			    bluetooth->address);
		doctor_fix(finding, "`smsmodem bt pair %s`", bluetooth->address);
	} else if (bluetooth->address[0]) {
		doctor_find(finding, DOCTOR_SKIP,
			    "nobody knows %s here: some phones want to be "
			    "paired (`smsmodem bt pair %s`)",
			    bluetooth->address, bluetooth->address);
	} else {
		doctor_fail(finding, SMSMODEM_E_NODEVICE, "no device is called %s here",
			    bluetooth->name);
		doctor_fix(finding, "pair it (`smsmodem bt scan` shows its address), or give the "
				    "name that `smsmodem devices` shows");
	}
}

static void say_services(struct doctor *doctor, struct doctor_finding *finding)
{
	const struct doctor_bluetooth *bluetooth = &doctor->bluetooth;
	const struct smsmodem_bt_device device = {.services_known = true,
						  .services = bluetooth->services};
	char names[SHOWN_BT_SERVICES_SIZE];

	doctor_find(finding, DOCTOR_OK, "%s", shown_bt_services(&device, names));
	if (bluetooth->channel > 0 && !bluetooth->has_channel) {
		finding->result = DOCTOR_WARN;
		doctor_add(finding, "; no service has channel %ld", bluetooth->channel);
		doctor_fix(finding,
			   "leave the channel out, or take one that `smsmodem bt services "
			   "%s` shows",
			   bluetooth->address);
	} else if (bluetooth->channel == 0 && bluetooth->channels == 0) {
		doctor_fail(finding, SMSMODEM_E_NOMODEM,
			    "it offers neither Dial-up Networking nor a Serial Port%s",
			    bluetooth->services & SMSMODEM_BT_MAP
				    ? "; its Message Access Profile (MAP) is not AT"
				    : "");
		doctor_fix(finding, "switch such a service on in the phone, or take a feature "
				    "phone or a USB modem");
	}
}

void doctor_services(struct doctor *doctor, struct doctor_finding *finding)
{
	struct doctor_bluetooth *bluetooth = &doctor->bluetooth;

	ask_services(doctor);
	if (bluetooth->code == SMSMODEM_OK) {
		say_services(doctor, finding);
		return;
	}
	doctor->error = bluetooth->error;
	doctor->stop = is_ours(&doctor->error);
	doctor_fail(finding, bluetooth->code, "%s", bluetooth->error.text);
	if (bluetooth->code == SMSMODEM_E_NODEVICE)
		doctor_fix(finding, "switch the phone and its Bluetooth on, and bring it near");
}
