# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairing by bluetoothd, and what paired devices may and are called.

The controllers of btvirt do just works and numeric comparison, whose number is always 000000.
Passkey entry turns into a comparison there; and a PIN is never asked for, as bluetoothd switches
Secure Simple Pairing on, which btvirt keeps even where it is switched off again.
"""
import contextlib
import fcntl
import os
import signal
import termios

import vm_support
from bluetooth_agent import Person
from vm_support import COMPUTER, PHONE

ABSENT = "00:11:22:33:44:66"
CHANNEL = 5
NUMBER = "000000"
DEVICE = "org.bluez.Device1"


class Pairing(vm_support.Case):
    """From the computer, hci1, to the phone, hci0."""

    def setUp(self):
        super().setUp()
        self.phone = vm_support.address(PHONE)
        self.computer = vm_support.address(COMPUTER)

    def bt(self, verb, *args, code=0, **options):
        return self.smsmodem("bt", verb, *args, "--adapter", COMPUTER, code=code, **options)

    def pair(self, person):
        """Paired, and bluetoothd has read the phone's records."""
        result = self.bt("pair", self.phone)
        vm_support.wait_for(lambda: self.known(person)["UUIDs"], "the phone's services")
        return result

    def known(self, person):
        """The phone's properties as the computer's side of bluetoothd has them, or None."""
        for interfaces in person.objects().values():
            device = interfaces.get(DEVICE, {})
            if device.get("Address") == self.phone:
                return device
        return None

    def rename(self, person, controller, address, alias):
        path = f"/org/bluez/{controller}/dev_{address.replace(':', '_')}"
        person.set(path, DEVICE, "Alias", alias)

    def asked(self):
        """(the program, its terminal) once it has asked there."""
        master, slave = os.openpty()
        self.addCleanup(os.close, master)
        process = self.start("bt", "pair", self.phone, "--adapter", COMPUTER, stdin=slave,
                             start_new_session=True,
                             preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        seen = b""
        while b"[y/N]" not in seen:
            seen += os.read(master, 1024)
        self.assertIn(f"Does {self.phone} show {NUMBER}, too?", seen.decode())
        return process, master


class Paired(Pairing):
    """What goes well. One bluetoothd for all; nothing is paired before a test and after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(vm_support.bluetoothd())

    def setUp(self):
        super().setUp()
        self.addCleanup(self.forget)

    def forget(self):
        person = Person(self, None)
        for path, interfaces in person.objects().items():
            if DEVICE in interfaces:
                person.call(os.path.dirname(path), "org.bluez.Adapter1", "RemoveDevice", "(o)",
                            path)
        person.leave()

    def test_just_works_and_remove(self):
        """Nobody to be asked on either side."""
        person = Person(self, None)
        self.assertIn(f"{self.phone}: paired", self.pair(person).out)
        self.assertTrue(self.known(person)["Paired"])
        # once more: it is, and nobody is asked
        self.assertEqual(self.bt("pair", self.phone, "--json").json[-1]["event"], "paired")
        self.bt("remove", self.phone)
        self.assertIsNone(self.known(person))
        gone = self.bt("remove", self.phone, code=69)
        self.assertIn("does not know", gone.err)

    def test_trust(self):
        person = Person(self, None)
        self.pair(person)
        self.assertFalse(self.known(person)["Trusted"])
        self.bt("trust", self.phone)
        self.assertTrue(self.known(person)["Trusted"])
        self.bt("trust", "--no", self.phone)
        self.assertFalse(self.known(person)["Trusted"])
        self.bt("trust", ABSENT, code=69)

    def test_numeric_comparison(self):
        person = Person(self, "DisplayYesNo")
        events = self.bt("pair", self.phone, "--yes", "--json").json
        self.assertEqual([event.get("step") for event in events], ["confirm", None])
        self.assertEqual(events[0]["passkey"], NUMBER)
        self.assertEqual(events[1]["event"], "paired")
        self.assertEqual([call[0] for call in person.asked], ["RequestConfirmation"])
        self.assertEqual(f"{person.asked[0][2]:06}", NUMBER)
        self.assertTrue(self.known(person)["Paired"])

    def test_not_there(self):
        absent = self.bt("pair", ABSENT, "--timeout", "3", code=69)
        self.assertIn("was not seen; make it visible", absent.err)

    def test_yes(self):
        person = Person(self, "DisplayYesNo")
        process, terminal = self.asked()
        os.write(terminal, b"y\n")
        self.assertEqual(self.finish(process).code, 0)
        self.assertTrue(self.known(person)["Paired"])

    def at(self, device, code=0):
        return self.smsmodem("-d", "bt:" + device, "at", "ATI", code=code)

    def test_security_wants_pairing(self):
        phone = self.sim(f"--rfcomm={CHANNEL}", "--adapter", PHONE)
        self.assertTrue(phone.ready["device"].startswith(f"bt:{self.phone}"))
        self.pair(Person(self, None))
        self.enterContext(vm_support.held_link())
        for device in (f"{self.phone}/{CHANNEL}", self.phone):
            for security in ("medium", "low"):
                self.at(f"{device}?security={security}&adapter={COMPUTER}")
        self.bt("remove", self.phone)
        for device in (f"{self.phone}/{CHANNEL}", self.phone):
            for security in ("medium", "high"):
                refused = self.at(f"{device}?security={security}&adapter={COMPUTER}", code=77)
                self.assertIn(f"smsmodem bt pair {self.phone}", refused.err)

    def test_a_key_for_one_connection(self):
        """The kernel makes one by itself, where nobody is asked; that is no pairing."""
        self.sim(f"--rfcomm={CHANNEL}", "--adapter", PHONE)
        person = Person(self, None)
        vm_support.no_link()
        # the key lasts as long as the link
        client = self.start("-d", f"bt:{self.phone}/{CHANNEL}?adapter={COMPUTER}", "at",
                            "--expect", "+NEVER", "AT")
        vm_support.wait_for(lambda: (self.known(person) or {}).get("Paired"), "the key")
        self.assertFalse(self.known(person)["Bonded"])
        for device in (f"{self.phone}/{CHANNEL}?security=medium&adapter={COMPUTER}",
                       f"{vm_support.PHONE_NAME}?adapter={COMPUTER}"):
            unpaired = self.smsmodem("-d", "bt:" + device, "at", "ATI", code=77)
            self.assertIn(f"smsmodem bt pair {self.phone}", unpaired.err)
        self.assertIsNone(client.poll())
        paired = self.smsmodem("bt", "pair", self.phone, "--adapter", COMPUTER)
        self.assertIn(f"{self.phone}: paired", paired.out)
        self.assertEqual(self.finish(client).code, 74)
        self.assertTrue(self.known(person)["Bonded"])

    def test_name_and_alias(self):
        self.sim(f"--rfcomm={CHANNEL}", "--adapter", PHONE)
        person = Person(self, None)
        self.pair(person)
        self.enterContext(vm_support.held_link())
        name = self.known(person)["Name"]
        self.assertEqual(name, vm_support.PHONE_NAME)
        # without the controller: it is the one that is paired with the phone
        for spelled in (name.upper(), f"{name}?adapter={COMPUTER}"):
            self.at(spelled)
        self.rename(person, COMPUTER, self.phone, "Work phone")
        for spelled in (name, "work phone"):
            self.at(spelled)
        self.rename(person, PHONE, self.computer, "Work phone")
        several = self.at("Work phone", code=64)
        self.assertIn(self.phone, several.err)
        self.assertIn(self.computer, several.err)
        self.at(f"Work phone?adapter={COMPUTER}")
        missing = self.at("Fork phone", code=69)
        self.assertIn("paired: Work phone", missing.err)
        self.bt("remove", self.phone)
        self.at("Work phone?adapter=" + COMPUTER, code=69)


class Refused(Pairing):
    """What does not. Each with controllers of its own, as btvirt keeps a refusal that the other
    side left unanswered, and ends the next comparison with it."""

    def setUp(self):
        super().setUp()
        self.enterContext(vm_support.bluetoothd())

    def test_refused_there(self):
        person = Person(self, "DisplayYesNo", yes=False)
        refused = self.bt("pair", self.phone, "--yes", code=1)
        self.assertIn("the pairing failed", refused.err)
        # without a number, too
        refused = self.bt("pair", self.phone, "--json", code=1)
        self.assertEqual(refused.json[-1]["code"], "refused")
        self.assertEqual([call[0] for call in person.asked],
                         ["RequestConfirmation", "RequestAuthorization"])
        self.assertFalse(self.known(person)["Paired"])

    def test_unpaired(self):
        """A connection for which the phone wants pairing, and its user does not."""
        self.sim(f"--rfcomm={CHANNEL}", "--adapter", PHONE)
        person = Person(self, "DisplayYesNo", yes=False)
        vm_support.no_link()
        for device in (self.phone, f"{self.phone}/{CHANNEL}"):
            refused = self.smsmodem("-d", f"bt:{device}?adapter={COMPUTER}", "at", "ATI", code=77)
            self.assertIn("is not paired", refused.err)
            self.assertIn(f"smsmodem bt pair {self.phone}", refused.err)
        self.assertIn("RequestAuthorization", [call[0] for call in person.asked])
        self.assertFalse(self.known(person)["Paired"])

    def test_no(self):
        person = Person(self, "DisplayYesNo")
        process, terminal = self.asked()
        os.write(terminal, b"n\n")
        result = self.finish(process)
        self.assertNotEqual(result.code, 0, result)
        self.assertIn("not paired", result.err)
        self.assertFalse(self.known(person)["Paired"])

    def test_interrupted(self):
        """Ctrl-C cancels the pairing on both sides."""
        person = Person(self, "DisplayYesNo", yes=None)
        process, _ = self.asked()
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 75)
        vm_support.wait_for(lambda: ("Cancel",) in person.asked, "the end of the question there")
        self.assertFalse(self.known(person)["Paired"])


class Without(vm_support.Case):
    """What bluetoothd is wanted for, without it."""

    def test_no_bus_and_no_daemon(self):
        phone = vm_support.address(PHONE)
        for verb in (["bt", "pair", phone], ["bt", "trust", phone], ["bt", "remove", phone],
                     ["-d", "bt:Some phone", "at", "AT"]):
            self.assertIn("no D-Bus system bus", self.smsmodem(*verb, code=69).err)
        with vm_support.system_bus():
            for verb in (["bt", "pair", phone], ["-d", "bt:Some phone", "at", "AT"]):
                self.assertIn("systemctl start bluetooth", self.smsmodem(*verb, code=69).err)

    def test_daemon_ended(self):
        """A paired phone wants its key, which nobody has any more."""
        phone = vm_support.address(PHONE)
        with vm_support.bluetoothd() as daemon:
            self.smsmodem("bt", "pair", phone, "--adapter", COMPUTER)
            daemon.terminate()
            daemon.wait()
            vm_support.set_up_controllers()
            vm_support.btmgmt(1, "unpair", phone)  # as after a start of the machine
            self.sim(f"--rfcomm={CHANNEL}", "--adapter", PHONE)
            for security in ("", "&security=medium"):
                vm_support.no_link()
                keyless = self.smsmodem("-d", f"bt:{phone}?adapter={COMPUTER}{security}", "at",
                                        "ATI", code=77)
                self.assertIn("bluetoothd keeps the keys", keyless.err)


if __name__ == "__main__":
    vm_support.main()
