/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "probing.h"
#include "shown_bt.h"
#include "shown_devices.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORKERS_MAX       32
#define QUESTION_MS       1000
#define BLUETOOTH_PAGE_MS 6000 /* a phone out of range is given up by then (Core 4 E 6.6) */
#define BLUETOOTH_MAX_MS  30000

/* --- what there is --- */

static int find_ports(struct cli *cli, struct probing *probing)
{
	struct smsmodem_error error;

	if (smsmodem_ports(&probing->ports, &probing->port_count, &error) >= 0)
		return 0;
	if (error.code == SMSMODEM_E_MEMORY)
		return cli_fail(cli, &error);
	cli_note(cli, "serial ports are left out: %s", error.text);
	return 0;
}

static int find_bluetooth(struct cli *cli, struct probing *probing)
{
	struct smsmodem_bt_options options = SMSMODEM_BT_OPTIONS_INIT;
	struct smsmodem_error error;

	options.cancel_fd = cli->modem.cancel_fd;
	options.timeout_ms = cli->modem.command_timeout_ms;
	if (smsmodem_bt_devices(&options, &probing->devices, &probing->device_count, &error) >= 0)
		return 0;
	if (error.code == SMSMODEM_E_MEMORY || error.code == SMSMODEM_E_CANCELLED)
		return cli_fail(cli, &error);
	cli_note(cli, "Bluetooth is left out: %s", error.text);
	return 0;
}

static bool is_bound(const struct probing *probing, const char *address)
{
	for (size_t i = 0; i < probing->port_count; i++) {
		const char *topology = probing->ports[i].topology;

		if (strncmp(topology, "bt:", 3) == 0 &&
		    strncmp(topology + 3, address, strlen(address)) == 0)
			return true;
	}
	return false;
}

/* Nobody is to be asked for a pairing, and no headphones to be woken up. */
static const char *bluetooth_unasked(const struct probing *probing, size_t index)
{
	const struct smsmodem_bt_device *device = &probing->devices[index];

	for (size_t i = 0; i < index; i++)
		if (strcmp(probing->devices[i].address, device->address) == 0)
			return "not asked: another controller knows it, too";
	if (!device->pairing_known || !device->paired)
		return "not asked, as it is not paired (`smsmodem bt pair`)";
	if (device->services_known && !(device->services & (SMSMODEM_BT_DUN | SMSMODEM_BT_SPP)))
		return "not asked: it offers no service for AT commands (DUN or SPP)";
	if (is_bound(probing, device->address))
		return "not asked, as it is asked by its port /dev/rfcomm";
	return NULL;
}

static void add_targets(struct probing *probing)
{
	char uri[SMSMODEM_USB_URI_SIZE], bluetooth[SHOWN_BT_URI_SIZE];

	for (size_t i = 0; i < probing->port_count; i++) {
		struct probing_target *target = &probing->targets[probing->count];

		target->order = probing->count++;
		target->port = &probing->ports[i];
		(void)snprintf(target->device, sizeof target->device, "%s",
			       shown_port_device(&probing->ports[i], probing->ports,
						 probing->port_count, uri));
		target->unasked = probing->ports[i].owner > 0 ? "" : NULL;
	}
	for (size_t i = 0; i < probing->device_count; i++) {
		struct probing_target *target = &probing->targets[probing->count];

		target->order = probing->count++;
		target->bluetooth = &probing->devices[i];
		(void)snprintf(target->device, sizeof target->device, "%s",
			       shown_bt_uri(&probing->devices[i], bluetooth));
		target->unasked = bluetooth_unasked(probing, i);
	}
}

static int no_memory(struct cli *cli)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
	return cli_fail(cli, &error);
}

int probing_find(struct cli *cli, bool bluetooth, struct probing *probing)
{
	*probing = (struct probing){0};
	int status = find_ports(cli, probing);

	if (status == 0 && bluetooth)
		status = find_bluetooth(cli, probing);
	size_t count = probing->port_count + probing->device_count;
	if (status != 0 || count == 0)
		return status;
	probing->targets = calloc(count, sizeof *probing->targets);
	if (!probing->targets)
		return no_memory(cli);
	add_targets(probing);
	return 0;
}

int probing_one(struct cli *cli, const char *device, struct probing *probing)
{
	*probing = (struct probing){0};
	if (strlen(device) >= PROBING_DEVICE_SIZE)
		return cli_usage(cli, "the device is too long");
	if (smsmodem_ports(&probing->ports, &probing->port_count, NULL) < 0)
		probing->port_count = 0; /* then nothing but the name is known of it */
	probing->targets = calloc(1, sizeof *probing->targets);
	if (!probing->targets)
		return no_memory(cli);
	(void)snprintf(probing->targets->device, PROBING_DEVICE_SIZE, "%s", device);
	probing->targets->port = smsmodem_port_of(device, probing->ports, probing->port_count);
	probing->count = 1;
	return 0;
}

void probing_free(struct probing *probing)
{
	free(probing->targets);
	free(probing->ports);
	free(probing->devices);
	*probing = (struct probing){0};
}

/* --- asking --- */

/** What the workers share. */
struct work {
	struct cli *cli;
	struct probing *probing;
	bool progress;
	int64_t bluetooth_ms;
	pthread_mutex_t mutex; /* of what follows */
	pthread_cond_t finished;
	size_t next, done, answered;
};

/* The controller calls one phone after the other, so each may have to wait for all. */
static int64_t bluetooth_limit(const struct probing *probing)
{
	int64_t limit_ms = 0;

	for (size_t i = 0; i < probing->count; i++)
		if (probing->targets[i].bluetooth && !probing->targets[i].unasked)
			limit_ms += BLUETOOTH_PAGE_MS;
	return limit_ms > BLUETOOTH_MAX_MS ? BLUETOOTH_MAX_MS : limit_ms;
}

/* @return the milliseconds that it may take to open it; 0: as long as it takes */
static int64_t open_limit(const struct work *work, const struct probing_target *target)
{
	if (work->cli->modem.command_timeout_ms > 0)
		return work->cli->modem.command_timeout_ms;
	if (target->bluetooth)
		return work->bluetooth_ms;
	return target->port ? QUESTION_MS : 0;
}

static void ask(const struct work *work, struct probing_target *target)
{
	const struct cli *cli = work->cli;
	struct smsmodem_options options = cli->modem;
	struct smsmodem *modem = NULL;

	if (target->unasked)
		return;
	bool alone = work->probing->count == 1;
	options.device = target->port && !alone ? target->port->path : target->device;
	options.command_timeout_ms = open_limit(work, target);
	if (!alone) {
		options.trace = NULL;
		options.note_fd = 0;
	}
	target->asked = true;
	target->code = smsmodem_open(&options, &modem, &target->error);
	if (target->code < 0)
		return;
	int64_t question_ms = cli->modem.command_timeout_ms;
	target->code = smsmodem_probe(modem, question_ms > 0 ? question_ms : QUESTION_MS,
				      &target->probe, &target->error);
	if (smsmodem_close(modem) < 0 && target->code == SMSMODEM_OK)
		target->code = smsmodem_error_set(&target->error, SMSMODEM_E_OUTPUT,
						  "the trace %.200s could not be written whole",
						  options.trace);
}

static void *worker(void *argument)
{
	struct work *work = argument;

	(void)pthread_mutex_lock(&work->mutex);
	while (work->next < work->probing->count) {
		struct probing_target *target = &work->probing->targets[work->next++];

		(void)pthread_mutex_unlock(&work->mutex);
		ask(work, target);
		(void)pthread_mutex_lock(&work->mutex);
		work->done++;
		work->answered += target->probe.answers;
		(void)pthread_cond_signal(&work->finished);
	}
	(void)pthread_mutex_unlock(&work->mutex);
	return NULL;
}

/* A line on the terminal that is written over, and gone in the end. */
static void watch(struct work *work)
{
	(void)pthread_mutex_lock(&work->mutex);
	while (work->done < work->probing->count) {
		if (work->progress) {
			(void)fprintf(stderr, "\rasking %zu devices: %zu done, %zu answer AT",
				      work->probing->count, work->done, work->answered);
			(void)fflush(stderr);
		}
		(void)pthread_cond_wait(&work->finished, &work->mutex);
	}
	(void)pthread_mutex_unlock(&work->mutex);
	if (work->progress)
		(void)fputs("\r\033[K", stderr);
}

static void ask_all(struct work *work)
{
	pthread_t threads[WORKERS_MAX];
	size_t wanted = work->probing->count < WORKERS_MAX ? work->probing->count : WORKERS_MAX;
	size_t started = 0;

	while (started < wanted && pthread_create(&threads[started], NULL, worker, work) == 0)
		started++;
	if (started == 0)
		(void)worker(work); /* no threads to be had: one after the other */
	watch(work);
	for (size_t i = 0; i < started; i++)
		(void)pthread_join(threads[i], NULL);
}

int probing_ask(struct cli *cli, struct probing *probing, struct smsmodem_error *error)
{
	struct work work = {.cli = cli, .probing = probing};

	work.progress = !cli->quiet && probing->count > 1 && isatty(STDERR_FILENO);
	work.bluetooth_ms = bluetooth_limit(probing);
	if (pthread_mutex_init(&work.mutex, NULL) != 0)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (pthread_cond_init(&work.finished, NULL) != 0) {
		(void)pthread_mutex_destroy(&work.mutex);
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	ask_all(&work);
	(void)pthread_cond_destroy(&work.finished);
	(void)pthread_mutex_destroy(&work.mutex);
	for (size_t i = 0; i < probing->count; i++)
		if (probing->targets[i].code == SMSMODEM_E_CANCELLED)
			return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "interrupted");
	return SMSMODEM_OK;
}

int probing_run(struct cli *cli, struct probing *probing)
{
	struct smsmodem_error error;

	if (probing_ask(cli, probing, &error) < 0)
		return cli_fail(cli, &error);
	probing_rank(probing);
	return 0;
}
