/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDUs in JSON lines, as `encode --json` and `sim` print them. */
#include "pasted.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH_MAX 255

bool pasted_json(struct pasted *pasted, const char *line, char **pdu)
{
	*pdu = NULL;
	line += strspn(line, " \t");
	json_t *object = *line == '{' ? json_loads(line, JSON_REJECT_DUPLICATES, NULL) : NULL;
	if (!object)
		return false;
	const char *text = json_string_value(json_object_get(object, "pdu"));
	json_int_t length = json_integer_value(json_object_get(object, "length"));

	pasted_forget(pasted);
	if (text)
		*pdu = strdup(text);
	if (text && length > 0 && length <= LENGTH_MAX)
		pasted->announced = (int)length;
	json_decref(object);
	return true;
}
