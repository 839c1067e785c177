# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone that keeps its RFCOMM connection and does not read: told apart from one that is silent."""
import contextlib
import fcntl
import socket
import struct
import termios
import time

import vm_support
from test_bluetooth_link import CHANNEL
from vm_support import COMPUTER, PHONE

MOST_FRAMES = 200  # its reader stops at some 2 KiB, and has given 40 credits before


def radio_socket():
    return socket.socket(socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM)


def held(link):
    """What the kernel keeps of what was written: TIOCOUTQ of RFCOMM is the room that is left."""
    room = struct.unpack("i", fcntl.ioctl(link, termios.TIOCOUTQ, bytes(4)))[0]
    return link.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) - room


class Stall(vm_support.Case):
    @contextlib.contextmanager
    def connected(self):
        """Both ends; nobody reads the phone's, whose buffer is as small as may be."""
        with radio_socket() as listener, radio_socket() as link:
            listener.bind((vm_support.address(PHONE), CHANNEL))
            listener.listen(1)
            link.bind((vm_support.address(COMPUTER), 0))
            link.connect((vm_support.address(PHONE), CHANNEL))
            end = listener.accept()[0]
            with end:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
                yield link

    def asked(self, link, *args, code):
        return self.smsmodem("-d", f"fd:{link.fileno()}", "--timeout", "1", *args, code=code,
                             pass_fds=[link.fileno()]).err

    @staticmethod
    def stays(link):
        before = held(link)
        time.sleep(0.5)
        return held(link) == before

    def test_does_not_read(self):
        with self.connected() as link:
            for _ in range(MOST_FRAMES):
                link.send(b"\r" * 100)
                time.sleep(0.02)  # the kernel sends by itself what it has credits for
                if held(link) > 0 and self.stays(link):
                    break
            self.assertGreater(held(link), 0)
            self.assertIn("did not go out whole within 1.0 s: its other end does not read",
                          self.asked(link, "at", "AT", code=75))

    def test_silent(self):
        with self.connected() as link:
            self.assertIn("no answer from fd:", self.asked(link, "at", "AT", code=75))


if __name__ == "__main__":
    vm_support.main()
