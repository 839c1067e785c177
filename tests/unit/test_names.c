/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What TP-PID, TP-FCS, TP-CT and information elements are called (23.040). */
#include "pdu_support.h"

/* Values first..last have a name with these words in it. */
struct name_row {
	uint8_t first, last;
	const char *words;
};

/* 9.2.3.9 */
static const struct name_row pid_rows[] = {
	{0x00, 0x00, "plain"},
	{0x01, 0x1F, "between two terminals"},
	{0x20, 0x20, "follows from the address"},
	{0x21, 0x21, "telex"},
	{0x22, 0x22, "group 3 telefax"},
	{0x23, 0x23, "group 4 telefax"},
	{0x24, 0x24, "voice"},
	{0x25, 0x25, "ERMES"},
	{0x26, 0x26, "national paging"},
	{0x27, 0x27, "videotex"},
	{0x28, 0x28, "teletex in any network"},
	{0x29, 0x29, "teletex in a packet-switched"},
	{0x2A, 0x2A, "teletex in a circuit-switched"},
	{0x2B, 0x2B, "teletex in the analogue"},
	{0x2C, 0x2C, "teletex in ISDN"},
	{0x2D, 0x2D, "Universal Computer Interface"},
	{0x2E, 0x2F, "reserved"},
	{0x30, 0x30, "message handling facility"},
	{0x31, 0x31, "X.400"},
	{0x32, 0x32, "e-mail"},
	{0x33, 0x37, "reserved"},
	{0x38, 0x3E, "message centre's own"},
	{0x3F, 0x3F, "mobile station"},
	{0x40, 0x40, "type 0"},
	{0x41, 0x41, "replace short message type 1"},
	{0x42, 0x42, "replace short message type 2"},
	{0x43, 0x43, "replace short message type 3"},
	{0x44, 0x44, "replace short message type 4"},
	{0x45, 0x45, "replace short message type 5"},
	{0x46, 0x46, "replace short message type 6"},
	{0x47, 0x47, "replace short message type 7"},
	{0x48, 0x48, "device triggering"},
	{0x49, 0x5D, "reserved"},
	{0x5E, 0x5E, "Enhanced Message Service"},
	{0x5F, 0x5F, "return call"},
	{0x60, 0x7B, "reserved"},
	{0x7C, 0x7C, "ANSI-136"},
	{0x7D, 0x7D, "data download to the mobile equipment"},
	{0x7E, 0x7E, "de-personalization"},
	{0x7F, 0x7F, "data download to the SIM"},
	{0x80, 0xBF, "reserved"},
	{0xC0, 0xFF, "specific to the message centre"},
};

/* 9.2.3.22 */
static const struct name_row fcs_rows[] = {
	{0x00, 0x7F, "reserved"},
	{0x80, 0x80, "telematic"},
	{0x81, 0x81, "type 0"},
	{0x82, 0x82, "replaced"},
	{0x83, 0x8E, "TP-PID error, reserved"},
	{0x8F, 0x8F, "unspecified TP-PID error"},
	{0x90, 0x90, "alphabet"},
	{0x91, 0x91, "class"},
	{0x92, 0x9E, "TP-DCS error, reserved"},
	{0x9F, 0x9F, "unspecified TP-DCS error"},
	{0xA0, 0xA0, "cannot be acted upon"},
	{0xA1, 0xA1, "command not supported"},
	{0xA2, 0xAE, "TP-Command error, reserved"},
	{0xAF, 0xAF, "unspecified TP-Command error"},
	{0xB0, 0xB0, "TPDU not supported"},
	{0xB1, 0xBF, "reserved"},
	{0xC0, 0xC0, "busy"},
	{0xC1, 0xC1, "subscription"},
	{0xC2, 0xC2, "centre failed"},
	{0xC3, 0xC3, "invalid address"},
	{0xC4, 0xC4, "barred"},
	{0xC5, 0xC5, "duplicate"},
	{0xC6, 0xC6, "TP-VPF"},
	{0xC7, 0xC7, "TP-VP "},
	{0xC8, 0xCF, "reserved"},
	{0xD0, 0xD0, "storage full"},
	{0xD1, 0xD1, "no message storage"},
	{0xD2, 0xD2, "mobile station"},
	{0xD3, 0xD3, "memory capacity"},
	{0xD4, 0xD4, "toolkit busy"},
	{0xD5, 0xD5, "download"},
	{0xD6, 0xDF, "reserved"},
	{0xE0, 0xFE, "application"},
	{0xFF, 0xFF, "without a cause"},
};

/* 9.2.3.19 */
static const struct name_row command_rows[] = {
	{0x00, 0x00, "enquire"},          {0x01, 0x01, "cancel"},   {0x02, 0x02, "delete"},
	{0x03, 0x03, "request a status"}, {0x04, 0xDF, "reserved"}, {0xE0, 0xFF, "message centre"},
};

/* 9.2.3.24 */
static const struct name_row ie_rows[] = {
	{0x00, 0x00, "concat 8-bit"},
	{0x01, 0x01, "special SMS indication"},
	{0x02, 0x02, "reserved"},
	{0x03, 0x03, "never used"},
	{0x04, 0x04, "ports 8-bit"},
	{0x05, 0x05, "ports 16-bit"},
	{0x06, 0x06, "SMSC control"},
	{0x07, 0x07, "UDH source"},
	{0x08, 0x08, "concat 16-bit"},
	{0x09, 0x09, "WCMP"},
	{0x0A, 0x0A, "text formatting"},
	{0x0B, 0x0B, "predefined sound"},
	{0x0C, 0x0C, "user defined sound"},
	{0x0D, 0x0D, "predefined animation"},
	{0x0E, 0x0E, "large animation"},
	{0x0F, 0x0F, "small animation"},
	{0x10, 0x10, "large picture"},
	{0x11, 0x11, "small picture"},
	{0x12, 0x12, "variable picture"},
	{0x13, 0x13, "user prompt"},
	{0x14, 0x14, "extended object"},
	{0x15, 0x15, "reused extended object"},
	{0x16, 0x16, "compression control"},
	{0x17, 0x17, "object distribution"},
	{0x18, 0x18, "standard WVG object"},
	{0x19, 0x19, "character WVG object"},
	{0x1A, 0x1A, "object data request"},
	{0x1B, 0x1F, "reserved for EMS"},
	{0x20, 0x20, "e-mail header"},
	{0x21, 0x21, "hyperlink format"},
	{0x22, 0x22, "reply address"},
	{0x23, 0x23, "enhanced voice mail"},
	{0x24, 0x24, "single shift"},
	{0x25, 0x25, "locking shift"},
	{0x26, 0x6F, "reserved"},
	{0x70, 0x7F, "(U)SIM toolkit security"},
	{0x80, 0x9F, "SME specific"},
	{0xA0, 0xBF, "reserved"},
	{0xC0, 0xDF, "SC specific"},
	{0xE0, 0xFF, "reserved"},
};

/* The rows follow each other over all values. */
static void assert_names(const struct name_row *rows, size_t count, const char *(*name)(uint8_t))
{
	unsigned next = 0;

	for (size_t i = 0; i < count; i++)
		for (unsigned value = rows[i].first; value <= rows[i].last; value++) {
			assert_int_equal(value, next++);
			if (!strstr(name((uint8_t)value), rows[i].words))
				fail_msg("0x%02X is \"%s\"", value, name((uint8_t)value));
		}
	assert_int_equal(next, 256);
}

static void test_pid(void **state)
{
	(void)state;
	assert_names(pid_rows, COUNT(pid_rows), smsmodem_pid_text);
}

static void test_fcs(void **state)
{
	(void)state;
	assert_names(fcs_rows, COUNT(fcs_rows), smsmodem_fcs_text);
}

static void test_command(void **state)
{
	(void)state;
	assert_names(command_rows, COUNT(command_rows), smsmodem_command_text);
}

/* They are also names of struct smsmodem_field. */
static void test_ie(void **state)
{
	(void)state;
	assert_names(ie_rows, COUNT(ie_rows), smsmodem_iei_name);
	for (size_t i = 0; i < COUNT(ie_rows); i++) {
		assert_string_equal(smsmodem_iei_name(ie_rows[i].first), ie_rows[i].words);
		assert_string_equal(smsmodem_iei_name(ie_rows[i].last), ie_rows[i].words);
		assert_true(strlen(ie_rows[i].words) < sizeof((struct smsmodem_field){0}).name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pid),
		cmocka_unit_test(test_fcs),
		cmocka_unit_test(test_command),
		cmocka_unit_test(test_ie),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
