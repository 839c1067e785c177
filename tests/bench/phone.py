# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulated phone in a process of its own, and what it saw when."""
import contextlib
import itertools
import json
import os
import subprocess
import threading
import time

import machine

COMMAND, SUBMIT = "command", "submit"


class Phone:
    """`smsmodem sim --pty`. As a context it ends at the end."""

    _numbers = itertools.count()

    def __init__(self, program, directory, *options):
        link = os.path.join(directory, f"phone{next(self._numbers)}")
        self._process = subprocess.Popen(
            [program, "sim", "--pty", link, "-v", *options], env=machine.environment(directory),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if not self._process.stdout.readline():
            self._process.communicate()
            raise machine.Failed("the simulated phone did not start")
        # what the link leads to: a peer takes no more than 31 characters
        self.device = os.path.realpath(link)
        self._seen, self._changed = [], threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            kind = json.loads(line)["event"]
            with self._changed:
                self._seen.append((time.perf_counter(), kind))
                self._changed.notify()

    def kinds(self):
        """COMMAND or SUBMIT for each command line and each whole message so far."""
        return [kind for _, kind in self._seen if kind in (COMMAND, SUBMIT)]

    def submits(self):
        """When each whole message came, in s."""
        return [when for when, kind in self._seen if kind == SUBMIT]

    def wait_for_submits(self, count):
        with self._changed:
            return self._changed.wait_for(
                lambda: len(self.submits()) >= count, machine.PATIENCE_S)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(BrokenPipeError), self._process.stdin as stdin:
            stdin.write(b"quit\n")
        self._reader.join()
        self._process.stdout.close()
        self._process.wait()
