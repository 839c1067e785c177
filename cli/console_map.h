/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CONSOLE_MAP_H
#define CONSOLE_MAP_H

#include "console.h"

/** Room for what count octets become. */
#define CONSOLE_MAPPED_MAX(count) (2 * (count))

/** Change octets as a set of enum console_map says. @return octets written */
size_t console_map(unsigned map, const char *octets, size_t count, char *mapped);

#endif
