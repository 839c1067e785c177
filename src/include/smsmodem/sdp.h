/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records of the Service Discovery Protocol (Bluetooth Core, volume 3 part B) as octets to structs.
 * Pure: no input or output, no clock, no allocation. What is read has come over the air: every
 * function is bounded by the octets it is given, and by SMSMODEM_SDP_DEPTH.
 */
#ifndef SMSMODEM_SDP_H
#define SMSMODEM_SDP_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How deep sequences within sequences are followed; no record in use is deeper. */
#define SMSMODEM_SDP_DEPTH 8
/** Octets of a UUID as text, "0000110e-0000-1000-8000-00805f9b34fb" with its NUL. */
#define SMSMODEM_SDP_UUID_SIZE 37

/** A UUID in full, most significant octet first; 16 and 32-bit ones are widened (3 B 2.5.1). */
struct smsmodem_sdp_uuid {
	uint8_t octets[16];
};

/** Data element types (3 B 3.1). */
enum smsmodem_sdp_type {
	SMSMODEM_SDP_NIL = 0,
	SMSMODEM_SDP_UINT = 1,
	SMSMODEM_SDP_INT = 2,
	SMSMODEM_SDP_UUID = 3,
	SMSMODEM_SDP_TEXT = 4,
	SMSMODEM_SDP_BOOL = 5,
	SMSMODEM_SDP_SEQUENCE = 6,
	SMSMODEM_SDP_ALTERNATIVE = 7,
	SMSMODEM_SDP_URL = 8
};

/** One data element; octets point into what was read, and live as long as that. */
struct smsmodem_sdp_element {
	enum smsmodem_sdp_type type;
	const uint8_t *octets; /**< its value: of a sequence, the elements within */
	size_t length;         /**< in octets; 1, 2, 4, 8 or 16 for numbers, 2, 4 or 16 for UUIDs */
};

/**
 * Read the data element that begins a buffer (3 B 3.2, 3.3).
 *
 * @param[out] element points into octets
 * @return octets it takes, header included, > 0; SMSMODEM_E_DATA: cut off, or no such type and size
 */
long smsmodem_sdp_read(const uint8_t *octets, size_t count, struct smsmodem_sdp_element *element);

/** A number or boolean of at most 64 bits, sign extended for INT. @return false: it is none */
bool smsmodem_sdp_number(const struct smsmodem_sdp_element *element, uint64_t *number);

/** A UUID of any size in full. @return false: it is none */
bool smsmodem_sdp_uuid_read(const struct smsmodem_sdp_element *element,
			    struct smsmodem_sdp_uuid *uuid);

/**
 * A TEXT or URL as UTF-8, up to its first NUL and cut between characters where it is too long.
 * '?' stands for what is no UTF-8 and for characters that do not show, such as controls.
 * @param size room in text, at least 1. @return false: it is neither
 */
bool smsmodem_sdp_text(const struct smsmodem_sdp_element *element, char *text, size_t size);

/** The full form of a 16 or 32-bit UUID. */
struct smsmodem_sdp_uuid smsmodem_sdp_uuid_of(uint32_t number);

/** The number of a UUID that is short of the base UUID, or -1. */
long smsmodem_sdp_uuid_number(const struct smsmodem_sdp_uuid *uuid);

/**
 * Read "dun", "spp", "hfp", "map", "1103", "0x1103" or a UUID of 36 characters.
 * @return SMSMODEM_OK or SMSMODEM_E_USAGE, which lists what can be given
 */
int smsmodem_sdp_uuid_parse(const char *text, struct smsmodem_sdp_uuid *uuid,
			    struct smsmodem_error *error);

/** As text: "0x1103" where short, else 36 characters in lower case. */
void smsmodem_sdp_uuid_format(const struct smsmodem_sdp_uuid *uuid,
			      char text[SMSMODEM_SDP_UUID_SIZE]);

/** The Assigned Numbers' name of a service class, profile or protocol, or NULL. */
const char *smsmodem_sdp_uuid_name(const struct smsmodem_sdp_uuid *uuid);

/** The name of an attribute every record may have, such as "ServiceClassIDList" (3 B 5.1), or NULL.
 */
const char *smsmodem_sdp_attribute_name(uint16_t attribute);

/** Service classes, protocols and profiles that are kept of a record; further ones are passed over.
 */
#define SMSMODEM_SDP_LIST_MAX 8
/** Octets of a name in UTF-8 with its NUL; longer ones are cut between characters. */
#define SMSMODEM_SDP_NAME_SIZE 128

/** A layer of a protocol descriptor list (3 B 5.1.5). */
struct smsmodem_sdp_protocol {
	struct smsmodem_sdp_uuid uuid;
	long parameter; /**< the first: L2CAP's PSM, RFCOMM's server channel; -1: none */
};

/** A profile descriptor (3 B 5.1.11). */
struct smsmodem_sdp_profile {
	struct smsmodem_sdp_uuid uuid;
	int version; /**< 0x0102 for 1.2; -1: none */
};

/** What a service record says of itself; texts are UTF-8 without control characters. */
struct smsmodem_sdp_record {
	uint32_t handle; /**< ServiceRecordHandle, 0: none */
	char name[SMSMODEM_SDP_NAME_SIZE], description[SMSMODEM_SDP_NAME_SIZE],
		provider[SMSMODEM_SDP_NAME_SIZE]; /**< empty: none */
	struct smsmodem_sdp_uuid classes[SMSMODEM_SDP_LIST_MAX];
	struct smsmodem_sdp_protocol protocols[SMSMODEM_SDP_LIST_MAX];
	struct smsmodem_sdp_profile profiles[SMSMODEM_SDP_LIST_MAX];
	size_t class_count, protocol_count, profile_count; /**< of those kept */
	int rfcomm_channel;                                /**< 1..30, or 0: not over RFCOMM */
	int l2cap_psm;                                     /**< or 0: none given */
};

/**
 * Sum up a service record: the attributes of 3 B 5.1 that people ask for. An attribute whose value
 * has another type than it should is passed over.
 *
 * @param octets the record's elements, alternately attribute IDs and values, as a
 * SMSMODEM_SDP_SEQUENCE of an answer holds them
 * @return SMSMODEM_OK, or SMSMODEM_E_DATA: not such a list
 */
int smsmodem_sdp_record_read(const uint8_t *octets, size_t count,
			     struct smsmodem_sdp_record *record, struct smsmodem_error *error);

/** Whether the record is of this service class. */
bool smsmodem_sdp_record_is(const struct smsmodem_sdp_record *record,
			    const struct smsmodem_sdp_uuid *uuid);

#ifdef __cplusplus
}
#endif

#endif
