# SPDX-License-Identifier: GPL-3.0-or-later
"""`encode push mms --mms-header` and classes by name: `decode` shows what was asked for."""
import support

TO = "+491701234567"
MMS = ("encode", "push", "mms", TO, "--location", "http://m/1", "--transaction", "1")

# what is asked for; the key and value that `decode` shows
ROWS = (
    ("X-Mms-Stored: yes", "stored", True),
    ("x-mms-stored: NO", "stored", False),
    ("X-Mms-Reply-Charging: requested text only", "reply_charging", "requested text only"),
    ("X-Mms-Reply-Charging-Deadline: 3d", "reply_charging_deadline_seconds", 259200),
    ("X-Mms-Reply-Charging-Deadline: 2027-01-31T18:00:00+01:00", "reply_charging_deadline", "2027-01-31T17:00:00Z"),
    ("X-Mms-Reply-Charging-Deadline: 2027-01-31", "reply_charging_deadline", "2027-01-31T00:00:00Z"),
    ("X-Mms-Reply-Charging-Size: 100000", "reply_charging_size", 100000),
    ("X-Mms-Reply-Charging-ID: <1@m>", "reply_charging_id", "<1@m>"),
    ("X-Mms-Distribution-Indicator: no", "distribution_indicator", False),
    ("X-Mms-Recommended-Retrieval-Mode: manual", "recommended_retrieval_mode", "manual"),
    ("X-Mms-Recommended-Retrieval-Mode-Text: Grüße €", "recommended_retrieval_mode_text", "Grüße €"),
    ("X-Mms-Applic-ID: com.example.a", "applic_id", "com.example.a"),
    ("X-Mms-Reply-Applic-ID: com.example.b", "reply_applic_id", "com.example.b"),
    ("X-Mms-Aux-Applic-Info: a: b", "aux_applic_info", "a: b"),
    ("X-Mms-Content-Class: video-rich", "content_class", "video-rich"),
    ("X-Mms-DRM-Content: yes", "drm_content", True),
    ("X-Mms-Replace-ID: 17", "replace_id", "17"),
    ("Date: 2026-11-23T10:20:30Z", "date", "2026-11-23T10:20:30Z"),
)

BAD = (
    ("X-Mms-Stored", "does not begin with a name and a colon"),
    ("X-Mms-Stored: maybe", "is none of yes, no"),
    ("X-Mms-Reply-Charging-Size: large", "is no whole number"),
    ("X-Mms-Reply-Charging-Deadline: soon", "is neither a length of time, such as 3d, nor a date"),
    ("X-Mms-Message-Size: 5", "has an option of its own"),
    ("Content-Type: text/plain", "would end the header"),
    ("X-Own: ü", "is a field of ASCII alone"),
)


class MmsHeaders(support.Case):
    def push(self, *args):
        messages = self.decode([line["pdu"] for line in self.smsmodem(*MMS, *args, "--json").json])
        self.assertEqual(len(messages), 1, messages)
        return messages[0]["push"]

    def test_each(self):
        for header, key, value in ROWS:
            with self.subTest(header):
                push = self.push("--mms-header", header)
                self.assertEqual((push.get(key), type(push.get(key))), (value, type(value)), push)
                self.assertNotIn("problems", push)

    def test_all(self):
        """Together, with those that have options."""
        rows = {key: (header, value) for header, key, value in ROWS}
        headers = [word for header, _ in rows.values() for word in ("--mms-header", header)]
        push = self.push(*headers, "--from", "joe@example.com", "--subject", "S", "--size", "7", "--class", "auto",
                         "--mms-header", "X-Own: one", "--header", "X-Other: two")
        for key, (_, value) in rows.items():
            self.assertEqual(push.get(key), value, push)
        self.assertEqual([push[key] for key in ("from", "subject", "size", "class")], ["joe@example.com", "S", 7, "auto"])
        self.assertIn({"name": "X-Own", "value": "one"}, push["headers"])
        self.assertIn({"name": "X-Other", "value": "two"}, push["headers"])

    def test_element_descriptor(self):
        push = self.push("--mms-header", "X-Mms-Element-Descriptor: cid:1; type=image/jpeg; name=a.jpg")
        wanted = b"cid:1\0\x82\x9ename\0a.jpg\0"
        self.assertIn(wanted.hex().upper(), push["element_descriptor"])

    def test_class(self):
        """One that is none of the four goes as text, which is said."""
        self.assertEqual(self.push("--class", "x-own")["class"], "x-own")
        self.assertIn("none of personal", self.smsmodem(*MMS, "--class", "x-own").err)
        self.assertEqual(self.smsmodem(*MMS, "--class", "auto").err, "")
        result = self.smsmodem(*MMS, "--class", "two words", code=65)
        self.assertIn("is no token", result.err)

    def test_explain(self):
        args = ("--mms-header", "X-Mms-Stored: yes", "--mms-header", "X-Own: one", "--json", "--explain")
        explain = next(line for line in self.smsmodem(*MMS[1:], *args).json if line["event"] == "explain")
        pieces = {piece["name"]: piece["octets"] for piece in explain["pieces"]}
        self.assertEqual((pieces["X-Mms-Stored"], pieces["X-Own"]), (2, 10))
        self.assertEqual(sum(pieces.values()), explain["octets"])
        knob = next(knob for knob in explain["knobs"] if knob["knob"] == "without --mms-header")
        self.assertEqual(knob["saves"], 12)

    def test_bad(self):
        for header, words in BAD:
            with self.subTest(header):
                result = self.smsmodem(*MMS, "--mms-header", header, code=65)
                self.assertIn(words, result.err)
                self.assertEqual(result.out, "")
        result = self.smsmodem(*MMS, *["--mms-header", "X-Own: a"] * 65, code=64)
        self.assertIn("64 times", result.err)
        result = self.smsmodem("encode", "push", "si", TO, "--href", "http://a/", "--mms-header", "a: b", code=64)
        self.assertIn("is an option of push mms", result.err)


if __name__ == "__main__":
    support.main()
