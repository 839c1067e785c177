/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A PDU explained field by field: a layout for each TPDU (23.040 9.2.2.1 to 9.2.2.4), walked over
 * the octets once they are decoded.
 */
#include "fields.h"

#define FIELDS_OCTETS_MAX 256

enum field_id {
	FIELD_END,
	FIELD_FIRST,
	FIELD_MR,
	FIELD_OA,
	FIELD_DA,
	FIELD_RA,
	FIELD_PID,
	FIELD_DCS,
	FIELD_SCTS,
	FIELD_DT,
	FIELD_VP,
	FIELD_ST,
	FIELD_CT,
	FIELD_MN,
	FIELD_FCS,
	FIELD_PI,
	FIELD_UDL,
	FIELD_UD,
	FIELD_CDL,
	FIELD_CD
};

struct field_kind {
	const char *name;
	uint8_t length; /* 0: field_length tells */
	void (*say)(struct fields_text *text, const struct fields_octets *field);
};

static const struct field_kind field_kinds[] = {
	[FIELD_FIRST] = {"first octet", 1, fields_first},
	[FIELD_MR] = {"TP-MR", 1, fields_number},
	[FIELD_OA] = {"TP-OA", 0, fields_address},
	[FIELD_DA] = {"TP-DA", 0, fields_address},
	[FIELD_RA] = {"TP-RA", 0, fields_address},
	[FIELD_PID] = {"TP-PID", 1, fields_pid},
	[FIELD_DCS] = {"TP-DCS", 1, fields_dcs},
	[FIELD_SCTS] = {"TP-SCTS", 7, fields_time},
	[FIELD_DT] = {"TP-DT", 7, fields_time},
	[FIELD_VP] = {"TP-VP", 0, fields_validity},
	[FIELD_ST] = {"TP-ST", 1, fields_status},
	[FIELD_CT] = {"TP-CT", 1, fields_command},
	[FIELD_MN] = {"TP-MN", 1, fields_number},
	[FIELD_FCS] = {"TP-FCS", 1, fields_fcs},
	[FIELD_PI] = {"TP-PI", 0, fields_parameters},
	[FIELD_UDL] = {"TP-UDL", 1, fields_udl},
	[FIELD_UD] = {"TP-UD", 0, NULL},
	[FIELD_CDL] = {"TP-CDL", 1, fields_number},
	[FIELD_CD] = {"TP-CD", 0, NULL},
};

static const uint8_t field_layouts[][12] = {
	[SMSMODEM_KIND_AUTO] = {FIELD_FIRST},
	[SMSMODEM_KIND_DELIVER] = {FIELD_FIRST, FIELD_OA, FIELD_PID, FIELD_DCS, FIELD_SCTS,
				   FIELD_UDL, FIELD_UD},
	[SMSMODEM_KIND_SUBMIT] = {FIELD_FIRST, FIELD_MR, FIELD_DA, FIELD_PID, FIELD_DCS, FIELD_VP,
				  FIELD_UDL, FIELD_UD},
	[SMSMODEM_KIND_STATUS_REPORT] = {FIELD_FIRST, FIELD_MR, FIELD_RA, FIELD_SCTS, FIELD_DT,
					 FIELD_ST, FIELD_PI, FIELD_PID, FIELD_DCS, FIELD_UDL,
					 FIELD_UD},
	[SMSMODEM_KIND_COMMAND] = {FIELD_FIRST, FIELD_MR, FIELD_PID, FIELD_CT, FIELD_MN, FIELD_DA,
				   FIELD_CDL, FIELD_CD},
	[SMSMODEM_KIND_DELIVER_REPORT] = {FIELD_FIRST, FIELD_FCS, FIELD_PI, FIELD_PID, FIELD_DCS,
					  FIELD_UDL, FIELD_UD},
	[SMSMODEM_KIND_SUBMIT_REPORT] = {FIELD_FIRST, FIELD_FCS, FIELD_PI, FIELD_SCTS, FIELD_PID,
					 FIELD_DCS, FIELD_UDL, FIELD_UD},
	[SMSMODEM_KIND_REPORT] = {FIELD_FIRST},
};

struct fields_walk {
	const uint8_t *octets;
	size_t length, position;
	size_t good; /* no field that ends behind this octet is one */
	bool failed; /* the PDU is none */
	struct smsmodem_tpdu tpdu;
	struct fields_rows rows;
};

/* --- rows --- */

static void row_of(struct fields_walk *walk, const struct field_kind *kind, size_t length)
{
	const struct fields_octets field = {walk->octets + walk->position, length, &walk->tpdu};
	struct fields_text text = fields_begin(&walk->rows, walk->position, length, 0, kind->name);

	kind->say(&text, &field);
	fields_end(&text);
}

/* --- the walk --- */

static bool is_optional(enum smsmodem_kind kind)
{
	return kind == SMSMODEM_KIND_STATUS_REPORT || kind == SMSMODEM_KIND_DELIVER_REPORT ||
	       kind == SMSMODEM_KIND_SUBMIT_REPORT;
}

/* Whether TP-PI, or its absence, lets a field be there (9.2.3.27). */
static bool is_there(const struct smsmodem_tpdu *tpdu, enum field_id id)
{
	bool status = tpdu->kind == SMSMODEM_KIND_STATUS_REPORT;
	unsigned needed = id == FIELD_PID                     ? SMSMODEM_PI_PID
			  : id == FIELD_DCS                   ? SMSMODEM_PI_DCS
			  : id == FIELD_UDL || id == FIELD_UD ? SMSMODEM_PI_UDL
							      : 0;

	if (!is_optional(tpdu->kind))
		return true;
	if (id == FIELD_FCS)
		return tpdu->has_fcs;
	if (id == FIELD_PI)
		return !status || tpdu->has_pi;
	return needed == 0 || ((!status || tpdu->has_pi) && (tpdu->pi & needed));
}

/* TP-PI goes on while bit 7 is set. */
static size_t parameters_length(const uint8_t *octets, size_t left)
{
	size_t length = 1;

	while (length < left && (octets[length - 1] & 0x80))
		length++;
	return length;
}

/* Octets of the next field; what cannot be told is more than there are. */
static size_t field_length(const struct fields_walk *walk, enum field_id id)
{
	const uint8_t *octets = walk->octets + walk->position;
	size_t left = walk->length - walk->position;
	struct smsmodem_address address;
	struct smsmodem_validity validity;
	int used = 0;

	if (field_kinds[id].length > 0)
		return field_kinds[id].length;
	if (id == FIELD_OA || id == FIELD_DA || id == FIELD_RA)
		used = pdu_address_decode(octets, left, &address);
	else if (id == FIELD_VP)
		used = pdu_validity_decode(walk->tpdu.validity.format, octets, left, &validity);
	else if (id == FIELD_PI)
		return parameters_length(octets, left);
	else
		return walk->failed ? SIZE_MAX : walk->tpdu.ud_len;
	return used < 0 ? SIZE_MAX : (size_t)used;
}

/* @return whether the next field is one */
static bool walk_field(struct fields_walk *walk, enum field_id id)
{
	size_t length = field_length(walk, id);

	if (length > walk->length - walk->position || walk->position + length > walk->good)
		return false;
	if (length == 0)
		return true;
	if (id == FIELD_UD || id == FIELD_CD)
		fields_user_data(&walk->rows, walk->position, field_kinds[id].name, &walk->tpdu);
	else
		row_of(walk, &field_kinds[id], length);
	if (id == FIELD_FIRST)
		fields_bits(&walk->rows, walk->position, walk->octets[walk->position],
			    walk->tpdu.kind);
	walk->position += length;
	return true;
}

/* @return the name of the first field that is none, or NULL */
static const char *walk_tpdu(struct fields_walk *walk)
{
	const uint8_t *layout = field_layouts[walk->tpdu.kind];

	if (walk->tpdu.kind == SMSMODEM_KIND_AUTO)
		return "first octet";
	for (size_t i = 0; layout[i] != FIELD_END; i++)
		if (is_there(&walk->tpdu, layout[i]) && !walk_field(walk, layout[i]))
			return field_kinds[layout[i]].name;
	return NULL;
}

static const char *walk_all(struct fields_walk *walk, bool smsc)
{
	static const struct field_kind kind = {"SMSC address", 0, fields_smsc};
	struct smsmodem_address address;

	if (smsc) {
		int used = pdu_smsc_decode(walk->octets, walk->length, &address);

		if (used < 0)
			return kind.name;
		row_of(walk, &kind, (size_t)used);
		walk->position = (size_t)used;
	}
	return walk_tpdu(walk);
}

/* What is behind the last field, and of a bad PDU what is from the first bad field on. */
static void walk_rest(struct fields_walk *walk, const char *bad, const struct smsmodem_error *error)
{
	size_t left = walk->length - walk->position;

	if (!walk->failed && left == 0)
		return;
	if (!bad)
		bad = walk->failed && left == 0 ? "TPDU" : "trailing octets";
	struct fields_text text = fields_begin(&walk->rows, walk->position, left, 0, bad);
	fields_say(&text, "%s", walk->failed ? error->text : "not part of the TPDU");
	fields_end(&text);
}

/* The error of the PDU, or of how it would be without a length that contradicts it. */
static int walk_decode(struct fields_walk *walk, const struct smsmodem_decode_options *options,
		       struct smsmodem_error *error)
{
	struct smsmodem_decode_options unknown = *options;
	struct smsmodem_error again = {.offset = (long)walk->length};
	int result = pdu_decode(walk->octets, walk->length, options, &walk->tpdu, error);

	walk->failed = result < 0;
	walk->good = walk->failed && error->offset >= 0 ? (size_t)error->offset : walk->length;
	if (!walk->failed || walk->tpdu.kind != SMSMODEM_KIND_AUTO || options->tpdu_length <= 0)
		return result;
	unknown.tpdu_length = -1;
	walk->failed = pdu_decode(walk->octets, walk->length, &unknown, &walk->tpdu, &again) < 0;
	if (walk->failed && again.offset >= 0 && (size_t)again.offset < walk->good)
		walk->good = (size_t)again.offset;
	return result;
}

int smsmodem_fields(const char *hex, size_t length, const struct smsmodem_decode_options *options,
		    struct smsmodem_field *fields, size_t *count, struct smsmodem_error *error)
{
	static const struct smsmodem_decode_options unknown = {0};
	uint8_t octets[FIELDS_OCTETS_MAX];
	struct smsmodem_error why = {.offset = -1};
	struct fields_walk walk = {.octets = octets, .rows = {fields, 0}};
	size_t bad = 0;
	int used = pdu_hex_decode(hex, length, octets, sizeof octets, &bad);

	*count = 0;
	options = options ? options : &unknown;
	if (used < 0 || (unsigned)options->kind > SMSMODEM_KIND_REPORT) /* decoding says why */
		return smsmodem_decode(hex, length, options, &walk.tpdu, error);
	walk.length = (size_t)used;
	int result = walk_decode(&walk, options, &why);
	bool whole = options->tpdu_length > 0 && (size_t)options->tpdu_length == walk.length;
	const char *name = walk_all(&walk, !options->no_smsc && !whole);
	walk.failed = result < 0;
	walk_rest(&walk, name, &why);
	*count = walk.rows.count;
	if (result < 0 && error)
		*error = why;
	return result;
}
