/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gsmlib, which is C++; its texts are ISO 8859-1. */
#include "codec.h"
#include <cstring>
#include <gsmlib/gsm_sms.h>
#include <iconv.h>

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

/* Other alphabets are octets to it, so that UTF-16 is its caller's to make: here by iconv(3). */
static std::string converted(iconv_t converter, const std::string &text)
{
	char out[1024], *to = out, *from = const_cast<char *>(text.data());
	size_t left = text.size(), room = sizeof out;

	if (iconv(converter, &from, &left, &to, &room) == (size_t)-1)
		codec_die("iconv");
	return std::string(out, sizeof out - room);
}

static bool is_utf16(const struct codec_input *input)
{
	return input->submit.encoding == SMSMODEM_ENCODING_UCS2;
}

void codec_gsmlib_submit(const struct codec_input *input, size_t count, struct codec_output *output)
{
	const struct smsmodem_submit *submit = &input->submit;
	const iconv_t converter = iconv_open("UTF-16BE", "UTF-8");
	std::string hex, text = input->latin1;
	TimePeriod period;

	if (submit->data)
		text = std::string((const char *)submit->data, submit->data_len);
	period._format = TimePeriod::Relative;
	period._relativeTime = CODEC_VALIDITY;
	while (count-- > 0) {
		if (is_utf16(input))
			text = converted(converter, submit->text);
		SMSSubmitMessage message(text, CODEC_NUMBER);
		message.setRejectDuplicates(false);
		message.setValidityPeriodFormat(period._format);
		message.setValidityPeriod(period);
		if (submit->data || is_utf16(input))
			message.setDataCodingScheme(DataCodingScheme(
				submit->data ? DCS_EIGHT_BIT_ALPHABET : DCS_SIXTEEN_BIT_ALPHABET));
		hex = message.encode();
	}
	iconv_close(converter);
	output->length = hex.size();
	memcpy(output->octets, hex.data(), hex.size());
}

/* Done once, to compare: the library itself stays with ISO 8859-1. */
static std::string utf8_of(const std::string &latin1)
{
	std::string utf8;

	for (char c : latin1) {
		unsigned char character = (unsigned char)c;

		if (character < 0x80) {
			utf8 += c;
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
	const iconv_t converter = iconv_open("UTF-8", "UTF-16BE");
	std::string text;
	Address address;
	Timestamp time;

	while (count-- > 0) {
		SMSMessageRef message = SMSMessage::decode(hex);
		text = message->userData();
		if (is_utf16(input))
			text = converted(converter, text);
		address = message->address();
		time = message->serviceCentreTimestamp();
	}
	iconv_close(converter);
	if (!input->submit.data && !is_utf16(input))
		text = utf8_of(text);
	const int numbers[] = {
		2000 + time._year, time._month,  time._day,
		time._hour,        time._minute, time._seconds,
		time._negativeTimeZone ? time._timeZoneMinutes : -time._timeZoneMinutes};
	const std::string plus = address._type == Address::International ? "+" : "";
	codec_found(output, (plus + address._number).c_str(), numbers, text.data(), text.size());
}
