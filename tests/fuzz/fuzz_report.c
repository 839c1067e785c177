/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any octets as an SMSC address and a report of each kind, or a COMMAND. */
#include "fuzz_tpdu.h"

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	fuzz_tpdu(octets, length, SMSMODEM_KIND_STATUS_REPORT);
	fuzz_tpdu(octets, length, SMSMODEM_KIND_COMMAND);
	fuzz_tpdu(octets, length, SMSMODEM_KIND_DELIVER_REPORT);
	fuzz_tpdu(octets, length, SMSMODEM_KIND_SUBMIT_REPORT);
	fuzz_tpdu(octets, length, SMSMODEM_KIND_REPORT);
	fuzz_tpdu(octets, length, SMSMODEM_KIND_AUTO);
	return 0;
}
