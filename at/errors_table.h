/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_ERRORS_TABLE_H
#define AT_ERRORS_TABLE_H

#define AT_CMS_ROWS 123
#define AT_CME_ROWS 163

struct at_error_row {
	int code;
	const char *text;
};

extern const struct at_error_row at_cms_rows[AT_CMS_ROWS];
extern const struct at_error_row at_cme_rows[AT_CME_ROWS];

#endif
