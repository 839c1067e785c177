/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came by push, for people. */
#include "shown_push.h"
#include <inttypes.h>
#include <string.h>

#define INDENT 4

/* --- values --- */

/*
 * Lines of text from outside, whose ends may be those of vCards, below each other; behind a bar, so
 * that none can be taken for a field.
 */
static void print_lines(const char *text, int indent)
{
	(void)printf("\n%*s| ", indent, "");
	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n");
		bool cr = length > 0 && line[length] && line[length - 1] == '\r';

		output_foreign(stdout, line, length - cr, indent);
		line += length + (line[length] != '\0');
		if (*line)
			(void)printf("\n%*s| ", indent, "");
	}
}

void shown_push_veil(size_t octets)
{
	(void)printf("(%zu octet%s that may hold secrets: --secrets shows them)", octets,
		     octets == 1 ? "" : "s");
}

/* "2 days 23 hours 59 minutes" */
static void print_period(int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}};
	const char *separator = "";

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		int64_t count = seconds / units[i].seconds;

		seconds %= units[i].seconds;
		if (count == 0)
			continue;
		(void)printf("%s%" PRId64 " %s%s", separator, count, units[i].name,
			     count == 1 ? "" : "s");
		separator = " ";
	}
	if (!*separator)
		(void)fputs("at once", stdout);
}

static void print_size(int64_t octets)
{
	(void)printf("%" PRId64 " octet%s", octets, octets == 1 ? "" : "s");
	if (octets >= 1024)
		(void)printf(" (%.1f KiB)", (double)octets / 1024);
}

static bool has_end(const char *text, const char *end)
{
	size_t length = strlen(text), count = strlen(end);

	return length >= count && strcmp(text + length - count, end) == 0;
}

static void print_number(const struct smsmodem_push_field *field)
{
	if (has_end(field->key, "_seconds"))
		print_period(field->number);
	else if (strcmp(field->key, "size") == 0)
		print_size(field->number);
	else
		(void)printf("%" PRId64, field->number);
}

/* @param kind what it is a field of, in front of a name that comes from outside */
static void print_field(const struct smsmodem_push_field *field, const char *kind)
{
	(void)printf("\n%*s%s", INDENT, "", kind);
	shown_line(field->name, strlen(field->name));
	(void)fputs(": ", stdout);
	if (field->kind == SMSMODEM_PUSH_NUMBER)
		print_number(field);
	else if (field->kind == SMSMODEM_PUSH_FLAG)
		(void)fputs(field->number ? "yes" : "no", stdout);
	else if (strchr(field->text, '\n'))
		print_lines(field->text, INDENT);
	else
		shown_line(field->text, strlen(field->text));
}

/* --- which --- */

/* Of what is not looked into, which may be a document with secrets all the same. */
static bool is_content(const struct smsmodem_push *push, const char *key)
{
	return smsmodem_push_kind(push) == SMSMODEM_PUSH_OTHER &&
	       (strcmp(key, "data") == 0 || strcmp(key, "text") == 0);
}

/* What people want to know only when they ask for more, or see elsewhere. */
static bool is_hidden(const struct smsmodem_push *push, const char *key, bool verbose)
{
	static const char *const technical[] = {"content_type", "charset",    "tid",
						"document",     "parameters", "version",
						"message_type"};

	if (strcmp(key, "pbm") == 0)
		return true;
	if (strcmp(key, "content_type") == 0 && smsmodem_push_kind(push) == SMSMODEM_PUSH_OTHER)
		return true; /* it is in the first line */
	for (size_t i = 0; !verbose && i < sizeof technical / sizeof technical[0]; i++)
		if (strcmp(key, technical[i]) == 0)
			return true;
	return false;
}

static const char *text_of(const struct smsmodem_push *push, const char *key)
{
	const struct smsmodem_push_field *field = smsmodem_push_find(push, key);

	return field && field->kind == SMSMODEM_PUSH_TEXT ? field->text : "";
}

static const char *mms_title(const struct smsmodem_push *push)
{
	static const char *const titles[][2] = {
		{"m-notification-ind", "MMS notification"},
		{"m-delivery-ind", "MMS delivery report"},
		{"m-read-orig-ind", "MMS read report"},
	};
	const char *type = text_of(push, "message_type");

	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (strcmp(titles[i][0], type) == 0)
			return titles[i][1];
	return "MMS message";
}

static const char *smart_title(const struct smsmodem_push *push)
{
	static const char *const titles[][2] = {
		{"vcard", "business card"},        {"vcalendar", "calendar entry"},
		{"ringtone", "ringtone"},          {"operator-logo", "operator logo"},
		{"cli-icon", "caller group icon"}, {"picture", "picture message"},
		{"settings", "phone settings"},
	};
	const char *type = smsmodem_push_type(push);

	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (strcmp(titles[i][0], type) == 0)
			return titles[i][1];
	return type;
}

static void print_title(const struct smsmodem_push *push)
{
	static const char *const titles[] = {
		[SMSMODEM_PUSH_SI] = "service indication",
		[SMSMODEM_PUSH_SL] = "service loading",
		[SMSMODEM_PUSH_CO] = "cache operation",
		[SMSMODEM_PUSH_EMN] = "e-mail notification",
		[SMSMODEM_PUSH_PROV] = "provisioning document",
		[SMSMODEM_PUSH_DM] = "device management notification",
	};
	enum smsmodem_push_kind kind = smsmodem_push_kind(push);
	const char *type = text_of(push, "content_type");
	const char *title = kind == SMSMODEM_PUSH_MMS     ? mms_title(push)
			    : kind == SMSMODEM_PUSH_SMART ? smart_title(push)
			    : kind == SMSMODEM_PUSH_OTHER ? "push of "
			    : kind == SMSMODEM_PUSH_XML   ? "document of "
							  : titles[kind];

	(void)printf("\n  %s", title);
	if (kind == SMSMODEM_PUSH_OTHER || kind == SMSMODEM_PUSH_XML)
		shown_line(type, strlen(type));
}

/* --- documents --- */

/* Settings or provisioning in a language whose names are not theirs: which of its values are
 * secrets, nobody can tell. */
static bool has_nameless_secrets(const struct smsmodem_push *push)
{
	bool settings = strcmp(smsmodem_push_type(push), "settings") == 0;
	struct smsmodem_wbxml wbxml;
	const uint8_t *body;
	size_t length = smsmodem_push_body(push, &body);

	if (!settings && smsmodem_push_kind(push) != SMSMODEM_PUSH_PROV)
		return false;
	if (smsmodem_wbxml_begin(&wbxml, body, length, text_of(push, "content_type"), NULL) < 0)
		return settings;
	return wbxml.language != SMSMODEM_WBXML_PROV && wbxml.language != SMSMODEM_WBXML_OTA;
}

/* Of the short kinds all is said by the fields. */
static bool is_told_by_fields(enum smsmodem_push_kind kind)
{
	return kind == SMSMODEM_PUSH_SI || kind == SMSMODEM_PUSH_SL || kind == SMSMODEM_PUSH_CO ||
	       kind == SMSMODEM_PUSH_EMN;
}

static void print_xml(struct smsmodem_push *push, const struct shown_push_options *options)
{
	unsigned flags = SMSMODEM_XML_INDENT | (options->secrets ? 0U : SMSMODEM_XML_MASK);

	if (is_told_by_fields(smsmodem_push_kind(push)) && !options->verbose)
		return;
	const char *xml = smsmodem_push_xml_text(push, flags);
	if (!xml)
		return;
	if (has_nameless_secrets(push) && !options->secrets)
		(void)printf("\n%*sa document that may have secrets: --secrets shows it", INDENT,
			     "");
	else
		print_lines(xml, INDENT);
}

static void print_body(const struct smsmodem_push *push)
{
	const uint8_t *body;
	size_t length = smsmodem_push_body(push, &body);

	(void)printf("\n%*sbody: ", INDENT, "");
	for (size_t i = 0; i < length; i++)
		(void)printf("%02X", body[i]);
}

static void print_more(const struct smsmodem_push *push, bool hidden)
{
	const struct smsmodem_push_field *headers;
	size_t count = smsmodem_push_headers(push, &headers);

	for (size_t i = 0; i < count; i++)
		print_field(&headers[i], "header ");
	if (!hidden)
		print_body(push);
}

/* --- pictures --- */

static void draw(FILE *stream, const struct smsmodem_bitmap *bitmap, int indent, const char *before)
{
	static const char *const halves[] = {" ", "▀", "▄", "█"};

	for (unsigned y = 0; y < bitmap->height; y += 2) {
		(void)fprintf(stream, "%s%*s", y > 0 ? "\n" : before, indent, "");
		for (unsigned x = 0; x < bitmap->width; x++) {
			unsigned upper = smsmodem_bitmap_dot(bitmap, x, y);
			unsigned lower =
				y + 1U < bitmap->height && smsmodem_bitmap_dot(bitmap, x, y + 1);

			(void)fputs(halves[upper | lower << 1], stream);
		}
	}
}

void shown_push_bitmap(FILE *stream, const struct smsmodem_bitmap *bitmap)
{
	draw(stream, bitmap, 2, "");
	(void)fputc('\n', stream);
}

static void print_fields(const struct shown_push *found, bool verbose, bool hidden)
{
	const struct smsmodem_push_field *fields;
	size_t count = smsmodem_push_fields(found->push, &fields);

	for (size_t i = 0; i < count; i++) {
		if (is_hidden(found->push, fields[i].key, verbose) ||
		    (found->incomplete && strcmp(fields[i].key, "problem") == 0))
			continue;
		if (!hidden || !is_content(found->push, fields[i].key)) {
			print_field(&fields[i], "");
			continue;
		}
		(void)printf("\n%*s%s: ", INDENT, "", fields[i].name);
		shown_push_veil(smsmodem_push_body(found->push, &(const uint8_t *){NULL}));
	}
}

void shown_push_print(const struct shown_push *found, const struct shown_push_options *options)
{
	static const struct shown_push_options none;
	bool hidden = shown_push_hides(found, options);

	options = options ? options : &none;
	if (!found->push) {
		(void)fputs("\n  push: cannot be read: ", stdout);
		shown_line(found->why.text, strlen(found->why.text));
		return;
	}
	const struct smsmodem_bitmap *bitmap = smsmodem_push_bitmap(found->push);
	print_title(found->push);
	print_fields(found, options->verbose, hidden);
	if (bitmap)
		draw(stdout, bitmap, INDENT, "\n");
	print_xml(found->push, options);
	if (options->verbose)
		print_more(found->push, hidden);
}
