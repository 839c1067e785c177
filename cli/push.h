/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `push KIND`: what can be pushed, the options of each kind, and the datagrams that follow. */
#ifndef PUSH_H
#define PUSH_H

#include "cli.h"
#include "decode_keys.h"

/** Kinds, as bits. */
enum push_kinds {
	PUSH_SI = 1 << 0,
	PUSH_SL = 1 << 1,
	PUSH_MMS = 1 << 2,
	PUSH_CO = 1 << 3,
	PUSH_EMN = 1 << 4,
	PUSH_PROV = 1 << 5,
	PUSH_XML = 1 << 6,
	PUSH_RAW = 1 << 7,
	PUSH_VCARD = 1 << 8,
	PUSH_VCALENDAR = 1 << 9,
	PUSH_RINGTONE = 1 << 10,
	PUSH_LOGO = 1 << 11,
	PUSH_ICON = 1 << 12,
	PUSH_PICTURE = 1 << 13,
	/** those in WSP */
	PUSH_WSP =
		PUSH_SI | PUSH_SL | PUSH_MMS | PUSH_CO | PUSH_EMN | PUSH_PROV | PUSH_XML | PUSH_RAW,
	PUSH_BITMAPS = PUSH_LOGO | PUSH_ICON | PUSH_PICTURE,
	/** those that are read from a file */
	PUSH_FILES = PUSH_PROV | PUSH_XML | PUSH_RAW | PUSH_VCARD | PUSH_VCALENDAR | PUSH_RINGTONE |
		     PUSH_BITMAPS,
	PUSH_ANY = (1 << 14) - 1
};

/** Options of the kinds: rows of push_options, and of the values that were given. */
enum push_option {
	PUSH_HREF,
	PUSH_TEXT,
	PUSH_ACTION,
	PUSH_CREATED,
	PUSH_EXPIRES,
	PUSH_ID,
	PUSH_LOCATION,
	PUSH_FROM,
	PUSH_INSERT_ADDRESS,
	PUSH_SUBJECT,
	PUSH_NO_SUBJECT,
	PUSH_SIZE,
	PUSH_CLASS,
	PUSH_EXPIRY,
	PUSH_TRANSACTION,
	PUSH_MMS_VERSION,
	PUSH_PRIORITY,
	PUSH_DELIVERY_REPORT,
	PUSH_CHARSET,
	PUSH_MMS_HEADER,
	PUSH_MESSAGE_CLASS,
	PUSH_OBJECT,
	PUSH_SERVICE,
	PUSH_MAILBOX,
	PUSH_TIMESTAMP,
	PUSH_FILE,
	PUSH_HEX,
	PUSH_RTTTL,
	PUSH_NETWORK_CODE,
	PUSH_MCC,
	PUSH_MNC,
	PUSH_SEC,
	PUSH_PIN_FILE,
	PUSH_IMSI,
	PUSH_CONTENT_TYPE,
	PUSH_LONG_CONTENT_TYPE,
	PUSH_APPLICATION_ID,
	PUSH_HEADER,
	PUSH_TID,
	PUSH_EXPLAIN,
	PUSH_OPTIONS
};

/** How often an option can be repeated, where it can. */
#define PUSH_LIST_MAX 64
/** Octets of a file that is pushed: far more than 255 parts hold, which can be said then. */
#define PUSH_FILE_MAX ((size_t)1 << 20)
/** Room for a datagram of such a file. */
#define PUSH_DATAGRAM_MAX (PUSH_FILE_MAX + (1 << 18))

struct push_list {
	const char *item[PUSH_LIST_MAX];
	size_t count;
};

struct push;

/** A kind: what of it is said in --help, and how it becomes a datagram. */
struct push_kind {
	const char *name;
	unsigned bit; /**< of enum push_kinds */
	int port_dst, port_src;
	enum push_option required; /**< PUSH_OPTIONS: none is */
	const char *summary, *examples;
	/** Read what does not stand on the command line; NULL: nothing. @return 0 or an exit code
	 */
	int (*prepare)(struct push *push);
	/** @return octets written; a failure */
	int (*build)(const struct push *push, uint8_t *datagram, size_t size,
		     struct smsmodem_error *error);
};

/** A push as the command line describes it. */
struct push {
	struct cli *cli;
	const struct push_kind *kind;
	const char *value[PUSH_OPTIONS]; /**< NULL: not given; of a flag "" */
	struct push_list headers, mms_headers, objects, services;
	char *octets; /**< owned: of --file, --hex or stdin */
	size_t length;
	char created[32], expires[32];  /**< as the values of these options, computed */
	char transaction[16];           /**< a random one */
	char pin[DECODE_PIN_MAX + 1];   /**< of provisioning; wiped by push_end */
	char imsi[DECODE_IMSI_MAX + 1]; /**< likewise, where it came from the environment */
	char mac[SMSMODEM_MAC_SIZE];    /**< of USERPINMAC, which the user types behind the PIN */
	struct smsmodem_bitmap bitmap;  /**< PUSH_BITMAPS */
};

/** All kinds, ended by a name of NULL. */
extern const struct push_kind push_kinds[];

/** All their options, ended by a name of NULL. */
extern const struct cli_option push_options[];

/** The kind of a name, or NULL. */
const struct push_kind *push_find(const char *name);

/** The names of kinds, "si, sl and mms". */
const char *push_names(unsigned kinds, const char *last, char *text, size_t size);

/** The options of a kind. @param[out] rows PUSH_OPTIONS + 1; @param[out] ids of each row */
void push_rows(const struct push_kind *kind, struct cli_option *rows, enum push_option *ids);

/** cli_command.elsewhere of `push` and of what pushes print. */
const char *push_elsewhere(const char *option, char *text, size_t size);

/** Take an option. @return 0, or 64 (reported) */
int push_option(struct push *push, enum push_option option, const char *argument);

/** Once all options are known: check them, and read files. @return 0 or an exit code (reported) */
int push_prepare(struct push *push);

/**
 * Encode it.
 * @param[out] datagram malloc'd, freed by the caller
 * @return octets, or a failure
 */
int push_build(const struct push *push, uint8_t **datagram, struct smsmodem_error *error);

/** Members of the line of result: "push", and what was made up for it. A new reference. */
json_t *push_result(const struct push *push);

/** Wipe and free what it owns. */
void push_end(struct push *push);

/* --- what the kinds are made of --- */

/** What all pushes in WSP have. @return SMSMODEM_OK or a failure */
int push_envelope(const struct push *push, struct smsmodem_push_envelope *envelope,
		  struct smsmodem_error *error);

/** Read --file or stdin into push->octets. @return 0 or an exit code (reported) */
int push_read(struct push *push);

/** Turn "now" and lengths of time of the options of dates into dates. @return likewise */
int push_times(struct push *push);

/** Refuse a date that has passed in an option that says when the push expires. @return likewise */
int push_check_expiry(struct push *push, enum push_option option);

int push_document(const struct push *push, uint8_t *datagram, size_t size,
		  struct smsmodem_error *error);
int push_mms(const struct push *push, uint8_t *datagram, size_t size, struct smsmodem_error *error);
int push_prov(const struct push *push, uint8_t *datagram, size_t size,
	      struct smsmodem_error *error);
int push_xml(const struct push *push, uint8_t *datagram, size_t size, struct smsmodem_error *error);
int push_raw(const struct push *push, uint8_t *datagram, size_t size, struct smsmodem_error *error);
int push_smart(const struct push *push, uint8_t *datagram, size_t size,
	       struct smsmodem_error *error);
int push_ringtone(const struct push *push, uint8_t *datagram, size_t size,
		  struct smsmodem_error *error);

/** Of USERPINMAC say what the user types. @return 0 or an exit code (reported) */
int push_prov_told(struct push *push, const uint8_t *datagram, size_t length);

int push_emn_prepare(struct push *push);
int push_co_prepare(struct push *push);
int push_mms_prepare(struct push *push);
int push_prov_prepare(struct push *push);
int push_raw_prepare(struct push *push);
int push_ringtone_prepare(struct push *push);
int push_bitmap_prepare(struct push *push);

#endif
