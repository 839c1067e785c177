# SPDX-License-Identifier: GPL-3.0-or-later
"""`doctor` with phones that say what none should, and at a terminal."""
import os
import pty
import re
import select
import time

import support
from doctor_support import STEPS, Doctor


class Hostile(Doctor):
    """Of what a device says nothing reaches the terminal as it is, and nothing keeps us for long."""

    def script(self, answers, rest=b"\r\nOK\r\n"):
        """A phone of a few answers."""
        def answer(octets):
            for line in octets.split(b"\r"):
                line = line.strip(b"\x1b\n")
                if line:
                    yield answers.get(line, b"\r\n+CMEE: 0\r\nOK\r\n" if line == b"AT+CMEE?" else rest)
        return support.Wire(self, lambda octets: b"".join(answer(octets)))

    def run_json(self, device, code=None):
        result = self.smsmodem("-d", device, "doctor", "--json", code=code)
        self.assertFalse(re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", result.raw), result.raw)
        human = self.smsmodem("-d", device, "doctor", code=code)
        self.assertFalse(re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", human.raw), human.raw)
        return {line["step"]: line for line in result.json if line["event"] == "check"}

    def test_control_characters(self):
        evil = b"\x1b]0;title\x07\xc2\x9b2J\x08"
        wire = self.script({
            b"AT+CGMI": b"\r\n" + evil + b"\r\nOK\r\n",
            b"AT+CSCA?": b'\r\n+CSCA: "' + evil + b'",145\r\nOK\r\n',
            b"AT+COPS?": b'\r\n+COPS: 0,0,"' + evil + b'"\r\nOK\r\n',
            b"AT+CREG?": b"\r\n+CREG: 0,1\r\nOK\r\n",
            b"AT+CPMS?": b'\r\n+CPMS: "' + evil + b'",1,5\r\nOK\r\n',
            b"AT+CPIN?": b"\r\n+CPIN: READY\r\nOK\r\n"})
        checks = self.run_json(wire.path)
        for step in ("identity", "smsc", "operator", "storage"):
            self.assertIn("title", checks[step]["text"])

    def test_numbers(self):
        """What no phone would say is not believed."""
        huge = b"9223372036854775807"
        wire = self.script({
            b"AT+CREG?": b"\r\n+CREG: 0," + huge + b"\r\nOK\r\n",
            b"AT+CEREG?": b"\r\n+CEREG: 0,-1\r\nOK\r\n",
            b"AT+CSQ": b"\r\n+CSQ: " + huge + b"," + huge + b"\r\nOK\r\n",
            b"AT+CESQ": b"\r\n+CESQ: ,,,,,98\r\nOK\r\n",
            b"AT+CPMS?": b'\r\n+CPMS: "ME",' + huge + b"," + huge + b',"SM",-1,' + huge + b"\r\nOK\r\n",
            b"AT+CSMS?": b"\r\n+CSMS: \r\nOK\r\n",
            b"AT+CPINR": b"\r\n+CPINR: SIM PIN,-7\r\nOK\r\n",
            b"AT+CPIN?": b"\r\n+CPIN: \r\nOK\r\n"})
        checks = self.run_json(wire.path)
        for step in ("network", "signal", "pin"):
            self.assertEqual(checks[step]["result"], "skip", checks[step])

    def test_other_text(self):
        wire = support.Wire(self, lambda octets: b"\r\nlogin: \x1b[31m\r\n")
        checks = self.run_json(wire.path, code=69)
        self.assertRegex(checks["at"]["text"], "talks, but not AT: .*login")

    def test_garbage(self):
        wire = support.Wire(self, lambda octets: bytes(range(0x80, 0x100)))
        checks = self.run_json(wire.path, code=69)
        self.assertRegex(checks["at"]["text"], "only garbage comes back, at any of the common speeds")

    def test_endless(self):
        """An answer without an end ends it."""
        phone = self.sim("--fault", "endless@3")
        result = self.smsmodem("-d", phone.device, "--timeout", "0.5", "doctor", code=None)
        self.assertIn(result.code, (74, 75))  # too much, or too long: what comes first
        self.assertRegex(result.out, "\nFAIL  identity +(the answer to AT does not end|it answered once, and now does not)")
        self.assertRegex(result.out, "\nskip  pdu +not looked at: the phone is gone\n")

    def test_falls_silent(self):
        """In the middle: the step says so, and the others are left alone."""
        for count in (4, 9, 14):
            with self.subTest(count):
                phone = self.sim("--fault", f"silent@{count}")
                lines = self.json_lines("-d", phone.device, "--timeout", "0.3", code=75)
                failed, = (line for line in lines if line.get("result") == "fail")
                self.assertRegex(failed["text"], "^no answer to AT|does not answer any more|now does not")
                self.assertEqual(lines[-1]["first"], failed["step"])
                phone.stop()

    def test_goes(self):
        """Away in the middle of it."""
        script = self.write("script", "".join(f'0.000 {way} "{text}"\n' for way, text in (
            (">", r"AT\r"), ("<", r"\r\nOK\r\n"), (">", r"\x1B\rAT+CMEE?\r"),
            ("<", r"\r\n+CMEE: 0\r\n\r\nOK\r\n"), (">", r"AT\r"), ("<", r"\r\nOK\r\n"))))
        phone = self.sim("--script", script, "--strict")
        result = self.smsmodem("-d", phone.device, "doctor", code=74)
        self.assertRegex(result.out, "\nFAIL  identity .*\n")
        self.assertRegex(result.out, "\nskip  pdu +not looked at: the phone is gone\n")

    def test_digits(self):
        """Results as digits are understood, and so again afterwards."""
        phone = self.sim("-v")
        self.smsmodem("-d", phone.device, "at", "ATV0", code=None)
        checks = self.run_json(phone.device, code=0)
        self.assertIn("in digits (ATV0, which is put back at the end)", checks["at"]["text"])
        self.assertIn("in digits", self.run_json(phone.device, code=0)["at"]["text"])

    def test_no_card(self):
        """Why the SIM does not answer is asked with numbers, which are off again afterwards."""
        numbers = [False]

        def answer(octets):
            reply = b""
            for line in octets.split(b"\r"):
                line = line.strip(b"\x1b\n")
                if line.startswith(b"AT+CMEE="):
                    numbers[0] = line.endswith(b"1")
                if line == b"AT+CMEE?":
                    reply += b"\r\n+CMEE: %d\r\n" % numbers[0]
                if line in (b"AT+CPIN?", b"AT+CPINR"):
                    reply += b"\r\n+CME ERROR: 10\r\n" if numbers[0] else b"\r\nERROR\r\n"
                elif line:
                    reply += b"\r\nOK\r\n"
            return reply
        wire = support.Wire(self, answer)
        checks = self.run_json(wire.path, code=1)
        self.assertRegex(checks["pin"]["text"], "SIM not inserted")
        self.assertIn("put a working SIM in", checks["pin"]["fix"])
        self.assertEqual([step for step in STEPS if checks[step]["result"] == "fail"], ["pin"])
        self.assertFalse(numbers[0])


class Terminal(Doctor):
    """Line by line at a terminal; the names are in colour there, unless NO_COLOR."""

    def run_in_terminal(self, *args, until=None, **env):
        pid, master = pty.fork()
        if pid == 0:
            os.execve(support.PROGRAM, [support.PROGRAM, *args], {**self.env, "TERM": "xterm", **env})
        text, deadline = b"", time.monotonic() + support.PATIENCE
        while select.select([master], [], [], max(0, deadline - time.monotonic()))[0]:
            try:
                octets = os.read(master, 4096)
            except OSError:
                break
            text += octets
            if until and until in text:
                os.write(master, b"\x03")
                until = None
        os.close(master)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), text.decode()

    def test_colour(self):
        phone = self.sim()
        code, text = self.run_in_terminal("-d", phone.device, "doctor")
        self.assertEqual(code, 0, text)
        self.assertIn("\x1b[32mok\x1b[0m    device", text)
        self.assertIn("\x1b[32mready to send\x1b[0m", text)
        code, text = self.run_in_terminal("-d", phone.device, "doctor", NO_COLOR="1")
        self.assertNotIn("\x1b[32m", text)
        code, text = self.run_in_terminal("-d", phone.device, "doctor", TERM="dumb")
        self.assertNotIn("\x1b", text)
        self.assertIn("ready to send", text)

    def test_interrupted(self):
        phone = self.sim("--fault", "silent")
        code, text = self.run_in_terminal("-d", phone.device, "doctor", until=b"trying 9600")
        self.assertEqual(code, 75, text)
        self.assertIn("interrupted", text)
        self.assertNotIn("first, ", text)
        self.smsmodem("-d", phone.device, "doctor", code=69)  # and the port is free again

    def test_no_device(self):
        """What is wrong is said on a line of its own, not behind what was being looked at."""
        code, text = self.run_in_terminal("-d", "nonsense", "doctor")
        self.assertEqual(code, 64, text)
        self.assertRegex(text, r"device +\r\x1b\[Ksmsmodem: 'nonsense' is no device")

    def test_broken_output(self):
        with open("/dev/full", "wb") as full:
            for args in ((), ("--json",)):
                result = self.smsmodem("-d", "sim:", "doctor", *args, stdout=full, code=74)
                self.assertIn("cannot write the output", result.err)


if __name__ == "__main__":
    support.main()
