/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bad wire: about one octet in N is lost, changed in one bit, or comes twice. */
#include "phone.h"

/* A kind of noise that is in both directions has its two directions behind it. */
static bool noise_hits(struct smsmodem_sim *sim, enum sim_fault_kind both,
		       enum sim_direction direction)
{
	enum sim_fault_kind one = (enum sim_fault_kind)((int)both + 1 + (int)direction);
	bool hit = false;

	for (size_t i = 0; i < sim->fault_count; i++) {
		const struct sim_fault *fault = &sim->faults[i];
		if ((fault->kind == both || fault->kind == one) && fault->number > 0)
			hit = sim_random(sim) % (uint64_t)fault->number == 0 || hit;
	}
	return hit;
}

size_t sim_noise(struct smsmodem_sim *sim, enum sim_direction direction, char octet, char noisy[2])
{
	noisy[0] = octet;
	if (!sim->noise)
		return 1;
	if (noise_hits(sim, SIM_FAULT_DROP, direction))
		return 0;
	if (noise_hits(sim, SIM_FAULT_GARBLE, direction))
		noisy[0] = (char)(octet ^ (1 << sim_random(sim) % 8));
	if (!noise_hits(sim, SIM_FAULT_DOUBLE, direction))
		return 1;
	noisy[1] = noisy[0];
	return 2;
}
