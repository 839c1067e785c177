/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents, notifications and octets into the datagram of a push. */
#include "ascii.h"
#include "document.h"
#include <smsmodem/push.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADERS_MAX      64
#define APPLICATION_MAX  200
#define CONTENT_TYPE_MAX 256
static const struct smsmodem_push_envelope plain;

/* The headers of an envelope and that of the application. */
struct headers {
	char application[sizeof "X-Wap-Application-Id: " + APPLICATION_MAX];
	const char *list[HEADERS_MAX + 1];
	size_t count;
};

/* The browser's application is the default of who receives a push (WAP-235-PushOTA 8.2.3). */
static int set_application(struct headers *headers, const char *application,
			   struct smsmodem_error *error)
{
	if (!application || strcmp(application, "none") == 0)
		return SMSMODEM_OK;
	int length = snprintf(headers->application, sizeof headers->application,
			      "X-Wap-Application-Id: %s", application);
	if (length < 0 || (size_t)length >= sizeof headers->application)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the application has over %d octets: give its name, its "
					  "number or its URN",
					  APPLICATION_MAX);
	headers->list[headers->count++] = headers->application;
	return SMSMODEM_OK;
}

/* The application that a content type is for, whatever parameters it has. */
static const char *application_of(const char *content_type)
{
	size_t length = strcspn(content_type, "; ");
	char media[CONTENT_TYPE_MAX] = "";
	const char *name = media;

	if (length >= sizeof media)
		return NULL;
	memcpy(media, content_type, length);
	if (media[0] >= '0' && media[0] <= '9')
		name = smsmodem_wsp_content_type((uint32_t)strtoul(media, NULL, 0));
	return name ? document_application(name) : NULL;
}

/* Whether a header of the caller's says which application it is for. */
static bool has_application(const struct smsmodem_push_envelope *envelope)
{
	static const char name[] = "X-Wap-Application-Id";

	for (size_t i = 0; i < envelope->header_count; i++) {
		const char *header = envelope->headers[i] + strspn(envelope->headers[i], " \t");
		size_t length = strcspn(header, ": \t");

		if (length == sizeof name - 1 && ascii_ncasecmp(header, name, length) == 0)
			return true;
	}
	return false;
}

static int set_headers(struct headers *headers, const struct smsmodem_push_envelope *envelope,
		       const char *content_type, struct smsmodem_error *error)
{
	const char *application = envelope->application;
	int code = SMSMODEM_OK;

	if (envelope->header_count > HEADERS_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "a push with %zu headers: it has %d at most",
					  envelope->header_count, HEADERS_MAX);
	if (!has_application(envelope))
		code = set_application(
			headers, application ? application : application_of(content_type), error);
	else if (application)
		code = smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"the application is said twice, as \"%.40s\" and in a header "
			"X-Wap-Application-Id: leave one out",
			application);
	if (code < 0)
		return code;
	for (size_t i = 0; i < envelope->header_count; i++)
		headers->list[headers->count++] = envelope->headers[i];
	return SMSMODEM_OK;
}

/* What every push ends up in. */
static int wrap(const struct smsmodem_push_envelope *envelope, const char *content_type,
		const uint8_t *body, size_t length, uint8_t *datagram, size_t size,
		struct smsmodem_error *error)
{
	struct headers headers = {.count = 0};
	int code = set_headers(&headers, envelope, content_type, error);

	if (code < 0)
		return code;
	struct smsmodem_wsp_push push = {
		.tid = envelope->tid,
		.content_type = content_type,
		.long_content_type = envelope->long_content_type,
		.headers = headers.list,
		.header_count = headers.count,
		.body = body,
		.body_len = length,
	};
	return smsmodem_wsp_encode(&push, datagram, size, error);
}

/* --- XML --- */

static const char *const sec_names[] = {
	[SMSMODEM_SEC_NETWPIN] = "NETWPIN",
	[SMSMODEM_SEC_USERPIN] = "USERPIN",
	[SMSMODEM_SEC_USERNETWPIN] = "USERNETWPIN",
	[SMSMODEM_SEC_USERPINMAC] = "USERPINMAC",
};

/*
 * SEC and then MAC, in the order in which phones are known to want them. A USERPINMAC has none: the
 * user is told it.
 */
static int sign(const char *content_type, enum smsmodem_prov_sec sec,
		const struct smsmodem_prov_keys *keys, const uint8_t *body, size_t length,
		char signed_type[CONTENT_TYPE_MAX], struct smsmodem_error *error)
{
	char mac[SMSMODEM_MAC_SIZE];
	bool is_told = sec == SMSMODEM_SEC_USERPINMAC;

	if ((int)sec < 0 || (size_t)sec >= COUNT(sec_names))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "there is no security method %d: there are 0 to 3",
					  (int)sec);
	int code = smsmodem_prov_mac(sec, keys, body, length, mac, error);
	if (code < 0)
		return code;
	int used = snprintf(signed_type, CONTENT_TYPE_MAX, "%s; SEC=%s%s%s", content_type,
			    sec_names[sec], is_told ? "" : "; MAC=", is_told ? "" : mac);
	explicit_bzero(mac, sizeof mac);
	if (used < 0 || used >= CONTENT_TYPE_MAX)
		return smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"the content type is too long: give one of at most %d octets",
			CONTENT_TYPE_MAX / 2);
	return SMSMODEM_OK;
}

/* NOLINTNEXTLINE(readability-function-size): the eighth parameter is the error of every call */
int smsmodem_push_xml(const struct smsmodem_push_envelope *envelope, const char *xml, size_t length,
		      enum smsmodem_prov_sec sec, const struct smsmodem_prov_keys *keys,
		      uint8_t *datagram, size_t size, struct smsmodem_error *error)
{
	char signed_type[CONTENT_TYPE_MAX];
	const char *own, *content_type;
	uint8_t *body = malloc(DOCUMENT_XML_MAX);
	int code;

	if (!body)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (!envelope)
		envelope = &plain;
	code = smsmodem_xml_wbxml(xml, length, body, DOCUMENT_XML_MAX, &own, error);
	if (code < 0)
		goto out;
	size_t body_len = (size_t)code;
	content_type = envelope->content_type ? envelope->content_type : own;
	if (sec != SMSMODEM_SEC_NONE) {
		code = sign(content_type, sec, keys, body, body_len, signed_type, error);
		content_type = signed_type;
	}
	if (code >= 0)
		code = wrap(envelope, content_type, body, body_len, datagram, size, error);
out:
	free(body);
	return code;
}

/* --- the others --- */

int smsmodem_push_mms(const struct smsmodem_push_envelope *envelope,
		      const struct smsmodem_mms_notification *notification, uint8_t *datagram,
		      size_t size, struct smsmodem_error *error)
{
	static const char own[] = "application/vnd.wap.mms-message";
	uint8_t *body = malloc(size > 0 ? size : 1);
	int code;

	if (!body)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (!envelope)
		envelope = &plain;
	code = document_url("the location", notification->location, error);
	if (code >= 0)
		code = smsmodem_mms_encode(notification, body, size, error);
	if (code >= 0)
		code = wrap(envelope, envelope->content_type ? envelope->content_type : own, body,
			    (size_t)code, datagram, size, error);
	free(body);
	return code;
}

int smsmodem_push_raw(const struct smsmodem_push_envelope *envelope, const uint8_t *body,
		      size_t length, uint8_t *datagram, size_t size, struct smsmodem_error *error)
{
	if (!envelope || !envelope->content_type)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a push of octets wants their content type, such as "
					  "application/vnd.syncml.notification");
	return wrap(envelope, envelope->content_type, body, length, datagram, size, error);
}
