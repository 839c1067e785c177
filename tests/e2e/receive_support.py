# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of `receive` share: a run of it that goes on, and what it has printed."""
import json
import os
import queue
import socket
import threading

from support import PATIENCE, Case

FROM = "+491701234567"


class Follower:
    """`receive` in a process of its own, whose lines are read as they come."""

    def __init__(self, case, *args, **popen):
        self.case = case
        self.process = case.start("--json", *args, **popen)
        self.lines = queue.Queue()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        case.addCleanup(self._join)

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))
        self.lines.put({"event": "end"})

    def _join(self):
        if self.process.poll() is None:
            self.process.kill()
        self.reader.join(PATIENCE)

    def line(self):
        try:
            return self.lines.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError("nothing was printed") from None

    def event(self, kind, **wanted):
        """The next line must be of this kind and have these members."""
        line = self.line()
        self.case.assertEqual(line["event"], kind, line)
        self.case.assertEqual({k: line.get(k) for k in wanted}, wanted, line)
        return line

    def end(self, signal=None, code=0):
        """Its end; what it still printed."""
        if signal is not None:
            self.process.send_signal(signal)
        self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        self.case.assertEqual(self.process.returncode, code, self.process.stderr.read())
        rest = []
        while not self.lines.empty():
            rest.append(self.lines.get())
        return rest[:-1]


class ReceiveCase(Case):
    def receive(self, phone, *args, **kwargs):
        """A run that ends by itself."""
        return self.smsmodem("-d", phone.device, "--json", "receive", *args, **kwargs)

    def follow(self, phone, *args, **popen):
        return Follower(self, "-d", phone.device, "receive", "--follow", *args, **popen)

    def used(self, phone):
        """Messages that the phone keeps; it may still be about to delete one."""
        reply = self.smsmodem("-d", phone.device, "at", "AT+CPMS?").out
        fields = reply.split(":")[1].replace('"', "").replace(" ", "").split(",")
        return sum(int(count) for count in dict(zip(fields[::3], fields[1::3])).values())

    def texts(self, result):
        return [line.get("text") for line in result.json if line["event"] == "sms"]

    def waiting(self, path, text):
        """A program for --exec that appends what it gets to a file, and does what text says."""
        script = self.write(path, f"#!/bin/sh\n{text}\n")
        os.chmod(script, 0o700)
        return script


class Manager:
    """Who started a service, and hears what it says."""

    def __init__(self, case, name):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        case.addCleanup(self.socket.close)
        self.socket.bind(name)
        self.socket.settimeout(PATIENCE)
        case.env["NOTIFY_SOCKET"] = name.replace("\0", "@")

    def heard(self, wanted):
        while True:
            lines = self.socket.recv(4096).decode().split("\n")
            if any(line.startswith(wanted) for line in lines):
                return lines
