/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The personalities. Each row says of which phone it is told, and where: a project's file or the
 * number of a report to it, a vendor's manual, or a clause. What no row names is as in the tables
 * of commands. IMEI and card number are the simulated phone's own everywhere.
 */
#include "phone.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define SAYS(name, form, text)                       \
	{                                            \
		name, form, text, {SIM_OK, 0}, false \
	}
#define DOES(name, form)                             \
	{                                            \
		name, form, NULL, {SIM_OK, 0}, false \
	}
#define HUSHES(name, form)                          \
	{                                           \
		name, form, NULL, {SIM_OK, 0}, true \
	}
#define FAILS(name, form)                               \
	{                                               \
		name, form, NULL, {SIM_ERROR, 0}, false \
	}
#define CME(name, form, number)                            \
	{                                                  \
		name, form, NULL, {SIM_CME, number}, false \
	}
#define CMS(name, form, number)                            \
	{                                                  \
		name, form, NULL, {SIM_CMS, number}, false \
	}
#define AS_IS(name, form)                                   \
	{                                                   \
		name, form, NULL, {SIM_NO_ANSWER, 0}, false \
	}
#define Q(quirk) SIM_QUIRK(SIM_QUIRK_##quirk)
#define IMEI     "490154203237518"

/* --- Nokia: a phone of Series 40 over Bluetooth or cable --- */

static const struct sim_profile_answer nokia_answers[] = {
	/* Nokia 500: gammu #11 */
	SAYS("+CGMI", "", "Nokia"),
	SAYS("+GMI", "", "Nokia"),
	/* model with the maker's name before it: gammu tests/at-model/02.dump (Nokia 5210) */
	SAYS("+CGMM", "", "Nokia 2730c"),
	SAYS("+GMM", "", "Nokia 2730c"),
	/* revision, date and type in several lines of one answer: gammu atgen.c, ATGEN_GetFirmware
	 */
	SAYS("+CGMR", "", "V 10.40\r\n06-08-10\r\nRM-578\r\n(c) Nokia"),
	SAYS("+GMR", "", "V 10.40\r\n06-08-10\r\nRM-578\r\n(c) Nokia"),
	SAYS("I", NULL, "Nokia"),
	/* gammu tests/at-cnmi/01.dump: one mode, no buffer to clear */
	SAYS("+CNMI", "=?", "+CNMI: (2),(0-1,3),(0,2),(0-1),(0)"),
	CMS("+CNMI", "=0", 303),
	CMS("+CNMI", "=1", 303),
	CMS("+CNMI", "=3", 303),
	/* Nokia C6: ModemManager src/tests/test-modem-helpers.c, test_cpms_response */
	SAYS("+CPMS", "=?", "+CPMS: (),(),()"),
	/* Nokia N80 and 2720: ModemManager src/tests/test-modem-helpers.c, test_cops_response_n80
	 */
	SAYS("+COPS", "=?", "+COPS: (2,\"simulated network\",,\"00101\",0),,(0,1,3),(0,2)"),
	/* no registration for LTE and no counter of attempts: 27.007 10.1.22, 8.65 are younger */
	FAILS("+CEREG", NULL),
	FAILS("+CPINR", NULL),
	FAILS("+CCID", NULL),
};

static const struct sim_profile_memory nokia_memories[] = {{"ME", 100}, {"SM", 25}, {"BM", 0}};

/* --- Siemens: MC35i and MC75i --- */

static const struct sim_profile_answer siemens_answers[] = {
	/* MC35i: gammu #97, all of these */
	SAYS("+CGMI", "", "SIEMENS"),
	SAYS("+GMI", "", "SIEMENS"),
	SAYS("+CGMM", "", "MC35i"),
	SAYS("+GMM", "", "MC35i"),
	SAYS("+CGMR", "", "REVISION 02.00"),
	SAYS("+GMR", "", "REVISION 02.00"),
	SAYS("I", NULL, "SIEMENS\r\nMC35i\r\nREVISION 02.00"),
	SAYS("+CSCS", "=?", "+CSCS: (\"GSM\",\"UCS2\")"),
	SAYS("^SQWE", "?", "^SQWE: 0"),
	SAYS("+CPMS", "=?", "+CPMS: (\"MT\",\"SM\",\"ME\"),(\"MT\",\"SM\",\"ME\"),(\"MT\",\"SM\")"),
	SAYS("+CNMI", "=?", "+CNMI: (0-3),(0,1),(0,2,3),(0,2),(1)"),
	/* MC75i: wants 1 for <bfr> and refuses another with 538: gammu #1206 */
	CMS("+CNMI", "=*,2", 538),
	CMS("+CNMI", "=*,3", 538),
	CMS("+CNMI", "=*,*,*,1", 538),
	CMS("+CNMI", "=*,*,*,*,0", 538),
	/* MC35i AT command set 01.03 */
	SAYS("^SCKS", "?", "^SCKS: 0,1"),
	SAYS("^SPIC", "", "^SPIC: 3"),
	SAYS("^SPIC", "?", "^SPIC: READY"),
	SAYS("^SCID", "", "^SCID: 8988211000000000007"),
	SAYS("^SMSO", "", "^SMSO: MS OFF"),
	SAYS("^SM20", "?", "^SM20: 1,0"),
	DOES("^SM20", "="),
	SAYS("^SSDA", "?", "^SSDA: 0"),
	SAYS("^SMGO", "?", "^SMGO: 0,0"),
	/* ModemManager plugins/cinterion/tests/test-modem-helpers-cinterion.c */
	SAYS("^SMONI", "", "^SMONI: 2G,71,-61,262,02,0143,83BA,33,33,3,6,G,NOCONN"),
	SAYS("^SLCC", "?", "^SLCC: "),
	FAILS("+CEREG", NULL),
	FAILS("+CPINR", NULL),
};

static const struct sim_profile_memory siemens_memories[] = {
	{"ME", 25}, {"SM", 20}, {"SR", 0}, {"BM", 0}};

/* ModemManager plugins/cinterion: ^SYSSTART once the module listens */
static const struct sim_profile_line siemens_boot[] = {{1500, "^SYSSTART"}};

/* --- Huawei: sticks of the E17xx and E3372 kind --- */

static const struct sim_profile_answer huawei_answers[] = {
	/* ModemManager src/tests/test-modem-helpers.c, test_parse_ati (E226); lower case:
	   chan_dongle */
	SAYS("+CGMI", "", "huawei"),
	SAYS("+GMI", "", "huawei"),
	/* E1750: gammu #94 */
	SAYS("+CGMM", "", "E1750"),
	SAYS("+GMM", "", "E1750"),
	SAYS("+CGMR", "", "11.126.03.01.55"),
	SAYS("+GMR", "", "11.126.03.01.55"),
	SAYS("I", NULL,
	     "Manufacturer: huawei\r\nModel: E1750\r\nRevision: 11.126.03.01.55\r\n"
	     "IMEI: " IMEI "\r\n+GCAP: +CGSM,+FCLASS,+DS"),
	SAYS("+GCAP", "", "+GCAP: +CGSM,+FCLASS,+DS"),
	/* Brovi E3372-325: gammu tests/at-cpms/brovi-e3372-325.dump */
	SAYS("+CPMS", "=?", "+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")"),
	/* E303: gammu #438 and #680 */
	SAYS("+CNMI", "=?", "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)"),
	CMS("+CNMI", "=3", 303),
	/* ModemManager plugins/huawei/tests/test-modem-helpers-huawei.c */
	SAYS("^SYSINFO", "", "^SYSINFO:2,3,0,5,1,,4"),
	SAYS("^SYSINFOEX", "", "^SYSINFOEX: 2,3,0,1,0,3,\"WCDMA\",41,\"HSPA+\""),
	SAYS("^SYSCFG", "?", "^SYSCFG: 2,0,400000,0,3"),
	SAYS("^HCSQ", "?", "^HCSQ: \"WCDMA\",30,30,58"),
	SAYS("^NWTIME", "?", "^NWTIME: 26/01/01,00:00:00+00,00"),
	SAYS("^GETPORTMODE", "",
	     "^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,PCUI:1,NDIS:2,CDROM:3,SD:4,"),
	/* attempts of PUK, PUK2, PIN, PIN2: ModemManager plugins/huawei/mm-broadband-modem-huawei.c
	 */
	SAYS("^CPIN", "?", "^CPIN: READY,,10,3,10,3"),
	/* 0 ends the noise: gammu #680, mm-broadband-modem-huawei.c */
	HUSHES("^CURC", "=0"),
	DOES("^CURC", "="),
	DOES("^PORTSEL", "="),
	SAYS("^CVOICE", "?", "^CVOICE:0,8000,16,20"),
	SAYS("^CARDLOCK", "?", "^CARDLOCK: 2,10,0"),
	SAYS("^ICCID", "?", "^ICCID: 8988211000000000007"),
};

/* E1752: gammu #126 */
static const struct sim_profile_memory huawei_memories[] = {
	{"ME", 23}, {"SM", 50}, {"SR", 0}, {"BM", 0}};

/* ModemManager plugins/huawei/mm-broadband-modem-huawei.c, gammu at.c: all of these come unasked */
static const struct sim_profile_line huawei_noise[] = {
	{1000, "^RSSI:20"},
	{2000, "^BOOT:20952548,0,0,0,72"},
	{2000, "^DSFLOWRPT:0000001E,00000000,00000000,0000000000000000,0000000000000000,"
	       "00000000,00000000"},
	{2000, "^MODE:5,4"},
};

static const struct sim_profile_line huawei_boot[] = {
	{2000, "^BOOT:20952548,0,0,0,72"},
	{4000, "^SIMST:1"},
	{5000, "^SRVST:2"},
};

/* --- SIMCom: SIM800 --- */

static const struct sim_profile_answer simcom_answers[] = {
	/* SIM800 series AT command manual 1.09 and TinyGSM, TinyGsmClientSIM800.h */
	SAYS("+CGMI", "", "SIMCOM_Ltd"),
	SAYS("+GMI", "", "SIMCOM_Ltd"),
	SAYS("+CGMM", "", "SIMCOM_SIM800L"),
	SAYS("+GMM", "", "SIMCOM_SIM800L"),
	SAYS("+CGMR", "", "Revision:1418B05SIM800L24"),
	SAYS("+GMR", "", "Revision:1418B05SIM800L24"),
	SAYS("I", NULL, "SIM800 R14.18"),
	/* no name before the number */
	SAYS("+CCID", "", "8988211000000000007"),
	/* python-gsmmodem #60 */
	SAYS("+CNMI", "=?", "+CNMI: (0-3),(0-3),(0,2),(0,1),(0,1)"),
	CMS("+CNMI", "=*,*,*,2", 303),
	SAYS("+CPMS", "=?", "+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")"),
	/* a third field in millivolts */
	SAYS("+CBC", "", "+CBC: 0,100,4367"),
	SAYS("+CSMINS", "?", "+CSMINS: 0,1"),
	SAYS("+CPAS", "", "+CPAS: 0"),
	SAYS("+CIURC", "?", "+CIURC: 1"),
	DOES("+CIURC", "="),
	SAYS("+SPIC", "", "+SPIC: 3,10,0,10"),
	DOES("+CSCLK", "="),
	SAYS("+CSCLK", "?", "+CSCLK: 0"),
	FAILS("+CEREG", NULL),
	FAILS("+CPINR", NULL),
};

static const struct sim_profile_memory simcom_memories[] = {
	{"ME", 0}, {"SM", 30}, {"SR", 0}, {"BM", 0}};

/* SIM800 series AT command manual 1.09, table of unsolicited results; GPRS_SIM900 #39 */
static const struct sim_profile_line simcom_boot[] = {
	{1000, "RDY"},        {1100, "+CFUN: 1"},  {1800, "+CPIN: READY"},
	{6000, "Call Ready"}, {7500, "SMS Ready"},
};

/* --- Qualcomm: Gobi and what is sold with its reference firmware --- */

static const struct sim_profile_answer qualcomm_answers[] = {
	/* ModemManager src/tests/test-modem-helpers.c, test_parse_ati */
	SAYS("+CGMI", "", "QUALCOMM INCORPORATED"),
	SAYS("+GMI", "", "QUALCOMM INCORPORATED"),
	SAYS("+CGMM", "", "88"),
	SAYS("+GMM", "", "88"),
	SAYS("+CGMR", "", "D1020-SUUAASFA-4352  1  [Apr 14 2008 18:00:00]"),
	SAYS("+GMR", "", "D1020-SUUAASFA-4352  1  [Apr 14 2008 18:00:00]"),
	SAYS("I", NULL,
	     "Manufacturer: QUALCOMM INCORPORATED\r\nModel: 88\r\n"
	     "Revision: D1020-SUUAASFA-4352  1  [Apr 14 2008 18:00:00]\r\n"
	     "IMEI: " IMEI "\r\n+GCAP: +CGSM,+DS"),
	SAYS("+GCAP", "", "+GCAP: +CGSM,+DS"),
	/* gammu #408 */
	SAYS("+CNMI", "=?", "+CNMI: (0,1,2),(0,1,2,3),(0,2),(0,1,2),(0,1)"),
	/* mode 2 is named and refused: ModemManager mm-broadband-modem.c, messaging setup */
	CMS("+CNMI", "=2", 303),
	CMS("+CNMI", "=3", 303),
	/* ModemManager src/tests/test-modem-helpers.c, test_cops_response_gobi */
	SAYS("+COPS", "=?",
	     "+COPS: (2,\"simulated network\",\"simulated\",\"00101\",0),,(0,1,2,3,4),(0,1,2)"),
	DOES("$QCRMCALL", NULL),
	SAYS("$QCCLR", "", NULL),
	SAYS("$QCSIMSTAT", "?", "$QCSIMSTAT: 0,SIM INIT COMPLETED"),
	CME("+CEREG", NULL, 4),
	CME("+CPINR", NULL, 4),
};

static const struct sim_profile_memory qualcomm_memories[] = {{"ME", 100}, {"SM", 25}};

/* --- minimal: the least that can send a message in PDU mode --- */

static const struct sim_profile_answer minimal_answers[] = {
	AS_IS("E", NULL),
	AS_IS("Z", NULL),
	AS_IS("+CMGF", NULL),
	AS_IS("+CMGS", NULL),
	SAYS("+CPMS", "=?", "+CPMS: (\"ME\"),(\"ME\"),(\"ME\")"),
	AS_IS("+CPMS", NULL),
	AS_IS("+CMGL", NULL),
	AS_IS("+CMGR", NULL),
	AS_IS("+CMGD", NULL),
	SAYS("+CGMM", "", "minimal"),
	FAILS("*", NULL),
};

static const struct sim_profile_memory minimal_memories[] = {
	{"ME", 10}, {"SM", 0}, {"SR", 0}, {"BM", 0}};

/* --- a phone of today: its hands-free gateway, which is no modem --- */

/*
 * Which commands there are, one a line, and that an unknown one is +CME ERROR: 0, a known one in a
 * form that it has not +CME ERROR: 4, once AT+CMEE=1 was said: Android's
 * system/bta/ag/bta_ag_cmd.cc and, for what is beyond it, packages/apps/Bluetooth,
 * HeadsetStateMachine.processUnknownAt. The sections are those of the Hands-Free Profile 1.7.1.
 */
static const struct sim_profile_answer handsfree_answers[] = {
	/* 4.34.1: three-way calls, echo cancelling, voice recognition, reject, status of calls,
	   numbered errors, choice of codec */
	SAYS("+BRSF", "=", "+BRSF: 871"),
	/* 4.34.2: an order of its own, which "+CIEV" counts by */
	SAYS("+CIND", "=?",
	     "+CIND: (\"call\",(0,1)),(\"callsetup\",(0-3)),(\"service\",(0-1)),"
	     "(\"signal\",(0-5)),(\"roam\",(0,1)),(\"battchg\",(0-5)),(\"callheld\",(0-2))"),
	SAYS("+CIND", "?", "+CIND: 0,0,1,4,0,5,0"),
	DOES("+CMER", "=3,0,0"),
	SAYS("+CHLD", "=?", "+CHLD: (0,1,2,3)"),
	AS_IS("+CHLD", "="),
	SAYS("+BIND", "=?", "+BIND: (1,2)"),
	SAYS("+BIND", "?", "+BIND: 1,1\r\n+BIND: 2,1"),
	DOES("+BIND", "="),
	DOES("+BIEV", "="),
	DOES("+BIA", "="),
	DOES("+BAC", "="),
	DOES("+BCC", ""),
	DOES("+BCS", "="),
	DOES("+BLDN", ""),
	DOES("+BTRH", "?"),
	DOES("+BVRA", "="),
	DOES("+NREC", "=0"),
	DOES("+VGM", "="),
	DOES("+VGS", "="),
	AS_IS("+CMEE", "=0"),
	AS_IS("+CMEE", "=1"),
	AS_IS("+CLIP", "="),
	AS_IS("+CCWA", "="),
	AS_IS("+VTS", "="),
	AS_IS("+COPS", "=3,0"),
	/* 4.8: without the access technology */
	SAYS("+COPS", "?", "+COPS: 0,0,\"simulated network\""),
	AS_IS("+CNUM", ""),
	AS_IS("+CLCC", ""),
	AS_IS("+CHUP", ""),
	AS_IS("A", NULL),
	AS_IS("D", NULL),
	/* for the phone book of a car */
	AS_IS("+CSCS", NULL),
	AS_IS("+CPBS", NULL),
	AS_IS("+CPBR", NULL),
	/* other forms of these */
	CME("+BRSF", NULL, 4),
	CME("+CIND", NULL, 4),
	CME("+CMER", NULL, 4),
	CME("+CMEE", NULL, 4),
	CME("+COPS", NULL, 4),
	CME("+CLIP", NULL, 4),
	CME("*", NULL, 0),
};

static const struct sim_profile_memory handsfree_memories[] = {
	{"ME", 0}, {"SM", 0}, {"SR", 0}, {"BM", 0}};

/* --- quirky: all at once --- */

static const struct sim_profile_answer quirky_answers[] = {
	/* name before the text: Samsung, gammu tests/at-model/05.dump; quotes: Cinterion */
	SAYS("+CGMI", "", "+CGMI: \"Odd & Sons, Ltd.\""),
	SAYS("+CGMM", "", "+CGMM:\"OK\""),
	/* a line that only looks like the end */
	SAYS("+CGMR", "", "ERROR 404 found"),
	SAYS("I", NULL, "> OK\r\nI: NO CARRIER IS LOST"),
	/* blanks and no parentheses: ModemManager src/tests/test-modem-helpers.c,
	   test_cpms_response */
	SAYS("+CPMS", "=?", "+CPMS:     (  \"ME\"  ,  \"SM\"  )   ,  \"ME\" ,   (  \"SM\"  )"),
	SAYS("+CNMI", "=?", "+CNMI: (0,1,2),(0-1,3),(0),(0,1),(0,1)"),
	CMS("+CNMI", "=2", 303),
	/* a number without its plus, and no second quote: gammu tests/at-parser.c */
	SAYS("+CSCA", "?", "+CSCA: \"491710760000\",145"),
	/* Gobi: ModemManager src/tests/test-modem-helpers.c, test_creg2_gobi_weird_solicited */
	SAYS("+CREG", "?", "+CREG: 2,1,  0 5, 2715"),
	/* as a bare name: ModemManager src/tests/test-modem-helpers.c, test_cnum_response */
	SAYS("+CNUM", "", "+CNUM: something,\"491700000000\",145"),
	CME("+CEREG", NULL, 4),
};

/* ZTE: ModemManager plugins/zte; the others: gammu at.c */
static const struct sim_profile_line quirky_noise[] = {
	{500, "+ZUSIMR:2"},
	{700, "+CIEV: 2,3"},
	{900, "*EBCA: 1,\"1\""},
	{1100, "_OSIGQ: 9,0"},
};

static const struct sim_profile_line quirky_boot[] = {
	{200, "*EMRDY: 1"},
	{900, "+CPIN: READY"},
	{1500, "+ZUSIMR:2"},
};

const struct sim_profile sim_profiles[] = {
	{
		.name = "nokia",
		/* +CMGS and the like answered, but errors never as a text */
		.quirks = Q(NUMERIC_ERRORS),
		.unknown = {SIM_ERROR, 0},
		.memory = "ME",
		.memories = nokia_memories,
		.memory_count = COUNT(nokia_memories),
		.answers = nokia_answers,
		.answer_count = COUNT(nokia_answers),
		.cnmi = {2, 0, 0, 0, 0},
	},
	{
		.name = "siemens",
		.quirks = Q(SHOW_SIEMENS),
		.unknown = {SIM_ERROR, 0},
		.memory = "SM",
		.memories = siemens_memories,
		.memory_count = COUNT(siemens_memories),
		.answers = siemens_answers,
		.answer_count = COUNT(siemens_answers),
		.boot = siemens_boot,
		.boot_count = COUNT(siemens_boot),
		/* warthog618/modem pull request 8: what +CNMI? says after power on */
		.cnmi = {0, 0, 0, 0, 1},
		/* gammu at-sms.c: an empty place of MC35 is no error */
		.empty_place = "+CMGR: 0,,0",
	},
	{
		.name = "huawei",
		/*
		 * Index 0: gammu pull request 995 (E3531); a message is counted late: 994;
		 * an empty line more: 996 (E1752); +CSMS?: ofono drivers/atmodem/sms.c.
		 */
		.quirks = Q(VENDOR_FINAL) | Q(INDEX_ZERO) | Q(CPMS_LATE) | Q(LINE_BLANK) |
			  Q(CSMS_EXTRA) | Q(USSD_PACKED),
		.unknown = {SIM_UNKNOWN_COMMAND, 0},
		.memory = "SM",
		.memories = huawei_memories,
		.memory_count = COUNT(huawei_memories),
		.answers = huawei_answers,
		.answer_count = COUNT(huawei_answers),
		.boot = huawei_boot,
		.boot_count = COUNT(huawei_boot),
		.noise = huawei_noise,
		.noise_count = COUNT(huawei_noise),
	},
	{
		.name = "simcom",
		/* SIM800 Series AT Command Manual 4.2.3, 4.2.4 */
		.quirks = Q(SHOW_MODE),
		.unknown = {SIM_ERROR, 0},
		.memory = "SM",
		.memories = simcom_memories,
		.memory_count = COUNT(simcom_memories),
		.answers = simcom_answers,
		.answer_count = COUNT(simcom_answers),
		.boot = simcom_boot,
		.boot_count = COUNT(simcom_boot),
		/* python-gsmmodem #60: what +CNMI? says after ATZ */
		.cnmi = {2, 1, 0, 0, 0},
		.urc_delay_ms = 100,
	},
	{
		.name = "qualcomm",
		/* no <stat>: gammu at-sms.c */
		.quirks = Q(PROMPT_NOSPACE) | Q(NO_STAT),
		.unknown = {SIM_CME, 4},
		.memory = "ME",
		.memories = qualcomm_memories,
		.memory_count = COUNT(qualcomm_memories),
		.answers = qualcomm_answers,
		.answer_count = COUNT(qualcomm_answers),
	},
	{
		.name = "minimal",
		/* prompt with nothing before it: RIOT pull request 20016 (u-blox LARA-L6) */
		.quirks = Q(NOCOMBINE) | Q(ECHO_NEVER) | Q(PROMPT_NOLINE),
		.unknown = {SIM_ERROR, 0},
		.memory = "ME",
		.memories = minimal_memories,
		.memory_count = COUNT(minimal_memories),
		.answers = minimal_answers,
		.answer_count = COUNT(minimal_answers),
	},
	{
		.name = "handsfree",
		/* it never echoes, and takes a line for one command (bta_ag_process_at) */
		.quirks = Q(NOCOMBINE) | Q(ECHO_NEVER),
		.unknown = {SIM_CME, 0},
		.memory = "ME",
		.memories = handsfree_memories,
		.memory_count = COUNT(handsfree_memories),
		.answers = handsfree_answers,
		.answer_count = COUNT(handsfree_answers),
	},
	{
		.name = "quirky",
		/*
		 * Prompt: gammu pull request 1177 (SIM7670G). Echo: gammu at.c. Bare CR, small
		 * letters, lengths with the SMSC address, OK behind ERROR,
		 * answers that overtake others: emulators. Empty line
		 * within a record: ofono gatchat/gatsyntax.c. No <alpha>: ModemManager, Pantech. No
		 * answer to +CPMS=: gammu at-sms.c. +CDS: ofono drivers/atmodem/sms.c, ZTE. A line
		 * before OK: mbed-os pull request 10341.
		 */
		.quirks = Q(PROMPT_CRLF) | Q(LINE_CR) | Q(LINE_BLANK) | Q(RESULT_BLANK) |
			  Q(NUMERIC) | Q(ECHO_STUCK) | Q(ECHO_DOUBLE) | Q(NOCOMBINE) |
			  Q(TEXT_ERRORS) | Q(VENDOR_FINAL) | Q(ERROR_OK) | Q(URC_INSIDE) |
			  Q(HEX_LOWER) | Q(LENGTH_WITH_SMSC) | Q(NO_ALPHA) | Q(INDEX_ZERO) |
			  Q(RECORD_BLANK) | Q(CPMS_SPACES) | Q(CPMS_SILENT) | Q(CPMS_LATE) |
			  Q(CSMS_EXTRA) | Q(CDS_EMPTY) | Q(OVERTAKE),
		.unknown = {SIM_UNKNOWN_COMMAND, 0},
		.memory = "SM",
		.memories = nokia_memories,
		.memory_count = COUNT(nokia_memories),
		.answers = quirky_answers,
		.answer_count = COUNT(quirky_answers),
		.boot = quirky_boot,
		.boot_count = COUNT(quirky_boot),
		.noise = quirky_noise,
		.noise_count = COUNT(quirky_noise),
		/* Siemens MC35i: gammu at-sms.c */
		.empty_place = "+CMGR: 0,15\r00ffffffffffffffffffffffffffffff",
		.urc_delay_ms = 250,
	},
};

const size_t sim_profile_count = COUNT(sim_profiles);
