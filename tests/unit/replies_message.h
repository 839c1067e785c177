/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows about messages expect. */
#ifndef REPLIES_MESSAGE_H
#define REPLIES_MESSAGE_H

#include "replies_support.h"
#include <smsmodem/pdu.h>

/* --- stored messages --- */

/* The rows of gammu name no expectation a program can read: what the octets say, by hand. */
struct record_row {
	const char *id;
	int stat, length;
	const char *kind; /* "" of text mode: refused; "bad": so is the PDU; "empty", "odd" */
	const char *peer, *text; /* of the text the beginning */
};

static const struct record_row record_rows[] = {
	{"00943", 2, 164, "bad", "", ""}, /* not hexadecimal */
	{"00947", 3, 29, "bad", "", ""},  /* user data is cut */
	{"00948", 3, 29, "bad", "", ""},  /* starts in the middle */
	{"00951", 0, 0, "", "", ""},
	{"00952", 0, 0, "", "", ""},
	{"00953", 0, 0, "", "", ""},
	{"00954", 0, 0, "", "", ""},
	{"00955", 0, 0, "", "", ""},
	{"00957", 0, 0, "", "", ""},
	{"00961", 3, 16, "submit", "3200", "Pontos"},
	{"00962", 1, 122, "deliver", "5036710", "For your ease to browse content after"},
	{"00963", 0, 23, "deliver", "+358456709855", "Test"},
	{"00964", 0, 23, "deliver", "+32478746863", "TEST -@@-"},
	{"00968", 1, 30, "deliver", "+622291320408", "aa cakep deh"},
	{"00969", 1, 78, "submit", "+79168024812", ""}, /* UTF-16, but TP-DCS says 7 bits */
	{"00971", 1, 78, "submit", "1234", "123456"},
	{"00972", 2, 164, "submit", "066460353302", "Sample Gammu message"},
	{"00973", 1, 78, "submit", "366460353302", ""},
	{"00974", 1, 78, "deliver", "+380972566788", "3"},
	{"00976", 1, 78, "deliver", "+447970011182", ""},
	{"00981", 0, 23, "submit", "0630561651", "mon texte d'essai"},
	{"00984", 3, 29, "report", "604865888", ""}, /* filled up with FF */
	{"00985", 3, 29, "deliver", "33707520030", ""},
	{"00986", 3, 29, "report", "+61439012244", ""},
	{"00987", 3, 29, "report", "+6285717373455", ""},
	{"00988", 3, 29, "deliver", "+447732482432", "Helen's parents are down tomorrow."},
	{"00989", -1, 24, "report", "602396602", ""}, /* no <stat> */
	{"00991", 1, 153, "deliver", "+11476124010", ""},
	{"01073", 0, 0, "", "", ""},
	{"01074", 0, 0, "", "", ""},
	{"01075", 0, 23, "empty", "", ""},
	{"01079", 1, 28, "empty", "", ""},
	{"01082", 1, 23, "empty", "", ""},
	{"01084", 0, 0, "", "", ""},
};

static const char *kind_name(enum smsmodem_kind kind)
{
	return kind == SMSMODEM_KIND_DELIVER  ? "deliver"
	       : kind == SMSMODEM_KIND_SUBMIT ? "submit"
					      : "report";
}

static void check_pdu(const struct reply_row *row, const struct record_row *expected,
		      const char *pdu)
{
	struct smsmodem_tpdu tpdu;
	struct smsmodem_error error;
	char text[SMSMODEM_TEXT_SIZE(1)];
	int result = smsmodem_decode(pdu, strlen(pdu), NULL, &tpdu, &error);

	row_assert(row, at_record_is_empty(pdu) == (strcmp(expected->kind, "empty") == 0), pdu);
	if (strcmp(expected->kind, "empty") == 0)
		return;
	if (strcmp(expected->kind, "bad") == 0) {
		row_assert(row, result == SMSMODEM_E_PDU || result == SMSMODEM_E_DATA, "taken");
		return;
	}
	row_assert(row, result == SMSMODEM_OK, error.text);
	row_assert(row, strcmp(kind_name(tpdu.kind), expected->kind) == 0, "kind");
	row_assert(row, strcmp(tpdu.peer.text, expected->peer) == 0, tpdu.peer.text);
	row_assert(row, smsmodem_text(&tpdu, 1, text, sizeof text) >= 0, "text");
	row_assert(row, strncmp(text, expected->text, strlen(expected->text)) == 0, text);
}

static void check_cmgr(const struct reply_row *row)
{
	const struct record_row *expected = NULL;
	struct at_record record;
	char line[4096], pdu[4096];

	for (size_t i = 0; i < COUNT(record_rows); i++)
		if (strcmp(record_rows[i].id, row->id) == 0)
			expected = &record_rows[i];
	row_assert(row, expected, "no expectation");
	row_assert(row, reply_line(row, 'L', 0, line, sizeof line), "no header");
	int result = at_reply_record(line, &record);
	if (!*expected->kind) {
		row_assert(row, result == SMSMODEM_E_DATA, "text mode is taken for PDU mode");
		return;
	}
	row_assert(row, result == SMSMODEM_OK, "refused");
	row_assert(row, reply_line(row, 'D', 0, pdu, sizeof pdu), "no line below");
	row_assert(row, record.index == -1 && record.stat == expected->stat, "stat");
	row_assert(row, record.length == expected->length, "length");
	check_pdu(row, expected, pdu);
}

/* {"index": 17, "status": 3, "pdu": "..."} */
static void check_cmgl_json(const struct reply_row *row)
{
	json_t *list = json_object_get(json_array_get(row->expected, 0), "expected");
	char line[4096], pdu[4096];
	struct at_record record;
	json_t *item;
	size_t n;

	row_assert(row, json_array_size(list) > 0, "no expectation");
	json_array_foreach(list, n, item)
	{
		row_assert(row, reply_line(row, 'L', (int)n, line, sizeof line), "header");
		row_assert(row, reply_line(row, 'D', (int)n, pdu, sizeof pdu), "line below");
		row_assert(row, at_reply_record(line, &record) == SMSMODEM_OK, "refused");
		row_assert(row, record.index == json_integer_value(json_object_get(item, "index")),
			   "index");
		row_assert(row, record.stat == json_integer_value(json_object_get(item, "status")),
			   "stat");
		/* the table ends the last PDU of one row early */
		const char *wanted = json_string_value(json_object_get(item, "pdu"));
		row_assert(row, wanted && strncmp(pdu, wanted, strlen(wanted)) == 0, "pdu");
	}
	row_assert(row, !reply_line(row, 'L', (int)n, line, sizeof line), "too many");
}

static void check_cmgl(const struct reply_row *row)
{
	static const struct {
		const char *id;
		struct at_record record;
	} rows[] = {
		{"01023", {1, 0, 26}},
		{"01058", {7, 0, 23}},
		{"01089", {1, 0, 23}},
		{"01098", {1, 0, 30}},
	};
	char line[4096];
	struct at_record record;

	if (row->expected) {
		check_cmgl_json(row);
		return;
	}
	row_assert(row, reply_line(row, 'L', 0, line, sizeof line), "header");
	row_assert(row, at_reply_record(line, &record) == SMSMODEM_OK, "refused");
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].id, row->id) != 0)
			continue;
		row_assert(row, memcmp(&record, &rows[i].record, sizeof record) == 0, line);
		return;
	}
	fail_msg("%s: no expectation", row->id);
}

/* --- memories and settings --- */

/* Used and total of all that are told: "SM 3/30 SM 3/30", or "- 1/5000" without names. */
static void check_cpms(const struct reply_row *row)
{
	static const struct {
		const char *id, *places;
	} rows[] = {
		{"00719", ""}, /* of the test form */
		{"01044", "- 1/5000 "},
		{"01048", "- 2/30 "},
		{"01059", "- 0/10 "},
		{"01066", "- 1/100 "},
		{"01072", "- 0/255 - 0/255 - 0/255 "},
		{"01097", "- 2/99 - 2/99 "},
		{"01104", "SM 3/30 SM 3/30 SM 3/30 "},
	};
	char line[4096], name[AT_MEMORY_SIZE];
	static struct at_log log;
	int used, total;

	at_log_clear(&log);
	reply_find(row, "+CPMS:", line, sizeof line);
	for (int i = 0; at_reply_cpms(line, i, name, sizeof name, &used, &total) == SMSMODEM_OK;
	     i++)
		at_log_add(&log, "%s %d/%d ", *name ? name : "-", used, total);
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].id, row->id) != 0)
			continue;
		row_assert(row, strcmp(log.text, rows[i].places) == 0, log.text);
		return;
	}
	fail_msg("%s: no expectation", row->id);
}

static void check_cpms_test(const struct reply_row *row)
{
	static const struct {
		const char *id, *lists;
	} rows[] = {
		{"00180", "||||"},
		{"00181", "|ME MT |ME |SM |"},
		{"00182", "|ME MT |ME |SM |"},
		{"00720", "|ME SR |ME SR |ME |"},
		{"00722", "|SM ME |SM ME |SM ME |"},
		{"00723", "|SM ME |SM ME |SM ME |"},
		{"01070", "|ME SM SR |ME SM |"},
		{"01078", "|ME MT SM SR |ME MT SM |ME SM |"},
	};
	char line[4096], names[8][AT_MEMORY_SIZE];
	static struct at_log log;
	int count;

	at_log_clear(&log);
	at_log_add(&log, "|");
	reply_find(row, "+CPMS:", line, sizeof line);
	for (int list = 0; (count = at_reply_cpms_test(line, list, names, 8)) >= 0; list++) {
		for (int i = 0; i < count; i++)
			at_log_add(&log, "%s ", names[i]);
		at_log_add(&log, "|");
	}
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].id, row->id) != 0)
			continue;
		row_assert(row, strcmp(log.text, rows[i].lists) == 0, log.text);
		return;
	}
	fail_msg("%s: no expectation", row->id);
}

static void check_cnmi(const struct reply_row *row)
{
	static const uint32_t expected[][5] = {{4, 0xB, 5, 3, 1}, {7, 0xB, 1, 3, 3}};
	char line[4096];
	uint32_t values[5];

	reply_find(row, "+CNMI:", line, sizeof line);
	row_assert(row, at_reply_test(line, "+CNMI", values, 5) == SMSMODEM_OK, "refused");
	bool second = strcmp(row->id, "00717") == 0;
	row_assert(row, second || strcmp(row->id, "00716") == 0, "no expectation");
	row_assert(row, memcmp(values, expected[second], sizeof values) == 0, line);
}

/* --- what comes by itself --- */

static void check_place(const struct reply_row *row)
{
	char line[4096], memory[AT_MEMORY_SIZE], told[32];
	int index, n = 0;

	while (reply_line(row, 'U', n, line, sizeof line) && strcmp(line, "OK") == 0)
		n++;
	row_assert(row, reply_line(row, 'U', n, line, sizeof line), "nothing");
	row_assert(row, at_reply_place(line, memory, sizeof memory, &index) == SMSMODEM_OK, line);
	(void)snprintf(told, sizeof told, "\"%s\",%d", memory, index);
	const char *colon = strchr(line, ':');
	row_assert(row, colon && strcmp(colon + 2, told) == 0, line);
	/* a command that it came into has its own answer */
	if (*row->command)
		row_assert(row,
			   reply_line(row, 'L', 0, line, sizeof line) &&
				   strcmp(line, "+CPMS: 1,20,1,20,1,20") == 0,
			   line);
}

static const struct record_row direct_rows[] = {
	{"00193", -1, 24, "report", "639335936", ""},
	{"01085", -1, 25, "bad", "", ""},
	{"01086", -1, 25, "report", "+84294357723", ""},
	{"01093", -1, 23, "deliver", "+48694405877", "Test"},
	{"01102", -1, 23, "deliver", "+48694405877", "Test"},
};

static void check_direct(const struct reply_row *row)
{
	char line[4096], pdu[4096];
	int length;

	row_assert(row, reply_line(row, 'U', 0, line, sizeof line), "nothing");
	row_assert(row, reply_line(row, 'D', 0, pdu, sizeof pdu), "no line below");
	row_assert(row, at_reply_direct(line, &length) == SMSMODEM_OK, "refused");
	for (size_t i = 0; i < COUNT(direct_rows); i++) {
		if (strcmp(direct_rows[i].id, row->id) != 0)
			continue;
		row_assert(row, length == direct_rows[i].length, "length");
		check_pdu(row, &direct_rows[i], pdu);
		return;
	}
	fail_msg("%s: no expectation", row->id);
}

#endif
