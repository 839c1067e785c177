#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures, no judgement: what a message costs on the wire, and what the program costs the machine.

    run.py PROGRAM

Each figure stands beside a floor that was measured in the same run, so that a slow machine is seen
as such. Times are medians of RUNS.
"""
import ctypes
import json
import os
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import tty

RUNS = 21
BATCH = 5000
TO = "+491701234567"
TEXT = "The backup of host db-1 has failed; please look at it."


def environment(directory):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SMSMODEM")}
    return {**kept, "HOME": directory, "XDG_CONFIG_HOME": directory, "XDG_STATE_HOME": directory}


def row(what, value, floor=""):
    print(f"{what:<52} {value:>14}   {floor}")


def run(program, directory, *args, **more):
    return subprocess.run([program, *args], env=environment(directory), check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **more).stdout


# --- the wire ------------------------------------------------------------------------------------

ESCAPES = re.compile(r'\\(x[0-9A-F]{2}|.)')


def wire(program, directory, messages):
    """(to the modem, octets) and (from it, octets) in order, of a batch over the simulated phone."""
    trace = os.path.join(directory, "trace")
    run(program, directory, "-d", "sim:", "--trace", trace, "send", "--batch", "-",
        input="".join(json.dumps({"to": TO, "text": text}) + "\n" for text in messages).encode())
    with open(trace, encoding="ascii") as file:
        lines = [re.match(r'[\d.]+ ([<>]) "(.*)"$', line) for line in file]
    return [(match[1], ESCAPES.sub(".", match[2]), match[2].endswith("\\x1A")) for match in lines if match]


def round_trips(records):
    """Lines that wait for an answer, before each message's PDU."""
    counts, count = [], 0
    for direction, _, is_pdu in records:
        if direction == ">" and is_pdu:
            counts.append(count)
            count = 1  # the PDU itself is waited for, and then the next begins
        elif direction == ">":
            count += 1
    return counts


def fewest(program, directory, text):
    """PDU mode asked for, +CMGS, the PDU: less does not send a message (3GPP TS 27.005 3.5.1)."""
    length, pdu = run(program, directory, "encode", TO, text).decode().split()
    command = len(f"AT+CMGS={length}\r") + len(pdu) + 1
    return len("AT+CMGF=0\r") + command, command


def bench_wire(program, directory):
    for name, text in (("short", TEXT), ("one septet", "x")):
        one = wire(program, directory, [text])
        two = wire(program, directory, [text, text])
        first, further = fewest(program, directory, text)

        def octets(records, direction):
            return sum(len(content) for way, content, _ in records if way == direction)
        row(f"octets to the modem, first message ({name})", octets(one, ">"), f"fewest {first}")
        row(f"octets to the modem, a further message ({name})", octets(two, ">") - octets(one, ">"),
            f"fewest {further}")
        row(f"octets from the modem, first message ({name})", octets(one, "<"), "echo of the first line in it")
    trips = round_trips(wire(program, directory, [TEXT] * 4))
    row("round trips before the first PDU (of a batch)", trips[0], "fewest 2: +CMGF, +CMGS")
    row("round trips of each further message", trips[-1], "fewest 2: +CMGS, the PDU")


# --- the machine ---------------------------------------------------------------------------------

def quiet(output=None):
    """File actions: nothing on the three standard descriptors, or stdout to another one."""
    actions = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_RDWR, 0) for fd in (0, 1, 2)]
    if output is not None:
        actions[1] = (os.POSIX_SPAWN_DUP2, output, 1)
    return actions


def check(status, path, args):
    if status != 0:
        raise SystemExit(f"{path} {args}: status {status}")


def times(path, args, env):
    """One run: wall ms and CPU ms."""
    begin = time.perf_counter_ns()
    child = os.posix_spawn(path, [path, *args], env, file_actions=quiet())
    _, status, usage = os.wait4(child, 0)
    wall = (time.perf_counter_ns() - begin) / 1e6
    check(status, path, args)
    return wall, (usage.ru_utime + usage.ru_stime) * 1e3


def adopt_orphans():
    PR_SET_CHILD_SUBREAPER = 36
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise SystemExit("cannot become the reaper of grandchildren")


def peak(path, args, env):
    """
    Peak RSS in KiB. The kernel counts what a process was before exec too, and a Python is large: so
    a small shell starts the program and leaves it to us.
    """
    shell = os.posix_spawn("/bin/sh", ["sh", "-c", '"$@" &', "sh", path, *args], env,
                           file_actions=quiet())
    usages = {}
    while len(usages) < 2:
        child, status, usage = os.wait4(-1, 0)
        check(status, path, args)
        usages[child] = usage.ru_maxrss
    del usages[shell]
    return usages.popitem()[1:]


def medians(measure, path, args, env):
    return [statistics.median(column) for column in zip(*(measure(path, args, env) for _ in range(RUNS)))]


def first_byte(path, args, env, by_stdout=False):
    """ms from before exec to the first octet at the other end of a fresh pseudo-terminal."""
    master, slave = os.openpty()
    tty.setraw(slave)
    name = os.ttyname(slave)
    begin = time.perf_counter_ns()
    child = os.posix_spawn(path, [path, *(arg.replace("PTY", name) for arg in args)], env,
                           file_actions=quiet(slave if by_stdout else None))
    if not select.select([master], [], [], 10)[0]:
        raise SystemExit(f"{path} {args}: nothing came")
    os.read(master, 1)
    elapsed = (time.perf_counter_ns() - begin) / 1e6
    if not by_stdout:
        os.kill(child, signal.SIGINT)
    os.waitpid(child, 0)
    os.close(master)
    os.close(slave)
    return elapsed


def bench_process(program, directory):
    env = environment(directory)
    link, true = os.path.join(directory, "phone"), shutil.which("true")
    adopt_orphans()
    phone = subprocess.Popen([program, "sim", "--pty", link], env=env, stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE)
    phone.stdout.readline()
    args = ["-d", link, "send", TO, TEXT]
    rows = zip(("wall ms", "CPU ms", "peak RSS KiB"),
               medians(times, program, args, env) + medians(peak, program, args, env),
               medians(times, true, [], env) + medians(peak, true, [], env))
    for what, ours, floor in rows:
        row(f"send over a pty: {what}", f"{ours:.2f}", f"true {floor:.2f}")
    phone.communicate(b"quit\n")  # its 42 events fit into the pipe meanwhile


def bench_start(program, directory):
    env = environment(directory)
    path = os.path.join(directory, "octet")
    with open(path, "wb") as file:
        file.write(b"A")
    ours = [first_byte(program, ["-d", "PTY", "send", TO, TEXT], env) for _ in range(RUNS)]
    cat = [first_byte(shutil.which("cat"), [path], env, by_stdout=True) for _ in range(RUNS)]
    row("exec to the first octet on the wire: ms", f"{statistics.median(ours):.2f}",
        f"cat {statistics.median(cat):.2f}")


def bench_size(program, directory):
    stripped = os.path.join(directory, "stripped")
    subprocess.run(["strip", "-o", stripped, program], check=True)
    true = os.path.getsize(os.path.realpath(shutil.which("true")))
    row("size of the stripped program: octets", os.path.getsize(stripped), f"true {true}")


def bench_batch(program, directory):
    lines = "".join(json.dumps({"to": TO, "text": f"{TEXT} {i}", "id": i}) + "\n" for i in range(BATCH))
    begin = time.perf_counter()
    out = run(program, directory, "-d", "sim:", "--json", "send", "--batch", "-", input=lines.encode())
    elapsed = time.perf_counter() - begin
    if out.count(b'"status":"sent"') != BATCH:
        raise SystemExit("a batch was not sent whole")
    begin = time.perf_counter()
    subprocess.run(["cat"], input=lines.encode(), stdout=subprocess.DEVNULL, check=True)
    floor = time.perf_counter() - begin
    row(f"messages per second, a batch of {BATCH} over sim:", f"{BATCH / elapsed:.0f}",
        f"cat {BATCH / floor:.0f} lines")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="smsmodem-bench-") as directory:
        print(f"{program}, medians of {RUNS}\n")
        for bench in (bench_wire, bench_process, bench_start, bench_size, bench_batch):
            bench(program, directory)


if __name__ == "__main__":
    main()
