/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of errors, as AT+CMEE=2 asks for them (27.007 9.2, 27.005 3.2.5, 24.011 annex E-2). */
#include "phone.h"

struct error_row {
	int number;
	const char *text;
};

static const struct error_row cme_rows[] = {
	{0, "Phone failure"},
	{1, "No connection to phone"},
	{2, "Phone-adaptor link reserved"},
	{3, "Operation not allowed"},
	{4, "Operation not supported"},
	{5, "PH-SIM PIN required"},
	{6, "PH-FSIM PIN required"},
	{7, "PH-FSIM PUK required"},
	{10, "SIM not inserted"},
	{11, "SIM PIN required"},
	{12, "SIM PUK required"},
	{13, "SIM failure"},
	{14, "SIM busy"},
	{15, "SIM wrong"},
	{16, "Incorrect password"},
	{17, "SIM PIN2 required"},
	{18, "SIM PUK2 required"},
	{20, "Memory full"},
	{21, "Invalid index"},
	{22, "Not found"},
	{23, "Memory failure"},
	{24, "Text string too long"},
	{25, "Invalid characters in text string"},
	{26, "Dial string too long"},
	{27, "Invalid characters in dial string"},
	{30, "No network service"},
	{31, "Network timeout"},
	{32, "Network not allowed - Emergency calls only"},
	{50, "Incorrect parameters"},
	{100, "Unknown"},
};

static const struct error_row cms_rows[] = {
	{1, "Unassigned (unallocated) number"},
	{8, "Operator determined barring"},
	{10, "Call barred"},
	{21, "Short message transfer rejected"},
	{22, "Memory capacity exceeded"},
	{27, "Destination out of service"},
	{28, "Unidentified subscriber"},
	{29, "Facility rejected"},
	{30, "Unknown subscriber"},
	{38, "Network out of order"},
	{41, "Temporary failure"},
	{42, "Congestion"},
	{47, "Resources unavailable, unspecified"},
	{50, "Requested facility not subscribed"},
	{69, "Requested facility not implemented"},
	{81, "Invalid short message transfer reference value"},
	{95, "Invalid message, unspecified"},
	{96, "Invalid mandatory information"},
	{97, "Message type non-existent or not implemented"},
	{98, "Message not compatible with short message protocol state"},
	{99, "Information element non-existent or not implemented"},
	{111, "Protocol error, unspecified"},
	{127, "Interworking, unspecified"},
	{300, "ME failure"},
	{301, "SMS service of ME reserved"},
	{302, "operation not allowed"},
	{303, "operation not supported"},
	{304, "invalid PDU mode parameter"},
	{305, "invalid text mode parameter"},
	{310, "SIM not inserted"},
	{311, "SIM PIN required"},
	{312, "PH-SIM PIN required"},
	{313, "SIM failure"},
	{314, "SIM busy"},
	{315, "SIM wrong"},
	{316, "SIM PUK required"},
	{317, "SIM PIN2 required"},
	{318, "SIM PUK2 required"},
	{320, "memory failure"},
	{321, "invalid memory index"},
	{322, "memory full"},
	{330, "SMSC address unknown"},
	{331, "no network service"},
	{332, "network timeout"},
	{340, "no CNMA acknowledgement expected"},
	{500, "unknown error"},
};

static const char *error_text(const struct error_row *rows, size_t count, int number)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].number == number)
			return rows[i].text;
	return NULL;
}

const char *sim_cme_text(int number)
{
	return error_text(cme_rows, sizeof cme_rows / sizeof cme_rows[0], number);
}

const char *sim_cms_text(int number)
{
	return error_text(cms_rows, sizeof cms_rows / sizeof cms_rows[0], number);
}
