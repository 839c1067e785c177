# SPDX-License-Identifier: GPL-3.0-or-later
"""Line mode where GNU readline is not: the editor of our own."""
import os
import re

import support
from console_support import Screen, at_a_half_typed_line, console, stops_and_goes_on

NOTE = re.compile(r"  .*")
WIDE = 'AT+X="äöü漢字' + "0123456789" * 8 + '漢字漢字ü"'


class Edit(support.Case):
    def setUp(self):
        super().setUp()
        # what is found first under its name is no library
        self.write("none/libreadline.so.8", "")
        self.none = {"LD_LIBRARY_PATH": self.path("none")}

    def open(self, *args, **how):
        self.phone = self.sim("--number", "+491700000001")
        screen = console(self, self.phone.device, *args,
                         **{"columns": 120, **how, "env": {**self.none, **how.get("env", {})}})
        screen.has("at>")
        return screen

    def test_it_says_what_lacks_once(self):
        screen = self.open()
        screen.shows("  GNU readline is not installed: no history and no completion", "at>")
        screen.text("AT+C")
        screen.type("C-a", "r")
        screen.has("raw mode")
        screen.type("C-a", "r")
        # what was typed before
        rows = screen.wait(lambda rows: rows[-1] == "at> AT+C", "line mode again")
        self.assertEqual(sum("readline" in row for row in rows), 1)
        screen.type("C-a", "x")
        self.assertEqual(screen.ended(), 0)

    def test_keys(self):
        screen = self.open()
        screen.text("AT+CSX wrong")
        screen.type("C-w", "BSpace", "BSpace", "Up", "Left")
        screen.text("Qä")
        screen.type("BSpace", "Enter")
        screen.shows("at> AT+CSQ", "+CSQ: 20,99", NOTE, "OK", "at>")
        screen.text("AT+NEVER")
        screen.type("C-c")
        screen.shows("OK", "at>")
        screen.text("AT+NEVER")
        screen.type("C-u")
        screen.shows("OK", "at>")
        screen.type("C-d")
        self.assertEqual(screen.ended(), 0)

    def test_a_line_of_several_rows_is_as_it_was(self):
        screen = self.open(columns=40, rows=16)
        screen.text(WIDE)
        typed = screen.wait(lambda rows: "".join(rows).endswith("at> " + WIDE), "the line")[-3:]
        self.phone.tell("urc +Q: 1")
        screen.shows("+Q: 1", *typed)
        screen.type("BSpace", "BSpace")
        screen.wait(lambda rows: rows[-4] == "+Q: 1" and rows[-1] == typed[2][:-2], "two less")

    def test_a_full_row(self):
        screen = self.open(columns=40, rows=16)
        screen.text("1" * 36)
        screen.shows("at> " + "1" * 36)
        self.phone.tell("urc +Q: 1")
        screen.shows("+Q: 1", "at> " + "1" * 36)
        screen.type("BSpace")
        screen.shows("+Q: 1", "at> " + "1" * 35)

    def test_prompt(self):
        screen = self.open()
        screen.line("AT+CMGF=1")
        screen.shows("OK", "at>")
        screen.line('AT+CMGS="+491701234567"')
        screen.shows(">")
        screen.line("first")
        screen.text("second")
        screen.type("C-z")
        screen.shows("> first", "> second", "+CMGS: 0", NOTE, "OK", "at>")
        self.assertEqual(self.phone.event("submit")["text"], "first\nsecond")
        screen.line('AT+CMGS="+491701234567"')
        screen.shows(">")
        screen.text("no")
        screen.type("C-c")
        screen.shows("> no", "OK", "at>")

    def test_stopped_and_continued(self):
        stops_and_goes_on(at_a_half_typed_line(self, self.sim().device, env=self.none), NOTE)

    def test_a_terminal_that_can_nothing(self):
        phone = self.sim()
        screen = Screen(self, ["env", "TERM=dumb", os.path.abspath(support.PROGRAM), "-d",
                               phone.device, "console"], env=self.none)
        screen.shows(NOTE, "at>")
        screen.text("AT+C")
        screen.shows("at> AT+C")
        phone.tell("urc +Q: 1")
        screen.shows("at> AT+C", "+Q: 1", "at> AT+C")


if __name__ == "__main__":
    support.main()
