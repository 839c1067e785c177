/* SPDX-License-Identifier: GPL-3.0-or-later */
/* National languages as a user names them: on the command line, in a profile, in a batch. */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include <smsmodem/pdu.h>

/**
 * Read "auto", "none" or a list such as "tr,pt".
 *
 * @param[out] languages as struct smsmodem_submit has them
 * @return SMSMODEM_OK, or code with what was wrong, and what is known
 */
int language_parse(const char *text, uint32_t *languages, int code, struct smsmodem_error *error);

#endif
