/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service records of a device. */
#include "bt_verb.h"
#include "shown_bt.h"
#include <stdlib.h>
#include <string.h>

static const struct cli_option options[] = {BT_ROW_ADAPTER, BT_ROW_END};

/** Records one after the other. */
struct records {
	const uint8_t *octets;
	size_t count;
};

/* The next record. @return 1; 0: there is none; a failure: this one, or the rest, makes no sense */
static int next_record(struct records *records, struct smsmodem_sdp_element *element,
		       struct smsmodem_sdp_record *record, struct smsmodem_error *error)
{
	if (records->count == 0)
		return 0;
	long length = smsmodem_sdp_read(records->octets, records->count, element);
	if (length <= 0 || element->type != SMSMODEM_SDP_SEQUENCE) {
		records->count = 0;
		(void)smsmodem_error_set(error, SMSMODEM_E_DATA,
					 "what follows is no service record");
		return SMSMODEM_E_DATA;
	}
	records->octets += length;
	records->count -= (size_t)length;
	int result = smsmodem_sdp_record_read(element->octets, element->length, record, error);
	return result < 0 ? result : 1;
}

unsigned bt_services_of(const struct smsmodem_sdp_record *record)
{
	unsigned services = 0;

	for (size_t i = 0; i < record->class_count; i++)
		services |= smsmodem_bt_service_of(&record->classes[i]);
	return services;
}

/** Channels that "bt:ADDRESS" tries, in order. */
struct tried {
	uint8_t channels[SMSMODEM_BT_CHANNELS_MAX];
	size_t count;
};

static struct tried tried_in(const struct records *all)
{
	struct tried tried;

	tried.count = smsmodem_bt_channels(all->octets, all->count, tried.channels);
	return tried;
}

/* From 1; 0: it is not tried. */
static int tried_place(const struct tried *tried, const struct smsmodem_sdp_record *record)
{
	const uint8_t *place = NULL;

	if (bt_services_of(record) & (SMSMODEM_BT_DUN | SMSMODEM_BT_SPP))
		place = memchr(tried->channels, record->rfcomm_channel, tried->count);
	return place ? (int)(place - tried->channels) + 1 : 0;
}

static int show_record(struct cli *cli, const struct shown_bt_record *shown)
{
	if (cli->json)
		return output_json(cli, shown_bt_record_json(shown));
	shown_bt_record(shown, cli->verbose > 0);
	return output_flush();
}

/* Those that can be read are shown, whatever the others are. */
static int show_records(struct cli *cli, const char *address, const struct records *all)
{
	struct records records = *all;
	struct smsmodem_error error;
	struct smsmodem_sdp_element element;
	struct smsmodem_sdp_record record;
	struct shown_bt_record shown = {.address = address, .record = &record};
	const struct tried tried = tried_in(all);
	int result, status = 0, bad = 0;

	while (status == 0 && (result = next_record(&records, &element, &record, &error)) != 0) {
		if (result < 0) {
			bad = cli_fail(cli, &error);
			continue;
		}
		shown.octets = element.octets;
		shown.length = element.length;
		shown.tried = tried_place(&tried, &record);
		status = show_record(cli, &shown);
	}
	return status ? status : bad;
}

/* What the records mean for somebody who wants to send. */
static void say_next(const struct cli *cli, const struct bt_call *call, const struct records *all)
{
	struct records records = *all;
	struct smsmodem_sdp_element element;
	struct smsmodem_sdp_record record;
	bool map = false;

	if (tried_in(all).count > 0) {
		shown_bt_try(cli, call->address, call->options.adapter);
		return;
	}
	for (int result; (result = next_record(&records, &element, &record, NULL)) != 0;)
		map = map || (result > 0 && bt_services_of(&record) & SMSMODEM_BT_MAP);
	cli_note(cli,
		 "no Dial-up Networking and no Serial Port is among them, so it takes no AT "
		 "commands for SMS%s",
		 map ? "; it has the Message Access Profile (MAP), which smsmodem does not speak"
		     : "");
}

static int list(struct cli *cli, const struct bt_call *call, const struct smsmodem_sdp_uuid *uuid)
{
	struct smsmodem_error error;
	uint8_t *octets;
	size_t count;

	if (smsmodem_bt_services(&call->options, call->address, uuid, &octets, &count, &error) < 0)
		return cli_fail(cli, &error);
	const struct records records = {octets, count};
	int status = show_records(cli, call->address, &records);
	if (status == 0 && count == 0)
		cli_note(cli, uuid ? "%s has no such service" : "%s offers no service",
			 call->address);
	else if (status == 0 && !cli->json && !uuid)
		say_next(cli, call, &records);
	free(octets);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct smsmodem_sdp_uuid uuid;
	struct smsmodem_error error;
	struct bt_call call;
	const char *adapter = NULL;
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0)
		adapter = cli->optarg;
	if (option < -1)
		return option == -2 ? 64 : 0;
	int status = bt_begin(cli, &call, adapter, argc, argv, 2);
	if (status != 0)
		return status;
	if (call.further && smsmodem_sdp_uuid_parse(call.further, &uuid, &error) < 0)
		return cli_fail(cli, &error);
	return list(cli, &call, call.further ? &uuid : NULL);
}

const struct cli_command bt_services = {
	.name = "bt services",
	.synopsis = "ADDRESS [UUID]",
	.summary = "Show the service records of a device, and which of them is taken for AT",
	.options = options,
	.examples = "  smsmodem bt services 00:11:22:33:44:55\n"
		    "  smsmodem bt services 00:11:22:33:44:55 dun -v\n"
		    "  smsmodem bt services 00:11:22:33:44:55 --json | jq -r .device\n",
	.run = run,
	.page = "bt",
	.elsewhere = bt_elsewhere,
};
