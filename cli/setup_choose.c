/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which device a profile is for. */
#include "setup.h"
#include <string.h>
#include <unistd.h>

static int fail(struct setup *setup, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static int fail(struct setup *setup, int code, const char *format, ...)
{
	struct smsmodem_error error;
	char text[SMSMODEM_ERROR_TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	smsmodem_error_set(&error, code, "%s", text);
	return cli_fail(setup->cli, &error);
}

/* --- a device that was named --- */

static void drop_targets(struct setup *setup)
{
	setup->target = NULL;
	probing_free(&setup->probing);
}

/* @return 0, also where it is no good: the target says what it is */
static int ask_one(struct setup *setup, const char *device)
{
	drop_targets(setup);
	int status = probing_one(setup->cli, device, &setup->probing);

	if (status == 0)
		status = probing_run(setup->cli, &setup->probing);
	if (status == 0)
		setup->target = setup->probing.targets;
	setup->named = true;
	return status;
}

/* What does not answer now may do so tomorrow, but then nobody knows what it is. */
static int check_one(struct setup *setup)
{
	const struct probing_target *target = setup->target;
	struct smsmodem_error error = target->error;

	if (setup->force || target->probe.answers)
		return 0;
	if (target->code < 0)
		return cli_fail(setup->cli, &error);
	return fail(setup, SMSMODEM_E_NOMODEM,
		    "no modem answers on %.160s: %.120s; try another port, or write the profile "
		    "all the same with --force",
		    target->device, target->why);
}

/* --- a device of those that were found --- */

static size_t count_modems(const struct probing *probing)
{
	size_t count = 0;

	for (size_t i = 0; i < probing->count; i++)
		count += probing_has_sms(&probing->targets[i]) && !probing->targets[i].twin;
	return count;
}

/* Nobody can be asked: what is not plain is told, and left to who reads it. */
static int choose_alone(struct setup *setup)
{
	size_t count = count_modems(&setup->probing);

	if (count == 1) {
		setup->target = setup->probing.targets;
		return 0;
	}
	if (setup->probing.count > 0 && !setup->cli->quiet)
		probing_print(stderr, &setup->probing);
	if (count == 0)
		return fail(setup, SMSMODEM_E_USAGE,
			    "no device that was found talks SMS; name one with -d DEVICE");
	return fail(setup, SMSMODEM_E_USAGE,
		    "%zu modems were found, and there is no terminal to ask which; name one with "
		    "-d DEVICE",
		    count);
}

static const struct probing_target *ranked(const struct probing *probing, const char *answer)
{
	long rank;

	if (!parse_number(answer, 1, (long)probing->count, &rank))
		return NULL;
	return &probing->targets[rank - 1];
}

static bool looks_like_device(const char *answer)
{
	return answer[0] == '/' || strchr(answer, ':') != NULL;
}

static int nothing_found(struct setup *setup)
{
	return fail(setup, SMSMODEM_E_NODEVICE,
		    "nothing was found: plug a modem in, or pair a phone (`smsmodem bt scan`), or "
		    "name a device with -d DEVICE");
}

/* One that is no good is asked about once more, as it may be right when it is switched on. */
static int confirm(struct setup *setup, const struct probing_target *target, bool *taken)
{
	*taken = target->probe.answers;
	if (*taken)
		return 0;
	(void)fprintf(stderr, "%s: ", target->device);
	output_foreign(stderr, target->why, strlen(target->why), 0);
	(void)fputc('\n', stderr);
	return setup_ask_yes(setup, "Take it all the same", false, taken);
}

static int choose_by_answer(struct setup *setup)
{
	const struct probing_target *first = setup->probing.targets;
	char answer[PROBING_DEVICE_SIZE];
	bool taken = false;

	for (;;) {
		int status = setup_ask(setup, "Which one: its rank, or a device as -d takes it",
				       first && first->probe.answers ? "1" : NULL, answer,
				       sizeof answer);
		if (status != 0)
			return status;
		const struct probing_target *target = ranked(&setup->probing, answer);
		if (!target && looks_like_device(answer)) {
			status = ask_one(setup, answer);
			if (status != 0)
				return status;
			probing_print(stderr, &setup->probing);
			first = target = setup->target;
		}
		if (!target) {
			(void)fputs("That is no rank of the list, and no device such as "
				    "/dev/ttyUSB0 or bt:00:11:22:33:44:55.\n",
				    stderr);
			continue;
		}
		status = confirm(setup, target, &taken);
		setup->target = target;
		if (status != 0 || taken)
			return status;
	}
}

int setup_choose(struct setup *setup)
{
	const char *given = setup->cli->modem.device;

	if (given && *given) {
		int status = ask_one(setup, given);
		return status == 0 ? check_one(setup) : status;
	}
	int status = probing_find(setup->cli, true, &setup->probing);
	if (status == 0)
		status = probing_run(setup->cli, &setup->probing);
	if (status != 0)
		return status;
	if (!setup->asks)
		return choose_alone(setup);
	if (setup->probing.count == 0)
		return nothing_found(setup);
	probing_print(stderr, &setup->probing);
	return choose_by_answer(setup);
}
