# SPDX-License-Identifier: GPL-3.0-or-later
"""What a phone has stored: list, read, delete, storage and info against the simulated phone."""
import json
import os
import pty
import subprocess
import time

import support

LONG = "The quick brown fox jumps over the lazy dog; " * 8
REPORT = "07919471016700F006010C91947121436587622180410214806221804102248000"


class Stored(support.Case):
    def phone(self, *args, messages=()):
        phone = self.sim(*args)
        for message in messages:
            phone.tell(message)
        return phone

    def run_json(self, phone, *args, code=0):
        return self.smsmodem("-d", phone.device, "--json", *args, code=code).json

    def wait_for(self, phone, count, *args):
        """The phone hears of its messages by another way than we do."""
        deadline = time.monotonic() + support.PATIENCE
        while True:
            lines = self.run_json(phone, "list", *args)
            if len(lines) >= count:
                return lines
            self.assertLess(time.monotonic(), deadline, lines)


class List(Stored):
    def test_joined(self):
        phone = self.phone(messages=["deliver +491701 hello", f"deliver +491702 {LONG}",
                                     "deliver Alpha Grüße 🇩🇪"])
        lines = self.wait_for(phone, 3)
        self.assertEqual([(m["index"], m.get("indexes"), m["storage"], m["from"], m["text"])
                          for m in lines],
                         [(1, None, "ME", "+491701", "hello"),
                          (2, [2, 3, 4], "ME", "+491702", LONG),
                          (5, None, "ME", "Alpha", "Grüße 🇩🇪")])
        parts = self.run_json(phone, "list", "--parts")
        self.assertEqual([(m["index"], m["part"]) for m in parts if "part" in m],
                         [(2, 1), (3, 2), (4, 3)])
        human = self.smsmodem("-d", phone.device, "list").out
        self.assertIn("ME 2+3+4, read: deliver from +491702", human)

    def test_text_mode(self):
        """A phone without PDU mode tells less, and the rest is the same."""
        messages = ["deliver +491701 hello", f"deliver +491702 {LONG}", "deliver Alpha Grüße 🇩🇪",
                    "deliver +491703 OK"]
        phone = self.phone(messages=messages)
        whole = self.wait_for(phone, 4)
        text = self.phone("--pty", self.path("text"), "--fault", "text-only", messages=messages)
        lines = self.wait_for(text, 4)
        for key in ("index", "indexes", "storage", "kind", "from", "from_type", "time", "text"):
            self.assertEqual([m.get(key) for m in lines], [m.get(key) for m in whole], key)
        self.assertTrue(all(m["text_mode"] for m in lines))
        self.assertEqual(lines[0]["dcs"], None)
        self.assertEqual(self.run_json(text, "read", "1")[0]["encoding"], "gsm7")
        after = self.smsmodem("-d", text.device, "at", "AT+CSCS?", "AT+CSDH?").out
        self.assertIn('"GSM"', after)
        self.assertIn("+CSDH: 0", after)

    def test_no_such_memory(self):
        """A name that the phone has not is told with those that it has."""
        phone = self.phone(messages=["deliver +491701 hello"])
        self.wait_for(phone, 1)
        for args in (("list",), ("read", "1"), ("read", "1", "--message"), ("delete", "1"),
                     ("delete", "--read", "--yes")):
            result = self.smsmodem("-d", phone.device, *args, "--storage", "zz", code=1)
            self.assertIn("the phone has no memory ZZ; it has ME SM", result.err, args)
        result = self.smsmodem("-d", phone.device, "storage", "--use", "zz", code=1)
        self.assertIn("no memory ZZ; it has ME SM", result.err)
        result = self.smsmodem("-d", phone.device, "storage", "--receive-in", "bm", code=1)
        self.assertIn("no memory BM for what comes in; it has ME SM", result.err)
        result = self.smsmodem("-d", phone.device, "read", "9", "--storage", "sm", code=1)
        self.assertIn("there is no message at 9 of sm", result.err)

    def test_status(self):
        phone = self.phone(messages=["deliver +491701 one", "deliver +491702 two"])
        self.smsmodem("-d", phone.device, "send", "--store", "+491703", "draft")
        lines = self.wait_for(phone, 3)
        self.assertEqual({m["stat"] for m in lines}, {"read", "unsent", "unread"} & {
            m["stat"] for m in lines})
        phone.tell("deliver +491704 three")
        self.wait_for(phone, 1, "--status", "read")
        for status, texts in (("unsent", ["draft"]), ("sent", [])):
            self.assertEqual([m["text"] for m in self.run_json(phone, "list", "--status", status)],
                             texts)
        self.smsmodem("-d", phone.device, "list", "--status", "lost", code=64)
        self.smsmodem("-d", phone.device, "list", "3", code=64)

    def test_what_is_no_message_is_shown_too(self):
        phone = self.phone()
        self.smsmodem("-d", phone.device, "at", "AT+CNMI=2,1,0,2,0")
        phone.tell("deliver-pdu " + REPORT)
        line = self.wait_for(phone, 1)[0]
        self.assertEqual((line["kind"], line["state"], line["storage"]),
                         ("status-report", "delivered", "SR"))

    def test_incomplete_and_twice(self):
        """A part that is stored twice, and one whose others never came."""
        source = self.phone("--loopback")
        self.smsmodem("-d", source.device, "send", "+491700000000", LONG)
        pdus = source.event("submit")["pdu"].split(" ")
        self.assertEqual(len(pdus), 3)
        parts = [m for m in self.wait_for(source, 3, "--parts")]
        self.assertEqual(len(parts), 3)
        raw = self.smsmodem("-d", source.device, "at", "AT+CMGF=0", "AT+CMGL=4").out
        hexes = [line for line in raw.split("\n") if line.startswith("07")]
        phone = self.phone("--pty", self.path("second"),
                           messages=[f"deliver-pdu {hexes[i]}" for i in (0, 0, 2)])
        lines = self.wait_for(phone, 2)
        self.assertEqual([(m["kind"], m["index"]) for m in lines],
                         [("deliver", 1), ("duplicate", 2)])
        self.assertEqual((lines[0]["incomplete"], lines[0]["missing"], lines[0]["indexes"]),
                         (True, [2], [1, 3]))

    def test_empty(self):
        phone = self.phone()
        result = self.smsmodem("-d", phone.device, "list")
        self.assertEqual((result.out, "no messages" in result.err), ("", True))
        self.smsmodem("-d", phone.device, "list", "--storage", "ta", code=1)
        self.smsmodem("-d", phone.device, "list", "--storage", "a\"b", code=64)

    def test_full_output(self):
        phone = self.phone(messages=["deliver +491701 one"])
        self.wait_for(phone, 1)
        with open("/dev/full", "wb") as full:
            self.smsmodem("-d", phone.device, "list", stdout=full, code=74)


class Read(Stored):
    def test_read(self):
        phone = self.phone(messages=["deliver +491701 hello", f"deliver +491702 {LONG}"])
        self.wait_for(phone, 2)
        self.assertEqual(self.run_json(phone, "read", "1")[0]["text"], "hello")
        self.assertEqual(self.run_json(phone, "read", "3")[0]["part"], 2)
        whole = self.run_json(phone, "read", "3", "--message")[0]
        self.assertEqual((whole["text"], whole["indexes"]), (LONG, [2, 3, 4]))
        error = self.run_json(phone, "read", "9", code=1)[0]
        self.assertEqual((error["event"], error["code"], error["exit"]), ("error", "refused", 1))
        for wrong in ((), ("x",), ("-1",), ("70000",), ("1", "2")):
            self.smsmodem("-d", phone.device, "read", *wrong, code=64)

    def test_which_memory(self):
        """A number alone is enough where one memory has something there."""
        phone = self.phone(messages=["deliver +491701 phone", "deliver +491701 second"])
        self.wait_for(phone, 2)
        self.smsmodem("-d", phone.device, "storage", "--use", "sm")
        phone.tell("deliver +491701 card")
        self.wait_for(phone, 3)
        self.assertEqual(self.run_json(phone, "read", "2")[0]["text"], "second")
        error = self.run_json(phone, "read", "1", code=64)[0]
        self.assertIn("--storage", error["text"])
        self.smsmodem("-d", phone.device, "delete", "1", code=64)
        self.assertEqual(self.run_json(phone, "read", "1", "--storage", "sm")[0]["text"], "card")
        self.assertEqual(self.run_json(phone, "delete", "1", "--storage", "me"),
                         [{"event": "deleted", "storage": "ME", "index": 1}])
        self.assertEqual(len(self.run_json(phone, "list")), 2)


class Delete(Stored):
    def test_places(self):
        phone = self.phone(messages=["deliver +491701 one", f"deliver +491702 {LONG}",
                                     "deliver +491701 last"])
        self.wait_for(phone, 3)
        lines = self.run_json(phone, "delete", "1", "9", code=3)
        self.assertEqual([m["event"] for m in lines], ["error", "deleted"])
        self.smsmodem("-d", phone.device, "delete", "1", code=1)
        lines = self.run_json(phone, "delete", "3", "--message")
        self.assertEqual([m["index"] for m in lines], [2, 3, 4])
        self.assertEqual([m["text"] for m in self.run_json(phone, "list")], ["last"])

    def test_all_wants_to_be_meant(self):
        phone = self.phone(messages=["deliver +491701 one"])
        self.wait_for(phone, 1)
        for wrong in (("--all",), ("--read",), ("--sent",), (), ("1", "--all", "--yes"),
                      ("--all", "--message", "--yes"), ("x",)):
            self.smsmodem("-d", phone.device, "delete", *wrong, code=64)
        self.assertEqual(len(self.run_json(phone, "list")), 1)

    def test_read_ones_only(self):
        phone = self.phone(messages=["deliver +491701 one"])
        self.wait_for(phone, 1)  # which makes it read
        phone.tell("deliver +491701 two")
        self.smsmodem("-d", phone.device, "send", "--store", "+491703", "draft")
        lines = self.run_json(phone, "delete", "--read", "--sent", "--yes")
        self.assertEqual([m["index"] for m in lines], [1])
        self.assertEqual({m["text"] for m in self.run_json(phone, "list")}, {"two", "draft"})
        self.run_json(phone, "delete", "--all", "--yes")
        self.assertEqual(self.run_json(phone, "list"), [])
        result = self.smsmodem("-d", phone.device, "delete", "--all", "--yes")
        self.assertEqual((result.out, "nothing to delete" in result.err), ("", True))

    def test_nothing_by_flag(self):
        """What comes while others are deleted stays: only numbers are deleted."""
        trace = self.path("trace")
        phone = self.phone(messages=["deliver +491701 one"])
        self.wait_for(phone, 1)
        self.smsmodem("-d", phone.device, "--trace", trace, "delete", "--all", "--yes")
        deleted = [line for line in self.read("trace").split("\n") if "+CMGD" in line]
        self.assertEqual(len(deleted), 1)
        self.assertRegex(deleted[0], r'> "AT\+CMGD=1\\r"')

    def ask(self, phone, answer, meanwhile=None):
        """Run it on a terminal, and answer its question."""
        master, slave = pty.openpty()
        self.addCleanup(os.close, master)
        process = subprocess.Popen(
            [support.PROGRAM, "-d", phone.device, "--json", "delete", "--all"], env=self.env,
            stdin=slave, stdout=subprocess.PIPE, stderr=slave)
        os.close(slave)
        said = b""
        while b"[no]: " not in said:
            said += os.read(master, 4096)
        if meanwhile:
            meanwhile()
        os.write(master, answer)
        out = process.communicate(timeout=support.PATIENCE)[0]
        self.assertEqual(process.returncode, 0, said)
        return said.decode(), [json.loads(line) for line in out.decode().split("\n")[:-1]]

    def test_asks_on_a_terminal(self):
        phone = self.phone(messages=["deliver +491701 one", "deliver +491702 two"])
        self.wait_for(phone, 2)
        for answer in (b"no\n", b"\n", b"yes please\n", b"\x04"):
            said, lines = self.ask(phone, answer)
            self.assertIn("Delete 2 messages", said)
            self.assertEqual(lines, [])
        # what comes while somebody thinks about it is not meant
        lines = self.ask(phone, b"y\n", lambda: self.arrive(phone))[1]
        self.assertEqual([m["index"] for m in lines], [1, 2])
        self.assertEqual([m["text"] for m in self.run_json(phone, "list")], ["three"])

    def test_asking_changes_nothing(self):
        """What is still unread when the answer is no stays so, where a phone can be asked so."""
        phone = self.phone("--profile", "siemens", messages=["deliver +491701 one"])
        self.wait_for(phone, 1)
        for _ in range(2):
            self.assertEqual(self.ask(phone, b"no\n")[1], [])
            self.assertEqual([m["stat"] for m in self.run_json(phone, "list")], ["unread"])

    def arrive(self, phone):
        phone.tell("deliver +491703 three")


class Storage(Stored):
    def test_use(self):
        phone = self.phone("--storage", "sm=5,me=7,sr=0,bm=0")
        lines = self.run_json(phone, "storage")
        self.assertEqual(lines[0], {"name": "ME", "used": 0, "total": 7, "reads": True,
                                    "writes": True, "receives": True})
        self.assertEqual([m["name"] for m in lines], ["ME", "SM", "MT"])
        lines = self.run_json(phone, "storage", "--receive-in", "sm")
        self.assertEqual([(m["name"], m["receives"]) for m in lines[:2]],
                         [("ME", False), ("SM", True)])
        self.smsmodem("-d", phone.device, "storage", "--use", "TA", code=1)
        self.smsmodem("-d", phone.device, "storage", "--use", "1", code=64)
        self.smsmodem("-d", phone.device, "storage", "SM", code=64)

    def test_nearly_full(self):
        phone = self.phone("--storage", "me=5", messages=["deliver +491701 x"] * 4)
        self.wait_for(phone, 4)
        result = self.smsmodem("-d", phone.device, "storage")
        self.assertIn("ME is nearly full", result.err)
        phone.tell("deliver +491701 x")
        self.wait_for(phone, 5)
        result = self.smsmodem("-d", phone.device, "storage")
        self.assertIn("ME is full", result.err)

    def test_info_has_all_memories(self):
        phone = self.phone("--signal", "99", messages=["deliver +491701 x"])
        self.wait_for(phone, 1)
        info = self.run_json(phone, "info")[0]
        self.assertEqual(info["storage"][:2], [{"name": "ME", "used": 1, "total": 100},
                                               {"name": "SM", "used": 0, "total": 20}])
        self.assertEqual(info["imei"], "490154203237518")


if __name__ == "__main__":
    support.main()
