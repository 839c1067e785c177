# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles: listed, shown with where each value is from, removed, and the modem that one is for."""
import os
import threading

import ports_support
import support
import terminal_support
from ports_support import IMEI, OTHER_IMEI

CONFIG = """; for all
report = yes

[e65]
device = usb:0403:6001:PHONE1
smsc = +491

# the office's
[office]
device = tcp:modems.example.net:4001 ; behind a wall
imei = 490154203237518
pin-file = /etc/pin

[empty]
"""


class Profiles(ports_support.Case):
    def given(self, text=CONFIG):
        return self.write("config/smsmodem/config", text)

    def test_list(self):
        path = self.given()
        self.assertEqual(self.smsmodem("profile", "list", "--json").json, [
            {"event": "profile", "name": "e65", "device": "usb:0403:6001:PHONE1", "imei": None, "path": path, "line": 4},
            {"event": "profile", "name": "office", "device": "tcp:modems.example.net:4001", "imei": IMEI, "path": path,
             "line": 9},
            {"event": "profile", "name": "empty", "device": None, "imei": None, "path": path, "line": 14}])
        self.assertEqual(self.smsmodem("profile").out.splitlines(), [
            f"e65     usb:0403:6001:PHONE1  {path}:4",
            f"office  tcp:modems.example.net:4001  IMEI {IMEI}  {path}:9",
            f"empty   no device  {path}:14"])
        self.assertEqual(self.smsmodem("profile", "list", "--names").out, "e65\noffice\nempty\n")

    def test_columns(self):
        """A character beyond ASCII is one of them."""
        path = self.given("[Bj\u00f6rn]\n[Anna]\n[\u4e2d\u00df]\n")
        self.assertEqual(self.smsmodem("profile").out.splitlines(), [
            f"Bj\u00f6rn  no device  {path}:1", f"Anna   no device  {path}:2", f"\u4e2d\u00df     no device  {path}:3"])

    def test_none(self):
        result = self.smsmodem("profile", "list")
        self.assertEqual(result.out, "")
        self.assertIn("`smsmodem setup NAME` makes one", result.err)
        for verb in ("show", "remove"):
            self.assertIn("nor any other", self.smsmodem("profile", verb, "e65", code=78).err)

    def test_show(self):
        path = self.given()
        self.assertEqual(self.smsmodem("profile", "show", "office").out, "\n".join((
            "[office]", f"device = tcp:modems.example.net:4001  ; {path}:10", f"imei = {IMEI}  ; {path}:11",
            f"pin-file = /etc/pin  ; {path}:12", f"report = yes  ; {path}:2, for all", "")))
        shown, = self.smsmodem("-p", "e65", "profile", "show", "--json").json
        self.assertEqual(shown, {"event": "profile", "name": "e65", "values": {
            "device": {"value": "usb:0403:6001:PHONE1", "path": path, "line": 5},
            "smsc": {"value": "+491", "path": path, "line": 6},
            "report": {"value": "yes", "path": path, "line": 2}}})
        self.assertIn("known: e65, office, empty", self.smsmodem("profile", "show", "nix", code=78).err)

    def test_shown_is_a_profile(self):
        """What show prints is read as it was."""
        self.given()
        again = self.write("again", self.smsmodem("profile", "show", "office").raw)
        shown, = self.smsmodem("--config", again, "profile", "show", "office", "--json").json
        self.assertEqual(shown["values"]["device"]["value"], "tcp:modems.example.net:4001")

    def test_remove(self):
        self.given()
        self.assertIn("removed", self.smsmodem("profile", "remove", "e65").err)
        self.assertEqual(self.config(), "; for all\nreport = yes\n\n" + CONFIG[CONFIG.index("# the office"):])
        removed, = self.smsmodem("profile", "remove", "office", "--json").json
        self.assertEqual(removed, {"event": "removed", "name": "office", "path": self.config_path})
        self.assertEqual(self.config(), "; for all\nreport = yes\n\n# the office's\n[empty]\n")
        self.smsmodem("profile", "remove", "empty")
        self.smsmodem("profile", "remove", "empty", code=78)
        self.assertEqual(self.config(), "; for all\nreport = yes\n\n# the office's\n")

    def test_twice_in_a_file(self):
        """Sections of one name are one; the later value counts."""
        self.given("[a]\ndevice=/dev/one\nsmsc=+1\n[b]\n[a]\ndevice=/dev/two\n")
        shown, = self.smsmodem("profile", "show", "a", "--json").json
        self.assertEqual({key: value["line"] for key, value in shown["values"].items()}, {"device": 6, "smsc": 3})
        self.assertEqual(self.smsmodem("profile", "list", "--names").out, "a\nb\n")
        self.smsmodem("profile", "remove", "a")
        self.assertEqual(self.config(), "[b]\n")

    def test_usage(self):
        for args in (("shwo",), ("show",), ("show", "a", "b"), ("list", "a"), ("show", "a", "--names")):
            self.smsmodem("profile", *args, code=64)

    def test_escapes(self):
        """A file may come from elsewhere."""
        self.given("[\x1b]0;a\x07]\n[x\x1b[2J]\ndevice=\x1b]0;owned\x07\n")
        for args in (("list",), ("list", "--names"), ("show", "\x1b"), ("show", "x\x1b[2J")):
            result = self.smsmodem("profile", *args, code=None)
            self.assertNotIn("\x1b", result.out + result.err)


class Files(ports_support.Case):
    """Configuration files that are wrong, or look so."""

    def run_with(self, octets, code, *args):
        path = self.write("config/smsmodem/config", octets)
        return path, self.smsmodem(*(args or ("-p", "a", "encode", "+491701234567", "hello")), code=code)

    def test_wrong(self):
        """(file, line, words)"""
        for octets, line, words in (
                ("[a]\ndevise=/dev/x\n", 2, "there is no setting \"devise\"; known: device, imei, pin-file"),
                ("[b]\nbaud=1\nspeed=2\n[a]\n", 2, '"baud"'),
                ("[a]\nnothing\n", 2, "not an INI line"),
                ("[a\ndevice=/dev/x\n", 1, "no ']'"),
                ("[a]\n" + "x" * 300 + "=1\n", 2, "longer than 198 characters"),
                ("[a]\ndevice=" + "/x" * 200 + "\n", 2, "longer than 198 characters"),
                (b"[a]\ndevice=/dev/\0x\n", 2, "NUL"),
                (b"\0" * 1000, 1, "NUL"),
                ("[" + "a" * 50 + "]\n", 1, "at most 49"),
                ("[a]\ntimeout=never\n", 2, "timeout= takes seconds"),
                ("[a]\n\n\nimei=12\n", 4, "14 to 17 digits"),
                ("report=perhaps\n[a]\n", 1, 'report= takes yes or no, not "perhaps"'),
                ("[a]\ntransliterate=xx\n", 2, "transliterate= takes yes or no"),
                ("[a]\nplain=YES\n", 2, "plain= takes yes or no"),
                ("[a]\npin-blind=2\n", 2, "pin-blind= takes yes or no"),
                ("[a]\nsmsc=foo\n", 2, "smsc= takes a number"),
                ("[a]\nsmsc=+\n", 2, "smsc= takes a number"),
                ("[a]\nlanguage=klingon\n", 2, "there is no language"),
                (b"\x1b[2J\xff\xfe=1\n", 1, "")):
            with self.subTest(octets):
                for args in ((), ("-p", "a", "-d", "sim:", "info")):
                    path, result = self.run_with(octets, 78, *args)
                    self.assertIn(f"{path}:{line}: ", result.err)
                    self.assertIn(words, result.err)
                    self.assertEqual(len(result.err.splitlines()), 1)
                    self.assertNotIn("\x1b", result.err)

    def test_right(self):
        for octets in ("[a]\nreport=\nplain=off\ntransliterate=0\npin-blind=false\nsmsc=\n", "[a]\nsmsc=491710760000\n",
                       "report=perhaps\n[a]\nreport=no\n[b]\nsmsc=foo\n", "[a]", "\ufeff[a]\n", "[a]\r\nreport=yes\r\n", "#" + "x" * 5000 + "\n[a]\n", "  [a]  \n\treport: yes",
                       "[a]\n\n   \nreport=yes ; a comment\n;[b]\n", "[a]\nescape=none\nplain=yes\n"):
            with self.subTest(octets):
                self.run_with(octets, 0)

    def test_indented(self):
        """It is a setting of its own, and no more of the one above."""
        self.run_with("[a]\ndevice=/dev/x\n   smsc=+491\n", 0)
        shown, = self.smsmodem("profile", "show", "a", "--json").json
        self.assertEqual(shown["values"]["device"]["value"], "/dev/x")
        self.assertEqual(shown["values"]["smsc"]["value"], "+491")

    def test_unreadable(self):
        path = self.write("config/smsmodem/config", "[a]\n")
        os.unlink(path)
        os.mkdir(path)
        self.assertIn("cannot read the configuration", self.smsmodem("profile", code=78).err)
        os.rmdir(path)
        self.assertIn("no such file", self.smsmodem("--config", path, "info", code=78).err)
        self.write("config/smsmodem/config", b"#" + b"\n" * (1 << 20))
        self.assertIn("is over 1048576 octets", self.smsmodem("profile", code=78).err)
        if os.geteuid() != 0:
            self.write("config/smsmodem/config", "[a]\n")
            os.chmod(path, 0)
            self.assertIn("cannot read the configuration", self.smsmodem("profile", code=78).err)

    def test_no_device(self):
        for octets, line in (("[a]\n", 1), ("\n[a]\ndevice=\n", 2), ("[b]\ndevice=sim:\n[a]\n", 3)):
            with self.subTest(octets):
                path, result = self.run_with(octets, 78, "-p", "a", "at", "AT")
                self.assertIn(f'{path}:{line}: the profile "a" has no device: add device=', result.err)
        self.assertIn("no device given", self.run_with("[a]\n", 64, "at", "AT")[1].err)
        self.run_with("[a]\n", 0, "-p", "a", "-d", "sim:", "at", "AT")

    def test_named_file_is_not_there(self):
        for verb in ("list", "show", "remove"):
            result = self.smsmodem("--config", "nowhere", "-p", "a", "profile", verb, code=78)
            self.assertIn("nowhere", result.err)
            self.assertNotIn("setup", result.err)

    def test_wrong_device(self):
        """A device that is none is the file's fault, and named with its line; one given by hand is not."""
        for device in ("ttyUSB0", "usb:xyz", "bt:", "tcp:nowhere", "sim:?nonsense=1", "/dev/null?baud=x"):
            with self.subTest(device):
                path, result = self.run_with(f"[a]\n\ndevice={device}\n", 78, "-p", "a", "info")
                self.assertIn(f"smsmodem: {path}:3: ", result.err)
                self.assertNotIn(":3: ", self.smsmodem("-d", device, "info", code=64).err)


class Identity(ports_support.Case):
    """imei=: the modem that a profile is for, wherever it is."""

    def profile(self, text):
        self.write("config/smsmodem/config", "[a]\n" + text)

    def test_right_one(self):
        path = self.device(imei=IMEI)
        self.profile(f"device={path}\nimei={IMEI}\n")
        result = self.puppet("-p", "a", "at", "AT")
        self.assertEqual(result.err, "")
        self.assertEqual(self.devices[path].lines, ["AT+CGSN", "AT"])

    def test_version_instead_of_check_digit(self):
        path = self.device(imei=IMEI[:14] + "07")
        self.profile(f"device={path}\nimei={IMEI}\n")
        self.puppet("-p", "a", "at", "AT")

    def test_renumbered(self):
        """Two modems have changed places, or the port is gone, busy, or silent."""
        right, wrong, silent = self.device(imei=IMEI), self.device(imei=OTHER_IMEI), self.silent()
        self.machine(f"{wrong} 12d1:1001 0 - 1-1 -", f"{right} 12d1:1001 0 - 1-2 -")
        for device in (wrong, self.path("gone"), silent, f"{wrong}?baud=9600", "usb:12d1:1001#0?port=1-1", "usb:dead:beef"):
            with self.subTest(device):
                self.profile(f"device={device}\nimei={IMEI}\n")
                result = self.puppet("-p", "a", "--timeout", "1", "at", "AT+CGSN")
                self.assertEqual(result.out, IMEI + "\n")
                self.assertIn(f"{device} is not the modem of this profile now; it is taken from {right}", result.err)

    def test_imei_alone(self):
        right = self.device(imei=IMEI)
        self.machine(f"{right} 12d1:1001 0 - 1-1 -")
        self.profile(f"imei={IMEI}\n")
        self.assertEqual(self.puppet("-p", "a", "at", "AT+CGSN").out, IMEI + "\n")
        self.machine()
        self.assertIn("is on no port", self.puppet("-p", "a", "at", "AT", code=69).err)

    def test_best_port(self):
        """Of several ports of the modem the one that takes messages."""
        poor, good = self.device(imei=IMEI, sms=False), self.device(imei=IMEI)
        self.machine(f"{poor} 12d1:1001 0 - 1-1 -", f"{good} 12d1:1001 1 - 1-1 -")
        self.profile(f"imei={IMEI}\n")
        self.puppet("-p", "a", "at", "AT+CMGF=?")

    def test_another_one(self):
        """It is refused, and both are named."""
        wrong = self.device(imei=OTHER_IMEI)
        self.machine(f"{wrong} 12d1:1001 0 - 1-1 -")
        self.profile(f"device={wrong}\nimei={IMEI}\n")
        result = self.puppet("-p", "a", "at", "AT+CFUN=0", code=69)
        self.assertIn(f"{wrong} is another modem: its IMEI is {OTHER_IMEI}, and the profile is for {IMEI}", result.err)
        self.assertNotIn("AT+CFUN=0", self.devices[wrong].lines)

    def test_not_told(self):
        wrong = self.device()
        self.profile(f"device={wrong}\nimei={IMEI}\n")
        self.assertIn("its IMEI is not told", self.puppet("-p", "a", "at", "AT", code=69).err)

    def test_address_is_not_searched_for(self):
        """What names the device itself is refused at once."""
        wrong, right = self.device(imei=OTHER_IMEI), self.device(imei=IMEI)
        self.machine(f"bt 00:11:22:33:44:55 yes dun {wrong}", f"{right} 12d1:1001 0 - 1-1 -")
        self.profile(f"device=bt:00:11:22:33:44:55\nimei={IMEI}\n")
        self.assertIn("is another modem", self.puppet("-p", "a", "at", "AT", code=69).err)
        self.assertEqual(self.devices[right].lines, [])

    def test_another_device_by_hand(self):
        """Who names a device means that one."""
        wrong = self.device(imei=OTHER_IMEI)
        self.profile(f"device=/dev/nowhere\nimei={IMEI}\n")
        self.assertEqual(self.puppet("-p", "a", "-d", wrong, "at", "AT+CGSN").out, OTHER_IMEI + "\n")
        self.env["SMSMODEM_DEVICE"] = wrong
        self.assertEqual(self.puppet("-p", "a", "at", "AT+CGSN").out, OTHER_IMEI + "\n")

    def test_console_comes_back(self):
        """The phone goes, and one with its IMEI comes; who else is there is not asked all the time."""
        phone, other = self.sim(), self.device(imei=OTHER_IMEI)
        self.machine(f"{other} 12d1:1001 0 - 1-1 -")
        self.puppet("-d", phone.device, "setup", "a")
        self.env["TERM"] = "dumb"
        terminal = terminal_support.Terminal(self, ports_support.PUPPET, "-p", "a", "console")
        terminal.until("at> ")
        phone.tell("unplug")
        terminal.until("waiting for .* to come back")
        phone.stop()
        self.sim()
        terminal.until("is back")
        terminal.until("at> ")
        terminal.type("AT+CGSN\r")
        terminal.until(IMEI)
        terminal.type("\x04")
        self.assertEqual(terminal.code(), 0)
        self.assertLessEqual(self.devices[other].lines.count("AT"), 2)

    def test_interrupted(self):
        asked = threading.Event()
        wire = support.Wire(self, lambda octets: asked.set() or b"")
        self.machine(f"{wire.path} -:- - - - -")
        self.profile(f"imei={IMEI}\n")
        started = self.start("-p", "a", "--timeout", "60", "at", "AT", program=ports_support.PUPPET)
        self.assertTrue(asked.wait(support.PATIENCE))
        started.terminate()
        self.assertEqual(self.finish(started).code, 75)


if __name__ == "__main__":
    support.main()
