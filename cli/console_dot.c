/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of dot commands, and those that are about the console itself. */
#include "console_dot.h"
#include "console_menu.h"
#include <limits.h>
#include <string.h>

#define NAME_MAX_LENGTH 24

/* --- what is typed for the phone, but shorter --- */

static int queue_line(struct console *console, const char *before, const char *argument,
		      const char *after)
{
	char line[160];

	if (!console->modem)
		return cli_usage(console->cli, "the device is away");
	(void)snprintf(line, sizeof line, "%s%s%s", before, argument, after);
	talk_queue(console, line, NULL, NULL);
	return 0;
}

static int alone(struct console *console, const struct dot_words *words)
{
	return words->count == 1 ? 0 : cli_usage(console->cli, "%s takes nothing", words->word[0]);
}

static bool only(const char *text, const char *characters)
{
	return *text && strlen(text) < 100 && text[strspn(text, characters)] == '\0';
}

static int dot_ussd(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	if (words->count != 2 || !only(words->word[1], "0123456789*#+"))
		return cli_usage(console->cli, ".ussd takes a code such as *100#");
	return queue_line(console, "AT+CUSD=1,\"", words->word[1], "\",15");
}

/* PDUs are what the notes decode. */
static int dot_read(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	if (words->count != 2 || !only(words->word[1], "0123456789"))
		return cli_usage(console->cli, ".read takes the index of a message");
	int status = queue_line(console, "AT+CMGF=0", "", "");
	return status != 0 ? status : queue_line(console, "AT+CMGR=", words->word[1], "");
}

static int dot_list(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	if (alone(console, words) != 0)
		return 64;
	int status = queue_line(console, "AT+CMGF=0", "", "");
	return status != 0 ? status : queue_line(console, "AT+CMGL=4", "", "");
}

/* --- the console itself --- */

static int dot_quit(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	if (alone(console, words) != 0)
		return 64;
	console->leaving = true;
	return 0;
}

static int dot_raw(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	if (alone(console, words) != 0)
		return 64;
	if (!console->line)
		return cli_usage(console->cli, "there is no terminal to be raw on");
	console->to_raw = true;
	return 0;
}

static int on_off(struct console *console, struct dot_words *words, bool *setting)
{
	const char *word = words->count == 2 ? words->word[1] : words->count == 1 ? "on" : "";

	if (strcmp(word, "on") != 0 && strcmp(word, "off") != 0)
		return cli_usage(console->cli, "%s is on or off", words->word[0]);
	*setting = strcmp(word, "on") == 0;
	return 0;
}

static int dot_plain(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	return on_off(console, words, &console->view.plain);
}

static int dot_timestamps(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	return on_off(console, words, &console->view.timestamps);
}

static int dot_log(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	if (words->count != 2)
		return cli_usage(console->cli, ".log takes a file, or off");
	int status =
		console_log(console, strcmp(words->word[1], "off") == 0 ? NULL : words->word[1]);
	if (status == 0)
		view_say(&console->view, VIEW_STATUS, "%s%s",
			 console->log ? "what goes over the wire is written to " : "no log",
			 console->log ? words->word[1] : "");
	return status;
}

static int dot_status(struct console *console, const char *line, struct dot_words *words)
{
	const struct talk *talk = &console->talk;
	char command[80];

	(void)line;
	if (alone(console, words) != 0)
		return 64;
	view_say(&console->view, VIEW_STATUS, "device: %s%s", console->device,
		 console->modem ? "" : ", which is away");
	if (*console->port.identity)
		view_say(&console->view, VIEW_STATUS, "found again as: %s", console->port.identity);
	if (console->modem)
		(void)menu_run(console, 'I', false);
	if (talk_masked(talk, command, sizeof command))
		view_say(&console->view, VIEW_STATUS, "waiting for the answer to: %s", command);
	view_say(&console->view, VIEW_STATUS, "log: %s", console->log ? console->log_path : "none");
	return 0;
}

/* --- the table --- */

static const struct dot_command commands[] = {
	{".help", "[.NAME|AT COMMAND]", "this list, or what is known of a command", NULL, dot_help},
	{".sms", "[OPTION]... TO[,TO]... TEXT", "send a message",
	 "TEXT is the rest of the line as it stands, or in quotes. Options are those of\n"
	 "`smsmodem send`, such as --flash, --report, --validity 2h, --dry-run.\n",
	 dot_sms},
	{".push", "KIND TO [OPTION]...", "send a WAP push",
	 "As `smsmodem push`: .push si +4917... --href http://example.com/ --text News\n",
	 dot_push},
	{".encode", "[push KIND] TO TEXT", "show the PDUs that would go out",
	 "As `smsmodem encode`; nothing is sent. --explain says why they are as they are.\n",
	 dot_encode},
	{".decode", "HEX...", "show what a PDU says", "As `smsmodem decode`.\n", dot_decode},
	{".list", "", "the messages in the phone, decoded",
	 "Sends AT+CMGF=0 and AT+CMGL=4; reading marks them as read.\n", dot_list},
	{".read", "INDEX", "a message in the phone, decoded",
	 "Sends AT+CMGF=0 and AT+CMGR=INDEX.\n", dot_read},
	{".ussd", "CODE", "ask the network, as *100# does", NULL, dot_ussd},
	{".status", "", "device, line, log", NULL, dot_status},
	{".log", "FILE|off", "write what goes over the wire to a file", NULL, dot_log},
	{".plain", "[on|off]", "show only what the phone says", NULL, dot_plain},
	{".timestamps", "[on|off]", "show when it says it", NULL, dot_timestamps},
	{".raw", "", "key by key, as in minicom; the escape key and R comes back", NULL, dot_raw},
	{".quit", "", "leave", NULL, dot_quit},
	{NULL, NULL, NULL, NULL, NULL},
};

const struct dot_command *dot_commands(void)
{
	return commands;
}

/* --- which is meant --- */

/* Edits that turn one name into the other (Levenshtein). */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[NAME_MAX_LENGTH + 1];
	size_t length = strlen(b);

	for (size_t i = 0; i <= length; i++)
		row[i] = (unsigned)i;
	for (unsigned i = 1; *a; a++, i++) {
		unsigned diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= length; j++) {
			unsigned change = diagonal + (*a != b[j - 1]);
			unsigned least = row[j - 1] < row[j] ? row[j - 1] : row[j];

			diagonal = row[j];
			row[j] = least + 1 < change ? least + 1 : change;
		}
	}
	return row[length];
}

/* Edits, of which those that leave the first letter count less; 0: it is the beginning of one. */
static unsigned unlikeness(const char *name, const struct dot_command *command)
{
	if (strlen(name) > NAME_MAX_LENGTH)
		return UINT_MAX;
	if (strlen(name) > 1 && strncmp(command->name, name, strlen(name)) == 0)
		return 0;
	return 2 * distance(name, command->name) + (name[0] != '\0' && name[1] != command->name[1]);
}

static const struct dot_command *nearest_to(const char *name)
{
	const struct dot_command *nearest = NULL;
	unsigned best = 6; /* three edits are another word */

	for (const struct dot_command *command = commands; command->name; command++) {
		unsigned found = unlikeness(name, command);

		if (found < best) {
			nearest = command;
			best = found;
		}
	}
	return nearest;
}

static int unknown(struct console *console, const char *name)
{
	const struct dot_command *nearest = nearest_to(name);

	if (nearest)
		return cli_usage(console->cli, "there is no %.24s; did you mean %s?", name,
				 nearest->name);
	return cli_usage(console->cli,
			 "there is no %.24s; .help lists what there is, and a line for the phone "
			 "that begins with a dot is typed with two",
			 name);
}

static const struct dot_command *find(const char *name)
{
	for (const struct dot_command *command = commands; command->name; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return strcmp(name, ".exit") == 0 ? find(".quit") : NULL;
}

/* The text of .sms is as it stands. */
static bool is_whole(const struct dot_words *words, const struct dot_command *command)
{
	return !words->broken || command->run == dot_sms;
}

bool dot_check(const char *line, struct smsmodem_error *error)
{
	struct dot_words words;

	dot_split(line, &words);
	const char *name = words.count ? words.word[0] : ".";
	const struct dot_command *command = find(name);
	const struct dot_command *nearest = command ? NULL : nearest_to(name);
	bool known = command && is_whole(&words, command);

	if (!command)
		smsmodem_error_set(error, SMSMODEM_E_DATA, "there is no %.24s; %s%s", name,
				   nearest ? "did you mean " : ".help lists what there is",
				   nearest ? nearest->name : "");
	else if (!known)
		*error = words.error;
	dot_words_free(&words);
	return known;
}

int dot_run(struct console *console, const char *line)
{
	struct dot_words words;
	int status;

	dot_split(line, &words);
	const struct dot_command *command = words.count ? find(words.word[0]) : NULL;
	if (words.broken && !(command && is_whole(&words, command)))
		status = cli_fail(console->cli, &words.error);
	else
		status = command ? command->run(console, line, &words)
				 : unknown(console, words.count ? words.word[0] : ".");
	dot_words_free(&words);
	return status;
}
