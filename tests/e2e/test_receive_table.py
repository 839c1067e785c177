#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to a phone, and what `receive` prints of it: a row a case, in every way to receive.

A row has what the simulated phone is told, and the members of each line that has to come; None is
a member that must not be there, or be null. Between rows a message says that nothing else came.
"""
from receive_pdus import (MMS_NOTIFICATION, SERVICE_INDICATION, TURKISH, deliver, part, ports,
                          report)
from receive_support import FROM, ReceiveCase
from support import main

TIME = "2026-01-02T12:34:50+00:00"
LONG = " ".join(f"word {number}" for number in range(60))
SHORTER = LONG[:400]
EMOJI = "👩\u200d👩\u200d👧 🇩🇪 ❤\ufe0f " * 12


def sms(text, **members):
    return {"event": "sms", "text": text, "incomplete": None, "redelivered": None,
            "text_error": None, **members}


def pdu(*args, **options):
    return "deliver-pdu " + deliver(*args, **options)


def cut(text, size):
    return [text[i:i + size] for i in range(0, len(text), size)]


def parts(text, order, reference, bits=8, **options):
    """The parts of a long text, in this order."""
    pieces = cut(text, (len(text) + max(order) - 1) // max(order))
    assert len(pieces) == max(order)
    return [pdu(FROM, pieces[n - 1], header=part(reference, len(pieces), n, bits), **options)
            for n in order]


def units(text):
    """The halves of a UTF-16 text that is cut within a surrogate pair."""
    octets = text.encode("utf-16-be")
    middle = octets.index(b"\xD8\x3D") + 2
    return octets[:middle], octets[middle:]


def halves(text, reference):
    return [pdu(FROM, octets=half, dcs=0x08, header=part(reference, 2, number))
            for number, half in enumerate(units(text), 1)]


MESSAGES = [
    ("single", [f"deliver {FROM} Hello"],
     [sms("Hello", kind="deliver", **{"from": FROM}, from_type="international", encoding="gsm7",
          parts=1, **{"class": None})]),
    ("single, of the table's own making", [pdu(FROM, "Grüße [€]")],
     [sms("Grüße [€]", **{"from": FROM}, smsc="+491710760000", time=TIME, pid=0, dcs=0)]),
    ("short code", [pdu("22333", "Your code is 0815")],
     [sms("Your code is 0815", **{"from": "22333"}, from_type="unknown")]),
    ("alphanumeric sender", [pdu("My Bank 24", "by name")],
     [sms("by name", **{"from": "My Bank 24"}, from_type="alphanumeric")]),
    ("multi-part in order", parts(LONG, (1, 2, 3, 4), 1), [sms(LONG, parts=4, ref=1, ref_bits=8)]),
    ("multi-part backwards", parts(LONG + "b", (4, 3, 2, 1), 2), [sms(LONG + "b", parts=4, ref=2)]),
    ("multi-part in any order, doubled", parts(LONG + "c", (2, 4, 2, 1, 4, 3), 3),
     [sms(LONG + "c", parts=4, ref=3)]),
    ("multi-part with another one between, 16 bits of reference",
     [line for pair in zip(parts(SHORTER + "d", (3, 1, 2), 0x1234, bits=16),
                           parts(SHORTER + "e", (2, 3, 1), 0x1235, bits=16)) for line in pair],
     [sms(SHORTER + "d", parts=3, ref=0x1234, ref_bits=16),
      sms(SHORTER + "e", parts=3, ref=0x1235, ref_bits=16)]),
    ("a message between the parts of another",
     [parts(SHORTER[:250], (1, 2), 4)[0], f"deliver {FROM} between",
      parts(SHORTER[:250], (1, 2), 4)[1]],
     [sms("between"), sms(SHORTER[:250], parts=2)]),
    ("duplicate", [pdu(FROM, "twice")] * 2, [sms("twice")]),
    ("the same text at another time is no duplicate", [f"deliver {FROM} again", pdu(FROM, "again")],
     [sms("again"), sms("again")]),
    ("flash", [pdu(FROM, "flash", dcs=0x10)], [sms("flash", **{"class": 0}, dcs=16)]),
    *((f"class {number}", [pdu(FROM, f"class {number}", dcs=0x10 + number)],
       [sms(f"class {number}", **{"class": number})]) for number in (1, 2, 3)),
    ("8-bit", [pdu(FROM, octets=b"\x00\x01\xfe\xff")],
     [sms(None, encoding="8bit", data="0001FEFF")]),
    ("8-bit in parts", [pdu(FROM, octets=octets, header=part(5, 2, number))
                        for number, octets in ((2, b"\x02\x03"), (1, b"\x00\x01"))],
     [sms(None, encoding="8bit", data="00010203", parts=2)]),
    ("ported", [pdu(FROM, "to a port", header=ports(5000, 5001))],
     [sms("to a port", ports={"dst": 5000, "src": 5001})]),
    ("ported, 8-bit", [pdu(FROM, octets=b"\xAB", header=ports(16000, 0))],
     [sms(None, data="AB", ports={"dst": 16000, "src": 0})]),
    ("WAP push", [pdu(FROM, octets=SERVICE_INDICATION, header=ports(2948, 9200))],
     [sms(None, push={"type": "si", "href": "http://example.org/x", "text": "Hello",
                      "action": "signal-medium"})]),
    ("WAP push in parts",
     [pdu(FROM, octets=SERVICE_INDICATION[i:i + 12], header=ports(2948, 9200) + part(6, 4, n))
      for n, i in ((3, 24), (1, 0), (4, 36), (2, 12))],
     [sms(None, parts=4, push={"type": "si", "href": "http://example.org/x"})]),
    ("MMS notification", [pdu(FROM, octets=MMS_NOTIFICATION, header=ports(2948, 9200))],
     [sms(None, push={"type": "mms", "transaction": "T1", "from": "+491709999999/TYPE=PLMN",
                      "class": "personal", "size": 1024, "expiry_seconds": 3600,
                      "location": "http://mmsc/1"})]),
    ("national language", [pdu(FROM, "Işık şöyle", single=TURKISH, header=b"\x24\x01\x01")],
     [sms("Işık şöyle", encoding="gsm7", shift={"locking": 0, "single": 1})]),
    ("Cyrillic", [pdu(FROM, "Привет", ucs2=True)], [sms("Привет", encoding="ucs2")]),
    ("emoji", [pdu(FROM, "👍🏽 ok", ucs2=True)], [sms("👍🏽 ok", encoding="ucs2")]),
    ("emoji in parts", [f"deliver {FROM} {EMOJI.strip()}"], [sms(EMOJI.strip(), encoding="ucs2")]),
    ("an emoji that is cut between parts", halves("before 😀 behind", 7),
     [sms("before 😀 behind", parts=2)]),
    ("text that looks like results",
     [pdu(FROM, "OK\r\n+CMS ERROR: 500\r\nNO CARRIER\r\n+CMTI: \"SM\",1\r\n> ")],
     [sms("OK\r\n+CMS ERROR: 500\r\nNO CARRIER\r\n+CMTI: \"SM\",1\r\n> ")]),
    ("no text at all", [pdu(FROM, "")], [sms("")]),
    ("what cannot be decoded", ["deliver-pdu 07919471016700000406"],
     [{"event": "sms", "kind": "undecodable", "pdu": "07919471016700000406"}]),
]

# A second of these takes the place of the first, where that is still in the phone (9.2.3.9).
REPLACING = ("replace type", [pdu(FROM, "old news", pid=0x41), pdu(FROM, "new news", pid=0x41)])

REPORTS = [
    ("delivered", 7, 0x00, "delivered", "completed"),
    ("still trying", 8, 0x30, "pending", None),
    ("failed for good", 9, 0x41, "failed", None),
    ("given up", 10, 0x63, "failed", None),
    ("reserved", 11, 0x8F, "failed", None),
]

UNSOLICITED = [
    *((f"status report: {name}", [f"deliver-pdu {report(FROM, reference, status)}"],
       [{"event": "report", "id": None, "kind": "status-report", "ref": reference, "to": FROM,
         "time": TIME, "discharged": TIME, "status": status, "state": state}])
      for name, reference, status, state, _ in REPORTS),
    ("cell broadcast", ["cb Storm warning"],
     [{"event": "cb", "kind": "cb", "message_id": 50, "page": 1, "pages": 1,
       "text": "Storm warning"}]),
    ("cell broadcast of several pages", ["cb " + "All is well. " * 12 + "End"],
     [{"event": "cb", "text": "All is well. " * 12 + "End", "pages": 2}]),
    ("call", [f"ring {FROM}", "hangup-call"],
     [{"event": "call", "from": FROM, "state": "ringing"},
      {"event": "call", "from": FROM, "state": "ended"}]),
    ("call of somebody who withholds the number", ["ring withheld", "hangup-call"],
     [{"event": "call", "from": None, "state": "ringing"},
      {"event": "call", "from": None, "state": "ended"}]),
    ("USSD", ["ussd Your balance is 3,50 EUR"],
     [{"event": "ussd", "state": 0, "text": "Your balance is 3,50 EUR"}]),
    ("USSD beyond the default alphabet", ["ussd Баланс 3"],
     [{"event": "ussd", "state": 0, "text": "Баланс 3"}]),
]


def by_text(line):
    return str(line.get("text"))


class Table(ReceiveCase):
    def setUp(self):
        super().setUp()
        self.phone = self.sim("--storage", "sm=100,me=255,sr=50,bm=50")
        # which cell broadcasts are of interest is for the user to say
        self.smsmodem("-d", self.phone.device, "at", 'AT+CSCB=0,"0-999"')

    def check(self, name, line, wanted):
        """Of an object in it the members that are wanted."""
        for key, value in wanted.items():
            given = line.get(key)
            if isinstance(value, dict) and isinstance(given, dict):
                given = {each: given.get(each) for each in value}
            self.assertEqual(given, value, f"{name}: {key} in {line}")

    def line(self, follower, name):
        try:
            return follower.line()
        except AssertionError:
            self.fail(f"{name}: nothing was printed")

    def follow_rows(self, rows, *args):
        self.phone.tell(f"deliver {FROM} ready")
        taken = 1 + len(rows) + sum(line["event"] in ("sms", "report")
                                    for _, _, lines in rows for line in lines)
        follower = self.follow(self.phone, "--count", str(taken), *args)
        follower.event("sms", text="ready")
        for number, (name, commands, lines) in enumerate(rows):
            for command in commands:
                self.phone.tell(command)
            given = [self.line(follower, name) for _ in lines]
            self.phone.tell(f"deliver {FROM} end {number}")
            while given[-1].get("text") != f"end {number}":
                given.append(self.line(follower, name))
            with self.subTest(name):
                self.assertEqual(len(given), len(lines) + 1, given)
                # which of two is whole first depends on the places that its parts were given
                for line, wanted in zip(sorted(given[:-1], key=by_text), sorted(lines, key=by_text)):
                    self.check(name, line, wanted)
        self.assertEqual(follower.end(), [])
        self.assertEqual(self.used(self.phone), 0)

    def test_stored_and_announced(self):
        self.follow_rows(MESSAGES + UNSOLICITED, "--way", "stored")

    def test_handed_over(self):
        self.follow_rows(MESSAGES + UNSOLICITED, "--way", "direct")

    def test_other_makers(self):
        for profile in ("nokia", "siemens", "huawei", "simcom", "qualcomm", "quirky"):
            self.phone = self.sim("--pty", self.path(profile), "--profile", profile)
            # the same card, and the same messages once more
            self.env["XDG_STATE_HOME"] = self.path("state of " + profile)
            self.follow_rows([(f"{profile}: {row[0]}", *row[1:]) for row in MESSAGES])

    def test_there_already(self):
        for name, commands, _ in MESSAGES:
            for command in commands:
                self.phone.tell(command)
        lines = self.receive(self.phone).json
        # of class 2 they are in SM, which is read after ME
        for name, _, wanted in sorted(MESSAGES, key=lambda row: row[0] == "class 2"):
            for each in wanted:
                self.check(name, lines.pop(0) if lines else {}, each)
        self.assertEqual(lines, [])
        self.assertEqual(self.used(self.phone), 0)

    def test_replace_type(self):
        """What was replaced before it was read is lost; the new one never is."""
        name, commands = REPLACING
        for command in commands:
            self.phone.tell(command)
        lines = self.receive(self.phone).json
        self.assertEqual(len(lines), 1)
        self.check(name, lines[0], sms("new news", pid=0x41))

    def test_replace_type_in_time(self):
        """The place may be replaced whenever it is being deleted: what is deleted is shown, and taken."""
        follower = self.follow(self.phone, "--count", "2")
        for text in ("old news", "new news"):
            self.phone.tell(pdu(FROM, text, pid=0x41))
            self.check("replace type", follower.line(), sms(text, pid=0x41))
        self.assertEqual(follower.end(), [])

    def test_incomplete_after_expiry(self):
        lines = parts(LONG, (4, 2), 9)
        pieces = cut(LONG, (len(LONG) + 3) // 4)
        self.follow_rows([("incomplete", lines, [
            {"event": "sms", "incomplete": True, "parts": 4, "missing": [1, 3],
             "text": pieces[1] + pieces[3]}])], "--parts-timeout", "1s")

    def test_flash_that_is_handed_over(self):
        self.phone.tell("fault flash-direct")
        self.follow_rows([row for row in MESSAGES if row[0] == "flash"])


if __name__ == "__main__":
    main()
