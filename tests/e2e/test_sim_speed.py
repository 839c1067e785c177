# SPDX-License-Identifier: GPL-3.0-or-later
"""A simulated phone on a line of one speed, and whoever sets it."""
import fcntl
import os
import select
import struct
import termios
import tty

import support

TCGETS2, TCSETS2 = 0x802C542A, 0x402C542B  # <asm/ioctls.h>
BOTHER, CBAUD = 0o010000, 0o010017  # <asm/termbits.h>
SPEEDS = {50: termios.B50, 9600: termios.B9600, 19200: termios.B19200, 115200: termios.B115200,
          4000000: termios.B4000000}


class Port:
    """The computer's end."""

    def __init__(self, case, path):
        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        case.addCleanup(os.close, self.fd)
        tty.setraw(self.fd)

    def set_speed(self, speed):
        line = termios.tcgetattr(self.fd)
        line[4] = line[5] = SPEEDS[speed]
        termios.tcsetattr(self.fd, termios.TCSANOW, line)

    def set_odd_speed(self, speed):
        line = bytearray(fcntl.ioctl(self.fd, TCGETS2, bytes(44)))
        flags, = struct.unpack_from("=I", line, 8)
        struct.pack_into("=I", line, 8, flags & ~CBAUD | BOTHER)
        struct.pack_into("=II", line, 36, speed, speed)
        fcntl.ioctl(self.fd, TCSETS2, bytes(line))

    def read(self, count):
        octets = b""
        while len(octets) < count:
            if not select.select([self.fd], [], [], support.PATIENCE)[0]:
                raise AssertionError(f"only {octets!r} came")
            octets += os.read(self.fd, count - len(octets))
        return octets

    def say(self, text, answer):
        os.write(self.fd, text)
        got = self.read(len(answer))
        if got != answer:
            raise AssertionError(f"{got!r} is not {answer!r}")


class Speed(support.Case):
    def test_each_speed_and_no_other(self):
        for speed in SPEEDS:
            phone = self.sim("--speed", str(speed))
            port = Port(self, phone.device)
            for other in SPEEDS:
                if other != speed:
                    port.set_speed(other)
                    os.write(port.fd, b"AT\r")
                    garbage = port.read(len("AT\r"))
                    # what the phone says by itself is no line either, and as long
                    phone.tell("urc +CMTI: 1")
                    garbage += port.read(len("\r\n+CMTI: 1\r\n"))
                    self.assertTrue(all(octet > 0x7F for octet in garbage), garbage)
            port.set_speed(speed)
            port.say(b"AT\r", b"AT\r\r\nOK\r\n")
            phone.stop()

    def test_echo_is_garbage_too(self):
        phone = self.sim("--speed", "9600")
        port = Port(self, phone.device)
        port.set_speed(115200)
        os.write(port.fd, b"AT\rAT\r")
        first, second = port.read(3), port.read(3)
        self.assertEqual(first, second, "it is the same each time")
        self.assertTrue(all(octet > 0x7F for octet in first), first)
        port.set_speed(9600)
        port.say(b"AT\r", b"AT\r\r\nOK\r\n")

    def test_odd_speed(self):
        phone = self.sim("--speed", "250000")
        port = Port(self, phone.device)
        port.set_odd_speed(250001)
        os.write(port.fd, b"AT\r")
        self.assertTrue(all(octet > 0x7F for octet in port.read(3)))
        port.set_odd_speed(250000)
        port.say(b"AT\r", b"AT\r\r\nOK\r\n")

    def test_the_program_finds_it(self):
        phone = self.sim("--speed", "19200")
        result = self.smsmodem("-d", phone.device, "--timeout", "0.3", "at", "AT", code=75)
        self.assertIn("no answer", result.err)
        self.smsmodem("-d", phone.device + "?baud=19200", "at", "AT+CSQ")

    def test_it_keeps_its_speed(self):
        """Also of a port that comes back under another name."""
        phone = self.sim("--speed", "19200")
        phone.tell("replug 1")
        device = phone.event("ready")["device"]
        port = Port(self, device)
        port.set_speed(9600)
        os.write(port.fd, b"AT\r")
        self.assertTrue(all(octet > 0x7F for octet in port.read(3)))
        port.set_speed(19200)
        port.say(b"AT\r", b"AT\r\r\nOK\r\n")

    def test_options(self):
        for args, words in (
                (("--speed", "0"), "--speed takes 50 to 4000000"),
                (("--speed", "fast"), "--speed takes 50 to 4000000"),
                (("--speed", "9600", "--tcp", "0"), "--speed is of --pty"),
                (("--network", "gone"), "network wants home, roaming, searching, denied"),
        ):
            with self.subTest(args):
                self.assertIn(words, self.smsmodem("sim", *args, code=64).err)


class Faults(support.Case):
    """What the phone can be told to lack."""

    def test_network(self):
        for state, stat in (("home", 1), ("roaming", 5), ("searching", 2), ("denied", 3),
                            ("sms-only", 6), ("off", 0)):
            with self.subTest(state):
                phone = self.sim("--network", state)
                result = self.smsmodem("-d", phone.device, "at", "AT+CREG?")
                self.assertEqual(result.out, f"+CREG: 0,{stat}\n")
                phone.stop()

    def test_no_service_centre(self):
        phone = self.sim("--smsc", "none")
        result = self.smsmodem("-d", phone.device, "send", "+491701234567", "hi", code=1)
        self.assertIn("330", result.err)
        self.smsmodem("-d", phone.device, "send", "+491701234567", "hi", "--smsc", "+491722270333")
        self.assertEqual(phone.event("submit")["smsc"], "+491722270333")

    def test_service_centre(self):
        phone = self.sim("--smsc", "+491722270333")
        result = self.smsmodem("-d", phone.device, "at", "AT+CSCA?")
        self.assertEqual(result.out, '+CSCA: "+491722270333",145\n')

    def test_nothing_but_an_echo(self):
        phone = self.sim("--fault", "echo=only")
        port = Port(self, phone.device)
        port.say(b"ATE0\r\x00\x80\xFFAT\r", b"ATE0\r\x00\x80\xFFAT\r")

    def test_no_pdu_mode(self):
        phone = self.sim("--fault", "text-only")
        result = self.smsmodem("-d", phone.device, "send", "+491701234567", "hi", code=1)
        self.assertIn("AT+CMGF=0", result.err)


if __name__ == "__main__":
    support.main()
