/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines for showing: what a person typed to unlock a card is nobody else's to read. */
#include "phone.h"
#include <string.h>

struct secret {
	const char *name;
	size_t first; /**< argument from which on all are secret */
};

/*
 * 27.007 7.4, 7.5, 8.3, 8.25 to 8.27, 10.1.31; AT^CPIN is Huawei's and Siemens' form, AT^SLCK and
 * AT^SPWD are Siemens'; 22.030 6.6.2 and 6.5.4, dialled. src/mask.c has the same.
 */
static const struct secret secrets[] = {
	{"+CPIN=", 0}, {"+CPIN2=", 0}, {"^CPIN=", 0}, {"+CLCK=", 2}, {"+CPWD=", 1},   {"+CACM=", 0},
	{"+CAMM=", 1}, {"+CPUC=", 2},  {"^SLCK=", 2}, {"^SPWD=", 1}, {"+CGAUTH=", 2}, {"**04*", 0},
	{"**042*", 0}, {"**05*", 0},   {"**052*", 0}, {"*03*", 0},
};

static const struct secret *secret_at(const char *line)
{
	for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++)
		if (strncmp(line, secrets[i].name, strlen(secrets[i].name)) == 0)
			return &secrets[i];
	return NULL;
}

static const struct secret *secret_in(const char *line)
{
	for (; *line; line++)
		if (secret_at(line))
			return secret_at(line);
	return NULL;
}

/* Length of an argument: to a comma or semicolon outside quotes. */
static size_t argument_length(const char *text)
{
	bool quoted = false;
	size_t i;

	for (i = 0; text[i] && (quoted || (text[i] != ',' && text[i] != ';')); i++)
		if (text[i] == '"')
			quoted = !quoted;
	return i;
}

static void shown_put(char shown[SIM_SHOWN_SIZE], size_t *length, const char *text, size_t count)
{
	for (size_t i = 0; i < count && *length < SIM_SHOWN_SIZE - 1; i++) {
		char c = text[i];
		shown[(*length)++] = (char)(c >= ' ' && c < 0x7F ? c : '?');
	}
	shown[*length] = '\0';
}

/* The arguments of a secret command; returns where they end. */
static const char *mask_arguments(const char *text, size_t first, char shown[SIM_SHOWN_SIZE],
				  size_t *length)
{
	for (size_t i = 0;; i++) {
		size_t count = argument_length(text);
		if (i >= first && count > 0)
			shown_put(shown, length, "\"****\"", 6);
		else
			shown_put(shown, length, text, count);
		text += count;
		if (*text != ',')
			return text;
		shown_put(shown, length, text++, 1);
	}
}

void sim_mask(const char *line, char shown[SIM_SHOWN_SIZE])
{
	char normal[SIM_LINE_MAX + 1];
	size_t length = 0;

	shown[0] = '\0';
	sim_normalize(line, normal);
	if (!secret_in(normal)) {
		shown_put(shown, &length, line, strlen(line));
		return;
	}
	const char *at = normal;
	while (*at) {
		const struct secret *secret = secret_at(at);
		size_t count = secret ? strlen(secret->name) : 1;
		shown_put(shown, &length, at, count);
		at += count;
		if (secret)
			at = mask_arguments(at, secret->first, shown, &length);
	}
}
