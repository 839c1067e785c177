/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The speed of a pseudo-terminal's line, as the program at its other end has set it. The kernel has
 * it as a number, <termios.h> only knows the usual ones, and the two headers exclude each other. */
#include "sim_mount.h"
#include <asm/termbits.h>
#include <sys/ioctl.h>

static bool has_speed(int fd, long speed)
{
#ifdef TCGETS2
	struct termios2 line;

	return ioctl(fd, TCGETS2, &line) != 0 || (long)line.c_ospeed == speed;
#else
	struct termios line;

	return ioctl(fd, TCGETS, &line) != 0 || (long)line.c_ospeed == speed;
#endif
}

void sim_speed_garble(const struct sim_mount *mount, char *octets, size_t count)
{
	if (mount->speed == 0 || has_speed(mount->fd, mount->speed))
		return;
	for (size_t i = 0; i < count; i++) {
		unsigned octet = (unsigned char)octets[i];

		octets[i] = (char)(unsigned char)(0x80 | (octet << 1) | (octet >> 6));
	}
}
