/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages of one to four parts come in any order, while the program dies, the phone starts anew,
 * time passes and the caller takes its time. At the end every message has come out once, or again
 * and marked so if the program died while it was out; and the phone is empty.
 */
#include "receive_parts.h"
#include "receive_support.h"
#include <time.h>

#define MESSAGES 60
#define WAITING  40 /* parts that are on their way */

struct chaos {
	struct desk *desk;
	uint64_t random;
	int sent;
	int out[MESSAGES], again[MESSAGES]; /* how often it came out; marked */
	bool unwritten[MESSAGES];           /* acknowledged, and the journal may not have it yet */
	int deaths[MESSAGES];               /* of the program while it was out */
	char waiting[WAITING][2 * SMSMODEM_PDU_MAX + 16];
	size_t waiting_count;
	struct {
		uint64_t token;
		int message;
	} given[MESSAGES];
	size_t given_count;
};

static unsigned chance(struct chaos *chaos, unsigned below)
{
	chaos->random = chaos->random * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(chaos->random >> 33) % below;
}

/* --- what happens --- */

static void send(struct chaos *chaos)
{
	char text[700];
	struct parts parts;
	int n = chaos->sent;

	if (n == MESSAGES || chaos->waiting_count + 4 > WAITING)
		return;
	int length = snprintf(text, sizeof text, "message %d ", n);
	int wanted = chance(chaos, 3) == 0 ? 100 + (int)chance(chaos, 480) : length;
	while (length < wanted)
		text[length++] = (char)('a' + n % 26);
	text[length] = '\0';
	parts_make(&parts, "+491701234567", text, n, n);
	for (size_t i = 0; i < parts.count; i++)
		memcpy(chaos->waiting[chaos->waiting_count++], parts.command[i],
		       sizeof parts.command[i]);
	chaos->sent++;
}

static void deliver(struct chaos *chaos)
{
	if (chaos->waiting_count == 0)
		return;
	size_t i = chance(chaos, (unsigned)chaos->waiting_count);
	phone_do(chaos->desk->phone, chaos->waiting[i]);
	/* now and then the network is not content */
	if (chance(chaos, 8) == 0)
		return;
	memcpy(chaos->waiting[i], chaos->waiting[--chaos->waiting_count], sizeof chaos->waiting[i]);
}

static void written(struct chaos *chaos)
{
	memset(chaos->unwritten, 0, sizeof chaos->unwritten);
}

static void die(struct chaos *chaos)
{
	for (size_t i = 0; i < chaos->given_count; i++)
		chaos->deaths[chaos->given[i].message]++;
	/* what was acknowledged is not always written yet */
	for (int i = 0; i < MESSAGES; i++)
		chaos->deaths[i] += chaos->unwritten[i];
	written(chaos);
	chaos->given_count = 0;
	desk_kill(chaos->desk);
	desk_receive(chaos->desk);
}

static int message_of(const struct smsmodem_event *event)
{
	static char text[SMSMODEM_TEXT_SIZE(SMSMODEM_PARTS_MAX)];
	int message = -1;

	assert_true(event->message.count > 0);
	assert_int_equal(event->message.count, event->message.total);
	assert_true(smsmodem_text(event->message.parts, event->message.count, text, sizeof text) >
		    0);
	assert_int_equal(sscanf(text, "message %d ", &message), 1);
	assert_in_range(message, 0, MESSAGES - 1);
	return message;
}

static void acknowledge(struct chaos *chaos)
{
	if (chaos->given_count == 0)
		return;
	size_t i = chance(chaos, (unsigned)chaos->given_count);
	struct smsmodem_error error;
	if (smsmodem_ack(chaos->desk->phone->modem, chaos->given[i].token, &error) < 0)
		fail_msg("%s", error.text);
	chaos->unwritten[chaos->given[i].message] = true;
	chaos->given[i] = chaos->given[--chaos->given_count];
}

static int take(struct chaos *chaos, int64_t timeout_ms)
{
	struct smsmodem_event event;
	struct smsmodem_error error;
	int result = smsmodem_next(chaos->desk->phone->modem, &event, timeout_ms, &error);

	/* it started anew without a word, and answers in digits now */
	if (result == SMSMODEM_E_LINK)
		die(chaos);
	else if (result < 0)
		fail_msg("%s", error.text);
	if (!chaos->desk->phone->modem->receiver->arrivals->acked.first)
		written(chaos);
	if (result <= 0 || event.kind != SMSMODEM_EVENT_SMS)
		return result;
	int message = message_of(&event);
	chaos->out[message]++;
	chaos->again[message] += event.redelivered;
	if (chaos->out[message] > 1 && !event.redelivered)
		fail_msg("message %d came again, and not marked", message);
	if (chaos->out[message] > 1 + chaos->deaths[message])
		fail_msg("message %d came %d times, of %d deaths", message, chaos->out[message],
			 chaos->deaths[message]);
	chaos->given[chaos->given_count].token = event.token;
	chaos->given[chaos->given_count++].message = message;
	return result;
}

static void something(struct chaos *chaos)
{
	switch (chance(chaos, 12)) {
	case 0:
	case 1:
	case 2: send(chaos); break;
	case 3:
	case 4:
	case 5: deliver(chaos); break;
	case 6:
	case 7: (void)take(chaos, chance(chaos, 2) * 200); break;
	case 8: acknowledge(chaos); break;
	case 9: (void)smsmodem_next(chaos->desk->phone->modem, NULL, 0, NULL); break;
	case 10:
		if (chance(chaos, 4) == 0)
			(void)take(chaos, 20000);
		break;
	case 11:
		if (chance(chaos, 3) == 0)
			die(chaos);
		else if (chance(chaos, 4) == 0)
			phone_do(chaos->desk->phone, "reboot");
		break;
	}
}

/* --- the end --- */

/* The next message within a long time; what is written in it is not kept. */
static int pass(struct chaos *chaos, int64_t time_ms)
{
	int result = 0;

	for (; result == 0 && time_ms > 0; time_ms -= 30000) {
		phone_count_anew(chaos->desk->phone);
		result = take(chaos, 30000);
	}
	return result;
}

static void finish(struct chaos *chaos)
{
	while (chaos->sent < MESSAGES || chaos->waiting_count > 0) {
		send(chaos);
		deliver(chaos);
		if (chance(chaos, 3) == 0)
			while (take(chaos, 0) == 1)
				acknowledge(chaos);
	}
	do
		while (chaos->given_count > 0)
			acknowledge(chaos);
	/* one that started anew without a word is found out when it is asked next */
	while (pass(chaos, 600000) != 0);
}

static void judge(const struct chaos *chaos, const char *name, unsigned seed)
{
	for (int i = 0; i < MESSAGES; i++)
		if (chaos->out[i] == 0)
			fail_msg("%s, seed %u: message %d is lost", name, seed, i);
	/* this one is mute: it has no memory that can be asked for */
	assert_int_equal(desk_stored(chaos->desk, "ME"), 0);
}

static void run(const char *options, enum smsmodem_receive_way way, unsigned seed)
{
	const struct smsmodem_receive_options receive = {.way = way};
	struct chaos chaos = {.random = seed};

	print_message("%s, way %d, seed %u\n", options, (int)way, seed);
	chaos.desk = desk_start(options, &receive);
	for (int i = 0; i < 900; i++)
		something(&chaos);
	finish(&chaos);
	judge(&chaos, options, seed);
	desk_close(chaos.desk);
}

static void test_chaos(void **state)
{
	static const struct {
		const char *options;
		enum smsmodem_receive_way way;
	} rows[] = {
		{"", SMSMODEM_RECEIVE_AUTO},
		{"", SMSMODEM_RECEIVE_DIRECT},
		{"", SMSMODEM_RECEIVE_POLL},
		{"storage=me=5,sm=1", SMSMODEM_RECEIVE_AUTO},
		{"profile=nokia", SMSMODEM_RECEIVE_AUTO},
		{"profile=siemens", SMSMODEM_RECEIVE_AUTO},
		{"profile=huawei", SMSMODEM_RECEIVE_AUTO},
		{"profile=qualcomm", SMSMODEM_RECEIVE_DIRECT},
		{"profile=minimal", SMSMODEM_RECEIVE_AUTO},
		{"profile=quirky", SMSMODEM_RECEIVE_AUTO},
	};
	unsigned first = getenv("SEED") ? (unsigned)atoi(getenv("SEED")) : (unsigned)time(NULL);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (!getenv("ROW") || (size_t)atoi(getenv("ROW")) == i)
			run(rows[i].options, rows[i].way, first + (unsigned)i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chaos),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
