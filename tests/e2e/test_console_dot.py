# SPDX-License-Identifier: GPL-3.0-or-later
"""Dot commands of the console, from a pipe: what they print, what the phone gets, and how they fail."""
import support

TO = "+491701234567"
LONG = "The quick brown fox jumps over the lazy dog, and then over another one. " * 6 + "🌅"
HOSTILE = ("$(reboot)", "`id`", "it's \"quoted\" \\ back", "a;b|c&d>e<f", "\x1b]0;title\x07", "..", "-", "#",
           "--flash as a word", "tab\there", "% %s %n", "ünï€")


class Case(support.Case):
    def setUp(self):
        super().setUp()
        self.phone = self.sim()

    def console(self, *lines, code=0, options=()):
        return self.smsmodem("-d", self.phone.device, "console", *options,
                             stdin="".join(line + "\n" for line in lines), code=code)


class Sms(Case):
    def test_text_is_the_rest_of_the_line(self):
        for text in ("hello", "two  blanks", "a 'quote", '"one word" and more') + HOSTILE:
            with self.subTest(text):
                typed = text
                if text.startswith(('"', "-", "'")):  # words, as a shell has them
                    typed = "'" + text + "'"
                self.console(f".sms {TO} {typed}")
                event = self.phone.event("submit")
                self.assertEqual((event["to"], event["text"]), (TO, text))

    def test_parts_arrive_as_one(self):
        self.console(f".sms {TO} {LONG}")
        event = self.phone.event("submit")
        self.assertEqual(event["text"], LONG)
        self.assertGreater(event["parts"], 6)

    def test_options_and_recipients(self):
        self.console(f".sms --flash --validity 2h {TO},+491707654321 'on my way'")
        for to in (TO, "+491707654321"):
            event = self.phone.event("submit", to=to)
            [message] = self.decode([event["pdu"]])
            self.assertEqual((message["class"], message["text"]), (0, "on my way"))

    def test_dry_run_sends_nothing(self):
        result = self.console(f".sms --dry-run {TO} hello", f".sms {TO} second")
        self.assertIn("18 0001000C91947110325476000005E8329BFD06\n", result.out)
        self.assertEqual(self.phone.event("submit")["text"], "second")

    def test_store(self):
        self.console(f".sms --store {TO} hello")
        self.assertIn("hello", self.console(".list", options=()).out + self.listed())

    def listed(self):
        pdus = [line for line in self.console(".list").out.split("\n") if line.startswith("00")]
        return "".join(message["text"] for message in self.decode(pdus))


class Refused(Case):
    def test_a_refusal_ends_the_message(self):
        self.phone.tell("fault cms=38@2")
        result = self.console(f".sms {TO} {LONG}", code=1)
        self.assertIn("part 2 of", result.err)
        self.assertIn("was not sent, and nothing that was to follow", result.err)
        self.assertEqual(result.out.count("+CMGS:"), 1)

    def test_silence_is_unknown(self):
        self.phone.tell("fault silent-submit@1")
        result = self.smsmodem("-d", self.phone.device, "--timeout", "1", "console",
                               stdin=f".sms {TO} hello\n", code=2)
        self.assertIn("unknown", result.err)

    # typed, what is said of it
    WRONG = (
        (".sms", "number and a text"), (f".sms {TO}", "which text"), (".sms 12x hello", "not a number"),
        (f".sms --nonsense {TO} hello", "nonsense"), (f".sms --class 9 {TO} hello", "--class"),
        (f".sms --batch x {TO} hello", "--batch"), (f".sms --wait-report {TO} hello", "--wait-report"),
        (f".sms -d /dev/null {TO} hello", "--device is said when"), (f".sms -p nosuch {TO} hello", "--profile is said"),
        (f".sms --config /nonexistent {TO} hello", "--config is said"), (f".sms --trace x {TO} hello", "--trace is said"),
        (f".sms --timeout 5 {TO} hello", "--timeout is said"), (f".push si {TO} --href http://a.com/ --pin-file x", "--pin-file is said"),
        (f".sms {TO} 'open", "quote"), (f".sms {TO} \"a\" b", "number and a text"),
        (".push", "push what"), (".push xx", "no push of"), (f".push si {TO}", "href"),
        (".decode", "which PDU"), (".decode -", "which PDU"), (".decode zz", "not hexadecimal"),
        (".encode", "number and a text"), (f".encode {TO}", "which text"),
        (".list 3", "takes nothing"), (".read", "index"), (".read x", "index"), (".read 1;+CMGD=1", "index"),
        (".ussd", "code"), (".ussd *100#\"", "quote"), (".ussd 1,2", "code"),
        (".plain maybe", "on or off"), (".log", "takes a file"), (".log /nonexistent/x", "/nonexistent/x"),
        (".raw", "no terminal"), (".help .nothing", "no .nothing"), (".help +NOSUCH", "nothing is known"),
        (".quit now", ".quit takes nothing"), (".status all", ".status takes nothing"),
        (".smss", "did you mean .sms"), (".statsu", "did you mean .status"), (".qiut", "did you mean .quit"),
        (".pu", "did you mean .push"), (".zzzzzzzz", ".help lists"), (".", ".help lists"), ("." + "x" * 5000, "no .xx"), (".decode" + " 00" * 100, "too many words"),
    )

    def test_wrong_use(self):
        for line, said in self.WRONG:
            with self.subTest(line[:40]):
                result = self.console(line, code=None)
                self.assertIn(result.code, (64, 65, 74, 77))
                self.assertIn(said, result.err)
                self.assertEqual(result.err.count("smsmodem: "), 1, result.err)

    def test_goes_on_behind_it(self):
        self.assertEqual(self.console(".nosuch", "AT").code, 0)


class Others(Case):
    def test_push(self):
        self.console(f".push si {TO} --href http://example.com/news --text 'News of today'")
        pdus = self.phone.event("submit")["pdu"].split()
        [message] = self.decode(pdus)
        self.assertEqual((message["push"]["href"], message["push"]["text"]),
                         ("http://example.com/news", "News of today"))

    def test_encode_and_decode_are_the_programs(self):
        pdu = "0001000C91947110325476000005E8329BFD06"
        self.assertEqual(self.console(f".encode {TO} hello").out, f"18 {pdu}\n")
        self.assertEqual(self.console(f".decode {pdu}").out, self.smsmodem("decode", pdu).out)
        self.assertEqual(self.console(f".encode push si {TO} --href http://a.com/").out,
                         self.smsmodem("encode", "push", "si", TO, "--href", "http://a.com/").out)

    def test_read_and_list(self):
        self.phone.tell("deliver +491707654321 Good morning")
        result = self.console(".list", ".read 0", ".read 1", code=None)
        self.assertIn("+CMGL:", result.out)

    def test_ussd(self):
        self.assertIn("+CUSD:", self.console(".ussd *100#", "AT").out)

    def test_a_line_that_begins_with_a_dot(self):
        self.console("..text", code=None)
        # the phone got it: it is no command of the console
        self.assertIn(".text", self.smsmodem("-d", self.phone.device, "--trace", self.path("wire"),
                                             "console", stdin="..text\n", code=None).err + self.read("wire"))

    def test_log_can_be_played(self):
        log = self.path("log")
        self.console(f".log {log}", "AT+CSQ", ".log off", "AT+CGMM")
        self.assertIn("AT+CSQ", self.read("log"))
        self.assertNotIn("CGMM", self.read("log"))
        played = self.smsmodem("-d", f"sim:?script={log}", "console", stdin="AT+CSQ\n")
        self.assertIn("+CSQ:", played.out)

    def test_log_that_cannot_be_written(self):
        for how in (("--log", "/dev/full"), ()):
            lines = ("AT", "AT+CSQ") if how else (".log /dev/full", "AT", "AT+CSQ")
            result = self.console(*lines, code=74, options=how)
            self.assertIn("the log /dev/full is not whole: it could not be written: No space left", result.err)
            self.assertEqual(result.err.count("/dev/full is not whole"), 1)
            self.assertIn("+CSQ:", result.out)

    def test_log_is_not_lost(self):
        log = self.path("log")
        result = self.console("AT+CSQ", f".log {log}", "AT", options=("--log", log), code=0)
        self.assertIn(f"{log} is the log already", result.err)
        self.assertIn("AT+CSQ", self.read("log"))
        self.assertIn(f"what was in {log} is replaced", self.console("AT", options=("--log", log)).err)

    def test_other_terminals(self):
        for operand, said in (("/dev/ttyUSB0", "-d /dev/ttyUSB0"), ("e65", "-p e65"), ("AT+CSQ", "smsmodem at AT+CSQ"),
                              ("--baud=9600", "?baud=9600")):
            self.assertIn(said, self.console(options=(operand,), code=64).err)

    def test_help(self):
        result = self.console(".help")
        for name in (".sms", ".push", ".decode", ".encode", ".quit", ".raw"):
            self.assertIn(name, result.out)
        for topic in (".sms", "sms", "AT+CNMI", "+cnmi", "cnmi", "E", "ATE", "S0"):
            self.assertTrue(self.console(f".help {topic}").out)

    def test_status_and_quit(self):
        result = self.console(".status", ".quit", "AT+CMGR=99")
        self.assertIn(f"device: {self.phone.device}", result.err)
        self.assertNotIn("ERROR", result.out)


if __name__ == "__main__":
    support.main()
