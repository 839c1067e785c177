/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers AT, and what does not; and which channels are asked. */
#include "bt.h"
#include "candidates.h"
#include "pdu_support.h"
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define ENOUGH_MS 50 /* for what does not answer */

/* --- the probe --- */

struct probe_row {
	const char *name;
	const char *first; /* said to the first AT; NULL: hangs up */
	const char *second;
	int result;
	bool silent; /* goes on to the deadline */
};

static const struct probe_row probe_rows[] = {
	{"OK", "\r\nOK\r\n", "", 1, false},
	{"echo and OK", "AT\r\r\nOK\r\n", "", 1, false},
	{"echo twice", "ATAT\r\r\r\nOK\r\n", "", 1, false},
	{"V0", "0\r", "", 1, false},
	{"echo and V0", "AT\r0\r", "", 1, false},
	{"something unasked before it", "\r\nRING\r\n\r\n+CREG: 1\r\n\r\nOK\r\n", "", 1, false},
	{"garbage before it", "\x01\xFFzz\r\nOK\r\n", "", 1, false},
	{"a long line before it",
	 "0123456789012345678901234567890123456789012345678901234567890123456789\r\nOK\r\n", "", 1,
	 false},
	{"half a line was left there", "\r\nERROR\r\n", "\r\nOK\r\n", 1, false},
	{"an extended error first", "\r\n+CME ERROR: 3\r\n", "\r\nOK\r\n", 1, false},
	{"V0 error, then OK", "4\r", "0\r", 1, false},
	{"ERROR for ever", "\r\nERROR\r\n", "\r\nERROR\r\n", 0, false},
	{"ERROR, then nothing", "\r\nERROR\r\n", "", 0, true},
	{"nothing", "", "", 0, true},
	{"only an echo", "AT\r", "", 0, true},
	{"OK within a line", "\r\nBOOK OK\r\n", "", 0, true},
	{"OK with more", "\r\nOKAY\r\n", "", 0, true},
	{"OK without an end", "\r\nOK", "", 0, true},
	{"a long line that ends in OK",
	 "0123456789012345678901234567890123456789012345678901234567890123456789OK\r\n", "", 0,
	 true},
	{"a satellite receiver", "$GPGGA,123519,4807.038,N*47\r\n", "", 0, true},
	{"hangs up", NULL, "", 0, false},
	{"ERROR, then hangs up", "\r\nERROR\r\n", NULL, 0, false},
};

/* In a process of its own: one reply to each AT. */
static _Noreturn void puppet(int fd, const struct probe_row *row)
{
	const char *const replies[] = {row->first, row->second};
	size_t asked = 0;
	char octet;

	while (asked < COUNT(replies) && read(fd, &octet, 1) == 1) {
		if (octet != '\r')
			continue;
		const char *reply = replies[asked++];
		if (!reply)
			_exit(0);
		if (*reply && write(fd, reply, strlen(reply)) < 0)
			_exit(1);
	}
	while (read(fd, &octet, 1) == 1)
		;
	_exit(0);
}

static void test_probe(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(probe_rows); i++) {
		const struct probe_row *row = &probe_rows[i];
		const struct bt_wait wait =
			bt_wait_for(row->silent ? ENOUGH_MS : 60000, ENOUGH_MS, -1);
		struct smsmodem_error error;
		int ends[2];

		print_message("row '%s'\n", row->name);
		assert_int_equal(
			socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends),
			0);
		assert_int_equal(fcntl(ends[1], F_SETFL, 0), 0);
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			close(ends[0]);
			puppet(ends[1], row);
		}
		close(ends[1]);
		assert_int_equal(bt_probe(ends[0], &wait, &error), row->result);
		close(ends[0]);
		assert_int_equal(waitpid(child, NULL, 0), child);
	}
}

/* Octet by octet is the same as at once. */
static void test_pieces(void **state)
{
	static const char reply[] = "AT\r\r\n+CREG: 1\r\n\r\nOK\r\n";
	const struct bt_wait wait = bt_wait_for(60000, 0, -1);
	int ends[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends),
			 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		for (size_t i = 0; i < sizeof reply - 1; i++)
			if (fd_wait(-1, 0, -1, clock_now_ms() + 1, NULL) != 0 ||
			    write(ends[1], reply + i, 1) != 1)
				_exit(1);
		_exit(0);
	}
	assert_int_equal(bt_probe(ends[0], &wait, NULL), 1);
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

/* What talks without an end does not hold us beyond the deadline. */
static void test_endless(void **state)
{
	const struct bt_wait wait = bt_wait_for(ENOUGH_MS, 0, -1);
	int ends[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		while (send(ends[1], "$GPGGA,1\r\n", 10, MSG_NOSIGNAL) == 10)
			;
		_exit(0);
	}
	close(ends[1]);
	int64_t begin_ms = clock_now_ms();
	assert_int_equal(bt_probe(ends[0], &wait, NULL), 0);
	assert_in_range(clock_now_ms() - begin_ms, ENOUGH_MS / 2, 30000);
	close(ends[0]);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void test_cancelled(void **state)
{
	struct smsmodem_error error;
	int ends[2], stop[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends),
			 0);
	assert_int_equal(pipe2(stop, O_CLOEXEC), 0);
	assert_int_equal(write(stop[1], "x", 1), 1);
	const struct bt_wait wait = bt_wait_for(60000, 0, stop[0]);
	assert_int_equal(bt_probe(ends[0], &wait, &error), SMSMODEM_E_CANCELLED);
	assert_int_equal(error.code, SMSMODEM_E_CANCELLED);
	for (int i = 0; i < 2; i++) {
		close(ends[i]);
		close(stop[i]);
	}
}

/* --- candidates --- */

/* Records as a server gives them: ServiceClassIDList and ProtocolDescriptorList (3 B 5.1). */
#define RECORD(class, channel) \
	"3519 090001 3503 19" class " 090004 350C 3503190100 3505190003 08" channel
#define DUN "1103"
#define SPP "1101"

struct candidates_row {
	const char *name;
	const char *hex;
	const char *channels; /* hex of DUN's, then of SPP's that are new */
};

static const struct candidates_row candidates_rows[] = {
	{"none", "", ""},
	{"one", RECORD(DUN, "03"), "03"},
	{"DUN is before SPP", RECORD(SPP, "01") RECORD(DUN, "03"), "0301"},
	{"in the order of the records", RECORD(SPP, "09") RECORD(SPP, "02") RECORD(SPP, "05"),
	 "090205"},
	{"one channel twice", RECORD(SPP, "04") RECORD(DUN, "04") RECORD(SPP, "04"), "04"},
	{"other classes", RECORD("1132", "10") RECORD("112F", "13"), ""},
	{"channels that cannot be", RECORD(SPP, "00") RECORD(SPP, "1F") RECORD(SPP, "FF"), ""},
	{"not over RFCOMM", "3514 090001 3503 191101 090004 3507 3505 190100 0801", ""},
	{"a number where a record should be", "0805" RECORD(SPP, "04"), "04"},
	{"cut off", RECORD(SPP, "04") "3519 090001 3503 19", "04"},
};

static void test_candidates(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(candidates_rows); i++) {
		uint8_t octets[512], channels[SMSMODEM_BT_CHANNELS_MAX];
		size_t count = octets_of(candidates_rows[i].hex, octets, sizeof octets);
		uint8_t *exact = exact_copy(octets, count);

		print_message("row '%s'\n", candidates_rows[i].name);
		size_t found = smsmodem_bt_channels(exact, count, channels);
		assert_octets(channels, found, candidates_rows[i].channels);
		free(exact);
	}
}

static void test_many_candidates(void **state)
{
	const struct smsmodem_sdp_uuid spp = smsmodem_sdp_uuid_of(0x1101);
	struct bt_candidates candidates = {.count = 0};
	uint8_t octets[64];
	size_t count = octets_of(RECORD(SPP, "01"), octets, sizeof octets);

	(void)state;
	for (unsigned channel = 0; channel < 256; channel++) {
		octets[count - 1] = (uint8_t)channel;
		bt_candidates_add(&candidates, octets, count, &spp);
		assert_int_equal(candidates.count, channel < 30 ? channel : 30);
	}
}

static void test_offers(void **state)
{
	char text[200];
	uint8_t octets[512];
	size_t count = octets_of(RECORD("1132", "10") RECORD(SPP, "04") RECORD("1132", "11")
					 RECORD("0123", "05"),
				 octets, sizeof octets);
	const struct smsmodem_sdp_uuid mas = smsmodem_sdp_uuid_of(0x1132);

	(void)state;
	bt_offers(NULL, 0, text, sizeof text);
	assert_string_equal(text, "");
	bt_offers(octets, count, text, sizeof text);
	print_message("%s\n", text);
	assert_non_null(strstr(text, smsmodem_sdp_uuid_name(&mas)));
	assert_non_null(strstr(text, ", 0x0123"));
	/* every capacity: whole names, and dots for the rest */
	size_t whole = strlen(text);
	for (size_t size = 5; size <= sizeof text; size++) {
		char *small = malloc(size);

		assert_non_null(small);
		bt_offers(octets, count, small, size);
		assert_true(strlen(small) < size);
		if (strcmp(small, text) != 0)
			assert_string_equal(small + strlen(small) - 3, "...");
		else
			assert_true(size > whole);
		free(small);
	}
	/* every truncation */
	for (size_t cut = 0; cut < count; cut++) {
		uint8_t *exact = exact_copy(octets, cut);

		bt_offers(exact, cut, text, sizeof text);
		assert_true(strlen(text) <= whole);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_probe),      cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_endless),    cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_candidates), cmocka_unit_test(test_many_candidates),
		cmocka_unit_test(test_offers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
