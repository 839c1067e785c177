/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who the phone and its card are (V.250 6.1.3, 27.007 5.4, 7.1, 8.17, 8.18). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define IMEI      "490154203237518"
#define SOFTWARE  "01"
#define EF_ICCID  12258 /* 2FE2 (31.102 4.2, 102.221 13.2) */
#define ICCID     "8988211000000000007"
#define ICCID_BCD "988812010000000000F7" /* the same, halves of octets swapped */

/* What ATI says; the numbers past 0 are the maker's (V.250 6.1.3). */
struct sim_result sim_run_identify(struct smsmodem_sim *sim, const struct sim_command *command,
				   struct sim_call *call)
{
	static const char *const answers[] = {
		NULL, "000", "", "1", "simulated phone", "", "", "", "", IMEI,
	};
	long number = 0;

	if (call->digits[0] && !sim_number(call->digits, 9, &number))
		return SIM_RESULT_ERROR;
	const char *answer = answers[number] ? answers[number] : command->fixed;
	if (answer[0])
		sim_info(sim, "%s", answer);
	return SIM_RESULT_OK;
}

/* 27.007 5.4: <snt> 0 serial number, 1 IMEI, 2 IMEI without its check digit and SVN, 3 SVN. */
struct sim_result sim_run_cgsn(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int kind = -1;

	if (call->form == SIM_FORM_EXECUTE) {
		sim_info(sim, "%s", command->fixed);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 1 || !sim_argument_number(&arguments, 0, 3, &kind) || kind < 0)
		return SIM_RESULT_CME(50);
	switch (kind) {
	case 1: sim_info(sim, "+CGSN: \"" IMEI "\""); break;
	case 2: sim_info(sim, "+CGSN: \"%.14s" SOFTWARE "\"", IMEI); break;
	case 3: sim_info(sim, "+CGSN: \"" SOFTWARE "\""); break;
	default: sim_info(sim, "%s", command->fixed); break;
	}
	return SIM_RESULT_OK;
}

/* 27.007 5.6. Cards differ where numbers do, by the last ten digits, if nobody said otherwise. */
struct sim_result sim_run_cimi(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	const char *number = sim->number.text + (sim->number.text[0] == '+');
	size_t length = strlen(number);

	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	if (sim->imsi[0])
		sim_info(sim, "%s", sim->imsi);
	else if (strcmp(sim->number.text, SIM_OWN_NUMBER) == 0)
		sim_info(sim, "%s", command->fixed);
	else
		sim_info(sim, "%.5s%.*s%s", command->fixed, length < 10 ? (int)(10 - length) : 0,
			 "0000000000", number + (length > 10 ? length - 10 : 0));
	return SIM_RESULT_OK;
}

/* +CCID and +ICCID are makers' own, asked with and without '?'. */
struct sim_result sim_run_ccid(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	if (call->form == SIM_FORM_SET)
		return SIM_RESULT_CME(50);
	sim_info(sim, "%s: " ICCID, command->name);
	return SIM_RESULT_OK;
}

/* 27.007 7.1: the numbers of the phonebook ON. */
struct sim_result sim_run_cnum(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	const struct sim_entry *own = sim_book_entries(sim, SIM_BOOK_ON);

	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	for (int i = 0; i < sim_books[SIM_BOOK_ON].places; i++) {
		char line[16 + SIM_BOOK_LINE_SIZE] = "+CNUM: ";
		size_t length = strlen(line);
		if (!own[i].used)
			continue;
		if (own[i].name[0])
			length += sim_book_name_put(sim, &own[i], line + length);
		length += (size_t)snprintf(line + length, sizeof line - length, ",\"%s\",%d",
					   own[i].number, own[i].type);
		sim_info_octets(sim, line, length);
	}
	return SIM_RESULT_OK;
}

/* 27.007 8.18: the ICCID may be read; every other file is said not to be there (102.221 10.2.1). */
struct sim_result sim_run_crsm(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int instruction = -1;
	int file = -1;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    !sim_argument_number(&arguments, 0, 255, &instruction) || instruction < 0 ||
	    !sim_argument_number(&arguments, 1, 65535, &file))
		return SIM_RESULT_CME(50);
	if (instruction == 176 && file == EF_ICCID)
		sim_info(sim, "+CRSM: 144,0,\"" ICCID_BCD "\"");
	else if (file < 0 && instruction != 242)
		return SIM_RESULT_CME(50);
	else
		sim_info(sim, "+CRSM: 106,130");
	return SIM_RESULT_OK;
}

/* 27.007 8.17: no instruction is known to the card, which it says in its own words. */
struct sim_result sim_run_csim(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int length = 0;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count != 2 || !sim_argument_number(&arguments, 0, 520, &length) ||
	    length < 8 || length % 2 != 0 || strlen(arguments.values[1]) != (size_t)length ||
	    strspn(arguments.values[1], "0123456789ABCDEFabcdef") != (size_t)length)
		return SIM_RESULT_CME(50);
	sim_info(sim, "+CSIM: 4,\"6D00\"");
	return SIM_RESULT_OK;
}
