/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether there is a device, what it is, and whether it is ours to open. */
#include "device_imei.h"
#include "doctor.h"
#include <stdlib.h>
#include <string.h>

/* --- what it is --- */

/* The path in "tty:/dev/ttyUSB0?baud=9600" without its links, or NULL. */
static char *port_path(const char *device)
{
	const char *start = strncmp(device, "tty:", 4) == 0 ? device + 4 : device;
	char *text = strndup(start, strcspn(start, "?"));
	char *path = text && *start == '/' ? realpath(text, NULL) : NULL;

	free(text);
	return path;
}

static void describe_usb(const struct smsmodem_port *port, struct doctor_finding *finding)
{
	const char *separator = port->manufacturer[0] && port->product[0] ? " " : "";

	if (port->manufacturer[0] || port->product[0])
		doctor_add(finding, ", %s%s%s", port->manufacturer, separator, port->product);
	doctor_add(finding, " (USB %04x:%04x", port->vid, port->pid);
	if (port->interface >= 0)
		doctor_add(finding, ", interface %d", port->interface);
	doctor_add(finding, ")");
}

static void keep_port(struct doctor *doctor, const char *path)
{
	if (path && strlen(path) < sizeof doctor->port)
		(void)snprintf(doctor->port, sizeof doctor->port, "%s", path);
}

static void describe_port(struct doctor *doctor, struct doctor_finding *finding)
{
	const char *device = doctor->cli->modem.device;
	struct smsmodem_port *ports = NULL;
	char *path = port_path(device);
	size_t count = 0;

	if (smsmodem_ports(&ports, &count, NULL) < 0)
		count = 0;
	const struct smsmodem_port *port = smsmodem_port_of(device, ports, count);
	const char *real = path ? path : port ? port->path : NULL;
	if (real && !strstr(device, real))
		doctor_add(finding, " -> %s", real);
	if (port && port->is_usb)
		describe_usb(port, finding);
	else if (real && strncmp(real, "/dev/pts/", 9) == 0)
		doctor_add(finding, ", a pseudo-terminal");
	else if (port && *port->driver)
		doctor_add(finding, ", driver %s", port->driver);
	keep_port(doctor, real);
	free(path);
	free(ports);
}

static void describe(struct doctor *doctor, struct doctor_finding *finding)
{
	const char *device = doctor->cli->modem.device;
	const char *peer = doctor->modem ? smsmodem_peer(doctor->modem) : NULL;

	doctor_find(finding, DOCTOR_OK, "%.200s", device);
	if (cli_is_port(device))
		describe_port(doctor, finding);
	else if (peer)
		doctor_add(finding, ", %s connected", peer);
	else if (strncmp(device, "sim:", 4) == 0)
		doctor_add(finding, ", the simulated phone of this program");
	else if (doctor_is_bluetooth(doctor) || strncmp(device, "tcp:", 4) == 0)
		doctor_add(finding, ", connected");
}

/* --- opened --- */

/* What is wrong with the command line, or with this program, is nothing that the device has. */
static bool is_ours(int code)
{
	return code == SMSMODEM_E_USAGE || code == SMSMODEM_E_MEMORY || code == SMSMODEM_E_OUTPUT ||
	       code == SMSMODEM_E_CANCELLED || code == SMSMODEM_E_CONFIG;
}

static void say_absent(const struct doctor *doctor, struct doctor_finding *finding)
{
	doctor_fail(finding, doctor->opened, "%s", doctor->error.text);
	if (doctor_is_bluetooth(doctor) && doctor->bluetooth.known && !doctor->bluetooth.paired)
		doctor_fix(finding, "pair it first: `smsmodem bt pair %s`",
			   doctor->bluetooth.address);
	else if (cli_is_port(doctor->cli->modem.device) && doctor->opened == SMSMODEM_E_NODEVICE &&
		 !imei_wanted(doctor->cli))
		doctor_fix(finding, "plug it in and switch it on, or take another: `smsmodem "
				    "devices` lists what there is");
}

/* One that does not say whether it is the profile's own is looked at all the same. */
static int open_any(struct doctor *doctor)
{
	int result = cli_try_open(doctor->cli, &doctor->modem, &doctor->error);

	if (result != SMSMODEM_E_NOMODEM || !imei_wanted(doctor->cli))
		return result;
	return smsmodem_open(&doctor->cli->modem, &doctor->modem, &doctor->error);
}

void doctor_device(struct doctor *doctor, struct doctor_finding *finding)
{
	doctor->opened = open_any(doctor);
	doctor->stop = is_ours(doctor->opened);
	if (doctor->opened == SMSMODEM_OK || doctor->opened == SMSMODEM_E_PERMISSION ||
	    doctor->opened == SMSMODEM_E_BUSY)
		describe(doctor, finding);
	else
		say_absent(doctor, finding);
}

/* The sentence says which group, and the command. */
void doctor_permission(struct doctor *doctor, struct doctor_finding *finding)
{
	if (doctor->opened == SMSMODEM_E_PERMISSION)
		doctor_fail(finding, doctor->opened, "%s", doctor->error.text);
	else if (cli_is_port(doctor->cli->modem.device))
		doctor_find(finding, DOCTOR_OK, "it may be read and written");
	else
		doctor_find(finding, DOCTOR_SKIP, "it is no port of this machine");
}

/* It has no lock, so we could open the port, and what the phone says comes to one of us two. */
static void say_sharer(const struct smsmodem_owner *owner, struct doctor_finding *finding)
{
	const char *comma = *owner->unit ? ", " : "";

	doctor_find(finding, DOCTOR_WARN,
		    "%s (pid %ld%s%s) has it open, too, and may take answers away",
		    *owner->name ? owner->name : "a process", (long)owner->pid, comma, owner->unit);
	if (*owner->unit)
		doctor_fix(finding, "run `systemctl stop %s`", owner->unit);
	else
		doctor_fix(finding, "end it first: `kill %ld`", (long)owner->pid);
}

static void look_for_sharer(const struct doctor *doctor, struct doctor_finding *finding)
{
	struct smsmodem_owner owner;

	if (!*doctor->port || !smsmodem_port_owner(doctor->port, &owner))
		doctor_find(finding, DOCTOR_OK, "nobody else is seen to have it");
	else if (strcmp(owner.name, "rfcomm") == 0) /* rfcomm(1) connect, which never reads */
		doctor_find(finding, DOCTOR_OK, "nobody but rfcomm (pid %ld), which keeps the link",
			    (long)owner.pid);
	else
		say_sharer(&owner, finding);
}

/* The sentence names the owner, and how to have it let go. */
void doctor_owner(struct doctor *doctor, struct doctor_finding *finding)
{
	if (doctor->opened == SMSMODEM_E_BUSY)
		doctor_fail(finding, doctor->opened, "%s", doctor->error.text);
	else if (cli_is_port(doctor->cli->modem.device))
		look_for_sharer(doctor, finding);
	else
		doctor_find(finding, DOCTOR_SKIP, "it is no port of this machine");
}
