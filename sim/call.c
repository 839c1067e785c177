/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A voice call from its beginning to its end (27.007 6.2, 6.5, 6.11, 7.6; V.250 6.3). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

static void voice_over(struct smsmodem_sim *sim, const char *cause);

static void voice_alert(struct smsmodem_sim *sim, int number)
{
	(void)number;
	sim->voice.stat = SIM_VOICE_ALERTING;
}

static void voice_part(struct smsmodem_sim *sim, int number)
{
	(void)number;
	voice_over(sim, "Normal call clearing");
}

/* A call that nobody ends would never be over, and whoever follows it in virtual time never idle.
 */
static void voice_talk(struct smsmodem_sim *sim)
{
	sim->voice.stat = SIM_VOICE_ACTIVE;
	if (!sim_later(sim, sim->now_ms + SIM_TALK_MS, voice_part, 0))
		voice_over(sim, "Resources unavailable");
}

static void voice_connect(struct smsmodem_sim *sim, int number)
{
	(void)number;
	voice_talk(sim);
}

void sim_voice_dial(struct smsmodem_sim *sim, const struct smsmodem_address *peer)
{
	sim->voice = (struct sim_voice){
		.used = true,
		.stat = SIM_VOICE_DIALING,
		.peer = *peer,
	};
	sim_book_call(sim, SIM_BOOK_LD, peer);
	sim_book_call(sim, SIM_BOOK_DC, peer);
	if (!sim_later(sim, sim->now_ms + SIM_ALERT_MS, voice_alert, 0) ||
	    !sim_later(sim, sim->now_ms + SIM_ANSWER_MS, voice_connect, 0))
		voice_over(sim, "Resources unavailable");
}

/* 27.007 7.6: the name is there if the phonebook has it; <CLI validity> 1: withheld. */
static void voice_clip(struct smsmodem_sim *sim)
{
	const struct smsmodem_address *peer = &sim->voice.peer;
	const char *name = sim_book_name(sim, peer->text);
	char line[64 + 4 * SIM_NAME_SIZE];
	char shown[4 * SIM_NAME_SIZE];

	size_t length = sim_charset_encode(sim->settings.charset, name, shown, sizeof shown - 1);
	shown[length] = '\0';
	if (!peer->text[0])
		(void)snprintf(line, sizeof line, "+CLIP: \"\",128,,,,1");
	else if (name[0] && strlen(shown) == length) /* no '@' of the GSM alphabet, which is 0 */
		(void)snprintf(line, sizeof line, "+CLIP: \"%s\",%d,,,\"%s\",0", peer->text,
			       peer->toa, shown);
	else
		(void)snprintf(line, sizeof line, "+CLIP: \"%s\",%d", peer->text, peer->toa);
	sim_urc(sim, line, NULL, 0);
}

/* V.250 6.3.8: S0 answers after so many rings; else the caller gives up at last. */
static void voice_ring(struct smsmodem_sim *sim, int number)
{
	int automatic = sim->settings.phone.registers[0];

	(void)number;
	if (sim->voice.rings == SIM_RINGS_MAX) {
		voice_over(sim, "No answer");
		return;
	}
	sim->voice.rings++;
	sim->settings.phone.registers[1] = (uint8_t)sim->voice.rings;
	if (sim->settings.phone.crc)
		sim_urc(sim, "+CRING: VOICE", NULL, 0);
	else
		sim_urc_result(sim, "RING", "2");
	if (sim->settings.clip)
		voice_clip(sim);
	if (automatic > 0 && sim->voice.rings >= automatic)
		(void)sim_voice_answer(sim);
	else if (!sim_later(sim, sim->now_ms + SIM_RING_MS, voice_ring, 0))
		voice_over(sim, "Resources unavailable");
}

static void voice_forget(struct smsmodem_sim *sim)
{
	sim_not_later(sim, voice_alert);
	sim_not_later(sim, voice_connect);
	sim_not_later(sim, voice_ring);
	sim_not_later(sim, voice_part);
	sim->voice.used = false;
	sim->settings.phone.registers[1] = 0;
}

static void voice_missed(struct smsmodem_sim *sim)
{
	if (sim->voice.stat == SIM_VOICE_INCOMING)
		sim_book_call(sim, SIM_BOOK_MC, &sim->voice.peer);
}

/* The other side ended it; V.250 6.2.7: BUSY is said from X3 on. */
static void voice_over(struct smsmodem_sim *sim, const char *cause)
{
	bool unanswered =
		sim->voice.stat == SIM_VOICE_DIALING || sim->voice.stat == SIM_VOICE_ALERTING;

	voice_missed(sim);
	voice_forget(sim);
	sim->voice.cause = cause;
	if (unanswered && sim->settings.phone.progress >= 3)
		sim_urc_result(sim, "BUSY", "7");
	else
		sim_urc_result(sim, "NO CARRIER", "3");
}

bool sim_voice_answer(struct smsmodem_sim *sim)
{
	if (!sim->voice.used || sim->voice.stat != SIM_VOICE_INCOMING)
		return false;
	sim_not_later(sim, voice_ring);
	sim_book_call(sim, SIM_BOOK_RC, &sim->voice.peer);
	voice_talk(sim);
	return true;
}

void sim_voice_end(struct smsmodem_sim *sim)
{
	if (!sim->voice.used)
		return;
	voice_missed(sim);
	voice_forget(sim);
	sim->voice.cause = "Normal call clearing";
}

void sim_voice_clear(struct smsmodem_sim *sim)
{
	voice_forget(sim);
	sim->voice.cause = NULL;
}

int sim_voice_ring(struct smsmodem_sim *sim, const char *from, struct smsmodem_error *error)
{
	struct smsmodem_address peer = {0};

	if (strcmp(from, "withheld") != 0 && pdu_address_parse(from, &peer, error) < 0)
		return smsmodem_error_set(
			error, SMSMODEM_E_USAGE,
			"ring wants the caller's number, or 'withheld': ring FROM");
	if (sim->voice.used)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a call is there: hangup-call ends it");
	if (!sim_registered(sim))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "the phone is in no network, nobody can call it");
	sim->voice = (struct sim_voice){
		.used = true,
		.incoming = true,
		.stat = SIM_VOICE_INCOMING,
		.peer = peer,
	};
	voice_ring(sim, 0);
	return SMSMODEM_OK;
}

int sim_voice_hangup(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	(void)rest;
	if (!sim->voice.used)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "there is no call");
	bool answered = sim->voice.stat == SIM_VOICE_ACTIVE || sim->voice.stat == SIM_VOICE_HELD;
	voice_over(sim, answered ? "Normal call clearing" : "User busy");
	return SMSMODEM_OK;
}

int sim_voice_pickup(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	(void)rest;
	if (!sim->voice.used ||
	    (sim->voice.stat != SIM_VOICE_DIALING && sim->voice.stat != SIM_VOICE_ALERTING))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "no call waits for an answer");
	sim_not_later(sim, voice_alert);
	sim_not_later(sim, voice_connect);
	voice_talk(sim);
	return SMSMODEM_OK;
}
