/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memories for messages (27.005 3.2.2): which there are, and what is in them. */
#include "ascii.h"
#include "storage.h"
#include <stdio.h>
#include <string.h>

#define RESTORE_TIMEOUT_MS 3000

bool storage_fatal(int result)
{
	return result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED ||
	       result == SMSMODEM_E_TIMEOUT || result == SMSMODEM_E_MEMORY;
}

int storage_name(const char *given, char name[STORAGE_NAME_SIZE], struct smsmodem_error *error)
{
	size_t length = strlen(given);

	if (length >= STORAGE_NAME_SIZE)
		length = 0;
	for (size_t i = 0; i < length; i++)
		name[i] = (char)ascii_toupper((unsigned char)given[i]);
	name[length] = '\0';
	if (at_is_memory(name, length))
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "\"%.40s\" is no name of a memory: SM is that of the SIM card, "
				  "ME that of the phone",
				  given);
}

/* --- +CPMS --- */

/* The three that are in use; what is not told stays empty. */
static void take_current(struct storage *storage)
{
	const char *line = session_find(&storage->modem->session, "+CPMS:");

	for (int i = 0; line && i < 3; i++) {
		struct smsmodem_storage *memory = &storage->current[i];
		if (at_reply_cpms(line, i, memory->name, sizeof memory->name, &memory->used,
				  &memory->total) < 0 ||
		    !at_is_memory(memory->name, strlen(memory->name))) {
			*memory = (struct smsmodem_storage){.used = -1, .total = -1};
			return;
		}
	}
}

static int ask_current(struct storage *storage, struct smsmodem_error *error)
{
	for (size_t i = 0; i < 3; i++)
		storage->current[i] = (struct smsmodem_storage){.used = -1, .total = -1};
	int result = session_ask(&storage->modem->session, "AT+CPMS?", 0, error);
	if (result == SMSMODEM_OK)
		take_current(storage);
	(void)snprintf(storage->reading, sizeof storage->reading, "%s", storage->current[0].name);
	return storage_fatal(result) ? result : SMSMODEM_OK;
}

/* What the answer to a set form says of <mem1>; some phones say nothing there. */
static int take_counts(struct storage *storage, int *used, int *total, struct smsmodem_error *error)
{
	struct session *session = &storage->modem->session;
	const char *line = session_find(session, "+CPMS:");
	char name[STORAGE_NAME_SIZE];

	*used = *total = -1;
	if (!line) {
		int result = session_ask(session, "AT+CPMS?", 0, error);
		if (storage_fatal(result))
			return result;
		line = session_find(session, "+CPMS:");
	}
	if (!line || at_reply_cpms(line, 0, name, sizeof name, used, total) < 0)
		*used = *total = -1;
	return SMSMODEM_OK;
}

int storage_select(struct storage *storage, const char *name, int *used, int *total,
		   struct smsmodem_error *error)
{
	char line[32];

	if (strcmp(storage->reading, name) == 0 && !used)
		return SMSMODEM_OK;
	(void)snprintf(line, sizeof line, "AT+CPMS=\"%s\"", name);
	int result = session_ask(&storage->modem->session, line, 0, error);
	if (result < 0)
		return result;
	(void)snprintf(storage->reading, sizeof storage->reading, "%s", name);
	return used ? take_counts(storage, used, total, error) : SMSMODEM_OK;
}

/* --- which there are --- */

static int add_name(char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE], int count,
		    const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return count;
	if (!at_is_memory(name, strlen(name)) || count == SMSMODEM_STORAGES_MAX)
		return count;
	(void)snprintf(names[count], STORAGE_NAME_SIZE, "%s", name);
	return count + 1;
}

int storage_names(struct storage *storage, char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE],
		  struct smsmodem_error *error)
{
	struct session *session = &storage->modem->session;
	int result = session_ask(session, "AT+CPMS=?", 0, error);
	int count = 0;

	if (storage_fatal(result))
		return result;
	const char *line = session_find(session, "+CPMS:");
	if (result == SMSMODEM_OK && line)
		count = at_reply_cpms_test(line, 0, names, SMSMODEM_STORAGES_MAX);
	count = count < 0 ? 0 : count;
	for (int i = 0; i < 3; i++)
		count = add_name(names, count, storage->current[i].name);
	return count;
}

static bool has_name(char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE], int count,
		     const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* MT is SM and ME together (27.005 3.1 <mem1>). */
int storage_holders(struct storage *storage, char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE],
		    struct smsmodem_error *error)
{
	char all[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE];
	int found = storage_names(storage, all, error), count = 0;
	bool apart = found > 0 && (has_name(all, found, "SM") || has_name(all, found, "ME"));

	if (found < 0)
		return found;
	for (int i = 0; i < found; i++)
		if (strcmp(all[i], "BM") != 0 && !(apart && strcmp(all[i], "MT") == 0))
			count = add_name(names, count, all[i]);
	return count;
}

/* --- begin and end --- */

int storage_begin(struct storage *storage, struct smsmodem *modem, struct smsmodem_error *error)
{
	*storage = (struct storage){.modem = modem};
	int result = smsmodem_prepare(modem, error);

	if (result == SMSMODEM_E_REFUSED)
		result = storage_text_begin(storage, error);
	return result < 0 ? result : ask_current(storage, error);
}

void storage_end(struct storage *storage)
{
	struct smsmodem *modem = storage->modem;
	int cancel_fd = modem->transport->cancel_fd;
	const char *before = storage->current[0].name;
	char line[32];

	modem->transport->cancel_fd = -1;
	if (before[0] && strcmp(before, storage->reading) != 0) {
		(void)snprintf(line, sizeof line, "AT+CPMS=\"%s\"", before);
		(void)session_ask(&modem->session, line, RESTORE_TIMEOUT_MS, NULL);
	}
	for (size_t i = 0; i < 2; i++)
		if (storage->restore[i][0])
			(void)session_ask(&modem->session, storage->restore[i], RESTORE_TIMEOUT_MS,
					  NULL);
	modem->transport->cancel_fd = cancel_fd;
}

/* --- the public face --- */

static void add_uses(const struct storage *storage, struct smsmodem_storage *memory)
{
	static const unsigned uses[] = {SMSMODEM_STORAGE_READS, SMSMODEM_STORAGE_WRITES,
					SMSMODEM_STORAGE_RECEIVES};

	for (size_t i = 0; i < 3; i++)
		if (strcmp(storage->current[i].name, memory->name) == 0)
			memory->uses |= uses[i];
}

/* Counts of one that is in use have been told already. */
static int count_memory(struct storage *storage, struct smsmodem_storage *memory,
			struct smsmodem_error *error)
{
	for (size_t i = 0; i < 3; i++) {
		if (strcmp(storage->current[i].name, memory->name) != 0)
			continue;
		memory->used = storage->current[i].used;
		memory->total = storage->current[i].total;
		return SMSMODEM_OK;
	}
	return storage_select(storage, memory->name, &memory->used, &memory->total, error);
}

static int count_names(struct storage *storage, struct smsmodem_storage *list,
		       struct smsmodem_error *error)
{
	char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE];
	int found = storage_names(storage, names, error), count = 0;

	for (int i = 0; i < found; i++) {
		struct smsmodem_storage *memory = &list[count];
		*memory = (struct smsmodem_storage){.used = -1, .total = -1};
		memcpy(memory->name, names[i], sizeof memory->name);
		add_uses(storage, memory);
		int result = count_memory(storage, memory, error);
		if (storage_fatal(result))
			return result;
		count += result == SMSMODEM_OK; /* some name what they have not */
	}
	return found < 0 ? found : count;
}

int storage_count_all(struct smsmodem *modem, struct smsmodem_storage *list,
		      struct smsmodem_error *error)
{
	struct storage storage = {.modem = modem};
	int count = ask_current(&storage, error);

	if (count < 0)
		return count;
	count = count_names(&storage, list, error);
	storage_end(&storage);
	return count;
}

int smsmodem_storages(struct smsmodem *modem, struct smsmodem_storage *list,
		      struct smsmodem_error *error)
{
	int result = smsmodem_prepare(modem, error);

	if (result < 0 && result != SMSMODEM_E_REFUSED)
		return result; /* one without PDU mode has memories all the same */
	int count = storage_count_all(modem, list, error);
	if (count == 0)
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
					  "the phone does not tell what memories it has "
					  "(AT+CPMS=?, AT+CPMS?)");
	return count;
}
