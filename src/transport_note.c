/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said while a device is opened. */
#include "printable.h"
#include "transport.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void transport_note(const struct transport_options *options, const char *format, ...)
{
	/* More than is shown, whose last character is cut off whole so. */
	char text[512], shown[501], line[sizeof shown + 16];
	va_list values;

	if (options->note_fd <= 0)
		return;
	va_start(values, format);
	int length = vsnprintf(text, sizeof text, format, values);
	va_end(values);
	if (length < 0)
		return;
	printable_copy(text, strlen(text), shown, sizeof shown);
	length = snprintf(line, sizeof line, "smsmodem: %s\n", shown);
	/* Once, so that lines of several programs stay whole; and who does not hear it can still
	 * be called. */
	ssize_t written = write(options->note_fd, line, (size_t)length);
	(void)written;
}
