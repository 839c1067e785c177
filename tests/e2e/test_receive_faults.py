# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong while messages stream in: the disk, the reader, the phone, the line, the cable."""
import collections
import itertools
import json
import os
import queue
import resource
import signal
import threading

import support

FROM = "+491701234567"
PEER = "+492222222"


class Follower:
    """`receive --follow` whose lines a thread reads."""

    def __init__(self, case, device, *args):
        self.case = case
        # an answer that will not come is not waited for as long as with a slow phone
        self.process = case.start("-d", device, "--json", "--timeout", "1", "receive", "--follow", *args)
        self.lines = queue.Queue()
        self.events = []
        self.thread = threading.Thread(target=self._read)
        self.thread.start()
        case.addCleanup(self.thread.join, support.PATIENCE)
        case.addCleanup(self.process.kill)

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))
        self.lines.put(None)

    def next(self):
        try:
            event = self.lines.get(timeout=support.PATIENCE)
        except queue.Empty:
            raise AssertionError(f"nothing more came after {self.events[-3:]}") from None
        if event is None:
            error = self.process.stderr.read().decode()
            raise AssertionError(f"it ended after {len(self.events)} events: {error}")
        self.events.append(event)
        return event

    def until(self, kind, **wanted):
        while True:
            event = self.next()
            if event["event"] == kind and all(event.get(key) == value for key, value in wanted.items()):
                return event

    def messages(self, count):
        """Until so many messages have come, those before included."""
        while sum(event["event"] == "sms" for event in self.events) < count:
            self.next()
        return [event for event in self.events if event["event"] == "sms"]

    def stop(self):
        self.process.terminate()
        code = self.process.wait(support.PATIENCE)
        error = self.process.stderr.read().decode()
        self.case.assertIsNone(support.sanitizer_report(error), error)
        self.case.assertEqual(code, 0, error)
        self.thread.join(support.PATIENCE)
        while (event := self.lines.get()) is not None:
            self.events.append(event)
        return [event for event in self.events if event["event"] == "sms"]


class Faults(support.Case):
    def setUp(self):
        super().setUp()
        self.sent = []
        self.numbers = itertools.count()

    def deliver(self, phone, count, long_every=10, prefix=""):
        """
        Each text is another, and each part of one: a card, a time and a text that are the same are the
        same message, and simulated phones have them. One in ten is long.
        """
        texts = []
        for _ in range(count):
            number = next(self.numbers)
            texts.append(" ".join([f"text {number}"] * (40 if number % long_every == 0 else 1)))
            self.sent.append(texts[-1])
        phone.tell("\n".join(f"{prefix}deliver {FROM} {text}" for text in texts))

    def feed(self, phone, count, **how):
        """By another thread, as the phone may not take them all at once."""
        thread = threading.Thread(target=self.deliver, args=(phone, count), kwargs=how)
        thread.start()
        self.addCleanup(thread.join, support.PATIENCE)

    def check_once(self, messages, again=0):
        came = collections.Counter(message["text"] for message in messages)
        self.assertEqual(sorted(set(self.sent) - set(came)), [], "lost")
        self.assertEqual(sorted(set(came) - set(self.sent)), [], "never sent")
        twice = [text for text, count in came.items() if count > 1]
        self.assertLessEqual(len(messages) - len(came), again, twice)
        self.assertLessEqual(sum(bool(message.get("redelivered")) for message in messages), again)

    def rest(self, phone, *args):
        """What a last run brings; nothing is left behind it."""
        messages = [event for event in self.smsmodem("-d", phone.device, "--json", "receive", *args).json
                    if event["event"] == "sms"]
        self.assertEqual(self.smsmodem("-d", phone.device, "--json", "receive").json, [])
        return messages


class Disk(Faults):
    def test_the_journal_cannot_grow(self):
        """No octet more than the limit: it ends with 74, and later all is there."""
        phone = self.sim()
        self.smsmodem("-d", phone.device, "receive")  # makes the journal
        state = self.path("state/smsmodem")
        largest = max(os.path.getsize(os.path.join(state, name)) for name in os.listdir(state))
        seen, full = [], 0
        for limit in (1, largest // 2, largest, largest + 4096, largest + 20000):
            self.deliver(phone, 20)
            process = self.start("-d", phone.device, "--json", "receive", restore_signals=False,
                                 preexec_fn=lambda limit=limit: self.limit(limit))
            result = self.finish(process)
            if result.code != 0:
                self.assertEqual(result.code, 74, result)
                self.assertIn("journal", result.err)
                full += 1
            seen += [event for event in result.json if event["event"] == "sms"]
        self.assertGreater(full, 1)
        self.check_once(seen + self.rest(phone), again=5)

    @staticmethod
    def limit(octets):
        """As the disk's end: EFBIG and not a signal, which would end it, too, and lose nothing."""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))


class Reader(Faults):
    def test_it_is_not_there(self):
        phone = self.sim()
        self.deliver(phone, 5)
        read, write = os.pipe()
        os.close(read)
        process = self.start("-d", phone.device, "--json", "receive", "--follow", stdout=write)
        os.close(write)
        self.assertEqual(self.finish(process).code, 74)
        process = self.start("-d", phone.device, "--json", "receive", "--follow",
                             preexec_fn=lambda: os.close(1))
        self.assertEqual(self.finish(process).code, 74)
        self.check_once(self.rest(phone), again=1)

    def test_it_stands_still_for_a_while(self):
        """Nothing is taken meanwhile; then all comes, once."""
        phone = self.sim("-v")
        read, write = os.pipe()
        process = self.start("-d", phone.device, "--json", "receive", "--follow", stdout=write)
        os.close(write)
        self.addCleanup(os.close, read)
        self.feed(phone, 900)
        # it has read what it may, and asks for nothing more: what is deleted has been taken
        phone.event("command")
        deleted = self.deleted_until_quiet(phone)
        self.assertLess(deleted, 12)
        lines = self.read_lines(read, 900)
        process.terminate()
        self.finish(process)
        self.check_once([event for event in map(json.loads, lines) if event["event"] == "sms"])

    def deleted_until_quiet(self, phone):
        deleted = 0
        while True:
            try:
                line = phone.events.get(timeout=2).get("line", "")
            except queue.Empty:
                return deleted
            deleted += line.count("+CMGD=")

    @staticmethod
    def read_lines(read, count):
        octets = b""
        while octets.count(b'"event":"sms"') < count or not octets.endswith(b"\n"):
            octets += os.read(read, 65536)
        return octets.decode().splitlines()


class Phone(Faults):
    def test_it_starts_anew_in_the_middle(self):
        for way in ("stored", "direct"):
            with self.subTest(way):
                self.sent = []
                phone = self.sim("--pty", self.path(way), "--acknowledge", "300")
                follower = Follower(self, phone.device, "--way", way)
                for turn in range(5):
                    self.deliver(phone, 30)
                    follower.messages(30 * turn + 10)
                    phone.tell("reboot")
                follower.messages(150)
                self.check_once(follower.stop())

    def test_its_memory_is_full(self):
        """Messages of more parts than there are places, and the network keeps the rest."""
        phone = self.sim("--storage", "me=2,sm=2,sr=0,bm=0")
        follower = Follower(self, phone.device)
        self.feed(phone, 300, long_every=3)
        follower.messages(300)
        phone.tell("full on")
        self.deliver(phone, 30)
        phone.tell("full off")
        follower.messages(330)
        self.check_once(follower.stop())

    def test_nothing_it_says_by_itself_is_heard(self):
        phone = self.sim("--fault", "urc-lost=1")
        follower = Follower(self, phone.device, "--watch", "1")
        for turn in range(3):
            self.deliver(phone, 10)
            follower.messages(10 * (turn + 1))
        self.check_once(follower.stop())

    def test_it_hangs(self):
        """It is started anew, and all that came meanwhile is there."""
        phone = self.sim("-v")
        follower = Follower(self, phone.device, "--watch", "1", "--reset")
        self.deliver(phone, 10)
        follower.messages(10)
        phone.tell("fault hang")
        self.deliver(phone, 10)
        follower.messages(20)
        states = [event["state"] for event in follower.events if event["event"] == "link"]
        self.assertIn("reset", states)
        self.check_once(follower.stop())


class Line(Faults):
    def test_garbage(self):
        for faults in (("garbage",), ("urc",), ("garbage", "urc", "echo=double")):
            with self.subTest(faults):
                self.sent = []
                phone = self.sim("--pty", self.path("-".join(faults)),
                                 *(word for fault in faults for word in ("--fault", fault)))
                follower = Follower(self, phone.device)
                for turn in range(5):
                    self.deliver(phone, 20)
                    phone.tell('urc +CMTI: "ME",99\nurc +CMTI: "XX",1\nurc OK\nurc +CMTI:\nurc \x01\x02"')
                    follower.messages(20 * (turn + 1))
                self.check_once(follower.stop())

    def test_unplugged_and_plugged_again(self):
        phone = self.sim()
        follower = Follower(self, phone.device)
        for turn in range(4):
            self.deliver(phone, 25)
            follower.messages(len(self.sent) - 15)
            phone.tell("replug 100")
            follower.until("link", state="down")
            self.deliver(phone, 5)
            follower.messages(len(self.sent))
        self.check_once(follower.stop())


class Two(Faults):
    def test_phones_of_one_journal(self):
        """Each has its own reader; both write to one journal at once."""
        phone = self.sim("--peers", PEER)
        devices = [phone.device, phone.event("ready", number=PEER)["device"]]
        followers = [Follower(self, device) for device in devices]
        for _ in range(20):
            self.deliver(phone, 15)
            self.deliver(phone, 15, prefix=f"{PEER} ")
        for follower in followers:
            follower.messages(300)
        first, second = (follower.stop() for follower in followers)
        self.assertEqual((len(first), len(second)), (300, 300))
        self.check_once(first + second)


if __name__ == "__main__":
    support.main()
