# SPDX-License-Identifier: GPL-3.0-or-later
"""National language tables, against a decoder and an encoder made of a transcript of 23.038 annex A.

Nothing here is shared with the program: the tables are read from national-tables.tsv beside the
folder that SMSMODEM_VECTORS names; without it the test is skipped.
"""
import csv
import json
import os
import re
import sys

import support

MESSAGES = 300  # of each language, in each direction
RUNS = 8  # of `encode` for each language; the others are sent to a simulated phone
ESCAPE, DEFAULT = 0x1B, 0
SINGLE_SHIFT, LOCKING_SHIFT, CONCAT8 = 0x24, 0x25, 0x00  # 3GPP TS 23.040 9.2.3.24
CODES = ("", "tr", "es", "pt", "bn", "gu", "hi", "kn", "ml", "or", "pa", "ta", "te", "ur")
SPANISH, TELUGU = 2, 12


def tables_path():
    folder = os.environ.get("SMSMODEM_VECTORS")
    return folder and os.path.join(folder, "..", "facts", "national-tables.tsv")


def read_tables(path):
    """Characters by code, by language, by kind of table."""
    tables = {"locking": {}, "single": {}}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            table = tables[row["table"]].setdefault(int(row["language_id"]), {})
            table[int(row["septet_hex"], 16)] = chr(int(row["unicode_hex"], 16))
    return tables["locking"], tables["single"]


# --- what a receiver does ---

class Reader:
    """The text of parts in order; an escape is continued in the next part of the same tables."""

    def __init__(self, locking, single):
        self.locking, self.single = locking, single
        self.text, self.escaped, self.tables = "", False, None

    def part(self, septets, shift):
        """A language that has no table, or that nobody has assigned, is as none."""
        tables = [kind[language if language in kind else DEFAULT]
                  for kind, language in zip((self.locking, self.single), shift)]
        if tables != self.tables:
            self.tables, self.escaped = tables, False
        for septet in septets:
            self._septet(septet, *tables)

    def _septet(self, septet, locking, single):
        if not self.escaped and septet == ESCAPE:
            self.escaped = True
            return
        if not self.escaped:
            self.text += locking.get(septet, "\ufffd")
        elif septet == ESCAPE:
            self.text += " "
        else:
            self.text += single.get(septet, locking.get(septet, "\ufffd"))
        self.escaped = False


def elements_of(header):
    elements, at = {}, 0
    while at < len(header):
        iei, length = header[at], header[at + 1]
        elements[iei] = header[at + 2:at + 2 + length]
        at += 2 + length
    return elements


class Submit:
    """A SUBMIT with a user data header or without (3GPP TS 23.040 9.2.2.2)."""

    def __init__(self, pdu):
        octets = bytes.fromhex(pdu)
        tpdu = octets[1 + octets[0]:]
        at = 3 + (tpdu[2] + 1) // 2 + 1  # first octet, TP-MR, TP-DA
        validity = {0: 0, 1: 7, 2: 1, 3: 7}[tpdu[0] >> 3 & 3]
        self.dcs = tpdu[at + 1]
        udl, data = tpdu[at + 2 + validity], tpdu[at + 3 + validity:]
        header_len = data[0] + 1 if tpdu[0] & 0x40 else 0
        self.elements = elements_of(data[1:header_len])
        self.shift = tuple(self.elements.get(iei, b"\0")[0] for iei in (LOCKING_SHIFT, SINGLE_SHIFT))
        self.data = data[header_len:]
        skipped = -(-8 * header_len // 7)
        stream = int.from_bytes(data, "little")
        self.septets = [stream >> 7 * i & 0x7F for i in range(skipped, udl)]

    def put(self, reader):
        if self.dcs == 8:
            reader.text += self.data.decode("utf-16-be")
        else:
            reader.part(self.septets, self.shift)


# --- what another sender does ---

def pack(septets, header):
    """TP-UDL and TP-UD: septets behind a header, from the next septet border on."""
    skipped = -(-8 * len(header) // 7)
    stream = int.from_bytes(header, "little")
    for number, septet in enumerate(septets, skipped):
        stream |= septet << 7 * number
    count = skipped + len(septets)
    return bytes([count]) + stream.to_bytes(-(-7 * count // 8), "little")


def deliver(sender, septets, elements):
    header = b"".join(bytes([iei, len(data)]) + data for iei, data in elements)
    header = bytes([len(header)]) + header
    digits = f"{sender:08d}"
    address = bytes.fromhex("".join(digits[i + 1] + digits[i] for i in range(0, 8, 2)))
    return (b"\0\x44\x08\x81" + address + b"\0\0" + bytes.fromhex("42110221222300") +
            pack(septets, header)).hex().upper()


class National(support.Case):
    def setUp(self):
        super().setUp()
        self.locking, self.single = read_tables(tables_path())
        self.rng = support.random_generator()

    def random_text(self, language):
        """Of a pair of tables in which this language's are, of one part or of several."""
        pairs = [(DEFAULT, language), (language, DEFAULT), (language, language)]
        locking, single = self.rng.choice(pairs)
        plain = sorted(self.locking.get(locking, self.locking[DEFAULT]).values())
        escaped = sorted(self.single[single].values())
        if (language, single) == (TELUGU, TELUGU):
            escaped.remove("€")  # read, but not sent
        rare = self.rng.choice((2, 5, 30))
        length = self.rng.choice((self.rng.randint(1, 30), self.rng.randint(60, 170),
                                  self.rng.randint(1, 450)))
        return "".join(self.rng.choice(escaped if self.rng.randrange(rare) == 0 else plain)
                       for _ in range(length))

    def check(self, text, pdus, language, seen):
        parts = [Submit(pdu) for pdu in pdus]
        reader = Reader(self.locking, self.single)
        for number, part in enumerate(parts, 1):
            if len(parts) > 1:
                self.assertEqual(part.elements[CONCAT8][1:], bytes([len(parts), number]))
            self.assertLessEqual(set(part.shift), {DEFAULT, language})
            self.assertEqual(part.shift, parts[0].shift)
            part.put(reader)
            self.assertFalse(reader.escaped, "an escape pair is cut")
        self.assertEqual(reader.text, text, pdus)
        seen.add((parts[0].dcs == 8, *(bool(kind) for kind in parts[0].shift), len(parts) > 1))

    def check_seen(self, language, seen):
        """Each way to write it occurred, in one part and in several."""
        shifts = {shift[1:3] for shift in seen if not shift[0]}
        wanted = {(False, True), (True, False), (True, True)}
        if language == SPANISH:
            wanted = {(False, True)}
        self.assertLessEqual(wanted, shifts | ({(True, True)} if language == 1 else set()))
        self.assertEqual({shift[3] for shift in seen}, {False, True})

    def send(self, messages):
        """Send them to a simulated phone. @return the PDUs of each"""
        lines = "".join(json.dumps({"to": "+46708251358", **message}) + "\n"
                        for message in messages)
        trace = self.path("trace")
        sent = self.smsmodem("-d", "sim:", "send", "--json", "--trace", trace, "--batch", "-",
                             stdin=lines).json
        pdus = re.findall(r'^\S+ > "([0-9A-F]+)\\x1A"$', self.read(trace), re.M)
        os.remove(trace)
        self.assertEqual({each["status"] for each in sent}, {"sent"})
        return [[pdus.pop(0) for _ in range(each["parts"])] for each in sent]

    def test_encoded(self):
        """What we encode is what their tables say."""
        for language in range(1, len(CODES)):
            seen = set()
            messages = [{"text": self.random_text(language), "language": CODES[language],
                         "encoding": self.rng.choice(("gsm7", "gsm7", "auto"))}
                        for _ in range(MESSAGES - RUNS)]
            for message, pdus in zip(messages, self.send(messages)):
                self.check(message["text"], pdus, language, seen)
            for _ in range(RUNS):
                text = self.random_text(language)
                lines = self.smsmodem("encode", "--encoding", "gsm7", "--ref", "7", "--language",
                                      CODES[language], "+46708251358", stdin=text + "\r\n").out
                self.check(text, [line.split()[1] for line in lines.splitlines()], language, seen)
            self.check_seen(language, seen)

    def random_parts(self, shift):
        """Any septets, defined or not, cut anywhere; now and then with other tables in between."""
        septets = [self.rng.choice((ESCAPE, self.rng.randrange(128), self.rng.randrange(128)))
                   for _ in range(self.rng.randint(1, 400))]
        pieces = []
        while septets:
            size = self.rng.randint(1, 140)
            other = (self.rng.randrange(20), self.rng.randrange(256))
            pieces.append((septets[:size], shift if self.rng.randrange(8) else other))
            del septets[:size]
        return pieces

    def elements(self, pieces, number, shift):
        elements = [(LOCKING_SHIFT, bytes([shift[0]])), (SINGLE_SHIFT, bytes([shift[1]]))]
        self.rng.shuffle(elements)
        elements = [element for element in elements if element[1] != b"\0"]
        if len(pieces) > 1:
            elements.insert(self.rng.randint(0, len(elements)),
                            (CONCAT8, bytes([7, len(pieces), number])))
        return elements

    def test_decoded(self):
        """What others encode in any pair of tables, we read as they mean it."""
        pdus, texts, shifts = [], [], []
        for index in range(MESSAGES * (len(CODES) - 1)):
            language = 1 + index % (len(CODES) - 1)
            shift = self.rng.choice(((DEFAULT, language), (language, DEFAULT), (language, language),
                                     (language, self.rng.randrange(len(CODES)))))
            pieces = self.random_parts(shift)
            reader = Reader(self.locking, self.single)
            for number, (septets, tables) in enumerate(pieces, 1):
                pdus.append(deliver(index, septets, self.elements(pieces, number, tables)))
                reader.part(septets, tables)
            texts.append(reader.text)
            shifts.append(pieces[0][1])
        messages = self.decode(pdus, "--kind", "deliver")
        self.assertEqual(len(messages), len(texts))
        for message, text, shift in zip(messages, texts, shifts):
            self.assertEqual(message["text"], text, message)
            known = {"locking": shift[0] if shift[0] in self.locking else DEFAULT,
                     "single": shift[1] if shift[1] < len(CODES) else DEFAULT}
            if any(known.values()):
                self.assertEqual(message["shift"], known)


if __name__ == "__main__":
    if not tables_path():
        sys.exit(77)
    support.main()
