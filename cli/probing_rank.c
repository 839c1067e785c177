/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of several devices is the one to take, and why. */
#include "probing.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool probing_has_sms(const struct probing_target *target)
{
	return target->verdict <= PROBING_SMS_PIN;
}

static bool wants_pin(const struct smsmodem_probe *probe)
{
	return probe->pin[0] && strcmp(probe->pin, "READY") != 0;
}

static enum probing_verdict verdict_of_probe(const struct smsmodem_probe *probe)
{
	if (!probe->answers)
		return probe->talks ? PROBING_TALKS : PROBING_SILENT;
	if (probe->pdu_mode && wants_pin(probe))
		return PROBING_SMS_PIN;
	if (probe->pdu_mode)
		return probe->tells ? PROBING_TELLS : PROBING_SMS;
	if (probe->text_mode)
		return PROBING_TEXT_ONLY;
	return wants_pin(probe) ? PROBING_AT_PIN : PROBING_AT;
}

static enum probing_verdict verdict_of(const struct probing_target *target)
{
	if (target->unasked)
		return target->port ? PROBING_BUSY : PROBING_NOT_ASKED;
	switch (target->code) {
	case SMSMODEM_OK: return verdict_of_probe(&target->probe);
	case SMSMODEM_E_BUSY: return PROBING_BUSY;
	case SMSMODEM_E_PERMISSION: return PROBING_FORBIDDEN;
	default: return PROBING_FAILED;
	}
}

/* --- the order --- */

/* Cables before the air, and what is built in last. */
static int kind_of(const struct probing_target *target)
{
	return target->port && target->port->is_usb ? 0 : target->bluetooth ? 1 : 2;
}

static bool same_stick(const struct probing_target *a, const struct probing_target *b)
{
	return a->port && b->port && a->port->is_usb && b->port->is_usb && a->port->topology[0] &&
	       strcmp(a->port->topology, b->port->topology) == 0;
}

static bool same_modem(const struct probing_target *a, const struct probing_target *b)
{
	if (!a->probe.answers || !b->probe.answers)
		return false;
	if (a->probe.imei[0] && b->probe.imei[0])
		return smsmodem_same_imei(a->probe.imei, b->probe.imei);
	return same_stick(a, b);
}

static int compare(long a, long b)
{
	return (a > b) - (a < b);
}

static int by_rank(const void *a, const void *b)
{
	const struct probing_target *left = a, *right = b;
	int order = compare(left->verdict, right->verdict);

	if (order == 0)
		order = compare(left->twin != NULL, right->twin != NULL);
	if (order == 0)
		order = compare(kind_of(left), kind_of(right));
	if (order == 0 && same_stick(left, right))
		order = compare(left->port->interface, right->port->interface);
	return order ? order : compare((long)left->order, (long)right->order);
}

/* The best port of a modem stands for it. */
static void find_twins(struct probing *probing)
{
	for (size_t i = 0; i < probing->count; i++) {
		struct probing_target *target = &probing->targets[i];

		target->twin = NULL;
		for (size_t j = 0; j < i && !target->twin; j++)
			if (!probing->targets[j].twin && same_modem(&probing->targets[j], target))
				target->twin = &probing->targets[j];
	}
}

/* --- the reason --- */

static void say(struct probing_target *target, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void say(struct probing_target *target, const char *format, ...)
{
	size_t used = strlen(target->why);
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(target->why + used, sizeof target->why - used, format, arguments);
	va_end(arguments);
}

static void say_busy(struct probing_target *target)
{
	const struct smsmodem_port *port = target->port;

	if (!target->unasked)
		say(target, "not asked: %s", target->error.text);
	else
		say(target, "not asked: in use by %s (process %ld)",
		    port->owner_name[0] ? port->owner_name : "another program", (long)port->owner);
}

static void say_verdict(struct probing_target *target)
{
	const char *pin = target->probe.pin;

	switch (target->verdict) {
	case PROBING_TELLS:
		say(target, "talks AT and SMS in PDU mode, tells of new messages");
		break;
	case PROBING_SMS:
		say(target, "talks AT and SMS in PDU mode, but does not tell of new messages");
		break;
	case PROBING_SMS_PIN:
		say(target, "talks AT and SMS in PDU mode, when it has got its %s", pin);
		break;
	case PROBING_AT_PIN:
		say(target, "talks AT; of SMS it tells when it has got its %s", pin);
		break;
	case PROBING_TEXT_ONLY:
		say(target, "talks AT, but SMS in text mode only, which is not used here");
		break;
	case PROBING_AT: say(target, "talks AT, but knows no SMS"); break;
	case PROBING_BUSY: say_busy(target); break;
	case PROBING_TALKS:
		say(target, "says something, but no answer to AT: another speed (?baud=), or a "
			    "port that is not for commands");
		break;
	case PROBING_SILENT: say(target, "silent"); break;
	case PROBING_FORBIDDEN:
	case PROBING_FAILED: say(target, "%s", target->error.text); break;
	case PROBING_NOT_ASKED: say(target, "%s", target->unasked); break;
	}
}

static size_t count_twins(const struct probing *probing, const struct probing_target *target)
{
	size_t count = 0;

	for (size_t i = 0; i < probing->count; i++)
		count += probing->targets[i].twin == target;
	return count;
}

/* A stick has ports for commands and others for data, positions or diagnosis. */
static void say_relation(const struct probing *probing, struct probing_target *target)
{
	size_t twins = count_twins(probing, target);

	if (target->twin)
		say(target, "; another way to the modem of rank %u", target->twin->rank);
	else if (twins > 0)
		say(target, "; the first of %zu ways to this modem", twins + 1);
	if (target->verdict != PROBING_SILENT && target->verdict != PROBING_TALKS)
		return;
	for (size_t i = 0; i < probing->count; i++) {
		const struct probing_target *other = &probing->targets[i];

		if (!other->probe.answers || !same_stick(other, target))
			continue;
		say(target, "; the same stick takes commands on the port of rank %u", other->rank);
		return;
	}
}

void probing_rank(struct probing *probing)
{
	struct probing_target *targets = probing->targets;

	for (size_t i = 0; i < probing->count; i++) {
		targets[i].verdict = verdict_of(&targets[i]);
		targets[i].twin = NULL;
	}
	if (probing->count == 0)
		return;
	/* twice: which one is the other of two is known when they are in order */
	qsort(targets, probing->count, sizeof *targets, by_rank);
	find_twins(probing);
	qsort(targets, probing->count, sizeof *targets, by_rank);
	find_twins(probing);
	for (size_t i = 0; i < probing->count; i++) {
		targets[i].rank = (unsigned)i + 1;
		targets[i].why[0] = '\0';
		say_verdict(&targets[i]);
	}
	for (size_t i = 0; i < probing->count; i++)
		say_relation(probing, &targets[i]);
}
