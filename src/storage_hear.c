/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a phone says to +CMGL and +CMGR, record by record as it comes (27.005 3.4.2, 3.4.3). */
#include "ascii.h"
#include "storage_listing.h"
#include <string.h>

#define MORE_TIMEOUT_MS 20000     /* between two records */
#define LINES_MAX       (1 << 18) /* of a memory; more is an answer that does not end */

int list_start(struct smsmodem_listing *listing, int place, struct smsmodem_error *error)
{
	struct session *session = &listing->storage.modem->session;
	int64_t limit_ms = session->limit_ms;

	listing->command = (struct at_command){
		.line = listing->line,
		.timeout_ms = limit_ms > 0 ? limit_ms : at_command_timeout_ms(listing->line),
	};
	listing->place = place;
	listing->records = 0;
	listing->open = false;
	int result = session_begin(session, &listing->command, error);
	listing->running = result == SMSMODEM_OK;
	return result < 0 ? result : LIST_AGAIN;
}

static struct storage_record *record_of(struct smsmodem_listing *listing, bool next)
{
	return &listing->record[next ? !listing->current : listing->current];
}

/* Understand what has come whole. Some phones list everything, whatever is asked for. */
static int list_give(struct smsmodem_listing *listing, struct smsmodem_stored *stored)
{
	listing->open = false;
	if (storage_record_read(&listing->storage, record_of(listing, false), &listing->strings,
				stored) == 0)
		return LIST_AGAIN;
	listing->found++;
	if (stored->index < 0)
		stored->index = listing->place;
	bool other = listing->stat != SMSMODEM_STAT_ALL && stored->stat != SMSMODEM_STAT_UNKNOWN &&
		     (int)stored->stat != listing->stat;
	return other ? LIST_AGAIN : 1;
}

static bool is_header(const struct smsmodem_listing *listing, const char *line)
{
	if (listing->place >= 0)
		return listing->records == 0 && ascii_ncasecmp(line, "+CMGR:", 6) == 0;
	return ascii_ncasecmp(line, "+CMGL:", 6) == 0 || ascii_ncasecmp(line, "^SMGL:", 6) == 0;
}

/*
 * A record of text mode may have further lines, so it is whole when the next one begins. That
 * changes places with it then.
 */
static int list_line(struct smsmodem_listing *listing, const struct at_event *event,
		     struct smsmodem_stored *stored)
{
	bool open = listing->open;

	if (event->text || !is_header(listing, event->line)) {
		if (open)
			storage_record_add(record_of(listing, false), event->line, event->ends);
		return LIST_AGAIN;
	}
	listing->records++;
	storage_record_begin(record_of(listing, open), event->line, event->data);
	if (!at_is_text_header(event->line))
		return list_give(listing, stored);
	int result = open ? list_give(listing, stored) : LIST_AGAIN;
	if (open)
		listing->current = !listing->current;
	listing->open = true;
	return result;
}

/* A record whose line was cut, and with it its place. */
static int list_cut(struct smsmodem_listing *listing, struct smsmodem_stored *stored)
{
	struct storage_record *record = record_of(listing, false);

	listing->records++;
	if (!listing->open)
		storage_record_begin(record, "", NULL);
	record->cut = true;
	return list_give(listing, stored);
}

static int list_final(struct smsmodem_listing *listing, const struct at_event *event,
		      struct smsmodem_stored *stored, struct smsmodem_error *error)
{
	int result = session_end(&listing->storage.modem->session, &listing->command, event, error);

	listing->running = false;
	if (result < 0)
		return result;
	return listing->open ? list_give(listing, stored) : LIST_AGAIN;
}

/* What runs cannot be waited for. */
static int list_broken(struct smsmodem_listing *listing, int result)
{
	at_engine_lose(&listing->storage.modem->session.engine);
	listing->running = false;
	return result;
}

static int list_event(struct smsmodem_listing *listing, const struct at_event *event,
		      struct smsmodem_stored *stored, struct smsmodem_error *error)
{
	struct session *session = &listing->storage.modem->session;

	switch (event->kind) {
	case AT_EVENT_LINE: return list_line(listing, event, stored);
	case AT_EVENT_OVERLONG: return list_cut(listing, stored);
	case AT_EVENT_FINAL: return list_final(listing, event, stored, error);
	case AT_EVENT_TIMEOUT:
		return list_broken(
			listing,
			smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
					   "the phone %s while it was asked for its messages; try "
					   "again, or reset it",
					   listing->records > 0 ? "fell silent" : "said nothing"));
	case AT_EVENT_URC: (void)session_keep(session, event); break;
	case AT_EVENT_NONE:
	case AT_EVENT_PROMPT: break;
	}
	return LIST_AGAIN;
}

int list_hear(struct smsmodem_listing *listing, struct smsmodem_stored *stored,
	      struct smsmodem_error *error)
{
	struct session *session = &listing->storage.modem->session;
	struct at_event event;
	int result = session_step(session, -1, &event, error);

	if (result < 0)
		return list_broken(listing, result);
	result = list_event(listing, &event, stored, error);
	if (event.kind == AT_EVENT_LINE && ++listing->heard > LINES_MAX)
		return list_broken(listing,
				   smsmodem_error_set(error, SMSMODEM_E_LINK,
						      "the phone's list of messages does not end"));
	if (listing->records > 0)
		at_engine_extend(&session->engine, session_now_ms(session), MORE_TIMEOUT_MS);
	return result;
}

void list_drain(struct smsmodem_listing *listing)
{
	struct transport *transport = listing->storage.modem->transport;
	int cancel_fd = transport->cancel_fd;
	struct smsmodem_stored stored;

	transport->cancel_fd = -1;
	while (listing->running && list_hear(listing, &stored, NULL) >= 0)
		;
	transport->cancel_fd = cancel_fd;
}
