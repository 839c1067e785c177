/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the octets of four fields mean, in words; every value is in a range that has some. */
#include "pdu.h"

/* Values from behind the row before it to this one. */
struct names_row {
	uint8_t last;
	const char *text;
};

/* The last row ends at 0xFF. */
static const char *names_find(const struct names_row *row, uint8_t value)
{
	while (value > row->last)
		row++;
	return row->text;
}

/* TP-PID (23.040 9.2.3.9) */
static const struct names_row names_pid[] = {
	{0x00, "plain short message"},
	{0x1F, "between two terminals, by a protocol of theirs"},
	{0x20, "telematic device, which one follows from the address"},
	{0x21, "telex"},
	{0x22, "group 3 telefax"},
	{0x23, "group 4 telefax"},
	{0x24, "voice telephone, read out"},
	{0x25, "ERMES paging"},
	{0x26, "national paging system"},
	{0x27, "videotex"},
	{0x28, "teletex in any network"},
	{0x29, "teletex in a packet-switched network"},
	{0x2A, "teletex in a circuit-switched network"},
	{0x2B, "teletex in the analogue telephone network"},
	{0x2C, "teletex in ISDN"},
	{0x2D, "Universal Computer Interface"},
	{0x2F, "reserved telematic device"},
	{0x30, "message handling facility"},
	{0x31, "X.400 message handling system"},
	{0x32, "Internet e-mail"},
	{0x37, "reserved telematic device"},
	{0x3E, "telematic device of the message centre's own"},
	{0x3F, "mobile station"},
	{0x40, "short message type 0: confirmed, not shown and not stored"},
	{0x41, "replace short message type 1"},
	{0x42, "replace short message type 2"},
	{0x43, "replace short message type 3"},
	{0x44, "replace short message type 4"},
	{0x45, "replace short message type 5"},
	{0x46, "replace short message type 6"},
	{0x47, "replace short message type 7"},
	{0x48, "device triggering short message"},
	{0x5D, "reserved"},
	{0x5E, "Enhanced Message Service, obsolete"},
	{0x5F, "return call message"},
	{0x7B, "reserved"},
	{0x7C, "ANSI-136 R-DATA, for the SIM"},
	{0x7D, "data download to the mobile equipment"},
	{0x7E, "de-personalization of the mobile equipment"},
	{0x7F, "data download to the SIM"},
	{0xBF, "reserved"},
	{0xFF, "specific to the message centre"},
};

/* TP-FCS (9.2.3.22) */
static const struct names_row names_fcs[] = {
	{0x7F, "reserved"},
	{0x80, "telematic interworking not supported"},
	{0x81, "short message type 0 not supported"},
	{0x82, "short message cannot be replaced"},
	{0x8E, "TP-PID error, reserved value"},
	{0x8F, "unspecified TP-PID error"},
	{0x90, "alphabet not supported"},
	{0x91, "message class not supported"},
	{0x9E, "TP-DCS error, reserved value"},
	{0x9F, "unspecified TP-DCS error"},
	{0xA0, "command cannot be acted upon"},
	{0xA1, "command not supported"},
	{0xAE, "TP-Command error, reserved value"},
	{0xAF, "unspecified TP-Command error"},
	{0xB0, "TPDU not supported"},
	{0xBF, "TPDU error, reserved value"},
	{0xC0, "message centre busy"},
	{0xC1, "no subscription with the message centre"},
	{0xC2, "message centre failed"},
	{0xC3, "invalid address"},
	{0xC4, "destination barred"},
	{0xC5, "rejected as a duplicate"},
	{0xC6, "TP-VPF not supported"},
	{0xC7, "TP-VP not supported"},
	{0xCF, "reserved"},
	{0xD0, "SIM's message storage full"},
	{0xD1, "SIM has no message storage"},
	{0xD2, "error in the mobile station"},
	{0xD3, "memory capacity exceeded"},
	{0xD4, "SIM application toolkit busy"},
	{0xD5, "SIM data download error"},
	{0xDF, "reserved"},
	{0xFE, "specific to an application"},
	{0xFF, "error without a cause"},
};

/* TP-CT (9.2.3.19) */
static const struct names_row names_command[] = {
	{0x00, "enquire about a message"},
	{0x01, "cancel the request for a status report"},
	{0x02, "delete a message"},
	{0x03, "request a status report"},
	{0xDF, "reserved"},
	{0xFF, "specific to the message centre"},
};

/* Information elements (9.2.3.24), short enough for the name of a struct smsmodem_field. */
static const struct names_row names_ie[] = {
	{0x00, "concat 8-bit"},
	{0x01, "special SMS indication"},
	{0x02, "reserved"},
	{0x03, "never used"},
	{0x04, "ports 8-bit"},
	{0x05, "ports 16-bit"},
	{0x06, "SMSC control"},
	{0x07, "UDH source"},
	{0x08, "concat 16-bit"},
	{0x09, "WCMP"},
	{0x0A, "text formatting"},
	{0x0B, "predefined sound"},
	{0x0C, "user defined sound"},
	{0x0D, "predefined animation"},
	{0x0E, "large animation"},
	{0x0F, "small animation"},
	{0x10, "large picture"},
	{0x11, "small picture"},
	{0x12, "variable picture"},
	{0x13, "user prompt"},
	{0x14, "extended object"},
	{0x15, "reused extended object"},
	{0x16, "compression control"},
	{0x17, "object distribution"},
	{0x18, "standard WVG object"},
	{0x19, "character WVG object"},
	{0x1A, "object data request"},
	{0x1F, "reserved for EMS"},
	{0x20, "e-mail header"},
	{0x21, "hyperlink format"},
	{0x22, "reply address"},
	{0x23, "enhanced voice mail"},
	{0x24, "single shift"},
	{0x25, "locking shift"},
	{0x6F, "reserved"},
	{0x7F, "(U)SIM toolkit security"},
	{0x9F, "SME specific"},
	{0xBF, "reserved"},
	{0xDF, "SC specific"},
	{0xFF, "reserved"},
};

const char *smsmodem_pid_text(uint8_t pid)
{
	return names_find(names_pid, pid);
}

const char *smsmodem_fcs_text(uint8_t fcs)
{
	return names_find(names_fcs, fcs);
}

const char *smsmodem_command_text(uint8_t command)
{
	return names_find(names_command, command);
}

const char *smsmodem_iei_name(uint8_t iei)
{
	return names_find(names_ie, iei);
}

const char *pdu_kind_name(enum smsmodem_kind kind)
{
	static const char *const names[] = {
		[SMSMODEM_KIND_AUTO] = "unknown",
		[SMSMODEM_KIND_DELIVER] = "DELIVER",
		[SMSMODEM_KIND_SUBMIT] = "SUBMIT",
		[SMSMODEM_KIND_STATUS_REPORT] = "STATUS-REPORT",
		[SMSMODEM_KIND_COMMAND] = "COMMAND",
		[SMSMODEM_KIND_DELIVER_REPORT] = "DELIVER-REPORT",
		[SMSMODEM_KIND_SUBMIT_REPORT] = "SUBMIT-REPORT",
		[SMSMODEM_KIND_REPORT] = "report",
	};

	return names[kind];
}
