/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "probing.h"
#include "shown.h"
#include "shown_bt.h"
#include "shown_json.h"
#include <string.h>

void probing_identity(const struct probing_target *target, char *text, size_t size)
{
	const struct smsmodem_probe *probe = &target->probe;
	size_t skip = strlen(probe->manufacturer);
	const char *model = probe->model;

	/* "SIEMENS" and "SIEMENS TC35" */
	if (strncmp(model, probe->manufacturer, skip) == 0)
		skip = 0;
	(void)snprintf(text, size, "%s%s%s%s%s", skip ? probe->manufacturer : "",
		       skip && *model ? " " : "", model,
		       probe->imei[0] ? (skip || *model ? ", IMEI " : "IMEI ") : "", probe->imei);
}

/* --- JSON --- */

static void set_text(json_t *object, const char *key, const char *text)
{
	shown_set(object, key, *text ? output_string(text, strlen(text)) : json_null());
}

/* What was not asked, or not answered, is not known. */
static void set_flag(json_t *object, const char *key, bool known, bool value)
{
	shown_set(object, key, known ? json_boolean(value) : json_null());
}

json_t *probing_json(const struct probing_target *target)
{
	const struct smsmodem_probe *probe = &target->probe;
	bool opened = target->asked && target->code == SMSMODEM_OK;
	bool answers = opened && probe->answers;
	json_t *object = json_pack("{s:b}", "asked", target->asked);

	set_flag(object, "answers", opened, probe->answers);
	set_flag(object, "sms", answers, probing_has_sms(target));
	set_flag(object, "pdu_mode", answers, probe->pdu_mode);
	set_flag(object, "text_mode", answers, probe->text_mode);
	set_flag(object, "tells", answers, probe->tells);
	set_text(object, "pin", probe->pin);
	set_text(object, "manufacturer", probe->manufacturer);
	set_text(object, "model", probe->model);
	set_text(object, "revision", probe->revision);
	set_text(object, "imei", probe->imei);
	shown_set(object, "took_ms", answers ? json_integer(probe->took_ms) : json_null());
	set_text(object, "code",
		 target->asked && target->code < 0 ? smsmodem_code_name(target->code) : "");
	shown_set(object, "rank", json_integer(target->rank));
	set_text(object, "why", target->why);
	return object;
}

/* --- for people --- */

static void print_text(FILE *stream, const char *text)
{
	output_foreign(stream, text, strlen(text), 0);
}

/* What it is called beside its name, for who looks for it on the desk. */
static void print_names(FILE *stream, const struct probing_target *target)
{
	const struct smsmodem_port *port = target->port;

	if (target->bluetooth && *shown_bt_name(target->bluetooth)) {
		(void)fputs("; ", stream);
		print_text(stream, shown_bt_name(target->bluetooth));
	}
	if (port && strcmp(port->path, target->device) != 0)
		(void)fprintf(stream, "; now %s", port->path);
}

static void print_row(FILE *stream, const struct probing_target *target, int width)
{
	char identity[300];
	int columns = shown_columns(target->device);

	probing_identity(target, identity, sizeof identity);
	(void)fprintf(stream, "%4u  ", target->rank);
	print_text(stream, target->device);
	(void)fprintf(stream, "%*s  ", columns < width ? width - columns : 0, "");
	print_text(stream, target->why);
	if (*identity) {
		(void)fputs("; ", stream);
		print_text(stream, identity);
	}
	print_names(stream, target);
	(void)fputc('\n', stream);
}

void probing_print(FILE *stream, const struct probing *probing)
{
	int width = (int)strlen("device");

	for (size_t i = 0; i < probing->count; i++) {
		int columns = shown_columns(probing->targets[i].device);
		width = columns > width ? columns : width;
	}
	(void)fprintf(stream, "rank  %-*s  what it does\n", width, "device");
	for (size_t i = 0; i < probing->count; i++)
		print_row(stream, &probing->targets[i], width);
}
