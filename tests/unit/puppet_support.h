/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A modem whose answers are a table of the test: what the simulated phone would never say. Time is
 * virtual, and what never ends comes at a megabyte a second.
 */
#ifndef PUPPET_SUPPORT_H
#define PUPPET_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "modem_private.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array)     (sizeof(array) / sizeof(array)[0])
#define PUPPET_RULES_MAX 16
#define PUPPET_OK        "\r\nOK\r\n"
#define PUPPET_ERROR     "\r\nERROR\r\n"

/** What a line is answered with; the first rule that fits, and that is not used up. */
struct puppet_rule {
	const char *line;   /**< what it starts with; "" is any; ends at CR, Ctrl-Z or ESC */
	const char *answer; /**< NULL: nothing */
	int64_t after_ms;
	int times;    /**< 0: always */
	bool forever; /**< the answer is repeated without end */
};

struct puppet {
	struct transport head;
	const struct puppet_rule *rules;
	size_t count;
	int used[PUPPET_RULES_MAX];
	int64_t now_ms;
	char line[8192];
	size_t line_length;
	char output[8192];
	size_t output_length, output_done;
	int64_t due_ms;
	const char *forever; /**< what never ends, and how far it has come */
	size_t forever_done, forever_read;
	char log[65536]; /**< lines that came, each ended with '|' */
	size_t full_at;  /**< octets after which it takes no more; 0: it takes all */
	size_t taken;
	bool held; /**< what it takes stays on the way */
	struct smsmodem *modem;
};

static inline struct puppet *puppet_of(struct transport *transport)
{
	return (struct puppet *)(void *)transport;
}

static inline void puppet_answer(struct puppet *puppet, const struct puppet_rule *rule)
{
	if (rule->forever)
		puppet->forever = rule->answer;
	if (!rule->answer || rule->forever)
		return;
	if (puppet->output_done == puppet->output_length)
		puppet->output_done = puppet->output_length = 0;
	size_t count = strlen(rule->answer);
	assert_true(puppet->output_length + count <= sizeof puppet->output);
	memcpy(puppet->output + puppet->output_length, rule->answer, count);
	puppet->output_length += count;
	puppet->due_ms = puppet->now_ms + rule->after_ms;
}

static inline void puppet_take_line(struct puppet *puppet)
{
	size_t length = strlen(puppet->log);

	puppet->line[puppet->line_length] = '\0';
	puppet->line_length = 0;
	assert_true(length + strlen(puppet->line) + 2 < sizeof puppet->log);
	(void)snprintf(puppet->log + length, sizeof puppet->log - length, "%s|", puppet->line);
	for (size_t i = 0; i < puppet->count; i++) {
		const struct puppet_rule *rule = &puppet->rules[i];
		if (strncmp(puppet->line, rule->line, strlen(rule->line)) != 0 ||
		    (rule->times > 0 && puppet->used[i] >= rule->times))
			continue;
		puppet->used[i]++;
		puppet_answer(puppet, rule);
		return;
	}
}

static inline bool puppet_is_full(const struct puppet *puppet)
{
	return puppet->full_at > 0 && puppet->taken >= puppet->full_at;
}

static inline ssize_t puppet_write(struct transport *transport, const void *octets, size_t count,
				   struct smsmodem_error *error)
{
	struct puppet *puppet = puppet_of(transport);
	const char *text = octets;

	(void)error;
	if (puppet->full_at > 0 && count > puppet->full_at - puppet->taken)
		count = puppet->full_at - puppet->taken;
	puppet->taken += count;
	for (size_t i = 0; i < count; i++) {
		assert_true(puppet->line_length + 2 < sizeof puppet->line);
		if (text[i] != '\r')
			puppet->line[puppet->line_length++] = text[i];
		if (text[i] == '\r' || text[i] == '\x1A' || text[i] == '\x1B')
			puppet_take_line(puppet);
	}
	return (ssize_t)count;
}

static inline bool puppet_due(const struct puppet *puppet)
{
	return puppet->output_done < puppet->output_length && puppet->now_ms >= puppet->due_ms;
}

static inline ssize_t puppet_read(struct transport *transport, void *octets, size_t size,
				  struct smsmodem_error *error)
{
	struct puppet *puppet = puppet_of(transport);
	char *text = octets;
	size_t count = 0;

	(void)error;
	while (count < size && puppet_due(puppet))
		text[count++] = puppet->output[puppet->output_done++];
	if (count > 0 || !puppet->forever)
		return (ssize_t)count;
	for (; count < size; count++) {
		text[count] = puppet->forever[puppet->forever_done++];
		if (puppet->forever[puppet->forever_done] == '\0')
			puppet->forever_done = 0;
	}
	puppet->now_ms++;
	return (ssize_t)count;
}

static inline int puppet_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
			      struct smsmodem_error *error)
{
	struct puppet *puppet = puppet_of(transport);
	bool waiting = puppet->output_done < puppet->output_length;

	if (want_write && !puppet_is_full(puppet))
		return TRANSPORT_WRITABLE;
	if (puppet->forever || puppet_due(puppet))
		return TRANSPORT_READABLE;
	if (waiting && (deadline_ms < 0 || puppet->due_ms <= deadline_ms)) {
		puppet->now_ms = puppet->due_ms;
		return TRANSPORT_READABLE;
	}
	if (deadline_ms < 0)
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "waits for ever");
	puppet->now_ms = deadline_ms > puppet->now_ms ? deadline_ms : puppet->now_ms;
	return 0;
}

static inline int64_t puppet_now_ms(struct transport *transport)
{
	return puppet_of(transport)->now_ms;
}

static inline const char *puppet_stalled(struct transport *transport, bool refused)
{
	return refused || puppet_of(transport)->held ? "the puppet does not read" : NULL;
}

static inline void puppet_free(struct transport *transport)
{
	free(puppet_of(transport));
}

/** Open a modem that answers by the rules. Both are freed with puppet_close. */
static inline struct puppet *puppet_open(const struct puppet_rule *rules, size_t count,
					 const struct smsmodem_options *options)
{
	static const struct transport_ops ops = {puppet_read,   puppet_write,   puppet_wait,
						 puppet_now_ms, puppet_stalled, puppet_free};
	struct smsmodem_options with_device = *options;
	struct puppet *puppet = calloc(1, sizeof *puppet);
	struct smsmodem_error error = {0};

	assert_non_null(puppet);
	assert_true(count <= PUPPET_RULES_MAX);
	puppet->head = (struct transport){.ops = &ops, .cancel_fd = -1};
	puppet->rules = rules;
	puppet->count = count;
	with_device.device = "sim:";
	if (smsmodem_open(&with_device, &puppet->modem, &error) < 0)
		fail_msg("%s", error.text);
	puppet->modem->transport->ops->close(puppet->modem->transport);
	puppet->modem->transport = &puppet->head;
	session_init(&puppet->modem->session, &puppet->head, puppet->modem->trace);
	return puppet;
}

static inline void puppet_close(struct puppet *puppet)
{
	assert_int_equal(smsmodem_close(puppet->modem), SMSMODEM_OK);
}

/** How often a line has come that starts so. */
static inline int puppet_heard(const struct puppet *puppet, const char *start)
{
	int count = 0;

	for (const char *line = puppet->log; *line; line = strchr(line, '|') + 1)
		count += strncmp(line, start, strlen(start)) == 0;
	return count;
}

#endif
