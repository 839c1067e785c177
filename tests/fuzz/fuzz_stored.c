/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any octets as a phone's answer to +CMGL: the first chooses text or PDU mode, the character set
 * and the size of the pieces. What comes of it is understood as listing does.
 */
#include "storage.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

#define CHECK(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

struct run {
	struct at_engine engine;
	struct storage storage;
	struct storage_record record;
	struct storage_strings strings;
	struct smsmodem_stored stored;
	bool open;
};

static void check_stored(const struct smsmodem_stored *stored)
{
	char text[SMSMODEM_TEXT_SIZE(1)];
	const struct smsmodem_tpdu *tpdu = &stored->tpdu;

	CHECK(stored->content != 0);
	CHECK(stored->stat >= SMSMODEM_STAT_UNKNOWN && stored->stat <= SMSMODEM_STAT_SENT);
	if (stored->why)
		return;
	CHECK(tpdu->ud_len <= sizeof tpdu->ud && tpdu->udh_len <= tpdu->ud_len);
	CHECK(strnlen(tpdu->peer.text, sizeof tpdu->peer.text) < sizeof tpdu->peer.text);
	CHECK(smsmodem_text(tpdu, 1, text, sizeof text) >= 0);
	CHECK(!stored->text || stored->text_mode);
}

static void whole(struct run *run)
{
	if (run->open &&
	    storage_record_read(&run->storage, &run->record, &run->strings, &run->stored) > 0)
		check_stored(&run->stored);
	run->open = false;
}

static void take(struct run *run, const struct at_event *event)
{
	if (event->kind != AT_EVENT_LINE && event->kind != AT_EVENT_FINAL)
		return;
	if (event->kind == AT_EVENT_LINE && (event->text || strncmp(event->line, "+CMG", 4) != 0)) {
		if (run->open)
			storage_record_add(&run->record, event->line, event->ends);
		return;
	}
	whole(run);
	if (event->kind == AT_EVENT_FINAL)
		return;
	storage_record_begin(&run->record, event->line, event->data);
	run->open = true;
}

static void begin(struct run *run, uint8_t choice)
{
	const struct at_command command = {.line = choice & 128 ? "AT+CMGL=\"ALL\"" : "AT+CMGL=4",
					   .timeout_ms = 1000};

	if (run->engine.state == AT_STATE_IDLE)
		CHECK(at_engine_submit(&run->engine, &command, 0) == SMSMODEM_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	static struct run run;
	struct at_event event;
	uint8_t choice = length > 0 ? *octets : 0;
	size_t piece = choice & 64 ? 1 : length;

	run.storage = (struct storage){.reading = "SM",
				       .charset = (enum phone_charset)(choice % PHONE_CHARSETS)};
	run.open = false;
	at_engine_init(&run.engine);
	for (size_t done = length > 0; done < length;) {
		size_t count = length - done < piece ? length - done : piece;
		uint8_t *copy = malloc(count);

		begin(&run, choice);
		CHECK(copy != NULL);
		memcpy(copy, octets + done, count);
		size_t used = at_engine_feed(&run.engine, copy, count, &event);
		CHECK(used > 0 && used <= count);
		take(&run, &event);
		free(copy);
		done += used;
	}
	whole(&run);
	return 0;
}
