/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The character sets of what is said to the phone and by it (27.007 5.5). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define CHARACTER_OCTETS 8 /* at most, of one character */

static size_t ucs2_encode(uint32_t character, char out[CHARACTER_OCTETS + 1])
{
	if (character > 0xFFFF)
		return (size_t)snprintf(out, CHARACTER_OCTETS + 1, "%04X%04X",
					(unsigned)(0xD800 + ((character - 0x10000) >> 10)),
					(unsigned)(0xDC00 + (character & 0x3FF)));
	return (size_t)snprintf(out, CHARACTER_OCTETS + 1, "%04X", (unsigned)character);
}

/* GSM has the septets as they are, HEX each as two digits (27.005 3.1 <data>). */
static size_t gsm_encode(uint32_t character, bool hex, char out[CHARACTER_OCTETS + 1])
{
	uint8_t septets[2] = {'?'};
	int count = pdu_gsm7_from_character(character, septets);

	if (count <= 0) {
		septets[0] = '?';
		count = 1;
	}
	if (hex)
		return (size_t)(2 * count) *
		       (pdu_hex_encode(septets, (size_t)count, out, CHARACTER_OCTETS + 1) >= 0);
	memcpy(out, septets, (size_t)count);
	return (size_t)count;
}

/* One character in a set; returns its octets. */
static size_t character_encode(enum sim_charset charset, uint32_t character,
			       char out[CHARACTER_OCTETS + 1])
{
	if (charset == SIM_CHARSET_UCS2)
		return ucs2_encode(character, out);
	if (charset != SIM_CHARSET_IRA)
		return gsm_encode(character, charset == SIM_CHARSET_HEX, out);
	out[0] = (char)(character < 0x80 ? character : '?');
	return 1;
}

size_t sim_charset_encode(enum sim_charset charset, const char *text, char *out, size_t size)
{
	size_t length = strlen(text);
	size_t done = 0;

	while (length > 0) {
		uint32_t character;
		char octets[CHARACTER_OCTETS + 1];
		int step = pdu_utf8_get(text, length, &character);
		if (step <= 0)
			break;
		size_t count = character_encode(charset, character, octets);
		if (count > size - done)
			break;
		memcpy(out + done, octets, count);
		done += count;
		text += step;
		length -= (size_t)step;
	}
	return done;
}

bool sim_charset_is_gsm(const char *text)
{
	uint8_t septets[2];
	uint32_t character;
	int step;

	for (size_t left = strlen(text); left > 0; text += step, left -= (size_t)step) {
		step = pdu_utf8_get(text, left, &character);
		if (step <= 0 || pdu_gsm7_from_character(character, septets) <= 0)
			return false;
	}
	return true;
}

static int ucs2_decode(const char *in, size_t count, char *text, size_t size)
{
	uint8_t octets[SIM_LINE_MAX / 2];
	size_t bad;
	int length = pdu_hex_decode(in, count, octets, sizeof octets, &bad);

	if (length < 0 || length % 2 != 0)
		return SMSMODEM_E_DATA;
	return pdu_utf16_to_utf8(octets, (size_t)length, text, size - 1);
}

static int septets_decode(const uint8_t *septets, size_t count, char *text, size_t size)
{
	for (size_t i = 0; i < count; i++)
		if (septets[i] > 0x7F)
			return SMSMODEM_E_DATA;
	return pdu_gsm7_to_utf8(septets, count, text, size - 1);
}

static int hex_decode(const char *in, size_t count, char *text, size_t size)
{
	uint8_t septets[SIM_LINE_MAX / 2];
	size_t bad;
	int length = pdu_hex_decode(in, count, septets, sizeof septets, &bad);

	return length < 0 ? length : septets_decode(septets, (size_t)length, text, size);
}

static int gsm_decode(const char *in, size_t count, char *text, size_t size)
{
	uint8_t septets[SIM_LINE_MAX];

	if (count > sizeof septets)
		return SMSMODEM_E_DATA;
	memcpy(septets, in, count);
	return septets_decode(septets, count, text, size);
}

static int ira_decode(const char *in, size_t count, char *text, size_t size)
{
	if (count >= size)
		return SMSMODEM_E_DATA;
	for (size_t i = 0; i < count; i++)
		if ((unsigned char)in[i] > 0x7F || in[i] == '\0')
			return SMSMODEM_E_DATA;
	memcpy(text, in, count);
	return (int)count;
}

int sim_charset_decode(enum sim_charset charset, const char *in, size_t count, char *text,
		       size_t size)
{
	static int (*const decode[])(const char *in, size_t count, char *text, size_t size) = {
		[SIM_CHARSET_GSM] = gsm_decode,
		[SIM_CHARSET_IRA] = ira_decode,
		[SIM_CHARSET_UCS2] = ucs2_decode,
		[SIM_CHARSET_HEX] = hex_decode,
	};
	int length = decode[charset](in, count, text, size);

	if (length < 0)
		return SMSMODEM_E_DATA;
	text[length] = '\0';
	return length;
}

struct sim_result sim_run_cscs(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	static const char *const names[] = {[SIM_CHARSET_GSM] = "GSM",
					    [SIM_CHARSET_IRA] = "IRA",
					    [SIM_CHARSET_UCS2] = "UCS2",
					    [SIM_CHARSET_HEX] = "HEX"};
	struct sim_arguments arguments;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CSCS: \"%s\"", names[sim->settings.charset]);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments))
		return SIM_RESULT_CME(50);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(arguments.values[0], names[i]) != 0)
			continue;
		sim->settings.charset = (enum sim_charset)i;
		return SIM_RESULT_OK;
	}
	return SIM_RESULT_CME(4);
}
