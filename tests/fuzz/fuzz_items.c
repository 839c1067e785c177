/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any octets as a reply: its name, its parameters, and the command that it may begin with. */
#include <smsmodem/at.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

static void read_items(const char *text, const char *end)
{
	const char *rest = text, *last = text;
	struct smsmodem_at_item item;

	while (smsmodem_at_next_item(&rest, &item)) {
		require(!rest || (rest > last && rest <= end));
		last = rest;
		require(!item.text || (item.text >= text && item.text + item.length <= end));
		require(item.kind != SMSMODEM_AT_ITEM_RANGE || item.number <= item.upto);
		require(item.kind != SMSMODEM_AT_ITEM_WORD || item.length > 0);
	}
	require(!rest);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	char *line = malloc(length + 1);

	if (!line)
		return 0;
	if (length > 0)
		memcpy(line, octets, length);
	line[length] = '\0';
	size_t name = smsmodem_at_reply_name(line), found = 0;
	require(name == 0 || line[name] == ':');
	read_items(line + name + (name > 0), line + strlen(line));
	const struct smsmodem_at_command *command = smsmodem_at_find(line, &found);
	require(command ? found == strlen(command->name) : found == 0);
	free(line);
	return 0;
}
