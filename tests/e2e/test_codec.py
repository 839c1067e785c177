# SPDX-License-Identifier: GPL-3.0-or-later
"""encode and decode: what goes in comes out, and a bad line harms no other."""
import json

import support

TO = "+491701234567"
LONG = "The quick brown fox jumps over the lazy dog; {1} [2] ~3 € " * 6

# 3GPP TS 23.040 9.2.2: a DELIVER of five septets, and a SUBMIT with relative validity
DELIVER = "07911356131313F60406912143650000" + "20103161517400" + "05E8329BFD06"
SUBMIT = "0011000B916407281553F80000AA0AE8329BFD4697D9EC37"

# name, line, offset of the character that is wrong (None: whichever)
BAD = (
    ("no hex", "zz", 0),
    ("no hex further on", "0011zz", 4),
    ("odd digits", SUBMIT[:-1], None),
    ("cut off", SUBMIT[:-2], None),
    ("only an SMSC", "0791", None),
    ("a wrong length", "20 " + SUBMIT, None),
    ("words", "hello world", 0),
    ("no UTF-8", b"\xff\xfe", 0),
    ("longer than any PDU", "00" * 5000, 256),
)


def line_ends(text):
    """What may stand behind a text on stdin without becoming part of it."""
    return ["\r\n"] + ([] if text.endswith("\r") else ["\n"]) + ([] if text.endswith("\n") else [""])


class RoundTrip(support.Case):
    def test_random_texts(self):
        """Through stdin: 200 texts of every plane and length, each its own message."""
        rng = support.random_generator()
        texts = [support.random_text(rng) for _ in range(200)]
        lines, counts = [], []
        for i, text in enumerate(texts):
            how = rng.choice(([], ["--ref16"], ["--encoding", "ucs2"], ["--port", "16000:1"]))
            parts = self.smsmodem("encode", "--json", "--ref", str(i), *how, f"+49{i}",
                                  stdin=text + rng.choice(line_ends(text))).json
            self.assertEqual([p["part"] for p in parts], list(range(1, len(parts) + 1)))
            self.assertEqual({p["parts"] for p in parts}, {len(parts)})
            counts.append(len(parts))
            lines += [f"{p['length']} {p['pdu']}" for p in parts]
        rng.shuffle(lines)
        messages = {m["to"]: m for m in self.decode(lines)}
        self.assertEqual(len(messages), len(texts))
        for i, text in enumerate(texts):
            self.assertEqual(messages[f"+49{i}"]["text"], text)
            self.assertEqual(messages[f"+49{i}"]["parts"], counts[i])

    def test_as_argument(self):
        rng = support.random_generator()
        for _ in range(20):
            text = support.random_text(rng) + "."  # "-" alone would mean stdin
            lines = self.smsmodem("encode", "--", TO, text).out.splitlines()
            self.assertEqual(self.smsmodem("decode", "--json", *lines).json[0]["text"], text)

    def test_data(self):
        rng = support.random_generator()
        for length in (1, 139, 140, 141, 1000):
            data = rng.randbytes(length).hex().upper()
            lines = self.smsmodem("encode", TO, "--hex", data).out.splitlines()
            message, = self.decode(lines)
            self.assertEqual((message["data"], message["encoding"]), (data, "8bit"))
            self.assertNotIn("text", message)

    def test_all_planes(self):
        """One text with a character of every 256 there are."""
        text = "".join(chr(c) for c in range(1, 0x110000, 64) if not 0xD800 <= c < 0xE000)[:8000]
        lines = self.smsmodem("encode", TO, stdin=text).out.splitlines()
        message, = self.decode(lines)
        self.assertEqual(message["text"], text)

    def test_json_says_what_lines_say(self):
        for text in ("a", LONG, "ж" * 100):
            plain = self.smsmodem("encode", "--ref", "7", TO, text).out.splitlines()
            parts = self.smsmodem("encode", "--ref", "7", "--json", TO, text).json
            self.assertEqual([f"{p['length']} {p['pdu']}" for p in parts], plain)
            for part in parts:
                octets = bytes.fromhex(part["pdu"])
                self.assertEqual(part["length"], len(octets) - 1 - octets[0])
                self.assertEqual(part.get("ref"), 7 if len(parts) > 1 else None)

    def test_explain(self):
        result = self.smsmodem("encode", "--explain", TO, "a–b", stdin="")
        self.assertRegex(result.err, r"U\+2013 at octet 1")
        self.assertEqual(len(result.out.splitlines()), 1)
        explained, part = self.smsmodem("encode", "--explain", "--json", TO, "a–b").json
        self.assertEqual((explained["forced_by"], explained["forced_at"]), ("U+2013", 1))
        self.assertEqual(part["encoding"], "ucs2")


class Fields(support.Case):
    """The fields of the contract."""

    def check(self, message, **wanted):
        self.assertEqual({**message, **wanted}, message)

    def test_deliver(self):
        message, = self.decode([DELIVER])
        self.check(message, kind="deliver", smsc="+31653131316", from_type="international",
                   pid=0, dcs=0, encoding="gsm7", text="hello", parts=1)
        self.assertEqual(message["from"], "+123456")
        self.assertEqual(message["time"], "2002-01-13T16:15:47+00:00")
        self.assertIsNone(message["class"])
        for absent in ("to", "ref", "ports", "udh", "data", "incomplete"):
            self.assertNotIn(absent, message)

    def test_submit(self):
        message, = self.decode([SUBMIT])
        self.check(message, kind="submit", to="+46708251358", to_type="international", smsc=None,
                   text="hellohello", validity={"format": "relative", "seconds": 345600})
        self.assertNotIn("from", message)
        self.assertNotIn("time", message)

    def test_concatenated(self):
        lines = self.smsmodem("encode", "--ref", "17", TO, LONG, "--port", "2948:9200").out.splitlines()
        message, = self.decode(lines)
        self.check(message, parts=len(lines), ref=17, ref_bits=8, text=LONG,
                   ports={"dst": 2948, "src": 9200})
        self.assertEqual(message["udh"][0]["iei"], 0)
        self.assertEqual(message["udh"][1], {"iei": 5, "name": "ports 16-bit", "data": "0B8423F0"})

    def test_forms_of_a_line(self):
        """LENGTH HEX, LENGTH,HEX, bare, lower case, blanks, CR LF, headers of a modem."""
        for name, line in (("bare", SUBMIT), ("length", "23 " + SUBMIT), ("comma", "23," + SUBMIT),
                           ("lower", SUBMIT.lower()), ("blanks", f"  {SUBMIT} \r"),
                           ("cmgl", f"+CMGL: 1,2,,23\n{SUBMIT}\n\nOK"),
                           ("cmgr", f"\n+CMGR: 2,,23\n\n{SUBMIT}\n")):
            with self.subTest(name):
                message, = self.decode([line], "--kind", "submit")
                self.assertEqual(message["text"], "hellohello")
        cmt, = self.decode([f"+CMT: ,{len(DELIVER) // 2 - 8}\n{DELIVER}\n"])
        self.assertEqual(cmt["text"], "hello")

    def test_octets_behind_a_bare_pdu(self):
        """Some modems pad; that is no reason to lose a message."""
        for line in (SUBMIT + "0000", "23 " + SUBMIT + "00"):
            self.assertEqual(self.decode([line], "--kind", "submit")[0]["text"], "hellohello")

    def test_no_smsc_and_kind(self):
        message, = self.decode([SUBMIT[2:]], "--no-smsc")
        self.assertEqual(message["text"], "hellohello")
        message, = self.decode([DELIVER[16:]], "--no-smsc", "--kind", "deliver")
        self.assertEqual(message["text"], "hello")
        self.assertEqual(self.decode([SUBMIT], "--kind", "auto")[0]["kind"], "submit")
        self.decode([SUBMIT], "--kind", "deliver", code=65)

    def test_a_phone_s_memory(self):
        """What a phone lists, as it is, is what decode takes."""
        phone = self.sim("--loopback")
        texts = ["short", LONG, "flags 🇩🇪" * 20]
        for text in texts:
            self.smsmodem("-d", phone.device, "send", TO, text)
        listed = self.smsmodem("-d", phone.device, "at", "AT+CMGF=0", "AT+CMGL=4")
        self.assertIn("+CMGL:", listed.out)
        messages = self.smsmodem("decode", "--json", stdin=listed.out).json
        self.assertEqual([m["text"] for m in messages], texts)
        self.assertEqual({m["kind"] for m in messages}, {"deliver"})
        human = self.smsmodem("decode", stdin=listed.out).out
        self.assertIn("deliver from", human)
        for text in texts:
            self.assertIn(text, human)


class BadLines(support.Case):
    def test_each_alone_and_among_good_ones(self):
        for name, bad, offset in BAD:
            with self.subTest(name):
                octets = bad if isinstance(bad, bytes) else bad.encode()
                text = SUBMIT.encode() + b"\n\n" + octets + b"\n" + SUBMIT.encode() + b"\n"
                result = self.smsmodem("decode", "--json", "--kind", "submit", stdin=text, code=65)
                good, error, again = result.json
                self.assertEqual((good["text"], again["text"]), ("hellohello", "hellohello"))
                self.assertEqual((error["event"], error["code"], error["exit"], error["line"]),
                                 ("error", "pdu", 65, 3))
                self.assertTrue(error["text"])
                if offset is None:
                    self.assertIsInstance(error["offset"], int)
                else:
                    self.assertEqual(error.get("offset", "absent"), offset)
                human = self.smsmodem("decode", "--kind", "submit", stdin=text, code=65)
                self.assertEqual(human.out.count("hellohello"), 2)
                self.assertIn("smsmodem: line 3: ", human.err)

    def test_as_arguments(self):
        result = self.smsmodem("decode", "--json", SUBMIT, "zz", SUBMIT, code=65)
        self.assertEqual([line.get("line") for line in result.json], [None, 2, None])


class Parts(support.Case):
    def setUp(self):
        super().setUp()
        self.lines = self.smsmodem("encode", "--ref", "9", TO, LONG * 2).out.splitlines()

    def test_shuffled_and_repeated(self):
        rng = support.random_generator()
        for _ in range(10):
            lines = self.lines + rng.sample(self.lines, 1)
            rng.shuffle(lines)
            whole = [m for m in self.decode(lines) if not m.get("incomplete")]
            self.assertEqual([m["text"] for m in whole], [LONG * 2])

    def test_incomplete(self):
        lines = self.lines[:1] + self.lines[2:4]
        other = self.smsmodem("encode", TO, "in between").out.splitlines()
        first, second = self.decode(lines + other)
        self.assertEqual(first["text"], "in between")
        self.assertEqual((second["incomplete"], second["missing"]),
                         (True, [2, *range(5, len(self.lines) + 1)]))
        self.assertEqual(second["parts"], len(self.lines))
        human = self.smsmodem("decode", stdin="\n".join(lines)).out
        self.assertIn(f"incomplete: 3 of {len(self.lines)} parts", human)

    def test_parts_are_not_joined(self):
        messages = self.decode(self.lines, "--parts")
        self.assertEqual(len(messages), len(self.lines))
        self.assertEqual("".join(m["text"] for m in messages), LONG * 2)
        self.assertEqual([json.dumps(m["udh"]).count("iei") for m in messages], [1] * len(messages))

    def test_same_reference_other_recipient(self):
        other = self.smsmodem("encode", "--ref", "9", "+4999", "x" * 400).out.splitlines()
        mixed = [line for pair in zip(self.lines, other) for line in pair] + self.lines[len(other):]
        messages = {m["to"]: m["text"] for m in self.decode(mixed)}
        self.assertEqual(messages, {TO: LONG * 2, "+4999": "x" * 400})

    def test_thousands(self):
        """Many that never complete: all are shown at the end, none is lost."""
        firsts = [self.smsmodem("encode", "--ref16", "--ref", str(i), TO, "x" * 200).out.splitlines()[0]
                  for i in range(3)]
        messages = self.decode(firsts)
        self.assertEqual([m["ref"] for m in messages], [0, 1, 2])
        self.assertEqual([m["missing"] for m in messages], [[2]] * 3)


class Terminal(support.Case):
    """Text from outside cannot steer the terminal that it is shown on."""

    def test_controls_are_escaped(self):
        for name, text in (("escape", "a\x1b[31mb"), ("override", "a\u202eb"), ("isolate", "a\u2066b"),
                           ("csi", "a\x9b31mb"), ("bell", "a\x07b"), ("delete", "a\x7fb"),
                           ("backspace", "ab\b\b\bc"), ("return", "good\rbad")):
            with self.subTest(name):
                lines = self.smsmodem("encode", "--encoding", "ucs2", TO, text).out
                shown = self.smsmodem("decode", stdin=lines).out
                bad = [c for c in shown if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0)
                       or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
                self.assertEqual(bad, [], ascii(shown))
                self.assertIn("\\x", shown)
                message, = self.decode(lines.splitlines())
                self.assertEqual(message["text"], text)

    def test_a_line_break_cannot_forge_a_line(self):
        lines = self.smsmodem("encode", TO, "a\nsubmit to +1").out
        shown = self.smsmodem("decode", stdin=lines).out
        self.assertEqual([line for line in shown.splitlines() if line.startswith("submit to")],
                         shown.splitlines()[:1])


if __name__ == "__main__":
    support.main()
