/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown_cb.h"
#include "shown_json.h"
#include <string.h>

/* --- what it holds --- */

static bool is_etws(const struct smsmodem_cb *cb)
{
	return cb->form == SMSMODEM_CB_ETWS;
}

static struct smsmodem_cb_dcs coding(const struct smsmodem_cb *cb)
{
	struct smsmodem_cb_dcs dcs = smsmodem_cb_dcs_decode(cb->dcs);

	if (is_etws(cb))
		dcs.encoding = SMSMODEM_ENCODING_8BIT;
	return dcs;
}

static bool is_text(const struct smsmodem_cb *cb)
{
	enum smsmodem_encoding encoding = coding(cb).encoding;

	return encoding == SMSMODEM_ENCODING_GSM7 || encoding == SMSMODEM_ENCODING_UCS2;
}

static bool is_here(const struct smsmodem_cb *cb, unsigned n)
{
	return cb->present >> (n - 1) & 1;
}

static unsigned first_page(const struct smsmodem_cb *cb)
{
	unsigned n = 1;

	while (n < cb->pages && !is_here(cb, n))
		n++;
	return n;
}

static unsigned count_pages(const struct smsmodem_cb *cb)
{
	unsigned count = 0;

	for (unsigned n = 1; n <= cb->pages; n++)
		count += is_here(cb, n);
	return count;
}

const char *shown_cb_warning(unsigned type)
{
	static const char *const names[] = {"earthquake", "tsunami", "earthquake and tsunami",
					    "test", "other"};

	return type < sizeof names / sizeof names[0] ? names[type] : "reserved";
}

/* --- JSON --- */

static void set_number(json_t *object, const char *key, unsigned number)
{
	shown_set(object, key, json_integer((json_int_t)number));
}

static void set_coding(json_t *object, const struct smsmodem_cb *cb)
{
	struct smsmodem_cb_dcs dcs = coding(cb);

	set_number(object, "dcs", cb->dcs);
	shown_set(object, "class",
		  dcs.message_class >= 0 ? json_integer(dcs.message_class) : json_null());
	shown_set(object, "encoding", json_string(smsmodem_encoding_name(dcs.encoding)));
	shown_set(object, "language",
		  cb->language[0] ? output_string(cb->language, strlen(cb->language))
				  : json_null());
}

static void set_warning(json_t *object, const struct smsmodem_cb *cb)
{
	unsigned type = cb->warning_type >> 9;

	shown_set(object, "warning",
		  json_pack("{s:i, s:s, s:b, s:b}", "type", (int)type, "text",
			    shown_cb_warning(type), "alert", cb->warning_type >> 8 & 1, "popup",
			    cb->warning_type >> 7 & 1));
}

static void set_content(json_t *object, const struct smsmodem_cb *cb)
{
	char text[SMSMODEM_CB_TEXT_SIZE];
	uint8_t data[SMSMODEM_CB_DATA_MAX];

	if (is_text(cb)) {
		int length = smsmodem_cb_text(cb, text, sizeof text);

		shown_set(object, "text", output_string(text, length > 0 ? (size_t)length : 0));
		return;
	}
	int count = smsmodem_cb_data(cb, data, sizeof data);
	shown_set(object, "data", shown_hex(data, count > 0 ? (size_t)count : 0));
}

/* The elements of the first page's header; other pages may have one of their own. */
static void set_udh(json_t *object, const struct smsmodem_cb *cb)
{
	unsigned n = first_page(cb);
	json_t *list = json_array();
	struct smsmodem_ie ie;
	size_t position = 0;

	while (smsmodem_cb_udh_next(cb, n, &position, &ie) > 0)
		(void)json_array_append_new(list, json_pack("{s:i, s:s, s:o}", "iei", ie.iei,
							    "name", smsmodem_iei_name(ie.iei),
							    "data", shown_hex(ie.data, ie.length)));
	shown_set(object, "udh", list);
}

static void set_missing(json_t *object, const struct smsmodem_cb *cb)
{
	json_t *missing = json_array();

	for (unsigned n = 1; n <= cb->pages; n++)
		if (!is_here(cb, n))
			(void)json_array_append_new(missing, json_integer((json_int_t)n));
	shown_set(object, "incomplete", json_true());
	shown_set(object, "missing", missing);
}

json_t *shown_cb_json(const struct smsmodem_cb *cb, bool page)
{
	json_t *object = json_pack("{s:s}", "kind", "cb");
	uint16_t serial = cb->serial;

	set_number(object, "message_id", cb->message_id);
	shown_set(object, "name", json_string(smsmodem_cb_name(cb->message_id)));
	set_number(object, "serial", serial);
	shown_set(object, "scope", json_string(smsmodem_cb_scope_name(smsmodem_cb_scope(serial))));
	set_number(object, "message_code", smsmodem_cb_message_code(serial));
	set_number(object, "update_number", smsmodem_cb_update_number(serial));
	set_number(object, "page", first_page(cb));
	set_number(object, "pages", cb->pages);
	if (is_etws(cb))
		set_warning(object, cb);
	else
		set_coding(object, cb);
	set_content(object, cb);
	if (cb->page[first_page(cb) - 1].udh_len > 0)
		set_udh(object, cb);
	if (!page && !smsmodem_cb_complete(cb))
		set_missing(object, cb);
	return object;
}

/* --- for people --- */

static void print_envelope(const struct smsmodem_cb *cb)
{
	uint16_t serial = cb->serial;

	(void)printf("cell broadcast %u (%s), serial %u: %s, code %u, update %u", cb->message_id,
		     smsmodem_cb_name(cb->message_id), serial,
		     smsmodem_cb_scope_name(smsmodem_cb_scope(serial)),
		     smsmodem_cb_message_code(serial), smsmodem_cb_update_number(serial));
}

static void print_warning(const struct smsmodem_cb *cb)
{
	(void)printf("\n  primary notification: %s%s%s", shown_cb_warning(cb->warning_type >> 9),
		     cb->warning_type >> 8 & 1 ? ", alert" : "",
		     cb->warning_type >> 7 & 1 ? ", popup" : "");
}

static void print_coding(const struct smsmodem_cb *cb)
{
	struct smsmodem_cb_dcs dcs = coding(cb);

	(void)printf("\n  %s", smsmodem_encoding_name(dcs.encoding));
	if (dcs.message_class >= 0)
		(void)printf(", class %d", dcs.message_class);
	if (cb->language[0])
		(void)printf(", language %s", cb->language);
}

static void print_pages(const struct smsmodem_cb *cb, bool page)
{
	if (page && cb->form == SMSMODEM_CB_GSM) {
		(void)printf(", page %u of %u", first_page(cb), cb->pages);
		return;
	}
	if (cb->pages > 1)
		(void)printf(", %u pages", cb->pages);
	if (smsmodem_cb_complete(cb))
		return;
	(void)printf(", incomplete: %u of %u, missing:", count_pages(cb), cb->pages);
	for (unsigned n = 1; n <= cb->pages; n++)
		if (!is_here(cb, n))
			(void)printf(" %u", n);
}

static void print_content(const struct smsmodem_cb *cb)
{
	char text[SMSMODEM_CB_TEXT_SIZE];
	uint8_t data[SMSMODEM_CB_DATA_MAX];
	int count;

	(void)fputs("\n  ", stdout);
	if (is_text(cb)) {
		count = smsmodem_cb_text(cb, text, sizeof text);
		output_foreign(stdout, text, count > 0 ? (size_t)count : 0, 2);
		return;
	}
	count = smsmodem_cb_data(cb, data, sizeof data);
	for (int i = 0; i < count; i++)
		(void)printf("%02X", data[i]);
}

void shown_cb_print(const struct smsmodem_cb *cb, bool page)
{
	print_envelope(cb);
	if (is_etws(cb))
		print_warning(cb);
	else
		print_coding(cb);
	print_pages(cb, page);
	print_content(cb);
	(void)fputc('\n', stdout);
}
