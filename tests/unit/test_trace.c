/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transcripts: what is written, and that no secret ever is, however the octets are cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <smsmodem/modem.h>
#include <smsmodem/sim.h>
#include <smsmodem/transcript.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char head[] = "# smsmodem transcript 1\n# device tty:/dev/null\n";

struct recording {
	char path[64], text[8192];
	struct smsmodem_trace *trace;
};

static void recording_start(struct recording *recording, const char *device)
{
	struct smsmodem_error error = {0};

	(void)snprintf(recording->path, sizeof recording->path, "/tmp/smsmodem-trace-XXXXXX");
	int fd = mkstemp(recording->path);
	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
	assert_int_equal(remove(recording->path), 0);
	assert_int_equal(
		smsmodem_trace_open(recording->path, device, 1000, &recording->trace, &error),
		SMSMODEM_OK);
}

static const char *recording_end(struct recording *recording)
{
	assert_int_equal(smsmodem_trace_close(recording->trace), SMSMODEM_OK);
	FILE *file = fopen(recording->path, "re");
	assert_non_null(file);
	size_t count = fread(recording->text, 1, sizeof recording->text - 1, file);
	recording->text[count] = '\0';
	assert_int_equal(fclose(file), 0);
	assert_int_equal(remove(recording->path), 0);
	return recording->text;
}

static void test_format(void **state)
{
	static const struct {
		char direction;
		const char *octets;
		size_t count;
		int64_t now_ms;
		const char *line;
	} rows[] = {
		{'>', "AT\r", 3, 1000, "0.000 > \"AT\\r\"\n"},
		{'<', "\r\nOK\r\n", 6, 1012, "0.012 < \"\\r\\nOK\\r\\n\"\n"},
		{'>', "AT+X=\"a\\b\"\r", 11, 2500, "1.500 > \"AT+X=\\\"a\\\\b\\\"\\r\"\n"},
		{'>', "00\x1A", 3, 62000, "61.000 > \"00\\x1A\"\n"},
		{'<', "\0\t\x7F\xFF", 4, 1001, "0.001 < \"\\x00\\t\\x7F\\xFF\"\n"},
		{'<', "~ }", 3, 1001, "0.001 < \"~ }\"\n"},
		{'<', "", 0, 3601000, "3600.000 < \"\"\n"},
	};
	struct recording recording;
	char expected[256];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		recording_start(&recording, "tty:/dev/null");
		smsmodem_trace_write(recording.trace, rows[i].direction, rows[i].octets,
				     rows[i].count, rows[i].now_ms);
		(void)snprintf(expected, sizeof expected, "%s%s", head, rows[i].line);
		assert_string_equal(recording_end(&recording), expected);
	}
}

/* --- secrets
 * -------------------------------------------------------------------------------------- */

struct secret_row {
	const char *octets;
	const char *shown; /* all of it, when nothing is cut */
};

static const struct secret_row secrets[] = {
	{"AT+CPIN=\"7391\"\r", "AT+CPIN=****\\r"},
	{"AT+CPIN=7391\r\n\r\nOK\r\n", "AT+CPIN=****\\r\\n\\r\\nOK\\r\\n"},
	{"at+cpin=\"7391\"\r", "at+cpin=****\\r"},
	{"AT+CPIN = \"7391\"\r", "AT+CPIN =****\\r"},
	{"AT + CPIN= \"7391\"\r", "AT + CPIN=****\\r"},
	{"ATE0+CPIN=\"7391\";+CMGF=0\r", "ATE0+CPIN=****\\r"},
	{"AT+CPIN=\"12345678\",\"7391\"\r", "AT+CPIN=****\\r"},
	{"AT+CPIN=\"7391\"\rAT+CPIN=\"7391\"\r", "AT+CPIN=****\\rAT+CPIN=****\\r"},
	{"AT+CLCK=\"SC\",0,\"7391\"\r", "AT+CLCK=****\\r"},
	{"AT+CPWD=\"SC\",\"7391\",\"7391\"\r", "AT+CPWD=****\\r"},
	{"AT^CPIN=\"7391\"\r", "AT^CPIN=****\\r"},
	{"AT+CPIN2=\"7391\"\r", "AT+CPIN2=****\\r"},
	{"AT+CPIN=\n7391\r", "AT+CPIN=****\\r"},
	{"AT+CACM=7391\r", "AT+CACM=****\\r"},
	{"AT+CAMM=1,7391\r", "AT+CAMM=****\\r"},
	{"AT+CPUC=\"EUR\",\"0.1\",7391\r", "AT+CPUC=****\\r"},
	{"AT^SLCK=\"SC\",1,7391\r", "AT^SLCK=****\\r"},
	{"AT^SPWD=\"SC\",7391,7391\r", "AT^SPWD=****\\r"},
	{"AT+CGAUTH=1,1,\"anna\",\"7391\"\r", "AT+CGAUTH=****\\r"},
	{"ATD**04*7391*7391*7391#\r", "ATD**04*****\\r"},
	{"ATD**042*7391*7391*7391#\r", "ATD**042*****\\r"},
	{"ATD**05*7391*7391*7391#\r", "ATD**05*****\\r"},
	{"ATD**052*7391*7391*7391#\r", "ATD**052*****\\r"},
	{"ATD**03*330*7391*7391*7391#\r", "ATD**03*****\\r"},
	{"AT+CUSD=1,\"**04*7391*7391*7391#\"\r", "AT+CUSD=1,\\\"**04*****\\r"},
};

static const struct secret_row plain[] = {
	{"AT+CPIN?\r\n+CPIN: READY\r\n", "AT+CPIN?\\r\\n+CPIN: READY\\r\\n"},
	{"AT+CPINR=\"SIM PIN\"\r", "AT+CPINR=\\\"SIM PIN\\\"\\r"},
	{"AT+CPI\rN=7391\r", "AT+CPI\\rN=7391\\r"},
	{"AT+CMGS=18\r", "AT+CMGS=18\\r"},
};

/* What the lines of a recording show, their quotes and times taken off. */
static void joined(const char *text, char direction, char *shown, size_t size)
{
	size_t length = 0;

	for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
		const char *start = strchr(line, '"');
		const char *end = strchr(line, '\n');
		if (*line == '#' || !start || start[-2] != direction)
			continue;
		size_t count = (size_t)(end - start) - 2;
		assert_true(length + count < size);
		memcpy(shown + length, start + 1, count);
		length += count;
	}
	shown[length] = '\0';
}

static void record(struct recording *recording, const char *octets, char direction, size_t cut,
		   size_t piece)
{
	size_t length = strlen(octets);

	recording_start(recording, "tty:/dev/null");
	for (size_t done = 0; done < length;) {
		size_t end = done < cut ? cut : length;
		size_t count = end - done < piece ? end - done : piece;
		smsmodem_trace_write(recording->trace, direction, octets + done, count, 1000);
		/* the other direction talks in between, and changes nothing */
		smsmodem_trace_write(recording->trace, direction == '>' ? '<' : '>', "\r\nRING\r\n",
				     8, 1000);
		done += count;
	}
	(void)recording_end(recording);
}

static void check_shown(const struct secret_row *row, char direction, size_t cut, size_t piece)
{
	static struct recording recording;
	char shown[512];

	record(&recording, row->octets, direction, cut, piece);
	joined(recording.text, direction, shown, sizeof shown);
	if (strcmp(shown, row->shown) != 0)
		fail_msg("%s, cut at %zu, pieces of %zu: %s", row->octets, cut, piece, shown);
}

static void check_every_cut(const struct secret_row *row)
{
	size_t length = strlen(row->octets);

	for (const char *direction = "><"; *direction; direction++) {
		for (size_t cut = 0; cut <= length; cut++)
			check_shown(row, *direction, cut, length);
		check_shown(row, *direction, 0, 1);
		check_shown(row, *direction, 0, 2);
	}
}

static void test_secrets(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(secrets); i++) {
		assert_null(strstr(secrets[i].shown, "7391"));
		check_every_cut(&secrets[i]);
	}
}

static void test_what_is_no_secret(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(plain); i++)
		check_every_cut(&plain[i]);
}

/* What a simulated phone shows of its commands hides the same. */
static bool phone_hides(const char *line)
{
	struct smsmodem_sim *sim = smsmodem_sim_new("", NULL);
	struct smsmodem_sim_event event;
	bool hidden = false;

	assert_non_null(sim);
	smsmodem_sim_input(sim, line, strlen(line), 0);
	while (smsmodem_sim_next_event(sim, &event))
		if (event.kind == SMSMODEM_SIM_COMMAND && strstr(event.line, "****"))
			hidden = !strstr(event.line, "7391");
	smsmodem_sim_free(sim);
	return hidden;
}

static void test_same_as_the_phone(void **state)
{
	char shown[256];

	(void)state;
	for (size_t i = 0; i < COUNT(secrets); i++) {
		assert_true(smsmodem_mask(secrets[i].octets, shown, sizeof shown) > 0);
		assert_non_null(strstr(shown, "****"));
		if (!phone_hides(secrets[i].octets))
			fail_msg("the phone shows %s", secrets[i].octets);
	}
	for (size_t i = 0; i < COUNT(plain); i++)
		assert_false(phone_hides(plain[i].octets));
}

/* A device's options may hold a secret; its line ends would be lines of the file. */
static void test_device(void **state)
{
	static struct recording recording;

	(void)state;
	recording_start(&recording, "sim:?pin=7391");
	assert_string_equal(recording_end(&recording), "# smsmodem transcript 1\n# device sim:\n");
	recording_start(&recording, "tty:/dev/x\n0.000 > \"y\"");
	assert_string_equal(recording_end(&recording),
			    "# smsmodem transcript 1\n# device tty:/dev/x\n");
}

/* --- the file
 * ------------------------------------------------------------------------------------- */

/* Texts are private. */
static void test_mode(void **state)
{
	struct recording recording;
	struct stat status;
	mode_t mask = umask(0);

	(void)state;
	recording_start(&recording, "tty:/dev/null");
	(void)umask(mask);
	assert_int_equal(stat(recording.path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_string_equal(recording_end(&recording), head);
}

static void test_failures(void **state)
{
	struct smsmodem_error error = {0};
	struct smsmodem_trace *trace = NULL;

	(void)state;
	assert_int_equal(smsmodem_trace_open("/nonexistent/trace", "x", 0, &trace, &error),
			 SMSMODEM_E_OUTPUT);
	assert_non_null(strstr(error.text, "/nonexistent/trace"));
	assert_true(error.sys_errno != 0);
	assert_int_equal(smsmodem_trace_open("/nonexistent/trace", "x", 0, &trace, NULL),
			 SMSMODEM_E_OUTPUT);
	assert_int_equal(smsmodem_trace_close(NULL), SMSMODEM_OK);
	/* a full disk is told of at the end */
	assert_int_equal(smsmodem_trace_open("/dev/full", "x", 0, &trace, &error), SMSMODEM_OK);
	smsmodem_trace_write(trace, '>', "AT\r", 3, 0);
	assert_int_equal(smsmodem_trace_close(trace), SMSMODEM_E_OUTPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_what_is_no_secret),
		cmocka_unit_test(test_same_as_the_phone),
		cmocka_unit_test(test_device),
		cmocka_unit_test(test_mode),
		cmocka_unit_test(test_failures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
