# SPDX-License-Identifier: GPL-3.0-or-later
"""One command and its answer after the other: what is pasted, asked by ourselves, or left open."""
import signal

import support
from pty_support import Device, Terminal

NUMBER = "+491701234567"
TEXT_MODE = f'AT+CMGF=1\rAT+CMGS="{NUMBER}"\r'


def pasted(text):
    """As a terminal pastes, and Enter."""
    return f"\x1b[200~{text}\x1b[201~\r"


class Talk(support.Case):
    def open(self, *args):
        """The console on a modem that is the test."""
        self.device = Device(self)
        self.terminal = Terminal(self, "-d", self.device.path, *args, "console")
        self.terminal.expect("at> ")

    def leave(self):
        self.terminal.type("\x01x")
        return self.terminal.finish()


class Recipes(Talk):
    # pasted behind the command; texts that are sent
    TEXTS = (
        ("hello\x1a\rAT+CSQ", ["hello"]),
        ("hello\rAT+CSQ", ["hello"]),  # as from a pipe
        ("hello\r\x1a\rAT+CSQ", ["hello"]),  # as manuals write it
        ("first\rsecond\rAt the third\x1a\rAT+CSQ", ["first\nsecond\nAt the third"]),
        ("hello\x1aAT+CSQ", ["hello"]),
        (f'one\rAT+CMGS="{NUMBER}"\rtwo\x1a\rAT+CSQ', ["one", "two"]),
    )

    def test_a_text_goes_to_its_command(self):
        phone = self.sim("-v")
        for lines, texts in self.TEXTS:
            with self.subTest(lines):
                terminal = Terminal(self, "-d", phone.device, "console")
                terminal.expect("at> ")
                terminal.type(pasted(TEXT_MODE + lines))
                for text in texts:
                    self.assertEqual(phone.event("submit")["text"], text)
                terminal.expect(r"\+CSQ: 20,99.*OK.*at> ")
                terminal.type("\x04")
                terminal.finish()

    def test_a_pdu(self):
        self.open()
        self.terminal.type(pasted("AT\rAT+CMGS=18\r0001000C91\rAT"))
        self.device.expect(b"AT\r")
        self.device.say(b"\r\nOK\r\n")
        self.device.expect(b"AT+CMGS=18\r")
        self.device.say(b"\r\n> ")
        self.device.expect(b"0001000C91\x1a")
        self.device.say(b"\r\n+CMGS: 1\r\n\r\nOK\r\n")
        self.device.expect(b"AT\r")
        self.leave()

    def test_escape_leaves_the_prompt(self):
        self.open()
        self.terminal.type(pasted("AT\rAT+CMGS=18\rno\x1b\rAT"))
        self.device.expect(b"AT\r")
        self.device.say(b"\r\nOK\r\n")
        self.device.expect(b"AT+CMGS=18\r")
        self.device.say(b"\r\n> ")
        self.device.expect(b"\x1b")
        self.terminal.expect("what was to follow is not sent")
        self.device.say(b"\r\nOK\r\n")
        self.terminal.expect("OK.*at> ")
        self.leave()
        self.assertTrue(self.device.is_silent())

    def test_only_what_was_pasted_with_it(self):
        """What dot commands send is nobody's text."""
        self.open()
        self.terminal.type("AT+CMGS=18\r.list\r")
        self.device.expect(b"AT+CMGS=18\r")
        self.terminal.expect(r"\.list.*at> ")
        self.device.say(b"\r\n> ")
        self.terminal.expect(r"(?<!at)> ")
        self.terminal.type("00\x1a")
        self.device.expect(b"00\x1a")
        self.device.say(b"\r\n+CMGS: 1\r\n\r\nOK\r\n")
        self.device.expect(b"AT+CMGF=0\r")
        self.leave()

    def test_blank_lines_are_no_commands(self):
        for blank in ("  ", "\t", " \t "):
            with self.subTest(blank):
                self.open()
                self.terminal.type(pasted(f"AT\r{blank}\rATI\rAT+CSQ"))
                for line in (b"AT\r", blank.encode() + b"\rATI\r", b"AT+CSQ\r"):
                    self.device.expect(line)
                    self.device.say(b"\r\nOK\r\n")
                self.terminal.expect("CSQ.*OK.*at> ")
                self.leave()

    def test_nobody_is_hurried(self):
        """--timeout is no time to type in."""
        self.open("--timeout", "0.1")
        self.terminal.type(pasted("AT\rAT+CMGS=18"))
        self.device.expect(b"AT\r")
        self.device.say(b"\r\nOK\r\n")
        self.device.expect(b"AT+CMGS=18\r")
        # a line that does not end is shown after a while, which is longer
        self.device.say(b"\r\n> \r\n+NEVER")
        self.terminal.expect(r"\+NEVER")
        self.terminal.type("00\x1a")
        self.device.expect(b"00\x1a")
        self.leave()

    def test_what_is_dropped_is_told(self):
        self.open("--timeout", "0.1")
        self.terminal.type(pasted("AT\rATI\rAT+CSQ"))
        self.device.expect(b"AT\r")
        self.device.say(b"\r\nOK\r\n")
        self.terminal.expect("no answer came to ATI.*what was to follow is not sent.*at> ")
        self.leave()

    def test_what_is_left_behind_is_told(self):
        self.open()
        self.terminal.type(pasted("AT\rATI"))
        self.device.expect(b"AT\r")
        self.assertIn("what was to follow is not sent", self.leave())


class Questions(Talk):
    ANSWER = b"\r\n+CNMI: (2),(0,1,3),(0),(0),(1)\r\n\r\nOK\r\n"

    def ask(self):
        self.open()
        self.terminal.type("AT+CNMI=\t")
        self.device.expect(b"AT+CNMI=?\r")

    def test_keys_go_first(self):
        """A phone that takes its time stops nobody, and its answer is kept."""
        self.ask()
        self.terminal.type("2,1")
        self.terminal.expect("2,1")
        self.device.say(self.ANSWER)
        self.terminal.type("\r")
        self.device.expect(b"AT+CNMI=2,1\r")
        self.device.say(b"\r\nOK\r\n")
        shown = self.terminal.expect(".*OK.*at> ").group().decode()
        self.assertNotIn("+CNMI:", shown)
        self.terminal.type("AT+CNMI=\t")
        self.terminal.expect(r"AT\+CNMI=2")  # the one value that it named
        self.terminal.type("\x15")
        self.leave()
        self.assertTrue(self.device.is_silent())

    def test_enter_waits_for_the_answer(self):
        self.ask()
        self.terminal.type("2\r")
        self.terminal.expect("2\r")
        self.assertTrue(self.device.is_silent())
        self.device.say(self.ANSWER)
        self.device.expect(b"AT+CNMI=2\r")
        self.device.say(b"\r\nOK\r\n")
        shown = self.terminal.expect(".*OK.*at> ").group().decode()
        self.assertNotIn("+CNMI:", shown)
        self.assertNotIn("> AT", shown)
        self.leave()

    def test_and_does_without_it(self):
        self.ask()
        self.terminal.type("2\r")
        self.device.expect(b"AT+CNMI=2\r")
        self.device.say(b"\r\nOK\r\n")
        self.assertNotIn("no answer", self.terminal.expect(".*OK.*at> ").group().decode())
        self.leave()

    def test_nobody_asked_for_it(self):
        """What else comes is shown, and an answer in pieces is not."""
        self.ask()
        self.terminal.type("2")
        self.device.say(b'\r\n+CMTI: "SM",1\r\n\r\n+CNMI: (2')
        shown = self.terminal.expect(r".*\+CMTI.*2").group().decode()
        self.device.say(b"),(0)\r\n\r\nOK\r\n\r\n+CREG: 5\r\n")
        shown += self.terminal.expect(r".*\+CREG: 5.*at> ").group().decode()
        self.assertNotIn("+CNMI:", shown)
        self.terminal.type("\x15")
        self.leave()

    def test_signals_go_first(self):
        self.ask()
        self.terminal.process.send_signal(signal.SIGTERM)
        self.assertNotIn("no answer", self.terminal.finish(75))
        self.assertTrue(self.device.is_silent())

    def test_a_line_that_waits_is_not_lost_in_silence(self):
        self.ask()
        self.terminal.type("2\r\x04")
        self.assertIn("what was to follow is not sent", self.terminal.finish())


class Prompts(Talk):
    """A prompt stays one while somebody is in raw mode."""

    def prompt(self):
        self.open()
        self.terminal.type("AT+CMGS=18\r")
        self.device.expect(b"AT+CMGS=18\r")
        self.device.say(b"\r\n> ")
        self.terminal.expect(r"(?<!at)> ")

    def raw(self):
        self.terminal.type("\x01r")
        self.terminal.expect("raw mode")

    def test_leaving_from_raw_mode_closes_it(self):
        self.prompt()
        self.raw()
        self.terminal.type("00")
        self.device.expect(b"00")
        self.terminal.type("\x01x")
        self.terminal.finish()
        self.device.expect(b"\x1b")

    def test_line_mode_has_it_again(self):
        self.prompt()
        self.raw()
        self.terminal.type("\x01r")
        self.terminal.expect("> ")
        self.terminal.type("00\x1a")
        self.device.expect(b"00\x1a")
        self.device.say(b"\r\n+CMGS: 1\r\n\r\nOK\r\n")
        self.terminal.expect(r"\+CMGS: 1.*OK.*at> ")
        self.leave()

    # typed in raw mode, said to it
    ENDS = ((b"00\x1a", b"\r\n+CMGS: 1\r\n\r\nOK\r\n"), (b"\x1b", b"\r\nOK\r\n"), (b"", b"\r\n+CMS ERROR: 305\r\n"))

    def test_it_ends_in_raw_mode(self):
        for typed, said in self.ENDS:
            with self.subTest(typed):
                self.prompt()
                self.raw()
                self.terminal.type(typed)
                self.device.expect(typed)
                self.device.say(said)
                self.terminal.expect("OK|305")
                self.terminal.type("\x01r")
                self.terminal.expect("at> ")
                self.terminal.type("AT\r")
                self.device.expect(b"AT\r")
                self.leave()
                self.assertTrue(self.device.is_silent())

    def test_its_result_comes_later(self):
        self.prompt()
        self.raw()
        self.terminal.type("00\x1a")
        self.device.expect(b"00\x1a")
        self.terminal.type("\x01r")
        self.terminal.expect("at> ")
        self.terminal.type("AT\r")
        self.device.expect(b"AT\r")
        self.leave()


class Secrets(Talk):
    def test_what_was_not_sent_is_masked(self):
        self.open()
        self.device.close()
        self.terminal.expect("waiting for")
        self.terminal.type('AT+CPIN="1234"\r')
        self.assertIn(b"CPIN=****", self.terminal.expect("is away: .* was not sent").group())
        self.leave()


class Settings(support.Case):
    def test_a_bad_escape_key_is_on_a_line(self):
        config = self.write("config/smsmodem/config", "[x]\ndevice = sim:\n\nescape = zzzz\n")
        result = self.smsmodem("-p", "x", "console", stdin="AT\n", code=78)
        self.assertIn(f"{config}:4: escape= takes a control character", result.err)


if __name__ == "__main__":
    support.main()
