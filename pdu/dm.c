/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Package 0 of device management (OMA-TS-DM_Notification 6.2). */
#include "dm.h"
#include <string.h>

/*
 * Digest, then the header of the trigger: version 10 bits, UI mode 2, initiator 1, reserved 27,
 * session identifier 16, length of the server identifier 8.
 */
#define DM_SESSION (PDU_DM_DIGEST + 5)
#define DM_HEADER  (DM_SESSION + 3)

static int dm_fail(struct smsmodem_error *error, size_t offset, const char *what)
{
	smsmodem_error_set(error, SMSMODEM_E_PDU,
			   "PDU: a device management notification whose %s (octet %zu)", what,
			   offset);
	if (error)
		error->offset = (long)offset;
	return SMSMODEM_E_PDU;
}

int pdu_dm_decode(const uint8_t *octets, size_t length, struct pdu_dm *dm,
		  struct smsmodem_error *error)
{
	*dm = (struct pdu_dm){0};
	if (length < DM_HEADER)
		return dm_fail(error, length, "header is not all there");
	const uint8_t *trigger = octets + PDU_DM_DIGEST;
	const uint8_t *session = octets + DM_SESSION;

	memcpy(dm->digest, octets, PDU_DM_DIGEST);
	dm->version = (uint16_t)(trigger[0] << 2 | trigger[1] >> 6);
	dm->ui_mode = trigger[1] >> 4 & 3;
	dm->by_server = trigger[1] >> 3 & 1;
	dm->session_id = (uint16_t)(session[0] << 8 | session[1]);
	dm->server = octets + DM_HEADER;
	dm->server_len = session[2];
	if (dm->server_len > length - DM_HEADER)
		return dm_fail(error, DM_HEADER - 1, "server identifier is not all there");
	dm->vendor = dm->server + dm->server_len;
	dm->vendor_len = length - DM_HEADER - dm->server_len;
	return SMSMODEM_OK;
}

const char *pdu_dm_ui_name(unsigned ui_mode)
{
	static const char *const names[] = {
		[PDU_DM_UI_BACKGROUND] = "background",
		[PDU_DM_UI_INFORMATIVE] = "informative",
		[PDU_DM_UI_INTERACTION] = "user-interaction",
	};

	return ui_mode < sizeof names / sizeof names[0] ? names[ui_mode] : NULL;
}
