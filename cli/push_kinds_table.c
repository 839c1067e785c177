/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push.h"
#include <string.h>

/* Ports of WAP push; a port of Smart Messaging has no source. */
#define PORTS_WAP SMSMODEM_PORT_PUSH, SMSMODEM_PORT_WSP

const struct push_kind push_kinds[] = {
	{"si", PUSH_SI, PORTS_WAP, PUSH_HREF, "Push a service indication: a text and a link",
	 "  smsmodem -d /dev/ttyUSB0 push si +491701234567 --href http://example.com/news --text "
	 "News\n"
	 "  smsmodem encode push si +491701234567 --href http://example.com/ --id news "
	 "--created now --expires 3d\n",
	 push_times, push_document},
	{"sl", PUSH_SL, PORTS_WAP, PUSH_HREF, "Push a service loading: a page to be opened",
	 "  smsmodem -d /dev/ttyUSB0 push sl +491701234567 --href http://example.com/start "
	 "--action high\n",
	 NULL, push_document},
	{"mms", PUSH_MMS, PORTS_WAP, PUSH_LOCATION, "Push the notification of an MMS",
	 "  smsmodem -d /dev/ttyUSB0 push mms +491701234567 --location http://mmsc/1 "
	 "--from +491707654321 --size 23000\n"
	 "  smsmodem push mms +491701234567 --location http://mmsc/1 --from a@example.com "
	 "--subject Hello --explain\n",
	 push_mms_prepare, push_mms},
	{"co", PUSH_CO, PORTS_WAP, PUSH_OPTIONS, "Push a cache operation: pages to be forgotten",
	 "  smsmodem -d /dev/ttyUSB0 push co +491701234567 --object http://example.com/news "
	 "--service http://example.com/shop/\n",
	 push_co_prepare, push_document},
	{"emn", PUSH_EMN, PORTS_WAP, PUSH_MAILBOX, "Push an e-mail notification",
	 "  smsmodem -d /dev/ttyUSB0 push emn +491701234567 --mailbox mailat:joe@example.com "
	 "--timestamp now\n",
	 push_emn_prepare, push_document},
	{"prov", PUSH_PROV, PORTS_WAP, PUSH_OPTIONS, "Push settings: OMA client provisioning",
	 "  smsmodem -d /dev/ttyUSB0 push prov +491701234567 --file internet.xml --sec userpin "
	 "--pin-file pin\n"
	 "  smsmodem -d /dev/ttyUSB0 push prov +491701234567 --file internet.xml --sec netpin "
	 "--imsi 262011234567890\n",
	 push_prov_prepare, push_prov},
	{"xml", PUSH_XML, PORTS_WAP, PUSH_OPTIONS, "Push any document that has a binary form",
	 "  smsmodem -d /dev/ttyUSB0 push xml +491701234567 --file rights.xml\n", push_read,
	 push_xml},
	{"raw", PUSH_RAW, PORTS_WAP, PUSH_CONTENT_TYPE, "Push octets of any content type",
	 "  smsmodem -d /dev/ttyUSB0 push raw +491701234567 --content-type text/plain --file note\n"
	 "  smsmodem encode push raw +491701234567 --content-type 0x2E --hex 02056A0045C601\n",
	 push_raw_prepare, push_raw},
	{"vcard", PUSH_VCARD, SMSMODEM_PORT_VCARD, 0, PUSH_OPTIONS, "Push a visiting card",
	 "  smsmodem -d /dev/ttyUSB0 push vcard +491701234567 --file joe.vcf\n", push_read,
	 push_smart},
	{"vcalendar", PUSH_VCALENDAR, SMSMODEM_PORT_VCALENDAR, 0, PUSH_OPTIONS,
	 "Push an entry of a calendar",
	 "  smsmodem -d /dev/ttyUSB0 push vcalendar +491701234567 --file meeting.vcs\n", push_read,
	 push_smart},
	{"ringtone", PUSH_RINGTONE, SMSMODEM_PORT_RINGTONE, 0, PUSH_OPTIONS, "Push a ringtone",
	 "  smsmodem -d /dev/ttyUSB0 push ringtone +491701234567 --rtttl "
	 "'Scale:d=4,o=5,b=120:c,d,e,f,g,a,b'\n",
	 push_ringtone_prepare, push_ringtone},
	{"logo", PUSH_LOGO, SMSMODEM_PORT_OPERATOR_LOGO, 0, PUSH_OPTIONS,
	 "Push an operator logo: a picture of 72 by 14",
	 "  smsmodem -d /dev/ttyUSB0 push logo +491701234567 --file logo.png --network-code "
	 "262-01\n",
	 push_bitmap_prepare, push_smart},
	{"icon", PUSH_ICON, SMSMODEM_PORT_CLI_ICON, 0, PUSH_OPTIONS,
	 "Push an icon for a group of callers: a picture of 72 by 14",
	 "  smsmodem -d /dev/ttyUSB0 push icon +491701234567 --file friends.pbm\n",
	 push_bitmap_prepare, push_smart},
	{"picture", PUSH_PICTURE, SMSMODEM_PORT_PICTURE, 0, PUSH_OPTIONS,
	 "Push a picture message: 72 by 28, and a text",
	 "  smsmodem -d /dev/ttyUSB0 push picture +491701234567 --file card.png --text 'See you'\n",
	 push_bitmap_prepare, push_smart},
	{NULL, 0, 0, 0, PUSH_OPTIONS, NULL, NULL, NULL, NULL},
};

const struct push_kind *push_find(const char *name)
{
	for (const struct push_kind *kind = push_kinds; kind->name; kind++)
		if (strcmp(kind->name, name) == 0)
			return kind;
	return NULL;
}

const char *push_names(unsigned kinds, const char *last, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (const struct push_kind *kind = push_kinds; kind->name; kind++) {
		char between[8];

		if (!(kinds & kind->bit))
			continue;
		kinds &= ~kind->bit;
		(void)snprintf(between, sizeof between, " %s ", last);
		int length = snprintf(text + used, size - used, "%s%s",
				      used == 0 ? ""
				      : kinds   ? ", "
						: between,
				      kind->name);
		used += (size_t)length < size - used ? (size_t)length : 0;
	}
	return text;
}
