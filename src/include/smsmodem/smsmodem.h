/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of libsmsmodem: errors, the codec, WAP push, AT, a modem, Bluetooth, the simulated phone,
 * transcripts. */
#ifndef SMSMODEM_H
#define SMSMODEM_H

#include <smsmodem/at.h>
#include <smsmodem/bluetooth.h>
#include <smsmodem/cb.h>
#include <smsmodem/cdma.h>
#include <smsmodem/cdma_lists.h>
#include <smsmodem/devices.h>
#include <smsmodem/error.h>
#include <smsmodem/modem.h>
#include <smsmodem/outbox.h>
#include <smsmodem/pdu.h>
#include <smsmodem/phone.h>
#include <smsmodem/probe.h>
#include <smsmodem/push.h>
#include <smsmodem/receive.h>
#include <smsmodem/sdp.h>
#include <smsmodem/sim.h>
#include <smsmodem/storage.h>
#include <smsmodem/stream.h>
#include <smsmodem/transcript.h>

#endif
