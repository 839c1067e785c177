/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * TP-ST, what became of a message (23.040 9.2.3.15). A reserved value is to be taken for 0x63,
 * service rejected, in whichever range it is.
 */
#include "pdu.h"

static const char status_reserved[] = "reserved value, taken for service rejected";

/* Values from behind the row before it to this one. */
struct status_row {
	uint8_t last;
	enum smsmodem_delivery delivery;
	const char *text;
};

static const struct status_row status_rows[] = {
	{0x00, SMSMODEM_DELIVERY_DELIVERED, "delivered to the recipient"},
	{0x01, SMSMODEM_DELIVERY_DELIVERED, "forwarded, delivery not confirmed"},
	{0x02, SMSMODEM_DELIVERY_DELIVERED, "replaced by the message centre"},
	{0x0F, SMSMODEM_DELIVERY_FAILED, status_reserved},
	{0x1F, SMSMODEM_DELIVERY_DELIVERED, "done, for a reason of the message centre"},
	{0x20, SMSMODEM_DELIVERY_PENDING, "congestion, still trying"},
	{0x21, SMSMODEM_DELIVERY_PENDING, "recipient busy, still trying"},
	{0x22, SMSMODEM_DELIVERY_PENDING, "no response from the recipient, still trying"},
	{0x23, SMSMODEM_DELIVERY_PENDING, "service rejected, still trying"},
	{0x24, SMSMODEM_DELIVERY_PENDING, "quality of service not available, still trying"},
	{0x25, SMSMODEM_DELIVERY_PENDING, "error at the recipient, still trying"},
	{0x2F, SMSMODEM_DELIVERY_FAILED, status_reserved},
	{0x3F, SMSMODEM_DELIVERY_PENDING, "still trying, for a reason of the message centre"},
	{0x40, SMSMODEM_DELIVERY_FAILED, "remote procedure error"},
	{0x41, SMSMODEM_DELIVERY_FAILED, "incompatible destination"},
	{0x42, SMSMODEM_DELIVERY_FAILED, "connection rejected by the recipient"},
	{0x43, SMSMODEM_DELIVERY_FAILED, "not obtainable"},
	{0x44, SMSMODEM_DELIVERY_FAILED, "quality of service not available"},
	{0x45, SMSMODEM_DELIVERY_FAILED, "no interworking available"},
	{0x46, SMSMODEM_DELIVERY_FAILED, "validity period expired"},
	{0x47, SMSMODEM_DELIVERY_FAILED, "deleted by the sender"},
	{0x48, SMSMODEM_DELIVERY_FAILED, "deleted by the message centre"},
	{0x49, SMSMODEM_DELIVERY_FAILED, "unknown to the message centre"},
	{0x4F, SMSMODEM_DELIVERY_FAILED, status_reserved},
	{0x5F, SMSMODEM_DELIVERY_FAILED, "failed, for a reason of the message centre"},
	{0x60, SMSMODEM_DELIVERY_FAILED, "congestion, given up"},
	{0x61, SMSMODEM_DELIVERY_FAILED, "recipient busy, given up"},
	{0x62, SMSMODEM_DELIVERY_FAILED, "no response from the recipient, given up"},
	{0x63, SMSMODEM_DELIVERY_FAILED, "service rejected, given up"},
	{0x64, SMSMODEM_DELIVERY_FAILED, "quality of service not available, given up"},
	{0x65, SMSMODEM_DELIVERY_FAILED, "error at the recipient, given up"},
	{0x6F, SMSMODEM_DELIVERY_FAILED, status_reserved},
	{0x7F, SMSMODEM_DELIVERY_FAILED, "given up, for a reason of the message centre"},
	{0xFF, SMSMODEM_DELIVERY_FAILED, status_reserved},
};

static const struct status_row *status_find(uint8_t status)
{
	const struct status_row *row = status_rows;

	while (status > row->last)
		row++;
	return row;
}

enum smsmodem_delivery smsmodem_delivery_of(uint8_t status)
{
	return status_find(status)->delivery;
}

const char *smsmodem_delivery_name(enum smsmodem_delivery delivery)
{
	static const char *const names[] = {"delivered", "pending", "failed"};

	return names[delivery <= SMSMODEM_DELIVERY_FAILED ? delivery : SMSMODEM_DELIVERY_FAILED];
}

const char *smsmodem_delivery_class(uint8_t status)
{
	static const char *const classes[] = {"completed", "temporary error, still trying",
					      "permanent error", "temporary error, given up"};

	return status_find(status)->text == status_reserved ? "reserved" : classes[status >> 5];
}

const char *smsmodem_delivery_text(uint8_t status)
{
	return status_find(status)->text;
}
