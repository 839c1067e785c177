/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the codec bench that use libgammu share. */
#ifndef BENCH_CODEC_GAMMU_H
#define BENCH_CODEC_GAMMU_H

#include "codec.h"
#include <gammu.h>

/* Say what the library knows nothing of when it has made a message of a text. */
void codec_gammu_address(GSM_SMSMessage *sms);

/* A message's frame in hex, of up to 512 digits and a NUL. @return digits, or 0 */
size_t codec_gammu_hex(GSM_SMSMessage *sms, char *hex);

#endif
