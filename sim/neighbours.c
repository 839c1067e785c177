/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several phones in one network: who has a number, and what is carried to whom. */
#include "phone.h"
#include <string.h>

#define SIGNIFICANT_DIGITS 7 /* fewer are an extension or a service, not the end of a number */

static struct smsmodem_sim *neighbour_before(struct smsmodem_sim *sim)
{
	struct smsmodem_sim *at = sim;

	while (at->neighbour != sim)
		at = at->neighbour;
	return at;
}

void sim_neighbours_leave(struct smsmodem_sim *sim)
{
	neighbour_before(sim)->neighbour = sim->neighbour;
	sim->neighbour = sim;
}

static bool neighbours_reach(const struct smsmodem_sim *sim, const struct smsmodem_sim *other)
{
	const struct smsmodem_sim *at = sim;

	do {
		if (at == other)
			return true;
		at = at->neighbour;
	} while (at != sim);
	return false;
}

void smsmodem_sim_connect(struct smsmodem_sim *sim, struct smsmodem_sim *other)
{
	struct smsmodem_sim *next = sim->neighbour;

	/* exchanging the successors makes one ring of two, and would make two of one */
	if (neighbours_reach(sim, other))
		return;
	sim->neighbour = other->neighbour;
	other->neighbour = next;
}

const char *smsmodem_sim_number(const struct smsmodem_sim *sim)
{
	return sim->number.text;
}

/* Prefixes of an international and of a national call are no part of the number (E.164 annex A). */
static const char *significant(const char *number)
{
	return number + strspn(number, "+0");
}

static bool is_international(const char *number)
{
	return number[0] == '+' || strncmp(number, "00", 2) == 0;
}

/* Compared from the right where one may be national, the other international. */
static bool same_number(const char *a, const char *b)
{
	bool whole = is_international(a) && is_international(b);

	if (strcmp(a, b) == 0)
		return true;
	a = significant(a);
	b = significant(b);
	if (whole)
		return strcmp(a, b) == 0;
	size_t a_length = strlen(a), b_length = strlen(b);
	size_t shorter = a_length < b_length ? a_length : b_length;
	return shorter >= SIGNIFICANT_DIGITS &&
	       strcmp(a + a_length - shorter, b + b_length - shorter) == 0;
}

struct smsmodem_sim *sim_neighbour(struct smsmodem_sim *sim, const struct smsmodem_address *number)
{
	struct smsmodem_sim *at = sim;

	do {
		if (same_number(at->number.text, number->text))
			return at;
		at = at->neighbour;
	} while (at != sim);
	return NULL;
}

void sim_carry(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit, uint8_t mr)
{
	struct sim_origin origin = {sim->number, submit->status_report, mr};
	struct smsmodem_sim *to = sim->loopback ? sim : sim_neighbour(sim, &submit->peer);

	if (to)
		sim_deliver_submitted(to, submit, &origin, sim->due_ms);
	else if (submit->status_report)
		sim_report_arrived(sim, mr, sim->due_ms);
}

void sim_carried(struct smsmodem_sim *sim, const struct sim_origin *origin)
{
	struct smsmodem_sim *sender = origin->report ? sim_neighbour(sim, &origin->number) : NULL;

	if (sender)
		sim_report_arrived(sender, origin->mr, sim->answering ? sim->due_ms : sim->now_ms);
}
