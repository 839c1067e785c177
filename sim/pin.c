/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of the SIM card (27.007 8.3, 8.65). */
#include "phone.h"
#include <string.h>

#define PUK_ATTEMPTS 10

void sim_pin_start(struct smsmodem_sim *sim)
{
	sim->pin_enabled = sim->pin[0] != '\0';
	if (!sim->pin_enabled)
		memcpy(sim->pin, "0000", sizeof "0000");
	if (sim->pin_attempts == 0)
		sim->lock = SIM_LOCK_PUK;
}

/* NULL: the card says nothing any more. */
static const char *cpin_text(const struct smsmodem_sim *sim)
{
	static const char *const texts[] = {[SIM_LOCK_NONE] = "+CPIN: READY",
					    [SIM_LOCK_PIN] = "+CPIN: SIM PIN",
					    [SIM_LOCK_PUK] = "+CPIN: SIM PUK",
					    [SIM_LOCK_DEAD] = NULL};

	return texts[sim->lock];
}

void sim_pin_announce(struct smsmodem_sim *sim)
{
	const char *text = cpin_text(sim);

	if (text)
		sim_urc(sim, text, NULL, 0);
}

static struct sim_result cpin_read(struct smsmodem_sim *sim)
{
	const char *text = cpin_text(sim);

	if (!text)
		return SIM_RESULT_CME(13);
	sim_info(sim, "%s", text);
	return SIM_RESULT_OK;
}

static void pin_unlock(struct smsmodem_sim *sim)
{
	sim->lock = SIM_LOCK_NONE;
	sim->pin_attempts = sim->pin_attempts_max;
	sim->puk_attempts = PUK_ATTEMPTS;
}

struct sim_result sim_pin_check(struct smsmodem_sim *sim, const char *pin)
{
	/* the phone does not ask the card about what cannot be a PIN */
	if (!sim_pin_is_legal(pin))
		return SIM_RESULT_CME(16);
	if (strcmp(pin, sim->pin) == 0) {
		sim->pin_attempts = sim->pin_attempts_max;
		return SIM_RESULT_OK;
	}
	sim->pin_attempts--;
	if (sim->pin_attempts == 0)
		sim->lock = SIM_LOCK_PUK;
	return SIM_RESULT_CME(16);
}

static struct sim_result pin_try(struct smsmodem_sim *sim, const struct sim_arguments *arguments)
{
	if (arguments->count != 1)
		return SIM_RESULT_CME(50);
	struct sim_result result = sim_pin_check(sim, arguments->values[0]);
	if (result.kind == SIM_OK)
		pin_unlock(sim);
	return result;
}

bool sim_pin_is_legal(const char *pin)
{
	size_t length = strlen(pin);

	return length >= 4 && length < SIM_SECRET_SIZE && strspn(pin, "0123456789") == length;
}

/* The PUK comes with a new PIN. */
static struct sim_result puk_try(struct smsmodem_sim *sim, const struct sim_arguments *arguments)
{
	if (arguments->count != 2 || !sim_pin_is_legal(arguments->values[1]))
		return SIM_RESULT_CME(12);
	if (strcmp(arguments->values[0], sim->puk) == 0) {
		memcpy(sim->pin, arguments->values[1], strlen(arguments->values[1]) + 1);
		pin_unlock(sim);
		return SIM_RESULT_OK;
	}
	sim->puk_attempts--;
	if (sim->puk_attempts == 0)
		sim->lock = SIM_LOCK_DEAD;
	return SIM_RESULT_CME(16);
}

struct sim_result sim_run_cpin(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;

	(void)command;
	if (call->form == SIM_FORM_READ)
		return cpin_read(sim);
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments))
		return SIM_RESULT_CME(50);
	switch (sim->lock) {
	case SIM_LOCK_PIN: return pin_try(sim, &arguments);
	case SIM_LOCK_PUK: return puk_try(sim, &arguments);
	case SIM_LOCK_DEAD: return SIM_RESULT_CME(13);
	case SIM_LOCK_NONE: break;
	}
	return SIM_RESULT_CME(3);
}

/* AT+CPINR[=<sel_code>] (27.007 8.65). */
struct sim_result sim_run_cpinr(struct smsmodem_sim *sim, const struct sim_command *command,
				struct sim_call *call)
{
	struct sim_arguments arguments;
	const char *code = "";

	(void)command;
	if (call->form == SIM_FORM_SET && sim_arguments(call->arguments, &arguments))
		code = arguments.values[0];
	if (call->form == SIM_FORM_READ || (call->form == SIM_FORM_SET && !code[0]))
		return SIM_RESULT_CME(50);
	if (code[0] && strcmp(code, "SIM PIN") != 0 && strcmp(code, "SIM PUK") != 0)
		return SIM_RESULT_CME(50);
	if (strcmp(code, "SIM PUK") != 0)
		sim_info(sim, "+CPINR: SIM PIN,%d,%d", sim->pin_attempts, sim->pin_attempts_max);
	if (strcmp(code, "SIM PIN") != 0)
		sim_info(sim, "+CPINR: SIM PUK,%d,%d", sim->puk_attempts, PUK_ATTEMPTS);
	return SIM_RESULT_OK;
}
