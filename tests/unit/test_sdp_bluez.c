/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libbluetooth's SDP against ours: we read the records that it writes. Where the two differ, one of
 * them is wrong.
 */
#include "pdu_support.h"
#include "sdp.h"
#include <bluetooth/bluetooth.h>
#include <bluetooth/sdp.h>
#include <bluetooth/sdp_lib.h>

static void put_classes(sdp_record_t *record, uuid_t *classes, size_t count)
{
	sdp_list_t *list = NULL;

	for (size_t i = 0; i < count; i++)
		list = sdp_list_append(list, &classes[i]);
	assert_int_equal(sdp_set_service_classes(record, list), 0);
	sdp_list_free(list, NULL);
}

static void put_groups(sdp_record_t *record)
{
	uuid_t root;
	sdp_list_t *list = sdp_list_append(NULL, sdp_uuid16_create(&root, PUBLIC_BROWSE_GROUP));

	assert_int_equal(sdp_set_browse_groups(record, list), 0);
	sdp_list_free(list, NULL);
}

/* L2CAP, RFCOMM with a channel, and OBEX where asked for. */
static void put_protocols(sdp_record_t *record, uint8_t channel, bool obex)
{
	uuid_t l2cap, rfcomm, obex_uuid;
	sdp_data_t *number = sdp_data_alloc(SDP_UINT8, &channel);
	sdp_list_t *lower = sdp_list_append(NULL, sdp_uuid16_create(&l2cap, L2CAP_UUID));
	sdp_list_t *middle = sdp_list_append(NULL, sdp_uuid16_create(&rfcomm, RFCOMM_UUID));
	sdp_list_t *upper = sdp_list_append(NULL, sdp_uuid16_create(&obex_uuid, OBEX_UUID));

	middle = sdp_list_append(middle, number);
	sdp_list_t *stack = sdp_list_append(NULL, lower);
	stack = sdp_list_append(stack, middle);
	if (obex)
		stack = sdp_list_append(stack, upper);
	sdp_list_t *stacks = sdp_list_append(NULL, stack);
	assert_int_equal(sdp_set_access_protos(record, stacks), 0);
	sdp_data_free(number);
	sdp_list_free(lower, NULL);
	sdp_list_free(middle, NULL);
	sdp_list_free(upper, NULL);
	sdp_list_free(stack, NULL);
	sdp_list_free(stacks, NULL);
}

static void put_profile(sdp_record_t *record, uint16_t number, uint16_t version)
{
	sdp_profile_desc_t profile = {.version = version};
	sdp_list_t *list = sdp_list_append(NULL, &profile);

	sdp_uuid16_create(&profile.uuid, number);
	assert_int_equal(sdp_set_profile_descs(record, list), 0);
	sdp_list_free(list, NULL);
}

/* sdp_gen_record_pdu of 5.66 leaves the list's own header out of its buffer, and overruns it. */
static size_t write_theirs(const sdp_record_t *record, uint8_t *octets, size_t size)
{
	sdp_buf_t pdu = {.data = octets, .buf_size = (uint32_t)size};

	memset(octets, 0, size);
	for (const sdp_list_t *item = record->attrlist; item; item = item->next)
		sdp_append_to_pdu(&pdu, item->data);
	assert_in_range(pdu.data_size, 2, size);
	return pdu.data_size;
}

/* Its octets read by us; it is gone then. */
static void read_theirs(sdp_record_t *record, struct smsmodem_sdp_record *ours)
{
	struct smsmodem_sdp_element list;
	uint8_t octets[1024];
	size_t count = write_theirs(record, octets, sizeof octets);
	uint8_t *exact = exact_copy(octets, count);

	assert_int_equal(smsmodem_sdp_read(exact, count, &list), count);
	assert_int_equal(list.type, SMSMODEM_SDP_SEQUENCE);
	assert_int_equal(smsmodem_sdp_record_read(list.octets, list.length, ours, NULL),
			 SMSMODEM_OK);
	free(exact);
	sdp_record_free(record);
}

static sdp_record_t *new_record(uint32_t handle)
{
	sdp_record_t *record = sdp_record_alloc();

	assert_non_null(record);
	record->handle = handle;
	assert_true(sdp_attr_add_new(record, SDP_ATTR_RECORD_HANDLE, SDP_UINT32, &handle) == 0);
	return record;
}

static void test_read_dun(void **state)
{
	sdp_record_t *record = new_record(0x10002);
	struct smsmodem_sdp_record ours;
	uuid_t classes[2];
	const struct smsmodem_sdp_uuid dun = smsmodem_sdp_uuid_of(0x1103);

	(void)state;
	sdp_uuid16_create(&classes[0], DIALUP_NET_SVCLASS_ID);
	sdp_uuid16_create(&classes[1], GENERIC_NETWORKING_SVCLASS_ID);
	put_classes(record, classes, 2);
	put_groups(record);
	put_protocols(record, 7, false);
	put_profile(record, DIALUP_NET_PROFILE_ID, 0x0101);
	sdp_add_lang_attr(record);
	sdp_set_info_attr(record, "Dial-Up Networking", "BlueZ", "a modem");
	read_theirs(record, &ours);
	assert_int_equal(ours.handle, 0x10002);
	assert_true(smsmodem_sdp_record_is(&ours, &dun));
	assert_int_equal(ours.class_count, 2);
	assert_int_equal(ours.rfcomm_channel, 7);
	assert_int_equal(ours.l2cap_psm, 0);
	assert_int_equal(ours.profiles[0].version, 0x0101);
	assert_string_equal(ours.name, "Dial-Up Networking");
	assert_string_equal(ours.description, "a modem");
	assert_string_equal(ours.provider, "BlueZ");
}

static void test_read_handsfree(void **state)
{
	sdp_record_t *record = new_record(0x10003);
	struct smsmodem_sdp_record ours;
	uint16_t features = 0x3F;
	uint8_t network = 1;
	uuid_t classes[2];

	(void)state;
	sdp_uuid16_create(&classes[0], HANDSFREE_AGW_SVCLASS_ID);
	sdp_uuid16_create(&classes[1], GENERIC_AUDIO_SVCLASS_ID);
	put_classes(record, classes, 2);
	put_protocols(record, 13, false);
	put_profile(record, HANDSFREE_PROFILE_ID, 0x0107);
	sdp_attr_add_new(record, SDP_ATTR_SUPPORTED_FEATURES, SDP_UINT16, &features);
	sdp_attr_add_new(record, SDP_ATTR_EXTERNAL_NETWORK, SDP_UINT8, &network);
	read_theirs(record, &ours);
	assert_int_equal(ours.rfcomm_channel, 13);
	assert_int_equal(smsmodem_sdp_uuid_number(&ours.classes[0]), 0x111F);
	assert_int_equal(smsmodem_sdp_uuid_number(&ours.profiles[0].uuid), 0x111E);
}

/* MAP with a name of every length, so that each form of a length occurs. */
static void test_read_map(void **state)
{
	char name[300];

	(void)state;
	for (size_t length = 1; length < sizeof name - 1; length += 3) {
		sdp_record_t *record = new_record(0x10004);
		struct smsmodem_sdp_record ours;
		uuid_t class;
		uint16_t psm = 0x1005;

		memset(name, 'm', length);
		name[length] = '\0';
		sdp_uuid16_create(&class, MAP_MSE_SVCLASS_ID);
		put_classes(record, &class, 1);
		put_protocols(record, 26, true);
		put_profile(record, MAP_PROFILE_ID, 0x0104);
		sdp_attr_add_new(record, SDP_ATTR_GOEP_L2CAP_PSM, SDP_UINT16, &psm);
		/* Left to itself it writes a length of 8 bits. */
		sdp_attr_add_new(record, SDP_ATTR_SVCNAME_PRIMARY,
				 length > 255 ? SDP_TEXT_STR16 : SDP_TEXT_STR8, name);
		read_theirs(record, &ours);
		assert_int_equal(ours.rfcomm_channel, 26);
		assert_int_equal(ours.protocol_count, 3);
		assert_int_equal(smsmodem_sdp_uuid_number(&ours.protocols[2].uuid), OBEX_UUID);
		assert_int_equal(strlen(ours.name), length < SMSMODEM_SDP_NAME_SIZE
							    ? length
							    : SMSMODEM_SDP_NAME_SIZE - 1);
		assert_memory_equal(ours.name, name, strlen(ours.name));
	}
}

static void test_read_uuid128(void **state)
{
	static const uint8_t octets[16] = {0x00, 0x00, 0x50, 0x05, 0x00, 0x00, 0x10, 0x00,
					   0x80, 0x00, 0x00, 0x02, 0xEE, 0x00, 0x00, 0x01};
	sdp_record_t *record = new_record(0x10005);
	struct smsmodem_sdp_record ours;
	uuid_t classes[3], spp;

	(void)state;
	sdp_uuid128_create(&classes[0], octets);
	sdp_uuid16_create(&spp, SERIAL_PORT_SVCLASS_ID);
	sdp_uuid16_to_uuid128(&classes[1], &spp);
	sdp_uuid32_create(&classes[2], 0x12345678);
	put_classes(record, classes, 3);
	put_protocols(record, 15, false);
	read_theirs(record, &ours);
	assert_int_equal(ours.class_count, 3);
	assert_memory_equal(ours.classes[0].octets, octets, 16);
	assert_int_equal(smsmodem_sdp_uuid_number(&ours.classes[0]), -1);
	assert_int_equal(smsmodem_sdp_uuid_number(&ours.classes[1]), 0x1101);
	assert_int_equal(smsmodem_sdp_uuid_number(&ours.classes[2]), 0x12345678);
}

/* Every type that it can write is read with the same value. */
static void test_read_types(void **state)
{
	struct {
		uint8_t type;
		uint64_t value;
		int ours;
		size_t length;
	} rows[] = {
		{SDP_BOOL, 1, SMSMODEM_SDP_BOOL, 1},
		{SDP_UINT8, 0xFE, SMSMODEM_SDP_UINT, 1},
		{SDP_UINT16, 0xFEDC, SMSMODEM_SDP_UINT, 2},
		{SDP_UINT32, 0xFEDCBA98, SMSMODEM_SDP_UINT, 4},
		{SDP_UINT64, 0xFEDCBA9876543210, SMSMODEM_SDP_UINT, 8},
		{SDP_INT8, (uint64_t)-5, SMSMODEM_SDP_INT, 1},
		{SDP_INT16, (uint64_t)-500, SMSMODEM_SDP_INT, 2},
		{SDP_INT32, (uint64_t)-500000, SMSMODEM_SDP_INT, 4},
		{SDP_INT64, (uint64_t)-5000000000, SMSMODEM_SDP_INT, 8},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		sdp_record_t *record = new_record(0x10006);
		struct smsmodem_sdp_element list, value;
		uint8_t octets[64];
		uint64_t number = 0;

		/* On a little-endian machine the first octets of a number are the smaller one. */
		assert_int_equal(sdp_attr_add_new(record, 0x0300, rows[i].type, &rows[i].value), 0);
		size_t count = write_theirs(record, octets, sizeof octets);
		assert_int_equal(smsmodem_sdp_read(octets, count, &list), count);
		assert_true(bt_sdp_attribute_find(list.octets, list.length, 0x0300, &value));
		assert_int_equal(value.type, rows[i].ours);
		assert_int_equal(value.length, rows[i].length);
		assert_true(smsmodem_sdp_number(&value, &number));
		assert_true(number == rows[i].value);
		sdp_record_free(record);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_dun),   cmocka_unit_test(test_read_handsfree),
		cmocka_unit_test(test_read_map),   cmocka_unit_test(test_read_uuid128),
		cmocka_unit_test(test_read_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
