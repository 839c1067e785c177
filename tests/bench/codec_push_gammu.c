/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * WAP push by libgammu: a service indication of a title and an address, and an MMS notification,
 * which it also decodes; of a service indication it has no decoder.
 */
#include "codec_gammu.h"
#include "codec_push.h"
#include <stdlib.h>
#include <string.h>

static void indicator_of(const struct codec_push_input *input, GSM_MMSIndicator *indicator)
{
	bool mms = input->push == CODEC_PUSH_MMS;
	const char *title = mms ? input->mms.subject.octets : input->si.text;
	const char *address = mms ? input->mms.location : input->si.href;

	*indicator = (GSM_MMSIndicator){.MessageSize = input->mms.size, .Class = GSM_MMS_Personal};
	memcpy(indicator->Title, title, strlen(title) + 1);
	memcpy(indicator->Address, address, strlen(address) + 1);
	if (mms) /* it writes /TYPE=PLMN itself */
		memcpy(indicator->Sender, CODEC_NUMBER, sizeof CODEC_NUMBER);
}

static bool messages_of(const struct codec_push_input *input, GSM_MultiSMSMessage *messages)
{
	GSM_MMSIndicator indicator;
	GSM_MultiPartSMSInfo info;

	indicator_of(input, &indicator);
	GSM_ClearMultiPartSMSInfo(&info);
	info.EntriesNum = 1;
	info.Class = -1;
	info.Entries[0].ID =
		input->push == CODEC_PUSH_MMS ? SMS_MMSIndicatorLong : SMS_WAPIndicatorLong;
	info.Entries[0].MMSIndicator = &indicator;
	return GSM_EncodeMultiPartSMS(GSM_GetGlobalDebug(), &info, messages) == ERR_NONE &&
	       messages->Number <= CODEC_PARTS_MAX;
}

void codec_gammu_push_encode(const struct codec_input *input, size_t count,
			     struct codec_output *output)
{
	static GSM_MultiSMSMessage messages; /* 2 MiB: too much for a stack */
	static struct codec_part parts[CODEC_PARTS_MAX];
	size_t total = 0;

	while (count-- > 0) {
		total = 0;
		if (!messages_of(codec_push_of(input), &messages))
			break;
		for (; total < (size_t)messages.Number; total++) {
			codec_gammu_address(&messages.SMS[total]);
			parts[total].length =
				codec_gammu_hex(&messages.SMS[total], parts[total].hex);
		}
	}
	codec_push_found(parts, total, output);
}

/* @return whether all is there */
static bool decode(const struct codec_push_input *input, GSM_MultiSMSMessage *messages,
		   GSM_MultiPartSMSInfo *info)
{
	unsigned char octets[256];

	messages->Number = (int)input->parts;
	for (size_t i = 0; i < input->parts; i++) {
		const struct codec_part *part = &input->delivers[i];

		if (!DecodeHexBin(octets, (const unsigned char *)part->hex, part->length) ||
		    GSM_DecodePDUFrame(GSM_GetGlobalDebug(), &messages->SMS[i], octets,
				       part->length / 2, NULL, TRUE) != ERR_NONE)
			return false;
	}
	return GSM_DecodeMultiPartSMS(GSM_GetGlobalDebug(), info, messages, TRUE) &&
	       info->Entries[0].ID == SMS_MMSIndicatorLong;
}

void codec_gammu_push_decode(const struct codec_input *input, size_t count,
			     struct codec_output *output)
{
	static GSM_MultiSMSMessage messages;
	GSM_MultiPartSMSInfo info;

	output->length = 0;
	while (count-- > 0) {
		GSM_ClearMultiPartSMSInfo(&info);
		if (!decode(codec_push_of(input), &messages, &info))
			return;
		const GSM_MMSIndicator *found = info.Entries[0].MMSIndicator;
		if (count == 0)
			codec_push_fields(output, found->Address, found->Title, found->Sender,
					  (long long)found->MessageSize);
		GSM_FreeMultiPartSMSInfo(&info);
	}
}
