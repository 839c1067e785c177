/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A script of octets against the simulated phone. The first octet chooses its options; then each
 * step is an octet, its low three bits what to do and the rest how much, and perhaps that many
 * octets of data.
 */
#include <smsmodem/sim.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const option_sets[] = {
	NULL,
	"echo=off&loopback=on",
	"pin=1234&pin-attempts=2",
	"latency=5&network-latency=50&loopback=on",
	"fault=urc&fault=garbage&seed=3",
	"fault=endless@3&fault=echo=double",
	"fault=silent-prompt@1&fault=silent-submit@2&fault=late=100",
	"fault=nocombine&fault=numeric&fault=vendor-final",
	"fault=unplug-submit@2&fault=prompt=crlf&fault=text-errors",
	"echo=off&fault=cms=500@1&fault=cme=3@2&fault=error@3&fault=echo=stuck",
	"profile=quirky&loopback=on",
	"profile=huawei&latency=5&pin=1234",
	"profile=siemens&fault=urc",
	"profile=minimal&loopback=on",
	"fault=drop=20&fault=garble=20&fault=double=20&baud=9600&jitter=50",
	"fault=reboot-sent@1&fault=unplug-lost@3&fault=replug=50&fault=cms=3/*7?@2&fault=urc=cmt",
	"fault=text-only&smsc=none&network=sms-only",
	"fault=echo=only&network=denied",
	"fault=hang@9&fault=urc-lost=2&fault=flash-direct&fault=ussd=packed",
};

enum step {
	STEP_INPUT,
	STEP_INPUT_MORE,
	STEP_LINE,
	STEP_CONTROL,
	STEP_ADVANCE,
	STEP_OUTPUT,
	STEP_EVENT,
	STEP_OPTIONS
};

struct script {
	const uint8_t *data;
	size_t size;
	struct smsmodem_sim *sim;
	int64_t now_ms;
};

static size_t take(struct script *script, char *text, size_t count)
{
	if (count > script->size)
		count = script->size;
	memcpy(text, script->data, count);
	text[count] = '\0';
	script->data += count;
	script->size -= count;
	return count;
}

static void output(struct script *script, size_t count)
{
	char octets[64];

	if (smsmodem_sim_output(script->sim, octets, count, script->now_ms) > count)
		abort();
}

static void event(struct script *script)
{
	struct smsmodem_sim_event got;

	if (!smsmodem_sim_next_event(script->sim, &got))
		return;
	if (got.kind == SMSMODEM_SIM_SUBMIT && (!got.to || !got.pdu || !got.text == !got.data))
		abort();
	if (got.kind == SMSMODEM_SIM_COMMAND && strpbrk(got.line, "\r\n\033"))
		abort();
}

static void step(struct script *script)
{
	char text[256];
	uint8_t what = *script->data++;
	size_t amount = what >> 3;

	script->size--;
	switch ((enum step)(what & 7)) {
	case STEP_INPUT_MORE:
		amount *= 8;
		/* fall through */
	case STEP_INPUT:
		amount = take(script, text, amount);
		smsmodem_sim_input(script->sim, text, amount, script->now_ms);
		break;
	case STEP_LINE:
		amount = take(script, text, amount);
		smsmodem_sim_input(script->sim, "AT", 2, script->now_ms);
		smsmodem_sim_input(script->sim, text, amount, script->now_ms);
		smsmodem_sim_input(script->sim, "\r", 1, script->now_ms);
		break;
	case STEP_CONTROL:
		(void)take(script, text, amount);
		(void)smsmodem_sim_control(script->sim, text, script->now_ms, NULL);
		break;
	case STEP_ADVANCE: script->now_ms += (int64_t)amount * (int64_t)amount * 10; break;
	case STEP_OUTPUT: output(script, amount); break;
	case STEP_EVENT: event(script); break;
	case STEP_OPTIONS:
		(void)take(script, text, amount);
		smsmodem_sim_free(smsmodem_sim_new(text, NULL));
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct script script = {.data = data, .size = size};

	if (size == 0)
		return 0;
	script.sim = smsmodem_sim_new(
		option_sets[*data % (sizeof option_sets / sizeof option_sets[0])], NULL);
	if (!script.sim)
		return 0;
	script.data++;
	script.size--;
	while (script.size > 0)
		step(&script);
	smsmodem_sim_free(script.sim);
	return 0;
}
