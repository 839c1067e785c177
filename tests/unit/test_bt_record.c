/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service record as BlueZ's XML, and how it is given to bluetoothd's SDP socket. */
#include "pdu_support.h"
#include "record.h"
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct bt_record record_of(const char *hex)
{
	struct bt_record record;

	record.length = octets_of(hex, record.octets, sizeof record.octets);
	return record;
}

/* --- XML --- */

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?><record>"
#define TAIL "</record>"

static const struct {
	const char *name, *hex, *xml; /* NULL: not written */
} xml_rows[] = {
	{"no attribute", "3500", HEAD TAIL},
	{"the handle is the server's", "3508 090000 0A00010001", HEAD TAIL},
	{"a list of classes (Core 3 B 5.1.2)", "3508 090001 3503191103",
	 HEAD
	 "<attribute id=\"0x0001\"><sequence><uuid value=\"0x1103\"/></sequence></attribute>" TAIL},
	{"numbers keep their sizes (3 B 3.2)", "3511 090200 350C 08FF 091234 0A89ABCDEF 0801",
	 HEAD "<attribute id=\"0x0200\"><sequence><uint8 value=\"0xff\"/><uint16 value=\"0x1234\"/>"
	      "<uint32 value=\"0x89abcdef\"/><uint8 value=\"0x1\"/></sequence></attribute>" TAIL},
	{"a text that XML would have to escape", "3508 090100 2503 3C0026",
	 HEAD
	 "<attribute id=\"0x0100\"><text encoding=\"hex\" value=\"3c0026\"/></attribute>" TAIL},
	{"a UUID of 128 bits", "3514 090001 1C00112233445566778899AABBCCDDEEFF",
	 HEAD "<attribute id=\"0x0001\"><uuid value=\"00112233-4455-6677-8899-aabbccddeeff\"/>"
	      "</attribute>" TAIL},
	{"two attributes", "350A 090001 0801 090002 0802",
	 HEAD "<attribute id=\"0x0001\"><uint8 value=\"0x1\"/></attribute>"
	      "<attribute id=\"0x0002\"><uint8 value=\"0x2\"/></attribute>" TAIL},
	{"no sequence", "0801", NULL},
	{"nothing", "", NULL},
	{"an attribute without a value", "3503 090001", NULL},
	{"an ID of another size", "3504 0801 0801", NULL},
	{"an ID of another type", "3505 110001 0801", NULL},
	{"a type that ours has not", "3505 090001 2801", NULL},
	{"a number of 128 bits", "3514 090001 0C00112233445566778899AABBCCDDEEFF", NULL},
	{"cut off within", "3505 090001 3503", NULL},
};

static void test_xml(void **state)
{
	char xml[BT_RECORD_XML_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(xml_rows); i++) {
		struct bt_record record = record_of(xml_rows[i].hex);
		int code = bt_record_xml(&record, xml);

		if ((code == SMSMODEM_OK) != (xml_rows[i].xml != NULL))
			fail_msg("%s: %d", xml_rows[i].name, code);
		if (xml_rows[i].xml && strcmp(xml, xml_rows[i].xml) != 0)
			fail_msg("%s: %s", xml_rows[i].name, xml);
	}
}

static struct bt_record own_record(const char *name)
{
	struct bt_record record;
	long length = bt_sdp_record_write(SMSMODEM_BT_DUN, 7, name, 0x00010001, record.octets);

	assert_true(length > 0);
	record.length = (size_t)length;
	return record;
}

/* What stands in it is compared with the octets by the VM's tests, by BlueZ's own client. */
static void test_xml_of_our_own(void **state)
{
	char xml[BT_RECORD_XML_SIZE];
	struct bt_record record = own_record("a name");

	(void)state;
	assert_int_equal(bt_record_xml(&record, xml), SMSMODEM_OK);
	assert_non_null(strstr(xml, "<uuid value=\"0x1103\"/>"));
	assert_non_null(strstr(xml, "<uuid value=\"0x0003\"/><uint8 value=\"0x7\"/>"));
	assert_non_null(strstr(xml, "value=\"61206e616d65\""));
	assert_null(strstr(xml, "id=\"0x0000\""));
}

static void test_xml_of_any_length(void **state)
{
	char xml[BT_RECORD_XML_SIZE];
	struct bt_record whole = own_record("a name of some length");

	(void)state;
	for (size_t length = 0; length < whole.length; length++) {
		struct bt_record cut = whole;

		cut.length = length;
		assert_int_equal(bt_record_xml(&cut, xml), SMSMODEM_E_DATA);
	}
}

/* The deepest and longest that fits a record: it is written, or refused, within its room. */
static void test_xml_of_random_octets(void **state)
{
	static const uint8_t likely[] = {0x08, 0x09, 0x0A, 0x19, 0x1C,
					 0x25, 0x35, 0x36, 0x00, 0x02};
	struct random random = random_start();
	char xml[BT_RECORD_XML_SIZE + 16];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct bt_record record = {.length = 3 + random_below(&random, 200)};

		for (size_t i = 0; i < record.length; i++)
			record.octets[i] = random_below(&random, 4)
						   ? likely[random_below(&random, COUNT(likely))]
						   : (uint8_t)random_below(&random, 256);
		record.octets[0] = 0x35;
		record.octets[1] = (uint8_t)(record.length - 2);
		memset(xml, CANARY, sizeof xml);
		(void)bt_record_xml(&record, xml);
		assert_canary(xml, BT_RECORD_XML_SIZE, sizeof xml);
	}
}

/* --- bluetoothd's SDP socket --- */

/* A server of one connection. */
struct sdpd {
	struct sockaddr_un address;
	int listener;
	const char *answer; /* hex; NULL: hangs up */
	uint8_t request[1024];
	ssize_t count;
	bool ended; /* the client went */
	pthread_t thread;
};

static void *sdpd_run(void *argument)
{
	struct sdpd *sdpd = argument;
	uint8_t answer[64], end;
	int fd = accept(sdpd->listener, NULL, NULL);

	sdpd->count = recv(fd, sdpd->request, sizeof sdpd->request, 0);
	if (sdpd->answer) {
		size_t length = octets_of(sdpd->answer, answer, sizeof answer);
		(void)send(fd, answer, length, MSG_NOSIGNAL);
		sdpd->ended = recv(fd, &end, 1, 0) == 0;
	}
	close(fd);
	return NULL;
}

static void sdpd_start(struct sdpd *sdpd, const char *directory, const char *answer)
{
	*sdpd = (struct sdpd){.address = {.sun_family = AF_UNIX}, .answer = answer};
	(void)snprintf(sdpd->address.sun_path, sizeof sdpd->address.sun_path, "%s/sdp", directory);
	sdpd->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(
		bind(sdpd->listener, (struct sockaddr *)&sdpd->address, sizeof sdpd->address), 0);
	assert_int_equal(listen(sdpd->listener, 1), 0);
	assert_int_equal(pthread_create(&sdpd->thread, NULL, sdpd_run, sdpd), 0);
}

static void sdpd_stop(struct sdpd *sdpd)
{
	assert_int_equal(pthread_join(sdpd->thread, NULL), 0);
	close(sdpd->listener);
	(void)unlink(sdpd->address.sun_path);
}

#define PATIENCE_MS 10000

static const struct {
	const char *name, *answer;
	bool registered;
} sdpd_rows[] = {
	{"taken: SDP_SVC_REGISTER_RSP and the handle", "76 0001 0004 00010005", true},
	{"refused: SDP_ERROR_RSP, invalid syntax", "01 0001 0002 0003", false},
	{"less than a header", "76 0001", false},
	{"hangs up", NULL, false},
};

static void test_sdpd(void **state)
{
	const struct bt_wait wait = bt_wait_for(PATIENCE_MS, 0, -1);
	const struct bt_adapter adapter = {.address = {{6, 5, 4, 3, 2, 1}}};
	const struct bt_record record = record_of("350D 090000 0A00010001 090001 0801");
	char directory[] = "/tmp/smsmodem-test-XXXXXX";
	struct smsmodem_error error;
	struct sdpd sdpd;

	(void)state;
	assert_non_null(mkdtemp(directory));
	for (size_t i = 0; i < COUNT(sdpd_rows); i++) {
		sdpd_start(&sdpd, directory, sdpd_rows[i].answer);
		int fd = bt_record_sdpd(sdpd.address.sun_path, &adapter, &record, &wait, &error);

		if ((fd >= 0) != sdpd_rows[i].registered)
			fail_msg("%s: %d", sdpd_rows[i].name, fd);
		if (fd >= 0)
			close(fd);
		else
			assert_int_equal(fd, SMSMODEM_E_NODEVICE);
		sdpd_stop(&sdpd);
		/* The controller's address, and the record without a handle (sdpd-service). */
		assert_octets(sdpd.request, (size_t)sdpd.count,
			      "75 0001 000E 02 060504030201 3505 090001 0801");
		if (sdpd_rows[i].answer)
			assert_true(sdpd.ended);
	}
	assert_int_equal(rmdir(directory), 0);
}

static void test_no_sdpd(void **state)
{
	const struct bt_wait wait = bt_wait_for(PATIENCE_MS, 0, -1);
	const struct bt_adapter adapter = {0};
	const struct bt_record record = record_of("3500");
	struct smsmodem_error error;
	char path[200];

	(void)state;
	assert_int_equal(bt_record_sdpd("/nonexistent/sdp", &adapter, &record, &wait, &error),
			 SMSMODEM_E_NODEVICE);
	memset(path, 'x', sizeof path);
	path[0] = '/';
	path[sizeof path - 1] = '\0';
	assert_true(bt_record_sdpd(path, &adapter, &record, &wait, &error) < 0);
}

/* A server that takes the request and says nothing: the wait's descriptor and its time count. */
static void test_silent_sdpd(void **state)
{
	const struct bt_adapter adapter = {0};
	const struct bt_record record = record_of("3500");
	char directory[] = "/tmp/smsmodem-test-XXXXXX";
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct smsmodem_error error;
	int cancel[2];

	(void)state;
	assert_non_null(mkdtemp(directory));
	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s/sdp", directory);
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(listener, 2), 0);
	assert_int_equal(pipe(cancel), 0);
	int64_t start_ms = clock_now_ms();
	struct bt_wait wait = bt_wait_for(20, 0, cancel[0]);
	assert_int_equal(bt_record_sdpd(address.sun_path, &adapter, &record, &wait, &error),
			 SMSMODEM_E_NODEVICE);
	assert_int_equal(write(cancel[1], "", 1), 1);
	wait = bt_wait_for(PATIENCE_MS, 0, cancel[0]);
	assert_int_equal(bt_record_sdpd(address.sun_path, &adapter, &record, &wait, &error),
			 SMSMODEM_E_CANCELLED);
	assert_true(clock_now_ms() - start_ms < 1500); /* less than the answer's own 2 s */
	close(cancel[0]);
	close(cancel[1]);
	close(listener);
	(void)unlink(address.sun_path);
	assert_int_equal(rmdir(directory), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_xml),
		cmocka_unit_test(test_xml_of_our_own),
		cmocka_unit_test(test_xml_of_any_length),
		cmocka_unit_test(test_xml_of_random_octets),
		cmocka_unit_test(test_sdpd),
		cmocka_unit_test(test_no_sdpd),
		cmocka_unit_test(test_silent_sdpd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
