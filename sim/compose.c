/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text mode: the phone makes a PDU of a text and the parameters of +CSMP (27.005 3.1 <data>). */
#include "phone.h"
#include <string.h>

#define FO_UDHI     0x40 /* 23.040 9.2.3.23 */
#define SEPTETS_MAX 160

bool sim_address_argument(const struct smsmodem_sim *sim, const struct sim_arguments *arguments,
			  size_t i, struct smsmodem_address *address)
{
	const char *number = arguments->values[i];
	char text[4 * SMSMODEM_ADDRESS_SIZE];
	int toa = 0;

	if (sim_charset_decode(sim->settings.charset, number, strlen(number), text, sizeof text) <
		    0 ||
	    pdu_address_parse(text, address, NULL) < 0 ||
	    !sim_argument_number(arguments, i + 1, 255, &toa))
		return false;
	if (toa == 0 || address->text[0] == '+')
		return toa == 0 || toa >= 0x80;
	/* 24.011 8.2.5.2: an international number may come without its plus */
	address->toa = (uint8_t)toa;
	if (smsmodem_address_ton(address) == SMSMODEM_TON_INTERNATIONAL) {
		memmove(address->text + 1, address->text, strlen(address->text) + 1);
		address->text[0] = '+';
	}
	return toa >= 0x80 && smsmodem_address_ton(address) != SMSMODEM_TON_ALPHANUMERIC;
}

static bool compose_pack(const uint8_t *septets, size_t count, struct smsmodem_tpdu *tpdu)
{
	int length = count > SEPTETS_MAX
			     ? -1
			     : pdu_gsm7_pack(septets, count, 0, tpdu->ud, sizeof tpdu->ud);

	tpdu->udl = (uint8_t)count;
	tpdu->ud_len = (uint8_t)(length < 0 ? 0 : length);
	return length >= 0;
}

/* Characters, each in the default alphabet or the text is refused. */
static bool compose_characters(const struct smsmodem_sim *sim, struct smsmodem_tpdu *tpdu)
{
	char text[3 * SIM_LINE_MAX + 1];
	uint8_t septets[SEPTETS_MAX + 2];
	size_t used = 0;
	int length = sim_charset_decode(sim->settings.charset, sim->line, sim->line_length, text,
					sizeof text);

	if (length < 0)
		return false;
	for (int i = 0; i < length;) {
		uint32_t character;
		int step = pdu_utf8_get(text + i, (size_t)(length - i), &character);
		int count = step > 0 ? pdu_gsm7_from_character(character, septets + used) : 0;
		if (count <= 0 || used + (size_t)count > SEPTETS_MAX)
			return false;
		used += (size_t)count;
		i += step;
	}
	return compose_pack(septets, used, tpdu);
}

/* The line ends of what was typed are no hexadecimal. */
static int compose_hex(const struct smsmodem_sim *sim, uint8_t *octets, size_t size)
{
	char hex[SIM_LINE_MAX];
	size_t length = 0, bad;

	for (size_t i = 0; i < sim->line_length; i++)
		if (sim->line[i] != '\n')
			hex[length++] = sim->line[i];
	return pdu_hex_decode(hex, length, octets, size, &bad);
}

static bool compose_septets(const struct smsmodem_sim *sim, struct smsmodem_tpdu *tpdu)
{
	uint8_t septets[SEPTETS_MAX];
	int count = compose_hex(sim, septets, sizeof septets);

	for (int i = 0; i < count; i++)
		if (septets[i] > 0x7F)
			return false;
	return count >= 0 && compose_pack(septets, (size_t)count, tpdu);
}

/* TP-UD in hexadecimal, its header first if <fo> says so. */
static bool compose_octets(const struct smsmodem_sim *sim, bool septets, struct smsmodem_tpdu *tpdu)
{
	int count = compose_hex(sim, tpdu->ud, sizeof tpdu->ud);

	if (count < 0)
		return false;
	tpdu->ud_len = (uint8_t)count;
	tpdu->udl = (uint8_t)(septets ? count * 8 / 7 : count);
	if (sim->settings.csmp.fo & FO_UDHI) {
		if (count == 0 || tpdu->ud[0] >= count)
			return false;
		tpdu->udh_len = (uint8_t)(tpdu->ud[0] + 1);
	}
	return true;
}

static bool compose_data(const struct smsmodem_sim *sim, struct smsmodem_tpdu *tpdu)
{
	bool septets = smsmodem_dcs_decode(tpdu->dcs).encoding == SMSMODEM_ENCODING_GSM7;

	if (!septets || (sim->settings.csmp.fo & FO_UDHI))
		return compose_octets(sim, septets, tpdu);
	return sim->settings.charset == SIM_CHARSET_HEX ? compose_septets(sim, tpdu)
							: compose_characters(sim, tpdu);
}

/* <vp> is an octet or a time, as <fo> has it; nobody says how to write an enhanced one. */
static bool compose_validity(const struct sim_csmp *csmp, struct smsmodem_validity *validity)
{
	validity->format = (enum smsmodem_validity_format)(csmp->fo >> 3 & 3);
	validity->seconds = pdu_validity_seconds((uint8_t)csmp->vp);
	if (validity->format == SMSMODEM_VALIDITY_ABSOLUTE)
		return sim_timestamp_parse(csmp->time, &validity->until);
	return validity->format != SMSMODEM_VALIDITY_ENHANCED;
}

static bool compose_head(const struct smsmodem_sim *sim, bool received, struct smsmodem_tpdu *tpdu)
{
	const struct sim_csmp *csmp = &sim->settings.csmp;
	unsigned fo = (unsigned)csmp->fo;

	*tpdu = (struct smsmodem_tpdu){
		.kind = received ? SMSMODEM_KIND_DELIVER : SMSMODEM_KIND_SUBMIT,
		.peer = sim->prompt_to,
		.no_more = fo & 0x04,
		.reject_duplicates = fo & 0x04,
		.status_report = fo & 0x20,
		.reply_path = fo & 0x80,
		.pid = (uint8_t)csmp->pid,
		.dcs = (uint8_t)csmp->dcs,
	};
	if (!received)
		return compose_validity(csmp, &tpdu->validity);
	if (!sim_timestamp_parse(csmp->time, &tpdu->scts))
		tpdu->scts = sim_time(sim->now_ms);
	return true;
}

struct sim_result sim_compose(const struct smsmodem_sim *sim, bool received, struct sim_pdu *pdu)
{
	struct smsmodem_tpdu tpdu;

	if (sim->overlong || !compose_head(sim, received, &tpdu) || !compose_data(sim, &tpdu))
		return SIM_RESULT_CMS(305);
	int length = pdu_encode(&tpdu, pdu->octets, sizeof pdu->octets, &pdu->smsc_length);
	if (length < 0)
		return SIM_RESULT_CMS(305);
	pdu->length = (size_t)length;
	return SIM_RESULT_OK;
}
