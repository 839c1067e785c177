# SPDX-License-Identifier: GPL-3.0-or-later
"""encode: which alphabet a text takes, what the others would cost, and what is refused."""
import json
import re

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
        for text, options, needs in (
                ("hello", [], []), ("hello", ["-l", "auto"], []), ("x" * 306, [], []),
                ("ş", ["-e", "gsm7"], ["--encoding ucs2", "--language tr", "--transliterate"]),
                # nothing that is no cheaper than what is plainer
                ("hello", ["-e", "ucs2"], ["--encoding gsm7"]),
                (TURKISH, ["-e", "ucs2"],
                 ["--encoding auto --language tr", "--encoding auto --transliterate"]),
                (TURKISH, ["-l", "es"], ["--language tr", "--transliterate"]),
                # in its own tables nothing would be replaced
                (TURKISH, ["-l", "tr"], ["--language none --transliterate"]),
                (TURKISH, ["-e", "gsm7"], ["--encoding ucs2", "--language tr", "--transliterate"])):
            with self.subTest(text=text, options=options):
                explained, *_ = self.smsmodem("encode", "--json", "--explain", *options, TO, text,
                                              code=None).json
                self.assertEqual([row["needs"] for row in explained["alternatives"] if "needs" in row],
                                 needs)

    def test_impossible(self):
        """A text that the alphabet cannot hold is explained all the same, and then refused."""
        explained, error = self.explain("naïve", "-e", "gsm7", code=65)
        self.assertEqual((explained["encoding"], explained["parts"]), ("gsm7", None))
        self.assertEqual(explained["forced_by"], "U+00EF")
        self.assertIn("; it can be sent with --encoding auto or --transliterate", error["text"])
        err = self.smsmodem("encode", "--explain", "-e", "gsm7", TO, "naïve", code=65).err
        self.assertRegex(err, r"^gsm7: impossible\n(.*\n)*  ucs2 +1 part, 10 octets, with --encoding ucs2\n")
        explained, error = self.explain("a日", "-e", "gsm7", "-l", "tr", code=65)
        self.assertEqual(explained["forced_by"], "U+65E5")
        self.assertTrue(error["text"].endswith("it can be sent with --encoding auto"), error)
        self.assertEqual(len(self.explain("a\0", "-e", "gsm7", code=65)), 1)

    def test_replaced(self):
        """What became of each character."""
        text = "naïve\u200d – …"
        explained, part = self.explain(text, "--transliterate")
        self.assertEqual([(row["character"], row["becomes"]) for row in explained["forced"]],
                         [("ï", "i"), ("\u200d", ""), ("–", "-"), ("…", "...")])
        self.assertTrue(explained["transliterated"] and part["transliterated"])
        err = self.smsmodem("encode", "--explain", "--transliterate", TO, text).err
        self.assertIn('  U+00EF at octet 2: "ï" becomes "i"\n  U+200D at octet 6: "\u200d" is left out\n', err)
        # not where it stays
        for options in ([], ["--transliterate", "-l", "tr"]):
            explained, part = self.explain("ş" * 20, *options)
            self.assertNotIn("becomes", explained["forced"][0])
            self.assertNotIn("transliterated", part)
        # all of them, though only so many others are listed
        many = "áâãêëìíîïð"
        err = self.smsmodem("encode", "--explain", "--transliterate", TO, many).err
        self.assertEqual(err.count(" becomes "), len(many.replace("ì", "")))
        err = self.smsmodem("encode", "--explain", TO, many).err
        self.assertEqual(err.count(" at octet "), 8 + 1)  # and that of gsm7
        self.assertIn("\n  and others\n", err)

    def test_alike(self):
        """Many rows that lack the same are one; names of any length leave the column straight."""
        explained, _ = self.explain("日", "-l", "auto")
        rows = [row for row in explained["alternatives"] if row["parts"] is None]
        self.assertEqual([(row["missing"], row["others"]) for row in rows], [("U+65E5", 25)])
        err = self.smsmodem("encode", "--explain", "-l", "pt,ml", TO, "∞൦").err
        lines = err[err.index("instead of:"):].splitlines()[1:]
        self.assertEqual(len({re.search(r" (?=\d+ part|lacks? )", line).start() for line in lines}), 1, err)

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
                 "too long: 3 parts, and 2 are allowed; it can be sent with --max-parts 3"),
                ("one is", ["--max-parts", "1"], "ş" * 100, 65,
                 "too long: 2 parts, and 1 is allowed; it can be sent with --language tr, "
                 "--transliterate or --max-parts 2"),
                ("in a shorter alphabet", ["--max-parts", "1", "-e", "ucs2"], "x" * 100, 65,
                 "it can be sent with --encoding auto or --max-parts 2"),
                ("as data", ["--max-parts", "1", "--hex", "00" * 141], None, 65,
                 "too long: 2 parts, and 1 is allowed; it can be sent with --max-parts 2"),
                ("much longer", [], "x" * 200000, 65,
                 "too long: 1308 parts, and 255 are possible; send it as several messages"),
                ("endless", [], "x" * (1 << 20) + "x", 65,
                 "over 1048576 octets, which is 2284 parts at least, and 255 are possible"),
                ("strict and not", ["--strict", "--transliterate"], "x", 64, "exclude each other"),
                ("not and strict", ["--transliterate", "--strict"], "x", 64, "exclude each other"),
                ("two references", ["--ref16", "--ref8"], "x", 64, "--ref8 and --ref16 exclude each other"),
                ("a long one in 8 bits", ["--ref8", "--ref", "256"], "x", 64, "--ref8 goes up to 255"),
                ("the other way", ["--ref", "256", "--ref8"], "x", 64, "--ref8 goes up to 255"),
                ("flash of another class", ["--flash", "--class", "1"], "x", 64, "--flash is class 0"),
                ("half an octet", ["--hex", "01 2"], None, 65, "--hex: 3 digits are no whole octets"),
                ("a digit that is none", ["--hex", "01 0g"], None, 65,
                 "--hex: character 5 is not hexadecimal"),
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

    def test_too_long_in_numbers(self):
        for options, text, numbers in (
                (["--max-parts", "1"], "ş" * 100, (2, 1)), ([], "x" * 200000, (1308, 255)),
                (["-e", "gsm7"], "ж", (None, None))):
            error, = self.smsmodem("encode", "--json", *options, TO, text if len(text) < 1000 else "-",
                                   stdin=text, code=65).json
            self.assertEqual((error.get("parts"), error.get("allowed")), numbers)

    def test_hint_is_true(self):
        """What is said to help does."""
        for options, text in ((["--max-parts", "1"], "ş" * 100), (["-e", "gsm7"], "naïve"),
                              (["--max-parts", "2", "-e", "ucs2"], TURKISH * 6)):
            err = self.smsmodem("encode", *options, TO, text, code=65).err
            for option in re.split(", | or ", re.search("it can be sent with (.*)", err)[1]):
                with self.subTest(text=text, option=option):
                    self.smsmodem("encode", *options, *option.split(), TO, text)

    def test_hex(self):
        for data, read in (("01 02", "0102"), (" 0a\t0B\n", "0A0B"), ("0 1", "01"), ("", "")):
            line, = self.smsmodem("encode", "--json", "--hex", data, TO).json
            message, = self.decode([line["pdu"]])
            self.assertEqual((message["encoding"], message.get("data", "")), ("8bit", read))

    def test_explained_though_too_long(self):
        *explained, error = self.smsmodem("encode", "--json", "--explain", "-l", "tr", TO,
                                          stdin="ş" * 155 * 300, code=65).json
        self.assertEqual(explained[0]["parts"], 313)
        self.assertIn("313 parts", error["text"])


if __name__ == "__main__":
    support.main()
