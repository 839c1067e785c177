/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Device addresses as text. Pure, and without BlueZ, whose bdaddr_t is in bt.h. */
#ifndef ADDRESS_H
#define ADDRESS_H

#include <smsmodem/bluetooth.h>
#include <stdbool.h>
#include <stdint.h>

#define BT_ADDRESS_OCTETS 6

/** Read "00:11:22:33:44:55", most significant octet first. @return false: it is not that */
bool bt_octets_parse(const char *text, uint8_t octets[BT_ADDRESS_OCTETS]);
void bt_octets_format(const uint8_t octets[BT_ADDRESS_OCTETS], char text[SMSMODEM_BT_ADDRESS_SIZE]);

#endif
