/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unstructured supplementary service data (27.007 7.15, 22.090). */
#ifndef SIM_USSD_H
#define SIM_USSD_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>

#define SIM_USSD_ANSWERS     16
#define SIM_USSD_SIZE        183 /**< of a text: 182 septets are 160 octets (23.038 6.1.2.3) */
#define SIM_USSD_CODE_SIZE   40
#define SIM_USSD_SHOWN_SIZE  (4 * SIM_USSD_SIZE + 1) /**< of a text as +CUSD has it */
#define SIM_USSD_DCS_DEFAULT 15 /**< 23.038 5: the default alphabet, language unspecified */
#define SIM_USSD_DCS_UCS2    72
#define SIM_USSD_PATIENCE_MS 30000 /**< that a menu waits for its answer */

struct smsmodem_sim;

/** <m> of +CUSD. */
enum sim_ussd_kind {
	SIM_USSD_DONE = 0,
	SIM_USSD_MENU = 1,
	SIM_USSD_ENDED = 2,
	SIM_USSD_UNSUPPORTED = 4,
	SIM_USSD_TIMEOUT = 5
};

struct sim_ussd_answer {
	char code[SIM_USSD_CODE_SIZE], text[SIM_USSD_SIZE];
	enum sim_ussd_kind kind;
};

struct sim_ussd {
	struct sim_ussd_answer answers[SIM_USSD_ANSWERS];
	size_t answer_count;
	bool session; /**< a menu is open */
	bool waits;   /**< what the computer said is to be answered from outside */
	char asked[SIM_USSD_CODE_SIZE];
};

/** Power on: no session. */
void sim_ussd_clear(struct smsmodem_sim *sim);
/** A code as dialled or given to +CUSD; the answer comes by itself. */
void sim_ussd_ask(struct smsmodem_sim *sim, const char *code);
/** Options ussd=CODE:TEXT and ussd-menu=CODE:TEXT. */
int sim_ussd_option(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error);
int sim_ussd_menu_option(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error);
/** What the network says, in words. */
int sim_ussd_control(struct smsmodem_sim *sim, const char *text, struct smsmodem_error *error);
int sim_ussd_menu_control(struct smsmodem_sim *sim, const char *text, struct smsmodem_error *error);

/* --- ussd_text.c --- */

/** A text as +CUSD says it. @return its <dcs> */
int sim_ussd_encode(const struct smsmodem_sim *sim, const char *text,
		    char shown[SIM_USSD_SHOWN_SIZE]);
/** The reverse, of a code that the computer gave. @return false: it is none */
bool sim_ussd_decode(const struct smsmodem_sim *sim, const char *given, int dcs,
		     char code[SIM_USSD_CODE_SIZE]);

#endif
