# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal is left as it was found: `stty -a` before and after, however the console ends."""
import os
import resource
import shutil
import signal
import subprocess
import unittest

import support
from pty_support import Terminal

A = "\x01"  # the escape key
READY = {"line": "at> ", "raw": r"raw mode[^\n]*\n"}
PASTE_OFF = "\x1b[?2004l"
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGALRM,
          signal.SIGUSR1, signal.SIGUSR2, signal.SIGXCPU, signal.SIGXFSZ,
          signal.SIGVTALRM, signal.SIGPROF, signal.SIGPWR)
CRASHES = {signal.SIGSEGV: "SEGV", signal.SIGBUS: "BUS", signal.SIGFPE: "FPE",
           signal.SIGILL: "ILL", signal.SIGABRT: "ABRT"}  # as AddressSanitizer names them
ODD = ("-echo", "-icrnl", "ixoff", "erase", "^H", "susp", "^Y")  # a terminal that somebody changed


class Case(support.Case):
    def setUp(self):
        super().setUp()
        most = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))  # what a sanitizer maps is large
        self.phone = self.sim()

    def console(self, mode, *args, **how):
        terminal = Terminal(self, "-d", self.phone.device, "console",
                            *(("--raw",) if mode == "raw" else ()), *args, **how)
        terminal.expect(READY[mode])
        self.assertNotEqual(terminal.settings(), terminal.before)
        return terminal


class Leaving(Case):
    """finish() compares the settings."""

    def test_by_hand(self):
        for mode, keys in (("line", A + "x"), ("line", ".quit\r"), ("line", "\x04"),
                           ("line", "half a line" + A + "x"), ("raw", A + "x"),
                           ("raw", A + "q\x03" + A + "s" + A + "\x03" + A + "x")):
            with self.subTest(mode, keys=keys):
                terminal = self.console(mode)
                terminal.type(keys)
                terminal.finish()

    def test_from_one_mode_to_the_other(self):
        terminal = self.console("raw")
        terminal.type(A + "r")
        terminal.expect(READY["line"])
        terminal.type(".raw\r")
        terminal.expect(READY["raw"])
        terminal.type(A + "r")
        terminal.expect(READY["line"])
        terminal.type("\x04")
        terminal.finish()

    def test_by_a_signal(self):
        for mode in READY:
            for number in ENDING:
                with self.subTest(mode, signal=number.name):
                    terminal = self.console(mode)
                    terminal.process.send_signal(number)
                    text = terminal.finish(code=75)
                    if number != signal.SIGHUP:  # nobody would read it
                        self.assertIn(f"ended by {number.name}", text)

    def test_by_a_crash(self):
        """It ends as without us: by the signal, or with the report of a sanitizer."""
        for mode in READY:
            for number, name in CRASHES.items():
                with self.subTest(mode, signal=number.name):
                    terminal = self.console(mode)
                    terminal.process.send_signal(number)
                    text = terminal.crashed()
                    self.assertEqual(PASTE_OFF in text, mode == "line")
                    if terminal.process.returncode != -number:
                        self.assertIn(f"AddressSanitizer: {name} on unknown address", text)

    def test_with_a_question_open(self):
        terminal = self.console("raw")
        terminal.type(A + "sname")
        terminal.expect("name$")
        terminal.process.send_signal(signal.SIGTERM)
        terminal.finish(code=75)

    def test_at_the_modems_prompt(self):
        terminal = self.console("line")
        terminal.type("AT+CMGF=0\r")
        terminal.expect("OK")
        terminal.type("AT+CMGS=18\r")
        terminal.expect("> $")
        terminal.process.send_signal(signal.SIGTERM)
        terminal.finish(code=75)

    def test_the_odd_settings_of_others(self):
        for mode in READY:
            with self.subTest(mode):
                terminal = Terminal(self, "-d", self.phone.device, "console",
                                    *(("--raw",) if mode == "raw" else ()), odd=ODD)
                terminal.expect(READY[mode])
                terminal.type(A + "x")
                terminal.finish()

    def test_usage_and_no_device(self):
        for args, code in ((("-d", self.path("none"), "console"), 69),
                           (("-d", self.phone.device, "console", "--nothing"), 64),
                           (("-d", self.phone.device, "console", "--log", self.dir), 74)):
            with self.subTest(args):
                Terminal(self, *args).finish(code)


class Gone(Case):
    """The phone goes, and the console waits for it, or ends."""

    def end(self, mode, leave):
        with self.subTest(mode, once=True):
            phone = self.phone = self.sim("--pty", self.path(mode + "-once"))
            terminal = self.console(mode, "--once")
            leave(phone)
            terminal.finish(code=74)
        with self.subTest(mode, once=False):
            phone = self.phone = self.sim("--pty", self.path(mode))
            terminal = self.console(mode)
            leave(phone)
            terminal.expect("waiting for .* to come back")
            terminal.type(A + "x")
            terminal.finish()

    @staticmethod
    def kill(phone):
        os.unlink(phone.device)  # the number behind it may soon be somebody else's
        phone.process.kill()
        phone.process.wait()
        phone.process.stdin.close()
        phone.reader.join()
        phone.process.stdout.close()
        phone.errors.close()  # there is nothing to stop any more

    def test_killed(self):
        for mode in READY:
            self.end(mode, self.kill)

    def test_unplugged(self):
        for mode in READY:
            self.end(mode, lambda phone: phone.tell("unplug"))


@unittest.skipUnless(shutil.which("dash"), "dash is not installed")
class Suspended(Case):
    """A shell with job control on the terminal, of the kind that leaves the settings alone."""

    def shell(self, mode):
        self.env["PS1"] = "shell% "
        terminal = Terminal(self, "-i", program="dash")
        terminal.expect("shell% ")
        words = [os.path.abspath(support.PROGRAM), "-d", self.phone.device, "console",
                 *(("--raw",) if mode == "raw" else ())]
        self.assertEqual(terminal.settings(), terminal.before)
        terminal.type(" ".join(words) + "\n")
        terminal.expect(READY[mode])
        self.assertNotEqual(terminal.settings(), terminal.before)
        return terminal

    def pid(self, terminal):
        """Of the shell's only child."""
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(terminal.process.pid)],
                               check=True, capture_output=True, text=True)
        return int(found.stdout)

    def leaves(self, terminal):
        terminal.type(A + "x")
        terminal.expect("shell% ")
        self.assertEqual(terminal.settings(), terminal.before)
        terminal.type("exit 0\n")
        terminal.finish()

    def test_by_key(self):
        terminal = self.shell("line")
        terminal.type("half\x1a")
        terminal.expect("Stopped.*shell% ")
        self.assertEqual(terminal.settings(), terminal.before)
        terminal.type("fg\n")
        terminal.expect("at> half$")  # what was typed is still there
        terminal.type("\x15AT\r")
        terminal.expect("OK\r\n")
        self.leaves(terminal)

    def test_by_a_signal(self):
        """Of SIGSTOP nobody is told, and nothing can be restored before."""
        for mode in READY:
            for number in (signal.SIGTSTP, signal.SIGSTOP):
                with self.subTest(mode, signal=number.name):
                    terminal = self.shell(mode)
                    ours = terminal.settings()
                    os.kill(self.pid(terminal), number)
                    terminal.expect("Stopped.*shell% ")
                    self.assertEqual(terminal.settings(),
                                     terminal.before if number == signal.SIGTSTP else ours)
                    terminal.restore()  # as who sits there would, or another shell
                    terminal.type("fg\n")
                    terminal.wait_changed()
                    self.assertEqual(terminal.settings(), ours)
                    terminal.type("AT+CGMI\r")
                    terminal.expect("OK\r\n")
                    self.leaves(terminal)

    def test_resized(self):
        for mode in READY:
            terminal = self.console(mode)
            subprocess.run(["stty", "rows", "30", "columns", "100"], stdin=terminal.slave,
                           check=True)
            terminal.before = terminal.before.replace("rows 24; columns 80", "rows 30; columns 100")
            os.kill(terminal.process.pid, signal.SIGWINCH)
            terminal.type("AT\r")
            terminal.expect("OK")
            terminal.type(A + "x")
            terminal.finish()


class Unattended(Case):
    """Nothing is changed on a terminal that nobody is asked at."""

    def piped(self, text, *args):
        stdin, out = os.pipe()
        self.addCleanup(os.close, out)
        self.addCleanup(os.close, stdin)
        os.write(out, text)
        return Terminal(self, "-d", self.phone.device, "console", *args, stdin=stdin)

    def test_piped(self):
        terminal = self.piped(b"AT+CGMI\n.quit\n")
        terminal.expect("OK")
        terminal.finish()

    def test_piped_and_ended(self):
        for number in (signal.SIGTERM, signal.SIGHUP):
            terminal = self.piped(b"AT+CGMI\n")
            terminal.expect("OK")
            self.assertEqual(terminal.settings(), terminal.before)
            terminal.process.send_signal(number)
            terminal.finish(code=75)

    def test_piped_and_unplugged(self):
        terminal = self.piped(b"AT+CGMI\n")
        terminal.expect("OK")
        self.phone.tell("unplug")
        terminal.finish(code=74)

    def script(self, text, name="script"):
        script = self.write(name, text)
        return Terminal(self, "-d", self.phone.device, "console", "--script", script)

    def test_script(self):
        terminal = self.script("send AT+CGMI\nexpect OK\n")
        terminal.expect("OK")
        terminal.finish()

    def test_script_and_ended(self):
        terminal = self.script("send AT+CGMI\nexpect NEVER\n")
        terminal.expect("OK")
        self.assertEqual(terminal.settings(), terminal.before)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.finish(code=75)

    def test_script_and_unplugged(self):
        terminal = self.script("send AT+CGMI\nexpect NEVER\n")
        terminal.expect("OK")
        self.phone.tell("unplug")
        terminal.finish(code=74)


if __name__ == "__main__":
    support.main()
