# SPDX-License-Identifier: GPL-3.0-or-later
"""at --repeat, --until and --interval: the modem's time, and what ends the repetition."""
import itertools
import os
import signal

import support

CSQ = "+CSQ: 20,99\n"

# name, device options, arguments, exit code, stdout
ROUNDS = (
    ("three times", "", ["AT+CSQ", "--repeat", "3"], 0, CSQ * 3),
    ("once", "", ["AT+CSQ", "--repeat", "1", "--interval", "86400"], 0, CSQ),
    ("all of the commands", "", ["AT+CSQ", "AT+CMGF?", "--repeat", "2"], 0, (CSQ + "+CMGF: 0\n") * 2),
    ("a refusal ends it", "", ["AT+CSQ", "AT+NOSUCH", "--repeat", "3"], 1, CSQ),
    ("a silent modem ends it", "fault=silent", ["AT", "--repeat", "3"], 75, ""),
    ("without a pause", "", ["AT+CSQ", "--repeat", "5", "--interval", "0"], 0, CSQ * 5),
    ("until, at once", "", ["AT+CREG?", "--until", "+CREG: 0,1"], 0, "+CREG: 0,1\n"),
    ("until, in any case", "", ["AT+CREG?", "--until", "+creg: 0,1"], 0, "+CREG: 0,1\n"),
    ("until, the commands behind it do not run", "", ["AT+CSQ", "AT+NOSUCH", "--until", "+CSQ"], 0, CSQ),
    ("until, in vain", "", ["AT+CSQ", "--until", "+CSQ: 31", "--repeat", "4"], 75, CSQ * 4),
    ("until, a minute", "", ["AT+CSQ", "--until", "+X"], 75, CSQ * 60),
    ("until, a minute of seldom", "", ["AT+CSQ", "--until", "+X", "--interval", "30"], 75, CSQ * 2),
    ("until, its time", "", ["AT+CSQ", "--until", "+X", "--timeout", "2.5"], 75, CSQ * 3),
    ("until, its time goes before a number", "",
     ["AT+CSQ", "--until", "+X", "--timeout", "2", "--repeat", "100"], 75, CSQ * 2),
    ("until, its time without a pause", "",
     ["AT", "--until", "+X", "--timeout", "0.05", "--interval", "0"], 75, ""),
    ("until, refused", "", ["AT+NOSUCH", "--until", "+X", "--repeat", "2"], 75, ""),
    ("until, a silent modem", "fault=silent", ["AT", "--until", "OK"], 75, ""),
    ("until, then expect in vain", "", ["AT+CSQ", "--until", "+CSQ", "--expect", "+X"], 75, CSQ),
    ("unplugged", "fault=unplug-prompt",
     ["AT+CMGF=1", 'AT+CMGS="+491"', "--data", "x", "--until", "+X"], 74, ""),
)

USES = (
    ["AT", "--repeat", "x"], ["AT", "--repeat", "-1"], ["AT", "--repeat", ""], ["AT", "--interval", "x"],
    ["AT", "--interval", "1"], ["AT", "--expect", ""], ["AT", "--until", ""],
    ["AT", "--repeat", "99999999999"], ["AT", "--interval", "-1"], ["AT", "--interval", "nan"],
    ["AT", "--until", ""], ["--repeat", "2"], ["--until", "+X"], ["-", "--repeat", "2"],
    ["--expect", "+X", "--repeat", "2"],
)


class Repeat(support.Case):
    def test_rounds(self):
        for name, options, args, code, out in ROUNDS:
            with self.subTest(name):
                result = self.smsmodem("-d", "sim:?" + options, "at", *args, code=code)
                self.assertEqual(result.out, out)
                if code:
                    self.assertRegex(result.err, "(?m)^smsmodem: .{8,}")

    def test_wrong_use(self):
        for args in USES:
            with self.subTest(args):
                self.smsmodem("-d", "sim:", "at", *args, stdin="AT\n", code=64)

    def test_json(self):
        lines = self.smsmodem("-d", "sim:", "--json", "at", "AT+CSQ", "--repeat", "2").json
        self.assertEqual([line["parsed"][0]["parameters"] for line in lines], [[20, 99]] * 2)
        *rounds, error = self.smsmodem("-d", "sim:", "--json", "at", "AT+CMEE=1", "AT+CMGR=99", "--until",
                                       "+CMGR", "--repeat", "2", code=75).json
        self.assertEqual([line["result"] for line in rounds], ["OK", "+CMS ERROR: 321"] * 2)
        self.assertEqual((error["code"], error["exit"]), ("timeout", 75))
        self.assertIn("321", error["text"])

    def test_what_is_refused_again_is_told_once(self):
        err = self.smsmodem("-d", "sim:", "at", "AT+NOSUCH", "--until", "+X", "--repeat", "5", code=75).err
        self.assertEqual(err.count("trying again"), 1)
        self.assertIn("5 tries", err)

    def test_a_change(self):
        """What is waited for is answered later."""
        answers = itertools.chain([b"+CREG: 0,2", b"+CREG: 0,2"], itertools.repeat(b"+CREG: 0,1"))

        def answer(octets):
            return b"\r\n" + next(answers) + b"\r\n\r\nOK\r\n" if octets.endswith(b"\r") else b""

        wire = support.Wire(self, answer)
        out = self.smsmodem("-d", wire.path, "at", "AT+CREG?", "--until", "+CREG: 0,1", "--interval",
                            "0.01").out
        self.assertEqual(out, "+CREG: 0,2\n+CREG: 0,2\n+CREG: 0,1\n")
        self.assertEqual(wire.seen, b"AT+CREG?\r" * 3)

    def test_refused_at_first(self):
        """A modem that has just been switched on refuses, and does not answer at all."""
        answers = iter([b"\r\nERROR\r\n", b"\r\n+CME ERROR: 14\r\n", b"\r\n+CPIN: READY\r\n\r\nOK\r\n"])
        wire = support.Wire(self, lambda octets: next(answers))
        result = self.smsmodem("-d", wire.path, "at", "AT+CPIN?", "--until", "+CPIN: READY", "--interval",
                               "0.01")
        self.assertEqual(result.out, "+CPIN: READY\n")
        self.assertIn("busy", result.err)

    def test_expected_in_a_pause(self):
        """With --repeat 0 the expected line ends it, whenever it comes."""
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "at", "AT+CSQ", "--repeat", "0", "--interval", "0.05",
                             "--expect", "+CMTI")
        for _ in range(3):
            phone.event("command", line="AT+CSQ")
        phone.tell('urc +CMTI: "SM",3')
        result = self.finish(process)
        self.assertEqual(result.code, 0, result)
        self.assertRegex(result.out, r'\A(\+CSQ: 20,99\n){3,}\+CMTI: "SM",3\n\Z')

    def test_for_ever_until_a_signal(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "at", "AT+CSQ", "--repeat", "0", "--interval", "3600")
        phone.event("command", line="AT+CSQ")
        self.assertEqual(process.stdout.readline(), CSQ.encode())
        process.send_signal(signal.SIGTERM)
        self.assertEqual(self.finish(process).code, 75)

    def test_for_ever_until_unplugged(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "at", "AT+CSQ", "--repeat", "0", "--interval", "0.02",
                             "--until", "+X")
        phone.event("command", line="AT+CSQ")
        phone.tell("unplug")
        self.assertEqual(self.finish(process).code, 74)

    def test_the_reader_goes_away(self):
        for sink in ("pipe", "/dev/full"):
            with self.subTest(sink):
                if sink == "pipe":
                    reader, writer = os.pipe()
                    os.close(reader)
                else:
                    writer = os.open(sink, os.O_WRONLY)
                process = self.start("-d", "sim:", "at", "AT+CSQ", "--repeat", "0", "--until", "+X",
                                     stdout=writer)
                os.close(writer)
                self.assertEqual(self.finish(process).code, 74)


if __name__ == "__main__":
    support.main()
