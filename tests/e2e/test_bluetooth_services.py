# SPDX-License-Identifier: GPL-3.0-or-later
"""`bt services`: what is made of service records that a puppet has, good and bad."""
import re

import support
from bluetooth_support import (ADDRESS, DUN_RECORD, MAP_RECORD, SPP_RECORD, Puppet, element, sequence, u8, u16)


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


if __name__ == "__main__":
    support.main()
