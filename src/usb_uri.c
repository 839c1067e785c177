/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * usb:VID:PID[:SERIAL][#INTERFACE][?port=TOPOLOGY]: what it says, which port it means, and how to
 * say it of a port.
 */
#include "ascii.h"
#include "ports.h"
#include <stdio.h>
#include <string.h>

/* --- reading --- */

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = c ? strchr(digits, ascii_tolower((unsigned char)c)) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* One to max hexadecimal digits. @return the character behind them, or NULL */
static const char *read_hex(const char *text, int max, unsigned *number)
{
	int count = 0;

	for (*number = 0; count < max && hex_digit(text[count]) >= 0; count++)
		*number = *number << 4 | (unsigned)hex_digit(text[count]);
	return count > 0 ? text + count : NULL;
}

/* @return the character behind it, or NULL: an escape is none, or it has no room */
static const char *read_serial(const char *text, char *serial, size_t size)
{
	size_t used = 0;

	for (; *text && *text != '#' && *text != '?'; text++) {
		int octet = (unsigned char)*text;

		if (*text == '%') {
			int high = hex_digit(text[1]);
			int low = high < 0 ? -1 : hex_digit(text[2]);
			octet = low < 0 ? 0 : high << 4 | low;
			text += 2;
		}
		if (octet == 0 || used + 1 >= size)
			return NULL;
		serial[used++] = (char)octet;
	}
	serial[used] = '\0';
	return used > 0 ? text : NULL;
}

/* A bus and the hubs' ports behind it: "1-1.4". @return as read_serial */
static const char *read_topology(const char *text, char *topology, size_t size)
{
	size_t length = strspn(text, "0123456789-.");

	if (length == 0 || length >= size)
		return NULL;
	memcpy(topology, text, length);
	topology[length] = '\0';
	return text + length;
}

static bool wanted_read(const char *next, struct usb_wanted *wanted)
{
	unsigned vid, pid, interface;

	*wanted = (struct usb_wanted){.interface = -1};
	next = read_hex(next, 4, &vid);
	if (!next || *next++ != ':')
		return false;
	next = read_hex(next, 4, &pid);
	if (!next)
		return false;
	wanted->vid = (uint16_t)vid;
	wanted->pid = (uint16_t)pid;
	if (*next == ':')
		next = read_serial(next + 1, wanted->serial, sizeof wanted->serial);
	if (next && *next == '#') {
		next = read_hex(next + 1, 2, &interface);
		wanted->interface = (int)interface;
	}
	if (next && strncmp(next, "?port=", 6) == 0)
		next = read_topology(next + 6, wanted->topology, sizeof wanted->topology);
	return next && *next == '\0';
}

int usb_wanted_parse(const char *text, struct usb_wanted *wanted, struct smsmodem_error *error)
{
	if (wanted_read(text, wanted))
		return SMSMODEM_OK;
	return smsmodem_error_set(
		error, SMSMODEM_E_USAGE,
		"'usb:%.80s' is not usb:VID:PID[:SERIAL][#INTERFACE][?port=TOPOLOGY], such as "
		"usb:0403:6001, usb:0403:6001:FT4711 or usb:12d1:1506#2?port=1-1.4 "
		"(hexadecimal; in SERIAL %%23 is '#')",
		text);
}

bool usb_wanted_match(const struct usb_wanted *wanted, const struct smsmodem_port *port)
{
	return port->is_usb && wanted->vid == port->vid && wanted->pid == port->pid &&
	       (wanted->interface < 0 || wanted->interface == port->interface) &&
	       (!wanted->serial[0] || strcmp(wanted->serial, port->serial) == 0) &&
	       (!wanted->topology[0] || strcmp(wanted->topology, port->topology) == 0);
}

/* --- saying it --- */

static bool needs_escape(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7F || strchr("#?%", c) != NULL;
}

/* @return octets, as snprintf: as many as there would be */
static size_t put_serial(char *text, size_t size, const char *serial)
{
	size_t used = 0;

	for (; *serial && used < size; serial++) {
		bool escape = needs_escape(*serial);
		int length = escape ? snprintf(text + used, size - used, "%%%02X",
					       (unsigned)(unsigned char)*serial)
				    : snprintf(text + used, size - used, "%c", *serial);
		used += length > 0 ? (size_t)length : 0;
	}
	return used;
}

static bool put_uri(char uri[SMSMODEM_USB_URI_SIZE], const struct usb_wanted *wanted)
{
	int length = snprintf(uri, SMSMODEM_USB_URI_SIZE, "usb:%04x:%04x%s", wanted->vid,
			      wanted->pid, wanted->serial[0] ? ":" : "");
	size_t used = (size_t)length;

	used += put_serial(uri + used, SMSMODEM_USB_URI_SIZE - used, wanted->serial);
	if (used >= SMSMODEM_USB_URI_SIZE)
		return false;
	if (wanted->interface >= 0) {
		length = snprintf(uri + used, SMSMODEM_USB_URI_SIZE - used, "#%x",
				  (unsigned)wanted->interface);
		used += (size_t)length;
	}
	if (used < SMSMODEM_USB_URI_SIZE && wanted->topology[0]) {
		length = snprintf(uri + used, SMSMODEM_USB_URI_SIZE - used, "?port=%s",
				  wanted->topology);
		used += (size_t)length;
	}
	return used < SMSMODEM_USB_URI_SIZE;
}

static size_t count_matches(const struct usb_wanted *wanted, const struct smsmodem_port *ports,
			    size_t count)
{
	size_t matches = 0;

	for (size_t i = 0; i < count; i++)
		matches += usb_wanted_match(wanted, &ports[i]);
	return matches;
}

/** What is said of a port beside its ids. */
struct said {
	bool serial, interface, topology;
};

#define SAID 6

/* The shortest, and what says where it is plugged in only if nothing else tells it apart. */
static const struct said by_length[SAID] = {
	{false, false, false}, {false, true, false}, {true, false, false},
	{true, true, false},   {false, false, true}, {false, true, true},
};

/* What may be wrong comes first. */
static const struct said by_serial[SAID] = {
	{true, false, false}, {true, true, false},  {false, false, false},
	{false, true, false}, {false, false, true}, {false, true, true},
};

static const struct said by_topology[SAID] = {
	{false, false, true}, {false, true, true},   {true, false, false},
	{true, true, false},  {false, false, false}, {false, true, false},
};

/* What stays the same whatever else is plugged in later. */
static const struct said by_constancy[SAID] = {
	{true, true, false},  {true, false, false}, {false, true, true},
	{false, false, true}, {false, true, false}, {false, false, false},
};

/* @return false: it is not known of this port */
static bool say(const struct smsmodem_port *port, const struct said *said,
		struct usb_wanted *wanted)
{
	const char *topology = port->topology;

	*wanted = (struct usb_wanted){.vid = port->vid, .pid = port->pid, .interface = -1};
	if (said->serial)
		memcpy(wanted->serial, port->serial, sizeof wanted->serial);
	if (said->interface)
		wanted->interface = port->interface;
	if (said->topology)
		topology = read_topology(topology, wanted->topology, sizeof wanted->topology);
	return (!said->serial || port->serial[0]) && (!said->interface || port->interface >= 0) &&
	       (!said->topology || (topology && *topology == '\0'));
}

static bool make_uri(const struct smsmodem_port *port, const struct smsmodem_port *ports,
		     size_t count, const struct said order[SAID], char uri[SMSMODEM_USB_URI_SIZE])
{
	struct usb_wanted wanted;

	for (size_t i = 0; port->is_usb && i < SAID; i++)
		if (say(port, &order[i], &wanted) && count_matches(&wanted, ports, count) == 1 &&
		    put_uri(uri, &wanted))
			return true;
	uri[0] = '\0';
	return false;
}

bool smsmodem_port_uri(const struct smsmodem_port *port, const struct smsmodem_port *ports,
		       size_t count, char uri[SMSMODEM_USB_URI_SIZE])
{
	return make_uri(port, ports, count, by_length, uri);
}

bool port_uri_by_serial(const struct smsmodem_port *port, const struct smsmodem_port *ports,
			size_t count, char uri[SMSMODEM_USB_URI_SIZE])
{
	return make_uri(port, ports, count, by_serial, uri);
}

bool smsmodem_port_lasting_uri(const struct smsmodem_port *port, const struct smsmodem_port *ports,
			       size_t count, char uri[SMSMODEM_USB_URI_SIZE])
{
	return make_uri(port, ports, count, by_constancy, uri);
}

/* --- which port --- */

#define LIST_SIZE 232

/*
 * "usb:0403:6001:PHONE1 (/dev/ttyUSB1)", or where it is plugged in if no URI means it alone. The
 * serial number may be what the user got wrong, so it is shown where there is one; so may be the
 * place, where one was asked for.
 */
static bool list_add(char list[LIST_SIZE], const struct smsmodem_port *port, bool place,
		     const struct smsmodem_port *ports, size_t count)
{
	char uri[SMSMODEM_USB_URI_SIZE];
	size_t used = strlen(list);
	const char *comma = used ? ", " : "";
	int length;

	if (make_uri(port, ports, count, place ? by_topology : by_serial, uri))
		length = snprintf(list + used, LIST_SIZE - used, "%s%s (%s)", comma, uri,
				  port->path);
	else
		length = snprintf(list + used, LIST_SIZE - used, "%s%s (plugged in at %s)", comma,
				  port->path, port->topology);
	if (length > 0 && (size_t)length < LIST_SIZE - used - sizeof ", ...")
		return true;
	(void)snprintf(list + used, LIST_SIZE - used, "%s...", comma);
	return false;
}

/* The ports on USB, or those of them that match. @return false: there is none */
static bool list_ports(char list[LIST_SIZE], const struct usb_wanted *wanted, bool matching,
		       const struct smsmodem_port *ports, size_t count)
{
	list[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		bool listed = matching ? usb_wanted_match(wanted, &ports[i]) : ports[i].is_usb;

		if (listed && !list_add(list, &ports[i], wanted->topology[0], ports, count))
			break;
	}
	return list[0];
}

static int choose_none(const struct usb_wanted *wanted, const char *text,
		       const struct smsmodem_port *ports, size_t count,
		       struct smsmodem_error *error)
{
	char list[LIST_SIZE];
	bool others = list_ports(list, wanted, false, ports, count);

	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "no port is usb:%.100s; there is %s%s", text,
				  others ? list : "no serial port on USB at all",
				  others ? "" : ": is it plugged in and switched on?");
}

static int choose_several(const struct usb_wanted *wanted, const char *text,
			  const struct smsmodem_port *ports, size_t count,
			  struct smsmodem_error *error)
{
	char list[LIST_SIZE];

	(void)list_ports(list, wanted, true, ports, count);
	bool told = !strstr(list, "plugged in at");
	return smsmodem_error_set(
		error, SMSMODEM_E_USAGE, "usb:%.60s is several ports: %s; %s", text, list,
		told ? "say which" : "give the /dev/serial/by-path link of the one you mean");
}

int usb_choose(const struct usb_wanted *wanted, const char *text, const struct smsmodem_port *ports,
	       size_t count, const struct smsmodem_port **port, struct smsmodem_error *error)
{
	size_t matches = 0;

	*port = NULL;
	for (size_t i = 0; i < count; i++) {
		if (!usb_wanted_match(wanted, &ports[i]))
			continue;
		*port = &ports[i];
		matches++;
	}
	if (matches == 1)
		return SMSMODEM_OK;
	return matches == 0 ? choose_none(wanted, text, ports, count, error)
			    : choose_several(wanted, text, ports, count, error);
}
