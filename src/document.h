/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The documents that a push carries: which there are, what may be in them, and their XML as
 * libwbxml2 is given it.
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/** Octets of XML that are read at most: far more than fit 255 parts. */
#define DOCUMENT_XML_MAX 1000000
/** Octets of the longest URL: what user agents are asked to take (OMA-TS-WAESpec, URLs). */
#define DOCUMENT_URL_MAX   1024
#define DOCUMENT_DATE_SIZE sizeof "9999-12-31T23:59:59Z"

/** A type of document that libwbxml2 has tokens of. */
struct document_language {
	const char *root;      /**< name of its root element */
	const char *space;     /**< its XML namespace where others have the same root; or NULL */
	const char *public_id; /**< formal public identifier; NULL: it has none */
	const char *dtd;       /**< where that is */
	const char *content_type;
	const char *application; /**< X-Wap-Application-Id; NULL: that of the browser */
	const char *name; /**< for people; NULL: it is a version of the row before, or not known by
			     its root */
};

extern const struct document_language document_languages[];
extern const size_t document_language_count;

/**
 * The language of a document.
 *
 * @param public_id, space as the document says, or NULL
 * @return NULL: none has such a root element
 */
const struct document_language *document_language_find(const char *root, const char *public_id,
						       const char *space);

/** The application that documents of a content type are for; NULL: the browser's. */
const char *document_application(const char *content_type);

/** Refuse what has octets that are in no URI, none, or too many. @return SMSMODEM_OK, _E_DATA */
int document_uri(const char *what, const char *url, struct smsmodem_error *error);

/** Refuse what is no URL for a phone; `what` names it: "the href". @return SMSMODEM_OK, _E_DATA */
int document_url(const char *what, const char *url, struct smsmodem_error *error);

/** A date to seconds since 1970, UTC. @return SMSMODEM_OK, _E_DATA */
int document_seconds(const char *what, const char *text, int64_t *seconds,
		     struct smsmodem_error *error);

/** A date to its form in documents, in UTC. @return SMSMODEM_OK, _E_DATA, _E_BUG */
int document_date(const char *what, const char *text, char date[DOCUMENT_DATE_SIZE],
		  struct smsmodem_error *error);

/**
 * Refuse an expiry that is not after the creation, both of document_date; NULL and "": not given.
 * @return SMSMODEM_OK, _E_DATA
 */
int document_order(const char *created, const char *expires, struct smsmodem_error *error);

/** Text that grows. */
struct document_text {
	char *text; /**< by malloc */
	size_t used, size;
	bool failed; /**< no memory; sticky */
};

/** Free it. */
void document_text_free(struct document_text *text);
void document_text_put(struct document_text *text, const char *octets, size_t count);
void document_text_string(struct document_text *text, const char *string);
/** As the value of an attribute in double quotes or as contents. */
void document_text_escaped(struct document_text *text, const char *octets, size_t count);

/** The XML declaration and the document type of a language, whose root has this name here. */
void document_doctype(struct document_text *xml, const struct document_language *language,
		      const char *root);

/** A document that was read. */
struct document {
	const struct document_language *language;
	const char *content_type;
	size_t head;              /**< octets of declaration and document type */
	struct document_text xml; /**< the caller's to free, also of a document that was refused */
};

/**
 * Read XML by expat and write it anew: in UTF-8, with the document type that libwbxml2 knows it by,
 * its dates in UTC, without comments and without the blanks that only lay it out.
 *
 * @return SMSMODEM_OK; SMSMODEM_E_DATA with line and column in the text; SMSMODEM_E_CONFIG: there
 * is no expat; SMSMODEM_E_MEMORY
 */
int document_read(const char *xml, size_t length, struct document *document,
		  struct smsmodem_error *error);

/** Whether a language is that of DRM rights. */
bool document_is_drm(const struct document_language *language);

/**
 * DRM rights of WBXML in literals, whose names have a dot for a colon, to WBXML in their tokens.
 *
 * @return octets written, SMSMODEM_E_DATA, _E_SPACE
 */
int document_drm(const uint8_t *literals, size_t length, uint8_t *wbxml, size_t size,
		 struct smsmodem_error *error);

/**
 * Check an element of a language whose DTD is known: that it may be there, at this depth, and what
 * attributes it has; `attributes` are pairs and NULL. @return SMSMODEM_OK, _E_DATA
 */
int document_element(const struct document_language *language, const char *element, unsigned depth,
		     const char *const *attributes, struct smsmodem_error *error);

/** Whether the root must have such an element in it. */
bool document_is_needed(const struct document_language *language, const char *element);

/** Refuse a root that should have had such and had none. @return SMSMODEM_OK, _E_DATA */
int document_whole(const struct document_language *language, bool has_needed,
		   struct smsmodem_error *error);

/** Whether a string table could save an octet of XML that document_read wrote: a word, or the value
 * of an attribute, is there so often. Of many it is taken for granted. */
bool document_repeats(const char *xml, size_t length);

/** Check what an attribute of an element says. @param[out] date the value if it is a date, else ""
 * @return SMSMODEM_OK, _E_DATA */
int document_attribute(const struct document_language *language, const char *element,
		       const char *name, const char *value, char date[DOCUMENT_DATE_SIZE],
		       struct smsmodem_error *error);

#endif
