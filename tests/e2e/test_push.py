# SPDX-License-Identifier: GPL-3.0-or-later
"""`push` and `encode push`: what is asked for is what arrives, by the simulated phone and by `decode`."""
import json
import os
import zlib

import support

TO = "+491701234567"
URL = "http://www.example.com/news/today.wml?id=17&lang=en"
PROV = ('<?xml version="1.0"?><!DOCTYPE wap-provisioningdoc PUBLIC "-//WAPFORUM//DTD PROV 1.0//EN" '
        '"http://www.wapforum.org/DTD/prov.dtd"><wap-provisioningdoc version="1.0">'
        '<characteristic type="NAPDEF"><parm name="NAME" value="Internet"/>'
        '<parm name="NAP-ADDRESS" value="internet.example"/></characteristic></wap-provisioningdoc>')
VCARD = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Doe;Joe\r\nTEL:+491701234567\r\nEND:VCARD\r\n"
VCALENDAR = ("BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\nDTSTART:20260101T100000Z\r\nSUMMARY:Meeting\r\n"
             "END:VEVENT\r\nEND:VCALENDAR\r\n")
SCALE = "Scale:d=4,o=5,b=120:c,d,e,f,g,a,b"


def pbm(width, height):
    rows = ((x * y % 5 == 0) for y in range(height) for x in range(width))
    return f"P1\n{width} {height}\n" + "\n".join("01"[dot] for dot in rows) + "\n"


def png(width, height):
    """The same dots, as a picture of grey."""
    def chunk(name, data):
        return (len(data).to_bytes(4, "big") + name + data
                + zlib.crc32(name + data).to_bytes(4, "big"))
    rows = b"".join(b"\0" + bytes(0 if x * y % 5 == 0 else 255 for x in range(width)) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0")
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


# name, what is asked for, what `decode` says of it ("push" aside: ports)
ROWS = (
    ("si", ["si", "--href", URL, "--text", "Grüße & <more>", "--action", "high", "--id", "news@example.com",
            "--created", "2026-11-23T10:20:30Z", "--expires", "2096-12-24"],
     {"type": "si", "content_type": "application/vnd.wap.sic", "href": URL, "text": "Grüße & <more>",
      "action": "signal-high", "id": "news@example.com", "created": "2026-11-23T10:20:30Z",
      "expires": "2096-12-24T00:00:00Z"}),
    ("si without more", ["si", "--href", "https://example.org/"],
     {"type": "si", "href": "https://example.org/", "action": "signal-medium"}),
    ("si that takes back another", ["si", "--action", "delete", "--id", "news@example.com"],
     {"type": "si", "href": None, "action": "delete", "id": "news@example.com"}),
    ("sl", ["sl", "--href", URL, "--action", "cache"],
     {"type": "sl", "content_type": "application/vnd.wap.slc", "href": URL, "action": "cache"}),
    ("sl without more", ["sl", "--href", URL], {"type": "sl", "href": URL, "action": "execute-low"}),
    ("mms", ["mms", "--location", "http://mmsc.example.com/17", "--from", "+49 170 7654321", "--subject", "Hello",
             "--size", "23000", "--class", "advertisement", "--expiry", "2d", "--transaction", "T17",
             "--mms-version", "1.2", "--priority", "high", "--delivery-report", "no"],
     {"type": "mms", "content_type": "application/vnd.wap.mms-message", "message_type": "m-notification-ind",
      "transaction": "T17", "version": "1.2", "from": "+491707654321/TYPE=PLMN", "subject": "Hello",
      "class": "advertisement", "size": 23000, "expiry_seconds": 172800,
      "location": "http://mmsc.example.com/17"}),
    ("mms in UTF-8", ["mms", "--location", "http://m/1", "--from", "joe@example.com", "--subject", "Grüße €",
                      "--transaction", "1"],
     {"from": "joe@example.com", "subject": "Grüße €", "class": "personal"}),
    ("mms in ISO-8859-1", ["mms", "--location", "http://m/1", "--subject", "Grüße", "--charset", "latin1",
                           "--from", "Jürgen", "--transaction", "1"],
     {"from": "Jürgen", "subject": "Grüße"}),
    ("mms with a date", ["mms", "--location", "http://m/1", "--transaction", "1", "--expiry", "2097-01-31T18:00:00+01:00"],
     {"expiry": "2097-01-31T17:00:00Z"}),
    ("co", ["co", "--object", "http://example.com/a", "--object", "http://example.com/b", "--service",
            "http://example.com/s/"],
     {"type": "xml", "content_type": "application/vnd.wap.coc"}),
    ("emn", ["emn", "--mailbox", "mailat:joe@example.com", "--timestamp", "2026-11-23T10:20:30Z"],
     {"type": "xml", "content_type": "application/vnd.wap.emn+wbxml"}),
    ("prov", ["prov", "--file", "{prov}"],
     {"type": "xml", "content_type": "application/vnd.wap.connectivity-wbxml"}),
    ("xml", ["xml", "--file", "{si}"], {"type": "si", "href": "http://example.com/a", "text": "from a file"}),
    ("raw", ["raw", "--content-type", "application/x-own", "--hex", "00 FF 10"],
     {"type": "other", "content_type": "application/x-own"}),
    ("vcard", ["vcard", "--file", "{vcard}"], {"type": "vcard", "text": VCARD}),
    ("vcalendar", ["vcalendar", "--file", "{vcalendar}"], {"type": "vcalendar", "text": VCALENDAR}),
    ("ringtone", ["ringtone", "--rtttl", SCALE], {"type": "ringtone"}),
    ("logo", ["logo", "--file", "{logo}", "--network-code", "262-01"],
     {"type": "operator-logo", "width": 72, "height": 14}),
    ("icon", ["icon", "--file", "{png}"], {"type": "cli-icon", "width": 72, "height": 14}),
    ("picture", ["picture", "--file", "{picture}", "--text", "Grüße"],
     {"type": "picture", "width": 72, "height": 28, "text": "Grüße"}),
    ("picture of Greek", ["picture", "--file", "{picture}", "--text", "Γειά"], {"type": "picture", "text": "Γειά"}),
)

PORTS = {"vcard": (9204, 0), "vcalendar": (9205, 0), "ringtone": (5505, 0), "logo": (5506, 0), "icon": (5507, 0),
         "picture": (5514, 0)}


class Push(support.Case):
    def setUp(self):
        super().setUp()
        self.files = {
            "prov": self.write("prov.xml", PROV),
            "si": self.write("si.xml", '<?xml version="1.0"?><!DOCTYPE si PUBLIC "-//WAPFORUM//DTD SI 1.0//EN" '
                             '"http://www.wapforum.org/DTD/si.dtd"><si><indication href="http://example.com/a">'
                             'from a file</indication></si>'),
            "vcard": self.write("joe.vcf", VCARD), "vcalendar": self.write("meeting.vcs", VCALENDAR),
            "logo": self.write("logo.pbm", pbm(72, 14)), "png": self.write("icon.png", png(72, 14)),
            "picture": self.write("card.pbm", pbm(72, 28)), "pin": self.write("pin", "0000\n"),
        }

    def words(self, args):
        return [arg.format(**self.files) if arg.startswith("{") else arg for arg in args]

    def encode(self, *args, **options):
        """The parts of a push."""
        return [line["pdu"] for line in self.smsmodem("encode", "--json", "push", *args, **options).json]

    def read_back(self, pdus):
        messages = self.decode(pdus)
        self.assertEqual(len(messages), 1, messages)
        return messages[0]

    def check(self, message, wanted):
        push = message["push"]
        self.assertEqual({key: push.get(key) for key in wanted}, wanted, message)

    def test_every_kind_reads_back(self):
        for name, args, wanted in ROWS:
            with self.subTest(name):
                message = self.read_back(self.encode(*self.words(args), TO))
                self.check(message, wanted)
                ports = PORTS.get(args[0], (2948, 9200))
                self.assertEqual((message["ports"]["dst"], message["ports"]["src"]), ports)
                self.assertEqual(message["to"], TO)

    def test_every_kind_in_cdma(self):
        for name, args, wanted in ROWS:
            with self.subTest(name):
                parts = self.smsmodem("encode", "--network", "cdma", "push", *self.words(args), TO, "--json").json
                self.assertEqual({part["message_id"] for part in parts}, {parts[0]["message_id"]})
                self.assertEqual([part["mmts"] for part in parts], [1] * (len(parts) - 1) + [0])
                messages = self.decode([part["pdu"] for part in reversed(parts)], "--kind", "cdma")
                self.assertEqual(len(messages), 1, messages)
                self.check(messages[0], wanted)

    def test_xml_of_documents(self):
        """What lists and values there are, as XML."""
        xml = self.read_back(self.encode(*next(args for name, args, _ in ROWS if name == "co"), TO))["push"]["xml"]
        for uri in ("http://example.com/a", "http://example.com/b", "http://example.com/s/"):
            self.assertIn(f'"{uri}"', xml)
        xml = self.read_back(self.encode("emn", TO, "--mailbox", "mailat:joe@example.com"))["push"]["xml"]
        self.assertIn("mailat:joe@example.com", xml)
        self.assertIn("internet.example", self.read_back(self.encode("prov", TO, "-f", self.files["prov"]))["push"]["xml"])

    def test_stdin(self):
        """A file that is not named, or "-"."""
        named = self.encode("xml", TO, "--file", self.files["si"], "--ref", "1")
        text = self.read_back(named)["push"]["text"]
        for args in ((), ("--file", "-")):
            self.assertEqual(self.encode("xml", TO, "--ref", "1", *args, stdin=self.read("si.xml")), named)
        self.assertEqual(text, "from a file")
        self.assertTrue(self.encode("ringtone", TO, stdin=SCALE + "\n"))

    def test_options_stand_anywhere(self):
        line = ["--href", URL, "--text", "x", "--ref", "3"]
        wanted = self.encode("si", TO, *line)
        for args in (["encode", "push", *line, "si", TO], ["encode", *line, "push", "si", TO],
                     ["encode", "push", "si", *line, "--", TO], ["encode", "--ref", "3", "push", "--text=x", "si", TO,
                                                                  "--href", URL],
                     ["push", "--dry-run", "si", TO, *line], ["push", *line, "-n", "si", TO],
                     ["push", "si", TO, "-n", *line]):
            with self.subTest(args):
                self.assertEqual([line["pdu"] for line in self.smsmodem("--json", *args).json], wanted)

    def test_envelope(self):
        plain = self.read_back(self.encode("sl", TO, "--href", URL))["data"]
        self.assertEqual(plain[:4], "0006")
        self.assertEqual(self.read_back(self.encode("sl", TO, "--href", URL, "--tid", "255"))["data"], "FF" + plain[2:])
        headers = self.read_back(self.encode("sl", TO, "--href", URL, "--application-id", "mms.ua", "--header",
                                        "X-Wap-Initiator-URI: http://push/", "--header", "X-Own: one"))["push"]["headers"]
        self.assertEqual({header["name"].lower(): header["value"] for header in headers},
                         {"x-wap-application-id": "x-wap-application:mms.ua", "x-wap-initiator-uri": "http://push/",
                          "x-own": "one"})
        long_type = self.read_back(self.encode("sl", TO, "--href", URL, "--long-content-type"))["data"]
        self.assertIn(b"application/vnd.wap.slc\0".hex().upper(), long_type)

    def test_message_options(self):
        pdus = self.encode("si", TO, "--href", URL, "--text", "x" * 300, "--ref16", "--ref", "4660", "--report",
                           "--validity", "12h", "--class", "1", "--port", "2949", "--smsc", "+4912345")
        message = self.read_back(pdus)
        self.assertEqual((message["ref"], message["ref_bits"], message["class"], message["smsc"], message["ports"]["dst"],
                          message["ports"]["src"]), (4660, 16, 1, "+4912345", 2949, 9200))
        message = self.read_back(self.encode("mms", TO, "--location", "http://m/1", "--message-class", "2", "--port", "5:6"))
        self.assertEqual((message["class"], message["ports"]["dst"], message["ports"]["src"]), (2, 5, 6))

    def test_dates_from_now(self):
        push = self.read_back(self.encode("si", TO, "--href", URL, "--created", "now", "--expires", "3d"))["push"]
        self.assertLess(push["created"][:10], push["expires"][:10])
        xml = self.read_back(self.encode("emn", TO, "--mailbox", "imap://h/", "--timestamp", "now"))["push"]["xml"]
        self.assertIn('timestamp="20', xml)

    # --- sending -----------------------------------------------------------------------------------

    def document(self):
        """An SI whose datagram is of 400 octets and a bit, and its options."""
        href = "http://example.com/" + "path/" * 20
        text = "".join(f"{number}. Grüße, und ein längerer Text. " for number in range(10))
        return ["--href", href, "--text", text, "--id", "x" * 20], {"type": "si", "href": href, "text": text,
                                                                    "id": "x" * 20}

    def test_send_in_process(self):
        args, wanted = self.document()
        result = self.smsmodem("-d", "sim:", "--json", "push", "si", TO, *args).json
        self.assertEqual(len(result), 1)
        self.assertEqual({key: result[0][key] for key in ("event", "to", "status", "parts", "encoding", "push")},
                         {"event": "sent", "to": TO, "status": "sent", "parts": 4, "encoding": "8bit", "push": "si"})
        self.assertEqual(len(result[0]["refs"]), 4)
        trace = self.path("trace")
        self.smsmodem("-d", "sim:", "--trace", trace, "push", "si", TO, *args)
        message = self.read_back([self.read("trace")])
        self.assertGreaterEqual(len(message["data"]) // 2, 400)
        self.check(message, wanted)

    def test_send_over_a_pty(self):
        args, wanted = self.document()
        phone = self.sim()
        result = self.smsmodem("-d", phone.device, "--json", "push", "si", f"{TO},+4915112345", *args).json
        self.assertEqual([line["status"] for line in result], ["sent", "sent"])
        for to in (TO, "+4915112345"):
            event = phone.event("submit", to=to)
            self.assertEqual(event["parts"], 4)
            self.assertEqual({key: event["push"].get(key) for key in wanted}, wanted)

    def test_mms_result_names_its_transaction(self):
        phone = self.sim()
        result = self.smsmodem("-d", phone.device, "--json", "push", "mms", TO, "--location", "http://m/1").json[0]
        self.assertEqual(result["push"], "mms")
        self.assertRegex(result["transaction"], "^[0-9A-Z]{8}$")
        self.assertEqual(phone.event("submit")["push"]["transaction"], result["transaction"])
        other = self.smsmodem("-d", phone.device, "push", "mms", TO, "--location", "http://m/1").out
        self.assertRegex(other, rf"^\{TO}: sent, 1 part, 8bit, push mms, transaction [0-9A-Z]{{8}}, reference \d+\n$")

    def test_store_and_reports(self):
        phone = self.sim()
        self.assertEqual(self.smsmodem("-d", phone.device, "--json", "push", "si", TO, "--href", URL, "--store").json[0]
                         ["event"], "stored")
        lines = self.smsmodem("-d", phone.device, "--json", "push", "si", TO, "--href", URL, "--wait-report=30").json
        self.assertEqual([line["event"] for line in lines], ["sent", "report"])

    # --- provisioning ------------------------------------------------------------------------------

    def test_mac(self):
        """Of PIN and IMSI, as their files and the environment give them."""
        rows = ((["--sec", "userpin", "--pin-file", "{pin}"], "userpin", {}),
                (["--sec", "userpin"], "userpin", {"SMSMODEM_PROV_PIN": "0000"}),
                (["--sec", "userpin"], "userpin", {"SMSMODEM_PROV_PIN": "0000", "SMSMODEM_IMSI": "not needed"}),
                (["--sec", "netpin", "--imsi", "466923103145252"], "netpin", {}),
                (["--imsi", "466923103145252"], "netpin", {}),
                (["--sec", "netwpin"], "netpin", {"SMSMODEM_IMSI": "466923103145252"}),
                (["--sec", "usernetpin", "--imsi", "466923103145252", "--pin-file", "{pin}"], "usernetpin", {}))
        for args, sec, environment in rows:
            with self.subTest(args):
                self.env.update(environment)
                pdus = self.encode("prov", TO, "--file", self.files["prov"], *self.words(args))
                self.env.update(SMSMODEM_PROV_PIN="0000", SMSMODEM_IMSI="466923103145252")
                push = self.read_back(pdus)["push"]
                self.assertEqual((push["sec"].lower().replace("netw", "net"), push["mac_valid"]), (sec, True))
                del self.env["SMSMODEM_PROV_PIN"], self.env["SMSMODEM_IMSI"]

    def test_long_pins(self):
        """As long as the library takes them."""
        for digits in (17, 20, 32):
            file = self.write("long", "7" * digits)
            message = self.read_back(self.encode("prov", TO, "--file", self.files["prov"], "--sec", "userpin", "--pin-file",
                                                 file))
            self.assertEqual(message["push"]["sec"].lower(), "userpin")
        args = ("prov", TO, "--file", self.files["prov"], "--sec", "userpinmac", "--pin-file")
        for digits, code in ((5, 0), (20, 0), (4, 65), (21, 65)):
            self.smsmodem("encode", "push", *args, self.write("half", "7" * digits), code=code)

    def test_what_the_user_types(self):
        """Of USERPINMAC digits that are not in the message."""
        args = ["prov", TO, "--file", self.files["prov"], "--sec", "userpinmac", "--pin-file",
                self.write("half", "98765\n")]
        result = self.smsmodem("-d", "sim:", "--json", "push", *args)
        mac = result.json[0]["mac"]
        self.assertRegex(mac, r"^\d{5}$")
        self.assertNotIn("98765", result.err + result.out)
        for words in (["push", "-n"], ["encode", "push"], ["encode", "-n", "cdma", "--segment-size", "50", "push"],
                      ["encode", "--format", "smpp", "push"],
                      ["encode", "--format", "smpp", "--adaptation", "segments", "push"],
                      ["encode", "--format", "template", "--template", "x@@CDMAWAPPDU@@", "push"],
                      ["encode", "--format", "template", "--template", "x@@UDH@@@@DATA@@", "push"]):
            with self.subTest(words):
                self.assertEqual({line["mac"] for line in self.smsmodem("--json", *words, *args).json}, {mac})
                self.assertIn(f"the user is to type the PIN, followed by {mac}\n",
                              self.smsmodem("-q", *words, *args).err)
        push = self.read_back(self.encode(*args))["push"]
        self.assertEqual((push["sec"].lower(), push.get("mac"), push.get("mac_valid")), ("userpinmac", None, None))

    def test_whose_pin(self):
        """Behind the command that of the document, in front of it that of the SIM: neither serves for the other."""
        file = ["--file", self.files["prov"]]
        pin = ["--pin-file", self.files["pin"]]
        trace = self.path("trace")
        result = self.smsmodem("-d", "sim:?pin=0000", "--trace", trace, "push", "prov", TO, *file, "--sec", "userpin",
                               *pin, code=77)
        self.assertIn("--pin-file in front of the command", result.err)
        self.assertNotIn("CPIN=", self.read("trace"))
        result = self.smsmodem("-d", "sim:", "push", "prov", TO, *file, *pin, code=64)
        self.assertRegex(result.err, "--sec userpin.*in front of the command")
        os.unlink(trace)
        self.smsmodem("-d", "sim:?pin=0000", "--trace", trace, *pin, "push", "prov", TO, *file)
        push = self.read_back([self.read("trace")])["push"]
        self.assertEqual((push["type"], push.get("sec"), push.get("mac")), ("xml", None, None))
        self.smsmodem("-d", "sim:", *pin, "push", "prov", TO, *file, "--sec", "userpin", code=65)
        # so is that of a profile
        config = self.write("config/smsmodem/config", f"pin-file={self.files['pin']}\n")
        self.assertTrue(os.path.exists(config))
        self.smsmodem("-d", "sim:?pin=0000", "push", "prov", TO, *file)

    # --- what it costs -----------------------------------------------------------------------------

    def length(self, *args):
        return len(self.read_back(self.encode("mms", TO, "--location", "http://mmsc.example.com/17", "--transaction", "17",
                                         "--from", "+491707654321", *args))["data"]) // 2

    def test_subject_and_content_type(self):
        """A subject costs its token, its octets and a NUL; a content type as text 31 octets more than its number."""
        plain = self.length()
        for subject in ("", "Hello", "x" * 40):
            with self.subTest(subject):
                self.assertEqual(self.length("--subject", subject), plain + len(subject) + 2)
                self.assertEqual(self.length("--subject", subject, "--no-subject"), plain)
        # in UTF-8 its length and character set go in front
        self.assertEqual(self.length("--subject", "Grüße"), plain + 1 + 2 + len("Grüße".encode()) + 1)
        self.assertEqual(self.length("--long-content-type"), plain + 31)
        self.assertEqual(len("application/vnd.wap.mms-message\0") - len(b"\xBE"), 31)

    def explain(self, *args):
        return self.smsmodem("push", "mms", TO, "--location", "http://mmsc.example.com:80/" + "x" * 80,
                             "--from", "+491707654321", "--transaction", "17", "--explain", "--json", *args).json[0]

    def test_explain(self):
        told = self.explain("--subject", "Hello world", "--long-content-type")
        self.assertEqual(told["octets"], sum(piece["octets"] for piece in told["pieces"]))
        pieces = {piece["name"]: piece["octets"] for piece in told["pieces"]}
        self.assertEqual((pieces["Content-Type"], pieces["Subject"]), (32, 13))
        knobs = {knob["knob"]: knob for knob in told["knobs"]}
        self.assertEqual(knobs["--no-subject"]["saves"], 13)
        self.assertEqual(knobs["without --long-content-type"]["saves"], 31)
        self.assertEqual(knobs["URL without its port"]["saves"], 3)
        self.assertEqual(knobs["without --from"]["saves"], pieces["From"])
        self.assertEqual((told["gsm"]["one_part"], told["cdma"]["one_segment"], told["cdma"]["segment_size"]),
                         (133, 105, 112))
        self.assertFalse(told["gsm"]["one_is_enough"])
        for network, one in (("gsm", "one_part"), ("cdma", "one_segment")):
            self.assertEqual(told[network]["one_is_enough"], told["octets"] <= told[network][one])
        many = self.explain(*["--header", "X-Own: one"] * 64)
        self.assertEqual(many["octets"], sum(piece["octets"] for piece in many["pieces"]))
        short = self.explain()
        self.assertEqual(short["octets"], told["octets"] - 13 - 31)
        self.assertEqual({knob["knob"]: knob["saves"] for knob in short["knobs"]}["with --long-content-type"], -31)

    def test_explain_is_what_encode_does(self):
        """Octets and parts of every knob that is an option are those of the push with it."""
        told = self.explain("--subject", "Hello world", "--long-content-type")
        base = ["mms", TO, "--location", "http://mmsc.example.com:80/" + "x" * 80, "--from", "+491707654321",
                "--transaction", "17", "--subject", "Hello world", "--long-content-type"]
        for extra, knob in (([], None), (["--no-subject"], "--no-subject"),
                            (["--application-id", "none"], "--application-id none (browser)")):
            row = next((row for row in told["knobs"] if row["knob"] == knob), None)
            wanted = (row["octets"], row["gsm_parts"], row["cdma_segments"]) if row else \
                (told["octets"], told["gsm"]["parts"], told["cdma"]["segments"])
            pdus = self.encode(*base, *extra)
            segments = self.smsmodem("encode", "--network", "cdma", "push", *base, *extra).out.count("\n")
            self.assertEqual((len(self.read_back(pdus)["data"]) // 2, len(pdus), segments), wanted, knob)
        # all that save, but for the application, without which another one gets it
        least = self.read_back(self.encode("mms", TO, "--location", "http://mmsc.example.com/" + "x" * 80,
                                           "--transaction", "1"))
        [row] = [row for row in told["knobs"] if row["knob"].startswith("all ")]
        self.assertEqual((row["knob"], row["octets"]), ("all others of these that save", len(least["data"]) // 2))

    def test_explain_for_people(self):
        """On stderr beside PDUs, on stdout by itself; nothing is sent."""
        args = ["si", TO, "--href", URL, "--text", "News"]
        shown = self.smsmodem("push", *args, "--explain")
        self.assertRegex(shown.out, r"(?s)^push si: \d+ octets\nGSM: 1 part; .*\nCDMA.*--text")
        encoded = self.smsmodem("encode", "push", *args, "--explain", "--ref", "1")
        self.assertEqual(encoded.err, shown.out)
        self.assertEqual(encoded.out, self.smsmodem("encode", "push", *args).out)
        for kind in ROWS:
            with self.subTest(kind[0]):
                told = json.loads(self.smsmodem("push", *self.words(kind[1]), TO, "--explain", "--json").out)
                self.assertEqual(sum(piece["octets"] for piece in told["pieces"]), told["octets"])

    # --- help ----------------------------------------------------------------------------------------

    def test_help_of_a_kind(self):
        text = self.smsmodem("push", "sl", "--help").out
        self.assertIn("--href URL", text)
        self.assertIn("low (the default), high or cache", text)
        for other in ("--subject", "--location", "--file", "--rtttl", "--network", "--encoding"):
            self.assertNotIn(other + " ", text)
        self.assertEqual(self.smsmodem("push", "--help", "sl").out, text)
        self.assertIn("--segment-size", self.smsmodem("encode", "push", "sl", "--help").out)
        self.assertNotIn("SIM PIN", self.smsmodem("push", "prov", "--help").out)
        self.assertIn("si|sl|mms", self.smsmodem("push", "--help").out)

    def test_preview(self):
        args = ["encode", "push", "icon", TO, "--file", self.files["png"]]
        self.assertEqual(self.smsmodem(*args).err, "")
        drawn = self.smsmodem(*args, "-v").err
        self.assertEqual(drawn.count("\n"), 7)
        self.assertIn("▀", drawn)


if __name__ == "__main__":
    support.main()
