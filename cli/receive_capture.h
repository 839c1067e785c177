/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed for people goes to stdout; here it is caught, to be written with patience. */
#ifndef RECEIVE_CAPTURE_H
#define RECEIVE_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>

struct receive_capture {
	int out; /**< where stdout went; -1: it still does */
};

/** From here on stdout is caught. @return false: no memory or descriptors */
bool receive_capture_begin(struct receive_capture *capture);

/** stdout goes where it went. Nothing is done where it does. */
void receive_capture_end(struct receive_capture *capture);

/**
 * What has been printed since the last time.
 * @return malloc'd, freed by the caller; NULL: out of memory
 */
char *receive_capture_take(size_t *length);

#endif
