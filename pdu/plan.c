/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One walk over the text to choose its alphabet, then borders of parts wherever they are asked for.
 */
#include "plan.h"
#include <string.h>
#include <utf8proc.h>

int pdu_plan_septets(uint32_t character, bool transliterate,
		     uint8_t septets[2 * PDU_TRANSLITERATE_MAX])
{
	int count = pdu_gsm7_from_character(character, septets);
	const char *instead = count == 0 && transliterate ? pdu_transliterate(character) : NULL;

	if (count > 0)
		return count;
	if (!instead)
		return SMSMODEM_E_TEXT;
	for (size_t at = 0, length = strlen(instead); at < length;) {
		uint32_t next;
		int octets = pdu_utf8_get(instead + at, length - at, &next);

		if (octets < 0)
			return SMSMODEM_E_BUG;
		count += pdu_gsm7_from_character(next, septets + count);
		at += (size_t)octets;
	}
	return count;
}

size_t pdu_plan_capacity(enum smsmodem_encoding encoding, size_t udh_len)
{
	if (encoding == SMSMODEM_ENCODING_GSM7)
		return 160 - (8 * udh_len + 6) / 7;
	if (encoding == SMSMODEM_ENCODING_UCS2)
		return (SMSMODEM_UD_MAX - udh_len) / 2;
	return SMSMODEM_UD_MAX - udh_len;
}

const uint8_t *pdu_plan_octets(const struct smsmodem_submit *submit, size_t *length)
{
	*length = submit->data ? submit->data_len : submit->text_len;
	return submit->data ? submit->data : (const uint8_t *)submit->text;
}

/* --- the choice --- */

struct plan_survey {
	uint8_t *kept; /* the septets, as long as they fit: a short text is walked over once */
	size_t septets, utf16;
	uint32_t stuck_by; /* first character that not even a replacement has septets for, or 0 */
	size_t stuck_at;
};

static int plan_fail(struct smsmodem_error *error, int code, size_t at, const char *what)
{
	smsmodem_error_set(error, code, "%s at octet %zu of the text", what, at);
	if (error)
		error->offset = (long)at;
	return code;
}

/* Behind the others; of a text too long for a part none is needed, and they may be overwritten. */
static uint8_t *plan_place(const struct plan_survey *survey)
{
	return survey->kept + (survey->septets < PDU_PLAN_SEPTETS ? survey->septets : 0);
}

/* A character that the default alphabet lacks. */
static void plan_survey_other(struct smsmodem_encoder *encoder, struct plan_survey *survey,
			      uint32_t character, size_t at)
{
	int count = pdu_plan_septets(character, encoder->submit->transliterate, plan_place(survey));

	if (!encoder->forced_by) {
		encoder->forced_by = character;
		encoder->forced_at = at;
	}
	if (count >= 0) {
		survey->septets += (size_t)count;
	} else if (!survey->stuck_by) {
		survey->stuck_by = character;
		survey->stuck_at = at;
	}
}

/* Nearly all of nearly every text. @return octets, perhaps fewer than there are */
static size_t plan_survey_common(struct plan_survey *survey, const char *text, size_t length)
{
	uint8_t *septets = plan_place(survey);
	size_t count = PDU_PLAN_SEPTETS_SIZE - (size_t)(septets - survey->kept);
	size_t octets = pdu_gsm7_from_text(text, length, septets, &count);

	survey->septets += count;
	survey->utf16 += count;
	return octets;
}

static int plan_survey_text(struct smsmodem_encoder *encoder, struct plan_survey *survey,
			    struct smsmodem_error *error)
{
	const struct smsmodem_submit *submit = encoder->submit;

	for (size_t at = 0; at < submit->text_len;) {
		if ((uint8_t)submit->text[at] < 0x80)
			at += plan_survey_common(survey, submit->text + at, submit->text_len - at);
		if (at == submit->text_len)
			break;
		uint32_t character;
		int octets = pdu_utf8_get(submit->text + at, submit->text_len - at, &character);
		if (octets < 0)
			return plan_fail(error, SMSMODEM_E_UTF8, at, "no UTF-8");
		if (character == 0)
			return plan_fail(error, SMSMODEM_E_TEXT, at, "a NUL character");
		int count = pdu_gsm7_from_character(character, plan_place(survey));
		survey->septets += (size_t)count;
		survey->utf16 += character > 0xFFFF ? 2 : 1;
		if (count == 0)
			plan_survey_other(encoder, survey, character, at);
		at += (size_t)octets;
	}
	return SMSMODEM_OK;
}

static int plan_refuse(const struct smsmodem_submit *submit, const struct plan_survey *survey,
		       struct smsmodem_error *error)
{
	char character[5] = "";

	if (pdu_utf8_put(survey->stuck_by, character, sizeof character - 1) < 0)
		return SMSMODEM_E_BUG;
	smsmodem_error_set(
		error, SMSMODEM_E_TEXT,
		"\"%s\" (U+%04X) at octet %zu of the text is not in the GSM 7-bit alphabet%s",
		character, (unsigned)survey->stuck_by, survey->stuck_at,
		submit->transliterate ? " and has no replacement"
				      : "; transliteration was not asked for");
	if (error)
		error->offset = (long)survey->stuck_at;
	return SMSMODEM_E_TEXT;
}

int pdu_plan_choose(struct smsmodem_encoder *encoder, struct pdu_plan *plan,
		    struct smsmodem_error *error)
{
	const struct smsmodem_submit *submit = encoder->submit;
	struct plan_survey survey = {.kept = plan->septets};

	plan->encoding = submit->encoding;
	if (submit->data || submit->encoding == SMSMODEM_ENCODING_8BIT) {
		plan->encoding = SMSMODEM_ENCODING_8BIT;
		pdu_plan_octets(submit, &plan->units);
		return SMSMODEM_OK;
	}
	int result = plan_survey_text(encoder, &survey, error);
	if (result < 0)
		return result;
	if (plan->encoding == SMSMODEM_ENCODING_GSM7 && survey.stuck_by)
		return plan_refuse(submit, &survey, error);
	/* 7 bits, or 14 with an escape, are fewer than 16: no text takes fewer parts as UTF-16. */
	if (plan->encoding == SMSMODEM_ENCODING_AUTO)
		plan->encoding = survey.stuck_by ? SMSMODEM_ENCODING_UCS2 : SMSMODEM_ENCODING_GSM7;
	plan->units = plan->encoding == SMSMODEM_ENCODING_GSM7 ? survey.septets : survey.utf16;
	return SMSMODEM_OK;
}

/* --- borders of parts --- */

struct plan_walk {
	const struct smsmodem_submit *submit;
	enum smsmodem_encoding encoding;
	size_t position;
};

/* Step over a character of a text that has been checked. @return its units */
static size_t plan_step(struct plan_walk *walk, uint32_t *character)
{
	const struct smsmodem_submit *submit = walk->submit;
	uint8_t septets[2 * PDU_TRANSLITERATE_MAX];

	*character = 0;
	int octets = pdu_utf8_get(submit->text + walk->position, submit->text_len - walk->position,
				  character);
	walk->position += octets > 0 ? (size_t)octets : 1;
	if (walk->encoding == SMSMODEM_ENCODING_UCS2)
		return *character > 0xFFFF ? 2 : 1;
	int count = pdu_plan_septets(*character, submit->transliterate, septets);
	return count > 0 ? (size_t)count : 0;
}

/* Whether a part may end between two characters; below U+0300 only CR LF is one cluster. */
static bool plan_breaks(uint32_t before, uint32_t after, utf8proc_int32_t *state)
{
	if (before < 0x300 && after < 0x300)
		return before != '\r' || after != '\n';
	return utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after,
						state);
}

/* Step over a grapheme cluster, or over just so much of it that it exceeds limit. @return units */
static size_t plan_step_cluster(struct plan_walk *walk, size_t limit)
{
	uint32_t before, after;
	utf8proc_int32_t state = 0;
	size_t units = plan_step(walk, &before);

	while (walk->position < walk->submit->text_len && units <= limit) {
		struct plan_walk ahead = *walk;
		size_t more = plan_step(&ahead, &after);

		if (plan_breaks(before, after, &state))
			break;
		*walk = ahead;
		units += more;
		before = after;
	}
	return units;
}

/* Plain characters are a cluster and a unit each, but for the last: a mark may follow. */
static size_t plan_step_plain(struct plan_walk *walk, size_t room)
{
	const char *text = walk->submit->text + walk->position;
	size_t left = walk->submit->text_len - walk->position;

	if (!pdu_gsm7_is_plain((uint8_t)*text) || room == 0)
		return 0;
	size_t plain = pdu_gsm7_plain(text, left < room ? left : room);
	walk->position += plain - 1;
	return plain - 1;
}

/* A cluster larger than a part is cut between characters, and fills up the part it begins in. */
static void plan_fill(struct plan_walk *walk, size_t room)
{
	while (walk->position < walk->submit->text_len) {
		struct plan_walk ahead = *walk;
		uint32_t character;
		size_t units = plan_step(&ahead, &character);

		if (units > room)
			break;
		room -= units;
		*walk = ahead;
	}
}

size_t pdu_plan_part_end(const struct smsmodem_submit *submit, enum smsmodem_encoding encoding,
			 size_t from, size_t capacity)
{
	struct plan_walk walk = {.submit = submit, .encoding = encoding, .position = from};
	size_t room = capacity, length;

	if (encoding == SMSMODEM_ENCODING_8BIT) {
		pdu_plan_octets(submit, &length);
		return length - from < capacity ? length : from + capacity;
	}
	while (walk.position < submit->text_len) {
		size_t plain = plan_step_plain(&walk, room);
		room -= plain;
		struct plan_walk ahead = walk;
		size_t units = plan_step_cluster(&ahead, capacity);

		if (units > capacity) {
			plan_fill(&walk, room);
			break;
		}
		if (units > room)
			break;
		room -= units;
		walk = ahead;
	}
	return walk.position;
}
