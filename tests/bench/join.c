/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joining, as lines of a name and a value: nanoseconds of the processor a part, and the memory that
 * it took, when all parts of 30,000 and of 300,000 messages come in one random order, and when no
 * part is further from its message than a thousand messages.
 */
#include <smsmodem/pdu.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	GROUP_PARTS = 10,
	GROUP_MESSAGES = 3,
	ROUNDS = 5,
	WINDOW = 3333
};

/* Totals of 2 to 5, ten parts in three messages. */
static const uint8_t totals[][GROUP_MESSAGES] = {{2, 3, 5}, {3, 3, 4}, {2, 4, 4}};

struct figures {
	double ns;
	long kib;
	size_t open;
};

static double now_ns(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static long peak_kib(void)
{
	struct rusage usage;

	(void)getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void fail(const char *why)
{
	(void)fprintf(stderr, "join: %s\n", why);
	exit(1);
}

static uint32_t random_below(uint64_t *state, uint32_t limit)
{
	*state = *state * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)((*state >> 33) % limit);
}

static void shuffle(uint32_t *order, size_t count, uint64_t *state)
{
	for (size_t i = count; i > 1; i--) {
		size_t other = random_below(state, (uint32_t)i);
		uint32_t held = order[i - 1];

		order[i - 1] = order[other];
		order[other] = held;
	}
}

/* Parts 0 to count - 1, shuffled within each window. */
static uint32_t *order_of(size_t count, size_t window, uint64_t seed)
{
	uint32_t *order = malloc(count * sizeof *order);

	if (!order)
		fail("out of memory");
	for (size_t i = 0; i < count; i++)
		order[i] = (uint32_t)i;
	for (size_t i = 0; i < count; i += window)
		shuffle(order + i, count - i < window ? count - i : window, &seed);
	return order;
}

/* Change the parts of a template that differ: message and number, and a full user data. */
static void make_part(uint32_t index, struct smsmodem_tpdu *tpdu)
{
	const uint8_t *group = totals[index / GROUP_PARTS % 3];
	uint32_t message = index / GROUP_PARTS * GROUP_MESSAGES;
	uint8_t seq = (uint8_t)(index % GROUP_PARTS);

	for (; seq >= *group; group++, message++)
		seq = (uint8_t)(seq - *group);
	tpdu->concat.total = *group;
	tpdu->concat.seq = (uint8_t)(seq + 1);
	tpdu->concat.ref = (uint16_t)(message & 0xFF);
	for (uint32_t digit = 12, rest = message >> 8; digit > 4; digit--, rest /= 10)
		tpdu->peer.text[digit] = (char)('0' + rest % 10);
	memcpy(tpdu->ud, &message, sizeof message);
	tpdu->ud[sizeof message] = tpdu->concat.seq;
}

static struct smsmodem_tpdu template(void)
{
	struct smsmodem_tpdu tpdu = {
		.kind = SMSMODEM_KIND_DELIVER,
		.peer = {0x91, "+491700000000"},
		.concat = {.ref_bits = 8},
		.scts = {.valid = true, .octets = {0x62, 0x11, 0x22, 0x22, 0x10, 0x00, 0x40}},
		.udl = SMSMODEM_UD_MAX,
		.ud_len = SMSMODEM_UD_MAX,
	};

	return tpdu;
}

static void check(const struct smsmodem_message *message)
{
	const struct smsmodem_tpdu *parts = message->parts;

	if (message->count != message->total || message->count != parts[0].concat.total)
		fail("a message is not complete");
	for (size_t i = 0; i < message->count; i++)
		if (memcmp(parts[i].ud, parts[0].ud, 4) != 0 || parts[i].ud[4] != i + 1)
			fail("a part is of another message");
}

static double join_all(const uint32_t *order, size_t count, size_t *open_max)
{
	const struct smsmodem_join_options options = {.capacity = count};
	struct smsmodem_join *join = smsmodem_join_new(&options);
	struct smsmodem_tpdu tpdu = template();
	struct smsmodem_message message;
	size_t messages = 0, waiting = 0;
	double start = now_ns();

	if (!join)
		fail("out of memory");
	for (size_t i = 0; i < count; i++) {
		make_part(order[i], &tpdu);
		int result = smsmodem_join_add(join, &tpdu, 0, &message);
		if (result < 0)
			fail("a part is refused");
		waiting++;
		if (waiting > *open_max)
			*open_max = waiting;
		if (result == 0)
			continue;
		check(&message);
		waiting -= message.count;
		messages++;
	}
	double ns = now_ns() - start;
	if (messages != count / GROUP_PARTS * GROUP_MESSAGES || waiting)
		fail("messages are missing");
	smsmodem_join_free(join);
	return ns;
}

/* What it takes to make the parts, and nothing else. */
static double make_all(const uint32_t *order, size_t count)
{
	struct smsmodem_tpdu tpdu = template();
	double start = now_ns();

	for (size_t i = 0; i < count; i++) {
		make_part(order[i], &tpdu);
		__asm__ volatile("" : : "r"(&tpdu) : "memory");
	}
	return now_ns() - start;
}

static struct figures run(size_t count, size_t window, uint64_t seed)
{
	struct figures figures = {0};
	uint32_t *order = order_of(count, window, seed);
	double making = make_all(order, count);
	long before = peak_kib();

	figures.ns = (join_all(order, count, &figures.open) - making) / (double)count;
	figures.kib = peak_kib() - before;
	free(order);
	return figures;
}

/* In a process of its own, whose peak of memory is that of this run. */
static struct figures run_apart(size_t count, size_t window, uint64_t seed)
{
	struct figures figures;
	int ends[2], status = 1;

	if (pipe(ends) < 0)
		fail("no pipe");
	pid_t child = fork();
	if (child == 0) {
		figures = run(count, window, seed);
		_exit(write(ends[1], &figures, sizeof figures) != (ssize_t)sizeof figures);
	}
	if (child < 0 || read(ends[0], &figures, sizeof figures) != (ssize_t)sizeof figures ||
	    waitpid(child, &status, 0) != child || status != 0)
		fail("a run failed");
	(void)close(ends[0]);
	(void)close(ends[1]);
	return figures;
}

static int by_ns(const void *a, const void *b)
{
	double left = ((const struct figures *)a)->ns, right = ((const struct figures *)b)->ns;

	return (left > right) - (left < right);
}

static struct figures median(struct figures figures[ROUNDS])
{
	qsort(figures, ROUNDS, sizeof figures[0], by_ns);
	return figures[ROUNDS / 2];
}

static void print(const char *name, const struct figures *figures)
{
	(void)printf("%s_ns %.0f\n%s_kib %ld\n%s_waiting %zu\n", name, figures->ns, name,
		     figures->kib, name, figures->open);
}

int main(void)
{
	struct figures small[ROUNDS], large[ROUNDS], near[ROUNDS];

	for (unsigned i = 0; i < ROUNDS; i++) {
		small[i] = run_apart(100000, 100000, i);
		large[i] = run_apart(1000000, 1000000, i);
		near[i] = run_apart(1000000, WINDOW, i);
	}
	struct figures results[] = {median(small), median(large), median(near)};
	print("join_100k", &results[0]);
	print("join_1m", &results[1]);
	print("join_1m_window", &results[2]);
	(void)printf("join_1m_to_100k %.2f\n", results[1].ns / results[0].ns);
	return 0;
}
