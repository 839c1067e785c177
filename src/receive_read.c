/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading what is in a place (27.005 3.5.3 +CMGR). It is believed when it is as long as its header
 * says, or after some tries.
 */
#include "receive_record.h"
#include <stdio.h>
#include <string.h>

#define SCAN_MAX 1024 /* places that are read one by one where +CMGL is not known */

enum record_state record_read(const char *line, const char *data, struct record *record)
{
	if (at_reply_record(line, &record->header) < 0)
		return RECORD_DOUBTFUL;
	if (record->header.stat > 1)
		return RECORD_OTHER;
	if (!data || at_record_is_empty(data))
		return RECORD_EMPTY;
	if (received_read(data, record->header.length, &record->pdu) < 0)
		return RECORD_DOUBTFUL;
	if (received_is_own(&record->pdu))
		return RECORD_OTHER;
	return record->pdu.sound ? RECORD_GOOD : RECORD_DOUBTFUL;
}

int record_arrive(struct smsmodem *modem, size_t memory, const struct record *record, int index,
		  struct smsmodem_error *error)
{
	const struct origin origin = {(int)memory, index, record->header.stat};

	return arrive(modem, &record->pdu, &origin, error);
}

void record_unreadable(struct smsmodem *modem, size_t memory, int index)
{
	struct memory *holder = &modem->receiver->arrivals->memory[memory];
	uint64_t bit = UINT64_C(1) << ((unsigned)index & 63);
	char text[160];

	if (holder->unreadable & bit)
		return;
	holder->unreadable |= bit;
	if (index >= 0)
		(void)snprintf(text, sizeof text,
			       "what is stored in %s at %d is no PDU, and stays there: smsmodem "
			       "list shows it, smsmodem delete makes room",
			       holder->name, index);
	else
		(void)snprintf(text, sizeof text,
			       "%s holds what cannot be read, and it stays there: smsmodem list "
			       "shows it",
			       holder->name);
	notice_link(modem, SMSMODEM_LINK_UP, text);
}

/* --- one place --- */

static int place_is_empty(struct smsmodem *modem, size_t memory, int index,
			  struct smsmodem_error *error)
{
	uint32_t place = place_find(modem->receiver->arrivals, memory, index);

	return place ? place_lose(modem, place, error) : SMSMODEM_OK;
}

/* Ask once. @return SMSMODEM_OK, or a failure that a place that is empty does not give */
static int place_ask(struct smsmodem *modem, int index, enum record_state *state,
		     struct record *record, struct smsmodem_error *error)
{
	const struct lines *response = &modem->session.response;
	char line[32];

	*state = RECORD_EMPTY;
	(void)snprintf(line, sizeof line, "AT+CMGR=%d", index);
	int result = receive_commit(modem, false, error);
	if (result < 0)
		return result;
	result = session_ask(&modem->session, line, 0, error);
	/* most say +CMS 321 of an empty place, some just ERROR */
	if (result == SMSMODEM_E_REFUSED)
		return SMSMODEM_OK;
	for (size_t i = 0; result == SMSMODEM_OK && i < response->count; i++) {
		if (strncmp(lines_get(response, i), "+CMGR:", 6) != 0)
			continue;
		*state = record_read(lines_get(response, i), lines_get(response, i + 1), record);
		return SMSMODEM_OK;
	}
	return result;
}

int place_read(struct smsmodem *modem, size_t memory, int index, struct smsmodem_error *error)
{
	enum record_state state = RECORD_DOUBTFUL;
	struct record record = {.header.index = -1};

	for (int i = 0; i < READ_TRIES && state == RECORD_DOUBTFUL; i++) {
		int result = place_ask(modem, index, &state, &record, error);
		if (result < 0)
			return result;
	}
	if (state == RECORD_DOUBTFUL && record.pdu.length == 0)
		record_unreadable(modem, memory, index);
	if (state == RECORD_EMPTY || state == RECORD_OTHER || record.pdu.length == 0)
		return place_is_empty(modem, memory, index, error);
	return record_arrive(modem, memory, &record, index, error);
}

static int memory_read_wanted(struct smsmodem *modem, size_t memory, struct smsmodem_error *error)
{
	struct memory *wanted = &modem->receiver->arrivals->memory[memory];

	while (wanted->wanted_count > 0) {
		int result = place_read(modem, memory, wanted->wanted[0], error);
		if (result < 0)
			return result;
		wanted->wanted_count--;
		memmove(&wanted->wanted[0], &wanted->wanted[1],
			wanted->wanted_count * sizeof wanted->wanted[0]);
	}
	return SMSMODEM_OK;
}

/* Where +CMGL is refused. */
static int memory_scan(struct smsmodem *modem, size_t memory, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	int total = arrivals->memory[memory].total;
	int result = SMSMODEM_OK;

	if (total < 0 || total > SCAN_MAX)
		total = SCAN_MAX;
	for (int i = 0; i <= total && result == SMSMODEM_OK; i++) {
		if (arrivals->waiting >= ARRIVALS_MAX)
			return SMSMODEM_OK;
		result = place_read(modem, memory, i, error);
	}
	if (result < 0)
		return result;
	arrivals->memory[memory].dirty = false;
	arrivals->memory[memory].wanted_count = 0;
	return SMSMODEM_OK;
}

/* Is it cheaper to read all? What is known already comes along then. */
static bool rather_all(const struct memory *memory)
{
	return memory->dirty || (memory->wanted_count > 2 && memory->known < 8);
}

int memory_read(struct smsmodem *modem, size_t memory, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	struct memory *wanted = &arrivals->memory[memory];
	unsigned news = arrivals->news;
	int result = memory_select(modem, memory, error);

	if (result == SMSMODEM_E_REFUSED) {
		wanted->useless = true;
		wanted->busy = false;
		return SMSMODEM_OK;
	}
	if (result == SMSMODEM_OK && !rather_all(wanted))
		result = memory_read_wanted(modem, memory, error);
	else if (result == SMSMODEM_OK && !arrivals->no_cmgl)
		result = memory_list(modem, memory, error);
	if (result == SMSMODEM_OK && arrivals->no_cmgl && wanted->dirty)
		result = memory_scan(modem, memory, error);
	if (result < 0)
		return memory_failed(modem, memory, result, error);
	memory_was_read(modem, memory, arrivals->news != news);
	return SMSMODEM_OK;
}
