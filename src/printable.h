/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts from elsewhere (the air, a USB device), made fit for a terminal. Pure. */
#ifndef PRINTABLE_H
#define PRINTABLE_H

#include <stddef.h>

/**
 * Copy a text that should be UTF-8, up to its first NUL. '?' stands for each octet that is no UTF-8
 * (RFC 3629) and for each character that does not show or changes how others do: controls, marks of
 * direction, invisible separators, noncharacters.
 *
 * @param[out] text with a NUL; what is too long is cut between characters
 * @param size > 0
 */
void printable_copy(const void *octets, size_t count, char *text, size_t size);

#endif
