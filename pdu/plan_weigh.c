/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a text costs in every pair of national language tables and in UTF-16, in one walk over it.
 *
 * In a pair a character takes one septet if the locking shift table has it, else two: septets
 * depend on the locking table alone, and a pair can hold the text if its single shift table has
 * all that the locking one lacks. So the costs of all locking tables are kept side by side, one
 * lane of a vector each, twice: a part has less room where a single shift table is announced too.
 */
#include "plan.h"
#include <string.h>

/*
 * UTF-16 is one more lane, and has a character when that is one unit; so is the lane behind it,
 * which nothing needs. Signed, as vector instructions compare.
 */
union plan_lanes {
	int16_t of[PDU_PLAN_LANES];
	struct {
		int16_t low __attribute__((vector_size(PDU_PLAN_LANES)));
		int16_t high __attribute__((vector_size(PDU_PLAN_LANES)));
	};
};

/* A cluster this long might not fit a part of some form; then parts are walked one by one. */
#define PLAN_CLUSTER_MAX 24

/* Forms by what their header has: so many shift tables, or UTF-16. */
#define PLAN_KINDS      4
#define PLAN_KIND_UTF16 3

struct plan_kind {
	enum smsmodem_encoding encoding;
	size_t header, capacity;               /* of each of several parts */
	size_t single_header, single_capacity; /* of the only one */
};

struct plan_weigh {
	const struct smsmodem_submit *submit;
	struct pdu_weights *weights;
	struct plan_kind kinds[PLAN_KINDS];
	union plan_lanes cluster, singles; /* units of the cluster; tables that are left */
	union plan_lanes room[2];
	size_t units[2][PDU_PLAN_LANES]; /* in the parts that are closed */
	size_t length;                   /* characters of the cluster, or what replaces them */
	bool long_cluster;
};

static const struct plan_kind *plan_kind_of(const struct plan_weigh *weigh, unsigned single,
					    unsigned lane)
{
	return &weigh->kinds[lane >= PDU_PLAN_UTF16 ? PLAN_KIND_UTF16 : single + (lane > 0)];
}

static void plan_set_kinds(struct plan_weigh *weigh)
{
	static const struct pdu_form forms[PLAN_KINDS] = {
		{SMSMODEM_ENCODING_GSM7, {0, 0}, 0},
		{SMSMODEM_ENCODING_GSM7, {0, 1}, 0},
		{SMSMODEM_ENCODING_GSM7, {1, 1}, 0},
		[PLAN_KIND_UTF16] = {SMSMODEM_ENCODING_UCS2, {0, 0}, 0},
	};

	for (unsigned i = 0; i < PLAN_KINDS; i++) {
		struct plan_kind *kind = &weigh->kinds[i];

		kind->encoding = forms[i].encoding;
		kind->header = pdu_plan_header(weigh->submit, &forms[i], true);
		kind->capacity = pdu_plan_capacity(kind->encoding, kind->header);
		kind->single_header = pdu_plan_header(weigh->submit, &forms[i], false);
		kind->single_capacity = pdu_plan_capacity(kind->encoding, kind->single_header);
	}
}

static void plan_weigh_start(struct plan_weigh *weigh)
{
	plan_set_kinds(weigh);
	for (unsigned single = 0; single < 2; single++) {
		for (unsigned lane = 0; lane < PDU_PLAN_LANES; lane++)
			weigh->room[single].of[lane] =
				(int16_t)plan_kind_of(weigh, single, lane)->capacity;
	}
	memset(&weigh->singles, 0xFF, sizeof weigh->singles);
}

/* --- parts --- */

static void plan_end_part(struct plan_weigh *weigh, unsigned single, unsigned lane)
{
	const struct plan_kind *kind = plan_kind_of(weigh, single, lane);
	struct pdu_cost *cost = &weigh->weights->costs[single][lane];
	size_t used = kind->capacity - (size_t)weigh->room[single].of[lane];

	cost->parts++;
	cost->octets += pdu_plan_ud_octets(kind->encoding, kind->header, used);
	weigh->units[single][lane] += used;
	weigh->room[single].of[lane] = (int16_t)kind->capacity;
}

static inline bool plan_any_below_0(const union plan_lanes *lanes)
{
	union plan_lanes either;
	uint64_t words[2];

	either.low = lanes->low | lanes->high;
	memcpy(words, &either.low, sizeof words);
	return (words[0] | words[1]) & 0x8000800080008000;
}

static inline void plan_end_cluster(struct plan_weigh *weigh)
{
	const union plan_lanes *cluster = &weigh->cluster;

	for (unsigned single = 0; single < 2; single++) {
		union plan_lanes *room = &weigh->room[single];
		union plan_lanes left;

		left.low = room->low - cluster->low;
		left.high = room->high - cluster->high;
		if (plan_any_below_0(&left))
			for (unsigned lane = 0; lane < PDU_PLAN_LANES; lane++)
				if (left.of[lane] < 0)
					plan_end_part(weigh, single, lane);
		room->low -= cluster->low;
		room->high -= cluster->high;
	}
	weigh->cluster = (union plan_lanes){{0}};
	weigh->length = 0;
}

/* --- characters --- */

static inline void plan_add(struct plan_weigh *weigh, uint32_t character)
{
	static const union plan_lanes bits = {
		{1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9,
		 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << PDU_PLAN_UTF16, 1 << PDU_PLAN_UTF16}};
	const struct pdu_gsm7_row *row = pdu_gsm7_row(character);
	int16_t has = (int16_t)(row->locking | (character <= 0xFFFF) << PDU_PLAN_UTF16);
	union plan_lanes lacks; /* -1 where it does */

	lacks.low = (bits.low & has) == 0;
	lacks.high = (bits.high & has) == 0;
	weigh->cluster.low += 1 - lacks.low;
	weigh->cluster.high += 1 - lacks.high;
	weigh->singles.low &= (int16_t)row->single | ~lacks.low;
	weigh->singles.high &= (int16_t)row->single | ~lacks.high;
	weigh->length++;
}

static void plan_add_any(struct plan_weigh *weigh, uint32_t character)
{
	const char *instead = pdu_plan_instead(weigh->weights->kept, character);
	size_t length = instead ? strlen(instead) : 0;

	if (!instead)
		plan_add(weigh, character);
	for (size_t at = 0; at < length;) {
		int octets = pdu_utf8_get(instead + at, length - at, &character);

		if (octets < 0)
			return;
		plan_add(weigh, character);
		at += (size_t)octets;
	}
}

static int plan_weigh_text(struct plan_weigh *weigh, size_t *at)
{
	const char *text = weigh->submit->text;
	size_t length = weigh->submit->text_len;
	utf8proc_int32_t state = 0;
	uint32_t before = 0, character;

	for (int octets; *at < length; *at += (size_t)octets, before = character) {
		octets = pdu_utf8_get(text + *at, length - *at, &character);
		if (octets < 0 || character == 0)
			return octets < 0 ? octets : SMSMODEM_E_TEXT;
		if (*at > 0 && pdu_plan_breaks(before, character, &state)) {
			plan_end_cluster(weigh);
			state = 0;
		}
		plan_add_any(weigh, character);
		if (weigh->length > PLAN_CLUSTER_MAX) {
			weigh->long_cluster = true;
			plan_end_cluster(weigh);
		}
	}
	return SMSMODEM_OK;
}

/* --- the sums --- */

/* What is a part by itself needs no reference in its header, and has more room. */
static void plan_sum(struct plan_weigh *weigh, unsigned single, unsigned lane)
{
	const struct plan_kind *kind = plan_kind_of(weigh, single, lane);

	plan_end_part(weigh, single, lane);
	size_t units = weigh->units[single][lane];
	if (units <= kind->single_capacity)
		weigh->weights->costs[single][lane] = (struct pdu_cost){
			1, pdu_plan_ud_octets(kind->encoding, kind->single_header, units)};
}

/* Part by part, of the forms that can hold the text; any single shift table stands for all. */
static void plan_walk(struct plan_weigh *weigh, unsigned single, unsigned lane)
{
	struct pdu_weights *weights = weigh->weights;
	unsigned tables = weights->singles[lane] & (single ? ~1U : 1U);
	struct pdu_form form = {SMSMODEM_ENCODING_UCS2, {0, 0}, 0};

	if (lane != PDU_PLAN_UTF16 && tables == 0)
		return;
	if (lane != PDU_PLAN_UTF16)
		form = (struct pdu_form){SMSMODEM_ENCODING_GSM7,
					 {(uint8_t)lane, (uint8_t)__builtin_ctz(tables)},
					 weights->kept};
	weights->costs[single][lane] = pdu_plan_cost(weigh->submit, &form);
}

int pdu_plan_weigh(const struct smsmodem_submit *submit, uint32_t kept, struct pdu_weights *weights,
		   size_t *at)
{
	struct plan_weigh weigh = {.submit = submit, .weights = weights};

	*weights = (struct pdu_weights){.kept = kept};
	*at = 0;
	plan_weigh_start(&weigh);
	int result = plan_weigh_text(&weigh, at);
	if (result != SMSMODEM_OK)
		return result;
	plan_end_cluster(&weigh);
	memcpy(weights->singles, &weigh.singles, sizeof weights->singles);
	for (unsigned single = 0; single < 2; single++)
		for (unsigned lane = 0; lane <= PDU_PLAN_UTF16; lane++)
			if (weigh.long_cluster)
				plan_walk(&weigh, single, lane);
			else
				plan_sum(&weigh, single, lane);
	return SMSMODEM_OK;
}
