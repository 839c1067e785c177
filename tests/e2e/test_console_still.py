# SPDX-License-Identifier: GPL-3.0-or-later
"""Raw mode where something stands still: the screen, the modem, or who reads behind a pipe."""
import os
import select
import signal

import support
from pty_support import ESCAPE_KEY, RawCase


def fill(fd):
    """Write until the whole way is full. @return octets written"""
    count = 0
    os.set_blocking(fd, False)
    while True:
        try:
            count += os.write(fd, b"x" * 4096)
        except BlockingIOError:
            if not select.select([], [fd], [], 0.5)[1]:
                return count


class Screen(RawCase):
    def test_stops_no_signal(self):
        terminal = self.raw()
        fill(self.device.master)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait()
        terminal.finish(code=75)

    def test_stops_no_key(self):
        terminal = self.raw()
        fill(self.device.master)
        terminal.type("\x03")
        self.device.expect(b"\x03")
        terminal.type("no")
        self.device.expect(b"no")
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait()
        terminal.finish(code=75)

    def test_stops_no_file(self):
        terminal = self.raw()
        path = self.write("file", b"AT\r" * 10000)
        terminal.type(ESCAPE_KEY + "s" + path)
        terminal.expect(r"/file$")
        fill(self.device.master)
        terminal.type("\r")
        self.device.expect(b"AT\r" * 10000)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait()
        terminal.finish(code=75)


class Modem(RawCase):
    def test_stops_no_signal(self):
        terminal = self.raw("--escape", "none")
        fill(terminal.master)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.finish(code=75)

    def test_stops_no_leaving(self):
        """What was typed ahead of the escape key is many times what a terminal keeps."""
        terminal = self.raw()
        octets = b"y" * 200000
        while octets:
            self.assertTrue(select.select([], [terminal.master], [], support.PATIENCE)[1])
            octets = octets[os.write(terminal.master, octets[:1024]):]
        terminal.type(ESCAPE_KEY + "x")
        terminal.finish()


class Reader(RawCase):
    """stdout is a pipe, whose reader takes his time."""

    def leave(self):
        """The keys to leave, when there is much more than a pipe takes."""
        self.reader, writer = os.pipe()
        self.addCleanup(os.close, self.reader)
        terminal = self.raw("--log", self.path("log"), stdout=writer)
        os.close(writer)
        fill(self.device.master)
        terminal.type(ESCAPE_KEY + "x")
        terminal.wait_restored()
        return terminal

    def taken(self):
        """Octets that were taken from the modem."""
        return sum(line.count("x") for line in self.read("log").split("\n") if ' < "' in line)

    def test_gets_all_that_was_taken_from_the_modem(self):
        terminal = self.leave()
        got = 0
        while piece := os.read(self.reader, 65536):
            got += piece.count(b"x")
        terminal.finish()
        self.assertGreater(got, 65536)  # what a pipe keeps
        self.assertEqual(got, self.taken())

    def test_is_not_waited_for_behind_ctrl_c(self):
        terminal = self.leave()
        self.assertIsNone(terminal.process.poll())
        terminal.type("\x03")
        terminal.finish(code=75)


if __name__ == "__main__":
    support.main()
