# SPDX-License-Identifier: GPL-3.0-or-later
"""`decode` of what came by push: as JSON, for people, of GSM and CDMA, whole and cut."""
import hashlib
import hmac
import random

import support

HREF, TEXT = "http://www.example.com/a?b&c", "You have 4 new e-mails"
NOTIFICATION = bytes.fromhex(
    "010601BE 8C82 98543100 8D90 8919802B3439313730393939393939392F545950453D504C4D4E00"
    "9606EAC3A4626300 8A81 8E0203FD 8805810302A300 83687474703A2F2F612F6200")
SECRET = "hunter2"
LOGO = "62F2300A00480E01" + "F0" * 126


def uintvar(number):
    octets = [number & 0x7F]
    while number > 0x7F:
        number >>= 7
        octets.insert(0, 0x80 | number & 0x7F)
    return bytes(octets)


def wsp(content_type, body, headers=b""):
    """A push with a content type in its coded form."""
    return bytes((1, 6)) + uintvar(len(content_type) + len(headers)) + content_type + headers + body


def inline(text):
    return b"\x03" + text.encode() + b"\0"


def si(href=HREF, text=TEXT, attributes=b""):
    """A service indication without any of the shorter forms (WAP-167-ServiceInd 8)."""
    return wsp(b"\xAE", b"\x02\x05\x6A\0\x45\xC6\x0B" + inline(href) + attributes + b"\x01" +
               inline(text) + b"\x01\x01")


def prov(secret=SECRET):
    """A provisioning document with a secret; all but its root in strings of its string table."""
    table = b"AUTHSECRET\0"
    # characteristic type=..., parm name=(table) value=...
    return (b"\x03\x0B\x6A" + bytes((len(table),)) + table + b"\x45\xC6\x55\x01\x87\x05\x83\0\x06" +
            inline(secret) + b"\x01\x01\x01")


def deliver(data, dst=2948, src=9200, ref=7, size=128, submit=False):
    """The parts of a message in TPDUs without a message centre's address (23.040 9.2.2)."""
    pieces = [data[i:i + size] for i in range(0, len(data), size)] or [b""]
    ports = bytes((5, 4)) + dst.to_bytes(2, "big") + src.to_bytes(2, "big")
    pdus = []
    for number, piece in enumerate(pieces, 1):
        concat = bytes((0, 3, ref, len(pieces), number)) if len(pieces) > 1 else b""
        data_unit = bytes((len(ports + concat),)) + ports + concat + piece
        head = ("0041000A9121436587090004" if submit
                else "00440A9121436587090004" + "62703021436500")
        pdus.append(head + f"{len(data_unit):02X}" + data_unit.hex().upper())
    return pdus


class DecodePush(support.Case):
    def push(self, data, *args, **how):
        [message] = self.decode(deliver(data, **how), *args)
        return message["push"]

    def text(self, lines, *args):
        return self.smsmodem("decode", *args, stdin="\n".join(lines) + "\n").out

    # --- kinds ---

    def test_si(self):
        push = self.push(si())
        self.assertEqual((push["type"], push["content_type"]), ("si", "application/vnd.wap.sic"))
        self.assertEqual((push["href"], push["text"], push["action"]),
                         (HREF, TEXT, "signal-medium"))
        self.assertEqual(push["xml"], f'<si><indication href="{HREF.replace("&", "&amp;")}">{TEXT}'
                                      "</indication></si>")
        self.assertNotIn("problem", push)

    def test_si_for_people(self):
        self.assertEqual(self.text(deliver(si())),
                         "deliver from +1234567890 (international), 2026-07-03 12:34:56 +00:00\n"
                         "  8bit, port 2948 from 9200\n"
                         "  service indication\n"
                         f"    URL: {HREF}\n"
                         f"    text: {TEXT}\n"
                         "    action: signal-medium\n")

    def test_submit(self):
        [message] = self.decode(deliver(si(), submit=True))
        self.assertEqual((message["kind"], message["push"]["href"]), ("submit", HREF))

    def test_mms(self):
        push = self.push(NOTIFICATION)
        del push["tid"]
        self.assertEqual(push, {
            "type": "mms", "content_type": "application/vnd.wap.mms-message",
            "message_type": "m-notification-ind", "transaction": "T1", "version": "1.0",
            "from": "+491709999999/TYPE=PLMN", "subject": "äbc", "class": "advertisement",
            "size": 1021, "expiry_seconds": 172800, "location": "http://a/b"})
        text = self.text(deliver(NOTIFICATION))
        for line in ("MMS notification", "sender: +491709999999/TYPE=PLMN", "subject: äbc",
                     "size: 1021 octets", "URL: http://a/b", "class: advertisement",
                     "expires in: 2 days"):
            self.assertIn(f"    {line}\n" if ":" in line else f"  {line}\n", text)

    def test_other_content_types(self):
        push = self.push(wsp(b"\x9E", b"\x01\xFF"))
        self.assertEqual((push["type"], push["content_type"], push["data"]),
                         ("other", "image/jpeg", "01FF"))
        push = self.push(wsp(b"\x03\x83\x81\xEA", "grüß".encode()))
        self.assertEqual((push["type"], push["charset"].lower(), push["text"]),
                         ("other", "utf-8", "grüß"))
        self.assertIn("push of image/jpeg\n", self.text(deliver(wsp(b"\x9E", b"\x01\xFF"))))

    def test_logo(self):
        push = self.push(bytes.fromhex(LOGO), dst=5506, src=0, size=120)
        self.assertEqual((push["type"], push["mcc"], push["mnc"]), ("operator-logo", "262", "03"))
        self.assertEqual((push["width"], push["height"]), (72, 14))
        self.assertEqual(push["pbm"], "P1\n72 14\n" + ("11110000" * 9 + "\n") * 14)
        text = self.text(deliver(bytes.fromhex(LOGO), dst=5506, src=0, size=120))
        self.assertEqual(text.count("    " + "████    " * 9 + "\n"), 7)

    def test_vcard(self):
        card = "BEGIN:VCARD\r\nN:Müller\r\nEND:VCARD\r\n"
        push = self.push(card.encode(), dst=9204, src=0)
        self.assertEqual((push["type"], push["text"]), ("vcard", card))
        self.assertIn("    text: \n    | BEGIN:VCARD\n    | N:Müller\n    | END:VCARD\n",
                      self.text(deliver(card.encode(), dst=9204, src=0)))

    def test_unknown_port(self):
        [message] = self.decode(deliver(si(), dst=1, src=2))
        self.assertNotIn("push", message)
        self.assertIn(si().hex().upper(), self.text(deliver(si(), dst=1, src=2)))

    # --- parts ---

    def test_shuffled_parts(self):
        data = si(text="x" * 400)
        parts = deliver(data)
        random.Random(1).shuffle(parts)
        [message] = self.decode(parts)
        self.assertEqual((message["push"]["text"], message["parts"]), ("x" * 400, 4))
        self.assertEqual(message["data"], data.hex().upper())

    def test_parts_alone(self):
        parts = deliver(si(text="x" * 400))
        self.assertFalse([m for m in self.decode(parts, "--parts") if "push" in m])
        [message] = self.decode(deliver(si()), "--parts")
        self.assertEqual(message["push"]["href"], HREF)

    def test_incomplete(self):
        parts = deliver(si(text="x" * 400))
        [message] = self.decode(parts[:2])
        self.assertEqual(message["missing"], [3, 4])
        self.assertEqual(message["push"]["href"], HREF)
        self.assertNotIn("problem", message["push"])
        self.assertNotIn("action", message["push"])
        text = self.text(parts[:2])
        self.assertIn("missing: 3 4", text)
        self.assertNotIn("damaged", text)
        self.assertIn(si().hex().upper()[:40], text)
        [message] = self.decode(parts[1:])
        self.assertNotIn("push", message)
        self.assertEqual(self.decode(deliver(si()[:-9]))[0]["push"]["type"], "si")
        self.assertIn("    damaged: ", self.text(deliver(si()[:-9])))

    def test_unreadable(self):
        """What comes to a port that is known says why it cannot be read."""
        for dst, hidden in ((2948, True), (2949, True), (49999, True), (5505, False),
                            (5506, False)):
            parts = deliver(b"\xFF\xFE\xFD", dst=dst, src=0)
            push = self.push(b"\xFF\xFE\xFD", dst=dst, src=0)
            self.assertEqual(list(push), ["type", "problem"])
            self.assertEqual(push["type"], "other")
            text = self.text(parts)
            self.assertIn("\n  push: cannot be read: ", text)
            self.assertEqual("FFFEFD" in text, not hidden, text)
            self.assertEqual("(3 octets that may hold secrets" in text, hidden, text)
            self.assertIn("  FFFEFD\n", self.text(parts, "--secrets"))

    # --- CDMA ---

    def cdma(self, *args):
        out = self.smsmodem("encode", "--network", "cdma", "push", "si", "+491701234567",
                            "--href", HREF, "--text", TEXT * 10, *args).out
        return [line.split()[1] for line in out.split("\n")[:-1]]

    def test_cdma(self):
        parts = self.cdma()
        self.assertGreater(len(parts), 1)
        [message] = self.decode(parts[::-1], "--kind", "cdma")
        self.assertEqual((message["push"]["href"], message["push"]["text"]), (HREF, TEXT * 10))
        self.assertEqual(message["wap"]["dst"], 2948)
        self.assertIn(f"  service indication\n    URL: {HREF}\n",
                      self.text(parts, "--kind", "cdma"))
        messages = self.decode(parts, "--kind", "cdma", "--parts")
        self.assertFalse([m for m in messages if "push" in m])

    def test_cdma_incomplete(self):
        parts = self.cdma()
        [message] = self.decode(parts[:1], "--kind", "cdma")
        self.assertEqual(message["push"]["href"], HREF)
        self.assertNotIn("problem", message["push"])
        text = self.text(parts[:1], "--kind", "cdma")
        self.assertIn(f"  service indication\n    URL: {HREF}\n", text)
        self.assertIn("missing:", text)
        self.assertNotIn("damaged", text)
        [message] = self.decode(parts[1:], "--kind", "cdma")
        self.assertNotIn("push", message)

    # --- what is given without a message ---

    def test_datagrams(self):
        for line in (si(), si()[4:], NOTIFICATION, NOTIFICATION[4:]):
            [message] = self.decode([line.hex()], "--kind", "push")
            self.assertEqual(message["kind"], "push")
            self.assertIn(message["push"]["type"], ("si", "mms"))
            self.assertNotIn("problem", message["push"])
        self.assertEqual(self.text([si().hex()], "--kind", "push").split("\n")[:2],
                         ["push", "  service indication"])

    def test_user_data(self):
        data = si(text="x" * 400)
        lines = [pdu[38:] for pdu in deliver(data)]
        [message] = self.decode(lines[::-1], "--kind", "push")
        self.assertEqual((message["kind"], message["parts"], message["push"]["text"]),
                         ("push", 4, "x" * 400))
        self.assertIn("push, 4 parts (reference 7), port 2948 from 9200\n  service indication\n",
                      self.text(lines, "--kind", "push"))

    def test_no_push(self):
        result = self.smsmodem("decode", "--kind", "push", "--json", stdin="FFFF\n" + si().hex() +
                               "\n", code=65)
        bad, good = result.json
        self.assertEqual((bad["event"], bad["line"], bad["exit"]), ("error", 1, 65))
        self.assertEqual(good["push"]["href"], HREF)

    # --- provisioning ---

    def provisioning(self, pin):
        mac = hmac.new(pin.encode(), prov(), hashlib.sha1).hexdigest().upper()
        content_type = b"\xB6\x91\x81\x92" + mac.encode() + b"\0"
        return wsp(b"\x1F" + bytes((len(content_type),)) + content_type, prov())

    def test_secrets(self):
        parts = deliver(self.provisioning("1234"))
        text = self.text(parts)
        self.assertIn("  provisioning document\n", text)
        self.assertIn('<parm name="AUTHSECRET" value="****"/>', text)
        self.assertNotIn(SECRET, text)
        for more in ((), ("-v",)):
            self.assertIn(f'value="{SECRET}"', self.text(parts, "--secrets", *more))
        verbose = self.text(parts, "-v")
        self.assertNotIn(SECRET, verbose)
        self.assertNotIn("body: ", verbose)
        self.assertIn(SECRET, self.push(self.provisioning("1234"))["xml"])

    def hidden(self, out):
        """Neither the secret nor its octets are in what is shown, however that is wrapped."""
        plain = out.replace(" ", "").replace("\n", "").upper()
        self.assertNotIn(SECRET, out)
        for start in range(len(SECRET) - 3):
            self.assertNotIn(SECRET[start:start + 4].encode().hex().upper(), plain, out)

    def test_octets_of_secrets(self):
        """Parts, incomplete messages and fields do not show what their document hides."""
        data = self.provisioning("1234").replace(b"AUTHSECRET\0",
                                                 b"AUTHSECRET\0" + b"x" * 40 + b"\0")
        data = data.replace(b"\x6A\x0B\x41", b"\x6A\x34\x41")
        for dst in (2948, 2949, 49999):
            parts = deliver(data, dst=dst, size=data.index(SECRET.encode()) - 4)
            self.assertEqual(len(parts), 2)
            for lines in (parts, parts[:1], parts[1:]):
                for args in ((), ("-v",), ("--parts",), ("--parts", "-v")):
                    self.hidden(self.text(lines, *args))
                    self.assertIn(SECRET.encode().hex().upper(),
                                  self.smsmodem("decode", *args, "--json", stdin=parts[1]).out)
            self.assertIn("octets that may hold secrets: --secrets shows them)",
                          self.text(parts[1:]))
            self.assertIn(SECRET.encode().hex().upper(), self.text(parts[1:], "--secrets"))
        document = (f'<?xml version="1.0"?><wap-provisioningdoc><parm name="PW" value="{SECRET}"/>'
                    "</wap-provisioningdoc>").encode()
        for size in (20, 27, 41):
            parts = deliver(wsp(b"application/xml\0", document), size=size)
            for lines in (parts[:1], [parts[0], *parts[2:]], [*parts[:2], *parts[3:]]):
                self.hidden(self.text(lines))
        user_data = [part[38:] for part in deliver(data)]
        for lines in (user_data, user_data[:1], user_data[1:], [data.hex()], [prov().hex()]):
            for args in ((), ("-v",), ("--parts",)):
                self.hidden(self.text(lines, "--kind", "push", *args))

    def test_octets_of_cdma(self):
        document = ('<wap-provisioningdoc version="1.1"><characteristic type="APPLICATION">'
                    '<parm name="NAME" value="' + "long " * 30 + '"/><characteristic type="APPAUTH">'
                    f'<parm name="AAUTHSECRET" value="{SECRET}"/></characteristic></characteristic>'
                    "</wap-provisioningdoc>")
        out = self.smsmodem("encode", "--network", "cdma", "push", "prov", "+491701234567",
                            "--file", self.write("prov.xml", document)).out
        parts = [line.split()[1] for line in out.split("\n")[:-1]]
        self.assertGreater(len(parts), 1)
        for lines in (parts, parts[:1], parts[1:], parts[-1:]):
            for args in ((), ("-v",), ("--parts",), ("--parts", "-v")):
                self.hidden(self.text(lines, "--kind", "cdma", *args))
        self.assertIn(SECRET.encode().hex().upper(),
                      self.text(parts[-1:], "--kind", "cdma", "--secrets"))
        segment = "000201" + SECRET.encode().hex() + "01"
        for args in ((), ("-v",)):
            self.hidden(self.text([segment], "--kind", "cdma", *args))
        trace = self.write("cdma.txt", "# smsmodem transcript 1\n" + "".join(
            f'0.000 < "{part}\\r\\n"\n' for part in parts))
        shown = self.smsmodem("transcript", "show", trace).out
        self.assertEqual(shown.count("octets that may hold secrets"), len(parts))
        for part in parts:
            self.assertNotIn(part[-40:], shown)

    def test_secrets_within(self):
        """A document in a multipart, of which people are not shown the octets either."""
        inner = prov()
        body = b"\x01\x01" + uintvar(len(inner)) + b"\xB6" + inner
        for args in ((), ("-v",)):
            text = self.text(deliver(wsp(b"\xA3", body)), *args)
            self.assertIn("multipart", text)
            self.hidden(text)
        self.assertIn(SECRET.encode().hex().upper(),
                      self.text(deliver(wsp(b"\xA3", body)), "--secrets"))

    def test_transcript(self):
        trace = self.path("trace.txt")
        document = self.write("prov.wbxml", "")
        self.smsmodem("-q", "-d", "sim:", "--trace", trace, "send", "+491701234567", "--port",
                      "2948:9200", "--hex", self.provisioning("1234").hex() + "00" * 40)
        self.smsmodem("-q", "-d", "sim:", "--trace", document, "send", "+491701234567", "--port",
                      "2948:9200", "--hex", si().hex())
        out = self.smsmodem("transcript", "show", trace).out
        self.hidden(out)
        self.assertIn("smsmodem decode --secrets shows them)\\x1A", out)
        self.assertIn("to +491701234567: (", out)
        self.assertIn(SECRET.encode().hex().upper(),
                      self.smsmodem("transcript", "show", "--json", trace).out)
        with open(trace, encoding="ascii") as file:
            self.assertIn(f'value="{SECRET}"',
                          self.smsmodem("decode", "--secrets", stdin=file.read()).out)
        self.assertIn(si().hex().upper(), self.smsmodem("transcript", "show", document).out)

    def test_harmless_octets(self):
        parts = deliver(si(text="x" * 400))
        for lines, args in ((parts[:1], ()), (parts[:1], ("--parts",)), (parts, ("-v",)),
                            (parts, ("-v", "--parts"))):
            self.assertIn(si().hex().upper()[:40], self.text(lines, *args).replace(" ", ""))

    def test_spoofed_lines(self):
        """No line of a document is taken for one of the program's."""
        evil = "<a>\n</a>\n    URL: http://bank.example/\n    action: none\n"
        data = wsp(b"text/vnd.wap.connectivity-xml\0", evil.encode(), b"URL\0http://bank.example/\0")
        text = self.text(deliver(data), "-v", "--secrets")
        self.assertIn("    | ", text)
        self.assertNotRegex(text, r"(?m)^ *(URL|action): ")

    def test_bare_datagrams_are_named(self):
        for data in (si(), NOTIFICATION, si()[2:]):
            result = self.smsmodem("decode", data.hex(), code=65)
            self.assertIn(" push", result.err)

    def test_mac(self):
        data = self.provisioning("1234")
        self.assertNotIn("mac_valid", self.push(data))
        self.assertEqual(self.push(data)["sec"], "userpin")
        for pin, valid in (("1234", True), ("4321", False)):
            file = self.write("pin", pin + "\n")
            self.assertIs(self.push(data, "--pin-file", file)["mac_valid"], valid)
            self.env["SMSMODEM_PROV_PIN"] = pin
            self.assertIs(self.push(data)["mac_valid"], valid)
            del self.env["SMSMODEM_PROV_PIN"]
        self.assertIn("    MAC valid: no\n", self.text(deliver(data), "--pin-file", file))
        self.assertNotIn("mac_valid", self.push(data, "--imsi-file",
                                                self.write("imsi", "262011234567890")))

    def test_bad_keys(self):
        for option, content in (("--pin-file", "12a4"), ("--pin-file", ""), ("--pin-file", "\n"),
                                ("--imsi-file", "1" * 17), ("--imsi-file", "26201 1")):
            result = self.smsmodem("decode", option, self.write("key", content), stdin="", code=65)
            self.assertIn("key has no ", result.err)
        self.smsmodem("decode", "--imsi-file", self.path("none"), stdin="", code=66)

    def test_bad_environment(self):
        """It may be there for something else: a note, where it would be used."""
        self.env.update(SMSMODEM_PROV_PIN="12x", SMSMODEM_IMSI="1" * 16)
        self.assertEqual(self.smsmodem("decode", stdin="\n".join(deliver(si()))).err, "")
        secured = deliver(self.provisioning("1234"))
        for args in ((), ("-v",), ("--json",)):
            result = self.smsmodem("decode", *args, stdin="\n".join(secured))
            self.assertEqual(result.err.count("SMSMODEM_PROV_PIN is no PIN"), 1)
            self.assertNotIn("SMSMODEM_IMSI", result.err)
            self.assertNotIn("mac_valid", result.out)
        data = self.provisioning("1234").hex()
        result = self.smsmodem("decode", "--kind", "push", data)
        self.assertIn("SMSMODEM_PROV_PIN is no PIN", result.err)
        result = self.smsmodem("decode", "--pin-file", self.write("pin", "1234\n"),
                               stdin="\n".join(secured))
        self.assertIn("MAC valid: yes", result.out)
        self.assertEqual(result.err, "")

    def test_long_pin(self):
        pin = "12345678901234567890123456789012"
        push = self.push(self.provisioning(pin), "--pin-file", self.write("pin", pin))
        self.assertIs(push["mac_valid"], True)
        self.smsmodem("decode", "--pin-file", self.write("pin", pin + "3"), stdin="", code=65)
        self.smsmodem("decode", "--imsi-file", self.write("imsi", "1" * 16), stdin="", code=65)

    # --- hostile ---

    def test_controls_stay_out_of_the_terminal(self):
        evil = "\x1b]0;x\x07\x9b1m\u202e\r\n\t"
        datagrams = (si(href=evil.replace("\n", ""), text=evil),
                     wsp(b"\x83", evil.encode(), b"x-\x1bname\0" + evil.encode() + b"\0"),
                     wsp(b"text/\x1b[31m\0", evil.encode()),
                     wsp(b"text/vnd.wap.connectivity-xml\0", f"<a b='{evil}'/>".encode()))
        for data in datagrams:
            for args in ((), ("-v",), ("-v", "--secrets")):
                for kind, lines in (("auto", deliver(data)), ("push", [data.hex()])):
                    text = self.text(lines, "--kind", kind, *args)
                    self.assertFalse(set(text) & set("\x1b\x07\x9b\u202e\r\t"), repr(text))

    def test_any_octets(self):
        rng = support.random_generator()
        lines = []
        for data in (si(), NOTIFICATION, self.provisioning("1"), bytes.fromhex(LOGO)):
            for _ in range(50):
                octets = bytearray(data)
                for _ in range(rng.randint(1, 4)):
                    octets[rng.randrange(len(octets))] = rng.randrange(256)
                lines += deliver(bytes(octets), size=500 if len(octets) < 128 else 128,
                                 dst=rng.choice((2948, 5506, 5505, 5514, 49999, 9204)),
                                 ref=rng.randrange(256))
        for args in ((), ("--json",), ("-v",)):
            self.smsmodem("decode", *args, stdin="\n".join(lines) + "\n", code=None)

    # --- the simulated phone ---

    def test_submit_event(self):
        phone = self.sim()
        self.smsmodem("-d", phone.device, "send", "+491701234567", "--port", "2948:9200", "--hex",
                      si(text="x" * 400).hex())
        event = phone.event("submit")
        self.assertEqual((event["parts"], event["push"]["href"], event["push"]["text"]),
                         (4, HREF, "x" * 400))
        self.smsmodem("-d", phone.device, "send", "+491701234567", "--hex", "0102")
        self.assertNotIn("push", phone.event("submit"))


if __name__ == "__main__":
    support.main()
