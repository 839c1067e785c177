# SPDX-License-Identifier: GPL-3.0-or-later
"""More comes in for the simulated phone than it can keep: standard input waits, nothing is lost."""
import os
import queue
import select
import subprocess
import threading
import tty

import support

FROM = "+491701234567"
KEPT = 256 + 100  # by the network, and in ME


class Reader:
    """Takes messages out of the phone, as text."""

    def __init__(self, case, path):
        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        case.addCleanup(os.close, self.fd)
        tty.setraw(self.fd)
        self.say("ATE0")
        self.say("AT+CMGF=1")

    def say(self, line):
        heard = b""
        os.write(self.fd, line.encode() + b"\r")
        while b"\r\nOK\r\n" not in heard:
            if not select.select([self.fd], [], [], support.PATIENCE)[0]:
                raise AssertionError(f"no answer to {line!r}, but {heard!r}")
            octets = os.read(self.fd, 65536)
            if not octets:
                raise ConnectionResetError(f"the phone went while {line!r} was asked")
            heard += octets
        return heard.decode()

    def take(self):
        """All that are stored: their texts, in the order in which they came, and they are gone."""
        listed = self.say('AT+CMGL="ALL"').split("+CMGL: ")[1:]
        places = [entry.split(",")[0] for entry in listed]
        for i in range(0, len(places), 50):
            self.say("AT" + ";".join(f"+CMGD={place}" for place in places[i:i + 50]))
        return [entry.split("\r\n")[1] for entry in listed]

    def take_one(self):
        """Of a phone of one place."""
        while not (texts := self.take()):
            pass
        text, = texts
        return text


class Pressure(support.Case):
    def feed(self, phone, lines):
        """Written by another thread, as it stops when the phone takes no more."""
        thread = threading.Thread(target=phone.tell, args=("\n".join(lines),))
        thread.start()
        self.addCleanup(thread.join, support.PATIENCE)

    def delivers(self, count):
        return [f"deliver {FROM} text {i}" for i in range(count)]

    def take_all(self, reader, count):
        """Messages of one place after another are listed by place: sorted they are all there."""
        texts = []
        while len(texts) < count:
            texts += reader.take()
        self.assertEqual(sorted(texts), sorted(f"text {i}" for i in range(count)))

    def test_a_stream_goes_as_fast_as_it_is_read(self):
        phone = self.sim()
        self.feed(phone, self.delivers(3000) + ["nonsense"])
        self.take_all(Reader(self, phone.device), 3000)
        phone.event("error")

    def test_in_order(self):
        phone = self.sim("--storage", "me=1")
        reader = Reader(self, phone.device)
        self.feed(phone, self.delivers(400))
        self.assertEqual([reader.take_one() for _ in range(400)], [f"text {i}" for i in range(400)])

    def test_what_is_behind_waits_and_costs_nothing(self):
        phone = self.sim("--latency", "0")
        reader = Reader(self, phone.device)
        self.feed(phone, self.delivers(KEPT) + ["latency 400", f"deliver {FROM} last", "nonsense"])
        # the answer is late when all before it has been read
        while self.seconds(reader) < 0.4:
            pass
        before = self.cpu_s(phone)
        for _ in range(3):
            reader.say("AT")
        self.assertLess(self.cpu_s(phone) - before, 0.5)
        self.assertRaises(queue.Empty, phone.events.get_nowait)
        self.assertEqual(reader.take()[0], "text 0")
        phone.event("error")

    @staticmethod
    def seconds(reader):
        with_times = os.times().elapsed
        reader.say("AT")
        return os.times().elapsed - with_times

    @staticmethod
    def cpu_s(phone):
        with open(f"/proc/{phone.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def test_a_message_of_parts_comes_whole(self):
        phone = self.sim("--storage", "me=1,sm=1")
        reader = Reader(self, phone.device)
        self.feed(phone, self.delivers(256) + [f"deliver {FROM} {'x' * 400}"])
        texts = [reader.take_one() for _ in range(256 + 3)]
        # in text mode a part is shown in hexadecimal, its header first; the reference is 257
        self.assertEqual([text[:12] for text in texts[256:]],
                         ["050003010301", "050003010302", "050003010303"])

    def test_standard_input_ends_while_lines_wait(self):
        process = self.start("sim", "--pty", self.path("phone"), stdin=subprocess.PIPE)
        process.stdout.readline()
        process.stdin.write("\n".join(self.delivers(1000) + ["quit"]).encode())
        process.stdin.close()
        reader = Reader(self, self.path("phone"))
        texts = []
        with self.assertRaises(OSError):  # by the last line, when all before it were taken
            while True:
                texts += reader.take()
        self.assertGreaterEqual(len(texts), 1000 - KEPT - 100)
        self.assertEqual(process.wait(support.PATIENCE), 0)
        process.stdin = None

    def test_a_signal_ends_it_while_lines_wait(self):
        phone = self.sim()
        reader = Reader(self, phone.device)
        self.feed(phone, self.delivers(KEPT + 1))
        while len(reader.take()) < 100:
            pass
        self.feed(phone, self.delivers(KEPT + 100))
        phone.process.terminate()
        self.assertEqual(phone.process.wait(support.PATIENCE), 0)

    def test_one_phone_of_two(self):
        """The one that takes no more keeps back what is for the other, too, until it takes more."""
        peer = "+492222222"
        phone = self.sim("--peers", peer, "--storage", "me=1")
        other = phone.event("ready", number=peer)["device"]
        first, second = Reader(self, phone.device), Reader(self, other)
        self.feed(phone, self.delivers(256 + 2) + [f"{peer} deliver {FROM} other"])
        self.assertEqual(first.take_one(), "text 0")
        self.assertEqual(second.take_one(), "other")


if __name__ == "__main__":
    support.main()
