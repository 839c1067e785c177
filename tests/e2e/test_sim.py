# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulated phone as other programs see it: a port, its events, its commands."""
import fcntl
import json
import os
import select
import signal
import socket
import stat
import struct
import subprocess
import termios
import time

import support

TO = "+491701234567"
TIOCGEXCL = 0x80045440  # which Python does not name


class Terminal:
    """A program that speaks AT to a port by itself."""

    def __init__(self, case, path):
        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        self.read = b""
        case.addCleanup(os.close, self.fd)

    def say(self, octets):
        os.write(self.fd, octets)

    def hear(self, end):
        """What comes until end has come."""
        while end not in self.read:
            if not select.select([self.fd], [], [], support.PATIENCE)[0]:
                raise AssertionError(f"{end!r} never came, but {self.read!r}")
            self.read += os.read(self.fd, 4096)
        heard, self.read = self.read.split(end, 1)
        return heard + end


class Mounts(support.Case):
    def test_client_that_leaves_its_mark(self):
        """TIOCEXCL of a client that has gone does not keep the next one out, root included."""
        phone = self.sim("-v")
        fd = os.open(phone.device, os.O_RDWR | os.O_NOCTTY)
        fcntl.ioctl(fd, termios.TIOCEXCL)
        os.write(fd, b"AT\r")
        phone.event("command", line="AT")
        os.close(fd)
        self.smsmodem("-d", phone.device, "at", "AT+CSQ")

    def test_client_that_is_killed_before_it_says_a_word(self):
        phone = self.sim()
        port = os.open(phone.device, os.O_RDWR | os.O_NOCTTY)
        self.addCleanup(os.close, port)
        client = self.start("-d", phone.device, "at", stdin=subprocess.PIPE)
        self.wait_exclusive(port, True)
        client.kill()
        client.wait()
        self.wait_exclusive(port, False)
        self.smsmodem("-d", phone.device, "at", "AT+CSQ")

    def wait_exclusive(self, port, wanted):
        deadline = time.monotonic() + support.PATIENCE
        while bool(struct.unpack("i", fcntl.ioctl(port, TIOCGEXCL, bytes(4)))[0]) != wanted:
            self.assertLess(time.monotonic(), deadline, f"never {wanted}")

    def test_pty_link(self):
        phone = self.sim()
        self.assertTrue(stat.S_ISLNK(os.lstat(self.path("phone")).st_mode))
        self.assertTrue(stat.S_ISCHR(os.stat(self.path("phone")).st_mode))
        phone.stop()
        self.assertFalse(os.path.lexists(self.path("phone")), "the link was left behind")

    def test_pty_without_a_link(self):
        process = self.start("sim", stdin=subprocess.PIPE)
        device = json.loads(process.stdout.readline())["device"]
        self.assertRegex(device, r"^/dev/pts/\d+$")
        self.smsmodem("-d", device, "at", "AT")
        self.assertEqual(self.finish(process, "quit\n").code, 0)

    def test_link_is_replaced_but_a_file_is_not(self):
        os.symlink("/nowhere", self.path("phone"))
        self.smsmodem("-d", self.sim().device, "at", "AT")
        self.write("file", "precious")
        result = self.smsmodem("sim", "--pty", self.path("file"), code=64)
        self.assertIn("left alone", result.err)
        self.assertEqual(self.read("file"), "precious")

    def test_port_in_use(self):
        phone = self.sim("--tcp", "0")
        port = phone.device.rsplit(":", 1)[1]
        self.assertIn(port, self.smsmodem("sim", "--tcp", port, code=69).err)

    def test_channels_that_are_none(self):
        for args, word in ((("--rfcomm=31",), "1 to 30"), (("--rfcomm", "0"), "1 to 30"),
                           (("--rfcomm", "4", "5"), "no arguments"), (("--rfcomm=4", "5"), "no arguments"),
                           (("--adapter", "hci0"), "--adapter is of --rfcomm")):
            with self.subTest(args):
                self.assertIn(word, self.smsmodem("sim", *args, code=64).err)

    def test_both_mounts_are_one_phone(self):
        phone = self.sim("--pty", self.path("phone"), "--tcp", "0")
        tcp = phone.event("ready")["device"]
        self.smsmodem("-d", phone.device, "send", TO, "by pty")
        self.smsmodem("-d", tcp, "send", TO, "by tcp")
        self.assertEqual([phone.event("submit")["text"] for _ in range(2)], ["by pty", "by tcp"])

    def test_signals_end_it_in_order(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            process = self.start("sim", "--pty", self.path("link"), stdin=subprocess.PIPE)
            process.stdout.readline()
            process.send_signal(number)
            self.assertEqual(process.wait(support.PATIENCE), 0)
            self.assertFalse(os.path.lexists(self.path("link")))
            self.finish(process)

    def test_stdin_at_its_end_does_not_end_it(self):
        process = self.start("sim", "--pty", self.path("phone"))
        process.stdout.readline()
        self.smsmodem("-d", self.path("phone"), "at", "AT")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(self.finish(process).code, 0)


class Wire(support.Case):
    """Octet for octet, as a program of somebody else would do it."""

    def test_a_message_by_hand(self):
        phone = self.sim()
        modem = Terminal(self, phone.device)
        modem.say(b"AT\r")
        self.assertEqual(modem.hear(b"OK\r\n"), b"AT\r\r\nOK\r\n")
        modem.say(b"ATE0\r")
        modem.hear(b"OK\r\n")
        modem.say(b'AT+CMGF=1\r')
        self.assertEqual(modem.hear(b"OK\r\n"), b"\r\nOK\r\n")
        modem.say(f'AT+CMGS="{TO}"\r'.encode())
        self.assertEqual(modem.hear(b"> "), b"\r\n> ")
        modem.say(b"by hand\x1a")
        self.assertEqual(modem.hear(b"OK\r\n"), b"\r\n+CMGS: 0\r\n\r\nOK\r\n")
        event = phone.event("submit")
        self.assertEqual((event["to"], event["text"], event["parts"]), (TO, "by hand", 1))

    def test_escape_leaves_the_prompt(self):
        phone = self.sim("-v")
        modem = Terminal(self, phone.device)
        modem.say(b"AT+CMGF=0\rAT+CMGS=14\r")
        modem.hear(b"> ")
        modem.say(b"0001\x1b")
        modem.hear(b"OK\r\n")
        modem.say(b"AT+CSQ\r")
        modem.hear(b"+CSQ: 20,99")
        phone.event("command", line="AT+CSQ")

    def test_a_client_that_goes_in_the_middle(self):
        """Over TCP the next client finds no half line of the last one."""
        phone = self.sim("--tcp", "0")
        host, port = phone.device.split(":")[1:]
        client = socket.create_connection((host, int(port)))
        client.sendall(b"AT+CMGF=0\rAT+CMGS=14\r")
        octets = b""
        while b"> " not in octets:
            octets += client.recv(100)
        client.close()
        self.smsmodem("-d", phone.device, "send", TO, "next")
        self.assertEqual(phone.event("submit")["text"], "next")

    def test_terminal_settings_are_given_back(self):
        phone = self.sim()
        fd = os.open(phone.device, os.O_RDWR | os.O_NOCTTY)
        self.addCleanup(os.close, fd)
        settings = termios.tcgetattr(fd)
        settings[3] |= termios.ECHO
        termios.tcsetattr(fd, termios.TCSANOW, settings)
        before = termios.tcgetattr(fd)
        self.smsmodem("-d", phone.device, "send", TO, "x")
        self.assertEqual(termios.tcgetattr(fd), before)


class Commands(support.Case):
    """What is told to the phone on stdin."""

    def listed(self, phone):
        out = self.smsmodem("-d", phone.device, "at", "AT+CMGF=0", "AT+CMGL=4").out
        return self.smsmodem("decode", "--json", stdin=out).json

    def test_deliver(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "at", 'AT+CNMI=2,1', "--expect", "+CMTI:")
        phone.event("command", line="AT+CNMI=2,1")
        phone.tell(f"deliver {TO} Grüße 🌅")
        self.assertRegex(self.finish(process).out, r'\+CMTI: "..",1')
        message, = self.listed(phone)
        self.assertEqual((message["from"], message["text"]), (TO, "Grüße 🌅"))

    def test_deliver_pdu(self):
        phone = self.sim("-v")
        phone.tell("deliver-pdu 07911356131313F60406912143650000" "20103161517400" "05E8329BFD06")
        phone.tell("deliver-pdu 00zz")
        self.assertIn(phone.event("error")["exit"], (64, 65))
        message, = self.listed(phone)
        self.assertEqual((message["from"], message["text"]), ("+123456", "hello"))

    def test_loopback(self):
        phone = self.sim("--loopback")
        self.smsmodem("-d", phone.device, "send", TO, "there and back " * 20)
        self.assertEqual([m["text"] for m in self.listed(phone)], ["there and back " * 20])

    def test_bad_commands_are_told_of(self):
        phone = self.sim()
        for line in ("nonsense", "deliver", "deliver +49", "urc", "full maybe", "ring x"):
            phone.tell(line)
            error = phone.event("error")
            self.assertIn(error["exit"], (64, 65), line)
            self.assertTrue(error["text"])

    def test_full(self):
        phone = self.sim()
        phone.tell("full on")
        phone.tell("nonsense")
        phone.event("error")
        result = self.smsmodem("-d", phone.device, "--json", "send", "--store", TO, "x", code=None)
        self.assertEqual((result.json[0]["status"], result.json[0]["cms"]), ("failed", 322))
        phone.tell("full off")
        phone.tell("nonsense")
        phone.event("error")
        self.smsmodem("-d", phone.device, "send", "--store", TO, "x")

    def test_unplug(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "--json", "at", "AT", "--expect", "+NEVER")
        phone.event("command", line="AT")
        phone.tell("unplug")
        phone.event("gone")
        result = self.finish(process)
        self.assertEqual((result.code, result.json[-1]["code"]), (74, "link"))

    def test_reboot(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "at", "AT", "--expect", "RDY")
        phone.event("command", line="AT")
        phone.tell("reboot")
        self.assertEqual(self.finish(process).out, "RDY\n")


class Options(support.Case):
    def test_latency(self):
        phone = self.sim("--latency", "30", "--network-latency", "60")
        begin = time.monotonic()
        self.smsmodem("-d", phone.device, "send", TO, "x")
        self.assertGreater(time.monotonic() - begin, 3 * 0.030 + 0.060)

    def test_number_and_info(self):
        phone = self.sim("--number", "+4912345")
        info, = self.smsmodem("-d", phone.device, "--json", "info").json
        self.assertEqual(info["number"], "+4912345")
        for field in ("manufacturer", "model", "revision", "imei", "operator"):
            self.assertTrue(info[field], field)
        self.assertLess(info["signal_dbm"], 0)
        self.assertEqual(info["registration"], "home")
        self.assertGreater(info["storage"][0]["total"], 0)
        self.assertIn("+4912345", self.smsmodem("-d", phone.device, "info").out)

    def test_echo(self):
        for how, heard in (("on", b"AT\r\r\nOK\r\n"), ("off", b"\r\nOK\r\n")):
            phone = self.sim("--pty", self.path(how), "--echo", how)
            modem = Terminal(self, phone.device)
            modem.say(b"AT\r")
            self.assertEqual(modem.hear(b"OK\r\n"), heard)

    def test_faults_that_do_no_harm(self):
        """Quirks of real phones: the message leaves all the same, once."""
        text = "one message " * 20
        for fault in ("urc", "prompt=bare", "prompt=crlf", "prompt=nospace", "echo=stuck", "echo=double",
                      "nocombine", "numeric", "text-errors", "vendor-final", "late=300", "garbage"):
            with self.subTest(fault):
                phone = self.sim("--pty", self.path(fault), "--fault", fault)
                self.smsmodem("-d", phone.device, "send", TO, text)
                self.assertEqual(phone.event("submit")["text"], text)
                self.assertTrue(phone.events.empty())


if __name__ == "__main__":
    support.main()
