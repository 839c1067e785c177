/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "candidates.h"
#include <stdio.h>
#include <string.h>

/* DUN's channel takes AT commands for sure, SPP's perhaps. */
const uint16_t bt_candidate_classes[BT_CANDIDATE_CLASSES] = {0x1103, 0x1101};

/* @return octets read, 0: the end, or of something that is no record; *good: whether it is one */
static size_t record_next(const uint8_t *octets, size_t count, struct smsmodem_sdp_record *record,
			  bool *good)
{
	struct smsmodem_sdp_element element;
	long taken = smsmodem_sdp_read(octets, count, &element);

	if (taken <= 0)
		return 0;
	*good = element.type == SMSMODEM_SDP_SEQUENCE &&
		smsmodem_sdp_record_read(element.octets, element.length, record, NULL) ==
			SMSMODEM_OK;
	return (size_t)taken;
}

void bt_candidates_add(struct bt_candidates *candidates, const uint8_t *octets, size_t count,
		       const struct smsmodem_sdp_uuid *uuid)
{
	struct smsmodem_sdp_record record;
	bool good;

	for (size_t at = 0, taken;
	     (taken = record_next(octets + at, count - at, &record, &good)) > 0; at += taken) {
		if (!good || record.rfcomm_channel == 0 || !smsmodem_sdp_record_is(&record, uuid))
			continue;
		if (memchr(candidates->channels, record.rfcomm_channel, candidates->count) ||
		    candidates->count == SMSMODEM_BT_CHANNELS_MAX)
			continue;
		candidates->channels[candidates->count++] = (uint8_t)record.rfcomm_channel;
	}
}

size_t smsmodem_bt_channels(const uint8_t *octets, size_t count,
			    uint8_t channels[SMSMODEM_BT_CHANNELS_MAX])
{
	struct bt_candidates candidates = {.count = 0};

	for (size_t i = 0; i < BT_CANDIDATE_CLASSES; i++) {
		const struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(bt_candidate_classes[i]);

		bt_candidates_add(&candidates, octets, count, &uuid);
	}
	memcpy(channels, candidates.channels, candidates.count);
	return candidates.count;
}

/* The most specific class stands first (3 B 5.1.2). */
static const char *class_name(const struct smsmodem_sdp_record *record,
			      char number[SMSMODEM_SDP_UUID_SIZE])
{
	const char *name = smsmodem_sdp_uuid_name(&record->classes[0]);

	if (name)
		return name;
	smsmodem_sdp_uuid_format(&record->classes[0], number);
	return number;
}

void bt_offers(const uint8_t *octets, size_t count, char *text, size_t size)
{
	char number[SMSMODEM_SDP_UUID_SIZE];
	struct smsmodem_sdp_record record;
	size_t used = 0;
	bool good;

	text[0] = '\0';
	for (size_t at = 0, taken;
	     (taken = record_next(octets + at, count - at, &record, &good)) > 0; at += taken) {
		const char *name = good && record.class_count ? class_name(&record, number) : NULL;

		if (!name || strstr(text, name))
			continue;
		if (used + strlen(name) + sizeof ", , ..." > size) {
			(void)snprintf(text + used, size - used, used ? ", ..." : "...");
			return;
		}
		used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", name);
	}
}
