/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "receive_exec.h"
#include <stdlib.h>
#include <string.h>

extern char **environ;

/* What of a message is in the environment; none of it when the message has it not. */
static const struct {
	const char *name, *key;
} fields[] = {
	{"SMSMODEM_EVENT", "event"},
	{"SMSMODEM_ID", "id"},
	{"SMSMODEM_KIND", "kind"},
	{"SMSMODEM_FROM", "from"},
	{"SMSMODEM_TO", "to"},
	{"SMSMODEM_TIME", "time"},
	{"SMSMODEM_ENCODING", "encoding"},
	{"SMSMODEM_TEXT", "text"},
	{"SMSMODEM_DATA", "data"},
	{"SMSMODEM_PARTS", "parts"},
	{"SMSMODEM_STATE", "state"},
	{"SMSMODEM_STORAGE", "storage"},
	{"SMSMODEM_INDEX", "index"},
	{"SMSMODEM_REDELIVERED", "redelivered"},
	{"SMSMODEM_DEVICE", NULL},
};

#define FIELDS (sizeof fields / sizeof fields[0])

/* For us alone: a command that took them would speak for us. */
static const char *const managers[] = {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID",
				       "LISTEN_FDS",    "LISTEN_PID",    "LISTEN_FDNAMES"};

static bool is_named(const char *entry, const char *name)
{
	size_t length = strlen(name);

	return strncmp(entry, name, length) == 0 && entry[length] == '=';
}

static bool is_ours(const char *entry)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (is_named(entry, fields[i].name))
			return true;
	for (size_t i = 0; i < sizeof managers / sizeof managers[0]; i++)
		if (is_named(entry, managers[i]))
			return true;
	return false;
}

/* "NAME=VALUE"; NUL, which only a text can have, is left out. */
static char *entry_of(const char *name, const char *value, size_t length)
{
	size_t used = strlen(name);
	char *entry = malloc(used + length + 2);

	if (!entry)
		return NULL;
	memcpy(entry, name, used);
	entry[used++] = '=';
	for (size_t i = 0; i < length; i++)
		if (value[i])
			entry[used++] = value[i];
	entry[used] = '\0';
	return entry;
}

/* @return false: out of memory; *entry NULL: the message has no such field */
static bool field_entry(const char *name, json_t *value, char **entry)
{
	char number[24];

	*entry = NULL;
	if (json_is_string(value)) {
		*entry = entry_of(name, json_string_value(value), json_string_length(value));
	} else if (json_is_integer(value)) {
		int length = snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT,
				      json_integer_value(value));
		*entry = length > 0 ? entry_of(name, number, (size_t)length) : NULL;
	} else if (json_is_true(value)) {
		*entry = entry_of(name, "1", 1);
	} else {
		return true;
	}
	return *entry != NULL;
}

static bool add_fields(char **environment, size_t count, json_t *message, const char *device)
{
	for (size_t i = 0; i < FIELDS; i++) {
		json_t *value = fields[i].key ? json_object_get(message, fields[i].key) : NULL;
		char *entry = NULL;

		if (!fields[i].key)
			entry = entry_of(fields[i].name, device, strlen(device));
		if (fields[i].key ? !field_entry(fields[i].name, value, &entry) : !entry)
			return false;
		if (entry)
			environment[count++] = entry;
	}
	return true;
}

char **receive_environment(json_t *message, const char *device)
{
	size_t count = 0, kept = 0;

	while (environ[count])
		count++;
	char **environment = calloc(count + FIELDS + 1, sizeof *environment);
	if (!environment)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (is_ours(environ[i]))
			continue;
		environment[kept] = strdup(environ[i]);
		if (!environment[kept++])
			break;
	}
	if ((kept > 0 && !environment[kept - 1]) ||
	    !add_fields(environment, kept, message, device)) {
		receive_environment_free(environment);
		return NULL;
	}
	return environment;
}

void receive_environment_free(char **environment)
{
	for (size_t i = 0; environment && environment[i]; i++)
		free(environment[i]);
	free(environment);
}
