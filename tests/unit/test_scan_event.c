/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HCI events of an inquiry (Core 4 E 7.7), hostile ones included, and the list they end up in. */
#include "pdu_support.h"
#include "scan_event.h"
#include "scan_list.h"

#define ALICE     "665544332211" /* 11:22:33:44:55:66, least significant octet first */
#define BOB       "010203040506"
#define EIR(data) "04 2F FF 01" ALICE "01 00 0C025A 3412 C4" data

static const struct {
	const char *name, *packet;
	struct bt_scan_event wanted;
	const char *address;
} events[] = {
	{"7.7.1 complete", "04 01 01 00", {.kind = BT_SCAN_INQUIRY_COMPLETE}, NULL},
	{"7.7.1 failed", "04 01 01 03", {.kind = BT_SCAN_INQUIRY_COMPLETE, .status = 3}, NULL},
	{"7.7.2 result",
	 "04 02 0F 01" ALICE "02 00 00 0C025A 3412",
	 {.kind = BT_SCAN_FOUND,
	  .repetition = 2,
	  .clock_offset = 0x1234,
	  .device = {.device_class = 0x5A020C}},
	 "11:22:33:44:55:66"},
	{"7.7.33 with RSSI -60",
	 "04 22 0F 01" ALICE "01 00 0C025A 3412 C4",
	 {.kind = BT_SCAN_FOUND,
	  .repetition = 1,
	  .clock_offset = 0x1234,
	  .device = {.device_class = 0x5A020C, .has_rssi = true, .rssi_dbm = -60}},
	 "11:22:33:44:55:66"},
	{"7.7.33 with the mode of 1.1 in it",
	 "04 22 10 01" ALICE "01 00 00 0C025A 3412 14",
	 {.kind = BT_SCAN_FOUND,
	  .repetition = 1,
	  .clock_offset = 0x1234,
	  .device = {.device_class = 0x5A020C, .has_rssi = true, .rssi_dbm = 20}},
	 "11:22:33:44:55:66"},
	{"RSSI not available",
	 "04 22 0F 01" ALICE "01 00 0C025A 3412 7F",
	 {.kind = BT_SCAN_FOUND,
	  .repetition = 1,
	  .clock_offset = 0x1234,
	  .device = {.device_class = 0x5A020C}},
	 "11:22:33:44:55:66"},
	{"7.7.7 name, short",
	 "04 07 0A 00" ALICE "453635",
	 {.kind = BT_SCAN_NAME, .is_name_whole = true, .device = {.name = "E65"}},
	 "11:22:33:44:55:66"},
	{"7.7.7 name with an escape sequence",
	 "04 07 0D 00" ALICE "411B5D300742",
	 {.kind = BT_SCAN_NAME, .is_name_whole = true, .device = {.name = "A?]0?B"}},
	 "11:22:33:44:55:66"},
	{"7.7.7 page timeout",
	 "04 07 0A 04" ALICE "453635",
	 {.kind = BT_SCAN_NAME, .status = 4},
	 "11:22:33:44:55:66"},
	{"7.7.7 cut", "04 07 06 00 0102030405", {.kind = BT_SCAN_OTHER}, NULL},
	{"7.7.14 complete",
	 "04 0E 04 01 0204 00",
	 {.kind = BT_SCAN_COMMAND, .opcode = 0x0402},
	 NULL},
	{"7.7.14 without status", "04 0E 03 01 0204", {.kind = BT_SCAN_OTHER}, NULL},
	{"7.7.15 disallowed",
	 "04 0F 04 0C 01 0104",
	 {.kind = BT_SCAN_COMMAND, .opcode = 0x0401, .status = 0x0C},
	 NULL},
	{"7.7.5 disconnection", "04 05 04 00 2A00 13", {.kind = BT_SCAN_OTHER}, NULL},
	{"no event", "01 01 04 00", {.kind = BT_SCAN_OTHER}, NULL},
	{"length beyond the packet", "04 01 02 00", {.kind = BT_SCAN_OTHER}, NULL},
	{"nothing", "", {.kind = BT_SCAN_OTHER}, NULL},
};

static bool read_at(const uint8_t *octets, size_t count, size_t index, struct bt_scan_event *event)
{
	uint8_t *copy = exact_copy(octets, count);
	bool found = bt_scan_event_read(copy, count, index, event);

	free(copy);
	return found;
}

static void assert_device(const struct smsmodem_bt_device *device,
			  const struct smsmodem_bt_device *wanted)
{
	assert_string_equal(device->name, wanted->name);
	assert_int_equal(device->device_class, wanted->device_class);
	assert_int_equal(device->has_rssi, wanted->has_rssi);
	assert_int_equal(device->rssi_dbm, wanted->rssi_dbm);
	assert_int_equal(device->services_known, wanted->services_known);
	assert_int_equal(device->services, wanted->services);
}

static void one_event(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(events); i++) {
		uint8_t octets[300];
		struct bt_scan_event event;
		char address[SMSMODEM_BT_ADDRESS_SIZE];
		size_t count = octets_of(events[i].packet, octets, sizeof octets);

		print_message("%s\n", events[i].name);
		assert_true(read_at(octets, count, 0, &event));
		assert_int_equal(event.kind, events[i].wanted.kind);
		assert_int_equal(event.status, events[i].wanted.status);
		assert_int_equal(event.opcode, events[i].wanted.opcode);
		assert_int_equal(event.repetition, events[i].wanted.repetition);
		assert_int_equal(event.clock_offset, events[i].wanted.clock_offset);
		assert_int_equal(event.is_name_whole, events[i].wanted.is_name_whole);
		assert_device(&event.device, &events[i].wanted.device);
		bt_address_format(&event.address, address);
		if (events[i].address)
			assert_string_equal(address, events[i].address);
		assert_false(read_at(octets, count, 1, &event));
	}
}

static const struct {
	const char *name, *eir;
	struct smsmodem_bt_device wanted;
	bool is_name_whole;
} responses[] = {
	{"3 C 8: name, all services",
	 "02 0A 04 05 03 0311 0111 07 09 50686F6E6541",
	 {.name = "PhoneA", .services_known = true, .services = SMSMODEM_BT_DUN | SMSMODEM_BT_SPP},
	 true},
	{"whole name", "07 09 50686F6E6541", {.name = "PhoneA"}, true},
	{"short name", "04 08 50686F", {.name = "Pho"}, false},
	{"empty name", "01 09", {.name = ""}, false},
	{"name with a newline", "04 09 410A42", {.name = "A?B"}, true},
	{"some services",
	 "03 02 0311",
	 {.services_known = true, .services = SMSMODEM_BT_DUN},
	 false},
	{"a phone of today",
	 "07 03 0A11 1F11 3211",
	 {.services = SMSMODEM_BT_HFP | SMSMODEM_BT_MAP},
	 false},
	{"no services", "01 03", {.services = 0}, false},
	{"of 32 bits",
	 "05 05 03110000",
	 {.services_known = true, .services = SMSMODEM_BT_DUN},
	 false},
	{"of 32 bits, another", "05 05 03110100", {.services = 0}, false},
	{"of 128 bits",
	 "11 07 FB349B5F80000080001000000111 0000",
	 {.services_known = true, .services = SMSMODEM_BT_SPP},
	 false},
	{"of 128 bits, a maker's own",
	 "11 07 FB349B5F80000080001000000111 0001",
	 {.services = 0},
	 false},
	{"odd octet behind",
	 "04 03 031101",
	 {.services_known = true, .services = SMSMODEM_BT_DUN},
	 false},
	{"length beyond the end", "04 09 4142", {.name = ""}, false},
	{"behind the padding", "00 03 09 4142", {.name = ""}, false},
	{"transmit power and maker", "02 0A 04 05 FF 4C001006", {.name = ""}, false},
	{"length alone", "05", {.name = ""}, false},
	{"nothing", "", {.name = ""}, false},
};

static void extended_response(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(responses); i++) {
		uint8_t octets[240];
		struct smsmodem_bt_device device = {.name = ""};
		size_t count = octets_of(responses[i].eir, octets, sizeof octets);
		uint8_t *copy = exact_copy(octets, count);
		bool is_whole = bt_scan_eir_read(copy, count, &device);

		free(copy);
		print_message("%s\n", responses[i].name);
		assert_int_equal(is_whole, responses[i].is_name_whole);
		assert_device(&device, &responses[i].wanted);
	}
}

/** A packet of several responses, each read; the one behind the last is not there. */
static void several_responses(void **state)
{
	static const char packet[] =
		"04 22 1D 02" ALICE "01 00 0C025A 3412 C4" BOB "02 00 0C0100 7856 B0";
	uint8_t octets[64];
	struct bt_scan_event event;
	size_t count = octets_of(packet, octets, sizeof octets);

	(void)state;
	assert_true(read_at(octets, count, 1, &event));
	assert_int_equal(event.address.b[0], 1);
	assert_int_equal(event.device.device_class, 0x00010C);
	assert_int_equal(event.device.rssi_dbm, -80);
	assert_int_equal(event.clock_offset, 0x5678);
	assert_false(read_at(octets, count, 2, &event));
	octets[3] = 255; /* more than there are */
	assert_true(read_at(octets, count, 1, &event));
	assert_false(read_at(octets, count, 2, &event));
	octets[3] = 0;
	assert_false(read_at(octets, count, 0, &event));
}

static size_t extended_packet(uint8_t packet[258], const char *eir)
{
	memset(packet, 0, 258);
	assert_true(octets_of(EIR(""), packet, 258) == 18);
	(void)octets_of(eir, packet + 18, 240);
	return 258;
}

static void extended_packet_read(void **state)
{
	uint8_t packet[258];
	struct bt_scan_event event;
	size_t count = extended_packet(packet, "07 09 50686F6E6541 03 03 0311");

	(void)state;
	assert_true(read_at(packet, count, 0, &event));
	assert_int_equal(event.kind, BT_SCAN_FOUND);
	assert_true(event.is_name_whole);
	assert_string_equal(event.device.name, "PhoneA");
	assert_int_equal(event.device.services, SMSMODEM_BT_DUN);
	assert_int_equal(event.device.rssi_dbm, -60);
	assert_false(read_at(packet, count, 1, &event));
}

/** Cut at every octet, as it is and with a length that fits what is left: nothing is found. */
static void truncated(void **state)
{
	uint8_t packet[258];
	struct bt_scan_event event;
	size_t whole = extended_packet(packet, "07 09 50686F6E6541 03 03 0311");

	(void)state;
	for (size_t count = 0; count < whole; count++) {
		assert_int_equal(read_at(packet, count, 0, &event), true);
		assert_int_equal(event.kind, BT_SCAN_OTHER);
	}
	for (size_t count = 3; count < whole; count++) {
		packet[2] = (uint8_t)(count - 3);
		assert_false(read_at(packet, count, 0, &event));
	}
}

static void any_octets(void **state)
{
	unsigned seed;

	(void)state;
	assert_int_equal(getrandom(&seed, sizeof seed, 0), sizeof seed);
	print_message("seed %u\n", seed);
	for (int round = 0; round < 20000; round++) {
		static const uint8_t codes[] = {0x01, 0x02, 0x07, 0x0E, 0x0F, 0x22, 0x2F};
		uint8_t packet[260];
		struct bt_scan_event event;
		size_t count = 3 + (size_t)rand_r(&seed) % 256;

		for (size_t i = 0; i < count; i++)
			packet[i] = (uint8_t)rand_r(&seed);
		packet[0] = 4;
		packet[1] = codes[(size_t)rand_r(&seed) % COUNT(codes)];
		packet[2] = (uint8_t)(count - 3);
		packet[3] &= 3;
		for (size_t index = 0; read_at(packet, count, index, &event); index++)
			assert_true(index < 255 &&
				    strlen(event.device.name) < SMSMODEM_BT_NAME_SIZE);
	}
}

/* --- the list --- */

static struct bt_scan_list *list_new(void)
{
	struct bt_scan_list *list = calloc(1, sizeof *list);

	assert_non_null(list);
	return list;
}

static const struct {
	const char *name;
	struct smsmodem_bt_device first, second;
	bool is_news;
} notes[] = {
	{"the same again", {.name = "A"}, {.name = "A"}, false},
	{"a name", {.name = ""}, {.name = "A"}, true},
	{"no name any more", {.name = "A"}, {.name = ""}, false},
	{"an alias", {.name = "A"}, {.alias = "mine"}, true},
	{"a class", {.device_class = 0}, {.device_class = 0x5A020C}, true},
	{"a signal", {.has_rssi = false}, {.has_rssi = true, .rssi_dbm = -50}, true},
	{"another signal",
	 {.has_rssi = true, .rssi_dbm = -60},
	 {.has_rssi = true, .rssi_dbm = -50},
	 false},
	{"a service", {.services = 1, .services_known = true}, {.services = 2}, true},
	{"a service less", {.services = 3, .services_known = true}, {.services = 1}, false},
	{"services known", {.services = 1}, {.services = 1, .services_known = true}, true},
	{"paired", {.pairing_known = true}, {.pairing_known = true, .paired = true}, true},
	{"paired no more", {.pairing_known = true, .paired = true}, {.pairing_known = true}, true},
	{"connected", {.pairing_known = true}, {.pairing_known = true, .connected = true}, true},
	{"pairing unknown",
	 {.pairing_known = true, .paired = true},
	 {.pairing_known = false},
	 false},
};

static void told_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(notes); i++) {
		struct bt_scan_list *list = list_new();
		struct smsmodem_bt_device first = notes[i].first, second = notes[i].second, told;

		print_message("%s\n", notes[i].name);
		memcpy(first.address, "11:22:33:44:55:66", sizeof first.address);
		memcpy(second.address, first.address, sizeof second.address);
		assert_non_null(bt_scan_note(list, &first));
		assert_true(bt_scan_take(list, &told));
		assert_false(bt_scan_take(list, &told));
		assert_non_null(bt_scan_note(list, &second));
		assert_int_equal(list->count, 1);
		assert_int_equal(bt_scan_take(list, &told), notes[i].is_news);
		told = list->rows[0].device;
		assert_int_equal(told.services, first.services | second.services);
		assert_string_equal(told.name, second.name[0] ? second.name : first.name);
		if (second.has_rssi)
			assert_int_equal(told.rssi_dbm, second.rssi_dbm);
		if (second.pairing_known)
			assert_int_equal(told.paired, second.paired);
		free(list);
	}
}

/** However many there are, the list holds its own, and each comes once. */
static void full_list(void **state)
{
	struct bt_scan_list *list = list_new();
	struct smsmodem_bt_device device = {.name = ""};
	size_t told = 0;

	(void)state;
	for (size_t i = 0; i < BT_SCAN_MAX + 20; i++) {
		bdaddr_t address = {{(uint8_t)i, (uint8_t)(i >> 8), 0, 0, 0, 1}};

		bt_address_format(&address, device.address);
		assert_int_equal(bt_scan_note(list, &device) != NULL, i < BT_SCAN_MAX);
	}
	while (bt_scan_take(list, &device))
		told++;
	assert_int_equal(told, BT_SCAN_MAX);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_event),         cmocka_unit_test(extended_response),
		cmocka_unit_test(several_responses), cmocka_unit_test(extended_packet_read),
		cmocka_unit_test(truncated),         cmocka_unit_test(any_octets),
		cmocka_unit_test(told_once),         cmocka_unit_test(full_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
