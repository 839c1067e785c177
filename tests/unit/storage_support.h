/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of a phone's memories share: what is listed, as text. */
#ifndef STORAGE_SUPPORT_H
#define STORAGE_SUPPORT_H

#include "phone_support.h"
#include <smsmodem/storage.h>

struct log {
	char text[8192];
	size_t length;
};

static inline void __attribute__((format(printf, 2, 3)))
log_add(struct log *log, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int count = vsnprintf(log->text + log->length, sizeof log->text - log->length, format,
			      arguments);
	va_end(arguments);
	assert_true(count >= 0 && (size_t)count < sizeof log->text - log->length);
	log->length += (size_t)count;
}

static inline void log_stored(struct log *log, const struct smsmodem_stored *stored)
{
	char text[SMSMODEM_TEXT_SIZE(1)] = "";
	const char *stat = smsmodem_stat_name(stored->stat);

	assert_int_not_equal(stored->content, 0);
	if (!stored->why && !stored->text)
		assert_true(smsmodem_text(&stored->tpdu, 1, text, sizeof text) >= 0);
	log_add(log, "%s %d %s", stored->storage, stored->index, stat ? stat : "-");
	if (stored->why)
		log_add(log, " bad %s\n", stored->pdu ? stored->pdu : "");
	else
		log_add(log, " %s: %s\n", stored->tpdu.peer.text,
			stored->text ? stored->text : text);
}

/* List to the end. @return what smsmodem_list_next ended with */
static inline int list(struct phone *phone, const struct smsmodem_list_options *options,
		       struct log *log)
{
	struct smsmodem_listing *listing;
	struct smsmodem_stored stored;
	struct smsmodem_error error = {0};
	int result = smsmodem_list_begin(phone->modem, options, &listing, &error);

	log->length = 0;
	log->text[0] = '\0';
	if (result < 0)
		return result;
	while ((result = smsmodem_list_next(listing, &stored, &error)) > 0)
		log_stored(log, &stored);
	smsmodem_list_end(listing);
	if (result < 0)
		log_add(log, "%s\n", error.text);
	return result;
}

static inline void check_list(struct phone *phone, const char *name,
			      const struct smsmodem_list_options *options, const char *expected)
{
	struct log log;
	int result = list(phone, options, &log);

	if (result != 0 || strcmp(log.text, expected) != 0)
		fail_msg("%s: %d\nwanted:\n%sgot:\n%s\nwire:\n%s", name, result, expected, log.text,
			 phone->written);
}

#endif
