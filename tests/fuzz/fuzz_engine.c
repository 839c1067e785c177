/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine against any octets: the first three choose the command, the size of the pieces and how
 * fast time passes; the rest comes from the modem. What must hold is asserted after every step.
 */
#include "at.h"
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

struct run {
	struct at_engine engine;
	int64_t now_ms;
	size_t submitted; /* octets that the engine may write at most */
	size_t written, events, fed;
};

static void check_strings(const struct at_event *event)
{
	CHECK(!event->line || strlen(event->line) <= AT_LINE_MAX);
	CHECK(!event->data || strlen(event->data) <= AT_LINE_MAX);
	CHECK(!event->data || strlen(event->line) <= AT_HEADER_MAX);
	switch (event->kind) {
	case AT_EVENT_LINE:
	case AT_EVENT_URC:
	case AT_EVENT_FINAL: CHECK(event->line && event->line[0] != '\0'); break;
	case AT_EVENT_OVERLONG: CHECK(event->line && strlen(event->line) == AT_LINE_MAX); break;
	case AT_EVENT_NONE:
	case AT_EVENT_PROMPT:
	case AT_EVENT_TIMEOUT: CHECK(!event->line && !event->data); break;
	}
	CHECK((event->final.result != AT_RESULT_NONE) == (event->kind == AT_EVENT_FINAL));
}

static void check_state(const struct run *run, const struct at_event *event)
{
	enum at_state state = run->engine.state;
	bool running =
		state == AT_STATE_RUNNING || state == AT_STATE_DATA || state == AT_STATE_ABORTING;

	CHECK((at_engine_deadline(&run->engine) >= 0) == running);
	/* a refusal before the data went out leaves a prompt behind, and nothing to be written */
	bool open_prompt = state == AT_STATE_LOST && run->engine.has_data &&
			   !at_engine_handed_over(&run->engine);
	CHECK(event->kind != AT_EVENT_FINAL || state == AT_STATE_IDLE || open_prompt);
	CHECK(event->kind != AT_EVENT_TIMEOUT || state == AT_STATE_LOST);
	CHECK(event->kind != AT_EVENT_PROMPT ||
	      state == (run->engine.has_data ? AT_STATE_DATA : AT_STATE_RUNNING));
	CHECK(!at_engine_handed_over(&run->engine) || run->engine.has_data);
	CHECK(!at_engine_handed_over(&run->engine) || state != AT_STATE_RUNNING);
	CHECK(run->engine.lexer.length <= AT_LINE_MAX);
}

/* Write all or half of what waits. */
static void drain(struct run *run, bool half)
{
	size_t count;
	const char *output = at_engine_output(&run->engine, &count);

	CHECK(count <= AT_OUTPUT_MAX);
	if (half)
		count = (count + 1) / 2;
	for (size_t i = 0; i < count; i++)
		CHECK(output[i] != '\0');
	at_engine_written(&run->engine, count, run->now_ms);
	run->written += count;
	CHECK(run->written <= run->submitted);
}

static void begin(struct run *run, uint8_t choice)
{
	static const struct at_command commands[] = {
		{.line = "AT"},
		{.line = "AT+CMGS=18", .data = "0001000C91947100000000000005E8329BFD06"},
		{.line = "AT+CMGS=18", .data = ""},
		{.line = "AT+CMGL=4"},
		{.line = "AT+CREG?"},
		{.line = "ATD112;"},
		{.line = "ATV0"},
		{.line = "AT+CMGW=18"},
	};
	struct at_command command = commands[choice & 7];

	command.timeout_ms = 1000;
	command.data_timeout_ms = 5000;
	command.marker = choice & 8;
	run->submitted += strlen(command.line) + 1 + (command.data ? strlen(command.data) + 1 : 0);
	if (run->engine.state == AT_STATE_IDLE)
		CHECK(at_engine_submit(&run->engine, &command, run->now_ms) == SMSMODEM_OK);
	else
		CHECK(at_engine_submit(&run->engine, &command, run->now_ms) == SMSMODEM_E_BUG);
}

/* Go on from where it stopped, sometimes by the harder way. */
static void recover(struct run *run, uint8_t choice)
{
	run->submitted += 16;
	if (run->engine.state == AT_STATE_LOST)
		CHECK(at_engine_resync(&run->engine, choice & 16 ? "AT+CMEE?" : "AT", choice & 16,
				       run->now_ms, 500) == SMSMODEM_OK);
	else if (choice & 32 && run->engine.state != AT_STATE_IDLE)
		(void)at_engine_abort(&run->engine, run->now_ms, 500);
}

static void feed(struct run *run, const uint8_t *octets, size_t count)
{
	struct at_event event;

	/* a copy of just that size, so that a read past it is seen */
	uint8_t *copy = malloc(count);
	CHECK(copy);
	memcpy(copy, octets, count);
	for (size_t done = 0; done < count;) {
		size_t used = at_engine_feed(&run->engine, copy + done, count - done, &event);
		CHECK(used > 0 && used <= count - done);
		CHECK(used == count - done || event.kind != AT_EVENT_NONE);
		done += used;
		run->fed += used;
		run->events += event.kind != AT_EVENT_NONE;
		check_strings(&event);
		check_state(run, &event);
	}
	/* every event but a prompt has its own line end */
	CHECK(run->events <= run->fed);
	free(copy);
}

static void tick(struct run *run)
{
	struct at_event event;

	bool due = at_engine_deadline(&run->engine) >= 0 &&
		   at_engine_deadline(&run->engine) <= run->now_ms;
	CHECK(at_engine_tick(&run->engine, run->now_ms, &event) == due);
	CHECK((event.kind == AT_EVENT_TIMEOUT) == due);
	check_strings(&event);
	check_state(run, &event);
	CHECK(!at_engine_tick(&run->engine, run->now_ms, &event));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct run run = {0};

	if (size < 3)
		return 0;
	uint8_t choice = data[0];
	size_t piece = 1 + data[1] % 64;
	at_engine_init(&run.engine);
	for (size_t done = 3; done < size; done += piece) {
		size_t count = size - done < piece ? size - done : piece;
		recover(&run, choice);
		begin(&run, choice);
		drain(&run, choice & 64);
		feed(&run, data + done, count);
		drain(&run, choice & 64);
		run.now_ms += data[2];
		tick(&run);
		choice = (uint8_t)(choice + (choice & 128 ? 37 : 0));
	}
	return 0;
}
