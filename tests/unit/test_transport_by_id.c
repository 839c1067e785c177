/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links as udev makes them (/dev/serial/by-id/...): looked up at every open, and missed by name. */
#include "pty_transport.h"
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

struct links {
	char root[PATH_MAX / 4], folder[PATH_MAX / 2], link[PATH_MAX];
};

static void links_make(struct links *links)
{
	const char *place = getenv("TMPDIR");

	(void)snprintf(links->root, sizeof links->root, "%s/smsmodem-links-XXXXXX",
		       place ? place : "/tmp");
	assert_non_null(mkdtemp(links->root));
	(void)snprintf(links->folder, sizeof links->folder, "%s/by-id", links->root);
	assert_int_equal(mkdir(links->folder, 0755), 0);
	(void)snprintf(links->link, sizeof links->link, "%s/usb-PHONE1-if00", links->folder);
}

static void links_remove(const struct links *links)
{
	assert_int_equal(rmdir(links->folder), 0);
	assert_int_equal(rmdir(links->root), 0);
}

/* Open the link, write, and see at which of the ports it comes out. */
static void assert_leads_to(const char *uri, const struct pty_pair *port)
{
	struct transport *transport = open_good(uri);
	struct smsmodem_error error;
	char text[8];

	assert_int_equal(transport->ops->write(transport, "AT\r", 3, &error), 3);
	assert_int_equal(read(port->master, text, sizeof text), 3);
	transport->ops->close(transport);
}

static void test_looked_up_at_every_open(void **state)
{
	struct pty_pair ports[2];
	struct links links;
	char uri[PATH_MAX + 16];

	(void)state;
	links_make(&links);
	(void)snprintf(uri, sizeof uri, "tty:%s?baud=9600", links.link);
	for (int i = 0; i < 2; i++)
		assert_true(pty_open(&ports[i]));
	for (int i = 0; i < 4; i++) {
		assert_int_equal(symlink(ports[i % 2].path, links.link), 0);
		assert_leads_to(links.link, &ports[i % 2]);
		assert_leads_to(uri, &ports[i % 2]);
		assert_int_equal(unlink(links.link), 0);
	}
	for (int i = 0; i < 2; i++)
		close(ports[i].master);
	links_remove(&links);
}

static void test_missing(void **state)
{
	struct smsmodem_error error;
	struct links links;
	char other[PATH_MAX], expected[3 * PATH_MAX];

	(void)state;
	links_make(&links);
	open_bad(links.link, SMSMODEM_E_NODEVICE, &error);
	assert_non_null(strstr(error.text, "there is no "));
	assert_non_null(strstr(error.text, "nor any other there: is the modem plugged in"));
	/* its neighbours are what may be meant */
	(void)snprintf(other, sizeof other, "%s/usb-PHONE2-if00", links.folder);
	assert_int_equal(symlink("/dev/null", other), 0);
	open_bad(links.link, SMSMODEM_E_NODEVICE, &error);
	(void)snprintf(expected, sizeof expected, "there is no %s; there is %s", links.link, other);
	assert_string_equal(error.text, expected);
	/* a link whose port has gone is a port that has gone */
	assert_int_equal(symlink("/dev/none", links.link), 0);
	open_bad(links.link, SMSMODEM_E_NODEVICE, &error);
	assert_int_equal(unlink(links.link), 0);
	assert_int_equal(unlink(other), 0);
	links_remove(&links);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_looked_up_at_every_open),
		cmocka_unit_test(test_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
