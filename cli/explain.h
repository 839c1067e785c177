/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "cli.h"

/** Say which alphabet a message gets, what forced it, and what each other one would cost. */
int explain_encoding(struct cli *cli, const struct smsmodem_submit *submit);

#endif
