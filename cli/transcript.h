/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include "cli.h"

/** A transcript that was read whole. */
struct transcript_file {
	const char *path, *output; /**< output: of redact, or NULL: stdout */
	char *text;                /**< owned */
	size_t length;
	char *octets; /**< room for any of its records; owned */
};

/** Print its lines; it is known to be well-formed. @return 0 or 74 */
int transcript_show(struct cli *cli, const struct transcript_file *file);

#endif
