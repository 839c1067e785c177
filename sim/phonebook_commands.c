/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AT+CPBS, +CPBR, +CPBF, +CPBW (27.007 8.11..8.14). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define TYPE_UNKNOWN       129
#define TYPE_INTERNATIONAL 145

static const struct sim_book *book_selected(const struct smsmodem_sim *sim)
{
	return &sim_books[sim->phonebook.selected];
}

static struct sim_entry *selected_entries(struct smsmodem_sim *sim)
{
	return sim_book_entries(sim, sim->phonebook.selected);
}

static struct sim_result cpbs_read(struct smsmodem_sim *sim)
{
	const struct sim_entry *entries = selected_entries(sim);
	const struct sim_book *book = book_selected(sim);
	int used = 0;

	for (int i = 0; i < book->places; i++)
		used += entries[i].used;
	sim_info(sim, "+CPBS: \"%s\",%d,%d", book->name, used, book->places);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cpbs(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	char name[8];

	(void)command;
	if (call->form == SIM_FORM_READ)
		return cpbs_read(sim);
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count != 1)
		return SIM_RESULT_CME(50);
	/* gammu asks in the character set that it has set, gnokii in ASCII whatever it has set */
	const char *given = arguments.values[0];
	int length =
		sim_charset_decode(sim->settings.charset, given, strlen(given), name, sizeof name);
	for (size_t i = 0; i < SIM_BOOKS; i++) {
		if (strcmp(sim_books[i].name, given) != 0 &&
		    (length < 0 || strcmp(sim_books[i].name, name) != 0))
			continue;
		sim->phonebook.selected = (enum sim_book_id)i;
		sim->phonebook.written = 0;
		return SIM_RESULT_OK;
	}
	return SIM_RESULT_CME(50);
}

static void entry_put(struct smsmodem_sim *sim, const char *name, int index,
		      const struct sim_entry *entry)
{
	char line[SIM_BOOK_LINE_SIZE + 32];
	int length = snprintf(line, sizeof line, "%s: %d,\"%s\",%d,", name, index, entry->number,
			      entry->type);

	if (length > 0)
		sim_info_octets(sim, line,
				(size_t)length + sim_book_name_put(sim, entry, line + length));
}

/* AT+CPBR=<index1>[,<index2>] */
struct sim_result sim_run_cpbr(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	const struct sim_book *book = book_selected(sim);
	struct sim_arguments arguments;
	int first = 0;
	int last = 0;

	if (call->form == SIM_FORM_TEST) {
		sim_info(sim, "+CPBR: (1-%d),%d,%d", book->places, SIM_DIGITS_MAX, book->name_max);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 2)
		return SIM_RESULT_CME(50);
	if (!sim_argument_number(&arguments, 0, book->places, &first) || first == 0)
		return SIM_RESULT_CME(21);
	last = first;
	if (!sim_argument_number(&arguments, 1, book->places, &last) || last < first)
		return SIM_RESULT_CME(21);
	const struct sim_entry *entries = selected_entries(sim);
	for (int i = first; i <= last; i++)
		if (entries[i - 1].used)
			entry_put(sim, command->name, i, &entries[i - 1]);
	return SIM_RESULT_OK;
}

/* A text of the computer's, in its character set. @return false: it is none, or too long */
static bool text_argument(const struct smsmodem_sim *sim, const char *given,
			  char text[SIM_NAME_SIZE])
{
	int length = sim_charset_decode(sim->settings.charset, given, strlen(given), text,
					SIM_NAME_SIZE);

	return length >= 0;
}

/* AT+CPBF=<findtext>: those whose names begin with it. */
struct sim_result sim_run_cpbf(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	const struct sim_book *book = book_selected(sim);
	struct sim_arguments arguments;
	char text[SIM_NAME_SIZE];
	int found = 0;

	if (call->form == SIM_FORM_TEST) {
		sim_info(sim, "+CPBF: %d,%d", SIM_DIGITS_MAX, book->name_max);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count != 1)
		return SIM_RESULT_CME(50);
	if (!text_argument(sim, arguments.values[0], text))
		return SIM_RESULT_CME(25);
	const struct sim_entry *entries = selected_entries(sim);
	for (int i = 0; i < book->places; i++) {
		if (!entries[i].used || strncmp(entries[i].name, text, strlen(text)) != 0)
			continue;
		entry_put(sim, command->name, i + 1, &entries[i]);
		found++;
	}
	return found > 0 ? SIM_RESULT_OK : SIM_RESULT_CME(22);
}

/* Characters of a text; 31.102 4.4.2.3 counts UCS2 units, of which some characters are two. */
static int name_length(const char *text)
{
	size_t left = strlen(text);
	int units = 0;

	while (left > 0) {
		uint32_t character;
		int step = pdu_utf8_get(text, left, &character);
		if (step <= 0)
			break;
		units += character > 0xFFFF ? 2 : 1;
		text += step;
		left -= (size_t)step;
	}
	return units;
}

/* The number may have its '+' or not; the type says what it is without one. */
static int number_argument(const struct sim_arguments *arguments, struct sim_entry *entry)
{
	const char *number = arguments->values[1];
	bool plus = number[0] == '+';
	int type = plus ? TYPE_INTERNATIONAL : TYPE_UNKNOWN;
	size_t length = strlen(number + plus);

	if (length > SIM_DIGITS_MAX)
		return 26;
	if (length == 0 || strspn(number + plus, "0123456789*#PW?") != length)
		return 27;
	if (!sim_argument_number(arguments, 2, 255, &type) || type < 128)
		return 50;
	entry->type = (uint8_t)type;
	(void)snprintf(entry->number, sizeof entry->number, "%s%s",
		       type == TYPE_INTERNATIONAL && !plus ? "+" : "", number);
	return 0;
}

static int name_argument(const struct smsmodem_sim *sim, const char *given, struct sim_entry *entry)
{
	if (!text_argument(sim, given, entry->name))
		return strlen(given) >= SIM_NAME_SIZE ? 24 : 25;
	return name_length(entry->name) > book_selected(sim)->name_max ? 24 : 0;
}

static int entry_free(const struct sim_entry *entries, int places)
{
	for (int i = 0; i < places; i++)
		if (!entries[i].used)
			return i + 1;
	return 0;
}

static struct sim_result entry_delete(struct smsmodem_sim *sim, int index)
{
	const struct sim_book *book = book_selected(sim);

	if (!book->may_be_deleted)
		return SIM_RESULT_CME(book->refused_with);
	if (index == 0)
		return SIM_RESULT_CME(21);
	selected_entries(sim)[index - 1] = (struct sim_entry){0};
	return SIM_RESULT_OK;
}

static struct sim_result entry_write(struct smsmodem_sim *sim, int index,
				     const struct sim_arguments *arguments)
{
	const struct sim_book *book = book_selected(sim);
	struct sim_entry entry = {.used = true};
	struct sim_entry *entries = selected_entries(sim);

	if (book->refused_with)
		return SIM_RESULT_CME(book->refused_with);
	int refused = number_argument(arguments, &entry);
	if (refused == 0)
		refused = name_argument(sim, arguments->values[3], &entry);
	if (refused)
		return SIM_RESULT_CME(refused);
	if (index == 0)
		index = entry_free(entries, book->places);
	if (index == 0)
		return SIM_RESULT_CME(20);
	entries[index - 1] = entry;
	sim->phonebook.written = index;
	return SIM_RESULT_OK;
}

static struct sim_result cpbw_read(struct smsmodem_sim *sim)
{
	/* 27.007 8.14: -1 when nothing has been written */
	int written = sim->phonebook.written;

	sim_info(sim, "+CPBW: %d", written > 0 ? written : -1);
	return SIM_RESULT_OK;
}

/* AT+CPBW=[<index>][,<number>[,<type>[,<text>]]]: an index alone deletes. */
struct sim_result sim_run_cpbw(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	const struct sim_book *book = book_selected(sim);
	struct sim_arguments arguments;
	int index = 0;

	(void)command;
	if (call->form == SIM_FORM_READ)
		return cpbw_read(sim);
	if (call->form == SIM_FORM_TEST) {
		sim_info(sim, "+CPBW: (1-%d),%d,(129,145,161),%d", book->places, SIM_DIGITS_MAX,
			 book->name_max);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 4)
		return SIM_RESULT_CME(50);
	if (!sim_argument_number(&arguments, 0, book->places, &index) ||
	    (arguments.values[0][0] && index == 0))
		return SIM_RESULT_CME(21);
	if (arguments.count == 1)
		return entry_delete(sim, index);
	return entry_write(sim, index, &arguments);
}
