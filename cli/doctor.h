/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The doctor: one look after the other at what has to be right before a message goes out, each of
 * which leaves a finding. What a look needs comes before it, and where that has failed it is not
 * taken. Nothing on the phone is changed but for what is put back at the end.
 */
#ifndef DOCTOR_H
#define DOCTOR_H

#include "cli.h"

enum doctor_result {
	DOCTOR_OK,
	DOCTOR_WARN, /**< messages go out, but something may be lost */
	DOCTOR_FAIL,
	DOCTOR_SKIP /**< not looked at, or the phone does not tell; the text says why */
};

struct doctor_finding {
	enum doctor_result result;
	int code;       /**< of FAIL: an enum smsmodem_code, which is the exit code */
	char text[512]; /**< what was found, from outside in part */
	char fix[512];  /**< what to do, or empty: the text says it */
};

/** The looks, in their order. */
enum doctor_look {
	DOCTOR_CONTROLLER,
	DOCTOR_PAIRING,
	DOCTOR_SERVICES,
	DOCTOR_DEVICE,
	DOCTOR_PERMISSION,
	DOCTOR_OWNER,
	DOCTOR_LINES,
	DOCTOR_SPEED,
	DOCTOR_AT,
	DOCTOR_ECHO,
	DOCTOR_IDENTITY,
	DOCTOR_PIN,
	DOCTOR_NETWORK,
	DOCTOR_OPERATOR,
	DOCTOR_SIGNAL,
	DOCTOR_SMSC,
	DOCTOR_STORAGE,
	DOCTOR_SERVICE,
	DOCTOR_PDU,
	DOCTOR_DELIVERY,
	DOCTOR_LOOKS
};

/** What came to "AT". */
enum doctor_heard {
	DOCTOR_HEARD_NOTHING,
	DOCTOR_HEARD_RESULT,
	DOCTOR_HEARD_ECHO,   /**< what was sent, and nothing else */
	DOCTOR_HEARD_TEXT,   /**< lines, but no result */
	DOCTOR_HEARD_GARBAGE /**< octets that are no text */
};

struct doctor_hello {
	enum doctor_heard heard;
	bool numeric;    /**< the result was a digit (ATV0) */
	unsigned echoes; /**< of the one line that was sent */
	size_t octets, strange;
	int64_t took_ms;
	char sample[64]; /**< a line that came */
};

/** What is known of a Bluetooth device before it is opened. */
struct doctor_bluetooth {
	char address[SMSMODEM_BT_ADDRESS_SIZE]; /**< empty: not known */
	char name[SMSMODEM_BT_NAME_SIZE];       /**< that was given instead, or empty */
	char adapter[24];                       /**< that was asked for, or empty */
	long channel;                           /**< that was asked for, or 0 */
	bool known, paired;                     /**< by bluetoothd */
	bool asked;                             /**< for its services: code, error, channels */
	int code;
	struct smsmodem_error error;
	size_t channels, records;
	unsigned services; /**< of enum smsmodem_bt_at */
	bool has_channel;
};

#define DOCTOR_CHANGES 2

/** Commands that undo what was changed; constant strings. */
struct doctor_changes {
	const char *back[DOCTOR_CHANGES];
	size_t count;
};

struct doctor {
	struct cli *cli;
	struct smsmodem *modem; /**< NULL: not open */
	char command[320];      /**< "smsmodem -d DEVICE", as a shell takes it */
	char port[512];         /**< the path of the open port, or empty */
	int opened;             /**< what opening ended with */
	bool stop;              /**< error is to be reported, and there is no verdict */
	bool gone;              /**< the phone, in the middle of it */
	struct smsmodem_error error;
	struct doctor_bluetooth bluetooth;
	struct smsmodem_line line;
	struct doctor_hello hello;
	long baud; /**< at which it answers, where that is another than was asked for */
	struct smsmodem_probe probe;
	struct doctor_changes changes;
	bool knows_sms;           /**< it has answered a question of 27.005 */
	unsigned failed, blocked; /**< sets of 1 << enum doctor_look; blocked: not looked at */
	enum doctor_look first;   /**< that failed */
	struct doctor_finding verdict;
};

/* --- findings (doctor_finding.c) --- */

void doctor_find(struct doctor_finding *finding, enum doctor_result result, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void doctor_fail(struct doctor_finding *finding, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/** Add to the text. */
void doctor_add(struct doctor_finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void doctor_fix(struct doctor_finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** Show one. @return 0 or 74 */
int doctor_show(const struct doctor *doctor, const char *step,
		const struct doctor_finding *finding);
/** Show at a terminal that it is looked at. */
void doctor_show_begin(const struct doctor *doctor, const char *step, const char *what);
/** Take that off again. */
void doctor_show_nothing(const struct doctor *doctor);
/** Show the end: ready, or what to do first. @return 0 or 74 */
int doctor_show_end(const struct doctor *doctor, const char *first);
/** What failed first as the error that it is. @return the exit code */
int doctor_show_error(const struct doctor *doctor, const char *first);

/* --- asking (doctor_ask.c) --- */

/** What to do with one that has stopped to answer. */
#define DOCTOR_RESTART "switch the modem off and on, or pull it out and plug it in"

enum doctor_answer {
	DOCTOR_ANSWERED, /**< OK */
	DOCTOR_REFUSED,
	DOCTOR_SILENT, /**< not in time, but it still is there */
	DOCTOR_GONE    /**< it is not, or we are to stop */
};

/** Ask; doctor->error says why not. */
enum doctor_answer doctor_ask(struct doctor *doctor, const char *line);

/** The finding where there was no OK. */
void doctor_untold(struct doctor *doctor, const char *line, enum doctor_answer answer,
		   struct doctor_finding *finding);

/** Set something until doctor_put_back. @param back what undoes it. @return whether it was set */
bool doctor_change(struct doctor *doctor, const char *line, const char *back);

/** Undo what doctor_change did, the last first. */
void doctor_put_back(struct doctor *doctor);

#define DOCTOR_ITEMS 24

/** A line of the answer, taken apart; points into it. */
struct doctor_reply {
	struct smsmodem_at_item items[DOCTOR_ITEMS];
	size_t count;
};

/** Take the line of the last answer apart that begins with a name such as "+CSQ". @return whether
 * there is one */
bool doctor_reply(const struct doctor *doctor, const char *name, struct doctor_reply *reply);

/** The number at a place of it, or otherwise. */
int64_t doctor_number(const struct doctor_reply *reply, size_t place, int64_t otherwise);

/** The text at a place of it, cut to size; empty: none. @return its length */
size_t doctor_text(const struct doctor_reply *reply, size_t place, char *text, size_t size);

/** Ask, and take the answer's line apart. @return whether there is one; else the finding is made */
bool doctor_ask_for(struct doctor *doctor, const char *line, const char *name,
		    struct doctor_reply *reply, struct doctor_finding *finding);

/* --- the first words (doctor_hello.c) --- */

/** Say something that ends with "AT" and CR, and listen for a result. @return 0, or the link's end
 */
int doctor_hail(struct doctor *doctor, const char *octets, int64_t timeout_ms,
		struct doctor_hello *hello);

/* --- the looks --- */

typedef void doctor_look_run(struct doctor *doctor, struct doctor_finding *finding);

doctor_look_run doctor_controller, doctor_pairing, doctor_services; /* doctor_bluetooth.c */
doctor_look_run doctor_device, doctor_permission, doctor_owner;     /* doctor_device.c */
doctor_look_run doctor_lines, doctor_speed;                         /* doctor_speed.c */
doctor_look_run doctor_at, doctor_echo;                             /* doctor_talk.c */
doctor_look_run doctor_identity, doctor_pin;                        /* doctor_phone.c */
doctor_look_run doctor_network, doctor_operator, doctor_signal;     /* doctor_network.c */
doctor_look_run doctor_smsc, doctor_storage;                        /* doctor_storage.c */
doctor_look_run doctor_service, doctor_pdu, doctor_delivery;        /* doctor_sms.c */

/** Whether the device is a Bluetooth device that we connect to. */
bool doctor_is_bluetooth(const struct doctor *doctor);
/** Read what the device says of itself. @return false: it is no such URI */
bool doctor_read_bluetooth(struct doctor *doctor);

#endif
