/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ascii.h"
#include "at.h"
#include <stdio.h>
#include <string.h>

#define DEFAULT_TIMEOUT_MS 10000

struct slow_row {
	const char *text; /* anywhere in the line, in any case */
	int64_t timeout_ms;
};

/* Commands that search, dial or go over the network. */
static const struct slow_row slow_rows[] = {
	{"+COPS=", 180000}, {"+CUSD=", 90000}, {"+CMGS=", 60000},  {"+CMSS=", 60000},
	{"+CMGC=", 60000},  {"+CFUN=", 30000}, {"+CPIN=", 30000},  {"+CLCK=", 60000},
	{"+CCFC=", 60000},  {"+CCWA=", 60000}, {"+CLIR", 60000},   {"+CMGL", 60000},
	{"+CPBR=", 60000},  {"+CMGD=", 30000}, {"+CGATT=", 90000}, {"+CGACT=", 150000},
	{"ATD", 90000},     {"ATA", 90000},    {"ATH", 30000},     {"+CHUP", 30000},
};

static int checked(int length, size_t size)
{
	return length < 0 || (size_t)length >= size ? SMSMODEM_E_SPACE : length;
}

int at_command_cmgs(char *line, size_t size, int length_octets)
{
	return checked(snprintf(line, size, "AT+CMGS=%d", length_octets), size);
}

int at_command_cmgw(char *line, size_t size, int length_octets)
{
	/* <stat> 2 is "unsent", which is also the default; Siemens M20 refuses to be told so */
	return checked(snprintf(line, size, "AT+CMGW=%d", length_octets), size);
}

int at_command_cpin(char *line, size_t size, const char *pin)
{
	size_t digits = strspn(pin, "0123456789");

	if (pin[digits] != '\0' || digits < 4 || digits > 8)
		return SMSMODEM_E_DATA;
	return checked(snprintf(line, size, "AT+CPIN=\"%s\"", pin), size);
}

bool at_command_prompts(const char *line)
{
	static const char *const prompting[] = {"+CMGS=", "+CMGW", "+CMGC=", "+CNMA="};

	for (size_t i = 0; i < sizeof prompting / sizeof prompting[0]; i++)
		if (ascii_casestr(line, prompting[i]))
			return true;
	return false;
}

int64_t at_command_timeout_ms(const char *line)
{
	for (size_t i = 0; i < sizeof slow_rows / sizeof slow_rows[0]; i++)
		if (ascii_casestr(line, slow_rows[i].text))
			return slow_rows[i].timeout_ms;
	return DEFAULT_TIMEOUT_MS;
}
