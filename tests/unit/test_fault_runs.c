/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Batches of messages to a phone on which much goes wrong at random: what is reported of each
 * message agrees with what the network took.
 *
 *     sent       every part was taken, once
 *     failed     no part was taken
 *     partial    the parts that count as sent were taken, no more
 *     unknown    the parts that count as sent were taken, and perhaps the one after them
 *
 * usage: test_fault_runs [SEED [COUNT]]; also SMSMODEM_RUN_SEED and SMSMODEM_RUN_COUNT. A run that
 * fails prints its seed; SEED alone repeats that one, and with SMSMODEM_RUN_TRACE=FILE a transcript
 * of each modem is in FILE.0, FILE.1 and so on.
 */
#include "fault_specs_table.h"
#include "phone_support.h"
#include <inttypes.h>

#define RUNS          1000
#define MESSAGES      20
#define SPECS_MAX     6
#define OPTIONS_SIZE  1024
#define LONG_LENGTH   200 /* septets: two parts (23.040 9.2.3.24.1) */
#define HAPPEN_ONE_IN 12

struct tally {
	char to[32], text[256];
	int parts;
	unsigned long taken; /* SUBMITs of it that the network has */
	enum smsmodem_status status;
	int sent, code;
};

struct run {
	uint64_t seed, random;
	char options[OPTIONS_SIZE];
	bool noise_in, noise_out;
	struct phone *phone;
	struct tally messages[MESSAGES];
	int current; /* the message that is being sent */
	int handed;  /* the one whose data went out last */
	int last_ref;
	int opened; /* modems so far */
};

/* The transport's write has no other way to the run. */
static struct run run;

static unsigned long statuses[4];

/* --- randomness --- */

static uint64_t next_random(void)
{
	uint64_t x = run.random;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	run.random = x;
	return x * 0x2545F4914F6CDD1Du >> 16;
}

static unsigned below(unsigned limit)
{
	return (unsigned)(next_random() % limit);
}

static bool one_in(unsigned n)
{
	return below(n) == 0;
}

static void fail_run(const struct tally *message, const char *why)
{
	fail_msg("seed %" PRIu64
		 ": %s\n%s to %s: %s, %d of %d sent, %lu taken, code %d\noptions %s",
		 run.seed, why, message->parts > 1 ? "two parts" : "one part", message->to,
		 smsmodem_status_name(message->status), message->sent, message->parts,
		 message->taken, message->code, run.options);
}

/* --- what goes wrong --- */

static const char *const noises[] = {"drop", "garble", "double"};

__attribute__((format(printf, 1, 2))) static void add(const char *format, ...)
{
	size_t length = strlen(run.options);
	va_list arguments;

	va_start(arguments, format);
	int count = vsnprintf(run.options + length, sizeof run.options - length, format, arguments);
	va_end(arguments);
	assert_true(count >= 0 && (size_t)count < sizeof run.options - length);
}

static void add_spec(const struct spec_row *spec)
{
	add("&fault=%s", spec->name);
	if (spec->number)
		add("%u", spec->low + below(spec->high - spec->low + 1));
	/* every time is rare: nothing else would happen any more */
	if (spec->counted && !one_in(40))
		add("@%u", 1 + below(MESSAGES + 4));
}

static void add_noise(void)
{
	unsigned direction = below(3);

	run.noise_in = run.noise_in || direction != 2;
	run.noise_out = run.noise_out || direction != 1;
	add("&fault=%s%s=%u", noises[below(3)],
	    direction == 0   ? ""
	    : direction == 1 ? "-in"
			     : "-out",
	    30 + below(one_in(3) ? 200 : 4000));
}

static void choose_options(uint64_t seed)
{
	static const unsigned latencies[] = {0, 0, 20, 400, 1400}, bauds[] = {0, 0, 9600, 115200};

	run.options[0] = '\0';
	add("seed=%" PRIu64 "&latency=%u&baud=%u&network-latency=%u", 1 + seed % 80000000,
	    latencies[below(5)], bauds[below(4)], one_in(2) ? 0 : below(8000));
	if (one_in(3))
		add("&jitter=%u", below(2000));
	if (one_in(4))
		add("&echo=off");
	if (one_in(8))
		add("&pin=1234");
	for (unsigned i = 0, count = below(SPECS_MAX + 1); i < count; i++)
		add_spec(&specs[below(COUNT(specs))]);
	for (unsigned i = 0, count = one_in(2) ? 0 : 1 + below(3); i < count; i++)
		add_noise();
	/* where noise takes the header away, a text that reads as a result is one to anybody */
	if (!run.noise_out && one_in(8))
		add("&fault=urc=%s@%u", one_in(2) ? "ok" : "error", 1 + below(MESSAGES));
	/* with digits for results one wrong bit makes ERROR (4) of OK (0), which nobody can tell */
	if (!run.noise_in && !run.noise_out && one_in(8))
		add("&fault=numeric");
}

static void happen(void)
{
	static const char *const things[] = {
		"reboot",
		"unplug",
		"replug 700",
		"hangup",
		"fault none",
		"urc +CMTI: \"SM\",3",
		"urc RING",
		"urc OK",
		"urc ERROR",
		"urc +CMGS: 200",
		"urc > ",
		"deliver +491701 hello",
		"latency 0",
		"fault cms=500@1",
		"fault late=61000@1",
		"fault silent-submit@2",
	};
	struct phone *phone = run.phone;

	if (one_in(HAPPEN_ONE_IN))
		phone_do(phone, things[below(COUNT(things))]);
	if (one_in(HAPPEN_ONE_IN))
		phone->now_ms += below(90000);
	if (one_in(4))
		phone->chunk = one_in(2) ? 0 : 1 + below(40);
}

/* --- the modem and its phone --- */

/* What the network took belongs to the message whose data this is; else to the one before. */
static void attribute(unsigned long taken, bool data)
{
	struct smsmodem_sim_event event;

	if (data)
		run.handed = run.current;
	if (taken > 0 && run.handed < 0)
		fail_msg("seed %" PRIu64 ": taken before anything was sent", run.seed);
	if (taken > 0)
		run.messages[run.handed].taken += taken;
	while (smsmodem_sim_next_event(run.phone->sim, &event)) {
		const struct tally *message = &run.messages[run.handed < 0 ? 0 : run.handed];
		if (event.kind != SMSMODEM_SIM_SUBMIT || run.noise_in)
			continue;
		if (strcmp(event.to, message->to) != 0 || !event.text ||
		    strcmp(event.text, message->text) != 0)
			fail_run(message, "another message than that was taken");
	}
}

static ssize_t run_write(struct transport *transport, const void *octets, size_t count,
			 struct smsmodem_error *error)
{
	unsigned long before = smsmodem_sim_taken(run.phone->sim);
	ssize_t written = phone_write(transport, octets, count, error);

	if (written > 0)
		attribute(smsmodem_sim_taken(run.phone->sim) - before,
			  memchr(octets, '\x1A', (size_t)written) != NULL);
	return written;
}

static void run_close(struct transport *transport)
{
	(void)transport; /* the phone outlives the modem */
}

static void modem_begin(void)
{
	static const struct transport_ops ops = {phone_read,   run_write,     phone_wait,
						 phone_now_ms, phone_stalled, run_close};
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct phone *phone = run.phone;
	struct smsmodem_error error;

	char pin_file[4096], trace[256];

	options.device = "sim:";
	const char *folder = getenv("SMSMODEM_TEST_DATA");
	(void)snprintf(pin_file, sizeof pin_file, "%s/pin.txt", folder ? folder : "tests/data");
	options.pin_file = pin_file;
	if (getenv("SMSMODEM_RUN_TRACE")) {
		(void)snprintf(trace, sizeof trace, "%s.%d", getenv("SMSMODEM_RUN_TRACE"),
			       run.opened++);
		options.trace = trace;
	}
	assert_int_equal(smsmodem_open(&options, &phone->modem, &error), SMSMODEM_OK);
	phone->modem->transport->ops->close(phone->modem->transport);
	phone->head.ops = &ops;
	phone->modem->transport = &phone->head;
	session_init(&phone->modem->session, &phone->head, phone->modem->trace);
}

static void modem_end(void)
{
	assert_int_equal(smsmodem_close(run.phone->modem), SMSMODEM_OK);
}

/* The program is started again; the phone may have forgotten the one before, or not. */
static void modem_again(void)
{
	struct phone *phone = run.phone;
	char none[1];

	modem_end();
	int64_t back_ms = smsmodem_sim_deadline(phone->sim);
	if (smsmodem_sim_gone(phone->sim) && back_ms > phone->now_ms)
		phone->now_ms = back_ms;
	(void)smsmodem_sim_output(phone->sim, none, 0, phone->now_ms);
	if (smsmodem_sim_gone(phone->sim))
		phone_do(phone, "plug");
	if (one_in(2))
		phone_do(phone, "hangup");
	modem_begin();
}

/* --- one message --- */

static void choose_message(int i)
{
	struct tally *message = &run.messages[i];

	*message = (struct tally){.parts = one_in(4) ? 2 : 1};
	(void)snprintf(message->to, sizeof message->to, "+4917%08u", 10000000 + (unsigned)i * 37);
	(void)snprintf(message->text, sizeof message->text, "%d says:", i);
	if (message->parts == 1)
		return;
	size_t length = strlen(message->text);
	memset(message->text + length, 'x', LONG_LENGTH - length);
	message->text[LONG_LENGTH] = '\0';
}

/* A phone counts its references up (23.040 9.2.3.6), so a late answer shows by being too low. */
static void check_references(const struct tally *message, const struct smsmodem_sending *sending)
{
	for (int i = 0; i < sending->sent; i++) {
		if (sending->refs[i] <= run.last_ref)
			fail_run(message, "a reference is another message's");
		run.last_ref = sending->refs[i];
	}
}

static void send_message(int i)
{
	static struct smsmodem_sending sending; /* large */
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct tally *message = &run.messages[i];
	struct smsmodem_error error = {0};

	submit.to = message->to;
	submit.text = message->text;
	submit.text_len = strlen(message->text);
	submit.ref = (uint16_t)i;
	run.current = i;
	phone_count_anew(run.phone);
	message->code = smsmodem_send(run.phone->modem, &sending, &submit,
				      one_in(2) ? SMSMODEM_SEND_MORE : 0, &error);
	message->status = sending.status;
	message->sent = sending.sent;
	if (message->code == SMSMODEM_E_BUG)
		fail_run(message, error.text);
	if (!run.noise_out)
		check_references(message, &sending);
}

static void check_message(const struct tally *message)
{
	unsigned long sent = (unsigned long)message->sent;
	bool done = message->sent == message->parts;
	bool none = message->sent == 0;

	statuses[message->status]++;
	switch (message->status) {
	case SMSMODEM_STATUS_SENT:
		if (!done || message->taken != sent || message->code != SMSMODEM_OK)
			fail_run(message, "sent, it says");
		return;
	case SMSMODEM_STATUS_FAILED:
		if (!none || message->taken != 0 || message->code >= 0)
			fail_run(message, "failed, it says");
		return;
	case SMSMODEM_STATUS_PARTIAL:
		if (none || done || message->taken != sent || message->code >= 0)
			fail_run(message, "partial, it says");
		return;
	case SMSMODEM_STATUS_UNKNOWN:
		if (done || message->taken < sent || message->taken > sent + 1 ||
		    message->code != SMSMODEM_E_UNKNOWN)
			fail_run(message, "unknown, it says");
		return;
	}
	fail_run(message, "no status");
}

static void one_run(uint64_t seed)
{
	memset(&run, 0, sizeof run);
	run.seed = seed;
	run.random = seed * 0x9E3779B97F4A7C15u + 1;
	run.handed = -1;
	run.last_ref = -1;
	choose_options(seed);
	run.phone = phone_new(run.options);
	modem_begin();
	for (int i = 0; i < MESSAGES; i++) {
		choose_message(i);
		happen();
		send_message(i);
		if (run.messages[i].code == SMSMODEM_E_LINK || smsmodem_sim_gone(run.phone->sim) ||
		    one_in(HAPPEN_ONE_IN))
			modem_again();
	}
	modem_end();
	for (int i = 0; i < MESSAGES; i++)
		check_message(&run.messages[i]);
	phone_free(&run.phone->head);
}

/* --- all of them --- */

struct choice {
	uint64_t first, count;
};

static void test_runs(void **state)
{
	const struct choice *choice = *state;

	for (uint64_t i = 0; i < choice->count; i++) {
		/* printed before, so that also a crash has its seed */
		if (choice->count == 1)
			print_message("seed %" PRIu64 "\n", choice->first);
		one_run(choice->first + i);
	}
	print_message("%lu sent, %lu failed, %lu unknown, %lu partial\n",
		      statuses[SMSMODEM_STATUS_SENT], statuses[SMSMODEM_STATUS_FAILED],
		      statuses[SMSMODEM_STATUS_UNKNOWN], statuses[SMSMODEM_STATUS_PARTIAL]);
	/* it proves nothing if all goes well, nor if nothing does */
	if (choice->count < RUNS)
		return;
	for (size_t i = 0; i < COUNT(statuses); i++)
		assert_true(statuses[i] >= 100);
	assert_true(statuses[SMSMODEM_STATUS_SENT] >= RUNS * MESSAGES / 2);
}

static uint64_t number(const char *argument, const char *name, uint64_t otherwise)
{
	const char *text = argument ? argument : getenv(name);

	return text ? strtoull(text, NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
	const char *seed = argc > 1 ? argv[1] : getenv("SMSMODEM_RUN_SEED");
	struct choice choice = {
		.first = number(argc > 1 ? argv[1] : NULL, "SMSMODEM_RUN_SEED", 1),
		.count = number(argc > 2 ? argv[2] : NULL, "SMSMODEM_RUN_COUNT", seed ? 1 : RUNS),
	};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(test_runs, &choice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
