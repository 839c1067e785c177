# SPDX-License-Identifier: GPL-3.0-or-later
"""What the console says below a modem's lines: messages decoded and joined, replies in words."""
import os
import pty
import subprocess
import threading
import unittest

import support

SENDER = "+491701234567"
DIM = "\x1b[2m"


class Terminal:
    """A terminal as stdout, read to its end."""

    def __init__(self, case):
        self.master, self.slave = pty.openpty()
        self.text = b""
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        case.addCleanup(os.close, self.master)

    def _read(self):
        try:
            while octets := os.read(self.master, 4096):
                self.text += octets
        except OSError:
            pass  # nobody has it open any more

    def ended(self):
        os.close(self.slave)
        self.reader.join(support.PATIENCE)
        return self.text.decode().replace("\r\n", "\n")


class Answers:
    """A modem that answers commands from a table, and says OK to others."""

    def __init__(self, case, answers):
        self.answers, self.rest = answers, b""
        self.path = support.Wire(case, self._answer).path

    def _answer(self, octets):
        self.rest += octets
        reply = b""
        while b"\r" in self.rest:
            line, self.rest = self.rest.split(b"\r", 1)
            said = self.answers.get(line.decode(), ["OK"])
            reply += line + b"\r" + b"".join(b"\r\n" + one.encode() + b"\r\n" for one in said)
        return reply


class Notes(support.Case):
    def setUp(self):
        super().setUp()
        self.env["TERM"] = "dumb"

    def console(self, device, lines, *args, code=0):
        """What stands on the terminal after these lines, and each note without its blanks."""
        terminal = Terminal(self)
        process = self.start("-d", device, "console", *args, stdin=subprocess.PIPE,
                             stdout=terminal.slave)
        result = self.finish(process, "".join(line + "\n" for line in lines))
        text = terminal.ended()
        self.assertEqual(result.code, code, (result, text))
        return text

    def notes(self, device, lines, **options):
        text = self.console(device, lines, **options)
        return [line[2:] for line in text.split("\n") if line.startswith("  ")]

    def said(self, command, lines, **options):
        """The notes of one command's answer."""
        answers = Answers(self, {command: lines})
        return self.notes(answers.path, [command], **options)

    def encode(self, *args, deliver=True):
        """The PDUs of a message, as they arrive, each with the octets of its TPDU."""
        parts = self.smsmodem("encode", "--json", SENDER, *args).json
        return [self.delivered(part["pdu"]) for part in parts] if deliver else \
            [(part["length"], part["pdu"]) for part in parts]

    @staticmethod
    def delivered(submit):
        """A SUBMIT without validity made a DELIVER: 23.040 9.2.2.1, 9.2.2.2."""
        first = int(submit[2:4], 16)
        assert submit[:2] == "00" and not first & 0x18, submit
        address = 4 + int(submit[6:8], 16) + int(submit[6:8], 16) % 2
        rest = submit[6 + address:]
        pdu = f"00{first & 0x40 | 4:02X}{submit[6:6 + address]}{rest[:4]}62113280102040{rest[4:]}"
        return len(pdu) // 2 - 1, pdu


class Messages(Notes):
    STAMP = "2026-11-23 08:01:02 +01:00"

    def test_received(self):
        (length, pdu), = self.encode("Hello")
        self.assertEqual(self.said("AT+CMGL=4", [f"+CMGL: 3,0,,{length}", pdu, "OK"]),
                         [f"from {SENDER}, {self.STAMP}, stored at 3, unread: Hello"])

    def test_read_by_its_index(self):
        (length, pdu), = self.encode("Hello")
        self.assertEqual(self.said("AT+CMGR=7", [f"+CMGR: 1,,{length}", pdu, "OK"]),
                         [f"from {SENDER}, {self.STAMP}, stored at 7, read: Hello"])

    def test_lines_and_controls_in_a_text(self):
        (length, pdu), = self.encode("one\ntwo\x1b]0;title\x07", "--encoding", "ucs2")
        text = self.console(Answers(self, {"AT+CMGR=7": [f"+CMGR: 1,,{length}", pdu, "OK"]}).path,
                            ["AT+CMGR=7"])
        self.assertNotIn("\x1b]", text)
        self.assertIn(f"  from {SENDER}, {self.STAMP}, stored at 7, read, ucs2: one\n", text)
        self.assertIn("\n      two\\x1B]0;title\\x07\n", text)

    def test_parts_joined(self):
        parts = self.encode("long " * 60)
        lines = [line for index, (length, pdu) in enumerate(reversed(parts), 1)
                 for line in (f"+CMGL: {index},1,,{length}", pdu)]
        notes = self.said("AT+CMGL=4", [*lines, "OK"])
        self.assertEqual(len(parts), 2)
        self.assertTrue(notes[0].startswith(f"part 2 of 2, from {SENDER}, {self.STAMP}, "), notes)
        self.assertTrue(notes[1].startswith(f"part 1 of 2, from {SENDER}, {self.STAMP}, "), notes)
        self.assertEqual(notes[2:], [f"all 2 parts, from {SENDER}, {self.STAMP}: " +
                                     ("long " * 60).strip()])

    def test_listed_twice(self):
        parts = self.encode("long " * 60)
        lines = [line for index, (length, pdu) in enumerate(parts, 1)
                 for line in (f"+CMGL: {index},1,,{length}", pdu)]
        device = Answers(self, {"AT+CMGL=4": [*lines, "OK"], "AT+CMGL=1": [*lines[:2], "OK"]}).path
        notes = self.notes(device, ["AT+CMGL=1", "AT+CMGL=4", "AT+CMGL=4"])
        self.assertEqual([note.split(",")[0] for note in notes],
                         ["part 1 of 2"] + 2 * ["part 1 of 2", "part 2 of 2", "all 2 parts"])

    def test_parts_read_one_by_one(self):
        parts = self.encode("long " * 60)
        device = Answers(self, {f"AT+CMGR={index}": [f"+CMGR: 1,,{length}", pdu, "OK"]
                                for index, (length, pdu) in enumerate(parts, 1)}).path
        notes = self.notes(device, ["AT+CMGR=1", "AT+CMGR=2", "AT+CMGR=2", "AT+CMGR=1"])
        self.assertEqual([note.split(",")[0] for note in notes],
                         ["part 1 of 2", "part 2 of 2", "all 2 parts",
                          "part 2 of 2", "part 1 of 2", "all 2 parts"])

    def test_as_they_come(self):
        parts = self.encode("long " * 60)
        device = Answers(self, {"AT": [f"+CMT: ,{parts[0][0]}", parts[0][1], "OK"],
                                "ATI": [f"+CMT: ,{parts[1][0]}", parts[1][1], "OK"]}).path
        notes = self.notes(device, ["AT", "AT+CSQ", "ATI"])
        self.assertEqual([note.split(",")[0] for note in notes],
                         ["part 1 of 2", "part 2 of 2", "all 2 parts"])

    def test_sent(self):
        (length, pdu), = self.encode("Hello", "--flash", "--report", deliver=False)
        self.assertEqual(self.said("AT+CMGL=4", [f"+CMGL: 3,2,,{length}", pdu, "OK"]),
                         [f"to {SENDER}, stored at 3, not sent, flash (class 0), report wanted: "
                          "Hello"])

    def test_report(self):
        # 23.040 9.2.2.3: reference 18, delivered
        pdu = "0006120C9194711032547662113280102040" "62113280202040" "00"
        self.assertEqual(self.said("AT", [f"+CDS: {len(pdu) // 2 - 1}", pdu, "OK"]),
                         [f"report: delivered, message 18 to {SENDER}, sent {self.STAMP}, "
                          "done 2026-11-23 08:02:02 +01:00: delivered to the recipient"])

    def test_push(self):
        notes = self.pushed("si", SENDER, "--href", "http://a.example/", "--text", "New")
        self.assertEqual(notes, [f"from {SENDER}, {self.STAMP}, 8bit, port 2948 from 9200: push si, "
                                 "URL http://a.example/, text New, action signal-medium"])

    def pushed(self, *args):
        """The notes of a push, all of its parts as they arrive."""
        parts = self.smsmodem("encode", "push", *args, "--json").json
        lines = [line for length, pdu in (self.delivered(part["pdu"]) for part in parts)
                 for line in (f"+CMT: ,{length}", pdu)]
        return self.said("AT", [*lines, "OK"])

    def test_push_in_parts(self):
        notes = self.pushed("si", SENDER, "--href", "http://a.example/" + "x" * 200)
        self.assertEqual(len(notes), 3)
        self.assertRegex(notes[0], r"^part 1 of 2, .*: 128 octets [0-9A-F]{64}\.\.\.$")
        self.assertTrue(notes[2].endswith("push si, URL http://a.example/" + "x" * 200 +
                                          ", action signal-medium"), notes)

    def test_mms(self):
        notes = self.pushed("mms", SENDER, "--location", "http://m.example/1", "--from", "+4917",
                            "--subject", "Hi", "--size", "1234")
        self.assertEqual(len(notes), 1)
        self.assertIn(": push mms, ", notes[0])
        for said in ("subject Hi", "size 1234", "URL http://m.example/1"):
            self.assertIn(said, notes[0])

    def test_secrets_are_not_shown(self):
        document = self.write("prov.xml", """<?xml version="1.0"?>
<!DOCTYPE wap-provisioningdoc PUBLIC "-//WAPFORUM//DTD PROV 1.0//EN"
  "http://www.wapforum.org/DTD/prov.dtd">
<wap-provisioningdoc version="1.0"><characteristic type="APPAUTH">
<parm name="AAUTHSECRET" value="hunter2"/></characteristic></wap-provisioningdoc>""")
        notes = self.pushed("prov", SENDER, "--file", document)
        self.assertNotIn("hunter2", "".join(notes))
        self.assertNotIn(b"hunter2".hex().upper(), "".join(notes))
        self.assertIn(": push ", notes[-1])

    def test_cdma(self):
        part, = self.smsmodem("encode", "--network", "cdma", "--json", SENDER, "Hello").json
        pdu = part["pdu"]
        notes = self.said("AT", [f"+CMT: ,{len(pdu) // 2}", pdu, "OK"])
        self.assertEqual(len(notes), 1, notes)
        self.assertRegex(notes[0], r"^CDMA, .*: Hello$")

    def test_broadcast(self):
        # 23.041 9.4.1.2: message 50, one page, GSM 7-bit
        pdu = "00000032" "0F" "11" "C8329BFD06" + "D168341A8D46A3D168" * 8 + "D168341A8D"
        notes = self.said("AT", [f"+CBM: {len(pdu) // 2}", pdu, "OK"])
        self.assertEqual(notes[0].split(":")[0].split(" (")[0], "broadcast 50", notes)
        self.assertIn("Hello", notes[0])

    def test_no_pdu(self):
        notes = self.said("AT+CMGR=1", ["+CMGR: 1,,24", "0791ZZ", "OK"])
        self.assertEqual(notes, ["not a PDU: not hexadecimal at character 4"])
        notes = self.said("AT+CMGR=1", ["+CMGR: 1,,24", "00040C91947110325476", "OK"])
        self.assertEqual(len(notes), 1)
        self.assertRegex(notes[0], r"^not a PDU: .*octet \d+")

    def test_text_mode(self):
        header = f'+CMT: "{SENDER}",,"26/11/23,08:01:02+04"'
        self.assertEqual(self.said("AT", [header, "Hello", "OK"]), [])
        self.assertEqual(self.said("AT", [header, "00480065006C006C006F", "OK"]),
                         [f"from {SENDER}, {self.STAMP}: Hello"])


class Words(Notes):
    def test_replies(self):
        self.assertEqual(self.said("AT+CSQ", ["+CSQ: 20,99", "OK"]), ["-73 dBm, excellent"])
        self.assertEqual(self.said("AT+CREG?", ["+CREG: 0,1", "OK"]),
                         ["calls and SMS: registered, home network"])
        self.assertEqual(self.said("AT+NOSUCH", ["ERROR"], code=1),
                         ["the modem refused; AT+CMEE=1 makes it say why"])
        self.assertEqual(self.said("AT+X", ["OK"]), [])

    def test_plain_and_dim(self):
        device = Answers(self, {"AT+CSQ": ["+CSQ: 20,99", "OK"]}).path
        self.env["TERM"] = "xterm"
        self.assertIn(DIM, self.console(device, ["AT+CSQ"]))
        self.assertNotIn("dBm", self.console(device, ["AT+CSQ"], "--plain"))
        self.env["NO_COLOR"] = "1"
        text = self.console(device, ["AT+CSQ"])
        self.assertNotIn("\x1b", text)
        self.assertIn("\n  -73 dBm, excellent\n", text)

    def test_none_where_no_terminal_is(self):
        device = Answers(self, {"AT+CSQ": ["+CSQ: 20,99", "OK"]}).path
        self.assertEqual(self.smsmodem("-d", device, "console", stdin="AT+CSQ\n").out,
                         "+CSQ: 20,99\nOK\n")


if __name__ == "__main__":
    unittest.main(verbosity=1)
