/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored messages as `decode` shows them, with where they are. */
#include "shown.h"
#include "shown_cb.h"
#include "shown_json.h"
#include "stored.h"
#include <string.h>

static json_t *text_json(const char *text)
{
	return text && *text ? output_string(text, strlen(text)) : json_null();
}

static json_t *index_json(int index)
{
	return index >= 0 ? json_integer(index) : json_null();
}

/* --- JSON --- */

/* Where each part is; of parts in several memories, also in which. */
static void set_indexes(json_t *object, const struct stored_item *item)
{
	json_t *indexes = json_array(), *places = json_array();
	bool several = false;

	for (size_t i = 0; i < stored_places(item); i++) {
		struct stored_place place = stored_place_of(item, i);
		several = several || strcmp(place.storage, item->place.storage) != 0;
		(void)json_array_append_new(indexes, index_json(place.index));
		(void)json_array_append_new(places, json_pack("{s:o, s:o}", "storage",
							      text_json(place.storage), "index",
							      index_json(place.index)));
	}
	if (stored_places(item) > 1)
		shown_set(object, "indexes", json_incref(indexes));
	if (several)
		shown_set(object, "places", json_incref(places));
	json_decref(indexes);
	json_decref(places);
}

static void set_place(json_t *object, const struct stored_item *item)
{
	enum smsmodem_stat stat = item->unread ? SMSMODEM_STAT_UNREAD : item->place.stat;
	const char *name = smsmodem_stat_name(stat);

	shown_set(object, "index", index_json(item->place.index));
	set_indexes(object, item);
	shown_set(object, "storage", text_json(item->place.storage));
	shown_set(object, "stat", name ? json_string(name) : json_null());
}

static bool decode_page(const struct stored_item *item, struct smsmodem_cb *cb)
{
	return item->pdu && strcmp(item->place.storage, "BM") == 0 &&
	       smsmodem_cb_decode(item->pdu, strlen(item->pdu), cb, NULL) == SMSMODEM_OK;
}

static json_t *other_json(const struct stored_item *item)
{
	struct smsmodem_cb cb;

	if (item->duplicate)
		return json_pack("{s:s}", "kind", "duplicate");
	if (decode_page(item, &cb))
		return shown_cb_json(&cb, true);
	return json_pack("{s:s, s:o, s:o}", "kind", "undecodable", "pdu", text_json(item->pdu),
			 "text_error", text_json(item->why));
}

/* A time without a zone: what the phone told is local, and nobody knows where. */
static void cut_zone(json_t *object, const char *key)
{
	const char *time = json_string_value(json_object_get(object, key));

	if (time && strlen(time) > 19)
		shown_set(object, key, json_stringn(time, 19));
}

/* In text mode some of a message is not told, and is not to look as if it were. */
static void set_text_mode(json_t *object, const struct stored_item *item)
{
	static const char *const coding[] = {"pid", "dcs", "class", "encoding"};

	shown_set(object, "text_mode", json_true());
	if (item->unknown & SMSMODEM_UNKNOWN_ZONE) {
		cut_zone(object, "time");
		cut_zone(object, "discharged");
	}
	for (size_t i = 0; i < sizeof coding / sizeof coding[0]; i++)
		if (item->unknown & SMSMODEM_UNKNOWN_CODING && json_object_get(object, coding[i]))
			shown_set(object, coding[i], json_null());
	if (!item->text)
		return;
	(void)json_object_del(object, "data");
	shown_set(object, "text", output_string(item->text, strlen(item->text)));
}

static json_t *item_json(const struct stored_item *item)
{
	json_t *object = json_object();
	json_t *more =
		item->message.count > 0 ? shown_json(&item->message, NULL) : other_json(item);

	set_place(object, item);
	if (item->text_mode && more)
		set_text_mode(more, item);
	if (more && json_object_update_missing(object, more) == 0) {
		json_decref(more);
		return object;
	}
	json_decref(more);
	json_decref(object);
	return NULL;
}

/* --- for people --- */

static void print_foreign(const char *text)
{
	output_foreign(stdout, text, strlen(text), 2);
}

/* "SM 3+4+ME 1, unread: " */
static void print_place(const struct stored_item *item)
{
	enum smsmodem_stat stat = item->unread ? SMSMODEM_STAT_UNREAD : item->place.stat;
	const char *name = smsmodem_stat_name(stat);
	struct stored_place place, before = {.index = -1};

	for (size_t i = 0; i < stored_places(item); i++, before = place) {
		place = stored_place_of(item, i);
		(void)fputs(i > 0 ? "+" : "", stdout);
		if (i == 0 || strcmp(place.storage, before.storage) != 0) {
			print_foreign(place.storage);
			(void)putchar(' ');
		}
		if (place.index >= 0)
			(void)printf("%d", place.index);
		else
			(void)putchar('?');
	}
	(void)printf("%s%s: ", name ? ", " : "", name ? name : "");
}

static void print_other(const struct stored_item *item)
{
	struct smsmodem_cb cb;

	if (item->duplicate) {
		(void)fputs("a part that is stored twice", stdout);
	} else if (decode_page(item, &cb)) {
		shown_cb_print(&cb, true);
	} else {
		(void)fputs("undecodable (", stdout);
		print_foreign(item->why ? item->why : "no reason known");
		(void)fputs(")\n  ", stdout);
		print_foreign(item->pdu ? item->pdu : "");
	}
}

static void print_text_mode(const struct stored_item *item)
{
	const struct smsmodem_tpdu *tpdu = item->message.parts;
	bool submit = tpdu->kind == SMSMODEM_KIND_SUBMIT;

	(void)fputs(submit ? "submit to " : "deliver from ", stdout);
	print_foreign(tpdu->peer.text[0] ? tpdu->peer.text : "nobody");
	if (!submit && tpdu->scts.valid)
		(void)printf(", %04d-%02d-%02d %02d:%02d:%02d", tpdu->scts.year, tpdu->scts.month,
			     tpdu->scts.day, tpdu->scts.hour, tpdu->scts.minute, tpdu->scts.second);
	(void)fputs("\n  text mode", stdout);
	if (*item->text)
		(void)fputs("\n  ", stdout);
	print_foreign(item->text);
}

static int item_print(const struct stored_item *item)
{
	print_place(item);
	if (item->message.count == 0)
		print_other(item);
	else if (item->text)
		print_text_mode(item);
	else if (!shown_print(&item->message, NULL))
		return 74;
	(void)putchar('\n');
	return output_flush();
}

int stored_show(struct cli *cli, const struct stored_item *item)
{
	return cli->json ? output_json(cli, item_json(item)) : item_print(item);
}

int stored_show_deleted(struct cli *cli, const struct stored_place *place)
{
	if (cli->json)
		return output_json(cli,
				   json_pack("{s:s, s:o, s:i}", "event", "deleted", "storage",
					     text_json(place->storage), "index", place->index));
	return output_line(cli, "deleted %s %d", place->storage, place->index);
}
