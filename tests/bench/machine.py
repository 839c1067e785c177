# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs run and measured: wall, CPU, peak RSS, and the time to the first octet."""
import contextlib
import ctypes
import dataclasses
import os
import select
import signal
import time
import tty

import table

TURN_S = 0.05
PATIENCE_S = 30  # after which a program that does not end is ended, and has failed
NOWHERE = "/dev/null"


class Failed(Exception):
    """A program did not do what it was started for; the text says how."""


@dataclasses.dataclass
class Command:
    """How to start a program; the words of `args` follow its path."""

    path: str
    args: list
    env: dict
    stdin: str = NOWHERE
    stdout: str = NOWHERE


def environment(directory):
    """Nothing of the user's: no settings of ours or of peers, no language."""
    kept = {key: value for key, value in os.environ.items()
            if not key.startswith(("SMSMODEM", "XDG_", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C", "HOME": directory, "XDG_CONFIG_HOME": directory,
            "XDG_STATE_HOME": directory}


def adopt_orphans():
    PR_SET_CHILD_SUBREAPER = 36
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise SystemExit("cannot become the reaper of grandchildren")


def _give_up(*_):
    raise Failed(f"no end after {PATIENCE_S} s")


@contextlib.contextmanager
def _spawned(path, args, env, actions):
    """A process in a group of its own, of which nothing is left afterwards."""
    previous = signal.signal(signal.SIGALRM, _give_up)
    child = os.posix_spawn(path, args, env, file_actions=actions, setpgroup=0)
    signal.alarm(PATIENCE_S)
    try:
        yield child
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        raise
    finally:
        signal.alarm(0)
        with contextlib.suppress(ChildProcessError):
            while True:
                os.wait4(-child, 0)
        signal.signal(signal.SIGALRM, previous)


def _streams(command):
    return [(os.POSIX_SPAWN_OPEN, 0, command.stdin, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, command.stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, NOWHERE, os.O_WRONLY, 0)]


def _check(status):
    if status != 0:
        raise Failed(f"exit status {os.waitstatus_to_exitcode(status)}")


def times(command):
    """One run: (wall ms, CPU ms)."""
    begin = time.perf_counter_ns()
    with _spawned(command.path, [command.path, *command.args], command.env,
                  _streams(command)) as child:
        _, status, usage = os.wait4(child, 0)
        wall_ms = (time.perf_counter_ns() - begin) / 1e6
    _check(status)
    return wall_ms, (usage.ru_utime + usage.ru_stime) * 1e3


def peak(command):
    """
    (peak RSS in KiB,). The kernel counts what a process was before exec too, and a Python is large:
    so a small shell starts the program and leaves it to us.
    """
    words = ["sh", "-c", 'from=$1; shift; "$@" <"$from" &', "sh", command.stdin, command.path,
             *command.args]
    usages = {}
    with _spawned("/bin/sh", words, command.env, _streams(command)) as shell:
        while len(usages) < 2:
            child, status, usage = os.wait4(-shell, 0)
            _check(status)
            usages[child] = usage.ru_maxrss
    del usages[shell]
    return (usages.popitem()[1],)


@contextlib.contextmanager
def running(command, ending):
    """A program that does not end by itself but by the signal `ending`."""
    with _spawned(command.path, [command.path, *command.args], command.env,
                  _streams(command)) as child:
        try:
            yield
        finally:
            signal.alarm(PATIENCE_S)
            os.kill(child, ending)
            os.wait4(child, 0)


@contextlib.contextmanager
def daemon(path, args, env):
    """A program beside what is measured, which nothing waits for but its end."""
    child = os.posix_spawn(path, [path, *args], env, setpgroup=0, file_actions=_streams(
        Command(path, args, env)))
    try:
        yield
    finally:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)


def first_octet(command, device=None, ending=signal.SIGKILL):
    """
    (ms from before exec to the first octet at the other end of a fresh pseudo-terminal,). `device`
    makes a command of the terminal's name; without it stdout is the terminal. The program is ended
    by the signal.
    """
    master, slave = os.openpty()
    tty.setraw(slave)
    name = os.ttyname(slave)
    command = device(name) if device else dataclasses.replace(command, stdout=name)
    try:
        begin = time.perf_counter_ns()
        with _spawned(command.path, [command.path, *command.args], command.env,
                      _streams(command)) as child:
            if not select.select([master], [], [], PATIENCE_S)[0]:
                raise Failed("nothing came")
            os.read(master, 1)
            elapsed_ms = (time.perf_counter_ns() - begin) / 1e6
            os.kill(child, ending)
    finally:
        os.close(master)
        os.close(slave)
    return (elapsed_ms,)


def taking_turns(ours, others, rounds):
    """
    Medians of measures that take turns, so that what else the machine does hits all of them.
    Measures take nothing and give a tuple. Returns ours, and a dict of the others' by name, in
    which one that failed has its Failed.
    """
    own, theirs = [], {name: [] for name in others}
    for _ in range(rounds):
        own += _turn(ours)
        for name, measure in others.items():
            if isinstance(theirs[name], Failed):
                continue
            try:
                theirs[name] += _turn(measure)
            except Failed as failure:
                theirs[name] = failure
    return _columns(own), {name: taken if isinstance(taken, Failed) else _columns(taken)
                           for name, taken in theirs.items()}


def _turn(measure):
    """Once, or as often as TURN_S allows: what is quick varies most, and after a pause is slow."""
    taken, until = [], time.perf_counter() + TURN_S
    while not taken or time.perf_counter() < until:
        taken.append(measure())
    return taken


def _columns(taken):
    return [table.middle(column) for column in zip(*taken)]
