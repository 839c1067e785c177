/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether it talks AT, and echoes. */
#include "doctor.h"
#include <string.h>

/* Where else to look, by the kind of device. */
static const char *elsewhere(const struct doctor *doctor)
{
	const char *device = doctor->cli->modem.device;

	if (doctor_is_bluetooth(doctor))
		return "take another service: `smsmodem bt services` shows them, and "
		       "bt:ADDRESS/CHANNEL names one";
	if (strncmp(device, "tcp", 3) == 0)
		return "look at the modem on the other side, and at the speed that is set there";
	return "check power and cable, or take another port of the same stick: `smsmodem devices "
	       "--probe` shows which one answers";
}

static void say_nothing(struct doctor *doctor, struct doctor_finding *finding)
{
	const char *stalled = smsmodem_stream_stalled(doctor->modem, false);
	bool deaf = doctor->line.has_lines &&
		    !(doctor->line.lines & (SMSMODEM_LINE_CTS | SMSMODEM_LINE_DSR));

	if (stalled) {
		doctor_fail(finding, SMSMODEM_E_TIMEOUT, "what is sent does not go out: %s",
			    stalled);
		doctor_fix(finding, "check the cable, or open it without flow control");
		return;
	}
	doctor_fail(finding, SMSMODEM_E_NOMODEM, "nothing comes back%s%s",
		    doctor->line.is_terminal ? ", at any of the common speeds" : "",
		    deaf ? ", and CTS and DSR are off: it may be switched off" : "");
	doctor_fix(finding, "%s", elsewhere(doctor));
}

static void say_other(struct doctor *doctor, struct doctor_finding *finding)
{
	switch (doctor->hello.heard) {
	case DOCTOR_HEARD_RESULT:
	case DOCTOR_HEARD_NOTHING: say_nothing(doctor, finding); break;
	case DOCTOR_HEARD_ECHO:
		doctor_fail(finding, SMSMODEM_E_NOMODEM,
			    "it sends back what it gets and answers nothing: the phone hangs, or "
			    "the line is a loop");
		doctor_fix(finding,
			   "switch the phone off and on (take its battery out); if that does not "
			   "help, look whether the cable's TX and RX touch");
		break;
	case DOCTOR_HEARD_TEXT:
		doctor_fail(finding, SMSMODEM_E_NOMODEM, "it talks, but not AT: \"%s\"",
			    doctor->hello.sample);
		doctor_fix(finding, "%s", elsewhere(doctor));
		break;
	case DOCTOR_HEARD_GARBAGE:
		doctor_fail(finding, SMSMODEM_E_NOMODEM,
			    "only garbage comes back%s: %zu octets that are no text",
			    doctor->line.is_terminal ? ", at any of the common speeds" : "",
			    doctor->hello.octets);
		doctor_fix(finding, "find out its speed and parity, and give them: "
				    "?baud=...&parity=even; or check the cable");
		break;
	}
}

void doctor_at(struct doctor *doctor, struct doctor_finding *finding)
{
	if (doctor->hello.heard != DOCTOR_HEARD_RESULT) {
		say_other(doctor, finding);
		return;
	}
	doctor_find(finding, DOCTOR_OK, "it answers after %ld ms", (long)doctor->hello.took_ms);
	/* a digit is told from a line of an answer for as long as there is no other result */
	if (doctor->hello.numeric && doctor_change(doctor, "ATV1", "ATV0"))
		doctor_add(finding, ", in digits (ATV0, which is put back at the end)");
}

void doctor_echo(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char *const words[] = {"off", "on", "on, every line twice"};
	unsigned echoes = doctor->hello.echoes < 2 ? doctor->hello.echoes : 2;

	doctor_find(finding, DOCTOR_OK, "%s", words[echoes]);
}
