/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the files of receive_*.c that take messages use each other.
 *
 * A PDU is read from its place, or forwarded (arrive). With others or alone it makes a message,
 * which is given out, acknowledged, and written as taken (receive_commit); then its places are
 * doomed, and deleted when the phone is asked next (memory_delete). No transaction of the journal
 * is open while the phone is asked or waited for.
 */
#ifndef RECEIVE_CORE_H
#define RECEIVE_CORE_H

#include "arrivals.h"
#include "receive.h"

/** Where a PDU was read. */
struct origin {
	int memory; /**< -1: it was forwarded */
	int index, stat;
};

/** --- receive_arrive.c --- */

/** A PDU came. @return SMSMODEM_OK, or SMSMODEM_E_OUTPUT, _E_MEMORY: it is not known */
int arrive(struct smsmodem *modem, const struct received *pdu, const struct origin *origin,
	   struct smsmodem_error *error);
/** One was deleted from a place, where another was to be; if it is another, it came by itself. */
int arrive_instead(struct smsmodem *modem, uint32_t place, const struct received *pdu,
		   struct smsmodem_error *error);
/** One that the journal holds, which is not known yet. */
int arrive_held(struct smsmodem *modem, const struct journal_held *held,
		struct smsmodem_error *error);
/** What a place held is not there any more; what is nowhere else then is held, or, if it was taken
 * and has no time stamp, new when it comes again. */
int place_lose(struct smsmodem *modem, uint32_t index, struct smsmodem_error *error);

/** --- receive_join.c --- */

/** A part comes to its message, since seen_s; complete ones become ready. */
int join_part(struct smsmodem *modem, uint32_t index, struct smsmodem_tpdu *tpdu, int64_t seen_s,
	      struct smsmodem_error *error);
/** What completes what waits may be in the phone: until all has been read, nothing expires. */
void join_begin(struct smsmodem *modem);
void join_drained(struct smsmodem *modem);
/** When something will have, or -1. */
int64_t join_deadline_ms(const struct smsmodem *modem);
/** What has waited too long becomes ready. */
void join_expire(struct smsmodem *modem);

/** --- receive_journal.c: the journal, or what stands in for it --- */

int keep_find(struct smsmodem *modem, const struct journal_id *id, struct journal_entry *entry,
	      struct smsmodem_error *error);
/** @param hold its octets, too */
int keep_see(struct smsmodem *modem, uint32_t arrival, bool hold, struct smsmodem_error *error);
/** One that was taken is still there. */
int keep_seen(struct smsmodem *modem, const struct journal_id *id, struct smsmodem_error *error);
/** A PDU is done with. */
int keep_taken(struct smsmodem *modem, const struct journal_id *id, struct smsmodem_error *error);
/** It was taken, and is new if it comes again. */
int keep_renew(struct smsmodem *modem, const struct journal_id *id, struct smsmodem_error *error);
int keep_offer(struct smsmodem *modem, uint32_t delivery, struct smsmodem_error *error);
int keep_take(struct smsmodem *modem, uint32_t delivery, struct smsmodem_error *error);
int keep_progress(struct smsmodem *modem, uint32_t delivery, int progress,
		  struct smsmodem_error *error);
/** Write what is open. What was acknowledged is done with then. */
int receive_commit(struct smsmodem *modem, bool durable, struct smsmodem_error *error);
/** A call of the journal failed: what it had not written is lost. @return result */
int journal_lost(struct smsmodem *modem, int result);

/** --- receive_memory.c: the phone's memories --- */

/** The number of a memory, a new one if need be. @return -1: it is no name, or there are too many
 */
int memory_named(struct smsmodem *modem, const char *name);
/** Something new is in a place. */
void memory_want(struct smsmodem *modem, int memory, int index);
/** Read from it from here on (27.005 3.2.2 <mem1>). */
int memory_select(struct smsmodem *modem, size_t memory, struct smsmodem_error *error);
/** All of every memory is to be read. */
void memory_doubt_all(struct smsmodem *modem);
/** A result came for no command: an answer before it was perhaps not its command's. All is to be
 * read, and if that brings nothing, later the next time. */
void memory_mistrust(struct smsmodem *modem);
/** A memory that is to be read now, or -1. */
int memory_next(const struct smsmodem *modem);
/** Whether there is nothing left to be read, not even later. */
bool memory_all_read(const struct smsmodem *modem);
/** When something is to be deleted or, with read, read; or -1. */
int64_t memory_deadline_ms(const struct smsmodem *modem, bool read);
/** It could be read. @param news there was something new */
void memory_was_read(struct smsmodem *modem, size_t index, bool news);
/** After a failure: later. @return SMSMODEM_OK, or the failure if all else is in vain, too */
int memory_failed(struct smsmodem *modem, size_t index, int result,
		  const struct smsmodem_error *error);
/** Counts of +CPMS?, or of +CPMS= for the memory that was selected. What is not known is read.
 * @return bit n for memory n: it was counted */
unsigned memory_counts(struct smsmodem *modem, const char *line);

/** --- receive_read.c --- */

/** Read what is wanted of a memory. */
int memory_read(struct smsmodem *modem, size_t memory, struct smsmodem_error *error);
/** Read one place of the memory that is selected. */
int place_read(struct smsmodem *modem, size_t memory, int index, struct smsmodem_error *error);

/** --- receive_delete.c --- */

/** Delete what is doomed in a memory. */
int memory_delete(struct smsmodem *modem, size_t memory, struct smsmodem_error *error);

/** --- receive_hold.c --- */

/** Move parts that wait out of memories that are nearly full, into the journal. @return 1: some;
 * 0: none; or a failure */
int hold_parts(struct smsmodem *modem, struct smsmodem_error *error);
/** Take in what the journal holds, as far as there is room. */
int hold_reload(struct smsmodem *modem, struct smsmodem_error *error);

/** --- receive_direct.c --- */

/** +CMT, +CDS with the PDU below it. */
int direct_line(struct smsmodem *modem, const char *line, const char *data,
		struct smsmodem_error *error);
/** Have the journal write it, and acknowledge it to the network (27.005 3.4.4). */
int direct_acknowledge(struct smsmodem *modem, struct smsmodem_error *error);
/** The phone waits for an acknowledgement in vain, gives up some time, and then tells no more. */
void direct_unacknowledged(struct smsmodem *modem);
/** It may have: have it tell again, and read what it has kept meanwhile. */
int direct_renew(struct smsmodem *modem, struct smsmodem_error *error);

/** --- receive_cnmi.c --- */

/** Have the phone tell, in the way that is wanted, or the best that it has. */
int cnmi_choose(struct smsmodem *modem, struct smsmodem_error *error);
/** Set again what was chosen. */
int cnmi_renew(struct smsmodem *modem, struct smsmodem_error *error);

/** --- receive_event.c --- */

/** A message as it is given out. */
int event_fill(struct smsmodem *modem, uint32_t index, struct smsmodem_event *event,
	       struct smsmodem_error *error);

/** --- receive_serve.c --- */

/** Do one thing that is due. @param[out] busy there may be more */
int receive_serve(struct smsmodem *modem, bool *busy, struct smsmodem_error *error);
/** Nothing is due. */
int receive_idle(struct smsmodem *modem, struct smsmodem_error *error);

/** Whether nothing more can be said to the phone now. */
static inline bool receive_fatal(int result)
{
	return result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED ||
	       result == SMSMODEM_E_OUTPUT || result == SMSMODEM_E_MEMORY;
}

#endif
