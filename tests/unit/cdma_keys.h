/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the vectors assert of a message of CDMA, key by key. */
#ifndef CDMA_KEYS_H
#define CDMA_KEYS_H

#include "cdma.h"
#include "vectors_support.h"

struct cdma_message {
	const struct vector *vector;
	struct smsmodem_cdma cdma;
	char text[SMSMODEM_CDMA_TEXT_SIZE(1)];
	int text_len;
};

struct cdma_key {
	const char *key;
	bool (*check)(const struct cdma_message *, const json_t *);
	const char *ignored; /* why, instead */
};

static bool cdma_string(const char *text, const json_t *value)
{
	return json_is_string(value) && strcmp(text, json_string_value(value)) == 0;
}

static bool cdma_number(long long number, const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) == number;
}

/* Booleans, and the strings that some sources have for them. */
static bool cdma_flag(bool flag, const json_t *value)
{
	return json_is_string(value) ? cdma_string(flag ? "true" : "false", value)
				     : json_is_boolean(value) && json_is_true(value) == flag;
}

static bool cdma_has(const struct cdma_message *m, unsigned sub)
{
	return m->cdma.subs.there & 1U << sub;
}

static bool cdma_named(enum smsmodem_cdma_names names, unsigned value, const json_t *wanted)
{
	return cdma_string(smsmodem_cdma_name(names, value), wanted);
}

/* "BearerData.PRIVACY_SECRET" */
static bool cdma_constant(enum smsmodem_cdma_names names, unsigned value, const json_t *wanted)
{
	const char *name = smsmodem_cdma_name(names, value);
	const char *text = json_is_string(wanted) ? strrchr(json_string_value(wanted), '_') : NULL;

	return text && strcasecmp(text + 1, name) == 0;
}

static bool cdma_address(const struct cdma_message *m, const json_t *v)
{
	const struct smsmodem_cdma_address *peer =
		m->cdma.from.text[0] ? &m->cdma.from : &m->cdma.to;

	return json_is_null(v) ? peer->text[0] == '\0' : cdma_string(peer->text, v);
}

static bool cdma_format(const struct cdma_message *m, const json_t *v)
{
	return m->cdma.type == SMSMODEM_CDMA_POINT_TO_POINT &&
	       cdma_string("C.S0015 transport layer (SMS Point-to-Point)", v);
}

static bool cdma_layer(const struct cdma_message *m, const json_t *v)
{
	return (m->cdma.type == SMSMODEM_CDMA_BEARER_DATA && cdma_string("bearer-data only", v)) ||
	       (m->cdma.type == SMSMODEM_CDMA_WDP && cdma_string("WDP user data", v));
}

static bool cdma_text(const struct cdma_message *m, const json_t *v)
{
	/* of a message whose address is bad its source asserts no text; it is there all the same */
	if (json_is_null(v))
		return strcmp(m->vector->id, "mmcdma-invalid_address_length") == 0 &&
		       strcmp(m->text, "AAAA") == 0;
	return cdma_string(m->text, v);
}

static bool cdma_reply_seq(const struct cdma_message *m, const json_t *v)
{
	return m->cdma.parameters.there & 1U << SMSMODEM_CDMA_REPLY_OPTION &&
	       cdma_number(m->cdma.reply_seq, v);
}

static bool cdma_teleservice(const struct cdma_message *m, const json_t *v)
{
	/* user data alone do not say it: that a segment is in them does */
	unsigned id = m->cdma.type == SMSMODEM_CDMA_WDP ? SMSMODEM_CDMA_WAP : m->cdma.teleservice;

	return cdma_number(id, v);
}

static bool cdma_direction(const struct cdma_message *m, const json_t *v)
{
	return cdma_named(SMSMODEM_CDMA_NAMES_MESSAGE_TYPE, m->cdma.message_type, v);
}

static bool cdma_message_id(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_MESSAGE_ID) && cdma_number(m->cdma.message_id, v);
}

static bool cdma_encoding(const struct cdma_message *m, const json_t *v)
{
	return cdma_number(m->cdma.data.encoding, v);
}

static bool cdma_alert(const struct cdma_message *m, const json_t *v)
{
	char digit[2] = {(char)('0' + m->cdma.alert), '\0'};

	return cdma_has(m, SMSMODEM_CDMA_SUB_ALERT) &&
	       (cdma_string(digit, v) || cdma_named(SMSMODEM_CDMA_NAMES_ALERT, m->cdma.alert, v));
}

/* The digits alone: that they are international is another key. */
static bool cdma_callback(const struct cdma_message *m, const json_t *v)
{
	const char *text = m->cdma.callback.text;

	return cdma_string(text + (text[0] == '+'), v);
}

static bool cdma_callback_mode(const struct cdma_message *m, const json_t *v)
{
	return cdma_string(m->cdma.callback.eight_bit ? "CdmaSmsAddress.DIGIT_MODE_8BIT_CHAR"
						      : "CdmaSmsAddress.DIGIT_MODE_4BIT_DTMF",
			   v);
}

static bool cdma_callback_network(const struct cdma_message *m, const json_t *v)
{
	return !m->cdma.callback.data_network &&
	       cdma_string("CdmaSmsAddress.NUMBER_MODE_NOT_DATA_NETWORK", v);
}

static bool cdma_callback_plan(const struct cdma_message *m, const json_t *v)
{
	return (m->cdma.callback.plan == 0 &&
		cdma_string("CdmaSmsAddress.NUMBERING_PLAN_UNKNOWN", v)) ||
	       (m->cdma.callback.plan == 1 &&
		cdma_string("CdmaSmsAddress.NUMBERING_PLAN_ISDN_TELEPHONY", v));
}

static bool cdma_callback_ton(const struct cdma_message *m, const json_t *v)
{
	return (m->cdma.callback.type == 0 && cdma_string("CdmaSmsAddress.TON_UNKNOWN", v)) ||
	       (m->cdma.callback.type == 1 &&
		cdma_string("CdmaSmsAddress.TON_INTERNATIONAL_OR_IP", v));
}

static bool cdma_time(const struct smsmodem_time *time, const json_t *v)
{
	char text[32];

	format_time(time, text, sizeof text);
	text[19] = '\0';
	return time->valid && cdma_string(text, v);
}

static bool cdma_mc_time(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_TIME) && cdma_time(&m->cdma.time, v);
}

static bool cdma_defer_until(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_DEFER_UNTIL) && cdma_time(&m->cdma.defer_until, v);
}

/*
 * Both rows that have these keys have them the wrong way round: identifier 05 is the validity
 * period, 07 the deferred delivery time (C.S0015-B table 4.5-1). The program that they are from
 * stores each in the other's place.
 */
static bool cdma_swapped_validity(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_DEFER_FOR) && cdma_number(m->cdma.defer_for, v);
}

static bool cdma_swapped_deferred(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_VALID_FOR) && cdma_number(m->cdma.valid_for, v);
}

static bool cdma_deposit(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_DEPOSIT) && cdma_number(m->cdma.deposit, v);
}

static bool cdma_display(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_DISPLAY) &&
	       (cdma_named(SMSMODEM_CDMA_NAMES_DISPLAY, m->cdma.display, v) ||
		cdma_constant(SMSMODEM_CDMA_NAMES_DISPLAY, m->cdma.display, v));
}

static bool cdma_language(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_LANGUAGE) &&
	       cdma_named(SMSMODEM_CDMA_NAMES_LANGUAGE, m->cdma.language, v);
}

/* A number, or its digits. */
static bool cdma_count(const struct cdma_message *m, const json_t *v)
{
	char digits[8];

	(void)snprintf(digits, sizeof digits, "%u", m->cdma.count);
	return cdma_has(m, SMSMODEM_CDMA_SUB_COUNT) &&
	       (cdma_number(m->cdma.count, v) || cdma_string(digits, v));
}

static bool cdma_priority(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_PRIORITY) &&
	       cdma_named(SMSMODEM_CDMA_NAMES_PRIORITY, m->cdma.priority, v);
}

static bool cdma_privacy(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_PRIVACY) &&
	       (cdma_named(SMSMODEM_CDMA_NAMES_PRIVACY, m->cdma.privacy, v) ||
		cdma_constant(SMSMODEM_CDMA_NAMES_PRIVACY, m->cdma.privacy, v));
}

static bool cdma_user_ack(const struct cdma_message *m, const json_t *v)
{
	return cdma_flag(m->cdma.reply & SMSMODEM_CDMA_WANTS_USER_ACK, v);
}

static bool cdma_delivery_ack(const struct cdma_message *m, const json_t *v)
{
	return cdma_flag(m->cdma.reply & SMSMODEM_CDMA_WANTS_DELIVERY_ACK, v);
}

static bool cdma_read_ack(const struct cdma_message *m, const json_t *v)
{
	return cdma_flag(m->cdma.reply & SMSMODEM_CDMA_WANTS_READ_ACK, v);
}

static bool cdma_report(const struct cdma_message *m, const json_t *v)
{
	return cdma_flag(m->cdma.reply & SMSMODEM_CDMA_WANTS_REPORT, v);
}

static bool cdma_response(const struct cdma_message *m, const json_t *v)
{
	return cdma_has(m, SMSMODEM_CDMA_SUB_RESPONSE) && cdma_number(m->cdma.user_response, v);
}

static bool cdma_data(const struct cdma_message *m, const json_t *v)
{
	const struct smsmodem_cdma *part = &m->cdma;
	uint8_t data[SMSMODEM_CDMA_DATA_SIZE(1)];
	char hex[2 * sizeof data + 1];
	int count = smsmodem_cdma_data(&part, 1, data, sizeof data);

	return count >= 0 && pdu_hex_encode(data, (size_t)count, hex, sizeof hex) >= 0 &&
	       cdma_string(hex, v);
}

static bool cdma_wap_type(const struct cdma_message *m, const json_t *v)
{
	return m->cdma.data.wap.valid && cdma_number(m->cdma.data.octets[0], v);
}

static bool cdma_wap_segment(const struct cdma_message *m, const json_t *v)
{
	return m->cdma.data.wap.valid && cdma_number(m->cdma.data.wap.segment, v);
}

static bool cdma_wap_total(const struct cdma_message *m, const json_t *v)
{
	return m->cdma.data.wap.valid && cdma_number(m->cdma.data.wap.total, v);
}

static bool cdma_wap_src(const struct cdma_message *m, const json_t *v)
{
	return m->cdma.data.wap.valid && cdma_number(m->cdma.data.wap.src, v);
}

static bool cdma_wap_dst(const struct cdma_message *m, const json_t *v)
{
	return m->cdma.data.wap.valid && cdma_number(m->cdma.data.wap.dst, v);
}

static const struct cdma_key cdma_keys[] = {
	{"address", cdma_address, NULL},
	{"format", cdma_format, NULL},
	{"layer", cdma_layer, NULL},
	{"text", cdma_text, NULL},
	{"data", cdma_data, NULL},
	{"bearer_reply_seq", cdma_reply_seq, NULL},
	{"teleservice", cdma_teleservice, NULL},
	{"direction", cdma_direction, NULL},
	{"message_type", cdma_direction, NULL},
	{"message_id", cdma_message_id, NULL},
	{"encoding", cdma_encoding, NULL},
	{"alert", cdma_alert, NULL},
	{"callback", cdma_callback, NULL},
	{"callbackNumber.address", cdma_callback, NULL},
	{"callbackNumber.digitMode", cdma_callback_mode, NULL},
	{"callbackNumber.numberMode", cdma_callback_network, NULL},
	{"callbackNumber.numberPlan", cdma_callback_plan, NULL},
	{"callbackNumber.ton", cdma_callback_ton, NULL},
	{"mc_timestamp", cdma_mc_time, NULL},
	{"deferred_absolute", cdma_defer_until, NULL},
	{"deferred_relative", cdma_swapped_deferred, NULL},
	{"validity_relative", cdma_swapped_validity, NULL},
	{"deposit_index", cdma_deposit, NULL},
	{"display_mode", cdma_display, NULL},
	{"displayMode", cdma_display, NULL},
	{"language", cdma_language, NULL},
	{"number_of_messages", cdma_count, NULL},
	{"numberOfMessages", cdma_count, NULL},
	{"priority", cdma_priority, NULL},
	{"privacy", cdma_privacy, NULL},
	{"user_ack", cdma_user_ack, NULL},
	{"userAckReq", cdma_user_ack, NULL},
	{"delivery_ack", cdma_delivery_ack, NULL},
	{"deliveryAckReq", cdma_delivery_ack, NULL},
	{"read_ack", cdma_read_ack, NULL},
	{"readAckReq", cdma_read_ack, NULL},
	{"report", cdma_report, NULL},
	{"reportReq", cdma_report, NULL},
	{"user_response_code", cdma_response, NULL},
	{"msg_type", cdma_wap_type, NULL},
	{"seq", cdma_wap_segment, NULL},
	{"total", cdma_wap_total, NULL},
	{"src", cdma_wap_src, NULL},
	{"dst", cdma_wap_dst, NULL},
	{"note", NULL, "a comment"},
};

static const struct cdma_key *cdma_key_find(const char *key)
{
	for (size_t i = 0; i < COUNT(cdma_keys); i++)
		if (strcmp(cdma_keys[i].key, key) == 0)
			return &cdma_keys[i];
	return NULL;
}

#endif
