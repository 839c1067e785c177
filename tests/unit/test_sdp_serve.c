/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own SDP server: its answers, and which clients have a place. */
#include "pdu_support.h"
#include "record.h"
#include "turn_away.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct bt_record own_record(void)
{
	struct bt_record record;
	long length = bt_sdp_record_write(SMSMODEM_BT_DUN, 7, "x", 0x00010001, record.octets);

	assert_true(length > 0);
	record.length = (size_t)length;
	return record;
}

/* --- one client --- */

/* ServiceSearchAttribute for DUN, all attributes (Core 3 B 4.7.1). */
#define QUESTION "06 0007 000F 3503191103 FFFF 3505 0A0000FFFF 00"

static void test_serve(void **state)
{
	const struct bt_record record = own_record();
	uint8_t question[64], answer[700];
	int ends[2];
	size_t length = octets_of(QUESTION, question, sizeof question);

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends), 0);
	assert_true(bt_sdp_serve_client(&record, ends[0], 672)); /* nothing there */
	assert_int_equal(send(ends[1], question, length, 0), length);
	assert_true(bt_sdp_serve_client(&record, ends[0], 672));
	ssize_t count = recv(ends[1], answer, sizeof answer, 0);
	assert_true(count > 7 + (ssize_t)record.length);
	assert_octets(answer, 3, "07 0007");
	assert_memory_equal(answer + 9, record.octets, record.length);
	/* A small MTU is kept to, and the rest asked for (3 B 4.3). */
	assert_int_equal(send(ends[1], question, length, 0), length);
	assert_true(bt_sdp_serve_client(&record, ends[0], 48));
	count = recv(ends[1], answer, sizeof answer, 0);
	assert_true(count > 0 && count <= 48);
	close(ends[1]);
	assert_false(bt_sdp_serve_client(&record, ends[0], 672));
	close(ends[0]);
}

static void test_serve_nonsense(void **state)
{
	const struct bt_record record = own_record();
	static uint8_t much[1000];
	struct random random = random_start();
	int ends[2];

	(void)state;
	for (int round = 0; round < 2000; round++) {
		uint8_t octets[40];
		uint8_t answer[700];
		size_t length = 1 + random_below(&random, sizeof octets);

		for (size_t i = 0; i < length; i++)
			octets[i] = (uint8_t)random_below(&random, 256);
		assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends), 0);
		assert_int_equal(send(ends[1], octets, length, 0), length);
		bool stays = bt_sdp_serve_client(&record, ends[0], 672);
		ssize_t count = recv(ends[1], answer, sizeof answer, 0);
		assert_int_equal(stays, count > 0);
		close(ends[0]);
		close(ends[1]);
	}
	/* More than the MTU that was offered. */
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends), 0);
	assert_int_equal(send(ends[1], much, sizeof much, 0), sizeof much);
	assert_false(bt_sdp_serve_client(&record, ends[0], 672));
	close(ends[0]);
	close(ends[1]);
}

/* --- its places --- */

/* A server on a socket of this machine in place of PSM 1. */
struct stage {
	struct bt_record record;
	struct bt_sdp_server server;
	struct sockaddr_un address;
	socklen_t size;
};

static void stage_open(struct stage *stage)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0);

	*stage = (struct stage){.record = own_record(), .address = {.sun_family = AF_UNIX}};
	stage->size = sizeof stage->address;
	/* An address of the kernel's choice, in no folder (unix(7), autobind). */
	assert_int_equal(bind(fd, (struct sockaddr *)&stage->address, sizeof(sa_family_t)), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&stage->address, &stage->size), 0);
	assert_int_equal(listen(fd, 64), 0);
	stage->server = (struct bt_sdp_server){.record = &stage->record,
					       .epoll_fd = epoll_create1(0),
					       .listen_fd = fd,
					       .spare_fd = bt_spare_open()};
}

static void stage_close(struct stage *stage)
{
	bt_sdp_serve_close(&stage->server);
	close(stage->server.epoll_fd);
}

static int stage_call(const struct stage *stage)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0);

	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (const struct sockaddr *)&stage->address, stage->size), 0);
	return fd;
}

static bool is_readable(int fd)
{
	struct pollfd entry = {.fd = fd, .events = POLLIN};

	return poll(&entry, 1, 0) > 0;
}

/* Whether a client gets an answer; false: it was shown out. */
static bool is_served(struct stage *stage, int client)
{
	uint8_t question[64], answer[700];
	size_t length = octets_of(QUESTION, question, sizeof question);

	if (send(client, question, length, MSG_NOSIGNAL) != (ssize_t)length)
		return false;
	bt_sdp_serve_work(&stage->server);
	return recv(client, answer, sizeof answer, 0) > 0;
}

/* Whoever hangs up leaves a place, and while there is one nobody is shown out. */
static void test_places(void **state)
{
	struct stage stage;
	int clients[BT_SDP_CLIENTS];

	(void)state;
	stage_open(&stage);
	for (size_t i = 0; i < BT_SDP_CLIENTS; i++)
		clients[i] = stage_call(&stage);
	bt_sdp_serve_work(&stage.server);
	for (size_t i = 0; i < BT_SDP_CLIENTS; i++)
		assert_true(is_served(&stage, clients[i]));
	for (int round = 0; round < 30; round++) {
		size_t leaving = (size_t)(3 + round % 4);

		close(clients[leaving]);
		bt_sdp_serve_work(&stage.server);
		clients[leaving] = stage_call(&stage);
		bt_sdp_serve_work(&stage.server);
		for (size_t i = 0; i < BT_SDP_CLIENTS; i++)
			if (!is_served(&stage, clients[i]))
				fail_msg("round %d: client %zu has no place", round, i);
	}
	/* One too many: the eldest gives way, and no other. */
	int last = stage_call(&stage);
	bt_sdp_serve_work(&stage.server);
	assert_false(is_served(&stage, clients[0]));
	assert_true(is_served(&stage, last));
	for (size_t i = 1; i < BT_SDP_CLIENTS; i++) {
		assert_true(is_served(&stage, clients[i]));
		close(clients[i]);
	}
	close(clients[0]);
	close(last);
	stage_close(&stage);
}

/* The next descriptor that is opened is one too many. */
static struct rlimit no_more_descriptors(void)
{
	struct rlimit before, now;
	int next = fcntl(STDIN_FILENO, F_DUPFD, 0);

	assert_true(next >= 0);
	close(next);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	now = before;
	now.rlim_cur = (rlim_t)next;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
	return before;
}

/* Without a descriptor for them those who call are turned away: the listener does not stay ready.
 */
static void test_no_descriptor(void **state)
{
	struct stage stage;
	int clients[5];

	(void)state;
	stage_open(&stage);
	int before = stage_call(&stage);
	bt_sdp_serve_work(&stage.server);
	for (size_t i = 0; i < COUNT(clients); i++)
		clients[i] = stage_call(&stage);
	struct rlimit limit = no_more_descriptors();
	assert_true(is_readable(stage.server.listen_fd));
	/* valgrind keeps the limit by closing what was accepted, and so may need fewer rounds */
	for (size_t i = 0; i < COUNT(clients) && is_readable(stage.server.listen_fd); i++)
		bt_sdp_serve_work(&stage.server);
	assert_false(is_readable(stage.server.listen_fd));
	assert_true(is_served(&stage, before));
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	for (size_t i = 0; i < COUNT(clients); i++) {
		assert_false(is_served(&stage, clients[i]));
		close(clients[i]);
	}
	int after = stage_call(&stage);
	bt_sdp_serve_work(&stage.server);
	assert_true(is_served(&stage, after));
	close(after);
	close(before);
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_serve),
		cmocka_unit_test(test_serve_nonsense),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_no_descriptor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
