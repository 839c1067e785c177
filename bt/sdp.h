/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of SDP (Core 3 B) share. Pure: nothing here needs Bluetooth. */
#ifndef SDP_H
#define SDP_H

#include <smsmodem/bluetooth.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- numbers, most significant octet first (3 B 3.3) --- */

static inline uint16_t bt_sdp_get16(const uint8_t *octets)
{
	return (uint16_t)(octets[0] << 8 | octets[1]);
}

static inline uint32_t bt_sdp_get32(const uint8_t *octets)
{
	return (uint32_t)bt_sdp_get16(octets) << 16 | bt_sdp_get16(octets + 2);
}

static inline void bt_sdp_put16(uint8_t *octets, size_t number)
{
	octets[0] = (uint8_t)(number >> 8);
	octets[1] = (uint8_t)number;
}

/* --- PDUs (3 B 4.2) --- */

enum bt_sdp_pdu {
	BT_SDP_PDU_ERROR = 0x01,
	BT_SDP_PDU_SEARCH = 0x02, /* each response is its request plus one */
	BT_SDP_PDU_ATTRIBUTE = 0x04,
	BT_SDP_PDU_SEARCH_ATTRIBUTE = 0x06
};

/** PDU ID, transaction ID and parameter length. */
#define BT_SDP_HEADER_SIZE 5
/** Octets of continuation information at most (3 B 4.3). */
#define BT_SDP_CONTINUATION_MAX 16

/* --- what is asked for and read --- */

#define BT_SDP_UUID_RFCOMM      0x0003
#define BT_SDP_UUID_L2CAP       0x0100
#define BT_SDP_UUID_BROWSE_ROOT 0x1002

enum bt_sdp_attribute {
	BT_SDP_RECORD_HANDLE = 0x0000,
	BT_SDP_SERVICE_CLASSES = 0x0001,
	BT_SDP_PROTOCOLS = 0x0004,
	BT_SDP_BROWSE_GROUPS = 0x0005,
	BT_SDP_LANGUAGE_BASES = 0x0006,
	BT_SDP_PROFILES = 0x0009,
	BT_SDP_NAME_BASE = 0x0100 /* of the primary language (3 B 5.1.8) */
};

/** IANA's MIBenum, by which a language base names its encoding (3 B 5.1.8). */
enum bt_sdp_encoding {
	BT_SDP_ENCODING_LATIN1 = 4,
	BT_SDP_ENCODING_UTF8 = 106,
	BT_SDP_ENCODING_WINDOWS1252 = 2252 /* taken for ISO 8859-1 */
};

/** Read the next of elements, and move past it. @return false: the end, or no element */
bool bt_sdp_next(struct smsmodem_sdp_element *rest, struct smsmodem_sdp_element *element);

/** The next attribute ID and value of a record. @return false: the end, or no such pair */
bool bt_sdp_next_attribute(struct smsmodem_sdp_element *rest, unsigned *attribute,
			   struct smsmodem_sdp_element *value);

/** The value of an attribute among a record's elements: the first of its ID. @return false: none */
bool bt_sdp_attribute_find(const uint8_t *octets, size_t count, unsigned attribute,
			   struct smsmodem_sdp_element *value);

/* --- what is written --- */

/** Octets in the making; once something does not fit, nothing more is written. */
struct bt_sdp_out {
	uint8_t *octets;
	size_t size, used;
	bool full;
};

void bt_sdp_out_octets(struct bt_sdp_out *out, const void *octets, size_t count);

/** @param octets 1, 2 or 4 */
void bt_sdp_out_uint(struct bt_sdp_out *out, unsigned octets, uint32_t number);

/** In its shortest form. */
void bt_sdp_out_uuid(struct bt_sdp_out *out, const struct smsmodem_sdp_uuid *uuid);
void bt_sdp_out_text(struct bt_sdp_out *out, const char *text);

/** Begin a sequence. @return where, for bt_sdp_out_close */
size_t bt_sdp_out_open(struct bt_sdp_out *out);

/** End it; its header is as short as can be. */
void bt_sdp_out_close(struct bt_sdp_out *out, size_t start);

/* --- a client, without its connection --- */

/** Octets of an answer at most; phones of many services need some 5000. */
#define BT_SDP_ANSWER_MAX   65536
#define BT_SDP_REQUEST_SIZE 64

/** A ServiceSearchAttribute transaction (3 B 4.7.1) for all attributes, in as many parts as it
 * takes. */
struct bt_sdp_query {
	struct smsmodem_sdp_uuid uuid; /**< which the records mention */
	uint16_t transaction;
	uint8_t continuation[1 + BT_SDP_CONTINUATION_MAX]; /**< its length, then the state */
	uint8_t *octets; /**< BT_SDP_ANSWER_MAX, the answer so far; until bt_sdp_query_end */
	size_t count, parts;
};

/** @return SMSMODEM_OK or SMSMODEM_E_MEMORY */
int bt_sdp_query_begin(struct bt_sdp_query *query, const struct smsmodem_sdp_uuid *uuid,
		       struct smsmodem_error *error);

/** The next request. @return its octets */
size_t bt_sdp_query_write(struct bt_sdp_query *query, uint8_t request[BT_SDP_REQUEST_SIZE]);

/**
 * Read the response to it.
 * @return 1: all is there; 0: ask on; SMSMODEM_E_DATA, and for an ErrorResponse _E_REFUSED or
 * _E_TEMPORARY
 */
int bt_sdp_query_read(struct bt_sdp_query *query, const uint8_t *response, size_t count,
		      struct smsmodem_error *error);

/**
 * Hand the records over once all is there.
 * @param[out] octets the records, sequences one after the other; free(3); NULL for none
 * @return SMSMODEM_OK or SMSMODEM_E_DATA
 */
int bt_sdp_query_take(struct bt_sdp_query *query, uint8_t **octets, size_t *count,
		      struct smsmodem_error *error);

/** Free what was not handed over. */
void bt_sdp_query_end(struct bt_sdp_query *query);

/* --- a server, without its connections --- */

#define BT_SDP_RECORD_MAX 512

/**
 * Write a service record of DUN or SPP: handle, classes, protocols, browse group, language base,
 * profile, name.
 *
 * @param service SMSMODEM_BT_DUN or SMSMODEM_BT_SPP
 * @param[out] octets the whole SMSMODEM_SDP_SEQUENCE
 * @return its length, or SMSMODEM_E_SPACE
 */
long bt_sdp_record_write(unsigned service, int channel, const char *name, uint32_t handle,
			 uint8_t octets[BT_SDP_RECORD_MAX]);

/**
 * Answer one request of a client as the server of one record (3 B 4): ServiceSearch,
 * ServiceAttribute, ServiceSearchAttribute, or an ErrorResponse.
 *
 * @param record as bt_sdp_record_write makes it, of BT_SDP_RECORD_MAX octets at most
 * @param size room in response, at most the client's MTU
 * @return octets of the response; 0: nothing can be answered to that
 */
size_t bt_sdp_answer(const uint8_t *record, size_t record_length, const uint8_t *request,
		     size_t count, uint8_t *response, size_t size);

#endif
