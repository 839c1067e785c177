/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The MAC of a provisioning document (OMA-WAP-TS-ProvBoot, security): HMAC-SHA1 over its WBXML with
 * a key that sender and phone share. Secrets are in no error text, and are wiped when done with.
 */
#include "document.h"
#include <pdu.h>
#include <smsmodem/push.h>
#include <string.h>
#ifdef HAVE_NETTLE
#include "library.h"
#include <dlfcn.h>
#include <nettle/hmac.h>
#include <nettle/version.h>
#endif

#define PIN_MAX     32
#define IMSI_MIN    6
#define IMSI_MAX    15
#define DIGEST_SIZE 20

struct key {
	uint8_t octets[PIN_MAX + (IMSI_MAX + 2) / 2];
	size_t length;
};

/* @return how many digits: 0 for nothing, and more than max for what is not all digits */
static size_t digits_of(const char *text, size_t max)
{
	size_t length = text ? strnlen(text, max + 1) : 0;

	return length == 0 || strspn(text, "0123456789") >= length ? length : max + 1;
}

/* Semi-octets as the SIM has them (51.011 10.3.2): parity, then the digits, swapped by twos. */
static int add_imsi(struct key *key, const char *imsi, struct smsmodem_error *error)
{
	size_t count = digits_of(imsi, IMSI_MAX);

	if (count == 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "a network PIN is made of the IMSI of the SIM, which is "
					  "missing: give it");
	if (count < IMSI_MIN || count > IMSI_MAX)
		return smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"the IMSI is none: it has %d to %d digits and nothing else", IMSI_MIN,
			IMSI_MAX);
	bool odd = count % 2 == 1;
	key->octets[key->length++] = (uint8_t)((imsi[0] - '0') << 4 | (odd ? 0x9 : 0x1));
	for (size_t i = 1; i < count; i += 2) {
		unsigned low = (unsigned)(imsi[i] - '0');
		unsigned high = i + 1 < count ? (unsigned)(imsi[i + 1] - '0') : 0xF;

		key->octets[key->length++] = (uint8_t)(high << 4 | low);
	}
	return SMSMODEM_OK;
}

static int add_pin(struct key *key, const char *pin, size_t min, size_t max,
		   struct smsmodem_error *error)
{
	size_t count = digits_of(pin, max);

	if (count == 0)
		return smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"the MAC is made with a PIN that the user is told, which is "
			"missing: give it");
	if (count < min || count > max)
		return smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"the PIN of a provisioning document has %zu to %zu digits "
			"and nothing else",
			min, max);
	memcpy(key->octets + key->length, pin, count);
	key->length += count;
	return SMSMODEM_OK;
}

static int make_key(enum smsmodem_prov_sec sec, const struct smsmodem_prov_keys *keys,
		    struct key *key, struct smsmodem_error *error)
{
	static const struct smsmodem_prov_keys none;
	int code = SMSMODEM_OK;

	if (!keys)
		keys = &none;
	switch (sec) {
	case SMSMODEM_SEC_NETWPIN: return add_imsi(key, keys->imsi, error);
	case SMSMODEM_SEC_USERPIN: return add_pin(key, keys->pin, 1, PIN_MAX, error);
	case SMSMODEM_SEC_USERNETWPIN:
		code = add_imsi(key, keys->imsi, error);
		return code < 0 ? code : add_pin(key, keys->pin, 1, PIN_MAX, error);
	case SMSMODEM_SEC_USERPINMAC:
		/* Each digit of the PIN wants one of the digest's octets. */
		return add_pin(key, keys->pin, 5, DIGEST_SIZE, error);
	case SMSMODEM_SEC_NONE:
	default:
		return smsmodem_error_set(
			error, SMSMODEM_E_USAGE,
			"there is no MAC without a method: take USERPIN, NETWPIN, "
			"USERNETWPIN or USERPINMAC");
	}
}

#ifdef HAVE_NETTLE

/* Later ones have another function to finish a digest with. */
_Static_assert(NETTLE_VERSION_MAJOR == 3, "nettle 3, whose library is libnettle.so.8");

struct nettle {
	void *library;
	void (*set_key)(struct hmac_sha1_ctx *context, size_t length, const uint8_t *key);
	void (*update)(struct hmac_sha1_ctx *context, size_t length, const uint8_t *octets);
	void (*digest)(struct hmac_sha1_ctx *context, size_t length, uint8_t *digest);
};

static const struct library_symbol symbols[] = {
	{"nettle_hmac_sha1_set_key", offsetof(struct nettle, set_key)},
	{"nettle_hmac_sha1_update", offsetof(struct nettle, update)},
	{"nettle_hmac_sha1_digest", offsetof(struct nettle, digest)},
};

static int hmac_sha1(const struct key *key, const uint8_t *octets, size_t length,
		     uint8_t digest[DIGEST_SIZE], struct smsmodem_error *error)
{
	struct nettle nettle;
	struct hmac_sha1_ctx context;

	nettle.library = library_load("libnettle.so.8", symbols, COUNT(symbols), &nettle);
	if (!nettle.library)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "MACs are made by nettle, which this machine lacks: "
					  "install libnettle8");
	nettle.set_key(&context, key->length, key->octets);
	nettle.update(&context, length, octets);
	nettle.digest(&context, DIGEST_SIZE, digest);
	explicit_bzero(&context, sizeof context);
	dlclose(nettle.library);
	return SMSMODEM_OK;
}

#else

static int hmac_sha1(const struct key *key, const uint8_t *octets, size_t length,
		     uint8_t digest[DIGEST_SIZE], struct smsmodem_error *error)
{
	(void)key;
	(void)octets;
	(void)length;
	(void)digest;
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
				  "this build makes no MAC: build it with nettle 3 and "
				  "-Dpush=enabled");
}

#endif

int smsmodem_prov_mac(enum smsmodem_prov_sec sec, const struct smsmodem_prov_keys *keys,
		      const uint8_t *wbxml, size_t length, char mac[SMSMODEM_MAC_SIZE],
		      struct smsmodem_error *error)
{
	struct key key = {0};
	uint8_t digest[DIGEST_SIZE] = {0};
	int code = make_key(sec, keys, &key, error);

	if (code >= 0)
		code = hmac_sha1(&key, wbxml, length, digest, error);
	if (code >= 0 && sec != SMSMODEM_SEC_USERPINMAC &&
	    pdu_hex_encode(digest, sizeof digest, mac, SMSMODEM_MAC_SIZE) < 0)
		code = SMSMODEM_E_BUG;
	if (code >= 0 && sec == SMSMODEM_SEC_USERPINMAC) {
		for (size_t i = 0; i < key.length; i++)
			mac[i] = (char)('0' + digest[i] % 10);
		mac[key.length] = '\0';
	}
	explicit_bzero(&key, sizeof key);
	explicit_bzero(digest, sizeof digest);
	return code < 0 ? code : SMSMODEM_OK;
}
