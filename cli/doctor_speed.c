/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of a serial port: its control lines, and its speed, which is found where it is wrong. */
#include "doctor.h"
#include <string.h>

#define HAIL_MS  500 /* a modem that sleeps wants a moment */
#define AGAIN_MS 800
#define TRY_MS   250

/* --- control lines --- */

static const char *state(unsigned lines, enum smsmodem_lines which)
{
	return lines & which ? "on" : "off";
}

void doctor_lines(struct doctor *doctor, struct doctor_finding *finding)
{
	const struct smsmodem_line *line = &doctor->line;

	if (smsmodem_stream_line(doctor->modem, &doctor->line, &doctor->error) < 0) {
		doctor_fail(finding, doctor->error.code, "%s", doctor->error.text);
		doctor->gone = true;
		return;
	}
	if (!line->is_terminal || !line->has_lines) {
		doctor_find(finding, DOCTOR_SKIP, "%s has no modem control lines",
			    line->is_terminal ? "this port" : "what is no serial port");
		return;
	}
	doctor_find(finding, DOCTOR_OK, "DTR %s, RTS %s, CTS %s, DSR %s, DCD %s",
		    state(line->lines, SMSMODEM_LINE_DTR), state(line->lines, SMSMODEM_LINE_RTS),
		    state(line->lines, SMSMODEM_LINE_CTS), state(line->lines, SMSMODEM_LINE_DSR),
		    state(line->lines, SMSMODEM_LINE_DCD));
	if (strcmp(line->flow, "rtscts") == 0 && !(line->lines & SMSMODEM_LINE_CTS)) {
		finding->result = DOCTOR_WARN;
		doctor_fix(finding, "CTS is off, and nothing goes out by flow=rtscts then: look at "
				    "the cable, or leave flow=rtscts out");
	}
}

/* --- speed --- */

static const long common_speeds[] = {115200, 9600, 57600, 38400, 19200, 230400, 460800, 921600};

#define SPEEDS (sizeof common_speeds / sizeof common_speeds[0])

static int64_t patience_ms(const struct doctor *doctor, int64_t usual_ms)
{
	int64_t wanted_ms = doctor->cli->modem.command_timeout_ms;

	return wanted_ms > 0 && wanted_ms < usual_ms ? wanted_ms : usual_ms;
}

/* What was left half said is out of the way: how does it answer now? */
static int hail_anew(struct doctor *doctor)
{
	struct doctor_hello hello;

	if (doctor_ask(doctor, "AT") == DOCTOR_GONE)
		return doctor->error.code;
	int result = doctor_hail(doctor, "AT\r", patience_ms(doctor, HAIL_MS), &hello);
	if (hello.heard == DOCTOR_HEARD_RESULT)
		doctor->hello = hello;
	return result;
}

/* Once more behind an ESC, in case it waits for a message at a prompt that somebody left. */
static int hail(struct doctor *doctor)
{
	struct doctor_hello again;
	int result = doctor_hail(doctor, "AT\r", patience_ms(doctor, HAIL_MS), &doctor->hello);

	if (result < 0 || doctor->hello.heard == DOCTOR_HEARD_RESULT)
		return result;
	result = doctor_hail(doctor, "\x1B\rAT\r", patience_ms(doctor, AGAIN_MS), &again);
	if (again.heard == DOCTOR_HEARD_RESULT || doctor->hello.heard == DOCTOR_HEARD_NOTHING)
		doctor->hello = again;
	return result < 0 || again.heard != DOCTOR_HEARD_RESULT ? result : hail_anew(doctor);
}

/* @return 1: it answers at that speed, 0: it does not, or the link's end */
static int try_speed(struct doctor *doctor, long baud)
{
	struct doctor_hello hello;
	char what[40];

	if (smsmodem_stream_set_baud(doctor->modem, baud, &doctor->error) < 0)
		return doctor->error.code == SMSMODEM_E_LINK ? doctor->error.code : 0;
	(void)snprintf(what, sizeof what, "trying %ld", baud);
	doctor_show_begin(doctor, "speed", what);
	int result = doctor_hail(doctor, "AT\r", patience_ms(doctor, TRY_MS), &hello);
	if (result < 0 || hello.heard != DOCTOR_HEARD_RESULT || hello.strange * 8 > hello.octets)
		return result;
	doctor->hello = hello;
	doctor->baud = baud;
	result = hail_anew(doctor);
	return result < 0 ? result : 1;
}

/* Only silence and garbage can come of a wrong speed. */
static int find_speed(struct doctor *doctor)
{
	int result = 0;

	if (doctor->hello.heard != DOCTOR_HEARD_NOTHING &&
	    doctor->hello.heard != DOCTOR_HEARD_GARBAGE)
		return 0;
	for (size_t i = 0; i < SPEEDS && result == 0; i++)
		if (common_speeds[i] != doctor->line.baud)
			result = try_speed(doctor, common_speeds[i]);
	if (result == 0 && doctor->line.baud > 0)
		(void)smsmodem_stream_set_baud(doctor->modem, doctor->line.baud, NULL);
	return result;
}

static bool is_other_option(const char *option, size_t length)
{
	return length > 0 && strncmp(option, "baud=", 5) != 0;
}

/* The device with another speed. */
static void with_speed(const char *device, long baud, char *text, size_t size)
{
	size_t length = strcspn(device, "?");
	int used = snprintf(text, size, "%.*s?baud=%ld", (int)length, device, baud);

	for (const char *option = device + length; *option && used > 0 && (size_t)used < size;
	     option += length) {
		option++;
		length = strcspn(option, "&");
		if (is_other_option(option, length))
			used += snprintf(text + used, size - (size_t)used, "&%.*s", (int)length,
					 option);
	}
}

static void say_other_speed(const struct doctor *doctor, struct doctor_finding *finding)
{
	char device[300], word[320];

	doctor_fail(finding, SMSMODEM_E_NOMODEM, "it answers at %ld bits per second, not at %ld",
		    doctor->baud, doctor->line.baud);
	if (cli_is_port(doctor->cli->modem.device)) {
		with_speed(doctor->cli->modem.device, doctor->baud, device, sizeof device);
		doctor_fix(finding, "give it as %s",
			   output_shell_word(device, word, sizeof word) ? word : device);
	} else {
		doctor_fix(finding, "set the speed to %ld before it is handed over", doctor->baud);
	}
}

void doctor_speed(struct doctor *doctor, struct doctor_finding *finding)
{
	const struct smsmodem_line *line = &doctor->line;
	int result = hail(doctor);

	if (result == 0 && line->is_terminal)
		result = find_speed(doctor);
	if (result < 0) {
		doctor->gone = true;
		doctor->stop = result == SMSMODEM_E_CANCELLED;
		doctor_fail(finding, result, "%s", doctor->error.text);
	} else if (!line->is_terminal) {
		doctor_find(finding, DOCTOR_SKIP, "what is no serial port has none");
	} else if (doctor->baud) {
		say_other_speed(doctor, finding);
	} else if (doctor->hello.heard == DOCTOR_HEARD_NOTHING ||
		   doctor->hello.heard == DOCTOR_HEARD_GARBAGE) {
		doctor_find(finding, DOCTOR_SKIP, "not known, as nothing answers at any speed");
	} else {
		doctor_find(finding, DOCTOR_OK, "%ld bits per second, %s, flow control %s",
			    line->baud, line->form, line->flow);
	}
}
