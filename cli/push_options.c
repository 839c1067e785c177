/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A push from its options: what all kinds have in common. */
#include "push.h"
#include <stdlib.h>
#include <string.h>

static int add_item(struct push *push, struct push_list *list, enum push_option option,
		    const char *argument)
{
	if (list->count == PUSH_LIST_MAX)
		return cli_usage(push->cli, "--%s can be given %d times", push_options[option].name,
				 PUSH_LIST_MAX);
	list->item[list->count++] = argument;
	return 0;
}

int push_option(struct push *push, enum push_option option, const char *argument)
{
	push->value[option] = argument ? argument : "";
	if (option == PUSH_HEADER)
		return add_item(push, &push->headers, option, argument);
	if (option == PUSH_MMS_HEADER)
		return add_item(push, &push->mms_headers, option, argument);
	if (option == PUSH_OBJECT)
		return add_item(push, &push->objects, option, argument);
	if (option == PUSH_SERVICE)
		return add_item(push, &push->services, option, argument);
	return 0;
}

/* Of options that contradict each other none may win in silence. */
static const char *contrary(const struct push *push)
{
	const char *const *value = push->value;

	if (value[PUSH_FROM] && value[PUSH_INSERT_ADDRESS])
		return "--from and --insert-address exclude each other";
	if (value[PUSH_FILE] && value[PUSH_HEX])
		return "--file and --hex exclude each other";
	if (value[PUSH_FILE] && value[PUSH_RTTTL])
		return "--file and --rtttl exclude each other";
	if (value[PUSH_NETWORK_CODE] && (value[PUSH_MCC] || value[PUSH_MNC]))
		return "--network-code takes the place of --mcc and --mnc";
	return NULL;
}

/* One that takes back another by its --id leads nowhere (WAP-167-ServiceInd 5.2.1). */
static bool is_deletion(const struct push *push)
{
	const char *action = push->value[PUSH_ACTION];

	return push->kind->bit == PUSH_SI && action && strcmp(action, "delete") == 0 &&
	       push->value[PUSH_ID];
}

int push_prepare(struct push *push)
{
	const struct push_kind *kind = push->kind;
	const char *wrong = contrary(push);

	if (wrong)
		return cli_usage(push->cli, "%s", wrong);
	if (kind->required != PUSH_OPTIONS && !push->value[kind->required] && !is_deletion(push))
		return cli_usage(push->cli, "push %s wants --%s %s", kind->name,
				 push_options[kind->required].name,
				 push_options[kind->required].argument);
	return kind->prepare ? kind->prepare(push) : 0;
}

int push_envelope(const struct push *push, struct smsmodem_push_envelope *envelope,
		  struct smsmodem_error *error)
{
	const char *tid = push->value[PUSH_TID];
	long number = 0;

	if (tid && !parse_number(tid, 0, 255, &number))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "--tid is 0 to 255, not \"%.40s\"", tid);
	*envelope = (struct smsmodem_push_envelope){
		.tid = (uint8_t)number,
		.long_content_type = push->value[PUSH_LONG_CONTENT_TYPE] != NULL,
		.content_type = push->value[PUSH_CONTENT_TYPE],
		.application = push->value[PUSH_APPLICATION_ID],
		.headers = push->headers.item,
		.header_count = push->headers.count,
	};
	return SMSMODEM_OK;
}

int push_build(const struct push *push, uint8_t **datagram, struct smsmodem_error *error)
{
	*datagram = malloc(PUSH_DATAGRAM_MAX);
	if (!*datagram)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	int length = push->kind->build(push, *datagram, PUSH_DATAGRAM_MAX, error);
	if (length == SMSMODEM_E_SPACE)
		smsmodem_error_set(error, SMSMODEM_E_DATA,
				   "this is far more than the %d parts that a message can have",
				   SMSMODEM_PARTS_MAX);
	if (length < 0) {
		free(*datagram);
		*datagram = NULL;
		return error->code;
	}
	return length;
}

json_t *push_result(const struct push *push)
{
	json_t *object = json_pack("{s:s}", "push", push->kind->name);
	const char *transaction = push->value[PUSH_TRANSACTION];

	if (object && transaction)
		(void)json_object_set_new(object, "transaction",
					  output_string(transaction, strlen(transaction)));
	if (object && push->mac[0])
		(void)json_object_set_new(object, "mac", json_string(push->mac));
	return object;
}

void push_end(struct push *push)
{
	explicit_bzero(push->pin, sizeof push->pin);
	explicit_bzero(push->imsi, sizeof push->imsi);
	free(push->octets);
	push->octets = NULL;
}
