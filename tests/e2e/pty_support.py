# SPDX-License-Identifier: GPL-3.0-or-later
"""The program on a terminal of its own, and a modem that is the test itself."""
import os
import re
import select
import subprocess
import termios
import time
import tty

import support

ESCAPE_KEY = "\x01"


class Device:
    """A pseudo-terminal for -d: what the program sends is read here, and it gets what we say."""

    def __init__(self, case):
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.path = os.ttyname(self.slave)
        self.seen = b""
        self.case = case
        case.addCleanup(self.close)

    def close(self):
        """What is open on it hangs up."""
        for fd in (self.master, self.slave):
            if fd >= 0:
                os.close(fd)
        self.master = self.slave = -1

    def say(self, octets):
        os.write(self.master, octets)

    def expect(self, octets):
        """Exactly this is sent, and nothing before it."""
        deadline = time.monotonic() + support.PATIENCE
        while len(self.seen) < len(octets):
            if not select.select([self.master], [], [], deadline - time.monotonic())[0]:
                break
            self.seen += os.read(self.master, 65536)
        got, self.seen = self.seen[:len(octets)], self.seen[len(octets):]
        # two megabytes in a message help nobody
        self.case.assertTrue(got == octets, f"{got[:200]!r}... is not {octets[:200]!r}...")

    def is_silent(self):
        return not self.seen and not select.select([self.master], [], [], 0)[0]


class Terminal:
    """A terminal, and the program as the leader of its session."""

    def __init__(self, case, *args, odd=(), program=None, stdin=None, stdout=None):
        self.case = case
        self.master, self.slave = os.openpty()
        subprocess.run(["stty", "rows", "24", "columns", "80", *odd], stdin=self.slave, check=True)
        self.before, self.found = self.settings(), termios.tcgetattr(self.slave)
        self.shown = b""
        self.process = subprocess.Popen(
            [program or support.PROGRAM, *args], env={**case.env, "TERM": "xterm"},
            stdin=self.slave if stdin is None else stdin,
            stdout=self.slave if stdout is None else stdout,
            stderr=self.slave, start_new_session=True, preexec_fn=self._control)
        case.addCleanup(self.close)

    def _control(self):
        os.close(os.open(os.ttyname(self.slave), os.O_RDWR))  # a leader's first one is its own

    def settings(self):
        """As stty -a shows them."""
        return subprocess.run(["stty", "-a"], stdin=self.slave, check=True, capture_output=True,
                              text=True).stdout

    def restore(self):
        termios.tcsetattr(self.slave, termios.TCSANOW, self.found)

    def _wait_settings(self, same):
        deadline = time.monotonic() + support.PATIENCE
        while (self.settings() == self.before) != same:
            self.case.assertLess(time.monotonic(), deadline, "the settings stay as they are")

    def wait_changed(self):
        """Until the settings are no longer as they were."""
        self._wait_settings(False)

    def wait_restored(self):
        """Until the settings are as they were."""
        self._wait_settings(True)

    def type(self, keys):
        os.write(self.master, keys if isinstance(keys, bytes) else keys.encode())

    def _read(self, deadline):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([self.master], [], [], left)[0]:
            self.case.fail(f"the screen never showed that; it was {self.shown[-2000:]!r}")
        self.shown += os.read(self.master, 65536)

    def expect(self, pattern):
        """Wait until the screen got what matches; it is taken away, with all before it."""
        deadline = time.monotonic() + support.PATIENCE
        octets = pattern if isinstance(pattern, bytes) else pattern.encode()
        while True:
            match = re.search(octets, self.shown, re.DOTALL)
            if match:
                self.shown = self.shown[match.end():]
                return match
            self._read(deadline)

    def expect_octets(self, count):
        deadline = time.monotonic() + support.PATIENCE
        while len(self.shown) < count:
            self._read(deadline)
        taken, self.shown = self.shown[:count], self.shown[count:]
        return taken

    def wait(self):
        """The program ends by itself, while nobody looks at the screen."""
        self.process.wait(support.PATIENCE)

    def _watch(self):
        """Look at the screen until the program has ended."""
        end = os.pidfd_open(self.process.pid)
        try:
            ready = []
            while end not in ready:
                ready = select.select([self.master, end], [], [], support.PATIENCE)[0]
                self.case.assertTrue(ready, f"it does not end; the screen got {self.shown!r}")
                if self.master in ready:
                    self.shown += os.read(self.master, 65536)
        finally:
            os.close(end)

    def _rest(self):
        """The rest of the screen, when the program has ended by itself; it is as it was."""
        if self.process.poll() is None:
            self._watch()
        while select.select([self.master], [], [], 0)[0]:
            self.shown += os.read(self.master, 65536)
        text = self.shown.decode("utf-8", "replace")
        self.process.wait()
        self.case.assertEqual(self.settings(), self.before, text)
        return text

    def finish(self, code=0):
        """The program ends by itself, and the terminal is as it was; the rest of the screen."""
        text = self._rest()
        self.case.assertIsNone(support.sanitizer_report(text), text)
        self.case.assertEqual(self.process.returncode, code, text)
        return text

    def crashed(self):
        """The program is ended by a signal, and the terminal is as it was; the rest."""
        text = self._rest()
        # a sanitizer reports it, and then the program exits
        self.case.assertTrue(self.process.returncode < 0 or support.sanitizer_report(text), text)
        return text

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)


class RawCase(support.Case):
    """The console in raw mode, on a modem that is the test."""

    def setUp(self):
        super().setUp()
        self.device = Device(self)
        self.link = self.path("link")
        os.symlink(self.device.path, self.link)

    def unplug(self):
        """The number of a pseudo-terminal that is gone is soon that of somebody else's."""
        os.unlink(self.link)
        self.device.close()

    def raw(self, *args, **how):
        terminal = Terminal(self, "-d", self.link, "console", "--raw", *args, **how)
        terminal.expect(r"raw mode[^\n]*\r\n")
        return terminal

    def leave(self, terminal):
        terminal.type(ESCAPE_KEY + "x")
        return terminal.finish()
