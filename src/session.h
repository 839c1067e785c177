/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Engine, transport and clock together: one command runs from its first octet to its final result.
 */
#ifndef SESSION_H
#define SESSION_H

#include "at.h"
#include "lines.h"
#include "transport.h"
#include <smsmodem/transcript.h>

#define SESSION_RESULT_SIZE 160

struct session {
	struct transport *transport;  /* owned by the modem */
	struct smsmodem_trace *trace; /* or NULL; likewise */
	struct at_engine engine;
	struct lines response; /* of the last command; a PDU is a line of its own */
	struct lines
		unsolicited;   /* lines nobody asked for that nobody has taken yet, each as two: */
			       /* the line, and the PDU or text below it or "" */
	struct at_final final; /* of the last command */
	char result[SESSION_RESULT_SIZE]; /* its line */
	size_t seen;                      /* octets that ever came */
	bool cut;          /* a line of the last response was too long and is missing */
	unsigned markers;  /* asked since one of them was answered */
	bool restarted;    /* the modem has said so since this was last cleared */
	unsigned restarts; /* how often it has */
	bool stray;        /* a result came for no command since this was last cleared */
	bool missed;       /* an unsolicited line was dropped since this was last cleared */
	bool patient;      /* the modem may be busy with a message whose outcome is unknown */
	const char *stall; /* why octets did not go out before the last deadline, or NULL */
	int64_t limit_ms;  /* longest wait to resynchronise that the user allows, or 0 */
	size_t input_length, input_done;
	uint8_t input[1024];
};

void session_init(struct session *session, struct transport *transport,
		  struct smsmodem_trace *trace);
void session_free(struct session *session);

int64_t session_now_ms(const struct session *session);

/**
 * Write what waits, read what came, wait for what is due: until one event.
 *
 * @param deadline_ms gives an event of kind NONE when it comes; negative: none beside the engine's
 * @return SMSMODEM_OK, SMSMODEM_E_LINK or SMSMODEM_E_CANCELLED
 */
int session_step(struct session *session, int64_t deadline_ms, struct at_event *event,
		 struct smsmodem_error *error);

/**
 * Run one command to its end. Resynchronises first where the last one got lost.
 *
 * @return SMSMODEM_OK for OK and CONNECT; the class of an error result, with the text filled;
 *         SMSMODEM_E_TIMEOUT, _E_CANCELLED, _E_LINK: data had not been handed over;
 *         SMSMODEM_E_UNKNOWN: it had
 */
int session_run(struct session *session, const struct at_command *command,
		struct smsmodem_error *error);

/**
 * The two ends of session_run, for a response that is too long to be kept: session_step is called
 * in between, until it gives the final result. The same must be given to both.
 */
int session_begin(struct session *session, const struct at_command *command,
		  struct smsmodem_error *error);
int session_end(struct session *session, const struct at_command *command,
		const struct at_event *event, struct smsmodem_error *error);

/** Run a line without data; timeout_ms 0: by the table. */
int session_ask(struct session *session, const char *line, int64_t timeout_ms,
		struct smsmodem_error *error);

/** Take what came unasked meanwhile, without waiting. @return SMSMODEM_OK or SMSMODEM_E_LINK */
int session_poll(struct session *session, struct smsmodem_error *error);

/** First line of the response that has a prefix, or NULL. */
const char *session_find(const struct session *session, const char *prefix);

/** Keep an event's lines. @return false: the response is over its bound */
bool session_keep(struct session *session, const struct at_event *event);

/** Make sure that the next answer is the next command's. @return SMSMODEM_OK, _E_TIMEOUT, _E_LINK,
 * ... */
int session_resync(struct session *session, struct smsmodem_error *error);

/**
 * Ask plain AT once, behind what ends an open prompt or a line half typed.
 * @return 1: answered, and quiet since; 0: not in time; SMSMODEM_E_LINK, _E_CANCELLED, ...
 */
int session_hail(struct session *session, int64_t timeout_ms, struct smsmodem_error *error);

/**
 * Say that the outcome of what was handed over is unknown; the next command resynchronises.
 * @param why "no answer came" @return SMSMODEM_E_UNKNOWN
 */
int session_unknown(struct session *session, const char *why, struct smsmodem_error *error);

/** Fill error from a final result. @param what "the phone refused X" @return the result's class */
int session_final_error(const struct session *session, const char *what,
			struct smsmodem_error *error);

#endif
