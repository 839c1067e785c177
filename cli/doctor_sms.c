/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone can do with messages: service, PDU mode, and how it tells of those that come in.
 */
#include "doctor.h"

/* --- service --- */

/* 27.007 10.1.21 */
static void add_domain(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char *const words[] = {"by packet domain", "circuit switched",
					    "by packet domain if it can",
					    "circuit switched if it can"};
	struct doctor_reply reply;

	if (doctor_ask(doctor, "AT+CGSMS?") != DOCTOR_ANSWERED ||
	    !doctor_reply(doctor, "+CGSMS", &reply))
		return;
	int64_t service = doctor_number(&reply, 0, -1);
	if (service >= 0 && service < (int64_t)(sizeof words / sizeof words[0]))
		doctor_add(finding, ", sent %s", words[service]);
}

/* Some have a number more in front (ofono drivers/atmodem/sms.c). */
static bool take_service(const struct doctor_reply *reply, int64_t *service, bool *receives,
			 bool *sends)
{
	if (reply->count < 4)
		return false;
	size_t last = reply->count - 1; /* <service>,<mt>,<mo>,<bm> (27.005 3.2.1) */
	*service = doctor_number(reply, last - 3, -1);
	*receives = doctor_number(reply, last - 2, 1) != 0;
	*sends = doctor_number(reply, last - 1, 1) != 0;
	return *service >= 0;
}

void doctor_service(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char question[] = "AT+CSMS?";
	struct doctor_reply reply;
	bool receives, sends;
	int64_t service;

	if (!doctor_ask_for(doctor, question, "+CSMS", &reply, finding))
		return;
	doctor->knows_sms = true;
	if (!take_service(&reply, &service, &receives, &sends)) {
		doctor_untold(doctor, question, DOCTOR_ANSWERED, finding);
		return;
	}
	doctor_find(finding, DOCTOR_OK, "the phone %s messages (+CSMS: %lld)",
		    sends && receives ? "sends and receives"
		    : sends           ? "only sends"
		    : receives        ? "only receives"
				      : "neither sends nor receives",
		    (long long)service);
	if (!sends) {
		finding->result = DOCTOR_FAIL;
		finding->code = SMSMODEM_E_REFUSED;
		doctor_fix(finding, "take another phone or modem; this one does not send over AT");
		return;
	}
	if (!receives)
		finding->result = DOCTOR_WARN;
	add_domain(doctor, finding);
}

/* --- PDU mode --- */

static void no_pdu(const struct doctor *doctor, struct doctor_finding *finding)
{
	if (doctor->probe.text_mode) {
		doctor_fail(finding, SMSMODEM_E_REFUSED,
			    "the phone has text mode only (AT+CMGF=?), and messages are sent in "
			    "PDU mode here");
		doctor_fix(finding, "update its firmware, or take another phone or modem; short "
				    "texts can be sent by hand with `smsmodem console`");
		return;
	}
	doctor_fail(finding, SMSMODEM_E_REFUSED,
		    "the phone answers AT, but knows no command for messages");
	doctor_fix(finding, "take another port of the same stick, or a USB modem: phones of today "
			    "have calls alone over AT");
}

/* Phones that know no test form know the read form, or at least have messages. */
void doctor_pdu(struct doctor *doctor, struct doctor_finding *finding)
{
	struct doctor_reply reply;

	if (doctor->probe.pdu_mode) {
		doctor_find(finding, DOCTOR_OK, "PDU mode%s",
			    doctor->probe.text_mode ? ", and text mode" : " only");
		return;
	}
	if (doctor->probe.text_mode) {
		no_pdu(doctor, finding);
		return;
	}
	bool told = doctor_ask_for(doctor, "AT+CMGF?", "+CMGF", &reply, finding);
	if (finding->result == DOCTOR_FAIL)
		return;
	if (told && doctor_number(&reply, 0, 1) == 0)
		doctor_find(finding, DOCTOR_OK, "PDU mode is on");
	else if (told || doctor->knows_sms)
		doctor_find(finding, DOCTOR_SKIP, "the phone does not tell its modes (AT+CMGF=?)");
	else
		no_pdu(doctor, finding);
}

/* --- delivery --- */

/* Whether it knows the question is asked once more; what it answers is known (27.005 3.4.1). */
void doctor_delivery(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char question[] = "AT+CNMI=?";
	const struct smsmodem_probe *probe = &doctor->probe;
	enum doctor_answer answer = doctor_ask(doctor, question);

	if (answer != DOCTOR_ANSWERED) {
		doctor_untold(doctor, question, answer, finding);
		return;
	}
	doctor_find(finding, probe->tells ? DOCTOR_OK : DOCTOR_WARN,
		    "the phone %s of new messages and %s status reports",
		    probe->tells ? "tells" : "does not tell",
		    probe->reports ? "hands on" : "keeps");
	if (!probe->tells)
		doctor_fix(finding, "look at the phone now and then for what has come in");
}
