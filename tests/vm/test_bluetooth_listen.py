# SPDX-License-Identifier: GPL-3.0-or-later
"""Being found and called: the simulated phone on RFCOMM, and bt-listen: for a phone that calls."""
import contextlib
import json
import os
import re
import resource
import signal
import socket
import subprocess
import threading
import time

import vm_support
from vm_support import COMPUTER, PHONE

RECIPIENT = "+491711234567"
THREE_PARTS = "All work and no play makes Jack a dull boy. " * 10


def records(address):
    """What BlueZ's own client reads of the service records there."""
    vm_support.no_link()
    return vm_support.run("sdptool", "-i", COMPUTER, "browse", address)


def search(address, service, beside=False):
    """The channels of a service, found by BlueZ's own client; none without a server, too.
    Beside: over the link that somebody has."""
    if not beside:
        vm_support.no_link()
    found = vm_support.run("sdptool", "-i", COMPUTER, "search", f"--bdaddr={address}", service,
                           check=False)
    return [int(number) for number in re.findall(r"Channel: (\d+)", found)]


class Rfcomm(vm_support.Case):
    """Both roles, and the plain sockets of Python for the other side."""

    def setUp(self):
        super().setUp()
        self.phone_address = vm_support.address(PHONE)

    def rfcomm(self):
        rfcomm = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM)
        self.addCleanup(rfcomm.close)
        rfcomm.settimeout(vm_support.PATIENCE)
        rfcomm.bind((vm_support.address(COMPUTER), 0))
        return rfcomm

    def channel(self, phone):
        self.assertRegex(phone.device, rf"^bt:{self.phone_address}/\d+$")
        return int(phone.device.partition("/")[2])

    def send(self, device, text):
        vm_support.no_link()
        return self.smsmodem("--json", "-d", f"{device}?adapter={COMPUTER}", "send", RECIPIENT, text)

    def listening(self, device, *args):
        """The program waiting, and the channel at which it is found."""
        process = self.start("-d", f"bt-listen:{device}?adapter={PHONE}", *args)
        channel = vm_support.wait_for(lambda: search(self.phone_address, "SP"), "the record")
        return process, channel[0]


class Phone(Rfcomm):
    """smsmodem sim --rfcomm."""

    record = "held by an SDP server of our own"

    def test_three_parts_by_sdp(self):
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        self.assertEqual(phone.ready["record"], self.record)
        self.assertIn(self.channel(phone), search(self.phone_address, "DUN"))
        sent = self.send(f"bt:{self.phone_address}", THREE_PARTS).json[-1]
        self.assertEqual((sent["status"], sent["parts"]), ("sent", 3))
        submit = phone.event("submit")
        self.assertEqual((submit["text"], submit["parts"]), (THREE_PARTS, 3))
        phone.stop()
        self.assertEqual(search(self.phone_address, "DUN"), [])

    def test_record_of_another_client(self):
        """BlueZ's own client reads the whole record."""
        phone = self.sim("--rfcomm=7", "--adapter", PHONE, "--number", "+491701111111")
        self.assertEqual(self.channel(phone), 7)
        text = records(self.phone_address)
        for part in ("Service Name: smsmodem sim +491701111111", '"Dialup Networking"',
                     '"RFCOMM" (0x0003)', "Channel: 7", "Version: 0x0100"):
            self.assertIn(part, text)


class PhoneByDaemon(Phone):
    """The same where bluetoothd runs, and the ways to it."""

    record = "held by bluetoothd"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(vm_support.bluetoothd_without_pairing())

    def test_sdp_socket_where_dbus_is_shut(self):
        self.env["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nonexistent"
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        self.assertEqual(phone.ready["record"], "held by bluetoothd, through its SDP socket")
        self.assertIn(self.channel(phone), search(self.phone_address, "DUN"))
        phone.stop()
        self.assertEqual(search(self.phone_address, "DUN"), [])


class DaemonAnew(Rfcomm):
    """systemctl restart bluetooth."""

    def test_daemon_started_anew(self):
        daemon = self.enterContext(vm_support.bluetoothd())
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        daemon.terminate()
        daemon.wait(vm_support.PATIENCE)
        with vm_support.ended(subprocess.Popen(daemon.args, stdin=subprocess.DEVNULL,
                                               stdout=subprocess.DEVNULL,
                                               stderr=subprocess.DEVNULL)):
            vm_support.wait_for(lambda: search("local", "DUN"), "the record again")
            self.assertEqual(set(search("local", "DUN")), {self.channel(phone)})


class PhoneAlone(Rfcomm):
    """What has nothing to do with bluetoothd."""

    def test_clients_one_after_another(self):
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        for i in range(3):
            self.send(phone.device, f"message {i}")
            self.assertEqual(phone.event("submit")["text"], f"message {i}")

    def test_record_is_read_beside_a_client(self):
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        client = self.rfcomm()
        client.connect((self.phone_address, self.channel(phone)))
        client.sendall(b"ATE0\r")
        self.assertEqual(search(self.phone_address, "DUN", beside=True),
                         [self.channel(phone)])
        before = vm_support.cpu_seconds(phone.process.pid)
        time.sleep(1)
        self.assertLess(vm_support.cpu_seconds(phone.process.pid) - before, 0.2)

    def test_no_descriptor_is_left(self):
        """Who calls then is turned away and told of, and nothing runs hot."""
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        pid = phone.process.pid
        used = len(os.listdir(f"/proc/{pid}/fd"))
        limit = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (used, limit[1]))
        client = self.rfcomm()
        # that may come before the client knows that it is connected
        with contextlib.suppress(ConnectionResetError):
            client.connect((self.phone_address, self.channel(phone)))
            self.assertEqual(client.recv(1), b"")
        self.assertIn("cannot take the Bluetooth connection", phone.event("error")["text"])
        before = vm_support.cpu_seconds(pid)
        time.sleep(1)
        self.assertLess(vm_support.cpu_seconds(pid) - before, 0.2)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, limit)
        self.send(phone.device, "room again")
        self.assertEqual(phone.event("submit")["text"], "room again")

    def test_unplugged_and_back(self):
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        client = self.rfcomm()
        client.connect((self.phone_address, self.channel(phone)))
        phone.tell("replug 300")
        phone.event("gone")
        with self.assertRaises(OSError):
            if not client.recv(100):
                raise ConnectionResetError
        phone.event("ready")
        self.send(f"bt:{self.phone_address}", "back")
        self.assertEqual(phone.event("submit")["text"], "back")

    def test_peers(self):
        phone = self.sim("--rfcomm", "4", "--adapter", PHONE, "--number", "+491701111111",
                         "--peers", "+491702222222")
        second = phone.event("ready")
        self.assertEqual((phone.device, second["device"]),
                         (f"bt:{self.phone_address}/4", f"bt:{self.phone_address}/5"))
        self.send(second["device"], "from the second")
        self.assertEqual(phone.event("submit")["number"], "+491702222222")

    def test_channel_is_taken(self):
        phone = self.sim("--rfcomm", "9", "--adapter", PHONE)
        result = self.smsmodem("sim", "--rfcomm", "9", "--adapter", PHONE, code=69)
        self.assertIn("channel 9 of hci0 is taken", result.err)
        self.assertIsNone(phone.process.poll())

    def test_who_listens_on_any_controller_is_not_robbed(self):
        other = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM)
        self.addCleanup(other.close)
        other.bind((socket.BDADDR_ANY, 10))
        other.listen(1)
        result = self.smsmodem("sim", "--rfcomm", "10", "--adapter", PHONE, code=69)
        self.assertIn("channel 10 of hci0 is taken", result.err)

    def test_controller_that_answers_no_calls(self):
        vm_support.run("hciconfig", PHONE, "noscan")
        self.addCleanup(vm_support.run, "hciconfig", PHONE, "piscan")
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        self.assertRegex(phone.ready["record"], "hci0 answers no calls.*discoverable on")

    def test_without_privilege(self):
        """No daemon and no right to PSM 1: it listens all the same, and says what that means."""
        phone = self.start("sim", "--rfcomm", "6", "--adapter", PHONE, user=65534,
                           stdin=subprocess.PIPE)
        ready = json.loads(phone.stdout.readline())
        self.assertRegex(ready["record"], "none.*name the channel.*CAP_NET_BIND_SERVICE")
        self.send(ready["device"], "hello")
        self.assertEqual(self.finish(phone, "quit\n").code, 0)


class Calls(Rfcomm):
    """bt-listen:, and a phone calls."""

    def modem(self, channel):
        """A phone of a few lines that calls us, in a thread."""
        vm_support.no_link()
        client = self.rfcomm()
        client.connect((self.phone_address, channel))

        def serve():
            line = b""
            while octet := client.recv(1):
                line += octet
                if octet == b"\r":
                    client.sendall(b"\r\nLittle Phone\r\n\r\nOK\r\n" if b"ATI" in line
                                   else b"\r\nOK\r\n")
                    line = b""

        def run():
            with contextlib.suppress(OSError):
                serve()
        thread = threading.Thread(target=run)
        thread.start()
        self.addCleanup(thread.join, vm_support.PATIENCE)

    def called(self, given):
        process, channel = self.listening(given, "at", "ATI")
        self.assertEqual(channel, int(given or channel))
        self.modem(channel)
        result = self.finish(process)
        self.assertIn("Little Phone", result.out)
        device = f"bt:{self.phone_address}/{channel}"
        self.assertEqual(result.err.splitlines()[:2],
                         [f"smsmodem: waiting at {device}, offered as Serial Port",
                          f"{vm_support.address(COMPUTER)} connected"])
        self.assertEqual(search(self.phone_address, "SP"), [])

    def test_phone_calls(self):
        self.called("")

    def test_phone_calls_a_given_channel(self):
        self.called("12")

    def test_record_is_gone_while_talking(self):
        process, channel = self.listening("", "at", "ATI")
        vm_support.no_link()
        client = self.rfcomm()
        client.connect((self.phone_address, channel))
        self.assertTrue(client.recv(1))
        vm_support.wait_for(lambda: not search(self.phone_address, "SP", beside=True),
                            "the record's end")
        client.close()
        self.assertNotEqual(self.finish(process).code, 0)


class CallsByDaemon(Calls):
    """The same where bluetoothd runs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(vm_support.bluetoothd_without_pairing())


class Waiting(Rfcomm):
    """bt-listen: and nobody calls."""

    def test_ended_by_a_signal(self):
        process, _ = self.listening("", "at", "ATI")
        process.send_signal(signal.SIGTERM)
        self.finish(process)
        self.assertEqual(search(self.phone_address, "SP"), [])

    def test_without_privilege(self):
        """What nobody could find does not wait for ever."""
        result = self.smsmodem("-d", f"bt-listen:?adapter={PHONE}", "at", "ATI", user=65534,
                               code=69)
        self.assertRegex(result.err,
                         r"\Asmsmodem: no phone could find.*bt-listen:3 and give[^:]*\n\Z")

    def test_who_is_not_paired_is_refused(self):
        process = self.start("-d", f"bt-listen:8?adapter={PHONE}&security=medium", "at", "ATI")
        vm_support.wait_for(lambda: search(self.phone_address, "SP") == [8], "the record")
        vm_support.no_link()
        with self.assertRaises(ConnectionRefusedError):
            self.rfcomm().connect((self.phone_address, 8))
        process.send_signal(signal.SIGTERM)
        self.finish(process)

    def test_nobody_calls(self):
        result = self.smsmodem("-d", f"bt-listen:?adapter={PHONE}", "--timeout", "1", "at", "ATI",
                               code=None)
        self.assertEqual(result.code, 75, result)
        self.assertRegex(result.err, "waiting at (bt:[0-9A-F:]*/[0-9]+), offered as Serial Port\n"
                                     r"smsmodem: no phone connected to \1 in time: pair it")

    def test_quiet(self):
        result = self.smsmodem("--quiet", "-d", f"bt-listen:9?adapter={PHONE}", "--timeout", "1",
                               "at", "ATI", code=75)
        self.assertEqual(len(result.err.splitlines()), 1, result)

    def test_dun(self):
        process = self.start("-d", f"bt-listen:3?adapter={PHONE}&service=dun", "at", "ATI")
        vm_support.wait_for(lambda: search(self.phone_address, "DUN") == [3], "the record")
        process.send_signal(signal.SIGTERM)
        self.finish(process)


if __name__ == "__main__":
    vm_support.main()
