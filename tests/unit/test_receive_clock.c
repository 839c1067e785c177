/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of the computer jumps while a message waits for its parts: nothing is lost. */
#include "journal.h"
#include "pdu.h"
#include "receive_world.h"

/* A message of two parts, "m0" and " y" in UTF-16 (23.040 9.2.2.1, 9.2.3.24.1). */
#define PART(n, text) "400B911346610089F60008208062917314080A050003AA020" n text
static const char first[] = PART("1", "006D0030"), second[] = PART("2", "00200079");

struct jump_row {
	const char *name;
	int64_t jump_s; /* how far the clock was from today's when the first part was seen */
	int incomplete, came;
};

static const struct jump_row jump_rows[] = {
	{"no jump", 0, 0, 1},
	{"an hour back", 3600, 0, 1},
	{"ten years back", (int64_t)10 * 365 * 86400, 0, 1},
	{"an hour on", -3600, 0, 1},
	/* it has waited long enough, and is given out as it is: nothing is lost */
	{"two days on", -2 * 86400, 2, 0},
	{"ten years on", (int64_t)-10 * 365 * 86400, 2, 0},
};

static void deliver_part(const char *tpdu)
{
	char command[512];

	(void)snprintf(command, sizeof command, "deliver-pdu 00%s", tpdu);
	phone_do(world->phone, command);
}

/* The journal has the first part already, by a clock that was another. */
static void see_first(int64_t now_s)
{
	struct smsmodem_error error = {0};
	struct smsmodem_info info;
	struct journal *journal;
	struct journal_id id;
	uint8_t octets[64];
	size_t bad;
	int count = pdu_hex_decode(first, strlen(first), octets, sizeof octets, &bad);

	assert_true(count > 0);
	assert_int_equal(smsmodem_info(world->phone->modem, &info, &error), SMSMODEM_OK);
	assert_true(info.imsi[0]);
	assert_int_equal(smsmodem_close(world->phone->modem), SMSMODEM_OK);
	assert_int_equal(journal_open(world->directory, &journal, &error), SMSMODEM_OK);
	assert_int_equal(journal_phone(journal, info.imsi, &error), SMSMODEM_OK);
	journal_identify(journal, octets, (size_t)count, &id);
	assert_int_equal(journal_see(journal, &id, now_s, NULL, 0, &error), SMSMODEM_OK);
	assert_int_equal(journal_commit(journal, true, &error), SMSMODEM_OK);
	journal_close(journal);
}

static void test_clock_jumps(void **state)
{
	struct world here;

	(void)state;
	for (size_t i = 0; i < COUNT(jump_rows); i++) {
		const struct jump_row *row = &jump_rows[i];
		world_open(&here, "", false);
		see_first(clock_wall_s() + row->jump_s);
		deliver_part(first);
		world_modem();
		take_through(1000);
		deliver_part(second);
		take_through(1000);
		here.phone->now_ms += 86400000;
		take_through(1000);
		if (here.incomplete != row->incomplete || here.came[0] != row->came)
			fail_msg("%s: %d incomplete, %d whole", row->name, here.incomplete,
				 here.came[0]);
		world_close();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_clock_jumps)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
