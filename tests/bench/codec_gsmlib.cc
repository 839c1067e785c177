/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gsmlib, which is C++; its texts are ISO 8859-1. */
#include "codec.h"
#include <cstring>
#include <gsmlib/gsm_sms.h>

using namespace gsmlib;

/* An encoder clears and holds 2000 octets: one is used for as many messages as fit. */
#define PACKS_PER_ENCODER   14
#define UNPACKS_PER_DECODER 100

void codec_gsmlib_pack(const struct codec_input *input, size_t count, struct codec_output *output)
{
	const std::string septets((const char *)input->septets, CODEC_SEPTETS);
	std::string hex;

	while (count > 0) {
		SMSEncoder encoder;
		for (unsigned i = 0; i < PACKS_PER_ENCODER && count > 0; i++, count--) {
			encoder.markSeptet();
			encoder.setString(septets);
		}
		encoder.alignOctet();
		if (count == 0)
			hex = encoder.getHexString();
	}
	unsigned char octets[2000];
	output->length = 140;
	if (hexToBuf(hex, octets))
		memcpy(output->octets, octets, 140);
}

void codec_gsmlib_unpack(const struct codec_input *input, size_t count, struct codec_output *output)
{
	const std::string hex = bufToHex(input->packed, 140);
	std::string all, septets;

	for (unsigned i = 0; i < UNPACKS_PER_DECODER; i++)
		all += hex;
	while (count > 0) {
		SMSDecoder decoder(all);
		for (unsigned i = 0; i < UNPACKS_PER_DECODER && count > 0; i++, count--) {
			decoder.markSeptet();
			septets = decoder.getString(CODEC_SEPTETS);
		}
	}
	output->length = septets.size();
	memcpy(output->octets, septets.data(), septets.size());
}

/* It takes the octets of other alphabets as they are, so its caller has made them. */
static std::string user_data(const struct codec_input *input)
{
	if (input->submit.encoding == SMSMODEM_ENCODING_AUTO)
		return input->latin1;
	return std::string((const char *)input->octets, input->octets_len);
}

void codec_gsmlib_submit(const struct codec_input *input, size_t count, struct codec_output *output)
{
	const bool utf16 = input->submit.encoding == SMSMODEM_ENCODING_UCS2;
	const bool binary = input->submit.encoding == SMSMODEM_ENCODING_8BIT;
	const std::string text = user_data(input);
	std::string hex;
	TimePeriod period;

	period._format = TimePeriod::Relative;
	period._relativeTime = CODEC_VALIDITY;
	while (count-- > 0) {
		SMSSubmitMessage message(text, CODEC_NUMBER);
		message.setRejectDuplicates(false);
		message.setValidityPeriodFormat(period._format);
		message.setValidityPeriod(period);
		if (utf16 || binary)
			message.setDataCodingScheme(DataCodingScheme(
				utf16 ? DCS_SIXTEEN_BIT_ALPHABET : DCS_EIGHT_BIT_ALPHABET));
		hex = message.encode();
	}
	output->length = hex.size();
	memcpy(output->octets, hex.data(), hex.size());
}

/* Done once, to compare: the library itself stays with ISO 8859-1, and with octets. */
static std::string utf8_of(const struct codec_input *input, const std::string &text)
{
	const bool utf16 = input->submit.encoding == SMSMODEM_ENCODING_UCS2;
	std::string utf8;

	if (input->submit.data)
		return text;
	for (size_t i = 0; i < text.size(); i++) {
		unsigned character = (unsigned char)text[i];

		if (utf16 && i + 1 < text.size())
			character = character << 8 | (unsigned char)text[++i];
		if (character < 0x80) {
			utf8 += (char)character;
		} else {
			utf8 += (char)(0xC0 | character >> 6);
			utf8 += (char)(0x80 | (character & 0x3F));
		}
	}
	return utf8;
}

void codec_gsmlib_deliver(const struct codec_input *input, size_t count,
			  struct codec_output *output)
{
	const std::string hex(input->hex, input->hex_len);
	std::string text;
	Address address;
	Timestamp time;

	while (count-- > 0) {
		SMSMessageRef message = SMSMessage::decode(hex);
		text = message->userData();
		address = message->address();
		time = message->serviceCentreTimestamp();
	}
	const int numbers[] = {
		2000 + time._year, time._month,  time._day,
		time._hour,        time._minute, time._seconds,
		time._negativeTimeZone ? time._timeZoneMinutes : -time._timeZoneMinutes};
	const std::string plus = address._type == Address::International ? "+" : "";
	const std::string utf8 = utf8_of(input, text);
	codec_found(output, (plus + address._number).c_str(), numbers, utf8.data(), utf8.size());
}
