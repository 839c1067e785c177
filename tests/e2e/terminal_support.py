# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal of a program's own, whose user is a test: reads until something comes, and types."""
import fcntl
import os
import pty
import re
import select
import subprocess
import termios
import time

import support


class Terminal:
    """A program with somebody before it."""

    def __init__(self, case, *command):
        self.case, self.text, self.read_to = case, "", 0
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=case.env,
                                        start_new_session=True, preexec_fn=self.take)
        os.close(slave)
        case.addCleanup(self.end)

    @staticmethod
    def take():
        """The terminal becomes the child's, so that Ctrl-C is a signal."""
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def until(self, pattern):
        """Read on to what matches; that."""
        deadline = time.monotonic() + support.PATIENCE
        while not (found := re.compile(pattern).search(self.text, self.read_to)):
            left = deadline - time.monotonic()
            if left <= 0 or not self.fill(left):
                raise AssertionError(f"never {pattern!r} in: {self.text[self.read_to:]}")
        self.read_to = found.end()
        return found

    def fill(self, seconds):
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            octets = os.read(self.master, 4096)
        except OSError:  # EIO: it has ended
            octets = b""
        self.text += octets.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(octets)

    def type(self, text):
        os.write(self.master, text.encode())

    def code(self):
        while self.fill(support.PATIENCE):
            pass
        code = self.process.wait(support.PATIENCE)
        self.case.assertIsNone(support.sanitizer_report(self.text), self.text)
        return code

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
