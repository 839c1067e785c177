/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown_push.h"
#include "sim_run.h"
#include <smsmodem/bluetooth.h>
#include <stdlib.h>
#include <string.h>

static json_t *text_json(const char *text)
{
	return output_string(text, strlen(text));
}

/* Print an event, with the number of its phone where there are several. */
static void print(struct sim_run *run, const struct sim_station *station, json_t *object)
{
	if (object && station && run->station_count > 1)
		(void)json_object_set_new(object, "number",
					  text_json(smsmodem_sim_number(station->sim)));
	int status = output_json(run->cli, object);
	if (status != 0) {
		run->status = status;
		run->done = true;
	}
}

void sim_shown_ready(struct sim_run *run, const struct sim_station *station)
{
	for (size_t i = 0; i < station->mount_count && !run->done; i++) {
		const struct sim_mount *mount = &station->mounts[i];
		json_t *object =
			json_pack("{ss so}", "event", "ready", "device", text_json(mount->device));
		if (object && mount->listener)
			(void)json_object_set_new(
				object, "record",
				text_json(smsmodem_bt_listener_record(mount->listener)));
		print(run, station, object);
	}
}

void sim_shown_gone(struct sim_run *run, const struct sim_station *station)
{
	print(run, station, json_pack("{ss}", "event", "gone"));
}

void sim_shown_error(struct sim_run *run, const struct smsmodem_error *error)
{
	print(run, NULL,
	      json_pack("{ss ss si so}", "event", "error", "code", smsmodem_code_name(error->code),
			"exit", smsmodem_code_exit(error->code), "text", text_json(error->text)));
}

/* The ports are in the header of the first part, the data are joined already. */
static struct shown_push submitted_push(const struct smsmodem_sim_event *event)
{
	const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_SUBMIT};
	size_t length = strlen(event->data) / 2;
	struct shown_push found = {.why.code = SMSMODEM_OK};
	struct smsmodem_tpdu tpdu;

	if (smsmodem_decode(event->pdu, strcspn(event->pdu, " "), &options, &tpdu, NULL) < 0 ||
	    !tpdu.ports.bits)
		return found;
	uint8_t *octets = malloc(length ? length : 1);
	for (size_t i = 0; octets && i < length; i++)
		octets[i] = (uint8_t)cli_octet(event->data + 2 * i);
	if (octets)
		found = shown_push_read(octets, length, &tpdu.ports, NULL);
	free(octets);
	return found;
}

static json_t *submit_json(const struct smsmodem_sim_event *event)
{
	json_t *object = json_pack("{ss so}", "event", "submit", "to", text_json(event->to));

	if (!object)
		return NULL;
	if (event->smsc[0])
		(void)json_object_set_new(object, "smsc", text_json(event->smsc));
	if (event->text)
		(void)json_object_set_new(object, "text", text_json(event->text));
	if (event->data)
		(void)json_object_set_new(object, "data", text_json(event->data));
	if (event->data) {
		struct shown_push found = submitted_push(event);

		shown_push_set(object, &found);
	}
	(void)json_object_set_new(object, "encoding", text_json(event->encoding));
	(void)json_object_set_new(object, "parts", json_integer(event->parts));
	(void)json_object_set_new(object, "pdu", text_json(event->pdu));
	return object;
}

static json_t *script_json(const struct smsmodem_sim_event *event)
{
	json_t *object = json_pack("{ss so}", "event", "script", "text", text_json(event->text));

	if (object && event->script_line > 0)
		(void)json_object_set_new(object, "line", json_integer(event->script_line));
	return object;
}

void sim_shown_events(struct sim_run *run, const struct sim_station *station)
{
	struct smsmodem_sim_event event;

	while (!run->done && smsmodem_sim_next_event(station->sim, &event)) {
		if (event.kind == SMSMODEM_SIM_SUBMIT)
			print(run, station, submit_json(&event));
		else if (event.kind == SMSMODEM_SIM_SCRIPT)
			print(run, station, script_json(&event));
		else if (run->cli->verbose > 0)
			print(run, station,
			      json_pack("{ss so}", "event", "command", "line",
					text_json(event.line)));
	}
}
