/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device is, by questions that change nothing: none of them sets anything, not even echo. */
#include "modem_private.h"
#include "printable.h"
#include <smsmodem/at.h>
#include <smsmodem/probe.h>
#include <stdio.h>
#include <string.h>

#define QUESTION_TIMEOUT_MS 1000
#define IMEI_MIN            14 /* without check digit and version (23.003 6.2) */
#define IMEI_MAX            17 /* 27.007 5.4: some give more than the sixteen of the IMEISV */
#define ANY_PARAMETER       (-1)

static bool fatal(int result)
{
	return result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED ||
	       result == SMSMODEM_E_MEMORY;
}

/* --- is there anybody? --- */

/*
 * Twice, as the first may end what somebody else has left half typed. The second try ends a prompt,
 * too.
 */
static int probe_hail(struct session *session, int64_t timeout_ms, struct smsmodem_probe *probe,
		      struct smsmodem_error *error)
{
	int64_t start_ms = session_now_ms(session);
	int result = session_ask(session, "AT", timeout_ms, error);

	if (fatal(result))
		return result;
	probe->answers = session->final.result != AT_RESULT_NONE;
	if (!probe->answers) {
		result = session_hail(session, timeout_ms, error);
		if (result < 0)
			return result;
		probe->answers = result > 0;
	}
	probe->talks = session->seen > 0;
	probe->took_ms = probe->answers ? session_now_ms(session) - start_ms : 0;
	return SMSMODEM_OK;
}

/* --- questions --- */

/* Ask, and find the line of the answer. @return 1: asked; 0: the modem is silent now; a failure */
static int probe_ask(struct session *session, const char *question, const char *prefix,
		     int64_t timeout_ms, const char **line, struct smsmodem_error *error)
{
	int result = session_ask(session, question, timeout_ms, error);

	*line = NULL;
	if (fatal(result))
		return result;
	if (result == SMSMODEM_OK)
		*line = session_find(session, prefix);
	if (session->engine.state != AT_STATE_LOST)
		return 1;
	/* deaf to one question, or dead? */
	result = session_resync(session, error);
	return fatal(result) ? result : result == SMSMODEM_OK;
}

/* Whether a test form's answer has a number within low..high as a value of a parameter. */
static bool offers(const char *line, int parameter, int64_t low, int64_t high)
{
	const char *rest = line + smsmodem_at_reply_name(line);
	struct smsmodem_at_item item;
	int at = -1, depth = 0;

	rest += *rest == ':';
	while (smsmodem_at_next_item(&rest, &item)) {
		bool number = item.kind == SMSMODEM_AT_ITEM_NUMBER;
		bool range = item.kind == SMSMODEM_AT_ITEM_RANGE;

		at += depth == 0 && item.kind != SMSMODEM_AT_ITEM_CLOSE;
		depth += item.kind == SMSMODEM_AT_ITEM_OPEN;
		depth -= item.kind == SMSMODEM_AT_ITEM_CLOSE && depth > 0;
		if ((!number && !range) || (parameter != ANY_PARAMETER && parameter != at))
			continue;
		if (item.number <= high && (range ? item.upto : item.number) >= low)
			return true;
	}
	return false;
}

static void take_modes(const char *line, struct smsmodem_probe *probe)
{
	/* some leave the parentheses out, and then each value looks like a parameter */
	probe->pdu_mode = offers(line, ANY_PARAMETER, 0, 0);
	probe->text_mode = offers(line, ANY_PARAMETER, 1, 1);
}

/* <mt> is the second parameter, and 0 of it is silence (27.005 3.4.1) */
static void take_indications(const char *line, struct smsmodem_probe *probe)
{
	probe->tells = offers(line, 1, 1, 3);
	probe->reports = offers(line, 3, 1, 2); /* <ds> */
}

static void take_text(const char *line, const char *name, char *text, size_t size)
{
	char raw[256];

	if (at_reply_text(line, name, raw, sizeof raw) == SMSMODEM_OK)
		printable_copy(raw, strlen(raw), text, size);
}

static void take_pin(const char *line, struct smsmodem_probe *probe)
{
	take_text(line, "+CPIN", probe->pin, sizeof probe->pin);
}

static void take_manufacturer(const char *line, struct smsmodem_probe *probe)
{
	take_text(line, "+CGMI", probe->manufacturer, sizeof probe->manufacturer);
}

static void take_model(const char *line, struct smsmodem_probe *probe)
{
	take_text(line, "+CGMM", probe->model, sizeof probe->model);
}

static void take_revision(const char *line, struct smsmodem_probe *probe)
{
	take_text(line, "+CGMR", probe->revision, sizeof probe->revision);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Old phones write "350077-52-323751-3", newer ones "IMEI: 350077523237513". */
void modem_read_imei(const char *line, char *imei, size_t size)
{
	size_t count = 0;

	line += strcspn(line, "0123456789");
	for (; *line && count < IMEI_MAX + 1 && count + 1 < size; line++) {
		if (is_digit(*line))
			imei[count++] = *line;
		else if (!strchr("-/ ", *line))
			break;
	}
	imei[count >= IMEI_MIN && count <= IMEI_MAX ? count : 0] = '\0';
}

static void take_imei(const char *line, struct smsmodem_probe *probe)
{
	modem_read_imei(line, probe->imei, sizeof probe->imei);
}

static const struct question {
	const char *line, *prefix;
	void (*take)(const char *line, struct smsmodem_probe *probe);
} questions[] = {
	{"AT+CMGF=?", "+CMGF:", take_modes}, {"AT+CNMI=?", "+CNMI:", take_indications},
	{"AT+CPIN?", "+CPIN:", take_pin},    {"AT+CGMI", "", take_manufacturer},
	{"AT+CGMM", "", take_model},         {"AT+CGMR", "", take_revision},
	{"AT+CGSN", "", take_imei},
};

static int probe_questions(struct session *session, int64_t timeout_ms,
			   struct smsmodem_probe *probe, struct smsmodem_error *error)
{
	const char *line;
	int result = 1;

	for (size_t i = 0; i < sizeof questions / sizeof questions[0] && result > 0; i++) {
		const struct question *question = &questions[i];

		result = probe_ask(session, question->line, question->prefix, timeout_ms, &line,
				   error);
		if (line)
			question->take(line, probe);
	}
	return result < 0 ? result : SMSMODEM_OK;
}

int smsmodem_probe(struct smsmodem *modem, int64_t timeout_ms, struct smsmodem_probe *probe,
		   struct smsmodem_error *error)
{
	struct session *session = &modem->session;
	int64_t limit_ms = session->limit_ms;

	if (timeout_ms <= 0)
		timeout_ms = QUESTION_TIMEOUT_MS;
	*probe = (struct smsmodem_probe){0};
	session->limit_ms = timeout_ms; /* finding the end of a lost answer is no longer, either */
	int result = probe_hail(session, timeout_ms, probe, error);
	if (result == SMSMODEM_OK && probe->answers)
		result = probe_questions(session, timeout_ms, probe, error);
	session->limit_ms = limit_ms;
	return result;
}

int smsmodem_imei(struct smsmodem *modem, int64_t timeout_ms, char imei[SMSMODEM_IMEI_SIZE],
		  struct smsmodem_error *error)
{
	struct session *session = &modem->session;
	int64_t limit_ms = session->limit_ms;
	const char *line = NULL;

	if (timeout_ms <= 0)
		timeout_ms = QUESTION_TIMEOUT_MS;
	imei[0] = '\0';
	session->limit_ms = timeout_ms;
	/* a modem that has just been woken may lose the first */
	int result = probe_ask(session, "AT+CGSN", "", timeout_ms, &line, error);
	if (result > 0 && !line)
		result = probe_ask(session, "AT+CGSN", "", timeout_ms, &line, error);
	session->limit_ms = limit_ms;
	if (line)
		modem_read_imei(line, imei, SMSMODEM_IMEI_SIZE);
	if (result != 0)
		return result < 0 ? result : SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_NOMODEM, "no modem answers on %.160s",
				  modem->device);
}

bool smsmodem_same_imei(const char *a, const char *b)
{
	return strlen(a) >= IMEI_MIN && strlen(b) >= IMEI_MIN && strncmp(a, b, IMEI_MIN) == 0;
}
