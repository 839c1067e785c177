# SPDX-License-Identifier: GPL-3.0-or-later
"""`--explain`: each figure is that of a push which is really encoded, with the knob turned and without."""
import support
from test_push import PROV, SCALE, TO, VCARD, pbm

LOCATION = "http://mmsc.example.com:80/" + "x" * 80
LONG, HEADER = ("--long-content-type", None), ("--header", "X-Own: one")

# name, kind, options and their values, the knobs that there are
ROWS = (
    ("mms with all", "mms",
     (("--location", LOCATION), ("--from", "Jürgen"), ("--subject", "Grüße an alle"), ("--transaction", "T17-4711"),
      ("--delivery-report", "yes"), ("--priority", "high"), LONG, HEADER),
     {"--no-subject", "without --long-content-type", "without --from", "--charset iso-8859-1",
      "--transaction of one character", "without --delivery-report", "without --priority", "--application-id none",
      "without --header", "URL without its port", "all", "--segment-size 140"}),
    ("mms with a sender to be inserted", "mms",
     (("--location", LOCATION), ("--insert-address", None), ("--subject", "Hello"), ("--charset", "utf-8"),
      ("--transaction", "1")),
     {"--no-subject", "with --long-content-type", "without --insert-address", "without --charset",
      "--application-id none", "URL without its port", "all"}),
    ("mms of one part and two segments", "mms",
     (("--location", "http://m/" + "x" * 60), ("--from", "+491701234567"), ("--transaction", "1")),
     {"with --long-content-type", "without --from", "--application-id none", "--segment-size 140"}),
    ("mms over https", "mms", (("--location", "https://m:443/" + "x" * 200), ("--transaction", "1"), LONG),
     {"without --long-content-type", "--application-id none", "URL without its port", "all"}),
    ("si with all", "si",
     (("--href", "http://www.example.com:80/" + "x" * 20), ("--text", "News for you, and for everybody else"),
      ("--action", "high"), ("--created", "2026-11-23T10:20:30Z"), ("--expires", "2036-12-24"), ("--id", "news-17"),
      ("--application-id", "mms.ua"), ("--content-type", "application/vnd.wap.sic; charset=utf-8"), LONG, HEADER),
     {"without --long-content-type", "without --text", "without --created", "without --expires", "without --id",
      "without --action", "without --content-type", "--application-id none", "without --header", "URL without its port",
      "all"}),
    ("si of the least", "si", (("--href", "http://a/"),), {"with --long-content-type"}),
    ("sl", "sl", (("--href", "https://www.example.com:443/"), ("--action", "cache"), HEADER),
     {"with --long-content-type", "without --action", "without --header", "URL without its port", "all"}),
    ("emn", "emn", (("--mailbox", "mailat:joe@example.com"), ("--timestamp", "2026-11-23T10:20:30Z")),
     {"with --long-content-type", "without --timestamp", "--application-id none"}),
    ("co", "co", (("--object", "http://example.com/a"), ("--service", "http://example.com/s/"), HEADER, LONG),
     {"without --long-content-type", "without --header", "all"}),
    ("prov", "prov", (("--file", "{prov}"), HEADER), {"with --long-content-type", "without --header"}),
    ("raw", "raw", (("--content-type", "application/vnd.wap.sic"), ("--hex", "00" * 250), HEADER),
     {"with --long-content-type", "without --header", "--segment-size 140"}),
    ("picture", "picture", (("--file", "{picture}"), ("--text", "x" * 80)), {"without --text", "--segment-size 140"}),
    ("vcard", "vcard", (("--file", "{vcard}"),), set()),
    ("ringtone", "ringtone", (("--rtttl", SCALE),), set()),
)


def line_of(options):
    return [word for option in options for word in option if word is not None]


def without(options, name):
    return tuple(option for option in options if option[0] != name)


def name_of(knob):
    """Without what is said of it besides."""
    name = knob["knob"].partition(" (")[0]
    return "all" if name.startswith("all ") else name


def turned(options, name):
    """The options of a push whose knob is turned."""
    words = name.split()
    if name == "URL without its port":
        return tuple((option, value.replace(":443/", "/").replace(":80/", "/") if value else value)
                     for option, value in options)
    if name == "--transaction of one character":
        words = ["--transaction", "1"]
    if words[0] in ("with", "without"):
        options = without(options, words[1])
        return options if words[0] == "without" else options + ((words[1], None),)
    return without(options, words[0]) + ((words[0], words[1] if len(words) > 1 else None),)


class Explain(support.Case):
    def setUp(self):
        super().setUp()
        self.files = {"prov": self.write("prov.xml", PROV), "picture": self.write("card.pbm", pbm(72, 28)),
                      "vcard": self.write("joe.vcf", VCARD)}

    def words(self, kind, options):
        return [kind, TO, *(word.format(**self.files) if word.startswith("{") else word for word in line_of(options))]

    def explain(self, kind, options):
        [told] = self.smsmodem("push", *self.words(kind, options), "--explain", "--json").json
        return told

    def cost(self, kind, options, *cdma):
        """Octets, parts and segments of the push itself."""
        words = self.words(kind, options)
        pdus = [line["pdu"] for line in self.smsmodem("encode", "--json", "push", *words).json]
        [message] = self.decode(pdus)
        segments = self.smsmodem("encode", "--network", "cdma", "push", *words, *cdma).out.count("\n")
        return len(message["data"]) // 2, len(pdus), segments

    def check(self, kind, options, told, knob):
        name = name_of(knob)
        cdma = ()
        if name == "--segment-size 140":
            cdma = name.split()
        elif name == "all":
            for each in told["knobs"]:
                other = "others" in knob["knob"] and name_of(each) == "--application-id none"
                if each["saves"] > 0 and name_of(each) != "all" and not other:
                    options = turned(options, name_of(each))
        else:
            options = turned(options, name)
        self.assertEqual((knob["octets"], knob["gsm_parts"], knob["cdma_segments"]), self.cost(kind, options, *cdma))
        self.assertEqual(knob["saves"], told["octets"] - knob["octets"])

    def test_knobs_are_what_encode_does(self):
        for row, kind, options, names in ROWS:
            told = self.explain(kind, options)
            with self.subTest(row):
                figures = (told["octets"], told["gsm"]["parts"], told["cdma"]["segments"])
                self.assertEqual(figures, self.cost(kind, options))
                self.assertEqual({name_of(knob) for knob in told["knobs"]}, names)
                self.assertEqual(len(told["knobs"]), len(names))
            for knob in told["knobs"]:
                with self.subTest((row, knob["knob"])):
                    self.check(kind, options, told, knob)

    def test_pieces_are_the_push(self):
        for row, kind, options, _ in ROWS:
            with self.subTest(row):
                told = self.explain(kind, options)
                self.assertEqual(sum(piece["octets"] for piece in told["pieces"]), told["octets"])
                self.assertTrue(all(piece["octets"] > 0 for piece in told["pieces"]))

    def test_one_part_and_one_segment(self):
        """As many octets as are said fit into one, and one more does not."""
        told = self.explain("raw", (("--content-type", "0x1e"), ("--hex", "00")))
        head = told["octets"] - 1
        for network, one in (("gsm", "one_part"), ("cdma", "one_segment")):
            for more in (0, 1):
                body = "00" * (told[network][one] - head + more)
                options = (("--content-type", "0x1e"), ("--hex", body))
                exact = self.explain("raw", options)
                self.assertEqual(exact["octets"], told[network][one] + more)
                self.assertEqual(exact[network]["one_is_enough"], not more)
                self.assertEqual(self.cost("raw", options)[1 if network == "gsm" else 2], 1 + more)

    def test_segments_of_another_size(self):
        """The figures are of segments as they are asked for."""
        for size in (30, 60, 112, 139, 140):
            with self.subTest(size):
                _, kind, options, _ = ROWS[0]
                told, *segments = self.smsmodem("encode", "--network", "cdma", "push", *self.words(kind, options),
                                                "--explain", "--json", "--segment-size", str(size)).json
                self.assertEqual((told["cdma"]["segment_size"], told["cdma"]["segments"]), (size, len(segments)))
                for knob in told["knobs"]:
                    name = name_of(knob)
                    if name == "--no-subject":
                        wanted = self.cost(kind, turned(options, name), "--segment-size", str(size))[2]
                        self.assertEqual(knob["cdma_segments"], wanted)
                    self.assertFalse(name == "--segment-size 140" and size == 140)

    def test_knobs_for_people(self):
        """The same rows in the same order."""
        for _, kind, options, _ in ROWS:
            told = self.explain(kind, options)
            lines = self.smsmodem("push", *self.words(kind, options), "--explain").out.split("\n")
            start = len(lines) - 1 - len(told["knobs"])
            for knob, line in zip(told["knobs"], lines[start:]):
                self.assertTrue(line.startswith(f"  {knob['knob']} "), line)
                figures = [knob["octets"], knob["gsm_parts"], knob["cdma_segments"]]
                self.assertEqual(line.split()[-3:], [str(figure) for figure in figures])
                if knob["saves"]:
                    self.assertEqual(line.split()[-4], f"{-knob['saves']:+d}")


if __name__ == "__main__":
    support.main()
