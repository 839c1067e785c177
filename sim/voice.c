/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the computer does with a call and asks about it (V.250 6.3, 27.007 6.5, 7.13, 7.18, 8.1). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

/* V.250 6.3.6; 27.007 6.20: +CVHU=1 takes it and does nothing. */
struct sim_result sim_run_hook(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	long value = 0;

	(void)command;
	if (call->digits[0] && !sim_number(call->digits, 0, &value))
		return SIM_RESULT_ERROR;
	if (sim->settings.phone.cvhu != 1)
		sim_voice_end(sim);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_chup(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	sim_voice_end(sim);
	return SIM_RESULT_OK;
}

/* V.250 6.3.5 */
struct sim_result sim_run_answer(struct smsmodem_sim *sim, const struct sim_command *command,
				 struct sim_call *call)
{
	(void)command;
	if (call->digits[0])
		return SIM_RESULT_ERROR;
	return sim_voice_answer(sim) ? SIM_RESULT_OK : (struct sim_result){SIM_NO_CARRIER, 0};
}

/* 22.030 6.5.5 with the one call there is: 0 lets go what is held or comes in, 1 what is not. */
static bool voice_hold(struct smsmodem_sim *sim, int n)
{
	struct sim_voice *voice = &sim->voice;

	switch (voice->stat) {
	case SIM_VOICE_ACTIVE:
		if (n == 1)
			sim_voice_end(sim);
		else if (n == 2)
			voice->stat = SIM_VOICE_HELD;
		return n != 0;
	case SIM_VOICE_HELD:
		if (n == 0)
			sim_voice_end(sim);
		else
			voice->stat = SIM_VOICE_ACTIVE;
		return true;
	case SIM_VOICE_INCOMING:
		if (n == 0)
			sim_voice_end(sim);
		return n == 0 || sim_voice_answer(sim);
	case SIM_VOICE_DIALING:
	case SIM_VOICE_ALERTING: break;
	}
	if (n == 1)
		sim_voice_end(sim);
	return n == 1;
}

/* 27.007 7.13 */
struct sim_result sim_run_chld(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int n = -1;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 1 || !sim_argument_number(&arguments, 0, 2, &n) || n < 0)
		return SIM_RESULT_CME(50);
	if (!sim->voice.used)
		return SIM_RESULT_CME(3);
	return voice_hold(sim, n) ? SIM_RESULT_OK : SIM_RESULT_CME(3);
}

struct sim_result sim_run_clcc(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	const struct sim_voice *voice = &sim->voice;
	char line[SIM_BOOK_LINE_SIZE + 32];

	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	if (!voice->used)
		return SIM_RESULT_OK;
	int length = snprintf(line, sizeof line, "+CLCC: 1,%d,%d,0,0", voice->incoming,
			      (int)voice->stat);
	if (voice->peer.text[0])
		length += snprintf(line + length, sizeof line - (size_t)length, ",\"%s\",%d",
				   voice->peer.text, voice->peer.toa);
	struct sim_entry named = {0};
	(void)snprintf(named.name, sizeof named.name, "%s", sim_book_name(sim, voice->peer.text));
	size_t count = (size_t)length;
	if (named.name[0]) {
		line[count++] = ',';
		count += sim_book_name_put(sim, &named, line + count);
	}
	sim_info_octets(sim, line, count);
	return SIM_RESULT_OK;
}

/* 27.007 8.1: 0 ready, 3 ringing, 4 a call is going on. */
struct sim_result sim_run_cpas(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	int status = 0;

	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	if (sim->voice.used)
		status = sim->voice.stat == SIM_VOICE_INCOMING ? 3 : 4;
	sim_info(sim, "+CPAS: %d", status);
	return SIM_RESULT_OK;
}

/* 27.007 6.10 */
struct sim_result sim_run_ceer(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	sim_info(sim, "+CEER: %s",
		 sim->voice.cause ? sim->voice.cause : "No cause information available");
	return SIM_RESULT_OK;
}

/* 27.007 C.2.11: tones, which only an active call can carry. */
struct sim_result sim_run_vts(struct smsmodem_sim *sim, const struct sim_command *command,
			      struct sim_call *call)
{
	struct sim_arguments arguments;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments))
		return SIM_RESULT_CME(50);
	for (size_t i = 0; i < arguments.count; i++) {
		const char *tones = arguments.values[i];
		if (!tones[0] || strspn(tones, "0123456789*#ABCD") != strlen(tones))
			return SIM_RESULT_CME(50);
	}
	if (!sim->voice.used || sim->voice.stat != SIM_VOICE_ACTIVE)
		return SIM_RESULT_CME(3);
	return SIM_RESULT_OK;
}
