/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulated phone for other programs: its options, its mounts, its signals. */
#include "commands.h"
#include "sim_run.h"
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define SCRIPT_OCTETS_MAX ((size_t)4 << 20)
#define CHANNEL_MAX       30 /* of RFCOMM (RFCOMM 5.4) */

enum sim_option {
	SIM_PTY,
	SIM_TCP,
	SIM_RFCOMM,
	SIM_ADAPTER,
	SIM_NUMBER,
	SIM_SMSC,
	SIM_NETWORK,
	SIM_SPEED,
	SIM_PEERS,
	SIM_PROFILE,
	SIM_LATENCY,
	SIM_JITTER,
	SIM_NETWORK_LATENCY,
	SIM_ACKNOWLEDGE,
	SIM_BAUD,
	SIM_FAULT,
	SIM_ECHO,
	SIM_PIN_ATTEMPTS,
	SIM_SEED,
	SIM_LOOPBACK,
	SIM_STORAGE,
	SIM_SIGNAL,
	SIM_BATTERY,
	SIM_USSD,
	SIM_USSD_MENU,
	SIM_SCRIPT,
	SIM_STRICT,
	SIM_NO_DELAYS,
	SIM_OPTIONS
};

static const struct cli_option options[] = {
	[SIM_PTY] = {"pty", 0, "LINK", "make LINK a symbolic link to a pseudo-terminal"},
	[SIM_TCP] = {"tcp", 0, "PORT|HOST:PORT",
		     "listen there; loopback without HOST; 0: a free port"},
	[SIM_RFCOMM] = {"rfcomm", 0, "[CHANNEL]",
			"be a phone on Bluetooth; without CHANNEL a free one"},
	[SIM_ADAPTER] = {"adapter", 0, "HCI", "Bluetooth controller of --rfcomm, such as hci0"},
	[SIM_NUMBER] = {"number", 0, "N", "the phone's own number"},
	[SIM_SMSC] = {"smsc", 0, "N|none", "the service centre that the card has"},
	[SIM_NETWORK] = {"network", 0, "STATE",
			 "home, roaming, searching, denied, sms-only or off"},
	[SIM_SPEED] = {"speed", 0, "N", "--pty has garbage for whoever sets another speed"},
	[SIM_PEERS] = {"peers", 0, "N,...", "further phones that this one and each other reach"},
	[SIM_LATENCY] = {"latency", 0, "MS", "milliseconds until a command is answered"},
	[SIM_NETWORK_LATENCY] = {"network-latency", 0, "MS", "milliseconds more until +CMGS"},
	[SIM_ACKNOWLEDGE] = {"acknowledge", 0, "MS", "how long the network waits for +CNMA"},
	[SIM_FAULT] = {"fault", 0, "SPEC", "what goes wrong, such as cms=500@2; repeatable"},
	[SIM_ECHO] = {"echo", 0, "on|off", "echo at the start"},
	[SIM_PIN_ATTEMPTS] = {"pin-attempts", 0, "N", "how often the PIN may still be tried"},
	[SIM_SEED] = {"seed", 0, "N", "of what happens by chance"},
	[SIM_LOOPBACK] = {"loopback", 0, NULL, "what is sent comes back"},
	[SIM_PROFILE] = {"profile", 0, "NAME",
			 "nokia, siemens, huawei, simcom, qualcomm, minimal, handsfree or "
			 "quirky"},
	[SIM_JITTER] = {"jitter", 0, "MS", "up to so many more, by chance"},
	[SIM_BAUD] = {"baud", 0, "N", "octets come and go as slowly as on a line of this speed"},
	[SIM_STORAGE] = {"storage", 0, "SIZES", "places of the memories: sm=20,me=100,sr=20,bm=20"},
	[SIM_SIGNAL] = {"signal", 0, "N", "0 to 31 as in +CSQ, 99: none"},
	[SIM_BATTERY] = {"battery", 0, "PERCENT", "charge of the battery"},
	[SIM_USSD] = {"ussd", 0, "CODE:TEXT", "what a USSD code brings; repeatable"},
	[SIM_USSD_MENU] = {"ussd-menu", 0, "CODE:TEXT", "likewise, and an answer is wanted"},
	[SIM_SCRIPT] = {"script", 0, "FILE", "play a transcript, or do what a timetable says"},
	[SIM_STRICT] = {"strict", 0, NULL, "go when anything but the script's comes"},
	[SIM_NO_DELAYS] = {"no-delays", 0, NULL, "the script's answers come at once"},
	[SIM_OPTIONS] = {NULL, 0, NULL, NULL},
};

/** What the command line asks for. */
struct request {
	const char *pty, *tcp, *rfcomm, *adapter, *peers, *script;
	long channel; /* 0: a free one */
	const char *speed_text;
	long speed; /* of the pseudo-terminals' line; 0: any */
	unsigned script_flags;
	bool known;       /* it is to be the same phone each time */
	char phone[4096]; /* for smsmodem_sim_new */
	size_t length;
	bool overlong;
};

static void request_octet(struct request *request, char octet)
{
	if (request->length + 1 >= sizeof request->phone) {
		request->overlong = true;
		return;
	}
	request->phone[request->length++] = octet;
	request->phone[request->length] = '\0';
}

static void request_add(struct request *request, const char *name, const char *value)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *name; name++)
		request_octet(request, *name);
	request_octet(request, '=');
	for (; *value; value++) {
		unsigned char octet = (unsigned char)*value;
		if (octet != '%' && octet != '&') {
			request_octet(request, *value);
			continue;
		}
		request_octet(request, '%');
		request_octet(request, digits[octet >> 4]);
		request_octet(request, digits[octet & 15]);
	}
	request_octet(request, '&');
}

static int request_parse(struct cli *cli, int argc, char **argv, struct request *request)
{
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0) {
		switch (option) {
		case SIM_PTY: request->pty = cli->optarg; break;
		case SIM_TCP: request->tcp = cli->optarg; break;
		case SIM_RFCOMM: request->rfcomm = cli->optarg ? cli->optarg : ""; break;
		case SIM_ADAPTER: request->adapter = cli->optarg; break;
		case SIM_SPEED: request->speed_text = cli->optarg; break;
		case SIM_PEERS: request->peers = cli->optarg; break;
		case SIM_SCRIPT: request->script = cli->optarg; break;
		case SIM_STRICT: request->script_flags |= SMSMODEM_SIM_SCRIPT_STRICT; break;
		case SIM_NO_DELAYS: request->script_flags |= SMSMODEM_SIM_SCRIPT_NO_DELAYS; break;
		case SIM_LOOPBACK: request_add(request, "loopback", "on"); break;
		default:
			request->known |= option == SIM_NUMBER || option == SIM_SEED;
			request_add(request, options[option].name, cli->optarg);
			break;
		}
	}
	if (option < -1)
		return option;
	/* "--rfcomm 5" is what everybody writes, though getopt wants "--rfcomm=5" */
	if (request->rfcomm && !request->rfcomm[0] && cli->optind < argc)
		request->rfcomm = argv[cli->optind++];
	if (cli->optind < argc)
		return cli_usage(cli, "sim takes no arguments");
	if (request->adapter && !request->rfcomm)
		return cli_usage(cli, "--adapter is of --rfcomm");
	if (request->rfcomm && request->rfcomm[0] &&
	    !parse_number(request->rfcomm, 1, CHANNEL_MAX, &request->channel))
		return cli_usage(cli, "--rfcomm takes a channel, 1 to %d, not \"%s\"", CHANNEL_MAX,
				 request->rfcomm);
	if (request->speed_text && !parse_number(request->speed_text, 50, 4000000, &request->speed))
		return cli_usage(cli, "--speed takes 50 to 4000000, not \"%s\"",
				 request->speed_text);
	if (request->speed && !request->pty && (request->tcp || request->rfcomm))
		return cli_usage(cli, "--speed is of --pty");
	if (request->script_flags && !request->script)
		return cli_usage(cli, "--strict and --no-delays are of a --script");
	return request->overlong ? cli_usage(cli, "too many options") : 0;
}

/* The first line of a file, as in a profile: a PIN is never an argument. */
static int request_pin(struct request *request, const char *path, struct smsmodem_error *error)
{
	char line[32];
	FILE *file = fopen(path, "re");

	if (!file)
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT, "%s: %s", path,
					  strerror(errno));
	bool found = fgets(line, sizeof line, file) != NULL;
	(void)fclose(file);
	if (!found)
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT, "%s holds no PIN", path);
	line[strcspn(line, "\r\n")] = '\0';
	request_add(request, "pin", line);
	explicit_bzero(line, sizeof line);
	return SMSMODEM_OK;
}

/* SIGPIPE too: a reader of stdout that has gone is an error of a write. */
static bool watch_signals(struct cli *cli)
{
	sigset_t signals, pipe;

	if (sigemptyset(&signals) < 0 || sigemptyset(&pipe) < 0 ||
	    sigaddset(&signals, SIGINT) < 0 || sigaddset(&signals, SIGTERM) < 0 ||
	    sigaddset(&signals, SIGHUP) < 0 || sigaddset(&pipe, SIGPIPE) < 0 ||
	    sigprocmask(SIG_BLOCK, &signals, NULL) < 0 || sigprocmask(SIG_BLOCK, &pipe, NULL) < 0)
		return false;
	if (cli->signal_fd < 0)
		cli->signal_fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
	return cli->signal_fd >= 0;
}

/* "[HOST:]PORT" with a later port; 0 takes a free one for each. */
static bool tcp_place(char *tcp, size_t size, const char *where, size_t index)
{
	const char *colon = strrchr(where, ':');
	const char *port = colon ? colon + 1 : where;
	long number;

	/* what is no port is refused where it is opened */
	if (!parse_number(port, 1, 65535, &number))
		return snprintf(tcp, size, "%s", where) < (int)size;
	if (number + (long)index > 65535)
		return false;
	return snprintf(tcp, size, "%.*s%ld", (int)(port - where), where, number + (long)index) <
	       (int)size;
}

/* The first phone has the place that was asked for, the second that with a 2 at its end. */
static bool station_place(struct sim_station *station, const struct request *request, size_t index)
{
	char suffix[8] = "";
	int link = 0;

	if (index > 0)
		(void)snprintf(suffix, sizeof suffix, "%zu", index + 1);
	station->pty = request->pty || (!request->tcp && !request->rfcomm);
	station->rfcomm = request->rfcomm != NULL;
	station->speed = request->speed;
	station->adapter = request->adapter;
	station->channel = request->channel ? (int)(request->channel + (long)index) : 0;
	if (request->pty)
		link = snprintf(station->link, sizeof station->link, "%s%s", request->pty, suffix);
	if (request->tcp && !tcp_place(station->tcp, sizeof station->tcp, request->tcp, index))
		return false;
	return link >= 0 && (size_t)link < sizeof station->link && station->channel <= CHANNEL_MAX;
}

/* The first phone plays the script. */
static int station_script(struct smsmodem_sim *sim, const struct request *request,
			  struct smsmodem_error *error)
{
	struct smsmodem_error why;
	size_t length;
	char *text;
	FILE *file = fopen(request->script, "re");

	if (!file)
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT, "%s: %s", request->script,
					  strerror(errno));
	int result = read_all(file, SCRIPT_OCTETS_MAX, &text, &length, &why);
	(void)fclose(file);
	if (result == SMSMODEM_OK) {
		result = smsmodem_sim_script(sim, text, length, request->script_flags, &why);
		free(text);
	}
	if (result < 0)
		(void)smsmodem_error_set(error, result, "%s: %s", request->script, why.text);
	return result;
}

static bool station_with(const struct sim_run *run, const char *number)
{
	for (size_t i = 0; i < run->station_count; i++)
		if (strcmp(smsmodem_sim_number(run->stations[i].sim), number) == 0)
			return true;
	return false;
}

/*
 * A phone without a name is another one each time, or who remembers messages by the card would take
 * those of the one for those of the other: their clocks all begin alike.
 */
static bool request_card(struct request *request, struct smsmodem_error *error)
{
	char imsi[16];
	uint32_t chance;

	if (request->known)
		return true;
	if (getrandom(&chance, sizeof chance, 0) != (ssize_t)sizeof chance) {
		smsmodem_error_set(error, SMSMODEM_E_BUG, "no random number: %s", strerror(errno));
		return false;
	}
	/* of the test network, 001 01 (23.003 2.2) */
	(void)snprintf(imsi, sizeof imsi, "00101%010" PRIu32, chance);
	request_add(request, "imsi", imsi);
	return true;
}

/* A peer is as the first phone but for its number: of one option given twice the last counts. */
static int station_open(struct sim_run *run, const struct request *request, const char *number,
			size_t number_length, struct smsmodem_error *error)
{
	struct sim_station *station = &run->stations[run->station_count];
	struct request own = *request;
	char text[32] = "";

	if (run->station_count == SIM_STATIONS || number_length >= sizeof text ||
	    !station_place(station, request, run->station_count))
		return smsmodem_error_set(
			error, SMSMODEM_E_USAGE,
			"more than %d phones, or a number, path, port or channel is too great",
			SIM_STATIONS);
	if (number) {
		(void)snprintf(text, sizeof text, "%.*s", (int)number_length, number);
		request_add(&own, "number", text);
	} else if (!request_card(&own, error)) {
		return error->code;
	}
	if (own.overlong)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "too many options");
	station->sim = smsmodem_sim_new(own.phone, error);
	if (!station->sim)
		return error->code;
	if (station_with(run, smsmodem_sim_number(station->sim))) {
		smsmodem_sim_free(station->sim);
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "two phones have number %s",
					  text);
	}
	run->station_count++;
	station->cancel_fd = run->cli->signal_fd;
	if (run->station_count == 1 && request->script &&
	    station_script(station->sim, request, error) < 0)
		return error->code;
	if (run->station_count > 1)
		smsmodem_sim_connect(run->stations[0].sim, station->sim);
	return sim_station_mount(station, error);
}

static int open_stations(struct sim_run *run, const struct request *request,
			 struct smsmodem_error *error)
{
	const char *peer = request->peers;
	int result = station_open(run, request, NULL, 0, error);

	while (result == SMSMODEM_OK && peer) {
		size_t length = strcspn(peer, ",");
		result = station_open(run, request, peer, length, error);
		peer = peer[length] ? peer + length + 1 : NULL;
	}
	return result;
}

/* Of the first phone alone: a transcript is one conversation. */
static int open_trace(struct sim_run *run, struct smsmodem_error *error)
{
	struct sim_station *first = &run->stations[0];

	if (!run->cli->modem.trace)
		return SMSMODEM_OK;
	return smsmodem_trace_open(run->cli->modem.trace, first->mounts[0].device, 0, &first->trace,
				   error);
}

static int close_trace(struct sim_run *run, int status)
{
	struct smsmodem_error error;

	if (smsmodem_trace_close(run->stations[0].trace) == SMSMODEM_OK || status != 0)
		return status;
	smsmodem_error_set(&error, SMSMODEM_E_OUTPUT, "the trace could not be written");
	return cli_fail(run->cli, &error);
}

static int start(struct sim_run *run, const struct request *request)
{
	struct smsmodem_error error;
	int status;

	if (!watch_signals(run->cli)) {
		smsmodem_error_set(&error, SMSMODEM_E_BUG, "cannot watch for signals");
		return cli_fail(run->cli, &error);
	}
	if (open_stations(run, request, &error) == SMSMODEM_OK &&
	    open_trace(run, &error) == SMSMODEM_OK)
		status = sim_run(run);
	else
		status = cli_fail(run->cli, &error);
	status = close_trace(run, status);
	for (size_t i = 0; i < run->station_count; i++) {
		sim_station_unmount(&run->stations[i]);
		smsmodem_sim_free(run->stations[i].sim);
	}
	return status;
}

static int run_sim(struct cli *cli, int argc, char **argv)
{
	struct request request = {.length = 0};
	struct smsmodem_error error;
	int status = request_parse(cli, argc, argv, &request);

	/* -3: --help was shown */
	if (status != 0)
		return status == -3 ? 0 : status < 0 ? 64 : status;
	if (cli->modem.pin_file && request_pin(&request, cli->modem.pin_file, &error) < 0)
		return cli_fail(cli, &error);
	struct sim_run *run = calloc(1, sizeof *run);
	if (!run) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(cli, &error);
	}
	run->cli = cli;
	status = start(run, &request);
	free(run);
	return status;
}

const struct cli_command cmd_sim = {
	.name = "sim",
	.synopsis = "",
	.summary = "A simulated phone on a pseudo-terminal, TCP port or Bluetooth, for other "
		   "programs.",
	.options = options,
	.examples =
		"  smsmodem sim --pty /tmp/phone\n"
		"  smsmodem sim --tcp 7000 --profile huawei --latency 20 --fault cms=38@1\n"
		"  smsmodem sim --rfcomm --number +491701111111\n"
		"  smsmodem sim --pty /tmp/phone --peers +491702222222\n"
		"  smsmodem sim --pty /tmp/phone --script bug-report.txt\n"
		"  echo 'deliver +491711234567 Hello' | smsmodem sim --pty /tmp/phone --loopback\n",
	.run = run_sim,
};
