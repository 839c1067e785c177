/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tokens of documents that are seldom pushed: WAP-169-WTA (but for its WML), WAP channels,
 * OMA-TS-SyncML_DevInfo.
 */
#include "wbxml_tokens.h"

/* clang-format off */
static const struct pdu_wbxml_token wta_tags[] = {
	{0x005, "EVENT", NULL},
	{0x006, "EVENTTABLE", NULL},
	{0x007, "TYPE", NULL},
	{0x008, "URL", NULL},
	{0x009, "WTAI", NULL},
};

static const struct pdu_wbxml_token wta_attributes[] = {
	{0x005, "NAME", NULL},
	{0x006, "VALUE", NULL},
};

static const struct pdu_wbxml_token channel_tags[] = {
	{0x005, "channel", NULL},
	{0x006, "title", NULL},
	{0x007, "abstract", NULL},
	{0x008, "resource", NULL},
};

static const struct pdu_wbxml_token channel_attributes[] = {
	{0x005, "maxspace", NULL},
	{0x006, "base", NULL},
	{0x007, "href", NULL},
	{0x008, "href", "http://"},
	{0x009, "href", "https://"},
	{0x00A, "lastmod", NULL},
	{0x00B, "etag", NULL},
	{0x00C, "md5", NULL},
	{0x00D, "success", NULL},
	{0x00E, "success", "http://"},
	{0x00F, "success", "https://"},
	{0x010, "failure", NULL},
	{0x011, "failure", "http://"},
	{0x012, "failure", "https://"},
	{0x013, "EventId", NULL},
};

static const struct pdu_wbxml_token channel12_attributes[] = {
	{0x005, "maxspace", NULL},
	{0x006, "base", NULL},
	{0x007, "href", NULL},
	{0x008, "href", "http://"},
	{0x009, "href", "https://"},
	{0x00A, "lastmod", NULL},
	{0x00B, "etag", NULL},
	{0x00C, "md5", NULL},
	{0x00D, "success", NULL},
	{0x00E, "success", "http://"},
	{0x00F, "success", "https://"},
	{0x010, "failure", NULL},
	{0x011, "failure", "http://"},
	{0x012, "failure", "https://"},
	{0x013, "eventid", NULL},
	{0x014, "eventid", "wtaev-"},
	{0x015, "channelid", NULL},
	{0x016, "useraccessible", NULL},
};

static const struct pdu_wbxml_token devinf_tags[] = {
	{0x005, "CTCap", NULL},
	{0x006, "CTType", NULL},
	{0x007, "DataStore", NULL},
	{0x008, "DataType", NULL},
	{0x009, "DevID", NULL},
	{0x00A, "DevInf", NULL},
	{0x00B, "DevTyp", NULL},
	{0x00C, "DisplayName", NULL},
	{0x00D, "DSMem", NULL},
	{0x00E, "Ext", NULL},
	{0x00F, "FwV", NULL},
	{0x010, "HwV", NULL},
	{0x011, "Man", NULL},
	{0x012, "MaxGUIDSize", NULL},
	{0x013, "MaxID", NULL},
	{0x014, "MaxMem", NULL},
	{0x015, "Mod", NULL},
	{0x016, "OEM", NULL},
	{0x017, "ParamName", NULL},
	{0x018, "PropName", NULL},
	{0x019, "Rx", NULL},
	{0x01A, "Rx-Pref", NULL},
	{0x01B, "SharedMem", NULL},
	{0x01C, "Size", NULL},
	{0x01D, "SourceRef", NULL},
	{0x01E, "SwV", NULL},
	{0x01F, "SyncCap", NULL},
	{0x020, "SyncType", NULL},
	{0x021, "Tx", NULL},
	{0x022, "Tx-Pref", NULL},
	{0x023, "ValEnum", NULL},
	{0x024, "VerCT", NULL},
	{0x025, "VerDTD", NULL},
	{0x026, "XNam", NULL},
	{0x027, "XVal", NULL},
	{0x028, "UTC", NULL},
	{0x029, "SupportNumberOfChanges", NULL},
	{0x02A, "SupportLargeObjs", NULL},
};

static const struct pdu_wbxml_token devinf12_tags[] = {
	{0x005, "CTCap", NULL},
	{0x006, "CTType", NULL},
	{0x007, "DataStore", NULL},
	{0x008, "DataType", NULL},
	{0x009, "DevID", NULL},
	{0x00A, "DevInf", NULL},
	{0x00B, "DevTyp", NULL},
	{0x00C, "DisplayName", NULL},
	{0x00D, "DSMem", NULL},
	{0x00E, "Ext", NULL},
	{0x00F, "FwV", NULL},
	{0x010, "HwV", NULL},
	{0x011, "Man", NULL},
	{0x012, "MaxGUIDSize", NULL},
	{0x013, "MaxID", NULL},
	{0x014, "MaxMem", NULL},
	{0x015, "Mod", NULL},
	{0x016, "OEM", NULL},
	{0x017, "ParamName", NULL},
	{0x018, "PropName", NULL},
	{0x019, "Rx", NULL},
	{0x01A, "Rx-Pref", NULL},
	{0x01B, "SharedMem", NULL},
	{0x01C, "MaxSize", NULL},
	{0x01D, "SourceRef", NULL},
	{0x01E, "SwV", NULL},
	{0x01F, "SyncCap", NULL},
	{0x020, "SyncType", NULL},
	{0x021, "Tx", NULL},
	{0x022, "Tx-Pref", NULL},
	{0x023, "ValEnum", NULL},
	{0x024, "VerCT", NULL},
	{0x025, "VerDTD", NULL},
	{0x026, "XNam", NULL},
	{0x027, "XVal", NULL},
	{0x028, "UTC", NULL},
	{0x029, "SupportNumberOfChanges", NULL},
	{0x02A, "SupportLargeObjs", NULL},
	{0x02B, "Property", NULL},
	{0x02C, "PropParam", NULL},
	{0x02D, "MaxOccur", NULL},
	{0x02E, "NoTruncate", NULL},
	{0x030, "Filter-Rx", NULL},
	{0x031, "FilterCap", NULL},
	{0x032, "FilterKeyword", NULL},
	{0x033, "FieldLevel", NULL},
	{0x034, "SupportHierarchicalSync", NULL},
};

#define LIST(table) {table, sizeof(table) / sizeof(table)[0]}
#define NONE        {NULL, 0}

const struct pdu_wbxml_language pdu_wbxml_wta = {LIST(wta_tags), LIST(wta_attributes), NONE};
const struct pdu_wbxml_language pdu_wbxml_channel = {LIST(channel_tags), LIST(channel_attributes), NONE};
const struct pdu_wbxml_language pdu_wbxml_channel12 = {LIST(channel_tags), LIST(channel12_attributes), NONE};
const struct pdu_wbxml_language pdu_wbxml_devinf = {LIST(devinf_tags), NONE, NONE};
const struct pdu_wbxml_language pdu_wbxml_devinf12 = {LIST(devinf12_tags), NONE, NONE};
