/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dial strings (V.250 6.3.1, 27.007 6.2, 6.3). */
#include "phone.h"
#include <string.h>

#define RESULT_NO_CARRIER ((struct sim_result){SIM_NO_CARRIER, 0})

/* V.250 6.3.1: pauses, tones and whatever else is no digit are passed over. */
static bool dial_digits(const char *string, char number[SIM_DIGITS_MAX + 2])
{
	size_t length = 0;

	for (; *string; string++) {
		char c = *string;
		bool digit =
			(c >= '0' && c <= '9') || c == '*' || c == '#' || (c == '+' && length == 0);
		if (!digit)
			continue;
		if (length > SIM_DIGITS_MAX)
			return false;
		number[length++] = c;
	}
	number[length] = '\0';
	return length > 0;
}

static const struct sim_entry *entry_by_name(struct smsmodem_sim *sim, const char *name)
{
	static const enum sim_book_id ids[] = {SIM_BOOK_SM, SIM_BOOK_ME};

	for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
		const struct sim_entry *entries = sim_book_entries(sim, ids[i]);
		for (int j = 0; j < sim_books[ids[i]].places; j++)
			if (entries[j].used && strcmp(entries[j].name, name) == 0)
				return &entries[j];
	}
	return NULL;
}

/* ATD><n>: of the selected phonebook; ATD><mem><n>. */
static const struct sim_entry *entry_by_index(struct smsmodem_sim *sim, const char *text)
{
	enum sim_book_id id = sim->phonebook.selected;
	long index;

	for (size_t i = 0; i < SIM_BOOKS; i++)
		if (strncmp(text, sim_books[i].name, 2) == 0) {
			id = (enum sim_book_id)i;
			text += 2;
			break;
		}
	if (!sim_number(text, sim_books[id].places, &index) || index == 0)
		return NULL;
	const struct sim_entry *entry = &sim_book_entries(sim, id)[index - 1];
	return entry->used ? entry : NULL;
}

/* 27.007 6.3: ATD>"name", in the character set of +CSCS. */
static const struct sim_entry *dial_entry(struct smsmodem_sim *sim, const char *string)
{
	char name[SIM_NAME_SIZE];
	size_t length = strlen(string);

	if (string[0] != '"')
		return entry_by_index(sim, string);
	if (length < 2 || string[length - 1] != '"' ||
	    sim_charset_decode(sim->settings.charset, string + 1, length - 2, name, sizeof name) <=
		    0)
		return NULL;
	return entry_by_name(sim, name);
}

/* 22.030 6.5.2: what begins and ends like a service code is one, unless it is *31# with a number.
 */
static bool is_service_code(const char *number)
{
	size_t length = strlen(number);

	return length > 2 && number[length - 1] == '#' && (number[0] == '*' || number[0] == '#');
}

static struct sim_result dial_number(struct smsmodem_sim *sim, const char *number)
{
	struct smsmodem_address peer;

	if (is_service_code(number)) {
		sim_ussd_ask(sim, number);
		return SIM_RESULT_OK;
	}
	if (pdu_address_parse(number, &peer, NULL) < 0)
		return RESULT_NO_CARRIER;
	if (sim->voice.used)
		return SIM_RESULT_CME(3);
	sim_voice_dial(sim, &peer);
	/* 27.007 7.8: then the result waits until the other side has answered */
	if (sim->settings.phone.colp) {
		sim->due_ms += SIM_ANSWER_MS;
		sim_info(sim, "+COLP: \"%s\",%d", peer.text, peer.toa);
	}
	return SIM_RESULT_OK;
}

/* A dial string with ';' at its end (SET) is a voice call; of any other nobody takes the data. */
struct sim_result sim_run_dial(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	char number[SIM_DIGITS_MAX + 2];
	const char *string = call->arguments;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_registered(sim))
		return RESULT_NO_CARRIER;
	if (string[0] == '>') {
		const struct sim_entry *entry = dial_entry(sim, string + 1);
		return entry ? dial_number(sim, entry->number) : SIM_RESULT_CME(22);
	}
	return dial_digits(string, number) ? dial_number(sim, number) : RESULT_NO_CARRIER;
}
