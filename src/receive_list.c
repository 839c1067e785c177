/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading all that a memory holds (27.005 3.4.2 +CMGL=4). A record is taken in as soon as it comes,
 * however long the list is.
 */
#include "receive_record.h"
#include <string.h>

#define RECORDS_MAX 20000 /* a list of more is one that does not end */
#define ORPHAN_MIN  20    /* digits of a PDU that has lost its header */

/* What the listing of a memory comes to. */
struct listing {
	size_t memory, records;
	int others;    /* places that hold what was not received */
	bool doubtful; /* a record was not what its header says */
	bool accept;   /* it was so before: that is how it is */
	bool stopped;  /* there is no room for more */
	int failure;   /* of a record, whereupon the others are passed over */
};

static int list_record(struct smsmodem *modem, struct listing *listing, const char *line,
		       const char *data, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	struct record record = {.header.index = -1};
	enum record_state state = record_read(line, data, &record);
	bool unreadable = state == RECORD_DOUBTFUL && listing->accept && record.pdu.length == 0;

	if (unreadable)
		record_unreadable(modem, listing->memory, record.header.index);
	if (state == RECORD_OTHER || unreadable)
		listing->others++;
	if (state == RECORD_EMPTY || state == RECORD_OTHER)
		return SMSMODEM_OK;
	if (state == RECORD_DOUBTFUL && !(listing->accept && record.pdu.length > 0)) {
		listing->doubtful = true;
		return SMSMODEM_OK;
	}
	if (arrivals->waiting >= ARRIVALS_MAX &&
	    !place_find(arrivals, listing->memory, record.header.index)) {
		listing->stopped = true;
		return SMSMODEM_OK;
	}
	return record_arrive(modem, listing->memory, &record, record.header.index, error);
}

static void list_line(struct smsmodem *modem, struct listing *listing, const struct at_event *event,
		      struct smsmodem_error *error)
{
	if (listing->failure < 0)
		return;
	if (strncmp(event->line, "+CMGL:", 6) == 0) {
		listing->records++;
		listing->failure = list_record(modem, listing, event->line, event->data, error);
	} else if (strspn(event->line, "0123456789ABCDEFabcdef") >= ORPHAN_MIN) {
		listing->doubtful = true;
	}
}

/* Nothing is left open while the phone is waited for, however slowly it lists. */
static int list_step(struct smsmodem *modem, struct listing *listing, struct at_event *event,
		     struct smsmodem_error *error)
{
	struct session *session = &modem->session;

	if (modem->receiver->arrivals->uncommitted) {
		int result = session_step(session, session_now_ms(session), event, error);
		if (result < 0 || event->kind != AT_EVENT_NONE)
			return result;
		result = receive_commit(modem, false, error);
		if (result < 0)
			listing->failure = result;
	}
	return session_step(session, -1, event, listing->failure < 0 ? NULL : error);
}

/* One event of the command. @return 1: there are more; else its result */
static int list_event(struct smsmodem *modem, struct listing *listing,
		      const struct at_command *command, struct smsmodem_error *error)
{
	struct session *session = &modem->session;
	struct at_event event;
	int result = list_step(modem, listing, &event, error);

	if (result == SMSMODEM_OK && event.kind == AT_EVENT_FINAL)
		return session_end(session, command, &event, error);
	if (result == SMSMODEM_OK && event.kind == AT_EVENT_TIMEOUT)
		return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT, "no answer to AT+CMGL");
	if (result == SMSMODEM_OK && listing->records > RECORDS_MAX)
		result = smsmodem_error_set(error, SMSMODEM_E_LINK,
					    "the phone's list of messages does not end");
	if (result < 0) {
		at_engine_lose(&session->engine);
		return result;
	}
	listing->doubtful |= event.kind == AT_EVENT_OVERLONG;
	if (event.kind == AT_EVENT_URC)
		(void)session_keep(session, &event);
	else if (event.kind == AT_EVENT_LINE)
		list_line(modem, listing, &event, listing->failure < 0 ? NULL : error);
	return 1;
}

static int list_once(struct smsmodem *modem, struct listing *listing, struct smsmodem_error *error)
{
	const struct at_command command = {
		.line = "AT+CMGL=4",
		.timeout_ms = at_command_timeout_ms("AT+CMGL=4"),
	};
	struct smsmodem_error later;
	int result = session_begin(&modem->session, &command, error);

	if (result < 0)
		return result;
	listing->others = 0;
	listing->records = 0;
	listing->doubtful = listing->stopped = false;
	do
		/* what is wrong with a record is not to be lost */
		result =
			list_event(modem, listing, &command, listing->failure < 0 ? &later : error);
	while (result == 1);
	return listing->failure < 0 && !receive_fatal(result) ? listing->failure : result;
}

static void list_begin(struct arrivals *arrivals, size_t memory)
{
	for (uint32_t i = 1; i <= arrivals->place_pool.fresh; i++)
		if (arrivals->place[i].memory == memory)
			arrivals->place[i].listed = false;
}

/* What was known and is not in the listing has gone. */
static int list_end(struct smsmodem *modem, const struct listing *listing,
		    struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	struct memory *memory = &arrivals->memory[listing->memory];
	int result = SMSMODEM_OK;

	for (uint32_t i = 1; i <= arrivals->place_pool.fresh && result == SMSMODEM_OK; i++) {
		const struct place *place = &arrivals->place[i];

		if (place->used && place->memory == listing->memory && !place->listed)
			result = place_lose(modem, i, error);
	}
	memory->others = listing->others;
	memory->dirty = false;
	memory->wanted_count = 0;
	return result;
}

int memory_list(struct smsmodem *modem, size_t memory, struct smsmodem_error *error)
{
	struct listing listing = {.memory = memory, .doubtful = true};
	int result = SMSMODEM_OK;

	for (int i = 0; i < READ_TRIES && listing.doubtful && result == SMSMODEM_OK; i++) {
		list_begin(modem->receiver->arrivals, memory);
		listing.accept = i + 1 == READ_TRIES;
		result = list_once(modem, &listing, error);
	}
	if (result == SMSMODEM_E_REFUSED) {
		modem->receiver->arrivals->no_cmgl = true;
		return SMSMODEM_OK;
	}
	if (result < 0 || listing.stopped)
		return result;
	return list_end(modem, &listing, error);
}
