# SPDX-License-Identifier: GPL-3.0-or-later
"""Cell broadcast as `decode` shows it: pages pasted with their headers, joined, and bad ones."""
import support

HI = "E834"  # "hi" in GSM 7-bit
UMTS = "01003240100F02" + ("E834" + "0D" * 80 + "02") * 2
ETWS = "110011000580" + "00" * 50


def page(n, total, serial="4010", coding="0F", content=HI):
    return f"{serial}0032{coding}{n:X}{total:X}{content}"


def whole(n, total, **fields):
    """88 octets, so that it is known for a page by itself."""
    return page(n, total, content="E874", **fields) + "A3D168341A8D46" * 11 + "A3D100"


class CellBroadcast(support.Case):
    def cb(self, lines, *args, code=0):
        return self.decode(lines, *args, code=code)

    def test_keys_of_the_contract(self):
        message, = self.cb([page(1, 1, coding="01")], "--kind", "cb")
        self.assertEqual(message, {
            "kind": "cb", "message_id": 50, "name": "area information", "serial": 0x4010,
            "scope": "plmn", "message_code": 1, "update_number": 0, "page": 1, "pages": 1, "dcs": 1,
            "class": None, "encoding": "gsm7", "language": "en", "text": "hi"})

    def test_found_without_a_kind(self):
        """By +CBM:, by the length of a page, by the pages of a UMTS message."""
        rows = (["+CBM: 8", page(1, 1)], [whole(1, 1)], ["+CBM: 88", whole(1, 1)], [UMTS],
                ["+CBM: 173", UMTS])
        for lines in rows:
            with self.subTest(lines=lines):
                message, = self.cb(lines)
                self.assertEqual(message["kind"], "cb")
                self.assertIn(message["text"], ("hi", "hihi"))

    def test_joined(self):
        pages = [page(n, 3, content=text) for n, text in ((3, "6334"), (1, "6134"), (2, "6234"))]
        other = page(1, 2, serial="8010")
        message, rest = self.cb([pages[0], other, pages[1], pages[1], pages[2]], "--kind", "cb")
        self.assertEqual((message["text"], message["pages"], message["page"]), ("ahbhch", 3, 1))
        self.assertNotIn("incomplete", message)
        self.assertEqual((rest["incomplete"], rest["missing"], rest["text"]), (True, [2], "hi"))

    def test_parts(self):
        messages = self.cb([page(2, 3), page(1, 3)], "--kind", "cb", "--parts")
        self.assertEqual([m["page"] for m in messages], [2, 1])
        self.assertEqual([m["pages"] for m in messages], [3, 3])
        self.assertFalse(any("incomplete" in m for m in messages))

    def test_data_and_warning(self):
        data, header, warning = self.cb([page(1, 1, coding="44", content="0102"),
                                         page(1, 1, coding="94", content="050003010201AB"), ETWS],
                                        "--kind", "cb")
        self.assertEqual((data["encoding"], data["data"]), ("8bit", "0102"))
        self.assertEqual(header["data"], "AB")
        self.assertEqual(header["udh"], [{"iei": 0, "name": "concat 8-bit", "data": "010201"}])
        self.assertEqual(warning["warning"], {"type": 2, "text": "earthquake and tsunami",
                                              "alert": True, "popup": True})
        self.assertEqual((warning["name"], warning["data"]), ("ETWS: earthquake", "00" * 50))

    def test_bad_lines(self):
        """Each with its octet and its field; the pages around them are joined."""
        bad = ((page(3, 2), 5, "page parameter"), ("40100032", 4, "data coding scheme"),
               ("02" + UMTS[2:], 0, "message type"), (UMTS[:-2], 172, "page"))
        lines = [page(1, 2), *(line for line, _, _ in bad), page(2, 2)]
        *errors, message = self.cb(lines, "--kind", "cb", code=65)
        self.assertEqual(message["text"], "hihi")
        for number, (error, (_, offset, field)) in enumerate(zip(errors, bad), 2):
            self.assertEqual((error["event"], error["code"], error["exit"]), ("error", "pdu", 65))
            self.assertEqual((error["line"], error["offset"], error["field"]),
                             (number, offset, field))

    def test_length_that_was_announced(self):
        result = self.smsmodem("decode", stdin="+CBM: 88\n" + page(1, 1) + "\n")
        self.assertIn("88 octets", result.err)
        self.assertIn("hi", result.out)

    def test_for_people(self):
        out = self.smsmodem("decode", "--kind", "cb", page(1, 3, coding="01"), page(3, 3, coding="01"),
                            UMTS, ETWS).out
        self.assertEqual(out.splitlines(), [
            "cell broadcast 50 (area information), serial 16400: plmn, code 1, update 0",
            "  gsm7, 2 pages", "  hihi",
            "cell broadcast 4352 (ETWS: earthquake), serial 4352: cell-immediate, code 272, update 0",
            "  primary notification: earthquake and tsunami, alert, popup", "  " + "00" * 50,
            "cell broadcast 50 (area information), serial 16400: plmn, code 1, update 0",
            "  gsm7, language en, 3 pages, incomplete: 2 of 3, missing: 2", "  hihi"])

    def test_warnings_whatever_the_spare_bits(self):
        """56 octets with an identifier of ETWS are a primary notification (23.041 9.3.24)."""
        for start in ("00001100078A", "110011010580", "400011070000"):
            for args in ([], ["--kind", "cb"]):
                message, = self.cb([start + "AA" * 50], *args)
                self.assertEqual((message["kind"], message["data"]), ("cb", "AA" * 50), start)

    def test_a_message_that_is_cut_is_no_page(self):
        """88 octets of SMS, whole ones without a message centre, and such that a header announced."""
        sms = "07919471016700F0040B917281553F80F1000062114022300000A0" + "41" * 61
        *_, last = self.cb([sms], code=65)
        self.assertEqual(last["event"], "error")
        submit = "01000C9121430121436500044D" + "41" * 77  # as UMTS: one page
        deliver = "040AA110321476980004621150220375004641" + "41" * 69
        for pdu, kind in ((submit, "submit"), (deliver, "deliver")):
            for args in ([], ["--no-smsc"]):
                self.assertEqual(self.cb([pdu], *args)[0]["kind"], kind)

    def test_page_that_is_wrong_is_known(self):
        """Page 2 of 1 is no SMS."""
        error, = self.cb(["40100032" + "0121" + "E834" * 41], code=65)
        self.assertEqual((error["offset"], error["field"]), (5, "page parameter"))

    def test_fields_as_json(self):
        single, = self.cb(["401000320100E834"], "--kind", "cb", "--verbose")
        self.assertEqual([row["data"] for row in single["fields"]],
                         ["4010", "0032", "01", "00", "E834"])  # as they came
        self.assertEqual(single["fields"][-1]["text"], "hi")
        pages, = self.cb([page(1, 2), page(2, 2)], "--kind", "cb", "--verbose")
        self.assertEqual([row["part"] for row in pages["fields"]], [1] * 5 + [2] * 5)
        error, = self.cb([page(3, 2)], "--kind", "cb", "--verbose", code=65)
        self.assertEqual((error["fields"][-1]["name"], error["fields"][0]["text"]),
                         ("page parameter", "plmn, code 1, update 0"))

    def test_fields(self):
        out = self.smsmodem("decode", "-v", "--kind", "cb", whole(1, 1), UMTS, ETWS).out
        for words in ("serial number", "plmn, code 1, update 0", "50: area information",
                      "page parameter", "1 of 1", "number of pages", "2 octets count",
                      "warning type", "security information"):
            self.assertIn(words, out)
        self.assertLessEqual(max(len(line) for line in out.splitlines() if "00" * 50 not in line), 100)


if __name__ == "__main__":
    support.main()
