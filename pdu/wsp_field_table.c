/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Headers (WAP-230-WSP table 39, and what later encoding versions added) and parameters (table 38)
 * by their numbers, and the tokens of those that have some (8.4.2).
 */
#include "wsp_table.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define TOKENS(array)                 \
	{                             \
		(array), COUNT(array) \
	}

// clang-format off
static const struct pdu_wsp_row codings[] = {
	{0x00, "gzip"}, {0x01, "compress"}, {0x02, "deflate"}, {0x03, "*"},
};

static const struct pdu_wsp_row ranges[] = {{0x00, "none"}, {0x01, "bytes"}};

static const struct pdu_wsp_row methods[] = { /* table 37 and 34 */
	{0x40, "GET"}, {0x41, "OPTIONS"}, {0x42, "HEAD"}, {0x43, "DELETE"}, {0x44, "TRACE"},
	{0x60, "POST"}, {0x61, "PUT"},
};

static const struct pdu_wsp_row directives[] = {
	{0x00, "no-cache"}, {0x01, "no-store"}, {0x02, "max-age"}, {0x03, "max-stale"},
	{0x04, "min-fresh"}, {0x05, "only-if-cached"}, {0x06, "public"}, {0x07, "private"},
	{0x08, "no-transform"}, {0x09, "must-revalidate"}, {0x0A, "proxy-revalidate"},
	{0x0B, "s-maxage"},
};

static const struct pdu_wsp_row connections[] = {{0x00, "close"}};

static const struct pdu_wsp_row pragmas[] = {{0x00, "no-cache"}};

static const struct pdu_wsp_row transfers[] = {{0x00, "chunked"}};

static const struct pdu_wsp_row dispositions[] = {
	{0x00, "form-data"}, {0x01, "attachment"}, {0x02, "inline"},
};

static const struct pdu_wsp_row expectations[] = {{0x00, "100-continue"}};

static const struct pdu_wsp_row codings_of_te[] = {
	{0x01, "trailers"}, {0x02, "chunked"}, {0x03, "identity"}, {0x04, "gzip"},
	{0x05, "compress"}, {0x06, "deflate"},
};

static const struct pdu_wsp_row securities[] = {{0x00, "close-subordinate"}};

static const struct pdu_wsp_row warnings[] = {
	{10, "110"}, {11, "111"}, {12, "112"}, {13, "113"}, {14, "214"}, {99, "299"}, {99, "199"},
};

static const struct pdu_wsp_row profile_warnings[] = {
	{0x10, "100"}, {0x11, "101"}, {0x12, "102"}, {0x20, "200"}, {0x21, "201"}, {0x22, "202"},
	{0x23, "203"},
};

static const struct pdu_wsp_row secs[] = { /* OMA-TS-ProvCont 7 */
	{0x00, "NETWPIN"}, {0x01, "USERPIN"}, {0x02, "USERNETWPIN"}, {0x03, "USERPINMAC"},
};
// clang-format on

#define KIND(kind)           \
	PDU_WSP_KIND_##kind, \
	{                    \
		NULL, 0      \
	}
#define OF(kind, array) PDU_WSP_KIND_##kind, TOKENS(array)

// clang-format off
const struct pdu_wsp_field pdu_wsp_headers[PDU_WSP_HEADERS] = {
	[0x00] = {"Accept", KIND(MEDIA)},
	[0x01] = {"Accept-Charset", KIND(CHARSET_Q)},
	[0x02] = {"Accept-Encoding", OF(TOKEN_Q, codings)},
	[0x03] = {"Accept-Language", KIND(LANGUAGE_Q)},
	[0x04] = {"Accept-Ranges", OF(TOKEN, ranges)},
	[0x05] = {"Age", KIND(INTEGER)},
	[0x06] = {"Allow", OF(TOKEN, methods)},
	[0x07] = {"Authorization", KIND(CREDENTIALS)},
	[0x08] = {"Cache-Control", OF(CACHE_CONTROL, directives)},
	[0x09] = {"Connection", OF(TOKEN, connections)},
	[0x0A] = {"Content-Base", KIND(TEXT)},
	[0x0B] = {"Content-Encoding", OF(TOKEN, codings)},
	[0x0C] = {"Content-Language", KIND(LANGUAGE)},
	[0x0D] = {"Content-Length", KIND(INTEGER)},
	[0x0E] = {"Content-Location", KIND(TEXT)},
	[0x0F] = {"Content-MD5", KIND(DIGEST)},
	[0x10] = {"Content-Range", KIND(CONTENT_RANGE)},
	[0x11] = {"Content-Type", KIND(MEDIA)},
	[0x12] = {"Date", KIND(DATE)},
	[0x13] = {"ETag", KIND(TEXT)},
	[0x14] = {"Expires", KIND(DATE)},
	[0x15] = {"From", KIND(TEXT)},
	[0x16] = {"Host", KIND(TEXT)},
	[0x17] = {"If-Modified-Since", KIND(DATE)},
	[0x18] = {"If-Match", KIND(TEXT)},
	[0x19] = {"If-None-Match", KIND(TEXT)},
	[0x1A] = {"If-Range", KIND(DATE)},
	[0x1B] = {"If-Unmodified-Since", KIND(DATE)},
	[0x1C] = {"Location", KIND(TEXT)},
	[0x1D] = {"Last-Modified", KIND(DATE)},
	[0x1E] = {"Max-Forwards", KIND(INTEGER)},
	[0x1F] = {"Pragma", OF(PRAGMA, pragmas)},
	[0x20] = {"Proxy-Authenticate", KIND(CHALLENGE)},
	[0x21] = {"Proxy-Authorization", KIND(CREDENTIALS)},
	[0x22] = {"Public", OF(TOKEN, methods)},
	[0x23] = {"Range", KIND(RANGE)},
	[0x24] = {"Referer", KIND(TEXT)},
	[0x25] = {"Retry-After", KIND(RETRY_AFTER)},
	[0x26] = {"Server", KIND(TEXT)},
	[0x27] = {"Transfer-Encoding", OF(TOKEN_PARAMETERS, transfers)},
	[0x28] = {"Upgrade", KIND(TEXT)},
	[0x29] = {"User-Agent", KIND(TEXT)},
	[0x2A] = {"Vary", KIND(FIELD)},
	[0x2B] = {"Via", KIND(TEXT)},
	[0x2C] = {"Warning", OF(WARNING, warnings)},
	[0x2D] = {"WWW-Authenticate", KIND(CHALLENGE)},
	[0x2E] = {"Content-Disposition", OF(DISPOSITION, dispositions)},
	[0x2F] = {"X-Wap-Application-Id", KIND(APPLICATION)},
	[0x30] = {"X-Wap-Content-URI", KIND(TEXT)},
	[0x31] = {"X-Wap-Initiator-URI", KIND(TEXT)},
	[0x32] = {"Accept-Application", KIND(APPLICATION)},
	[0x33] = {"Bearer-Indication", KIND(INTEGER)},
	[0x34] = {"Push-Flag", KIND(PUSH_FLAG)},
	[0x35] = {"Profile", KIND(TEXT)},
	[0x36] = {"Profile-Diff", KIND(OPAQUE)},
	[0x37] = {"Profile-Warning", OF(PROFILE_WARNING, profile_warnings)},
	[0x38] = {"Expect", OF(EXPECT, expectations)},
	[0x39] = {"TE", OF(TE, codings_of_te)},
	[0x3A] = {"Trailer", KIND(FIELD)},
	[0x3B] = {"Accept-Charset", KIND(CHARSET_Q)},
	[0x3C] = {"Accept-Encoding", OF(TOKEN_Q, codings)},
	[0x3D] = {"Cache-Control", OF(CACHE_CONTROL, directives)},
	[0x3E] = {"Content-Range", KIND(CONTENT_RANGE)},
	[0x3F] = {"X-Wap-Tod", KIND(DATE)},
	[0x40] = {"Content-ID", KIND(QUOTED)},
	[0x41] = {"Set-Cookie", KIND(SET_COOKIE)},
	[0x42] = {"Cookie", KIND(COOKIE)},
	[0x43] = {"Encoding-Version", KIND(ENCODING_VERSION)},
	[0x44] = {"Profile-Warning", OF(PROFILE_WARNING, profile_warnings)},
	[0x45] = {"Content-Disposition", OF(DISPOSITION, dispositions)},
	[0x46] = {"X-WAP-Security", OF(TOKEN, securities)},
	[0x47] = {"Cache-Control", OF(CACHE_CONTROL, directives)},
	[0x48] = {"Expect", OF(EXPECT, expectations)},
	[0x49] = {"X-Wap-Loc-Invocation", KIND(TEXT)},
	[0x4A] = {"X-Wap-Loc-Delivery", KIND(TEXT)},
};

const struct pdu_wsp_field pdu_wsp_parameters[PDU_WSP_PARAMETERS] = {
	[0x00] = {"q", KIND(Q)},
	[0x01] = {"charset", KIND(CHARSET)},
	[0x02] = {"level", KIND(VERSION)},
	[0x03] = {"type", KIND(INTEGER)},
	[0x05] = {"name", KIND(QUOTED)},
	[0x06] = {"filename", KIND(QUOTED)},
	[0x07] = {"differences", KIND(FIELD)},
	[0x08] = {"padding", KIND(INTEGER)},
	[0x09] = {"type", KIND(TYPE)},
	[0x0A] = {"start", KIND(QUOTED)},
	[0x0B] = {"start-info", KIND(QUOTED)},
	[0x0C] = {"comment", KIND(QUOTED)},
	[0x0D] = {"domain", KIND(QUOTED)},
	[0x0E] = {"max-age", KIND(INTEGER)},
	[0x0F] = {"path", KIND(QUOTED)},
	[0x10] = {"secure", KIND(QUOTED)},
	[0x11] = {"SEC", OF(TOKEN, secs)},
	[0x12] = {"MAC", KIND(QUOTED)},
	[0x13] = {"creation-date", KIND(DATE)},
	[0x14] = {"modification-date", KIND(DATE)},
	[0x15] = {"read-date", KIND(DATE)},
	[0x16] = {"size", KIND(INTEGER)},
	[0x17] = {"name", KIND(QUOTED)},
	[0x18] = {"filename", KIND(QUOTED)},
	[0x19] = {"start", KIND(QUOTED)},
	[0x1A] = {"start-info", KIND(QUOTED)},
	[0x1B] = {"comment", KIND(QUOTED)},
	[0x1C] = {"domain", KIND(QUOTED)},
	[0x1D] = {"path", KIND(QUOTED)},
};
// clang-format on
