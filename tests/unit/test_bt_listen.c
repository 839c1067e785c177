/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bt-listen: what is said while a phone is waited for; the listener is played. */
#include "pdu_support.h"
#include "record.h"
#include <sys/socket.h>
#include <unistd.h>

#define DEVICE "bt:00:AA:01:00:00:00/7"
#define DEAF                                                                           \
	"; but hci0 answers no calls now: `bluetoothctl discoverable on`, or as root " \
	"`btmgmt connectable on`"

/* --- a listener, in place of listen.c --- */

static struct {
	int code;   /* of opening it */
	bool found; /* by its record */
	const char *deaf;
	int phone; /* who calls at once, -1: nobody */
	int ready; /* a descriptor that is readable if somebody does */
	int open;
} played;

int bt_listener_open(const struct smsmodem_bt_listen_options *options, const struct bt_wait *wait,
		     struct smsmodem_bt_listener **listener, struct smsmodem_error *error)
{
	(void)options;
	(void)wait;
	*listener = NULL;
	if (played.code < 0)
		return smsmodem_error_set(error, played.code, "played");
	played.open++;
	*listener = (struct smsmodem_bt_listener *)&played;
	return SMSMODEM_OK;
}

int smsmodem_bt_listener_fd(const struct smsmodem_bt_listener *listener)
{
	(void)listener;
	return played.ready;
}

const char *smsmodem_bt_listener_device(const struct smsmodem_bt_listener *listener)
{
	(void)listener;
	return DEVICE;
}

bool bt_listener_is_found(const struct smsmodem_bt_listener *listener)
{
	(void)listener;
	return played.found;
}

const char *bt_listener_deaf(const struct smsmodem_bt_listener *listener)
{
	(void)listener;
	return played.deaf;
}

int smsmodem_bt_accept(struct smsmodem_bt_listener *listener, int *fd,
		       char caller[SMSMODEM_BT_ADDRESS_SIZE], struct smsmodem_error *error)
{
	(void)listener;
	(void)error;
	*fd = played.phone;
	(void)snprintf(caller, SMSMODEM_BT_ADDRESS_SIZE, "00:11:22:33:44:55");
	return 1;
}

void smsmodem_bt_listener_close(struct smsmodem_bt_listener *listener)
{
	if (listener)
		played.open--;
}

/* --- what is said --- */

#define OFFERED "smsmodem: waiting at " DEVICE ", offered as "
#define LATE                                                                                   \
	"no phone connected to " DEVICE " in time: pair it (`smsmodem bt pair ADDRESS`), and " \
	"start its console towards this computer, "
#define UNFOUND                                                                                 \
	"no phone could find this computer, as bluetoothd does not run or refused to register " \
	"the service: start it (`systemctl start bluetooth`), or use bt-listen:3 and give the " \
	"phone channel 3"

static const struct {
	const char *name, *rest;
	int opened;
	bool found;
	const char *deaf;
	bool calls;
	int code;
	const char *note, *text;
} rows[] = {
	{"a phone calls", "", 0, true, "", true, SMSMODEM_OK, OFFERED "Serial Port\n", ""},
	{"DUN", "?service=dun", 0, true, "", true, SMSMODEM_OK, OFFERED "Dial-up Networking\n", ""},
	{"nobody calls", "7", 0, true, "", false, SMSMODEM_E_TIMEOUT, OFFERED "Serial Port\n",
	 LATE "Serial Port on channel 7"},
	{"nobody can", "", 0, true, DEAF, false, SMSMODEM_E_TIMEOUT,
	 OFFERED "Serial Port" DEAF "\n", LATE "Serial Port on channel 7" DEAF},
	{"DUN, and nobody calls", "?service=dun", 0, true, "", false, SMSMODEM_E_TIMEOUT,
	 OFFERED "Dial-up Networking\n", LATE "Dial-up Networking on channel 7"},
	{"a channel, no record", "7", 0, false, "", true, SMSMODEM_OK,
	 "smsmodem: waiting at " DEVICE ", which is not offered: give the phone channel 7\n", ""},
	{"neither", "", 0, false, "", true, SMSMODEM_E_NODEVICE, "", UNFOUND},
	{"no listener", "", SMSMODEM_E_BUSY, true, "", true, SMSMODEM_E_BUSY, "", "played"},
	{"no such option", "?x=y", 0, true, "", true, SMSMODEM_E_USAGE, "", NULL},
	{"no such service", "?service=opp", 0, true, "", true, SMSMODEM_E_USAGE, "", NULL},
};

static void run(size_t i, bool told)
{
	char note[600] = "";
	int notes[2], phone[2], never[2];
	struct smsmodem_error error = {.code = 0};
	struct transport *transport;

	assert_int_equal(pipe(notes), 0);
	assert_int_equal(pipe(never), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, phone), 0);
	assert_int_equal(write(phone[1], "x", 1), 1);
	played = (__typeof__(played)){rows[i].opened,
				      rows[i].found,
				      rows[i].deaf,
				      phone[0],
				      rows[i].calls ? phone[0] : never[0],
				      0};
	const struct transport_options options = {
		.timeout_ms = 10, .cancel_fd = -1, .note_fd = told ? notes[1] : 0};
	int code = transport_open_bt_listen(rows[i].rest, &options, &transport, &error);
	close(notes[1]);
	assert_true(read(notes[0], note, sizeof note - 1) >= 0);
	if (code != rows[i].code || strcmp(note, told ? rows[i].note : "") != 0 ||
	    (rows[i].text && strcmp(error.text, rows[i].text) != 0))
		fail_msg("%s: %d '%s' '%s'", rows[i].name, code, note, error.text);
	assert_int_equal(played.open, 0);
	if (transport)
		transport->ops->close(transport);
	else
		close(phone[0]);
	close(phone[1]);
	close(notes[0]);
	close(never[0]);
	close(never[1]);
}

static void test_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++)
		run(i / 2, i % 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_said)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
