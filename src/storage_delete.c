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
	bool singly;  /* the phone refuses combined lines, or does the first command of one only */
	bool trusted; /* it has been seen to do all of one */
	int result;   /* the first refusal, or SMSMODEM_OK */
	struct smsmodem_error *error;
};

static void mark_deleted(struct smsmodem_place *places, size_t count)
{
	for (size_t i = 0; i < count; i++)
		places[i].deleted = true;
}

static int delete_together(struct deletion *deletion, const struct smsmodem_place *places,
			   size_t count)
{
	char line[LINE_SIZE] = "AT";
	size_t length = 2;

	for (size_t i = 0; i < count; i++)
		length += (size_t)snprintf(line + length, sizeof line - length, "%s+CMGD=%d",
					   i > 0 ? ";" : "", places[i].index);
	return session_ask(deletion->session, line, 0, deletion->error);
}

/* The reply to +CMGR of a place that has nothing in it, where that is no refusal. */
static bool is_empty(const char *header, const char *data)
{
	struct at_record record; /* it is none of text mode */

	return at_reply_record(header, &record) == SMSMODEM_OK &&
	       (!data || at_record_is_empty(data));
}

/*
 * A line may have come to this place or not, and something else may have come to be in it since.
 * @return 1: what is to go is there, or anything if that is not known; 0: it is not; or a failure
 */
static int is_there(struct deletion *deletion, const struct smsmodem_place *place)
{
	struct session *session = deletion->session;
	struct storage_record record;
	char line[24];

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
	const char *data = lines_get(&session->response, i + 1);
	if (place->content == 0)
		return !is_empty(header, data);
	storage_record_begin(&record, header, data);
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

/* Of a line that may have come to it. */
static int delete_again(struct deletion *deletion, struct smsmodem_place *place)
{
	int there = is_there(deletion, place);

	if (there == 0)
		place->deleted = true;
	return there > 0 ? delete_one(deletion, place) : there;
}

/*
 * Delete them with one line. There are phones that say OK and have done the first command of it
 * alone: the last place of the first line is looked at.
 * @return 1: they are deleted; 0: the line was refused; SMSMODEM_E_DATA: it was done in part; or a
 *         failure that ends all
 */
static int line_done(struct deletion *deletion, const struct smsmodem_place *places, size_t count)
{
	int result = delete_together(deletion, places, count);

	if (result < 0)
		return storage_fatal(result) ? result : 0;
	if (deletion->trusted)
		return 1;
	int there = is_there(deletion, &places[count - 1]);
	deletion->trusted = there == 0;
	return there > 0 ? SMSMODEM_E_DATA : there < 0 ? there : 1;
}

/* Some of a line. @return SMSMODEM_OK, also after a refusal; else a failure that ends all */
static int delete_some(struct deletion *deletion, struct smsmodem_place *places, size_t count)
{
	bool refused = false, in_part = false;

	if (count > 1 && !deletion->singly) {
		int result = line_done(deletion, places, count);
		if (result > 0)
			mark_deleted(places, count);
		if (result > 0 || storage_fatal(result))
			return result > 0 ? SMSMODEM_OK : result;
		in_part = result < 0;
		refused = deletion->singly = true;
	}
	for (size_t i = 0; i < count; i++) {
		bool again = in_part || (refused && places[i].content != 0);
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
		result = storage_choose(&access, name, error);
	if (result == SMSMODEM_OK)
		result = delete_all(&access, places, count, error);
	storage_end(&access);
	return result;
}
