/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signal and battery (27.007 8.4, 8.5, 8.69). */
#include "phone.h"

#define RSSI_MAX 31 /* -51 dBm; each less is 2 dB less */

int sim_signal(const struct smsmodem_sim *sim)
{
	enum sim_network_stat stat = sim_registration(sim);

	if (stat == SIM_NETWORK_OFF || sim_fault(sim, SIM_FAULT_NOREG))
		return SIM_SIGNAL_NONE;
	return sim->radio.signal;
}

struct sim_result sim_run_csq(struct smsmodem_sim *sim, const struct sim_command *command,
			      struct sim_call *call)
{
	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	sim_info(sim, "+CSQ: %d,99", sim_signal(sim));
	return SIM_RESULT_OK;
}

/* The reference signal is one of a carrier's many: it is about 20 dB below all of them. */
static int rsrp(int rssi)
{
	int dbm = -113 + 2 * rssi - 20;

	if (rssi == SIM_SIGNAL_NONE)
		return 255;
	return dbm < -140 ? 0 : dbm + 141;
}

/* 27.007 8.69: on E-UTRAN only <rsrq> and <rsrp> are known. */
struct sim_result sim_run_cesq(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	int rssi = sim_signal(sim);

	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	sim_info(sim, "+CESQ: 99,99,255,255,%d,%d", rssi == SIM_SIGNAL_NONE ? 255 : 20, rsrp(rssi));
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cbc(struct smsmodem_sim *sim, const struct sim_command *command,
			      struct sim_call *call)
{
	(void)command;
	if (call->form != SIM_FORM_EXECUTE && call->form != SIM_FORM_READ)
		return SIM_RESULT_CME(50);
	sim_info(sim, "+CBC: 0,%d", sim->radio.battery);
	return SIM_RESULT_OK;
}

int sim_signal_set(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	long number;

	if (!sim_number(value, SIM_SIGNAL_NONE, &number) ||
	    (number > RSSI_MAX && number != SIM_SIGNAL_NONE))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "simulated phone: signal wants 0 to 31, or 99");
	sim->radio.signal = (int)number;
	return SMSMODEM_OK;
}

int sim_battery_set(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	long number;

	if (!sim_number(value, 100, &number))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "simulated phone: battery wants 0 to 100");
	sim->radio.battery = (int)number;
	return SMSMODEM_OK;
}
