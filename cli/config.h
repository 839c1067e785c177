/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configuration files: INI, one section a profile, what stands before the first section for all. */
#ifndef CONFIG_H
#define CONFIG_H

#include "cli.h"

#define CONFIG_SYSTEM_PATH "/etc/smsmodem.conf"

/** Octets of the longest name of a profile with its NUL, as inih has them. */
#define CONFIG_NAME_SIZE 50

/** Octets of the longest line with its line end and NUL, likewise. */
#define CONFIG_LINE_SIZE   200

#define CONFIG_TIMEOUT_MAX 86400 /**< seconds of timeout= */

/** Octets of a file; a longer one is none of ours. */
#define CONFIG_FILE_MAX ((size_t)1 << 20)

/** A line of a file that says something. */
struct config_entry {
	char *section;    /**< empty before the first one; owned */
	char *key;        /**< NULL: the line begins the section; owned */
	char *value;      /**< owned, with key */
	const char *path; /**< of the file; lives as long as the configuration */
	long line;        /**< from 1 */
};

/** What the files said. */
struct config {
	struct config_entry *entries; /**< the system's file, then the user's; owned */
	size_t count, size;
	const char *profile; /**< the chosen one, or NULL */
	char user_path[512]; /**< empty: there is nowhere to put it */
	char device[600];    /**< that was found by its IMEI, or empty */
	uint64_t sought;     /**< the ports among which it was not, as a sum; 0: none */
	int64_t pause_ms;    /**< before it is looked for among the same ones again */
	int64_t sought_ms;   /**< when that was */
};

/** All keys there are, in the order of the manual; ended by NULL. */
extern const char *const config_keys[];

/** Read the user's file and /etc/smsmodem.conf. @return 0, or 78 (reported) */
int config_load(struct cli *cli);

/**
 * Read them for who looks at profiles or makes one: none is chosen, and no value is checked.
 * @param wanted the file that was named must be there
 */
int config_load_all(struct cli *cli, bool wanted);

/** What counts of a key: in the chosen profile, or a default; or NULL. */
const struct config_entry *config_find(const struct cli *cli, const char *key);

/** Likewise as if a profile had been chosen. @param profile NULL: none */
const struct config_entry *config_find_in(const struct config *config, const char *profile,
					  const char *key);

/** The last line that begins a section, or NULL. */
const struct config_entry *config_section(const struct config *config, const char *profile);

/** The value of config_find, or NULL. Valid until config_free. */
const char *config_get(const struct cli *cli, const char *key);

/** Whether a setting says yes, true, on or 1. */
bool config_yes(const struct cli *cli, const char *key);

/** Fill what neither options nor environment gave. */
void config_apply(struct cli *cli);

/** Put "FILE:LINE: " before an error's text, and make it one of the configuration. @return its code
 */
int config_blame(const struct config_entry *entry, struct smsmodem_error *error);

/** Whether all values that count are such as their keys take. @return 0, or 78 (reported) */
int config_check(struct cli *cli);

/** @return 1: yes, true, on, 1; 0: no, false, off, 0 or nothing; -1: something else */
int config_switch(const char *value);

/** The names of all profiles, ", " between them, as far as there is room. */
void config_names(const struct config *config, char *text, size_t size);

void config_free(struct config *config);

/* --- config_file.c --- */

/**
 * Read a file's octets.
 * @param[out] text malloc'd, with a NUL behind; NULL: there is no such file
 * @return SMSMODEM_OK; SMSMODEM_E_CONFIG: it cannot be read, or is too long; SMSMODEM_E_MEMORY
 */
int config_slurp(const char *path, char **text, size_t *length, struct smsmodem_error *error);

/** Add a file's lines. @param wanted it must be there @return SMSMODEM_OK, _E_CONFIG, _E_MEMORY */
int config_parse(struct config *config, const char *path, bool wanted,
		 struct smsmodem_error *error);

/* --- config_edit.c: pure --- */

/** A key that is to have a value, or with NULL none. */
struct config_setting {
	const char *key, *value;
};

/** Whether a text may be a profile's name. @param[out] why it may not */
bool config_name_fits(const char *name, const char **why);

/** Whether "KEY = VALUE" is read back as it was written. */
bool config_value_fits(const char *key, const char *value);

/**
 * Change a section's settings and leave all else as it is; a section that is not there is added at
 * the end.
 * @return malloc'd, freed by the caller; NULL: out of memory
 */
char *config_edit_section(const char *text, size_t length, const char *name,
			  const struct config_setting *settings, size_t count);

/**
 * Leave out all sections of a name, but not the comments right above the section behind one.
 * @return as config_edit_section
 */
char *config_remove_section(const char *text, size_t length, const char *name);

/* --- config_write.c --- */

/** What is to be made of a file. */
struct config_change {
	const char *name;                      /**< of the section */
	const struct config_setting *settings; /**< NULL: the section is to go */
	size_t count;
};

/**
 * Change a file as a whole: who reads it meanwhile, or loses power, has the old one or the new one.
 * A new file is the user's alone (0600), as is a new directory (0700).
 * @return SMSMODEM_OK; SMSMODEM_E_OUTPUT, _E_PERMISSION, _E_CONFIG, _E_MEMORY
 */
int config_change(const char *path, const struct config_change *change,
		  struct smsmodem_error *error);

#endif
