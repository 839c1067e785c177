/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libbluetooth's SDP against ours: it reads the records that we write, and its client asks our
 * server. Where the two differ, one of them is wrong.
 */
#include "pdu_support.h"
#include "sdp.h"
#include <bluetooth/bluetooth.h>
#include <bluetooth/sdp.h>
#include <bluetooth/sdp_lib.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

/* --- records that we write --- */

static void assert_ours(sdp_record_t *record, int service, int channel, const char *name)
{
	sdp_list_t *list = NULL;
	char text[256];

	assert_non_null(record);
	assert_int_equal(record->handle, 0x10007);
	assert_int_equal(sdp_get_service_classes(record, &list), 0);
	assert_int_equal(((uuid_t *)list->data)->value.uuid16, service);
	assert_int_equal(sdp_list_len(list), service == DIALUP_NET_SVCLASS_ID ? 2 : 1);
	sdp_list_free(list, free);
	assert_int_equal(sdp_get_access_protos(record, &list), 0);
	assert_int_equal(sdp_get_proto_port(list, RFCOMM_UUID), channel);
	sdp_list_foreach(list, (sdp_list_func_t)(void (*)(void))sdp_list_free, NULL);
	sdp_list_free(list, NULL);
	assert_int_equal(sdp_get_profile_descs(record, &list), 0);
	assert_int_equal(((sdp_profile_desc_t *)list->data)->uuid.value.uuid16, service);
	assert_int_equal(((sdp_profile_desc_t *)list->data)->version, 0x0100);
	sdp_list_free(list, free);
	assert_int_equal(sdp_get_lang_attr(record, &list), 0);
	assert_int_equal(((sdp_lang_attr_t *)list->data)->base_offset, 0x0100);
	sdp_list_free(list, free);
	assert_int_equal(sdp_get_service_name(record, text, sizeof text), 0);
	assert_string_equal(text, name);
}

static void test_write(void **state)
{
	static const struct {
		unsigned ours;
		int service, channel;
		const char *name;
	} rows[] = {
		{SMSMODEM_BT_DUN, DIALUP_NET_SVCLASS_ID, 1, "smsmodem"},
		{SMSMODEM_BT_SPP, SERIAL_PORT_SVCLASS_ID, 30, "a console"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t octets[BT_SDP_RECORD_MAX];
		long count = bt_sdp_record_write(rows[i].ours, rows[i].channel, rows[i].name,
						 0x10007, octets);
		int scanned = 0;
		uint8_t *exact = exact_copy(octets, (size_t)count);
		sdp_record_t *record = sdp_extract_pdu(exact, (int)count, &scanned);

		assert_int_equal(scanned, count);
		assert_ours(record, rows[i].service, rows[i].channel, rows[i].name);
		sdp_record_free(record);
		free(exact);
	}
}

/* --- its client asks our server --- */

struct server {
	int fd;
	size_t mtu;
	uint8_t record[BT_SDP_RECORD_MAX];
	long length;
	size_t requests;
};

static void *server_run(void *argument)
{
	struct server *server = argument;
	uint8_t request[SDP_REQ_BUFFER_SIZE], response[672];
	ssize_t count;

	while ((count = recv(server->fd, request, sizeof request, 0)) > 0) {
		size_t length = bt_sdp_answer(server->record, (size_t)server->length, request,
					      (size_t)count, response, server->mtu);

		server->requests++;
		if (length == 0 || send(server->fd, response, length, MSG_NOSIGNAL) < 0)
			break;
	}
	(void)shutdown(server->fd, SHUT_RDWR);
	return NULL;
}

struct asking {
	struct server server;
	pthread_t thread;
	sdp_session_t *session;
};

static void asking_start(struct asking *asking, size_t mtu)
{
	int fds[2];

	*asking = (struct asking){.server = {.mtu = mtu}};
	asking->server.length = bt_sdp_record_write(SMSMODEM_BT_DUN, 5, "a modem of ours", 0x10007,
						    asking->server.record);
	assert_true(asking->server.length > 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds), 0);
	asking->server.fd = fds[1];
	assert_int_equal(pthread_create(&asking->thread, NULL, server_run, &asking->server), 0);
	asking->session = sdp_create(fds[0], 0);
	assert_non_null(asking->session);
}

/* @return requests that it took */
static size_t asking_stop(struct asking *asking)
{
	assert_int_equal(sdp_close(asking->session), 0);
	assert_int_equal(pthread_join(asking->thread, NULL), 0);
	close(asking->server.fd);
	return asking->server.requests;
}

/* ServiceSearchAttribute, as sdptool browse asks. */
static void test_ask_search_attribute(void **state)
{
	static const size_t mtus[] = {672, 127, 48, 32, 20};

	(void)state;
	for (size_t i = 0; i < COUNT(mtus); i++) {
		struct asking asking;
		uint32_t range = 0x0000FFFF;
		uuid_t uuid;
		sdp_list_t *attributes = sdp_list_append(NULL, &range), *answer = NULL;
		sdp_list_t *search =
			sdp_list_append(NULL, sdp_uuid16_create(&uuid, PUBLIC_BROWSE_GROUP));

		asking_start(&asking, mtus[i]);
		assert_int_equal(sdp_service_search_attr_req(asking.session, search,
							     SDP_ATTR_REQ_RANGE, attributes,
							     &answer),
				 0);
		assert_int_equal(sdp_list_len(answer), 1);
		assert_ours(answer->data, DIALUP_NET_SVCLASS_ID, 5, "a modem of ours");
		size_t room = mtus[i] - 10; /* header, length, continuation */
		size_t whole = (size_t)asking.server.length + 2;
		size_t requests = asking_stop(&asking);
		assert_in_range(requests, whole / (room + 2), whole / room + 1);
		sdp_list_free(answer, (sdp_free_func_t)sdp_record_free);
		sdp_list_free(search, NULL);
		sdp_list_free(attributes, NULL);
	}
}

/* ServiceSearch, then ServiceAttribute: by single IDs and by range. */
static void test_ask_search(void **state)
{
	static const size_t mtus[] = {672, 48, 20};

	(void)state;
	for (size_t i = 0; i < COUNT(mtus); i++) {
		struct asking asking;
		uint16_t id = SDP_ATTR_PROTO_DESC_LIST;
		uint32_t range = 0x0000FFFF;
		uuid_t uuid, spp;
		sdp_list_t *one = sdp_list_append(NULL, &id), *all = sdp_list_append(NULL, &range);
		sdp_list_t *found = NULL, *protocols = NULL;
		sdp_list_t *dun = sdp_list_append(NULL, sdp_uuid16_create(&uuid, 0x1103));
		sdp_list_t *other = sdp_list_append(NULL, sdp_uuid16_create(&spp, 0x1101));

		asking_start(&asking, mtus[i]);
		/* It takes none found for a failure. */
		assert_int_equal(sdp_service_search_req(asking.session, other, 10, &found), -1);
		assert_null(found);
		assert_int_equal(sdp_service_search_req(asking.session, dun, 10, &found), 0);
		assert_int_equal(sdp_list_len(found), 1);
		assert_int_equal(*(uint32_t *)found->data, 0x10007);
		sdp_record_t *record =
			sdp_service_attr_req(asking.session, 0x10007, SDP_ATTR_REQ_INDIVIDUAL, one);
		assert_non_null(record);
		assert_int_equal(sdp_list_len(record->attrlist), 1);
		assert_int_equal(sdp_get_access_protos(record, &protocols), 0);
		assert_int_equal(sdp_get_proto_port(protocols, RFCOMM_UUID), 5);
		sdp_list_foreach(protocols, (sdp_list_func_t)(void (*)(void))sdp_list_free, NULL);
		sdp_list_free(protocols, NULL);
		sdp_record_free(record);
		record = sdp_service_attr_req(asking.session, 0x10007, SDP_ATTR_REQ_RANGE, all);
		assert_ours(record, DIALUP_NET_SVCLASS_ID, 5, "a modem of ours");
		sdp_record_free(record);
		assert_null(sdp_service_attr_req(asking.session, 0x10008, SDP_ATTR_REQ_RANGE, all));
		(void)asking_stop(&asking);
		sdp_list_free(found, free);
		sdp_list_free(dun, NULL);
		sdp_list_free(other, NULL);
		sdp_list_free(one, NULL);
		sdp_list_free(all, NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_ask_search_attribute),
		cmocka_unit_test(test_ask_search),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
