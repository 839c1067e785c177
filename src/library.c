/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library.h"
#include <dlfcn.h>
#include <string.h>

void *library_load(const char *soname, const struct library_symbol *symbols, size_t count,
		   void *functions)
{
	/* Once there it stays: a thousand pushes load it once. */
	void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

	if (!library)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		void *address = dlsym(library, symbols[i].name);

		if (!address) {
			dlclose(library);
			return NULL;
		}
		memcpy((char *)functions + symbols[i].offset, &address, sizeof address);
	}
	return library;
}
