# SPDX-License-Identifier: GPL-3.0-or-later
"""console with a stdin that is no terminal: line by line, and the exit status of the last."""
import os
import random
import signal
import subprocess
import time

import support

CMGS = 'AT+CMGF=1\nAT+CMGS="+491701234567"\n'
CSQ = "+CSQ: 20,99\nOK\n"

# name, stdin, exit code, stdout
LINES = (
    ("nothing", "", 0, ""),
    ("blank lines", "\n \n\r\n\t\n", 0, ""),
    ("the answers, and the last status", "AT\nAT+CSQ\nAT+NOSUCH\n", 1, "OK\n" + CSQ + "ERROR\n"),
    ("a refusal does not end it", "AT+NOSUCH\nAT+CSQ\n", 0, "ERROR\n" + CSQ),
    ("no end of line", "AT+CSQ", 0, CSQ),
    ("CR LF", "AT+CSQ\r\nAT\r\n", 0, CSQ + "OK\n"),
    ("an error number", "AT+CMEE=1\nAT+CMGR=99\n", 1, "OK\n+CMS ERROR: 321\n"),
    ("no echo", "ATE1\nAT+CSQ\n", 0, "OK\n" + CSQ),
    ("ESC at the prompt", CMGS + "\x1b\nAT+CSQ\n", 0, "OK\nOK\n" + CSQ),
    ("the input ends at the prompt", CMGS, 65, "OK\nOK\n"),
    ("a NUL octet", "AT\0+CSQ\n", 65, ""),
    ("a NUL octet, and on", "AT\0+CSQ\nAT+CSQ\n", 0, CSQ),
    ("a NUL octet for data", CMGS + "a\0b\nAT+CSQ\n", 0, "OK\nOK\n" + CSQ),
    ("a line without an end", "AT" + "1" * 1100000, 65, ""),
    ("a line that is too long, and on", "AT" + "1" * 1100000 + "\nAT+CSQ\n", 0, CSQ),
    ("too long for a modem", "AT" + "1" * 70000 + "\nAT+CSQ\n", 0, CSQ),
    ("too long for data", CMGS + "1" * 1100000 + "\nAT+CSQ\n", 0, "OK\nOK\n" + CSQ),
    ("a dot command", ".plain on\n", 0, ""),
    ("an unknown one", ".nosuch\n", 64, ""),
    ("an unknown one does not end it", ".nosuch\nAT\n", 0, "OK\n"),
    ("leaving", "AT+NOSUCH\n.quit\nAT+CSQ\n", 0, "ERROR\n"),
    ("no raw mode", ".raw\n", 64, ""),
)


def prompting(octets):
    """Asks for data, and says nothing to it."""
    return b"\r\nOK\r\n" if octets == b"ATI\r" else b"\r\n> " if b"+CMGS" in octets else b""


class Case(support.Case):
    def console(self, device, *args, stdin, code=0, **popen):
        return self.smsmodem("-d", device, "console", *args, stdin=stdin, code=code, **popen)

    def open_console(self, device, *args):
        """With a stdin that stays open."""
        return self.start("-d", device, *args, "console", stdin=subprocess.PIPE)

    @staticmethod
    def say(process, text):
        process.stdin.write(text.encode())
        process.stdin.flush()

    def wait_for(self, condition):
        """What another thread brings about."""
        until = time.monotonic() + support.PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), until)

    def expect_line(self, process, line):
        self.assertEqual(process.stdout.readline().decode(), line + "\n")


class Lines(Case):
    def test_lines(self):
        for device in ("sim:", None):
            phone = device or self.sim("--echo", "on").device
            for name, text, code, out in LINES:
                with self.subTest(name, device=phone):
                    result = self.console(phone, stdin=text, code=code)
                    self.assertEqual(result.out, out)
                    if code not in (0, 1):
                        self.assertRegex(result.err, "(?m)^smsmodem: .{8,}")

    def test_a_file_is_as_good_as_a_pipe(self):
        with open(self.write("lines", "AT+CSQ\nAT+NOSUCH\n"), "rb") as file:
            process = self.start("-d", "sim:", "console", stdin=file)
            result = self.finish(process)
        self.assertEqual((result.code, result.out), (1, CSQ + "ERROR\n"))
        process = self.start("-d", "sim:", "console")  # /dev/null
        self.assertEqual(self.finish(process).code, 0)

    def test_data(self):
        phone = self.sim()
        for number, (name, data, text, rest) in enumerate((
                ("a line", "hello\n", "hello", ""), ("with its Ctrl-Z", "hello\x1a\n", "hello", ""),
                ("with a command behind it", "hello\x1aAT+CSQ\n", "hello", CSQ),
                ("no end of line", "hello", "hello", ""), ("nothing", "\n", "", ""),
                ("a dot", ".hello\n", ".hello", ""))):
            with self.subTest(name):
                result = self.console(phone.device, stdin=CMGS + data)
                self.assertEqual(result.out, f"OK\n+CMGS: {number}\nOK\n" + rest)
                self.assertEqual(phone.event("submit")["text"], text)

    def test_a_pdu(self):
        phone = self.sim()
        text = "AT+CMGF=0\nAT+CMGS=18\n0001000C91947110325476000005E8329BFD06\n"
        self.assertEqual(self.console(phone.device, stdin=text).out, "OK\n+CMGS: 0\nOK\n")
        self.assertEqual(phone.event("submit")["text"], "hello")

    def test_a_dot_command_that_sends(self):
        phone = self.sim()
        result = self.console(phone.device, stdin=".sms +491701234567 hello there\n")
        self.assertIn("+CMGS: 0\nOK\n", result.out)
        self.assertEqual(phone.event("submit")["text"], "hello there")
        phone = self.sim("--pty", self.path("full"), "--fault", "cms=500")
        self.console(phone.device, stdin=".sms +491701234567 hello\n", code=1)

    def test_two_dots(self):
        wire = support.Wire(self, lambda octets: b"\r\nOK\r\n")
        self.console(wire.path, stdin="..x\n")
        self.assertEqual(wire.seen, b".x\r")

    def test_each_waits_for_the_answer(self):
        """Nothing goes out while an answer is due."""
        seen = []

        def answer(octets):
            seen.append(octets)
            return b"\r\nOK\r\n"

        wire = support.Wire(self, answer)
        self.console(wire.path, stdin="".join(f"AT+X={i}\n" for i in range(50)))
        self.assertEqual(seen, [b"AT+X=%d\r" % i for i in range(50)])


class Between(Case):
    """What the phone says while the next line is waited for."""

    def test_unsolicited(self):
        phone = self.sim("-v")
        process = self.open_console(phone.device)
        self.say(process, "AT\n")
        self.expect_line(process, "OK")
        phone.tell('urc +CMTI: "SM",3')
        self.expect_line(process, '+CMTI: "SM",3')
        self.say(process, "AT+CSQ\n")
        self.expect_line(process, "+CSQ: 20,99")
        self.expect_line(process, "OK")
        self.assertEqual(self.finish(process).code, 0)

    def test_a_line_without_its_end(self):
        wire = support.Wire(self, lambda octets: b"\r\nOK\r\nlogin: ")
        process = self.open_console(wire.path)
        self.say(process, "AT\n")
        self.expect_line(process, "OK")
        self.expect_line(process, "login: ")
        self.assertEqual(self.finish(process).out, "")

    def test_foreign_lines_are_escaped(self):
        phone = self.sim()
        process = self.open_console(phone.device)
        self.say(process, "AT\n")
        self.expect_line(process, "OK")
        phone.tell("urc +EVIL: \x1b]0;title\x07\u202e")
        self.expect_line(process, "+EVIL: \\x1B]0;title\\x07\\xE2\\x80\\xAE")
        self.finish(process)

    def test_no_notes_in_a_pipe(self):
        result = self.console("sim:", "--timestamps", stdin="AT+CSQ\n")
        self.assertRegex(result.out, r"\A(\d\d:\d\d:\d\d\.\d{3} )\+CSQ: 20,99\n(\d\d:\d\d:\d\d\.\d{3} )OK\n\Z")


class Trouble(Case):
    def test_silent(self):
        wire = support.Wire(self)
        result = self.console(wire.path, "--timeout", "0.2", stdin="AT\nAT+CSQ\n", code=75)
        self.assertEqual(result.err.count("no answer"), 2)
        self.assertEqual(wire.seen.replace(b"\x1b", b""), b"AT\rAT+CSQ\r")

    def test_silent_with_an_echo(self):
        """The ESC that gave up the line before comes back in front of the next one."""
        phone = self.sim("--echo", "on")
        result = self.console(phone.device, "--timeout", "0.3", stdin="HELLO\nAT\nHELLO\n", code=75)
        self.assertEqual(result.out, "OK\n")

    def test_no_answer_to_the_data(self):
        wire = support.Wire(self, prompting)
        result = self.console(wire.path, "--timeout", "0.2", stdin="AT+CMGS=18\n00\n", code=2)
        self.assertIn("unknown", result.err)
        self.assertEqual(wire.seen, b"AT+CMGS=18\r00\x1a")

    def test_no_answer_to_the_escape(self):
        """Nothing was sent, and it says so soon."""
        wire = support.Wire(self, prompting)
        result = self.console(wire.path, stdin="AT+CMGS=18\n", code=65)
        self.assertNotIn("unknown", result.err)
        self.assertEqual(wire.seen.rstrip(b"\x1b"), b"AT+CMGS=18\r")

    def test_it_never_stops_talking(self):
        wire = support.Wire(self, lambda octets: b"x" * 4000 if b"\r" in octets else b"")
        self.console(wire.path, "--timeout", "0.2", stdin="AT\n", code=75)

    def test_the_device_goes(self):
        for line, fault in (("AT\n", None), ("AT+CMGS=18\n00\n", "unplug-prompt")):
            with self.subTest(line):
                args = ("--fault", fault) if fault else ()
                phone = self.sim("--pty", self.path("phone" + str(fault)), *args)
                process = self.open_console(phone.device)
                self.say(process, "AT\n")
                self.expect_line(process, "OK")
                if fault:
                    self.say(process, line)
                else:
                    phone.tell("unplug")
                self.assertEqual(process.wait(support.PATIENCE), 74)
                self.assertRegex(self.finish(process).err, "(?m)^smsmodem: .{8,}")

    def test_no_device(self):
        self.console(self.path("none"), stdin="AT\n", code=69)
        self.smsmodem("--json", "-d", "sim:", "console", stdin="AT\n", code=64)

    def test_signals(self):
        wire = support.Wire(self, prompting)
        for name, line, sent, code in (
                ("idle", "", b"", 75), ("a command", "AT\n", b"AT\r\x1b", 75),
                ("the prompt", "AT+CMGS=18\n", b"AT+CMGS=18\r\x1b", 75),
                ("the data", "AT+CMGS=18\n00\n", b"AT+CMGS=18\r00\x1a", 2)):
            with self.subTest(name):
                process = self.open_console(wire.path)
                self.say(process, "ATI\n")
                self.expect_line(process, "OK")
                wire.seen = b""
                self.say(process, line)
                self.wait_for(lambda sent=sent: wire.seen == sent.removesuffix(b"\x1b"))
                process.send_signal(signal.SIGTERM)
                process.wait(support.PATIENCE)
                result = self.finish(process)
                self.assertEqual(result.code, code, result)
                self.wait_for(lambda sent=sent: wire.seen == sent)

    def test_nobody_reads(self):
        reader, writer = os.pipe()
        os.close(reader)
        for sink in (writer, os.open("/dev/full", os.O_WRONLY)):
            self.console("sim:", stdin="AT+CSQ\nAT\n", code=74, stdout=sink)
            os.close(sink)

    def test_a_closed_stdin(self):
        process = self.start("-d", "sim:", "console", preexec_fn=lambda: os.close(0))
        self.assertEqual(self.finish(process).code, 66)

    def test_noise(self):
        """Octets of no kind; whatever comes of it, it ends and says a known code."""
        rng = support.random_generator()
        for _ in range(4):
            noise = rng.randbytes(1500)
            phone = random.Random(rng.random())
            wire = support.Wire(self, lambda octets, phone=phone: phone.randbytes(40) + b"\r\nOK\r\n")
            result = self.console(wire.path, "--timeout", "0.05", stdin=noise, code=None)
            self.assertIn(result.code, (0, 1, 2, 64, 65, 75), result)
            self.assertNotRegex(result.out, "[\x00-\x09\x0b-\x1f\x7f]")


if __name__ == "__main__":
    support.main()
