/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any octets as an SMSC address and a DELIVER. */
#include "fuzz_tpdu.h"

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	fuzz_tpdu(octets, length, SMSMODEM_KIND_DELIVER);
	return 0;
}
