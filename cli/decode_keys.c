/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN and IMSI that provisioning is verified with: of files or the environment, as everybody
 * sees the arguments of a program. */
#include "decode_keys.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int bad_key(struct smsmodem_error *error, const char *what, const char *where)
{
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "%s has no %s, which is of up to %d digits", where, what,
				  DECODE_KEY_SIZE - 1);
}

/* Its first line; what else is in the file is not read. */
static int read_key(const char *what, const char *path, char key[DECODE_KEY_SIZE],
		    struct smsmodem_error *error)
{
	FILE *stream = fopen(path, "re");
	/* one more than fits, and the line's end */
	char line[DECODE_KEY_SIZE + 3] = "";

	if (!stream)
		return smsmodem_error_set(
			error, errno == EACCES ? SMSMODEM_E_PERMISSION : SMSMODEM_E_NOINPUT,
			"cannot read the %s from %s: %s", what, path, strerror(errno));
	bool got = fgets(line, sizeof line, stream) != NULL;
	bool failed = ferror(stream) != 0;
	int reason = errno;
	(void)fclose(stream);
	if (failed)
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT,
					  "cannot read the %s from %s: %s", what, path,
					  strerror(reason));
	line[strcspn(line, "\r\n")] = '\0';
	size_t length = strlen(line);
	bool good = got && length > 0 && length < DECODE_KEY_SIZE &&
		    strspn(line, "0123456789") == length;
	if (good)
		memcpy(key, line, length + 1);
	explicit_bzero(line, sizeof line);
	return good ? SMSMODEM_OK : bad_key(error, what, path);
}

static int find_key(const char *what, const char *path, const char *variable,
		    char key[DECODE_KEY_SIZE], const char **found, struct smsmodem_error *error)
{
	const char *value = path ? NULL : getenv(variable);
	int result = SMSMODEM_OK;

	if (path)
		result = read_key(what, path, key, error);
	else if (!value || !*value)
		return SMSMODEM_OK;
	else if (strlen(value) >= DECODE_KEY_SIZE || value[strspn(value, "0123456789")])
		result = bad_key(error, what, variable);
	else
		memcpy(key, value, strlen(value) + 1);
	if (result >= 0)
		*found = key;
	return result;
}

int decode_keys(struct decode_keys *keys, const char *pin_file, const char *imsi_file,
		struct smsmodem_prov_keys *found, struct smsmodem_error *error)
{
	int result = find_key("PIN", pin_file, "SMSMODEM_PROV_PIN", keys->pin, &found->pin, error);

	if (result >= 0)
		result = find_key("IMSI", imsi_file, "SMSMODEM_IMSI", keys->imsi, &found->imsi,
				  error);
	return result;
}
