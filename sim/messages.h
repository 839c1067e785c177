/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: stored, submitted, delivered, shown. */
#ifndef SIM_MESSAGES_H
#define SIM_MESSAGES_H

#include "answer.h"
#include "pdu.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIM_PLACES_MAX  255                  /**< of one message memory */
#define SIM_INDEX_MAX   (2 * SIM_PLACES_MAX) /**< of MT */
#define SIM_PENDING_MAX SMSMODEM_PARTS_MAX   /**< parts of unfinished messages */

struct smsmodem_sim;
struct sim_arguments;

enum sim_charset {
	SIM_CHARSET_GSM,
	SIM_CHARSET_IRA,
	SIM_CHARSET_UCS2,
	SIM_CHARSET_HEX
};

/* --- memory.c --- */

/** One PDU: SMSC address and TPDU, with the octets of the former; a page of cell broadcast has 0.
 */
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
	int64_t stored_ms;
	struct sim_pdu pdu;
};

struct sim_memory {
	struct sim_place places[SIM_PLACES_MAX];
};

/** The memories that hold something, and MT, which is ME with SM behind it (27.005 3.1 <mem1>). */
enum sim_memory_id {
	SIM_MEMORY_ME,
	SIM_MEMORY_SM,
	SIM_MEMORY_SR,
	SIM_MEMORY_BM,
	SIM_STORES,
	SIM_MEMORY_MT = SIM_STORES,
	SIM_MEMORIES
};

/** Where a message was put. */
struct sim_stored {
	enum sim_memory_id memory; /**< that has it, never MT */
	int index;                 /**< in it, as the computer sees it; -1: full */
	int index_asked;           /**< likewise in the memory that was asked for, perhaps MT */
};

const char *sim_memory_name(enum sim_memory_id id);
/** Whether it is the card's, and that is busy. */
bool sim_memory_busy(const struct smsmodem_sim *sim, enum sim_memory_id id);
int sim_memory_total(const struct smsmodem_sim *sim, enum sim_memory_id id);
int sim_memory_used(const struct smsmodem_sim *sim, enum sim_memory_id id);
/** Store in the first free place; MT names the memory that had it. */
struct sim_stored sim_memory_store(struct smsmodem_sim *sim, enum sim_memory_id id,
				   const struct sim_pdu *pdu, enum sim_stat stat);
/** The i-th place, counted from 0; NULL: there is no such place. */
struct sim_place *sim_memory_at(struct smsmodem_sim *sim, enum sim_memory_id id, int i);
/** Where status reports are kept: SR, or where it is not there with the messages. */
enum sim_memory_id sim_memory_of_reports(const struct smsmodem_sim *sim);
/** The place of an index as the computer sees it; NULL: there is no such index. */
struct sim_place *sim_memory_place(struct smsmodem_sim *sim, enum sim_memory_id id, int index);
/** Option storage=sm=N,me=N,sr=N,bm=N. */
int sim_memory_option(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error);

/* --- replace.c --- */

/** Put a message of a replacing type where the one before it is; index -1: there is none. */
struct sim_stored sim_replace(struct smsmodem_sim *sim, enum sim_memory_id id,
			      const struct sim_pdu *pdu);

/* --- sms.c --- */

#define SIM_LINK_MS 5000 /**< that +CMMS=1 keeps the link without a message */

/** A message was handed over: the link stays open for another while. */
void sim_link_keep(struct smsmodem_sim *sim);

/* --- send.c --- */

/** A payload came whole (Ctrl-Z). */
void sim_payload(struct smsmodem_sim *sim);

/* --- compose.c --- */

/** Argument i is a number in the character set of +CSCS, i + 1 perhaps its type (27.005 3.1). */
bool sim_address_argument(const struct smsmodem_sim *sim, const struct sim_arguments *arguments,
			  size_t i, struct smsmodem_address *address);
/** Text mode: the PDU of a text that was typed in. @param received a DELIVER, not a SUBMIT */
struct sim_result sim_compose(const struct smsmodem_sim *sim, bool received, struct sim_pdu *pdu);

/* --- submit.c --- */

/** The network takes a SUBMIT, or a fault does. @param name of the answer: "+CMGS" or "+CMSS" */
struct sim_result sim_submit(struct smsmodem_sim *sim, const struct sim_pdu *pdu, const char *name);
/** The network takes a COMMAND and does nothing more with it. */
struct sim_result sim_submit_command(struct smsmodem_sim *sim, const char *name);
void sim_pending_free(struct smsmodem_sim *sim);

/* --- report.c --- */

/** A part was taken under a reference: remember whose it is. */
void sim_report_remember(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit, uint8_t mr);
/** The part has arrived at a time: report that, or what the faults make of it. */
void sim_report_arrived(struct smsmodem_sim *sim, uint8_t mr, int64_t due_ms);
int sim_report_control(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error);

/* --- deliver.c --- */

struct sim_origin;

/** A part that was submitted comes to a phone of the network at a time. */
void sim_deliver_submitted(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit,
			   const struct sim_origin *origin, int64_t due_ms);
int sim_deliver_text(struct smsmodem_sim *sim, const char *from, const char *text,
		     struct smsmodem_error *error);
int sim_deliver_pdu(struct smsmodem_sim *sim, const char *hex, struct smsmodem_error *error);

/* --- charset.c --- */

/** Whether a text is UTF-8 of characters of the default alphabet only. */
bool sim_charset_is_gsm(const char *text);
/** UTF-8 to the character set of +CSCS; cut to size. @return octets */
size_t sim_charset_encode(enum sim_charset charset, const char *text, char *out, size_t size);
/** The reverse. @return octets without the NUL, or SMSMODEM_E_DATA */
int sim_charset_decode(enum sim_charset charset, const char *in, size_t count, char *text,
		       size_t size);

/* --- text.c: text mode --- */

/** Header behind "+CMGR: ", "+CMGL: n,", "+CMT: ", "+CDS: " or "+CBM: ", and the data line. */
struct sim_text_record {
	char header[512];
	bool has_data; /**< a status report has none */
	char data[1024];
	size_t data_length;
};

enum sim_text_form {
	SIM_TEXT_CMGR,
	SIM_TEXT_CMGL,
	SIM_TEXT_DIRECT /**< +CMT, +CDS, +CBM: no <stat> */
};

/** @return false: the PDU is nothing that text mode can show */
bool sim_text_record(const struct smsmodem_sim *sim, const struct sim_pdu *pdu, enum sim_stat stat,
		     enum sim_text_form form, struct sim_text_record *record);
/** <stat> in text mode, or its number; -1: neither. */
int sim_stat_parse(const char *text, bool text_mode);

/* --- timestamp.c: "yy/MM/dd,hh:mm:ss+zz" (27.005 3.1 <scts>) --- */

#define SIM_TIMESTAMP_SIZE 32

void sim_timestamp(const struct smsmodem_time *time, char text[SIM_TIMESTAMP_SIZE]);
bool sim_timestamp_parse(const char *text, struct smsmodem_time *time);

#endif
