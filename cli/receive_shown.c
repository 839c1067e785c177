/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events as JSON and for people: what they are about is shown as `decode` shows it. */
#include "receive.h"
#include "shown_cb.h"
#include "shown_json.h"
#include <string.h>

static const char *const link_states[] = {"up", "hung", "reset", "down"};

static json_t *text_json(const char *text)
{
	return text ? output_string(text, strlen(text)) : json_null();
}

static json_t *begun(const char *kind)
{
	json_t *object = json_object();

	shown_set(object, "event", json_string(kind));
	return object;
}

/* Behind what is there; a member of the same name is not replaced. */
static json_t *followed_by(json_t *object, json_t *more)
{
	bool whole = object && more && json_object_update_missing(object, more) == 0;

	json_decref(more);
	if (whole)
		return object;
	json_decref(object);
	return NULL;
}

/* --- JSON --- */

static const char *stat_name(const struct smsmodem_event *event)
{
	static const char *const names[] = {"unread", "read"};

	return event->stat == 0 || event->stat == 1 ? names[event->stat] : NULL;
}

static void set_place(json_t *object, const struct smsmodem_event *event)
{
	if (event->redelivered)
		shown_set(object, "redelivered", json_true());
	if (event->storage)
		shown_set(object, "storage", text_json(event->storage));
	if (event->storage && event->index >= 0)
		shown_set(object, "index", json_integer(event->index));
	if (stat_name(event))
		shown_set(object, "stat", json_string(stat_name(event)));
}

static json_t *sms_json(const struct smsmodem_event *event)
{
	json_t *object = begun("sms");

	shown_set(object, "id", json_string(event->id));
	set_place(object, event);
	if (event->message.count > 0)
		return followed_by(object, shown_json(&event->message, NULL));
	shown_set(object, "kind", json_string("undecodable"));
	shown_set(object, "pdu", text_json(event->pdu));
	shown_set(object, "text_error", text_json(event->why));
	return object;
}

static json_t *report_json(const struct smsmodem_event *event)
{
	json_t *object = begun("report");

	shown_set(object, "id", text_json(event->send_id));
	set_place(object, event);
	return followed_by(object, shown_report_json(event->message.parts));
}

static json_t *call_json(const struct smsmodem_event *event)
{
	json_t *object = begun("call");

	shown_set(object, "from", text_json(event->number));
	shown_set(object, "state", text_json(event->text));
	return object;
}

static json_t *ussd_json(const struct smsmodem_event *event)
{
	json_t *object = begun("ussd");

	shown_set(object, "state", json_integer(event->ussd_state));
	shown_set(object, "text", text_json(event->text));
	return object;
}

static bool is_full(const struct smsmodem_event *event)
{
	return event->used >= event->total;
}

static json_t *storage_json(const struct smsmodem_event *event)
{
	json_t *object = begun("storage-full");

	shown_set(object, "storage", text_json(event->storage));
	shown_set(object, "used", json_integer(event->used));
	shown_set(object, "total", json_integer(event->total));
	shown_set(object, "full", json_boolean(is_full(event)));
	return object;
}

json_t *receive_shown_link(enum smsmodem_link_state state, const char *device, const char *text)
{
	json_t *object = begun("link");

	shown_set(object, "state", json_string(link_states[state & 3]));
	shown_set(object, "device", text_json(device));
	shown_set(object, "text", text_json(text));
	return object;
}

json_t *receive_shown_json(const struct smsmodem_event *event, const char *device)
{
	switch (event->kind) {
	case SMSMODEM_EVENT_SMS: return sms_json(event);
	case SMSMODEM_EVENT_REPORT: return report_json(event);
	case SMSMODEM_EVENT_CB: return followed_by(begun("cb"), shown_cb_json(event->cb, false));
	case SMSMODEM_EVENT_CALL: return call_json(event);
	case SMSMODEM_EVENT_USSD: return ussd_json(event);
	case SMSMODEM_EVENT_STORAGE: return storage_json(event);
	case SMSMODEM_EVENT_LINK: break;
	}
	return receive_shown_link(event->state, device, event->text);
}

/* --- for people --- */

static void print_foreign(const char *text)
{
	output_foreign(stdout, text, strlen(text), 2);
}

/* "SM 3, unread: "; what came by itself has none. */
static void print_place(const struct smsmodem_event *event)
{
	if (event->storage)
		print_foreign(event->storage);
	if (event->storage && event->index >= 0)
		(void)printf(" %d", event->index);
	if (event->storage && stat_name(event))
		(void)printf(", %s", stat_name(event));
	if (event->redelivered)
		(void)printf("%sredelivered", event->storage ? ", " : "");
	if (event->storage || event->redelivered)
		(void)fputs(": ", stdout);
}

static bool print_message(const struct smsmodem_event *event)
{
	print_place(event);
	if (event->message.count > 0 && !shown_print(&event->message, NULL))
		return false;
	if (event->message.count == 0) {
		(void)fputs("undecodable (", stdout);
		print_foreign(event->why ? event->why : "no reason known");
		(void)fputs(")\n  ", stdout);
		print_foreign(event->pdu ? event->pdu : "");
	}
	if (event->send_id) {
		(void)fputs("\n  of ", stdout);
		print_foreign(event->send_id);
	}
	return true;
}

static void print_other(const struct smsmodem_event *event, const char *device)
{
	const char *text = event->text ? event->text : "";

	if (event->kind == SMSMODEM_EVENT_CALL) {
		(void)fputs("call from ", stdout);
		print_foreign(event->number ? event->number : "a number that is withheld");
	} else if (event->kind == SMSMODEM_EVENT_USSD) {
		(void)printf("ussd %d", event->ussd_state);
	} else if (event->kind == SMSMODEM_EVENT_STORAGE) {
		print_foreign(event->storage ? event->storage : "storage");
		(void)printf(" is %s: %d of %d", is_full(event) ? "full" : "nearly full",
			     event->used, event->total);
		return;
	} else {
		print_foreign(device);
		(void)printf(" is %s", link_states[event->state & 3]);
		if (strcmp(text, device) == 0)
			return;
	}
	if (*text)
		(void)fputs(": ", stdout);
	print_foreign(text);
}

bool receive_shown_print(const struct smsmodem_event *event, const char *device)
{
	switch (event->kind) {
	case SMSMODEM_EVENT_CB: shown_cb_print(event->cb, false); return true;
	case SMSMODEM_EVENT_SMS:
	case SMSMODEM_EVENT_REPORT:
		if (!print_message(event))
			return false;
		break;
	case SMSMODEM_EVENT_CALL:
	case SMSMODEM_EVENT_USSD:
	case SMSMODEM_EVENT_STORAGE:
	case SMSMODEM_EVENT_LINK: print_other(event, device); break;
	}
	(void)fputc('\n', stdout);
	return true;
}
