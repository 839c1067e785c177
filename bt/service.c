/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which services take AT commands (Assigned Numbers 3.3, service classes). */
#include <smsmodem/bluetooth.h>

unsigned smsmodem_bt_service_of(const struct smsmodem_sdp_uuid *uuid)
{
	switch (smsmodem_sdp_uuid_number(uuid)) {
	case 0x1101: return SMSMODEM_BT_SPP;
	case 0x1103: return SMSMODEM_BT_DUN;
	case 0x111F: return SMSMODEM_BT_HFP;
	case 0x1132: return SMSMODEM_BT_MAP;
	default: return 0;
	}
}
