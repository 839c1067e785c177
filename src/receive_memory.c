/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phone's memories (27.005 3.2.2): which there are, how full, and what of them is to be read.
 */
#include "receive_core.h"
#include <stdio.h>
#include <string.h>

#define NEWS_MS  1000 /* a place that was read in this time is what was told of */
#define RETRY_MS 500
/* A phone may tell of what is not there, again and again. */
#define FRUITLESS_MAX 3
#define RETRY_MAX_MS  30000
#define BUSY_MAX_MS   4000 /* a card is, while it starts */
/* Some say OK behind each ERROR, and nothing is amiss: after a while, every nine minutes. */
#define MISTRUSTS_MAX 10

static struct arrivals *arrivals_of(const struct smsmodem *modem)
{
	return modem->receiver->arrivals;
}

int memory_named(struct smsmodem *modem, const char *name)
{
	struct arrivals *arrivals = arrivals_of(modem);

	for (size_t i = 0; i < arrivals->memories; i++)
		if (strcmp(arrivals->memory[i].name, name) == 0)
			return (int)i;
	if (!at_is_memory(name, strlen(name)) || arrivals->memories == ARRIVALS_MEMORIES)
		return -1;
	struct memory *memory = &arrivals->memory[arrivals->memories];
	*memory = (struct memory){.total = -1};
	(void)snprintf(memory->name, sizeof memory->name, "%s", name);
	return (int)arrivals->memories++;
}

/* What was read a moment ago is what is told of now; another message there is possible, too. */
static bool is_old_news(const struct smsmodem *modem, uint32_t index)
{
	const struct place *place = &arrivals_of(modem)->place[index];

	return index && !place->replaceable && place->generation == modem->receiver->generation &&
	       session_now_ms(&modem->session) - place->read_ms < NEWS_MS;
}

void memory_want(struct smsmodem *modem, int memory, int index)
{
	struct arrivals *arrivals = arrivals_of(modem);
	struct memory *wanted = &arrivals->memory[memory];
	uint32_t known = place_find(arrivals, (size_t)memory, index);

	wanted->useless = false;
	/* it is awake again */
	if (wanted->failures > 0 && wanted->retry_ms > session_now_ms(&modem->session) + RETRY_MS)
		wanted->retry_ms = session_now_ms(&modem->session) + RETRY_MS;
	if (is_old_news(modem, known))
		return;
	if (known) {
		arrivals->place[known].checked = false;
		arrivals->place[known].generation = modem->receiver->generation - 1;
	}
	for (size_t i = 0; i < wanted->wanted_count; i++)
		if (wanted->wanted[i] == index)
			return;
	if (wanted->wanted_count == ARRIVALS_WANTED)
		wanted->dirty = true;
	else
		wanted->wanted[wanted->wanted_count++] = index;
}

void memory_doubt_all(struct smsmodem *modem)
{
	for (size_t i = 0; i < arrivals_of(modem)->memories; i++)
		arrivals_of(modem)->memory[i].dirty = true;
}

void memory_mistrust(struct smsmodem *modem)
{
	struct arrivals *arrivals = arrivals_of(modem);

	modem->session.stray = false;
	if (arrivals->mistrust_ms >= 0)
		return;
	arrivals->mistrust_ms =
		session_now_ms(&modem->session) + ((int64_t)RETRY_MS << arrivals->mistrusts);
	if (arrivals->mistrusts < MISTRUSTS_MAX)
		arrivals->mistrusts++;
}

/* --- which is read from --- */

int memory_select(struct smsmodem *modem, size_t memory, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);
	char line[32];

	if (strcmp(arrivals->selected, arrivals->memory[memory].name) == 0)
		return SMSMODEM_OK;
	(void)snprintf(line, sizeof line, "AT+CPMS=\"%s\"", arrivals->memory[memory].name);
	arrivals->selected[0] = '\0';
	int result = session_ask(&modem->session, line, 0, error);
	if (result < 0)
		return result;
	memcpy(arrivals->selected, arrivals->memory[memory].name, sizeof arrivals->selected);
	const char *reply = session_find(&modem->session, "+CPMS:");
	if (reply)
		(void)memory_counts(modem, reply);
	return SMSMODEM_OK;
}

/* --- how full they are --- */

static void memory_count(struct smsmodem *modem, int index, int used, int total)
{
	struct memory *memory = &arrivals_of(modem)->memory[index];

	memory->total = total;
	/* more is something new; less, something that went while we looked elsewhere */
	if ((int64_t)used != (int64_t)memory->known + memory->others)
		memory->dirty = true;
}

unsigned memory_counts(struct smsmodem *modem, const char *line)
{
	struct arrivals *arrivals = arrivals_of(modem);
	char name[AT_MEMORY_SIZE];
	unsigned counted = 0;
	int used, total;

	for (int i = 0; at_reply_cpms(line, i, name, sizeof name, &used, &total) == SMSMODEM_OK;
	     i++) {
		if (i == 0 && !name[0])
			memcpy(name, arrivals->selected, sizeof name);
		for (size_t j = 0; j < arrivals->memories; j++)
			if (strcmp(arrivals->memory[j].name, name) == 0) {
				memory_count(modem, (int)j, used, total);
				counted |= 1U << j;
			}
	}
	return counted;
}

/* --- what is to be read next --- */

static bool memory_is_wanted(const struct memory *memory)
{
	return (memory->dirty || memory->wanted_count > 0) && !memory->useless;
}

int memory_next(const struct smsmodem *modem)
{
	const struct arrivals *arrivals = arrivals_of(modem);
	int64_t now_ms = session_now_ms(&modem->session);
	int next = -1;

	for (size_t i = 0; i < arrivals->memories; i++) {
		const struct memory *memory = &arrivals->memory[i];

		if (!memory_is_wanted(memory) || memory->retry_ms > now_ms)
			continue;
		if (next < 0 || strcmp(arrivals->selected, memory->name) == 0)
			next = (int)i;
	}
	return next;
}

bool memory_all_read(const struct smsmodem *modem)
{
	const struct arrivals *arrivals = arrivals_of(modem);

	for (size_t i = 0; i < arrivals->memories; i++)
		if (memory_is_wanted(&arrivals->memory[i]))
			return false;
	return true;
}

void memory_was_read(struct smsmodem *modem, size_t index, bool news)
{
	struct memory *memory = &arrivals_of(modem)->memory[index];

	memory->failures = 0;
	memory->retry_ms = 0;
	memory->busy = false;
	memory->fruitless = news ? 0 : memory->fruitless + 1;
	if (news)
		arrivals_of(modem)->mistrusts = 0;
	/* what says nothing by itself may have more, now that there is room */
	if (news && arrivals_of(modem)->poll_ms > session_now_ms(&modem->session) + RETRY_MS)
		arrivals_of(modem)->poll_ms = session_now_ms(&modem->session) + RETRY_MS;
	if (memory->fruitless > FRUITLESS_MAX)
		memory->retry_ms = session_now_ms(&modem->session) + NEWS_MS;
}

int64_t memory_deadline_ms(const struct smsmodem *modem, bool read)
{
	const struct arrivals *arrivals = arrivals_of(modem);
	int64_t first_ms = -1;

	for (size_t i = 0; i < arrivals->memories; i++) {
		const struct memory *memory = &arrivals->memory[i];
		bool due = (read && memory_is_wanted(memory)) || memory->doomed;

		if (due && !memory->useless && (first_ms < 0 || memory->retry_ms < first_ms))
			first_ms = memory->retry_ms;
	}
	return first_ms;
}

int memory_failed(struct smsmodem *modem, size_t index, int result,
		  const struct smsmodem_error *error)
{
	struct memory *memory = &arrivals_of(modem)->memory[index];
	int64_t pause_ms = RETRY_MS;
	int64_t most_ms = result == SMSMODEM_E_TEMPORARY ? BUSY_MAX_MS : RETRY_MAX_MS;

	if (receive_fatal(result))
		return result;
	for (int i = 0; i < memory->failures && pause_ms < most_ms; i++)
		pause_ms *= 2;
	memory->failures++;
	memory->busy = result == SMSMODEM_E_TEMPORARY && memory_is_wanted(memory);
	if (memory->busy && error)
		arrivals_of(modem)->busy = *error;
	memory->retry_ms = session_now_ms(&modem->session) + pause_ms;
	return result == SMSMODEM_E_TIMEOUT ? result : SMSMODEM_OK;
}
