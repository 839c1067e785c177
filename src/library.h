/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries that are loaded when they are used, so that nothing else pays for them. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <stddef.h>

/** Where the address of a function goes. */
struct library_symbol {
	const char *name;
	size_t offset; /**< of its pointer in the struct of pointers */
};

/**
 * Load a library and find its functions.
 *
 * @param[out] functions a struct of function pointers, filled at the symbols' offsets
 * @return a handle for dlclose(3), or NULL: it is not there, or lacks one of them
 */
void *library_load(const char *soname, const struct library_symbol *symbols, size_t count,
		   void *functions);

#endif
