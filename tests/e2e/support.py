# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: the program, simulated phones, and the rules of a clean run."""
import json
import os
import queue
import random
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import tty
import unittest

PROGRAM = os.environ.get("SMSMODEM", "build/cli/smsmodem")
SOURCE = os.environ.get("SMSMODEM_SOURCE", os.path.join(os.path.dirname(__file__), "../.."))
PATIENCE = 60  # seconds after which a test gives up; nothing waits that long when all is well
SANITIZERS = ("ERROR: AddressSanitizer", "ERROR: LeakSanitizer", "runtime error:")

sys.dont_write_bytecode = True


class Result:
    """What a run of the program left behind."""

    def __init__(self, args, code, out, err):
        self.args, self.code, self.raw = args, code, out
        self.out, self.err = out.decode("utf-8", "surrogateescape"), err.decode("utf-8", "replace")

    def __str__(self):
        return f"{self.args!r}\nexit {self.code}\nstdout: {self.out}\nstderr: {self.err}"

    @property
    def json(self):
        # not splitlines: U+2028 and others are part of a text
        return [json.loads(line) for line in self.out.split("\n")[:-1]]


def sanitizer_report(text):
    return next((mark for mark in SANITIZERS if mark in text), None)


def random_generator():
    """Reproducible: the seed is printed, and taken from SMSMODEM_SEED when that is set."""
    seed = os.environ.get("SMSMODEM_SEED") or os.urandom(6).hex()
    print(f"SMSMODEM_SEED={seed}", file=sys.stderr)
    return random.Random(seed)


GSM7 = ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")  # 3GPP TS 23.038 6.2.1
GSM7_EXTENSION = "\f^{}\\[~]|€"  # 3GPP TS 23.038 6.2.1.1
CLUSTERS = ("👩\u200d👩\u200d👧\u200d👦", "🇩🇪", "🇺🇳", "e\u0301", "👍🏽", "☺\ufe0f", "한글", "❤\ufe0f\u200d🔥")


def random_character(rng):
    """Any character of any plane but NUL and the surrogates."""
    low, high = rng.choice(((1, 0x7F), (0x80, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x1FFFF),
                            (0x20000, 0x10FFFF)))
    return chr(rng.randint(low, high))


def random_text(rng, longest=600):
    """Of one alphabet or of all; short ones, and ones of several parts."""
    length = rng.choice((rng.randint(1, 20), rng.randint(60, 170), rng.randint(1, longest)))
    kind = rng.randrange(4)
    if kind == 0:
        return "".join(rng.choice(GSM7) for _ in range(length))
    if kind == 1:
        return "".join(rng.choice(GSM7 + GSM7_EXTENSION * 5) for _ in range(length))
    if kind == 2:
        return "".join(rng.choice(CLUSTERS) if rng.random() < 0.4 else rng.choice(GSM7)
                       for _ in range(length))[:longest]
    return "".join(random_character(rng) for _ in range(length))


class Sim:
    """`smsmodem sim` in a process of its own."""

    def __init__(self, case, *args):
        self.case = case
        self.errors = tempfile.TemporaryFile(dir=case.dir)
        self.process = subprocess.Popen([PROGRAM, "sim", *args], env=case.env,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.errors)
        self.events = queue.Queue()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        self.ready = self.event("ready")
        self.device = self.ready["device"]

    def _read(self):
        for line in self.process.stdout:
            self.events.put(json.loads(line))
        self.events.put({"event": "end"})

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
                self.errors.seek(0)
                said = self.errors.read().decode("utf-8", "replace")
                raise AssertionError(f"the phone ended before it said {kind!r} {wanted!r}: {said}")

    def tell(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def stop(self):
        if self.errors.closed:
            return
        for last in (lambda: self.tell("quit"), self.process.stdin.close):
            try:
                last()
            except BrokenPipeError:
                pass  # it has been unplugged, and ended
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.reader.join(PATIENCE)
        self.process.stdout.close()
        self.errors.seek(0)
        text = self.errors.read().decode("utf-8", "replace")
        self.errors.close()
        self.case.assertIsNone(sanitizer_report(text), text)
        self.case.assertEqual(code, 0, text)


class Wire:
    """A bare pseudo-terminal; what comes in is answered by a function, or not at all."""

    def __init__(self, case, answer=None):
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.path = os.ttyname(self.slave)
        self.answer, self.seen = answer, b""
        self.stopper, stop = os.pipe()[::-1]
        self.thread = threading.Thread(target=self._serve, args=(stop,))
        self.thread.start()
        case.addCleanup(self.stop)

    def _serve(self, stop):
        while stop not in select.select([self.master, stop], [], [])[0]:
            octets = os.read(self.master, 4096)
            self.seen += octets
            reply = self.answer(octets) if self.answer else b""
            os.write(self.master, reply)
        os.close(stop)

    def stop(self):
        os.close(self.stopper)
        self.thread.join(PATIENCE)
        os.close(self.master)
        os.close(self.slave)


class Case(unittest.TestCase):
    """A test with a directory and an environment of its own."""

    maxDiff = None

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="smsmodem-e2e-")
        self.addCleanup(shutil.rmtree, self.dir)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("SMSMODEM")}
        self.env.update(HOME=self.dir, XDG_CONFIG_HOME=self.path("config"),
                        XDG_STATE_HOME=self.path("state"), LC_ALL="C")

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return self.path(name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def sim(self, *args):
        """A phone on a pty unless the arguments say otherwise."""
        if not any(arg.startswith(("--pty", "--tcp", "--rfcomm")) for arg in args):
            args = ("--pty", self.path("phone"), *args)
        phone = Sim(self, *args)
        self.addCleanup(phone.stop)
        return phone

    def start(self, *args, stdin=subprocess.DEVNULL, **popen):
        """Start the program; to be ended with finish."""
        process = subprocess.Popen([popen.pop("program", PROGRAM), *args], env=self.env, stdin=stdin,
                                   stdout=popen.pop("stdout", subprocess.PIPE),
                                   stderr=subprocess.PIPE, **popen)
        self.addCleanup(self._reap, process)
        return process

    @staticmethod
    def _reap(process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def finish(self, process, text=None):
        octets = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
        out, err = process.communicate(octets, timeout=PATIENCE)
        result = Result(process.args[1:], process.returncode, out or b"", err)
        self.assertIsNone(sanitizer_report(result.err), result)
        self.assertGreaterEqual(result.code, 0, result)  # no signal ended it
        return result

    def smsmodem(self, *args, stdin=None, code=0, **popen):
        """Run the program to its end, and check its exit code (None: any)."""
        process = self.start(*args, stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                             **popen)
        result = self.finish(process, stdin)
        if code is not None:
            self.assertEqual(result.code, code, result)
        return result

    def decode(self, pdus, *args, code=0):
        """Our own reading of PDUs, one message each."""
        return self.smsmodem("decode", "--json", *args, stdin="\n".join(pdus) + "\n",
                             code=code).json

    def reserved_port(self):
        """A TCP port that nobody else is given while the test runs, and that can be listened on."""
        holder = socket.socket()
        self.addCleanup(holder.close)
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        return holder.getsockname()[1]


def main():
    unittest.main(module="__main__", verbosity=1)
