# SPDX-License-Identifier: GPL-3.0-or-later
"""`devices`, and what is said where no device is given: what this machine has, and what a puppet has."""
import glob
import os
import re

import threading
import time

import ports_support
import support
from ports_support import IMEI, OTHER_IMEI

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


class Probe(ports_support.Case):
    """`--probe`: who talks, and which is the one to take."""

    def probe(self, *lines, **more):
        self.machine(*lines)
        return [{"path": line.get("path") or line["device"], **line["probe"]}
                for line in self.puppet("devices", "--probe", "--json", **more).json]

    def test_members(self):
        probe, = self.probe(f"{self.device(imei=IMEI)} 12d1:1001 0 - 1-1 -")
        took = probe.pop("took_ms")
        self.assertGreaterEqual(took, 0)
        self.assertEqual({key: value for key, value in probe.items() if key != "path"}, {
            "asked": True, "answers": True, "sms": True, "pdu_mode": True, "text_mode": True, "tells": True,
            "pin": "READY", "manufacturer": "Puppets", "model": "Stick 7", "revision": None, "imei": IMEI, "code": None,
            "rank": 1, "why": "talks AT and SMS in PDU mode, tells of new messages"})

    def test_order(self):
        """All there is, the best first, each with its reason."""
        names = {
            "no sms": self.device(sms=False), "pin": self.device(pin="SIM PIN"), "busy": "/dev/ttyX1",
            "dumb": self.device(tells=False), "best": self.device(echo=False), "missing": "/dev/nothing",
            "text": self.device(sms=False, **{"AT+CMGF=?": "+CMGF: (1)"}), "silent": self.silent(),
            "gps": support.Wire(self, lambda octets: b"$GPGGA,,*66\r\n").path,
            "puk": self.device(sms=False, pin="SIM PUK"), "bt:00:11:22:33:44:55": self.device(),
        }
        lines = [f"{path} -:- - - - {4711 if name == 'busy' else '-'}" for name, path in names.items() if name[:3] != "bt:"]
        found = self.probe(*lines, f"bt 00:11:22:33:44:55 yes dun {names['bt:00:11:22:33:44:55']}",
                           "bt 00:11:22:33:44:66 no dun /dev/x", "bt 00:11:22:33:44:77 yes map /dev/x",
                           "bt 00:11:22:33:44:88 yes ? /dev/nothing")
        back = {path: name for name, path in names.items()}
        rows = [(back.get(line["path"], line["path"]), line["why"]) for line in found]
        self.assertEqual([name for name, _ in rows], [
            "bt:00:11:22:33:44:55", "best", "dumb", "pin", "puk", "text", "no sms", "busy", "gps", "silent",
            "bt:00:11:22:33:44:88", "missing", "bt:00:11:22:33:44:66", "bt:00:11:22:33:44:77"])
        self.assertEqual([line["rank"] for line in found], list(range(1, len(found) + 1)))
        for (name, why), wanted in zip(rows, (
                "tells of new messages", "tells of new messages", "does not tell of new messages", "got its SIM PIN",
                "got its SIM PUK", "text mode only", "knows no SMS", "in use by minicom (process 4711)", "says something",
                "silent", "there is no /dev/nothing", "there is no /dev/nothing", "not paired", "no service for AT")):
            self.assertIn(wanted, why, name)
        asked = {back.get(line["path"], line["path"]): line["asked"] for line in found}
        self.assertEqual([name for name, was in asked.items() if not was],
                         ["busy", "bt:00:11:22:33:44:66", "bt:00:11:22:33:44:77"])

    def test_ports_of_a_stick(self):
        """The first that takes messages; the others are explained."""
        data, one, two = self.silent(), self.device(imei=IMEI), self.device(imei=IMEI)
        other = self.device(imei=OTHER_IMEI)
        found = self.probe(f"{two} 12d1:1001 2 - 1-1 -", f"{data} 12d1:1001 0 - 1-1 -", f"{one} 12d1:1001 1 - 1-1 -",
                           f"{other} 0403:6001 0 A 1-2 -")
        self.assertEqual([line["path"] for line in found], [one, other, two, data])
        self.assertEqual([line["why"].split("; ")[1:] for line in found], [
            ["the first of 2 ways to this modem"], [], ["another way to the modem of rank 1"],
            ["the same stick takes commands on the port of rank 1"]])

    def test_rows(self):
        path = self.device(imei=IMEI)
        self.machine(f"{path} 12d1:1001 0 - 1-1 -", f"bt 00:11:22:33:44:66 no dun {path}")
        self.assertEqual(self.puppet("devices", "--probe").out.splitlines(), [
            "rank  device                what it does",
            "   1  usb:12d1:1001         talks AT and SMS in PDU mode, tells of new messages; Puppets Stick 7, IMEI "
            f"{IMEI}; now {path}",
            "   2  bt:00:11:22:33:44:66  not asked, as it is not paired (`smsmodem bt pair`); Ann's phone"])
        self.assertEqual(self.puppet("devices", "--names").out, "usb:12d1:1001\nbt:00:11:22:33:44:66\n")

    def test_at_once(self):
        """Twelve silent ones take as long as one."""
        start = time.monotonic()
        found = self.probe(*(f"{self.silent()} -:- - - - -" for _ in range(12)))
        self.assertEqual({line["why"] for line in found}, {"silent"})
        self.assertLess(time.monotonic() - start, 12)  # one after the other: 24

    def test_more_than_threads(self):
        path = self.device()
        found = self.probe(*(f"{path if i == 50 else '/dev/nothing'} -:- - - - -" for i in range(60)))
        self.assertEqual((len(found), found[0]["path"]), (60, path))

    def test_interrupted(self):
        asked = threading.Event()
        wire = support.Wire(self, lambda octets: asked.set() or b"")
        self.machine(f"{wire.path} -:- - - - -", f"{self.silent()} -:- - - - -")
        process = self.start("--timeout", "60", "devices", "--probe", "--json", program=ports_support.PUPPET)
        self.assertTrue(asked.wait(support.PATIENCE))
        process.terminate()
        result = self.finish(process)
        self.assertEqual((result.code, result.json[0]["code"]), (75, "cancelled"))

    def test_foreign_texts(self):
        path = self.device(**{"AT+CGMI": "\x1b]0;owned\x07", "AT+CGMM": "\xff\u009b2J"})
        self.machine(f"{path} -:- - - - -")
        for args in (("devices", "--probe"), ("devices", "--probe", "--json")):
            result = self.puppet(*args)
            self.assertNotIn("\x1b", result.out)
            self.assertNotIn("\u009b", result.out)

    def test_nothing(self):
        self.machine()
        for args in (("devices", "--probe"), ("devices", "--names"), ("devices", "--probe", "--json")):
            result = self.puppet(*args)
            self.assertEqual(result.out, "")
            self.assertIn("nothing was found", result.err)


if __name__ == "__main__":
    support.main()
