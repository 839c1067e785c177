/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The format of transcripts: one parser and one escaper for all who read and write them. */
#include <smsmodem/transcript.h>
#include <string.h>

/* Longest time: 31 years; what is longer is no time. */
#define SECONDS_DIGITS 9

static const char letters[] = "rnt\"\\", plain[] = "\r\n\t\"\\";

/* --- out --- */

static size_t escape_octet(char octet, char text[4])
{
	static const char digits[] = "0123456789ABCDEF";
	const char *found = octet ? strchr(plain, octet) : NULL;
	unsigned value = (unsigned char)octet;

	text[0] = octet;
	if (found)
		text[0] = '\\';
	if (found)
		text[1] = letters[found - plain];
	if (found || (value >= 0x20 && value <= 0x7E))
		return found ? 2 : 1;
	text[0] = '\\';
	text[1] = 'x';
	text[2] = digits[value >> 4];
	text[3] = digits[value & 15];
	return 4;
}

int smsmodem_transcript_escape(const char *octets, size_t length, char *text, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		char escaped[4];
		size_t count = escape_octet(octets[i], escaped);
		if (count >= size - used || used >= size)
			return SMSMODEM_E_SPACE;
		memcpy(text + used, escaped, count);
		used += count;
	}
	if (used >= size)
		return SMSMODEM_E_SPACE;
	text[used] = '\0';
	return (int)used;
}

/* --- in --- */

struct cursor {
	const char *start, *at, *end; /* of one line */
	struct smsmodem_error *error;
};

static int bad(const struct cursor *cursor, const char *what)
{
	(void)smsmodem_error_set(cursor->error, SMSMODEM_E_DATA, "%s (column %td)", what,
				 cursor->at - cursor->start + 1);
	if (cursor->error)
		cursor->error->offset = (long)(cursor->at - cursor->start);
	return SMSMODEM_E_DATA;
}

static bool at_digit(const struct cursor *cursor)
{
	return cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9';
}

/* Up to `most` digits as a number; @return how many */
static int take_digits(struct cursor *cursor, int most, int64_t *number)
{
	int count = 0;

	for (; count < most && at_digit(cursor); count++)
		*number = *number * 10 + (*cursor->at++ - '0');
	return count;
}

static int take_time(struct cursor *cursor, int64_t *time_ms)
{
	int64_t number = 0;

	if (take_digits(cursor, SECONDS_DIGITS, &number) == 0)
		return bad(cursor, "a line begins with '#' or with a time in seconds");
	int decimals = 3;
	if (cursor->at < cursor->end && *cursor->at == '.') {
		cursor->at++;
		decimals = 3 - take_digits(cursor, 3, &number);
		if (decimals == 3)
			return bad(cursor, "no digits behind the point");
	}
	for (; decimals > 0; decimals--)
		number *= 10;
	*time_ms = number;
	return SMSMODEM_OK;
}

static bool take(struct cursor *cursor, char c)
{
	if (cursor->at == cursor->end || *cursor->at != c)
		return false;
	cursor->at++;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What stands behind a backslash. */
static int take_escape(struct cursor *cursor, char *octet)
{
	const char *letter = NULL;

	if (cursor->at < cursor->end && *cursor->at)
		letter = strchr(letters, *cursor->at);
	if (letter) {
		*octet = plain[letter - letters];
		cursor->at++;
		return SMSMODEM_OK;
	}
	if (cursor->end - cursor->at < 3 || cursor->at[0] != 'x' || hex_digit(cursor->at[1]) < 0 ||
	    hex_digit(cursor->at[2]) < 0)
		return bad(cursor, "no escape: there are \\r \\n \\t \\\" \\\\ and \\xHH");
	*octet = (char)(hex_digit(cursor->at[1]) << 4 | hex_digit(cursor->at[2]));
	cursor->at += 3;
	return SMSMODEM_OK;
}

static int take_octets(struct cursor *cursor, char *octets, size_t size, size_t *length)
{
	*length = 0;
	while (cursor->at < cursor->end && *cursor->at != '"') {
		char octet = *cursor->at;
		int result = SMSMODEM_OK;
		if ((unsigned char)octet < 0x20 || octet == 0x7F)
			return bad(cursor, "a control character that is not escaped");
		cursor->at++;
		if (octet == '\\')
			result = take_escape(cursor, &octet);
		if (result < 0)
			return result;
		if (*length == size)
			return smsmodem_error_set(cursor->error, SMSMODEM_E_SPACE,
						  "a record is too long");
		octets[(*length)++] = octet;
	}
	if (!take(cursor, '"'))
		return bad(cursor, "no '\"' at the end");
	return SMSMODEM_OK;
}

static int take_record(struct cursor *cursor, struct smsmodem_transcript_record *record,
		       char *octets, size_t size)
{
	int result = take_time(cursor, &record->time_ms);

	if (result < 0)
		return result;
	if (!take(cursor, ' '))
		return bad(cursor, "no blank behind the time, which has three decimals");
	if (cursor->at == cursor->end || !*cursor->at || !strchr("<>!", *cursor->at))
		return bad(cursor, "no direction: '>', '<' or '!'");
	record->direction = *cursor->at++;
	if (!take(cursor, ' ') || !take(cursor, '"'))
		return bad(cursor, "no blank and '\"' behind the direction");
	result = take_octets(cursor, octets, size, &record->length);
	if (result < 0)
		return result;
	if (cursor->at != cursor->end)
		return bad(cursor, "more behind the '\"' at the end");
	record->octets = octets;
	if (record->direction == '!' && memchr(octets, '\0', record->length))
		return bad(cursor, "a command holds no NUL");
	return 1;
}

/* A comment: two of them mean something. */
static int read_comment(struct smsmodem_transcript *transcript, const struct cursor *cursor)
{
	static const char head[] = "# smsmodem transcript ", redacted[] = "# redacted";
	size_t length = (size_t)(cursor->end - cursor->start);

	if (length == sizeof redacted - 1 && memcmp(cursor->start, redacted, length) == 0)
		transcript->redacted = true;
	if (length >= sizeof head - 1 && memcmp(cursor->start, head, sizeof head - 1) == 0 &&
	    (length != sizeof head || cursor->start[length - 1] != '1'))
		return bad(cursor, "another version of the format than 1");
	return 0;
}

static struct cursor next_line(struct smsmodem_transcript *transcript, struct smsmodem_error *error)
{
	const char *end = memchr(transcript->text, '\n', transcript->length);
	size_t length = end ? (size_t)(end - transcript->text) : transcript->length;
	struct cursor cursor = {transcript->text, transcript->text, transcript->text + length,
				error};

	length += end != NULL;
	transcript->text += length;
	transcript->length -= length;
	transcript->line++;
	if (cursor.end > cursor.start && cursor.end[-1] == '\r')
		cursor.end--;
	return cursor;
}

int smsmodem_transcript_next(struct smsmodem_transcript *transcript,
			     struct smsmodem_transcript_record *record, char *octets, size_t size,
			     struct smsmodem_error *error)
{
	int result = 0;

	while (result == 0 && transcript->length > 0) {
		struct cursor cursor = next_line(transcript, error);
		if (cursor.start == cursor.end || *cursor.start == '=')
			continue;
		if (*cursor.start == '#') {
			result = read_comment(transcript, &cursor);
			continue;
		}
		result = take_record(&cursor, record, octets, size);
		if (result == 1 && record->time_ms < transcript->time_ms) {
			cursor.at = cursor.start;
			result = bad(&cursor, "the time goes back");
		}
	}
	if (result == 1)
		transcript->time_ms = record->time_ms;
	return result;
}
