/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in the phonebooks (27.007 8.11). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define BOOK(field)   offsetof(struct sim_phonebook, field)
#define PLACES(field) (int)(sizeof((struct sim_phonebook *)0)->field / sizeof(struct sim_entry))

/* FD wants PIN2; the card's EN and the phone's lists of calls are not for writing. */
const struct sim_book sim_books[SIM_BOOKS] = {
	[SIM_BOOK_SM] = {"SM", BOOK(card), PLACES(card), 18, 0, true},
	[SIM_BOOK_ME] = {"ME", BOOK(phone), PLACES(phone), SIM_NAME_MAX, 0, true},
	[SIM_BOOK_ON] = {"ON", BOOK(own), PLACES(own), 18, 0, true},
	[SIM_BOOK_FD] = {"FD", BOOK(fixed), PLACES(fixed), 18, 17, false},
	[SIM_BOOK_EN] = {"EN", BOOK(emergency), PLACES(emergency), 18, 3, false},
	[SIM_BOOK_LD] = {"LD", BOOK(last), PLACES(last), 18, 3, true},
	[SIM_BOOK_DC] = {"DC", BOOK(dialled), PLACES(dialled), SIM_NAME_MAX, 3, true},
	[SIM_BOOK_RC] = {"RC", BOOK(received), PLACES(received), SIM_NAME_MAX, 3, true},
	[SIM_BOOK_MC] = {"MC", BOOK(missed), PLACES(missed), SIM_NAME_MAX, 3, true},
};

struct sim_entry *sim_book_entries(struct smsmodem_sim *sim, enum sim_book_id id)
{
	return (struct sim_entry *)(void *)((char *)&sim->phonebook + sim_books[id].offset);
}

static const struct sim_entry *book_entries(const struct smsmodem_sim *sim, enum sim_book_id id)
{
	return (const struct sim_entry *)(const void *)((const char *)&sim->phonebook +
							sim_books[id].offset);
}

static void entry_set(struct sim_entry *entry, const char *number, uint8_t type)
{
	*entry = (struct sim_entry){.used = true, .type = type};
	(void)snprintf(entry->number, sizeof entry->number, "%.*s", SIM_DIGITS_MAX + 1, number);
}

/* 22.101 10.1: the two emergency numbers that need no card. */
void sim_phonebook_start(struct smsmodem_sim *sim)
{
	struct sim_phonebook *book = &sim->phonebook;

	entry_set(&book->own[0], sim->number.text, sim->number.toa);
	entry_set(&book->emergency[0], "112", 129);
	entry_set(&book->emergency[1], "911", 129);
}

void sim_book_call(struct smsmodem_sim *sim, enum sim_book_id id,
		   const struct smsmodem_address *peer)
{
	struct sim_entry *entries = sim_book_entries(sim, id);
	size_t places = (size_t)sim_books[id].places;

	if (!peer->text[0])
		return;
	memmove(entries + 1, entries, (places - 1) * sizeof *entries);
	entry_set(entries, peer->text, peer->toa);
	(void)snprintf(entries->name, sizeof entries->name, "%s", sim_book_name(sim, peer->text));
}

const char *sim_book_name(const struct smsmodem_sim *sim, const char *number)
{
	static const enum sim_book_id ids[] = {SIM_BOOK_SM, SIM_BOOK_ME};

	for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
		const struct sim_entry *entries = book_entries(sim, ids[i]);
		for (int j = 0; j < sim_books[ids[i]].places; j++)
			if (entries[j].used && strcmp(entries[j].number, number) == 0)
				return entries[j].name;
	}
	return "";
}

size_t sim_book_name_put(const struct smsmodem_sim *sim, const struct sim_entry *entry, char *out)
{
	size_t length =
		sim_charset_encode(sim->settings.charset, entry->name, out + 1, 4 * SIM_NAME_SIZE);

	out[0] = '"';
	out[length + 1] = '"';
	return length + 2;
}
