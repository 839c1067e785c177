/* SPDX-License-Identifier: GPL-3.0-or-later */
/* URLs that phones can be sent to (RFC 3986). */
#include "ascii.h"
#include "document.h"
#include <string.h>

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* RFC 3986 3.1 @return octets of the scheme with its colon, or 0 */
static size_t scheme_length(const char *url)
{
	size_t at = 0;

	if (!is_letter(url[0]))
		return 0;
	while (is_letter(url[at]) || (url[at] >= '0' && url[at] <= '9') ||
	       (url[at] && strchr("+-.", url[at])))
		at++;
	return url[at] == ':' ? at + 1 : 0;
}

/* Behind http: and https: there is a host (RFC 9110 4.2.1). */
static bool has_host(const char *url, size_t scheme)
{
	if (ascii_ncasecmp(url, "http:", scheme) != 0 && ascii_ncasecmp(url, "https:", scheme) != 0)
		return true;
	return strncmp(url + scheme, "//", 2) == 0 && url[scheme + 2] &&
	       !strchr("/?#:", url[scheme + 2]);
}

static int refuse(const char *what, const char *url, const char *why, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_DATA, "%s \"%.60s\" %s", what, url, why);
}

/* @return octets up to one that no URL has (RFC 3986 2) */
static size_t good_length(const char *url)
{
	size_t at = 0;

	while (url[at] > ' ' && url[at] < 0x7F && !strchr("<>\"{}|\\^`", url[at]))
		at++;
	return at;
}

static int refuse_octet(const char *what, unsigned char octet, size_t at,
			struct smsmodem_error *error)
{
	char character[] = {(char)octet, '\0'};
	bool is_mark = octet > ' ' && octet < 0x7F;

	return smsmodem_error_set(
		error, SMSMODEM_E_DATA,
		"%s has %s%s at position %zu, which no URL has: percent-encode it "
		"(%%%02X)",
		what,
		is_mark         ? "the character "
		: octet == ' '  ? "a blank"
		: octet >= 0x80 ? "a non-ASCII character"
				: "a control character",
		is_mark ? character : "", at + 1, octet);
}

int document_uri(const char *what, const char *url, struct smsmodem_error *error)
{
	size_t length = url ? strnlen(url, DOCUMENT_URL_MAX + 1) : 0;

	if (length == 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "%s is missing: give a URL such as http://example.com/",
					  what);
	if (length > DOCUMENT_URL_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "%s has over %d octets, and phones keep no longer URL: "
					  "give a shorter one that redirects",
					  what, DOCUMENT_URL_MAX);
	size_t good = good_length(url);
	if (good < length)
		return refuse_octet(what, (unsigned char)url[good], good, error);
	return SMSMODEM_OK;
}

int document_url(const char *what, const char *url, struct smsmodem_error *error)
{
	int code = document_uri(what, url, error);

	if (code < 0)
		return code;
	size_t scheme = scheme_length(url);
	if (scheme == 0)
		return refuse(what, url, "has no scheme in front, such as http: or mailat:", error);
	if (!has_host(url, scheme) || url[scheme] == '\0')
		return refuse(what, url, "names no host: write it as http://example.com/", error);
	return SMSMODEM_OK;
}
