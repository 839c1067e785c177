/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Transcripts, the text files of smsmodem-transcript(5): what went over the wire and when, and what
 * is to happen to a simulated phone that plays one. What a trace records, the phone replays.
 */
#ifndef SMSMODEM_TRANSCRIPT_H
#define SMSMODEM_TRANSCRIPT_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMSMODEM_TRANSCRIPT_VERSION 1

/** Octets that n octets of a record can be when they are escaped, NUL included. */
#define SMSMODEM_TRANSCRIPT_ESCAPED_SIZE(n) (4 * (size_t)(n) + 1)

/** One line of a transcript that is no comment. */
struct smsmodem_transcript_record {
	int64_t time_ms; /**< since the beginning */
	char direction;  /**< '>' to the modem, '<' from it, '!' a command to a simulated phone */
	const char *octets; /**< not escaped; of '!' the command, without NUL in it */
	size_t length;
};

/** A transcript being read. Transparent, so that it needs no memory of the library. */
struct smsmodem_transcript {
	const char *text; /**< what is still to be read; borrowed */
	size_t length;    /**< of it */
	long line;        /**< number of the line that was read last, from 1 */
	int64_t time_ms;  /**< of the last record; times do not go back */
	bool redacted;    /**< a line "# redacted" was read */
};

/**
 * Read the next record; comments, blank lines and the "= ..." of tests are passed over.
 *
 * @param[out] record its octets are in the buffer
 * @param octets room for the record; as much as the text is long always suffices
 * @return 1: *record holds it; 0: the end; SMSMODEM_E_DATA: transcript->line is wrong, error.offset
 *         is its octet, and reading may go on behind it; SMSMODEM_E_SPACE
 */
int smsmodem_transcript_next(struct smsmodem_transcript *transcript,
			     struct smsmodem_transcript_record *record, char *octets, size_t size,
			     struct smsmodem_error *error);

/**
 * Escape octets as they stand between the quotes of a record.
 *
 * @return characters written, NUL not counted, or SMSMODEM_E_SPACE
 */
int smsmodem_transcript_escape(const char *octets, size_t length, char *text, size_t size);

/**
 * Replace what a transcript tells of people: numbers, texts, names, what identifies phone and card,
 * PINs; smsmodem-transcript(5) has the list. Times, lengths and records stay, the same number
 * always becomes the same other one, and redacting a conversation once more changes nothing.
 *
 * @param[out] redacted malloc'd, NUL-terminated, freed by the caller with free()
 * @return octets of it; SMSMODEM_E_DATA: a line is wrong, error.text names it; SMSMODEM_E_MEMORY
 */
int64_t smsmodem_transcript_redact(const char *text, size_t length, char **redacted,
				   struct smsmodem_error *error);

/** A transcript being written. Opaque. */
struct smsmodem_trace;

/**
 * Create a transcript, or replace one; only its owner may read it, as texts are private.
 *
 * @param device what its heading names, without the options behind a '?'
 * @param now_ms of any clock that does not go back: the transcript's time 0
 * @param[out] trace given back with smsmodem_trace_close
 * @return SMSMODEM_OK, or SMSMODEM_E_OUTPUT
 */
int smsmodem_trace_open(const char *path, const char *device, int64_t now_ms,
			struct smsmodem_trace **trace, struct smsmodem_error *error);

/** Add a record, PINs and passwords masked. @param direction '>' to the modem, '<' from it */
void smsmodem_trace_write(struct smsmodem_trace *trace, char direction, const void *octets,
			  size_t count, int64_t now_ms);

/** Have all that was added in the file. @return SMSMODEM_OK, or SMSMODEM_E_OUTPUT, then always */
int smsmodem_trace_flush(struct smsmodem_trace *trace, struct smsmodem_error *error);

/** Close it. NULL is allowed. @return SMSMODEM_OK, or SMSMODEM_E_OUTPUT: not all of it was written
 */
int smsmodem_trace_close(struct smsmodem_trace *trace);

#ifdef __cplusplus
}
#endif

#endif
