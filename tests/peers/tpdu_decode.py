#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decode TPDUs with tshark, which shares nothing with us.

    tpdu_decode.py submit|deliver < LINES

A line holds one TPDU in hexadecimal, without the message centre's address. Consecutive lines are
parts of one message; an empty line begins the next. One JSON object a message goes to stdout.

Each TPDU becomes a packet of a capture whose link type is "upper PDU": tags in front of the octets
name the dissector, the addresses, and the direction, by which tshark tells SUBMIT from DELIVER.
Each message has addresses of its own, so that equal references are never joined across messages.
"""
import json
import os
import struct
import subprocess
import sys
import tempfile

LINKTYPE_UPPER_PDU = 252
TAG_END, TAG_DISSECTOR, TAG_IPV4_SOURCE, TAG_IPV4_DESTINATION, TAG_DIRECTION = 0, 12, 20, 21, 35
SENT_TO_PHONE, RECEIVED_FROM_PHONE = 0, 1

PREFERENCES = ("gsm_sms.reassemble:TRUE", "gsm_sms.reassemble_with_lower_layers_info:FALSE",
               "gsm_sms_ud.port_number_udh_means_wsp:FALSE", "gsm_sms_ud.try_dissect_1st_fragment:FALSE")


def tag(number, value=b""):
    return struct.pack(">HH", number, len(value)) + value


def packet(tpdu, message, submit):
    phone, centre = (struct.pack(">BBH", 10, side, message) for side in (1, 2))
    source, destination = (phone, centre) if submit else (centre, phone)
    direction = RECEIVED_FROM_PHONE if submit else SENT_TO_PHONE
    return (tag(TAG_DISSECTOR, b"gsm_sms\0") + tag(TAG_IPV4_SOURCE, source) +
            tag(TAG_IPV4_DESTINATION, destination) +
            tag(TAG_DIRECTION, struct.pack(">I", direction)) + tag(TAG_END) + tpdu)


def capture(messages, submit):
    octets = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, LINKTYPE_UPPER_PDU)
    for number, parts in enumerate(messages):
        for part in parts:
            content = packet(part, number + 1, submit)
            octets += struct.pack("<IIII", number, 0, len(content), len(content)) + content
    return octets


def dissect(octets):
    """What tshark sees, packet by packet; two passes, so that the last part shows the whole."""
    with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
        file.write(octets)
        file.flush()
        command = ["tshark", "-n", "-2", "-r", file.name, "-T", "json", "--no-duplicate-keys"]
        for preference in PREFERENCES:
            command += ["-o", preference]
        result = subprocess.run(command, env={**os.environ, "LC_ALL": "C.UTF-8"}, check=True,
                                stdin=subprocess.DEVNULL, capture_output=True)
    return [entry["_source"]["layers"] for entry in json.loads(result.stdout)]


def find(tree, name):
    """All values of a field, wherever in the tree they are."""
    found = []
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == name:
                found += value if isinstance(value, list) else [value]
            else:
                found += find(value, name)
    elif isinstance(tree, list):
        for value in tree:
            found += find(value, name)
    return found


def number(tree, name):
    values = find(tree, name)
    return int(values[0], 0) if values else None


def octets_of(text):
    return text.replace(":", "").upper()


def describe(packets):
    """A message from its packets; its last one holds the text of all."""
    last = packets[-1].get("gsm_sms", {})
    return {"text": "".join(find(last, "gsm_sms.sms_text")),
            "data": "".join(octets_of(body) for body in find(last, "gsm_sms.sms_body")),
            "to": "".join(find(last, "gsm_sms.tp-da")), "from": "".join(find(last, "gsm_sms.tp-oa")),
            "pid": number(last, "gsm_sms.tp-pid"), "dcs": number(last, "gsm_sms.tp-dcs"),
            "parts": [number(p, "gsm_sms.udh.mm.msg_parts") for p in packets],
            "seqs": [number(p, "gsm_sms.udh.mm.msg_part") for p in packets],
            "refs": [number(p, "gsm_sms.udh.mm.msg_id") for p in packets],
            "ieis": [[int(i, 0) for i in find(p, "gsm_sms.ie_identifier")] for p in packets],
            "dst": [number(p, "gsm_sms.destination_port") for p in packets],
            "src": [number(p, "gsm_sms.originator_port") for p in packets],
            "fragments": number(last, "gsm_sms.fragment.count"),
            "malformed": [layer for p in packets for layer in p if "malformed" in layer]}


def decode(messages, submit=True):
    """@param messages lists of parts, each the octets of a TPDU. @return a dict a message"""
    seen = iter(dissect(capture(messages, submit)))
    return [describe([next(seen) for _ in parts]) for parts in messages]


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in ("submit", "deliver"):
        sys.exit(__doc__)
    blocks = sys.stdin.read().strip().split("\n\n")
    messages = [[bytes.fromhex(line) for line in block.split("\n")] for block in blocks]
    for message in decode(messages, sys.argv[1] == "submit"):
        print(json.dumps(message, ensure_ascii=False))


if __name__ == "__main__":
    main()
