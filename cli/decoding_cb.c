/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and messages of cell broadcast: decoded, joined, shown. */
#include "decoding.h"
#include "shown.h"
#include "shown_cb.h"
#include <stdlib.h>

#define PAGE_OCTETS    88 /* 23.041 9.4.1.2 */
#define UMTS_TYPE      1  /* 23.041 9.4.2.2.1 */
#define ADDRESS_DIGITS 20 /* 23.040 9.1.2.5 */
#define CENTRE_OCTETS  12

/* @param hex of the one PDU that it is from, or NULL: it was joined */
static int show(const struct decoding *decoding, const struct smsmodem_cb *cb, const char *hex)
{
	bool verbose = decoding->cli->verbose;

	if (!decoding->cli->json) {
		shown_cb_print(cb, decoding->parts);
		if (verbose)
			shown_cb_fields(cb, hex, NULL);
		return output_flush();
	}
	json_t *object = shown_cb_json(cb, decoding->parts);
	if (object && verbose) {
		json_t *list = json_array();

		shown_cb_fields(cb, hex, list);
		(void)json_object_set_new(object, "fields", list);
	}
	return output_json(decoding->cli, object);
}

static int out_of_memory(const struct decoding *decoding)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
	return cli_fail(decoding->cli, &error);
}

static int show_joined(struct decoding *decoding, const struct smsmodem_cb *cb)
{
	struct smsmodem_cb message;

	if (decoding->parts || smsmodem_cb_complete(cb))
		return show(decoding, cb, decoding->pasted.hex);
	if (!decoding->pages && !(decoding->pages = calloc(1, sizeof *decoding->pages)))
		return out_of_memory(decoding);
	if (!smsmodem_cb_join_add(decoding->pages, cb, &message))
		return 0;
	return show(decoding, &message, NULL);
}

/* Modems leave out padding, but not without saying so. */
static void note_length(const struct decoding *decoding)
{
	const struct pasted *pasted = &decoding->pasted;

	if (pasted->tpdu_length >= 0 && (size_t)pasted->tpdu_length != pasted->length / 2)
		cli_note(decoding->cli,
			 "line %ld: %d octets of a broadcast were announced, and %zu are there",
			 decoding->line, pasted->tpdu_length, pasted->length / 2);
}

static int bad(struct decoding *decoding, struct smsmodem_error *error)
{
	const struct pasted *pasted = &decoding->pasted;
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	size_t count = 0;

	if (error->code == SMSMODEM_E_PDU)
		count = shown_cb_bad(pasted->hex, pasted->length / 2, error, rows);
	return decoding_bad_pdu(decoding, error, rows, count);
}

int decoding_cb(struct decoding *decoding)
{
	const struct pasted *pasted = &decoding->pasted;
	struct smsmodem_error error;
	struct smsmodem_cb cb;

	if (smsmodem_cb_decode(pasted->hex, pasted->length, &cb, &error) < 0)
		return bad(decoding, &error);
	note_length(decoding);
	return show_joined(decoding, &cb);
}

int decoding_cb_rest(struct decoding *decoding)
{
	struct smsmodem_cb message;
	int status = 0;

	while (decoding->pages && status == 0 &&
	       smsmodem_cb_join_flush(decoding->pages, &message) > 0)
		status = show(decoding, &message, NULL);
	free(decoding->pages);
	decoding->pages = NULL;
	return status;
}

/* --- whether it is one --- */

/* What lines around it, or in front of it, say of it does not speak against that. */
static bool is_free(const struct pasted *pasted)
{
	return pasted->hint == PASTED_ANY &&
	       (pasted->tpdu_length < 0 || (size_t)pasted->tpdu_length == pasted->length / 2);
}

/* What tells of a page or of a message of UMTS, which has a type in front (23.041 9.4). */
struct head {
	bool umts;
	size_t octets;
	unsigned serial, id, dcs, page, pages;
};

static unsigned word(const struct pasted *pasted, size_t i)
{
	return decoding_octet(pasted, i) << 8 | decoding_octet(pasted, i + 1);
}

static struct head head_of(const struct pasted *pasted)
{
	size_t octets = pasted->length / 2;
	bool umts = octets > PAGE_OCTETS;

	return (struct head){
		.umts = umts,
		.octets = octets,
		.serial = word(pasted, umts ? 3 : 0),
		.id = word(pasted, umts ? 1 : 2),
		.dcs = decoding_octet(pasted, umts ? 5 : 4),
		.page = umts ? 1 : decoding_octet(pasted, 5) >> 4,
		.pages = umts ? decoding_octet(pasted, 6) : decoding_octet(pasted, 5) & 0xF,
	};
}

/* Digits, and a type that says so (23.040 9.1.2.5). */
static bool is_address(const struct pasted *pasted, size_t i)
{
	unsigned digits = decoding_octet(pasted, i);

	return digits > 0 && digits <= ADDRESS_DIGITS && (decoding_octet(pasted, i + 1) & 0x80);
}

/*
 * Whether a TPDU may begin so: none or a message centre's address in front of it (24.011 8.2.5.1),
 * or a TPDU by itself, with an address behind its first octet or its reference.
 */
static bool is_ambiguous(const struct pasted *pasted)
{
	unsigned first = decoding_octet(pasted, 0);
	bool centre = first == 0 || (first <= CENTRE_OCTETS && (decoding_octet(pasted, 1) & 0x80));

	return centre || is_address(pasted, (first & 3) == 0 ? 1 : 2);
}

/* Not reserved (23.041 9.4.1.2.2). */
static bool is_known(const struct head *head)
{
	static const struct {
		unsigned first, last;
	} ranges[] = {{0, 1003}, {4096, 4356}, {4370, 4422}, {6400, 6400}, {0xA000, 0xAFFF}};
	bool known = false;

	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		known |= head->id >= ranges[i].first && head->id <= ranges[i].last;
	return known;
}

/* Not reserved (23.038 5). */
static bool is_coding(unsigned dcs)
{
	switch (dcs >> 4) {
	case 0x1: return dcs <= 0x11;
	case 0x2: return dcs <= 0x24;
	case 0x3:
	case 0x8:
	case 0xA:
	case 0xB:
	case 0xC: return false;
	default: return true;
	}
}

/* As is_coding, but not with a header either: it is rare, and 91 is a type of address. */
static bool is_plain_page(const struct head *head)
{
	return is_coding(head->dcs) && head->dcs >> 4 != 9 &&
	       (head->page == 0 || head->page <= head->pages);
}

static bool is_form(const struct pasted *pasted, enum smsmodem_cb_form form)
{
	struct smsmodem_cb cb;

	return smsmodem_cb_decode(pasted->hex, pasted->length, &cb, NULL) == SMSMODEM_OK &&
	       cb.form == form;
}

bool decoding_cb_likely(const struct pasted *pasted)
{
	const struct head head = head_of(pasted);
	bool ambiguous = is_ambiguous(pasted);

	if (!is_free(pasted))
		return false;
	if (head.octets == PAGE_OCTETS)
		return ambiguous ? is_known(&head) && is_plain_page(&head) : is_coding(head.dcs);
	if (!head.umts)
		return is_form(pasted, SMSMODEM_CB_ETWS);
	return is_form(pasted, SMSMODEM_CB_UMTS) ||
	       (decoding_octet(pasted, 0) == UMTS_TYPE && !ambiguous && is_known(&head) &&
		is_coding(head.dcs) && head.pages > 0 && head.pages <= SMSMODEM_CB_PAGES_MAX);
}

/* Its identifier must be one that somebody uses, too. */
bool decoding_cb_certain(const struct pasted *pasted)
{
	const struct head head = head_of(pasted);

	if (!is_free(pasted) || is_ambiguous(pasted) || !is_known(&head))
		return false;
	if (head.octets == PAGE_OCTETS)
		return is_coding(head.dcs);
	return is_form(pasted, head.umts ? SMSMODEM_CB_UMTS : SMSMODEM_CB_ETWS);
}
