#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures, no judgement: what a message and a terminal cost, beside floors and peers.

    run.py PROGRAM [CODEC [JOIN]]

CODEC is the program of codec.c, JOIN that of join.c. Each figure stands beside one that was
measured in the same run and in turns with it, so that a slow machine is seen as such. What is timed
is a median. The last column is ours divided by the other: of MB/s more is better, else less.
"""
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import batch
import machine
import peers
import push
import single
import table
import terminals
import wire


def bench(program, directory):
    lines = peers.modem_lines(directory)
    senders, no_senders = peers.installed(peers.one_a_process(lines))
    spoolers, no_spoolers = peers.installed(peers.spoolers(lines))
    table.head()
    saw = single.bench_message(program, directory, senders, no_senders)
    slow = single.bench_slow_message(program, directory, senders, no_senders, batch.LATENCY_MS)
    saw |= batch.bench_slow(program, directory, spoolers, no_spoolers, {**slow, **no_senders})
    batch.bench_throughput(program, directory)
    wire.waits_rows(program, directory, {**saw, **no_senders, **no_spoolers})
    wire.octets_rows(program, directory)
    single.bench_start(program, directory, senders, no_senders)
    single.bench_size(program, directory, senders, no_senders)
    push.bench_push(program, directory)
    terminals.bench_terminals(program, directory)


def bench_codec(program):
    print(flush=True)
    subprocess.run([program], check=True)


def bench_join(program):
    """It prints names and values."""
    print("\njoining: nanoseconds a part, KiB that it took, parts that waited at most")
    output = subprocess.run([program], check=True, stdout=subprocess.PIPE, text=True).stdout
    for name, value in map(str.split, output.splitlines()):
        print(f"{name:<58} {value:>8}", flush=True)


def main():
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__)
    program, *others = map(os.path.abspath, sys.argv[1:])
    machine.adopt_orphans()
    print(f"{program}, load {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors\n")
    with tempfile.TemporaryDirectory(prefix="smsmodem-bench-") as directory:
        try:
            bench(program, directory)
        except machine.Failed as failure:
            sys.exit(f"{program}: {failure}")
    try:
        for run, other in zip((bench_codec, bench_join), others):
            run(other)
    except subprocess.CalledProcessError as failure:
        sys.exit(failure.returncode)


if __name__ == "__main__":
    main()
