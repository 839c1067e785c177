/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of pushes: which kind has which, and what it takes. */
#include "push.h"
#include <string.h>

const struct cli_option push_options[] = {
	[PUSH_HREF] = {"href", 0, "URL", "where it leads"},
	[PUSH_TEXT] = {"text", 0, "TEXT", "what the user is shown with it"},
	[PUSH_ACTION] = {"action", 0, "NAME", "how urgent: see si and sl"},
	[PUSH_CREATED] = {"created", 0, "TIME", "when it was made: a date, or now"},
	[PUSH_EXPIRES] = {"expires", 0, "TIME", "when it ends: a date, or 3d from now"},
	[PUSH_ID] = {"id", 0, "ID", "identifier; a later one with it replaces it"},
	[PUSH_LOCATION] = {"location", 0, "URL", "where the message is fetched"},
	[PUSH_FROM] = {"from", 0, "A", "sender: a number, an address or a name"},
	[PUSH_INSERT_ADDRESS] = {"insert-address", 0, NULL, "the sender is to be inserted"},
	[PUSH_SUBJECT] = {"subject", 0, "TEXT", "subject"},
	[PUSH_NO_SUBJECT] = {"no-subject", 0, NULL, "without one, also if one is given"},
	[PUSH_SIZE] = {"size", 0, "N", "octets of the message (0)"},
	[PUSH_CLASS] = {"class", 'c', "CLASS", "message class 0..3; of mms personal, ..."},
	[PUSH_EXPIRY] = {"expiry", 0, "TIME", "how long it can be fetched: 3d (7d), or a date"},
	[PUSH_TRANSACTION] = {"transaction", 0, "ID", "identifier, not a random one"},
	[PUSH_MMS_VERSION] = {"mms-version", 0, "N.N", "1.0 (the default) to 1.3"},
	[PUSH_PRIORITY] = {"priority", 0, "NAME", "low, normal or high"},
	[PUSH_DELIVERY_REPORT] = {"delivery-report", 0, "YES|NO", "whether the sender wants one"},
	[PUSH_CHARSET] = {"charset", 0, "NAME", "of subject and sender (utf-8 where needed)"},
	[PUSH_MMS_HEADER] = {"mms-header", 0, "NAME: VALUE",
			     "a further MMS header; may be repeated"},
	[PUSH_MESSAGE_CLASS] = {"message-class", 0, "N", "mms: message class 0..3 of the SMS"},
	[PUSH_OBJECT] = {"object", 0, "URI", "an object to be forgotten; may be repeated"},
	[PUSH_SERVICE] = {"service", 0, "URI", "all objects below it likewise"},
	[PUSH_MAILBOX] = {"mailbox", 0, "URI", "mailat:user@host, imap://..., pop://..."},
	[PUSH_TIMESTAMP] = {"timestamp", 0, "TIME", "when the mail came: a date, or now"},
	[PUSH_FILE] = {"file", 'f', "FILE", "what is pushed; - or none: stdin"},
	[PUSH_HEX] = {"hex", 'x', "DATA", "raw: the body in hexadecimal"},
	[PUSH_RTTTL] = {"rtttl", 0, "TEXT", "ringtone: name:d=4,o=5,b=120:c,e,g"},
	[PUSH_NETWORK_CODE] = {"network-code", 0, "MCC-MNC", "logo: the network it is for"},
	[PUSH_MCC] = {"mcc", 0, "N", "logo: country code of the network"},
	[PUSH_MNC] = {"mnc", 0, "N", "logo: network code, two or three digits"},
	[PUSH_SEC] = {"sec", 0, "NAME", "prov: userpin, netpin, usernetpin, userpinmac or none"},
	[PUSH_PIN_FILE] = {"pin-file", 0, "FILE",
			   "prov: first line: PIN of the document, not of the SIM"},
	[PUSH_IMSI] = {"imsi", 0, "IMSI", "prov: of the SIM that it is for"},
	[PUSH_CONTENT_TYPE] = {"content-type", 0, "TYPE", "instead of the kind's own"},
	[PUSH_LONG_CONTENT_TYPE] = {"long-content-type", 0, NULL,
				    "as text, which only very old phones need"},
	[PUSH_APPLICATION_ID] = {"application-id", 0, "ID",
				 "X-Wap-Application-Id: a name, number, URN or none"},
	[PUSH_HEADER] = {"header", 0, "NAME: VALUE", "a further header; may be repeated"},
	[PUSH_TID] = {"tid", 0, "N", "transaction identifier of WSP, 0..255 (0)"},
	[PUSH_EXPLAIN] =
		{"explain", 0, NULL,
		 "what each piece costs and what would save some; `push` sends nothing then"},
	[PUSH_OPTIONS] = {NULL, 0, NULL, NULL},
};

static const unsigned kinds_of[PUSH_OPTIONS] = {
	[PUSH_HREF] = PUSH_SI | PUSH_SL,
	[PUSH_TEXT] = PUSH_SI | PUSH_PICTURE,
	[PUSH_ACTION] = PUSH_SI | PUSH_SL,
	[PUSH_CREATED] = PUSH_SI,
	[PUSH_EXPIRES] = PUSH_SI,
	[PUSH_ID] = PUSH_SI,
	[PUSH_LOCATION] = PUSH_MMS,
	[PUSH_FROM] = PUSH_MMS,
	[PUSH_INSERT_ADDRESS] = PUSH_MMS,
	[PUSH_SUBJECT] = PUSH_MMS,
	[PUSH_NO_SUBJECT] = PUSH_MMS,
	[PUSH_SIZE] = PUSH_MMS,
	[PUSH_CLASS] = PUSH_MMS, /* of the others it is that of every message */
	[PUSH_EXPIRY] = PUSH_MMS,
	[PUSH_TRANSACTION] = PUSH_MMS,
	[PUSH_MMS_VERSION] = PUSH_MMS,
	[PUSH_PRIORITY] = PUSH_MMS,
	[PUSH_DELIVERY_REPORT] = PUSH_MMS,
	[PUSH_CHARSET] = PUSH_MMS,
	[PUSH_MMS_HEADER] = PUSH_MMS,
	[PUSH_MESSAGE_CLASS] = PUSH_MMS,
	[PUSH_OBJECT] = PUSH_CO,
	[PUSH_SERVICE] = PUSH_CO,
	[PUSH_MAILBOX] = PUSH_EMN,
	[PUSH_TIMESTAMP] = PUSH_EMN,
	[PUSH_FILE] = PUSH_FILES,
	[PUSH_HEX] = PUSH_RAW,
	[PUSH_RTTTL] = PUSH_RINGTONE,
	[PUSH_NETWORK_CODE] = PUSH_LOGO,
	[PUSH_MCC] = PUSH_LOGO,
	[PUSH_MNC] = PUSH_LOGO,
	[PUSH_SEC] = PUSH_PROV,
	[PUSH_PIN_FILE] = PUSH_PROV,
	[PUSH_IMSI] = PUSH_PROV,
	[PUSH_CONTENT_TYPE] = PUSH_WSP,
	[PUSH_LONG_CONTENT_TYPE] = PUSH_WSP,
	[PUSH_APPLICATION_ID] = PUSH_WSP,
	[PUSH_HEADER] = PUSH_WSP,
	[PUSH_TID] = PUSH_WSP,
	[PUSH_EXPLAIN] = PUSH_ANY,
};

/* What an option takes where kinds differ. */
static const struct {
	enum push_option option;
	unsigned kinds;
	const char *argument, *help;
} said[] = {
	{PUSH_ACTION, PUSH_SI, "NAME", "none, low, medium (the default), high or delete"},
	{PUSH_ACTION, PUSH_SL, "NAME", "low (the default), high or cache"},
	{PUSH_TEXT, PUSH_PICTURE, "TEXT", "below the picture"},
	{PUSH_CLASS, PUSH_MMS, "NAME",
	 "personal (the default), advertisement, informational, auto, or any other"},
	{PUSH_FILE, PUSH_PROV, "FILE", "wap-provisioningdoc in XML; - or none: stdin"},
	{PUSH_FILE, PUSH_XML, "FILE", "the document; - or none: stdin"},
	{PUSH_FILE, PUSH_RAW, "FILE", "the body; - or none: stdin"},
	{PUSH_FILE, PUSH_VCARD, "FILE", "the vCard; - or none: stdin"},
	{PUSH_FILE, PUSH_VCALENDAR, "FILE", "the vCalendar; - or none: stdin"},
	{PUSH_FILE, PUSH_RINGTONE, "FILE", "RTTTL; - or none: stdin"},
	{PUSH_FILE, PUSH_LOGO | PUSH_ICON, "FILE", "PNG or PBM, 72 by 14; - or none: stdin"},
	{PUSH_FILE, PUSH_PICTURE, "FILE", "PNG or PBM, 72 by 28; - or none: stdin"},
	{PUSH_CONTENT_TYPE, PUSH_RAW, "TYPE", "what the body is"},
};

/* "prov: first line" says to the kind itself no more than "first line". */
static const char *without_kind(const char *help, const struct push_kind *kind)
{
	size_t length = strlen(kind->name);

	return strncmp(help, kind->name, length) == 0 && strncmp(help + length, ": ", 2) == 0
		       ? help + length + 2
		       : help;
}

void push_rows(const struct push_kind *kind, struct cli_option *rows, enum push_option *ids)
{
	size_t count = 0;

	for (int option = 0; option < PUSH_OPTIONS; option++) {
		if (!(kinds_of[option] & kind->bit))
			continue;
		rows[count] = push_options[option];
		rows[count].help = without_kind(rows[count].help, kind);
		for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
			if ((int)said[i].option != option || !(said[i].kinds & kind->bit))
				continue;
			rows[count].argument = said[i].argument;
			rows[count].help = said[i].help;
		}
		ids[count++] = (enum push_option)option;
	}
	rows[count] = (struct cli_option){NULL, 0, NULL, NULL};
}

/* Rows that `encode` has and sending has not. */
static bool is_of_encode(const char *option)
{
	static const char *const names[] = {
		"network",  "segment-size",  "message-id", "callback", "privacy",   "alert",
		"priority", "text-language", "format",     "template", "adaptation"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(option, names[i]) == 0)
			return true;
	return false;
}

const char *push_elsewhere(const char *option, char *text, size_t size)
{
	char names[120];
	int row = cli_find_option(push_options, option, strlen(option));

	if (row >= 0)
		(void)snprintf(text, size, "is an option of push %s",
			       push_names(kinds_of[row], "and", names, sizeof names));
	else if (is_of_encode(option))
		(void)snprintf(text, size,
			       "is for what is not sent by a modem: `smsmodem encode push` prints "
			       "it");
	return row >= 0 || is_of_encode(option) ? text : NULL;
}
