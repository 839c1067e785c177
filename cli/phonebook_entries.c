/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries listed, found, added and deleted. */
#include "input.h"
#include "phonebook.h"
#include "shown.h"
#include <string.h>
#include <strings.h>
#include <unistd.h>

json_t *phonebook_json(const struct phonebook *run, const char *event,
		       const struct smsmodem_entry *entry)
{
	json_t *object = json_pack("{s:s, s:s, s:i}", "event", event, "storage", run->storage,
				   "index", entry->index);

	if (!object)
		return NULL;
	(void)json_object_set_new(object, "number",
				  output_string(entry->number, strlen(entry->number)));
	(void)json_object_set_new(object, "name", output_string(entry->name, strlen(entry->name)));
	return object;
}

void phonebook_print(const struct smsmodem_entry *entry)
{
	(void)printf("%4d  ", entry->index);
	shown_line(entry->number, strlen(entry->number));
	if (entry->name[0]) {
		int columns = shown_columns(entry->number);
		(void)printf("%*s  ", columns < 18 ? 18 - columns : 0, "");
		shown_line(entry->name, strlen(entry->name));
	}
	(void)putchar('\n');
}

static int show(struct phonebook *run, const char *event, const struct smsmodem_entry *entry)
{
	if (run->cli->json)
		return output_json(run->cli, phonebook_json(run, event, entry));
	phonebook_print(entry);
	return output_flush();
}

bool phonebook_ends(int result)
{
	return result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED ||
	       result == SMSMODEM_E_TIMEOUT || result == SMSMODEM_E_MEMORY ||
	       result == SMSMODEM_E_PIN || result == SMSMODEM_E_TEMPORARY;
}

/* --- list, find --- */

/* Digits as they are, or as somebody wrote them: "0170 1234567" finds "+491701234567". */
static bool matches(const struct smsmodem_entry *entry, const char *part)
{
	return !part || smsmodem_name_has(entry->name, part) ||
	       strstr(entry->number, part) != NULL || smsmodem_same_number(entry->number, part);
}

/* An entry that cannot be read is told, and those behind it come all the same. */
static int list(struct phonebook *run, const char *part, int *shown)
{
	struct smsmodem_entry entry;
	struct smsmodem_error error;
	int result, status = 0, failed = 0;

	while (status == 0 && (result = smsmodem_phonebook_next(run->book, &entry, &error)) != 0) {
		if (result < 0) {
			failed = cli_fail(run->cli, &error);
			if (result != SMSMODEM_E_DATA)
				return failed;
		} else if (matches(&entry, part)) {
			status = show(run, "entry", &entry);
			(*shown)++;
		}
	}
	return status != 0 ? status : failed;
}

int phonebook_list(struct phonebook *run)
{
	const struct smsmodem_phonebook_info *info = smsmodem_phonebook_info(run->book);
	int shown = 0, status = list(run, NULL, &shown);

	if (status == 0 && info->total > 0)
		cli_note(run->cli, "%s: %d of %d places are taken", run->storage, shown,
			 info->total);
	return status;
}

int phonebook_find(struct phonebook *run)
{
	struct smsmodem_error error;
	int shown = 0, status = list(run, run->operands[0], &shown);

	if (status != 0 || shown > 0)
		return status;
	smsmodem_error_set(&error, SMSMODEM_E_REFUSED,
			   "no entry of %s has \"%.60s\" in its name or number", run->storage,
			   run->operands[0]);
	return cli_fail(run->cli, &error);
}

/* --- add --- */

/* What people put between digits is in no phone's number. */
static const char *next_digit(const char *number)
{
	return number + strspn(number, " -/.()");
}

bool phonebook_same_number(const char *a, const char *b)
{
	const char *x = next_digit(a), *y = next_digit(b);

	while (*x && *x == *y) {
		x = next_digit(x + 1);
		y = next_digit(y + 1);
	}
	return *x == *y || smsmodem_same_number(a, b);
}

/* Keep the first so many characters of a name. */
static void cut(char *name, int characters)
{
	size_t length = 0;

	for (; name[length] != '\0'; length++) {
		bool starts = ((unsigned char)name[length] & 0xC0) != 0x80;
		if (starts && characters-- == 0)
			break;
	}
	while (length > 0 && name[length - 1] == ' ')
		length--;
	name[length] = '\0';
}

static int characters_of(const char *name)
{
	int count = 0;

	for (; *name; name++)
		count += ((unsigned char)*name & 0xC0) != 0x80;
	return count;
}

/*
 * A card counts octets: a name in UTF-16 has room for half as many characters (102 221 annex A),
 * and one that is of two alphabets for something between.
 */
static int write_entry(struct phonebook *run, struct smsmodem_entry *entry,
		       struct smsmodem_error *error)
{
	int most = smsmodem_phonebook_info(run->book)->name_length;
	int length = characters_of(entry->name);

	if (run->cut && most > 0 && length > most)
		cut(entry->name, length = most);
	int result = smsmodem_phonebook_write(run->book, entry, error);
	while (run->cut && result == SMSMODEM_E_DATA && length > 1) {
		cut(entry->name, --length);
		result = smsmodem_phonebook_write(run->book, entry, error);
	}
	return result;
}

int phonebook_put(struct phonebook *run, struct smsmodem_entry *entry, struct smsmodem_error *error)
{
	struct smsmodem_entry now;
	int index = write_entry(run, entry, error);

	if (index < 0)
		return index;
	int result = smsmodem_phonebook_read(run->book, index, &now, error);
	if (result < 0)
		return result;
	if (result == 0 || !phonebook_same_number(now.number, entry->number))
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
					  "the phone said OK to the entry, and place %d of %s %s%s",
					  index, run->storage, result ? "has " : "is empty",
					  result ? now.number : "");
	*entry = now;
	entry->index = index;
	return SMSMODEM_OK;
}

int phonebook_add(struct phonebook *run)
{
	struct smsmodem_entry entry = {.index = run->index};
	struct smsmodem_error error;
	size_t room = sizeof entry.number, name_room = sizeof entry.name;

	if (strlen(run->operands[0]) >= room || strlen(run->operands[1]) >= name_room) {
		smsmodem_error_set(&error, SMSMODEM_E_DATA,
				   "the number is over %zu octets, or the name over %zu", room - 1,
				   name_room - 1);
		return cli_fail(run->cli, &error);
	}
	memcpy(entry.number, run->operands[0], strlen(run->operands[0]) + 1);
	memcpy(entry.name, run->operands[1], strlen(run->operands[1]) + 1);
	if (phonebook_put(run, &entry, &error) < 0)
		return cli_fail(run->cli, &error);
	if (strcmp(entry.name, run->operands[1]) != 0)
		cli_note(run->cli, "the phone keeps the name as \"%s\"", entry.name);
	return show(run, "added", &entry);
}

/* --- delete --- */

static int delete_one(struct phonebook *run, int index)
{
	struct smsmodem_error error;

	if (smsmodem_phonebook_delete(run->book, index, &error) < 0)
		return cli_fail(run->cli, &error);
	if (run->cli->json)
		return output_json(run->cli, json_pack("{s:s, s:s, s:i}", "event", "deleted",
						       "storage", run->storage, "index", index));
	cli_note(run->cli, "place %d of %s is empty", index, run->storage);
	return 0;
}

static int confirm(struct phonebook *run)
{
	struct smsmodem_error error;
	struct input input;
	char *line = NULL;
	size_t length;

	if (run->yes)
		return 0;
	if (run->cli->console || !isatty(STDIN_FILENO))
		return cli_usage(run->cli, "delete --all asks on a terminal: elsewhere add --yes");
	(void)fprintf(stderr, "Delete every entry of %s? [no]: ",
		      run->storage[0] ? run->storage : "the phonebook");
	int result = input_open(&input, "-", run->cli->signal_fd, true, &error);
	if (result == SMSMODEM_OK)
		result = input_line(&input, &line, &length, &error);
	bool yes =
		result > 0 && line && (strcasecmp(line, "y") == 0 || strcasecmp(line, "yes") == 0);
	input_close(&input);
	if (yes)
		return 0;
	if (result >= 0)
		smsmodem_error_set(&error, SMSMODEM_E_CANCELLED, "nothing was deleted");
	return cli_fail(run->cli, &error);
}

/* What is listed now, and not what comes meanwhile. Of what cannot be read the place is enough. */
static int delete_all(struct phonebook *run)
{
	struct smsmodem_entry entry;
	struct smsmodem_error error;
	int result, status = confirm(run), failed = 0;

	while (status == 0 && (result = smsmodem_phonebook_next(run->book, &entry, &error)) != 0) {
		if (entry.index >= 0 && (result > 0 || result == SMSMODEM_E_DATA)) {
			status = delete_one(run, entry.index);
			continue;
		}
		failed = cli_fail(run->cli, &error);
		if (result != SMSMODEM_E_DATA)
			return failed;
	}
	return status != 0 ? status : failed;
}

int phonebook_delete(struct phonebook *run)
{
	int status = 0;
	long index;

	if (run->all)
		return delete_all(run);
	for (int i = 0; i < run->count; i++)
		if (!parse_number(run->operands[i], 0, 65535, &index))
			return cli_usage(run->cli, "\"%.40s\" is no place of a phonebook",
					 run->operands[i]);
	for (int i = 0; status == 0 && i < run->count; i++) {
		(void)parse_number(run->operands[i], 0, 65535, &index);
		status = delete_one(run, (int)index);
	}
	return status;
}
