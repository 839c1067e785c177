# SPDX-License-Identifier: GPL-3.0-or-later
"""Line mode: what the keys do, what is kept, and what else happens meanwhile."""
import os
import re
import signal
import stat
import subprocess
import threading

import support
from console_support import Screen, at_a_half_typed_line, children_of, console, stops_and_goes_on

NUMBER = "+491701234567"
NOTE = re.compile(r"  .*")
WIDE = 'AT+X="äöü漢字' + "0123456789" * 8 + '漢字漢字ü"'


class Line(support.Case):
    columns = 100

    def open(self, *args, phone=(), **how):
        self.phone = self.sim("--number", "+491700000001", *phone)
        how.setdefault("columns", self.columns)
        screen = console(self, self.phone.device, *args, **how)
        screen.shows("at>")
        return screen


class Editing(Line):
    def test_a_line_of_several_rows_is_as_it_was(self):
        screen = self.open(columns=40, rows=16)
        screen.text(WIDE)
        typed = screen.wait(lambda rows: "".join(rows) == "at> " + WIDE, "the line")
        self.assertEqual(len(typed), 3)
        for _ in range(50):
            screen.type("Left")
        self.phone.tell("urc +Q: 1")
        screen.shows("+Q: 1", *typed)
        column, row = screen.cursor()
        self.assertEqual(row, len(screen.rows()) - 2)
        screen.text("!")
        screen.wait(lambda rows: rows[-2][column:column + 1] == "!", "at the cursor")

    def test_another_size_of_the_screen(self):
        screen = self.open(columns=60, rows=16)
        screen.text("AT+" + "1234567890" * 8)
        screen.wait(lambda rows: len(rows) == 2, "two rows")
        screen.resize(30, 16)
        screen.wait(lambda rows: len(rows) >= 3 and "".join(rows[-3:]).endswith("1234567890"),
                    "three rows")
        self.phone.tell("urc +Q: 1")
        rows = screen.wait(lambda rows: "+Q: 1" in rows and len(rows) >= 4, "it is above")
        self.assertEqual("".join(rows[rows.index("+Q: 1") + 1:]),
                         "at> AT+" + "1234567890" * 8)

    def test_keys_that_end_and_clear(self):
        screen = self.open()
        screen.text("AT+NEVER")
        screen.shows("at> AT+NEVER")
        screen.type("C-c")
        screen.shows("at>")
        screen.text("AT")
        screen.type("C-a", "z")
        screen.has("Ctrl-A, and then")
        screen.shows(NOTE, "at> AT")
        screen.type("C-a", "C-a")
        screen.wait(lambda rows: screen.cursor()[0] == 4, "the beginning of the line")
        screen.type("C-e", "Enter")
        screen.shows("at> AT", "OK", "at>")
        screen.type("C-d")
        self.assertEqual(screen.ended(), 0)

    def test_another_escape_key_and_none(self):
        screen = self.open("--escape", "C-]")
        screen.text("AT")
        screen.type("C-a")
        screen.wait(lambda rows: screen.cursor()[0] == 4, "the beginning of the line")
        screen.type("C-]", "x")
        self.assertEqual(screen.ended(), 0)

    def test_the_terminal_takes_it_back(self):
        screen = self.open()
        child = children_of(int(screen.variable("pane_pid")))[0]
        screen.text("half")
        screen.shows("at> half")
        os.kill(child, signal.SIGTERM)
        self.assertEqual(screen.ended(), 75)
        self.assertEqual(screen.rows()[0], "  ended by SIGTERM")


class Prompts(Line):
    def test_a_text_in_several_lines(self):
        screen = self.open()
        screen.line("AT+CMGF=1")
        screen.shows("OK", "at>")
        screen.line(f'AT+CMGS="{NUMBER}"')
        screen.shows(">")
        screen.line("first")
        screen.text("second")
        screen.shows("> first", "> second")
        screen.type("C-d")
        screen.shows("> first", "> second", "+CMGS: 0", NOTE, "OK", "at>")
        self.assertEqual(self.phone.event("submit")["text"], "first\nsecond")

    def test_what_comes_meanwhile_is_above(self):
        wire = support.Wire(self)
        screen = console(self, wire.path)
        screen.shows("at>")
        screen.line("AT+CMGS=20")
        os.write(wire.master, b"AT+CMGS=20\r\r\n> ")
        screen.shows("at> AT+CMGS=20", ">")
        screen.text("half")
        screen.shows("at> AT+CMGS=20", "> half")
        os.write(wire.master, b"\r\n+CREG: 5\r\n")
        screen.shows("at> AT+CMGS=20", "+CREG: 5", NOTE, "> half")
        screen.type("C-c")
        screen.shows("+CREG: 5", NOTE, "> half", "at>")
        screen.wait(lambda rows: wire.seen == b"AT+CMGS=20\r\x1b", "what was sent")

    def test_leaving_closes_it(self):
        screen = self.open("--log", self.path("log"))
        screen.line("AT+CMGS=20")
        screen.shows(">")
        screen.type("C-a", "x")
        self.assertEqual(screen.ended(), 0)
        self.assertIn(r'> "\x1B"', self.read("log"))

    def at_a_prompt(self):
        screen = self.open("--log", self.path("log"))
        screen.line("AT+CMGF=1")
        screen.shows("OK", "at>")
        screen.line(f'AT+CMGS="{NUMBER}"')
        screen.shows(">")
        screen.type("C-a", "r")
        screen.has("raw mode")
        return screen

    def test_raw_mode_does_not_forget_it(self):
        screen = self.at_a_prompt()
        screen.text("first\r")
        screen.has("first")
        screen.type("C-a", "r")
        screen.wait(lambda rows: rows[-1] == ">", "the prompt")
        screen.text("second")
        screen.type("C-z")
        screen.shows("> second", "+CMGS: 0", NOTE, "OK", "at>")
        self.assertEqual(self.phone.event("submit")["text"], "first\nsecond")

    def test_raw_mode_may_end_it(self):
        screen = self.at_a_prompt()
        screen.text("all\x1a")
        screen.has("OK")
        screen.wait(lambda rows: rows[-1] == "OK", "the result")
        screen.type("C-a", "r")
        screen.shows("OK", "at>")
        self.assertEqual(self.phone.event("submit")["text"], "all")

    def test_leaving_raw_mode_closes_it(self):
        screen = self.at_a_prompt()
        screen.type("C-a", "x")
        self.assertEqual(screen.ended(), 0)
        self.assertIn(r'> "\x1B"', self.read("log"))


class Pasting(Line):
    def test_each_waits_for_the_one_before(self):
        screen = self.open(phone=("--latency", "20"))
        screen.paste("AT+CGMM\nAT+CSQ\nAT+NONE\nAT\n")
        screen.type("Enter")
        screen.shows(re.compile(r"\S.*"), "OK", "  > AT+CSQ", "+CSQ: 20,99", NOTE, "OK",
                     "  > AT+NONE", "ERROR", NOTE, "  > AT", "OK", "at>")

    def test_ctrl_c_drops_the_rest(self):
        screen = self.open(phone=("--latency", "500"))
        screen.paste("AT\nAT+CSQ\nAT+CGMM\n")
        screen.type("Enter", "C-c")
        screen.shows("  what was to follow is not sent", "OK", "at>")
        self.assertNotIn("+CSQ: 20,99", screen.rows())


class Order(Line):
    def test_nothing_gets_between_the_parts_of_a_message(self):
        screen = self.open("--plain", phone=("--latency", "100"))
        screen.line(f".sms {NUMBER} " + "x" * 200)
        screen.line("AT+CSQ")
        rows = screen.wait(lambda rows: "+CSQ: 20,99" in rows and rows[-1] == "at>", "the end")
        self.assertEqual([row for row in rows if row.startswith("+")],
                         ["+CMGS: 0", "+CMGS: 1", "+CSQ: 20,99"])
        self.assertEqual(self.phone.event("submit", parts=2)["text"], "x" * 200)


class History(Line):
    def file(self):
        folder = self.path("state/smsmodem/history")
        names = os.listdir(folder)
        self.assertEqual(len(names), 1)
        return os.path.join(folder, names[0])

    def test_it_is_there_the_next_time(self):
        screen = self.open()
        for command in ("AT+CSQ", "AT+CSQ", "AT+CPIN=1234", "AT+CGMM"):
            screen.line(command)
        screen.wait(lambda rows: rows[-1] == "at>" and rows[-4] == "at> AT+CGMM", "the answer")
        screen.line(".timestamps off")
        screen.shows("at>")
        screen.type("C-d")
        screen.ended()
        with open(self.file(), encoding="utf-8") as file:
            self.assertEqual(file.read(), "AT+CSQ\nAT+CGMM\n.timestamps off\n")
        self.assertEqual(stat.S_IMODE(os.stat(self.file()).st_mode), 0o600)
        screen.close()
        screen = console(self, self.phone.device)
        screen.shows("at>")
        screen.type("Up", "Up", "Up")
        screen.shows("at> AT+CSQ")

    def test_no_pin_where_small_letters_are_others(self):
        """In Turkish I is no capital of i."""
        places = self.path("places")
        os.mkdir(places)
        made = subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8",
                               os.path.join(places, "tr_TR.UTF-8")], check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if made.returncode != 0:
            self.skipTest("the locale cannot be made here")
        phone = self.sim()
        log = self.path("log")
        screen = Screen(self, ["env", f"LOCPATH={places}", "LC_ALL=tr_TR.UTF-8",
                               os.path.abspath(support.PROGRAM), "-d", phone.device, "console",
                               "--log", log])
        screen.shows("at>")
        for command in ('at+cpin="1234"', "at+csq"):
            screen.line(command)
        screen.shows("at> at+csq", "+CSQ: 20,99", NOTE, "OK", "at>")
        screen.type("C-d")
        self.assertEqual(screen.ended(), 0)
        with open(self.file(), encoding="utf-8") as file:
            self.assertEqual(file.read(), "at+csq\n")
        self.assertNotIn("1234", self.read("log"))

    def test_a_profile_has_its_own_and_old_lines_go(self):
        phone = self.sim()
        self.write("config/smsmodem/config", f"[e65]\ndevice={phone.device}\n")
        name = self.write("state/smsmodem/history/e65",
                          "".join(f"AT+OLD={i}\n" for i in range(1500)))
        screen = Screen(self, [os.path.abspath(support.PROGRAM), "-p", "e65", "console"])
        screen.shows("at>")
        screen.line("AT")
        screen.shows("OK", "at>")
        with open(name, encoding="utf-8") as file:
            lines = file.read().split("\n")
        self.assertEqual((len(lines), lines[0], lines[-2]), (1002, "AT+OLD=500", "AT"))


class Showing(Line):
    def wire(self):
        """A phone that says what the test says, when it says so."""
        wire = support.Wire(self)
        screen = console(self, wire.path)
        screen.shows("at>")
        return wire, screen

    def test_a_line_without_its_end(self):
        wire, screen = self.wire()
        os.write(wire.master, b"\r\nlogin: ")
        screen.shows("login:", "at>")
        os.write(wire.master, b"more")
        screen.shows("login:", "more", "at>")
        os.write(wire.master, b" and all\r\n")
        screen.shows("login:", "more", " and all", "at>")

    def test_no_decoration(self):
        screen = self.open("--plain")
        screen.line("AT+CSQ")
        screen.shows("at> AT+CSQ", "+CSQ: 20,99", "OK", "at>")

    def test_dim_unless_colours_are_not_wanted(self):
        for colour, env in ((True, {}), (False, {"NO_COLOR": "1"})):
            with self.subTest(env):
                screen = self.open(env=env)
                screen.line("AT+CSQ")
                screen.shows("OK", "at>")
                self.assertEqual("\x1b[2m" in "\n".join(screen.rows(colour=True)), colour)
                screen.close()
                self.phone.stop()

    def test_words_of_other_programs(self):
        wire, screen = self.wire()
        for word in ("help", "quit", "exit", "?"):
            screen.line(word)
            screen.shows(f"at> {word}",
                         "  that goes to the modem; .help and .quit are for the console", "at>")
        screen.wait(lambda rows: wire.seen == b"help\rquit\rexit\r?\r", "what was sent")

    def test_timestamps(self):
        screen = self.open("--timestamps")
        screen.line("AT+CGMM")
        clock = r"\d\d:\d\d:\d\d\.\d\d\d "
        screen.shows("at> AT+CGMM", re.compile(clock + r"\S.*"), re.compile(clock + "OK"), "at>")

    def test_into_a_file(self):
        phone = self.sim()
        command = f"{os.path.abspath(support.PROGRAM)} -d {phone.device} console"
        screen = Screen(self, ["sh", "-c", f"{command} > {self.path('said')}"])
        screen.shows("at>")
        screen.line("AT+CSQ")
        screen.shows("at> AT+CSQ", "at>")
        screen.line(".quit")
        self.assertEqual(screen.ended(), 0)
        self.assertEqual(self.read("said"), "+CSQ: 20,99\nOK\n")

    def test_a_flood_does_not_keep_the_keys_away(self):
        wire, screen = self.wire()
        stop = threading.Event()

        def flood():
            while not stop.is_set():
                os.write(wire.master, b"\r\n+FLOOD: 1\r\n" * 50)
        thread = threading.Thread(target=flood)
        thread.start()
        try:
            screen.has("+FLOOD: 1")
            screen.type("C-a", "x")
            self.assertEqual(screen.ended(), 0)
        finally:
            stop.set()
            while thread.is_alive():
                # nobody reads what is still to be written
                os.read(wire.slave, 65536)
                thread.join(0.01)


class Stopped(Line):
    def test_what_was_typed_is_there_again(self):
        stops_and_goes_on(at_a_half_typed_line(self, self.sim().device), NOTE)

    def test_others_may_stop_and_end_it(self):
        screen = at_a_half_typed_line(self, self.sim().device)
        shell = int(screen.variable("pane_pid"))
        for number in (signal.SIGTSTP, signal.SIGSTOP):
            os.kill(children_of(shell)[0], number)
            screen.shows("$")
            screen.line("fg")
            screen.shows("at> AT+C")
        os.kill(children_of(shell)[0], signal.SIGHUP)
        screen.shows("$")
        screen.line("echo $?")
        screen.shows("75", "$")


class Use(support.Case):
    def test_wrong_use(self):
        for args in (("--json",), ("AT",), ("--escape", "x"), ("--escape", "^C"),
                     ("--imap", "crlf,what"), ("--pace", "-1")):
            with self.subTest(args):
                result = self.smsmodem("-d", "sim:", "console", *args, code=64)
                self.assertIn("--help", result.err)

    def test_a_profile_says_what_the_command_line_does_not(self):
        phone = self.sim()
        self.write("config/smsmodem/config",
                   f"[e65]\ndevice={phone.device}\nescape=^]\nplain=yes\n")
        screen = Screen(self, [os.path.abspath(support.PROGRAM), "-p", "e65", "console"])
        screen.shows("at>")
        screen.line("AT+CSQ")
        screen.shows("at> AT+CSQ", "+CSQ: 20,99", "OK", "at>")
        screen.type("C-]", "x")
        self.assertEqual(screen.ended(), 0)


if __name__ == "__main__":
    support.main()
