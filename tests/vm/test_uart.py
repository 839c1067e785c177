# SPDX-License-Identifier: GPL-3.0-or-later
"""A 16550, which honours flow control: the line's settings, and a writer that is held."""
import os
import re

import vm_support
from pty_support import Terminal

TO = "+491701234567"
PORT = "/dev/ttyS1"
XON, XOFF = b"\x11", b"\x13"
HELD = "(?i)flow control"


class Settings(vm_support.Case):
    def test_speeds_and_flow_control(self):
        phone = self.phone(line="com")
        for baud in (9600, 115200):
            for flow in ("none", "rtscts"):
                device = f"tty:{PORT}?baud={baud}&flow={flow}"
                with self.subTest(device):
                    self.smsmodem("-d", device, "send", TO, device)
                    self.assertEqual(phone.event("submit")["text"], device)

    def test_what_the_kernel_has(self):
        """The emulated wire has no speed, so the port is asked."""
        phone = self.phone("-v", line="com")
        found = vm_support.run("stty", "-F", PORT, "-a")
        for baud in (9600, 115200):
            for flow, wanted in (("none", "-crtscts"), ("rtscts", "crtscts")):
                device = f"tty:{PORT}?baud={baud}&flow={flow}"
                with self.subTest(device):
                    waiting = self.start("-d", device, "at", "--expect", "+CMTI:", "AT+CSQ")
                    phone.event("command", line="AT+CSQ")
                    said = vm_support.run("stty", "-F", PORT, "-a").replace(";", " ").split()
                    phone.tell('urc +CMTI: "SM",3')
                    self.assertEqual(self.finish(waiting).code, 0)
                    self.assertEqual(said[:3], ["speed", str(baud), "baud"])
                    self.assertIn(wanted, said)
                    self.assertEqual(vm_support.run("stty", "-F", PORT, "-a"), found)

    def test_the_port_is_left_as_it_was(self):
        self.phone(line="com")
        before = vm_support.run("stty", "-F", PORT, "-g")
        self.smsmodem("-d", f"tty:{PORT}?baud=9600&flow=rtscts", "at", "AT")
        self.assertEqual(vm_support.run("stty", "-F", PORT, "-g"), before)

    def test_the_line_looked_at_and_changed(self):
        self.line("com")
        said = vm_support.change_line(PORT)
        self.assertIn("250000 baud: the port has no rate of 250000 baud", said)

    def test_a_second_program_is_told_who_has_it(self):
        phone = self.phone("-v", line="com")
        first = self.start("-d", PORT, "at", "AT", "--expect", "+CMTI:", "--timeout", "100")
        phone.event("command", line="AT")
        result = self.smsmodem("-d", PORT, "at", "AT", code=69)
        self.assertRegex(result.err, rf"\b{first.pid}\b")


class Held(vm_support.Case):
    """XOFF at a chosen moment, and then nothing more from the modem."""

    ANSWERS = ((b"+CPIN?", b"\r\n+CPIN: READY\r\n\r\nOK\r\n"), (b"AT+CMGS=", b"\r\n> "),
               (b"AT", b"\r\nOK\r\n"))

    def held_at(self, command, *args):
        """Every command is answered, and after the answer to this one the line is held."""
        wire = self.line("com")
        process = self.start("-d", f"tty:{PORT}?flow=xonxoff", "--timeout", "5", *args)
        line = b""
        while not line.startswith(command):
            line = wire.read_until(b"\r").lstrip(b"\r\n" + XON + XOFF)
            answer = next(answer for key, answer in self.ANSWERS if key in line)
            wire.write(answer + (XOFF if line.startswith(command) else b""))
        result = self.finish(process)
        wire.write(XON)
        return wire, result

    def test_a_command(self):
        wire, result = self.held_at(b"AT\r", "at", "AT", "AT+CSQ")
        self.assertEqual(result.code, 75, result)
        self.assertRegex(result.err, HELD)
        self.assertEqual(wire.read(timeout=0.5), b"")

    def test_a_message(self):
        wire, result = self.held_at(b"AT+CMGS=18", "--json", "send", TO, "hello")
        line = result.json[0]
        self.assertRegex(line["text"], HELD)
        self.assertIn((result.code, line["status"]), ((75, "failed"), (2, "unknown")), result)
        self.assertEqual(wire.read(timeout=0.5), b"")  # and nothing goes out afterwards

    def test_only_xon_lets_it_go_on(self):
        phone = self.phone("-v", "--latency", "500", line="com")
        process = self.start("-d", f"tty:{PORT}?flow=xonxoff", "--timeout", "5", "at", "AT", "ATI")
        phone.event("command", line="AT")
        vm_support.host.ask("write", line="com", octets=XOFF.hex())
        self.assertEqual(self.finish(process).code, 75)

    def test_goes_on_after_xon(self):
        phone = self.phone("-v", line="com")
        process = self.start("-d", f"tty:{PORT}?flow=xonxoff", "at", "AT", "--expect", "+CMTI:")
        phone.event("command", line="AT")
        vm_support.host.ask("write", line="com", octets=(XOFF + XON).hex())
        phone.tell('urc +CMTI: "SM",3')
        self.assertEqual(self.finish(process).code, 0)


class Raw(vm_support.Case):
    """Raw mode's keys for the line, at a port that has one."""

    def stty(self):
        return vm_support.run("stty", "-F", PORT, "-a")

    def test_speed_lines_and_break(self):
        wire, found = self.line("com"), self.stty()
        terminal = Terminal(self, "-d", PORT, "console", "--raw")
        terminal.expect(r"raw mode[^\n]*\n")
        terminal.type("\x01i")
        before = terminal.expect(r"(\d+ baud, 8N1).*on:( [^;]*);")
        self.assertIn(b"DTR", before.group(2))
        terminal.type("\x01b9600\r")
        terminal.expect("9600 baud")
        self.assertIn("speed 9600 baud", self.stty())
        for key, name in (("d", "DTR"), ("t", "RTS")):
            for state in ("off", "on"):
                terminal.type("\x01" + key)
                terminal.expect(f"{name} {state}")
                terminal.type("\x01i")
                said = terminal.expect(r"9600 baud.*on:( [^;]*); off:( [A-Z ]*)")
                self.assertIn(name.encode(), said.group(1 if state == "on" else 2).split())
        terminal.type("\x01f")
        terminal.expect("break")
        terminal.type("AT\r")
        self.assertEqual(wire.read_until(b"\r").lstrip(b"\0"), b"AT\r")
        wire.write(b"\r\nOK\r\n")
        terminal.expect(re.escape("\r\nOK\r\n"))
        terminal.type("\x01x")
        terminal.finish()
        self.assertEqual(self.stty(), found)


class Doctor(vm_support.Case):
    """The control lines, which a pseudo-terminal has not."""

    def doctor(self, device, code=0):
        lines = self.smsmodem("-d", device, "doctor", "--json", code=code).json
        *checks, verdict = (line for line in lines if line["event"] != "error")
        self.assertEqual(verdict["ready"], code == 0)
        return {line["step"]: line for line in checks}

    def test_lines_are_on(self):
        self.phone(line="com")
        for device, flow in ((PORT, "none"), (f"tty:{PORT}?flow=rtscts", "rtscts")):
            with self.subTest(device):
                checks = self.doctor(device)
                self.assertEqual({line["result"] for line in checks.values()}, {"ok"}, checks)
                self.assertEqual(checks["lines"]["text"], "DTR on, RTS on, CTS on, DSR on, DCD on")
                self.assertEqual(checks["speed"]["text"],
                                 f"115200 bits per second, 8N1, flow control {flow}")
                self.assertRegex(checks["device"]["text"], ", driver ")

    def test_lines_are_off(self):
        """At an adapter that leads nowhere: worth a warning where CTS has a say."""
        port = self.adapter("dark", "DARK1")
        for device, result in ((port, "ok"), (f"tty:{port}?flow=rtscts", "warn")):
            with self.subTest(device):
                checks = self.doctor(device, code=69)
                self.assertEqual((checks["lines"]["result"], checks["lines"]["text"]),
                                 (result, "DTR on, RTS on, CTS off, DSR off, DCD off"))
                self.assertEqual("flow=rtscts" in (checks["lines"]["fix"] or ""), result == "warn")
                self.assertEqual(checks["at"]["result"], "fail")

    def test_shared(self):
        """With a reader on the same port, who took no lock."""
        self.phone(line="com")
        with open(PORT, "rb", buffering=0):
            checks = self.doctor(PORT)
        self.assertEqual(checks["owner"]["result"], "warn")
        self.assertIn(f"(pid {os.getpid()}", checks["owner"]["text"])


if __name__ == "__main__":
    vm_support.main()
