/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a WAP push is wrapped in (WAP-230-WSP 8.2.4.1, 8.4): the datagram of connectionless WSP, its
 * content type and headers. Pointers of what is decoded are into the datagram, which must outlive
 * them.
 */
#ifndef SMSMODEM_WSP_H
#define SMSMODEM_WSP_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Octets of 255 messages of 140, headers and all: no datagram that arrives in parts is longer, and
 * none that is longer is decoded. */
#define SMSMODEM_DATAGRAM_MAX 35700
/** Room for the readable form of a value of n octets, NUL included. */
#define SMSMODEM_WSP_TEXT_SIZE(n) (4 * (size_t)(n) + 96)

/** PDU types that carry a push (table 34). */
enum smsmodem_wsp_type {
	SMSMODEM_WSP_PUSH = 0x06,
	SMSMODEM_WSP_CONFIRMED_PUSH = 0x07
};

/** A push, taken apart. */
struct smsmodem_wsp {
	uint8_t tid;
	uint8_t type;  /**< enum smsmodem_wsp_type */
	int32_t media; /**< assigned number of the content type, or -1: it is a text */
	const char
		*content_type; /**< "application/vnd.wap.sic"; NULL: nobody assigned its number */
	uint32_t charset;      /**< MIBenum of its charset parameter; 0: none */
	const uint8_t *parameters; /**< of the content type, as coded */
	size_t parameters_len;
	const uint8_t *headers; /**< behind the content type, as coded */
	size_t headers_len;
	const uint8_t *body;
	size_t body_len;
};

/** A header, or a parameter of the content type. */
struct smsmodem_wsp_header {
	int code;             /**< assigned number, 0..127, or -1: it has its name as text */
	unsigned page;        /**< header code page, 1: the default one */
	bool parameter;       /**< a parameter */
	const char *name;     /**< "X-Wap-Application-Id"; NULL: nobody assigned its number */
	const uint8_t *value; /**< as coded */
	size_t value_len;
};

/**
 * Take a push apart. Headers are looked at one by one, by smsmodem_wsp_next, so a malformed one is
 * no failure here. A headers length of 0 with a content type behind it, which some senders write,
 * is taken for one without headers.
 *
 * @return SMSMODEM_OK, or SMSMODEM_E_PDU with error.offset
 */
int smsmodem_wsp_decode(const uint8_t *octets, size_t length, struct smsmodem_wsp *wsp,
			struct smsmodem_error *error);

/** Step through the headers; position is 0 at first. @return 1: *header holds the next; 0: the end;
 * SMSMODEM_E_PDU: it runs past them */
int smsmodem_wsp_next(const struct smsmodem_wsp *wsp, size_t *position,
		      struct smsmodem_wsp_header *header);

/** Step through the parameters of the content type likewise. */
int smsmodem_wsp_next_parameter(const struct smsmodem_wsp *wsp, size_t *position,
				struct smsmodem_wsp_header *header);

/**
 * The value of a header as HTTP would write it: numbers and names of tokens, text without its
 * quote, "x-wap-application:mms.ua", dates as in "2001-06-25T15:23:15Z"; what cannot be read, in
 * hexadecimal behind "0x".
 *
 * @param[out] text NUL-terminated; octets of a text value as they are, be they UTF-8 or not
 * @return octets written; SMSMODEM_E_SPACE
 */
int smsmodem_wsp_text(const struct smsmodem_wsp_header *header, char *text, size_t size);

/** A push to be encoded. Pointers are borrowed. */
struct smsmodem_wsp_push {
	uint8_t tid;
	/**
	 * A media type, perhaps with parameters as HTTP has them: "application/vnd.wap.sic",
	 * "text/vnd.wap.si; charset=utf-8", "application/vnd.wap.connectivity-wbxml; SEC=USERPIN;
	 * MAC=AA2DC4..."; or its assigned number, "0x2E".
	 */
	const char *content_type;
	bool long_content_type;     /**< its name as text, also where it has a number */
	const char *const *headers; /**< "Name: value" each, in the shortest form that there is */
	size_t header_count;
	const uint8_t *body;
	size_t body_len;
};

/**
 * Encode a push.
 *
 * @return octets written; SMSMODEM_E_DATA: a content type or header that cannot be written, which
 * error.text names; SMSMODEM_E_SPACE
 */
int smsmodem_wsp_encode(const struct smsmodem_wsp_push *push, uint8_t *octets, size_t size,
			struct smsmodem_error *error);

/** The name of an assigned content type, or NULL; and its number, or -1. Case does not count. */
const char *smsmodem_wsp_content_type(uint32_t number);
int32_t smsmodem_wsp_content_type_find(const char *name);

/** The preferred MIME name of a character set by its MIBenum, or NULL. A constant string. */
const char *smsmodem_charset_name(uint32_t charset);

/** The MIBenum of a character set by its name or an alias of it, in either case, or 0. */
uint32_t smsmodem_charset_find(const char *name);

/**
 * Text of a character set to UTF-8. UTF-8, US-ASCII, ISO-8859-1 and UTF-16 are known here, others
 * by iconv(3). What is no character becomes U+FFFD.
 *
 * @param charset MIBenum; 0: UTF-8 if it is that, else ISO-8859-1
 * @param[out] text NUL-terminated
 * @return octets written; SMSMODEM_E_SPACE; SMSMODEM_E_TEXT: this system does not know the set
 */
int smsmodem_charset_decode(uint32_t charset, const void *octets, size_t length, char *text,
			    size_t size);

/** UTF-8 to a character set, without a mark at the start. @return octets written;
 * SMSMODEM_E_SPACE; SMSMODEM_E_TEXT: the set has not all characters, or is not known here */
int smsmodem_charset_encode(uint32_t charset, const char *text, size_t length, uint8_t *octets,
			    size_t size);

#ifdef __cplusplus
}
#endif

#endif
