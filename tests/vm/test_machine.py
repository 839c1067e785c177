# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine itself: what the other tests take for granted of it."""
import os
import socket
import threading

import vm_support
from vm_support import COMPUTER, PHONE


class Bluetooth(vm_support.Case):
    """Two controllers within range of each other, without a daemon and with one."""

    def setUp(self):
        super().setUp()
        self.phone_address = vm_support.address(PHONE)
        self.computer_address = vm_support.address(COMPUTER)

    def rfcomm(self):
        rfcomm = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM)
        self.addCleanup(rfcomm.close)
        rfcomm.settimeout(vm_support.PATIENCE)
        return rfcomm

    def connected(self, channel):
        """Both ends of a connection from the computer to the phone."""
        listener, client = self.rfcomm(), self.rfcomm()
        listener.bind((self.phone_address, channel))
        listener.listen(1)
        client.connect((self.phone_address, channel))
        server, (peer, _) = listener.accept()
        self.addCleanup(server.close)
        self.assertEqual(peer.upper(), self.computer_address)
        server.settimeout(vm_support.PATIENCE)
        return server, client

    def test_addresses(self):
        self.assertEqual(len({self.phone_address, self.computer_address}), 2)

    def test_octets_over_rfcomm(self):
        server, client = self.connected(3)
        sent = os.urandom(20000)
        writer = threading.Thread(target=client.sendall, args=(sent,))
        writer.start()
        received = b""
        while len(received) < len(sent):
            received += server.recv(4096)
        writer.join()
        self.assertEqual(received, sent)

    def test_nobody_listens(self):
        with self.assertRaises(ConnectionRefusedError):
            self.rfcomm().connect((self.phone_address, 9))

    def test_nobody_is_there(self):
        with self.assertRaisesRegex(OSError, "Host is down"):
            self.rfcomm().connect(("00:11:22:33:44:55", 1))

    def test_link_is_cut(self):
        server, client = self.connected(4)
        self.assertIn(self.phone_address, vm_support.links(COMPUTER))
        vm_support.cut(PHONE, self.computer_address)
        for end in (server, client):
            with self.assertRaises(OSError):
                if not end.recv(1):
                    raise ConnectionResetError

    def test_links_are_given_up_at_once_when_asked(self):
        for channel in (8, 9, 10):
            _, client = self.connected(channel)
            client.close()
            vm_support.no_link()
            self.assertEqual(vm_support.links(COMPUTER), [])

    def test_daemon_takes_over_and_gives_back(self):
        with vm_support.bluetoothd():
            self.assertIn(vm_support.PHONE_NAME, vm_support.run("hciconfig", PHONE, "name"))
            server, client = self.connected(5)
            client.sendall(b"AT\r")
            self.assertEqual(server.recv(3), b"AT\r")
        self.assertFalse(os.path.exists("/run/dbus/system_bus_socket"))
        self.connected(6)
        self.assertFalse(vm_support.managed(0, "ssp"))

    def test_without_controllers(self):
        with vm_support.no_controllers():
            self.assertEqual(vm_support.run("hciconfig").strip(), "")
        self.connected(7)

    def test_inquiry(self):
        self.assertRegex(vm_support.run("hcitool", "-i", COMPUTER, "scan", "--length=2"),
                         rf"{self.phone_address}\s+{vm_support.PHONE_NAME}")


class Usb(vm_support.Case):
    """Adapters that come and go, and where their octets go."""

    def test_serial_number_and_octets(self):
        port = self.adapter("usb1", "PHONE1")
        wire = self.line("usb1")
        with open(port, "r+b", buffering=0) as file:
            vm_support.run("stty", "-F", port, "raw", "-echo")
            file.write(b"AT\r")
            self.assertEqual(wire.read_until(b"\r"), b"AT\r")
            wire.write(b"\r\nOK\r\n")
            self.assertEqual(file.read(6), b"\r\nOK\r\n")

    def test_plugged_again(self):
        port = self.adapter("usb1", "PHONE1")
        self.without_adapter("usb1")
        self.assertFalse(os.path.exists(port))
        self.assertEqual(vm_support.usb_ports(), {})
        self.assertEqual(self.adapter("usb1", "PHONE1"), port)

    def test_names_follow_the_order(self):
        first, second = self.adapter("usb1", "PHONE1"), self.adapter("usb2", "PHONE2")
        for line in ("usb1", "usb2"):
            self.without_adapter(line)
        self.assertEqual(self.adapter("usb2", "PHONE2"), first)
        self.assertEqual(self.adapter("usb1", "PHONE1"), second)


class Com(vm_support.Case):
    """/dev/ttyS1."""

    def test_octets(self):
        wire = self.line("com")
        with open("/dev/ttyS1", "r+b", buffering=0) as file:
            vm_support.run("stty", "-F", "/dev/ttyS1", "raw", "-echo", "clocal", "115200")
            file.write(b"ATI\r")
            self.assertEqual(wire.read_until(b"\r"), b"ATI\r")


class Outside(vm_support.Case):
    """A phone on the host, behind an adapter here."""

    def test_phone(self):
        phone = self.phone("--number", "+491710000001", line="usb1")
        port = self.adapter("usb1", "PHONE1")
        result = self.smsmodem("-d", port, "send", "+491711234567", "hello").out
        self.assertIn("sent", result)
        self.assertEqual(phone.event("submit")["text"], "hello")


if __name__ == "__main__":
    vm_support.main()
