# SPDX-License-Identifier: GPL-3.0-or-later
"""/dev/rfcommN, which somebody has bound to a phone: a serial port that connects when it is opened."""
import signal
import socket
import time

import vm_support
from test_bluetooth_link import BT_DEFER_SETUP, CHANNEL, LONG, SOL_BLUETOOTH, TO, Puppet, modem
from vm_support import COMPUTER, PHONE

PORT = "/dev/rfcomm0"
ABSENT = "00:11:22:33:44:66"


class Port(vm_support.Case):
    def setUp(self):
        super().setUp()
        self.phone_address = vm_support.address(PHONE)

    def bind(self, address=None, channel=CHANNEL):
        vm_support.run("rfcomm", "-i", COMPUTER, "bind", "0", address or self.phone_address,
                       str(channel))
        self.addCleanup(vm_support.run, "rfcomm", "release", "0")

    def error(self, code, *args):
        error = self.smsmodem("--json", "-d", PORT, *args, code=code).json[-1]
        self.assertEqual((error["event"], error["exit"]), ("error", code), error)
        return error

    def test_send(self):
        """And once more: what was known of the first link is not believed."""
        phone = self.sim(f"--rfcomm={CHANNEL}", "--adapter", PHONE)
        self.bind()
        for text in (LONG, "hi"):
            sent = self.smsmodem("--json", "-d", PORT, "send", TO, text).json[-1]
            self.assertEqual(sent["status"], "sent")
            self.assertEqual(phone.event("submit")["text"], text)
            vm_support.no_link()

    def test_nobody_on_the_channel(self):
        self.bind(channel=9)
        error = self.error(69, "at", "AT")
        self.assertEqual(error["code"], "nodevice")
        self.assertIn(f"{PORT} is bound to channel 9 of {self.phone_address}, which refuses it",
                      error["text"])
        self.assertIn(f"`smsmodem bt services {self.phone_address}`", error["text"])

    def test_not_in_range(self):
        self.bind(ABSENT)
        begin = time.monotonic()
        error = self.error(69, "at", "AT")
        self.assertIn(f"{ABSENT}, which refuses it or does not answer", error["text"])
        self.assertLess(time.monotonic() - begin, 20)

    def undecided(self):
        """A phone that asks its user for every connection, and nobody answers."""
        listener = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM)
        self.addCleanup(listener.close)
        listener.bind((self.phone_address, CHANNEL))
        listener.setsockopt(SOL_BLUETOOTH, BT_DEFER_SETUP, 1)
        listener.listen(1)

    def test_deadline_and_cancelled(self):
        self.undecided()
        self.bind()
        self.assertIn("has not answered in time", self.error(69, "--timeout", "1", "at", "AT")["text"])
        vm_support.no_link()
        client = self.start("--json", "-d", PORT, "at", "AT")
        vm_support.wait_for(lambda: vm_support.links(COMPUTER), "the call")
        time.sleep(1)
        client.send_signal(signal.SIGTERM)
        result = self.finish(client)
        self.assertEqual((result.code, result.json[-1]["code"]), (75, "cancelled"), result)

    def cut_at(self, condition, code):
        def answer(line):
            if condition(line):
                vm_support.cut(PHONE, vm_support.address(COMPUTER))
                return None
            return modem(line)

        Puppet(self, answer)
        self.bind()
        result = self.smsmodem("--json", "-d", PORT, "send", TO, "hi", code=code)
        self.assertIn("the port's Bluetooth link was lost", result.json[0]["text"])
        return result.json[0]["status"]

    def test_cut_before_the_prompt(self):
        self.assertEqual(self.cut_at(lambda line: line.startswith("AT+CMGS"), 74), "failed")

    def test_cut_after_the_pdu(self):
        self.assertEqual(self.cut_at(lambda line: line.endswith("\x1a"), 2), "unknown")

    def test_a_second_program_is_told_who_has_it(self):
        puppet = Puppet(self, modem)
        self.bind()
        first = self.start("-d", PORT, "at", "--expect", "+NEVER", "AT")
        vm_support.wait_for(lambda: puppet.lines, "the first program's command")
        self.assertIn(f"(pid {first.pid}", self.error(69, "at", "AT")["text"])
        port, = self.listed()
        self.assertEqual(port["owner"]["pid"], first.pid)
        first.send_signal(signal.SIGTERM)
        self.finish(first)

    def listed(self):
        return [port for port in self.smsmodem("devices", "--json").json if port.get("path") == PORT]

    def test_devices(self):
        self.assertEqual(self.listed(), [])
        self.bind()
        port, = self.listed()
        self.assertEqual((port["device"], port["kind"], port["driver"], port["topology"]),
                         (PORT, "serial", "rfcomm", f"bt:{self.phone_address}/{CHANNEL}"))
        self.assertIn(f"bt:{self.phone_address}/{CHANNEL}, rfcomm",
                      self.smsmodem("devices").out)
        self.assertIn(PORT, self.smsmodem("info", code=64).err)


if __name__ == "__main__":
    vm_support.main()
