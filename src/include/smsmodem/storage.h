/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a phone has stored: its memories, the messages in them, and getting rid of them. A phone
 * that has no PDU mode is read in text mode.
 */
#ifndef SMSMODEM_STORAGE_H
#define SMSMODEM_STORAGE_H

#include <smsmodem/modem.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The memories for messages that the phone has, and what is in them.
 *
 * @param[out] list room for SMSMODEM_STORAGES_MAX
 * @return how many there are; SMSMODEM_E_REFUSED: it does not tell; a failure of smsmodem_prepare
 */
int smsmodem_storages(struct smsmodem *modem, struct smsmodem_storage *list,
		      struct smsmodem_error *error);

/**
 * Use a memory from now on (+CPMS).
 *
 * @param name in upper or lower case
 * @param uses a set of enum smsmodem_storage_use; most phones keep that when they are switched off
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: name is none; SMSMODEM_E_REFUSED: the phone has no such
 *         memory, or not for that use
 */
int smsmodem_use_storage(struct smsmodem *modem, const char *name, unsigned uses,
			 struct smsmodem_error *error);

/** <stat> of 27.005 3.1. */
enum smsmodem_stat {
	SMSMODEM_STAT_UNKNOWN = -1, /**< the phone does not tell */
	SMSMODEM_STAT_UNREAD,
	SMSMODEM_STAT_READ,
	SMSMODEM_STAT_UNSENT,
	SMSMODEM_STAT_SENT,
	SMSMODEM_STAT_ALL /**< to ask for only */
};

/** "unread", "read", "unsent", "sent", "all"; NULL: unknown. A constant string. */
const char *smsmodem_stat_name(enum smsmodem_stat stat);

/** What text mode left out of a message; a set (27.005 3.1, +CSDH). */
enum smsmodem_unknown {
	SMSMODEM_UNKNOWN_CODING = 1, /**< tpdu's pid and dcs are made up */
	SMSMODEM_UNKNOWN_ZONE = 2,   /**< scts is in local time of an unknown zone */
	SMSMODEM_UNKNOWN_TYPE = 4    /**< peer's type is guessed from its number */
};

/** A place of a memory that holds something. */
struct smsmodem_stored {
	char storage[8];
	int index; /**< -1: it is not known, as the phone's line was too long */
	enum smsmodem_stat stat;
	/** What it holds; of no meaning if why is set. In text mode filled as far as it is known.
	 */
	struct smsmodem_tpdu tpdu;
	uint64_t content; /**< tells it from whatever else may come to be in this place; never 0 */
	const char *pdu;  /**< as the phone gave it: hexadecimal digits; NULL: text mode */
	const char *why;  /**< it cannot be decoded, and why; else NULL */
	bool text_mode;   /**< read in text mode; then: */
	unsigned unknown; /**< a set of enum smsmodem_unknown */
	const char *text; /**< UTF-8; NULL: it is in tpdu, which has 140 octets as in a PDU */
};

/** What to list; all 0: every message in every memory but those of cell broadcast. */
struct smsmodem_list_options {
	const char *storage; /**< this memory only, in upper or lower case; NULL: all */
	/**
	 * Those of a status other than all; what a phone has that lists all the same is passed
	 * over. A message of several parts may be read in part.
	 */
	enum smsmodem_list_what {
		SMSMODEM_LIST_ALL,
		SMSMODEM_LIST_UNREAD,
		SMSMODEM_LIST_READ,
		SMSMODEM_LIST_UNSENT,
		SMSMODEM_LIST_SENT
	} what;
	bool mark_read; /**< do not try to leave unread messages unread, which costs a command */
};

/** A listing under way. Opaque, ended with smsmodem_list_end. */
struct smsmodem_listing;

/**
 * Begin to list what is stored. Until its end nothing else is asked of the modem.
 *
 * 27.005 has listing set what is unread to read. Phones that can list without are asked to; the
 * others do it.
 *
 * @param options borrowed for the call; NULL: all 0
 * @param[out] listing NULL after a failure
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: storage is no name; SMSMODEM_E_REFUSED: the phone has it
 *         not; a failure of smsmodem_prepare but for the one that there is no PDU mode;
 *         SMSMODEM_E_MEMORY
 */
int smsmodem_list_begin(struct smsmodem *modem, const struct smsmodem_list_options *options,
			struct smsmodem_listing **listing, struct smsmodem_error *error);

/**
 * The next place that holds something, in the order in which the phone lists them. Each is given as
 * soon as it has come.
 *
 * @param[out] stored its strings are valid until the next call
 * @return 1; 0: that was all; SMSMODEM_E_REFUSED, _E_TIMEOUT, _E_LINK, _E_CANCELLED, _E_MEMORY
 */
int smsmodem_list_next(struct smsmodem_listing *listing, struct smsmodem_stored *stored,
		       struct smsmodem_error *error);

/**
 * End it: the rest of what the phone says is passed over, and the memory that was read from before
 * is so again. NULL is allowed.
 */
void smsmodem_list_end(struct smsmodem_listing *listing);

/**
 * Read one place. That sets an unread message to read.
 *
 * @param storage in upper or lower case; NULL: the memory that the phone reads from
 * @param[out] stored its strings are the modem's and valid until its next call
 * @return 1; 0: there is nothing; else as smsmodem_list_begin and _next
 */
int smsmodem_read(struct smsmodem *modem, const char *storage, int index,
		  struct smsmodem_stored *stored, struct smsmodem_error *error);

/** A place that is to be deleted. */
struct smsmodem_place {
	int index;
	/** Of smsmodem_stored: something else there is left alone, as far as that is looked at,
	 * which it is where a deletion has to be tried again. 0: whatever is there. */
	uint64_t content;
	bool deleted; /**< set once the phone has said so */
};

/**
 * Delete places of a memory, and nothing else: what comes in meanwhile stays.
 *
 * @param storage as of smsmodem_read
 * @param[in,out] places deleted is false at first
 * @return SMSMODEM_OK: all are; SMSMODEM_E_REFUSED: those that are not marked could not be, the
 *         first of them in error; SMSMODEM_E_TIMEOUT, _E_LINK, _E_CANCELLED: one that is not marked
 *         may have been deleted; else as smsmodem_list_begin
 */
int smsmodem_delete(struct smsmodem *modem, const char *storage, struct smsmodem_place *places,
		    size_t count, struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#endif
