/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A profile with imei=: the modem that is opened is the one it was made for, whatever is plugged in
 * where it used to be. Ports are numbered in the order of plugging in.
 */
#include "device_imei.h"
#include "config.h"
#include "probing.h"
#include <string.h>

#define IMEI_MS      2000
#define AGAIN_MIN_MS 2000
#define AGAIN_MAX_MS 60000

bool imei_of_profile(const struct cli *cli)
{
	const struct config_entry *device = config_find(cli, "device");
	const char *given = cli->modem.device;

	return !given || (device && given == device->value) || given == cli->config->device;
}

const char *imei_wanted(const struct cli *cli)
{
	const struct config_entry *imei = config_find(cli, "imei");

	return imei && *imei->value && imei_of_profile(cli) ? imei->value : NULL;
}

/* --- looking for it --- */

static const struct probing_target *best_with(const struct probing *probing, const char *imei)
{
	for (size_t i = 0; i < probing->count; i++)
		if (smsmodem_same_imei(probing->targets[i].probe.imei, imei))
			return &probing->targets[i];
	return NULL;
}

/* The port's path, with what was said of its line. */
static void take_found(struct cli *cli, const struct probing_target *target)
{
	const char *options = cli->modem.device ? strchr(cli->modem.device, '?') : NULL;
	struct config *config = cli->config;
	char path[sizeof config->device];

	if (options && strncmp(cli->modem.device, "usb:", 4) == 0)
		options = NULL; /* where it is plugged in is one of them */
	(void)snprintf(path, sizeof path, "%s%.500s", target->port->path, options ? options : "");
	memcpy(config->device, path, sizeof path);
	cli->modem.device = config->device;
}

/* --- not again and again: who is asked has other things to do --- */

/* FNV-1a */
static uint64_t add_text(uint64_t sum, const char *text)
{
	do
		sum = (sum ^ (unsigned char)*text) * 0x100000001B3U;
	while (*text++);
	return sum;
}

/* Which ports there are. */
static uint64_t sum_of(const struct probing *probing)
{
	uint64_t sum = 0xCBF29CE484222325U;

	for (size_t i = 0; i < probing->port_count; i++) {
		sum = add_text(sum, probing->ports[i].path);
		sum = add_text(sum, probing->ports[i].topology);
		sum = add_text(sum, probing->ports[i].serial);
	}
	return sum | 1;
}

/*
 * A console that waits for its modem asks whenever another port comes; of the same ports it asks
 * at ever longer intervals, as a modem may take a while until it answers.
 */
static bool is_due(struct config *config, uint64_t sum)
{
	int64_t now_ms = smsmodem_sim_clock_ms();

	if (sum != config->sought)
		config->pause_ms = AGAIN_MIN_MS;
	else if (now_ms - config->sought_ms < config->pause_ms)
		return false;
	else if (config->pause_ms < AGAIN_MAX_MS)
		config->pause_ms *= 2;
	config->sought = sum;
	config->sought_ms = now_ms;
	return true;
}

/* @return 1: found, and cli->modem.device says where; 0: not; a failure (in error) */
static int search(struct cli *cli, const char *imei, struct smsmodem_error *error)
{
	struct cli quiet = *cli;
	struct probing probing;

	quiet.quiet = true; /* without ports there are none to look on */
	int result = SMSMODEM_OK;
	if (probing_find(&quiet, false, &probing) != 0)
		result = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	else if (is_due(cli->config, sum_of(&probing)))
		result = probing_ask(&quiet, &probing, error);
	if (result < 0) {
		cli->config->sought = 0; /* not to the end */
		probing_free(&probing);
		return result;
	}
	probing_rank(&probing);
	const struct probing_target *found = best_with(&probing, imei);
	if (found)
		take_found(cli, found);
	probing_free(&probing);
	return found != NULL;
}

int imei_search(struct cli *cli, struct smsmodem_error *error)
{
	const char *imei = imei_wanted(cli);
	int result = search(cli, imei, error);

	if (result != 0)
		return result < 0 ? result : SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "the modem with the IMEI %s is on no port that can be asked: is "
				  "it plugged in and switched on? (`smsmodem devices --probe`)",
				  imei);
}

/* --- opening --- */

static int open_checked(struct cli *cli, const char *imei, struct smsmodem **modem, char *other,
			struct smsmodem_error *error)
{
	int64_t limit_ms = cli->modem.command_timeout_ms;

	other[0] = '\0';
	int result = smsmodem_open(&cli->modem, modem, error);
	if (result < 0)
		return result;
	result = smsmodem_imei(*modem, limit_ms > 0 ? limit_ms : IMEI_MS, other, error);
	if (result == SMSMODEM_OK && smsmodem_same_imei(other, imei))
		return SMSMODEM_OK;
	(void)smsmodem_close(*modem);
	*modem = NULL;
	if (result < 0)
		return result;
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "%.100s is another modem: its IMEI is %s, and the profile is for "
				  "%s; plug that one in, or run `smsmodem setup` again",
				  cli->modem.device, *other ? other : "not told", imei);
}

/* It may be elsewhere. Nobody is looked for whom only a switch or a password keeps away. */
static bool worth_a_search(int result)
{
	return result == SMSMODEM_E_NODEVICE || result == SMSMODEM_E_NOMODEM ||
	       result == SMSMODEM_E_BUSY || result == SMSMODEM_E_LINK;
}

int imei_open(struct cli *cli, struct smsmodem **modem, struct smsmodem_error *error)
{
	const char *imei = imei_wanted(cli), *was = cli->modem.device;
	char other[SMSMODEM_IMEI_SIZE];
	struct smsmodem_error second;

	if (!imei)
		return smsmodem_open(&cli->modem, modem, error);
	int result = open_checked(cli, imei, modem, other, error);
	if (result == SMSMODEM_OK || !worth_a_search(result) || !cli_is_port(was))
		return result;
	int found = search(cli, imei, &second);
	if (found < 0 && error)
		*error = second;
	if (found <= 0)
		return found < 0 ? found : result;
	result = open_checked(cli, imei, modem, other, error);
	if (result == SMSMODEM_OK)
		cli_note(cli, "%s is not the modem of this profile now; it is taken from %s", was,
			 cli->modem.device);
	return result;
}
