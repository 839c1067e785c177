/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of logs, from what programs and people write around them to what went over the wire. */
#ifndef PASTED_LOG_H
#define PASTED_LOG_H

#include <stdbool.h>
#include <stddef.h>

#define PASTED_SIDE_MAX 4096 /* of one line of the wire; a longer one comes in pieces */

/** What one direction of a transcript has said since its last line end. */
struct pasted_side {
	char octets[PASTED_SIDE_MAX + 1];
	size_t length;
};

/** Takes a line of the wire: '>' to the modem, '<' from it. @return 0, or what ends it all */
typedef int pasted_taker(void *context, const char *line, char direction);

/**
 * Give the lines of the wire that a record of smsmodem-transcript(5) completes to take.
 * @param sides of '<' and '>'; all 0 at first
 * @return whether the line is such a record; *status is what take said last
 */
bool pasted_record(struct pasted_side sides[2], const char *line, pasted_taker *take, void *context,
		   int *status);

/** Give what has no line end yet. @return what take said last */
int pasted_flush(struct pasted_side sides[2], pasted_taker *take, void *context);

/** Leave out what colours a terminal (ECMA-48 5.4), in place. */
void pasted_plain(char *line);

/** Line ends and Ctrl-Z as programs spell them ("\r\n", "<CR>", "^Z") become the octets, in place.
 */
void pasted_unescape(char *line);

/** A header that follows a PDU without a line end, or NULL. */
char *pasted_glued(char *line);

/**
 * Find what was said in a line of a log, behind time stamps and arrows.
 * @param[out] direction as the log says, 0: it does not
 * @return where it begins, or NULL: there is nothing like it
 */
const char *pasted_payload(const char *line, char *direction);

#endif
