/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deleting places by their numbers (27.005 3.5.4), never by <delflag>: that would take what has
 * just come and nobody has seen.
 */
#include "storage.h"
#include <stdio.h>
#include <string.h>

#define LINE_PLACES 8   /* of a combined line: old phones take few characters */
#define LINE_SIZE   160 /* "AT+CMGD=65535" and ";+CMGD=65535" seven times */

struct deletion {
	struct session *session;
	bool singly; /* the phone refuses combined lines */
	int result;  /* the first refusal, or SMSMODEM_OK */
	struct smsmodem_error *error;
};

static void mark_deleted(struct smsmodem_place *places, size_t count)
{
	for (size_t i = 0; i < count; i++)
		places[i].deleted = true;
}

static int delete_together(struct deletion *deletion, struct smsmodem_place *places, size_t count)
{
	char line[LINE_SIZE] = "AT";
	size_t length = 2;

	for (size_t i = 0; i < count; i++)
		length += (size_t)snprintf(line + length, sizeof line - length, "%s+CMGD=%d",
					   i > 0 ? ";" : "", places[i].index);
	int result = session_ask(deletion->session, line, 0, deletion->error);
	if (result == SMSMODEM_OK)
		mark_deleted(places, count);
	return result;
}

/*
 * A line that was refused may have come to this place, and something else may have come to be in it
 * since. @return 1: what is to go is there; 0: it is not; or a failure
 */
static int still_there(struct deletion *deletion, const struct smsmodem_place *place)
{
	struct session *session = deletion->session;
	struct storage_record record;
	char line[24];

	if (place->content == 0)
		return 1;
	(void)snprintf(line, sizeof line, "AT+CMGR=%d", place->index);
	int result = session_ask(session, line, 0, deletion->error);
	if (storage_fatal(result))
		return result;
	const char *header = session_find(session, "+CMGR:");
	size_t i = 0;
	if (result < 0 || !header)
		return 0;
	while (lines_get(&session->response, i) != header)
		i++;
	storage_record_begin(&record, header, lines_get(&session->response, i + 1));
	for (i += 2; i < session->response.count; i++)
		storage_record_add(&record, lines_get(&session->response, i), 1);
	return storage_record_content(&record) == place->content;
}

static int delete_one(struct deletion *deletion, struct smsmodem_place *place)
{
	struct smsmodem_error error;
	char line[24];

	(void)snprintf(line, sizeof line, "AT+CMGD=%d", place->index);
	int result = session_ask(deletion->session, line, 0, &error);
	place->deleted = result == SMSMODEM_OK;
	if (place->deleted)
		return SMSMODEM_OK;
	if (storage_fatal(result))
		return smsmodem_error_set(deletion->error, result, "%s", error.text);
	if (deletion->result == SMSMODEM_OK)
		deletion->result = smsmodem_error_set(deletion->error, result,
						      "place %d could not be deleted: %.300s",
						      place->index, error.text);
	return SMSMODEM_OK;
}

/* Of a line that was refused. */
static int delete_again(struct deletion *deletion, struct smsmodem_place *place)
{
	int there = still_there(deletion, place);

	if (there == 0)
		place->deleted = true;
	return there > 0 ? delete_one(deletion, place) : there;
}

/* Some of a line. @return SMSMODEM_OK, also after a refusal; else a failure that ends all */
static int delete_some(struct deletion *deletion, struct smsmodem_place *places, size_t count)
{
	bool again = false;

	if (count > 1 && !deletion->singly) {
		int result = delete_together(deletion, places, count);
		if (result == SMSMODEM_OK || storage_fatal(result))
			return result;
		deletion->singly = again = true;
	}
	for (size_t i = 0; i < count; i++) {
		int result = again ? delete_again(deletion, &places[i])
				   : delete_one(deletion, &places[i]);
		if (result < 0)
			return result;
	}
	return SMSMODEM_OK;
}

static int delete_all(struct storage *storage, struct smsmodem_place *places, size_t count,
		      struct smsmodem_error *error)
{
	struct deletion deletion = {.session = &storage->modem->session, .error = error};

	for (size_t i = 0; i < count; i += LINE_PLACES) {
		size_t some = count - i < LINE_PLACES ? count - i : LINE_PLACES;
		int result = delete_some(&deletion, places + i, some);
		if (result < 0)
			return result;
	}
	return deletion.result;
}

int smsmodem_delete(struct smsmodem *modem, const char *storage, struct smsmodem_place *places,
		    size_t count, struct smsmodem_error *error)
{
	char name[STORAGE_NAME_SIZE] = "";
	struct storage access;

	for (size_t i = 0; i < count; i++)
		if (places[i].index < 0 || places[i].index > STORAGE_INDEX_MAX)
			return smsmodem_error_set(error, SMSMODEM_E_USAGE,
						  "%d is no place of a memory", places[i].index);
	int result = storage ? storage_name(storage, name, error) : SMSMODEM_OK;
	if (result == SMSMODEM_OK)
		result = storage_begin(&access, modem, error);
	if (result < 0)
		return result;
	if (*name)
		result = storage_select(&access, name, NULL, NULL, error);
	if (result == SMSMODEM_OK)
		result = delete_all(&access, places, count, error);
	storage_end(&access);
	return result;
}
