/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox: opened, looked at, and told what became of a message. */
#include "outbox_private.h"
#include "receive.h"
#include "transport.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- locks: who is sending what --- */

static struct flock lock_of(short type, int64_t number)
{
	return (struct flock){
		.l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)number, .l_len = 1};
}

int outbox_lock(struct smsmodem_outbox *outbox, int64_t number, struct smsmodem_error *error)
{
	struct flock lock = lock_of(F_WRLCK, number);

	if (outbox->locked == number)
		return 1;
	outbox_unlock(outbox);
	if (fcntl(outbox->lock_fd, F_OFD_SETLK, &lock) == 0) {
		outbox->locked = number;
		return 1;
	}
	if (errno == EAGAIN || errno == EACCES)
		return 0;
	return smsmodem_error_set(error, SMSMODEM_E_OUTPUT, "cannot lock the outbox: %s",
				  strerror(errno));
}

void outbox_unlock(struct smsmodem_outbox *outbox)
{
	struct flock lock = lock_of(F_UNLCK, outbox->locked);

	if (outbox->locked)
		(void)fcntl(outbox->lock_fd, F_OFD_SETLK, &lock);
	outbox->locked = 0;
}

bool outbox_is_locked(const struct smsmodem_outbox *outbox, int64_t number)
{
	struct flock lock = lock_of(F_WRLCK, number);

	return fcntl(outbox->lock_fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static int open_locks(const char *state_dir, struct smsmodem_outbox *outbox,
		      struct smsmodem_error *error)
{
	char path[STATE_PATH_SIZE];
	int result = state_dir_file(state_dir, "outbox.lock", path, error);

	if (result < 0)
		return result;
	outbox->lock_fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	if (outbox->lock_fd < 0)
		return smsmodem_error_set(error, SMSMODEM_E_OUTPUT, "cannot open %.256s: %s", path,
					  strerror(errno));
	return SMSMODEM_OK;
}

int smsmodem_outbox_open(const char *state_dir, struct smsmodem_outbox **outbox,
			 struct smsmodem_error *error)
{
	struct smsmodem_outbox *new = calloc(1, sizeof *new);

	if (!new)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	new->lock_fd = -1;
	int result = journal_open(state_dir, &new->journal, error);
	if (result == SMSMODEM_OK)
		result = open_locks(state_dir, new, error);
	if (result < 0) {
		smsmodem_outbox_close(new);
		return result;
	}
	*outbox = new;
	return SMSMODEM_OK;
}

void smsmodem_outbox_close(struct smsmodem_outbox *outbox)
{
	if (!outbox)
		return;
	if (outbox->lock_fd >= 0)
		(void)close(outbox->lock_fd);
	journal_close(outbox->journal);
	free(outbox);
}

int smsmodem_outbox_phone(struct smsmodem_outbox *outbox, struct smsmodem *modem,
			  struct smsmodem_error *error)
{
	int result = smsmodem_prepare(modem, error);

	return result < 0 ? result : phone_identify(modem, outbox->journal, error);
}

/* --- looking --- */

static int give_entry(const struct smsmodem_outbox *outbox, int result,
		      const struct outbox_row *row, struct smsmodem_outbox_entry *entry)
{
	if (result <= 0)
		return result;
	*entry = row->entry;
	entry->busy = outbox_is_locked(outbox, entry->number);
	return 1;
}

int smsmodem_outbox_find(struct smsmodem_outbox *outbox, const char *id,
			 struct smsmodem_outbox_entry *entry, struct smsmodem_error *error)
{
	struct outbox_row row;

	return give_entry(outbox, outbox_find(outbox->journal, id, &row, error), &row, entry);
}

int smsmodem_outbox_next(struct smsmodem_outbox *outbox, int64_t *position,
			 struct smsmodem_outbox_entry *entry, struct smsmodem_error *error)
{
	struct outbox_row row;
	int result = outbox_after(outbox->journal, *position, &row, error);

	if (result > 0)
		*position = row.entry.number;
	return give_entry(outbox, result, &row, entry);
}

int smsmodem_outbox_part(struct smsmodem_outbox *outbox, const struct smsmodem_outbox_entry *entry,
			 int index, struct smsmodem_outbox_part *part, struct smsmodem_error *error)
{
	return outbox_part(outbox->journal, entry->number, index, part, error);
}

/* --- telling --- */

int outbox_take_row(struct smsmodem_outbox *outbox, const char *id, struct outbox_row *row,
		    struct smsmodem_error *error)
{
	int result = journal_begin(outbox->journal, error);

	*row = (struct outbox_row){0};
	if (result == SMSMODEM_OK)
		result = outbox_find(outbox->journal, id, row, error);
	if (result < 0)
		return result;
	if (result == 0)
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT,
					  "the outbox has no message \"%.60s\"; `smsmodem outbox "
					  "list` shows which it has",
					  id);
	result = outbox_lock(outbox, row->entry.number, error);
	return result == 0 ? outbox_busy(id, error) : result;
}

int outbox_busy(const char *id, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_TEMPORARY,
				  "another process is sending the message \"%.60s\" just now: wait "
				  "for it, and ask again",
				  id);
}

int outbox_settle(struct smsmodem_outbox *outbox, int result, bool durable,
		  struct smsmodem_error *error)
{
	if (result >= 0) {
		int done = journal_commit(outbox->journal, durable, error);
		return done < 0 ? done : result;
	}
	journal_rollback(outbox->journal);
	outbox_unlock(outbox);
	return result;
}

static int resolve(struct smsmodem_outbox *outbox, const char *id, enum smsmodem_status status,
		   struct outbox_row *row, struct smsmodem_error *error)
{
	struct journal *journal = outbox->journal;
	int result = outbox_take_row(outbox, id, row, error);

	if (result < 0)
		return result;
	if (!row->unknown)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "what became of \"%.60s\" is known: %s", id,
					  smsmodem_status_name(row->entry.status));
	bool sent = status == SMSMODEM_STATUS_SENT;
	result = outbox_set_part(journal, row->entry.number, row->entry.sent,
				 sent ? SMSMODEM_OUTBOX_SENT : SMSMODEM_OUTBOX_WAITING, -1, 0,
				 error);
	if (result == SMSMODEM_OK)
		result = outbox_set_error(journal, row->entry.number, NULL, clock_wall_s(), error);
	return result == SMSMODEM_OK ? outbox_read(journal, row->entry.number, row, error) : result;
}

int smsmodem_outbox_resolve(struct smsmodem_outbox *outbox, const char *id,
			    enum smsmodem_status status, struct smsmodem_outbox_entry *entry,
			    struct smsmodem_error *error)
{
	struct outbox_row row;

	if (status != SMSMODEM_STATUS_SENT && status != SMSMODEM_STATUS_FAILED)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a message is resolved as sent or as failed");
	int result = outbox_settle(outbox, resolve(outbox, id, status, &row, error), true, error);
	outbox_unlock(outbox);
	if (result < 0)
		return result;
	*entry = row.entry;
	return SMSMODEM_OK;
}

int smsmodem_outbox_remove(struct smsmodem_outbox *outbox, const char *id,
			   struct smsmodem_error *error)
{
	struct outbox_row row;
	int result = outbox_take_row(outbox, id, &row, error);

	if (result >= 0)
		result = outbox_delete(outbox->journal, row.entry.number, error);
	result = outbox_settle(outbox, result, true, error);
	outbox_unlock(outbox);
	return result < 0 ? result : SMSMODEM_OK;
}

int smsmodem_outbox_report(struct smsmodem_outbox *outbox, const struct smsmodem_tpdu *report,
			   struct smsmodem_outbox_entry *entry, int *index,
			   struct smsmodem_error *error)
{
	struct outbox_row row;
	int found;
	int result = outbox_match(outbox->journal, report, clock_wall_s(), &row, &found, error);

	if (result > 0)
		result = journal_commit(outbox->journal, true, error) < 0 ? SMSMODEM_E_OUTPUT : 1;
	if (result > 0 && index)
		*index = found;
	if (result > 0 && entry)
		*entry = row.entry;
	return result;
}
