# SPDX-License-Identifier: GPL-3.0-or-later
"""`setup`: a profile for what was found, asked and chosen, and nothing else in the file touched."""
import os
import re
import signal
import stat
import subprocess
import time

import ports_support
import support
import terminal_support
from ports_support import IMEI, OTHER_IMEI, PUPPET


class Terminal(terminal_support.Terminal):
    def __init__(self, case, *args):
        super().__init__(case, PUPPET, *args)


class WithoutTerminal(ports_support.Case):
    def test_named_device(self):
        """A pty, and then the profile works."""
        phone = self.sim()
        result = self.smsmodem("setup", "e65", "-d", phone.device)
        self.assertRegex(result.out, rf"^e65 = {re.escape(phone.device)}  smsmodem simulated phone, IMEI \d{{15}}\n$")
        self.assertIn("bound by its IMEI", result.err)
        self.assertEqual(self.smsmodem("-p", "e65", "at", "AT+CGSN").out.strip(), self.settings("e65")["imei"])
        self.assertEqual(self.settings("e65")["device"], phone.device)

    def test_next(self):
        """What is to be typed next is a line for a shell."""
        for name, word in (("e65", "e65"), ("my phone", "'my phone'"), ("Ann's", "'Ann'\\''s'"), ("#1", "'#1'"),
                           ("a#1", "a#1"), ("$x`", "'$x`'"), ("B\u00f6", "'B\u00f6'"), ("'" * 49, "'" + "'\\''" * 49 + "'")):
            with self.subTest(name):
                result = self.smsmodem("-d", "sim:", "setup", name)
                self.assertIn(f"next: `smsmodem -p {word} console`\n", result.err)
                shown = subprocess.run(["sh", "-c", f"printf %s {word}"], check=True, capture_output=True, text=True)
                self.assertEqual(shown.stdout, name)

    def test_file_is_private(self):
        path = self.device(imei=IMEI)
        self.puppet("-d", path, "setup", "e65")
        self.assertEqual(stat.S_IMODE(os.stat(self.config_path).st_mode), 0o600)
        for directory in ("config", "config/smsmodem"):
            self.assertEqual(stat.S_IMODE(os.stat(self.path(directory)).st_mode), 0o700)
        self.assertEqual(os.listdir(self.path("config/smsmodem")), ["config"])

    def test_nothing_is_set(self):
        """What it says to a modem are questions."""
        path = self.device(imei=IMEI)
        self.puppet("-d", path, "setup", "e65")
        for line in self.devices[path].lines:
            self.assertRegex(line, r"^(AT|AT\+[A-Z]+(\?|=\?)|AT\+CG[A-Z]+)$")

    def test_bound_by(self):
        """(name, the machine's lines, -d, device=, bound_by, whether imei= is there); {} is the port."""
        path = self.device(imei=IMEI)
        rows = (
            ("serial", "{} 0403:6001 0 PHONE1 1-2 -", "{}", "usb:0403:6001:PHONE1#0", "usb-serial", False),
            ("no interface", "{} 0403:6001 - PHONE1 1-2 -", "{}", "usb:0403:6001:PHONE1", "usb-serial", False),
            ("no serial", "{} 12d1:1001 2 - 1-1.4 -", "{}", "usb:12d1:1001#2?port=1-1.4", "usb-port", True),
            ("with a speed", "{} 12d1:1001 2 - 1-1.4 -", "{}?baud=9600", "usb:12d1:1001#2?port=1-1.4&baud=9600",
             "usb-port", True),
            ("tty:", "{} 0403:6001 0 A 1-2 -", "tty:{}?flow=none", "usb:0403:6001:A#0?flow=none", "usb-serial", False),
            ("as it was named", "{} 0403:6001 0 PHONE1 1-2 -", "usb:0403:6001", "usb:0403:6001", "usb", False),
            ("no USB", "{} -:- - - - -", "{}", "{}", "imei", True),
            ("rfcomm", "{0} -:- - - bt:00:11:22:33:44:55/3 -\nbt 00:11:22:33:44:55 yes dun {0}", "{}",
             "bt:00:11:22:33:44:55/3", "bluetooth", False),
            ("address", "bt 00:11:22:33:44:55 yes dun {}", "bt:00:11:22:33:44:55", "bt:00:11:22:33:44:55",
             "bluetooth", False),
        )
        for name, lines, device, wanted, by, imei in rows:
            with self.subTest(name):
                self.machine(lines.format(path))
                done, = self.puppet("--json", "-d", device.format(path), "setup", name).json
                self.assertEqual((done["device"], done["bound_by"]), (wanted.format(path), by))
                self.assertEqual(done["imei"], IMEI if imei else None)
                self.assertEqual(self.settings(name).get("imei"), done["imei"])
                self.assertEqual(done["probe"]["imei"], IMEI)
                self.assertEqual((done["event"], done["name"], done["path"], done["replaced"], done["pin_file"]),
                                 ("profile", name, self.config_path, False, None))
                # it is found again
                self.assertEqual(self.puppet("-p", name, "at", "AT+CGSN").out, IMEI + "\n")

    def test_no_imei(self):
        path = self.device()
        done, = self.puppet("--json", "-d", path, "setup", "e65").json
        self.assertEqual((done["bound_by"], done["imei"]), ("path", None))

    def test_the_only_one(self):
        """Nobody is there to be asked: the one that talks SMS, by whichever of its ports comes first."""
        data, first, second = self.silent(), self.device(imei=IMEI), self.device(imei=IMEI)
        no_sms = self.device(sms=False, imei=OTHER_IMEI)
        self.machine(f"{data} 12d1:1001 0 - 1-1 -", f"{second} 12d1:1001 2 - 1-1 -", f"{first} 12d1:1001 1 - 1-1 -",
                     f"{no_sms} 0403:6001 0 GPS1 1-2 -")
        done, = self.puppet("--json", "--timeout", "1", "setup", "stick").json
        self.assertEqual(done["device"], "usb:12d1:1001#1?port=1-1")
        self.assertEqual(done["probe"]["rank"], 1)
        self.assertIn("the first of 2 ways to this modem", done["probe"]["why"])

    def test_several(self):
        one, two = self.device(imei=IMEI), self.device(imei=OTHER_IMEI)
        self.machine(f"{one} 12d1:1001 0 - 1-1 -", f"{two} 12d1:1001 0 - 1-2 -")
        result = self.puppet("setup", "stick", code=64)
        self.assertIn("2 modems were found", result.err)
        self.assertIn("usb:12d1:1001?port=1-1", result.err)
        self.assertIn(OTHER_IMEI, result.err)
        self.assertFalse(os.path.exists(self.path("config")))

    def test_none(self):
        self.assertIn("no device that was found talks SMS", self.puppet("setup", "stick", code=64).err)
        self.machine(f"{self.device(sms=False)} -:- - - - -")
        self.assertIn("knows no SMS", self.puppet("setup", "stick", code=64).err)
        self.assertFalse(os.path.exists(self.path("config")))

    def test_silent_device(self):
        path = self.silent()
        result = self.puppet("--timeout", "1", "-d", path, "setup", "e65", code=69)
        self.assertIn("no modem answers on", result.err)
        self.assertFalse(os.path.exists(self.path("config")))
        self.puppet("--timeout", "1", "-d", path, "setup", "--force", "e65")
        self.assertEqual(self.settings("e65"), {"device": path})
        self.puppet("-d", self.path("nothing"), "setup", "other", code=69)

    def test_there_already(self):
        path = self.device(imei=IMEI)
        before = "# mine\n[e65]\ndevice = /dev/old ; the old one\n\timei=1\n  # why\nsmsc = +491\n\n[other]\ndevice=/dev/x\n"
        self.write("config/smsmodem/config", before)
        result = self.puppet("-d", path, "setup", "e65", code=64)
        self.assertIn(f"{self.config_path}:2", result.err)
        self.assertEqual(self.config(), before)
        done, = self.puppet("--json", "-d", path, "setup", "--force", "e65").json
        self.assertTrue(done["replaced"])
        self.assertEqual(self.config(), f"# mine\n[e65]\ndevice = {path}\nimei = {IMEI}\n  # why\nsmsc = +491\n\n"
                                        "[other]\ndevice=/dev/x\n")

    def test_rest_of_the_file(self):
        """(before, behind it) where the new section goes to the end."""
        path = self.device(imei=IMEI)
        new = f"[e65]\ndevice = {path}\nimei = {IMEI}\n"
        for before, wanted in (("", new), ("report = yes", "report = yes\n\n" + new), ("[a]\n\n", "[a]\n\n" + new),
                               ("# only this\r\n", "# only this\r\n\r\n" + new.replace("\n", "\r\n")),
                               ("\ufeff[e65]\nreport=yes\n", f"\ufeff{new}report=yes\n"),
                               ("[e65]", new), ("[e65x]\n", "[e65x]\n\n" + new)):
            with self.subTest(before):
                self.write("config/smsmodem/config", before)
                self.puppet("-d", path, "setup", "--force", "e65")
                with open(self.config_path, encoding="utf-8", newline="") as file:
                    self.assertEqual(file.read(), wanted)
                self.puppet("-p", "e65", "at", "AT")

    def test_mode_and_link_are_kept(self):
        path = self.device(imei=IMEI)
        real = self.write("dotfiles/smsmodem", "[a]\n")
        os.chmod(real, 0o640)
        os.makedirs(self.path("config/smsmodem"))
        os.symlink(real, self.config_path)
        self.puppet("-d", path, "setup", "e65")
        self.assertTrue(os.path.islink(self.config_path))
        self.assertEqual(stat.S_IMODE(os.stat(real).st_mode), 0o640)
        self.assertIn("[e65]", self.read("dotfiles/smsmodem"))

    def test_named_file(self):
        """--config and SMSMODEM_CONFIG may name one that is not there yet."""
        path = self.device(imei=IMEI)
        self.puppet("--config", self.path("new/one"), "-d", path, "setup", "e65")
        self.assertIn("[e65]", self.read("new/one"))
        self.env["SMSMODEM_CONFIG"] = self.path("new/two")
        self.env["SMSMODEM_PROFILE"] = "none"  # of no concern here
        self.puppet("-d", path, "setup", "e65")
        self.assertIn("[e65]", self.read("new/two"))

    def test_cannot_be_written(self):
        path = self.device(imei=IMEI)
        self.write("file", "")
        result = self.puppet("--config", self.path("file/config"), "-d", path, "setup", "e65", code=None)
        self.assertIn(result.code, (74, 78), result)
        self.env.pop("XDG_CONFIG_HOME")
        self.env.pop("HOME")
        self.assertIn("nowhere to write", self.puppet("-d", path, "setup", "e65", code=78).err)

    def test_broken_file(self):
        """What cannot be read is not written to."""
        path = self.device(imei=IMEI)
        self.write("config/smsmodem/config", "[a]\ndevise=/dev/x\n")
        self.assertIn(f"{self.config_path}:2: there is no setting \"devise\"",
                      self.puppet("-d", path, "setup", "e65", code=78).err)
        self.assertEqual(self.config(), "[a]\ndevise=/dev/x\n")

    def test_names(self):
        path = self.device(imei=IMEI)
        for name in ("", " a", "a ", "a]b", "a;b", "a\nb", "a\x1b", "x" * 50, b"\xff"):
            with self.subTest(name):
                self.puppet("-d", path, "setup", name, code=64)
        for name in ("x" * 49, "Ann's phone", "日本", "a=b", "#1"):
            with self.subTest(name):
                self.puppet("-d", path, "setup", "--", name)
                self.puppet("-p", name, "at", "AT")
        self.puppet("setup", code=64)
        self.puppet("setup", "a", "b", code=64)

    def test_pin_file_is_a_path(self):
        path = self.device(imei=IMEI, pin="SIM PIN")
        self.write("pin", "1234\n")
        result = self.puppet("-d", path, "setup", "one")
        self.assertIn("the SIM wants its PIN", result.err)
        self.puppet("-d", path, "--pin-file", "pin", "setup", "two", cwd=self.dir)
        self.assertEqual(self.settings("two")["pin-file"], self.path("pin"))
        self.assertNotIn("1234", self.config())
        self.assertNotIn("AT+CPIN=", "".join(self.devices[path].lines))

    def test_wrong_binding(self):
        """What the file could not say again is refused."""
        path = self.device(imei=IMEI)
        link = self.path("a ;b")
        os.symlink(path, link)
        self.puppet("-d", link, "setup", "e65", code=78)
        self.assertFalse(os.path.exists(self.path("config")))


class AtTheTerminal(ports_support.Case):
    def setUp(self):
        super().setUp()
        self.one, self.two = self.device(imei=IMEI), self.device(imei=OTHER_IMEI)
        self.machine(f"{self.one} 0403:6001 0 PHONE1 1-1 -", f"{self.two} 0403:6001 0 PHONE2 1-2 -")

    def no_profile(self):
        self.assertFalse(os.path.exists(self.config_path))

    def test_default(self):
        terminal = Terminal(self, "setup", "e65")
        terminal.until(r"rank +device +what it does\n +1 +usb:0403:6001:PHONE1 +talks AT and SMS in PDU mode, tells")
        terminal.until(r"Which one.* \[1\]: ")
        terminal.type("\n")
        terminal.until(r"e65 = usb:0403:6001:PHONE1#0  Puppets Stick 7, IMEI " + IMEI)
        terminal.until("bound by its USB serial number")
        self.assertEqual(terminal.code(), 0)
        self.assertEqual(self.settings("e65"), {"device": "usb:0403:6001:PHONE1#0"})

    def test_second(self):
        terminal = Terminal(self, "setup", "e65")
        for answer in ("3\n", "x\n", "0\n", "  2 \n"):
            terminal.until(r"\[1\]: ")
            terminal.type(answer)
        self.assertEqual(terminal.code(), 0)
        self.assertEqual(terminal.text.count("That is no rank"), 3)
        self.assertEqual(self.settings("e65"), {"device": "usb:0403:6001:PHONE2#0"})

    def test_another_device(self):
        third = self.device(imei="111111111111119")
        terminal = Terminal(self, "setup", "e65")
        terminal.until(r"\[1\]: ")
        terminal.type(third + "\n")
        self.assertEqual(terminal.code(), 0)
        self.assertEqual(self.settings("e65"), {"device": third, "imei": "111111111111119"})

    def test_named_by_usb(self):
        """Its port is known, and it is written as it was named."""
        terminal = Terminal(self, "setup", "e65")
        terminal.until(r"\[1\]: ")
        terminal.type("usb:0403:6001:PHONE2\n")
        terminal.until("usb:0403:6001:PHONE2 +talks AT.*; now " + re.escape(self.two))
        self.assertEqual(terminal.code(), 0)
        self.assertEqual(self.settings("e65"), {"device": "usb:0403:6001:PHONE2"})

    def test_no_good(self):
        self.machine(f"{self.one} 0403:6001 0 PHONE1 1-1 -", f"{self.two} 0403:6001 0 PHONE2 1-2 4711")
        terminal = Terminal(self, "setup", "e65")
        terminal.until(r"\[1\]: ")
        terminal.type("2\n")
        terminal.until(r"in use by minicom \(process 4711\)\nTake it all the same \[no\]: ")
        terminal.type("\n")
        terminal.until(r"\[1\]: ")
        terminal.type("2\n")
        terminal.until(r"Take it all the same \[no\]: ")
        for answer in ("perhaps\n", "/dev/serial/by-id/usb-another\n"):
            terminal.type(answer)
            terminal.until(r"yes or no")
        terminal.type("y\n")
        self.assertEqual(terminal.code(), 0)
        self.assertEqual(self.settings("e65"), {"device": "usb:0403:6001:PHONE2#0"})

    def test_leaving(self):
        """Ctrl-C, Ctrl-D, a signal: at any question, and nothing is left behind."""
        for how in ("\x03", "\x04", signal.SIGTERM):
            with self.subTest(how):
                terminal = Terminal(self, "setup", "e65")
                terminal.until(r"\[1\]: ")
                if isinstance(how, str):
                    terminal.type(how)
                else:
                    terminal.process.send_signal(how)
                terminal.until("nothing has been written")
                self.assertEqual(terminal.code(), 75)
                self.no_profile()

    def test_leaving_while_asking(self):
        """The devices are asked for a minute; a signal ends it at once."""
        self.machine(*(f"{self.silent()} -:- - - - -" for _ in range(5)))
        terminal = Terminal(self, "--timeout", "60", "setup", "e65")
        terminal.until("asking 5 devices")
        start = time.monotonic()
        terminal.process.send_signal(signal.SIGINT)
        self.assertEqual(terminal.code(), 75)
        self.assertLess(time.monotonic() - start, 20)
        self.no_profile()

    def test_replace(self):
        self.write("config/smsmodem/config", "[e65]\ndevice=/dev/old\n")
        terminal = Terminal(self, "setup", "e65")
        terminal.until(r"e65 is there already, for /dev/old: replace it \[no\]: ")
        terminal.type("\n")
        self.assertEqual(terminal.code(), 75)
        self.assertEqual(self.config(), "[e65]\ndevice=/dev/old\n")
        terminal = Terminal(self, "setup", "e65")
        terminal.until(r"replace it \[no\]: ")
        terminal.type("yes\n")
        terminal.until(r"\[1\]: ")
        terminal.type("\n")
        self.assertEqual(terminal.code(), 0)
        self.assertEqual(self.config(), "[e65]\ndevice = usb:0403:6001:PHONE1#0\n")

    def test_named_and_there(self):
        """Of a device that is none nobody is asked anything."""
        self.write("config/smsmodem/config", "[e65]\ndevice=/dev/old\n")
        terminal = Terminal(self, "-d", "phone", "setup", "e65")
        self.assertEqual(terminal.code(), 64)
        self.assertNotIn("replace", terminal.text)
        terminal = Terminal(self, "-d", self.one, "setup", "e65")
        terminal.until(r"replace it \[no\]: ")
        terminal.type("yes\n")
        self.assertEqual(terminal.code(), 0)
        self.assertEqual(self.settings("e65"), {"device": "usb:0403:6001:PHONE1#0"})

    def test_pin(self):
        locked = self.device(imei=IMEI, pin="SIM PIN")
        self.machine(f"{locked} 0403:6001 0 PHONE1 1-1 -")
        self.write("pin", "1234\n")
        terminal = Terminal(self, "setup", "e65")
        terminal.until(r"when it has got its SIM PIN")
        terminal.until(r"\[1\]: ")
        terminal.type("\n")
        for answer, complaint in (("1234\n", "looks like the PIN"), ("/nowhere\n", "cannot be read")):
            terminal.until(r"\(not the PIN itself\) \[none\]: ")
            terminal.type(answer)
            terminal.until(complaint)
        terminal.until(r"\[none\]: ")
        terminal.type("~/pin\n")
        terminal.until("Others may read")
        self.assertEqual(terminal.code(), 0)
        self.assertEqual(self.settings("e65")["pin-file"], self.path("pin"))

    def test_phone(self):
        self.machine(f"bt 00:11:22:33:44:55 yes dun {self.one}", f"bt 00:11:22:33:44:66 no dun {self.two}")
        terminal = Terminal(self, "setup", "e65")
        terminal.until(r"1 +bt:00:11:22:33:44:55 +talks AT.*; Ann's phone\n +2 .*not paired")
        terminal.until(r"\[1\]: ")
        terminal.type("\n")
        self.assertEqual(terminal.code(), 0)
        self.assertEqual(self.settings("e65"), {"device": "bt:00:11:22:33:44:55"})

    def test_by_name(self):
        self.machine(f"bt 00:11:22:33:44:55 yes dun {self.one}")
        self.puppet("-d", "bt:ann's phone", "setup", "e65")
        self.assertEqual(self.settings("e65"), {"device": "bt:00:11:22:33:44:55"})


if __name__ == "__main__":
    support.main()
