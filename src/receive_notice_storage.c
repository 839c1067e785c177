/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memories that fill: told when one is nearly full, and when it is, once each time it gets there.
 */
#include "receive_notice.h"
#include <stdio.h>
#include <string.h>

#define NEARLY_PERCENT 80
#define RELAX_PERCENT  70    /* below that it may get nearly full anew */
#define AGAIN_MS       10000 /* a memory that fills and is emptied all the time says so no oftener */

enum memory_level {
	LEVEL_ROOM,
	LEVEL_NEARLY,
	LEVEL_FULL
};

/* Its row, or NULL: there are too many. */
static struct notice_memory *memory_find(struct notices *notices, const char *name)
{
	for (size_t i = 0; i < NOTICE_MEMORIES_MAX; i++) {
		struct notice_memory *memory = &notices->memories[i];
		if (memory->name[0] == '\0')
			(void)snprintf(memory->name, sizeof memory->name, "%s", name);
		if (strcmp(memory->name, name) == 0)
			return memory;
	}
	return NULL;
}

static int level_of(int used, int total, int before)
{
	if (used >= total)
		return LEVEL_FULL;
	int64_t percent = (int64_t)used * 100 / total;
	if (percent >= NEARLY_PERCENT || (before > LEVEL_ROOM && percent >= RELAX_PERCENT))
		return LEVEL_NEARLY;
	return LEVEL_ROOM;
}

static void memory_tell(struct smsmodem *modem, struct notice_memory *memory, int used, int total)
{
	struct notice notice = {.kind = SMSMODEM_EVENT_STORAGE, .used = used, .total = total};

	(void)snprintf(notice.storage, sizeof notice.storage, "%s", memory->name);
	memory->told_ms = session_now_ms(&modem->session);
	notice_add(notices_of(modem), &notice, NULL);
}

/* What cannot be told yet is not noted, so that it is told if it lasts. A worse state is news. */
static void memory_level(struct smsmodem *modem, struct notice_memory *memory, int level, int used,
			 int total)
{
	int64_t now_ms = session_now_ms(&modem->session);
	bool soon = memory->told > LEVEL_ROOM && now_ms - memory->told_ms < AGAIN_MS;

	if (level > memory->level && soon && level <= memory->told)
		return;
	if (level > memory->level) {
		memory->told = level;
		memory_tell(modem, memory, used, total);
	}
	memory->level = level;
}

void notice_storage(struct smsmodem *modem, const char *name, int used, int total)
{
	struct notice_memory *memory = memory_find(notices_of(modem), name);

	if (!memory || total <= 0 || used < 0)
		return;
	memory->total = total;
	memory_level(modem, memory, level_of(used, total, memory->level), used, total);
}

void notice_memory_full(struct smsmodem *modem, const char *name)
{
	struct notice_memory *memory = memory_find(notices_of(modem), name);

	if (memory)
		memory_level(modem, memory, LEVEL_FULL, memory->total, memory->total);
}

void notice_indicated(struct smsmodem *modem, const char *name, int total)
{
	struct notices *notices = notices_of(modem);

	if (notices->full && total > 0)
		notice_storage(modem, name, total, total);
	notices->full = false;
}
