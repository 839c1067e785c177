/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define NOISE_WAITING_MAX                                                      \
	4096 /**< octets that nobody reads, after which there is no noise more \
	      */

/** Oddities that can be asked for one at a time. */
static const struct {
	enum sim_quirk quirk;
	enum sim_fault_kind fault;
} quirk_faults[] = {
	{SIM_QUIRK_PROMPT_BARE, SIM_FAULT_PROMPT_BARE},
	{SIM_QUIRK_PROMPT_CRLF, SIM_FAULT_PROMPT_CRLF},
	{SIM_QUIRK_PROMPT_NOSPACE, SIM_FAULT_PROMPT_NOSPACE},
	{SIM_QUIRK_NUMERIC, SIM_FAULT_NUMERIC},
	{SIM_QUIRK_ECHO_STUCK, SIM_FAULT_ECHO_STUCK},
	{SIM_QUIRK_ECHO_DOUBLE, SIM_FAULT_ECHO_DOUBLE},
	{SIM_QUIRK_NOCOMBINE, SIM_FAULT_NOCOMBINE},
	{SIM_QUIRK_TEXT_ERRORS, SIM_FAULT_TEXT_ERRORS},
	{SIM_QUIRK_VENDOR_FINAL, SIM_FAULT_VENDOR_FINAL},
	{SIM_QUIRK_USSD_PACKED, SIM_FAULT_USSD_PACKED},
	{SIM_QUIRK_USSD_UCS2, SIM_FAULT_USSD_UCS2},
};

bool sim_quirk(const struct smsmodem_sim *sim, enum sim_quirk quirk)
{
	if (sim->profile && (sim->profile->quirks & SIM_QUIRK(quirk)))
		return true;
	for (size_t i = 0; i < sizeof quirk_faults / sizeof quirk_faults[0]; i++)
		if (quirk_faults[i].quirk == quirk)
			return sim_fault(sim, quirk_faults[i].fault);
	return false;
}

int sim_profile_option(struct smsmodem_sim *sim, const char *name, struct smsmodem_error *error)
{
	char known[SMSMODEM_ERROR_TEXT_SIZE] = "";
	size_t length = 0;

	for (size_t i = 0; i < sim_profile_count; i++) {
		if (strcmp(sim_profiles[i].name, name) == 0) {
			sim->profile = &sim_profiles[i];
			return SMSMODEM_OK;
		}
		int count = snprintf(known + length, sizeof known - length, "%s%s",
				     i > 0 ? ", " : "", sim_profiles[i].name);
		length += count > 0 && (size_t)count < sizeof known - length ? (size_t)count : 0;
	}
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "simulated phone: no profile '%s'; there are %s", name, known);
}

/* --- noise --- */

static void noise_make(struct smsmodem_sim *sim, int number)
{
	const struct sim_profile *profile = sim->profile;
	size_t next = ((size_t)number + 1) % profile->noise_count;

	if (sim->output.count + sim->held.count < NOISE_WAITING_MAX)
		sim_urc(sim, profile->noise[number].line, NULL, 0);
	(void)sim_later(sim, sim->now_ms + profile->noise[next].after_ms, noise_make, (int)next);
}

void sim_profile_noise(struct smsmodem_sim *sim)
{
	if (sim->noisy || !sim->profile || sim->profile->noise_count == 0)
		return;
	sim->noisy = sim_later(sim, sim->now_ms + sim->profile->noise[0].after_ms, noise_make, 0);
}

const char *sim_profile_inside(const struct smsmodem_sim *sim)
{
	const struct sim_profile *profile = sim->profile;

	if (!profile || profile->noise_count == 0 || !sim_quirk(sim, SIM_QUIRK_URC_INSIDE))
		return NULL;
	return profile->noise[0].line;
}

/* --- commands --- */

void sim_profile_overtake(struct smsmodem_sim *sim)
{
	if (sim_quirk(sim, SIM_QUIRK_OVERTAKE) && sim_queue_due(&sim->output) > sim->now_ms)
		sim_queue_move(&sim->held, &sim->output, sim->now_ms);
}

/* Whether arguments begin as a row says; '*' stands for any one argument. */
static bool begins_like(const char *text, const char *pattern)
{
	for (; *pattern; pattern++) {
		if (*pattern == '*')
			text += strcspn(text, ",");
		else if (*text++ != *pattern)
			return false;
	}
	return true;
}

static bool row_has_form(const struct sim_profile_answer *row, const struct sim_call *call)
{
	const char *form = row->form;

	if (!form)
		return true;
	switch (call->form) {
	case SIM_FORM_EXECUTE: return form[0] == '\0';
	case SIM_FORM_READ: return strcmp(form, "?") == 0;
	case SIM_FORM_TEST: return strcmp(form, "=?") == 0;
	case SIM_FORM_SET:
		return form[0] == '=' && form[1] != '?' && begins_like(call->arguments, form + 1);
	}
	return false;
}

bool sim_profile_answer(struct smsmodem_sim *sim, const struct sim_call *call,
			struct sim_result *result)
{
	const struct sim_profile *profile = sim->profile;

	for (size_t i = 0; profile && i < profile->answer_count; i++) {
		const struct sim_profile_answer *row = &profile->answers[i];
		bool any = strcmp(row->name, "*") == 0;
		if ((!any && strcmp(row->name, call->name) != 0) || !row_has_form(row, call))
			continue;
		if (row->text)
			sim_info(sim, "%s", row->text);
		if (row->hushes)
			sim_not_later(sim, noise_make);
		*result = row->result;
		return row->result.kind != SIM_NO_ANSWER;
	}
	return false;
}

struct sim_result sim_profile_unknown(const struct smsmodem_sim *sim)
{
	return sim->profile ? sim->profile->unknown : (struct sim_result){SIM_UNKNOWN_COMMAND, 0};
}

/* --- memories --- */

int sim_profile_places(const struct smsmodem_sim *sim, const char *name, int places)
{
	const struct sim_profile *profile = sim->profile;

	for (size_t i = 0; profile && i < profile->memory_count; i++)
		if (strcmp(profile->memories[i].name, name) == 0)
			places = profile->memories[i].places;
	return places < SIM_PLACES_MAX ? places : SIM_PLACES_MAX;
}

int sim_profile_first(const struct smsmodem_sim *sim)
{
	return sim_quirk(sim, SIM_QUIRK_INDEX_ZERO) ? 0 : 1;
}

void sim_profile_settings(struct smsmodem_sim *sim)
{
	uint8_t *memories = sim->settings.memories;

	if (!sim->profile)
		return;
	memcpy(sim->settings.cnmi, sim->profile->cnmi, sizeof sim->settings.cnmi);
	for (int i = 0; i < SIM_MEMORIES; i++)
		if (strcmp(sim_memory_name((enum sim_memory_id)i), sim->profile->memory) == 0)
			memories[0] = memories[1] = memories[2] = (uint8_t)i;
}

size_t sim_profile_hex(const struct smsmodem_sim *sim, const uint8_t *octets, size_t count,
		       char *hex, size_t size)
{
	int length = pdu_hex_encode(octets, count, hex, size);

	for (int i = 0; i < length && sim_quirk(sim, SIM_QUIRK_HEX_LOWER); i++)
		if (hex[i] >= 'A' && hex[i] <= 'F')
			hex[i] = (char)(hex[i] - 'A' + 'a');
	return length < 0 ? 0 : (size_t)length;
}

/* --- after power on --- */

static void boot_line(struct smsmodem_sim *sim, int number)
{
	const char *line = sim->profile->boot[number].line;

	if (strncmp(line, "+CPIN:", 6) == 0)
		sim_pin_announce(sim);
	else
		sim_urc(sim, line, NULL, 0);
}

bool sim_profile_boot(struct smsmodem_sim *sim)
{
	const struct sim_profile *profile = sim->profile;

	for (size_t i = 0; profile && i < profile->boot_count; i++)
		(void)sim_later(sim, sim->now_ms + profile->boot[i].after_ms, boot_line, (int)i);
	return profile != NULL;
}
