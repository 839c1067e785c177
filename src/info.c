/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a phone says of itself. Each question stands alone: many phones refuse some. */
#include "storage.h"
#include <smsmodem/probe.h>
#include <stdio.h>
#include <string.h>

/* Ask, and find the line of the answer. @return SMSMODEM_OK, or a failure of the link */
static int info_ask(struct smsmodem *modem, const char *command, const char *prefix,
		    const char **line, struct smsmodem_error *error)
{
	int result = session_ask(&modem->session, command, 0, error);

	*line = NULL;
	/* deaf to one question, or dead? */
	if (result == SMSMODEM_E_TIMEOUT)
		return session_resync(&modem->session, error);
	if (result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED)
		return result;
	if (result == SMSMODEM_OK)
		*line = session_find(&modem->session, prefix);
	return SMSMODEM_OK;
}

struct info_text {
	const char *command, *prefix;
	size_t offset, size;
};

#define INFO_TEXT(command, prefix, field)                               \
	{                                                               \
		command, prefix, offsetof(struct smsmodem_info, field), \
			sizeof((struct smsmodem_info *)0)->field        \
	}

static const struct info_text info_texts[] = {
	INFO_TEXT("AT+CGMI", "+CGMI", manufacturer), INFO_TEXT("AT+CGMM", "+CGMM", model),
	INFO_TEXT("AT+CGMR", "+CGMR", revision),     INFO_TEXT("AT+CGSN", "+CGSN", imei),
	INFO_TEXT("AT+CIMI", "+CIMI", imsi),
};

/* "IMEI: 35-007752-323751-3" is what a phone calls its number; what is none, of CDMA say, stays. */
static void info_imei(struct smsmodem_info *info)
{
	char imei[SMSMODEM_IMEI_SIZE];

	modem_read_imei(info->imei, imei, sizeof imei);
	if (*imei)
		memcpy(info->imei, imei, sizeof imei);
}

static int info_identity(struct smsmodem *modem, struct smsmodem_info *info,
			 struct smsmodem_error *error)
{
	const char *line;

	for (size_t i = 0; i < sizeof info_texts / sizeof info_texts[0]; i++) {
		const struct info_text *row = &info_texts[i];
		char *text = (char *)info + row->offset;
		int result = info_ask(modem, row->command, "", &line, error);
		if (result < 0)
			return result;
		if (!line || at_reply_text(line, row->prefix, text, row->size) < 0)
			text[0] = '\0';
	}
	info_imei(info);
	return SMSMODEM_OK;
}

static const char *registration_name(int stat)
{
	static const char *const names[] = {"none",    "home",    "searching", "denied",
					    "unknown", "roaming", "home-sms",  "roaming-sms"};

	return stat >= 0 && (size_t)stat < sizeof names / sizeof names[0] ? names[stat] : "unknown";
}

/*
 * What says most of the phone's being on a network comes first: LTE phones say no to +CREG? where
 * they register for packets only.
 */
static int registration_rank(int stat)
{
	static const int ranks[] = {1, 5, 3, 2, 0, 5, 4, 4};

	return stat >= 0 && (size_t)stat < sizeof ranks / sizeof ranks[0] ? ranks[stat] : 0;
}

static int info_registration(struct smsmodem *modem, struct smsmodem_info *info,
			     struct smsmodem_error *error)
{
	static const char *const questions[][2] = {
		{"AT+CREG?", "+CREG:"}, {"AT+CEREG?", "+CEREG:"}, {"AT+C5GREG?", "+C5GREG:"}};
	const char *line;
	int result = SMSMODEM_OK, best = -1, stat;

	for (size_t i = 0; i < 3 && result == SMSMODEM_OK && best < registration_rank(1); i++) {
		result = info_ask(modem, questions[i][0], questions[i][1], &line, error);
		if (!line || at_reply_creg(line, &stat) < 0 || registration_rank(stat) <= best)
			continue;
		best = registration_rank(stat);
		(void)snprintf(info->registration, sizeof info->registration, "%s",
			       registration_name(stat));
	}
	return result;
}

/* Of LTE many modems know no RSSI, and have the power of the cell's reference signal instead. */
static int info_signal(struct smsmodem *modem, struct smsmodem_info *info,
		       struct smsmodem_error *error)
{
	const char *line;
	int result = info_ask(modem, "AT+CSQ", "+CSQ:", &line, error);

	if (line && at_reply_csq(line, &info->signal_dbm) < 0)
		info->signal_dbm = 0;
	if (result < 0 || info->signal_dbm != 0)
		return result;
	result = info_ask(modem, "AT+CESQ", "+CESQ:", &line, error);
	if (line && at_reply_cesq(line, &info->signal_dbm) < 0)
		info->signal_dbm = 0;
	return result;
}

static int info_network(struct smsmodem *modem, struct smsmodem_info *info,
			struct smsmodem_error *error)
{
	const char *line = NULL;
	int result = info_signal(modem, info, error);

	if (result == SMSMODEM_OK)
		result = info_registration(modem, info, error);
	if (result == SMSMODEM_OK)
		result = info_ask(modem, "AT+COPS?", "+COPS:", &line, error);
	if (line && at_reply_cops(line, info->operator_name, sizeof info->operator_name) < 0)
		info->operator_name[0] = '\0';
	return result;
}

/* Deaf to one question, or dead? */
static int info_storages(struct smsmodem *modem, struct smsmodem_info *info,
			 struct smsmodem_error *error)
{
	int count = storage_count_all(modem, info->storage, error);

	info->storages = count > 0 ? (size_t)count : 0;
	if (count == SMSMODEM_E_TIMEOUT)
		return session_resync(&modem->session, error);
	return storage_fatal(count) ? count : SMSMODEM_OK;
}

static int info_sms(struct smsmodem *modem, struct smsmodem_info *info,
		    struct smsmodem_error *error)
{
	const char *line;
	int result = info_ask(modem, "AT+CSCA?", "+CSCA:", &line, error);

	if (line && at_reply_csca(line, info->smsc, sizeof info->smsc) < 0)
		info->smsc[0] = '\0';
	if (result == SMSMODEM_OK)
		result = info_ask(modem, "AT+CNUM", "+CNUM:", &line, error);
	if (line && at_reply_cnum(line, info->number, sizeof info->number) < 0)
		info->number[0] = '\0';
	if (result == SMSMODEM_OK)
		result = info_ask(modem, "AT+CBC", "+CBC:", &line, error);
	if (line && at_reply_cbc(line, &info->battery_percent) < 0)
		info->battery_percent = -1;
	return result == SMSMODEM_OK ? info_storages(modem, info, error) : result;
}

int smsmodem_info(struct smsmodem *modem, struct smsmodem_info *info, struct smsmodem_error *error)
{
	*info = (struct smsmodem_info){.battery_percent = -1};
	int result = smsmodem_prepare(modem, error);

	/* a phone without SMS, or with a locked SIM, can still say what it is */
	if (result == SMSMODEM_E_REFUSED || result == SMSMODEM_E_PIN ||
	    result == SMSMODEM_E_TEMPORARY)
		result = SMSMODEM_OK;
	if (result == SMSMODEM_OK)
		result = info_identity(modem, info, error);
	if (result == SMSMODEM_OK)
		result = info_network(modem, info, error);
	if (result == SMSMODEM_OK)
		result = info_sms(modem, info, error);
	return result;
}
