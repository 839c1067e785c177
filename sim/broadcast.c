/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cell broadcast: what +CSCB lets in, and what is sent out (27.005 3.3.4, 23.041 9.4.1.2). */
#include "phone.h"
#include <string.h>

#define PAGE_SERIAL 0x4000 /* 23.041 9.4.1.2.1: valid in the whole network */

/* --- +CSCB --- */

/* Step over "N" or "N-M" and the comma behind it. */
static bool list_next(const char **list, unsigned *from, unsigned *to)
{
	unsigned numbers[2] = {0, 0};

	for (size_t i = 0; i < 2; i++) {
		size_t digits = strspn(*list, "0123456789");
		if (digits == 0 || digits > 5)
			return false;
		for (; digits > 0; digits--)
			numbers[i] = numbers[i] * 10 + (unsigned)(*(*list)++ - '0');
		if (i == 0 && **list != '-')
			numbers[++i] = numbers[0];
		else if (i == 0)
			(*list)++;
	}
	*from = numbers[0];
	*to = numbers[1];
	if (**list == ',')
		(*list)++;
	else if (**list != '\0')
		return false;
	return *from <= *to && *to <= UINT16_MAX;
}

static bool list_has(const char *list, unsigned number)
{
	unsigned from, to;

	while (*list && list_next(&list, &from, &to))
		if (number >= from && number <= to)
			return true;
	return false;
}

static bool list_set(const char *text, char list[SIM_LIST_SIZE])
{
	size_t length = strlen(text);
	const char *cursor = text;
	unsigned from, to;

	while (*cursor)
		if (!list_next(&cursor, &from, &to))
			return false;
	if (length >= SIM_LIST_SIZE)
		return false;
	memcpy(list, text, length + 1);
	return true;
}

/* 27.005 3.3.4: <mode> 0 lets in what is listed, 1 all but that; no <dcss> means any. */
bool sim_page_wanted(const struct smsmodem_sim *sim, const struct sim_page *page)
{
	const struct sim_filter *filter = &sim->filter;
	bool id = list_has(filter->mids, page->message_id);
	bool dcs = list_has(filter->dcss, page->dcs);

	if (filter->mode == 1)
		return !id && !dcs;
	return id && (dcs || filter->dcss[0] == '\0');
}

struct sim_result sim_run_cscb(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	const struct sim_filter *now = &sim->filter;
	struct sim_arguments arguments;
	struct sim_filter fresh = {0};

	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "%s: %d,\"%s\",\"%s\"", command->name, now->mode, now->mids,
			 now->dcss);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 3 || !sim_argument_number(&arguments, 0, 1, &fresh.mode) ||
	    !list_set(arguments.values[1], fresh.mids) ||
	    !list_set(arguments.values[2], fresh.dcss))
		return SIM_RESULT_CMS(305);
	sim->filter = fresh;
	return SIM_RESULT_OK;
}

/* --- what comes --- */

/* Nobody keeps a broadcast for a phone that cannot take it. */
static void page_send(struct smsmodem_sim *sim, const struct sim_pdu *pdu)
{
	const struct sim_arrival arrival = {.kind = SIM_ARRIVAL_PAGE, .pdu = *pdu};

	if (sim_registered(sim))
		(void)sim_direct_take(sim, &arrival);
}

int sim_broadcast_text(struct smsmodem_sim *sim, const char *text, struct smsmodem_error *error)
{
	struct sim_pdu pages[SIM_PAGES_MAX];
	int count = *text ? sim_pages_make(text, pages) : 0;

	if (count <= 0)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "cb wants a text in UTF-8 of up to %d pages",
					  SIM_PAGES_MAX);
	/* 23.041 9.4.1.2.1: the message code is in bits 13..4 */
	sim->broadcast_serial = (uint16_t)(PAGE_SERIAL | ((sim->broadcast_serial + 0x10) & 0x3FF0));
	for (int i = 0; i < count; i++) {
		pages[i].octets[0] = (uint8_t)(sim->broadcast_serial >> 8);
		pages[i].octets[1] = (uint8_t)sim->broadcast_serial;
		pages[i].octets[5] = (uint8_t)((i + 1) << 4 | count);
		page_send(sim, &pages[i]);
	}
	return SMSMODEM_OK;
}

int sim_broadcast_pdu(struct smsmodem_sim *sim, const char *hex, struct smsmodem_error *error)
{
	struct sim_pdu pdu = {0};
	struct sim_page page;
	size_t bad;
	int length = pdu_hex_decode(hex, strlen(hex), pdu.octets, sizeof pdu.octets, &bad);

	pdu.length = length < 0 ? 0 : (size_t)length;
	if (!sim_page_decode(&pdu, &page))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "cb-pdu wants the hex of a page of cell broadcast: %d to "
					  "%d octets",
					  SIM_PAGE_HEADER + 1, SIM_PAGE_HEADER + SIM_PAGE_CONTENT);
	page_send(sim, &pdu);
	return SMSMODEM_OK;
}
