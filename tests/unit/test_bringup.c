/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an open device to a modem that takes messages, the SIM's PIN included. */
#include "phone_support.h"
#include "puppet_support.h"
#include <sys/stat.h>

#define COMBINED "ATE0V1+CMEE=1;+CPIN?;+CMGF=0"
#define MARKER   "\r\n+CMEE: 1\r\n" PUPPET_OK
#define READY    "\r\n+CPIN: READY\r\n"
#define WANTED   "\r\n+CPIN: SIM PIN\r\n"

/* --- modems of all kinds
 * -------------------------------------------------------------------------- */

struct bringup_row {
	const char *name;
	struct puppet_rule rules[8];
	int code;
	const char *text; /* in the error */
	int commands;     /* lines said, at most */
};

static const struct bringup_row rows[] = {
	{"by the book", {{.line = "", .answer = READY PUPPET_OK}}, SMSMODEM_OK, "", 1},
	{"no combined lines",
	 {{.line = COMBINED, .answer = PUPPET_ERROR},
	  {.line = "AT+CMEE?", .answer = MARKER},
	  {.line = "AT+CPIN?", .answer = READY PUPPET_OK},
	  {.line = "", .answer = PUPPET_OK}},
	 SMSMODEM_OK,
	 "",
	 8},
	{"an OK without the answer to +CPIN? is not believed",
	 {{.line = COMBINED, .answer = PUPPET_OK},
	  {.line = "AT+CMEE?", .answer = MARKER},
	  {.line = "AT+CMGF=0", .answer = PUPPET_ERROR},
	  {.line = "", .answer = PUPPET_OK}},
	 SMSMODEM_E_REFUSED,
	 "refuses SMS in PDU mode",
	 8},
	{"no +CPIN, no +CMEE, no ATV1",
	 {{.line = COMBINED, .answer = PUPPET_ERROR},
	  {.line = "AT+CMGF=0", .answer = PUPPET_OK},
	  {.line = "ATE0", .answer = PUPPET_OK},
	  {.line = "ATV1", .answer = PUPPET_ERROR},
	  {.line = "AT+C", .answer = PUPPET_ERROR},
	  {.line = "AT", .answer = PUPPET_OK}},
	 SMSMODEM_OK,
	 "",
	 12},
	{"a SIM that is busy for a while",
	 {{.line = COMBINED, .answer = "\r\n+CME ERROR: 14\r\n"},
	  {.line = "AT+CMEE?", .answer = MARKER},
	  {.line = "AT+CPIN?", .answer = "\r\n+CME ERROR: 14\r\n", .times = 5},
	  {.line = "AT+CPIN?", .answer = READY PUPPET_OK},
	  {.line = "AT+CMGF=0", .answer = "\r\n+CMS ERROR: 314\r\n", .times = 5},
	  {.line = "", .answer = PUPPET_OK}},
	 SMSMODEM_OK,
	 "",
	 20},
	{"a SIM that is busy for ever",
	 {{.line = "AT+CMEE?", .answer = MARKER}, {.line = "", .answer = "\r\n+CME ERROR: 14\r\n"}},
	 SMSMODEM_E_TEMPORARY,
	 "SIM busy",
	 60},
	{"no SIM",
	 {{.line = "AT+CMEE?", .answer = MARKER},
	  {.line = "ATE0\r", .answer = PUPPET_OK},
	  {.line = "", .answer = "\r\n+CME ERROR: 10\r\n"}},
	 SMSMODEM_E_REFUSED,
	 "SIM not inserted",
	 8},
	/* Android's hands-free gateway, AOSP system/bta/ag/bta_ag_cmd.cc */
	{"a phone of today",
	 {{.line = "AT+CMEE=1", .answer = PUPPET_OK},
	  {.line = "", .answer = "\r\n+CME ERROR: 0\r\n"}},
	 SMSMODEM_E_REFUSED,
	 "the phone answers AT, but refuses SMS in PDU mode (AT+CMGF=0: +CME ERROR: 0): ",
	 10},
	{"another",
	 {{.line = "AT\r", .answer = PUPPET_OK}, {.line = "", .answer = "\r\n+CME ERROR: 4\r\n"}},
	 SMSMODEM_E_REFUSED,
	 "Message Access Profile",
	 10},
	{"SMS in text mode only",
	 {{.line = "AT+CMGF=?", .answer = "\r\n+CMGF: (1)\r\n" PUPPET_OK},
	  {.line = "AT+CMGF=0", .answer = PUPPET_ERROR},
	  {.line = "", .answer = PUPPET_OK}},
	 SMSMODEM_E_REFUSED,
	 "refuses SMS in PDU mode (AT+CMGF=0: ERROR), the only one that is used here",
	 10},
	{"PUK",
	 {{.line = "AT+CMEE?", .answer = MARKER},
	  {.line = "", .answer = "\r\n+CPIN: SIM PUK\r\n" PUPPET_OK}},
	 SMSMODEM_E_PIN,
	 "PUK",
	 8},
	{"a network lock",
	 {{.line = "AT+CMEE?", .answer = MARKER},
	  {.line = "", .answer = "\r\n+CPIN: PH-NET PIN\r\n" PUPPET_OK}},
	 SMSMODEM_E_PIN,
	 "PH-NET PIN",
	 8},
	{"a PIN and no file",
	 {{.line = "AT+CMEE?", .answer = MARKER}, {.line = "", .answer = WANTED PUPPET_OK}},
	 SMSMODEM_E_PIN,
	 "--pin-file",
	 8},
	{"no modem", {{.line = ""}}, SMSMODEM_E_NOMODEM, "no modem answers on sim:", 10},
	{"something else",
	 {{.line = "", .answer = "\r\n220 mail.example ESMTP\r\n"}},
	 SMSMODEM_E_NOMODEM,
	 "is no modem",
	 10},
	{"an echo and nothing more",
	 {{.line = "AT", .answer = COMBINED "\r"}},
	 SMSMODEM_E_NOMODEM,
	 "is no modem",
	 10},
	{"noise without end",
	 {{.line = "", .answer = "\xFF\r", .forever = true}},
	 SMSMODEM_E_LINK,
	 "does not end",
	 10},
	{"noise without lines",
	 {{.line = "", .answer = "\xFF", .forever = true}},
	 SMSMODEM_E_NOMODEM,
	 "is no modem",
	 10},
	{"asleep: the first line is lost",
	 {{.line = COMBINED, .answer = NULL, .times = 1},
	  {.line = "AT+CMEE?", .answer = MARKER},
	  {.line = "AT+CPIN?", .answer = READY PUPPET_OK},
	  {.line = "", .answer = PUPPET_OK}},
	 SMSMODEM_OK,
	 "",
	 10},
};

static int heard_lines(const struct puppet *puppet)
{
	return puppet_heard(puppet, "AT");
}

static void test_rows(void **state)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct bringup_row *row = &rows[i];
		size_t count = 0;
		while (count < COUNT(row->rules) && row->rules[count].line)
			count++;
		struct puppet *puppet = puppet_open(row->rules, count, &options);
		struct smsmodem_error error = {0};
		int code = smsmodem_prepare(puppet->modem, &error);
		if (code != row->code || !strstr(error.text, row->text))
			fail_msg("%s: %d %s\n%s", row->name, code, error.text, puppet->log);
		if (heard_lines(puppet) > row->commands)
			fail_msg("%s: %d lines\n%s", row->name, heard_lines(puppet), puppet->log);
		assert_true(puppet->now_ms <= 60000);
		puppet_close(puppet);
	}
}

static void test_once_is_enough(void **state)
{
	struct phone *phone = phone_open("");
	struct smsmodem_error error = {0};

	(void)state;
	assert_int_equal(smsmodem_prepare(phone->modem, &error), SMSMODEM_OK);
	assert_string_equal(phone->written, COMBINED "\r");
	assert_int_equal(smsmodem_prepare(phone->modem, &error), SMSMODEM_OK);
	assert_string_equal(phone->written, COMBINED "\r");
	/* a command of the user's may have changed anything */
	assert_int_equal(smsmodem_command(phone->modem, "AT+CMGF=1", NULL, 0, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_prepare(phone->modem, &error), SMSMODEM_OK);
	assert_int_equal(phone_count(phone, COMBINED "\r"), 2);
	phone_close(phone);
}

/* --- the PIN
 * -------------------------------------------------------------------------------------- */

struct folder {
	char path[64], pin_file[96], state[96], trace[96];
};

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void folder_make(struct folder *folder)
{
	(void)snprintf(folder->path, sizeof folder->path, "/tmp/smsmodem-pin-XXXXXX");
	assert_non_null(mkdtemp(folder->path));
	(void)snprintf(folder->pin_file, sizeof folder->pin_file, "%s/pin", folder->path);
	(void)snprintf(folder->state, sizeof folder->state, "%s/state/deep", folder->path);
	(void)snprintf(folder->trace, sizeof folder->trace, "%s/trace", folder->path);
}

static void folder_remove(const struct folder *folder)
{
	static const char *const names[] = {
		"state/deep/pin-refused", "state/deep", "state", "pin", "trace", ""};
	char path[160];

	for (size_t i = 0; i < COUNT(names); i++) {
		(void)snprintf(path, sizeof path, "%s/%s", folder->path, names[i]);
		(void)remove(path);
	}
	assert_int_equal(access(folder->path, F_OK), -1);
}

/* The options of a folder: file and state. */
static struct smsmodem_options folder_options(const struct folder *folder)
{
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	options.pin_file = folder->pin_file;
	options.state_dir = folder->state;
	options.trace = folder->trace;
	return options;
}

/* What is in the folder never holds the PIN, in any file but its own. */
static void check_no_trace_of(const struct folder *folder, const char *pin)
{
	const char *const paths[] = {folder->trace, folder->state};
	char path[160], text[65536];

	for (size_t i = 0; i < COUNT(paths); i++) {
		(void)snprintf(path, sizeof path, "%s%s", paths[i], i ? "/pin-refused" : "");
		FILE *file = fopen(path, "re");
		if (!file)
			continue;
		size_t count = fread(text, 1, sizeof text - 1, file);
		text[count] = '\0';
		assert_int_equal(fclose(file), 0);
		if (i == 0)
			assert_null(strstr(text, pin));
		if (i == 0 && strstr(text, "CPIN="))
			assert_non_null(strstr(text, "CPIN=****"));
	}
}

struct pin_row {
	const char *name, *sim, *file; /* NULL: no file */
	int code;
	const char *text;
	int tries; /* AT+CPIN= */
};

static const struct pin_row pin_rows[] = {
	{"right", "pin=4321", "4321\n", SMSMODEM_OK, "", 1},
	{"right, no line end", "pin=4321", "4321", SMSMODEM_OK, "", 1},
	{"right, CR LF and more lines", "pin=4321", "4321\r\nmy SIM\n", SMSMODEM_OK, "", 1},
	{"right, eight digits", "pin=87654321", "87654321\n", SMSMODEM_OK, "", 1},
	{"right, two attempts left", "pin=4321&pin-attempts=2", "4321\n", SMSMODEM_OK, "", 1},
	{"one attempt left", "pin=4321&pin-attempts=1", "4321\n", SMSMODEM_E_PIN, "only 1 attempt",
	 0},
	{"none left", "pin=4321&pin-attempts=0", "4321\n", SMSMODEM_E_PIN, "PUK", 0},
	{"wrong", "pin=4321", "9999\n", SMSMODEM_E_PIN, "refused the PIN", 1},
	{"no file", "pin=4321", NULL, SMSMODEM_E_NOINPUT, "cannot read the PIN file", 0},
	{"an empty file", "pin=4321", "", SMSMODEM_E_CONFIG, "4 to 8 digits", 0},
	{"no digits", "pin=4321", "secret\n", SMSMODEM_E_CONFIG, "4 to 8 digits", 0},
	{"digits and blanks", "pin=4321", "43 21\n", SMSMODEM_E_CONFIG, "4 to 8 digits", 0},
	{"too few", "pin=4321", "432\n", SMSMODEM_E_CONFIG, "4 to 8 digits", 0},
	{"too many", "pin=4321", "432143214\n", SMSMODEM_E_CONFIG, "4 to 8 digits", 0},
	{"far too many", "pin=4321", "43214321432143214321432143214321\n", SMSMODEM_E_CONFIG,
	 "4 to 8 digits", 0},
	{"in the second line", "pin=4321", "\n4321\n", SMSMODEM_E_CONFIG, "4 to 8 digits", 0},
	{"a command within", "pin=4321", "4321\";+CFUN=0\n", SMSMODEM_E_CONFIG, "4 to 8 digits", 0},
	{"not needed", "", "9999\n", SMSMODEM_OK, "", 0},
	{"echo stuck", "pin=4321&fault=echo=stuck", "4321\n", SMSMODEM_OK, "", 1},
	{"echo double", "pin=4321&fault=echo=double&fault=echo=stuck", "4321\n", SMSMODEM_OK, "",
	 1},
	{"unsolicited lines", "pin=4321&fault=urc", "4321\n", SMSMODEM_OK, "", 1},
	{"no combined lines", "pin=4321&fault=nocombine", "4321\n", SMSMODEM_OK, "", 1},
	{"numeric", "pin=4321&fault=numeric", "4321\n", SMSMODEM_OK, "", 1},
	{"text errors", "pin=4321&fault=text-errors", "4321\n", SMSMODEM_OK, "", 1},
	{"wrong, echo and text errors", "pin=4321&fault=echo=stuck&fault=text-errors", "9999\n",
	 SMSMODEM_E_PIN, "refused the PIN", 1},
};

static void check_pin(const struct pin_row *row, size_t chunk)
{
	static struct smsmodem_sending sending;
	struct folder folder;
	struct smsmodem_error error;

	folder_make(&folder);
	if (row->file)
		write_file(folder.pin_file, row->file);
	struct smsmodem_options options = folder_options(&folder);
	struct phone *phone = phone_open_with(row->sim, &options);
	phone->chunk = chunk;
	int code = phone_send(phone, "hello", 0, &sending, &error);
	if (code != row->code || (code < 0 && !strstr(error.text, row->text)))
		fail_msg("%s: %d %s", row->name, code, error.text);
	if (phone_count(phone, "AT+CPIN=") != row->tries)
		fail_msg("%s: %d tries", row->name, phone_count(phone, "AT+CPIN="));
	/* neither the refusal nor asking again makes a second try */
	if (code < 0) {
		assert_true(phone_send(phone, "hello", 0, &sending, &error) < 0);
		assert_int_equal(phone_count(phone, "AT+CPIN="), row->tries);
		assert_int_equal(phone_submits(phone, NULL, 0), 0);
	}
	phone_close(phone);
	check_no_trace_of(&folder, "4321");
	check_no_trace_of(&folder, "9999");
	folder_remove(&folder);
}

static void test_pin(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pin_rows); i++)
		for (size_t chunk = 0; chunk < 12; chunk++)
			check_pin(&pin_rows[i], chunk);
}

static int send_with(const struct folder *folder, const char *sim, int *tries)
{
	static struct smsmodem_sending sending;
	struct smsmodem_options options = folder_options(folder);
	struct smsmodem_error error;
	struct phone *phone = phone_open_with(sim, &options);

	int code = phone_send(phone, "hello", 0, &sending, &error);
	*tries = phone_count(phone, "AT+CPIN=");
	phone_close(phone);
	return code;
}

static int mark_count(const char *path)
{
	FILE *file = fopen(path, "re");
	int lines = 0, c;

	assert_non_null(file);
	while ((c = fgetc(file)) != EOF)
		lines += c == '\n';
	assert_int_equal(fclose(file), 0);
	return lines;
}

/* A wrong PIN is not tried by another run either, until the file changes. */
static void test_wrong_pin_is_remembered(void **state)
{
	struct folder folder;
	struct stat status;
	char path[160];
	int tries;

	(void)state;
	folder_make(&folder);
	write_file(folder.pin_file, "9999\n");
	assert_int_equal(send_with(&folder, "pin=4321", &tries), SMSMODEM_E_PIN);
	assert_int_equal(tries, 1);
	(void)snprintf(path, sizeof path, "%s/pin-refused", folder.state);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(send_with(&folder, "pin=4321", &tries), SMSMODEM_E_PIN);
		assert_int_equal(tries, 0);
	}
	assert_int_equal(remove(folder.pin_file), 0);
	write_file(folder.pin_file, "04321\n");
	assert_int_equal(send_with(&folder, "pin=04321", &tries), SMSMODEM_OK);
	assert_int_equal(tries, 1);
	/* what worked is not marked, what was refused still is: the other file may come back */
	assert_int_equal(mark_count(path), 1);
	folder_remove(&folder);
}

/* No place for the mark, no try: it could be the second. */
static void test_no_mark_no_try(void **state)
{
	struct folder folder;
	int tries;

	(void)state;
	folder_make(&folder);
	write_file(folder.pin_file, "4321\n");
	(void)snprintf(folder.state, sizeof folder.state, "%s/pin/below-a-file", folder.path);
	assert_int_equal(send_with(&folder, "pin=4321", &tries), SMSMODEM_E_OUTPUT);
	assert_int_equal(tries, 0);
	folder_remove(&folder);
}

/* Without a folder for the mark the PIN is tried; that is for who runs it once, by hand. */
static void test_no_state_dir(void **state)
{
	static struct smsmodem_sending sending;
	struct folder folder;
	struct smsmodem_error error;

	(void)state;
	folder_make(&folder);
	write_file(folder.pin_file, "4321\n");
	struct smsmodem_options options = folder_options(&folder);
	options.state_dir = NULL;
	struct phone *phone = phone_open_with("pin=4321", &options);
	assert_int_equal(phone_send(phone, "hello", 0, &sending, &error), SMSMODEM_OK);
	phone_close(phone);
	folder_remove(&folder);
}

/* --- phones that do not tell how many attempts are left
 * ------------------------------------------- */

#define LOCKED(cpinr)                                                           \
	{.line = "AT+CMEE?", .answer = MARKER},                                 \
		{.line = "AT+CPIN=", .answer = PUPPET_OK, .times = 1},          \
		{.line = "AT+CPINR", .answer = cpinr},                          \
		{.line = COMBINED, .answer = WANTED "\r\n+CMS ERROR: 311\r\n"}, \
		{.line = "AT+CPIN?", .answer = WANTED PUPPET_OK},               \
	{                                                                       \
		.line = "", .answer = PUPPET_OK                                 \
	}

struct hidden_row {
	const char *name;
	struct puppet_rule rules[6];
	bool blind;
	int code, tries;
};

static const struct hidden_row hidden_rows[] = {
	{"hidden", {LOCKED(PUPPET_ERROR)}, false, SMSMODEM_E_PIN, 0},
	{"hidden, blind", {LOCKED(PUPPET_ERROR)}, true, SMSMODEM_OK, 1},
	{"hidden behind OK", {LOCKED(PUPPET_OK)}, false, SMSMODEM_E_PIN, 0},
	{"hidden behind OK, blind", {LOCKED(PUPPET_OK)}, true, SMSMODEM_OK, 1},
	{"of another code only",
	 {LOCKED("\r\n+CPINR: SIM PUK,10,10\r\n" PUPPET_OK)},
	 false,
	 SMSMODEM_E_PIN,
	 0},
	{"a number that is none",
	 {LOCKED("\r\n+CPINR: SIM PIN,many\r\n" PUPPET_OK)},
	 false,
	 SMSMODEM_E_PIN,
	 0},
	{"told", {LOCKED("\r\n+CPINR: SIM PIN,3,3\r\n" PUPPET_OK)}, false, SMSMODEM_OK, 1},
	{"told in quotes",
	 {LOCKED("\r\n+CPINR: \"SIM PIN\",2\r\n" PUPPET_OK)},
	 false,
	 SMSMODEM_OK,
	 1},
	/* blind is for those that hide it, not for the last attempt */
	{"one left, blind",
	 {LOCKED("\r\n+CPINR: SIM PIN,1,3\r\n" PUPPET_OK)},
	 true,
	 SMSMODEM_E_PIN,
	 0},
	{"one left, no blank, blind",
	 {LOCKED("\r\n+CPINR:SIM PIN,1,3\r\n" PUPPET_OK)},
	 true,
	 SMSMODEM_E_PIN,
	 0},
	{"one left, odd blanks, blind",
	 {LOCKED("\r\n+CPINR:  SIM PIN , 1,3\r\n" PUPPET_OK)},
	 true,
	 SMSMODEM_E_PIN,
	 0},
	{"one left, lower case, blind",
	 {LOCKED("\r\n+CPINR: sim pin,1\r\n" PUPPET_OK)},
	 true,
	 SMSMODEM_E_PIN,
	 0},
	{"one left, behind the PUK's line, blind",
	 {LOCKED("\r\n+CPINR: SIM PUK,10,10\r\n+CPINR: SIM PIN,1,3\r\n" PUPPET_OK)},
	 true,
	 SMSMODEM_E_PIN,
	 0},
};

static void test_hidden_attempts(void **state)
{
	struct folder folder;

	(void)state;
	folder_make(&folder);
	write_file(folder.pin_file, "4321\n");
	for (size_t i = 0; i < COUNT(hidden_rows); i++) {
		const struct hidden_row *row = &hidden_rows[i];
		struct smsmodem_options options = folder_options(&folder);
		options.pin_blind = row->blind;
		struct puppet *puppet = puppet_open(row->rules, COUNT(row->rules), &options);
		struct smsmodem_error error = {0};
		int code = smsmodem_prepare(puppet->modem, &error);
		if (code != row->code || puppet_heard(puppet, "AT+CPIN=") != row->tries)
			fail_msg("%s: %d %s\n%s", row->name, code, error.text, puppet->log);
		puppet_close(puppet);
	}
	folder_remove(&folder);
}

/* A PIN that gets no answer may have cost an attempt: it is not tried again. */
static void test_no_answer_to_the_pin(void **state)
{
	static const struct puppet_rule rules[] = {
		{.line = "AT+CMEE?", .answer = MARKER},
		{.line = "AT+CPIN="},
		{.line = "AT+CPINR", .answer = "\r\n+CPINR: SIM PIN,3,3\r\n" PUPPET_OK},
		{.line = "", .answer = WANTED PUPPET_OK},
	};
	struct folder folder;
	struct smsmodem_error error = {0};

	(void)state;
	folder_make(&folder);
	write_file(folder.pin_file, "4321\n");
	struct smsmodem_options options = folder_options(&folder);
	for (int run = 0; run < 2; run++) {
		struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
		for (int i = 0; i < 2; i++)
			assert_true(smsmodem_prepare(puppet->modem, &error) < 0);
		assert_int_equal(puppet_heard(puppet, "AT+CPIN="), run == 0);
		puppet_close(puppet);
	}
	folder_remove(&folder);
}

/* Nothing that is said or kept holds the PIN when all is done. */
static void test_pin_is_wiped(void **state)
{
	static struct smsmodem_sending sending;
	struct folder folder;
	struct smsmodem_error error;

	(void)state;
	folder_make(&folder);
	write_file(folder.pin_file, "83746152\n");
	struct smsmodem_options options = folder_options(&folder);
	struct phone *phone = phone_open_with("pin=83746152&echo=off", &options);
	assert_int_equal(phone_send(phone, "hello", 0, &sending, &error), SMSMODEM_OK);
	/* its end, since later commands lie over its beginning */
	assert_null(memmem(phone->modem, sizeof *phone->modem, "46152", 5));
	phone_close(phone);
	folder_remove(&folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_once_is_enough),
		cmocka_unit_test(test_pin),
		cmocka_unit_test(test_wrong_pin_is_remembered),
		cmocka_unit_test(test_no_mark_no_try),
		cmocka_unit_test(test_no_state_dir),
		cmocka_unit_test(test_hidden_attempts),
		cmocka_unit_test(test_no_answer_to_the_pin),
		cmocka_unit_test(test_pin_is_wiped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
