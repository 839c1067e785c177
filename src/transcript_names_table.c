/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fields of commands and answers tell of. What is not here may tell of anything. */
#include "ascii.h"
#include "transcript_redact.h"
#include <string.h>

static const struct name_row {
	const char *name;
	enum redact_class class;
} names[] = {
	/* people */
	{"+CBM", REDACT_PERSON},
	{"+CCFC", REDACT_PERSON},
	{"+CCWA", REDACT_PERSON},
	{"+CDIP", REDACT_PERSON},
	{"+CDS", REDACT_PERSON},
	{"+CLCC", REDACT_PERSON},
	{"+CLIP", REDACT_PERSON},
	{"+CMGC", REDACT_PERSON},
	{"+CMGL", REDACT_PERSON},
	{"+CMGR", REDACT_PERSON},
	{"+CMGS", REDACT_PERSON},
	{"+CMGW", REDACT_PERSON},
	{"+CMSS", REDACT_PERSON},
	{"+CMT", REDACT_PERSON},
	{"+CNAP", REDACT_PERSON},
	{"+CNUM", REDACT_PERSON},
	{"+COLP", REDACT_PERSON},
	{"+CPBF", REDACT_PERSON},
	{"+CPBR", REDACT_PERSON},
	{"+CPBW", REDACT_PERSON},
	{"+CSCA", REDACT_PERSON},
	{"^SMGL", REDACT_PERSON}, /* Siemens */
	{"^SMGR", REDACT_PERSON},
	{"^SLCC", REDACT_PERSON},
	{"^SPBC", REDACT_PERSON},
	{"^SPBG", REDACT_PERSON},
	{"^SPBR", REDACT_PERSON},
	{"^SPBS", REDACT_PERSON},
	{"^SPBW", REDACT_PERSON},
	{"^HCMT", REDACT_PERSON}, /* Huawei, CDMA */
	{"^HCMGL", REDACT_PERSON},
	{"^HCMGR", REDACT_PERSON},
	{"$QCMGL", REDACT_PERSON}, /* Qualcomm */
	{"$QCMGR", REDACT_PERSON},
	{"$QCMT", REDACT_PERSON},
	{"+CUSD", REDACT_USSD},
	/* files of the card (27.007 8.17, 8.18), areas and cells (7.2) */
	{"+CGLA", REDACT_RAW},
	{"+CRSM", REDACT_RAW},
	{"+CSIM", REDACT_RAW},
	{"+C5GREG", REDACT_LOCATION},
	{"+CEREG", REDACT_LOCATION},
	{"+CGREG", REDACT_LOCATION},
	{"+CREG", REDACT_LOCATION},
	/* nobody: operators, times, speeds, errors */
	{"+CCLK", REDACT_OPEN},
	{"+CME ERROR", REDACT_OPEN},
	{"+CMS ERROR", REDACT_OPEN},
	{"+COPN", REDACT_OPEN},
	{"+COPS", REDACT_OPEN},
	{"+CPOL", REDACT_OPEN},
	{"+CTZE", REDACT_OPEN},
	{"+CTZV", REDACT_OPEN},
	{"+IPR", REDACT_OPEN},
	{"*PSUTTZ", REDACT_OPEN},
	{"+PSUTTZ", REDACT_OPEN},
	{"^NWTIME", REDACT_OPEN},
	/* nobody either: settings, states, places in a memory, who made the phone */
	{"+CBC", REDACT_KNOWN},
	{"+CBMI", REDACT_KNOWN},
	{"+CBST", REDACT_KNOWN},
	{"+CCID", REDACT_KNOWN},
	{"+CDSI", REDACT_KNOWN},
	{"+CEER", REDACT_KNOWN},
	{"+CESQ", REDACT_KNOWN},
	{"+CFUN", REDACT_KNOWN},
	{"+CGACT", REDACT_KNOWN},
	{"+CGATT", REDACT_KNOWN},
	{"+CGMI", REDACT_KNOWN},
	{"+CGMM", REDACT_KNOWN},
	{"+CGMR", REDACT_KNOWN},
	{"+CGSMS", REDACT_KNOWN},
	{"+CHLD", REDACT_KNOWN},
	{"+CHUP", REDACT_KNOWN},
	{"+CIEV", REDACT_KNOWN},
	{"+CIND", REDACT_KNOWN},
	{"+CKEV", REDACT_KNOWN},
	{"+CLAC", REDACT_KNOWN},
	{"+CLCK", REDACT_KNOWN},
	{"+CLIR", REDACT_KNOWN},
	{"+CLVL", REDACT_KNOWN},
	{"+CMEE", REDACT_KNOWN},
	{"+CMER", REDACT_KNOWN},
	{"+CMGD", REDACT_KNOWN},
	{"+CMGF", REDACT_KNOWN},
	{"+CMMS", REDACT_KNOWN},
	{"+CMOD", REDACT_KNOWN},
	{"+CMTI", REDACT_KNOWN},
	{"+CMUT", REDACT_KNOWN},
	{"+CNMA", REDACT_KNOWN},
	{"+CNMI", REDACT_KNOWN},
	{"+CPAS", REDACT_KNOWN},
	{"+CPBS", REDACT_KNOWN},
	{"+CPIN", REDACT_KNOWN},
	{"+CPINR", REDACT_KNOWN},
	{"+CPMS", REDACT_KNOWN},
	{"+CPWD", REDACT_KNOWN},
	{"+CR", REDACT_KNOWN},
	{"+CRC", REDACT_KNOWN},
	{"+CRES", REDACT_KNOWN},
	{"+CRING", REDACT_KNOWN},
	{"+CSAS", REDACT_KNOWN},
	{"+CSCB", REDACT_KNOWN},
	{"+CSCS", REDACT_KNOWN},
	{"+CSDH", REDACT_KNOWN},
	{"+CSMP", REDACT_KNOWN},
	{"+CSMS", REDACT_KNOWN},
	{"+CSQ", REDACT_KNOWN},
	{"+CSSN", REDACT_KNOWN},
	{"+CSTA", REDACT_KNOWN},
	{"+CTZR", REDACT_KNOWN},
	{"+CTZU", REDACT_KNOWN},
	{"+CVHU", REDACT_KNOWN},
	{"+FCLASS", REDACT_KNOWN},
	{"+GCAP", REDACT_KNOWN},
	{"+GMI", REDACT_KNOWN},
	{"+GMM", REDACT_KNOWN},
	{"+GMR", REDACT_KNOWN},
	{"+ICF", REDACT_KNOWN},
	{"+IFC", REDACT_KNOWN},
	{"+WS46", REDACT_KNOWN},
	{"^BOOT", REDACT_KNOWN}, /* Huawei */
	{"^CPIN", REDACT_KNOWN},
	{"^CURC", REDACT_KNOWN},
	{"^HCSQ", REDACT_KNOWN},
	{"^MODE", REDACT_KNOWN},
	{"^RSSI", REDACT_KNOWN},
	{"^RSSILVL", REDACT_KNOWN},
	{"^SIMST", REDACT_KNOWN},
	{"^SMMEMFULL", REDACT_KNOWN},
	{"^SRVST", REDACT_KNOWN},
	{"^SYSINFO", REDACT_KNOWN},
	{"^SMGO", REDACT_KNOWN}, /* Siemens */
	{"^SSDA", REDACT_KNOWN},
	{"+QIND", REDACT_KNOWN},   /* Quectel */
	{"+CSMINS", REDACT_KNOWN}, /* SIMCom */
	{"DST", REDACT_OPEN},
};

/* Lines without a name, and those that are only one (V.250 5.7.1). */
static const char *const lines[] = {
	"OK",
	"ERROR",
	"RING",
	"BUSY",
	"NO CARRIER",
	"NO ANSWER",
	"NO DIALTONE",
	"NO DIAL TONE",
	"CONNECT",
	"RDY",
	"Call Ready",
	"SMS Ready",
	"SMS DONE",
	"PB DONE",
	"NORMAL POWER DOWN",
	"UNDER-VOLTAGE WARNNING",
	"COMMAND NOT SUPPORT",
	"TOO MANY PARAMETERS",
	"^SYSSTART",
	"+PACSP0",
	"+PACSP1",
	"+ZEND",
};

enum redact_class redact_class_of(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strlen(names[i].name) == length &&
		    ascii_ncasecmp(name, names[i].name, length) == 0)
			return names[i].class;
	return REDACT_UNKNOWN;
}

bool redact_is_known_line(const char *line, size_t length)
{
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (strlen(lines[i]) == length && memcmp(line, lines[i], length) == 0)
			return true;
	return false;
}
