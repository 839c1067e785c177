/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a serial line is set: options of the URI to settings, and these to the port, by libserialport
 * where it knows the port (it can do odd rates and drivers' own flow control) and by termios
 * elsewhere (it refuses every pty). libserialport is loaded only here, so that nothing else pays
 * for it.
 */
#include "transports.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#ifdef HAVE_SERIALPORT
#include "library.h"
#include <dlfcn.h>
#include <libserialport.h>
#endif

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define RATE_MAX     100000000 /* baud */

/* --- options --- */

struct choice {
	const char *name;
	int value;
};

struct option_row {
	const char *name;
	size_t offset;
	const char *known;
	struct choice choices[4]; /* none: a number */
};

static const struct option_row option_rows[] = {
	{"baud", offsetof(struct tty_settings, baud), "a number such as 9600 or 115200", {{0}}},
	{"parity",
	 offsetof(struct tty_settings, parity),
	 "none, even or odd",
	 {{"none", TTY_PARITY_NONE}, {"even", TTY_PARITY_EVEN}, {"odd", TTY_PARITY_ODD}}},
	{"bits",
	 offsetof(struct tty_settings, bits),
	 "5, 6, 7 or 8",
	 {{"5", 5}, {"6", 6}, {"7", 7}, {"8", 8}}},
	{"stop", offsetof(struct tty_settings, stop), "1 or 2", {{"1", 1}, {"2", 2}}},
	{"flow",
	 offsetof(struct tty_settings, flow),
	 "none, rtscts or xonxoff",
	 {{"none", TTY_FLOW_NONE}, {"rtscts", TTY_FLOW_RTSCTS}, {"xonxoff", TTY_FLOW_XONXOFF}}},
};

static const struct option_row *option_find(const char *name)
{
	for (size_t i = 0; i < COUNT(option_rows); i++)
		if (strcmp(option_rows[i].name, name) == 0)
			return &option_rows[i];
	return NULL;
}

static bool option_value(const struct option_row *row, const char *text, int *value)
{
	if (!row->choices[0].name)
		return uri_number(text, 1, RATE_MAX, value);
	for (size_t i = 0; i < COUNT(row->choices) && row->choices[i].name; i++) {
		if (strcmp(row->choices[i].name, text) == 0) {
			*value = row->choices[i].value;
			return true;
		}
	}
	return false;
}

int tty_settings_parse(const struct uri_option *options, size_t count,
		       struct tty_settings *settings, struct smsmodem_error *error)
{
	*settings = (struct tty_settings){.baud = 115200, .bits = 8, .stop = 1};
	for (size_t i = 0; i < count; i++) {
		const struct option_row *row = option_find(options[i].name);
		int value;

		if (!row)
			return smsmodem_error_set(error, SMSMODEM_E_USAGE,
						  "a serial port has no option '%.40s': it has "
						  "baud, parity, bits, stop and flow",
						  options[i].name);
		if (!option_value(row, options[i].value, &value))
			return smsmodem_error_set(error, SMSMODEM_E_USAGE,
						  "'%.40s' is nothing for %s: it wants %s",
						  options[i].value, row->name, row->known);
		memcpy((char *)settings + row->offset, &value, sizeof value);
	}
	return SMSMODEM_OK;
}

/* --- termios --- */

struct speed_row {
	int baud;
	speed_t speed;
};

static const struct speed_row speed_rows[] = {
	{50, B50},           {75, B75},           {110, B110},         {134, B134},
	{150, B150},         {200, B200},         {300, B300},         {600, B600},
	{1200, B1200},       {1800, B1800},       {2400, B2400},       {4800, B4800},
	{9600, B9600},       {19200, B19200},     {38400, B38400},     {57600, B57600},
	{115200, B115200},   {230400, B230400},   {460800, B460800},   {500000, B500000},
	{576000, B576000},   {921600, B921600},   {1000000, B1000000}, {1152000, B1152000},
	{1500000, B1500000}, {2000000, B2000000}, {2500000, B2500000}, {3000000, B3000000},
	{3500000, B3500000}, {4000000, B4000000},
};

static const tcflag_t size_flags[] = {CS5, CS6, CS7, CS8};
static const tcflag_t parity_flags[] = {
	[TTY_PARITY_NONE] = 0, [TTY_PARITY_EVEN] = PARENB, [TTY_PARITY_ODD] = PARENB | PARODD};

static int port_refuses(int sys_errno, struct smsmodem_error *error)
{
	/* EIO and the like: the driver has no port behind the name, or has lost it */
	bool usage = sys_errno == EINVAL || sys_errno == ENOTSUP || sys_errno == ERANGE;

	return error_set_errno(error, usage ? SMSMODEM_E_USAGE : SMSMODEM_E_NODEVICE, sys_errno,
			       "the port does not take these settings");
}

static bool speed_set(struct termios *line, int baud)
{
	for (size_t i = 0; i < COUNT(speed_rows); i++)
		if (speed_rows[i].baud == baud)
			return cfsetispeed(line, speed_rows[i].speed) == 0 &&
			       cfsetospeed(line, speed_rows[i].speed) == 0;
	return false;
}

static void line_flow(struct termios *line, int flow)
{
	line->c_iflag &= ~(tcflag_t)(IXON | IXOFF | IXANY);
	line->c_cflag &= ~(tcflag_t)CRTSCTS;
	if (flow == TTY_FLOW_RTSCTS)
		line->c_cflag |= CRTSCTS;
	if (flow == TTY_FLOW_XONXOFF)
		line->c_iflag |= IXON | IXOFF;
}

static void line_raw(struct termios *line, const struct tty_settings *settings)
{
	cfmakeraw(line);
	line_flow(line, settings->flow);
	line->c_iflag &= ~(tcflag_t)INPCK;
	line->c_cflag &= ~(tcflag_t)(CSIZE | CSTOPB | PARENB | PARODD | CMSPAR);
	line->c_cflag |= CREAD | CLOCAL;
	line->c_cflag |= size_flags[settings->bits - 5] | parity_flags[settings->parity];
	if (settings->stop == 2)
		line->c_cflag |= CSTOPB;
	line->c_cc[VMIN] = 0;
	line->c_cc[VTIME] = 0;
}

static int termios_apply(int fd, const struct tty_settings *settings, struct smsmodem_error *error)
{
	struct termios line;

	if (tcgetattr(fd, &line) != 0)
		return port_refuses(errno, error);
	line_raw(&line, settings);
	if (!speed_set(&line, settings->baud))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "this port has no rate of %d baud: take a usual one, "
					  "such as 9600 or 115200",
					  settings->baud);
	if (tcsetattr(fd, TCSANOW, &line) != 0)
		return port_refuses(errno, error);
	return SMSMODEM_OK;
}

/* --- libserialport --- */

#ifdef HAVE_SERIALPORT

struct serialport {
	void *library;
	enum sp_return (*get_port_by_name)(const char *name, struct sp_port **port);
	enum sp_return (*open)(struct sp_port *port, enum sp_mode mode);
	enum sp_return (*close)(struct sp_port *port);
	void (*free_port)(struct sp_port *port);
	enum sp_return (*set_baudrate)(struct sp_port *port, int baudrate);
	enum sp_return (*set_bits)(struct sp_port *port, int bits);
	enum sp_return (*set_parity)(struct sp_port *port, enum sp_parity parity);
	enum sp_return (*set_stopbits)(struct sp_port *port, int stopbits);
	enum sp_return (*set_flowcontrol)(struct sp_port *port, enum sp_flowcontrol flow);
};

static const struct library_symbol symbols[] = {
	{"sp_get_port_by_name", offsetof(struct serialport, get_port_by_name)},
	{"sp_open", offsetof(struct serialport, open)},
	{"sp_close", offsetof(struct serialport, close)},
	{"sp_free_port", offsetof(struct serialport, free_port)},
	{"sp_set_baudrate", offsetof(struct serialport, set_baudrate)},
	{"sp_set_bits", offsetof(struct serialport, set_bits)},
	{"sp_set_parity", offsetof(struct serialport, set_parity)},
	{"sp_set_stopbits", offsetof(struct serialport, set_stopbits)},
	{"sp_set_flowcontrol", offsetof(struct serialport, set_flowcontrol)},
};

static const enum sp_parity sp_parities[] = {[TTY_PARITY_NONE] = SP_PARITY_NONE,
					     [TTY_PARITY_EVEN] = SP_PARITY_EVEN,
					     [TTY_PARITY_ODD] = SP_PARITY_ODD};
static const enum sp_flowcontrol sp_flows[] = {[TTY_FLOW_NONE] = SP_FLOWCONTROL_NONE,
					       [TTY_FLOW_RTSCTS] = SP_FLOWCONTROL_RTSCTS,
					       [TTY_FLOW_XONXOFF] = SP_FLOWCONTROL_XONXOFF};

static bool serialport_load(struct serialport *sp)
{
	sp->library = library_load("libserialport.so.0", symbols, COUNT(symbols), sp);
	return sp->library;
}

/* What sysfs lists without a device is a console or a pty, which libserialport is no good for. */
static bool is_listed(const char *device)
{
	char path[128];

	if (strncmp(device, "/dev/", 5) != 0 || strchr(device + 5, '/'))
		return false;
	int length = snprintf(path, sizeof path, "/sys/class/tty/%s/device", device + 5);
	return length > 0 && (size_t)length < sizeof path && access(path, F_OK) == 0;
}

static enum sp_return port_set(const struct serialport *sp, struct sp_port *port,
			       const struct tty_settings *settings)
{
	enum sp_return result = sp->set_baudrate(port, settings->baud);

	if (result == SP_OK)
		result = sp->set_bits(port, settings->bits);
	if (result == SP_OK)
		result = sp->set_parity(port, sp_parities[settings->parity]);
	if (result == SP_OK)
		result = sp->set_stopbits(port, settings->stop);
	if (result == SP_OK)
		result = sp->set_flowcontrol(port, sp_flows[settings->flow]);
	return result;
}

/*
 * The settings belong to the device, not to a descriptor: libserialport opens one of its own, sets,
 * and closes it, while ours keeps the locks and does the reading and writing.
 * @return true: it was done, with *code as the outcome
 */
static bool serialport_apply(const char *device, const struct tty_settings *settings, int *code,
			     struct smsmodem_error *error)
{
	struct serialport sp;
	struct sp_port *port;
	bool done = false;

	if (!is_listed(device) || !serialport_load(&sp))
		return false;
	if (sp.get_port_by_name(device, &port) == SP_OK) {
		if (sp.open(port, SP_MODE_READ_WRITE) == SP_OK) {
			enum sp_return result = port_set(&sp, port, settings);

			*code = result == SP_OK         ? SMSMODEM_OK
				: result == SP_ERR_FAIL ? port_refuses(errno, error)
							: port_refuses(EINVAL, error);
			done = true;
			sp.close(port);
		}
		sp.free_port(port);
	}
	dlclose(sp.library);
	return done;
}

/*
 * libserialport 0.1.1 says yes to RTS/CTS and does not set it, and lets any octet stand for XON
 * (IXANY), so that one that comes unasked lifts XOFF.
 */
static int flow_apply(int fd, int flow, struct smsmodem_error *error)
{
	struct termios line;

	if (tcgetattr(fd, &line) != 0)
		return port_refuses(errno, error);
	line_flow(&line, flow);
	return tcsetattr(fd, TCSANOW, &line) == 0 ? SMSMODEM_OK : port_refuses(errno, error);
}

#endif

int tty_settings_apply(int fd, const char *device, const struct tty_settings *settings,
		       struct smsmodem_error *error)
{
#ifdef HAVE_SERIALPORT
	int code;

	if (serialport_apply(device, settings, &code, error))
		return code == SMSMODEM_OK ? flow_apply(fd, settings->flow, error) : code;
#else
	(void)device;
#endif
	return termios_apply(fd, settings, error);
}

/* --- looked at, and the speed changed alone --- */

bool tty_settings_read(int fd, struct tty_settings *settings)
{
	struct termios line;

	if (tcgetattr(fd, &line) != 0)
		return false;
	*settings = (struct tty_settings){.baud = tty_rate(fd), .bits = 8, .stop = 1};
	for (size_t i = 0; i < COUNT(size_flags); i++)
		if ((line.c_cflag & CSIZE) == size_flags[i])
			settings->bits = 5 + (int)i;
	if (line.c_cflag & CSTOPB)
		settings->stop = 2;
	if (line.c_cflag & PARENB)
		settings->parity = line.c_cflag & PARODD ? TTY_PARITY_ODD : TTY_PARITY_EVEN;
	if (line.c_cflag & CRTSCTS)
		settings->flow = TTY_FLOW_RTSCTS;
	else if (line.c_iflag & IXON)
		settings->flow = TTY_FLOW_XONXOFF;
	return true;
}

/*
 * A rate that termios does not name. libserialport opens the port once more, which must not be for
 * one alone then.
 */
static int rate_apply_odd(int fd, int baud, struct smsmodem_error *error)
{
	struct tty_settings settings;
	char device[64] = "";
	int exclusive = 0;

	if (!tty_settings_read(fd, &settings))
		return port_refuses(errno, error);
	settings.baud = baud;
	if (ttyname_r(fd, device, sizeof device) != 0)
		device[0] = '\0';
	if (ioctl(fd, TIOCGEXCL, &exclusive) == 0 && exclusive)
		(void)ioctl(fd, TIOCNXCL);
	int code = tty_settings_apply(fd, device, &settings, error);
	if (exclusive)
		(void)ioctl(fd, TIOCEXCL);
	return code;
}

static int rate_apply(int fd, int baud, struct smsmodem_error *error)
{
	struct termios line;

	if (tcgetattr(fd, &line) != 0)
		return port_refuses(errno, error);
	if (!speed_set(&line, baud))
		return rate_apply_odd(fd, baud, error);
	return tcsetattr(fd, TCSANOW, &line) == 0 ? SMSMODEM_OK : port_refuses(errno, error);
}

/* A driver takes the nearest rate that it has; a line bears to be wrong by a twentieth. */
static bool rate_is_near(int rate, int baud)
{
	return rate == 0 || (rate >= baud - baud / 20 && rate <= baud + baud / 20);
}

int tty_rate_apply(int fd, long baud, struct smsmodem_error *error)
{
	int before = tty_rate(fd);

	if (baud <= 0 || baud > RATE_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "there is no rate of %ld baud",
					  baud);
	int code = rate_apply(fd, (int)baud, error);
	if (code == SMSMODEM_E_NODEVICE)
		return smsmodem_error_set(error, SMSMODEM_E_LINK, "the port has gone");
	if (code < 0)
		return code;
	int rate = tty_rate(fd);
	if (rate_is_near(rate, (int)baud))
		return SMSMODEM_OK;
	(void)rate_apply(fd, before, NULL);
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "the port has no rate of %ld baud; the nearest is %d", baud,
				  rate);
}
