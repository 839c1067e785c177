/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a memory by its name (27.005 3.2.2): to read from now, or for good. */
#include "storage.h"
#include <stdio.h>
#include <string.h>

static const unsigned use_order[] = {SMSMODEM_STORAGE_READS, SMSMODEM_STORAGE_WRITES,
				     SMSMODEM_STORAGE_RECEIVES};

/* --- a name that the phone refused --- */

/* The memories for use i. @return how many, 0: it does not tell, or a failure that ends all */
static int names_for(struct storage *storage, int i,
		     char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE],
		     struct smsmodem_error *error)
{
	struct smsmodem_error other;
	int result = session_ask(&storage->modem->session, "AT+CPMS=?", 0, &other);
	const char *line = session_find(&storage->modem->session, "+CPMS:");

	if (storage_fatal(result))
		return smsmodem_error_set(error, result, "%s", other.text);
	int count = result == SMSMODEM_OK && line
			    ? at_reply_cpms_test(line, i, names, SMSMODEM_STORAGES_MAX)
			    : 0;
	return count > 0 ? count : 0;
}

/* Why name was refused for use i, if there is none of that name; else *error stays as it is. */
static int refused_for(struct storage *storage, const char *name, int i,
		       struct smsmodem_error *error)
{
	char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE];
	char all[SMSMODEM_STORAGES_MAX * (STORAGE_NAME_SIZE + 1)] = "";
	int count = names_for(storage, i, names, error);
	size_t used = 0;

	for (int j = 0; j < count; j++) {
		if (strcmp(names[j], name) == 0)
			return SMSMODEM_E_REFUSED;
		used += (size_t)snprintf(all + used, sizeof all - used, " %s", names[j]);
	}
	if (count <= 0)
		return count < 0 ? count : SMSMODEM_E_REFUSED;
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
				  "the phone has no memory %s%s; it has%s", name,
				  i == 2 ? " for what comes in" : "", all);
}

int storage_choose(struct storage *storage, const char *name, struct smsmodem_error *error)
{
	int result = storage_select(storage, name, NULL, NULL, error);

	return result == SMSMODEM_E_REFUSED ? refused_for(storage, name, 0, error) : result;
}

/* --- for good --- */

/* Those before the last that is to change keep what they are. */
static int use_line(const struct storage *storage, const char *name, unsigned uses, char *line,
		    size_t size)
{
	size_t length = (size_t)snprintf(line, size, "AT+CPMS=");

	for (size_t i = 0; i < 3 && uses; i++) {
		const char *memory = uses & use_order[i] ? name : storage->current[i].name;
		if (!*memory)
			return SMSMODEM_E_REFUSED;
		length += (size_t)snprintf(line + length, size - length, "%s\"%s\"",
					   i > 0 ? "," : "", memory);
		uses &= ~use_order[i];
	}
	return SMSMODEM_OK;
}

/* The first use that has no such memory says why. */
static int use_refused(struct storage *storage, const char *name, unsigned uses,
		       struct smsmodem_error *error)
{
	const struct smsmodem_error before = error ? *error : (struct smsmodem_error){0};
	struct smsmodem_error why = before;
	int result = SMSMODEM_E_REFUSED;

	for (int i = 0; i < 3 && result == SMSMODEM_E_REFUSED; i++) {
		if (uses & use_order[i])
			result = refused_for(storage, name, i, &why);
		if (strcmp(why.text, before.text) != 0)
			break;
	}
	if (error)
		*error = why;
	return result;
}

int smsmodem_use_storage(struct smsmodem *modem, const char *name, unsigned uses,
			 struct smsmodem_error *error)
{
	char memory[STORAGE_NAME_SIZE] = "", line[64];
	struct storage storage = {.modem = modem};
	int result = storage_name(name, memory, error);

	if (result == SMSMODEM_OK && (uses & 7) == 0)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "%s is to be used for nothing",
					  memory);
	if (result == SMSMODEM_OK)
		result = storage_begin(&storage, modem, error);
	if (result < 0)
		return result;
	if (use_line(&storage, memory, uses & 7, line, sizeof line) < 0)
		result = smsmodem_error_set(error, SMSMODEM_E_REFUSED,
					    "the phone does not tell what memories it uses "
					    "(AT+CPMS?)");
	else
		result = session_ask(&modem->session, line, 0, error);
	if (result == SMSMODEM_E_REFUSED)
		result = use_refused(&storage, memory, uses & 7, error);
	/* what was chosen is to stay */
	memcpy(storage.reading, storage.current[0].name, sizeof storage.reading);
	storage_end(&storage);
	return result;
}
