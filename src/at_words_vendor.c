/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies and unsolicited lines of Huawei (its AT command interface specifications), Quectel and
 * SIMCom (their AT command manuals), Option.
 */
#include "ascii.h"
#include "at_words.h"
#include <string.h>

/* ^RSSI: <rssi>, as of +CSQ */
static bool say_rssi(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	int rssi;

	(void)line;
	return words_take(fields, 0, 99, &rssi) && !fields->next && words_rssi(words, rssi);
}

struct quality {
	const char *mode;
	size_t count;
	struct words_level levels[4];
};

/* ^HCSQ: <sysmode>,<value1>,... (Huawei) */
static const struct quality qualities[] = {
	{"NOSERVICE", 0, {{0}}},
	{"GSM", 1, {{"RSSI", "dBm", 96, 255, -1200, 10}}},
	{"WCDMA",
	 3,
	 {{"RSSI", "dBm", 96, 255, -1200, 10},
	  {"RSCP", "dBm", 96, 255, -1200, 10},
	  {"Ec/Io", "dB", 65, 255, -320, 5}}},
	{"LTE",
	 4,
	 {{"RSSI", "dBm", 96, 255, -1200, 10},
	  {"RSRP", "dBm", 97, 255, -1400, 10},
	  {"SINR", "dB", 251, 255, -200, 2},
	  {"RSRQ", "dB", 34, 255, -195, 5}}},
};

static bool add_quality(struct at_cursor *fields, const struct quality *quality,
			struct words *words)
{
	int value;

	for (size_t i = 0; i < quality->count; i++) {
		const struct words_level *level = &quality->levels[i];

		if (!words_take(fields, 0, 255, &value) ||
		    (value > level->last && value != level->unknown))
			return false;
		if (value != level->unknown)
			words_level(words, level, value);
	}
	return true;
}

static bool say_hcsq(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char mode[WORDS_FIELD_SIZE];

	(void)line;
	if (!words_take_string(fields, mode))
		return false;
	for (size_t i = 0; i < sizeof qualities / sizeof qualities[0]; i++) {
		if (ascii_casecmp(qualities[i].mode, mode) != 0)
			continue;
		if (!add_quality(fields, &qualities[i], words))
			return false;
		if (words->length == 0)
			words_add(words, "no signal is measured");
		return true;
	}
	return false;
}

/* --- what it is connected to --- */

static const char *const system_modes[] = {"no service", "AMPS",         "CDMA",
					   "GSM",        "CDMA EV-DO",   "WCDMA",
					   "GPS",        "GSM or WCDMA", "CDMA and EV-DO"};
static const char *const system_submodes[] = {NULL,    "GSM",   "GPRS", "EDGE",     "WCDMA",
					      "HSDPA", "HSUPA", "HSPA", "TD-SCDMA", "HSPA+"};
static const char *const services[] = {"no service", "restricted service", "service",
				       "restricted to a region", "asleep to save power"};

/* ^MODE: <sys_mode>,<sys_submode> */
static bool say_mode(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	int mode, submode;

	(void)line;
	if (!words_take(fields, 0, 255, &mode) || !words_take_absent(fields, 0, 255, &submode) ||
	    fields->next)
		return false;
	const char *name = WORDS_OF(system_submodes, submode);
	if (!name)
		name = WORDS_OF(system_modes, mode);
	words_add(words, "%s", name ? name : "");
	return name != NULL;
}

/* ^SYSINFO: <srv_status>,<srv_domain>,<roam_status>,<sys_mode>,<sim_state>[,<lock>,<sys_submode>]
 */
static bool say_sysinfo(const struct words_line *line, struct at_cursor *fields,
			struct words *words)
{
	static const char *const domains[] = {NULL, "calls only", "packets only",
					      "calls and packets", "searching"};
	int service, domain, roaming, mode, card, submode;

	(void)line;
	if (!words_take(fields, 0, 4, &service) || !words_take(fields, 0, 255, &domain) ||
	    !words_take(fields, 0, 255, &roaming) || !words_take(fields, 0, 255, &mode) ||
	    !words_take(fields, 0, 255, &card))
		return false;
	at_cursor_skip(fields, 1);
	if (!words_take_absent(fields, 0, 255, &submode))
		return false;
	words_add(words, "%s", services[service]);
	if (WORDS_OF(domains, domain))
		words_also(words, ", ", WORDS_OF(domains, domain));
	if (roaming == 1)
		words_also(words, ", ", "roaming");
	const char *name = WORDS_OF(system_submodes, submode);
	if (!name && mode > 0)
		name = WORDS_OF(system_modes, mode);
	if (name)
		words_also(words, ", ", name);
	if (card == 0 || card == 255)
		words_also(words, ", ",
			   card ? "no SIM" : "the SIM is not valid, or its PIN is wanted");
	return true;
}

/* ^SRVST: <srv_status> */
static bool say_srvst(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	(void)line;
	return WORDS_ONLY(fields, services, words);
}

/* ^SIMST: <sim_state>[,...] */
static bool say_simst(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const states[] = {"the SIM is not valid, or its PIN is wanted",
					     "the SIM is valid", "the SIM is not valid for calls",
					     "the SIM is not valid for packets",
					     "the SIM is valid for neither calls nor packets"};
	int state;

	(void)line;
	if (!words_take(fields, 0, 255, &state))
		return false;
	const char *text = state == 255 ? "no SIM" : WORDS_OF(states, state);
	words_add(words, "%s", text ? text : "");
	return text != NULL;
}

/* ^SMMEMFULL: "SM" */
static bool say_full(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char memory[WORDS_FIELD_SIZE];

	(void)line;
	if (!words_take_string(fields, memory) || fields->next)
		return false;
	const char *name = words_value("+CPMS", 0, memory);
	if (!name)
		return false;
	words_add(words, "the memory %s (%s) is full: no more messages can come in", memory, name);
	return true;
}

/* ^NWTIME: yy/MM/dd,hh:mm:ss+zz,dst */
static bool say_nwtime(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char text[WORDS_FIELD_SIZE];
	const char *time = fields->next;
	const char *comma = strchr(time, ',');
	const char *end = comma ? strchr(comma + 1, ',') : NULL;
	size_t length = end ? (size_t)(end - time) : strlen(time);

	(void)line;
	if (length >= sizeof text)
		return false;
	memcpy(text, time, length);
	text[length] = '\0';
	words_add(words, "the network's time is ");
	return words_clock(words, text);
}

/* --- Quectel --- */

/* +QIND: "csq",<rssi>,<ber>; "SMS DONE", "PB DONE" */
static bool say_qind(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const struct {
		const char *name, *words;
	} rows[] = {{"SMS DONE", "messages can be sent and read now"},
		    {"PB DONE", "the phone book can be read now"},
		    {"smsfull", "the memory for messages is full: no more can come in"}};
	char name[WORDS_FIELD_SIZE];

	if (!words_take_string(fields, name))
		return false;
	if (ascii_casecmp(name, "csq") == 0)
		return fields->next && words_csq(line, fields, words);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (ascii_casecmp(rows[i].name, name) == 0)
			words_add(words, "%s", rows[i].words);
	return words->length > 0;
}

const struct words_row words_vendor_rows[] = {
	{"^RSSI", say_rssi},
	{"^HCSQ", say_hcsq},
	{"^MODE", say_mode},
	{"^SYSINFO", say_sysinfo},
	{"^SRVST", say_srvst},
	{"^SIMST", say_simst},
	{"^NWTIME", say_nwtime},
	{"^SMMEMFULL", say_full},
	{"+QIND", say_qind},
	{"_OSIGQ", words_csq},
	{NULL, NULL},
};
