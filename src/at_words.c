/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a modem's line to who knows what it means. */
#include "at_words.h"
#include "ascii.h"
#include <string.h>

#define NAME_SIZE 33

struct whole_row {
	const char *line, *words;
};

/* Lines without parameters, and what they mean beyond their own words. */
static const struct whole_row whole_rows[] = {
	{"ERROR", "the modem refused; AT+CMEE=1 makes it say why"},
	{"RING", "a call comes in: ATA answers, ATH or AT+CHUP refuses"},
	/* V.250 table 1 */
	{"NO CARRIER", "the call has ended, or could not be made"},
	{"BUSY", "the other side is busy"},
	{"NO ANSWER", "the other side does not answer"},
	{"NO DIALTONE", "there is no line to call on: no network, or no SIM"},
	{"NO DIAL TONE", "there is no line to call on: no network, or no SIM"},
	/* SIMCom, Quectel */
	{"RDY", "the modem has started, and has forgotten its settings"},
	{"Call Ready", "calls can be made now"},
	{"SMS Ready", "messages can be sent and read now"},
	{"SMS READY", "messages can be sent and read now"},
	{"SMS DONE", "messages can be sent and read now"},
	{"PB DONE", "the phone book can be read now"},
	{"NORMAL POWER DOWN", "the modem goes off"},
	{"UNDER-VOLTAGE WARNNING", "the supply is too weak"},
	{"UNDER-VOLTAGE WARNING", "the supply is too weak"},
	{"UNDER-VOLTAGE POWER DOWN", "the supply is too weak: the modem goes off"},
	{"OVER-VOLTAGE WARNNING", "the supply's voltage is too high"},
	{"OVER-VOLTAGE POWER DOWN", "the supply's voltage is too high: the modem goes off"},
	/* Siemens, Cinterion */
	{"^SYSSTART", "the modem has started, and has forgotten its settings"},
	{"^SHUTDOWN", "the modem goes off"},
	{"^SMGO: 2", "the memory for messages is full: no more can come in"},
	/* Huawei */
	{"COMMAND NOT SUPPORT", "this modem does not know the command"},
	{"TOO MANY PARAMETERS", "the command has fewer parameters"},
};

static bool say_whole(const char *line, struct words *words)
{
	for (size_t i = 0; i < sizeof whole_rows / sizeof whole_rows[0]; i++)
		if (strcmp(whole_rows[i].line, line) == 0)
			words_add(words, "%s", whole_rows[i].words);
	return words->length > 0;
}

/* Whether the command asks with the name and what is behind it. */
static bool asks(const char *command, const char *name, const char *behind)
{
	size_t length = strlen(name);

	for (const char *found = ascii_casestr(command, name); found;
	     found = ascii_casestr(found + 1, name))
		if (strncmp(found + length, behind, strlen(behind)) == 0)
			return true;
	return false;
}

/* --- what only the table of commands knows --- */

const char *words_value(const char *command, unsigned parameter, const char *value)
{
	const struct smsmodem_at_command *row = smsmodem_at_find(command, NULL);
	const struct smsmodem_at_parameter *found = row ? row->parameters : NULL;

	for (; found && found->name && parameter > 0; parameter--)
		found++;
	return smsmodem_at_meaning(found && found->name ? found : NULL, value);
}

/* What the read form gives stands in another order than the set form's parameters. */
static bool is_other_order(const char *name)
{
	static const char *const names[] = {"+CEDRXS", "+CGACT", "+CPOL", "+CCFC", "+CLCK"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (ascii_casecmp(names[i], name) == 0)
			return true;
	return false;
}

/*
 * The read form gives the parameters of the set form (V.250 5.4.4.3): those whose values are listed
 * have a meaning, and a value that is not in its list says that this is something else.
 */
static bool say_parameters(const struct words_line *line, struct at_cursor *fields,
			   struct words *words)
{
	size_t length;
	const struct smsmodem_at_command *command = smsmodem_at_find(line->name, &length);
	char field[WORDS_FIELD_SIZE];

	if (!line->read || !command || ascii_casecmp(command->name, line->name) != 0 ||
	    is_other_order(line->name))
		return false;
	const struct smsmodem_at_parameter *parameter = command->parameters;
	for (; fields->next; parameter++) {
		if (!parameter || !parameter->name || !words_take_string(fields, field))
			return false;
		if (!parameter->values || field[0] == '\0')
			continue;
		const char *meaning = smsmodem_at_meaning(parameter, field);
		if (!meaning)
			return false;
		words_also(words, "; ", meaning);
	}
	return words->length > 0;
}

/* --- replies --- */

static words_say *find_in(const struct words_row *row, const char *name)
{
	while (row->name && ascii_casecmp(row->name, name) != 0)
		row++;
	return row->say;
}

static words_say *find(const char *name)
{
	static const struct words_row *const tables[] = {
		words_network_rows, words_registration_rows, words_message_rows, words_call_rows,
		words_phone_rows,   words_card_rows,         words_packet_rows,  words_vendor_rows,
	};

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		words_say *say = find_in(tables[i], name);

		if (say)
			return say;
	}
	return say_parameters;
}

static bool say_reply(const char *command, const char *text, struct words *words)
{
	size_t length = smsmodem_at_reply_name(text);
	char name[NAME_SIZE];
	struct at_cursor fields;

	if (length == 0 || length >= sizeof name)
		return false;
	memcpy(name, text, length);
	name[length] = '\0';
	if (strcmp(name, "+CMS ERROR") == 0 || strcmp(name, "+CME ERROR") == 0)
		return words_error(name[3] == 'S', text + length + 1, words);
	const struct words_line line = {
		.command = command,
		.name = name,
		.read = asks(command, name, "?"),
		.test = asks(command, name, "=?"),
	};
	at_cursor_begin(&fields, text, name);
	return find(name)(&line, &fields, words) && !fields.failed;
}

int smsmodem_at_words(const char *command, const char *line, char *words, size_t size)
{
	struct words out = {.text = words, .size = size};
	bool below = command && command[0] == '+';

	if (size == 0)
		return 0;
	words[0] = '\0';
	if (below ? words_body(command, line, &out)
		  : say_whole(line, &out) || say_reply(command ? command : "", line, &out))
		return (int)out.length;
	words[0] = '\0';
	return 0;
}
