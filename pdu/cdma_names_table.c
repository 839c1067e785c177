/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What values of fields are called. */
#include "cdma.h"

struct names_row {
	unsigned value;
	const char *name;
};

static const struct names_row names_types[] = {
	/* 3.4.1 */
	{0, "point-to-point"}, {1, "broadcast"}, {2, "acknowledge"},
	{3, "bearer-data"},    {4, "wdp"},       {0, NULL},
};

static const struct names_row names_parameters[] = {
	/* 3.4.3 */
	{0, "teleservice"},         {1, "service category"},
	{2, "originating address"}, {3, "originating subaddr."},
	{4, "destination address"}, {5, "destination subaddr."},
	{6, "bearer reply option"}, {7, "cause codes"},
	{8, "bearer data"},         {0, NULL},
};

static const struct names_row names_subs[] = {
	/* 4.5 */
	{0x00, "message identifier"},
	{0x01, "user data"},
	{0x02, "user response code"},
	{0x03, "centre time stamp"},
	{0x04, "validity absolute"},
	{0x05, "validity relative"},
	{0x06, "deferred absolute"},
	{0x07, "deferred relative"},
	{0x08, "priority"},
	{0x09, "privacy"},
	{0x0A, "reply option"},
	{0x0B, "number of messages"},
	{0x0C, "alert on delivery"},
	{0x0D, "language"},
	{0x0E, "call-back number"},
	{0x0F, "display mode"},
	{0x10, "multiple encoding"},
	{0x11, "deposit index"},
	{0x12, "category program data"},
	{0x13, "category results"},
	{0x14, "message status"},
	{0x15, "TP-failure cause"},
	{0x16, "enhanced VMN"},
	{0x17, "enhanced VMN ack"},
	{0, NULL},
};

static const struct names_row names_teleservices[] = {
	/* N.S0005, 3.4.3.1 */
	{1, "maintenance"},
	{4096, "AMPS extended protocol"},
	{4097, "cellular paging"},
	{4098, "cellular messaging"},
	{4099, "voice mail notification"},
	{4100, "WAP"},
	{4101, "enhanced messaging"},
	{4102, "service category programming"},
	{4103, "card application toolkit"},
	{65002, "WAP, nested"},
	{65535, "broadcast"},
	{0, NULL},
};

static const struct names_row names_categories[] = {
	/* C.R1001 9.3 */
	{0x0000, "unknown"},
	{0x0001, "emergency broadcasts"},
	{0x0002, "administrative"},
	{0x0003, "maintenance"},
	{0x0004, "general news, local"},
	{0x0005, "general news, regional"},
	{0x0006, "general news, national"},
	{0x0007, "general news, international"},
	{0x0008, "business news, local"},
	{0x0009, "business news, regional"},
	{0x000A, "business news, national"},
	{0x000B, "business news, international"},
	{0x000C, "sports news, local"},
	{0x000D, "sports news, regional"},
	{0x000E, "sports news, national"},
	{0x000F, "sports news, international"},
	{0x0010, "entertainment news, local"},
	{0x0011, "entertainment news, regional"},
	{0x0012, "entertainment news, national"},
	{0x0013, "entertainment news, international"},
	{0x0014, "local weather"},
	{0x0015, "traffic reports"},
	{0x0016, "flight schedules"},
	{0x0017, "restaurants"},
	{0x0018, "lodgings"},
	{0x0019, "retail directory"},
	{0x001A, "advertisements"},
	{0x001B, "stock quotes"},
	{0x001C, "employment"},
	{0x001D, "hospitals"},
	{0x001E, "technology news"},
	{0x001F, "several categories"},
	{0x0020, "card application toolkit"},
	{0x1000, "CMAS presidential alert"},
	{0x1001, "CMAS extreme threat"},
	{0x1002, "CMAS severe threat"},
	{0x1003, "CMAS child abduction emergency"},
	{0x1004, "CMAS test message"},
	{0, NULL},
};

static const struct names_row names_number_types[] = {
	/* C.S0005 2.7.1.3.2.4-2 */
	{0, "unknown"},    {1, "international"}, {2, "national"}, {3, "network"},
	{4, "subscriber"}, {6, "abbreviated"},   {0, NULL},
};

static const struct names_row names_message_types[] = {
	/* 4.5.1-1 */
	{1, "deliver"},        {2, "submit"},        {3, "cancellation"},
	{4, "delivery-ack"},   {5, "user-ack"},      {6, "read-ack"},
	{7, "deliver-report"}, {8, "submit-report"}, {0, NULL},
};

static const struct names_row names_encodings[] = {
	/* C.R1001 9.1 */
	{0, "8bit"},      {1, "is91"},     {2, "ascii"},        {3, "ia5"},    {4, "ucs2"},
	{5, "shift-jis"}, {6, "korean"},   {7, "latin-hebrew"}, {8, "latin1"}, {9, "gsm7"},
	{10, "gsm-dcs"},  {16, "ksc5601"}, {0, NULL},
};

static const struct names_row names_priorities[] = {
	/* 4.5.9-1 */
	{0, "normal"}, {1, "interactive"}, {2, "urgent"}, {3, "emergency"}, {0, NULL},
};

static const struct names_row names_privacies[] = {
	/* 4.5.10-1 */
	{0, "not restricted"}, {1, "restricted"}, {2, "confidential"}, {3, "secret"}, {0, NULL},
};

static const struct names_row names_alerts[] = {
	/* 4.5.13-1 */
	{0, "default"}, {1, "low"}, {2, "medium"}, {3, "high"}, {0, NULL},
};

static const struct names_row names_languages[] = {
	/* C.R1001 9.2 */
	{0, "unknown"},     {1, "english"},    {2, "french"},   {3, "spanish"},    {4, "japanese"},
	{5, "korean"},      {6, "chinese"},    {7, "hebrew"},   {8, "portuguese"}, {9, "hindi"},
	{10, "turkish"},    {11, "hungarian"}, {12, "polish"},  {13, "czech"},     {14, "arabic"},
	{15, "russian"},    {16, "icelandic"}, {17, "german"},  {18, "italian"},   {19, "dutch"},
	{20, "swedish"},    {21, "danish"},    {23, "finnish"}, {24, "norwegian"}, {25, "greek"},
	{26, "bengali"},    {27, "gujarati"},  {28, "kannada"}, {29, "malayalam"}, {30, "oriya"},
	{31, "punjabi"},    {32, "tamil"},     {33, "telugu"},  {34, "urdu"},      {35, "bahasa"},
	{36, "thai"},       {37, "tagalog"},   {38, "swahili"}, {39, "afrikaans"}, {40, "hausa"},
	{41, "vietnamese"}, {0, NULL},
};

static const struct names_row names_displays[] = {
	/* 4.5.16-1 */
	{0, "immediate"},
	{1, "default"},
	{2, "user"},
	{0, NULL},
};

static const struct names_row names_operations[] = {
	/* 4.5.19-1 */
	{0, "delete"},
	{1, "add"},
	{2, "clear"},
	{0, NULL},
};

static const struct names_row names_results[] = {
	/* 4.5.20-1 */
	{0, "programmed"},           {1, "no memory"},
	{2, "too many categories"},  {3, "already programmed"},
	{4, "not programmed"},       {5, "invalid number of messages"},
	{6, "invalid alert option"}, {7, "invalid name"},
	{8, "unspecified failure"},  {0, NULL},
};

static const struct names_row names_cause_classes[] = {
	/* 3.4.3.6 */
	{0, "none"},
	{2, "temporary"},
	{3, "permanent"},
	{0, NULL},
};

static const struct names_row names_causes[] = {
	/* N.S0005 SMS_CauseCode */
	{0, "address vacant"},
	{1, "address translation failure"},
	{2, "network resource shortage"},
	{3, "network failure"},
	{4, "invalid teleservice"},
	{5, "other network problem"},
	{6, "unsupported network interface"},
	{32, "no page response"},
	{33, "destination busy"},
	{34, "no acknowledgement"},
	{35, "destination resource shortage"},
	{36, "delivery postponed"},
	{37, "destination out of service"},
	{38, "destination no longer at this address"},
	{39, "other terminal problem"},
	{64, "radio interface resource shortage"},
	{65, "radio interface incompatibility"},
	{66, "other radio interface problem"},
	{67, "unsupported base station capability"},
	{96, "encoding problem"},
	{97, "origination denied"},
	{98, "termination denied"},
	{99, "supplementary service not supported"},
	{100, "service not supported"},
	{102, "missing expected parameter"},
	{103, "missing mandatory parameter"},
	{104, "unrecognized parameter value"},
	{105, "unexpected parameter value"},
	{106, "user data size error"},
	{107, "other general problem"},
	{108, "session not active"},
	{0, NULL},
};

static const struct names_row names_statuses[] = {
	/* 4.5.21-1, ERROR_CLASS in front */
	{0x00, "accepted"},
	{0x01, "deposited to the Internet"},
	{0x02, "delivered"},
	{0x03, "cancelled"},
	{0x84, "network congestion"},
	{0x85, "network error"},
	{0x9F, "unknown error"},
	{0xC4, "network congestion"},
	{0xC5, "network error"},
	{0xC6, "cancel failed"},
	{0xC7, "blocked destination"},
	{0xC8, "text too long"},
	{0xC9, "duplicate message"},
	{0xCA, "invalid destination"},
	{0xCD, "message expired"},
	{0xDF, "unknown error"},
	{0, NULL},
};

static const struct names_row names_periods[] = {
	/* 4.5.6-1 */
	{245, "indefinite"},
	{246, "immediate"},
	{247, "while the mobile is active"},
	{248, "while in the registration area"},
	{0, NULL},
};

/* TIA-1149, as the Common Alerting Protocol has them */
static const struct names_row names_alert_categories[] = {
	{0, "geophysical"}, {1, "meteorological"}, {2, "safety"}, {3, "security"},
	{4, "rescue"},      {5, "fire"},           {6, "health"}, {7, "environmental"},
	{8, "transport"},   {9, "infrastructure"}, {10, "cbrne"}, {11, "other"},
	{0, NULL},
};

static const struct names_row names_alert_responses[] = {
	{0, "shelter"}, {1, "evacuate"}, {2, "prepare"}, {3, "execute"}, {4, "monitor"},
	{5, "avoid"},   {6, "assess"},   {7, "none"},    {0, NULL},
};

static const struct names_row names_alert_severities[] = {
	{0, "extreme"},
	{1, "severe"},
	{0, NULL},
};

static const struct names_row names_alert_urgencies[] = {
	{0, "immediate"},
	{1, "expected"},
	{0, NULL},
};

static const struct names_row names_alert_certainties[] = {
	{0, "observed"},
	{1, "likely"},
	{0, NULL},
};

static const struct names_row *const names_all[] = {
	[SMSMODEM_CDMA_NAMES_TYPE] = names_types,
	[SMSMODEM_CDMA_NAMES_PARAMETER] = names_parameters,
	[SMSMODEM_CDMA_NAMES_SUB] = names_subs,
	[SMSMODEM_CDMA_NAMES_TELESERVICE] = names_teleservices,
	[SMSMODEM_CDMA_NAMES_CATEGORY] = names_categories,
	[SMSMODEM_CDMA_NAMES_NUMBER_TYPE] = names_number_types,
	[SMSMODEM_CDMA_NAMES_MESSAGE_TYPE] = names_message_types,
	[SMSMODEM_CDMA_NAMES_ENCODING] = names_encodings,
	[SMSMODEM_CDMA_NAMES_PRIORITY] = names_priorities,
	[SMSMODEM_CDMA_NAMES_PRIVACY] = names_privacies,
	[SMSMODEM_CDMA_NAMES_ALERT] = names_alerts,
	[SMSMODEM_CDMA_NAMES_LANGUAGE] = names_languages,
	[SMSMODEM_CDMA_NAMES_DISPLAY] = names_displays,
	[SMSMODEM_CDMA_NAMES_OPERATION] = names_operations,
	[SMSMODEM_CDMA_NAMES_RESULT] = names_results,
	[SMSMODEM_CDMA_NAMES_CAUSE_CLASS] = names_cause_classes,
	[SMSMODEM_CDMA_NAMES_CAUSE] = names_causes,
	[SMSMODEM_CDMA_NAMES_STATUS] = names_statuses,
	[SMSMODEM_CDMA_NAMES_ALERT_CATEGORY] = names_alert_categories,
	[SMSMODEM_CDMA_NAMES_ALERT_RESPONSE] = names_alert_responses,
	[SMSMODEM_CDMA_NAMES_ALERT_SEVERITY] = names_alert_severities,
	[SMSMODEM_CDMA_NAMES_ALERT_URGENCY] = names_alert_urgencies,
	[SMSMODEM_CDMA_NAMES_ALERT_CERTAINTY] = names_alert_certainties,
	[SMSMODEM_CDMA_NAMES_PERIOD] = names_periods,
};

const char *smsmodem_cdma_name(enum smsmodem_cdma_names names, unsigned value)
{
	if ((size_t)names >= sizeof names_all / sizeof names_all[0])
		return "reserved";
	for (const struct names_row *row = names_all[names]; row->name; row++)
		if (row->value == value)
			return row->name;
	return "reserved";
}

/* As TP-VP of 23.040 9.2.3.12.1 up to 52 weeks. */
uint32_t smsmodem_cdma_period_seconds(uint8_t period)
{
	return period <= 244 ? pdu_validity_seconds(period) : 0;
}
