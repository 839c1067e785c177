/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fields of a TPDU say, the first octet and the user data aside (23.040 9.2.3). */
#include "fields.h"
#include <stdlib.h>
#include <string.h>

#define MINUTE 60U
#define HOUR   (60U * MINUTE)
#define DAY    (24U * HOUR)
#define WEEK   (7U * DAY)

/* --- addresses and numbers --- */

static void say_address(struct fields_text *text, const struct smsmodem_address *address)
{
	static const char *const plans[16] = {
		[0] = "unknown plan",  [1] = "ISDN plan",     [3] = "data plan",
		[4] = "telex plan",    [5] = "centre's plan", [6] = "centre's plan",
		[8] = "national plan", [9] = "private plan",  [10] = "ERMES plan",
	};
	const char *plan = plans[address->toa & 0x0F];

	fields_say(text, "%s (%s", address->text, smsmodem_ton_name(smsmodem_address_ton(address)));
	if (smsmodem_address_ton(address) != SMSMODEM_TON_ALPHANUMERIC)
		fields_say(text, ", %s", plan ? plan : "reserved plan");
	fields_say(text, ")");
}

void fields_smsc(struct fields_text *text, const struct fields_octets *field)
{
	struct smsmodem_address address = {0};

	if (field->length > 1 && pdu_smsc_decode(field->octets, field->length, &address) > 0)
		say_address(text, &address);
	else
		fields_say(text, "none, the SIM's own is used");
}

void fields_address(struct fields_text *text, const struct fields_octets *field)
{
	struct smsmodem_address address = {0};

	if (pdu_address_decode(field->octets, field->length, &address) > 0)
		say_address(text, &address);
}

void fields_number(struct fields_text *text, const struct fields_octets *field)
{
	fields_say(text, "%u", field->octets[0]);
}

/* --- what the message is --- */

void fields_pid(struct fields_text *text, const struct fields_octets *field)
{
	fields_say(text, "%s", smsmodem_pid_text(field->octets[0]));
}

static void say_waiting(struct fields_text *text, const struct smsmodem_dcs *dcs)
{
	static const char *const types[] = {"voice mail", "fax", "e-mail", "other messages"};

	fields_say(text, ", message waiting: %s %s, %s", types[dcs->mwi_type & 3],
		   dcs->mwi_active ? "waiting" : "none",
		   dcs->mwi_discard ? "may be discarded" : "to be stored");
}

void fields_dcs(struct fields_text *text, const struct fields_octets *field)
{
	static const char *const alphabets[] = {
		[SMSMODEM_ENCODING_AUTO] = "",
		[SMSMODEM_ENCODING_GSM7] = "GSM 7-bit",
		[SMSMODEM_ENCODING_UCS2] = "UCS-2 (UTF-16)",
		[SMSMODEM_ENCODING_8BIT] = "8-bit data",
		[SMSMODEM_ENCODING_COMPRESSED] = "compressed",
	};
	static const char *const classes[] = {"flash", "phone", "SIM", "terminal"};
	struct smsmodem_dcs dcs = smsmodem_dcs_decode(field->octets[0]);

	/* 23.038 4: coding groups 8 to 11 */
	if ((field->octets[0] & 0xC0) == 0x80)
		fields_say(text, "reserved group, read as ");
	fields_say(text, "%s", alphabets[dcs.encoding]);
	if (dcs.message_class >= 0)
		fields_say(text, ", class %d (%s)", dcs.message_class,
			   classes[dcs.message_class & 3]);
	if (dcs.auto_delete)
		fields_say(text, ", delete when read");
	if (dcs.mwi)
		say_waiting(text, &dcs);
}

/* --- times --- */

static void say_time(struct fields_text *text, const struct smsmodem_time *time)
{
	int zone = abs(time->zone_minutes);

	if (time->valid)
		fields_say(text, "%04d-%02d-%02d %02d:%02d:%02d %c%02d:%02d", time->year,
			   time->month, time->day, time->hour, time->minute, time->second,
			   time->zone_minutes < 0 ? '-' : '+', zone / 60, zone % 60);
	else
		fields_say(text, "no date");
}

void fields_time(struct fields_text *text, const struct fields_octets *field)
{
	struct smsmodem_time time;

	pdu_time_decode(field->octets, &time);
	say_time(text, &time);
}

/* In the largest unit that leaves no rest. */
static void say_period(struct fields_text *text, uint32_t seconds)
{
	static const struct {
		uint32_t seconds;
		const char *name;
	} units[] = {{WEEK, "week"}, {DAY, "day"}, {HOUR, "hour"}, {MINUTE, "minute"}};

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		uint32_t count = seconds / units[i].seconds;
		if (count == 0 || seconds % units[i].seconds != 0)
			continue;
		fields_say(text, "%u %s%s", count, units[i].name, count == 1 ? "" : "s");
		return;
	}
	fields_say(text, "%u seconds", seconds);
}

/* The functionality indicator is the first octet (9.2.3.12.3). */
static void say_enhanced(struct fields_text *text, const struct smsmodem_validity *validity)
{
	unsigned format = validity->octets[0] & 7;

	fields_say(text, "enhanced: ");
	if (validity->seconds > 0)
		say_period(text, validity->seconds);
	else
		fields_say(text, format == 0  ? "no period"
				 : format > 3 ? "a reserved format"
					      : "no legal period");
	if (validity->single_shot)
		fields_say(text, ", single shot");
	if (validity->extended)
		fields_say(text, ", extended");
}

void fields_validity(struct fields_text *text, const struct fields_octets *field)
{
	enum smsmodem_validity_format format = field->tpdu->validity.format;
	struct smsmodem_validity validity;

	if (pdu_validity_decode(format, field->octets, field->length, &validity) < 0)
		return;
	switch (format) {
	case SMSMODEM_VALIDITY_NONE: break;
	case SMSMODEM_VALIDITY_ENHANCED: say_enhanced(text, &validity); break;
	case SMSMODEM_VALIDITY_RELATIVE: say_period(text, validity.seconds); break;
	case SMSMODEM_VALIDITY_ABSOLUTE:
		fields_say(text, "until ");
		say_time(text, &validity.until);
		break;
	}
}

/* --- reports and commands --- */

void fields_status(struct fields_text *text, const struct fields_octets *field)
{
	uint8_t status = field->octets[0];

	fields_say(text, "%s: %s", smsmodem_delivery_name(smsmodem_delivery_of(status)),
		   smsmodem_delivery_text(status));
}

void fields_command(struct fields_text *text, const struct fields_octets *field)
{
	fields_say(text, "%s", smsmodem_command_text(field->octets[0]));
}

void fields_fcs(struct fields_text *text, const struct fields_octets *field)
{
	fields_say(text, "%s", smsmodem_fcs_text(field->octets[0]));
}

void fields_parameters(struct fields_text *text, const struct fields_octets *field)
{
	uint8_t pi = field->octets[0];

	if (pi & SMSMODEM_PI_PID)
		fields_list(text, "TP-PID");
	if (pi & SMSMODEM_PI_DCS)
		fields_list(text, "TP-DCS");
	if (pi & SMSMODEM_PI_UDL)
		fields_list(text, "TP-UDL");
	if (text->used == 0)
		fields_say(text, "nothing follows");
	if (field->length > 1)
		fields_say(text, ", extended by %zu octets", field->length - 1);
}

/* Septets or octets, as TP-DCS says, which of a report may not be there. */
void fields_udl(struct fields_text *text, const struct fields_octets *field)
{
	bool septets = pdu_dcs_encoding(field->tpdu->dcs) == SMSMODEM_ENCODING_GSM7;

	fields_say(text, "%u %s", field->octets[0], septets ? "septets" : "octets");
}
