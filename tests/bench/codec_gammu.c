/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libgammu. Its packing is exported but declared in no installed header. A frame is laid out with
 * gaps, which its AT driver closes up and turns into hex; so does this.
 */
#include "codec_gammu.h"
#include <string.h>

int GSM_PackSevenBitsToEight(size_t offset, const unsigned char *input, unsigned char *output,
			     size_t length);
int GSM_UnpackEightBitsToSeven(size_t offset, size_t in_length, size_t out_length,
			       const unsigned char *input, unsigned char *output);

static void pack(const struct codec_input *input, size_t septets, unsigned fill_bits, size_t count,
		 struct codec_output *output)
{
	while (count-- > 0)
		output->length = (size_t)GSM_PackSevenBitsToEight(
			fill_bits, input->septets, (unsigned char *)output->octets, septets);
}

void codec_gammu_pack(const struct codec_input *input, size_t count, struct codec_output *output)
{
	pack(input, CODEC_SEPTETS, 0, count, output);
}

void codec_gammu_pack_filled(const struct codec_input *input, size_t count,
			     struct codec_output *output)
{
	pack(input, CODEC_FILLED, 1, count, output);
}

void codec_gammu_unpack(const struct codec_input *input, size_t count, struct codec_output *output)
{
	while (count-- > 0)
		output->length = (size_t)GSM_UnpackEightBitsToSeven(
			0, 140, CODEC_SEPTETS, input->packed, (unsigned char *)output->octets);
}

void codec_gammu_unpack_filled(const struct codec_input *input, size_t count,
			       struct codec_output *output)
{
	while (count-- > 0)
		output->length = (size_t)GSM_UnpackEightBitsToSeven(
			1, 134, CODEC_FILLED, input->packed + 140, (unsigned char *)output->octets);
}

/* What the library knows nothing of when it has made a message of a text. */
void codec_gammu_address(GSM_SMSMessage *sms)
{
	EncodeUnicode(sms->Number, CODEC_NUMBER, sizeof CODEC_NUMBER - 1);
	sms->PDU = SMS_Submit;
	sms->SMSC.Validity.Format = SMS_Validity_RelativeFormat;
	sms->SMSC.Validity.Relative = CODEC_VALIDITY;
}

/* Text and number to one GSM_SMSMessage. */
static bool message_of(const struct codec_input *input, unsigned char *unicode,
		       GSM_MultiSMSMessage *messages)
{
	GSM_MultiPartSMSInfo info;

	DecodeUTF8(unicode, input->submit.text, input->submit.text_len);
	GSM_ClearMultiPartSMSInfo(&info);
	info.EntriesNum = 1;
	info.UnicodeCoding = input->submit.encoding == SMSMODEM_ENCODING_UCS2;
	info.Class = -1;
	info.Entries[0].ID = SMS_ConcatenatedTextLong;
	info.Entries[0].Buffer = unicode;
	if (GSM_EncodeMultiPartSMS(GSM_GetGlobalDebug(), &info, messages) != ERR_NONE ||
	    messages->Number != 1)
		return false;
	codec_gammu_address(&messages->SMS[0]);
	return true;
}

/* The fields of a frame without its gaps, behind an empty SMSC address. @return octets */
static size_t close_up(const unsigned char *frame, size_t end, unsigned char *octets)
{
	const GSM_SMSMessageLayout *at = &PHONE_SMSSubmit;
	size_t number = 2 + (size_t)(frame[at->Number] + 1) / 2, used = 0;

	octets[used++] = 0;
	octets[used++] = frame[at->firstbyte];
	octets[used++] = frame[at->TPMR];
	memcpy(octets + used, frame + at->Number, number);
	used += number;
	octets[used++] = frame[at->TPPID];
	octets[used++] = frame[at->TPDCS];
	octets[used++] = frame[at->TPVP];
	octets[used++] = frame[at->TPUDL];
	memcpy(octets + used, frame + at->Text, end - at->Text);
	return used + end - at->Text;
}

size_t codec_gammu_hex(GSM_SMSMessage *sms, char *hex)
{
	unsigned char frame[512], octets[512];
	int end = 0;

	if (GSM_EncodeSMSFrame(GSM_GetGlobalDebug(), sms, frame, PHONE_SMSSubmit, &end, TRUE) !=
	    ERR_NONE)
		return 0;
	size_t used = close_up(frame, (size_t)end, octets);
	EncodeHexBin(hex, octets, used);
	return 2 * used;
}

void codec_gammu_submit(const struct codec_input *input, size_t count, struct codec_output *output)
{
	static GSM_MultiSMSMessage messages; /* 2 MiB: too much for a stack */
	unsigned char unicode[2 * CODEC_SEPTETS + 2];

	output->length = 0;
	while (count-- > 0)
		if (message_of(input, unicode, &messages))
			output->length = codec_gammu_hex(&messages.SMS[0], output->octets);
}

/* Only of a message that is there already: what there is for octets. */
void codec_gammu_frame(const struct codec_input *input, size_t count, struct codec_output *output)
{
	static GSM_SMSMessage sms;

	GSM_SetDefaultSMSData(&sms);
	sms.Class = -1;
	codec_gammu_address(&sms);
	sms.Coding = SMS_Coding_Default_No_Compression;
	if (input->submit.data) {
		sms.Coding = SMS_Coding_8bit;
		memcpy(sms.Text, input->submit.data, input->submit.data_len);
		sms.Length = (int)input->submit.data_len;
	} else {
		DecodeUTF8(sms.Text, input->submit.text, input->submit.text_len);
	}
	output->length = 0;
	while (count-- > 0)
		output->length = codec_gammu_hex(&sms, output->octets);
}

void codec_gammu_deliver(const struct codec_input *input, size_t count, struct codec_output *output)
{
	static GSM_SMSMessage sms;
	const GSM_DateTime *time = &sms.DateTime;
	unsigned char octets[256];
	char number[64] = "", text[512] = "";

	while (count-- > 0) {
		if (!DecodeHexBin(octets, (const unsigned char *)input->hex, input->hex_len) ||
		    GSM_DecodePDUFrame(GSM_GetGlobalDebug(), &sms, octets, input->hex_len / 2, NULL,
				       TRUE) != ERR_NONE)
			return;
		EncodeUTF8(number, sms.Number);
		if (!input->submit.data)
			EncodeUTF8(text, sms.Text);
	}
	const int numbers[] = {time->Year,   time->Month,  time->Day,          time->Hour,
			       time->Minute, time->Second, time->Timezone / 60};
	if (input->submit.data)
		codec_found(output, number, numbers, sms.Text, (size_t)sms.Length);
	else
		codec_found(output, number, numbers, text, strlen(text));
}
