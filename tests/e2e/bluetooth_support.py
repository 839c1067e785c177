# SPDX-License-Identifier: GPL-3.0-or-later
"""The program with a puppet in place of Bluetooth, at a terminal or away from one."""
import os
import pty
import select
import signal
import struct
import time

import support

BUILD = os.environ.get("SMSMODEM_BUILD", "build")
PUPPET = os.path.join(BUILD, "tests/smsmodem_bluetooth_puppet")
ADDRESS = "00:11:22:33:44:55"


class Puppet(support.Case):
    def puppet(self, *args, steps=None, records=None, **more):
        for name, value in (("PUPPET_STEPS", steps), ("PUPPET_RECORDS", records)):
            self.env.pop(name, None)
            if value is not None:
                self.env[name] = value
        more.setdefault("start_new_session", True)  # without a terminal
        return self.smsmodem(*args, program=PUPPET, **more)


class Terminal:
    """The program at a terminal of its own."""

    def __init__(self, case, *args, stdout=support.subprocess.PIPE):
        self.case, self.text, self.at = case, b"", 0
        pid, self.master = pty.fork()
        if pid == 0:
            try:
                os.execve(PUPPET, [PUPPET, *args], case.env)
            finally:
                os._exit(127)
        self.pid = pid
        case.addCleanup(self.reap)

    def read(self, deadline):
        if not select.select([self.master], [], [], max(0, deadline - time.monotonic()))[0]:
            raise AssertionError(f"nothing more than {self.text!r}")
        try:
            octets = os.read(self.master, 4096)
        except OSError:
            octets = b""  # it has ended
        self.text += octets
        return octets

    def expect(self, wanted):
        deadline = time.monotonic() + support.PATIENCE
        while wanted not in self.text[self.at:]:
            if not self.read(deadline):
                raise AssertionError(f"{wanted!r} is not in {self.text!r}")
        self.at = self.text.index(wanted, self.at) + len(wanted)

    def send(self, octets):
        os.write(self.master, octets)

    def end(self, code):
        deadline = time.monotonic() + support.PATIENCE
        while self.read(deadline):
            pass
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.pid = None
        self.case.assertIsNone(support.sanitizer_report(self.text.decode("utf-8", "replace")))
        self.case.assertEqual(status, code, self.text)
        return self.text

    def reap(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)


# --- service records, as data elements (Bluetooth Core, 3 B 3) ------------------------------------

def element(kind, octets):
    if kind in (1, 2, 3, 5):
        return bytes([kind << 3 | {1: 0, 2: 1, 4: 2, 8: 3, 16: 4}[len(octets)]]) + octets
    if len(octets) < 256:
        return bytes([kind << 3 | 5, len(octets)]) + octets
    return bytes([kind << 3 | 6]) + struct.pack(">H", len(octets)) + octets


def u8(number): return element(1, bytes([number]))
def u16(number): return element(1, struct.pack(">H", number))
def u32(number): return element(1, struct.pack(">I", number))
def uuid(number): return element(3, struct.pack(">H", number))
def text(octets): return element(4, octets)
def sequence(*elements): return element(6, b"".join(elements))


def record(handle, classes, channel, name, *more):
    return sequence(
        u16(0), u32(handle), u16(1), sequence(*map(uuid, classes)),
        u16(4), sequence(sequence(uuid(0x0100)), sequence(uuid(0x0003), u8(channel))), *more,
        u16(0x0100), text(name))


DUN_RECORD = record(0x10001, (0x1103, 0x1201), 2, b"Dial-up", u16(9), sequence(sequence(uuid(0x1103), u16(0x0100))))
SPP_RECORD = record(0x10002, (0x1101,), 7, b"\x1b[2JCOM \xff1")
MAP_RECORD = record(0x10003, (0x1132,), 9, b"MAP")
