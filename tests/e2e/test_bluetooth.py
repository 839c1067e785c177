# SPDX-License-Identifier: GPL-3.0-or-later
"""Bluetooth on a machine without it, in a build without it, and with a puppet in its place."""
import os
import re
import signal

import support
from bluetooth_support import ADDRESS, BUILD, PUPPET, SPP_RECORD, Puppet, Terminal

WITHOUT = os.path.join(BUILD, "tests/smsmodem_without_bluetooth")
TO = "+491701234567"
VERBS = (("bt", "scan"), ("bt", "pair", ADDRESS), ("bt", "trust", ADDRESS), ("bt", "trust", ADDRESS, "--no"),
         ("bt", "services", ADDRESS), ("bt", "services", ADDRESS, "dun"), ("bt", "remove", ADDRESS))
DEVICES = (("-d", f"bt:{ADDRESS}", "send", TO, "hi"), ("-d", f"bt:{ADDRESS}/3", "info"),
           ("-d", "bt:Nokia 6230", "at", "ATI"), ("-d", "bt-listen:", "at", "ATI"),
           ("-d", "bt-listen:7", "info"), ("sim", "--rfcomm"), ("sim", "--rfcomm=4"))


def has_bluetooth():
    """Whether this machine has a controller, so that what is said without one is not said."""
    return os.path.isdir("/sys/class/bluetooth") and bool(os.listdir("/sys/class/bluetooth"))


class Without(support.Case):
    def check_sentence(self, program, args, wanted):
        result = self.smsmodem(*args, program=program, code=69)
        notes = result.err.splitlines()
        self.assertEqual(len(notes), 1, result)
        self.assertTrue(notes[0].startswith("smsmodem: "), result)
        self.assertRegex(notes[0], wanted)
        self.assertEqual(result.out, "")
        # the same as a line
        result = self.smsmodem("--json", *args, program=program, code=69)
        self.assertEqual(len(result.json), 1, result)
        line = result.json[0]
        self.assertEqual((line["event"], line["code"], line["exit"]), ("error", "nodevice", 69), result)
        self.assertEqual("smsmodem: " + line["text"], notes[0])

    @support.unittest.skipIf(has_bluetooth(), "this machine has Bluetooth")
    def test_no_controller(self):
        for args in VERBS + DEVICES:
            with self.subTest(args):
                self.check_sentence(support.PROGRAM, args, "Bluetooth")

    def test_built_without(self):
        for args in VERBS + DEVICES:
            with self.subTest(args):
                self.check_sentence(WITHOUT, args, "built without Bluetooth")

    def test_built_without_is_whole(self):
        """All else works, and what is said without a device names what there is."""
        result = self.smsmodem("-q", "-d", "sim:", "send", TO, "hi", program=WITHOUT)
        self.assertIn("sent, 1 part", result.out)
        result = self.smsmodem("devices", "--json", program=WITHOUT)
        self.assertNotIn("bluetooth", [line["kind"] for line in result.json])
        self.assertIn("built without Bluetooth", result.err)


class Arguments(support.Case):
    def test_wrong(self):
        for args, wanted in (
                (["bt"], "scan, pair, trust, services and remove"),
                (["bt", "browse"], 'bt has no "browse"; there are scan,'),
                (["bt", "pair"], "takes the address of a device, such as 00:11:22:33:44:55"),
                (["bt", "services"], "takes the address"),
                (["bt", "trust", "00:11:22:33:44"], "six octets such as 00:11:22:33:44:55"),
                (["bt", "remove", "00:11:22:33:44:5g"], "is no Bluetooth address"),
                (["bt", "pair", "Nokia 6230"], "`smsmodem bt scan` shows those in range"),
                (["bt", "pair", "00:11:22:33:44:55:66"], "is no Bluetooth address"),
                (["bt", "pair", "001122334455"], "is no Bluetooth address"),
                (["bt", "pair", ADDRESS, "1234"], 'takes no "1234"'),
                (["bt", "scan", ADDRESS], "takes no"),
                (["bt", "services", ADDRESS, "nonsense"], "no Bluetooth service"),
                (["bt", "services", ADDRESS, "dun", "spp"], 'takes no "spp"'),
                (["bt", "scan", "--time", "0"], "1 to 600 seconds"),
                (["bt", "scan", "--time", "601"], "1 to 600 seconds"),
                (["bt", "scan", "--time", "3s"], "1 to 600 seconds"),
                (["bt", "scan", "--time"], "--time needs an argument"),
                (["bt", "scan", "--yes"], "--yes is an option of `smsmodem bt pair`"),
                (["bt", "pair", ADDRESS, "--no"], "--no is an option of `smsmodem bt trust`"),
                (["bt", "remove", ADDRESS, "--time", "3"], "is an option of `smsmodem bt scan`"),
                (["bt", "pair", ADDRESS, "--pin", "1234"], "pin"),
                (["devices", "x"], "takes no arguments")):
            with self.subTest(args):
                result = self.smsmodem(*args, code=64)
                self.assertIn(wanted, result.err)
                self.assertEqual(len(result.err.splitlines()), 1, result)
                line, = self.smsmodem("--json", *args, code=64).json
                self.assertEqual((line["code"], line["exit"]), ("usage", 64))

    def test_help(self):
        for verb in ("scan", "pair", "trust", "services", "remove"):
            out = self.smsmodem("bt", verb, "--help").out
            self.assertTrue(out.startswith(f"Usage: smsmodem bt {verb} "), out)
            self.assertIn("man smsmodem-bt\n", out)
        self.assertIn("--yes", self.smsmodem("bt", "pair", "--help").out)
        self.assertNotIn("--yes", self.smsmodem("bt", "scan", "--help").out)

    def test_pin_file_is_read_first(self):
        result = self.smsmodem("bt", "pair", ADDRESS, "--pin-file", self.path("none"), code=66)
        self.assertIn("No such file", result.err)
        result = self.smsmodem("bt", "pair", ADDRESS, "--pin-file", self.write("empty", "\n"), code=66)
        self.assertIn("holds no PIN", result.err)


class Scan(Puppet):
    def test_rows(self):
        result = self.puppet("bt", "scan", "--no-services")
        rows = result.out.splitlines()
        self.assertEqual(rows[0].split(), ["address", "signal", "paired", "services", "class", "name"])
        # the strongest first, and what is not in range last
        self.assertEqual([row[:17] for row in rows[1:]], [f"00:00:00:00:00:0{i}" for i in (3, 2, 1, 5, 4)])
        self.assertRegex(rows[1], r"-50 dBm  no      HFP, MAP  ")
        self.assertRegex(rows[3], r"  \?  yes     DUN, SPP  .*  Ann's phone$")
        self.assertIn("next: `smsmodem -d bt:00:00:00:00:00:01 info`", result.err)
        self.assertNotIn("services of", result.err)

    def test_hostile_name(self):
        """Of a name nothing gets to the terminal but what can be seen."""
        for args in (("bt", "scan"), ("bt", "scan", "--json"), ("devices",), ("devices", "--json")):
            out = self.puppet(*args).raw
            self.assertFalse(re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", out), out)
            self.assertIn(b"red", out)
        self.env["PUPPET_REFUSAL"] = "said \x1b[31mred\x9b2J"
        for args in (("devices",), ("devices", "--json")):
            err = self.puppet(*args).err
            self.assertRegex(err, r"Bluetooth is left out: said \?\[31mred\\xC2\\x9B2J\n$")
            self.assertNotIn("\x9b", err)
        self.assertEqual(len(self.puppet("bt", "scan").out.splitlines()), 6)

    def test_json(self):
        lines = self.puppet("bt", "scan", "--json", "--no-services").json
        self.assertEqual([line["device"] for line in lines], [
            *(f"bt:00:00:00:00:00:0{i}" for i in (3, 2, 1)), "bt:00:00:00:00:00:05?adapter=hci1", "bt:00:00:00:00:00:04"])
        self.assertEqual(lines[2], {
            "event": "device", "kind": "bluetooth", "device": "bt:00:00:00:00:00:01",
            "address": "00:00:00:00:00:01", "name": "far away", "alias": "Ann's phone", "adapter": "hci0",
            "class": lines[2]["class"], "class_of_device": 0x5A0204, "rssi_dbm": None, "paired": True,
            "trusted": True, "connected": False, "services": ["dun", "spp"]})
        self.assertIn("phone", lines[2]["class"])
        self.assertEqual((lines[1]["services"], lines[1]["class_of_device"], lines[1]["rssi_dbm"]),
                         (None, None, -80))
        self.assertEqual(lines[0]["services"], ["hfp", "map"])
        self.assertIsNone(lines[0]["name"])
        # what nobody knows without bluetoothd
        self.assertEqual((lines[3]["name"], lines[3]["alias"], lines[3]["paired"]), ("five", None, None))

    def test_services_are_asked(self):
        """Those in range that have not said; one that does not answer, or is not here, stays unknown."""
        result = self.puppet("bt", "scan", "--json")
        self.assertEqual(re.findall("services of (.*?),", result.err), ["00:00:00:00:00:02"])
        self.assertIsNone(result.json[1]["services"])
        result = self.puppet("bt", "scan", "--json", records=SPP_RECORD.hex())
        self.assertEqual(result.json[1]["services"], ["spp"])
        result = self.puppet("bt", "scan", "--json", records="")
        self.assertEqual(result.json[1]["services"], [])

    def test_options(self):
        self.assertIn("scan 30000 ms, adapter hci1", self.puppet("bt", "--adapter", "hci1", "scan", "--time", "30").err)
        self.assertIn("scan 0 ms, adapter any", self.puppet("bt", "scan").err)
        self.assertIn("next: `smsmodem -d 'bt:00:00:00:00:00:01?adapter=hci1' info`",
                      self.puppet("bt", "scan", "--adapter=hci1").err)

    def test_interrupted(self):
        """What was found is shown, and the exit status says that it is not all."""
        self.env["PUPPET_SCAN"] = "forever"
        for args in (("bt", "scan"), ("bt", "scan", "--json")):
            process = self.start(*args, program=PUPPET)
            process.stderr.readline()
            process.send_signal(signal.SIGINT)
            result = self.finish(process)
            self.assertEqual(result.code, 75, result)
            self.assertIn("00:00:00:00:00:01", result.out)

    def test_progress(self):
        """On a terminal alone, and wiped from it."""
        self.env["PUPPET_SCAN"] = "forever"
        terminal = Terminal(self, "bt", "scan", stdout=None)
        terminal.expect(b"looking around: 5 found, 10 s left")
        terminal.expect(b"looking around: 5 found, 9 s left")
        terminal.send(b"\x03")
        text = terminal.end(75)
        self.assertIn(b"\r\x1b[K", text)
        self.assertIn(b"-50 dBm", text.split(b"\x1b[K")[-1])


if __name__ == "__main__":
    support.main()
