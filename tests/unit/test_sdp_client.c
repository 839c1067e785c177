/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client of SDP against servers of all kinds, over a pair of sockets in place of Bluetooth. */
#include "bt.h"
#include "pdu_support.h"
#include <errno.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

/* A server that gives an answer of its own to each request, until there is none left. */
struct puppet {
	int fd;
	const char *const *answers; /* hex; "TT" is the request's transaction ID; NULL ends */
	bool repeat;                /* the last one for ever */
	bool stay;                  /* silent at the end, instead of gone */
	size_t padding;             /* octets behind each answer */
	size_t requests;
	uint8_t last[128]; /* request */
	ssize_t last_count;
};

static size_t answer_of(const char *hex, const uint8_t *request, uint8_t *answer, size_t size)
{
	char text[2048];
	size_t used = 0;

	for (; *hex; hex++) {
		if (*hex == 'T') {
			used += (size_t)snprintf(text + used, sizeof text - used, "%02X%02X",
						 request[1], request[2]);
			hex++;
		} else {
			text[used++] = *hex;
		}
		assert_true(used < sizeof text);
	}
	text[used] = '\0';
	return octets_of(text, answer, size);
}

static void *puppet_run(void *argument)
{
	struct puppet *puppet = argument;
	uint8_t answer[1024];
	ssize_t count;

	while ((count = recv(puppet->fd, puppet->last, sizeof puppet->last, 0)) > 0) {
		puppet->last_count = count;
		puppet->requests++;
		if (!*puppet->answers)
			break;
		size_t length = answer_of(*puppet->answers, puppet->last, answer, sizeof answer);
		assert_in_range(length + puppet->padding, 0, sizeof answer);
		memset(answer + length, 0, puppet->padding);
		if (send(puppet->fd, answer, length + puppet->padding, MSG_NOSIGNAL) < 0)
			break;
		if (!puppet->repeat || puppet->answers[1])
			puppet->answers++;
	}
	if (!puppet->stay)
		(void)shutdown(puppet->fd, SHUT_RDWR);
	return NULL;
}

struct talk {
	uint8_t *octets;
	size_t count;
	struct smsmodem_error error;
	size_t requests;
	uint8_t last[128];
	ssize_t last_count;
};

static int talk_with(struct puppet *puppet, int64_t timeout_ms, int cancel_fd, struct talk *talk)
{
	const struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(0x1103);
	pthread_t thread;
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds), 0);
	puppet->fd = fds[1];
	assert_int_equal(pthread_create(&thread, NULL, puppet_run, puppet), 0);
	const struct bt_wait wait = {clock_now_ms() + timeout_ms, cancel_fd};
	memset(talk, 0, sizeof *talk);
	int code = bt_sdp_talk(fds[0], &uuid, &wait, &talk->octets, &talk->count, &talk->error);
	(void)shutdown(fds[0], SHUT_RDWR);
	assert_int_equal(pthread_join(thread, NULL), 0);
	close(fds[0]);
	close(fds[1]);
	talk->requests = puppet->requests;
	talk->last_count = puppet->last_count;
	memcpy(talk->last, puppet->last, sizeof talk->last);
	if (code == SMSMODEM_OK) {
		assert_int_equal(talk->octets != NULL, talk->count > 0);
	} else {
		assert_int_equal(talk->error.code, code);
		assert_true(talk->error.text[0]);
		assert_null(talk->octets);
		assert_int_equal(talk->count, 0);
	}
	return code;
}

struct talk_row {
	const char *name;
	const char *answers[4];
	int code;
	const char *records; /* hex */
	size_t requests;
	const char *says; /* part of the sentence, or NULL */
};

static const struct talk_row talk_rows[] = {
	/* 3 B 4.7.2 */
	{"one record",
	 {"07 TT 0010 000D 35 0B 35 09 09 0001 35 04 19 1103 00 00"},
	 SMSMODEM_OK,
	 "35 09 09 0001 35 04 19 1103 00",
	 1,
	 NULL},
	{"none", {"07 TT 0005 0002 35 00 00"}, SMSMODEM_OK, "", 1, NULL},
	{"two records",
	 {"07 TT 0009 0006 35 04 35 00 35 00 00"},
	 SMSMODEM_OK,
	 "35 00 35 00",
	 1,
	 NULL},
	{"a record without attributes in a 16-bit list",
	 {"07 TT 0008 0005 36 0002 35 00 00"},
	 SMSMODEM_OK,
	 "35 00",
	 1,
	 NULL},
	{"in two parts",
	 {"07 TT 0006 0002 35 04 01 AA", "07 TT 0007 0004 35 02 08 01 00"},
	 SMSMODEM_OK,
	 "35 02 08 01",
	 2,
	 NULL},
	{"in parts by 16 octets of state",
	 {"07 TT 0014 0001 35 10 000102030405060708090A0B0C0D0E0F", "07 TT 0004 0001 00 00"},
	 SMSMODEM_OK,
	 "",
	 2,
	 NULL},
	{"its state is 17 octets",
	 {"07 TT 0015 0001 35 11 000102030405060708090A0B0C0D0E0F10"},
	 SMSMODEM_E_DATA,
	 NULL,
	 1,
	 "continuation"},
	{"its state is cut off", {"07 TT 0005 0001 35 02 AA"}, SMSMODEM_E_DATA, NULL, 1, NULL},
	{"something behind its state",
	 {"07 TT 0006 0002 35 00 00 00"},
	 SMSMODEM_E_DATA,
	 NULL,
	 1,
	 NULL},
	{"a part of nothing that goes on",
	 {"07 TT 0004 0000 01 AA"},
	 SMSMODEM_E_DATA,
	 NULL,
	 1,
	 "no end"},
	{"another transaction",
	 {"07 7777 0005 0002 35 00 00"},
	 SMSMODEM_E_DATA,
	 NULL,
	 1,
	 "another"},
	{"another PDU", {"05 TT 0005 0002 35 00 00"}, SMSMODEM_E_DATA, NULL, 1, "another"},
	{"our own request back", {"06 TT 0005 0002 35 00 00"}, SMSMODEM_E_DATA, NULL, 1, "another"},
	{"a length that is too short",
	 {"07 TT 0004 0002 35 00 00"},
	 SMSMODEM_E_DATA,
	 NULL,
	 1,
	 "length"},
	{"a length that is too long",
	 {"07 TT 0006 0002 35 00 00"},
	 SMSMODEM_E_DATA,
	 NULL,
	 1,
	 "length"},
	{"less than a header", {"07 TT 00"}, SMSMODEM_E_DATA, NULL, 1, "length"},
	{"a list longer than the packet",
	 {"07 TT 0005 0003 35 00 00"},
	 SMSMODEM_E_DATA,
	 NULL,
	 1,
	 "cut"},
	{"a list longer than its lists",
	 {"07 TT 0006 0003 35 00 00 00"},
	 SMSMODEM_E_DATA,
	 NULL,
	 1,
	 "list"},
	{"a list that is cut off", {"07 TT 0005 0002 35 04 00"}, SMSMODEM_E_DATA, NULL, 1, "list"},
	{"nothing at all", {"07 TT 0003 0000 00"}, SMSMODEM_E_DATA, NULL, 1, "list"},
	{"a list of numbers", {"07 TT 0007 0004 35 02 08 01 00"}, SMSMODEM_E_DATA, NULL, 1, "list"},
	{"a number", {"07 TT 0005 0002 08 01 00"}, SMSMODEM_E_DATA, NULL, 1, "list"},
	{"a record beyond the list",
	 {"07 TT 0007 0004 35 02 35 01 00"},
	 SMSMODEM_E_DATA,
	 NULL,
	 1,
	 "list"},
	/* 3 B 4.4.1 */
	{"error: version", {"01 TT 0002 0001"}, SMSMODEM_E_REFUSED, NULL, 1, "0x0001"},
	{"error: syntax", {"01 TT 0002 0003"}, SMSMODEM_E_REFUSED, NULL, 1, "0x0003"},
	{"error: continuation, later",
	 {"07 TT 0006 0002 35 04 01 AA", "01 TT 0002 0005"},
	 SMSMODEM_E_REFUSED,
	 NULL,
	 2,
	 "0x0005"},
	{"error: resources", {"01 TT 0002 0006"}, SMSMODEM_E_TEMPORARY, NULL, 1, "later"},
	{"error: unknown", {"01 TT 0002 0777"}, SMSMODEM_E_REFUSED, NULL, 1, "0x0777"},
	{"error: without a code", {"01 TT 0000"}, SMSMODEM_E_REFUSED, NULL, 1, NULL},
	{"gone at once", {NULL}, SMSMODEM_E_LINK, NULL, 1, "range"},
	{"gone between", {"07 TT 0006 0002 35 04 01 AA"}, SMSMODEM_E_LINK, NULL, 2, "range"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(talk_rows); i++) {
		const struct talk_row *row = &talk_rows[i];
		struct puppet puppet = {.answers = row->answers};
		struct talk talk;

		print_message("row '%s'\n", row->name);
		assert_int_equal(talk_with(&puppet, 20000, -1, &talk), row->code);
		assert_int_equal(talk.requests, row->requests);
		if (row->code == SMSMODEM_OK)
			assert_octets(talk.octets, talk.count, row->records);
		if (row->says)
			assert_non_null(strstr(talk.error.text, row->says));
		free(talk.octets);
	}
}

/* What is asked: all attributes (3 B 4.7.1), and on with the state of the last answer. */
static void test_request(void **state)
{
	static const char *const once[] = {"07 TT 0005 0002 35 00 00", NULL};
	static const char *const twice[] = {"07 TT 0007 0002 35 00 02 ABCD", "07 TT 0003 0000 00",
					    NULL};
	struct puppet puppet = {.answers = once};
	struct talk talk;

	(void)state;
	assert_int_equal(talk_with(&puppet, 20000, -1, &talk), SMSMODEM_OK);
	assert_octets(talk.last, (size_t)talk.last_count,
		      "06 0001 000F 35 03 19 1103 FFFF 35 05 0A 0000FFFF 00");
	puppet = (struct puppet){.answers = twice};
	assert_int_equal(talk_with(&puppet, 20000, -1, &talk), SMSMODEM_OK);
	assert_octets(talk.last, (size_t)talk.last_count,
		      "06 0002 0011 35 03 19 1103 FFFF 35 05 0A 0000FFFF 02 ABCD");
}

/* Every answer cut at every octet, its lengths made right: nothing is taken for the whole. */
static void test_cut(void **state)
{
	static const char whole[] = "35 0B 35 09 09 0001 35 04 19 1103 00";
	const struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(0x1103);
	uint8_t list[32], request[BT_SDP_REQUEST_SIZE];
	size_t length = octets_of(whole, list, sizeof list);

	(void)state;
	for (size_t cut = 0; cut < length; cut++) {
		struct bt_sdp_query query;
		uint8_t *octets, response[64] = {0x07};
		size_t count, used = BT_SDP_HEADER_SIZE + 2 + cut + 1;

		assert_int_equal(bt_sdp_query_begin(&query, &uuid, NULL), SMSMODEM_OK);
		(void)bt_sdp_query_write(&query, request);
		memcpy(response + 1, request + 1, 2);
		bt_sdp_put16(response + 3, used - BT_SDP_HEADER_SIZE);
		bt_sdp_put16(response + 5, cut);
		memcpy(response + 7, list, cut);
		for (size_t packet = 0; packet < used; packet++) {
			uint8_t *exact = exact_copy(response, packet);
			assert_int_equal(bt_sdp_query_read(&query, exact, packet, NULL),
					 SMSMODEM_E_DATA);
			free(exact);
		}
		assert_int_equal(bt_sdp_query_read(&query, response, used, NULL), 1);
		assert_int_equal(bt_sdp_query_take(&query, &octets, &count, NULL), SMSMODEM_E_DATA);
		assert_null(octets);
		bt_sdp_query_end(&query);
	}
}

static void test_endless(void **state)
{
	/* The most that a packet of ours can hold would come to 64 KiB sooner. */
	static const char *const answers[] = {"07 TT 0006 0002 35 04 01 AA", NULL};
	struct puppet puppet = {.answers = answers, .repeat = true};
	struct talk talk;

	(void)state;
	assert_int_equal(talk_with(&puppet, 60000, -1, &talk), SMSMODEM_E_DATA);
	assert_non_null(strstr(talk.error.text, "no end"));
	assert_in_range(talk.requests, 100, 4000);
}

static void test_endless_large(void **state)
{
	static char answer[1024];
	const char *const answers[] = {answer, NULL};
	struct puppet puppet = {.answers = answers, .repeat = true};
	struct talk talk;
	size_t used = (size_t)snprintf(answer, sizeof answer, "07 TT 01E4 01E0");

	(void)state;
	memset(answer + used, 'A', 960);
	(void)snprintf(answer + used + 960, sizeof answer - used - 960, "01 AA");
	assert_int_equal(talk_with(&puppet, 60000, -1, &talk), SMSMODEM_E_DATA);
	assert_non_null(strstr(talk.error.text, "no end"));
	assert_int_equal(talk.requests, 65536 / 0x1E0 + 1);
}

/* More than the MTU that was offered is not taken for a shorter answer. */
static void test_oversize(void **state)
{
	static const char *const answers[] = {"07 TT 0005 0002 35 00 00", NULL};
	struct puppet puppet = {.answers = answers, .padding = 672};
	struct talk talk;

	(void)state;
	assert_int_equal(talk_with(&puppet, 20000, -1, &talk), SMSMODEM_E_DATA);
	assert_non_null(strstr(talk.error.text, "longer"));
}

static void test_silence(void **state)
{
	static const char *const answers[] = {NULL};
	struct puppet puppet = {.answers = answers, .stay = true};
	struct talk talk;
	int64_t start_ms = clock_now_ms();

	(void)state;
	assert_int_equal(talk_with(&puppet, 60, -1, &talk), SMSMODEM_E_TIMEOUT);
	assert_in_range(clock_now_ms() - start_ms, 30, 20000);
	assert_non_null(strstr(talk.error.text, "in time"));
}

/* Silence in the middle is no better. */
static void test_silence_later(void **state)
{
	static const char *const answers[] = {"07 TT 0006 0002 35 04 01 AA", NULL};
	struct puppet puppet = {.answers = answers, .stay = true};
	struct talk talk;

	(void)state;
	assert_int_equal(talk_with(&puppet, 60, -1, &talk), SMSMODEM_E_TIMEOUT);
	assert_int_equal(talk.requests, 2);
}

static void test_cancel(void **state)
{
	static const char *const answers[] = {NULL};
	struct puppet puppet = {.answers = answers, .stay = true};
	struct talk talk;
	int pipes[2];

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	assert_int_equal(write(pipes[1], "", 1), 1);
	assert_int_equal(talk_with(&puppet, 60000, pipes[0], &talk), SMSMODEM_E_CANCELLED);
	close(pipes[0]);
	close(pipes[1]);
}

/* A server that never reads: sending waits, and no longer than it may. */
static void test_stuck(void **state)
{
	const struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(0x1103);
	struct smsmodem_error error = {0};
	uint8_t *octets, filler[128] = {0};
	size_t count;
	int fds[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds), 0);
	while (send(fds[0], filler, sizeof filler, MSG_DONTWAIT) > 0)
		continue;
	assert_int_equal(errno, EAGAIN);
	const struct bt_wait wait = {clock_now_ms() + 60, -1};
	assert_int_equal(bt_sdp_talk(fds[0], &uuid, &wait, &octets, &count, &error),
			 SMSMODEM_E_TIMEOUT);
	close(fds[1]);
	assert_int_equal(bt_sdp_talk(fds[0], &uuid, &wait, &octets, &count, &error),
			 SMSMODEM_E_LINK);
	close(fds[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),          cmocka_unit_test(test_request),
		cmocka_unit_test(test_cut),           cmocka_unit_test(test_endless),
		cmocka_unit_test(test_endless_large), cmocka_unit_test(test_oversize),
		cmocka_unit_test(test_silence),       cmocka_unit_test(test_silence_later),
		cmocka_unit_test(test_cancel),        cmocka_unit_test(test_stuck),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
