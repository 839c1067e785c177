# SPDX-License-Identifier: GPL-3.0-or-later
"""encode: which alphabet a text takes, what the others would cost, and what is refused."""
import json

import support

TO = "+491701234567"
TURKISH = "Pijamalı hasta yağız şoföre çabucak güvendi. "
HINDI = "नमस्ते, यह एक छोटा संदेश है: SMS 2026. "
MIXED = "ayşe hoş geldin, नमस्ते! "
EMOJI = "Doğum günün kutlu olsun 🎂👨\u200d👩\u200d👧\u200d👦 "
CODES = "tr, es, pt, bn, gu, hi, kn, ml, or, pa, ta, te, ur"

# name, text, --language, what wins: encoding, shift, parts, octets of user data
CHOICES = (
    ("turkish", TURKISH, "tr", "gsm7", {"locking": 1, "single": 0}, 1, 44),
    ("turkish of all", TURKISH, "auto", "gsm7", {"locking": 1, "single": 0}, 1, 44),
    ("turkish of none", TURKISH, "none", "ucs2", None, 1, 90),
    ("turkish of others", TURKISH, "es,pt", "ucs2", None, 1, 90),
    ("turkish, long", TURKISH * 10, "tr", "gsm7", {"locking": 1, "single": 0}, 4, None),
    ("one letter", "Tamam: ş", "tr", "gsm7", {"locking": 1, "single": 0}, 1, 12),
    ("hindi", HINDI, "hi", "gsm7", {"locking": 6, "single": 6}, 1, None),
    ("hindi, long", HINDI * 10, "auto", "gsm7", {"locking": 6, "single": 6}, 3, None),
    ("mixed", MIXED * 9, "auto", "gsm7", {"locking": 6, "single": 1}, 2, None),
    ("mixed of one", MIXED * 9, "hi", "ucs2", None, 4, None),
    ("emoji", EMOJI, "auto", "ucs2", None, 1, None),
    ("euros", "€" * 100, "pt", "gsm7", {"locking": 3, "single": 0}, 1, 92),
    ("english", "hello", "auto", "gsm7", None, 1, 5),
)


class Choice(support.Case):
    def encode(self, text, *options):
        return self.smsmodem("encode", "--json", "--ref", "1", *options, TO, stdin=text).json

    def test_choices(self):
        for name, text, language, encoding, shift, parts, octets in CHOICES:
            with self.subTest(name):
                lines = self.encode(text, "--language", language)
                self.assertEqual([line["encoding"] for line in lines], [encoding] * parts)
                self.assertEqual([line.get("shift") for line in lines], [shift] * parts)
                # 23.040 9.2.2.2: what is in front of TP-UD has 13 octets, with this number
                used = sum(line["length"] - 13 for line in lines)
                self.assertIn(octets, (None, used))
                message, = self.decode([line["pdu"] for line in lines])
                self.assertEqual((message["text"], message["parts"]), (text, parts))
                self.assertEqual(message.get("shift"), shift)

    def test_one_part_after_the_other(self):
        """Each part says its tables, so that it is read alone too."""
        text = HINDI * 10
        lines = self.encode(text, "-l", "hi")
        parts = self.decode([line["pdu"] for line in lines], "--parts")
        self.assertEqual("".join(part["text"] for part in parts), text)
        for part in parts:
            self.assertEqual(part["shift"], {"locking": 6, "single": 6})

    def test_configured(self):
        """The configuration says it for all; the command line has the last word."""
        config = self.write("profiles", "language = tr\n[abroad]\nlanguage = none\n"
                                        "[wrong]\nlanguage = tr,xx\n")
        for options, encoding in (([], "gsm7"), (["-p", "abroad"], "ucs2"),
                                  (["-p", "abroad", "-l", "auto"], "gsm7"),
                                  (["-l", "none"], "ucs2"), (["-l", "es"], "ucs2")):
            with self.subTest(options=options):
                line, = self.encode(TURKISH, "--config", config, *options)
                self.assertEqual(line["encoding"], encoding)
        result = self.smsmodem("--json", "--config", config, "-p", "wrong", "encode", TO, "x", code=78)
        self.assertIn('no language "xx"', result.json[0]["text"])

    def test_names(self):
        for language in ("tr", "TR", "turkish", "Turkish", "hi,tr", "tr,tr"):
            with self.subTest(language):
                line, = self.encode(TURKISH, "--language", language)
                self.assertEqual(line["shift"], {"locking": 1, "single": 0})

    def test_batch(self):
        phone = self.sim("--loopback")
        lines = [{"to": TO, "text": TURKISH, "id": 1}, {"to": TO, "text": TURKISH, "language": "tr", "id": 2},
                 {"to": TO, "text": "x", "language": "xx", "id": 3}, {"to": TO, "text": "x", "language": 7, "id": 4},
                 {"to": TO, "text": HINDI, "language": "none", "id": 5}]
        result = self.smsmodem("--json", "-d", phone.device, "send", "--language", "hi", "--batch", "-",
                               stdin="".join(json.dumps(line) + "\n" for line in lines), code=3)
        self.assertEqual([(line["id"], line["status"], line.get("encoding")) for line in result.json],
                         [(1, "sent", "ucs2"), (2, "sent", "gsm7"), (3, "failed", None),
                          (4, "failed", None), (5, "sent", "ucs2")])
        self.assertEqual([line["text"] for line in result.json if line["id"] in (3, 4)],
                         [f'there is no language "xx"; known: auto, none, {CODES}',
                          'line 4: "language" wants a string such as "tr,pt"'])
        for text in (TURKISH, TURKISH, HINDI):
            self.assertEqual(phone.event("submit")["text"], text)

    def test_dry_run(self):
        line, = self.smsmodem("--json", "send", "--dry-run", "-l", "tr", "--ref", "1", TO, TURKISH).json
        self.assertEqual(line, self.encode(TURKISH, "-l", "tr")[0])

    def test_transliterated(self):
        """Only what no allowed table has is replaced."""
        for text, options, read in (
                ("yağız šoför " * 5, ["-l", "tr"], "yağız soför " * 5),
                ("yağız šoför " * 5, [], "yagiz soför " * 5),
                ("yağız şoför " * 5, ["-l", "tr"], "yağız şoför " * 5),
                ("yağız šoför ж" * 5, ["-l", "tr"], "yağız šoför ж" * 5)):
            with self.subTest(text=text, options=options):
                lines = self.encode(text, "--transliterate", *options)
                message, = self.decode([line["pdu"] for line in lines])
                self.assertEqual(message["text"], read)


class Explain(support.Case):
    def explain(self, text, *options, code=0):
        return self.smsmodem("encode", "--json", "--explain", *options, TO, stdin=text, code=code).json

    def test_what_wins_is_what_is_sent(self):
        for name, text, language, encoding, shift, parts, octets in CHOICES:
            with self.subTest(name):
                explained, *lines = self.explain(text, "-l", language)
                self.assertEqual((explained["event"], explained["encoding"], explained["parts"],
                                  explained.get("shift")), ("explain", encoding, parts, shift))
                self.assertEqual(len(lines), parts)
                self.assertEqual(explained["octets"], sum(line["length"] - 13 for line in lines))
                self.assertIn(octets, (None, explained["octets"]))
                allowed = [row for row in explained["alternatives"] if "needs" not in row]
                costs = [(row["parts"], row["octets"]) for row in allowed if row["parts"]]
                self.assertEqual(costs, sorted(costs))
                chosen, = [row for row in allowed if row.get("chosen")]
                self.assertEqual((chosen["parts"], chosen["octets"]), costs[0])
                for row in allowed:
                    if row["parts"] is None:
                        at = row["missing_at"]
                        character = text.encode()[at:].decode()[0]
                        self.assertEqual(row["missing"], f"U+{ord(character):04X}")

    def test_characters(self):
        """Each once, those that no allowed table has where that is why."""
        explained, _ = self.explain("ağ ağ ş", "-l", "none")
        self.assertEqual(explained["forced"], [{"code": "U+011F", "character": "ğ", "at": 1},
                                               {"code": "U+015F", "character": "ş", "at": 8}])
        self.assertEqual((explained["forced_by"], explained["forced_at"]), ("U+011F", 1))
        explained, _ = self.explain(EMOJI, "-l", "auto")
        self.assertEqual(explained["forced_by"], "U+1F382")
        explained, _ = self.explain("hello")
        self.assertNotIn("forced_by", explained)

    def test_what_is_not_allowed(self):
        """A cheaper form that an option would allow is named with it."""
        rows = self.explain(TURKISH)[0]["alternatives"]
        self.assertEqual([(row["needs"], row["parts"]) for row in rows if "needs" in row],
                         [("--language tr", 1), ("--transliterate", 1)])
        rows = self.explain("hello")[0]["alternatives"]
        self.assertEqual([row for row in rows if "needs" in row], [])

    def test_for_people(self):
        for name, text, language, first, says in (
                ("turkish", TURKISH, "tr", "gsm7, Turkish locking shift: 1 part, 44 octets",
                 ('  U\\+0131 at octet 7: "ı"', "  ucs2  ", '  gsm7  .* lacks U\\+0131 at octet 7: "ı"',
                  "  gsm7, Turkish single shift  .* 1 part, ")),
                ("hindi", HINDI, "auto", "gsm7, Hindi locking and single shift: 1 part, ",
                 ('gsm7 and \\d+ others +lack U\\+0928 at octet 0: "न"',
                  'gsm7, Hindi locking shift +lacks U\\+0053 at octet \\d+: "S"')),
                ("mixed", MIXED * 9, "auto", "gsm7, Hindi locking shift, Turkish single shift: 2 parts, ",
                 ("  ucs2 +4 parts, ",)),
                ("emoji", EMOJI, "auto", "ucs2: 1 part, ",
                 ("not in any allowed 7-bit table", '  U\\+1F382 at octet \\d+: "🎂"'))):
            with self.subTest(name):
                result = self.smsmodem("encode", "--explain", "--language", language, TO, text)
                self.assertTrue(result.err.startswith(first), result)
                for line in says:
                    self.assertRegex(result.err, line)
                self.assertRegex(result.out, r"^\d+ [0-9A-F]+\n")

    def test_terminal(self):
        result = self.smsmodem("encode", "--explain", TO, "a\u202eb\x1b[31m")
        self.assertNotRegex(result.err, "[\u202e\x1b]")
        self.assertIn(r'U+202E at octet 1: "\xE2\x80\xAE"', result.err)


class Refused(support.Case):
    def test_sentences(self):
        for name, args, text, code, sentence in (
                ("unknown", ["-l", "xx"], "x", 64, f'no language "xx"; known: auto, none, {CODES}'),
                ("empty", ["-l", ""], "x", 64, 'no language ""'),
                ("none among others", ["-l", "tr,none"], "x", 64, 'no language "none"'),
                ("a long one", ["-l", "x" * 1000], "x", 64, "no language \"" + "x" * 40 + '"; known'),
                ("a comma too many", ["-l", "tr,"], "x", 64, 'no language ""'),
                ("default is none", ["-l", "default"], "x", 64, 'no language "default"'),
                ("strict", ["-e", "gsm7"], "aéж", 65,
                 '"ж" (U+0436), character 3 at octet 3 of the text, is not in the GSM 7-bit alphabet'),
                ("in no table", ["-e", "gsm7", "-l", "tr"], "şж", 65,
                 '"ж" (U+0436), character 2 at octet 2 of the text, is in none of the allowed tables'),
                ("in no pair", ["-e", "gsm7", "-l", "tr,hi,pt"], "şनã", 65,
                 "character 3 at octet 5 of the text, is in no pair of tables"),
                ("too long", ["-l", "tr"], "ş" * 155 * 300, 65,
                 "too long: 313 parts, and 255 are possible"),
                ("longer than allowed", ["--max-parts", "2"], "x" * 307, 65,
                 "too long: 3 parts, and 2 are allowed"),
                ("half a character", ["-l", "auto"], b"abc\xc5", 65, "no UTF-8 at octet 3 of the text"),
                ("half behind a language's", ["-l", "auto"], "ş".encode() + b"\xe0\xa4", 65,
                 "no UTF-8 at octet 2 of the text"),
                ("NUL behind a language's", ["-l", "auto"], "ş\0", 65,
                 "a NUL character at octet 2 of the text")):
            with self.subTest(name):
                result = self.smsmodem("encode", *args, TO, stdin=text, code=code)
                self.assertIn(sentence, result.err)
                self.assertEqual(result.out, "")
                error, = self.smsmodem("encode", "--json", *args, TO, stdin=text, code=code).json
                self.assertIn(sentence, error["text"])
                self.assertEqual(error["exit"], code)

    def test_explained_though_too_long(self):
        *explained, error = self.smsmodem("encode", "--json", "--explain", "-l", "tr", TO,
                                          stdin="ş" * 155 * 300, code=65).json
        self.assertEqual(explained[0]["parts"], 313)
        self.assertIn("313 parts", error["text"])


if __name__ == "__main__":
    support.main()
