/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PDU_WSP_TABLE_H
#define PDU_WSP_TABLE_H

#include <stdint.h>

#define PDU_WSP_CONTENT_TYPES 125

struct pdu_wsp_row {
	uint16_t code;
	const char *text;
};

extern const struct pdu_wsp_row pdu_wsp_content_types[PDU_WSP_CONTENT_TYPES];

#endif
