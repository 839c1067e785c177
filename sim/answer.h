/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone says. */
#ifndef SIM_ANSWER_H
#define SIM_ANSWER_H

#include <stddef.h>

struct smsmodem_sim;

enum sim_result_kind {
	SIM_OK,
	SIM_ERROR,
	SIM_CME,
	SIM_CMS,
	SIM_NO_CARRIER,
	SIM_BUSY,
	SIM_UNKNOWN_COMMAND,
	SIM_NO_ANSWER /**< a prompt, or nothing at all */
};

/** How a command ended. */
struct sim_result {
	enum sim_result_kind kind;
	int number; /**< of CME and CMS */
};

#define SIM_RESULT_OK        ((struct sim_result){SIM_OK, 0})
#define SIM_RESULT_ERROR     ((struct sim_result){SIM_ERROR, 0})
#define SIM_RESULT_NO_ANSWER ((struct sim_result){SIM_NO_ANSWER, 0})
#define SIM_RESULT_CME(n)    ((struct sim_result){SIM_CME, (n)})
#define SIM_RESULT_CMS(n)    ((struct sim_result){SIM_CMS, (n)})

/** Begin the answer to a command line or a payload, due after the latency. */
void sim_answer_begin(struct smsmodem_sim *sim);
void sim_echo(struct smsmodem_sim *sim, const void *octets, size_t count);
/** Octets of an answer as they are. */
void sim_put(struct smsmodem_sim *sim, const void *octets, size_t count);
void sim_info(struct smsmodem_sim *sim, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/** An information text of any octets. */
void sim_info_octets(struct smsmodem_sim *sim, const void *octets, size_t count);
/** Two lines of one record: a header and data that may hold any octet. */
void sim_record(struct smsmodem_sim *sim, const char *header, const void *data, size_t count);
void sim_prompt(struct smsmodem_sim *sim);
void sim_final(struct smsmodem_sim *sim, struct sim_result result);
/** An unsolicited result code of V.250: a word, or a digit when ATV0. */
void sim_urc_result(struct smsmodem_sim *sim, const char *word, const char *digit);
/** An unsolicited line, or record when data is not NULL; waits while a payload is taken. */
void sim_urc(struct smsmodem_sim *sim, const char *line, const void *data, size_t count);

/** Text of an error for AT+CMEE=2, or NULL. */
const char *sim_cme_text(int number);
const char *sim_cms_text(int number);

#endif
