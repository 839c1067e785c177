/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone is made to do, and what is found out of it, before anything is received. */
#include "ascii.h"
#include "receive_core.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPIRY_MS   (INT64_C(24) * 60 * 60 * 1000)
#define POLL_MS     10000
#define WATCH_MS    60000
#define CLOSE_MS    5000 /* for what is left to be deleted */
#define LISTED_MAX  16
#define HAIL_MS     1500  /* for a command that was cut short at the end */
#define PATIENCE_MS 30000 /* months of receiving do not end because another process was slow */

static bool fatal(int result)
{
	return receive_fatal(result) || result == SMSMODEM_E_TIMEOUT;
}

/* --- memories --- */

static bool is_listed(char names[][AT_MEMORY_SIZE], int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Cell broadcast has a memory of its own, and MT is the other two as one (27.005 3.1 <mem1>). */
static void memories_add(struct smsmodem *modem, char names[][AT_MEMORY_SIZE], int count)
{
	bool both = is_listed(names, count, "SM") || is_listed(names, count, "ME");

	for (int i = 0; i < count; i++)
		if (strcmp(names[i], "BM") != 0 && !(both && strcmp(names[i], "MT") == 0))
			(void)memory_named(modem, names[i]);
}

static int memories_listed(struct smsmodem *modem, struct smsmodem_error *error)
{
	char names[LISTED_MAX][AT_MEMORY_SIZE];
	int result = session_ask(&modem->session, "AT+CPMS=?", 0, error);
	const char *line = session_find(&modem->session, "+CPMS:");

	if (result == SMSMODEM_OK && line)
		memories_add(modem, names, at_reply_cpms_test(line, 0, names, LISTED_MAX));
	return fatal(result) ? result : SMSMODEM_OK;
}

/* Those in use, and which is read from. */
static int memories_present(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	char names[3][AT_MEMORY_SIZE];
	int count = 0, used, total;
	int result = session_ask(&modem->session, "AT+CPMS?", 0, error);
	const char *line = session_find(&modem->session, "+CPMS:");

	arrivals->selected[0] = '\0';
	if (result < 0 || !line)
		return fatal(result) ? result : SMSMODEM_OK;
	while (count < 3 && at_reply_cpms(line, count, names[count], sizeof names[0], &used,
					  &total) == SMSMODEM_OK)
		count++;
	if (arrivals->memories == 0)
		memories_add(modem, names, count);
	if (count > 0)
		memcpy(arrivals->selected, names[0], sizeof arrivals->selected);
	(void)memory_counts(modem, line);
	return SMSMODEM_OK;
}

static int find_memories(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	int result = memories_listed(modem, error);

	if (result == SMSMODEM_OK)
		result = memories_present(modem, error);
	if (arrivals->memories == 0)
		(void)memory_named(modem, "SM");
	for (size_t i = 0; i < arrivals->memories; i++) {
		struct memory *memory = &arrivals->memory[i];

		memory->dirty = true;
		memory->useless = false;
		memory->failures = 0;
		memory->retry_ms = 0;
	}
	return result;
}

/* --- whose messages these are --- */

static int ask_digits(struct smsmodem *modem, const char *command, const char *prefix, char *text,
		      size_t size)
{
	/* another identity for a moment would have all that was taken come again */
	int result = modem_ask_ready(modem, command, NULL);

	text[0] = '\0';
	for (size_t i = 0; result == SMSMODEM_OK && !text[0] && i < modem->session.response.count;
	     i++)
		if (at_reply_text(lines_get(&modem->session.response, i), prefix, text, size) < 0 ||
		    strspn(text, "0123456789") < 14)
			text[0] = '\0';
	return fatal(result) ? result : SMSMODEM_OK;
}

int phone_identify(struct smsmodem *modem, struct journal *journal, struct smsmodem_error *error)
{
	char identity[64];
	int result = ask_digits(modem, "AT+CIMI", "+CIMI", identity, sizeof identity);
	if (result == SMSMODEM_OK && !identity[0])
		result = ask_digits(modem, "AT+CGSN", "+CGSN", identity, sizeof identity);
	if (result < 0)
		return smsmodem_error_set(error, result, "no answer to AT+CIMI");
	return journal_phone(journal, identity[0] ? identity : modem->device, error);
}

/* --- all of it --- */

int receive_setup(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;

	/* one that comes from here on makes all of this void */
	arrivals->restarts = modem->session.restarts;
	join_begin(modem);
	int result = find_memories(modem, error);
	arrivals->acks_due = arrivals->nacks_due = 0;
	arrivals->renew_ms = -1;
	arrivals->renew_pause_ms = 0;
	arrivals->setup_tries = 0;
	arrivals->combined = arrivals->no_combined = arrivals->no_cmgl = false;
	if (result == SMSMODEM_OK && modem->receiver->journal)
		result = phone_identify(modem, modem->receiver->journal, error);
	if (result == SMSMODEM_OK)
		result = cnmi_choose(modem, error);
	if (result == SMSMODEM_OK)
		result = notice_setup(modem, error);
	arrivals->reload = modem->receiver->journal != NULL;
	arrivals->reload_position = 0;
	arrivals->poll_ms = session_now_ms(&modem->session) + modem->receiver->options.poll_ms;
	return result;
}

static void set_options(struct smsmodem_receive_options *options)
{
	if (options->expiry_ms <= 0)
		options->expiry_ms = EXPIRY_MS;
	if (options->poll_ms <= 0)
		options->poll_ms = POLL_MS;
	if (options->watch_ms == 0)
		options->watch_ms = WATCH_MS;
}

static int receiver_new(struct smsmodem *modem, const struct smsmodem_receive_options *options,
			struct smsmodem_error *error)
{
	struct receiver *receiver = calloc(1, sizeof *receiver);

	if (!receiver)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	modem->receiver = receiver;
	receiver->options = options ? *options : (struct smsmodem_receive_options){0};
	set_options(&receiver->options);
	const struct smsmodem_join_options join = {
		.capacity = ARRIVALS_PARTS,
		.expiry_ms = receiver->options.expiry_ms,
	};
	receiver->generation = 1;
	receiver->join = smsmodem_join_new(&join);
	receiver->arrivals = arrivals_new();
	if (!receiver->join || !receiver->arrivals || notices_new(&receiver->notices) < 0 ||
	    watch_new(&receiver->watch) < 0)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (receiver->options.no_journal)
		return SMSMODEM_OK;
	int result = journal_open(modem->state_dir, &receiver->journal, error);
	if (result == SMSMODEM_OK)
		journal_patience(receiver->journal, PATIENCE_MS);
	return result;
}

static void receiver_free(struct receiver *receiver)
{
	if (!receiver)
		return;
	journal_close(receiver->journal);
	smsmodem_join_free(receiver->join);
	arrivals_free(receiver->arrivals);
	notices_free(receiver->notices);
	watch_free(receiver->watch);
	wake_free(receiver->wake);
	lines_free(&receiver->lines);
	free(receiver);
}

/* What was acknowledged leaves the phone: the next who reads it may know nothing of our journal. */
static void delete_all(struct smsmodem *modem)
{
	const struct arrivals *arrivals = modem->receiver->arrivals;
	int64_t limit_ms = session_now_ms(&modem->session) + CLOSE_MS;
	int result = receive_commit(modem, false, NULL);

	for (size_t i = 0; i < arrivals->memories && result == SMSMODEM_OK; i++)
		while (arrivals->memory[i].doomed && result == SMSMODEM_OK &&
		       !arrivals->memory[i].retry_ms && session_now_ms(&modem->session) < limit_ms)
			result = memory_delete(modem, i, NULL);
}

void receive_close(struct smsmodem *modem)
{
	if (!modem->receiver)
		return;
	/* who was interrupted within a command has yet to leave the phone as it was */
	if (modem->transport && modem->session.engine.state == AT_STATE_LOST)
		(void)session_hail(&modem->session, HAIL_MS, NULL);
	if (modem->transport && modem->session.engine.state == AT_STATE_IDLE) {
		modem->transport->cancel_fd = -1;
		delete_all(modem);
		notice_restore(modem);
		if (modem->receiver->arrivals->csms_off)
			(void)session_ask(&modem->session, "AT+CSMS=0", CLOSE_MS, NULL);
	} else {
		(void)receive_commit(modem, false, NULL);
	}
	receiver_free(modem->receiver);
	modem->receiver = NULL;
}

int smsmodem_receive(struct smsmodem *modem, const struct smsmodem_receive_options *options,
		     struct smsmodem_error *error)
{
	if (modem->receiver)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "it receives already");
	int result = smsmodem_prepare(modem, error);
	if (result == SMSMODEM_OK)
		result = receiver_new(modem, options, error);
	if (result == SMSMODEM_OK)
		result = receive_setup(modem, error);
	if (result < 0) {
		receiver_free(modem->receiver);
		modem->receiver = NULL;
		return result;
	}
	wake_arm(modem, false);
	return result;
}
