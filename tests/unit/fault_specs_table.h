/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults of which runs are made by chance. */
#ifndef FAULT_SPECS_TABLE_H
#define FAULT_SPECS_TABLE_H

#include <stdbool.h>

struct spec_row {
	const char *name;
	bool number, counted;
	unsigned low, high; /* of the number */
};

static const struct spec_row specs[] = {
	{"cms-prompt=", true, true, 300, 332},
	{"cme-prompt=", true, true, 0, 32},
	{"error-prompt", false, true, 0, 0},
	{"busy-prompt", false, true, 0, 0},
	{"garbage-prompt", false, true, 0, 0},
	{"silent-prompt", false, true, 0, 0},
	{"cut-prompt", false, true, 0, 0},
	{"late-prompt=", true, true, 1, 15000},
	{"urc=prompt", false, true, 0, 0},
	{"reboot-prompt", false, true, 0, 0},
	{"unplug-prompt", false, true, 0, 0},
	{"cms=", true, true, 0, 512},
	{"cme=", true, true, 0, 100},
	{"error", false, true, 0, 0},
	{"cut-error", false, true, 0, 0},
	{"lost-submit", false, true, 0, 0},
	{"reboot-submit", false, true, 0, 0},
	{"unplug-lost", false, true, 0, 0},
	{"network-lost", false, true, 0, 0},
	{"network-back=", true, false, 1, 60000},
	{"silent-submit", false, true, 0, 0},
	{"reboot-sent", false, true, 0, 0},
	{"unplug-submit", false, true, 0, 0},
	{"late=", true, true, 1, 100000},
	{"late=", true, true, 58000, 64000},
	{"urc=cmt", false, true, 0, 0},
	{"urc=cds", false, true, 0, 0},
	{"cut-submit", false, true, 0, 0},
	{"no-mr", false, true, 0, 0},
	{"urc=middle", false, true, 0, 0},
	{"answer-twice", false, true, 0, 0},
	{"no-ok", false, true, 0, 0},
	{"ok-late=", true, true, 1, 100000},
	{"garbage", false, false, 0, 0},
	{"urc", false, false, 0, 0},
	{"prompt=bare", false, false, 0, 0},
	{"prompt=crlf", false, false, 0, 0},
	{"prompt=nospace", false, false, 0, 0},
	{"echo=stuck", false, false, 0, 0},
	{"echo=double", false, false, 0, 0},
	{"nocombine", false, false, 0, 0},
	{"text-errors", false, false, 0, 0},
	{"vendor-final", false, false, 0, 0},
	{"full", false, false, 0, 0},
	{"reboot-later=", true, false, 1, 30000},
	{"unplug-later=", true, false, 1, 30000},
	{"replug=", true, false, 1, 5000},
};

#endif
