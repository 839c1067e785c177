/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries to and from vCards, and from the JSON of `phonebook list`. */
#include "phonebook.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FILE_OCTETS_MAX ((size_t)16 << 20)
#define CARD_SIZE       (4 * SMSMODEM_NAME_SIZE + 512)

/* --- export --- */

static int export_one(struct phonebook *run, const struct smsmodem_entry *entry)
{
	char card[CARD_SIZE];

	if (run->cli->json)
		return output_json(run->cli, phonebook_json(run, "entry", entry));
	int length = smsmodem_vcard_write(entry, run->vcard ? run->vcard : 30, card, sizeof card);
	if (length < 0)
		return 70; /* an entry has no more than fits */
	(void)fwrite(card, 1, (size_t)length, stdout);
	return output_flush();
}

int phonebook_export(struct phonebook *run)
{
	struct smsmodem_entry entry;
	struct smsmodem_error error;
	int result, status = 0, failed = 0, count = 0;

	while (status == 0 && (result = smsmodem_phonebook_next(run->book, &entry, &error)) != 0) {
		if (result < 0) {
			failed = cli_fail(run->cli, &error);
			if (result != SMSMODEM_E_DATA)
				return failed;
		} else {
			status = export_one(run, &entry);
			count++;
		}
	}
	if (status == 0)
		cli_note(run->cli, "%d entries of %s", count, run->storage);
	return status != 0 ? status : failed;
}

/* --- import --- */

/* What is in the phonebook, and how it goes. */
struct import {
	struct phonebook *run;
	struct smsmodem_entry *known; /* owned */
	size_t known_count, known_size;
	int added, existing, failed;
	int status;  /* the last failure's exit code */
	bool ended;  /* nothing further can be done */
	bool counts; /* only counts: nothing is added or told */
	long entries;
};

static bool import_know(struct import *import, const struct smsmodem_entry *entry)
{
	if (import->known_count == import->known_size) {
		size_t size = import->known_size ? 2 * import->known_size : 64;
		struct smsmodem_entry *known = realloc(import->known, size * sizeof *known);
		if (!known)
			return false;
		import->known = known;
		import->known_size = size;
	}
	import->known[import->known_count++] = *entry;
	return true;
}

static int import_begin(struct import *import)
{
	struct smsmodem_entry entry;
	struct smsmodem_error error;
	int result;

	while ((result = smsmodem_phonebook_next(import->run->book, &entry, &error)) != 0) {
		if (result == SMSMODEM_E_DATA)
			continue;
		if (result > 0 && !import_know(import, &entry))
			result = smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		if (result < 0)
			return cli_fail(import->run->cli, &error);
	}
	return 0;
}

/* A phone may have shortened the name when it was imported the last time. */
static bool is_same(const struct smsmodem_entry *known, const struct smsmodem_entry *entry)
{
	size_t length = strlen(known->name);
	bool name = strcmp(known->name, entry->name) == 0 ||
		    (length > 0 && strncmp(known->name, entry->name, length) == 0);

	return name && phonebook_same_number(known->number, entry->number);
}

static const struct smsmodem_entry *import_find(const struct import *import,
						const struct smsmodem_entry *entry)
{
	for (size_t i = 0; i < import->known_count; i++)
		if (is_same(&import->known[i], entry))
			return &import->known[i];
	return NULL;
}

static void import_show(struct import *import, const char *status,
			const struct smsmodem_entry *entry, long line)
{
	struct phonebook *run = import->run;
	int result;

	if (run->cli->json) {
		json_t *object = phonebook_json(run, "import", entry);
		if (object) {
			(void)json_object_set_new(object, "status", json_string(status));
			(void)json_object_set_new(object, "line", json_integer(line));
		}
		result = output_json(run->cli, object);
	} else {
		(void)printf("%-6s ", status);
		phonebook_print(entry);
		result = output_flush();
	}
	if (result != 0) {
		import->status = result;
		import->ended = true;
	}
}

static void import_fail(struct import *import, const struct smsmodem_error *error, long line)
{
	if (import->counts)
		return;
	import->failed++;
	import->status = cli_fail_field(import->run->cli, error, line, NULL, NULL);
	import->ended = phonebook_ends(error->code) || import->status == 74;
}

static size_t control_length(const char *at)
{
	unsigned char octet = (unsigned char)at[0], next = (unsigned char)at[1];

	if (octet == 0xC2 && next >= 0x80 && next < 0xA0)
		return 2;
	return octet < 0x20 || octet == 0x7F;
}

/* No phone keeps them in a name; white space becomes a blank. @return whether there were any */
static bool drop_controls(char *name)
{
	char *to = name;
	bool dropped = false;

	for (const char *from = name; *from;) {
		size_t length = control_length(from);
		dropped = dropped || length > 0;
		if (length == 0)
			*to++ = *from;
		else if (strchr("\t\n\r", *from) && to > name && to[-1] != ' ')
			*to++ = ' ';
		from += length > 0 ? length : 1;
	}
	*to = '\0';
	return dropped;
}

/* The phone may have kept less than it was given. */
static void note_kept(const struct import *import, const char *name,
		      const struct smsmodem_entry *kept, long line)
{
	if (strcmp(name, kept->name) != 0)
		cli_note(import->run->cli, "line %ld: the phone keeps the name as \"%s\"", line,
			 kept->name);
}

static void import_entry(struct import *import, struct smsmodem_entry *entry, long line)
{
	struct smsmodem_error error;

	import->entries++;
	if (import->counts)
		return;
	if (drop_controls(entry->name))
		cli_note(import->run->cli, "line %ld: control characters are left out of \"%s\"",
			 line, entry->name);
	const struct smsmodem_entry *known = import_find(import, entry);
	if (known) {
		import->existing++;
		import_show(import, "exists", known, line);
		return;
	}
	char name[SMSMODEM_NAME_SIZE];
	memcpy(name, entry->name, sizeof name);
	if (phonebook_put(import->run, entry, &error) < 0) {
		import_fail(import, &error, line);
		return;
	}
	import->added++;
	note_kept(import, name, entry, line);
	import_show(import, "added", entry, line);
	if (!import_know(import, entry)) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		import_fail(import, &error, line);
	}
}

static void import_card(struct import *import, const struct smsmodem_vcard *card)
{
	if (!import->counts && (card->numbers == 0 || card->more > 0))
		cli_note(import->run->cli,
			 card->numbers == 0 ? "line %ld: %s has no number"
					    : "line %ld: %s has more numbers than are taken",
			 card->line, card->name[0] ? card->name : "a card");
	for (size_t i = 0; i < card->numbers && !import->ended; i++) {
		struct smsmodem_entry entry = {0};
		memcpy(entry.number, card->number[i], sizeof entry.number);
		memcpy(entry.name, card->name, sizeof entry.name);
		import_entry(import, &entry, card->line);
	}
}

static void import_cards(struct import *import, const char *text, size_t length)
{
	struct smsmodem_vcards cards = {.text = text, .length = length};
	struct smsmodem_vcard card;
	struct smsmodem_error error;
	int result = 1;

	while (!import->ended && (result = smsmodem_vcard_next(&cards, &card, &error)) != 0) {
		if (result < 0)
			import_fail(import, &error, card.line);
		else
			import_card(import, &card);
	}
}

/* --- JSON Lines --- */

static bool copy_member(const json_t *object, const char *key, char *text, size_t size)
{
	const char *value = json_string_value(json_object_get(object, key));

	if (!value || strlen(value) >= size)
		return false;
	memcpy(text, value, strlen(value) + 1);
	return true;
}

static void import_line(struct import *import, const char *text, size_t length, long line)
{
	struct smsmodem_entry entry = {0};
	struct smsmodem_error error;
	json_t *object = json_loadb(text, length, 0, NULL);

	if (object && copy_member(object, "number", entry.number, sizeof entry.number) &&
	    copy_member(object, "name", entry.name, sizeof entry.name)) {
		import_entry(import, &entry, line);
	} else {
		smsmodem_error_set(&error, SMSMODEM_E_DATA,
				   "this is no JSON object with a \"number\" and a \"name\"");
		import_fail(import, &error, line);
	}
	json_decref(object);
}

static void import_lines(struct import *import, const char *text, size_t length)
{
	for (long line = 1; length > 0 && !import->ended; line++) {
		const char *end = memchr(text, '\n', length);
		size_t count = end ? (size_t)(end - text) : length;

		if (count > 0 && *text != '\r')
			import_line(import, text, count, line);
		count += end != NULL;
		text += count;
		length -= count;
	}
}

/* --- the file --- */

static int read_file(struct phonebook *run, char **text, size_t *length)
{
	const char *path = run->count > 0 ? run->operands[0] : "-";
	bool standard = strcmp(path, "-") == 0;
	struct smsmodem_error error;

	if (standard && !cli_may_read_stdin(run->cli))
		return cli_usage(run->cli, "import takes a file, or vCards on stdin");
	FILE *file = standard ? stdin : fopen(path, "re");
	if (!file) {
		smsmodem_error_set(&error,
				   errno == EACCES ? SMSMODEM_E_PERMISSION : SMSMODEM_E_NOINPUT,
				   "cannot read %.200s: %s", path, strerror(errno));
		return cli_fail(run->cli, &error);
	}
	int result = read_all(file, FILE_OCTETS_MAX, text, length, &error);
	if (!standard)
		(void)fclose(file);
	return result < 0 ? cli_fail(run->cli, &error) : 0;
}

static int import_status(const struct import *import)
{
	struct cli *cli = import->run->cli;
	struct smsmodem_error error;

	if (import->run->book)
		cli_note(cli, "%d added to %s, %d were there, %d failed", import->added,
			 import->run->storage, import->existing, import->failed);
	if (import->failed == 0 && import->status == 0 && import->added + import->existing == 0) {
		smsmodem_error_set(&error, SMSMODEM_E_DATA,
				   "there is no vCard with a number, nor a line of JSON");
		return cli_fail(cli, &error);
	}
	bool partly = import->failed > 0 && import->added + import->existing > 0;
	return partly && !import->ended ? 3 : import->status;
}

static void import_text(struct import *import)
{
	const struct phonebook *run = import->run;

	if (!run->text)
		return;
	if (run->text[strspn(run->text, " \t\r\n")] == '{')
		import_lines(import, run->text, run->length);
	else
		import_cards(import, run->text, run->length);
}

int phonebook_import_read(struct phonebook *run)
{
	struct import import = {.run = run, .counts = true};
	int status = read_file(run, &run->text, &run->length);

	if (status != 0)
		return status;
	import_text(&import);
	return import.entries > 0 ? 0 : -1;
}

int phonebook_import(struct phonebook *run)
{
	struct import import = {.run = run};
	int status = run->book ? import_begin(&import) : 0;

	if (status == 0) {
		import_text(&import);
		status = import_status(&import);
	}
	free(import.known);
	return status;
}
