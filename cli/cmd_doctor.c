/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why sending or receiving would fail, found out step by step, and what to do about it. */
#include "commands.h"
#include "device_imei.h"
#include "doctor.h"
#include <string.h>

static const struct cli_option options[] = {{NULL, 0, NULL, NULL}};

#define NEEDS(look) (1U << (look))

/** A step: a look, and those without which it makes no sense. */
struct doctor_step {
	const char *name;
	unsigned needs;
	bool bluetooth; /**< only for a Bluetooth device */
	doctor_look_run *run;
};

static const struct doctor_step steps[DOCTOR_LOOKS] = {
	[DOCTOR_CONTROLLER] = {"controller", 0, true, doctor_controller},
	[DOCTOR_PAIRING] = {"pairing", NEEDS(DOCTOR_CONTROLLER), true, doctor_pairing},
	[DOCTOR_SERVICES] = {"services", NEEDS(DOCTOR_PAIRING), true, doctor_services},
	[DOCTOR_DEVICE] = {"device", NEEDS(DOCTOR_SERVICES), false, doctor_device},
	[DOCTOR_PERMISSION] = {"permission", NEEDS(DOCTOR_DEVICE), false, doctor_permission},
	[DOCTOR_OWNER] = {"owner", NEEDS(DOCTOR_PERMISSION), false, doctor_owner},
	[DOCTOR_LINES] = {"lines", NEEDS(DOCTOR_OWNER), false, doctor_lines},
	[DOCTOR_SPEED] = {"speed", NEEDS(DOCTOR_OWNER), false, doctor_speed},
	[DOCTOR_AT] = {"at", NEEDS(DOCTOR_OWNER), false, doctor_at},
	[DOCTOR_ECHO] = {"echo", NEEDS(DOCTOR_AT), false, doctor_echo},
	[DOCTOR_IDENTITY] = {"identity", NEEDS(DOCTOR_AT), false, doctor_identity},
	[DOCTOR_PIN] = {"pin", NEEDS(DOCTOR_AT), false, doctor_pin},
	[DOCTOR_NETWORK] = {"network", NEEDS(DOCTOR_PIN), false, doctor_network},
	[DOCTOR_OPERATOR] = {"operator", NEEDS(DOCTOR_NETWORK), false, doctor_operator},
	[DOCTOR_SIGNAL] = {"signal", NEEDS(DOCTOR_PIN), false, doctor_signal},
	[DOCTOR_SMSC] = {"smsc", NEEDS(DOCTOR_PIN), false, doctor_smsc},
	[DOCTOR_STORAGE] = {"storage", NEEDS(DOCTOR_PIN), false, doctor_storage},
	[DOCTOR_SERVICE] = {"service", NEEDS(DOCTOR_PIN), false, doctor_service},
	[DOCTOR_PDU] = {"pdu", NEEDS(DOCTOR_PIN), false, doctor_pdu},
	[DOCTOR_DELIVERY] = {"delivery", NEEDS(DOCTOR_PDU), false, doctor_delivery},
};

/* What failed, and so kept a look from being taken; needs come before what needs them. */
static const char *name_of_cause(const struct doctor *doctor, unsigned missing)
{
	size_t i = 0;

	while (!(missing & 1U << i))
		i++;
	if (doctor->failed & 1U << i)
		return steps[i].name;
	return name_of_cause(doctor, steps[i].needs & (doctor->failed | doctor->blocked));
}

static void look(struct doctor *doctor, enum doctor_look which, struct doctor_finding *finding)
{
	const struct doctor_step *step = &steps[which];
	unsigned missing = step->needs & (doctor->failed | doctor->blocked);

	if (missing) {
		doctor_find(finding, DOCTOR_SKIP, "not looked at: %s comes first",
			    name_of_cause(doctor, missing));
		doctor->blocked |= 1U << which;
		return;
	}
	if (doctor->gone) {
		doctor_find(finding, DOCTOR_SKIP, "not looked at: the phone is gone");
		return;
	}
	doctor_show_begin(doctor, step->name, "");
	step->run(doctor, finding);
	if (finding->result == DOCTOR_FAIL)
		doctor->failed |= 1U << which;
}

static void keep_first(struct doctor *doctor, enum doctor_look which,
		       const struct doctor_finding *finding)
{
	if (finding->result != DOCTOR_FAIL || doctor->first != DOCTOR_LOOKS)
		return;
	doctor->first = which;
	doctor->verdict = *finding;
}

static int conclude(const struct doctor *doctor)
{
	if (doctor->first == DOCTOR_LOOKS)
		return doctor_show_end(doctor, NULL);
	const char *first = steps[doctor->first].name;
	int status = doctor_show_end(doctor, first);
	if (status != 0)
		return status;
	return doctor->cli->json ? doctor_show_error(doctor, first)
				 : smsmodem_code_exit(doctor->verdict.code);
}

static int examine(struct doctor *doctor)
{
	bool bluetooth = doctor_is_bluetooth(doctor) && doctor_read_bluetooth(doctor);
	int status = 0;

	for (int i = 0; i < DOCTOR_LOOKS && status == 0; i++) {
		struct doctor_finding finding = {.result = DOCTOR_SKIP};

		if (steps[i].bluetooth && !bluetooth)
			continue;
		look(doctor, (enum doctor_look)i, &finding);
		if (doctor->stop) {
			doctor_show_nothing(doctor);
			return cli_fail(doctor->cli, &doctor->error);
		}
		keep_first(doctor, (enum doctor_look)i, &finding);
		status = doctor_show(doctor, steps[i].name, &finding);
	}
	return status == 0 ? conclude(doctor) : status;
}

/* How the program is called again for this device; one that is too long has to be filled in. */
static void name_command(struct doctor *doctor)
{
	struct cli *cli = doctor->cli;
	bool profile = cli->profile && imei_of_profile(cli);
	char word[300];

	if (!output_shell_word(profile ? cli->profile : cli->modem.device, word, sizeof word))
		(void)snprintf(word, sizeof word, profile ? "PROFILE" : "DEVICE");
	(void)snprintf(doctor->command, sizeof doctor->command, "smsmodem -%c %s",
		       profile ? 'p' : 'd', word);
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct doctor doctor = {.cli = cli, .first = DOCTOR_LOOKS};
	int option = cli_getopt(cli, argc, argv);

	if (option < -1)
		return option == -2 ? 64 : 0;
	if (cli->optind < argc)
		return cli_usage(cli, "doctor takes no arguments");
	int status = cli_choose_device(cli);
	if (status != 0)
		return status;
	name_command(&doctor);
	status = examine(&doctor);
	if (doctor.modem)
		doctor_put_back(&doctor);
	return cli_close(cli, doctor.modem, status);
}

const struct cli_command cmd_doctor = {
	.name = "doctor",
	.synopsis = "",
	.summary = "Find out step by step why messages would not go out or come in, and the fix",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 doctor\n"
		    "  smsmodem -p e65 doctor --json | jq -r 'select(.fix).fix'\n",
	.run = run,
};
