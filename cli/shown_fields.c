/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PDUs of messages that wait for their parts, so that their fields can be shown with them. */
#include "shown.h"
#include <stdlib.h>
#include <string.h>

#define KEPT_MAX 4096

struct kept_pdu {
	struct smsmodem_tpdu tpdu;
	struct smsmodem_decode_options options;
	struct shown_origin origin;
	size_t length; /* 0: the place is free */
	char hex[2 * 256 + 1];
};

struct shown_fields {
	size_t next;  /* the place that is taken next */
	size_t count; /* places that were taken, KEPT_MAX at most */
	struct kept_pdu places[KEPT_MAX];
};

struct shown_fields *shown_fields_new(void)
{
	return calloc(1, sizeof(struct shown_fields));
}

void shown_fields_free(struct shown_fields *kept)
{
	free(kept);
}

void shown_fields_keep(struct shown_fields *kept, const struct smsmodem_tpdu *tpdu, const char *hex,
		       size_t length, const struct smsmodem_decode_options *options,
		       const struct shown_origin *origin)
{
	struct kept_pdu *place = &kept->places[kept->next];

	if (length >= sizeof place->hex)
		return;
	kept->next = (kept->next + 1) % KEPT_MAX;
	kept->count += kept->count < KEPT_MAX;
	place->tpdu = *tpdu;
	place->options = *options;
	place->origin = *origin;
	place->length = length;
	memcpy(place->hex, hex, length);
	place->hex[length] = '\0';
}

static bool is_same(const struct smsmodem_tpdu *a, const struct smsmodem_tpdu *b)
{
	return a->kind == b->kind && a->mr == b->mr && a->concat.seq == b->concat.seq &&
	       a->ud_len == b->ud_len && memcmp(a->ud, b->ud, a->ud_len) == 0 &&
	       memcmp(a->scts.octets, b->scts.octets, sizeof a->scts.octets) == 0 &&
	       strcmp(a->peer.text, b->peer.text) == 0;
}

/* The newest first: a message of one part has just been kept. */
static struct kept_pdu *find(struct shown_fields *kept, const struct smsmodem_tpdu *tpdu)
{
	for (size_t i = 1; i <= kept->count; i++) {
		struct kept_pdu *place = &kept->places[(kept->next + KEPT_MAX - i) % KEPT_MAX];
		if (place->length > 0 && is_same(&place->tpdu, tpdu))
			return place;
	}
	return NULL;
}

/* The fields of a part. @return the PDU's digits, valid until the next is kept, or NULL */
static const char *take(struct shown_fields *kept, const struct smsmodem_tpdu *part,
			struct smsmodem_field *rows, size_t *count)
{
	struct kept_pdu *place = find(kept, part);

	if (!place)
		return NULL;
	(void)smsmodem_fields(place->hex, place->length, &place->options, rows, count, NULL);
	place->length = 0;
	return place->hex;
}

void shown_fields_print(struct shown_fields *kept, const struct smsmodem_message *message,
			bool hidden)
{
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	size_t count;

	for (size_t i = 0; i < message->count; i++) {
		const struct smsmodem_tpdu *part = &message->parts[i];
		const char *hex = take(kept, part, rows, &count);
		if (message->count > 1)
			(void)printf("  part %d:\n", part->concat.seq);
		if (hex)
			shown_rows(rows, count, hex, hidden);
	}
}

static json_t *row_json(const struct smsmodem_field *row, const char *hex)
{
	return json_pack("{s:i, s:i, s:i, s:s, s:s#, s:o}", "offset", row->offset, "length",
			 row->length, "depth", row->depth, "name", row->name, "data",
			 hex + 2 * (size_t)row->offset, 2 * (int)row->length, "text",
			 output_string(row->text, strlen(row->text)));
}

void shown_rows_json(json_t *list, const struct smsmodem_field *rows, size_t count, const char *hex,
		     unsigned part)
{
	for (size_t i = 0; i < count; i++) {
		json_t *row = row_json(&rows[i], hex);
		if (row && part > 0)
			(void)json_object_set_new(row, "part", json_integer((json_int_t)part));
		(void)json_array_append_new(list, row);
	}
}

void shown_fields_json(struct shown_fields *kept, const struct smsmodem_message *message,
		       json_t *object)
{
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	json_t *list = json_array();
	size_t count;

	for (size_t i = 0; i < message->count; i++) {
		const struct smsmodem_tpdu *part = &message->parts[i];
		const char *hex = take(kept, part, rows, &count);
		if (hex)
			shown_rows_json(list, rows, count, hex,
					message->count > 1 ? part->concat.seq : 0);
	}
	(void)json_object_set_new(object, "fields", list);
}

void shown_fields_forget(struct shown_fields *kept, const struct smsmodem_message *message)
{
	for (size_t i = 0; i < message->count; i++) {
		struct kept_pdu *place = find(kept, &message->parts[i]);
		if (place)
			place->length = 0;
	}
}

static void set_indexes(json_t *object, json_t *indexes, size_t parts)
{
	if (json_array_size(indexes) == 0)
		return;
	(void)json_object_set(object, "index", json_array_get(indexes, 0));
	if (parts > 1)
		(void)json_object_set(object, "indexes", indexes);
}

void shown_origins_json(struct shown_fields *kept, const struct smsmodem_message *message,
			json_t *object)
{
	static const char *const stats[] = {"unread", "read", "unsent", "sent"};
	json_t *indexes = json_array();

	for (size_t i = 0; i < message->count; i++) {
		const struct kept_pdu *place = find(kept, &message->parts[i]);
		const struct shown_origin *origin = place ? &place->origin : NULL;
		if (origin && origin->index >= 0)
			(void)json_array_append_new(indexes, json_integer(origin->index));
		if (origin && origin->stat >= 0 && !json_object_get(object, "stat"))
			(void)json_object_set_new(object, "stat",
						  json_string(stats[origin->stat & 3]));
		if (origin && origin->trailing > 0)
			(void)json_object_set_new(
				object, "trailing",
				json_stringn(place->hex + place->length - origin->trailing,
					     origin->trailing));
	}
	set_indexes(object, indexes, message->count);
	json_decref(indexes);
}
