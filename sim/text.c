/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages as text mode shows them (27.005 3.1, 3.4.2, 3.4.3). */
#include "phone.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define ADDRESS_SHOWN_SIZE (8 * SMSMODEM_ADDRESS_SIZE)
#define DETAILS_SIZE       512

static const char *const stat_names[] = {"REC UNREAD", "REC READ", "STO UNSENT", "STO SENT", "ALL"};

int sim_stat_parse(const char *text, bool text_mode)
{
	long number;

	if (!text_mode)
		return sim_number(text, SIM_STAT_ALL, &number) ? (int)number : -1;
	for (int i = 0; i <= SIM_STAT_ALL; i++)
		if (strcmp(text, stat_names[i]) == 0)
			return i;
	return -1;
}

/** What a record is made of. */
struct text_source {
	const struct smsmodem_sim *sim;
	const struct sim_pdu *pdu;
	enum sim_stat stat;
	enum sim_text_form form;
	struct sim_text_record *record;
};

static void header(const struct text_source *source, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* <stat> first, but for what goes to the computer at once. */
static void header(const struct text_source *source, const char *format, ...)
{
	char *text = source->record->header;
	size_t size = sizeof source->record->header, length = 0;
	va_list arguments;

	if (source->form != SIM_TEXT_DIRECT)
		length = (size_t)snprintf(text, size, "\"%s\",", stat_names[source->stat]);
	va_start(arguments, format);
	if (vsnprintf(text + length, size - length, format, arguments) < 0)
		text[length] = '\0';
	va_end(arguments);
}

/* A string in the character set of +CSCS. */
static void address_show(const struct smsmodem_sim *sim, const struct smsmodem_address *address,
			 char shown[ADDRESS_SHOWN_SIZE])
{
	size_t length = sim_charset_encode(sim->settings.charset, address->text, shown,
					   ADDRESS_SHOWN_SIZE - 1);

	shown[length] = '\0';
}

static bool data_hex(struct sim_text_record *record, const uint8_t *octets, size_t count)
{
	int length = pdu_hex_encode(octets, count, record->data, sizeof record->data);

	record->data_length = length < 0 ? 0 : (size_t)length;
	record->has_data = length >= 0;
	return length >= 0;
}

static bool data_text(const struct smsmodem_sim *sim, const char *text,
		      struct sim_text_record *record)
{
	record->data_length =
		sim_charset_encode(sim->settings.charset, text, record->data, sizeof record->data);
	record->has_data = true;
	return true;
}

/* 27.005 3.1 <data>: text is text in 7 bits and without a header, all else is hex of TP-UD. */
static bool data_message(const struct text_source *source, const struct smsmodem_tpdu *tpdu)
{
	char text[SMSMODEM_TEXT_SIZE(1)];

	if (smsmodem_dcs_decode(tpdu->dcs).encoding != SMSMODEM_ENCODING_GSM7 || tpdu->udh_len > 0)
		return data_hex(source->record, tpdu->ud, tpdu->ud_len);
	return smsmodem_text(tpdu, 1, text, sizeof text) >= 0 &&
	       data_text(source->sim, text, source->record);
}

/* <vp> as +CSMP has it. */
static void validity_show(const struct smsmodem_validity *validity, char text[SIM_TIMESTAMP_SIZE])
{
	char time[SIM_TIMESTAMP_SIZE];

	text[0] = '\0';
	if (validity->format == SMSMODEM_VALIDITY_RELATIVE) {
		(void)snprintf(text, SIM_TIMESTAMP_SIZE, "%d", validity->octets[0]);
	} else if (validity->format == SMSMODEM_VALIDITY_ABSOLUTE) {
		sim_timestamp(&validity->until, time);
		(void)snprintf(text, SIM_TIMESTAMP_SIZE, "\"%.20s\"", time);
	}
}

/* What +CSDH=1 adds (27.005 3.4.2, 3.4.3). */
static void details(const struct text_source *source, const struct smsmodem_tpdu *tpdu,
		    char text[DETAILS_SIZE])
{
	const struct smsmodem_sim *sim = source->sim;
	const struct smsmodem_address *smsc = tpdu->smsc.text[0] ? &tpdu->smsc : &sim->smsc;
	bool submit = tpdu->kind == SMSMODEM_KIND_SUBMIT;
	char sca[ADDRESS_SHOWN_SIZE], vp[SIM_TIMESTAMP_SIZE];

	text[0] = '\0';
	if (!sim->settings.csdh)
		return;
	if (source->form == SIM_TEXT_CMGL) {
		(void)snprintf(text, DETAILS_SIZE, ",%d,%d", tpdu->peer.toa, tpdu->udl);
		return;
	}
	address_show(sim, smsc, sca);
	validity_show(&tpdu->validity, vp);
	(void)snprintf(text, DETAILS_SIZE, ",%d,%d,%d,%d,%s%s\"%s\",%d,%d", tpdu->peer.toa,
		       source->pdu->octets[source->pdu->smsc_length], tpdu->pid, tpdu->dcs, vp,
		       submit ? "," : "", sca, smsc->toa, tpdu->udl);
}

static bool record_message(const struct text_source *source, enum smsmodem_kind kind)
{
	const struct smsmodem_decode_options options = {.kind = kind, .tpdu_length = -1};
	char peer[ADDRESS_SHOWN_SIZE], more[DETAILS_SIZE], scts[SIM_TIMESTAMP_SIZE];
	struct smsmodem_tpdu tpdu;

	if (pdu_decode(source->pdu->octets, source->pdu->length, &options, &tpdu, NULL) < 0)
		return false;
	address_show(source->sim, &tpdu.peer, peer);
	details(source, &tpdu, more);
	sim_timestamp(&tpdu.scts, scts);
	if (kind == SMSMODEM_KIND_DELIVER)
		header(source, "\"%s\",,\"%s\"%s", peer, scts, more);
	else
		header(source, "\"%s\",%s%s", peer, source->form == SIM_TEXT_CMGL ? "," : "", more);
	return data_message(source, &tpdu);
}

/* <fo>,<mr>,[<ra>],[<tora>],<scts>,<dt>,<st> */
static bool record_report(const struct text_source *source)
{
	static const struct smsmodem_decode_options options = {
		.kind = SMSMODEM_KIND_STATUS_REPORT,
		.tpdu_length = -1,
	};
	char peer[ADDRESS_SHOWN_SIZE], scts[SIM_TIMESTAMP_SIZE], discharged[SIM_TIMESTAMP_SIZE];
	struct smsmodem_tpdu tpdu;

	if (pdu_decode(source->pdu->octets, source->pdu->length, &options, &tpdu, NULL) < 0)
		return false;
	address_show(source->sim, &tpdu.peer, peer);
	sim_timestamp(&tpdu.scts, scts);
	sim_timestamp(&tpdu.discharged, discharged);
	header(source, "%d,%d,\"%s\",%d,\"%s\",\"%s\",%d",
	       source->pdu->octets[source->pdu->smsc_length], tpdu.mr, peer, tpdu.peer.toa, scts,
	       discharged, tpdu.status);
	return true;
}

/* <fo>,<ct>[,<pid>,[<mn>],[<da>],[<toda>],<length> and <cdata>] (23.040 9.2.2.4) */
static bool record_command(const struct text_source *source)
{
	const uint8_t *octets = source->pdu->octets + source->pdu->smsc_length;
	size_t length = source->pdu->length - source->pdu->smsc_length;
	struct smsmodem_address address;
	char peer[ADDRESS_SHOWN_SIZE];

	int used = length > 5 ? pdu_address_decode(octets + 5, length - 5, &address) : -1;
	if (used < 0 || 5 + (size_t)used >= length)
		return false;
	size_t data = 6 + (size_t)used;
	if (source->form == SIM_TEXT_CMGL || !source->sim->settings.csdh) {
		header(source, "%d,%d", octets[0], octets[3]);
		return true;
	}
	address_show(source->sim, &address, peer);
	header(source, "%d,%d,%d,%d,\"%s\",%d,%zu", octets[0], octets[3], octets[2], octets[4],
	       peer, address.toa, length - data);
	return data_hex(source->record, octets + data, length - data);
}

/* <sn>,<mid>[,<dcs>],<page>,<pages>: +CMGL leaves <dcs> out */
static bool record_page(const struct text_source *source)
{
	char dcs[8] = "";
	struct sim_page page;

	if (!sim_page_decode(source->pdu, &page))
		return false;
	if (source->form != SIM_TEXT_CMGL)
		(void)snprintf(dcs, sizeof dcs, "%d,", page.dcs);
	header(source, "%d,%d,%s%d,%d", page.serial, page.message_id, dcs, page.page, page.pages);
	if (page.is_text)
		return data_text(source->sim, page.text, source->record);
	return data_hex(source->record, page.octets, page.octets_length);
}

bool sim_text_record(const struct smsmodem_sim *sim, const struct sim_pdu *pdu, enum sim_stat stat,
		     enum sim_text_form form, struct sim_text_record *record)
{
	const struct text_source source = {sim, pdu, stat, form, record};
	bool received = stat <= SIM_STAT_READ;

	record->has_data = false;
	if (pdu->smsc_length == 0)
		return record_page(&source);
	if (pdu->smsc_length >= pdu->length)
		return false;
	/* 23.040 9.2.3.1 */
	if ((pdu->octets[pdu->smsc_length] & 3) == 2)
		return received ? record_report(&source) : record_command(&source);
	return record_message(&source, received ? SMSMODEM_KIND_DELIVER : SMSMODEM_KIND_SUBMIT);
}
