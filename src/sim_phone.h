/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the simulated phone. It shares nothing with at/, so that a misreading of AT there meets an
 * independent one here.
 */
#ifndef SIM_PHONE_H
#define SIM_PHONE_H

#include "pdu.h"
#include <smsmodem/sim.h>

#define SIM_LINE_MAX     2048               /**< octets of a command line or a payload */
#define SIM_SHOWN_SIZE   (4 * SIM_LINE_MAX) /**< octets of a masked line */
#define SIM_OUTPUT_MAX   ((size_t)1 << 20)  /**< octets on their way; more is lost, as on a UART */
#define SIM_EVENTS_MAX   256                /**< waiting; the oldest is lost */
#define SIM_FAULTS_MAX   16                 /**< given at once */
#define SIM_ARGUMENTS    8                  /**< of one command */
#define SIM_PLACES_MAX   100                /**< of one message memory */
#define SIM_SECRET_SIZE  9                  /**< a PIN or PUK of 8 digits with NUL (27.007 8.3) */
#define SIM_PENDING_MAX  SMSMODEM_PARTS_MAX /**< parts of unfinished messages */
#define SIM_NUMBER_LIMIT 86400000           /**< largest number in an option or a fault */

/* --- sim_queue.c: octets with the time at which they may be read --- */

struct sim_chunk;

struct sim_queue {
	struct sim_chunk *head, *tail;
	size_t taken; /**< octets of head already read */
	size_t count; /**< octets that wait */
};

void sim_queue_put(struct sim_queue *queue, const void *octets, size_t count, int64_t due_ms);
size_t sim_queue_take(struct sim_queue *queue, void *octets, size_t size, int64_t now_ms);
/** When the first octets are due; negative: it is empty. */
int64_t sim_queue_due(const struct sim_queue *queue);
/** Move everything behind what `to` has, due no earlier than due_ms. */
void sim_queue_move(struct sim_queue *to, struct sim_queue *from, int64_t due_ms);
void sim_queue_clear(struct sim_queue *queue);

/* --- sim_faults.c: what goes wrong --- */

enum sim_fault_kind {
	SIM_FAULT_CMS,
	SIM_FAULT_CME,
	SIM_FAULT_ERROR,
	SIM_FAULT_SILENT_PROMPT,
	SIM_FAULT_SILENT_SUBMIT,
	SIM_FAULT_SILENT,
	SIM_FAULT_NOREG,
	SIM_FAULT_ENDLESS,
	SIM_FAULT_GARBAGE,
	SIM_FAULT_UNPLUG_PROMPT,
	SIM_FAULT_UNPLUG_SUBMIT,
	SIM_FAULT_LATE,
	SIM_FAULT_URC,
	SIM_FAULT_PROMPT_BARE,
	SIM_FAULT_PROMPT_CRLF,
	SIM_FAULT_PROMPT_NOSPACE,
	SIM_FAULT_ECHO_STUCK,
	SIM_FAULT_ECHO_DOUBLE,
	SIM_FAULT_NOCOMBINE,
	SIM_FAULT_NUMERIC,
	SIM_FAULT_TEXT_ERRORS,
	SIM_FAULT_VENDOR_FINAL,
	SIM_FAULT_REPORT,
	SIM_FAULT_NO_REPORT
};

struct sim_fault {
	enum sim_fault_kind kind;
	int number;  /**< error code or milliseconds */
	unsigned at; /**< which one, counted from 1; 0: every one */
};

int sim_fault_add(struct smsmodem_sim *sim, const char *spec, struct smsmodem_error *error);
/** The fault of a kind that hits the at-th time, or NULL. */
const struct sim_fault *sim_fault_at(const struct smsmodem_sim *sim, enum sim_fault_kind kind,
				     unsigned at);
bool sim_fault(const struct smsmodem_sim *sim, enum sim_fault_kind kind);

/* --- the phone --- */

enum sim_charset {
	SIM_CHARSET_GSM,
	SIM_CHARSET_IRA,
	SIM_CHARSET_UCS2
};

/** What ATZ and AT&F put back. */
struct sim_settings {
	bool echo, verbose, quiet;
	int cmee, cmgf, csms, cmms, creg, cgreg, cereg, csdh, clip, cfun;
	int cnmi[5];         /**< mode mt bm ds bfr (27.005 3.4.1) */
	int csmp[4];         /**< fo vp pid dcs (27.005 3.1.2) */
	uint8_t memories[3]; /**< mem1..mem3 (27.005 3.2.2) */
	enum sim_charset charset;
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

enum sim_lock {
	SIM_LOCK_NONE,
	SIM_LOCK_PIN,
	SIM_LOCK_PUK,
	SIM_LOCK_DEAD
};

/** What a payload after "> " is for. */
enum sim_prompt {
	SIM_PROMPT_NONE,
	SIM_PROMPT_SEND,
	SIM_PROMPT_WRITE
};

struct sim_pending;
struct sim_event;

struct smsmodem_sim {
	struct sim_settings settings;
	/* options */
	struct smsmodem_address number, smsc;
	int64_t latency_ms, network_latency_ms;
	bool echo_at_start, loopback;
	struct sim_fault faults[SIM_FAULTS_MAX];
	size_t fault_count;
	/* SIM card */
	enum sim_lock lock;
	char pin[SIM_SECRET_SIZE], puk[SIM_SECRET_SIZE];
	int pin_attempts_max, pin_attempts, puk_attempts;
	/* clock: the latest now_ms, and when what is being answered is due */
	int64_t now_ms, due_ms;
	/* wire */
	struct sim_queue output, held; /**< held: unsolicited lines that wait for an answer's end */
	bool gone, endless;
	size_t endless_position;
	bool opened;    /**< the answer has begun */
	bool answering; /**< a command or payload is being worked on */
	uint64_t random;
	/* input */
	char line[SIM_LINE_MAX + 1], last[SIM_LINE_MAX + 1];
	size_t line_length;
	bool overlong;
	unsigned commands; /**< command lines so far */
	/* payload */
	enum sim_prompt prompt;
	int prompt_length;                         /**< PDU mode: <length> of the command */
	int prompt_stat;                           /**< of +CMGW */
	char prompt_to[4 * SMSMODEM_ADDRESS_SIZE]; /**< text mode */
	unsigned attempts;                         /**< submits so far, the present one included */
	/* messages */
	uint8_t mr;                              /**< next TP-MR to report */
	struct smsmodem_address recipients[256]; /**< of the last message with each TP-MR */
	uint16_t deliver_ref; /**< next concatenation reference of what comes in */
	bool full;
	struct sim_memory memories[SIM_MEMORIES];
	struct sim_pending *pending;
	size_t pending_count;
	/* events */
	struct sim_event *events, *events_tail, *event_taken;
	size_t event_count;
};

void sim_settings_reset(struct smsmodem_sim *sim);
/** Power on: settings back, SIM locked again, whatever was on its way lost. */
void sim_power_on(struct smsmodem_sim *sim);
/** The computer goes: its unfinished line or payload and what it has not read are forgotten. */
void sim_hang_up(struct smsmodem_sim *sim);
/** The phone goes: nothing more is read or answered. */
void sim_unplug(struct smsmodem_sim *sim);

/* --- sim_options.c --- */

int sim_options(struct smsmodem_sim *sim, const char *options, struct smsmodem_error *error);
/** Strictly 0..limit in digits. */
bool sim_number(const char *text, long limit, long *number);

/* --- sim_answer.c: what the phone says --- */

enum sim_result_kind {
	SIM_OK,
	SIM_ERROR,
	SIM_CME,
	SIM_CMS,
	SIM_NO_CARRIER,
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
/** Two lines of one record: a header and data that may hold any octet. */
void sim_record(struct smsmodem_sim *sim, const char *header, const void *data, size_t count);
void sim_prompt(struct smsmodem_sim *sim);
void sim_final(struct smsmodem_sim *sim, struct sim_result result);
/** An unsolicited line, or record when data is not NULL; waits while a payload is taken. */
void sim_urc(struct smsmodem_sim *sim, const char *line, const void *data, size_t count);

/* --- sim_errors.c --- */

/** Text of an error for AT+CMEE=2, or NULL. */
const char *sim_cme_text(int number);
const char *sim_cms_text(int number);

/* --- sim_line.c: octets to command lines --- */

void sim_line_octet(struct smsmodem_sim *sim, char octet);

/* --- sim_split.c: a command line to commands --- */

enum sim_form {
	SIM_FORM_EXECUTE,
	SIM_FORM_READ,
	SIM_FORM_SET,
	SIM_FORM_TEST
};

/** One command of a line. */
struct sim_call {
	char name[16]; /**< "+CMGF", "E", "&F" */
	enum sim_form form;
	char *arguments; /**< of SET, in the line or in digits */
	char digits[12];
};

/** Upper case and no blanks outside quotes (V.250 5.2). */
void sim_normalize(const char *line, char *normal);
/** Take the next command. @return 1, 0: the end, -1: no command */
int sim_next_call(char **cursor, struct sim_call *call);

/** Arguments of a command, quotes taken off; one that is absent is "". */
struct sim_arguments {
	const char *values[SIM_ARGUMENTS];
	size_t count;
};

/** Take them apart in place. @return false: more than SIM_ARGUMENTS or a quote that does not end */
bool sim_arguments(char *text, struct sim_arguments *arguments);
/** Argument i as a number of 0..maximum; *number is left alone when it is absent. */
bool sim_argument_number(const struct sim_arguments *arguments, size_t i, int maximum, int *number);

/* --- sim_commands.c and the handlers of its table --- */

enum sim_need {
	SIM_NEEDS_NOTHING,
	SIM_NEEDS_CARD, /**< refused while the SIM is locked */
	SIM_NEEDS_SMS   /**< likewise, with the codes of 27.005 */
};

struct sim_command;
typedef struct sim_result sim_run(struct smsmodem_sim *sim, const struct sim_command *command,
				  struct sim_call *call);

/** A row of the table of commands. */
struct sim_command {
	const char *name;
	enum sim_need need;
	sim_run *run;
	bool cms; /**< of 27.005: its own wrong arguments are +CMS ERROR (sim_run_setting) */
	const char *test;  /**< what =? answers behind "NAME: "; NULL: refused, "": only OK */
	const char *fixed; /**< answer of sim_run_fixed */
	size_t setting;    /**< offset in struct smsmodem_sim: an int (sim_run_setting), a bool
			      (sim_run_basic) */
	int maximum;       /**< of it */
};

extern const struct sim_command sim_commands[];
extern const size_t sim_command_count;

void sim_run_line(struct smsmodem_sim *sim, const char *line);

sim_run sim_run_nothing, sim_run_basic, sim_run_sregister, sim_run_reset, sim_run_dial,
	sim_run_fixed, sim_run_setting, sim_run_clac; /* sim_basic.c */
sim_run sim_run_creg, sim_run_cops, sim_run_csq, sim_run_cclk, sim_run_cnum,
	sim_run_cfun;                                                         /* sim_network.c */
sim_run sim_run_cpin, sim_run_cpinr;                                          /* sim_pin.c */
sim_run sim_run_csms, sim_run_cscs, sim_run_csca, sim_run_cnmi, sim_run_csmp; /* sim_sms.c */
sim_run sim_run_cmgs, sim_run_cmgw, sim_run_cmss;                             /* sim_send.c */
sim_run sim_run_cpms, sim_run_cmgl, sim_run_cmgr, sim_run_cmgd;               /* sim_storage.c */

/* --- sim_send.c --- */

/** A payload came whole (Ctrl-Z). */
void sim_payload(struct smsmodem_sim *sim);

/* --- sim_submit.c --- */

/** One PDU: SMSC address and TPDU, with the octets of the former. */
struct sim_pdu {
	uint8_t octets[SMSMODEM_PDU_MAX];
	size_t length, smsc_length;
};

/** The network takes a SUBMIT, or a fault does. @param name of the answer: "+CMGS" or "+CMSS" */
struct sim_result sim_submit(struct smsmodem_sim *sim, const struct sim_pdu *pdu, const char *name);
void sim_pending_free(struct smsmodem_sim *sim);

/* --- sim_report.c --- */

/** A part was accepted under a reference: remember whose it is, and report if that is wanted. */
void sim_report_submitted(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit, uint8_t mr);
int sim_report_control(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error);

/* --- sim_deliver.c --- */

/** Give back a submitted part as one that came from the phone's own number. */
void sim_loop_back(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit);
int sim_deliver_text(struct smsmodem_sim *sim, const char *from, const char *text,
		     struct smsmodem_error *error);
int sim_deliver_pdu(struct smsmodem_sim *sim, const char *hex, struct smsmodem_error *error);
/** The phone's calendar: a fixed day, and the clock it is given. */
struct smsmodem_time sim_time(int64_t now_ms);

/* --- sim_memory.c --- */

const char *sim_memory_name(enum sim_memory_id id);
int sim_memory_total(enum sim_memory_id id);
int sim_memory_used(const struct smsmodem_sim *sim, enum sim_memory_id id);
/** @return the index from 1, or 0: full */
int sim_memory_store(struct smsmodem_sim *sim, enum sim_memory_id id, const struct sim_pdu *pdu,
		     enum sim_stat stat);
/** The place of an index from 1; NULL: there is no such index. */
struct sim_place *sim_memory_place(struct smsmodem_sim *sim, enum sim_memory_id id, int index);

/* --- sim_text.c: text mode --- */

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

/* --- sim_events.c --- */

/** Add an event; its strings are copied. */
void sim_event_add(struct smsmodem_sim *sim, const struct smsmodem_sim_event *event);
void sim_event_command(struct smsmodem_sim *sim, const char *line);
void sim_events_free(struct smsmodem_sim *sim);

/* --- sim_mask.c --- */

/** Copy a line for showing: PINs and passwords as "****", what is not ASCII as '?'. */
void sim_mask(const char *line, char shown[SIM_SHOWN_SIZE]);

#endif
