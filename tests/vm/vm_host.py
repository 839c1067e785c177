# SPDX-License-Identifier: GPL-3.0-or-later
"""The guest's talk with the host: USB adapters, what is at the ends of the lines, phones outside."""
import glob
import itertools
import json
import os
import queue
import threading

PATIENCE = 60  # seconds


def port_device(name):
    """The virtio port of that name, without udev's link to it."""
    for path in glob.glob("/sys/class/virtio-ports/*/name"):
        with open(path, encoding="utf-8") as file:
            if file.read().strip() == name:
                return "/dev/" + path.split("/")[-2]
    raise FileNotFoundError(f"no virtio port is called {name}")


class Host:
    """Requests are answered in their order; octets and events come by themselves."""

    def __init__(self):
        self.fd = -1
        self.lock = threading.Lock()
        self.numbers = itertools.count(1)
        self.answers, self.octets, self.events = {}, {}, {}

    def start(self):
        self.fd = os.open(port_device("guest"), os.O_RDWR | os.O_CLOEXEC)
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, message):
        octets = json.dumps(message).encode() + b"\n"
        with self.lock:
            while octets:
                octets = octets[os.write(self.fd, octets):]

    def _read(self):
        with os.fdopen(self.fd, "rb", closefd=False) as file:
            for line in file:
                message = json.loads(line)
                if "id" in message:
                    self.answers[message["id"]].put(message)
                elif "line" in message:
                    self.line_queue(message["line"]).put(bytes.fromhex(message["octets"]))
                else:
                    self.phone_queue(message["phone"]).put(message["event"])

    def line_queue(self, name):
        return self.octets.setdefault(name, queue.Queue())

    def phone_queue(self, number):
        return self.events.setdefault(number, queue.Queue())

    def ask(self, do, **arguments):
        number = next(self.numbers)
        answer = self.answers[number] = queue.Queue()
        self.send({"id": number, "do": do, **arguments})
        message = answer.get(timeout=PATIENCE)
        del self.answers[number]
        if "error" in message:
            raise RuntimeError(message["error"])
        return message["value"]


host = Host()


class Line:
    """What is at the other end of usb1, usb2 or com, when the test itself is."""

    def __init__(self, name):
        self.name, self.seen = name, b""
        host.ask("detach", line=name)
        host.ask("pause", line=name, paused=False)
        self.queue = host.octets[name] = queue.Queue()

    def write(self, octets):
        host.ask("write", line=self.name, octets=octets.hex())

    def read(self, timeout=PATIENCE):
        """The octets that come next; none when none come in time."""
        try:
            octets = self.queue.get(timeout=timeout)
        except queue.Empty:
            return b""
        self.seen += octets
        return octets

    def read_until(self, wanted, timeout=PATIENCE):
        """Everything up to and with these octets."""
        octets = b""
        while wanted not in octets:
            more = self.read(timeout)
            if not more:
                raise AssertionError(f"{self.name}: {wanted!r} never came, but {octets!r}")
            octets += more
        return octets

    def pause(self, paused=True):
        host.ask("pause", line=self.name, paused=paused)


class Phone:
    """`smsmodem sim --tcp` outside of the machine; has what Sim of support.py has."""

    def __init__(self, case, *args, line=None):
        self.case, self.stopped = case, False
        answer = host.ask("phone", args=list(args), line=line)
        self.number, self.device = answer["number"], answer["device"]
        self.events = host.phone_queue(self.number)
        case.addCleanup(self.stop)

    def event(self, kind, **wanted):
        """The next event of a kind with these fields; others are passed over."""
        while True:
            try:
                event = self.events.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"the phone never said {kind!r} {wanted!r}") from None
            if event["event"] == kind and all(event.get(k) == v for k, v in wanted.items()):
                return event
            if event["event"] == "end":
                raise AssertionError(f"the phone ended before it said {kind!r} {wanted!r}")

    def tell(self, line):
        host.ask("phone_tell", phone=self.number, text=line)

    def attach(self, line):
        host.ask("attach", line=line, phone=self.number)

    def stop(self):
        if self.stopped:
            return
        self.stopped = True
        end = host.ask("phone_stop", phone=self.number)
        self.case.assertEqual(end["code"], 0, end["err"])
