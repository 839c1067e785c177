# SPDX-License-Identifier: GPL-3.0-or-later
"""
The console beside other terminals. Each runs on a terminal of its own, whose screen and keys are
here, and has a pseudo-terminal for a modem, whose other end is here too.
"""
import contextlib
import fcntl
import functools
import os
import select
import shutil
import signal
import struct
import subprocess
import termios
import time
import tty

import machine
import table
from machine import Failed
from peers import Peer, installed, write
from single import rows

ROUNDS = 3
QUICK_ROUNDS = 9  # what is quick depends on which processor a session got
KEYS, COMMANDS = 40, 20  # of one session
MARK = b"@#@"  # nothing that a program says by itself
LINE = b"0123456789 the quick brown fox jumps over the lazy dog 0123456789 abcdef\r\n"
STREAM_OCTETS = 10_000_000
SLOW_OCTETS = {"minicom": 2_000_000, "tio": 500_000}  # a rate is seen with less, too
QUIET_S = 0.005
IDLE_S = 3
END_S = 2


class Session:
    """A program between a screen and a modem. As a context it ends at the end."""

    def __init__(self, command, raw_screen=False):
        self._command, self._raw = command, raw_screen
        self._fds = contextlib.ExitStack()

    def _pty(self):
        master, slave = os.openpty()
        for fd in (master, slave):
            self._fds.callback(os.close, fd)
        return master, slave

    def __enter__(self):
        self.modem, modem_slave = self._pty()
        self.screen, screen_slave = self._pty()
        tty.setraw(modem_slave)
        if self._raw:
            tty.setraw(screen_slave)
        fcntl.ioctl(screen_slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        command = self._command(os.ttyname(modem_slave))
        # the leader of a session gets the first terminal that it opens
        actions = [(os.POSIX_SPAWN_OPEN, 0, os.ttyname(screen_slave), os.O_RDWR, 0),
                   (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)]
        self.begin = time.perf_counter()
        self.pid = os.posix_spawn(command.path, [command.path, *command.args],
                                  {**command.env, "TERM": "xterm"}, file_actions=actions,
                                  setsid=True)
        return self

    def __exit__(self, *_):
        self._end()
        self._fds.close()

    def _end(self):
        """What is still to be shown is taken, so that a program that drains its output can end."""
        until = time.perf_counter() + END_S
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGTERM)
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.perf_counter() > until:
                os.killpg(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                return
            for fd in select.select([self.screen, self.modem], [], [], 0.002)[0]:
                os.read(fd, 65536)

    def _read(self, fd, within_s):
        if not select.select([fd], [], [], within_s)[0]:
            return b""
        return os.read(fd, 65536)

    def await_octets(self, fd, octets):
        """Until they come. Returns when they did."""
        seen, until = b"", time.perf_counter() + machine.PATIENCE_S
        while octets not in seen:
            if time.perf_counter() > until:
                raise Failed(f"{octets!r} did not come")
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                raise Failed(f"it ended, and showed {seen[-200:]!r}")
            seen = seen[-200:] + self._read(fd, 1)
        return time.perf_counter()

    def await_end(self):
        """Until MARK is the last that is shown; takes as little time as can be of what it times."""
        tail = b""
        while MARK not in tail:
            octets = self._read(self.screen, machine.PATIENCE_S)
            if not octets:
                raise Failed("the stream stopped")
            tail = (tail + octets[-200:])[-200:]

    def settle(self):
        """Until nothing more is shown."""
        while self._read(self.screen, QUIET_S):
            pass

    def await_link(self):
        """
        Until a line of the modem's is shown: many drop what came before they had opened the port,
        so it is said again and again. Returns when it was.
        """
        seen, until = b"", self.begin + machine.PATIENCE_S
        while MARK not in seen:
            if time.perf_counter() > until:
                raise Failed(f"nothing of the modem is shown, but {seen[-200:]!r}")
            os.write(self.modem, b"\r\n" + MARK + b"\r\n")
            seen = seen[-200:] + self._read(self.screen, 0.0003)
        now = time.perf_counter()
        self.settle()
        return now

    def status(self, name):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith(name + ":"))

    def cpu_us(self):
        with open(f"/proc/{self.pid}/schedstat", encoding="ascii") as file:
            return int(file.read().split()[0]) / 1e3


# --- what is measured, each in a session of its own ---


def first_line(command):
    with Session(command) as session:
        return ((session.await_link() - session.begin) * 1e3,)


def first_prompt(command):
    with Session(command) as session:
        return ((session.await_octets(session.screen, b"at> ") - session.begin) * 1e3,)


def _key(session):
    """A key that the modem echoes."""
    begin = time.perf_counter()
    os.write(session.screen, b"x")
    session.await_octets(session.modem, b"x")
    os.write(session.modem, b"x")
    return (session.await_octets(session.screen, b"x") - begin) * 1e6


def _enter(session):
    """From Enter until the modem has the end of a command that was typed."""
    os.write(session.screen, b"AT+CSQ")
    session.await_octets(session.modem, b"Q")
    begin = time.perf_counter()
    os.write(session.screen, b"\r")
    return (session.await_octets(session.modem, b"\r") - begin) * 1e6


def keys(command):
    """(us of a key and back, us from Enter), medians of one session."""
    with Session(command) as session:
        session.await_link()
        there = [_key(session) for _ in range(KEYS)]
        enters = [_enter(session) for _ in range(COMMANDS)]
        return table.middle(there), table.middle(enters)


def _edited_key(session):
    begin = time.perf_counter()
    os.write(session.screen, b"x")
    elapsed_us = (session.await_octets(session.screen, b"x") - begin) * 1e6
    os.write(session.screen, b"\x7f")
    session.settle()
    return elapsed_us


def _edited_enter(session):
    os.write(session.screen, b"AT+CSQ")
    session.await_octets(session.screen, b"Q")
    session.settle()
    begin = time.perf_counter()
    os.write(session.screen, b"\r")
    elapsed_us = (session.await_octets(session.modem, b"AT+CSQ\r") - begin) * 1e6
    os.write(session.modem, b"\r\n+CSQ: 20,99\r\n\r\nOK\r\n")
    session.await_octets(session.screen, b"OK")
    session.settle()
    return elapsed_us


def edited_keys(command):
    """The same of a program that sends lines."""
    with Session(command) as session:
        session.await_link()
        there = [_edited_key(session) for _ in range(KEYS)]
        enters = [_edited_enter(session) for _ in range(COMMANDS)]
        return table.middle(there), table.middle(enters)


def stream(path, command, raw_screen=False):
    """(MB a second of a file from the modem to the screen, peak RSS in KiB), the last is MARK."""
    with Session(command, raw_screen) as session, open(path, "rb") as file:
        session.await_link()
        begin = time.perf_counter()
        with subprocess.Popen(["cat"], stdin=file, stdout=session.modem) as writer:
            try:
                session.await_end()
            finally:
                writer.kill()
        elapsed_s = time.perf_counter() - begin
        return os.path.getsize(path) / elapsed_s / 1e6, session.status("VmHWM")


def idle(commands):
    """{name: (CPU us, times that it was woken) in IDLE_S}, all at once."""
    with contextlib.ExitStack() as stack:
        sessions = {name: stack.enter_context(Session(command))
                    for name, command in commands.items()}

        def figures():
            return {name: (session.cpu_us(), session.status("voluntary_ctxt_switches"))
                    for name, session in sessions.items()}

        for session in sessions.values():
            session.await_link()
        _show_for(sessions, 1)
        before = figures()
        _show_for(sessions, IDLE_S)
        return {name: tuple(now - then for now, then in zip(after, before[name]))
                for name, after in figures().items()}


def _show_for(sessions, seconds):
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        for fd in select.select([session.screen for session in sessions.values()], [], [], left)[0]:
            os.read(fd, 65536)


# --- the programs ---


class Terminal(Peer):
    args = ()

    def on(self, directory, device):
        return machine.Command(self.path, [arg.format(device) for arg in self.args],
                               self.env(directory))


class Socat(Terminal):
    args = ("-,raw,echo=0", "{},raw,echo=0,b115200")


class Picocom(Terminal):
    args = ("-q", "--nolock", "{}")


class Minicom(Terminal):
    args = ("-o", "-b", "115200", "-D", "{}")


class Tio(Terminal):
    args = ("{}",)


def terminals():
    return [Socat("socat", "socat"), Picocom("picocom", "picocom"), Minicom("minicom", "minicom"),
            Tio("tio", "tio")]


def ours(program, directory, *options):
    return lambda device: machine.Command(program, ["-d", device, "console", *options],
                                          machine.environment(directory))


def cat_of(directory):
    """What comes is shown, and nothing else: the floor."""
    return lambda device: machine.Command(shutil.which("cat"), [device],
                                          machine.environment(directory))


def _turns(measure, own, others):
    return machine.taking_turns(functools.partial(measure, own), {
        name: functools.partial(measure, command) for name, command in others.items()},
        QUICK_ROUNDS)


def _stream_file(directory, octets):
    path = os.path.join(directory, f"stream{octets}")
    with open(path, "wb") as file:
        file.write(LINE * (octets // len(LINE) + 1) + MARK + b"\r\n")
    return path


def bench_stream(directory, raw, others, missing):
    whole = _stream_file(directory, STREAM_OCTETS)
    paths = {name: _stream_file(directory, octets) for name, octets in SLOW_OCTETS.items()}
    own, theirs = machine.taking_turns(
        functools.partial(stream, whole, raw),
        {"cat": functools.partial(stream, whole, cat_of(directory), True)} | {
            name: functools.partial(stream, paths.get(name, whole), command)
            for name, command in others.items()}, ROUNDS)
    for at, what in enumerate(("10 MB to the screen: MB/s", "and peak RSS KiB")):
        rows(f"console --raw, {what}", own, {**theirs, **missing}, at)


def bench_terminals(program, directory):
    write(os.path.join(directory, ".minirc.dfl"), "pu rtscts No\n")
    peers, missing = installed(terminals())
    others = {peer.name: functools.partial(peer.on, directory) for peer in peers}
    line, raw = ours(program, directory), ours(program, directory, "--raw")
    cat = {"cat": cat_of(directory)}
    figures = _turns(first_line, raw, {**cat, **others})
    rows("console --raw, exec to the modem's first line: ms", figures[0], {**figures[1], **missing})
    figures = _turns(first_line, line, cat)
    rows("console, exec to the modem's first line: ms", *figures)
    table.row("console, exec to the prompt: ms", _turns(first_prompt, line, {})[0][0], "cat's line",
              figures[1]["cat"][0])
    own, theirs = _turns(keys, raw, others)
    edited, _ = _turns(edited_keys, line, {})
    rows("console --raw, key to the modem and back: us", own, {**theirs, **missing})
    rows("console, key to the screen: us", edited, {**theirs, **missing})
    rows("console --raw, Enter to the modem: us", own, {**theirs, **missing}, 1)
    rows("console, Enter to the command's end: us", edited, {**theirs, **missing}, 1)
    bench_stream(directory, raw, others, missing)
    quiet = idle({"line": line, "raw": raw, **others})
    for mode, name in (("line", "console"), ("raw", "console --raw")):
        for at, what in enumerate((f"CPU us in {IDLE_S} s", f"woken in {IDLE_S} s")):
            beside = {peer: quiet[peer] for peer in others}
            rows(f"{name}, idle: {what}", quiet[mode], {**beside, **missing}, at)
