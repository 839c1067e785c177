/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a listener makes of a modem's talk (V.250 5.7, 27.005 3.4 and 4, 27.007 9.2): the same for
 * every split of the same octets.
 */
#include "at_listener_table.h"
#include "at_support.h"
#include <smsmodem/at.h>

static void log_heard(struct at_log *log, const struct smsmodem_at_heard *heard)
{
	static const char kinds[] = " ERUBFPC";

	at_log_add(log, "%c",
		   heard->kind == SMSMODEM_AT_BELOW && !heard->header_ours ? 'b'
									   : kinds[heard->kind]);
	assert_int_equal(strlen(heard->line), heard->length);
	assert_true((heard->header != NULL) == (heard->kind == SMSMODEM_AT_BELOW));
	if (heard->kind == SMSMODEM_AT_FINAL && heard->code >= 0)
		at_log_add(log, "<%d,%s%d>", (int)heard->result, heard->cms ? "cms " : "",
			   heard->code);
	else if (heard->kind == SMSMODEM_AT_FINAL)
		at_log_add(log, "<%d>", (int)heard->result);
	if (heard->kind == SMSMODEM_AT_PROMPT || heard->kind == SMSMODEM_AT_CUT)
		return;
	at_log_add(log, "[");
	at_log_add_escaped(log, heard->line, heard->length);
	if (heard->header)
		at_log_add(log, "|%s", heard->header);
	at_log_add(log, "]");
}

/* Feed in pieces; the first ends at cut. */
static void feed(struct smsmodem_at_listener *listener, const char *octets, size_t length,
		 size_t cut, size_t piece, struct at_log *log)
{
	struct smsmodem_at_heard heard;

	for (size_t done = 0; done < length;) {
		size_t end = done < cut ? cut : length;
		size_t count = end - done < piece ? end - done : piece;
		/* a copy of just that size, so that a read past it is seen */
		char *copy = malloc(count);

		assert_non_null(copy);
		memcpy(copy, octets + done, count);
		size_t used = smsmodem_at_listener_feed(listener, copy, count, &heard);
		free(copy);
		assert_in_range(used, 1, count);
		assert_true(heard.kind != SMSMODEM_AT_NOTHING || used == count);
		done += used;
		if (heard.kind != SMSMODEM_AT_NOTHING)
			log_heard(log, &heard);
	}
}

static void play(const struct listener_row *row, size_t cut, size_t piece, struct at_log *log)
{
	struct smsmodem_at_listener *listener = smsmodem_at_listener_new();

	assert_non_null(listener);
	at_log_clear(log);
	for (const struct step *step = row->steps; step->act != END; step++) {
		size_t length = step->text ? strlen(step->text) : 0;

		switch (step->act) {
		case SENT: smsmodem_at_listener_sent(listener, step->text); break;
		case DATA:
		case LAST:
			smsmodem_at_listener_data(listener, step->text, step->act == LAST);
			break;
		case IN:
			feed(listener, step->text, length, cut < length ? cut : length, piece, log);
			break;
		case RESET: smsmodem_at_listener_reset(listener); break;
		case END: break;
		}
	}
	if (!smsmodem_at_listener_waits(listener))
		at_log_add(log, ".");
	smsmodem_at_listener_free(listener);
}

static void check(const struct listener_row *row, size_t cut, size_t piece)
{
	static struct at_log log;

	play(row, cut, piece, &log);
	if (strcmp(log.text, row->expected) != 0)
		fail_msg("%s, cut at %zu, pieces of %zu:\n is %s\nnot %s", row->name, cut, piece,
			 log.text, row->expected);
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check(&rows[i], 0, SIZE_MAX);
}

static void test_every_split(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (size_t cut = 1; cut < 128; cut++)
			check(&rows[i], cut, SIZE_MAX);
		for (size_t piece = 1; piece < 8; piece++)
			check(&rows[i], 0, piece);
	}
}

/* What was cut off has no event, and what came before it has the same. */
static void test_every_truncation(void **state)
{
	static struct at_log log;
	char text[512];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct listener_row row = rows[i];
		struct step *last = row.steps;

		while (last[1].act != END)
			last++;
		size_t length = strlen(last->text);
		assert_in_range(length, 0, sizeof text - 1);
		for (size_t count = 0; last->act == IN && count < length; count++) {
			memcpy(text, last->text, count);
			text[count] = '\0';
			last->text = text;
			play(&row, 0, SIZE_MAX, &log);
			size_t end =
				log.length - (log.length > 0 && log.text[log.length - 1] == '.');
			if (strncmp(log.text, row.expected, end) != 0)
				fail_msg("%s, %zu octets: %s", row.name, count, log.text);
			last->text = rows[i].steps[last - row.steps].text;
		}
	}
}

/* A line over the limit is one event, its rest is dropped, and the next line is whole. */
static void test_overlong(void **state)
{
	static struct at_log log;
	static char octets[AT_LINE_MAX + 64];
	struct smsmodem_at_listener *listener = smsmodem_at_listener_new();

	(void)state;
	assert_non_null(listener);
	for (size_t excess = 0; excess < 3; excess++) {
		memset(octets, 'x', AT_LINE_MAX + excess);
		memcpy(octets + AT_LINE_MAX + excess, "\r\nOK\r\n", 7);
		for (size_t piece = 1000; piece < 6000; piece += 1500) {
			at_log_clear(&log);
			smsmodem_at_listener_reset(listener);
			smsmodem_at_listener_sent(listener, "AT");
			/* a whole one is too long for the log */
			feed(listener, octets, excess > 0 ? strlen(octets) : 0, 0, piece, &log);
			assert_string_equal(log.text, excess > 0 ? "CF<0>[OK]" : "");
		}
	}
	smsmodem_at_listener_free(listener);
}

/* A header that is too long for the engine has its text below all the same. */
static void test_long_header(void **state)
{
	static struct at_log log, expected;
	static char octets[AT_LINE_MAX + 64];
	struct smsmodem_at_listener *listener = smsmodem_at_listener_new();

	(void)state;
	assert_non_null(listener);
	memset(octets, 'x', AT_LINE_MAX);
	memcpy(octets, "+CMT: ", 6);
	memcpy(octets + AT_LINE_MAX, "\r\nOK\r\n", 7);
	at_log_clear(&log);
	at_log_clear(&expected);
	feed(listener, octets, strlen(octets), 0, SIZE_MAX, &log);
	octets[AT_LINE_MAX] = '\0';
	at_log_add(&expected, "U[%s]b[OK|%s]", octets, octets);
	assert_string_equal(log.text, expected.text);
	smsmodem_at_listener_free(listener);
}

static void check_partial(struct smsmodem_at_listener *listener, const char *octets,
			  const char *expected)
{
	struct smsmodem_at_heard heard;
	size_t length;

	for (size_t done = 0, count = strlen(octets); done < count;)
		done += smsmodem_at_listener_feed(listener, octets + done, count - done, &heard);
	const char *partial = smsmodem_at_listener_partial(listener, &length);
	assert_int_equal(length, strlen(expected));
	assert_memory_equal(partial, expected, length);
}

/* What has come of a line; of an echo there is nothing to be seen. */
static void test_partial(void **state)
{
	struct smsmodem_at_listener *listener = smsmodem_at_listener_new();

	(void)state;
	assert_non_null(listener);
	check_partial(listener, "", "");
	check_partial(listener, "\r\n", "");
	check_partial(listener, "\x1B", "");
	check_partial(listener, "E",
		      "\x1B"
		      "E");
	check_partial(listener, "\r\n", "");
	check_partial(listener, "BOOT", "BOOT");
	check_partial(listener, "> ", "BOOT> ");
	check_partial(listener, "\r\n", "");
	smsmodem_at_listener_sent(listener, "AT+CMGS=5");
	check_partial(listener, "AT+CM", "");
	check_partial(listener, "X", "AT+CMX");
	check_partial(listener, "\r\n> ", "");
	smsmodem_at_listener_data(listener, "hello", true);
	check_partial(listener, "hello\x1A", "");
	check_partial(listener, "!", "hello\x1A!");
	smsmodem_at_listener_reset(listener);
	check_partial(listener, "", "");
	smsmodem_at_listener_free(listener);
}

/* What is sent is longer than what is kept of it: it comes back as a response, no more. */
static void test_much_sent(void **state)
{
	static struct at_log log;
	static char line[2 * AT_OUTPUT_MAX];
	struct smsmodem_at_listener *listener = smsmodem_at_listener_new();

	(void)state;
	assert_non_null(listener);
	memset(line, 'A', sizeof line - 1);
	for (size_t length = sizeof line - 1; length > 100; length -= 97) {
		line[length] = '\0';
		smsmodem_at_listener_sent(listener, line);
		smsmodem_at_listener_data(listener, line, false);
	}
	smsmodem_at_listener_sent(listener, "ATE");
	at_log_clear(&log);
	feed(listener, "ATE\rOK\r", 7, 0, SIZE_MAX, &log);
	assert_string_equal(log.text, "E[ATE]F<0>[OK]");
	smsmodem_at_listener_free(listener);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_every_split),
		cmocka_unit_test(test_every_truncation),
		cmocka_unit_test(test_overlong),
		cmocka_unit_test(test_long_header),
		cmocka_unit_test(test_partial),
		cmocka_unit_test(test_much_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
