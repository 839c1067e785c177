/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the fields of an MMS header are read: where a value ends, and what it says. */
#ifndef PDU_MMS_H
#define PDU_MMS_H

#include "mms_table.h"
#include "wsp.h"
#include <smsmodem/mms.h>

#define PDU_MMS_ADDRESS_PRESENT 0x80 /* 7.3.21 */
#define PDU_MMS_INSERT_ADDRESS  0x81
#define PDU_MMS_ABSOLUTE        0x80 /* 7.3.20 */
#define PDU_MMS_RELATIVE        0x81

/** Say what a value, all of which the reader holds, is; of what has not the form, nothing. */
void pdu_mms_value(struct pdu_wsp_reader value, const struct pdu_mms_row *row,
		   struct smsmodem_mms_field *field);

/** Say that a field is text with or without a charset. A NUL at its end may be missing. */
void pdu_mms_text(struct pdu_wsp_reader value, struct smsmodem_mms_field *field);

/** Likewise, of a value that the message ends in. Its length says more than there is. */
void pdu_mms_cut(struct pdu_wsp_reader value, struct smsmodem_mms_field *field);

/** Step over From, whose length many write wrongly, and say what it is. */
void pdu_mms_from(struct pdu_wsp_reader *reader, struct smsmodem_mms_field *field);

/** A date, or seconds from now, behind its length and its token (7.3.20). */
void pdu_mms_put_period(struct pdu_wsp_writer *out, bool absolute, uint64_t seconds);

/** Write "Name: value" in the form that the field has. @return SMSMODEM_OK or SMSMODEM_E_DATA */
int pdu_mms_put_header(struct pdu_wsp_writer *out, const char *header,
		       struct smsmodem_error *error);

/** Write the value of X-Mms-Message-Class (7.3.27). @return SMSMODEM_OK or SMSMODEM_E_DATA */
int pdu_mms_put_class(struct pdu_wsp_writer *out, const char *name, struct smsmodem_error *error);

#endif
