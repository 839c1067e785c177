/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bt:ADDRESS and bt:NAME where there is no Bluetooth: the device's records and its channels are
 * played here, bluetoothd by its fake.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bluez_adapters.h"
#include "bluez_fake.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PHONE        "00:11:22:33:44:55"
#define DUN          0x1103
#define SPP          0x1101
#define ROOT         BT_SDP_UUID_BROWSE_ROOT
#define L2CAP        BT_SDP_UUID_L2CAP

/* --- the phone, in place of sdp_client.c and rfcomm.c --- */

/** A record of a service class, and what becomes of a connection to its channel. */
struct service {
	uint16_t class;
	uint8_t channel;
	int code;
};

static struct {
	const struct service *services;
	bool hidden; /* from the public browse root */
	bool slow;   /* until the time is up */
	char log[256];
} phone;

static __attribute__((format(printf, 1, 2))) void log_add(const char *format, ...)
{
	size_t used = strlen(phone.log);
	va_list values;

	if (used)
		phone.log[used++] = ' ';
	va_start(values, format);
	(void)vsnprintf(phone.log + used, sizeof phone.log - used, format, values);
	va_end(values);
}

/* ServiceClassIDList and ProtocolDescriptorList (3 B 5.1). */
static size_t record_put(const struct service *service, uint8_t octets[27])
{
	const uint8_t record[27] = {0x35,
				    25,
				    0x09,
				    0,
				    1,
				    0x35,
				    3,
				    0x19,
				    (uint8_t)(service->class >> 8),
				    (uint8_t)service->class,
				    0x09,
				    0,
				    4,
				    0x35,
				    12,
				    0x35,
				    3,
				    0x19,
				    1,
				    0,
				    0x35,
				    5,
				    0x19,
				    0,
				    3,
				    0x08,
				    service->channel};

	memcpy(octets, record, sizeof record);
	return sizeof record;
}

static bool is_asked_for(const struct service *service, long number)
{
	return number == service->class || number == L2CAP || (number == ROOT && !phone.hidden);
}

int bt_sdp_search(const struct bt_adapter *from, const bdaddr_t *to,
		  const struct smsmodem_sdp_uuid *uuid, const struct bt_wait *wait,
		  uint8_t **octets, size_t *count, struct smsmodem_error *error)
{
	long number = smsmodem_sdp_uuid_number(uuid);

	(void)to;
	(void)error;
	assert_string_equal(from->name, "hci1");
	log_add("%04x", (unsigned)number);
	*octets = calloc(8, 27);
	*count = 0;
	assert_non_null(*octets);
	for (const struct service *service = phone.services; service->class; service++)
		if (is_asked_for(service, number))
			*count += record_put(service, *octets + *count);
	if (*count == 0) {
		free(*octets);
		*octets = NULL;
	}
	if (phone.slow)
		assert_int_equal(fd_wait(-1, 0, -1, wait->deadline_ms, NULL), 0);
	return SMSMODEM_OK;
}

int bt_rfcomm_connect(const struct bt_channel *channel, const struct bt_wait *wait,
		      struct smsmodem_error *error)
{
	const struct service *service = phone.services;

	(void)wait;
	log_add("/%u", (unsigned)channel->number);
	while (service->channel != channel->number)
		service++;
	return smsmodem_error_set(error, service->code, "channel %d", channel->number);
}

int bt_security_parse(const char *text, struct smsmodem_error *error)
{
	(void)error;
	return text ? BT_SECURITY_MEDIUM : 0;
}

int bt_security_apply(int fd, int security)
{
	(void)fd;
	(void)security;
	return 0;
}

/* --- which channels --- */

struct channels_row {
	const char *name, *rest;
	struct service services[4];
	bool hidden, slow;
	int code;
	const char *says, *log;
};

static const struct channels_row channels_rows[] = {
	{"one channel is connected to, whatever it answers",
	 PHONE,
	 {{SPP, 5, SMSMODEM_E_BUSY}},
	 false,
	 false,
	 SMSMODEM_E_BUSY,
	 "channel 5",
	 "1103 1101 /5"},
	{"a channel that is given",
	 PHONE "/7",
	 {{SPP, 7, SMSMODEM_E_LINK}},
	 false,
	 false,
	 SMSMODEM_E_LINK,
	 "channel 7",
	 "/7"},
	{"DUN's first, and its reason is told",
	 PHONE,
	 {{SPP, 5, SMSMODEM_E_NODEVICE}, {DUN, 3, SMSMODEM_E_BUSY}},
	 false,
	 false,
	 SMSMODEM_E_BUSY,
	 "channel 3",
	 "1103 1101 /3 /5"},
	{"what holds for all channels ends it",
	 PHONE,
	 {{SPP, 5, SMSMODEM_E_NODEVICE}, {DUN, 3, SMSMODEM_E_PERMISSION}},
	 false,
	 false,
	 SMSMODEM_E_PERMISSION,
	 "channel 3",
	 "1103 1101 /3"},
	{"one that is silent says more than one that refuses",
	 PHONE,
	 {{SPP, 5, SMSMODEM_E_NOMODEM}, {DUN, 3, SMSMODEM_E_NODEVICE}},
	 false,
	 false,
	 SMSMODEM_E_NOMODEM,
	 "none of the 2 serial services",
	 "1103 1101 /3 /5"},
	{"one that is silent, with a controller that was chosen",
	 PHONE "?adapter=hci1",
	 {{SPP, 5, SMSMODEM_E_NOMODEM}, {DUN, 3, SMSMODEM_E_NODEVICE}},
	 false,
	 false,
	 SMSMODEM_E_NOMODEM,
	 "as in bt:" PHONE "/3?adapter=hci1",
	 "1103 1101 /3 /5"},
	{"cancelled meanwhile",
	 PHONE,
	 {{SPP, 5, SMSMODEM_E_CANCELLED}, {DUN, 3, SMSMODEM_E_BUSY}},
	 false,
	 false,
	 SMSMODEM_E_CANCELLED,
	 "channel 5",
	 "1103 1101 /3 /5"},
	{"no time is left for any",
	 PHONE,
	 {{SPP, 5, SMSMODEM_E_BUSY}, {SPP, 3, SMSMODEM_E_BUSY}},
	 false,
	 true,
	 SMSMODEM_E_NODEVICE,
	 PHONE " has not answered in time",
	 "1103 1101"},
	{"another service",
	 PHONE "?service=0x1111",
	 {{SPP, 5, SMSMODEM_E_BUSY}, {0x1111, 3, SMSMODEM_E_BUSY}},
	 false,
	 false,
	 SMSMODEM_E_BUSY,
	 "channel 3",
	 "1111 /3"},
	{"another service, which is not there",
	 PHONE "?service=spp",
	 {{DUN, 5, 0}, {0x1132, 6, 0}},
	 false,
	 false,
	 SMSMODEM_E_NOMODEM,
	 PHONE
	 " offers no Serial Port (0x1101) service over RFCOMM, but Dial-up Networking, Message "
	 "Access Server: leave out service=, ",
	 "1101 1002"},
	{"another service, and no modem either",
	 PHONE "?service=0xFFF0",
	 {{0x1132, 6, 0}},
	 false,
	 false,
	 SMSMODEM_E_NOMODEM,
	 "offers no 0xfff0 service over RFCOMM, but Message Access Server; a phone without Dial-up "
	 "Networking or Serial Port is no modem",
	 "fff0 1002"},
	{"none",
	 PHONE,
	 {{0x1132, 5, 0}},
	 false,
	 false,
	 SMSMODEM_E_NOMODEM,
	 "but Message Access",
	 "1103 1101 1002"},
	{"none, and the root has nothing",
	 PHONE,
	 {{0x1132, 5, 0}},
	 true,
	 false,
	 SMSMODEM_E_NOMODEM,
	 "but Message Access",
	 "1103 1101 1002 0100"},
};

static void test_channels(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(channels_rows); i++) {
		const struct channels_row *row = &channels_rows[i];
		const struct transport_options options = {.timeout_ms = row->slow ? 1 : 60000,
							  .cancel_fd = -1};
		struct smsmodem_error error = {.code = 0};
		struct transport *transport;

		phone = (__typeof__(phone)){row->services, row->hidden, row->slow, ""};
		int code = transport_open_bt(row->rest, &options, &transport, &error);
		if (code != row->code || error.code != code || !strstr(error.text, row->says))
			fail_msg("%s: %d '%s'", row->name, code, error.text);
		assert_string_equal(phone.log, row->log);
		assert_null(transport);
	}
}

/* --- a bluetoothd that does not answer --- */

static const struct {
	const char *name, *rest;
	int64_t timeout_ms;
	bool cancelled;
	int code;
} silence_rows[] = {
	{"a name, with little time", "K800i", 50, false, SMSMODEM_E_TIMEOUT},
	{"a name, cancelled", "K800i", 0, true, SMSMODEM_E_CANCELLED},
	{"its pairing, cancelled", PHONE "?security=medium", 0, true, SMSMODEM_E_CANCELLED},
	/* then the level is the kernel's to keep */
	{"its pairing, with little time", PHONE "/5?security=medium", 50, false, SMSMODEM_E_BUSY},
};

static void test_silence(void **state)
{
	static const struct service services[] = {{SPP, 5, SMSMODEM_E_BUSY}, {0}};
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "", 1), 1);
	for (size_t i = 0; i < COUNT(silence_rows); i++) {
		const struct transport_options options = {
			.timeout_ms = silence_rows[i].timeout_ms,
			.cancel_fd = silence_rows[i].cancelled ? ends[0] : -1};
		struct smsmodem_error error = {.code = 0};
		struct transport *transport;
		struct fake fake;

		phone = (__typeof__(phone)){services, false, false, ""};
		fake_start(&fake, &(struct fake_scene){.silent = "GetManagedObjects"});
		int64_t begin_ms = clock_now_ms();
		int code = transport_open_bt(silence_rows[i].rest, &options, &transport, &error);
		int64_t took_ms = clock_now_ms() - begin_ms;
		fake_stop(&fake);
		if (code != silence_rows[i].code || error.code != code || took_ms > 2500)
			fail_msg("%s: %d '%s' after %ld ms", silence_rows[i].name, code, error.text,
				 (long)took_ms);
	}
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_channels),
		cmocka_unit_test(test_silence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
