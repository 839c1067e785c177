/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a message cannot be encoded, and what to do about it. */
#ifndef REFUSAL_H
#define REFUSAL_H

#include "cli.h"

/** Of a message that is too long; else 0. */
struct refusal {
	int parts, allowed;
};

/** Add to what smsmodem_encode_begin has failed with the options that would help. */
void refusal_explain(const struct smsmodem_submit *submit, struct smsmodem_error *error,
		     struct refusal *refusal);

/** Add "parts" and "allowed", if it is too long. */
void refusal_add(json_t *object, const struct refusal *refusal);

/** Report it. @return its exit code */
int refusal_report(struct cli *cli, const struct smsmodem_submit *submit,
		   struct smsmodem_error *error);

#endif
