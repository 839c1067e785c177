/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assigned numbers of MMS headers (OMA-TS-MMS_ENC 7.4, table 25) and of their values (7.3). */
#include "mms_table.h"

static const struct pdu_mms_token mms_types[] = {
	{0x80, "m-send-req"},
	{0x81, "m-send-conf"},
	{0x82, "m-notification-ind"},
	{0x83, "m-notifyresp-ind"},
	{0x84, "m-retrieve-conf"},
	{0x85, "m-acknowledge-ind"},
	{0x86, "m-delivery-ind"},
	{0x87, "m-read-rec-ind"},
	{0x88, "m-read-orig-ind"},
	{0x89, "m-forward-req"},
	{0x8A, "m-forward-conf"},
	{0x8B, "m-mbox-store-req"},
	{0x8C, "m-mbox-store-conf"},
	{0x8D, "m-mbox-view-req"},
	{0x8E, "m-mbox-view-conf"},
	{0x8F, "m-mbox-upload-req"},
	{0x90, "m-mbox-upload-conf"},
	{0x91, "m-mbox-delete-req"},
	{0x92, "m-mbox-delete-conf"},
	{0x93, "m-mbox-descr"},
	{0x94, "m-delete-req"},
	{0x95, "m-delete-conf"},
	{0x96, "m-cancel-req"},
	{0x97, "m-cancel-conf"},
	{0, NULL},
};

static const struct pdu_mms_token mms_yes_no[] = {{0x80, "yes"}, {0x81, "no"}, {0, NULL}};

static const struct pdu_mms_token mms_class[] = {
	{0x80, "personal"}, {0x81, "advertisement"}, {0x82, "informational"}, {0x83, "auto"},
	{0, NULL},
};

static const struct pdu_mms_token mms_priority[] = {
	{0x80, "low"},
	{0x81, "normal"},
	{0x82, "high"},
	{0, NULL},
};

static const struct pdu_mms_token mms_visibility[] = {{0x80, "hide"}, {0x81, "show"}, {0, NULL}};

static const struct pdu_mms_token mms_status[] = {
	{0x80, "expired"},   {0x81, "retrieved"},    {0x82, "rejected"},
	{0x83, "deferred"},  {0x84, "unrecognized"}, {0x85, "indeterminate"},
	{0x86, "forwarded"}, {0x87, "unreachable"},  {0, NULL},
};

static const struct pdu_mms_token mms_response[] = {
	{0x80, "ok"},
	{0x81, "unspecified"},
	{0x82, "service denied"},
	{0x83, "message format corrupt"},
	{0x84, "sending address unresolved"},
	{0x85, "message not found"},
	{0x86, "network problem"},
	{0x87, "content not accepted"},
	{0x88, "unsupported message"},
	{0xC0, "transient failure"},
	{0xC1, "transient: sending address unresolved"},
	{0xC2, "transient: message not found"},
	{0xC3, "transient: network problem"},
	{0xC4, "transient: partial success"},
	{0xE0, "permanent failure"},
	{0xE1, "permanent: service denied"},
	{0xE2, "permanent: message format corrupt"},
	{0xE3, "permanent: sending address unresolved"},
	{0xE4, "permanent: message not found"},
	{0xE5, "permanent: content not accepted"},
	{0xE6, "permanent: reply charging limitations not met"},
	{0xE7, "permanent: reply charging request not accepted"},
	{0xE8, "permanent: reply charging forwarding denied"},
	{0xE9, "permanent: reply charging not supported"},
	{0xEA, "permanent: address hiding not supported"},
	{0xEB, "permanent: lack of prepaid"},
	{0, NULL},
};

static const struct pdu_mms_token mms_retrieve[] = {
	{0x80, "ok"},
	{0xC0, "transient failure"},
	{0xC1, "transient: message not found"},
	{0xC2, "transient: network problem"},
	{0xE0, "permanent failure"},
	{0xE1, "permanent: service denied"},
	{0xE2, "permanent: message not found"},
	{0xE3, "permanent: content unsupported"},
	{0, NULL},
};

static const struct pdu_mms_token mms_read[] = {
	{0x80, "read"},
	{0x81, "deleted without being read"},
	{0, NULL},
};

static const struct pdu_mms_token mms_charging[] = {
	{0x80, "requested"}, {0x81, "requested text only"},
	{0x82, "accepted"},  {0x83, "accepted text only"},
	{0, NULL},
};

static const struct pdu_mms_token mms_state[] = {
	{0x80, "draft"},     {0x81, "sent"},      {0x82, "new"},
	{0x83, "retrieved"}, {0x84, "forwarded"}, {0, NULL},
};

static const struct pdu_mms_token mms_flags[] = {
	{0x80, "add"},
	{0x81, "remove"},
	{0x82, "filter"},
	{0, NULL},
};

static const struct pdu_mms_token mms_store[] = {
	{0x80, "success"},
	{0xC0, "transient failure"},
	{0xC1, "transient: network problem"},
	{0xE0, "permanent failure"},
	{0xE1, "permanent: service denied"},
	{0xE2, "permanent: message format corrupt"},
	{0xE3, "permanent: message not found"},
	{0xE4, "permanent: mmbox full"},
	{0, NULL},
};

static const struct pdu_mms_token mms_total[] = {{0x80, "messages"}, {0x81, "octets"}, {0, NULL}};

static const struct pdu_mms_token mms_retrieval[] = {{0x80, "manual"}, {0, NULL}};

static const struct pdu_mms_token mms_content[] = {
	{0x80, "text"},          {0x81, "image-basic"},  {0x82, "image-rich"},
	{0x83, "video-basic"},   {0x84, "video-rich"},   {0x85, "megapixel"},
	{0x86, "content-basic"}, {0x87, "content-rich"}, {0, NULL},
};

static const struct pdu_mms_token mms_cancel[] = {
	{0x80, "request successfully received"},
	{0x81, "request corrupted"},
	{0, NULL},
};

/* Short-integer of major and minor version; a minor one of 15 is left out (WSP 8.4.2.3). */
static const struct pdu_mms_token mms_versions[] = {
	{0x90, "1.0"}, {0x91, "1.1"}, {0x92, "1.2"}, {0x93, "1.3"}, {0x94, "1.4"},
	{0x95, "1.5"}, {0x96, "1.6"}, {0x97, "1.7"}, {0x98, "1.8"}, {0x99, "1.9"},
	{0x9F, "1"},   {0xA0, "2.0"}, {0xAF, "2"},   {0, NULL},
};

const struct pdu_mms_row pdu_mms_fields[PDU_MMS_FIELDS] = {
	[0x01] = {"Bcc", PDU_MMS_ENCODED, NULL},
	[0x02] = {"Cc", PDU_MMS_ENCODED, NULL},
	[0x03] = {"X-Mms-Content-Location", PDU_MMS_TEXT, NULL},
	[0x04] = {"X-Mms-Content-Type", PDU_MMS_CONTENT, NULL},
	[0x05] = {"Date", PDU_MMS_DATE, NULL},
	[0x06] = {"X-Mms-Delivery-Report", PDU_MMS_TOKENS, mms_yes_no},
	[0x07] = {"X-Mms-Delivery-Time", PDU_MMS_PERIOD, NULL},
	[0x08] = {"X-Mms-Expiry", PDU_MMS_PERIOD, NULL},
	[0x09] = {"From", PDU_MMS_FROM, NULL},
	[0x0A] = {"X-Mms-Message-Class", PDU_MMS_CLASS, mms_class},
	[0x0B] = {"Message-ID", PDU_MMS_TEXT, NULL},
	[0x0C] = {"X-Mms-Message-Type", PDU_MMS_TOKENS, mms_types},
	[0x0D] = {"X-Mms-MMS-Version", PDU_MMS_VERSION, mms_versions},
	[0x0E] = {"X-Mms-Message-Size", PDU_MMS_INTEGER, NULL},
	[0x0F] = {"X-Mms-Priority", PDU_MMS_TOKENS, mms_priority},
	[0x10] = {"X-Mms-Read-Reply", PDU_MMS_TOKENS, mms_yes_no},
	[0x11] = {"X-Mms-Report-Allowed", PDU_MMS_TOKENS, mms_yes_no},
	[0x12] = {"X-Mms-Response-Status", PDU_MMS_TOKENS, mms_response},
	[0x13] = {"X-Mms-Response-Text", PDU_MMS_ENCODED, NULL},
	[0x14] = {"X-Mms-Sender-Visibility", PDU_MMS_TOKENS, mms_visibility},
	[0x15] = {"X-Mms-Status", PDU_MMS_TOKENS, mms_status},
	[0x16] = {"Subject", PDU_MMS_ENCODED, NULL},
	[0x17] = {"To", PDU_MMS_ENCODED, NULL},
	[0x18] = {"X-Mms-Transaction-Id", PDU_MMS_TEXT, NULL},
	[0x19] = {"X-Mms-Retrieve-Status", PDU_MMS_TOKENS, mms_retrieve},
	[0x1A] = {"X-Mms-Retrieve-Text", PDU_MMS_ENCODED, NULL},
	[0x1B] = {"X-Mms-Read-Status", PDU_MMS_TOKENS, mms_read},
	[0x1C] = {"X-Mms-Reply-Charging", PDU_MMS_TOKENS, mms_charging},
	[0x1D] = {"X-Mms-Reply-Charging-Deadline", PDU_MMS_PERIOD, NULL},
	[0x1E] = {"X-Mms-Reply-Charging-ID", PDU_MMS_TEXT, NULL},
	[0x1F] = {"X-Mms-Reply-Charging-Size", PDU_MMS_INTEGER, NULL},
	[0x20] = {"X-Mms-Previously-Sent-By", PDU_MMS_FORWARDER, NULL},
	[0x21] = {"X-Mms-Previously-Sent-Date", PDU_MMS_FORWARD_DATE, NULL},
	[0x22] = {"X-Mms-Store", PDU_MMS_TOKENS, mms_yes_no},
	[0x23] = {"X-Mms-MM-State", PDU_MMS_TOKENS, mms_state},
	[0x24] = {"X-Mms-MM-Flags", PDU_MMS_MARKED, mms_flags},
	[0x25] = {"X-Mms-Store-Status", PDU_MMS_TOKENS, mms_store},
	[0x26] = {"X-Mms-Store-Status-Text", PDU_MMS_ENCODED, NULL},
	[0x27] = {"X-Mms-Stored", PDU_MMS_TOKENS, mms_yes_no},
	[0x28] = {"X-Mms-Attributes", PDU_MMS_FIELD, NULL},
	[0x29] = {"X-Mms-Totals", PDU_MMS_TOKENS, mms_yes_no},
	[0x2A] = {"X-Mms-Mbox-Totals", PDU_MMS_TOTAL, mms_total},
	[0x2B] = {"X-Mms-Quotas", PDU_MMS_TOKENS, mms_yes_no},
	[0x2C] = {"X-Mms-Mbox-Quotas", PDU_MMS_TOTAL, mms_total},
	[0x2D] = {"X-Mms-Message-Count", PDU_MMS_INTEGER, NULL},
	[0x2E] = {"Content", PDU_MMS_OCTETS, NULL},
	[0x2F] = {"X-Mms-Start", PDU_MMS_INTEGER, NULL},
	[0x30] = {"Additional-headers", PDU_MMS_OCTETS, NULL},
	[0x31] = {"X-Mms-Distribution-Indicator", PDU_MMS_TOKENS, mms_yes_no},
	[0x32] = {"X-Mms-Element-Descriptor", PDU_MMS_OCTETS, NULL},
	[0x33] = {"X-Mms-Limit", PDU_MMS_INTEGER, NULL},
	[0x34] = {"X-Mms-Recommended-Retrieval-Mode", PDU_MMS_TOKENS, mms_retrieval},
	[0x35] = {"X-Mms-Recommended-Retrieval-Mode-Text", PDU_MMS_ENCODED, NULL},
	[0x36] = {"X-Mms-Status-Text", PDU_MMS_ENCODED, NULL},
	[0x37] = {"X-Mms-Applic-ID", PDU_MMS_TEXT, NULL},
	[0x38] = {"X-Mms-Reply-Applic-ID", PDU_MMS_TEXT, NULL},
	[0x39] = {"X-Mms-Aux-Applic-Info", PDU_MMS_TEXT, NULL},
	[0x3A] = {"X-Mms-Content-Class", PDU_MMS_TOKENS, mms_content},
	[0x3B] = {"X-Mms-DRM-Content", PDU_MMS_TOKENS, mms_yes_no},
	[0x3C] = {"X-Mms-Adaptation-Allowed", PDU_MMS_TOKENS, mms_yes_no},
	[0x3D] = {"X-Mms-Replace-ID", PDU_MMS_TEXT, NULL},
	[0x3E] = {"X-Mms-Cancel-ID", PDU_MMS_TEXT, NULL},
	[0x3F] = {"X-Mms-Cancel-Status", PDU_MMS_TOKENS, mms_cancel},
};

const char *pdu_mms_token_name(const struct pdu_mms_token *tokens, unsigned octet)
{
	for (; tokens && tokens->name; tokens++)
		if (tokens->octet == octet)
			return tokens->name;
	return NULL;
}
