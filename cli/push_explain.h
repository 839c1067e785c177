/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a push costs, piece by piece, and what would make it shorter. */
#ifndef PUSH_EXPLAIN_H
#define PUSH_EXPLAIN_H

#include "push.h"

/* Of WSP, of each header, and of the notification or document. */
#define PUSH_PIECES_MAX (2 * PUSH_LIST_MAX + 32)
#define PUSH_KNOBS_MAX  24
#define PUSH_NAME_SIZE  48

/** What a datagram needs. */
struct push_cost {
	size_t octets;
	int parts;    /**< in GSM; 0: more than a message can have */
	int segments; /**< in CDMA, likewise */
};

struct push_piece {
	char name[PUSH_NAME_SIZE];
	size_t octets;
};

/** Something that the user could do. */
struct push_knob {
	char name[PUSH_NAME_SIZE];
	struct push_cost cost; /**< of the push then */
};

struct push_explained {
	const struct push *push;
	const struct smsmodem_submit *submit; /**< with its datagram */
	int segment_size;                     /**< of CDMA */
	struct push_cost cost;
	size_t one_part, one_segment; /**< octets of a datagram that one can hold */
	struct push_piece pieces[PUSH_PIECES_MAX];
	size_t piece_count;
	struct push_knob knobs[PUSH_KNOBS_MAX];
	size_t knob_count;
};

/**
 * Find out and print it: on a stream for people, or as a line of JSON.
 * @param segment_size of CDMA; 0: the library's own. @return 0 or an exit code (reported)
 */
int push_explain(struct cli *cli, const struct push *push, const struct smsmodem_submit *submit,
		 FILE *stream, int segment_size);

/** The pieces of a datagram in WSP. */
void push_explain_pieces(struct push_explained *explained);

/** What each knob makes of it. */
void push_explain_knobs(struct push_explained *explained);

/** Octets of the push with one option changed (NULL: left out); 0: it cannot be so. */
size_t push_explain_length(const struct push *push, enum push_option option, const char *value);

/** What so many octets need. */
struct push_cost push_explain_cost(const struct push_explained *explained, size_t octets,
				   int segment_size);

void push_explain_text(const struct push_explained *explained, FILE *stream);
json_t *push_explain_json(const struct push_explained *explained);

#endif
