/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Datagrams without the messages that bring them, and documents without a datagram. */
#include "decoding.h"
#include "shown_json.h"
#include <stdlib.h>
#include <string.h>

/* --- with a user data header in front: parts of a message of which nothing else is known --- */

int decoding_push_show(const struct decoding *decoding, const struct smsmodem_message *message)
{
	struct shown_push found = shown_push_of(message, &decoding->push);
	json_t *object = NULL;

	if (decoding->cli->json) {
		object = json_pack("{s:s}", "kind", "push");
		(void)shown_set_content(object, message);
		shown_set_concat(object, message);
		shown_set_header(object, message->parts);
		shown_push_set(object, &found);
		return output_json(decoding->cli, object);
	}
	(void)fputs("push", stdout);
	shown_print_parts(message);
	(void)printf(", port %u from %u", message->parts->ports.dst, message->parts->ports.src);
	if (!found.push)
		(void)shown_print_content(shown_content(message),
					  shown_push_hides(&found, &decoding->push));
	if (found.push || found.why.code != SMSMODEM_OK)
		shown_push_print(&found, &decoding->push);
	shown_push_free(&found);
	return output_line(decoding->cli, "%s", "");
}

/* As the user data of a DELIVER, which are read and joined as any. @return false: they are none */
static bool read_user_data(const struct decoding *decoding, struct smsmodem_tpdu *tpdu)
{
	/* first octet with TP-UDHI, no originator, TP-PID, 8-bit, no time stamp (23.040 9.2.2.1) */
	static const char envelope[] = "4400800004"
				       "00000000000000";
	const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_DELIVER,
							.no_smsc = true};
	const struct pasted *pasted = &decoding->pasted;
	char hex[sizeof envelope + 2 + (size_t)2 * SMSMODEM_UD_MAX];

	if (pasted->length > (size_t)2 * SMSMODEM_UD_MAX)
		return false;
	int length = snprintf(hex, sizeof hex, "%s%02zX%.*s", envelope, pasted->length / 2,
			      (int)pasted->length, pasted->hex);
	return length > 0 && (size_t)length < sizeof hex &&
	       smsmodem_decode(hex, (size_t)length, &options, tpdu, NULL) >= 0 &&
	       tpdu->ports.bits > 0;
}

/* --- without --- */

static bool is_damaged(const struct smsmodem_push *push)
{
	return smsmodem_push_find(push, "problem") ||
	       smsmodem_push_kind(push) == SMSMODEM_PUSH_OTHER;
}

/* What a document is by itself may look like a datagram, and then makes little sense as one. */
static int read_octets(const struct decoding *decoding, const uint8_t *octets, size_t length,
		       struct smsmodem_push **push, struct smsmodem_error *error)
{
	const struct smsmodem_prov_keys *keys = &decoding->push.keys;
	struct smsmodem_push *body = NULL;
	int result = smsmodem_push_decode(octets, length, NULL, keys, push, error);

	if (result == SMSMODEM_E_MEMORY || (result >= 0 && !is_damaged(*push)))
		return result;
	if (smsmodem_push_decode_body(octets, length, NULL, keys, &body, NULL) < 0)
		return result;
	if (result >= 0 && smsmodem_push_find(body, "problem")) {
		smsmodem_push_free(body);
		return result;
	}
	smsmodem_push_free(*push);
	*push = body;
	return SMSMODEM_OK;
}

static int show(const struct decoding *decoding, struct smsmodem_push *push)
{
	struct shown_push found = {.push = push, .secrets = smsmodem_push_has_secrets(push)};

	shown_push_note(push, &decoding->push);
	if (decoding->cli->json) {
		json_t *object = json_pack("{s:s}", "kind", "push");

		shown_push_set(object, &found);
		return output_json(decoding->cli, object);
	}
	(void)fputs("push", stdout);
	shown_push_print(&found, &decoding->push);
	shown_push_free(&found);
	return output_line(decoding->cli, "%s", "");
}

int decoding_push(struct decoding *decoding)
{
	const struct pasted *pasted = &decoding->pasted;
	size_t length = pasted->length / 2;
	struct smsmodem_error error;
	struct smsmodem_push *push;
	struct smsmodem_tpdu tpdu;

	if (read_user_data(decoding, &tpdu))
		return decoding_tpdu_joined(decoding, &tpdu);
	uint8_t *octets = malloc(length ? length : 1);
	if (!octets) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(decoding->cli, &error);
	}
	for (size_t i = 0; i < length; i++)
		octets[i] = (uint8_t)decoding_octet(pasted, i);
	int result = read_octets(decoding, octets, length, &push, &error);
	free(octets);
	return result < 0 ? decoding_bad(decoding, &error) : show(decoding, push);
}
