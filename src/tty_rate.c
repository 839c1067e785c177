/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The speed of a line as a number: the kernel has it, <termios.h> only knows the usual ones, and
 * the two headers exclude each other. */
#include "transports.h"
#include <asm/termbits.h>
#include <limits.h>
#include <sys/ioctl.h>

int tty_rate(int fd)
{
#ifdef TCGETS2
	struct termios2 line;

	if (ioctl(fd, TCGETS2, &line) != 0)
		return 0;
#else
	struct termios line;

	if (ioctl(fd, TCGETS, &line) != 0)
		return 0;
#endif
	return line.c_ospeed <= INT_MAX ? (int)line.c_ospeed : 0;
}
