/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Octets with the time at which they may be read. */
#ifndef SIM_QUEUE_H
#define SIM_QUEUE_H

#include <stddef.h>
#include <stdint.h>

#define SIM_OUTPUT_MAX ((size_t)1 << 20) /**< octets on their way; more is lost, as on a UART */

struct sim_chunk;

struct sim_queue {
	struct sim_chunk *head, *tail;
	size_t taken; /**< octets of head already read */
	size_t count; /**< octets that wait */
};

void sim_queue_put(struct sim_queue *queue, const void *octets, size_t count, int64_t due_ms);
size_t sim_queue_take(struct sim_queue *queue, void *octets, size_t size, int64_t now_ms);
/** When the first octets are due; negative: it is empty. */
int64_t sim_queue_due(const struct sim_queue *queue);
/** When the last octets are due; negative: it is empty. */
int64_t sim_queue_end(const struct sim_queue *queue);
/** Move everything behind what `to` has, due no earlier than due_ms. */
void sim_queue_move(struct sim_queue *to, struct sim_queue *from, int64_t due_ms);
void sim_queue_clear(struct sim_queue *queue);

#endif
