/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names by Assigned Numbers: protocols, service classes and profiles, and the universal attributes.
 */
#include "sdp.h"

struct name {
	uint16_t number;
	const char *name;
};

/* Assigned Numbers 3.2 (protocols), 3.3 (service classes and profiles), and of 3.4 what phones have
 * a record for (GATT services over BR/EDR). In the order of numbers. */
static const struct name uuid_names[] = {
	{0x0001, "SDP"},
	{0x0002, "UDP"},
	{0x0003, "RFCOMM"},
	{0x0004, "TCP"},
	{0x0005, "TCS-BIN"},
	{0x0006, "TCS-AT"},
	{0x0007, "ATT"},
	{0x0008, "OBEX"},
	{0x0009, "IP"},
	{0x000A, "FTP"},
	{0x000C, "HTTP"},
	{0x000E, "WSP"},
	{0x000F, "BNEP"},
	{0x0010, "UPnP"},
	{0x0011, "HID Protocol"},
	{0x0012, "Hardcopy Control Channel"},
	{0x0014, "Hardcopy Data Channel"},
	{0x0016, "Hardcopy Notification"},
	{0x0017, "AVCTP"},
	{0x0019, "AVDTP"},
	{0x001B, "CMTP"},
	{0x001E, "MCAP Control Channel"},
	{0x001F, "MCAP Data Channel"},
	{0x0100, "L2CAP"},
	{0x1000, "Service Discovery Server"},
	{0x1001, "Browse Group Descriptor"},
	{0x1002, "Public Browse Root"},
	{0x1101, "Serial Port"},
	{0x1102, "LAN Access Using PPP"},
	{0x1103, "Dial-up Networking"},
	{0x1104, "IrMC Sync"},
	{0x1105, "OBEX Object Push"},
	{0x1106, "OBEX File Transfer"},
	{0x1107, "IrMC Sync Command"},
	{0x1108, "Headset"},
	{0x1109, "Cordless Telephony"},
	{0x110A, "Audio Source"},
	{0x110B, "Audio Sink"},
	{0x110C, "A/V Remote Control Target"},
	{0x110D, "Advanced Audio Distribution"},
	{0x110E, "A/V Remote Control"},
	{0x110F, "A/V Remote Control Controller"},
	{0x1110, "Intercom"},
	{0x1111, "Fax"},
	{0x1112, "Headset Audio Gateway"},
	{0x1113, "WAP"},
	{0x1114, "WAP Client"},
	{0x1115, "PAN User"},
	{0x1116, "Network Access Point"},
	{0x1117, "Group Ad-hoc Network"},
	{0x1118, "Direct Printing"},
	{0x1119, "Reference Printing"},
	{0x111A, "Basic Imaging"},
	{0x111B, "Imaging Responder"},
	{0x111C, "Imaging Automatic Archive"},
	{0x111D, "Imaging Referenced Objects"},
	{0x111E, "Hands-Free"},
	{0x111F, "Hands-Free Audio Gateway"},
	{0x1120, "Direct Printing Referenced Objects"},
	{0x1121, "Reflected UI"},
	{0x1122, "Basic Printing"},
	{0x1123, "Printing Status"},
	{0x1124, "Human Interface Device"},
	{0x1125, "Hardcopy Cable Replacement"},
	{0x1126, "Hardcopy Cable Replacement Print"},
	{0x1127, "Hardcopy Cable Replacement Scan"},
	{0x1128, "Common ISDN Access"},
	{0x1129, "Video Conferencing Gateway"},
	{0x112A, "UDI Mobile Terminal"},
	{0x112B, "UDI Terminal Adapter"},
	{0x112C, "Audio/Video"},
	{0x112D, "SIM Access"},
	{0x112E, "Phonebook Access Client"},
	{0x112F, "Phonebook Access Server"},
	{0x1130, "Phonebook Access"},
	{0x1131, "Headset (HS)"},
	{0x1132, "Message Access Server"},
	{0x1133, "Message Notification Server"},
	{0x1134, "Message Access"},
	{0x1135, "GNSS"},
	{0x1136, "GNSS Server"},
	{0x1137, "3D Display"},
	{0x1138, "3D Glasses"},
	{0x1139, "3D Synchronization"},
	{0x113A, "Multi-Profile"},
	{0x113B, "Multi-Profile Service Class"},
	{0x113C, "Calendar, Tasks and Notes Access"},
	{0x113D, "Calendar, Tasks and Notes Notification"},
	{0x113E, "Calendar, Tasks and Notes"},
	{0x1200, "PnP Information"},
	{0x1201, "Generic Networking"},
	{0x1202, "Generic File Transfer"},
	{0x1203, "Generic Audio"},
	{0x1204, "Generic Telephony"},
	{0x1205, "UPnP Service"},
	{0x1206, "UPnP IP Service"},
	{0x1300, "ESDP UPnP IP PAN"},
	{0x1301, "ESDP UPnP IP LAP"},
	{0x1302, "ESDP UPnP L2CAP"},
	{0x1303, "Video Source"},
	{0x1304, "Video Sink"},
	{0x1305, "Video Distribution"},
	{0x1400, "Health Device"},
	{0x1401, "Health Device Source"},
	{0x1402, "Health Device Sink"},
	{0x1800, "Generic Access"},
	{0x1801, "Generic Attribute"},
	{0x1802, "Immediate Alert"},
	{0x1803, "Link Loss"},
	{0x1804, "Tx Power"},
	{0x1805, "Current Time"},
	{0x180A, "Device Information"},
	{0x180D, "Heart Rate"},
	{0x180E, "Phone Alert Status"},
	{0x180F, "Battery"},
	{0x1811, "Alert Notification"},
	{0x1812, "Human Interface Device over GATT"},
	{0x1849, "Generic Media Control"},
	{0x184C, "Generic Telephone Bearer"},
	{0x184E, "Audio Stream Control"},
	{0x1855, "Telephony and Media Audio"},
};

/* Core 3 B 5.1; the last three are those of the primary language (5.1.8). */
static const struct name attribute_names[] = {
	{0x0000, "ServiceRecordHandle"},
	{0x0001, "ServiceClassIDList"},
	{0x0002, "ServiceRecordState"},
	{0x0003, "ServiceID"},
	{0x0004, "ProtocolDescriptorList"},
	{0x0005, "BrowseGroupList"},
	{0x0006, "LanguageBaseAttributeIDList"},
	{0x0007, "ServiceInfoTimeToLive"},
	{0x0008, "ServiceAvailability"},
	{0x0009, "BluetoothProfileDescriptorList"},
	{0x000A, "DocumentationURL"},
	{0x000B, "ClientExecutableURL"},
	{0x000C, "IconURL"},
	{0x000D, "AdditionalProtocolDescriptorLists"},
	{0x0100, "ServiceName"},
	{0x0101, "ServiceDescription"},
	{0x0102, "ProviderName"},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *find(const struct name *names, size_t count, long number)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (names[middle].number == number)
			return names[middle].name;
		if (names[middle].number < number)
			low = middle + 1;
		else
			count = middle;
	}
	return NULL;
}

const char *smsmodem_sdp_uuid_name(const struct smsmodem_sdp_uuid *uuid)
{
	return find(uuid_names, COUNT(uuid_names), smsmodem_sdp_uuid_number(uuid));
}

const char *smsmodem_sdp_attribute_name(uint16_t attribute)
{
	return find(attribute_names, COUNT(attribute_names), attribute);
}
