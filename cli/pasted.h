/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDUs as people paste them: bare, with a length, or amid what a modem said. */
#ifndef PASTED_H
#define PASTED_H

#include <stdbool.h>
#include <stddef.h>

struct pasted {
	int announced;   /**< octets of the TPDU that a header line promised, or -1 */
	const char *hex; /**< out: the PDU within the line */
	size_t length;
	int tpdu_length; /**< out: as told by a header or in front of the PDU, or -1 */
};

#define PASTED_INIT             \
	{                       \
		.announced = -1 \
	}

/** Look at a line. @return true: it holds a PDU, or what should be one */
bool pasted_line(struct pasted *pasted, const char *line);

#endif
