/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the vectors assert of a message, key by key. */
#ifndef VECTORS_KEYS_H
#define VECTORS_KEYS_H

#include "vectors_support.h"
#include <time.h>

struct message {
	const struct vector *vector;
	struct smsmodem_tpdu tpdu;
	uint8_t octets[256];
	size_t length, smsc_length;
	char text[SMSMODEM_TEXT_SIZE(1)];
	size_t text_len;
	struct smsmodem_dcs dcs;
};

/* --- one function for each kind of expected value --- */

struct key_row {
	const char *key;
	bool (*check)(const struct message *, const json_t *);
	const char *ignored; /* why, instead */
};

static bool is_string(const char *text, const json_t *value)
{
	return json_is_string(value) && strcmp(text, json_string_value(value)) == 0;
}

static bool is_integer(long long number, const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) == number;
}

static bool is_bool(bool flag, const json_t *value)
{
	return json_is_boolean(value) && json_is_true(value) == flag;
}

static bool check_peer(const struct message *m, const json_t *v)
{
	return is_string(m->tpdu.peer.text, v);
}

static bool check_smsc(const struct message *m, const json_t *v)
{
	return json_is_null(v) ? m->tpdu.smsc.text[0] == '\0' : is_string(m->tpdu.smsc.text, v);
}

static bool check_text(const struct message *m, const json_t *v)
{
	return m->text_len == json_string_length(v) && is_string(m->text, v);
}

static bool check_contains(const struct message *m, const json_t *v)
{
	return json_is_string(v) && strstr(m->text, json_string_value(v));
}

static bool check_data(const struct message *m, const json_t *v)
{
	uint8_t data[SMSMODEM_UD_MAX];
	char hex[2 * SMSMODEM_UD_MAX + 1];
	int count = smsmodem_data(&m->tpdu, 1, data, sizeof data);

	return count >= 0 && pdu_hex_encode(data, (size_t)count, hex, sizeof hex) >= 0 &&
	       is_string(hex, v);
}

static bool check_ascii(const struct message *m, const json_t *v)
{
	char data[SMSMODEM_UD_MAX + 1] = "";

	return smsmodem_data(&m->tpdu, 1, (uint8_t *)data, sizeof data - 1) > 0 &&
	       is_string(data, v);
}

static bool is_time(const struct smsmodem_time *time, bool zone, const json_t *v)
{
	char text[32];

	format_time(time, text, sizeof text);
	if (!zone)
		text[19] = '\0';
	return time->valid && is_string(text, v);
}

static bool check_scts(const struct message *m, const json_t *v)
{
	return is_time(&m->tpdu.scts, true, v);
}

static bool check_scts_local(const struct message *m, const json_t *v)
{
	return is_time(&m->tpdu.scts, false, v);
}

static bool check_dt(const struct message *m, const json_t *v)
{
	return is_time(&m->tpdu.discharged, true, v);
}

static bool check_dt_local(const struct message *m, const json_t *v)
{
	return is_time(&m->tpdu.discharged, false, v);
}

static bool check_scts_zone(const struct message *m, const json_t *v)
{
	char hex[3];

	return pdu_hex_encode(m->tpdu.scts.octets + 6, 1, hex, sizeof hex) == 2 &&
	       is_string(hex, v);
}

static bool check_scts_utc(const struct message *m, const json_t *v)
{
	const struct smsmodem_time *scts = &m->tpdu.scts;
	struct tm local = {.tm_year = scts->year - 1900,
			   .tm_mon = scts->month - 1,
			   .tm_mday = scts->day,
			   .tm_hour = scts->hour,
			   .tm_min = scts->minute,
			   .tm_sec = scts->second},
		  utc;
	time_t seconds = timegm(&local) - 60 * scts->zone_minutes;
	char text[32];

	return gmtime_r(&seconds, &utc) && strftime(text, sizeof text, "%FT%T", &utc) &&
	       is_string(text, v);
}

static bool check_dcs(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.dcs, v);
}

static bool check_pid(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.pid, v);
}

static bool check_replace(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.pid - 0x40, v);
}

static bool check_mr(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.mr, v);
}

static bool check_udl(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.udl, v);
}

static bool check_ud_octets(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.ud_len, v);
}

static bool check_udhl(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.udh_len - 1, v);
}

static bool check_tpdu_len(const struct message *m, const json_t *v)
{
	return is_integer((long long)(m->length - m->smsc_length), v);
}

static bool check_class(const struct message *m, const json_t *v)
{
	return is_integer(m->dcs.message_class, v);
}

static bool check_srr(const struct message *m, const json_t *v)
{
	return is_bool(m->tpdu.status_report, v);
}

static bool check_rd(const struct message *m, const json_t *v)
{
	return is_bool(m->tpdu.reject_duplicates, v);
}

static bool check_multipart(const struct message *m, const json_t *v)
{
	return is_bool(m->tpdu.concat.ref_bits != 0, v);
}

static bool check_ton(const struct message *m, const json_t *v)
{
	return is_string(smsmodem_ton_name(smsmodem_address_ton(&m->tpdu.peer)), v);
}

static bool check_vp_octet(const struct message *m, const json_t *v)
{
	return m->tpdu.validity.format == SMSMODEM_VALIDITY_RELATIVE &&
	       is_integer(m->tpdu.validity.octets[0], v);
}

static bool check_vp_seconds(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.validity.seconds, v);
}

static bool check_vp_minutes(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.validity.seconds / 60, v);
}

static bool check_vp_absolute(const struct message *m, const json_t *v)
{
	return is_time(&m->tpdu.validity.until, true, v);
}

/* --- of reports and COMMANDs --- */

static bool check_status(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.status, v);
}

static bool check_delivered(const struct message *m, const json_t *v)
{
	return is_bool(smsmodem_delivery_of(m->tpdu.status) == SMSMODEM_DELIVERY_DELIVERED, v);
}

static bool check_state(const struct message *m, const json_t *v)
{
	const char *state = smsmodem_delivery_name(smsmodem_delivery_of(m->tpdu.status));

	return json_is_string(v) && strcasecmp(state, json_string_value(v)) == 0;
}

static bool check_pi(const struct message *m, const json_t *v)
{
	return (m->tpdu.has_pi || m->tpdu.kind != SMSMODEM_KIND_STATUS_REPORT) &&
	       is_integer(m->tpdu.pi, v);
}

static bool check_fcs(const struct message *m, const json_t *v)
{
	return m->tpdu.has_fcs && is_integer(m->tpdu.fcs, v);
}

static bool check_command(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.command, v);
}

static bool check_mn(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.mn, v);
}

/* --- what several fields are in --- */

static bool check_concat(const struct message *m, const json_t *v)
{
	return is_integer(m->tpdu.concat.ref, json_object_get(v, "ref")) &&
	       is_integer(m->tpdu.concat.seq, json_object_get(v, "seq")) &&
	       is_integer(m->tpdu.concat.total, json_object_get(v, "total"));
}

/* Set, type and discard as DCS says it; an alphanumeric sender's (CPHS) is no field of 23.040. */
static bool check_mwi(const struct message *m, const json_t *v)
{
	static const char *const types[] = {"voice", "fax", "e-mail", "other"};
	const json_t *value;
	const char *key;

	if (json_object_get(v, "cphs"))
		return true;
	json_object_foreach((json_t *)(uintptr_t)v, key, value)
	{
		bool good =
			m->dcs.mwi &&
			((strcmp(key, "active") == 0 && is_bool(m->dcs.mwi_active, value)) ||
			 (strcmp(key, "set") == 0 && is_bool(m->dcs.mwi_active, value)) ||
			 (strcmp(key, "discard") == 0 && is_bool(m->dcs.mwi_discard, value)) ||
			 (strcmp(key, "type") == 0 && is_string(types[m->dcs.mwi_type], value)));

		if (!good)
			return false;
	}
	return true;
}

/* Text formatting elements (23.040 9.2.3.24.10.1.1): start, span, format. */
static bool check_formats(const struct message *m, const json_t *v)
{
	struct smsmodem_ie ie;
	size_t position = 0, i = 0;

	while (smsmodem_udh_next(&m->tpdu, &position, &ie) == 1) {
		const json_t *format = json_array_get(v, i++);

		if (ie.iei != 0x0A || ie.length != 3 ||
		    !is_integer(ie.data[0], json_object_get(format, "start")) ||
		    !is_integer(ie.data[1], json_object_get(format, "span")) ||
		    !is_integer(ie.data[2], json_object_get(format, "format")))
			return false;
	}
	return i == json_array_size(v);
}

static const struct key_row key_rows[] = {
	{"oa", check_peer, NULL},
	{"da", check_peer, NULL},
	{"ra", check_peer, NULL},
	{"oa_ton", check_ton, NULL},
	{"smsc", check_smsc, NULL},
	{"text", check_text, NULL},
	{"text_if_ascii", check_ascii, NULL},
	{"email_from", check_contains, NULL},
	{"email_body", check_contains, NULL},
	{"data", check_data, NULL},
	{"scts", check_scts, NULL},
	{"scts_local", check_scts_local, NULL},
	{"scts_utc", check_scts_utc, NULL},
	{"scts_tz_octet", check_scts_zone, NULL},
	{"dt", check_dt, NULL},
	{"dt_local", check_dt_local, NULL},
	{"st", check_status, NULL},
	{"st_text", check_state, NULL},
	{"delivered", check_delivered, NULL},
	{"fcs", check_fcs, NULL},
	{"pi", check_pi, NULL},
	{"ct", check_command, NULL},
	{"mn", check_mn, NULL},
	{"cd_text", check_ascii, NULL},
	{"dcs", check_dcs, NULL},
	{"class", check_class, NULL},
	{"mwi", check_mwi, NULL},
	{"pid", check_pid, NULL},
	{"replace_type", check_replace, NULL},
	{"mr", check_mr, NULL},
	{"srr", check_srr, NULL},
	{"rd", check_rd, NULL},
	{"udl", check_udl, NULL},
	{"ud_octets", check_ud_octets, NULL},
	{"data_len", check_ud_octets, NULL},
	{"udhl", check_udhl, NULL},
	{"ems_formats", check_formats, NULL},
	{"tpdu_len", check_tpdu_len, NULL},
	{"multipart", check_multipart, NULL},
	{"concat", check_concat, NULL},
	{"vp_relative_octet", check_vp_octet, NULL},
	{"vp_seconds", check_vp_seconds, NULL},
	{"vp_minutes", check_vp_minutes, NULL},
	{"vp_absolute", check_vp_absolute, NULL},
	{"layer", NULL, "says where the hex begins, obeyed when decoding"},
	{"group", NULL, "checked when its parts are joined"},
	{"full_text", NULL, "checked when its parts are joined"},
	{"locking_lang", NULL, "obeyed when decoding, as the test that it is from does"},
	{"single_lang", NULL, "likewise"},
	{"note", NULL, "a comment"},
};

static const struct key_row *key_find(const char *key)
{
	for (size_t i = 0; i < COUNT(key_rows); i++)
		if (strcmp(key_rows[i].key, key) == 0)
			return &key_rows[i];
	return NULL;
}

#endif
