# SPDX-License-Identifier: GPL-3.0-or-later
"""Many messages: on a slow phone against the waits for it, and as many as the program can."""
import os
import shutil
import tempfile
import time
import tty

import machine
import wire
from phone import Phone
from single import rows

LATENCY_MS = 20
COUNT = 100
BARE_COUNT = 25
LATENCY = ("--latency", str(LATENCY_MS))
FLOOR_MS = 2.0 * LATENCY_MS
ROUNDS = 3
THROUGHPUT_ROUNDS = 7


def write_batch(directory, count):
    path = os.path.join(directory, f"batch{count}")
    with open(path, "w", encoding="ascii") as file:
        file.writelines(wire.batch_line(f"{wire.TEXT} {i}") for i in range(count))
    return path


def sending(program, directory, device, count):
    return machine.Command(
        program, ["-d", device, "--json", "send", "--batch", write_batch(directory, count)],
        machine.environment(directory), stdout=os.path.join(directory, "results"))


def ask(fd, octets, end):
    os.write(fd, octets.encode())
    answer = b""
    while not answer.endswith(end):
        answer += os.read(fd, 4096)


def bare(device, length, pdu):
    """(ms a message,) by nothing but writes and reads: what the phone itself takes."""
    fd = os.open(device, os.O_RDWR | os.O_NOCTTY)
    tty.setraw(fd)
    ask(fd, "ATE0\r", b"OK\r\n")
    ask(fd, "AT+CMGF=0\r", b"OK\r\n")
    begin = time.perf_counter()
    for _ in range(BARE_COUNT):
        ask(fd, f"AT+CMGS={length}\r", b"> ")
        ask(fd, f"{pdu}\x1a", b"OK\r\n")
    elapsed_ms = (time.perf_counter() - begin) * 1e3
    os.close(fd)
    return (elapsed_ms / BARE_COUNT,)


def spooled(program, directory, peer, saw):
    """(ms a message,) from the first one to the last: neither start nor end is counted."""
    own = tempfile.mkdtemp(dir=directory)
    with Phone(program, directory, *LATENCY) as phone:
        command = peer.spooling(own, phone.device)
        peer.spool(own, wire.TO, [f"{wire.TEXT} {i}" for i in range(peer.count)])
        with machine.running(command, peer.ending):
            if not phone.wait_for_submits(peer.count):
                raise machine.Failed("not all were sent")
    saw[peer.name] = phone.kinds()
    first, *_, last = phone.submits()
    return ((last - first) * 1e3 / (peer.count - 1),)


def bench_slow(program, directory, spoolers, missing, one_a_process):
    """
    The latter are figures by name, the first of which is the wall ms of one message. Returns what
    the spoolers' phones saw, by the peer's name.
    """
    saw, pdu = {}, wire.run(program, directory, "encode", wire.TO, wire.TEXT).decode().split()
    with Phone(program, directory, *LATENCY) as one, Phone(program, directory, *LATENCY) as other:
        command = sending(program, directory, one.device, COUNT)
        others = {f"bare writes and reads, {BARE_COUNT}": lambda: bare(other.device, *pdu)} | {
            f"{peer.name}, {peer.count}, start left out":
            lambda peer=peer: spooled(program, directory, peer, saw) for peer in spoolers}
        ours, others = machine.taking_turns(lambda: (machine.times(command)[0] / COUNT,), others,
                                            ROUNDS)
    what = f"{COUNT} messages, a phone of {LATENCY_MS} ms: ms a message"
    processes = {f"{name}, a process each": figures for name, figures in one_a_process.items()}
    rows(what, ours, {"two waits": [FLOOR_MS], **others, **missing, **processes})
    trace = wire.traced(program, directory, f"sim:?latency={LATENCY_MS}", [wire.TEXT] * COUNT)
    rows(f"{COUNT} messages, sim:?latency={LATENCY_MS}: ms of its clock a message",
         [trace[-1][0] * 1e3 / COUNT], {"two waits": [FLOOR_MS]})
    return saw


def bench_throughput(program, directory):
    few, many = (sending(program, directory, "sim:", count) for count in (1000, 10000))
    cat = machine.Command(shutil.which("cat"), [many.args[-1]], many.env, stdout=many.stdout)
    ours, others = machine.taking_turns(lambda: machine.times(many),
                                        {"cat, lines": lambda: machine.times(cat)},
                                        THROUGHPUT_ROUNDS)
    for at, what in enumerate(("a second", "a second of CPU")):
        rows(f"10000 in one process: messages {what}", [1e7 / ours[at]],
             {name: [1e7 / figures[at]] for name, figures in others.items()})
    ours, others = machine.taking_turns(lambda: machine.peak(many),
                                        {"1000 in one process": lambda: machine.peak(few)}, ROUNDS)
    rows("10000 in one process: peak RSS KiB", ours, others)
