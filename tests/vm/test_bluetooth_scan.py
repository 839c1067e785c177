# SPDX-License-Identifier: GPL-3.0-or-later
"""bt scan, bt services and devices: what is in range, with bluetoothd and without."""
import os
import re
import signal
import subprocess
import time

import support
import vm_support
from vm_support import COMPUTER, PHONE

NOBODY = 65534
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
# Extended Inquiry Responses, as hciconfig takes them: a hostile name and DUN, all services; a name
# that is cut short.
HOSTILE_EIR = "0a09 41 1b5d30 3b 58 07 0a42" "0303 0311"
SHORT_EIR = "0408 50686f"


class Scan(vm_support.Case):
    def setUp(self):
        super().setUp()
        self.phone_address = vm_support.address(PHONE)

    def scan(self, *args, seconds=1, **more):
        return self.smsmodem("bt", "scan", "--adapter", COMPUTER, "--time", str(seconds), *args,
                             **more)

    def scan_until_found(self, *args, **more):
        """A busy host gives the controllers no time: then they want longer to answer."""
        for seconds in (2, 9):
            result = self.scan(*args, seconds=seconds, **more)
            if result.out:
                break
        return result

    def found(self, *args, **more):
        """The one device that there is, as JSON."""
        [device] = self.scan_until_found("--json", *args, **more).json
        self.assertEqual(device["address"], self.phone_address)
        more = "" if device["paired"] else "?adapter=" + COMPUTER
        self.assertEqual(device["device"], f"bt:{self.phone_address}{more}")
        self.assertEqual(device["adapter"], COMPUTER)
        return device

    def looks(self):
        """Whether the controller is busy with an inquiry."""
        return "INQUIRY" in vm_support.run("hciconfig", COMPUTER)

    def on_terminal(self, *args):
        """(program, the terminal that its messages go to)."""
        master, slave = os.openpty()
        self.addCleanup(os.close, master)
        process = subprocess.Popen([support.PROGRAM, *args], env=self.env,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=slave)
        os.close(slave)
        self.addCleanup(self._reap, process)
        return process, master

    @staticmethod
    def _reap(process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    @staticmethod
    def read_until(master, text):
        seen = b""
        while text not in seen:
            seen += os.read(master, 4096)
        return seen


class Alone(Scan):
    """By an inquiry of our own."""

    def test_device_and_its_name(self):
        device = self.found()
        self.assertEqual(device["name"], vm_support.PHONE_NAME)
        self.assertEqual(device["class"], "phone, smart")
        self.assertEqual(device["class_of_device"], int(vm_support.PHONE_CLASS, 16))
        self.assertIsInstance(device["rssi_dbm"], int)
        self.assertIsNone(device["paired"])  # nobody knows
        self.assertFalse(self.looks())

    def test_without_privilege(self):
        device = self.found(user=NOBODY)
        self.assertEqual(device["name"], vm_support.PHONE_NAME)

    def test_table(self):
        result = self.scan_until_found()
        heading, row = result.out.splitlines()
        self.assertRegex(heading, r"^address +signal +paired +services +class +name$")
        self.assertRegex(row, rf"^{self.phone_address} +-\d+ dBm +\? .* phone, smart +"
                              rf"{vm_support.PHONE_NAME}$")

    def test_services_are_asked(self):
        self.sim("--rfcomm", "7", "--adapter", PHONE)
        self.assertEqual(self.found()["services"], ["dun"])
        self.assertIsNone(self.found("--no-services")["services"])
        result = self.smsmodem("bt", "services", "--adapter", COMPUTER, "--json",
                               self.phone_address)
        [record] = [each for each in result.json if each["rfcomm_channel"]]
        self.assertEqual(record["rfcomm_channel"], 7)
        self.assertIn("0x1103", [each["uuid"] for each in record["classes"]])
        self.assertIn("channel 7", self.smsmodem("bt", "services", "--adapter", COMPUTER,
                                                 self.phone_address).out)

    def test_hostile_name(self):
        vm_support.run("hciconfig", PHONE, "name", "Evil\x1b]0;X\x07\n\u202ename\x9b31m")
        self.addCleanup(vm_support.set_up_controllers)
        for args in ((), ("--json",)):
            result = self.scan_until_found("--no-services", *args)
            self.assertNotRegex(result.out, CONTROL)
            self.assertNotRegex(result.err, CONTROL)
            self.assertEqual(len(result.out.splitlines()), 1 if args else 2)
        self.assertEqual(self.found("--no-services")["name"], "Evil?]0;X???name?31m")

    def test_hostile_response(self):
        vm_support.run("hciconfig", PHONE, "inqdata", HOSTILE_EIR.replace(" ", ""))
        self.addCleanup(vm_support.run, "hciconfig", PHONE, "inqdata", "00")
        device = self.found()
        self.assertEqual(device["name"], "A?]0;X??B")
        self.assertEqual(device["services"], ["dun"])

    def test_short_name_is_asked_for(self):
        vm_support.run("hciconfig", PHONE, "inqdata", SHORT_EIR.replace(" ", ""))
        self.addCleanup(vm_support.run, "hciconfig", PHONE, "inqdata", "00")
        self.assertEqual(self.found("--no-services")["name"], vm_support.PHONE_NAME)

    def test_nobody_answers(self):
        vm_support.run("hciconfig", PHONE, "noscan")
        self.addCleanup(vm_support.run, "hciconfig", PHONE, "piscan")
        result = self.scan()
        self.assertEqual(result.out, "")
        self.assertIn("nothing was found", result.err)

    def test_progress(self):
        process, terminal = self.on_terminal("bt", "scan", "--adapter", COMPUTER, "--time", "4",
                                             "--no-services")
        seen = self.read_until(terminal, b"1 found")
        self.assertRegex(seen.decode(), r"looking around: 0 found, \d s left")
        out, _ = process.communicate(timeout=vm_support.PATIENCE)
        self.assertEqual(process.returncode, 0)
        self.assertIn(self.phone_address.encode(), out)
        self.assertNotRegex(out.decode(), CONTROL)

    def test_interrupted(self):
        process, terminal = self.on_terminal("bt", "scan", "--adapter", COMPUTER, "--time", "60")
        self.read_until(terminal, b"1 found")
        self.assertTrue(self.looks())
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        out, _ = process.communicate(timeout=vm_support.PATIENCE)
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual(process.returncode, 75)
        self.assertIn(self.phone_address.encode(), out)  # what was found until then
        vm_support.wait_for(lambda: not self.looks(), "the end of the inquiry")

    def test_two_at_once(self):
        first = self.start("bt", "scan", "--adapter", COMPUTER, "--time", "6", "--json")
        vm_support.wait_for(self.looks, "the inquiry")
        result = self.scan(code=69)
        self.assertIn("another program is scanning", result.err)
        self.assertEqual(len(self.finish(first).json), 1)

    def test_switched_off_meanwhile(self):
        self.addCleanup(vm_support.set_up_controllers)
        process = self.start("bt", "scan", "--adapter", COMPUTER, "--time", "4")
        vm_support.wait_for(self.looks, "the inquiry")
        vm_support.down(COMPUTER)
        result = self.finish(process)
        self.assertEqual(result.code, 69)
        self.assertIn("hci1 was switched off", result.err)


class ByDaemon(Scan):
    """By bluetoothd."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(vm_support.bluetoothd())

    def test_device_and_its_name(self):
        vm_support.run("sdptool", "add", "--channel=3", "DUN")
        device = self.found()
        self.assertEqual(device["name"], vm_support.PHONE_NAME)
        self.assertEqual(device["class"], "phone, smart")
        self.assertIsInstance(device["rssi_dbm"], int)
        self.assertIs(device["paired"], False)
        self.assertIn("dun", device["services"])

    def test_services(self):
        vm_support.run("sdptool", "add", "--channel=3", "DUN")
        vm_support.run("sdptool", "add", "--channel=4", "SP")
        result = self.smsmodem("bt", "services", "--adapter", COMPUTER, "--json",
                               self.phone_address)
        channels = {record["rfcomm_channel"]: record for record in result.json}
        self.assertLessEqual({3, 4}, channels.keys())
        self.assertEqual(channels[3]["device"], f"bt:{self.phone_address}/3")
        self.assertEqual((channels[3]["tried"], channels[4]["tried"]), (1, 2))
        [only] = self.smsmodem("bt", "services", "--adapter", COMPUTER, "--json",
                               self.phone_address, "spp").json
        self.assertEqual(only["rfcomm_channel"], 4)

    def test_hostile_name(self):
        self.addCleanup(vm_support.btmgmt, 0, "name", vm_support.PHONE_NAME)
        vm_support.btmgmt(0, "name", "Evil\x1b]0;X\x07\n\u202ename", "x")
        for args in ((), ("--json",)):
            result = self.scan_until_found("--no-services", *args)
            self.assertNotRegex(result.out, CONTROL)
            self.assertEqual(len(result.out.splitlines()), 1 if args else 2)

    def test_interrupted(self):
        process, terminal = self.on_terminal("bt", "scan", "--adapter", COMPUTER, "--time", "60")
        self.read_until(terminal, b"1 found")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=vm_support.PATIENCE)
        self.assertEqual(process.returncode, 75)
        self.assertIn(self.phone_address.encode(), out)
        vm_support.wait_for(lambda: not self.looks(), "the end of the discovery")


class DaemonItself(Scan):
    """What bluetoothd remembers, and its end."""

    def setUp(self):
        super().setUp()
        self.enterContext(vm_support.bluetoothd())

    def test_daemon_goes(self):
        process, terminal = self.on_terminal("bt", "scan", "--adapter", COMPUTER, "--time", "60")
        self.read_until(terminal, b"1 found")
        vm_support.run("pkill", "-x", "bluetoothd")
        seen = self.read_until(terminal, b"went away")
        self.assertEqual(process.wait(vm_support.PATIENCE), 74, seen)

    def test_known_and_paired(self):
        self.smsmodem("bt", "pair", "--adapter", COMPUTER, "--yes", self.phone_address)
        device = self.found("--no-services")
        self.assertIs(device["paired"], True)
        result = self.smsmodem("devices", "--json")
        paired = [each for each in result.json if each["kind"] == "bluetooth"]
        self.assertIn(("bt:" + self.phone_address, True),
                      [(each["device"], each["paired"]) for each in paired])
        self.assertIn(vm_support.PHONE_NAME, self.smsmodem("devices").out)


if __name__ == "__main__":
    vm_support.main()
