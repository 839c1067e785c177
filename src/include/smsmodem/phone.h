/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rest of the phone: USSD, its phonebooks, calls, its clock, its message centre. As all of
 * smsmodem/modem.h every call is synchronous and ends by its timeout.
 */
#ifndef SMSMODEM_PHONE_H
#define SMSMODEM_PHONE_H

#include <smsmodem/modem.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- USSD (27.007 7.15, 22.090) --- */

/** Octets of an answer's text, its NUL included. */
#define SMSMODEM_USSD_SIZE 1024

/** <m> of +CUSD. */
enum smsmodem_ussd_state {
	SMSMODEM_USSD_DONE = 0,        /**< that was all */
	SMSMODEM_USSD_MENU = 1,        /**< an answer is wanted: the session is open */
	SMSMODEM_USSD_ENDED = 2,       /**< the network has ended the session */
	SMSMODEM_USSD_TAKEN = 3,       /**< another client of the phone has answered */
	SMSMODEM_USSD_UNSUPPORTED = 4, /**< the network does not know it */
	SMSMODEM_USSD_TIMEOUT = 5      /**< the network did not answer in time */
};

/** What the network says. */
struct smsmodem_ussd {
	enum smsmodem_ussd_state state;
	int dcs;                       /**< coding (23.038 5) as the phone tells it, or -1 */
	char text[SMSMODEM_USSD_SIZE]; /**< UTF-8, lines ended by \n; empty: it says nothing */
};

/** "done", "menu", "ended", "taken", "unsupported" or "timeout". A constant string. */
const char *smsmodem_ussd_state_name(enum smsmodem_ussd_state state);

/**
 * Whether a code or an answer can be given at all, before the network is asked for anything.
 *
 * @param code UTF-8, 1..182 characters, no control characters but line ends
 * @return SMSMODEM_OK or SMSMODEM_E_DATA
 */
int smsmodem_ussd_check(const char *code, struct smsmodem_error *error);

/**
 * Give the network a code, or an answer to its menu, and wait for what it says. Phones want the
 * code in one of several forms; each is tried that cannot have reached the network before.
 *
 * @param code as of smsmodem_ussd_check
 * @param timeout_ms for all of it; 0: 60,000
 * @param[out] answer state DONE, MENU, or ENDED with a text
 * @return SMSMODEM_OK; SMSMODEM_E_REFUSED: by the phone, or the network ended it without a word or
 *         does not know it; SMSMODEM_E_TEMPORARY: the network did not answer, another client has;
 *         SMSMODEM_E_TIMEOUT: nothing came in time; SMSMODEM_E_CANCELLED; after these two the
 *         session has been ended; SMSMODEM_E_DATA: no code, or no answer that can be read;
 *         SMSMODEM_E_TEXT: the phone has no way to say the code; or a failure of smsmodem_prepare
 */
int smsmodem_ussd(struct smsmodem *modem, const char *code, int64_t timeout_ms,
		  struct smsmodem_ussd *answer, struct smsmodem_error *error);

/** End a session whose menu is left unanswered, also once the caller was cancelled. */
int smsmodem_ussd_cancel(struct smsmodem *modem, struct smsmodem_error *error);

/* --- the message centre (27.005 3.3.1) --- */

/** Octets of a number, its NUL included. */
#define SMSMODEM_NUMBER_SIZE 48

/** What the SIM has. @param[out] number empty: none is set */
int smsmodem_smsc(struct smsmodem *modem, char number[SMSMODEM_NUMBER_SIZE],
		  struct smsmodem_error *error);

/**
 * Set it, and read back whether it is there.
 * @return SMSMODEM_OK; SMSMODEM_E_NUMBER: not a number, or under three digits; SMSMODEM_E_REFUSED:
 *         also if the phone says OK and keeps the old one
 */
int smsmodem_set_smsc(struct smsmodem *modem, const char *number, struct smsmodem_error *error);

/* --- the clock (27.007 8.15) --- */

/** The phone's time. */
struct smsmodem_clock {
	int year, month, day, hour, minute, second; /**< local time */
	bool has_zone;                              /**< whether the phone told it */
	int zone_minutes;                           /**< local time minus UTC */
};

/**
 * Ask the phone for its time.
 *
 * @param[out] clock after a failure what the phone gave, or all 0
 * @return SMSMODEM_OK; SMSMODEM_E_DATA: the answer is no time, or none of 1970 to 2099, as of a
 *         clock that was never set; SMSMODEM_E_REFUSED: the phone has no clock; or a failure of
 *         smsmodem_prepare
 */
int smsmodem_clock(struct smsmodem *modem, struct smsmodem_clock *clock,
		   struct smsmodem_error *error);

/** Set it; a phone that takes no zone gets the time without. @return also SMSMODEM_E_DATA: no date
 */
int smsmodem_set_clock(struct smsmodem *modem, const struct smsmodem_clock *clock,
		       struct smsmodem_error *error);

/** Read "2026-11-23T08:01:02+01:00": 'T' may be a blank, zone and seconds may be missing, "Z" is
 * UTC. @return SMSMODEM_OK, or SMSMODEM_E_DATA: not that, or no such day */
int smsmodem_clock_parse(const char *text, struct smsmodem_clock *clock);

/** Write it likewise, without the zone if there is none. @return characters, or SMSMODEM_E_SPACE */
int smsmodem_clock_text(const struct smsmodem_clock *clock, char *text, size_t size);

/** Seconds of UTC since 1970; without a zone as if local time were UTC. */
int64_t smsmodem_clock_seconds(const struct smsmodem_clock *clock);

/* --- phonebooks (27.007 8.11..8.14) --- */

/** Octets of a name, its NUL included. */
#define SMSMODEM_NAME_SIZE 512

/** A place in a phonebook. */
struct smsmodem_entry {
	int index;                             /**< to be written: 0: any that is free */
	int type;                              /**< 145 international, 129 else (24.008 10.5.4.7) */
	char number[2 * SMSMODEM_NUMBER_SIZE]; /**< digits, '*', '#', 'p', 'w', a '+' in front */
	char name[SMSMODEM_NAME_SIZE];         /**< UTF-8 */
};

/** What is known of a phonebook; -1: the phone does not tell. */
struct smsmodem_phonebook_info {
	char storage[8];                /**< "SM", "ME", ... */
	int used, total;                /**< places */
	int first, last;                /**< their indices */
	int number_length, name_length; /**< most characters of each */
};

/** A selected phonebook. Opaque, freed with smsmodem_phonebook_close, before its modem. */
struct smsmodem_phonebook;

/**
 * Select a phonebook, and the character set that says most. The modem is used for nothing else
 * before it is closed.
 *
 * @param storage "SM", "ME", "LD", ... in any case; NULL: the one that is selected
 * @return SMSMODEM_OK; SMSMODEM_E_REFUSED: the phone has no such phonebook; ...
 */
int smsmodem_phonebook_open(struct smsmodem *modem, const char *storage,
			    struct smsmodem_phonebook **book, struct smsmodem_error *error);

/** The phonebook's, valid until it is closed. */
const struct smsmodem_phonebook_info *
smsmodem_phonebook_info(const struct smsmodem_phonebook *book);

/**
 * The next entry in the order of places.
 * @param[out] entry after a failure its index is the place that cannot be read, or -1: not known
 * @return 1; 0: the end; SMSMODEM_E_DATA: an entry that cannot be read, those behind it come all
 *         the same; or a failure of the modem
 */
int smsmodem_phonebook_next(struct smsmodem_phonebook *book, struct smsmodem_entry *entry,
			    struct smsmodem_error *error);

/** Begin anew at its first place. */
void smsmodem_phonebook_rewind(struct smsmodem_phonebook *book);

/** One place. @return 1; 0: it is empty; or a failure */
int smsmodem_phonebook_read(struct smsmodem_phonebook *book, int index,
			    struct smsmodem_entry *entry, struct smsmodem_error *error);

/**
 * Write an entry; its type follows from the number. Separators in the number are left out.
 *
 * @return its place; SMSMODEM_E_NUMBER: not a number, or too long a one; SMSMODEM_E_UTF8: its
 *         name is not UTF-8; SMSMODEM_E_TEXT: that has control characters, or some that the
 *         phone's character sets have not; SMSMODEM_E_DATA: the name is too long;
 *         SMSMODEM_E_REFUSED: also when there is no free place
 */
int smsmodem_phonebook_write(struct smsmodem_phonebook *book, const struct smsmodem_entry *entry,
			     struct smsmodem_error *error);

/** Empty a place; one that is empty is no failure. */
int smsmodem_phonebook_delete(struct smsmodem_phonebook *book, int index,
			      struct smsmodem_error *error);

/** Put the phone's character set and phonebook back. NULL is allowed. */
void smsmodem_phonebook_close(struct smsmodem_phonebook *book);

/** Whether a name has a text in it, whatever their case and marks: "muller" is in "Jo Müller". */
bool smsmodem_name_has(const char *name, const char *part);

/* --- calls (V.250 6.3, 27.007 6.2, 7.18) --- */

enum smsmodem_call_state {
	SMSMODEM_CALL_DIALING,
	SMSMODEM_CALL_RINGING, /**< at the other side */
	SMSMODEM_CALL_CONNECTED,
	SMSMODEM_CALL_ENDED
};

/** "dialing", "ringing", "connected" or "ended". A constant string. */
const char *smsmodem_call_state_name(enum smsmodem_call_state state);

/** A call that this program began. Transparent so that it needs no memory of the library. */
struct smsmodem_call {
	enum smsmodem_call_state state;
	bool answered;   /**< it was CONNECTED once */
	char reason[96]; /**< ENDED: "NO CARRIER", "BUSY", "hung up", ..., and what +CEER says */
	int64_t next_ms; /**< when the phone is asked again how it stands */
	int clcc;        /**< 0: not asked yet; 1: the phone answers +CLCC; -1: it does not */
};

/**
 * Dial a voice call.
 *
 * @param number digits, '*', '#', and a '+' in front; separators are left out
 * @return SMSMODEM_OK: call->state tells how far it is; SMSMODEM_E_NUMBER; SMSMODEM_E_REFUSED: it
 *         did not come about, call->reason says why; SMSMODEM_E_CANCELLED: the phone hung up
 */
int smsmodem_call(struct smsmodem *modem, const char *number, struct smsmodem_call *call,
		  struct smsmodem_error *error);

/**
 * Wait until something has happened to the call.
 * @return 1: call->state is another; 0: nothing did in time; SMSMODEM_E_LINK, _E_CANCELLED
 */
int smsmodem_call_wait(struct smsmodem *modem, struct smsmodem_call *call, int64_t timeout_ms,
		       struct smsmodem_error *error);

/** End it, also once the caller was cancelled. A call that has ended is no failure. */
int smsmodem_call_end(struct smsmodem *modem, struct smsmodem_call *call,
		      struct smsmodem_error *error);

/* --- vCards: what phonebooks are exchanged in (RFC 2426, RFC 6350, vCard 2.1) --- */

/** Numbers of a card that are kept; more are passed over, and counted. */
#define SMSMODEM_VCARD_NUMBERS_MAX 16

/** A card's name and telephone numbers. */
struct smsmodem_vcard {
	char name[SMSMODEM_NAME_SIZE]; /**< UTF-8: FN, else made of N, ORG, or empty; cut at a
					    character if it is longer */
	char number[SMSMODEM_VCARD_NUMBERS_MAX][2 * SMSMODEM_NUMBER_SIZE]; /**< as written */
	size_t numbers; /**< that are in number */
	size_t more;    /**< that had no room */
	long line;      /**< of the file on which it begins, from 1 */
};

/** A file of cards, read from its beginning; transparent, begun as all 0 with text and length. */
struct smsmodem_vcards {
	const char *text; /**< borrowed; not NUL-terminated */
	size_t length;
	size_t offset; /**< read so far */
	long line;     /**< lines read so far */
};

/**
 * The next card. Text between cards is passed over.
 *
 * @return 1; 0: there is no further one; SMSMODEM_E_DATA: it does not end, error.text names its
 *         line, and what follows can be read on
 */
int smsmodem_vcard_next(struct smsmodem_vcards *cards, struct smsmodem_vcard *card,
			struct smsmodem_error *error);

/**
 * Write a card with one number.
 *
 * @param version 30 or 40
 * @param[out] text lines ended by CR LF, folded at 75 octets, NUL-terminated
 * @return octets, or SMSMODEM_E_SPACE
 */
int smsmodem_vcard_write(const struct smsmodem_entry *entry, int version, char *text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
