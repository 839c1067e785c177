/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record of +CMGL or +CMGR: a header and, in PDU mode, a PDU. */
#include "ascii.h"
#include "storage.h"
#include <stdio.h>
#include <string.h>

static bool add_data(struct storage_record *record, const char *text, size_t length)
{
	if (length >= sizeof record->data - record->length) {
		record->cut = true;
		return false;
	}
	memcpy(record->data + record->length, text, length);
	record->length += length;
	record->data[record->length] = '\0';
	return true;
}

void storage_record_begin(struct storage_record *record, const char *line, const char *data)
{
	(void)snprintf(record->line, sizeof record->line, "%s", line);
	/* ^SMGL and ^SMGR of Siemens are +CMGL and +CMGR but for their names */
	if (ascii_ncasecmp(line, "^SMG", 4) == 0)
		memcpy(record->line, "+CMG", 4);
	record->length = 0;
	record->data[0] = '\0';
	record->cut = false;
	if (data)
		(void)add_data(record, data, strlen(data));
}

void storage_record_add(struct storage_record *record, const char *line, unsigned ends)
{
	do {
		if (record->cut || !add_data(record, "\n", 1))
			return;
	} while (ends-- > 1);
	(void)add_data(record, line, strlen(line));
}

/* FNV-1a: what it is to tell apart is kept by the phone's owner, and not made by somebody else. */
static uint64_t mix(uint64_t hash, const char *text)
{
	const uint64_t prime = UINT64_C(0x100000001B3);

	/* blank lines are not told everywhere */
	for (; *text; text++)
		if (*text != '\n')
			hash = (hash ^ (unsigned char)ascii_toupper((unsigned char)*text)) * prime;
	return (hash ^ 0xFF) * prime;
}

uint64_t storage_record_content(const struct storage_record *record)
{
	uint64_t hash = mix(UINT64_C(0xCBF29CE484222325), record->data);
	struct at_text_header header;

	/* of text mode two messages may be of the same words */
	if (at_is_text_header(record->line) && at_reply_text_header(record->line, &header) == 0)
		hash = mix(mix(hash, header.address), header.time);
	return hash ? hash : 1;
}

/* --- PDU mode --- */

/* Some phones put ",0" behind the PDU. @return digits */
static size_t pdu_length(const char *data)
{
	data += strspn(data, " \t");
	size_t length = strcspn(data, " \t,\n");

	return data[length] == '\n' ? strlen(data) : length;
}

static int decode_as(const char *pdu, enum smsmodem_kind kind, int length,
		     struct smsmodem_tpdu *tpdu, struct smsmodem_error *error)
{
	const struct smsmodem_decode_options options = {.kind = kind, .tpdu_length = length};

	return smsmodem_decode(pdu, strlen(pdu), &options, tpdu, error);
}

/* What has a time stamp that is one has been read as it was meant. */
static bool is_sound(const struct smsmodem_tpdu *tpdu)
{
	return tpdu->kind == SMSMODEM_KIND_SUBMIT || tpdu->kind == SMSMODEM_KIND_COMMAND ||
	       tpdu->scts.valid;
}

/*
 * <length> leaves the service centre's address out, and tells whether there is one in front. Some
 * phones count it, and others say anything: first it is taken to be there.
 */
static int decode_length(const char *pdu, enum smsmodem_kind kind, int length,
			 struct smsmodem_tpdu *tpdu, struct smsmodem_error *error)
{
	struct smsmodem_tpdu other;

	if (length > 0 && (size_t)length * 2 == strlen(pdu) &&
	    decode_as(pdu, kind, -1, tpdu, NULL) == SMSMODEM_OK && is_sound(tpdu))
		return SMSMODEM_OK;
	int result = decode_as(pdu, kind, length, tpdu, error);
	if ((result == SMSMODEM_OK && is_sound(tpdu)) ||
	    decode_as(pdu, kind, -1, &other, NULL) < 0 ||
	    (result == SMSMODEM_OK && !is_sound(&other)))
		return result;
	*tpdu = other;
	if (error)
		error->code = SMSMODEM_OK;
	return SMSMODEM_OK;
}

/* What is kept to be sent, or was, may be a COMMAND; else phones mix up what came and what went. */
static int decode_pdu(const char *pdu, const struct at_record *header, struct smsmodem_tpdu *tpdu,
		      struct smsmodem_error *error)
{
	int result = decode_length(pdu, SMSMODEM_KIND_AUTO, header->length, tpdu, error);
	bool out = header->stat == SMSMODEM_STAT_UNSENT || header->stat == SMSMODEM_STAT_SENT;
	struct smsmodem_tpdu other;

	if (out && (result < 0 || tpdu->kind == SMSMODEM_KIND_STATUS_REPORT) &&
	    decode_length(pdu, SMSMODEM_KIND_COMMAND, header->length, &other, NULL) ==
		    SMSMODEM_OK) {
		*tpdu = other;
		error->code = result = SMSMODEM_OK;
	}
	return result;
}

static int read_pdu(const struct storage_record *record, struct storage_strings *strings,
		    struct smsmodem_stored *stored)
{
	const char *data = record->data + strspn(record->data, " \t");
	struct at_record header;

	if (at_reply_record(record->line, &header) < 0)
		return SMSMODEM_E_DATA;
	stored->index = header.index;
	stored->stat = header.stat <= SMSMODEM_STAT_SENT ? (enum smsmodem_stat)header.stat
							 : SMSMODEM_STAT_UNKNOWN;
	(void)snprintf(strings->pdu, sizeof strings->pdu, "%.*s", (int)pdu_length(data), data);
	if (at_record_is_empty(strings->pdu))
		return 0;
	stored->pdu = strings->pdu;
	(void)decode_pdu(strings->pdu, &header, &stored->tpdu, &strings->why);
	return 1;
}

int storage_record_read(const struct storage *storage, const struct storage_record *record,
			struct storage_strings *strings, struct smsmodem_stored *stored)
{
	int result = 1;

	*stored = (struct smsmodem_stored){.index = -1, .stat = SMSMODEM_STAT_UNKNOWN};
	memcpy(stored->storage, storage->reading, sizeof stored->storage);
	stored->content = storage_record_content(record);
	strings->why.code = SMSMODEM_OK;
	stored->text_mode = at_is_text_header(record->line);
	if (record->cut)
		smsmodem_error_set(&strings->why, SMSMODEM_E_DATA,
				   "what the phone said is longer than any message");
	else
		result = stored->text_mode ? storage_text_read(storage, record, strings, stored)
					   : read_pdu(record, strings, stored);
	if (result < 0)
		smsmodem_error_set(&strings->why, SMSMODEM_E_DATA,
				   "the phone's \"%.200s\" is no header of a message",
				   record->line);
	if (result > 0 && strcmp(stored->storage, "BM") == 0 && !stored->text_mode)
		smsmodem_error_set(&strings->why, SMSMODEM_E_PDU, "it is a page of cell broadcast");
	if (result != 0 && strings->why.code < 0)
		stored->why = strings->why.text;
	return result != 0;
}
