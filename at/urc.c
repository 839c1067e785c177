/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "at.h"
#include <string.h>

/* How many lines follow a header line. */
enum urc_lines {
	LINES_NONE,
	LINES_ONE,
	LINES_ONE_IN_PDU_MODE, /* text mode puts everything in the header: +CDS (27.005 3.4.1) */
	LINES_ONE_IF_LENGTH    /* "+CMGR: 0,,0" is an empty place (Siemens MC35) */
};

struct urc_row {
	const char *prefix;
	bool whole; /* the line is nothing else */
	enum urc_lines lines;
};

static const struct urc_row urc_rows[] = {
	/* 27.005 3.4.1 */
	{"+CMTI:", false, LINES_NONE},
	{"+CMT:", false, LINES_ONE},
	{"+CDSI:", false, LINES_NONE},
	{"+CDS:", false, LINES_ONE_IN_PDU_MODE},
	{"+CBMI:", false, LINES_NONE},
	{"+CBM:", false, LINES_ONE},
	/* 27.007: registration, supplementary services, time, calls, events */
	{"+CREG:", false, LINES_NONE},
	{"+CGREG:", false, LINES_NONE},
	{"+CEREG:", false, LINES_NONE},
	{"+C5GREG:", false, LINES_NONE},
	{"+CUSD:", false, LINES_NONE},
	{"+CLIP:", false, LINES_NONE},
	{"+CCWA:", false, LINES_NONE},
	{"+CRING:", false, LINES_NONE},
	{"+COLP:", false, LINES_NONE},
	{"+CSSI:", false, LINES_NONE},
	{"+CSSU:", false, LINES_NONE},
	{"+CTZV:", false, LINES_NONE},
	{"+CTZE:", false, LINES_NONE},
	{"+CIEV:", false, LINES_NONE},
	{"+CKEV:", false, LINES_NONE},
	{"+CGEV:", false, LINES_NONE},
	{"+CPIN:", false, LINES_NONE},
	{"RING", true, LINES_NONE},
	{"NO CARRIER", true, LINES_NONE},
	{"BUSY", true, LINES_NONE},
	{"NO ANSWER", true, LINES_NONE},
	/* SIMCom, Quectel */
	{"RDY", true, LINES_NONE},
	{"Call Ready", true, LINES_NONE},
	{"SMS Ready", true, LINES_NONE},
	{"SMS DONE", true, LINES_NONE},
	{"PB DONE", true, LINES_NONE},
	{"NORMAL POWER DOWN", true, LINES_NONE},
	{"UNDER-VOLTAGE WARNNING", true, LINES_NONE},
	{"+CFUN:", false, LINES_NONE},
	{"+QIND:", false, LINES_NONE},
	{"+QUSIM:", false, LINES_NONE},
	{"*PSUTTZ:", false, LINES_NONE},
	{"+PSUTTZ:", false, LINES_NONE},
	{"DST:", false, LINES_NONE},
	/* Huawei */
	{"^RSSILVL:", false, LINES_NONE},
	{"^RSSI:", false, LINES_NONE},
	{"^HCSQ:", false, LINES_NONE},
	{"^MODE:", false, LINES_NONE},
	{"^BOOT:", false, LINES_NONE},
	{"^SRVST:", false, LINES_NONE},
	{"^SIMST:", false, LINES_NONE},
	{"^STIN:", false, LINES_NONE},
	{"^CSNR:", false, LINES_NONE},
	{"^NWTIME:", false, LINES_NONE},
	{"^DSFLOWRPT:", false, LINES_NONE},
	{"^NDISSTAT:", false, LINES_NONE},
	{"^ORIG:", false, LINES_NONE},
	{"^CONF:", false, LINES_NONE},
	{"^CONN:", false, LINES_NONE},
	{"^CEND:", false, LINES_NONE},
	{"^SMMEMFULL:", false, LINES_NONE},
	{"^THERM:", false, LINES_NONE},
	/* Siemens and Cinterion, Option, ZTE, Ericsson, Samsung */
	{"^SYSSTART", true, LINES_NONE},
	{"^SCN:", false, LINES_NONE},
	{"_OSIGQ:", false, LINES_NONE},
	{"_OBS:", false, LINES_NONE},
	{"_OWANCALL:", false, LINES_NONE},
	{"+ZUSIMR:", false, LINES_NONE},
	{"+ZEND", false, LINES_NONE},
	{"+ZPASR:", false, LINES_NONE},
	{"+ZDONR:", false, LINES_NONE},
	{"+SPNWNAME:", false, LINES_NONE},
	{"+PSBEARER:", false, LINES_NONE},
	{"*EBCA:", false, LINES_NONE},
	{"*EMRDY:", false, LINES_NONE},
	{"*E2NAP:", false, LINES_NONE},
	{"*RADIOPOWER:", false, LINES_NONE},
	{"#STN:", false, LINES_NONE},
	{"#QSS:", false, LINES_NONE},
	{"+MBAN:", false, LINES_NONE},
	{"+PACSP0", true, LINES_NONE},
	{"+PACSP1", true, LINES_NONE},
};

/* Responses, not URCs, whose lines announce another one. */
static const struct urc_row response_rows[] = {
	{"+CMGR:", false, LINES_ONE_IF_LENGTH},
	{"+CMGL:", false, LINES_ONE_IF_LENGTH},
	/* Siemens, Cinterion: as +CMGR and +CMGL */
	{"^SMGR:", false, LINES_ONE_IF_LENGTH},
	{"^SMGL:", false, LINES_ONE_IF_LENGTH},
};

static const struct urc_row *rows_find(const struct urc_row *rows, size_t count, const char *line)
{
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(rows[i].prefix);
		if (strncmp(line, rows[i].prefix, length) == 0 &&
		    (!rows[i].whole || line[length] == '\0'))
			return &rows[i];
	}
	return NULL;
}

/* "+CDS: 25" and ZTE's "+CDS: ,25" are PDU mode; text mode has at least five fields. */
static bool is_pdu_header(const char *line)
{
	const char *comma = strchr(line, ',');

	return !comma || !strchr(comma + 1, ',');
}

static bool has_zero_length(const char *line)
{
	const char *comma = strrchr(line, ',');

	return comma && strcmp(comma + 1 + strspn(comma + 1, " "), "0") == 0;
}

/* A report is all in its header, and so is most of a command; an empty text has no line. */
static int text_lines(const char *line)
{
	struct at_text_header header;

	if (at_reply_text_header(line, &header) < 0)
		return 1;
	if (header.kind == AT_TEXT_REPORT)
		return 0;
	return header.kind == AT_TEXT_COMMAND ? header.length > 0 : header.length != 0;
}

/* Of UTF-16 (23.038 4) many phones give the octets, as TP-UDL does. */
static bool is_ucs2(int dcs)
{
	return dcs >= 0 && ((dcs & 0xCC) == 0x08 || (dcs & 0xF0) == 0xE0);
}

int at_text_following(const char *line)
{
	struct at_text_header header;

	if (!at_is_text_header(line) || at_reply_text_header(line, &header) < 0 ||
	    header.kind != AT_TEXT_MESSAGE || header.length < 0)
		return 0;
	return is_ucs2(header.dcs) ? header.length / 2 : header.length;
}

static int row_lines(const struct urc_row *row, const char *line)
{
	switch (row->lines) {
	case LINES_NONE: return 0;
	case LINES_ONE: return 1;
	case LINES_ONE_IN_PDU_MODE: return is_pdu_header(line) ? 1 : 0;
	case LINES_ONE_IF_LENGTH:
		if (at_is_text_header(line))
			return text_lines(line);
		return has_zero_length(line) ? 0 : 1;
	}
	return 0;
}

bool at_urc_restarts(const char *line)
{
	static const char *const lines[] = {"RDY", "^SYSSTART", "NORMAL POWER DOWN"};

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (strcmp(line, lines[i]) == 0)
			return true;
	return false;
}

struct at_urc at_urc_match(const char *line)
{
	struct at_urc urc = {false, 0};
	const struct urc_row *row = rows_find(urc_rows, sizeof urc_rows / sizeof urc_rows[0], line);

	if (row) {
		urc.known = true;
		urc.lines = row_lines(row, line);
	}
	return urc;
}

int at_lines_following(const char *line)
{
	const struct urc_row *row =
		rows_find(response_rows, sizeof response_rows / sizeof response_rows[0], line);

	/* "+CMGL: (0-4)" answers the test form and announces nothing */
	if (row && line[strlen(row->prefix) + strspn(line + strlen(row->prefix), " ")] == '(')
		return 0;
	return row ? row_lines(row, line) : at_urc_match(line).lines;
}
