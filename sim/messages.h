/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: stored, submitted, delivered, shown. */
#ifndef SIM_MESSAGES_H
#define SIM_MESSAGES_H

#include "answer.h"
#include "pdu.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIM_PLACES_MAX  100                /**< of one message memory */
#define SIM_PENDING_MAX SMSMODEM_PARTS_MAX /**< parts of unfinished messages */

struct smsmodem_sim;

enum sim_charset {
	SIM_CHARSET_GSM,
	SIM_CHARSET_IRA,
	SIM_CHARSET_UCS2
};

/* --- memory.c --- */

/** One PDU: SMSC address and TPDU, with the octets of the former. */
struct sim_pdu {
	uint8_t octets[SMSMODEM_PDU_MAX];
	size_t length, smsc_length;
};

/** <stat> of a stored message (27.005 3.1). */
enum sim_stat {
	SIM_STAT_UNREAD = 0,
	SIM_STAT_READ = 1,
	SIM_STAT_UNSENT = 2,
	SIM_STAT_SENT = 3,
	SIM_STAT_ALL = 4
};

struct sim_place {
	bool used;
	uint8_t stat;
	uint8_t length; /**< octets of pdu */
	uint8_t pdu[SMSMODEM_PDU_MAX];
};

struct sim_memory {
	struct sim_place places[SIM_PLACES_MAX];
};

enum sim_memory_id {
	SIM_MEMORY_ME,
	SIM_MEMORY_SM,
	SIM_MEMORIES
};
const char *sim_memory_name(enum sim_memory_id id);
int sim_memory_total(enum sim_memory_id id);
int sim_memory_used(const struct smsmodem_sim *sim, enum sim_memory_id id);
/** @return the index from 1, or 0: full */
int sim_memory_store(struct smsmodem_sim *sim, enum sim_memory_id id, const struct sim_pdu *pdu,
		     enum sim_stat stat);
/** The place of an index from 1; NULL: there is no such index. */
struct sim_place *sim_memory_place(struct smsmodem_sim *sim, enum sim_memory_id id, int index);

/* --- send.c --- */

/** A payload came whole (Ctrl-Z). */
void sim_payload(struct smsmodem_sim *sim);

/* --- submit.c --- */

/** The network takes a SUBMIT, or a fault does. @param name of the answer: "+CMGS" or "+CMSS" */
struct sim_result sim_submit(struct smsmodem_sim *sim, const struct sim_pdu *pdu, const char *name);
void sim_pending_free(struct smsmodem_sim *sim);

/* --- report.c --- */

/** A part was accepted under a reference: remember whose it is, and report if that is wanted. */
void sim_report_submitted(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit, uint8_t mr);
int sim_report_control(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error);

/* --- deliver.c --- */

/** Give back a submitted part as one that came from the phone's own number. */
void sim_loop_back(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit);
int sim_deliver_text(struct smsmodem_sim *sim, const char *from, const char *text,
		     struct smsmodem_error *error);
int sim_deliver_pdu(struct smsmodem_sim *sim, const char *hex, struct smsmodem_error *error);
/** The phone's calendar: a fixed day, and the clock it is given. */
struct smsmodem_time sim_time(int64_t now_ms);

/* --- text.c: text mode --- */

/** UTF-8 to the character set of +CSCS; cut to size. @return octets */
size_t sim_charset_encode(enum sim_charset charset, const char *text, char *out, size_t size);
/** The reverse. @return octets without the NUL, or SMSMODEM_E_DATA */
int sim_charset_decode(enum sim_charset charset, const char *in, size_t count, char *text,
		       size_t size);
/** Header behind "+CMGR: ", "+CMGL: n," or "+CMT: ", and data line of a message in text mode. */
struct sim_text_record {
	char header[512];
	char data[1024];
	size_t data_length;
};

enum sim_text_form {
	SIM_TEXT_CMGR,
	SIM_TEXT_CMGL,
	SIM_TEXT_CMT
};

/** @return false: the PDU is neither DELIVER nor SUBMIT */
bool sim_text_record(const struct smsmodem_sim *sim, const struct sim_place *place,
		     enum sim_text_form form, struct sim_text_record *record);
/** <stat> in text mode, or its number; -1: neither. */
int sim_stat_parse(const char *text, bool text_mode);
const char *sim_stat_name(int stat);

#endif
