# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion in the console: names, forms and values, of the table and of the phone."""
import re

import support
from console_support import console


class Complete(support.Case):
    def open(self, *args):
        self.phone = self.sim("-v", *args)
        self.look_at(self.phone.device)

    def look_at(self, device):
        self.screen = console(self, device, rows=40, columns=100)
        self.screen.shows("at>")
        self.addCleanup(self.leave)

    def leave(self):
        """By the key, so that what leaked is told."""
        self.screen.type("C-a", "x")
        self.assertEqual(self.screen.ended(), 0)

    def lists(self, typed, *rows, tabs=2):
        """Type, and the rows are listed above what was typed."""
        self.screen.text(typed)
        self.screen.type(*["Tab"] * tabs)
        self.screen.shows(*rows)

    def clear(self):
        self.screen.type("C-e", "C-u")
        self.screen.shows("at>")

    def asked(self):
        """What the phone was sent until something that ends it."""
        self.screen.line("AT+CSQ")
        lines = []
        while not lines or lines[-1] != "AT+CSQ":
            lines.append(self.phone.event("command")["line"])
        return lines[:-1]


class Names(Complete):
    def test_of_the_table(self):
        self.open()
        self.lists("AT+CRS",
                   "  +CRSL  Volume of the ringer",
                   "  +CRSM  Read and write files of the SIM",
                   "at> AT+CRS")
        self.screen.text("L")
        self.screen.type("Tab", "Tab")
        self.screen.shows("  +CRSL=   <level>", "  +CRSL?   what it is now",
                          "  +CRSL=?  what it may be", "at> AT+CRSL")

    def test_what_begins_another(self):
        self.open()
        self.lists("AT+CR",
                   "  +CR=   <mode>",
                   "  +CR?   what it is now",
                   "  +CR=?  what it may be",
                   "  +CRC   Say +CRING with the kind of call in place of RING",
                   "  +CREG  Registration with the network",
                   "  +CRES  Restore the SMS settings from the SIM",
                   "  +CRLP  Radio link protocol of data calls",
                   "  +CRMC  Choose a ring melody",
                   "  +CRMP  Play a ring melody",
                   "  +CRSL  Volume of the ringer",
                   "  +CRSM  Read and write files of the SIM",
                   "at> AT+CR")

    def test_what_all_have_is_written(self):
        """What can only be set goes on behind its '='."""
        self.open()
        self.screen.text("AT+CMGR")
        self.screen.type("Tab")
        self.screen.shows("at> AT+CMGR=")
        self.screen.type("Tab")
        self.screen.shows("  <index>", "at> AT+CMGR=")

    def test_of_all(self):
        self.open()
        self.screen.text("AT")
        self.screen.type("Tab", "Tab")
        self.screen.shows(re.compile(r"  \+CCWE .* \+VTD"), "at> AT")

    def test_an_empty_line(self):
        self.open()
        self.screen.type("Tab")
        self.screen.shows("at> AT")

    def test_small_letters(self):
        self.open()
        self.lists("at+csm", "  +csmp  Fields of messages sent in text mode",
                   "  +csms  SMS service: which kinds of messages the phone can", "at> at+csm")
        self.screen.text("s?")
        self.screen.type("Enter")
        self.assertEqual(self.phone.event("command")["line"], "at+csms?")

    def test_the_only_one_is_written(self):
        self.open()
        self.screen.text("AT+CMGF=0;+CPINR")
        self.screen.type("BSpace", "Tab")
        self.screen.shows("at> AT+CMGF=0;+CPIN")
        self.screen.text("R")
        self.screen.type("C-a", "C-a")
        self.clear()
        self.screen.text("AT+CESP;+CHU")
        self.screen.type("Tab")
        self.screen.shows("at> AT+CESP;+CHUP")

    def test_several_in_a_line(self):
        self.open()
        names = ("  +CRSL  Volume of the ringer", "  +CRSM  Read and write files of the SIM")
        for before in ("AT+CMGF=0;", "ATE0V1", "AT&FE1S0=1", 'AT+CSGT=1,"a;b";', "ATH ", "ATDT5;",
                       "AT+CMGF?;+CSQ; "):
            self.lists(before + "+CRS", *names, f"at> {before}+CRS")
            self.clear()

    def test_basic(self):
        self.open()
        self.lists("ATE", "  E   Echo of what is typed", "  E0  off", "  E1  on", "at> ATE")
        self.clear()
        self.lists("ATV1S1", "  S10  Tenths of a second without carrier before hanging up",
                   "  S12  Pause around +++ in fiftieths of a second", "at> ATV1S1")
        self.screen.text("0")
        self.screen.type("Tab", "Tab")
        self.screen.shows("  S10=  <value>", "  S10?  what it is now", "at> ATV1S10")
        self.clear()
        self.lists("ATS0=", "  0  never", "  1  at once", "at> ATS0=")
        self.clear()
        self.lists("AT&D", "  &D   What happens when the computer drops DTR", "  &D0  nothing",
                   "  &D1  command mode, the call goes on", "  &D2  hang up", "at> AT&D")

    def test_nothing(self):
        self.open()
        for typed in ("AT+NOSUCH", "AT+CMGF?", "AT+CMGF=?", "ATD+49170", "hello", "AT+CMGF=7"):
            self.screen.text(typed)
            self.screen.type("Tab", "Tab")
            self.screen.text(" ")
            self.screen.shows(f"at> {typed}")
            self.clear()

    def test_of_the_console(self):
        self.open()
        self.screen.text(".he")
        self.screen.type("Tab")
        self.screen.text("x")
        self.screen.shows("at> .help x")
        self.clear()
        self.screen.text(".s")
        self.screen.type("Tab", "Tab")
        self.screen.wait(lambda rows: {".sms", ".status"} <= set(" ".join(rows).split()),
                         "names with a dot")
        self.clear()
        self.lists(".help +CRS",
                   "  +CRSL  Volume of the ringer",
                   "  +CRSM  Read and write files of the SIM",
                   "at> .help +CRS")


class Values(Complete):
    def test_of_the_phone(self):
        """The Nokia's +CNMI has one mode, and no <mt> of 2."""
        self.open("--profile", "nokia")
        self.screen.text("AT+CNMI=")
        self.screen.type("Tab")
        self.screen.shows("at> AT+CNMI=2")
        self.screen.text(",")
        self.screen.type("Tab", "Tab")
        self.screen.shows("  0  nothing of messages", "  1  stored, then +CMTI with its index",
                          "  3  class 3 as 2, others as 1", "at> AT+CNMI=2,")
        self.clear()
        self.assertEqual(self.asked(), ["AT+CNMI=?"])  # once for all of them

    def test_texts(self):
        self.open("--profile", "huawei")
        self.lists("AT+CPMS=", '  "SM"  SIM', '  "ME"  phone', 'at> AT+CPMS="', tabs=3)
        self.screen.text("M")
        self.screen.type("Tab")
        self.screen.shows('at> AT+CPMS="ME"')
        self.screen.text(",S")
        self.screen.type("Tab")
        self.screen.shows('at> AT+CPMS="ME","SM"')
        self.clear()
        self.assertEqual(self.asked(), ["AT+CPMS=?"])

    def test_a_search_is_not_begun(self):
        self.open()
        self.lists("AT+COPS=", "  0  automatic", "  1  by hand", "  2  leave the network",
                   "  3  only set the format", "  4  by hand, else automatic", "at> AT+COPS=")
        self.clear()
        self.assertEqual(self.asked(), [])

    def test_a_phone_that_refuses(self):
        """Then the table is what is known, and it is not asked each time."""
        self.open("--fault", "error@1")
        rows = ("  0  PDU mode", "  1  text mode", "at> AT+CMGF=")
        self.lists("AT+CMGF=", *rows)
        self.screen.type("Tab")
        self.screen.shows(*rows)
        self.clear()
        self.assertEqual(self.asked(), ["AT+CMGF=?"])

    def test_a_phone_that_is_silent(self):
        wire = support.Wire(self)
        self.look_at(wire.path)
        rows = ("  0  PDU mode", "  1  text mode", "at> AT+CMGF=")
        self.lists("AT+CMGF=", *rows)
        self.screen.type("Tab")
        self.screen.shows(*rows)
        self.assertEqual(wire.seen.count(b"AT"), 1, wire.seen)

    def test_while_a_command_runs(self):
        wire = support.Wire(self)
        self.look_at(wire.path)
        self.screen.line("AT+CSQ")
        self.screen.shows("at> AT+CSQ", "at>")
        self.lists("AT+CMGF=", "  0  PDU mode", "  1  text mode", "at> AT+CMGF=")
        self.assertEqual(wire.seen, b"AT+CSQ\r")

    def test_long_ranges_are_said(self):
        self.open()
        self.screen.text("AT+CPBR=")
        self.screen.type("Tab")
        self.screen.shows(re.compile(r"  <index1>: 1 to \d+"), "at> AT+CPBR=")
        self.clear()
        self.screen.text("AT+CSCA=")
        self.screen.type("Tab")
        self.screen.shows("  <sca>", "at> AT+CSCA=")

    def test_what_cannot_be_typed_is_not_completed(self):
        """A value with an escape sequence in it would be sent at Enter."""
        wire = support.Wire(self, lambda octets: b'\r\n+CSCS: ("A\x1b]0;x\x07","B\xc3\xa4",'
                            b'"C")\r\n\r\nOK\r\n' if octets.endswith(b"\r") else b"")
        self.look_at(wire.path)
        self.screen.text("AT+CSCS=")
        self.screen.type("Tab")
        self.screen.shows('at> AT+CSCS="C"')

    def test_of_the_message_format(self):
        """What +CMGL takes is another thing in text mode."""
        self.open()
        self.lists("AT+CMGL=", re.compile("  0  received, unread .*"), re.compile("  1 .*"),
                   re.compile("  2 .*"), re.compile("  3 .*"), "  4  all (PDU mode)",
                   "at> AT+CMGL=")
        self.clear()
        self.screen.line("AT+CMGF=1")
        self.screen.has("OK")
        self.lists("AT+CMGL=", re.compile('  "REC UNREAD"  rec.*'), re.compile('  "REC READ" .*'),
                   re.compile('  "STO UNSENT" .*'), re.compile('  "STO SENT" .*'),
                   '  "ALL"         all (text mode)', 'at> AT+CMGL="', tabs=3)

    def test_not_at_a_prompt(self):
        self.open()
        self.screen.line("AT+CMGF=1")
        self.screen.has("OK")
        self.screen.line('AT+CMGS="+491701234567"')
        self.screen.shows(">")
        self.screen.text("AT+CRS")
        self.screen.type("Tab", "Tab", "x")
        self.screen.wait(lambda rows: rows[-1] in ("> AT+CRSx", "> AT+CRS\tx", "> AT+CRS  x"),
                         "no words")
        self.screen.type("C-c")


if __name__ == "__main__":
    support.main()
