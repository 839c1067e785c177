# SPDX-License-Identifier: GPL-3.0-or-later
"""bt: devices over real RFCOMM: found, connected, used, and lost."""
import contextlib
import glob
import os
import re
import select
import signal
import socket
import threading
import time

import vm_support
from vm_support import COMPUTER, PHONE

TO = "+491711234567"
LONG = "".join(f"{number:03} " for number in range(100))  # 400 characters: three parts
ABSENT = "00:11:22:33:44:66"
CHANNEL = 5
ENDED_THERE = "the other side ended the Bluetooth connection: see there "
SOL_BLUETOOTH, BT_DEFER_SETUP = 274, 7  # <bluetooth/bluetooth.h>


class Puppet:
    """A phone that is a function: what it says to each line. None: nothing; it may cut the link."""

    def __init__(self, case, answer, channel=CHANNEL):
        self.answer, self.lines, self.connections = answer, [], 0
        self.listener = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM)
        self.listener.bind((vm_support.address(PHONE), channel))
        self.listener.listen(1)
        self.stopper, self.stop_end = os.pipe()[::-1]
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()
        case.addCleanup(self.stop)

    def _readable(self, one):
        ready = select.select([one, self.stop_end], [], [])[0]
        return self.stop_end not in ready

    def _serve(self):
        while self._readable(self.listener):
            connection = self.listener.accept()[0]
            self.connections += 1
            with connection, contextlib.suppress(OSError):
                self._talk(connection)

    def _talk(self, connection):
        held = b""
        while self._readable(connection):
            octets = connection.recv(4096)
            if not octets:
                return
            held += octets
            while (end := min((held.find(mark) for mark in (b"\r", b"\x1a") if mark in held),
                              default=-1)) >= 0:
                line, held = held[:end + 1].decode("latin-1"), held[end + 1:]
                self.lines.append(line)
                reply = self.answer(line)
                if reply == "hang up":
                    return
                if reply:
                    connection.sendall(reply.encode("latin-1"))

    def wait_until_served(self, client):
        """The client has had an answer to its AT, and waits for more."""
        vm_support.wait_for(lambda: "AT\r" in self.lines, "the client's command")
        vm_support.wait_until_idle(client.pid)

    def stop(self):
        os.close(self.stopper)
        self.thread.join(vm_support.PATIENCE)
        self.listener.close()
        os.close(self.stop_end)


def modem(line):
    """Enough of a phone to send."""
    if line.startswith("AT+CMGS"):
        return "\r\n> "
    if line.endswith("\x1a"):
        return "\r\n+CMGS: 7\r\n\r\nOK\r\n"
    return "\r\n+CPIN: READY\r\n\r\nOK\r\n" if "CPIN" in line else "\r\nOK\r\n"


class Link(vm_support.Case):
    def setUp(self):
        super().setUp()
        self.phone_address = vm_support.address(PHONE)
        self.computer_address = vm_support.address(COMPUTER)
        self.device = f"bt:{self.phone_address}"

    def refused(self, code, *args, device=None, **popen):
        """A run that fails; its error event."""
        result = self.smsmodem("--json", "-d", device or f"{self.device}/{CHANNEL}", *args,
                               code=code, **popen)
        error = result.json[-1]
        self.assertEqual(error["event"], "error", result)
        self.assertEqual(error["exit"], code, result)
        return error

    def cut(self):
        vm_support.cut(PHONE, self.computer_address)


class Connect(Link):
    def test_channel_given(self):
        puppet = Puppet(self, modem)
        sent = self.smsmodem("--json", "-d", f"{self.device}/{CHANNEL}", "send", TO, "hi").json[-1]
        self.assertEqual((sent["status"], sent["refs"]), ("sent", [7]))
        self.assertEqual(puppet.connections, 1)

    def test_what_is_not_there(self):
        begin = time.monotonic()
        error = self.refused(69, "at", "AT", device=f"bt:{ABSENT}/1")
        self.assertIn(f"{ABSENT} does not answer", error["text"])
        self.assertEqual(error["code"], "nodevice")
        self.assertLess(time.monotonic() - begin, 20)
        error = self.refused(69, "at", "AT", device=f"bt:{ABSENT}")
        self.assertIn(f"{ABSENT} does not answer", error["text"])

    def test_wrong_channel(self):
        error = self.refused(69, "send", TO, "hi", device=f"{self.device}/9")
        self.assertIn("refuses channel 9", error["text"])
        self.assertIn(f"smsmodem bt services {self.phone_address}", error["text"])

    def undecided(self):
        """A phone that asks its user for every connection, and nobody answers."""
        listener = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM)
        self.addCleanup(listener.close)
        listener.bind((self.phone_address, CHANNEL))
        listener.setsockopt(SOL_BLUETOOTH, BT_DEFER_SETUP, 1)
        listener.listen(1)

    def test_deadline(self):
        self.undecided()
        begin = time.monotonic()
        error = self.refused(69, "--timeout", "2", "at", "AT")
        self.assertEqual(error["code"], "nodevice")
        self.assertIn("has not answered in time", error["text"])
        self.assertGreater(time.monotonic() - begin, 2)
        self.assertLess(time.monotonic() - begin, 10)

    def test_cancelled(self):
        self.undecided()
        client = self.start("--json", "-d", f"{self.device}/{CHANNEL}", "at", "AT")
        vm_support.wait_for(lambda: vm_support.links(COMPUTER), "the link")
        vm_support.wait_until_idle(client.pid)
        begin = time.monotonic()
        client.send_signal(signal.SIGTERM)
        result = self.finish(client)
        self.assertLess(time.monotonic() - begin, 3)
        self.assertEqual((result.code, result.json[-1]["code"]), (75, "cancelled"), result)

    def test_second_client(self):
        puppet = Puppet(self, modem)
        first = self.start("-d", f"{self.device}/{CHANNEL}", "at", "--expect", "+NEVER", "AT")
        puppet.wait_until_served(first)
        begin = time.monotonic()
        error = self.refused(69, "at", "AT")
        self.assertEqual(error["code"], "busy")
        self.assertIn(f"in use by smsmodem (pid {first.pid})", error["text"])
        self.assertGreater(time.monotonic() - begin, 1.9)
        first.send_signal(signal.SIGTERM)
        self.finish(first)
        # and now it is free
        vm_support.no_link()
        self.smsmodem("-d", f"{self.device}/{CHANNEL}", "at", "AT")


class Service(Link):
    """By SDP, without a daemon."""

    def test_sms_and_push(self):
        phone = self.sim(f"--rfcomm={CHANNEL}", "--adapter", PHONE)
        for device in (self.device, f"{self.device}/{CHANNEL}", f"{self.device}?service=dun"):
            vm_support.no_link()
            sent = self.smsmodem("--json", "-d", device, "send", TO, LONG).json[-1]
            self.assertEqual((sent["status"], sent["parts"]), ("sent", 3), device)
            self.assertEqual(phone.event("submit")["text"], LONG)
            vm_support.no_link()
            self.smsmodem("-d", device, "push", "si", TO, "--href", "http://example.com/", "--text",
                          "Look")
            push = phone.event("submit")["push"]
            self.assertEqual((push["type"], push["href"]), ("si", "http://example.com/"))

    def test_keys_are_with_bluetoothd(self):
        Puppet(self, modem)
        error = self.refused(69, "--timeout", "3", "at", "AT",
                             device=f"{self.device}/{CHANNEL}?security=medium")
        self.assertIn("bluetoothd keeps the keys", error["text"])

    def test_name(self):
        error = self.refused(69, "at", "AT", device="bt:Nobody's phone")
        self.assertIn("bluetoothd", error["text"])


class Daemon(Link):
    """With bluetoothd, which has records of whatever is asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(vm_support.bluetoothd_without_pairing())

    def add(self, service, channel):
        """A record, and perhaps nobody behind it."""
        vm_support.run("sdptool", "add", f"--channel={channel}", service)
        handle = re.findall(r"Handle: (0x\w+)", vm_support.run("sdptool", "browse", "local"))[-1]
        self.addCleanup(vm_support.run, "sdptool", "del", handle)

    def test_the_one_that_is_a_modem(self):
        Puppet(self, lambda line: None, channel=7)  # silent
        Puppet(self, lambda line: "hang up", channel=8)
        Puppet(self, lambda line: "\r\nERROR\r\n", channel=10)
        for service, channel in (("DUN", 7), ("DUN", 8), ("SP", 10), ("SP", 9)):  # nobody on 9
            self.add(service, channel)
        error = self.refused(69, "at", "AT", device=self.device)
        self.assertEqual(error["code"], "nomodem")
        self.assertIn("none of the 4 serial services", error["text"])
        phone = self.sim(f"--rfcomm={CHANNEL}", "--adapter", PHONE)
        vm_support.no_link()
        self.smsmodem("-d", self.device, "send", TO, "hi")
        self.assertEqual(phone.event("submit")["text"], "hi")

    def test_service_asked_for(self):
        dun, spp = Puppet(self, modem, channel=7), Puppet(self, modem, channel=11)
        for service, channel in (("DUN", 7), ("SP", 11)):
            self.add(service, channel)
        self.smsmodem("-d", f"{self.device}?service=spp", "at", "AT")
        self.assertEqual((dun.connections, spp.connections), (0, 1))
        vm_support.no_link()
        self.smsmodem("-d", f"{self.device}?service=1103", "at", "AT")
        self.assertEqual((dun.connections, spp.connections), (1, 1))

    def test_no_such_service(self):
        self.add("OPUSH", 12)
        error = self.refused(69, "send", TO, "hi", device=self.device)
        self.assertEqual(error["code"], "nomodem")
        self.assertIn("no Dial-up Networking or Serial Port service", error["text"])
        self.assertIn("Object Push", error["text"])
        vm_support.no_link()
        error = self.refused(69, "at", "AT", device=f"{self.device}?service=0x1132")
        self.assertIn("(0x1132) service", error["text"])

    def test_name(self):
        error = self.refused(69, "at", "AT", device="bt:Nobody's phone")
        self.assertIn("Nobody's phone", error["text"])

    def test_unpaired(self):
        puppet = Puppet(self, modem)
        for level in ("medium", "high"):
            error = self.refused(77, "at", "AT", device=f"{self.device}/{CHANNEL}?security={level}")
            self.assertEqual(error["code"], "permission")
            self.assertIn(f"`smsmodem bt pair {self.phone_address}`", error["text"])
        self.assertEqual(puppet.connections, 0)


class Controllers(Link):
    def test_down(self):
        vm_support.down(COMPUTER)
        self.addCleanup(vm_support.set_up_controllers)
        error = self.refused(69, "at", "AT", device=f"{self.device}/{CHANNEL}?adapter=hci1")
        self.assertIn("hci1 is switched off", error["text"])
        self.assertIn("bluetoothctl power on", error["text"])

    def test_no_such_controller(self):
        error = self.refused(69, "at", "AT", device=f"{self.device}/{CHANNEL}?adapter=hci7")
        self.assertIn("no Bluetooth controller hci7; there is hci0, hci1", error["text"])

    def test_none(self):
        with vm_support.no_controllers():
            error = self.refused(69, "at", "AT")
            self.assertIn("this machine has no Bluetooth controller", error["text"])
            error = self.refused(69, "at", "AT", device="bt:My phone")
            self.assertIn("this machine has no Bluetooth controller", error["text"])

    def test_pulled_out(self):
        puppet = Puppet(self, modem)
        waiting = self.start("--json", "-d", f"{self.device}/{CHANNEL}", "at", "--expect", "+NEVER",
                             "AT")
        puppet.wait_until_served(waiting)
        with vm_support.no_controllers():
            result = self.finish(waiting)
        self.assertEqual(result.code, 74, result)
        self.assertIn("this computer ended the Bluetooth link", result.json[-1]["text"])

    def test_blocked(self):
        switches = [path for path in glob.glob("/sys/class/rfkill/rfkill*")
                    if open(f"{path}/name", encoding="utf-8").read().strip() == COMPUTER]
        self.assertEqual(len(switches), 1)
        self.addCleanup(vm_support.set_up_controllers)
        self.addCleanup(self.block, switches[0], 0)
        self.block(switches[0], 1)
        error = self.refused(69, "at", "AT", device=f"{self.device}/{CHANNEL}?adapter=hci1")
        self.assertIn("rfkill unblock bluetooth", error["text"])

    def block(self, switch, on):
        with open(f"{switch}/soft", "w", encoding="utf-8") as file:
            file.write(str(on))

    def test_named_by_its_address(self):
        Puppet(self, modem)
        self.smsmodem("-d", f"{self.device}/{CHANNEL}?adapter={self.computer_address}", "at", "AT")


class Loss(Link):
    def test_cut_before_the_prompt(self):
        def answer(line):
            if line.startswith("AT+CMGS"):
                self.cut()
                return None
            return modem(line)

        Puppet(self, answer)
        result = self.smsmodem("--json", "-d", f"{self.device}/{CHANNEL}", "send", TO, "hi", code=74)
        self.assertEqual(result.json[0]["status"], "failed", result)
        self.assertRegex(result.json[0]["text"], ENDED_THERE)

    def test_cut_after_the_pdu(self):
        def answer(line):
            if line.endswith("\x1a"):
                self.cut()
                return None
            return modem(line)

        Puppet(self, answer)
        result = self.smsmodem("--json", "-d", f"{self.device}/{CHANNEL}", "send", TO, "hi", code=2)
        self.assertEqual(result.json[0]["status"], "unknown", result)
        self.assertRegex(result.json[0]["text"], "^the link broke after .*; the cause: " + ENDED_THERE)

    def test_phone_hangs_up(self):
        Puppet(self, lambda line: "hang up" if line.startswith("AT+CMGS") else modem(line))
        error = self.refused(74, "at", "AT+CMGS=9")
        self.assertIn("the other side ended the Bluetooth connection", error["text"])

    def test_out_of_range(self):
        """What the controller says when it has not heard the other one for too long."""
        def answer(line):
            if line.startswith("AT+CMGS"):
                handle = int(re.search(r"handle (\d+)", vm_support.run("hcitool", "-i", PHONE, "con"))
                             .group(1))
                # Disconnect with Connection Timeout (Core 1 F 2.8) for a reason
                vm_support.run("hcitool", "-i", PHONE, "cmd", "0x01", "0x0006",
                               f"{handle & 0xff:02x}", f"{handle >> 8:02x}", "08")
                return None
            return modem(line)

        Puppet(self, answer)
        result = self.smsmodem("--json", "-d", f"{self.device}/{CHANNEL}", "send", TO, "hi", code=74)
        self.assertEqual(result.json[0]["status"], "failed", result)
        self.assertIn("out of range", result.err)

    def test_lost_before_it_was_ours(self):
        """fd:, and the kernel has told the reason to somebody else."""
        Puppet(self, modem)
        with socket.socket(socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM) as link:
            link.bind((self.computer_address, 0))
            link.connect((self.phone_address, CHANNEL))
            self.smsmodem("-d", f"fd:{link.fileno()}", "at", "AT", pass_fds=(link.fileno(),))
            self.cut()
            with self.assertRaises(ConnectionResetError):
                link.recv(1)
            error = self.refused(74, "at", "AT", device=f"fd:{link.fileno()}",
                                 pass_fds=(link.fileno(),))
            self.assertIn("the Bluetooth connection has come to an end", error["text"])

    def test_idle(self):
        """Noticed at once, and without the processor until then."""
        puppet = Puppet(self, modem)
        waiting = self.start("-d", f"{self.device}/{CHANNEL}", "at", "--expect", "+NEVER", "AT")
        puppet.wait_until_served(waiting)
        before = vm_support.cpu_seconds(waiting.pid)
        time.sleep(1)
        self.assertLess(vm_support.cpu_seconds(waiting.pid) - before, 0.1)
        begin = time.monotonic()
        self.cut()
        waiting.wait(vm_support.PATIENCE)
        self.assertLess(time.monotonic() - begin, 5)  # the sanitizer's look for leaks is in it
        self.assertEqual(self.finish(waiting).code, 74)


if __name__ == "__main__":
    vm_support.main()
