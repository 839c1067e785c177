/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed replies, in the order of 27.005 and 27.007. */
#include "reply.h"
#include "ascii.h"
#include <ctype.h>
#include <string.h>

static int one_number(const char *line, const char *prefix, int *value)
{
	struct at_cursor cursor;

	at_cursor_begin(&cursor, line, prefix);
	at_cursor_number(&cursor, value, -1);
	return cursor.failed || *value < 0 ? SMSMODEM_E_DATA : SMSMODEM_OK;
}

/* +CMGS: <mr>[,<ackpdu>] (27.005 4.3). */
int at_reply_cmgs(const char *line, int *reference)
{
	int result = one_number(line, "+CMGS", reference);

	return result == SMSMODEM_OK && *reference > 255 ? SMSMODEM_E_DATA : result;
}

/* +CMGW: <index> (27.005 4.4). */
int at_reply_cmgw(const char *line, int *index)
{
	return one_number(line, "+CMGW", index);
}

/* +CPMS: <mem1>,<used1>,<total1>,... of the read form, or without the names (27.005 3.2.2). */
int at_reply_cpms(const char *line, int i, char *name, size_t size, int *used, int *total)
{
	struct at_cursor cursor;

	at_cursor_begin(&cursor, line, "+CPMS");
	/* six fields are two places with names or, to the set form, three without */
	bool named = cursor.next && (*cursor.next < '0' || *cursor.next > '9');
	at_cursor_skip(&cursor, i * (named ? 3 : 2));
	if (!cursor.next || cursor.failed)
		return SMSMODEM_E_DATA;
	if (named)
		at_cursor_string(&cursor, name, size);
	else if (size > 0)
		name[0] = '\0';
	at_cursor_number(&cursor, used, -1);
	at_cursor_number(&cursor, total, -1);
	return cursor.failed || *used < 0 || *total < 0 ? SMSMODEM_E_DATA : SMSMODEM_OK;
}

static int hex_value(const char *digits, size_t count)
{
	unsigned value = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned char digit = (unsigned char)digits[i];
		if (!isxdigit(digit))
			return -1;
		value = value << 4 | (ascii_isdigit(digit) ? digit & 0x0FU : (digit & 0x0FU) + 9);
	}
	return (int)value;
}

/*
 * A number comes in the character set of +CSCS, so a phone that another program left in UCS2 gives
 * "002B0034..." (27.005 3.1 <sca>). No number looks like that from end to end.
 */
static void undo_ucs2(char *number)
{
	size_t length = strlen(number);

	if (length == 0 || length % 4 != 0)
		return;
	for (size_t i = 0; i < length; i += 4) {
		int character = hex_value(number + i, 4);
		bool digit = character >= '0' && character <= '9';
		if (!digit && (character != '+' || i > 0))
			return;
	}
	for (size_t i = 0; i < length; i += 4)
		number[i / 4] = (char)hex_value(number + i, 4);
	number[length / 4] = '\0';
}

static bool is_printable(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

/* A number of type 145 may come without its plus. */
int reply_number(struct at_cursor *cursor, char *number, size_t size)
{
	char digits[96];
	int toa = -1;

	at_cursor_string(cursor, digits, sizeof digits);
	at_cursor_number(cursor, &toa, -1);
	if (cursor->failed || !is_printable(digits))
		return SMSMODEM_E_DATA;
	undo_ucs2(digits);
	bool plus = toa == 145 && digits[0] != '+' && digits[0] != '\0';
	size_t length = strlen(digits);
	if (length + plus >= size)
		return SMSMODEM_E_DATA;
	number[0] = '+';
	memcpy(number + plus, digits, length + 1);
	return SMSMODEM_OK;
}

/* +CSCA: <sca>[,<tosca>] (27.005 3.3.1). */
int at_reply_csca(const char *line, char *number, size_t size)
{
	struct at_cursor cursor;

	at_cursor_begin(&cursor, line, "+CSCA");
	return reply_number(&cursor, number, size);
}

/* +CPIN: <code> (27.007 8.3). */
int at_reply_cpin(const char *line, enum at_pin *pin)
{
	static const struct {
		const char *code;
		enum at_pin pin;
	} codes[] = {
		{"READY", AT_PIN_READY},
		{"SIM PIN", AT_PIN_PIN},
		{"SIM PUK", AT_PIN_PUK},
	};
	struct at_cursor cursor;
	char code[32];

	at_cursor_begin(&cursor, line, "+CPIN");
	if (!at_cursor_string(&cursor, code, sizeof code) || code[0] == '\0')
		return SMSMODEM_E_DATA;
	*pin = AT_PIN_OTHER;
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		if (ascii_casecmp(code, codes[i].code) == 0)
			*pin = codes[i].pin;
	return SMSMODEM_OK;
}

/* +CPINR: <code>,<retries>[,<default_retries>] (27.007 8.65). */
int at_reply_cpinr(const char *line, int *attempts)
{
	struct at_cursor cursor;
	char code[32];

	at_cursor_begin(&cursor, line, "+CPINR");
	at_cursor_string(&cursor, code, sizeof code);
	at_cursor_number(&cursor, attempts, -1);
	if (cursor.failed || *attempts < 0 || ascii_casecmp(code, "SIM PIN") != 0)
		return SMSMODEM_E_DATA;
	return SMSMODEM_OK;
}

/*
 * +CREG: <n>,<stat>[,...] of the read form (27.007 7.2); some phones leave <n> out. A second field
 * of four digits is an area: the line was not asked for, and begins with <stat>.
 */
int at_reply_creg(const char *line, int *stat)
{
	static const char *const prefixes[] = {"+CREG", "+CGREG", "+CEREG", "+C5GREG"};
	struct at_cursor cursor = {.failed = true};
	int first;

	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0] && cursor.failed; i++)
		at_cursor_begin(&cursor, line, prefixes[i]);
	at_cursor_number(&cursor, &first, -1);
	if (cursor.next) {
		const char *field = cursor.next + strspn(cursor.next, " \t");
		if (strcspn(field, ", \t") > 2)
			return SMSMODEM_E_DATA;
		at_cursor_number(&cursor, &first, -1);
	}
	*stat = first;
	return cursor.failed || first < 0 ? SMSMODEM_E_DATA : SMSMODEM_OK;
}

/* +COPS: <mode>[,<format>,<oper>[,<AcT>]] (27.007 7.3); no operator gives an empty name. */
int at_reply_cops(const char *line, char *name, size_t size)
{
	struct at_cursor cursor;
	int mode;

	at_cursor_begin(&cursor, line, "+COPS");
	at_cursor_number(&cursor, &mode, -1);
	at_cursor_skip(&cursor, 1);
	at_cursor_string(&cursor, name, size);
	return cursor.failed || mode < 0 ? SMSMODEM_E_DATA : SMSMODEM_OK;
}

/* +CSQ: <rssi>,<ber>: 0..31 in steps of 2 dB from -113 dBm, 99 unknown (27.007 8.5). */
int at_reply_csq(const char *line, int *dbm)
{
	int rssi;
	int result = one_number(line, "+CSQ", &rssi);

	if (result < 0 || (rssi > 31 && rssi != 99))
		return SMSMODEM_E_DATA;
	*dbm = rssi == 99 ? 0 : 2 * rssi - 113;
	return SMSMODEM_OK;
}

/*
 * +CESQ: <rxlev>,<ber>,<rscp>,<ecno>,<rsrq>,<rsrp>: of the network that it is in, the others are
 * 99 or 255 (27.007 8.69).
 */
int at_reply_cesq(const char *line, int *dbm)
{
	static const struct {
		int max, offset; /* dBm of 0 */
	} levels[] = {{63, -111}, {96, -121}, {97, -141}};
	struct at_cursor cursor;

	*dbm = 0;
	at_cursor_begin(&cursor, line, "+CESQ");
	if (at_cursor_left(&cursor) < 6)
		return SMSMODEM_E_DATA;
	for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
		int level;
		/* RSRP has its quality in front of it, the others behind */
		at_cursor_skip(&cursor, i == 2);
		at_cursor_number(&cursor, &level, -1);
		at_cursor_skip(&cursor, i < 2);
		if (level >= 0 && level <= levels[i].max)
			*dbm = level + levels[i].offset;
	}
	return cursor.failed ? SMSMODEM_E_DATA : SMSMODEM_OK;
}

/* +CBC: <bcs>,<bcl> (27.007 8.4). */
int at_reply_cbc(const char *line, int *percent)
{
	struct at_cursor cursor;

	at_cursor_begin(&cursor, line, "+CBC");
	at_cursor_skip(&cursor, 1);
	at_cursor_number(&cursor, percent, -1);
	return cursor.failed || *percent < 0 || *percent > 100 ? SMSMODEM_E_DATA : SMSMODEM_OK;
}

/* +CNUM: [<alpha>],<number>,<type> (27.007 7.1). */
int at_reply_cnum(const char *line, char *number, size_t size)
{
	struct at_cursor cursor;

	at_cursor_begin(&cursor, line, "+CNUM");
	at_cursor_skip(&cursor, 1);
	at_cursor_string(&cursor, number, size);
	return cursor.failed ? SMSMODEM_E_DATA : SMSMODEM_OK;
}

int at_reply_text(const char *line, const char *prefix, char *text, size_t size)
{
	size_t length = strlen(prefix);

	if (ascii_ncasecmp(line, prefix, length) == 0 && line[length] == ':')
		line += length + 1;
	line += strspn(line, " \t");
	size_t count = strlen(line);
	while (count > 0 && (line[count - 1] == ' ' || line[count - 1] == '\t'))
		count--;
	if (count >= 2 && line[0] == '"' && line[count - 1] == '"') {
		line++;
		count -= 2;
	}
	if (count >= size)
		return SMSMODEM_E_DATA;
	memcpy(text, line, count);
	text[count] = '\0';
	return SMSMODEM_OK;
}
