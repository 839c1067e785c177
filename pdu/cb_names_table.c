/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Message identifiers, by ranges (23.041 9.4.1.2.2); below 1000 as the GSM Association gave them.
 */
#include "cb.h"

struct cb_name_row {
	uint16_t last; /* of the range that begins behind the row before */
	const char *name;
};

#define MORE ", additional languages"
#define EPWS "warning for devices without a user interface"

static const struct cb_name_row cb_names[] = {
	{0, "index"},
	{9, "GSM Association"},
	{10, "news flashes"},
	{19, "GSM Association"},
	{20, "hospitals"},
	{21, "GSM Association"},
	{22, "doctors"},
	{23, "GSM Association"},
	{24, "pharmacies"},
	{29, "GSM Association"},
	{30, "long distance road reports"},
	{31, "GSM Association"},
	{32, "local road reports"},
	{33, "GSM Association"},
	{34, "taxis"},
	{39, "GSM Association"},
	{40, "weather"},
	{49, "GSM Association"},
	{50, "area information"},
	{51, "GSM Association"},
	{52, "network information"},
	{53, "GSM Association"},
	{54, "operator services"},
	{55, "GSM Association"},
	{56, "directory enquiries, national"},
	{57, "directory enquiries, international"},
	{58, "customer care, national"},
	{59, "customer care, international"},
	{60, "local date and time"},
	{918, "GSM Association"},
	{919, "EU-Alert level 1 for phones that take no higher number"},
	{999, "GSM Association"},
	{1000, "location: E-OTD assistance"},
	{1001, "location: DGPS correction"},
	{1002, "location: GPS ephemeris and clock correction"},
	{1003, "location: GPS almanac and other data"},
	{4095, "reserved"},
	{4223, "data download to the SIM, clear"},
	{4351, "data download to the SIM, secured"},
	{4352, "ETWS: earthquake"},
	{4353, "ETWS: tsunami"},
	{4354, "ETWS: earthquake and tsunami"},
	{4355, "ETWS: test"},
	{4356, "ETWS: other emergency"},
	{4359, "ETWS: reserved"},
	{4369, "public warning: reserved"},
	{4370, "WEA: national alert, EU-Alert level 1"},
	{4371, "WEA: extreme alert, immediate, observed, EU-Alert level 2"},
	{4372, "WEA: extreme alert, immediate, likely, EU-Alert level 2"},
	{4373, "WEA: extreme alert, expected, observed, EU-Alert level 3"},
	{4374, "WEA: extreme alert, expected, likely, EU-Alert level 3"},
	{4375, "WEA: severe alert, immediate, observed, EU-Alert level 3"},
	{4376, "WEA: severe alert, immediate, likely, EU-Alert level 3"},
	{4377, "WEA: severe alert, expected, observed, EU-Alert level 3"},
	{4378, "WEA: severe alert, expected, likely, EU-Alert level 3"},
	{4379, "WEA: child abduction emergency, EU-Amber"},
	{4380, "WEA: required monthly test, EU-Monthly Test"},
	{4381, "WEA: exercise, EU-Exercise"},
	{4382, "WEA: defined by the operator, EU-Reserved"},
	{4383, "WEA: national alert, EU-Alert level 1" MORE},
	{4384, "WEA: extreme alert, immediate, observed, EU-Alert level 2" MORE},
	{4385, "WEA: extreme alert, immediate, likely, EU-Alert level 2" MORE},
	{4386, "WEA: extreme alert, expected, observed, EU-Alert level 3" MORE},
	{4387, "WEA: extreme alert, expected, likely, EU-Alert level 3" MORE},
	{4388, "WEA: severe alert, immediate, observed, EU-Alert level 3" MORE},
	{4389, "WEA: severe alert, immediate, likely, EU-Alert level 3" MORE},
	{4390, "WEA: severe alert, expected, observed, EU-Alert level 3" MORE},
	{4391, "WEA: severe alert, expected, likely, EU-Alert level 3" MORE},
	{4392, "WEA: child abduction emergency, EU-Amber" MORE},
	{4393, "WEA: required monthly test, EU-Monthly Test" MORE},
	{4394, "WEA: exercise, EU-Exercise" MORE},
	{4395, "WEA: defined by the operator, EU-Reserved" MORE},
	{4396, "WEA: public safety message, EU-Alert level 4"},
	{4397, "WEA: public safety message, EU-Alert level 4" MORE},
	{4398, "WEA: state or local test, EU-Test"},
	{4399, "WEA: state or local test, EU-Test" MORE},
	{4400, "WEA: geo-fencing trigger"},
	{4401, EPWS},
	{4402, EPWS ": earthquake"},
	{4403, EPWS ": volcanic eruption"},
	{4404, EPWS ": water"},
	{4405, EPWS ": fire"},
	{4406, EPWS ": pressure"},
	{4407, EPWS ": wind"},
	{4408, EPWS ": dust"},
	{4409, EPWS ": chemical hazard"},
	{4410, EPWS ": epidemic"},
	{4411, EPWS ": test"},
	{4412, "ETWS: " EPWS},
	{4413, "ETWS: " EPWS ": earthquake"},
	{4414, "ETWS: " EPWS ": volcanic eruption"},
	{4415, "ETWS: " EPWS ": water"},
	{4416, "ETWS: " EPWS ": fire"},
	{4417, "ETWS: " EPWS ": pressure"},
	{4418, "ETWS: " EPWS ": wind"},
	{4419, "ETWS: " EPWS ": dust"},
	{4420, "ETWS: " EPWS ": chemical hazard"},
	{4421, "ETWS: " EPWS ": epidemic"},
	{4422, "ETWS: " EPWS ": test"},
	{6399, "public warning: reserved"},
	{6400, "EU-Info"},
	{40959, "reserved"},
	{45055, "operator specific"},
	{65534, "reserved"},
	{65535, "reserved, not for new services"},
};

const char *smsmodem_cb_name(uint16_t message_id)
{
	size_t low = 0, high = sizeof cb_names / sizeof cb_names[0] - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (cb_names[middle].last < message_id)
			low = middle + 1;
		else
			high = middle;
	}
	return cb_names[low].name;
}
