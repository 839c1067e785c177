# SPDX-License-Identifier: GPL-3.0-or-later
"""`devices`, and what is said where no device is given: what this machine has, and what a puppet has."""
import glob
import os
import re

import support

PUPPET = os.path.join(os.environ.get("SMSMODEM_BUILD", "build"), "tests/smsmodem_bluetooth_puppet")
SERIAL = {"event", "kind", "device", "path", "by_id", "driver", "vid", "pid", "interface", "topology", "manufacturer",
          "product", "serial", "owner"}


class Devices(support.Case):
    def serial(self, **more):
        return [line for line in self.smsmodem("devices", "--json", **more).json if line["kind"] == "serial"]

    def test_serial(self):
        """Each port is there once, and named by what opens it."""
        ports = self.serial()
        for port in ports:
            self.assertEqual(port.keys(), SERIAL)
            self.assertEqual(port["event"], "device")
            self.assertRegex(port["device"], r"^(/dev/|usb:[0-9a-f]{4}:[0-9a-f]{4})")
            self.assertTrue(os.path.exists(port["path"]), port)
            self.assertEqual(port["vid"] is None, port["pid"] is None)
            self.assertEqual(port["device"].startswith("usb:") and port["vid"] is None, False)
        paths = [port["path"] for port in ports]
        self.assertEqual(len(set(paths)), len(paths))
        self.assertEqual(len({port["device"] for port in ports}), len(ports))
        for path in glob.glob("/dev/ttyUSB*") + glob.glob("/dev/ttyACM*"):
            self.assertIn(path, paths)

    def test_readable(self):
        """A line each, which begins with the same names."""
        ports = self.serial()
        rows = self.smsmodem("devices").out.splitlines()
        self.assertEqual([row.split()[0] for row in rows][:len(ports)], [port["device"] for port in ports])

    def test_bluetooth_is_left_out(self):
        """Where nobody can be asked about it, standard error says so, and it is no failure."""
        result = self.smsmodem("devices", "--json")
        if not any(line["kind"] == "bluetooth" for line in result.json):
            self.assertTrue(result.err == "" or "Bluetooth is left out: " in result.err or
                            "nothing was found" in result.err, result)
        self.assertEqual(self.smsmodem("-q", "devices").err, "")

    def test_both_kinds(self):
        ports = self.serial()
        result = self.smsmodem("devices", "--json", program=PUPPET)
        self.assertEqual([line["kind"] for line in result.json], ["serial"] * len(ports) + ["bluetooth"] * 5)
        self.assertEqual(result.json[len(ports)]["device"], "bt:00:00:00:00:00:01")
        rows = self.smsmodem("devices", program=PUPPET).out.splitlines()
        self.assertEqual(len(rows), len(ports) + 5)
        self.assertRegex(rows[len(ports)], r"^bt:00:00:00:00:00:01 +Ann's phone, phone, .*paired, trusted, DUN, SPP$")
        # the second column begins in the same place everywhere
        self.assertEqual(len({re.match(r"\S+ +", row).end() for row in rows}), 1, rows)

    def test_no_device(self):
        """The error names what was found: phones that are paired, and no others."""
        line = self.smsmodem("info", program=PUPPET, code=64)
        self.assertIn("no device given; found: ", line.err)
        self.assertIn("bt:00:00:00:00:00:01", line.err)
        self.assertIn("bt:00:00:00:00:00:04", line.err)
        self.assertNotIn("00:00:00:00:00:02", line.err)

    def test_broken_output(self):
        with open("/dev/full", "wb") as full:
            for args in (("devices",), ("devices", "--json"), ("bt", "scan"), ("bt", "trust", "00:11:22:33:44:55")):
                result = self.smsmodem(*args, program=PUPPET, stdout=full, code=74)
                self.assertIn("cannot write the output", result.err)

    def test_missing_port(self):
        """A USB port that is not there, and links that are not."""
        for device, wanted in (("usb:dead:beef", "usb:dead:beef"), ("usb:dead:beef:X#1", "usb:dead:beef"),
                               ("/dev/serial/by-id/usb-none", "/dev/serial/by-id/usb-none")):
            result = self.smsmodem("-d", device, "info", code=69)
            self.assertIn(wanted, result.err)
            self.assertEqual(len(result.err.splitlines()), 1, result)
        for device in ("usb:", "usb:1", "usb:xyzt:1", "usb:12345:1", "usb:1:1#"):
            self.smsmodem("-d", device, "info", code=64)


if __name__ == "__main__":
    support.main()
