/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `encode --format smpp`: the fields of submit_sm (SMPP 3.4 4.4.1, 5.3.2), for a centre that makes
 * WDP of them itself (WAP-159-WDPWCMPAdapt).
 */
#include "encode_format.h"
#include "shown_json.h"
#include <string.h>

#define SMPP_DATA_CODING       0x04 /* octets (5.2.19) */
#define SMPP_DATA_CLASS        0xF4 /* octets of a class of 23.038 */
#define SMPP_REPLACE           0x40 /* protocol_id of replace short message type 0 (23.040 9.2.3.9) */
#define SMPP_SEGMENT_OCTETS    140
#define SMPP_PAYLOAD_OCTETS    65535 /* the length of a TLV has two octets */
#define SMPP_VALIDITY_DAYS     31
#define SMPP_NPI_E164          1
#define SMPP_TON_UNKNOWN       0
#define SMPP_TON_INTERNATIONAL 1

/* One submit_sm that is being made. */
struct smpp {
	const struct message *message;
	json_t *fields; /* by name */
	json_t *tlvs;   /* those that have a tag, by it, as hexadecimal */
};

static void set_number(const struct smpp *smpp, const char *name, int value)
{
	shown_set(smpp->fields, name, json_integer(value));
}

static void set_text(const struct smpp *smpp, const char *name, const char *text)
{
	shown_set(smpp->fields, name, json_string(text));
}

static void set_tlv(const struct smpp *smpp, const char *name, const char *tag, int octets,
		    unsigned value)
{
	shown_set(smpp->fields, name, json_integer((json_int_t)value));
	shown_set(smpp->tlvs, tag, json_sprintf("%0*X", 2 * octets, value));
}

/* --- the mandatory ones, in their order --- */

static void set_addresses(const struct smpp *smpp, const char *phone)
{
	bool plus = phone[0] == '+';

	set_text(smpp, "service_type", "WAP");
	set_number(smpp, "source_addr_ton", SMPP_TON_UNKNOWN);
	set_number(smpp, "source_addr_npi", 0);
	set_text(smpp, "source_addr", "");
	set_number(smpp, "dest_addr_ton", plus ? SMPP_TON_INTERNATIONAL : SMPP_TON_UNKNOWN);
	set_number(smpp, "dest_addr_npi", SMPP_NPI_E164);
	set_text(smpp, "destination_addr", phone + plus);
}

/* A relative time (7.1.1.2), or nothing: the centre's own. */
static json_t *validity_of(const struct smsmodem_validity *validity)
{
	uint32_t minutes = (validity->seconds + 59) / 60, hours = minutes / 60;

	if (validity->format != SMSMODEM_VALIDITY_RELATIVE || validity->seconds == 0)
		return json_string("");
	return json_sprintf("0000%02u%02u%02u00000R", hours / 24, hours % 24, minutes % 60);
}

static void set_options(const struct smpp *smpp, const struct smsmodem_submit *submit,
			const struct encode_cdma *cdma)
{
	int message_class = submit->message_class;

	set_number(smpp, "esm_class", 0);
	set_number(smpp, "protocol_id", submit->replace ? SMPP_REPLACE + submit->replace : 0);
	set_number(smpp, "priority_flag", cdma->priority < 0 ? 0 : cdma->priority);
	set_text(smpp, "schedule_delivery_time", "");
	shown_set(smpp->fields, "validity_period", validity_of(&submit->validity));
	set_number(smpp, "registered_delivery", submit->report ? 1 : 0);
	set_number(smpp, "replace_if_present_flag", 0);
	set_number(smpp, "data_coding",
		   message_class < 0 ? SMPP_DATA_CODING : SMPP_DATA_CLASS + message_class);
	set_number(smpp, "sm_default_msg_id", 0);
}

static void set_message(const struct smpp *smpp, const uint8_t *octets, size_t count)
{
	set_number(smpp, "sm_length", (int)count);
	shown_set(smpp->fields, "short_message", shown_hex(octets, count));
}

/* --- the optional ones, in the order of their tags --- */

static void set_ports(const struct smpp *smpp, const struct smsmodem_submit *submit,
		      const struct encode_cdma *cdma)
{
	if (cdma->privacy >= 0)
		set_tlv(smpp, "privacy_indicator", "0201", 1, (unsigned)cdma->privacy);
	if (cdma->message_id >= 0)
		set_tlv(smpp, "user_message_reference", "0204", 2, (unsigned)cdma->message_id);
	set_tlv(smpp, "source_port", "020A", 2, (unsigned)submit->port_src);
	set_tlv(smpp, "destination_port", "020B", 2, (unsigned)submit->port_dst);
}

static void set_payload(const struct smpp *smpp, const struct smsmodem_submit *submit)
{
	shown_set(smpp->fields, "message_payload", shown_hex(submit->data, submit->data_len));
	shown_set(smpp->tlvs, "0424", shown_hex(submit->data, submit->data_len));
}

static void set_segment(const struct smpp *smpp, uint16_t ref, size_t segment, size_t segments)
{
	set_tlv(smpp, "sar_msg_ref_num", "020C", 2, ref);
	set_tlv(smpp, "sar_total_segments", "020E", 1, (unsigned)segments);
	set_tlv(smpp, "sar_segment_seqnum", "020F", 1, (unsigned)segment + 1);
	set_tlv(smpp, "more_messages_to_send", "0426", 1, segment + 1 < segments);
}

/* --- one submit_sm --- */

static bool begin(struct smpp *smpp, const struct message *message, const char *phone,
		  const struct encode_cdma *cdma)
{
	smpp->message = message;
	smpp->fields = json_object();
	smpp->tlvs = json_object();
	if (!smpp->fields || !smpp->tlvs) {
		json_decref(smpp->fields);
		json_decref(smpp->tlvs);
		smpp->fields = NULL;
		return false;
	}
	set_addresses(smpp, phone);
	set_options(smpp, &message->submit, cdma);
	return true;
}

static int end(struct cli *cli, const struct smpp *smpp)
{
	shown_set(smpp->fields, "tlvs", smpp->tlvs);
	return output_json(cli, message_add(smpp->message, smpp->fields));
}

static int print_payload(struct cli *cli, const struct message *message, const char *phone,
			 const struct encode_cdma *cdma)
{
	const struct smsmodem_submit *submit = &message->submit;
	struct smpp smpp;

	if (!begin(&smpp, message, phone, cdma))
		return output_json(cli, NULL);
	set_message(&smpp, NULL, 0);
	set_ports(&smpp, submit, cdma);
	set_payload(&smpp, submit);
	return end(cli, &smpp);
}

static int print_segment(struct cli *cli, const struct message *message, const char *phone,
			 const struct encode_cdma *cdma, size_t segment, size_t segments)
{
	const struct smsmodem_submit *submit = &message->submit;
	size_t at = segment * SMPP_SEGMENT_OCTETS, left = submit->data_len - at;
	struct smpp smpp;

	if (!begin(&smpp, message, phone, cdma))
		return output_json(cli, NULL);
	set_message(&smpp, submit->data + at,
		    left < SMPP_SEGMENT_OCTETS ? left : SMPP_SEGMENT_OCTETS);
	set_ports(&smpp, submit, cdma);
	set_segment(&smpp, submit->ref, segment, segments);
	return end(cli, &smpp);
}

/* --- all of them --- */

static int too_long(struct cli *cli, size_t needed, size_t most, const char *of)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_TEXT,
			   "the datagram needs %zu %s, at most %zu may be sent; make it shorter",
			   needed, of, most);
	return cli_fail(cli, &error);
}

static size_t segments_of(const struct smsmodem_submit *submit)
{
	size_t segments = (submit->data_len + SMPP_SEGMENT_OCTETS - 1) / SMPP_SEGMENT_OCTETS;

	return segments ? segments : 1;
}

int encode_smpp(struct cli *cli, const struct message *message, const struct encode_cdma *cdma,
		bool segmented)
{
	const struct smsmodem_submit *submit = &message->submit;
	size_t segments = segments_of(submit);
	size_t most = submit->max_parts ? (size_t)submit->max_parts : SMSMODEM_PARTS_MAX;
	char phone[ENCODE_PHONE_SIZE];
	int status = encode_phone(cli, submit->to, phone);

	if (status != 0)
		return status;
	if (submit->validity.seconds > SMPP_VALIDITY_DAYS * 86400U)
		return cli_usage(cli, "--validity is at most %d days with --format smpp",
				 SMPP_VALIDITY_DAYS);
	if (segmented && segments > most)
		return too_long(cli, segments, most, "segments of 140 octets");
	if (!segmented && submit->data_len > SMPP_PAYLOAD_OCTETS)
		return too_long(cli, submit->data_len, SMPP_PAYLOAD_OCTETS,
				"octets of message_payload");
	if (!segmented)
		return print_payload(cli, message, phone, cdma);
	for (size_t i = 0; i < segments && status == 0; i++)
		status = print_segment(cli, message, phone, cdma, i, segments);
	return status;
}
