/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `smsmodem receive`: one loop over the phone, stdout, a command and signals. One message at a time
 * is given out, and is acknowledged only when stdout has it and the command has succeeded;
 * meanwhile the phone is served, and what comes waits in it.
 */
#ifndef CLI_RECEIVE_H
#define CLI_RECEIVE_H

#include "following.h"
#include "notify.h"
#include "receive_capture.h"
#include "receive_exec.h"
#include "receive_output.h"

struct receive_options {
	bool follow;
	int64_t timeout_ms; /**< negative: none */
	long count;         /**< end after so many; 0: any */
	const char *path;   /**< a file in place of stdout, or NULL */
	struct smsmodem_receive_options modem;
};

/** Where what is given out stands. */
enum receive_stage {
	RECEIVE_IDLE,  /**< nothing is */
	RECEIVE_PRINT, /**< its line is not taken yet */
	RECEIVE_EXEC   /**< the command has it */
};

/** What is given out. */
struct receive_item {
	enum receive_stage stage;
	uint64_t token; /**< 0: there is nothing to acknowledge */
	int progress;   /**< 0; 1: printed; more: so many failures of the command, and 1 */
	json_t *object; /**< owned; for the command, else NULL */
	char id[33];
};

/** The link while it is gone. */
struct receive_away {
	bool losing;     /**< it broke, and what the modem still says of that comes first */
	int64_t lost_ms; /**< but is waited for no longer than until then */
	bool away;
	bool untold; /**< in the stream */
	struct smsmodem_error why;
	int64_t retry_ms, pause_ms; /**< when it is tried again, and then after how long */
	int watch_fd;               /**< inotify on where it would appear, or -1 */
};

struct receive {
	struct cli *cli;
	struct receive_options options;
	struct smsmodem *modem;
	struct following port;
	char *device; /**< owned: its name now */
	struct receive_output output;
	struct receive_capture capture;
	struct receive_exec exec;
	struct receive_item item;
	struct receive_away link;
	struct notify notify;
	int modem_fd;      /**< of smsmodem_fd */
	int64_t end_ms;    /**< of --timeout; negative: none */
	int64_t unread_ms; /**< so long a busy memory is waited for; negative: none is */
	int64_t stop_ms;   /**< what is under way then is left; negative: nobody said stop */
	int signals;       /**< that have said so */
	long begun, taken, failed; /**< messages, reports */
	bool finishing;            /**< status is known; what is under way is ended */
	bool untold;               /**< and then why is to be told as a line, too */
	bool broken;               /**< stdout takes nothing any more */
	bool done;
	int status;
	struct smsmodem_error why;
};

/** The loop's clock: monotonic milliseconds. */
static inline int64_t receive_now_ms(void)
{
	return smsmodem_sim_clock_ms();
}

/** @return an exit code. What cannot go on is reported */
int receive_loop(struct receive *receive);

/** End with a failure, once what is given out has been: it is told, with --json as a line too. */
void receive_fail(struct receive *receive, const struct smsmodem_error *error);

/* --- receive_item.c: what is given out --- */

/** Begin to give out an event. */
void receive_item_begin(struct receive *receive, const struct smsmodem_event *event);

/** Begin to print what is none of the modem's events: takes the reference. @param said for people
 */
void receive_item_say(struct receive *receive, json_t *object, const char *said);

/** Go on with it. @return whether anything changed */
bool receive_item_pump(struct receive *receive);

/** Leave it: it has not been taken, and comes again. */
void receive_item_drop(struct receive *receive);

/* --- receive_shown.c --- */

/** The JSON of an event; NULL: out of memory. @param device its name now */
json_t *receive_shown_json(const struct smsmodem_event *event, const char *device);

/** Print it for people, with a line end. @return false: out of memory */
bool receive_shown_print(const struct smsmodem_event *event, const char *device);

/** The JSON of what happened to the link; NULL: out of memory. */
json_t *receive_shown_link(enum smsmodem_link_state state, const char *device, const char *text);

/* --- receive_link.c: gone and back --- */

/** Whether time, or another link, will not mend a failure. */
bool receive_link_is_for_good(int code);

/** It broke: with --follow it is looked for from now on, else that is the end. */
void receive_link_lost(struct receive *receive, const struct smsmodem_error *error);

/** It is gone: say so in the stream, or look for it when that is due. @return what changed */
bool receive_link_pump(struct receive *receive);

/** Something appeared where it would be (the descriptor is readable). */
void receive_link_stirred(struct receive *receive);

void receive_link_end(struct receive *receive);

#endif
