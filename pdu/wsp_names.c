/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assigned numbers of WSP and their names. Case does not count in a name. */
#include "wsp.h"
#include "wsp_table.h"
#include <string.h>

/* Of ASCII only, whatever the locale is. */
static int names_lower(char letter)
{
	return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
}

bool pdu_wsp_same(const char *name, const char *other, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (names_lower(name[i]) != names_lower(other[i]) || name[i] == '\0')
			return false;
	return name[length] == '\0';
}

const char *pdu_wsp_name(const struct pdu_wsp_rows *table, uint64_t code)
{
	for (size_t i = 0; i < table->count; i++)
		if (table->rows[i].code == code)
			return table->rows[i].text;
	return NULL;
}

int32_t pdu_wsp_number(const struct pdu_wsp_rows *table, const char *name, size_t length)
{
	for (size_t i = 0; i < table->count; i++)
		if (pdu_wsp_same(table->rows[i].text, name, length))
			return (int32_t)table->rows[i].code;
	return -1;
}

int pdu_wsp_field_number(const struct pdu_wsp_field *fields, size_t count, const char *name,
			 size_t length)
{
	for (size_t i = count; i-- > 0;)
		if (fields[i].name && pdu_wsp_same(fields[i].name, name, length))
			return (int)i;
	return -1;
}

const char *smsmodem_wsp_content_type(uint32_t number)
{
	return pdu_wsp_name(&pdu_wsp_content_types, number);
}

int32_t smsmodem_wsp_content_type_find(const char *name)
{
	return pdu_wsp_number(&pdu_wsp_content_types, name, strlen(name));
}
