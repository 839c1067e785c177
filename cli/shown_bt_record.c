/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service record: what it says of itself, as JSON and for people. */
#include "shown_bt.h"
#include "shown_json.h"
#include <string.h>

static json_t *text_json(const char *text)
{
	return *text ? output_string(text, strlen(text)) : json_null();
}

static json_t *uuid_json(const struct smsmodem_sdp_uuid *uuid)
{
	char text[SMSMODEM_SDP_UUID_SIZE];
	const char *name = smsmodem_sdp_uuid_name(uuid);

	smsmodem_sdp_uuid_format(uuid, text);
	return json_pack("{s:s, s:s?}", "uuid", text, "name", name);
}

static json_t *classes_json(const struct smsmodem_sdp_record *record)
{
	json_t *list = json_array();

	for (size_t i = 0; i < record->class_count; i++)
		(void)json_array_append_new(list, uuid_json(&record->classes[i]));
	return list;
}

static json_t *protocols_json(const struct smsmodem_sdp_record *record)
{
	json_t *list = json_array();

	for (size_t i = 0; i < record->protocol_count; i++) {
		long parameter = record->protocols[i].parameter;
		json_t *object = uuid_json(&record->protocols[i].uuid);
		shown_set(object, "parameter",
			  parameter >= 0 ? json_integer(parameter) : json_null());
		(void)json_array_append_new(list, object);
	}
	return list;
}

/* "1.2" of 0x0102 */
static const char *version_text(int version, char text[16])
{
	(void)snprintf(text, 16, "%d.%d", version >> 8 & 0xFF, version & 0xFF);
	return text;
}

static json_t *profiles_json(const struct smsmodem_sdp_record *record)
{
	json_t *list = json_array();
	char text[16];

	for (size_t i = 0; i < record->profile_count; i++) {
		int version = record->profiles[i].version;
		json_t *object = uuid_json(&record->profiles[i].uuid);
		shown_set(object, "version",
			  version >= 0 ? json_string(version_text(version, text)) : json_null());
		(void)json_array_append_new(list, object);
	}
	return list;
}

static json_t *number_json(long number)
{
	return number > 0 ? json_integer(number) : json_null();
}

/* How to open it: "bt:ADDRESS/CHANNEL". */
static json_t *device_json(const struct shown_bt_record *shown)
{
	if (shown->record->rfcomm_channel == 0)
		return json_null();
	return json_sprintf("bt:%s/%d", shown->address, shown->record->rfcomm_channel);
}

json_t *shown_bt_record_json(const struct shown_bt_record *shown)
{
	const struct smsmodem_sdp_record *record = shown->record;
	json_t *object = json_pack("{s:s, s:s}", "event", "service", "address", shown->address);

	shown_set(object, "device", device_json(shown));
	shown_set(object, "tried", number_json(shown->tried));
	shown_set(object, "handle", json_integer(record->handle));
	shown_set(object, "name", text_json(record->name));
	shown_set(object, "description", text_json(record->description));
	shown_set(object, "provider", text_json(record->provider));
	shown_set(object, "classes", classes_json(record));
	shown_set(object, "protocols", protocols_json(record));
	shown_set(object, "profiles", profiles_json(record));
	shown_set(object, "rfcomm_channel", number_json(record->rfcomm_channel));
	shown_set(object, "l2cap_psm", number_json(record->l2cap_psm));
	shown_set(object, "attributes", shown_bt_attributes_json(shown->octets, shown->length));
	return object;
}

/* --- for people --- */

static void print_text(const char *label, const char *text)
{
	if (!*text)
		return;
	(void)printf("  %-12s ", label);
	output_foreign(stdout, text, strlen(text), 15);
	(void)putchar('\n');
}

static void print_uuid(const char *between, const struct smsmodem_sdp_uuid *uuid)
{
	char text[SMSMODEM_SDP_UUID_SIZE];
	const char *name = smsmodem_sdp_uuid_name(uuid);

	smsmodem_sdp_uuid_format(uuid, text);
	if (name)
		(void)printf("%s%s (%s)", between, name, text);
	else
		(void)printf("%s%s", between, text);
}

static void print_classes(const struct smsmodem_sdp_record *record)
{
	for (size_t i = 0; i < record->class_count; i++)
		print_uuid(i ? ", " : "  classes      ", &record->classes[i]);
	if (record->class_count > 0)
		(void)putchar('\n');
}

static void print_protocols(const struct smsmodem_sdp_record *record)
{
	for (size_t i = 0; i < record->protocol_count; i++) {
		const struct smsmodem_sdp_protocol *protocol = &record->protocols[i];
		long number = smsmodem_sdp_uuid_number(&protocol->uuid);
		print_uuid(i ? ", " : "  protocols    ", &protocol->uuid);
		if (protocol->parameter < 0)
			continue;
		(void)printf(number == 0x0003   ? " channel %ld"
			     : number == 0x0100 ? " PSM 0x%04lX"
						: " %ld",
			     protocol->parameter);
	}
	if (record->protocol_count > 0)
		(void)putchar('\n');
}

static void print_profiles(const struct smsmodem_sdp_record *record)
{
	char text[16];

	for (size_t i = 0; i < record->profile_count; i++) {
		print_uuid(i ? ", " : "  profiles     ", &record->profiles[i].uuid);
		if (record->profiles[i].version >= 0)
			(void)printf(" %s", version_text(record->profiles[i].version, text));
	}
	if (record->profile_count > 0)
		(void)putchar('\n');
}

/* What it is called, or else what it is. */
static void print_title(const struct smsmodem_sdp_record *record)
{
	char text[SMSMODEM_SDP_UUID_SIZE] = "service";
	const char *title = record->name;

	if (!*title && record->class_count > 0) {
		smsmodem_sdp_uuid_format(&record->classes[0], text);
		title = smsmodem_sdp_uuid_name(&record->classes[0]);
	}
	title = title && *title ? title : text;
	shown_line(title, strlen(title));
	(void)putchar('\n');
}

void shown_bt_record(const struct shown_bt_record *shown, bool attributes)
{
	const struct smsmodem_sdp_record *record = shown->record;

	print_title(record);
	if (record->rfcomm_channel > 0)
		(void)printf("  device       bt:%s/%d\n", shown->address, record->rfcomm_channel);
	if (shown->tried == 1)
		(void)printf("  used by      bt:%s\n", shown->address);
	else if (shown->tried > 1)
		(void)printf("  used by      bt:%s, if what comes before it is no modem\n",
			     shown->address);
	print_classes(record);
	print_protocols(record);
	print_profiles(record);
	print_text("description", record->description);
	print_text("provider", record->provider);
	(void)printf("  handle       0x%08X\n", (unsigned)record->handle);
	if (attributes)
		shown_bt_attributes(shown->octets, shown->length);
}
