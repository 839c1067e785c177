/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A byte stream to a modem, and the clock that goes with it: a real stream has the real clock, the
 * simulated phone a virtual one, so that no test and no dry run ever waits. With uri.h, library.h
 * and printable.h all that bt/ may see of src/.
 */
#ifndef TRANSPORT_H
#define TRANSPORT_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct transport;

/** What a wait ended with; a set. */
enum transport_ready {
	TRANSPORT_READABLE = 1, /**< read has something to say, be it the link's end */
	TRANSPORT_WRITABLE = 2,
	TRANSPORT_CANCELLED = 4 /**< the cancel descriptor became readable */
};

struct transport_ops {
	/** @return octets read, 0: nothing now, SMSMODEM_E_LINK: the link ended (error filled) */
	ssize_t (*read)(struct transport *transport, void *octets, size_t size,
			struct smsmodem_error *error);

	/** Never blocks. @return octets taken, 0: none now, SMSMODEM_E_LINK */
	ssize_t (*write)(struct transport *transport, const void *octets, size_t count,
			 struct smsmodem_error *error);

	/**
	 * Wait until readable, or writable if want_write, or cancelled, or the clock shows
	 * deadline_ms.
	 * @param deadline_ms negative: no deadline
	 * @return a set of enum transport_ready; 0: the deadline came; SMSMODEM_E_LINK
	 */
	int (*wait)(struct transport *transport, bool want_write, int64_t deadline_ms,
		    struct smsmodem_error *error);

	/** Milliseconds of the transport's clock; only differences mean anything. */
	int64_t (*now_ms)(struct transport *transport);

	/**
	 * Why octets do not go out.
	 * @param refused there are some that write does not take
	 * @return a clause that lives for ever; NULL: all went out, as far as the kernel tells
	 */
	const char *(*stalled)(struct transport *transport, bool refused);

	/** Give back everything, the transport itself included. */
	void (*close)(struct transport *transport);
};

/** Room for an address: "[", IPv6 with its zone, "]:", a port. */
#define TRANSPORT_PEER_SIZE 80

/** Head of every transport; the implementations put their own fields behind it. */
struct transport {
	const struct transport_ops *ops;
	int cancel_fd;                  /**< borrowed; readable means: stop waiting. -1: none */
	char peer[TRANSPORT_PEER_SIZE]; /**< who connected to a listening device, or empty */
};

/** Options common to all openings. */
struct transport_options {
	int64_t timeout_ms; /**< to connect or to be connected to; negative: as long as it takes, or
				 by Bluetooth 20 s to connect */
	int cancel_fd;      /**< as in struct transport */
	int note_fd;        /**< borrowed; where transport_note writes. 0 or less: nowhere */
	bool real_time;     /**< of the simulated phone: its clock is the real one */
	int64_t start_ms;   /**< what a virtual clock shows at first */
};

/**
 * Say one line where the options want it: "smsmodem: ", the text, made printable, and a line end.
 * @param format at most 500 octets of text are kept
 */
void transport_note(const struct transport_options *options, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** The one real clock: CLOCK_MONOTONIC in milliseconds. */
int64_t clock_now_ms(void);

/** Seconds since 1970, which may jump: for what outlives the process only. */
int64_t clock_wall_s(void);

/* --- shared by those that are a descriptor --- */

/** What a descriptor is, as it decides what a read of nothing means. */
enum fd_kind {
	FD_TTY,    /**< 0 octets: nothing now, unless poll says it hung up */
	FD_SOCKET, /**< 0 octets: the other side closed */
	FD_RFCOMM, /**< the same, and a link's end that was told once looks like "nothing now" */
	FD_RFCOMM_TTY, /**< a tty, /dev/rfcommN */
	FD_DEVICE      /**< another character device, read like a tty */
};

/** A transport on one non-blocking descriptor; implementations put their own fields behind it. */
struct fd_transport {
	struct transport head;
	int fd;
	enum fd_kind kind;
};

ssize_t fd_transport_read(struct transport *transport, void *octets, size_t size,
			  struct smsmodem_error *error);
ssize_t fd_transport_write(struct transport *transport, const void *octets, size_t count,
			   struct smsmodem_error *error);
int fd_transport_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
		      struct smsmodem_error *error);
int64_t fd_transport_now_ms(struct transport *transport);
const char *fd_transport_stalled(struct transport *transport, bool refused);

/** @return the descriptor that poll(2) can wait for, which stays the transport's; -1: none */
int fd_transport_descriptor(const struct transport *transport);

/** @return the descriptor of a terminal's transport, which stays its own; -1: it is no terminal */
int fd_transport_terminal(const struct transport *transport);

/** What a terminal's device number (st_rdev) says that it is. */
enum fd_kind fd_tty_kind(dev_t device);

/**
 * Make a transport of a connected non-blocking stream socket of any family.
 * @param fd the transport's from here on, closed on failure too
 * @return SMSMODEM_OK or SMSMODEM_E_MEMORY
 */
int fd_transport_socket(int fd, int cancel_fd, struct transport **transport,
			struct smsmodem_error *error);

/** Poll one descriptor for events or the cancel descriptor. @return as transport_ops.wait */
int fd_wait(int fd, short events, int cancel_fd, int64_t deadline_ms, struct smsmodem_error *error);

/** As smsmodem_error_set, and ": " and what sys_errno means behind it. @return code */
int error_set_errno(struct smsmodem_error *error, int code, int sys_errno, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/** Put errno's number into a filled error. @param error may be NULL @return code */
int error_add_errno(struct smsmodem_error *error, int code, int sys_errno);

/* --- of a modem that is closed --- */

/** Says SMSMODEM_E_LINK to everything. Needs no close. */
struct closed_transport {
	struct transport head;
	int64_t ahead_ms; /* its clock's, of the real one */
};

/** Begin one; its clock goes on from now_ms as the real one does. */
struct transport *transport_closed(struct closed_transport *closed, int64_t now_ms);

/* --- what bt/ opens --- */

/** bt:ADDRESS[/CHANNEL][?...] and bt:NAME...; as the openers of transports.h. */
int transport_open_bt(const char *rest, const struct transport_options *options,
		      struct transport **transport, struct smsmodem_error *error);

/**
 * Wait until a /dev/rfcommN that was opened without waiting has its link.
 * @param fd stays the caller's
 * @param id the N
 * @return SMSMODEM_OK, also where nobody can be asked; SMSMODEM_E_NODEVICE, _E_CANCELLED
 */
int bt_tty_wait(int fd, int id, const struct transport_options *options,
		struct smsmodem_error *error);

/** bt-listen:[CHANNEL][?...]; waits for one phone and stops listening. */
int transport_open_bt_listen(const char *rest, const struct transport_options *options,
			     struct transport **transport, struct smsmodem_error *error);

#endif
