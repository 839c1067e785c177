/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is due, in the order in which it must be done: what the phone has said, what the journal has
 * to write, what the network waits for, what is to be deleted, and then what is to be read.
 */
#include "receive_core.h"
#include <string.h>

#define SETUP_TRIES    6
#define SETUP_RETRY_MS 1000
#define PRUNE_MS       (INT64_C(60) * 60 * 1000)
#define TIDY_MS        10000
#define CROWDED_MS     5000
#define GATHER_MS      100

static struct arrivals *arrivals_of(const struct smsmodem *modem)
{
	return modem->receiver->arrivals;
}

static bool is_due(const struct smsmodem *modem, int64_t due_ms)
{
	return due_ms >= 0 && session_now_ms(&modem->session) >= due_ms;
}

static bool has_room(const struct smsmodem *modem)
{
	return arrivals_of(modem)->waiting < ARRIVALS_MAX;
}

static bool must_commit(const struct arrivals *arrivals)
{
	return arrivals->uncommitted || arrivals->acked.first;
}

/* --- the phone --- */

static bool must_set_up(const struct smsmodem *modem)
{
	return modem->session.restarts != arrivals_of(modem)->restarts ||
	       modem->session.restarted || !modem->prepared || arrivals_of(modem)->setup_tries > 0;
}

/* After a restart all is as at the start, but for what has been received. */
static int set_up(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);

	modem->receiver->generation++;
	int result = smsmodem_prepare(modem, error);
	if (result == SMSMODEM_OK)
		result = receive_setup(modem, error);
	if (result == SMSMODEM_OK || receive_fatal(result) || result == SMSMODEM_E_PIN ||
	    ++arrivals->setup_tries == SETUP_TRIES) {
		arrivals->setup_tries = 0;
		/* who opens it again may find it */
		if (result == SMSMODEM_E_NOMODEM || result == SMSMODEM_E_TIMEOUT)
			result = smsmodem_error_set(error, SMSMODEM_E_LINK,
						    "the phone started anew, and does not answer");
		return result;
	}
	arrivals->setup_ms =
		session_now_ms(&modem->session) + (int64_t)SETUP_RETRY_MS * arrivals->setup_tries;
	return SMSMODEM_OK;
}

static void reread(struct smsmodem *modem)
{
	arrivals_of(modem)->mistrust_ms = -1;
	memory_doubt_all(modem);
}

/* A phone that says nothing by itself: its counts say whether there is something new. */
static int poll_phone(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);
	int result = session_ask(&modem->session, "AT+CPMS?", 0, error);
	const char *line = session_find(&modem->session, "+CPMS:");
	unsigned counted = result == SMSMODEM_OK && line ? memory_counts(modem, line) : 0;

	arrivals->poll_ms = session_now_ms(&modem->session) + modem->receiver->options.poll_ms;
	for (size_t i = 0; i < arrivals->memories; i++)
		if (!(counted >> i & 1))
			arrivals->memory[i].dirty = true;
	return receive_fatal(result) || result == SMSMODEM_E_TIMEOUT ? result : SMSMODEM_OK;
}

static int watch_phone(struct smsmodem *modem, struct smsmodem_error *error)
{
	bool drain = false;
	int result = watch_ask(modem, &drain, error);
	const char *line = session_find(&modem->session, "+CPMS:");

	if (result < 0)
		return result;
	if (line)
		(void)memory_counts(modem, line);
	if (drain)
		memory_doubt_all(modem);
	return SMSMODEM_OK;
}

/* --- messages --- */

/* A memory of which something is to be deleted now, best the one that is selected; or -1. */
static int doomed_next(const struct smsmodem *modem)
{
	const struct arrivals *arrivals = arrivals_of(modem);
	int next = -1;

	for (size_t i = 0; i < arrivals->memories; i++) {
		const struct memory *memory = &arrivals->memory[i];

		if (!memory->doomed || memory->useless || !is_due(modem, memory->retry_ms))
			continue;
		if (next < 0 || strcmp(arrivals->selected, memory->name) == 0)
			next = (int)i;
	}
	return next;
}

/*
 * While messages wait to be given out, what is to be deleted and read gathers: all at once costs a
 * command or two. Who takes his time with a message keeps the phone from it for no longer than
 * this.
 */
static bool is_put_off(const struct smsmodem *modem)
{
	struct arrivals *arrivals = arrivals_of(modem);
	int64_t now_ms = session_now_ms(&modem->session);

	if (!delivery_next(arrivals, now_ms))
		arrivals->put_off_ms = 0;
	else if (arrivals->put_off_ms == 0)
		arrivals->put_off_ms = now_ms + GATHER_MS;
	return now_ms < arrivals->put_off_ms;
}

static int serve_memories(struct smsmodem *modem, bool *busy, struct smsmodem_error *error)
{
	int memory = doomed_next(modem);

	*busy = true;
	if (memory >= 0)
		return memory_delete(modem, (size_t)memory, error);
	memory = has_room(modem) ? memory_next(modem) : -1;
	if (memory >= 0)
		return memory_read(modem, (size_t)memory, error);
	if (has_room(modem) && arrivals_of(modem)->reload)
		return hold_reload(modem, error);
	*busy = false;
	if (!arrivals_of(modem)->reload && memory_all_read(modem))
		join_drained(modem);
	arrivals_of(modem)->put_off_ms = 0;
	if (!arrivals_of(modem)->grown)
		return SMSMODEM_OK;
	arrivals_of(modem)->grown = false;
	int result = hold_parts(modem, error);
	*busy = result > 0;
	return result < 0 ? result : SMSMODEM_OK;
}

/* What is to be done by the clock. */
static int serve_times(struct smsmodem *modem, bool *busy, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);

	*busy = true;
	if (is_due(modem, join_deadline_ms(modem)))
		join_expire(modem);
	else if (is_due(modem, arrivals->renew_ms))
		return direct_renew(modem, error);
	else if (is_due(modem, arrivals->mistrust_ms))
		reread(modem);
	else if (modem->receiver->way == SMSMODEM_RECEIVE_POLL && is_due(modem, arrivals->poll_ms))
		return poll_phone(modem, error);
	else if (is_due(modem, watch_deadline_ms(modem)))
		return watch_phone(modem, error);
	else if (is_due(modem, notice_deadline_ms(modem)))
		notice_tick(modem);
	else
		*busy = false;
	return SMSMODEM_OK;
}

static int serve_phone(struct smsmodem *modem, bool *busy, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);

	*busy = true;
	if (must_set_up(modem) && (!arrivals->setup_tries || is_due(modem, arrivals->setup_ms)))
		return set_up(modem, error);
	if (arrivals->acks_due > 0 || arrivals->nacks_due > 0)
		return direct_acknowledge(modem, error);
	*busy = false;
	if (must_set_up(modem))
		return SMSMODEM_OK;
	int result = is_put_off(modem) ? SMSMODEM_OK : serve_memories(modem, busy, error);
	return result < 0 || *busy ? result : serve_times(modem, busy, error);
}

/* Whether the link is there or not: others wait for the journal. */
static int serve_journal(struct smsmodem *modem, struct smsmodem_error *error)
{
	const struct arrivals *arrivals = arrivals_of(modem);

	return must_commit(arrivals) ? receive_commit(modem, arrivals->acks_due > 0, error)
				     : SMSMODEM_OK;
}

int receive_serve(struct smsmodem *modem, bool *busy, struct smsmodem_error *error)
{
	struct smsmodem_error later;
	int polled = session_poll(&modem->session, error);
	/* the last words of a link that broke count */
	int result = receive_lines(modem, polled < 0 ? &later : error);

	if (result == SMSMODEM_OK)
		result = serve_journal(modem, polled < 0 ? &later : error);
	if (polled < 0 || result < 0)
		return polled < 0 ? polled : result;
	if (modem->session.missed)
		memory_doubt_all(modem);
	modem->session.missed = false;
	if (modem->session.stray)
		memory_mistrust(modem);
	result = serve_phone(modem, busy, error);
	if (result != SMSMODEM_E_TIMEOUT)
		return result;
	*busy = true;
	return watch_phone(modem, error);
}

/* --- when nothing is due --- */

static int receive_prune(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);
	int64_t now_ms = session_now_ms(&modem->session);

	if (!modem->receiver->journal)
		return SMSMODEM_OK;
	if (is_due(modem, arrivals->tidy_ms)) {
		journal_tidy(modem->receiver->journal);
		arrivals->tidy_ms = now_ms + TIDY_MS;
	}
	if (!is_due(modem, arrivals->prune_ms))
		return SMSMODEM_OK;
	arrivals->prune_ms = now_ms + PRUNE_MS;
	int result = journal_prune(modem->receiver->journal, clock_wall_s(), error);
	return result < 0 ? journal_lost(modem, result) : SMSMODEM_OK;
}

/*
 * Whether a memory is worth a word: what is on its way out of it will not be there in a moment.
 * One that stays crowded has somebody who does not take what it has.
 */
static bool is_told(const struct smsmodem *modem, struct memory *memory)
{
	int64_t used = (int64_t)memory->known + memory->others;
	int64_t now_ms = session_now_ms(&modem->session);

	if (used * 5 < (int64_t)memory->total * 4 || arrivals_of(modem)->waiting == 0) {
		memory->crowded_ms = 0;
		return true;
	}
	if (memory->crowded_ms == 0)
		memory->crowded_ms = now_ms + CROWDED_MS;
	return is_due(modem, memory->crowded_ms);
}

static void storage_note(struct smsmodem *modem)
{
	struct arrivals *arrivals = arrivals_of(modem);

	for (size_t i = 0; i < arrivals->memories; i++) {
		struct memory *memory = &arrivals->memory[i];

		if (memory->total > 0 && !memory->dirty && is_told(modem, memory))
			notice_storage(modem, memory->name, (int)memory->known + memory->others,
				       memory->total);
	}
}

int receive_idle(struct smsmodem *modem, struct smsmodem_error *error)
{
	storage_note(modem);
	return receive_prune(modem, error);
}

static int64_t sooner(int64_t a_ms, int64_t b_ms)
{
	if (a_ms < 0 || b_ms < 0)
		return a_ms < 0 ? b_ms : a_ms;
	return a_ms < b_ms ? a_ms : b_ms;
}

int64_t receive_due_ms(const struct smsmodem *modem)
{
	const struct arrivals *arrivals = arrivals_of(modem);
	int64_t due_ms = join_deadline_ms(modem);

	if (arrivals->acks_due > 0 || arrivals->nacks_due > 0 ||
	    (has_room(modem) && arrivals->reload))
		return 0;
	if (must_set_up(modem))
		return arrivals->setup_tries > 0 ? arrivals->setup_ms : 0;
	if (must_commit(arrivals))
		due_ms = sooner(due_ms, arrivals->commit_ms);
	int64_t memory_ms = memory_deadline_ms(modem, has_room(modem));
	if (memory_ms >= 0 && memory_ms < arrivals->put_off_ms)
		memory_ms = arrivals->put_off_ms;
	due_ms = sooner(due_ms, memory_ms);
	due_ms = sooner(due_ms, delivery_deadline_ms(arrivals));
	for (size_t i = 0; i < arrivals->memories; i++)
		if (session_now_ms(&modem->session) < arrivals->memory[i].crowded_ms)
			due_ms = sooner(due_ms, arrivals->memory[i].crowded_ms);
	due_ms = sooner(due_ms, arrivals->renew_ms);
	due_ms = sooner(due_ms, arrivals->mistrust_ms);
	if (modem->receiver->way == SMSMODEM_RECEIVE_POLL)
		due_ms = sooner(due_ms, arrivals->poll_ms);
	due_ms = sooner(due_ms, watch_deadline_ms(modem));
	return sooner(due_ms, notice_deadline_ms(modem));
}
