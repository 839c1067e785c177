/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys behind the escape key: one table for both modes, named as in minicom where it has them.
 */
#include "console_menu.h"
#include <string.h>

/** A key behind the escape key. */
struct menu_command {
	char key;
	bool line; /* in line mode, too */
	const char *help;
	enum menu_action action; /* left to the mode when there is no run */
	enum menu_action (*run)(struct console *console); /* or NULL */
};

static const char *on_off(bool on)
{
	return on ? "on" : "off";
}

static enum menu_action toggle_echo(struct console *console)
{
	console->options.local_echo = !console->options.local_echo;
	view_say(&console->view, VIEW_STATUS, "local echo %s", on_off(console->options.local_echo));
	return MENU_DONE;
}

static enum menu_action toggle_hex(struct console *console)
{
	console->options.hex = !console->options.hex;
	view_say(&console->view, VIEW_STATUS, "hex view %s", on_off(console->options.hex));
	return MENU_DONE;
}

static enum menu_action toggle_timestamps(struct console *console)
{
	console->view.timestamps = !console->view.timestamps;
	console->options.timestamps = console->view.timestamps;
	view_say(&console->view, VIEW_STATUS, "timestamps %s", on_off(console->view.timestamps));
	return MENU_DONE;
}

/* --- the line of the port --- */

static bool ask_line(struct console *console, struct smsmodem_line *line)
{
	struct smsmodem_error error;

	if (!console->modem) {
		view_say(&console->view, VIEW_STATUS, "%s is away", console->device);
		return false;
	}
	if (smsmodem_stream_line(console->modem, line, &error) < 0) {
		view_say(&console->view, VIEW_STATUS, "%s", error.text);
		return false;
	}
	return true;
}

static void toggle_line(struct console *console, unsigned which, const char *name)
{
	struct smsmodem_error error;
	struct smsmodem_line line;

	if (!ask_line(console, &line))
		return;
	unsigned on = ~line.lines & which;
	if (smsmodem_stream_set_lines(console->modem, which, on, &error) < 0)
		view_say(&console->view, VIEW_STATUS, "%s", error.text);
	else
		view_say(&console->view, VIEW_STATUS, "%s %s", name, on_off(on != 0));
}

static enum menu_action toggle_dtr(struct console *console)
{
	toggle_line(console, SMSMODEM_LINE_DTR, "DTR");
	return MENU_DONE;
}

static enum menu_action toggle_rts(struct console *console)
{
	toggle_line(console, SMSMODEM_LINE_RTS, "RTS");
	return MENU_DONE;
}

/* The names of V.24's circuits as the field has them. */
static void name_lines(unsigned lines, char *text, size_t size)
{
	static const char names[][5] = {" DTR", " RTS", " CTS", " DSR", " DCD", " RI"};
	size_t used = 0;

	*text = '\0';
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if ((lines >> i & 1) && used + sizeof names[i] <= size)
			used += (size_t)snprintf(text + used, size - used, "%s", names[i]);
	if (used == 0)
		(void)snprintf(text, size, " none");
}

static enum menu_action show_line(struct console *console)
{
	struct smsmodem_line line;
	char on[32], off[32];

	if (!ask_line(console, &line))
		return MENU_DONE;
	if (!line.is_terminal) {
		view_say(&console->view, VIEW_STATUS, "%s is no serial port", console->device);
		return MENU_DONE;
	}
	view_begin(&console->view);
	view_say(&console->view, VIEW_STATUS, "%s: %ld baud, %.3s, flow control %.7s",
		 console->device, line.baud, line.form, line.flow);
	name_lines(line.lines, on, sizeof on);
	name_lines(~line.lines, off, sizeof off);
	if (line.has_lines)
		view_say(&console->view, VIEW_STATUS, "on:%s; off:%s", on, off);
	else
		view_say(&console->view, VIEW_STATUS, "it has no modem control lines");
	view_end(&console->view);
	return MENU_DONE;
}

/* --- the table --- */

static enum menu_action help(struct console *console);

static const struct menu_command commands[] = {
	{'Z', true, "this help", MENU_DONE, help},
	{'X', true, "leave", MENU_LEAVE, NULL},
	{'R', true, "line mode, and back to raw mode", MENU_TO_LINE, NULL},
	{'B', false, "change the speed (baud)", MENU_BAUD, NULL},
	{'F', false, "send a break", MENU_BREAK, NULL},
	{'D', true, "switch DTR", MENU_DONE, toggle_dtr},
	{'T', true, "switch RTS", MENU_DONE, toggle_rts},
	{'I', true, "speed and modem control lines", MENU_DONE, show_line},
	{'E', false, "local echo on and off", MENU_DONE, toggle_echo},
	{'H', false, "hex view on and off", MENU_DONE, toggle_hex},
	{'W', true, "timestamps on and off", MENU_DONE, toggle_timestamps},
	{'L', false, "log to a file, and stop", MENU_LOG, NULL},
	{'S', false, "send a file", MENU_FILE, NULL},
	{'C', true, "clear the screen", MENU_CLEAR, NULL},
};

#define COMMANDS (sizeof commands / sizeof *commands)

void menu_key_name(int key, char name[MENU_KEY_SIZE])
{
	if (key == 0x7F)
		(void)snprintf(name, MENU_KEY_SIZE, "Del");
	else if (key >= 0 && key < ' ')
		(void)snprintf(name, MENU_KEY_SIZE, "Ctrl-%c", key + '@');
	else if (key > ' ' && key < 0x7F)
		(void)snprintf(name, MENU_KEY_SIZE, "%c", key);
	else
		(void)snprintf(name, MENU_KEY_SIZE, "%s", key == ' ' ? "Space" : "this key");
}

static enum menu_action help(struct console *console)
{
	char escape[MENU_KEY_SIZE];

	menu_key_name(console->options.escape, escape);
	view_begin(&console->view);
	view_say(&console->view, VIEW_STATUS, "%s, and then", escape);
	for (size_t i = 0; i < COMMANDS; i++)
		view_say(&console->view, VIEW_STATUS, "  %c       %s%s", commands[i].key,
			 commands[i].help, commands[i].line ? "" : " (raw mode)");
	view_say(&console->view, VIEW_STATUS, "  %-7s %s", escape, "the key itself");
	view_end(&console->view);
	return MENU_DONE;
}

/* Small letters do, and with Ctrl still held, as in picocom. */
static const struct menu_command *find(int key)
{
	int letter = key < ' ' ? key + '@' : key;

	if (letter >= 'a' && letter <= 'z')
		letter -= 'a' - 'A';
	if (letter == '?')
		letter = 'Z';
	for (size_t i = 0; i < COMMANDS; i++)
		if (commands[i].key == letter)
			return &commands[i];
	return NULL;
}

enum menu_action menu_run(struct console *console, int key, bool raw)
{
	char escape[MENU_KEY_SIZE], name[MENU_KEY_SIZE];
	const struct menu_command *command = find(key);

	if (key == console->options.escape)
		return MENU_ITSELF;
	menu_key_name(console->options.escape, escape);
	menu_key_name(key, name);
	if (!command)
		view_say(&console->view, VIEW_STATUS,
			 "%s %s does nothing; %s Z lists what there is", escape, name, escape);
	else if (!raw && !command->line)
		view_say(&console->view, VIEW_STATUS, "%s %s is for raw mode: %s R goes there",
			 escape, name, escape);
	else if (command->run)
		return command->run(console);
	else
		return command->action == MENU_TO_LINE && !raw ? MENU_TO_RAW : command->action;
	return MENU_DONE;
}
