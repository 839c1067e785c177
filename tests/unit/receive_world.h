/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A phone that outlives its link and the program that receives from it, with faults that strike at
 * a given moment, and a count of what came. Time is virtual.
 */
#ifndef RECEIVE_WORLD_H
#define RECEIVE_WORLD_H

#include "phone_support.h"
#include "receive.h"
#include <ftw.h>
#include <smsmodem/smsmodem.h>

#define TEXTS_MAX 64

/* A phone that outlives its modem and the link, and what came of it. */
struct world {
	struct phone *phone;
	struct transport_ops ops; /* the phone's, but closing it is nothing */
	char directory[32];
	bool direct;
	int came[TEXTS_MAX], incomplete, other;
	int storage;
	const char *strike; /* a command of the phone's, done once so much has been written */
	int strike_in;
	uint32_t noise; /* state of the garbage on the line; 0: none */
	bool inside;    /* it is within lines, too */
};

static struct world *world; /* of the transport's functions */

static inline void keep_open(struct transport *transport)
{
	(void)transport;
}

/* The fault strikes with the n-th write from now on. */
static inline ssize_t striking_write(struct transport *transport, const void *octets, size_t count,
				     struct smsmodem_error *error)
{
	if (world->strike && --world->strike_in < 0) {
		phone_do(world->phone, world->strike);
		world->strike = NULL;
	}
	if (world->phone->written_length > PHONE_WIRE / 2)
		phone_count_anew(world->phone);
	return phone_write(transport, octets, count, error);
}

/* Garbage in front of lines, and lines of it: octets that no modem sends, and half lines. */
static inline size_t noise_add(char *octets, size_t size)
{
	static const char *const noises[] = {"\xFF\xFE\x80\r\n",
					     "\x01\x02\x03\r\n",
					     "+CMTI: \"SM\",\r\n",
					     "+CMTI\r\n",
					     "+CM\r\n",
					     "RING\r\n",
					     "^RSSI: 1",
					     "\r\n\r\n\r\n",
					     "+CMTI: \"ME\",99\r\n",
					     "+CMTI: \"XX\",0\r\n",
					     "\x7F\x7F\r",
					     "+CUSD: \"\r\n",
					     "+CMTI: ,-1\r\n",
					     "+CDSI: \"SR\",-1\r\n",
					     "+CLIP: \"\"\"\"\r\n",
					     "+CPMS:\r\n"};

	world->noise = world->noise * 1664525 + 1013904223;
	const char *noise = noises[(world->noise >> 16) % COUNT(noises)];
	if ((world->noise >> 24) % 4 != 0 || strlen(noise) > size)
		return 0;
	memcpy(octets, noise, strlen(noise));
	return strlen(noise);
}

/* Whole answers are read, so that garbage is between them; or pieces, so that it is inside. */
static inline ssize_t noisy_read(struct transport *transport, void *octets, size_t size,
				 struct smsmodem_error *error)
{
	size_t added = world->noise ? noise_add(octets, size) : 0;

	world->phone->chunk = world->noise && world->inside ? 1 + (world->noise >> 8) % 200 : 0;
	ssize_t count = phone_read(transport, (char *)octets + added, size - added, error);
	world->phone->chunk = 0;
	return count < 0 ? count : count + (ssize_t)added;
}

static inline int forget(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path);
}

static inline void world_receive(void)
{
	const struct smsmodem_receive_options options = {
		.way = world->direct ? SMSMODEM_RECEIVE_DIRECT : SMSMODEM_RECEIVE_AUTO};
	struct smsmodem_error error = {0};

	if (smsmodem_receive(world->phone->modem, &options, &error) < 0)
		fail_msg("%s", error.text);
}

/* A modem on the phone, as of a process that has just started. */
static inline void world_modem(void)
{
	struct smsmodem_options options = PHONE_OPTIONS;
	struct smsmodem_error error = {0};
	struct phone *phone = world->phone;

	options.device = "sim:";
	options.state_dir = world->directory;
	if (smsmodem_open(&options, &phone->modem, &error) < 0)
		fail_msg("%s", error.text);
	phone->modem->transport->ops->close(phone->modem->transport);
	modem_attach(phone->modem, &phone->head);
	world_receive();
}

static inline void world_open(struct world *new, const char *sim_options, bool direct)
{
	*new = (struct world){.phone = phone_new(sim_options), .direct = direct};
	world = new;
	(void)snprintf(new->directory, sizeof new->directory, "/tmp/smsmodem-faults-XXXXXX");
	assert_non_null(mkdtemp(new->directory));
	new->ops = *new->phone->head.ops;
	new->ops.close = keep_open;
	new->ops.write = striking_write;
	new->ops.read = noisy_read;
	new->phone->head.ops = &new->ops;
	world_modem();
}

static inline void world_close(void)
{
	assert_int_equal(smsmodem_close(world->phone->modem), SMSMODEM_OK);
	phone_free(&world->phone->head);
	assert_int_equal(nftw(world->directory, forget, 4, FTW_DEPTH | FTW_PHYS), 0);
}

static inline void deliver(int number)
{
	char command[64];

	(void)snprintf(command, sizeof command, "deliver +491701234567 m%d", number);
	phone_do(world->phone, command);
}

/* Three parts: over 306 characters of the default alphabet. */
static inline void deliver_long(int number)
{
	char command[512];
	int length = snprintf(command, sizeof command, "deliver +491701234567 m%d ", number);

	memset(command + length, 'x', 400);
	command[length + 400] = '\0';
	phone_do(world->phone, command);
}

static inline void note_sms(const struct smsmodem_event *event)
{
	static char text[SMSMODEM_TEXT_SIZE(SMSMODEM_PARTS_MAX)];
	int number = -1;

	if (event->message.count < event->message.total)
		world->incomplete++;
	else if (event->message.count > 0 &&
		 smsmodem_text(event->message.parts, event->message.count, text, sizeof text) > 0 &&
		 sscanf(text, "m%d", &number) == 1 && number >= 0 && number < TEXTS_MAX)
		world->came[number]++;
	else
		world->other++;
}

/* Take what comes until nothing does for a while. @return 0, or the failure that ended it */
static inline int take_all(int64_t silence_ms)
{
	struct smsmodem *modem = world->phone->modem;
	struct smsmodem_event event;
	struct smsmodem_error error = {0};
	int result;

	while ((result = smsmodem_next(modem, &event, silence_ms, &error)) > 0) {
		if (event.kind == SMSMODEM_EVENT_SMS)
			note_sms(&event);
		world->storage += event.kind == SMSMODEM_EVENT_STORAGE;
		if (event.token && smsmodem_ack(modem, event.token, &error) < 0)
			fail_msg("%s", error.text);
	}
	return result;
}

/* As the program does: what breaks is opened again until it works. */
static inline void take_through(int64_t silence_ms)
{
	struct smsmodem_error error = {0};

	for (int tries = 0; take_all(silence_ms) < 0; tries++) {
		int result = SMSMODEM_E_LINK;
		assert_true(tries < 100);
		modem_shut(world->phone->modem);
		for (int i = 0; i < 100 && result < 0; i++) {
			world->phone->now_ms += 1000;
			phone_do(world->phone, "plug");
			phone_do(world->phone, "clear-faults");
			result = reopen_with(world->phone->modem, &world->phone->head, &error);
		}
		if (result < 0)
			fail_msg("%s", error.text);
	}
}

static inline void expect_once(const char *what, int count)
{
	for (int i = 0; i < count; i++)
		if (world->came[i] != 1)
			fail_msg("%s: m%d came %d times", what, i, world->came[i]);
	if (world->incomplete || world->other)
		fail_msg("%s: %d incomplete, %d others", what, world->incomplete, world->other);
}

#endif
