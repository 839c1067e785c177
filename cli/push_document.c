/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes of documents that the options describe: SI, SL, CO, EMN. */
#include "push.h"
#include <stdlib.h>
#include <string.h>

/* Room for XML of all that was given: a character becomes an entity of six at most. */
static size_t xml_size(const struct push *push)
{
	size_t length = 512;

	for (int i = 0; i < PUSH_OPTIONS; i++)
		length += push->value[i] ? strlen(push->value[i]) : 0;
	for (size_t i = 0; i < push->objects.count; i++)
		length += strlen(push->objects.item[i]) + 32;
	for (size_t i = 0; i < push->services.count; i++)
		length += strlen(push->services.item[i]) + 32;
	return 6 * length;
}

/* An address of mail is what people have at hand, and almost a URI. */
int push_emn_prepare(struct push *push)
{
	const char *mailbox = push->value[PUSH_MAILBOX];
	struct smsmodem_error error;

	if (strchr(mailbox, ':') || !strchr(mailbox, '@'))
		return push_times(push);
	smsmodem_error_set(&error, SMSMODEM_E_DATA,
			   "--mailbox is a URI, not an address of mail: write it as mailat:%.80s",
			   mailbox);
	return cli_fail(push->cli, &error);
}

int push_co_prepare(struct push *push)
{
	if (push->objects.count + push->services.count > 0)
		return 0;
	return cli_usage(push->cli, "push co wants --object URI or --service URI");
}

static int write_xml(const struct push *push, char *xml, size_t size, struct smsmodem_error *error)
{
	const char *const *value = push->value;
	const struct smsmodem_si si = {value[PUSH_HREF],    value[PUSH_TEXT],    value[PUSH_ACTION],
				       value[PUSH_CREATED], value[PUSH_EXPIRES], value[PUSH_ID]};
	const struct smsmodem_sl sl = {value[PUSH_HREF], value[PUSH_ACTION]};
	const struct smsmodem_co co = {push->objects.item, push->objects.count, push->services.item,
				       push->services.count};
	const struct smsmodem_emn emn = {value[PUSH_MAILBOX], value[PUSH_TIMESTAMP]};

	switch (push->kind->bit) {
	case PUSH_SI: return smsmodem_si_xml(&si, xml, size, error);
	case PUSH_SL: return smsmodem_sl_xml(&sl, xml, size, error);
	case PUSH_CO: return smsmodem_co_xml(&co, xml, size, error);
	default: return smsmodem_emn_xml(&emn, xml, size, error);
	}
}

int push_document(const struct push *push, uint8_t *datagram, size_t size,
		  struct smsmodem_error *error)
{
	struct smsmodem_push_envelope envelope;
	size_t room = xml_size(push);
	char *xml = malloc(room);

	if (!xml)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	int result = write_xml(push, xml, room, error);
	if (result >= 0 && push_envelope(push, &envelope, error) < 0)
		result = error->code;
	if (result >= 0)
		result = smsmodem_push_xml(&envelope, xml, (size_t)result, SMSMODEM_SEC_NONE, NULL,
					   datagram, size, error);
	free(xml);
	return result;
}
