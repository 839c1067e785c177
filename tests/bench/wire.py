# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes over the wire: octets and waits, counted in traces and in what the phone saw."""
import json
import os
import re
import subprocess

import machine
import phone
import table

TO = "+491701234567"
TEXT = "The backup of host db-1 has failed; please look at it."
ESCAPES = re.compile(r'\\(x[0-9A-F]{2}|.)')
RECORD = re.compile(r'([\d.]+) ([<>]) "(.*)"$')


def batch_line(text):
    return json.dumps({"to": TO, "text": text}) + "\n"


def run(program, directory, *args, **more):
    return subprocess.run([program, *args], env=machine.environment(directory), check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **more).stdout


def traced(program, directory, device, messages):
    """(s, direction, octets, whether they are a PDU) in order, of one message or of a batch."""
    trace = os.path.join(directory, "trace")
    what = [TO, *messages] if len(messages) == 1 else ["--batch", "-"]
    run(program, directory, "-d", device, "--trace", trace, "send", *what,
        input="".join(map(batch_line, messages)).encode())
    with open(trace, encoding="ascii") as file:
        lines = [RECORD.match(line) for line in file]
    return [(float(match[1]), match[2], ESCAPES.sub(".", match[3]), match[3].endswith("\\x1A"))
            for match in lines if match]


def kinds(records):
    """As the phone would have seen it."""
    return [phone.SUBMIT if is_pdu else phone.COMMAND
            for _, direction, _, is_pdu in records if direction == ">"]


def waits(seen):
    """
    (answers waited for before the first PDU is on its way, for a further message): each command
    line is waited for and so is each PDU. A further message may be of another process.
    """
    submits = [i for i, kind in enumerate(seen) if kind == phone.SUBMIT]
    return submits[0], table.middle(later - one for one, later in zip(submits, submits[1:]))


def waits_rows(program, directory, peers):
    """Peers by name: what kinds of things their phone saw, or why nothing."""
    before, _ = waits(kinds(traced(program, directory, "sim:", [TEXT])))
    _, further = waits(kinds(traced(program, directory, "sim:", [TEXT] * 4)))
    for what, own, at, floor in (
            ("waits for the phone before the first PDU", before, 0, "+CMGF, +CMGS"),
            ("waits for the phone, a further message", further, 1, "+CMGS, the PDU")):
        table.row(what, own, f"fewest ({floor})", 2)
        for name, seen in peers.items():
            if isinstance(seen, str):
                table.row(what, own, f"{name}: {seen}")
            elif phone.SUBMIT not in seen:
                table.row(what, own, f"{name}: sent nothing")
            else:
                table.row(what, own, name, waits(seen)[at])


def fewest(program, directory, text):
    """
    Octets (to the modem, from it) of a first message, and of a further one. PDU mode asked for,
    +CMGS, the PDU: less does not send a message (3GPP TS 27.005 3.5.1). What comes is fewest where
    the phone, which echoes when it starts, is asked not to in that first command.
    """
    length, pdu = run(program, directory, "encode", TO, text).decode().split()
    command = f"AT+CMGS={length}\r"
    prompt, done = "\r\n> ", "\r\n+CMGS: 0\r\n\r\nOK\r\n"
    further = len(command) + len(pdu) + 1, len(prompt + done)
    first = len("AT+CMGF=0\r") + further[0], len("ATE0+CMGF=0\r\r\nOK\r\n") + further[1]
    return first, further


def octets(records):
    return tuple(sum(len(content) for _, way, content, _ in records if way == direction)
                 for direction in "><")


def octets_rows(program, directory):
    for name, text in (("54 characters", TEXT), ("1 character", "x")):
        one = octets(traced(program, directory, "sim:", [text]))
        two = octets(traced(program, directory, "sim:", [text] * 2))
        three = octets(traced(program, directory, "sim:", [text] * 3))
        floors = fewest(program, directory, text)
        for way, at in (("to", 0), ("from", 1)):
            table.row(f"octets {way} the modem, one message ({name})", one[at], "fewest",
                      floors[0][at])
            table.row(f"octets {way} the modem, a further one ({name})", three[at] - two[at],
                      "fewest", floors[1][at])
