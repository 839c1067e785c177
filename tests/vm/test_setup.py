# SPDX-License-Identifier: GPL-3.0-or-later
"""A profile, and the console that comes back by itself: by USB, and by Bluetooth."""
import os

import terminal_support
import vm_support
from support import PROGRAM
from vm_support import COMPUTER, PHONE

CHANNEL = 5


class Setup(vm_support.Case):
    def console(self, *args):
        self.env.update(TERM="dumb", INPUTRC="/dev/null")
        terminal = terminal_support.Terminal(self, PROGRAM, *args, "console")
        terminal.until("at> ")
        self.ask(terminal)
        return terminal

    def ask(self, terminal):
        terminal.type("AT+CGMM\r")
        terminal.until("simulated phone")
        terminal.until("OK")
        terminal.until("at> ")

    def leave(self, terminal):
        terminal.type("\x04")
        self.assertEqual(terminal.code(), 0, terminal.text)

    def section(self):
        return self.read("config/smsmodem/config")

    def renumber(self, terminal, port, back):
        self.without_adapter("usb1")
        terminal.until("waiting for .* to come back")
        self.assertEqual(self.adapter("usb2", "PHONE2"), port)  # another one takes its number
        self.assertNotEqual(self.adapter("usb1", "PHONE1"), port)
        terminal.until(back)
        self.ask(terminal)
        self.leave(terminal)

    def test_usb_port_is_renumbered(self):
        self.phone(line="usb1")
        port = self.adapter("usb1", "PHONE1")
        self.smsmodem("-d", port, "setup", "e65")
        self.assertEqual(self.section(), "[e65]\ndevice = usb:0403:6001:PHONE1#0\n")
        self.renumber(self.console("-p", "e65"), port, "is back")

    def test_port_that_was_named_by_its_number(self):
        self.phone(line="usb1")
        port = self.adapter("usb1", "PHONE1")
        self.renumber(self.console("-d", port), port, f"{port} is back as /dev/ttyUSB")

    def test_bluetooth_link_is_cut(self):
        self.sim("--rfcomm", str(CHANNEL))
        address = vm_support.address(PHONE)
        self.smsmodem("-d", f"bt:{address}", "setup", "e65")
        self.assertEqual(self.section(), f"[e65]\ndevice = bt:{address}\n")
        terminal = self.console("-p", "e65")
        vm_support.cut(PHONE, vm_support.address(COMPUTER))
        terminal.until("waiting for .* to come back")
        terminal.until("is back")
        self.ask(terminal)
        self.leave(terminal)

    def test_ports_are_ranked(self):
        """A stick with nobody at its other end, and one with a phone; a UART is there as well."""
        self.phone(line="usb1")
        self.line("usb2")
        self.adapter("usb1", "PHONE1")
        self.adapter("usb2", "PHONE2")
        found = [line for line in self.smsmodem("--json", "devices", "--probe").json if line["vid"]]
        self.assertEqual([(line["device"], line["probe"]["sms"]) for line in found],
                         [("usb:0403:6001:PHONE1", True), ("usb:0403:6001:PHONE2", None)])
        done, = self.smsmodem("--json", "setup", "only").json
        self.assertEqual(done["bound_by"], "usb-serial")
        self.assertTrue(os.path.exists(done["path"]))


if __name__ == "__main__":
    vm_support.main()
