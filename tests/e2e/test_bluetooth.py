# SPDX-License-Identifier: GPL-3.0-or-later
"""Bluetooth on a machine without it, in a build without it, and with a puppet in its place."""
import os
import pty
import re
import select
import signal
import struct
import time

import support

BUILD = os.environ.get("SMSMODEM_BUILD", "build")
WITHOUT = os.path.join(BUILD, "tests/smsmodem_without_bluetooth")
PUPPET = os.path.join(BUILD, "tests/smsmodem_bluetooth_puppet")
ADDRESS = "00:11:22:33:44:55"
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
        notes = [line for line in result.err.splitlines() if not line.startswith("waiting for ")]
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
                (["bt", "trust", "00:11:22:33:44"], "written as 00:11:22:33:44:55"),
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


class Puppet(support.Case):
    def puppet(self, *args, steps=None, records=None, **more):
        for name, value in (("PUPPET_STEPS", steps), ("PUPPET_RECORDS", records)):
            self.env.pop(name, None)
            if value is not None:
                self.env[name] = value
        more.setdefault("start_new_session", True)  # without a terminal
        return self.smsmodem(*args, program=PUPPET, **more)


class Scan(Puppet):
    def test_rows(self):
        result = self.puppet("bt", "scan", "--no-services")
        rows = result.out.splitlines()
        self.assertEqual(rows[0].split(), ["address", "signal", "paired", "services", "class", "name"])
        # the strongest first, and what is not in range last
        self.assertEqual([row[:17] for row in rows[1:]], [f"00:00:00:00:00:0{i}" for i in (3, 2, 1, 4)])
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
        self.assertEqual(len(self.puppet("bt", "scan").out.splitlines()), 5)

    def test_json(self):
        lines = self.puppet("bt", "scan", "--json", "--no-services").json
        self.assertEqual([line["device"] for line in lines], [f"bt:00:00:00:00:00:0{i}" for i in (3, 2, 1, 4)])
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
        terminal.expect(b"looking around: 4 found, 10 s left")
        terminal.expect(b"looking around: 4 found, 9 s left")
        terminal.send(b"\x03")
        text = terminal.end(75)
        self.assertIn(b"\r\x1b[K", text)
        self.assertIn(b"-50 dBm", text.split(b"\x1b[K")[-1])


# --- service records, as data elements (Bluetooth Core, 3 B 3) ------------------------------------

def element(kind, octets):
    if kind in (1, 2, 3, 5):
        return bytes([kind << 3 | {1: 0, 2: 1, 4: 2, 8: 3, 16: 4}[len(octets)]]) + octets
    if len(octets) < 256:
        return bytes([kind << 3 | 5, len(octets)]) + octets
    return bytes([kind << 3 | 6]) + struct.pack(">H", len(octets)) + octets


def u8(number): return element(1, bytes([number]))
def u16(number): return element(1, struct.pack(">H", number))
def u32(number): return element(1, struct.pack(">I", number))
def uuid(number): return element(3, struct.pack(">H", number))
def text(octets): return element(4, octets)
def sequence(*elements): return element(6, b"".join(elements))


def record(handle, classes, channel, name, *more):
    return sequence(
        u16(0), u32(handle), u16(1), sequence(*map(uuid, classes)),
        u16(4), sequence(sequence(uuid(0x0100)), sequence(uuid(0x0003), u8(channel))), *more,
        u16(0x0100), text(name))


DUN_RECORD = record(0x10001, (0x1103, 0x1201), 2, b"Dial-up", u16(9), sequence(sequence(uuid(0x1103), u16(0x0100))))
SPP_RECORD = record(0x10002, (0x1101,), 7, b"\x1b[2JCOM \xff1")
MAP_RECORD = record(0x10003, (0x1132,), 9, b"MAP")


class Services(Puppet):
    def test_readable(self):
        result = self.puppet("bt", "services", ADDRESS, records=(SPP_RECORD + DUN_RECORD + MAP_RECORD).hex())
        spp, dun, last = re.split(r"(?m)^(?=\S)", result.out)[1:]
        self.assertIn(f"device       bt:{ADDRESS}/7\n", spp)
        self.assertIn(f"used by      bt:{ADDRESS}, if what comes before it is no modem\n", spp)
        self.assertTrue(dun.startswith("Dial-up\n"))
        self.assertIn(f"used by      bt:{ADDRESS}\n", dun)
        self.assertRegex(dun, r"classes +.*\(0x1103\), .*\(0x1201\)\n")
        self.assertRegex(dun, r"protocols +.*\(0x0100\), .*\(0x0003\) channel 2\n")
        self.assertRegex(dun, r"profiles +.*\(0x1103\) 1\.0\n")
        self.assertIn("handle       0x00010001\n", dun)
        self.assertNotIn("used by", last)
        self.assertNotIn("\x1b", result.out)
        self.assertIn(f"next: `smsmodem -d bt:{ADDRESS} info`", result.err)

    def test_verbose(self):
        result = self.puppet("bt", "services", ADDRESS, "-v", records=DUN_RECORD.hex())
        self.assertRegex(result.out, r"(?m)^    0x0001 ServiceClassIDList: sequence\n      uuid 0x1103 .*\n      uuid 0x1201")
        self.assertRegex(result.out, r"(?m)^    0x0000 ServiceRecordHandle: uint 65537 \(0x00010001\)$")
        self.assertRegex(result.out, r"(?m)^    0x0100 ServiceName: text Dial-up$")

    def test_json(self):
        result = self.puppet("bt", "services", "00-11-22-33-44-55", "--json", records=(SPP_RECORD + DUN_RECORD).hex())
        spp, dun = result.json
        self.assertEqual((spp["tried"], dun["tried"]), (2, 1))
        self.assertEqual((dun["device"], dun["rfcomm_channel"], dun["handle"], dun["name"], dun["provider"]),
                         (f"bt:{ADDRESS}/2", 2, 0x10001, "Dial-up", None))
        self.assertEqual([entry["uuid"] for entry in dun["classes"]], ["0x1103", "0x1201"])
        self.assertEqual([(entry["uuid"], entry["parameter"]) for entry in dun["protocols"]],
                         [("0x0100", None), ("0x0003", 2)])
        self.assertEqual([(entry["uuid"], entry["version"]) for entry in dun["profiles"]], [("0x1103", "1.0")])
        attributes = {entry["id"]: entry for entry in dun["attributes"]}
        self.assertEqual(sorted(attributes), [0, 1, 4, 9, 0x100])
        self.assertEqual(attributes[0x100]["value"], {"type": "text", "value": "Dial-up"})
        self.assertEqual(attributes[4]["value"]["value"][1]["value"][1], {"type": "uint", "value": 2})

    def test_every_type(self):
        values = (b"\x00", element(1, b"\xff" * 8), element(1, b"\x01" * 16), element(2, b"\xfe"),
                  element(5, b"\x01"), element(8, b"http://x/"), element(3, bytes(range(16))),
                  element(7, u8(1)), element(3, b"\x00\x00\x11\x01"))
        octets = sequence(*(u16(0x200 + i) + value for i, value in enumerate(values)))
        shown = [entry["value"] for entry in self.puppet("bt", "services", ADDRESS, "--json", records=octets.hex()).json[0]["attributes"]]
        self.assertEqual([value["type"] for value in shown],
                         ["nil", "uint", "uint", "int", "bool", "url", "uuid", "alternative", "uuid"])
        self.assertEqual([value["value"] for value in shown],
                         [None, "FF" * 8, "01" * 16, -2, True, "http://x/", "00010203-0405-0607-0809-0a0b0c0d0e0f",
                          [{"type": "uint", "value": 1}], "0x1101"])
        self.puppet("bt", "services", ADDRESS, "-v", records=octets.hex())

    def test_deep(self):
        octets = u8(1)
        for _ in range(40):
            octets = sequence(octets)
        octets = sequence(u16(0x300), octets)
        for more in ((), ("-v",), ("--json",)):
            self.puppet("bt", "services", ADDRESS, *more, records=octets.hex(), code=None)

    def test_damaged(self):
        """Good records are shown, and the others are failures."""
        good = DUN_RECORD
        result = self.puppet("bt", "services", ADDRESS, "--json", records=(good + b"\x35\x50").hex(), code=65)
        self.assertEqual([line["event"] for line in result.json], ["service", "error"])
        for cut in range(1, len(good)):
            result = self.puppet("bt", "services", ADDRESS, records=(good + good[:cut]).hex(), code=65)
            self.assertIn("Dial-up\n", result.out)
            if cut % 16:
                continue
            self.puppet("bt", "services", ADDRESS, "-v", records=good[:cut].hex(), code=65)

    def test_none(self):
        self.assertIn("offers no service", self.puppet("bt", "services", ADDRESS, records="").err)
        result = self.puppet("bt", "services", ADDRESS, "1132", records="")
        self.assertIn("has no such service", result.err)
        self.assertIn(f"services of {ADDRESS}, 0x1132, 0 ms", result.err)
        self.assertIn("0 ms", self.puppet("bt", "services", ADDRESS, records="").err)
        self.assertIn("2500 ms", self.puppet("bt", "services", ADDRESS, "--timeout", "2.5", records="").err)
        result = self.puppet("bt", "services", ADDRESS, records=MAP_RECORD.hex())
        self.assertIn("Message Access Profile", result.err)
        self.puppet("bt", "services", ADDRESS, code=69)


# --- pairing ---------------------------------------------------------------------------------------

class Terminal:
    """The program at a terminal of its own."""

    def __init__(self, case, *args, stdout=support.subprocess.PIPE):
        self.case, self.text, self.at = case, b"", 0
        pid, self.master = pty.fork()
        if pid == 0:
            try:
                os.execve(PUPPET, [PUPPET, *args], case.env)
            finally:
                os._exit(127)
        self.pid = pid
        case.addCleanup(self.reap)

    def read(self, deadline):
        if not select.select([self.master], [], [], max(0, deadline - time.monotonic()))[0]:
            raise AssertionError(f"nothing more than {self.text!r}")
        try:
            octets = os.read(self.master, 4096)
        except OSError:
            octets = b""  # it has ended
        self.text += octets
        return octets

    def expect(self, wanted):
        deadline = time.monotonic() + support.PATIENCE
        while wanted not in self.text[self.at:]:
            if not self.read(deadline):
                raise AssertionError(f"{wanted!r} is not in {self.text!r}")
        self.at = self.text.index(wanted, self.at) + len(wanted)

    def send(self, octets):
        os.write(self.master, octets)

    def end(self, code):
        deadline = time.monotonic() + support.PATIENCE
        while self.read(deadline):
            pass
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.pid = None
        self.case.assertIsNone(support.sanitizer_report(self.text.decode("utf-8", "replace")))
        self.case.assertEqual(status, code, self.text)
        return self.text

    def reap(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)


class Pair(Puppet):
    def terminal(self, steps, *args):
        self.env["PUPPET_STEPS"] = steps
        return Terminal(self, "bt", "pair", ADDRESS, *args)

    def test_confirmed(self):
        terminal = self.terminal("confirm:012345 paired")
        terminal.expect(b"capability 3")
        terminal.expect(f"Does {ADDRESS} show 012345, too? [y/N] ".encode())
        terminal.send(b"y\n")
        terminal.expect(b"puppet: yes -")
        text = terminal.end(0)
        self.assertIn(f"{ADDRESS}: paired".encode(), text)
        self.assertIn(f"smsmodem -d bt:{ADDRESS} info".encode(), text)
        self.assertIn(b"pairing closed", text)

    def test_denied(self):
        for answer in (b"n\n", b"\n", b"yet\n", b"x" * 100 + b"\n"):
            terminal = self.terminal("confirm:012345 paired")
            terminal.expect(b"[y/N] ")
            terminal.send(answer)
            terminal.expect(b"puppet: no -")
            self.assertIn(b"you said no", terminal.end(75))

    def test_interrupted(self):
        for steps in ("confirm:1", "authorize", "enter-pin"):
            terminal = self.terminal(steps)
            terminal.expect(b"PIN" if steps == "enter-pin" else b"[y/N]")
            terminal.send(b"\x03")
            terminal.expect(b"puppet: no -")
            self.assertIn(b"pairing closed", terminal.end(75))

    def test_entered(self):
        terminal = self.terminal("enter-passkey enter-pin paired")
        terminal.expect(f"The six digits that {ADDRESS} shows: ".encode())
        terminal.send(b"123456\n")
        terminal.expect(b"puppet: yes 123456")
        terminal.expect(f"A PIN, the same here and on {ADDRESS}: ".encode())
        terminal.send(b"0000\n")
        terminal.expect(b"puppet: yes 0000")
        terminal.end(0)

    def test_shown(self):
        text = self.terminal("show-passkey:654321 show-pin:1234 paired").end(0)
        self.assertIn(f"Type 654321 on {ADDRESS}".encode(), text)
        self.assertIn(f"Type 1234 on {ADDRESS}".encode(), text)

    def test_authorized(self):
        terminal = self.terminal("authorize paired")
        terminal.expect(b"pair, without a number? [y/N] ")
        terminal.send(b"YES\n")
        terminal.end(0)

    def test_refused(self):
        self.assertIn(b"the other side refused", self.terminal("confirm:1", "--yes").end(1))

    def test_no_terminal(self):
        """Nothing can be shown or entered, which the other side is told; what asks is refused."""
        result = self.puppet("bt", "pair", ADDRESS, steps="paired")
        self.assertIn("capability 0", result.err)
        self.assertEqual(result.out, f"{ADDRESS}: paired\n")
        for steps, instead in (("confirm:1 paired", "--yes"), ("authorize paired", "--yes"),
                               ("enter-passkey paired", "--pin-file"), ("enter-pin paired", "--pin-file")):
            result = self.puppet("bt", "pair", ADDRESS, steps=steps, code=64)
            self.assertIn("there is no terminal to ask at", result.err)
            self.assertIn(instead, result.err)
            self.assertIn("puppet: no -", result.err)

    def test_yes(self):
        result = self.puppet("bt", "pair", ADDRESS, "--yes", steps="confirm:012345 authorize paired")
        self.assertIn("capability 2", result.err)
        self.assertEqual(result.err.count("puppet: yes -"), 2)
        self.assertIn("show 012345, too? [y/N] yes (--yes)", result.err)

    def test_pin_file(self):
        path = self.write("pin", "0000\r\nnot this\n")
        result = self.puppet("bt", "pair", ADDRESS, "--pin-file", path, steps="enter-pin paired")
        self.assertIn("puppet: yes 0000\n", result.err)

    def test_json(self):
        result = self.puppet("bt", "pair", ADDRESS, "--yes", "--json", steps="confirm:012345 show-pin:7 paired")
        device = {"device": f"bt:{ADDRESS}", "address": ADDRESS}
        self.assertEqual(result.json, [
            {"event": "pairing", **device, "step": "confirm", "passkey": "012345"},
            {"event": "pairing", **device, "step": "show-pin", "passkey": "7"}, {"event": "paired", **device}])
        result = self.puppet("bt", "pair", ADDRESS, "--json", steps="enter-pin", code=64)
        self.assertEqual([line["event"] for line in result.json], ["pairing", "error"])

    def test_trust_and_remove(self):
        device = {"device": f"bt:{ADDRESS}", "address": ADDRESS}
        for args, text, event in (
                (("trust", ADDRESS), "trusted", {"event": "trusted", **device, "trusted": True}),
                (("trust", "--no", ADDRESS), "no longer trusted", {"event": "trusted", **device, "trusted": False}),
                (("remove", "bt:" + ADDRESS), "removed", {"event": "removed", **device})):
            self.assertEqual(self.puppet("bt", *args).out, f"{ADDRESS}: {text}\n")
            self.assertEqual(self.puppet("bt", *args, "--json").json, [event])


if __name__ == "__main__":
    support.main()
