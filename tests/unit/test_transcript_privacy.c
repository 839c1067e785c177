/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nothing private is left by redacting: random numbers, texts and names are sent through the
 * simulated phone, and looked for in every form that they have on the wire.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "pdu.h"
#include <cmocka.h>
#include <smsmodem/smsmodem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RUNS   60
#define WINDOW 8 /* characters of a text that would be a leak */

static uint64_t random_state = 88172645463325252u;

static unsigned random_below(unsigned limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (unsigned)(random_state % limit);
}

static void random_from(const char *set, char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		text[i] = set[random_below((unsigned)strlen(set))];
	text[length] = '\0';
}

struct secrets {
	char number[24], own[24], smsc[24], pin[9], name[24], text[400];
};

static void random_number(char *number)
{
	bool international = random_below(2);

	number[0] = '+';
	random_from("123456789", number + international, 1);
	random_from("0123456789", number + international + 1, 8 + random_below(6));
}

static void make_secrets(struct secrets *secrets)
{
	random_number(secrets->number);
	random_number(secrets->own);
	random_number(secrets->smsc);
	random_from("0123456789", secrets->pin, 8);
	random_from("abcdefghijklmnopqrstuvw ABCDEF", secrets->name, 9 + random_below(8));
	random_from("abcdefghijklmnopqrstuvw ABCDEFGHI,.!?0123456789@", secrets->text,
		    3 * WINDOW + random_below(300));
	/* lines of a text mode payload, each with its prompt */
	for (unsigned i = random_below(4); i > 1; i--)
		secrets->text[WINDOW + random_below(8)] = '\r';
	/* some are UCS2, which text mode in the default alphabet cannot have */
	if (random_below(4) == 0)
		memcpy(secrets->text, "\xC3\xA2\xE2\x98\xBA", 5);
}

/* --- a recording --- */

static void ask(struct smsmodem *modem, const char *data, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Whether it is refused is nothing to this test. */
static void ask(struct smsmodem *modem, const char *data, const char *format, ...)
{
	char line[512];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	(void)smsmodem_command(modem, line, data, 0, NULL);
}

static void converse(struct smsmodem *modem, const struct secrets *secrets)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_sending sending;
	struct smsmodem_info info;
	struct smsmodem_error error;

	submit.to = secrets->number;
	submit.text = secrets->text;
	submit.text_len = strlen(secrets->text);
	submit.report = true;
	ask(modem, NULL, "AT+CNMI=2,2,0,1,0");
	if (smsmodem_send(modem, &sending, &submit, random_below(3), &error) < 0)
		fail_msg("%s", error.text);
	ask(modem, NULL, "AT+CMGL=4");
	ask(modem, NULL, "AT+CMGF=1");
	ask(modem, secrets->text, "AT+CMGS=\"%s\"", secrets->number);
	ask(modem, NULL, "AT+CMGL=\"ALL\"");
	ask(modem, NULL, "AT+CMGR=1");
	ask(modem, NULL, "AT+CSCS=\"UCS2\"");
	ask(modem, NULL, "AT+CMGL=\"ALL\"");
	ask(modem, NULL, "AT+CSCS=\"IRA\"");
	ask(modem, NULL, "AT+CPBW=1,\"%s\",145,\"%s\"", secrets->number, secrets->name);
	ask(modem, NULL, "AT+CPBR=1,20");
	ask(modem, NULL, "AT+CPBF=\"%s\"", secrets->name);
	ask(modem, NULL, "ATD%s;", secrets->number);
	ask(modem, NULL, "AT+CLCC");
	ask(modem, NULL, "ATH");
	ask(modem, NULL, "AT+CUSD=1,\"*101*%s#\"", secrets->pin);
	ask(modem, NULL, "AT+CPIN=\"%s\"", secrets->pin);
	(void)smsmodem_info(modem, &info, NULL);
}

static char *read_whole(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = calloc(1, 1 << 20);

	assert_non_null(file);
	assert_non_null(text);
	assert_in_range(fread(text, 1, (1 << 20) - 1, file), 1, (1 << 20) - 2);
	assert_int_equal(fclose(file), 0);
	return text;
}

static char *make_recording(const struct secrets *secrets)
{
	char path[] = "/tmp/smsmodem-privacy-XXXXXX", device[256];
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct smsmodem *modem;
	struct smsmodem_error error;
	const char *own = secrets->own + (*secrets->own == '+');
	const char *smsc = secrets->smsc + (*secrets->smsc == '+');

	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
	(void)snprintf(device, sizeof device, "sim:?loopback=on&number=%%2B%s&smsc=%%2B%s&echo=%s",
		       own, smsc, random_below(2) ? "on" : "off");
	options.device = device;
	options.trace = path;
	if (smsmodem_open(&options, &modem, &error) < 0)
		fail_msg("%s", error.text);
	converse(modem, secrets);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	char *text = read_whole(path);
	assert_int_equal(remove(path), 0);
	return text;
}

/* --- other groupings, and both directions joined --- */

/* The records in pieces of at most so many octets. */
static char *split(const char *text, size_t piece)
{
	struct smsmodem_transcript transcript = {.text = text, .length = strlen(text)};
	struct smsmodem_transcript_record record;
	char *octets = malloc(transcript.length + 1), *parts;
	char escaped[SMSMODEM_TRANSCRIPT_ESCAPED_SIZE(64)];
	size_t size;
	FILE *file = open_memstream(&parts, &size);

	assert_true(octets && file && piece <= 64);
	while (smsmodem_transcript_next(&transcript, &record, octets, strlen(text), NULL) > 0) {
		for (size_t done = 0; done < record.length; done += piece) {
			size_t left = record.length - done;
			(void)smsmodem_transcript_escape(octets + done, left < piece ? left : piece,
							 escaped, sizeof escaped);
			(void)fprintf(file, "%d.%03d %c \"%s\"\n", (int)(record.time_ms / 1000),
				      (int)(record.time_ms % 1000), record.direction, escaped);
		}
	}
	assert_int_equal(fclose(file), 0);
	free(octets);
	return parts;
}

/* What one direction said; NUL becomes a blank. */
static char *join(const char *text, char direction)
{
	struct smsmodem_transcript transcript = {.text = text, .length = strlen(text)};
	struct smsmodem_transcript_record record;
	size_t length = 0, size = strlen(text) + 1;
	char *octets = malloc(size), *joined = malloc(size);

	assert_true(octets && joined);
	while (smsmodem_transcript_next(&transcript, &record, octets, size, NULL) > 0) {
		if (record.direction != direction)
			continue;
		memcpy(joined + length, octets, record.length);
		length += record.length;
	}
	for (size_t i = 0; i < length; i++)
		if (!joined[i])
			joined[i] = ' ';
	joined[length] = '\0';
	free(octets);
	return joined;
}

/* --- what is looked for --- */

static void seek(const char *said, const char *what, const char *form, const char *secret)
{
	if (*form && strcasestr(said, form))
		fail_msg("\"%s\", %s, is left as %s in:\n%s", secret, what, form, said);
}

static void seek_wide(const char *said, const char *secret, size_t length)
{
	char form[4 * 32 + 1] = "";

	for (size_t i = 0; i < length; i++)
		(void)snprintf(form + 4 * i, 5, "%04X", (unsigned)(unsigned char)secret[i]);
	seek(said, "in UCS2", form, secret);
}

static void seek_number(const char *said, const char *number)
{
	char form[64] = "";
	size_t length = strlen(number += *number == '+');

	seek(said, "plain", number, number);
	seek_wide(said, number, length);
	for (size_t i = 0; i + 1 < length; i += 2) {
		form[i] = number[i + 1];
		form[i + 1] = number[i];
	}
	seek(said, "in semi-octets", form, number);
}

static void seek_text(const char *said, const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i + WINDOW <= length; i++) {
		char form[2 * WINDOW + 1] = "", window[WINDOW + 1] = "";
		uint8_t septets[WINDOW], octets[WINDOW];
		memcpy(window, text + i, WINDOW);
		if (strpbrk(window, "\r\xC3\xA2\xE2\x98\xBA"))
			continue;
		seek(said, "plain", window, text);
		seek_wide(said, window, WINDOW);
		for (size_t j = 0; j < WINDOW; j++) {
			(void)snprintf(form + 2 * j, 3, "%02X", (unsigned)(unsigned char)window[j]);
			/* 23.038 6.2.1: '@' is 0, the others here are as in ASCII */
			septets[j] = window[j] == '@' ? 0 : (uint8_t)window[j];
		}
		seek(said, "in octets", form, text);
		int packed = pdu_gsm7_pack(septets, WINDOW, 0, octets, sizeof octets);
		assert_int_equal(packed, 7);
		(void)pdu_hex_encode(octets, 7, form, sizeof form);
		seek(said, "in septets", form, text);
	}
}

static void seek_all(const char *redacted, const struct secrets *secrets)
{
	for (const char *direction = "<>"; *direction; direction++) {
		char *said = join(redacted, *direction);
		seek_number(said, secrets->number);
		seek_number(said, secrets->own);
		seek_number(said, secrets->smsc);
		seek_number(said, "490154203237518");
		seek_number(said, "001010123456789");
		seek(said, "the PIN", secrets->pin, secrets->pin);
		seek_text(said, secrets->text);
		seek_text(said, secrets->name);
		free(said);
	}
}

static char *redact(const char *text)
{
	struct smsmodem_error error;
	char *redacted;

	if (smsmodem_transcript_redact(text, strlen(text), &redacted, &error) < 0)
		fail_msg("%s", error.text);
	return redacted;
}

/* Whatever the grouping, the same is left. */
static void check_pieces(const char *text, const char *redacted, size_t piece)
{
	char *parts = split(text, piece), *left = redact(parts), *again = redact(left);

	assert_string_equal(left, again);
	for (const char *direction = "<>"; *direction; direction++) {
		char *whole = join(redacted, *direction), *pieced = join(left, *direction);
		assert_string_equal(pieced, whole);
		free(whole);
		free(pieced);
	}
	free(parts);
	free(left);
	free(again);
}

static void test_nothing_is_left(void **state)
{
	struct secrets secrets;

	(void)state;
	for (int i = 0; i < RUNS; i++) {
		memset(&secrets, 0, sizeof secrets);
		make_secrets(&secrets);
		char *text = make_recording(&secrets);
		char *redacted = redact(text);
		seek_all(redacted, &secrets);
		check_pieces(text, redacted, 1 + random_below(64));
		check_pieces(text, redacted, 1);
		free(text);
		free(redacted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
