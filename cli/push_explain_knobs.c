/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user could do to make a push shorter, and what comes of it. */
#include "push_explain.h"
#include <stdlib.h>
#include <string.h>

/* An option with another value, or without. */
static const struct change {
	const char *name;
	unsigned kinds;
	enum push_option option;
	const char *value; /* NULL: it is left out */
} changes[] = {
	{"--no-subject", PUSH_MMS, PUSH_SUBJECT, NULL},
	{"without --long-content-type", PUSH_WSP, PUSH_LONG_CONTENT_TYPE, NULL},
	{"with --long-content-type", PUSH_WSP, PUSH_LONG_CONTENT_TYPE, ""},
	{"without --from", PUSH_MMS, PUSH_FROM, NULL},
	{"without --insert-address", PUSH_MMS, PUSH_INSERT_ADDRESS, NULL},
	{"--charset iso-8859-1", PUSH_MMS, PUSH_CHARSET, "iso-8859-1"},
	{"without --charset", PUSH_MMS, PUSH_CHARSET, NULL},
	{"--transaction of one character", PUSH_MMS, PUSH_TRANSACTION, "1"},
	{"without --delivery-report", PUSH_MMS, PUSH_DELIVERY_REPORT, NULL},
	{"without --priority", PUSH_MMS, PUSH_PRIORITY, NULL},
	{"without --text", PUSH_SI | PUSH_PICTURE, PUSH_TEXT, NULL},
	{"without --created", PUSH_SI, PUSH_CREATED, NULL},
	{"without --expires", PUSH_SI, PUSH_EXPIRES, NULL},
	{"without --id", PUSH_SI, PUSH_ID, NULL},
	{"without --action", PUSH_SI | PUSH_SL, PUSH_ACTION, NULL},
	{"without --timestamp", PUSH_EMN, PUSH_TIMESTAMP, NULL},
	{"without --content-type", PUSH_WSP & ~(unsigned)PUSH_RAW, PUSH_CONTENT_TYPE, NULL},
	{"--application-id none (browser)", PUSH_WSP, PUSH_APPLICATION_ID, "none"},
	{"without --header", PUSH_WSP, PUSH_HEADER, NULL},
	{"without --mms-header", PUSH_MMS, PUSH_MMS_HEADER, NULL},
};

static void add(struct push_explained *explained, const char *name, struct push_cost cost)
{
	struct push_knob *knob = &explained->knobs[explained->knob_count];

	if (explained->knob_count == PUSH_KNOBS_MAX)
		return;
	(void)snprintf(knob->name, sizeof knob->name, "%s", name);
	knob->cost = cost;
	explained->knob_count++;
}

/* What would make it longer is of interest only where people ask for it: of old phones.
 * @return false: it saves nothing, or the push could not be so */
static bool try_option(struct push_explained *explained, const char *name, enum push_option option,
		       const char *value)
{
	size_t octets = push_explain_length(explained->push, option, value);

	if (octets == 0 || octets == explained->cost.octets ||
	    (octets > explained->cost.octets && option != PUSH_LONG_CONTENT_TYPE))
		return false;
	add(explained, name, push_explain_cost(explained, octets, explained->segment_size));
	return octets < explained->cost.octets;
}

/* The port that a scheme has anyway, out of a URL. @return malloc'd, or NULL: it is not in it */
static char *without_port(const char *url)
{
	static const char *const starts[] = {"http://", "https://"};
	static const char *const ports[] = {":80", ":443"};

	for (size_t i = 0; i < 2; i++) {
		size_t start = strlen(starts[i]), port = strlen(ports[i]);
		if (strncmp(url, starts[i], start) != 0)
			continue;
		size_t host = start + strcspn(url + start, ":/?#");
		if (strncmp(url + host, ports[i], port) != 0 ||
		    (url[host + port] != '\0' && url[host + port] != '/'))
			continue;
		char *shorter = strdup(url);
		if (shorter)
			memmove(shorter + host, shorter + host + port,
				strlen(url) - host - port + 1);
		return shorter;
	}
	return NULL;
}

static enum push_option url_option(const struct push *push)
{
	return push->kind->bit == PUSH_MMS ? PUSH_LOCATION : PUSH_HREF;
}

/* All that saves something at once: the least that this push can be. */
static void try_all(struct push_explained *explained, const struct push *all, int count, bool aside)
{
	size_t octets = push_explain_length(all, PUSH_EXPLAIN, NULL);

	if (count > 1 && octets > 0 && octets < explained->cost.octets)
		add(explained, aside ? "all others of these that save" : "all of these that save",
		    push_explain_cost(explained, octets, explained->segment_size));
}

/* Larger segments, where the message centre takes them. */
static void try_segments(struct push_explained *explained)
{
	const struct push_cost cost = push_explain_cost(explained, explained->cost.octets, 140);

	if (explained->segment_size < 140 && cost.segments < explained->cost.segments)
		add(explained, "--segment-size 140", cost);
}

void push_explain_knobs(struct push_explained *explained)
{
	struct push all = *explained->push;
	enum push_option option = url_option(&all);
	char *url = all.value[option] ? without_port(all.value[option]) : NULL;
	bool aside = false;
	int count = 0;

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		const struct change *change = &changes[i];
		if (!(change->kinds & explained->push->kind->bit) ||
		    !try_option(explained, change->name, change->option, change->value))
			continue;
		if (change->option == PUSH_APPLICATION_ID) {
			aside = true; /* what arrives elsewhere is not the same push made shorter */
			continue;
		}
		all.value[change->option] = change->value;
		if (change->option == PUSH_HEADER)
			all.headers.count = 0;
		if (change->option == PUSH_MMS_HEADER)
			all.mms_headers.count = 0;
		count++;
	}
	if (url && try_option(explained, "URL without its port", option, url)) {
		all.value[option] = url;
		count++;
	}
	try_all(explained, &all, count, aside);
	free(url);
	try_segments(explained);
	explicit_bzero(all.pin, sizeof all.pin);
}
