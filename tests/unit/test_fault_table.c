/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row a fault, of data/faults.tsv: what is said of a message that it hits, how often the
 * network took it, and that the next one goes out once, on the same modem and on one that has been
 * opened anew. The end-to-end tests read the same rows.
 */
#include "phone_support.h"

#define FIELDS     9
#define ROW_SIZE   512
#define ROWS_LEAST 60

/* In the order of the columns. */
struct fault_case {
	const char *name, *options, *status, *code, *exit, *refs, *taken, *next, *says;
};

static bool row_read(FILE *file, char line[ROW_SIZE], struct fault_case *row)
{
	const char **fields = &row->name;

	while (fgets(line, ROW_SIZE, file)) {
		size_t length = strcspn(line, "\n");
		assert_true(line[length] == '\n');
		line[length] = '\0';
		if (line[0] == '#' || length == 0)
			continue;
		char *rest = line;
		for (size_t i = 0; i < FIELDS; i++) {
			fields[i] = strsep(&rest, "\t");
			assert_non_null(fields[i]);
		}
		assert_null(rest);
		return true;
	}
	return false;
}

/* What became of a message, in the words of the table. */
struct outcome {
	char text[256];
};

static void outcome_of(struct outcome *outcome, const struct smsmodem_sending *sending, int code)
{
	char refs[64] = "-";

	if (sending->sent > 0)
		(void)snprintf(refs, sizeof refs, "%d", sending->refs[0]);
	(void)snprintf(outcome->text, sizeof outcome->text, "%s, %s, exit %d, refs %s",
		       smsmodem_status_name(sending->status),
		       code < 0 ? smsmodem_code_name(code) : "-", smsmodem_code_exit(code), refs);
}

static void check_first(const struct fault_case *row, struct phone *phone)
{
	static struct smsmodem_sending sending; /* large */
	struct smsmodem_error error;
	struct outcome got;
	char wanted[256], taken[24];

	int code = phone_send(phone, "hello", 0, &sending, &error);
	outcome_of(&got, &sending, code);
	(void)snprintf(wanted, sizeof wanted, "%s, %s, exit %s, refs %s", row->status, row->code,
		       row->exit, row->refs);
	if (strcmp(got.text, wanted) != 0)
		fail_msg("%s:\nwanted %s\ngot    %s: %s", row->name, wanted, got.text,
			 code < 0 ? error.text : "");
	(void)snprintf(taken, sizeof taken, "%lu", smsmodem_sim_taken(phone->sim));
	if (strcmp(taken, row->taken) != 0)
		fail_msg("%s: the network took %s", row->name, taken);
	if (code < 0 && !strstr(error.text, row->says))
		fail_msg("%s says: %s", row->name, error.text);
}

/* The next message: it is as the row says, and taken once if it was sent. */
static void check_next(const struct fault_case *row, struct phone *phone, const char *wanted)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	unsigned long before = smsmodem_sim_taken(phone->sim);

	phone_count_anew(phone);
	int code = phone_send(phone, "the next", 0, &sending, &error);
	const char *got = code < 0 ? smsmodem_code_name(code) : "sent";
	if (strcmp(got, wanted) != 0)
		fail_msg("%s, the next: %s %s", row->name, got, code < 0 ? error.text : "");
	unsigned long taken = smsmodem_sim_taken(phone->sim) - before;
	if (taken != (code == SMSMODEM_OK))
		fail_msg("%s, the next: %s, but taken %lu times", row->name, got, taken);
}

/* Another program on the same phone, once it is well again. */
static void check_anew(const struct fault_case *row, struct phone *phone)
{
	struct phone *second = phone_open("");

	phone_do(phone, "fault none");
	phone_do(phone, "network home");
	phone_do(phone, "plug");
	phone_do(phone, "hangup");
	/* the phone changes hands; each is freed with the modem that has it at the end */
	struct smsmodem_sim *sim = second->sim;
	second->sim = phone->sim;
	phone->sim = sim;
	second->now_ms = phone->now_ms;
	check_next(row, second, "sent");
	phone_close(second);
}

static void test_table(void **state)
{
	const char *folder = getenv("SMSMODEM_TEST_DATA");
	char path[4096], line[ROW_SIZE];
	struct fault_case row;
	int rows = 0;

	(void)state;
	(void)snprintf(path, sizeof path, "%s/faults.tsv", folder ? folder : "tests/data");
	FILE *file = fopen(path, "re");
	assert_non_null(file);
	for (; row_read(file, line, &row); rows++) {
		struct phone *phone = phone_open(row.options);
		check_first(&row, phone);
		check_next(&row, phone, row.next);
		check_anew(&row, phone);
		phone_close(phone);
	}
	(void)fclose(file);
	assert_true(rows >= ROWS_LEAST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
