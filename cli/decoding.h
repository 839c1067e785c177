/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `decode` does with the PDUs of its lines, each kind in its own file: decoding_KIND.c. */
#ifndef DECODING_H
#define DECODING_H

#include "cli.h"
#include "pasted.h"

enum decoding_kind {
	DECODING_AUTO,
	DECODING_DELIVER,
	DECODING_SUBMIT,
	DECODING_REPORT,
	DECODING_COMMAND,
	DECODING_CB,
	DECODING_CDMA,
	DECODING_KINDS
};

struct decoding {
	struct cli *cli;
	enum decoding_kind kind;    /* as --kind says */
	bool no_smsc;               /* as --no-smsc says */
	bool parts;                 /* --parts: nothing is joined */
	struct smsmodem_join *join; /* of TPDUs */
	struct pasted pasted;       /* the line that is looked at */
	long line;                  /* its number */
	int status;                 /* 0, or 65 once a line was bad */
};

/** Decode the PDU in decoding->pasted and show what is complete. @return 0, or 74: the output broke
 */
int decoding_tpdu(struct decoding *decoding);

/** Show what never became complete. @return 0 or 74 */
int decoding_tpdu_rest(struct decoding *decoding);

/**
 * Report that the line is bad, and go on with the others. @return 0, or 74
 */
int decoding_bad(struct decoding *decoding, struct smsmodem_error *error);

#endif
