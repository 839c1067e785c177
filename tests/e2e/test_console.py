# SPDX-License-Identifier: GPL-3.0-or-later
"""The console as somebody sees it who sits before it: the screen, step by step."""
import os
import re
import socket
import time

import support
from console_support import ENDED, console

NUMBER = "+491701234567"
FOX = "The quick brown fox jumps over the lazy dog. "
CMT = re.compile(r"\+CMT: ,\d+")
HEX = re.compile(r"[0-9A-F]+")
ANY = re.compile(r".*")
COMPLETED = [re.compile(rf"  \+CMG{letter}  [A-Z].*") for letter in "CDFLRSW"]


class Story(support.Case):
    """One sitting, whose whole screen is compared at each step."""

    def setUp(self):
        super().setUp()
        self.phone = self.sim("--number", "+491700000001")
        self.screen = console(self, self.phone.device, columns=200, rows=100)
        self.above = []  # what stays on the screen; the last row is still to change
        self.shows("at>")

    def shows(self, *wanted):
        """All of the screen: what was there, and these rows below it."""
        rows = self.screen.is_all(*self.above, *wanted)
        self.above = rows[:-1]
        return rows

    def test_a_sitting(self):
        for step in (self.completes, self.hears_while_typing, self.joins_parts, self.explains,
                     self.sends_by_hand, self.goes_raw_and_back, self.leaves):
            step()

    def completes(self):
        screen = self.screen
        screen.text("AT+CMG")
        screen.type("Tab", "Tab")
        rows = self.shows(*COMPLETED, "at> AT+CMG")
        self.assertIn("  +CMGF  Messages as PDUs or as text", rows)
        screen.text("F=")
        screen.type("Tab", "Tab")
        self.shows("  0  PDU mode", "  1  text mode", "at> AT+CMGF=")
        screen.text("0;+CNMI=2,2")
        screen.type("Enter")
        self.shows("at> AT+CMGF=0;+CNMI=2,2", "OK", "at>")

    def hears_while_typing(self):
        screen = self.screen
        screen.text("AT+CQ")
        screen.type("Left")
        rows = screen.is_all(*self.above, "at> AT+CQ")
        self.assertEqual(screen.cursor(), (len("at> AT+C"), len(rows) - 1))
        self.phone.tell("urc +CREG: 5")
        rows = self.shows("+CREG: 5", "  calls and SMS: registered, roaming", "at> AT+CQ")
        self.assertEqual(screen.cursor(), (len("at> AT+C"), len(rows) - 1))
        screen.text("S")  # where the cursor was
        screen.type("Enter")
        self.shows("at> AT+CSQ", "+CSQ: 20,99", re.compile("  -73 dBm.*"), "OK", "at>")

    def joins_parts(self):
        self.screen.text("AT+half")
        self.phone.tell(f"deliver {NUMBER} {FOX * 5}")
        sender = rf"from \+{NUMBER[1:]}"
        rows = self.shows(CMT, HEX, HEX, re.compile(f"  part 1 of 2, {sender}.*"), ANY,
                          CMT, HEX, re.compile(f"  part 2 of 2, {sender}.*"),
                          re.compile(f"  all 2 parts, {sender}.*"), ANY, "at> AT+half")
        self.assertTrue("".join(rows[-3:-1]).endswith((FOX * 5).strip()), rows)
        self.screen.type("C-c")
        self.shows("at>")

    def explains(self):
        self.screen.line("AT+CMEE=1")
        self.shows("at> AT+CMEE=1", "OK", "at>")
        self.screen.line("AT+CMGR=99")
        self.shows("at> AT+CMGR=99", "+CMS ERROR: 321",
                   re.compile(r"  invalid memory index: .*AT\+CMGL.*"), "at>")

    def sends_by_hand(self):
        length, pdu = self.smsmodem("encode", NUMBER, "by hand").out.split()
        self.screen.line(f"AT+CMGS={length}")
        self.shows(f"at> AT+CMGS={length}", ">")
        self.screen.text(pdu)
        self.screen.type("C-z")
        self.shows(f"> {pdu}", "+CMGS: 0", "  the message centre has it, reference 0", "OK", "at>")
        self.assertEqual(self.phone.event("submit")["text"], "by hand")

    def goes_raw_and_back(self):
        screen = self.screen
        screen.text("AT+CQ")
        screen.type("Left")
        screen.is_all(*self.above, "at> AT+CQ")
        screen.type("C-a", "r")
        screen.is_all(*self.above, "  raw mode; Ctrl-A Z for help, Ctrl-A X to leave")
        screen.text("AT+CGMM\r")
        rows = screen.is_all(*self.above, "  raw mode; Ctrl-A Z for help, Ctrl-A X to leave",
                             "AT+CGMM", "simulated phone", "", "OK")
        screen.type("C-a", "r")
        self.above = rows
        rows = self.shows("at> AT+CQ")  # what was typed before
        self.assertEqual(screen.cursor(), (len("at> AT+C"), len(rows) - 1))
        screen.text("S")
        screen.type("Enter")
        self.shows("at> AT+CSQ", "+CSQ: 20,99", re.compile("  -73 dBm.*"), "OK", "at>")

    def leaves(self):
        self.screen.text("half")
        self.screen.type("C-a", "x")
        self.assertEqual(self.screen.ended(), 0)
        self.shows(f"{ENDED}0")


class Away(support.Case):
    def test_it_comes_back_under_another_name_and_the_log_replays(self):
        phone = self.sim("--number", "+491700000001")
        log = self.path("session.log")
        screen = console(self, phone.device, "--log", log, columns=150)
        screen.shows("at>")
        screen.line("AT+CSQ")
        screen.shows("OK", "at>")
        screen.text("AT+CG")
        before = os.readlink(phone.device)
        phone.tell("replug 300")
        screen.shows("  the port went away (unplugged?); waiting for "
                     f"{phone.device} to come back", "(away)> AT+CG")
        screen.shows(f"  {phone.device} is back", "at> AT+CG")
        self.assertNotEqual(os.readlink(phone.device), before)
        screen.line("MM")
        screen.shows("at> AT+CGMM", re.compile(r"\S.*"), "OK", "at>")
        answer = screen.rows()[-3]
        screen.type("C-d")
        self.assertEqual(screen.ended(), 0)
        replayed = self.sim("--script", log, "--no-delays", "--strict", "--pty",
                            self.path("again"))
        result = self.smsmodem("-d", replayed.device, "at", "AT+CSQ", "AT+CGMM")
        self.assertEqual(result.out, f"+CSQ: 20,99\n{answer}\n")

    def test_a_command_that_ran_has_no_answer(self):
        phone = self.sim("--latency", "60000")
        screen = console(self, phone.device, columns=150)
        screen.shows("at>")
        screen.line("AT+CSQ")
        screen.shows("at> AT+CSQ", "at>")
        phone.tell("replug 60000")
        screen.shows("at> AT+CSQ", "  the link broke before an answer came to AT+CSQ",
                     re.compile("  the port went away.*"), "(away)>")
        screen.line("AT")
        screen.shows("(away)> AT", f"  {phone.device} is away: AT was not sent", "(away)>")
        screen.type("C-d")
        self.assertEqual(screen.ended(), 0)

    def test_once_it_is_the_end(self):
        phone = self.sim()
        screen = console(self, phone.device, "--once")
        screen.shows("at>")
        phone.tell("unplug")
        self.assertEqual(screen.ended(), 74)
        self.assertEqual(screen.rows()[0], "  the port went away (unplugged?)")

    def test_a_caller_is_waited_for_while_keys_are_heard(self):
        port = self.reserved_port()
        screen = console(self, f"tcp-listen:{port}", columns=150)
        screen.has("waiting")
        self.call(port).close()
        screen.has("(away)>")
        screen.line("AT")
        screen.has("is away: AT was not sent")
        again = self.call(port)
        screen.has("is back")
        screen.line("AT")
        self.assertEqual(again.recv(16), b"AT\r")
        again.sendall(b"\r\nOK\r\n")
        screen.shows("at> AT", "OK", "at>")
        again.close()

    def call(self, port):
        """Somebody who keeps calling until there is a console."""
        end = time.monotonic() + support.PATIENCE
        while True:
            try:
                caller = socket.create_connection(("127.0.0.1", port), timeout=support.PATIENCE)
                self.addCleanup(caller.close)
                return caller
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise


class Hostile(support.Case):
    def test_nothing_reaches_the_terminal_that_could_command_it(self):
        phone = self.sim("--number", "+491700000001")
        screen = console(self, phone.device, columns=150)
        screen.shows("at>")
        title = screen.variable("pane_title")
        screen.line("AT+CMGF=0;+CNMI=2,2")
        screen.shows("OK", "at>")
        phone.tell(f"deliver {NUMBER} a\x1b]0;evil\x07b\x1b[2J")
        screen.wait(lambda rows: r"a\x1B]0;evil\x07b\x1B[2J" in rows[-2], "the message, escaped")
        phone.tell("urc +X: \x1b]2;evil\x07\x1b[31m")
        screen.shows(r"+X: \x1B]2;evil\x07\x1B[31m", "at>")
        self.assertEqual(screen.variable("pane_title"), title)


if __name__ == "__main__":
    support.main()
