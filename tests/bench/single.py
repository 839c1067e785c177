# SPDX-License-Identifier: GPL-3.0-or-later
"""One message, one process: wall, CPU, memory, size, and how soon a program gets to the wire."""
import contextlib
import functools
import os
import shutil
import signal

import machine
import table
import wire
from peers import stripped_octets
from phone import Phone

ROUNDS = 3
START_ROUNDS = 5


def sending(program, directory, device):
    return machine.Command(program, ["-d", device, "send", wire.TO, wire.TEXT],
                           machine.environment(directory))


def rows(what, ours, others, at=0):
    """A row for each of the others; `at` is the column of both."""
    for name, figures in others.items():
        if isinstance(figures, (list, tuple)):
            table.row(what, ours[at], name, figures[at])
        else:
            table.row(what, ours[at], f"{name}: {figures}")


class Senders:
    """Ours and the peers, each with a phone of its own."""

    def __init__(self, stack, program, directory, peers, latency_ms):
        def phone():
            return stack.enter_context(Phone(program, directory, "--latency", str(latency_ms)))
        self.ours = sending(program, directory, phone().device)
        self.phones = {peer.name: phone() for peer in peers}
        self.peers = {peer.name: peer.sending(directory, self.phones[peer.name].device, wire.TO,
                                              wire.TEXT) for peer in peers}

    def take_turns(self, measure, **floors):
        others = {**floors, **self.peers}
        return machine.taking_turns(
            functools.partial(measure, self.ours),
            {name: functools.partial(measure, command) for name, command in others.items()}, ROUNDS)


def bench_message(program, directory, peers, missing):
    """Returns what the peers' phones saw, by the peer's name."""
    true = machine.Command(shutil.which("true"), [], machine.environment(directory))
    with contextlib.ExitStack() as stack:
        senders = Senders(stack, program, directory, peers, 0)
        walls = senders.take_turns(machine.times, true=true)
        peaks = senders.take_turns(machine.peak, true=true)
    for at, what in enumerate(("wall ms", "CPU ms")):
        rows(f"one message, a phone of 0 ms: {what}", walls[0], {**walls[1], **missing}, at)
    rows("one message: peak RSS KiB", peaks[0], {**peaks[1], **missing})
    return {name: phone.kinds() for name, phone in senders.phones.items()}


def bench_slow_message(program, directory, peers, missing, latency_ms):
    """Returns the figures of the peers: (wall ms, CPU ms)."""
    with contextlib.ExitStack() as stack:
        ours, others = Senders(stack, program, directory, peers, latency_ms).take_turns(
            machine.times)
    floor = {"three waits": [3.0 * latency_ms]}
    for at, what in enumerate(("wall ms", "CPU ms")):
        rows(f"one message, a phone of {latency_ms} ms: {what}", ours,
             {**floor, **others, **missing}, at)
        floor = {}
    return others


def bench_start(program, directory, peers, missing):
    octet = os.path.join(directory, "octet")
    with open(octet, "wb") as file:
        file.write(b"A")
    cat = machine.Command(shutil.which("cat"), [octet], machine.environment(directory))

    def first(peer):
        return lambda: machine.first_octet(
            None, lambda device: peer.sending(directory, device, wire.TO, wire.TEXT))

    ours, others = machine.taking_turns(
        lambda: machine.first_octet(None, lambda device: sending(program, directory, device),
                                    signal.SIGINT),  # it takes its lock away
        {"cat": lambda: machine.first_octet(cat), **{peer.name: first(peer) for peer in peers}},
        START_ROUNDS)
    rows("exec to the first octet on the wire: ms", ours, {**others, **missing})


def bench_size(program, directory, peers, missing):
    what, ours = "size of the stripped program: octets", [stripped_octets(program, directory)]
    true = stripped_octets(os.path.realpath(shutil.which("true")), directory)
    others = {"true": [true]} | {f"{peer.name} with its library": [peer.size_octets(directory)]
                                 for peer in peers}
    rows(what, ours, {**others, **missing})
