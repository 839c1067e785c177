#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
Load and kills: messages by the thousand through the simulated phone, `receive` and a consumer.

    run.py PROGRAM [short | full | SECONDS]

`short` is what the tests run; `full` is 100,000 messages, 200 kills both ways, and what other
daemons take for 90 messages, and fails under 5,000 single messages a second (but with
sanitizers); SECONDS is kills for at least so long, with another seed each time.
SMSMODEM_SEED repeats a run.
"""
import os
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import kill
import others
import rate
import stream

WAYS = ("stored", "direct")
LEAST = 5000 # single messages a second, from the phone to the consumer


def stage(function, *args, **options):
    with tempfile.TemporaryDirectory(prefix="smsmodem-soak-") as directory:
        print(function(args[0], directory, *args[1:], **options), flush=True)


def short(program, seed):
    stage(rate.run, program, 3000, seed)
    stage(rate.run, program, 1000, seed, long_share=1 / 3)
    for way in WAYS:
        stage(kill.run, program, 150, 15, seed, way)


def full(program, seed):
    stage(rate.run, program, 100000, seed, least=LEAST)
    stage(rate.run, program, 20000, seed, way="direct")
    stage(rate.run, program, 30000, seed, long_share=1 / 3)
    for way in WAYS:
        stage(kill.run, program, 2000, 200, seed, way)
    stage(others.run, program, 90, seed)  # gammu-smsd has names for 100 of one second


def endurance(program, seed, seconds):
    end_s, turn = time.monotonic() + seconds, 0
    while time.monotonic() < end_s:
        stage(kill.run, program, 500, 50, f"{seed}-{turn}", WAYS[turn % len(WAYS)])
        turn += 1


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    how = sys.argv[2] if len(sys.argv) == 3 else "short"
    seed = os.environ.get("SMSMODEM_SEED") or os.urandom(6).hex()
    print(f"SMSMODEM_SEED={seed}", flush=True)
    try:
        if how in ("short", "full"):
            {"short": short, "full": full}[how](program, seed)
        else:
            endurance(program, seed, float(how))
    except stream.Failed as failure:
        sys.exit(f"SMSMODEM_SEED={seed}: {failure}")


if __name__ == "__main__":
    main()
