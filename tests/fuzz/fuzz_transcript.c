/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A transcript that is read, redacted twice, and played to a client that says what it records. What
 * stands behind the first NUL is what the client says instead.
 */
#include <smsmodem/smsmodem.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void redact(const char *text, size_t length)
{
	char *once, *twice;
	int64_t first = smsmodem_transcript_redact(text, length, &once, NULL);

	if (first < 0)
		return;
	int64_t second = smsmodem_transcript_redact(once, (size_t)first, &twice, NULL);
	/*
	 * What was redacted is well-formed and keeps its lengths. That it also stays as it is holds
	 * for conversations, not for every garbage: test_transcript has those.
	 */
	if (second != first)
		abort();
	free(once);
	free(twice);
}

static void drain(struct smsmodem_sim *sim, int64_t *now_ms)
{
	char octets[64];

	for (int i = 0; i < 8; i++) {
		int64_t due_ms = smsmodem_sim_deadline(sim);
		if (due_ms > *now_ms)
			*now_ms = due_ms;
		(void)smsmodem_sim_output(sim, octets, sizeof octets, *now_ms);
	}
}

/* The client says what the script has, in pieces of its records. */
static void say_script(struct smsmodem_sim *sim, const char *text, size_t length, char *octets,
		       int64_t *now_ms)
{
	struct smsmodem_transcript transcript = {.text = text, .length = length};
	struct smsmodem_transcript_record record;

	while (smsmodem_transcript_next(&transcript, &record, octets, length + 1, NULL) > 0) {
		if (record.direction != '>')
			continue;
		smsmodem_sim_input(sim, record.octets, record.length, *now_ms);
		drain(sim, now_ms);
	}
}

static void play(const char *text, size_t length, const uint8_t *said, size_t said_length,
		 unsigned flags)
{
	struct smsmodem_sim *sim = smsmodem_sim_new("latency=3", NULL);
	struct smsmodem_sim_event event;
	char *octets = malloc(length + 1);
	int64_t now_ms = 0;

	if (sim && octets && smsmodem_sim_script(sim, text, length, flags, NULL) == SMSMODEM_OK) {
		drain(sim, &now_ms);
		say_script(sim, text, length, octets, &now_ms);
		smsmodem_sim_input(sim, said, said_length, now_ms);
		drain(sim, &now_ms);
		while (smsmodem_sim_next_event(sim, &event))
			if (event.kind == SMSMODEM_SIM_SCRIPT && !event.text)
				abort();
	}
	free(octets);
	smsmodem_sim_free(sim);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, '\0', size) : NULL;
	size_t length = end ? (size_t)(end - data) : size;
	char *text = malloc(length + 1);

	if (!text)
		return 0;
	memcpy(text, data, length);
	redact(text, length);
	for (unsigned flags = 0; flags < 4; flags++)
		play(text, length, data + length, size - length, flags);
	free(text);
	return 0;
}
