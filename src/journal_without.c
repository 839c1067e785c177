/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In place of the journal where the build has no sqlite3. Only what opens it can be called. */
#include "journal.h"

int journal_open(const char *state_dir, struct journal **journal, struct smsmodem_error *error)
{
	(void)state_dir;
	(void)journal;
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
				  "this build has no journal: build it with sqlite3 and "
				  "-Djournal=enabled, or do without (--no-journal)");
}

void journal_close(struct journal *journal)
{
	(void)journal;
}

static int none(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_BUG, "this build has no journal");
}

int journal_phone(struct journal *journal, const char *identity, struct smsmodem_error *error)
{
	(void)journal;
	(void)identity;
	return none(error);
}

void journal_identify(const struct journal *journal, const void *octets, size_t count,
		      struct journal_id *id)
{
	(void)journal;
	(void)octets;
	(void)count;
	*id = (struct journal_id){0};
}

int journal_find(struct journal *journal, const struct journal_id *id, struct journal_entry *entry,
		 struct smsmodem_error *error)
{
	(void)journal;
	(void)id;
	*entry = (struct journal_entry){0};
	return none(error);
}

int journal_see(struct journal *journal, const struct journal_id *id, int64_t now_s,
		const void *octets, size_t count, struct smsmodem_error *error)
{
	(void)journal;
	(void)id;
	(void)now_s;
	(void)octets;
	(void)count;
	return none(error);
}

int journal_offer(struct journal *journal, const struct journal_id *ids, size_t count,
		  int64_t now_s, struct smsmodem_error *error)
{
	(void)journal;
	(void)ids;
	(void)count;
	(void)now_s;
	return none(error);
}

int journal_progress(struct journal *journal, const struct journal_id *ids, size_t count,
		     int progress, struct smsmodem_error *error)
{
	(void)journal;
	(void)ids;
	(void)count;
	(void)progress;
	return none(error);
}

int journal_renew(struct journal *journal, const struct journal_id *id,
		  struct smsmodem_error *error)
{
	(void)journal;
	(void)id;
	return none(error);
}

int journal_take(struct journal *journal, const struct journal_id *ids, size_t count, int64_t now_s,
		 struct smsmodem_error *error)
{
	(void)journal;
	(void)ids;
	(void)count;
	(void)now_s;
	return none(error);
}

int journal_commit(struct journal *journal, bool durable, struct smsmodem_error *error)
{
	(void)journal;
	(void)durable;
	return none(error);
}

void journal_tidy(struct journal *journal)
{
	(void)journal;
}

int journal_next_held(struct journal *journal, int64_t *position, struct journal_held *held,
		      struct smsmodem_error *error)
{
	(void)journal;
	(void)position;
	(void)held;
	return none(error);
}

int journal_prune(struct journal *journal, int64_t now_s, struct smsmodem_error *error)
{
	(void)journal;
	(void)now_s;
	return none(error);
}

int journal_report(struct journal *journal, const struct smsmodem_tpdu *report, int64_t now_s,
		   char *id, size_t size, struct smsmodem_error *error)
{
	(void)journal;
	(void)report;
	(void)now_s;
	(void)id;
	(void)size;
	return none(error);
}

void journal_patience(struct journal *journal, int limit_ms)
{
	(void)journal;
	(void)limit_ms;
}
