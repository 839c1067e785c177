/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PDUs of CDMA messages that wait for their parts, so that their fields are shown with them. */
#include "shown_cdma.h"
#include <stdlib.h>
#include <string.h>

#define KEPT_MAX 2048 /* more than wait in a join */

struct kept_pdu {
	bool there;
	char *hex;
};

struct shown_cdma_fields {
	size_t next; /* the place that is taken next */
	struct kept_pdu places[KEPT_MAX];
};

struct shown_cdma_fields *shown_cdma_fields_new(void)
{
	return calloc(1, sizeof(struct shown_cdma_fields));
}

void shown_cdma_fields_free(struct shown_cdma_fields *kept)
{
	for (size_t i = 0; kept && i < KEPT_MAX; i++)
		free(kept->places[i].hex);
	free(kept);
}

void shown_cdma_fields_keep(struct shown_cdma_fields *kept, const char *hex, size_t length)
{
	struct kept_pdu *place = &kept->places[kept->next];

	kept->next = (kept->next + 1) % KEPT_MAX;
	free(place->hex);
	place->hex = strndup(hex, length);
	place->there = place->hex != NULL;
}

static bool is_same(const char *hex, const struct smsmodem_cdma *part)
{
	struct smsmodem_cdma cdma;

	return smsmodem_cdma_decode(hex, strlen(hex), SMSMODEM_CDMA_LAYER_AUTO, &cdma, NULL) ==
		       SMSMODEM_OK &&
	       cdma.type == part->type && cdma.bearer_len == part->bearer_len &&
	       memcmp(cdma.bearer, part->bearer, cdma.bearer_len) == 0 &&
	       cdma.data.length == part->data.length &&
	       memcmp(cdma.data.octets, part->data.octets, cdma.data.length) == 0 &&
	       strcmp(cdma.from.text, part->from.text) == 0 &&
	       strcmp(cdma.to.text, part->to.text) == 0;
}

/* The newest first: a message of one part has just been kept. */
static struct kept_pdu *find(struct shown_cdma_fields *kept, const struct smsmodem_cdma *part)
{
	for (size_t i = 1; i <= KEPT_MAX; i++) {
		struct kept_pdu *place = &kept->places[(kept->next + KEPT_MAX - i) % KEPT_MAX];
		if (place->there && is_same(place->hex, part))
			return place;
	}
	return NULL;
}

/* The fields of a part, with list as JSON. */
static void show(struct shown_cdma_fields *kept, const struct smsmodem_cdma *part, unsigned number,
		 json_t *list, bool hidden)
{
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	struct kept_pdu *place = find(kept, part);
	size_t count;

	if (!place)
		return;
	place->there = false;
	(void)smsmodem_cdma_fields(place->hex, strlen(place->hex), SMSMODEM_CDMA_LAYER_AUTO, rows,
				   &count, NULL);
	if (list) {
		shown_rows_json(list, rows, count, place->hex, number);
		return;
	}
	if (number > 0)
		(void)printf("  part %u:\n", number);
	shown_rows(rows, count, place->hex, hidden);
}

void shown_cdma_fields_show(struct shown_cdma_fields *kept,
			    const struct smsmodem_cdma_message *message, json_t *list, bool hidden)
{
	for (size_t i = 0; i < message->count; i++) {
		unsigned part = 0, total = 0;

		if (message->count > 1)
			(void)smsmodem_cdma_part(message->parts[i], &part, &total);
		show(kept, message->parts[i], part, list, hidden);
	}
}
