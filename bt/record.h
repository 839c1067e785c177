/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service record of a listener, and who answers for it. */
#ifndef RECORD_H
#define RECORD_H

#include "bt.h"

/** A service record as octets: the whole SMSMODEM_SDP_SEQUENCE. */
struct bt_record {
	uint8_t octets[BT_SDP_RECORD_MAX];
	size_t length;
};

/* --- record_xml.c: pure --- */

/** Room for any struct bt_record as XML. */
#define BT_RECORD_XML_SIZE 8192

/**
 * Write a record as the XML that ProfileManager1's ServiceRecord takes, without its handle, which
 * the server gives.
 * @return SMSMODEM_OK, SMSMODEM_E_DATA: not a record, or of types that ours has not, _E_SPACE
 */
int bt_record_xml(const struct bt_record *record, char xml[BT_RECORD_XML_SIZE]);

/* --- profile.c: by ProfileManager1 of bluetoothd, or without_dbus.c --- */

struct bt_profile;

/**
 * Let bluetoothd hold a record until closed; one that ends and comes back is asked again.
 *
 * @param epoll_fd borrowed; readable when bt_profile_work has something to do
 * @param wait for its answer, of which 5 s at most are used
 * @return SMSMODEM_OK, or as bt_bus_open
 */
int bt_profile_register(const char *name, const char *xml, int epoll_fd, const struct bt_wait *wait,
			struct bt_profile **profile, struct smsmodem_error *error);

/**
 * See whether bluetoothd is still there, or there again; does not wait for it.
 * @return 1: it holds the record; 0: it is away; SMSMODEM_E_LINK: so is the bus, for good
 */
int bt_profile_work(struct bt_profile *profile);

/** NULL is nothing. */
void bt_profile_close(struct bt_profile *profile);

/* --- record_sdpd.c: by bluetoothd's SDP socket, which its option -C opens --- */

/**
 * Register a record for as long as the descriptor is open.
 * @param path of the socket: SDP_UNIX_PATH but in tests
 * @param wait for its answer, of which 2 s at most are used
 * @return the descriptor, the caller's, or a failure
 */
int bt_record_sdpd(const char *path, const struct bt_adapter *adapter,
		   const struct bt_record *record, const struct bt_wait *wait,
		   struct smsmodem_error *error);

/* --- sdp_serve.c: by an SDP server of our own --- */

#define BT_SDP_CLIENTS 8

/** Made by bt_sdp_serve_open, given back with bt_sdp_serve_close. */
struct bt_sdp_server {
	const struct bt_record *record;
	int epoll_fd; /**< borrowed; has all descriptors here */
	int listen_fd;
	int spare_fd;                /**< for bt_turn_away */
	int clients[BT_SDP_CLIENTS]; /**< who came first is the first */
	size_t count;
};

/**
 * Listen on PSM 1.
 * @param record lives as long as the server
 * @return SMSMODEM_OK, _E_BUSY: there is a server, _E_PERMISSION, _E_NODEVICE
 */
int bt_sdp_serve_open(struct bt_sdp_server *server, const struct bt_record *record, int epoll_fd,
		      struct smsmodem_error *error);

/** Take clients and answer them, without waiting. */
void bt_sdp_serve_work(struct bt_sdp_server *server);

/** Answer what one client has asked. @return false: it has gone, or asks what has no answer */
bool bt_sdp_serve_client(const struct bt_record *record, int fd, size_t mtu);

void bt_sdp_serve_close(struct bt_sdp_server *server);

/* --- listen.c --- */

/** As smsmodem_bt_listen. @param wait for bluetoothd, of which 5 s at most are used */
int bt_listener_open(const struct smsmodem_bt_listen_options *options, const struct bt_wait *wait,
		     struct smsmodem_bt_listener **listener, struct smsmodem_error *error);

/** Whether others find the listener by its record. */
bool bt_listener_is_found(const struct smsmodem_bt_listener *listener);

/** "", or "; but ...": why nobody can call as it is, and what to do. Lives with the listener. */
const char *bt_listener_deaf(const struct smsmodem_bt_listener *listener);

/* --- record_hold.c: by whichever of them there is --- */

/** Who holds a record: one of the three, or nobody. */
struct bt_record_holder {
	struct bt_record record;
	int epoll_fd; /**< borrowed; set by the caller */
	struct bt_profile *profile;
	int sdpd_fd;
	struct bt_sdp_server server;
	bool serving;
	char text[384]; /**< who, or why nobody */
	char deaf[160]; /**< "", or "; but ...": why nobody can call as it is */
};

/**
 * Find somebody who holds the record; that there is none is no failure, and told in the text.
 * @param wait for bluetoothd. @return SMSMODEM_OK or SMSMODEM_E_CANCELLED
 */
int bt_record_hold(struct bt_record_holder *holder, const struct bt_adapter *adapter,
		   const char *name, const struct bt_wait *wait, struct smsmodem_error *error);

/** Do what one of its descriptors is readable for, without waiting. */
void bt_record_hold_work(struct bt_record_holder *holder);

/** Whether somebody does. */
bool bt_record_is_held(const struct bt_record_holder *holder);

void bt_record_hold_close(struct bt_record_holder *holder);

#endif
