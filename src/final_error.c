/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

static int set_numbered(const struct session *session, const char *what,
			struct smsmodem_error *error)
{
	bool cms = session->final.result == AT_RESULT_CMS;
	int code = session->final.code;
	const char *text = cms ? at_cms_text(code) : at_cme_text(code);
	const char *advice = cms ? at_cms_advice(code) : at_cme_advice(code);
	int class = cms ? at_cms_class(code) : at_cme_class(code);

	if (text)
		smsmodem_error_set(error, class, "%s: +CM%c ERROR: %d (%s)%s%s", what,
				   cms ? 'S' : 'E', code, text, advice ? "; " : "",
				   advice ? advice : "");
	else
		smsmodem_error_set(error, class, "%s: %s", what, session->result);
	if (error && cms)
		error->cms = code;
	else if (error)
		error->cme = code;
	return class;
}

int session_final_error(const struct session *session, const char *what,
			struct smsmodem_error *error)
{
	switch (session->final.result) {
	case AT_RESULT_OK:
	case AT_RESULT_CONNECT: return SMSMODEM_OK;
	case AT_RESULT_CMS:
	case AT_RESULT_CME: return set_numbered(session, what, error);
	case AT_RESULT_NONE:
	case AT_RESULT_ERROR:
	case AT_RESULT_CALL: break;
	}
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED, "%s: %s", what, session->result);
}
