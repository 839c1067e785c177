/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TP-ST, what became of a message (23.040 9.2.3.15). */
#include "pdu.h"

struct status_row {
	uint8_t status;
	const char *text;
};

static const struct status_row status_rows[] = {
	{0x00, "delivered to the recipient"},
	{0x01, "forwarded, delivery not confirmed"},
	{0x02, "replaced by the message centre"},
	{0x20, "congestion, still trying"},
	{0x21, "recipient busy, still trying"},
	{0x22, "no response from the recipient, still trying"},
	{0x23, "service rejected, still trying"},
	{0x24, "quality of service not available, still trying"},
	{0x25, "error at the recipient, still trying"},
	{0x40, "remote procedure error"},
	{0x41, "incompatible destination"},
	{0x42, "connection rejected by the recipient"},
	{0x43, "not obtainable"},
	{0x44, "quality of service not available"},
	{0x45, "no interworking available"},
	{0x46, "validity period expired"},
	{0x47, "deleted by the sender"},
	{0x48, "deleted by the message centre"},
	{0x49, "unknown to the message centre"},
	{0x60, "congestion, given up"},
	{0x61, "recipient busy, given up"},
	{0x62, "no response from the recipient, given up"},
	{0x63, "service rejected, given up"},
	{0x64, "quality of service not available, given up"},
	{0x65, "error at the recipient, given up"},
};

/* For values reserved or specific to a message centre, by the range that they are in. */
static const char *const status_ranges[] = {"done, for a reason of the message centre",
					    "still trying, for a reason of the message centre",
					    "failed, for a reason of the message centre",
					    "given up, for a reason of the message centre"};

enum smsmodem_delivery smsmodem_delivery_of(uint8_t status)
{
	if (status < 0x20)
		return SMSMODEM_DELIVERY_DELIVERED;
	return status < 0x40 ? SMSMODEM_DELIVERY_PENDING : SMSMODEM_DELIVERY_FAILED;
}

const char *smsmodem_delivery_name(enum smsmodem_delivery delivery)
{
	static const char *const names[] = {"delivered", "pending", "failed"};

	return names[delivery <= SMSMODEM_DELIVERY_FAILED ? delivery : SMSMODEM_DELIVERY_FAILED];
}

const char *smsmodem_delivery_text(uint8_t status)
{
	for (size_t i = 0; i < sizeof status_rows / sizeof status_rows[0]; i++)
		if (status_rows[i].status == status)
			return status_rows[i].text;
	return status < 0x80 ? status_ranges[status >> 5] : "failed, reserved value";
}
