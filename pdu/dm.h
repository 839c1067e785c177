/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notification by which a device management server asks for a session. */
#ifndef PDU_DM_H
#define PDU_DM_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PDU_DM_DIGEST 16

/** How much of it the user sees. */
enum pdu_dm_ui {
	PDU_DM_UI_NOT_SPECIFIED,
	PDU_DM_UI_BACKGROUND,
	PDU_DM_UI_INFORMATIVE,
	PDU_DM_UI_INTERACTION
};

/** Package 0 (OMA-TS-DM_Notification 6.2). Pointers are into its octets. */
struct pdu_dm {
	uint8_t digest[PDU_DM_DIGEST]; /**< MD5 of a secret of both sides and of what follows */
	uint16_t version;              /**< tenths: 12 is 1.2 */
	uint8_t ui_mode;               /**< enum pdu_dm_ui */
	bool by_server;                /**< who wants the session: the server, else the user */
	uint16_t session_id;
	const uint8_t *server; /**< its identifier, text without NUL */
	size_t server_len;     /**< 0..255 */
	const uint8_t *vendor; /**< what a vendor put behind it */
	size_t vendor_len;
};

/** Take it apart. @return SMSMODEM_OK, or SMSMODEM_E_PDU with error.offset */
int pdu_dm_decode(const uint8_t *octets, size_t length, struct pdu_dm *dm,
		  struct smsmodem_error *error);

/** "background", ...; NULL: not specified. */
const char *pdu_dm_ui_name(unsigned ui_mode);

#endif
