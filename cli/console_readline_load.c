/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console_readline.h"
#include <stddef.h>
#ifdef HAVE_READLINE
#include <dlfcn.h>
#include <string.h>

#define READLINE_ROW(name) {#name, offsetof(struct readline, name)},

bool readline_load(struct readline *readline)
{
	static const struct {
		const char *name;
		size_t offset;
	} symbols[] = {READLINE_SYMBOLS(READLINE_ROW)};
	/* it keeps what it allocated in its own variables, and stays */
	void *library = dlopen("libreadline.so.8", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

	for (size_t i = 0; library && i < sizeof symbols / sizeof *symbols; i++) {
		void *address = dlsym(library, symbols[i].name);

		if (!address) {
			(void)dlclose(library);
			return false;
		}
		memcpy((char *)readline + symbols[i].offset, &address, sizeof address);
	}
	return library != NULL;
}
#endif
