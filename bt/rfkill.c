/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a switch keeps Bluetooth off (the kernel's Documentation/ABI/stable/sysfs-class-rfkill).
 */
#include "bt.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The first line of a switch's attribute; empty where there is none. */
static void attribute_read(int directory, const char *entry, const char *attribute, char text[32])
{
	char path[300];
	ssize_t count = -1;

	(void)snprintf(path, sizeof path, "%s/%s", entry, attribute);
	int fd = openat(directory, path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		count = read(fd, text, 31);
		close(fd);
	}
	text[count > 0 ? count : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
}

static enum bt_blocked switch_read(int directory, const char *entry, const char *adapter)
{
	char text[32];

	attribute_read(directory, entry, "type", text);
	if (strcmp(text, "bluetooth") != 0)
		return BT_BLOCKED_NOT;
	attribute_read(directory, entry, "name", text);
	if (adapter && strcmp(text, adapter) != 0)
		return BT_BLOCKED_NOT;
	attribute_read(directory, entry, "hard", text);
	if (strcmp(text, "1") == 0)
		return BT_BLOCKED_HARD;
	attribute_read(directory, entry, "soft", text);
	return strcmp(text, "1") == 0 ? BT_BLOCKED_SOFT : BT_BLOCKED_NOT;
}

enum bt_blocked bt_rfkill(const char *directory, const char *adapter)
{
	enum bt_blocked worst = BT_BLOCKED_NOT;
	DIR *switches = opendir(directory);
	const struct dirent *entry;

	if (!switches)
		return BT_BLOCKED_NOT;
	while ((entry = readdir(switches))) {
		enum bt_blocked blocked =
			entry->d_name[0] == '.'
				? BT_BLOCKED_NOT
				: switch_read(dirfd(switches), entry->d_name, adapter);

		if (blocked > worst)
			worst = blocked;
	}
	closedir(switches);
	return worst;
}
