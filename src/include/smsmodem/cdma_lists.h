/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Subparameters of CDMA messages that are lists, and voice mail notifications (C.S0015-B 4.5.17 to
 * 4.5.24), taken apart when asked for.
 */
#ifndef SMSMODEM_CDMA_LISTS_H
#define SMSMODEM_CDMA_LISTS_H

#include <smsmodem/cdma.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One entry of service category program data (4.5.19). */
struct smsmodem_cdma_program {
	uint8_t operation; /**< 0 delete, 1 add, 2 clear all */
	uint16_t category;
	uint8_t language, max_messages, alert;
	char name[SMSMODEM_CDMA_TEXT_SIZE(1)]; /**< UTF-8; empty where it cannot be converted */
};

/** One entry of service category program results (4.5.20). */
struct smsmodem_cdma_result {
	uint16_t category;
	uint8_t result; /**< 0: programmed */
};

/** One text of multiple encoding user data (4.5.17). */
struct smsmodem_cdma_segment {
	uint8_t encoding;
	char text[SMSMODEM_CDMA_TEXT_SIZE(1)]; /**< UTF-8; empty where it cannot be converted */
};

/**
 * Step through the entries of these subparameters.
 *
 * @param position 0 at first
 * @return 1: *entry holds the next; 0: the end, or there is no such subparameter; SMSMODEM_E_PDU:
 *         the next one runs past the end
 */
int smsmodem_cdma_program_next(const struct smsmodem_cdma *cdma, size_t *position,
			       struct smsmodem_cdma_program *entry);
int smsmodem_cdma_result_next(const struct smsmodem_cdma *cdma, size_t *position,
			      struct smsmodem_cdma_result *entry);
int smsmodem_cdma_segment_next(const struct smsmodem_cdma *cdma, size_t *position,
			       struct smsmodem_cdma_segment *entry);

/** Enhanced voice mail notification (4.5.23). */
struct smsmodem_cdma_vmn {
	uint8_t priority; /**< as the priority indicator */
	bool password_required, setup_required, password_change_required;
	uint8_t password_min, password_max; /**< digits, where one of the last two is set */
	uint8_t unheard;                    /**< messages */
	bool almost_full, full, reply_allowed, fax;
	uint16_t length_s; /**< of the message, seconds */
	uint8_t keep_days;
	uint16_t message_id, mailbox_id;
	struct smsmodem_cdma_address access; /**< the number to call */
	struct smsmodem_cdma_address caller;
};

/** Enhanced voice mail notification acknowledgement (4.5.24). */
struct smsmodem_cdma_vmn_ack {
	uint16_t mailbox_id;
	uint8_t unheard;
	uint8_t deleted, played; /**< how many of each, 0..7 */
	uint16_t deleted_ids[7], played_ids[7];
};

/** Take one apart. @return 1; 0: there is none; SMSMODEM_E_PDU: it is too short */
int smsmodem_cdma_vmn(const struct smsmodem_cdma *cdma, struct smsmodem_cdma_vmn *vmn);
int smsmodem_cdma_vmn_ack(const struct smsmodem_cdma *cdma, struct smsmodem_cdma_vmn_ack *ack);

#ifdef __cplusplus
}
#endif

#endif
