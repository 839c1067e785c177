/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN and IMSI that provisioning is verified with: of files or the environment, as everybody
 * sees the arguments of a program. */
#include "decode_keys.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One of them, as it is asked for. */
struct key {
	const char *what, *path, *variable;
	char *digits;
	size_t most; /* digits */
};

static bool are_digits(const struct key *key, const char *text)
{
	size_t length = strlen(text);

	return length > 0 && length <= key->most && strspn(text, "0123456789") == length;
}

static int no_file(const struct key *key, int code, int reason, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, code, "cannot read the %s from %s: %s", key->what,
				  key->path, strerror(reason));
}

/* Its first line; what else is in the file is not read. */
static int read_key(const struct key *key, struct smsmodem_error *error)
{
	FILE *stream = fopen(key->path, "re");
	/* one more than fits, and the line's end */
	char line[DECODE_PIN_MAX + 4] = "";

	if (!stream)
		return no_file(key, errno == EACCES ? SMSMODEM_E_PERMISSION : SMSMODEM_E_NOINPUT,
			       errno, error);
	bool got = fgets(line, sizeof line, stream) != NULL;
	bool failed = ferror(stream) != 0;
	int reason = errno;
	(void)fclose(stream);
	if (failed)
		return no_file(key, SMSMODEM_E_NOINPUT, reason, error);
	line[strcspn(line, "\r\n")] = '\0';
	bool good = got && are_digits(key, line);
	if (good)
		memcpy(key->digits, line, strlen(line) + 1);
	explicit_bzero(line, sizeof line);
	return good ? SMSMODEM_OK
		    : smsmodem_error_set(error, SMSMODEM_E_DATA,
					 "%s has no %s, which is of up to %zu digits", key->path,
					 key->what, key->most);
}

/* @param[out] bad what is in the environment is none */
static int find_key(const struct key *key, const char **found, bool *bad,
		    struct smsmodem_error *error)
{
	const char *value = key->path ? NULL : getenv(key->variable);
	int result = SMSMODEM_OK;

	if (key->path)
		result = read_key(key, error);
	else if (!value || !*value)
		return SMSMODEM_OK;
	else if (are_digits(key, value))
		memcpy(key->digits, value, strlen(value) + 1);
	else
		*bad = true;
	if (result >= 0 && !*bad)
		*found = key->digits;
	return result;
}

int decode_keys(struct decode_keys *keys, const char *pin_file, const char *imsi_file,
		struct smsmodem_prov_keys *found, struct smsmodem_error *error)
{
	const struct key pin = {"PIN", pin_file, "SMSMODEM_PROV_PIN", keys->pin, DECODE_PIN_MAX};
	const struct key imsi = {"IMSI", imsi_file, "SMSMODEM_IMSI", keys->imsi, DECODE_IMSI_MAX};
	bool bad_pin = false, bad_imsi = false;
	int result = find_key(&pin, &found->pin, &bad_pin, error);

	if (result >= 0)
		result = find_key(&imsi, &found->imsi, &bad_imsi, error);
	keys->pin_note = bad_pin ? "SMSMODEM_PROV_PIN is no PIN, which is of up to 32 digits: "
				   "provisioning is not verified with it"
				 : NULL;
	keys->imsi_note = bad_imsi ? "SMSMODEM_IMSI is no IMSI, which is of up to 15 digits: "
				     "provisioning is not verified with it"
				   : NULL;
	return result;
}
