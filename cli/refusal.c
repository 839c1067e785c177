/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "refusal.h"
#include "wider.h"
#include <string.h>

#define OPTIONS_MAX (WIDER_KINDS + 1)

/* 0: no allowed form can hold it. */
static int parts_wanted(const struct smsmodem_submit *submit)
{
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];
	int count = smsmodem_alternatives(submit, rows, NULL);

	for (int i = 0; i < count; i++)
		if (rows[i].chosen)
			return rows[i].parts;
	return 0;
}

static void say_more(struct smsmodem_error *error, const char *first, const char *text)
{
	size_t used = strlen(error->text);

	(void)snprintf(error->text + used, sizeof error->text - used, "%s%s", first, text);
}

/* Options that begin with one that does by itself. */
static bool is_more_of(const struct wider *wider, const char *option, int count)
{
	return count > 0 && strncmp(wider->needs, option, strlen(option)) == 0;
}

static int find_options(const struct smsmodem_submit *submit, const struct refusal *refusal,
			char options[OPTIONS_MAX][WIDER_NEEDS_SIZE])
{
	struct wider wider;
	int count = 0;

	for (int kind = 0; kind < WIDER_KINDS; kind++) {
		if (!wider_find(submit, (enum wider_kind)kind, &wider) ||
		    wider.row.parts > refusal->allowed || is_more_of(&wider, options[0], count))
			continue;
		memcpy(options[count++], wider.needs, sizeof wider.needs);
	}
	if (refusal->parts > refusal->allowed && refusal->parts <= SMSMODEM_PARTS_MAX)
		(void)snprintf(options[count++], WIDER_NEEDS_SIZE, "--max-parts %d",
			       refusal->parts);
	return count;
}

void refusal_explain(const struct smsmodem_submit *submit, struct smsmodem_error *error,
		     struct refusal *refusal)
{
	char options[OPTIONS_MAX][WIDER_NEEDS_SIZE];

	*refusal = (struct refusal){0};
	if (error->code != SMSMODEM_E_TEXT)
		return;
	refusal->allowed = submit->max_parts ? submit->max_parts : SMSMODEM_PARTS_MAX;
	refusal->parts = parts_wanted(submit);
	int count = find_options(submit, refusal, options);
	for (int i = 0; i < count; i++)
		say_more(error,
			 i == 0           ? "; it can be sent with "
			 : i == count - 1 ? " or "
					  : ", ",
			 options[i]);
	if (count == 0 && refusal->parts > 0)
		say_more(error, "; ",
			 submit->data && submit->port_dst >= 0 ? "make it shorter"
							       : "send it as several messages");
	if (refusal->parts == 0)
		refusal->allowed = 0;
}

void refusal_add(json_t *object, const struct refusal *refusal)
{
	if (!object || refusal->parts == 0)
		return;
	(void)json_object_set_new(object, "parts", json_integer(refusal->parts));
	(void)json_object_set_new(object, "allowed", json_integer(refusal->allowed));
}

int refusal_report(struct cli *cli, const struct smsmodem_submit *submit,
		   struct smsmodem_error *error)
{
	struct refusal refusal;
	json_t *more = json_object();

	refusal_explain(submit, error, &refusal);
	refusal_add(more, &refusal);
	return cli_fail_more(cli, error, more);
}
