#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The phonebook command with simulated phones."""
import json
import os
import threading

import support
from pty_support import Device, Terminal

CARDS = """BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCl=\r
ler;Jo\r
TEL;CELL:+49 170 1234567\r
TEL;HOME:030 / 12 34 56\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:4.0\r
FN:Для\\, и €\r
TEL;VALUE=uri:tel:+7-999-666-1313\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:3.0\r
FN:no number\r
END:VCARD\r
"""


class Phonebook(support.Case):
    def book(self, *args, **more):
        return self.smsmodem("-d", self.phone.device, *args, **more)

    def entries(self, *args):
        found = self.book("--json", "phonebook", *args).json
        return [(entry["index"], entry["number"], entry["name"]) for entry in found]

    def setUp(self):
        super().setUp()
        self.phone = self.sim()

    def test_add_list_find_delete(self):
        self.assertEqual(self.entries(), [])
        added = self.book("--json", "phonebook", "add", "+49 (170) 123-4567", 'Jo "J" Müller').json
        self.assertEqual(added, [{"event": "added", "storage": "SM", "index": 1,
                                  "number": "+491701234567", "name": 'Jo "J" Müller'}])
        self.book("phonebook", "add", "*100#", "Для @ €")
        self.book("phonebook", "add", "112", "", "--index", "200")
        self.assertEqual(self.entries("list"),
                         [(1, "+491701234567", 'Jo "J" Müller'), (2, "*100#", "Для @ €"),
                          (200, "112", "")])
        listed = self.book("phonebook")
        self.assertIn('   1  +491701234567       Jo "J" Müller\n', listed.out)
        self.assertIn("3 of 250", listed.err)
        for text, found in (("muller", [1]), ("ДЛЯ", [2]), ("01701234567", [1]), ("1", [1, 2, 200])):
            self.assertEqual([entry[0] for entry in self.entries("find", text)], found, text)
        self.book("phonebook", "find", "nobody", code=1)
        self.assertEqual(self.book("--json", "phonebook", "delete", "1", "200").json,
                         [{"event": "deleted", "storage": "SM", "index": 1},
                          {"event": "deleted", "storage": "SM", "index": 200}])
        self.assertEqual(self.entries(), [(2, "*100#", "Для @ €")])
        self.book("phonebook", "add", "1", "again")
        self.assertEqual(self.entries()[0], (1, "1", "again"))

    def test_storages(self):
        self.book("phonebook", "add", "1", "one", "--storage", "me")
        self.assertEqual(self.entries(), [])
        self.assertEqual(self.entries("--storage", "ME"), [(1, "1", "one")])
        result = self.book("phonebook", "--storage", "XX", code=1)
        self.assertIn("it has SM ME", result.err)
        self.book("phonebook", "--storage", 'S"', code=64)
        self.book("phonebook", "delete", "1", "--storage", "EN", code=1)

    def test_bad_use(self):
        for args in (("x",), ("list", "x"), ("find",), ("add", "1"), ("delete",),
                     ("delete", "1", "--all"), ("delete", "x"), ("list", "--cut"),
                     ("list", "--vcard", "3.0"), ("export", "--vcard", "2.1"),
                     ("add", "1", "x", "--index", "0"), ("add", "1", "x", "--all"),
                     ("delete", "--all")):
            self.book("phonebook", *args, code=64)
        for number, name, code in (("", "x", 65), ("abc", "x", 65), ("1", "x" * 19, 65),
                                   ("1" * 21, "x", 65), ("1" * 200, "x", 65), ("1", "x" * 600, 65)):
            self.book("phonebook", "add", number, name, code=code)
        self.book("phonebook", "add", "1", b"\xff", code=65)
        self.assertEqual(self.entries(), [])

    def test_cut(self):
        result = self.book("phonebook", "add", "1", "a name of over eighteen", "--cut")
        self.assertEqual(result.out, "   1  1                   a name of over eig\n")
        self.assertIn("keeps the name as", result.err)
        # a number that is too long is not the name's fault
        trace = self.path("trace")
        result = self.book("--trace", trace, "phonebook", "add", "1" * 21, "a name", "--cut",
                           code=65)
        self.assertIn("number is too long", result.err)
        self.assertLessEqual(self.read("trace").count("AT+CPBW="), 2)

    def test_delete_all(self):
        for name in "abc":
            self.book("phonebook", "add", "1", name)
        self.book("phonebook", "delete", "--all", "--yes")
        self.assertEqual(self.entries(), [])

    def test_delete_all_asks(self):
        self.book("phonebook", "add", "1", "a")
        for answer, code, left in (("no", 75, 1), ("yes", 0, 0)):
            terminal = Terminal(self, "-d", self.phone.device, "phonebook", "delete", "--all")
            terminal.expect("Delete every entry of SM?")
            terminal.type(answer + "\n")
            terminal.finish(code)
            self.assertEqual(len(self.entries()), left)

    def test_import(self):
        path = self.write("cards.vcf", CARDS)
        wanted = [(1, "+491701234567", "Jo Müller"), (2, "030123456", "Jo Müller"),
                  (3, "+79996661313", "Для, и €")]
        result = self.book("--json", "phonebook", "import", path)
        self.assertEqual([(event["event"], event["status"], event["line"])
                          for event in result.json],
                         [("import", "added", 1), ("import", "added", 1), ("import", "added", 8)])
        self.assertIn("no number has no number", result.err)
        self.assertEqual(self.entries(), wanted)
        again = self.book("--json", "phonebook", "import", stdin=CARDS)
        self.assertEqual([event["status"] for event in again.json], ["exists"] * 3)
        self.assertEqual(self.entries(), wanted)
        # there and back, by vCards of both kinds and by JSON
        for export in (("--vcard", "3.0"), ("--vcard", "4.0"), ("--json",)):
            text = self.book("phonebook", "export", *export).out
            self.book("phonebook", "import", "--storage", "ME", stdin=text)
            self.assertEqual(self.entries("--storage", "ME"), wanted, text)
            self.book("phonebook", "delete", "--all", "--yes", "--storage", "ME")

    def test_import_of_bad_ones(self):
        cards = CARDS + "BEGIN:VCARD\r\nFN:Al\r\nTEL:abc\r\nEND:VCARD\r\n"
        result = self.book("--json", "phonebook", "import", "-", stdin=cards, code=3)
        self.assertEqual(len(self.entries()), 3)
        self.assertEqual(result.json[-1]["line"], 17)
        self.book("phonebook", "import", stdin="BEGIN:VCARD\r\nFN:x\r\n", code=65)
        self.book("phonebook", "import", stdin="nothing of the kind\n", code=65)
        self.book("phonebook", "import", stdin="", code=65)
        self.book("phonebook", "import", stdin='{"number":1}\n', code=65)
        self.book("phonebook", "import", self.path("missing"), code=66)

    def test_from_one_book_to_another(self):
        """Both ends of the pipe want the phone: the second reads all before it opens it."""
        self.book("phonebook", "add", "1", "Jo Müller", "--storage", "ME")
        export = self.start("-d", self.phone.device, "phonebook", "export", "--storage", "ME")
        import_ = self.start("-d", self.phone.device, "phonebook", "import", stdin=export.stdout)
        export.stdout.close()
        self.assertEqual(self.finish(import_).code, 0)
        self.assertEqual(export.wait(), 0)
        self.assertEqual(self.entries(), [(1, "1", "Jo Müller")])

    def test_import_without_entries(self):
        """What has none is refused, and no phone is wanted for that."""
        for text in ("", "nothing of the kind\n", '{"number":1}\n', "BEGIN:VCARD\r\nFN:x\r\n"):
            self.smsmodem("-d", self.path("none"), "phonebook", "import", stdin=text, code=65)
        self.smsmodem("-d", self.path("none"), "phonebook", "import", stdin=CARDS, code=69)

    def test_bad_names(self):
        result = self.book("--json", "phonebook", "add", "1", b"a\xffb", code=65)
        self.assertIn("not UTF-8 at octet 1", result.err)
        self.assertEqual((result.json[0]["code"], result.json[0]["offset"]), ("utf8", 1))
        for name in ("a\033b", "a\nb", "a\x7f", "ä\u0085"):
            result = self.book("phonebook", "add", "1", name, "--cut", code=65)
            self.assertIn("control character", result.err)
        self.assertEqual(self.entries(), [])
        line = json.dumps({"number": "1", "name": "a\t\n\033b\u0085"})
        result = self.book("phonebook", "import", stdin=line)
        self.assertIn("line 1: control characters are left out", result.err)
        self.assertEqual(self.entries(), [(1, "1", "a b")])

    def test_import_cuts(self):
        line = json.dumps({"number": "1", "name": "a name of over eighteen"})
        result = self.book("phonebook", "import", "--cut", stdin=line)
        self.assertIn('line 1: the phone keeps the name as "a name of over eig"', result.err)

    def test_escapes(self):
        """What a name holds does nothing to a terminal."""
        line = json.dumps({"number": "1", "name": "\x1b[2J\u202e$(x)"})
        self.book("phonebook", "import", stdin=line + "\n")
        self.assertEqual(self.entries()[0][2].replace("\x1b", ""), "[2J\u202e$(x)")
        self.assertNotIn("\x1b", self.book("phonebook").out)


class Profiles(support.Case):
    def test_every_personality(self):
        for profile in ("nokia", "siemens", "huawei", "simcom", "qualcomm", "quirky"):
            device = f"sim:?profile={profile}"
            result = self.smsmodem("-d", device, "--json", "phonebook", "add", "+491", "Ü")
            self.assertEqual(result.json[0]["name"], "Ü", profile)
        self.smsmodem("-d", "sim:?profile=minimal", "phonebook", "add", "+491", "x", code=1)
        self.smsmodem("-d", "sim:?pin=1234", "phonebook", code=77)


class Unreadable(support.Case):
    """A phone with an entry that is longer than any line, and one that is none."""
    ANSWERS = {"ATE0": "+CPIN: READY", "AT+CPBS?": '+CPBS: "SM",3,4', "AT+CPBR=?": "+CPBR: (1-4),40,16",
               "AT+CPBR=2": f'+CPBR: 2,"2",129,"{"A" * 5000}"', "AT+CPBR=3": "+CPBR: 3,\"3\",129,\"c\"",
               "AT+CPBR=1": "+CPBR: x,y"}

    def answer(self, device):
        line = b""
        while (octet := os.read(device.master, 1)) != b"\x04":
            line += octet
            if octet == b"\r":
                command = line.strip(b"\r\n\x1b ").decode()
                self.heard.append(command)
                said = self.ANSWERS["AT+CPBR=2"] if command == "AT+CPBR=1,4" else self.ANSWERS.get(
                    next((known for known in self.ANSWERS if command.startswith(known)), ""))
                device.say(((f"\r\n{said}\r\n" if said else "") + "\r\nOK\r\n").encode())
                line = b""

    def test_list_and_delete(self):
        device, self.heard = Device(self), []
        thread = threading.Thread(target=self.answer, args=(device,))
        thread.start()
        try:
            listed = self.smsmodem("-d", device.path, "phonebook", "list", code=65)
            self.smsmodem("-d", device.path, "phonebook", "delete", "--all", "--yes", code=65)
        finally:
            os.write(device.slave, b"\x04")
            thread.join()
        self.assertEqual(listed.out, "   3  3                   c\n")
        self.assertEqual(listed.err.count("place 2 is over"), 1)
        self.assertEqual(listed.err.count("cannot be read"), 1)
        # what was told is deleted, and nothing else
        self.assertEqual([line for line in self.heard if "+CPBW" in line],
                         ["AT+CPBW=2", "AT+CPBW=3"])


if __name__ == "__main__":
    support.main()
