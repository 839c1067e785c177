# SPDX-License-Identifier: GPL-3.0-or-later
"""A simulated phone into which messages stream, `receive` on it, and a consumer behind that."""
import contextlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FROM = "+491701234567"
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:+-äöü€"
PATIENCE_S = 60
SANITIZERS = ("ERROR: AddressSanitizer", "ERROR: LeakSanitizer", "runtime error:")


class Failed(Exception):
    """Something was lost, doubled, or never came; the text says what."""


def environment(directory):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SMSMODEM", "XDG_"))}
    return {**kept, "HOME": directory, "XDG_CONFIG_HOME": os.path.join(directory, "config"),
            "XDG_STATE_HOME": os.path.join(directory, "state"), "LC_ALL": "C"}


def text(rng, number, parts):
    """No two are the same; the length makes so many parts, of the default alphabet."""
    low, high = (1, 150) if parts == 1 else (153 * (parts - 1) + 1, 153 * parts - 20)
    length = rng.randint(low, high)
    head = f"{number:06d} "
    # a euro sign takes two septets: for the length of a long one plain letters only
    letters = ALPHABET if parts == 1 else ALPHABET[:52]
    return head + "".join(rng.choices(letters, k=max(length - len(head), 1)))[:140 if parts == 1 else None]


def texts(seed, count, long_share):
    """So many texts, a share of them in 2 to 4 parts."""
    rng = random.Random(seed)
    return [text(rng, number, rng.randint(2, 4) if rng.random() < long_share else 1)
            for number in range(count)]


def is_sanitized(program):
    """It keeps what it has freed, so that its size says nothing."""
    with open(program, "rb") as file:
        return b"__asan_init" in file.read()


def wait_ended(process, seconds):
    """Whether it ended within that time."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def cpu_s(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss_kib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next((int(line.split()[1]) for line in file if line.startswith("VmRSS:")), 0)


class Phone:
    """`smsmodem sim` on a pseudo-terminal; messages are written to it by a thread."""

    def __init__(self, program, directory, *options):
        self.device = os.path.join(directory, "phone")
        self.process = subprocess.Popen([program, "sim", "--pty", self.device, *options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env=environment(directory))
        if json.loads(self.process.stdout.readline())["event"] != "ready":
            raise Failed("the phone is not ready")
        self.threads = [threading.Thread(target=self._hear)]
        self.threads[0].start()
        self.errors = []

    def _hear(self):
        for line in self.process.stdout:
            event = json.loads(line)
            if event["event"] == "error":
                self.errors.append(event["text"])

    def tell(self, *lines):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write("".join(line + "\n" for line in lines).encode())
            self.process.stdin.flush()

    def deliver(self, messages):
        """It returns at once; one batch comes after the other."""
        before = self.threads[-1]

        def feed():
            if before is not self.threads[0]:
                before.join()
            for i in range(0, len(messages), 1000):
                self.tell(*(f"deliver {FROM} {message}" for message in messages[i:i + 1000]))

        self.threads.append(threading.Thread(target=feed))
        self.threads[-1].start()

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE_S)
        for thread in self.threads:
            thread.join(PATIENCE_S)
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()
        if self.errors:
            raise Failed(f"the phone refused a command: {self.errors[0]}")


class Run:
    """One life of `receive` and of its consumer."""

    def __init__(self, program, directory, number, *options):
        self.path = os.path.join(directory, f"out{number}")
        open(self.path, "wb").close()
        self.errors = open(os.path.join(directory, f"err{number}"), "wb+")
        read, write = os.pipe()
        env = environment(directory)
        try:
            self.consumer = subprocess.Popen([sys.executable, "-S", "-E", os.path.join(HERE, "consumer.py"),
                                              self.path], stdin=read, env=env)
            self.receive = subprocess.Popen([program, "-d", os.path.join(directory, "phone"), "--json",
                                             "receive", *options], stdin=subprocess.DEVNULL,
                                            stdout=write, stderr=self.errors, env=env)
        finally:
            os.close(read)
            os.close(write)

    def size(self):
        return os.path.getsize(self.path)

    def wait_size(self, size, seconds):
        """Until its output has grown to that; it may end before."""
        end_s = time.monotonic() + seconds
        while self.size() < size and time.monotonic() < end_s and self.receive.poll() is None:
            pause(0.001)

    def kill(self, process):
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)

    def end(self):
        """Both are gone; what the pipe had is in the file."""
        for process in (self.receive, self.consumer):
            if not wait_ended(process, PATIENCE_S):
                process.kill()
                process.wait()
                raise Failed(f"{process.args} did not end")
        if any(mark in self.said() for mark in SANITIZERS):
            raise Failed(self.said())

    def stop(self):
        """In order, by a signal."""
        self.receive.terminate()
        self.end()
        if self.receive.returncode != 0:
            raise Failed(f"receive ended with {self.receive.returncode}: {self.said()}")

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")

    def events(self):
        """Whole lines; the last may be cut."""
        with open(self.path, "rb") as file:
            lines = file.read().split(b"\n")
        return [json.loads(line) for line in lines[:-1]]


def pause(seconds):
    select.select([], [], [], seconds)
