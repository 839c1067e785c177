/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TP-ST, all 256 of them (23.040 9.2.3.15). */
#include "pdu_support.h"

#define DELIVERED SMSMODEM_DELIVERY_DELIVERED
#define PENDING   SMSMODEM_DELIVERY_PENDING
#define FAILED    SMSMODEM_DELIVERY_FAILED

struct status_row {
	uint8_t first, last;
	enum smsmodem_delivery delivery;
	const char *text;
};

static const struct status_row status_rows[] = {
	{0x00, 0x00, DELIVERED, "delivered to the recipient"},
	{0x01, 0x01, DELIVERED, "forwarded, delivery not confirmed"},
	{0x02, 0x02, DELIVERED, "replaced by the message centre"},
	{0x03, 0x0F, FAILED, "reserved value, taken for service rejected"},
	{0x10, 0x1F, DELIVERED, "done, for a reason of the message centre"},
	{0x20, 0x20, PENDING, "congestion, still trying"},
	{0x21, 0x21, PENDING, "recipient busy, still trying"},
	{0x22, 0x22, PENDING, "no response from the recipient, still trying"},
	{0x23, 0x23, PENDING, "service rejected, still trying"},
	{0x24, 0x24, PENDING, "quality of service not available, still trying"},
	{0x25, 0x25, PENDING, "error at the recipient, still trying"},
	{0x26, 0x2F, FAILED, "reserved value, taken for service rejected"},
	{0x30, 0x3F, PENDING, "still trying, for a reason of the message centre"},
	{0x40, 0x40, FAILED, "remote procedure error"},
	{0x41, 0x41, FAILED, "incompatible destination"},
	{0x42, 0x42, FAILED, "connection rejected by the recipient"},
	{0x43, 0x43, FAILED, "not obtainable"},
	{0x44, 0x44, FAILED, "quality of service not available"},
	{0x45, 0x45, FAILED, "no interworking available"},
	{0x46, 0x46, FAILED, "validity period expired"},
	{0x47, 0x47, FAILED, "deleted by the sender"},
	{0x48, 0x48, FAILED, "deleted by the message centre"},
	{0x49, 0x49, FAILED, "unknown to the message centre"},
	{0x4A, 0x4F, FAILED, "reserved value, taken for service rejected"},
	{0x50, 0x5F, FAILED, "failed, for a reason of the message centre"},
	{0x60, 0x60, FAILED, "congestion, given up"},
	{0x61, 0x61, FAILED, "recipient busy, given up"},
	{0x62, 0x62, FAILED, "no response from the recipient, given up"},
	{0x63, 0x63, FAILED, "service rejected, given up"},
	{0x64, 0x64, FAILED, "quality of service not available, given up"},
	{0x65, 0x65, FAILED, "error at the recipient, given up"},
	{0x66, 0x6F, FAILED, "reserved value, taken for service rejected"},
	{0x70, 0x7F, FAILED, "given up, for a reason of the message centre"},
	{0x80, 0xFF, FAILED, "reserved value, taken for service rejected"},
};

static void test_every_status(void **state)
{
	unsigned next = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(status_rows); i++)
		for (unsigned status = status_rows[i].first; status <= status_rows[i].last;
		     status++) {
			assert_int_equal(status, next++);
			assert_int_equal(smsmodem_delivery_of((uint8_t)status),
					 status_rows[i].delivery);
			assert_string_equal(smsmodem_delivery_text((uint8_t)status),
					    status_rows[i].text);
		}
	assert_int_equal(next, 256);
}

/* Bits 6 and 5, but of a reserved value. */
static void test_classes(void **state)
{
	static const char *const classes[] = {"completed", "temporary error, still trying",
					      "permanent error", "temporary error, given up"};

	(void)state;
	for (size_t i = 0; i < COUNT(status_rows); i++) {
		bool reserved = strstr(status_rows[i].text, "reserved") != NULL;

		for (unsigned status = status_rows[i].first; status <= status_rows[i].last;
		     status++)
			assert_string_equal(smsmodem_delivery_class((uint8_t)status),
					    reserved ? "reserved" : classes[status / 32]);
	}
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(smsmodem_delivery_name(DELIVERED), "delivered");
	assert_string_equal(smsmodem_delivery_name(PENDING), "pending");
	assert_string_equal(smsmodem_delivery_name(FAILED), "failed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_status),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
