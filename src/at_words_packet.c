/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packet service: 27.007 10.1. */
#include "at_words.h"
#include <string.h>

#define CID_MAX 255

/* +CGATT: <state> (10.1.9) */
static bool say_cgatt(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const states[] = {"not attached to packet service",
					     "attached to packet service"};

	(void)line;
	return WORDS_ONLY(fields, states, words);
}

/* +CGACT: <cid>,<state> of the read form (10.1.10) */
static bool say_cgact(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	int cid, state;

	(void)line;
	if (!words_take(fields, 0, CID_MAX, &cid) || !words_take(fields, 0, 1, &state) ||
	    fields->next)
		return false;
	words_add(words, "connection %d is %sactive", cid, state ? "" : "not ");
	return true;
}

/* +CGDCONT: <cid>,<PDP_type>,<APN>,<PDP_addr>,... (10.1.1) */
static bool say_cgdcont(const struct words_line *line, struct at_cursor *fields,
			struct words *words)
{
	char type[WORDS_FIELD_SIZE], apn[WORDS_FIELD_SIZE];
	int cid;

	(void)line;
	if (!words_take(fields, 0, CID_MAX, &cid) || !words_take_string(fields, type) ||
	    !words_take_string(fields, apn) || type[0] == '\0')
		return false;
	const char *name = words_value("+CGDCONT", 1, type);
	words_add(words, "connection %d: ", cid);
	words_text(words, name && strcmp(name, "both") == 0 ? "IPv4 and IPv6" : name ? name : type);
	words_add(words, apn[0] ? ", APN " : ", any APN");
	words_text(words, apn);
	return true;
}

/* +CGPADDR: <cid>[,<PDP_addr_1>[,<PDP_addr_2>]] (10.1.14) */
static bool say_cgpaddr(const struct words_line *line, struct at_cursor *fields,
			struct words *words)
{
	char address[WORDS_FIELD_SIZE];
	int cid;

	(void)line;
	if (!words_take(fields, 0, CID_MAX, &cid) || !words_take_string(fields, address))
		return false;
	if (address[0] == '\0' || strcmp(address, "0.0.0.0") == 0) {
		words_add(words, "connection %d has no address", cid);
		return true;
	}
	words_add(words, "connection %d has the address ", cid);
	words_text(words, address);
	return true;
}

/* +CGSMS: <service> (10.1.21) */
static bool say_cgsms(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const services[] = {
		"messages go by packet service only", "messages go by circuit service only",
		"messages go by packet service, else by circuit service",
		"messages go by circuit service, else by packet service"};

	(void)line;
	return WORDS_ONLY(fields, services, words);
}

const struct words_row words_packet_rows[] = {
	{"+CGATT", say_cgatt},     {"+CGACT", say_cgact}, {"+CGDCONT", say_cgdcont},
	{"+CGPADDR", say_cgpaddr}, {"+CGSMS", say_cgsms}, {NULL, NULL},
};
