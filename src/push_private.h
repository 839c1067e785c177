/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of a push share: the push itself, and how they put into it what they find. */
#ifndef PUSH_PRIVATE_H
#define PUSH_PRIVATE_H

#include <smsmodem/push.h>

#define PUSH_FIELDS_MAX  512                  /* of each list */
#define PUSH_TEXTS_MAX   ((size_t)512 * 1024) /* octets of all texts */
#define PUSH_PARAMETERS  64
#define PUSH_XML_MAX     ((size_t)16 * 1024 * 1024) /* none is as long: wbxml.budget */
#define PUSH_PROBLEM     160
#define PUSH_PROBLEM_KEY "problem"

/* Texts, freed all at once. */
struct push_block {
	struct push_block *next;
	char text[];
};

struct push_list {
	struct smsmodem_push_field *fields; /* owned */
	size_t count, size;
};

/* How the body is to be had as XML. */
enum push_markup {
	PUSH_NO_MARKUP,
	PUSH_MARKUP_WBXML,
	PUSH_MARKUP_TEXT
};

struct smsmodem_push {
	enum smsmodem_push_kind kind;
	enum smsmodem_smart_kind smart;
	struct push_list fields, headers;
	struct push_block *blocks; /* owned */
	size_t texts;              /* octets in them */
	uint8_t *octets;           /* owned: all as it came */
	size_t length;
	const uint8_t *body; /* within octets */
	size_t body_len;
	const char *content_type; /* or NULL */
	uint32_t charset;         /* that its headers say, or 0 */
	enum push_markup markup;
	char *xml; /* owned: what was asked for last */
	struct smsmodem_bitmap bitmap;
	bool has_bitmap;
	unsigned parameters; /* of its content type that have no key of their own */
	bool profile;        /* a downloadable one, of Smart Messaging */
	bool secrets;        /* its octets have some */
	bool told;           /* its document has an element that says something */
	bool out_of_memory;
	char problem[PUSH_PROBLEM]; /* the first one */
};

/* --- push_store.c --- */

/* What a field is called. */
struct push_label {
	const char *key, *name;
	bool list; /* one of several */
};

/* Text of a character set, as it came; 0: unknown. */
void push_put_text(struct smsmodem_push *push, struct push_label label, uint32_t charset,
		   const void *octets, size_t length);
/* A constant, or what is the push's already. */
void push_put_string(struct smsmodem_push *push, struct push_label label, const char *text);
/* Behind a comma, if there is one of this key. */
void push_join_text(struct smsmodem_push *push, struct push_label label, const char *text);
void push_put_hex(struct smsmodem_push *push, struct push_label label, const uint8_t *octets,
		  size_t length);
void push_put_number(struct smsmodem_push *push, struct push_label label, int64_t number);
void push_put_flag(struct smsmodem_push *push, struct push_label label, bool flag);
/* Texts of the push's; not if one is NULL. */
void push_put_header(struct smsmodem_push *push, const char *name, const char *value);

/* Room for a text that is the push's, or NULL: out of memory or bounds, which the push notes. */
char *push_room(struct smsmodem_push *push, size_t size);

/* Text of a character set as UTF-8 that is the push's, or NULL likewise. */
const char *push_keep(struct smsmodem_push *push, uint32_t charset, const void *octets,
		      size_t length);

/* UTF-8 without NUL of a character set. @return malloc'd, or NULL likewise */
char *push_utf8(struct smsmodem_push *push, uint32_t charset, const void *octets, size_t length,
		size_t *count);

/* Say what is wrong, once. */
void push_problem(struct smsmodem_push *push, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* --- the readers; what is wrong inside is a problem, not a failure --- */

/* push_wsp.c: the content type, its parameters, the headers. @return SMSMODEM_OK or _E_PDU */
int push_read_wsp(struct smsmodem_push *push, struct smsmodem_error *error);

/* push_body.c: the body as its content type says. */
void push_read_body(struct smsmodem_push *push, const struct smsmodem_prov_keys *keys);

/* --- push_guess.c: what octets are by themselves --- */

/* A body without headers. @return a content type, or NULL */
const char *push_guess(const uint8_t *octets, size_t length);

/* Of which kind the document in the body is by its public identifier, content type or root;
 * SMSMODEM_PUSH_OTHER: none that is known. */
enum smsmodem_push_kind push_document_kind(const struct smsmodem_push *push);

/* Whether it is XML as text, and in which set by its first octets (XML 1.0 appendix F); 0: it does
 * not say. */
bool push_is_markup(const uint8_t *octets, size_t length);
uint32_t push_markup_charset(const uint8_t *octets, size_t length);

/* --- push_type.c --- */

/* A content type, perhaps with parameters behind it as in HTTP. 0: no charset has been said yet. */
void push_put_type(struct smsmodem_push *push, const char *type, uint32_t charset);
void push_put_charset(struct smsmodem_push *push, uint32_t charset);
void push_put_parameter(struct smsmodem_push *push, const char *name, const char *value);

/* --- push_parts.c --- */

/* The content types in a multipart (WAP-230-WSP 8.5), and whether one has secrets. */
void push_read_parts(struct smsmodem_push *push);

/* Say what a body is that is not looked into. */
void push_put_body(struct smsmodem_push *push, const uint8_t *octets, size_t length);

/* push_secret.c: whether it has some. */
void push_find_secrets(struct smsmodem_push *push);

/* push_document.c */
void push_read_wbxml(struct smsmodem_push *push);
void push_read_markup(struct smsmodem_push *push);
/* Put what documents say in the order of its table, from a field on. */
void push_order(struct smsmodem_push *push, size_t first);

/* push_mms.c, push_dm.c */
void push_read_mms(struct smsmodem_push *push);
void push_read_dm(struct smsmodem_push *push);

/* push_smart.c: likewise as push_read_wsp. */
int push_read_smart(struct smsmodem_push *push, uint16_t port, struct smsmodem_error *error);

/* push_prov.c: whether the MAC is right. */
void push_verify(struct smsmodem_push *push, const struct smsmodem_prov_keys *keys);

/* --- push_scan.c: XML as text, by the events that WBXML has --- */

struct push_scan {
	const char *text; /* UTF-8, NUL-terminated behind length */
	size_t length, at;
	enum {
		PUSH_SCAN_CONTENT,
		PUSH_SCAN_TAG,
		PUSH_SCAN_VALUE,
		PUSH_SCAN_EMPTY
	} state;
	char quote;
	char name[64];
	char character[8];
};

/* Tolerant, and bounded by the text. @return 1: *event holds what came; 0: the end;
 * SMSMODEM_E_PDU: it is cut at scan->at */
int push_scan_next(struct push_scan *scan, struct smsmodem_wbxml_event *event);

/* push_mask.c: overwrite the secrets of provisioning by stars, and all behind markup that cannot be
 * read. @param[out] any there were some. @return malloc'd, or NULL */
char *push_mask(const char *xml, size_t length, bool only_elements, bool *any);

#endif
