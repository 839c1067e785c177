/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside what reads a phone's memories. */
#ifndef STORAGE_H
#define STORAGE_H

#include "modem_private.h"
#include "phone_charset.h"
#include <smsmodem/storage.h>

#define STORAGE_NAME_SIZE AT_MEMORY_SIZE
#define STORAGE_TEXT_MAX  8192 /* octets of a text of text mode as the phone gives it */
#define STORAGE_INDEX_MAX 65535

/* Access to the memories, from storage_begin to storage_end. */
struct storage {
	struct smsmodem *modem;
	struct smsmodem_storage current[3]; /* +CPMS? at the beginning; name "": not told */
	char reading[STORAGE_NAME_SIZE];    /* <mem1> now, or "" */
	bool text;                          /* there is no PDU mode */
	enum phone_charset charset;         /* text mode */
	char restore[2][96]; /* commands that put back what text mode changed, or "" */
};

/* --- storage_memory.c --- */

/** Make the phone ready to be read, in text mode if it has no other. */
int storage_begin(struct storage *storage, struct smsmodem *modem, struct smsmodem_error *error);

/** Put back what was changed, as far as the phone still answers. */
void storage_end(struct storage *storage);

/** Read from a memory. @param used may be NULL, like total; -1: not told */
int storage_select(struct storage *storage, const char *name, int *used, int *total,
		   struct smsmodem_error *error);

/** A name in upper case. @return SMSMODEM_OK or SMSMODEM_E_USAGE */
int storage_name(const char *given, char name[STORAGE_NAME_SIZE], struct smsmodem_error *error);

/** The memories that can be read from. @return how many, 0: it does not tell, or a failure */
int storage_names(struct storage *storage, char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE],
		  struct smsmodem_error *error);

/** Those that hold messages, of the same list: what is kept twice, and broadcasts, are left out. */
int storage_holders(struct storage *storage, char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE],
		    struct smsmodem_error *error);

/** As smsmodem_storages, of a phone in any state. @return how many, 0: it does not tell */
int storage_count_all(struct smsmodem *modem, struct smsmodem_storage *list,
		      struct smsmodem_error *error);

/** A result that ends all, as there is nobody to talk to any more. */
bool storage_fatal(int result);

/* --- storage_use.c --- */

/** As storage_select of one that the user names: a refusal says which memories there are. */
int storage_choose(struct storage *storage, const char *name, struct smsmodem_error *error);

/* --- storage_record.c: one record as the phone gives it --- */

struct storage_record {
	char line[AT_HEADER_MAX + 1];
	size_t length;               /* of data */
	char data[STORAGE_TEXT_MAX]; /* the PDU, or the lines of a text with LF between them */
	bool cut;                    /* a line of it was too long */
};

/** Begin a record. */
void storage_record_begin(struct storage_record *record, const char *line, const char *data);

/** A further line of a text, with so many line ends before it. */
void storage_record_add(struct storage_record *record, const char *line, unsigned ends);

/** A number that tells its content from another's, the same of +CMGL and of +CMGR; never 0. */
uint64_t storage_record_content(const struct storage_record *record);

/* What stored's strings are in. */
struct storage_strings {
	char pdu[STORAGE_TEXT_MAX];
	char text[3 * STORAGE_TEXT_MAX];
	struct smsmodem_error why;
};

/** Understand a record. @return 1, also where stored->why says why not; 0: the place is empty */
int storage_record_read(const struct storage *storage, const struct storage_record *record,
			struct storage_strings *strings, struct smsmodem_stored *stored);

/* --- storage_text.c: text mode --- */

/** Go into text mode. @param error what PDU mode failed with @return SMSMODEM_OK or that */
int storage_text_begin(struct storage *storage, struct smsmodem_error *error);

/** Likewise of a header of text mode. @return 1; SMSMODEM_E_DATA: it is none */
int storage_text_read(const struct storage *storage, const struct storage_record *record,
		      struct storage_strings *strings, struct smsmodem_stored *stored);

#endif
