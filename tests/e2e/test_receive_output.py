#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`receive` and who reads it: a message that was not taken stays, one that was has gone."""
import fcntl
import json
import os
import pty
import resource
import select
import signal
import socket
import struct
import subprocess
import termios

from receive_support import FROM, ReceiveCase
from support import PATIENCE, PROGRAM, main, sanitizer_report

LONG_PARTS = 250 # each character of it takes six octets in a line


def long_message():
    """Parts of a message whose line is longer than a pipe's 64 KiB: UCS-2, full of escapes."""
    piece = (b"\0\x01" * 67)
    return [f"deliver-pdu 0791947101670000440C9194711032547600086210100000000086"
            f"14" "0500034E" f"{LONG_PARTS:02X}{i:02X}".replace("0086" "14", "008C", 1) + piece.hex()
            for i in range(1, LONG_PARTS + 1)]


def wait_for(fd, timeout=PATIENCE):
    if not select.select([fd], [], [], timeout)[0]:
        raise AssertionError("nothing was written")


class Output(ReceiveCase):
    def begin(self, stdout, *args, **popen):
        return subprocess.Popen([PROGRAM, "-d", self.phone.device, "--json", "receive", *args], env=self.env,
                                stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, **popen)

    def setUp(self):
        super().setUp()
        self.phone = self.sim()

    def deliver(self, *texts):
        for text in texts:
            self.phone.tell(f"deliver {FROM} {text}")

    def ended(self, process, code):
        process.wait(PATIENCE)
        said = process.stderr.read().decode()
        process.stderr.close()
        self.assertIsNone(sanitizer_report(said), said)
        self.assertEqual(process.returncode, code, said)
        return said


class Pipe(Output):
    def open(self, *args):
        reader, writer = os.pipe()
        process = self.begin(writer, *args)
        os.close(writer)
        return process, reader

    def test_a_reader_that_goes_before_it_reads(self):
        self.deliver("one", "two")
        process, reader = self.open()
        wait_for(reader)
        os.close(reader)
        self.assertIn("the reader of the output has gone", self.ended(process, 74))
        self.assertEqual(self.used(self.phone), 2)
        result = self.receive(self.phone)
        self.assertEqual(self.texts(result), ["one", "two"])
        self.assertEqual([line.get("redelivered") for line in result.json], [True, None])

    def test_a_reader_that_reads_one_and_goes(self):
        self.deliver("one", "two", "three")
        process, reader = self.open("--follow")
        wait_for(reader)
        self.assertEqual(json.loads(os.read(reader, 65536))["text"], "one")
        wait_for(reader) # the next one comes only when the first is acknowledged
        os.close(reader)
        self.ended(process, 74)
        result = self.receive(self.phone)
        self.assertEqual(self.texts(result), ["two", "three"])
        self.assertEqual([line.get("redelivered") for line in result.json], [True, None])

    def test_a_reader_that_goes_while_nothing_comes(self):
        self.deliver("one")
        process, reader = self.open("--follow")
        wait_for(reader)
        os.read(reader, 65536)
        os.close(reader)
        self.ended(process, 74)
        self.assertEqual(self.texts(self.receive(self.phone)), [])

    def test_a_reader_that_stands_still(self):
        process, reader = self.open("--follow")
        self.deliver("one")
        wait_for(reader)
        # the phone is served meanwhile: what comes is taken from the wire
        for i in range(30):
            self.deliver(f"more {i}")
        texts = []
        while len(texts) < 31:
            wait_for(reader)
            texts.append(json.loads(os.read(reader, 65536))["text"])
        self.assertEqual(texts, ["one"] + [f"more {i}" for i in range(30)])
        process.send_signal(signal.SIGTERM)
        self.ended(process, 0)
        os.close(reader)
        self.assertEqual(self.used(self.phone), 0)

    def test_a_reader_that_stands_still_at_the_end(self):
        process, reader = self.open("--follow")
        self.deliver("one")
        wait_for(reader)
        process.send_signal(signal.SIGTERM)
        self.ended(process, 0)
        os.close(reader)
        result = self.receive(self.phone)
        self.assertEqual([(line["text"], line["redelivered"]) for line in result.json], [("one", True)])

    def test_octet_by_octet(self):
        self.deliver("one", "two " * 100)
        process, reader = self.open()
        octets = b""
        while octet := os.read(reader, 1):
            octets += octet
        os.close(reader)
        self.ended(process, 0)
        self.assertEqual([json.loads(line)["text"] for line in octets.splitlines()], ["one", "two " * 100])

    def check_long(self, size):
        for line in long_message():
            self.phone.tell(line)
        self.deliver("short")
        process, reader = self.open("--follow", "--count", "2")
        octets = b""
        while piece := os.read(reader, size):
            octets += piece
        os.close(reader)
        self.ended(process, 0)
        # so many parts fill the memory, which is told, too, and the short one may be first
        second, first = sorted((line for line in octets.split(b"\n") if b'"event":"sms"' in line), key=len)
        self.assertGreater(len(first), 65536)
        self.assertEqual(json.loads(first)["text"], "\x01" * 67 * LONG_PARTS)
        self.assertEqual(json.loads(second)["text"], "short")
        self.assertEqual(self.used(self.phone), 0)

    def test_a_long_line(self):
        self.check_long(65536)

    def test_a_long_line_in_small_pieces(self):
        self.check_long(97)

    def test_killed_while_a_long_line_waits(self):
        for line in long_message():
            self.phone.tell(line)
        process, reader = self.open("--follow")
        octets = b""
        while b'"event":"sms"' not in octets:
            wait_for(reader)
            octets += os.read(reader, 1000)
        process.kill()
        process.wait()
        process.stderr.close()
        while piece := os.read(reader, 65536):
            octets += piece
        os.close(reader)
        # all of it, as nothing could be put behind half a line
        self.assertEqual(len(json.loads(octets.splitlines()[-1])["text"]), 67 * LONG_PARTS)
        self.phone.tell("hangup")
        line, = [line for line in self.receive(self.phone).json if line["event"] == "sms"]
        self.assertEqual((line["redelivered"], len(line["text"])), (True, 67 * LONG_PARTS))

    def test_somebody_else_writes_to_it(self):
        reader, writer = os.pipe()
        os.write(writer, b"x" * 20000)
        self.deliver("one")
        process = self.begin(writer, "--follow", "--count", "1")
        octets = b""
        while not octets.endswith(b"}\n"):
            octets += os.read(reader, 1000)
        self.ended(process, 0)
        self.assertFalse(fcntl.fcntl(writer, fcntl.F_GETFL) & os.O_NONBLOCK)
        os.close(writer)
        os.close(reader)
        self.assertEqual(json.loads(octets.lstrip(b"x"))["text"], "one")
        self.assertEqual(self.used(self.phone), 0)


class Socket(Output):
    def test_read_or_not(self):
        self.deliver("one", "two")
        ours, theirs = socket.socketpair()
        process = self.begin(theirs, "--follow")
        theirs.close()
        ours.settimeout(PATIENCE)
        self.assertEqual(json.loads(ours.recv(65536))["text"], "one")
        wait_for(ours)
        ours.close()
        self.ended(process, 74)
        result = self.receive(self.phone)
        self.assertEqual([(line["text"], line.get("redelivered")) for line in result.json], [("two", True)])


class File(Output):
    def lines(self, path):
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file.read().split("\n") if line]

    def test_appended_to(self):
        self.deliver("one")
        path = self.path("out")
        self.receive(self.phone, "--output", path)
        self.deliver("two")
        self.receive(self.phone, "-o", path)
        self.assertEqual([line["text"] for line in self.lines(path)], ["one", "two"])
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.receive(self.phone, "--output", self.path("no/where"), code=74)

    def test_a_full_device(self):
        self.deliver("one")
        with open("/dev/full", "w", encoding="utf-8") as full:
            said = self.ended(self.begin(full), 74)
        self.assertIn("No space left on device", said)
        self.assertEqual(self.texts(self.receive(self.phone)), ["one"])

    def check_limited(self, mode):
        """A file that may not grow: what fits in is there, and no half of anything."""
        self.deliver("one", "two", "three")
        path, limit = self.path("out"), 1 << 20
        with open(path, mode, encoding="utf-8") as file:
            file.write("\n" * (limit - 700))
            file.flush()
            process = self.begin(file, preexec_fn=lambda: resource.setrlimit(
                resource.RLIMIT_FSIZE, (limit, limit)))
            self.assertIn("File too large", self.ended(process, 74))
        first = self.lines(path)
        second = self.receive(self.phone).json
        self.assertEqual([line["text"] for line in first + second if line["event"] == "sms"],
                         ["one", "two", "three"])
        with open(path, "rb") as file:
            self.assertTrue(file.read().endswith(b"}\n"))

    def test_a_file_that_may_not_grow(self):
        self.check_limited("a")

    def test_a_file_written_from_its_beginning(self):
        self.check_limited("w")

    def test_half_a_line_that_was_left(self):
        self.deliver("one")
        path = self.write("out", '{"event":"sms","te')
        self.receive(self.phone, "--output", path)
        half, whole = self.read("out").splitlines()
        self.assertEqual((half, json.loads(whole)["text"]), ('{"event":"sms","te', "one"))


class Others(Output):
    def test_closed(self):
        self.deliver("one")
        result = subprocess.run(["sh", "-c", f'"{PROGRAM}" -d "{self.phone.device}" receive >&-'], env=self.env,
                                stderr=subprocess.PIPE, check=False, timeout=PATIENCE)
        self.assertEqual(result.returncode, 74, result.stderr)
        self.assertEqual(self.texts(self.receive(self.phone)), ["one"])

    def test_null(self):
        self.deliver("one")
        self.ended(self.begin(subprocess.DEVNULL), 0)
        self.assertEqual(self.used(self.phone), 0)

    def open_terminal(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        process = self.begin(theirs, "--follow")
        os.close(theirs)
        return ours, process

    def test_a_terminal_that_is_stopped(self):
        ours, process = self.open_terminal()
        self.deliver("one")
        wait_for(ours)
        self.assertEqual(json.loads(os.read(ours, 65536))["text"], "one")
        os.write(ours, b"\x13") # Ctrl-S
        self.deliver("two")
        self.assertFalse(select.select([ours], [], [], 0.5)[0])
        os.write(ours, b"\x11") # Ctrl-Q
        wait_for(ours)
        octets = b""
        while not octets.endswith(b"\n"):
            octets += os.read(ours, 65536)
        self.assertEqual(json.loads(octets)["text"], "two")
        process.send_signal(signal.SIGTERM)
        self.ended(process, 0)

    def test_a_terminal_that_is_stopped_at_the_end(self):
        ours, process = self.open_terminal()
        self.deliver("one")
        wait_for(ours)
        os.read(ours, 65536)
        os.write(ours, b"\x13")
        self.deliver("two")
        self.assertFalse(select.select([ours], [], [], 0.5)[0])
        process.send_signal(signal.SIGTERM)
        self.ended(process, 0)
        result = self.receive(self.phone)
        self.assertEqual([(line["text"], line["redelivered"]) for line in result.json], [("two", True)])


if __name__ == "__main__":
    main()
