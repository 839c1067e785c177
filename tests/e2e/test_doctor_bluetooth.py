# SPDX-License-Identifier: GPL-3.0-or-later
"""`doctor` with a Bluetooth device: what comes before the connection."""
import os

import support
from bluetooth_support import ADDRESS, BUILD, DUN_RECORD, MAP_RECORD, PUPPET, SPP_RECORD
from doctor_support import STEPS, Doctor

BLUETOOTH = ["controller", "pairing", "services"]


class Bluetooth(Doctor):
    """What comes before a connection, and what was connected to is a phone like any other."""

    def puppet(self, device, records=None, refusal=None, phone=None, code=0):
        self.env = {k: v for k, v in self.env.items() if not k.startswith("PUPPET")}
        for name, value in (("RECORDS", records and records.hex()), ("REFUSAL", refusal),
                            ("DEVICE", phone and phone.device)):
            if value:
                self.env[f"PUPPET_{name}"] = value
        return self.doctor(device, code=code, steps=BLUETOOTH + STEPS, program=PUPPET)

    def test_ready(self):
        phone = self.sim()
        for device in ("bt:00:00:00:00:00:01", "bt:00:00:00:00:00:01/2", "bt:Ann's phone", "bt:far away",
                       "bt:00:00:00:00:00:01?adapter=hci0&channel=7"):
            with self.subTest(device):
                checks, verdict = self.puppet(device, records=DUN_RECORD + SPP_RECORD, phone=phone)
                self.assertTrue(verdict["ready"])
                self.assertEqual([step for step, line in checks.items() if line["result"] != "ok"],
                                 ["permission", "owner", "lines"])
                self.assertRegex(checks["pairing"]["text"], "^paired with 00:00:00:00:00:01, ")
                self.assertEqual(checks["services"]["text"], "DUN, SPP")

    def test_faults(self):
        """Each is named, and nothing else."""
        away = "not in range"
        for device, records, step, code, text, fix in (
                ("bt:00:00:00:00:00:01", None, "services", 69, away, "bring it near"),
                ("bt:00:00:00:00:00:01", MAP_RECORD, "services", 69, r"neither .*\(MAP\) is not AT", "feature phone"),
                ("bt:nobody's", None, "pairing", 69, "no device is called nobody's", "bt scan"),
                ("bt:00:00:00:00:00:01", DUN_RECORD, "device", 69, away, away)):
            with self.subTest((device, step)):
                checks, verdict = self.puppet(device, records=records, code=code)
                self.assertEqual((verdict["ready"], verdict["first"]), (False, step))
                self.assertRegex(checks[step]["text"], text)
                self.assertRegex(checks[step]["fix"], fix)
                everything = BLUETOOTH + STEPS
                for other in everything[:everything.index(step)]:
                    self.assertEqual(checks[other]["result"], "ok", checks[other])
                for other in everything[everything.index(step) + 1:]:
                    self.assertEqual(checks[other]["result"], "skip", checks[other])

    def test_not_paired(self):
        """Some phones connect all the same; with one that does not, that is the first thing to do."""
        checks, verdict = self.puppet("bt:00:00:00:00:00:02", records=DUN_RECORD, phone=self.sim())
        self.assertTrue(verdict["ready"])
        self.assertEqual(checks["pairing"]["result"], "warn")
        checks, verdict = self.puppet("bt:00:00:00:00:00:02", records=DUN_RECORD, code=69)
        self.assertEqual((verdict["first"], verdict["text"]),
                         ("device", "pair it first: `smsmodem bt pair 00:00:00:00:00:02`"))
        # nobody knows it
        checks, verdict = self.puppet(f"bt:{ADDRESS}", records=DUN_RECORD, phone=self.sim("--pty", self.path("two")))
        self.assertEqual(checks["pairing"]["result"], "skip")
        self.assertIn(f"smsmodem bt pair {ADDRESS}", checks["pairing"]["text"])

    def test_channel(self):
        checks, _ = self.puppet("bt:00:00:00:00:00:01/9", records=DUN_RECORD, phone=self.sim())
        self.assertEqual(checks["services"]["result"], "warn")
        self.assertIn("no service has channel 9", checks["services"]["text"])

    def test_no_bluetoothd(self):
        """It is wanted for names alone, and what it says comes to no terminal as it is."""
        said = "the message bus says \x1b[31mno"
        checks, verdict = self.puppet("bt:00:00:00:00:00:01", records=DUN_RECORD, refusal=said, phone=self.sim())
        self.assertTrue(verdict["ready"])
        self.assertEqual(checks["controller"]["result"], "warn")
        checks, verdict = self.puppet("bt:Ann's phone", refusal=said, code=69)
        self.assertEqual(verdict["first"], "pairing")

    def test_without(self):
        """Built without Bluetooth, or on a machine without: the controller is the one fault."""
        program = os.path.join(BUILD, "tests/smsmodem_without_bluetooth")
        for device in (f"bt:{ADDRESS}", "bt:name"):
            *checks, verdict = self.json_lines("-d", device, program=program, code=69)
            checks = {line["step"]: line for line in checks}
            self.assertEqual(verdict["first"], "controller")
            self.assertIn("built without Bluetooth", checks["controller"]["text"])
            self.assertEqual({line["result"] for step, line in checks.items() if step != "controller"}, {"skip"})


if __name__ == "__main__":
    support.main()
