/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In place of the outbox where the build has no sqlite3: it cannot be opened. */
#include <smsmodem/outbox.h>

static int none(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
				  "this build has no outbox: build it with sqlite3 and "
				  "-Djournal=enabled");
}

int smsmodem_outbox_open(const char *state_dir, struct smsmodem_outbox **outbox,
			 struct smsmodem_error *error)
{
	(void)state_dir;
	(void)outbox;
	return none(error);
}

void smsmodem_outbox_close(struct smsmodem_outbox *outbox)
{
	(void)outbox;
}

int smsmodem_outbox_begin(struct smsmodem_outbox *outbox, const char *id,
			  const struct smsmodem_submit *submit, const char *device,
			  struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	(void)outbox;
	(void)id;
	(void)submit;
	(void)device;
	(void)sending;
	return none(error);
}

int smsmodem_outbox_retry(struct smsmodem_outbox *outbox, const char *id, bool may_double,
			  const char *device, struct smsmodem_sending *sending,
			  struct smsmodem_error *error)
{
	(void)outbox;
	(void)id;
	(void)may_double;
	(void)device;
	(void)sending;
	return none(error);
}

int smsmodem_outbox_send_next(struct smsmodem_outbox *outbox, struct smsmodem *modem,
			      struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	(void)outbox;
	(void)modem;
	(void)sending;
	return none(error);
}

int smsmodem_outbox_note(struct smsmodem_outbox *outbox, const char *id,
			 const struct smsmodem_submit *submit, const char *device,
			 const struct smsmodem_sending *sending, const struct smsmodem_error *why,
			 struct smsmodem_error *error)
{
	(void)outbox;
	(void)id;
	(void)submit;
	(void)device;
	(void)sending;
	(void)why;
	return none(error);
}

int smsmodem_outbox_find(struct smsmodem_outbox *outbox, const char *id,
			 struct smsmodem_outbox_entry *entry, struct smsmodem_error *error)
{
	(void)outbox;
	(void)id;
	(void)entry;
	return none(error);
}

int smsmodem_outbox_next(struct smsmodem_outbox *outbox, int64_t *position,
			 struct smsmodem_outbox_entry *entry, struct smsmodem_error *error)
{
	(void)outbox;
	(void)position;
	(void)entry;
	return none(error);
}

int smsmodem_outbox_part(struct smsmodem_outbox *outbox, const struct smsmodem_outbox_entry *entry,
			 int index, struct smsmodem_outbox_part *part, struct smsmodem_error *error)
{
	(void)outbox;
	(void)entry;
	(void)index;
	(void)part;
	return none(error);
}

int smsmodem_outbox_resolve(struct smsmodem_outbox *outbox, const char *id,
			    enum smsmodem_status status, struct smsmodem_outbox_entry *entry,
			    struct smsmodem_error *error)
{
	(void)outbox;
	(void)id;
	(void)status;
	(void)entry;
	return none(error);
}

int smsmodem_outbox_remove(struct smsmodem_outbox *outbox, const char *id,
			   struct smsmodem_error *error)
{
	(void)outbox;
	(void)id;
	return none(error);
}

int smsmodem_outbox_report(struct smsmodem_outbox *outbox, const struct smsmodem_tpdu *report,
			   struct smsmodem_outbox_entry *entry, int *index,
			   struct smsmodem_error *error)
{
	(void)outbox;
	(void)report;
	(void)entry;
	(void)index;
	return none(error);
}

int smsmodem_outbox_phone(struct smsmodem_outbox *outbox, struct smsmodem *modem,
			  struct smsmodem_error *error)
{
	(void)outbox;
	(void)modem;
	return none(error);
}
