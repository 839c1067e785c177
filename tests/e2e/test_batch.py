# SPDX-License-Identifier: GPL-3.0-or-later
"""send --batch: one line in, one line out, in order, whatever is on the line."""
import json
import signal
import subprocess

import support

GOOD = {"to": "+491", "text": "a", "id": "1"}

# name, the line, status, code (None: none), id of the result (absent: no such field)
LINES = (
    ("string id", b'{"to":"+491","text":"a","id":"1"}', "sent", None, "1"),
    ("number id", b'{"to":"+491","text":"a","id":17}', "sent", None, 17),
    ("null id", b'{"to":"+491","text":"a","id":null}', "sent", None, None),
    ("object id", b'{"to":"+491","text":"a","id":{"k":[1,2]}}', "sent", None, {"k": [1, 2]}),
    ("no id", b'{"to":"+491","text":"a"}', "sent", None, "absent"),
    ("a member that is none", b'{"to":"+491","text":"a","id":2,"note":"x"}', "failed", "data", 2),
    ("an option that is none", b'{"to":"+491","text":"a","id":2,"class":0}', "failed", "data", 2),
    ("encoding", b'{"to":"+491","text":"a","encoding":"gsm7","id":2}', "sent", None, 2),
    ("encoding that lacks it", b'{"to":"+491","text":"\xd0\xb6","encoding":"gsm7","id":2}', "failed", "text", 2),
    ("no encoding", b'{"to":"+491","text":"a","encoding":"utf8","id":2}', "failed", "data", 2),
    ("a number as encoding", b'{"to":"+491","text":"a","encoding":7,"id":2}', "failed", "data", 2),
    ("blanks around", b'  {"to":"+491","text":"a","id":3}  \r', "sent", None, 3),
    ("escapes", b'{"to":"+491","text":"\\ud83d\\ude00\\n","id":4}', "sent", None, 4),
    ("empty text", b'{"to":"+491","text":"","id":5}', "sent", None, 5),
    ("no JSON", b'hello', "failed", "data", "absent"),
    ("cut off", b'{"to":"+491","text":"a"', "failed", "data", "absent"),
    ("more behind", b'{"to":"+491","text":"a","id":6} x', "failed", "data", "absent"),
    ("an array", b'["+491","a"]', "failed", "data", "absent"),
    ("no to", b'{"text":"a","id":"x"}', "failed", "data", "x"),
    ("no text", b'{"to":"+491","id":"x"}', "failed", "data", "x"),
    ("a number as to", b'{"to":491,"text":"a","id":"x"}', "failed", "data", "x"),
    ("a number as text", b'{"to":"+491","text":1,"id":"x"}', "failed", "data", "x"),
    ("twice the same", b'{"to":"+491","to":"+492","text":"a"}', "failed", "data", "absent"),
    ("letters", b'{"to":"+49abc","text":"a","id":7}', "failed", "number", 7),
    ("empty to", b'{"to":"","text":"a","id":8}', "failed", "number", 8),
    ("no UTF-8", b'{"to":"+491","text":"\xff","id":9}', "failed", "data", "absent"),
    ("a lone surrogate", b'{"to":"+491","text":"\\ud83d","id":9}', "failed", "data", "absent"),
    ("a NUL in the text", b'{"to":"+491","text":"a\\u0000b","id":9}', "failed", None, "any"),
    ("a NUL in the number", b'{"to":"+491\\u0000","text":"a","id":9}', "failed", None, "any"),
    ("a NUL in the line", b'{"to":"+491"\x00,"text":"a","id":9}', "failed", "data", "absent"),
    ("too long", json.dumps({"to": "+491", "text": "x" * 39016, "id": 10}).encode(), "failed",
     "text", 10),
)


class Batch(support.Case):
    def batch(self, text, *args, code=0):
        return self.smsmodem("--json", "send", *args, "--batch", "-", stdin=text, code=code)

    def check_line(self, row, line):
        name, _, status, code, identity = row
        self.assertEqual((line["event"], line["status"]), ("sent", status), name)
        if code:
            self.assertEqual(line["code"], code, name)
        if status == "failed":
            self.assertEqual(line["exit"], 65, name)
            self.assertTrue(line["text"], name)
            self.assertEqual(line["refs"], [], name)
        if identity != "any":
            self.assertEqual(line.get("id", "absent"), identity, name)

    def test_one_line_each_in_order(self):
        phone = self.sim()
        text = b"\n".join(row[1] for row in LINES) + b"\n"
        result = self.batch(text, "-d", phone.device, code=3)
        self.assertEqual(len(result.json), len(LINES), result)
        for row, line in zip(LINES, result.json):
            with self.subTest(row[0]):
                self.check_line(row, line)
        for row in LINES:
            if row[2] == "sent":
                self.assertEqual(phone.event("submit")["text"], json.loads(row[1])["text"], row[0])
        self.assertTrue(phone.events.empty(), "more was sent than was said")

    def test_each_line_alone(self):
        for row in LINES:
            with self.subTest(row[0]):
                result = self.batch(row[1], "-d", "sim:", code=0 if row[2] == "sent" else 65)
                line, = result.json
                self.check_line(row, line)

    def test_sentences(self):
        """What is wrong with a line, and what would do."""
        for line, options, sentence in (
                ({"note": "x"}, [],
                 'line 1: there is no member "note"; known: to, text, id, language, encoding'),
                ({"encoding": "utf8"}, [], 'line 1: "encoding" is auto, gsm7, ucs2 or 8bit'),
                ({"text": "x" * 161}, ["--max-parts", "1"],
                 "too long: 2 parts, and 1 is allowed; it can be sent with --max-parts 2"),
                ({"text": "ş", "encoding": "gsm7"}, [],
                 '"ş" (U+015F), character 1 at octet 0 of the text, is not in the GSM 7-bit alphabet; '
                 "it can be sent with --encoding auto, --language tr or --transliterate")):
            with self.subTest(line):
                result, = self.batch(json.dumps({**GOOD, **line}), "-d", "sim:", *options, code=65).json
                self.assertEqual(result["text"], sentence)
                self.assertEqual((result.get("parts"), result.get("allowed")),
                                 (2, 1) if options else (None, None))

    def test_encoding(self):
        """Each line has its own, or that of all."""
        lines = [dict(GOOD), dict(GOOD, encoding="8bit"), dict(GOOD, encoding="auto")]
        result = self.batch("".join(json.dumps(line) + "\n" for line in lines), "-d", "sim:",
                            "--encoding", "ucs2")
        self.assertEqual([line["encoding"] for line in result.json], ["ucs2", "8bit", "gsm7"])

    def test_200(self):
        phone = self.sim()
        messages = [{"to": f"+49{i}", "text": f"message {i} " + "€" * (i % 100), "id": i}
                    for i in range(200)]
        result = self.batch("".join(json.dumps(m) + "\n" for m in messages), "-d", phone.device)
        self.assertEqual([(r["id"], r["to"], r["status"]) for r in result.json],
                         [(m["id"], m["to"], "sent") for m in messages])
        for message in messages:
            event = phone.event("submit")
            self.assertEqual((event["to"], event["text"]), (message["to"], message["text"]))

    def test_a_refusal_in_the_middle(self):
        phone = self.sim("--fault", "cms=1@2")
        lines = [dict(GOOD, id=i) for i in (1, 2, 3)]
        result = self.batch("".join(json.dumps(m) + "\n" for m in lines), "-d", phone.device, code=3)
        self.assertEqual([(r["id"], r["status"], r.get("cms")) for r in result.json],
                         [(1, "sent", None), (2, "failed", 1), (3, "sent", None)])

    def test_unknown_in_the_middle(self):
        """Later messages are still sent, and the exit code says that one is in doubt."""
        lines = "".join(json.dumps(dict(GOOD, id=i)) + "\n" for i in (1, 2, 3))
        result = self.batch(lines, "-d", "sim:?fault=silent-submit@2", code=2)
        self.assertEqual([r["status"] for r in result.json], ["sent", "unknown", "sent"])

    def test_link_broken_in_the_middle(self):
        """Every line still gets its result."""
        lines = "".join(json.dumps(dict(GOOD, id=i)) + "\n" for i in (1, 2, 3))
        result = self.batch(lines, "-d", "sim:?fault=unplug-prompt@2", code=3)
        self.assertEqual([(r["id"], r["status"], r.get("code")) for r in result.json],
                         [(1, "sent", None), (2, "failed", "link"), (3, "failed", "link")])

    def test_file_and_human_output(self):
        path = self.write("lines", json.dumps(GOOD) + "\n\nbad\n" + json.dumps(GOOD))
        result = self.smsmodem("-d", "sim:", "send", "--batch", path, code=3)
        self.assertEqual(result.out, "+491: sent, 1 part, gsm7, reference 0\n?: failed\n"
                                     "+491: sent, 1 part, gsm7, reference 1\n")
        self.assertIn("line 3", result.err)

    def test_options_are_for_all(self):
        phone = self.sim()
        self.batch(json.dumps(GOOD) + "\n" + json.dumps(GOOD), "-d", phone.device, "--json")
        self.smsmodem("-d", phone.device, "send", "--class", "2", "--batch", "-",
                      stdin=json.dumps(GOOD))
        pdus = [phone.event("submit")["pdu"] for _ in range(3)]
        self.assertEqual([m["class"] for m in self.decode(pdus, "--kind", "submit")], [None, None, 2])

    def test_nothing_in(self):
        self.assertEqual(self.batch("", "-d", "sim:").out, "")
        self.assertEqual(self.batch("\n \n", "-d", "sim:").out, "")

    def test_result_before_next_line(self):
        """A program at the other end of both pipes gets each result before it writes on."""
        process = self.start("-d", "sim:", "--json", "send", "--batch", "-", stdin=subprocess.PIPE)
        for i in range(3):
            process.stdin.write(json.dumps(dict(GOOD, id=i)).encode() + b"\n")
            process.stdin.flush()
            self.assertEqual(json.loads(process.stdout.readline())["id"], i)
        self.assertEqual(self.finish(process).code, 0)

    def test_interrupted_while_waiting(self):
        process = self.start("-d", "sim:", "--json", "send", "--batch", "-", stdin=subprocess.PIPE)
        process.stdin.write(json.dumps(GOOD).encode() + b"\n")
        process.stdin.flush()
        self.assertEqual(json.loads(process.stdout.readline())["status"], "sent")
        process.send_signal(signal.SIGINT)
        process.wait(support.PATIENCE)
        result = self.finish(process)
        self.assertEqual(result.code, 3, result)  # one has been sent
        self.assertEqual(result.json[-1]["exit"], 3)
        self.assertEqual(result.json[0]["code"], "partial")


if __name__ == "__main__":
    support.main()
