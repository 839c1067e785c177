# SPDX-License-Identifier: GPL-3.0-or-later
"""`decode` of pushes of every kind: MMS reports, character sets, notifications of servers, objects to ports, and
secrets that stay where they are."""
import datetime

import support
from test_decode_push import deliver, inline, wsp

TO = "+491701234567"
MMS, SI = b"\xBE", b"\xAE"
# MIBenum (IANA), and a text that is another one in every other set
CHARSETS = (("windows-1251", 2251, "Привет"), ("koi8-r", 2084, "Привет"), ("iso-8859-2", 5, "Łódź"),
            ("iso-8859-7", 10, "Γειά σου"), ("shift_jis", 17, "ソ連の表"), ("euc-jp", 18, "日本語"),
            ("big5", 2026, "功能"), ("gb2312", 2025, "中国"), ("euc-kr", 38, "한국"), ("windows-1252", 2252, "“5 €”"))
WIDE = (("utf-16-be", 1013), ("utf-16-le", 1014), ("utf-16-be", 1015), ("utf-16-be", 1000))
STATUSES = ("expired", "retrieved", "rejected", "deferred", "unrecognized", "indeterminate", "forwarded", "unreachable")


def text(string):
    return string.encode() + b"\0"


def integer(number):
    """WAP-230-WSP 8.4.2.1."""
    if number < 128:
        return bytes((0x80 | number,))
    octets = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return bytes((len(octets),)) + octets


def value(octets):
    return (bytes((len(octets),)) if len(octets) < 31 else bytes((31, len(octets)))) + octets


def encoded(octets, charset):
    """Encoded-string-value (OMA-TS-MMS_ENC 7.3.16): a text that begins above 7F has a quote."""
    return value(integer(charset) + (b"\x7F" if octets[0] >= 0x80 else b"") + octets + b"\0")


def date(*when):
    return integer(int(datetime.datetime(*when, tzinfo=datetime.timezone.utc).timestamp()))


class Case(support.Case):
    def push(self, data, *args, **how):
        [message] = self.decode(deliver(data, **how), *args)
        return message["push"]

    def shown(self, data, *args, **how):
        """What people see of the push: lines below those of the message."""
        lines = self.smsmodem("decode", *args, stdin="\n".join(deliver(data, **how)) + "\n").out.split("\n")
        return [line[2:] for line in lines[2:-1]]

    def contains(self, push, **wanted):
        self.assertEqual({key: push.get(key) for key in wanted}, wanted)
        self.assertNotIn("problem", push)


class Mms(Case):
    DELIVERY = wsp(MMS, b"\x8C\x86\x8D\x92\x8B" + text("id-17@mmsc.example.com") + b"\x97" +
                   text("+491709999999/TYPE=PLMN") + b"\x85" + date(2026, 11, 23, 10, 20, 30) + b"\x95\x81")
    READ = wsp(MMS, b"\x8C\x88\x8D\x91\x8B" + text("id-17@mmsc.example.com") + b"\x97" + text("joe@example.com") +
               b"\x89" + value(b"\x80" + text("+491709999999/TYPE=PLMN")) + b"\x85" + date(2026, 2, 28, 23, 59, 59) +
               b"\x9B\x80")

    def test_delivery_report(self):
        push = self.push(self.DELIVERY)
        del push["tid"]
        self.assertEqual(push, {
            "type": "mms", "content_type": "application/vnd.wap.mms-message", "message_type": "m-delivery-ind",
            "version": "1.2", "message_id": "id-17@mmsc.example.com", "to": "+491709999999/TYPE=PLMN",
            "date": "2026-11-23T10:20:30Z", "status": "retrieved"})
        self.assertEqual(self.shown(self.DELIVERY), [
            "MMS delivery report", "  message: id-17@mmsc.example.com", "  recipient: +491709999999/TYPE=PLMN",
            "  date: 2026-11-23T10:20:30Z", "  status: retrieved"])

    def test_read_report(self):
        push = self.push(self.READ)
        del push["tid"]
        self.assertEqual(push, {
            "type": "mms", "content_type": "application/vnd.wap.mms-message", "message_type": "m-read-orig-ind",
            "version": "1.1", "message_id": "id-17@mmsc.example.com", "to": "joe@example.com",
            "from": "+491709999999/TYPE=PLMN", "date": "2026-02-28T23:59:59Z", "read_status": "read"})
        self.assertEqual(self.shown(self.READ), [
            "MMS read report", "  message: id-17@mmsc.example.com", "  recipient: joe@example.com",
            "  sender: +491709999999/TYPE=PLMN", "  date: 2026-02-28T23:59:59Z", "  read status: read"])

    def test_reports_alone(self):
        """As a datagram and as a body, from whatever brought it."""
        for data, kind in ((self.DELIVERY, "m-delivery-ind"), (self.READ, "m-read-orig-ind")):
            for octets in (data, data[4:]):
                [message] = self.decode([octets.hex()], "--kind", "push")
                self.assertEqual(message["push"]["message_type"], kind)

    def test_statuses(self):
        """OMA-TS-MMS_ENC 7.3.48 and 7.3.37."""
        for number, name in enumerate(STATUSES, 0x80):
            data = self.DELIVERY[:-1] + bytes((number,))
            self.contains(self.push(data), status=name)
            self.assertIn(f"  status: {name}", self.shown(data))
        data = self.READ[:-1] + b"\x81"
        self.contains(self.push(data), read_status="deleted without being read")
        self.assertIn("  read status: deleted without being read", self.shown(data))

    def test_character_sets(self):
        for name, charset, string in CHARSETS:
            with self.subTest(name):
                coded = encoded(string.encode(name), charset)
                data = wsp(MMS, b"\x8C\x82\x98" + text("T1") + b"\x8D\x90\x89" + value(b"\x80" + coded) +
                           b"\x96" + coded)
                self.contains(self.push(data, size=500), **{"from": string, "subject": string})
                self.assertIn(f"  subject: {string}", self.shown(data))

    def test_character_sets_of_two_octets(self):
        """Text in UTF-16 ends with one NUL or with two."""
        for name, charset in WIDE:
            for string in ("Привет", "Hi, Привет 😀" if charset != 1000 else "Hi, Привет"):
                for end in (b"", b"\0"):
                    with self.subTest((name, charset, string, end)):
                        coded = value(integer(charset) + string.encode(name) + b"\0" + end)
                        data = wsp(MMS, b"\x8C\x82\x8D\x90\x89" + value(b"\x80" + coded) + b"\x96" + coded)
                        self.contains(self.push(data, size=500), **{"from": string, "subject": string})

    def test_fields_that_a_sender_named(self):
        """They are headers, and never taken for a field of the message."""
        data = wsp(MMS, b"\x8C\x82" + text("X-Own") + text("one") + text("Subject") + text("not this") + b"\x8D\x90" +
                   b"\x96" + text("this"), b"\xAF\x84")
        push = self.push(data)
        self.contains(push, subject="this", version="1.0")
        self.assertEqual([(header["name"], header["value"]) for header in push["headers"]],
                         [("X-Wap-Application-Id", "x-wap-application:mms.ua"), ("X-Own", "one"),
                          ("Subject", "not this")])
        self.assertIn("  header X-Own: one", self.shown(data, "-v"))


class Documents(Case):
    def test_character_set_of_text(self):
        """The parameter counts, not what the octets look like."""
        for name, charset, string in CHARSETS:
            xml = f'<si><indication href="http://a/">{string}</indication></si>'
            for media in (b"\xAD", b"text/vnd.wap.si\0"):
                with self.subTest((name, media)):
                    data = wsp(value(media + b"\x81" + integer(charset)), xml.encode(name))
                    push = self.push(data)
                    self.contains(push, type="si", href="http://a/", text=string, xml=xml)
                    self.assertEqual(push["charset"].lower(), name)
                    self.assertIn(f"  text: {string}", self.shown(data))

    def test_character_set_by_name(self):
        """A parameter whose value is a text (WAP-230-WSP 8.4.2.4)."""
        data = wsp(value(b"\xAD" + text("charset") + text("windows-1251")),
                   '<si><indication href="http://a/">Привет</indication></si>'.encode("windows-1251"))
        self.contains(self.push(data), text="Привет")

    def test_character_set_of_wide_text(self):
        for name, charset in WIDE:
            with self.subTest((name, charset)):
                data = wsp(value(b"\xAD\x81" + integer(charset)),
                           "<si><indication href='http://a/'>Привет</indication></si>".encode(name))
                self.contains(self.push(data, size=500 if len(data) < 130 else 128), type="si", text="Привет",
                              href="http://a/")

    def test_character_set_of_a_binary_document(self):
        for name, charset, string in CHARSETS:
            with self.subTest(name):
                mib = bytes((0x80 | charset >> 7, charset & 127)) if charset > 127 else bytes((charset,))
                data = wsp(SI, b"\x02\x05" + mib + b"\0\x45\xC6\x0B" + inline("http://a/") + b"\x01\x03" +
                           string.encode(name) + b"\0\x01\x01")
                self.contains(self.push(data), href="http://a/", text=string)

    def test_character_set_of_plain_text(self):
        for name, charset, string in CHARSETS:
            with self.subTest(name):
                data = wsp(value(b"\x83\x81" + integer(charset)), string.encode(name))
                self.contains(self.push(data), type="other", text=string)

    def test_time_of_a_mail(self):
        """Both forms of an e-mail notification have it (OMA EMN 1.0)."""
        binary = b"\x03\x0D\x6A\x00\x85\x05\xC3\x07\x20\x26\x11\x23\x10\x20\x30\x07" + inline("a@b.com") + b"\x01"
        for data in (wsp(value(text("application/vnd.wap.emn+wbxml")), binary),
                     wsp(value(text("text/vnd.wap.emn+xml")),
                         b"<emn mailbox='mailat:a@b.com' timestamp='2026-11-23T10:20:30Z'/>")):
            self.contains(self.push(data), document="emn", timestamp="2026-11-23T10:20:30Z", mailbox="mailat:a@b.com")
            self.assertEqual(self.shown(data)[:3], ["e-mail notification", "  mailbox: mailat:a@b.com",
                                                    "  time: 2026-11-23T10:20:30Z"])

    def test_time_of_a_mail_that_is_sent(self):
        line = self.smsmodem("encode", "push", "emn", TO, "--mailbox", "mailat:joe@example.com", "--timestamp",
                             "2026-11-23T12:20:30+02:00").out.split()[1]
        [message] = self.decode([line])
        self.contains(message["push"], timestamp="2026-11-23T10:20:30Z", mailbox="mailat:joe@example.com")


class DeviceManagement(Case):
    """OMA-TS-DM_Notification 6.2: 10 bits of version, 2 of the mode, 1 of the initiator, 27 reserved."""
    MODES = (None, "background", "informative", "user-interaction")

    def test_each_mode_and_initiator(self):
        for mode, mode_name in enumerate(self.MODES):
            for by_server, initiator in enumerate(("user", "server")):
                with self.subTest((mode_name, initiator)):
                    head = (12 << 30 | mode << 28 | by_server << 27).to_bytes(5, "big")
                    data = wsp(b"\xC4", bytes(range(16)) + head + b"\x12\x34\x0Boma.example")
                    push = self.push(data)
                    self.contains(push, type="dm", version="1.2", server="oma.example", session=0x1234,
                                  initiator=initiator, digest=bytes(range(16)).hex().upper())
                    self.assertEqual(push.get("ui_mode"), mode_name)
                    seen = [f"  user sees: {mode_name}"] if mode_name else []
                    self.assertEqual(self.shown(data), [
                        "device management notification", "  server: oma.example", "  session: 4660",
                        f"  wanted by: {initiator}", *seen, f"  digest: {push['digest']}"])


class Objects(Case):
    CARDS = (("vcard", 9204, "BEGIN:VCARD\r\nN:Müller\r\nEND:VCARD\r\n"),
             ("vcalendar", 9205,
              "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Frühstück\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
             ("vcard", 226, "BEGIN:VCARD\r\nN:Müller\r\nEND:VCARD\r\n"),
             ("vcalendar", 228, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))
    TITLES = {"vcard": "business card", "vcalendar": "calendar entry"}

    def text_parts(self, text, port, encoding):
        out = self.smsmodem("encode", TO, "--port", str(port), "--encoding", encoding, "--", text).out
        return [line.split()[1] for line in out.split("\n")[:-1]]

    def test_cards_as_octets_and_as_text(self):
        """Some phones send them as text, in either alphabet."""
        for kind, port, card in self.CARDS:
            self.assertEqual(self.push(card.encode(), dst=port, src=0)["text"], card)
            for encoding in ("gsm7", "ucs2"):
                with self.subTest((kind, port, encoding)):
                    parts = self.text_parts(card, port, encoding)
                    [message] = self.decode(parts)
                    self.contains(message["push"], type=kind, text=card)
                    shown = self.smsmodem("decode", stdin="\n".join(parts) + "\n").out
                    self.assertIn(f"  {self.TITLES[kind]}\n", shown)

    def test_calendar_for_people(self):
        kind, port, card = self.CARDS[1]
        shown = self.shown(card.encode(), dst=port, src=0)
        self.assertEqual(shown[0], self.TITLES[kind])
        self.assertEqual([line.lstrip(" |") for line in shown[2:]], card.split("\r\n")[:-1])

    def test_networks_of_a_logo(self):
        """A network code of three digits is another network than one of two (3GPP TS 24.008 10.5.1.3)."""
        for octets, mcc, mnc in (("134014", "310", "414"), ("134000", "310", "004"), ("13F040", "310", "04"),
                                 ("00F110", "001", "01"), ("62F230", "262", "03")):
            with self.subTest((mcc, mnc)):
                data = bytes.fromhex(octets + "0A00080101F0")
                self.contains(self.push(data, dst=5506, src=0), type="operator-logo", mcc=mcc, mnc=mnc)
                shown = self.shown(data, dst=5506, src=0)
                self.assertEqual(shown[:3], ["operator logo", f"  country code: {mcc}", f"  network code: {mnc}"])

    def test_networks_of_a_logo_that_is_sent(self):
        file = self.write("logo.pbm", "P1\n72 14\n" + "01" * 504)
        for mcc, mnc in (("310", "004"), ("310", "04"), ("001", "01"), ("310", "410")):
            pdus = self.smsmodem("encode", "--json", "push", "logo", TO, "--file", file, "--network-code",
                                 f"{mcc}-{mnc}").json
            [message] = self.decode([line["pdu"] for line in pdus])
            self.contains(message["push"], type="operator-logo", mcc=mcc, mnc=mnc, width=72, height=14)


class Secrets:
    """What is hidden unless --secrets is given, whatever the sender, or what is lost, makes of the document."""
    SECRET = "correct-horse-battery"

    def datagrams(self):
        for name, media, body in self.rows():
            media, _, charset = media.partition("; charset=")
            yield name, wsp(value(text(media) + (b"\x81" + integer(1013) if charset else b"")), body)

    def is_hidden(self, shown):
        """Neither as text nor in hexadecimal is a piece of it there."""
        upper = shown.upper().replace(" ", "")
        pieces = [self.SECRET[start:start + 6] for start in range(len(self.SECRET) - 5)]
        forms = [piece.encode(name).hex() for piece in pieces for name in ("ascii", "utf-16-be")]
        return not any(form.upper() in upper for form in pieces + forms)

    def show(self, lines, *args):
        return self.smsmodem("decode", *args, stdin="\n".join(lines) + "\n", code=None).out

    def check_hidden(self, messages, *args):
        """Of all at once, and where that shows something one by one."""
        if self.is_hidden(self.show([line for _, lines in messages for line in lines], *args)):
            return
        for name, lines in messages:
            with self.subTest((name, args)):
                shown = self.show(lines, *args)
                self.assertTrue(self.is_hidden(shown), shown)
        self.fail("together they show what none shows alone")

    def test_secrets_are_not_shown(self):
        """Of whole messages, and where parts are missing."""
        for size, which in ((128, slice(None)), (100, slice(None)), (100, slice(1)), (100, slice(-1, None))):
            messages = [(name, deliver(data, dst=self.PORT, size=size, ref=ref)[which])
                        for ref, (name, data) in enumerate(self.datagrams())]
            for args in ((), ("-v",), ("--parts", "-v")):
                self.check_hidden(messages, *args)

    def test_secrets_that_are_asked_for(self):
        """So the rows have something to hide."""
        for name, data in self.datagrams():
            with self.subTest(name):
                parts = deliver(data, dst=self.PORT, size=500 if len(data) < 130 else 128)
                shown = self.show(parts, "--secrets", "-v")
                forms = [self.SECRET, *(self.SECRET.encode(name).hex().upper() for name in ("ascii", "utf-16-be"))]
                self.assertTrue(any(form in shown for form in forms), shown)
                self.assertFalse(self.is_hidden(shown))

    def test_secrets_in_cdma(self):
        messages = []
        for number, (name, media, body) in enumerate(self.rows(), 1):
            file = self.write("document", body)
            out = self.smsmodem("encode", "--network", "cdma", "push", "raw", TO, "--file", file, "--port",
                                f"{self.PORT}:9200", "--content-type", media, "--message-id", str(number)).out
            messages.append((name, [line.split()[1] for line in out.split("\n")[:-1]]))
            with self.subTest(name):
                self.assertIn("push", self.decode(messages[-1][1], "--kind", "cdma")[0])
        for which in (slice(None), slice(1), slice(-1, None)):
            given = [(name, lines[which]) for name, lines in messages]
            for args in (("-v",), ("--parts",)):
                self.check_hidden(given, "--kind", "cdma", *args)


class Settings(Secrets, Case):
    """What phones took before OMA's provisioning (OTA Settings 7.0 of Nokia and Ericsson)."""
    PORT = 49999
    OWN = "application/x-wap-prov.browser-settings"

    @staticmethod
    def document(secret, parameter=b"\x24", start=b"\x01\x01\x6A\x00", proxy="10.0.0.1"):
        """An address with a proxy, and a parameter with a value."""
        return (start + b"\x45\xC6\x06\x01\x87\x13\x11" + inline(proxy) + b"\x01\x87" + parameter + b"\x11" +
                inline(secret) + b"\x01\x01\x01")

    def rows(self):
        """What it is, its content type, and the document."""
        secret, own = self.SECRET, self.OWN
        table = b"\x01\x01\x6A" + bytes((len(secret) + 1,)) + text(secret)
        markup = (f"<CHARACTERISTIC-LIST><CHARACTERISTIC TYPE='ADDRESS'><PARM NAME='PPP_AUTHSECRET' VALUE='{secret}'/>"
                  "</CHARACTERISTIC></CHARACTERISTIC-LIST>")
        return (
            ("PPP_AUTHSECRET", own, self.document(secret)),
            ("PROXY_AUTHSECRET", own, self.document(secret, b"\x19")),
            ("a name as text", own, self.document(secret, b"\x10" + inline("PPP_AUTHSECRET"))),
            ("in the string table", own, table + b"\x45\xC6\x06\x01\x87\x24\x11\x83\0\x01\x01\x01"),
            ("of no known language", "application/vnd.wap.wbxml", self.document(secret)),
            ("under a name of its own", "application/octet-stream", self.document(secret)),
            ("of an identifier that is not assigned", own, self.document(secret, start=b"\x01\x70\x6A\x00")),
            ("of the identifier of another document", own, self.document(secret, start=b"\x01\x05\x6A\x00")),
            ("cut at its end", own, self.document(secret)[:-3]),
            ("of a version that nobody knows", own, self.document(secret, start=b"\x13\x01\x6A\x00")),
            ("as text", own, markup.encode()),
            ("in UTF-16", own + "; charset=utf-16be", markup.encode("utf-16-be")),
        )

    def test_what_is_no_secret_is_shown(self):
        push = self.document(self.SECRET)
        data = wsp(value(text(self.OWN)), push)
        shown = self.show(deliver(data, dst=self.PORT))
        self.assertIn("  phone settings\n", shown)
        self.assertIn('<PARM NAME="PROXY" VALUE="10.0.0.1"/>', shown)
        self.assertIn('<PARM NAME="PPP_AUTHSECRET" VALUE="****"/>', shown)
        [message] = self.decode(deliver(data, dst=self.PORT))
        self.contains(message["push"], type="settings")
        self.assertIn(f'VALUE="{self.SECRET}"', message["push"]["xml"])
        self.assertIn(f'VALUE="{self.SECRET}"', self.show(deliver(data, dst=self.PORT), "--secrets"))


class Provisioning(Secrets, Case):
    PORT = 2948
    OWN, MARKUP = "application/vnd.wap.connectivity-wbxml", "text/vnd.wap.connectivity-xml"

    @staticmethod
    def document(parameter, start=b"\x03\x0B\x6A\x00"):
        """A network with one parameter."""
        return start + b"\x45\xC6\x55\x01" + parameter + b"\x01\x01"

    def rows(self):
        secret, own = inline(self.SECRET), self.OWN
        named = b"\x87\x0E\x06" + secret + b"\x01"
        markup = "<wap-provisioningdoc><characteristic type='NAPDEF'>%s</characteristic></wap-provisioningdoc>"
        one = f"<parm name='AUTHSECRET' value='{self.SECRET}'/>"
        return (
            ("AUTHSECRET", own, self.document(named)),
            ("PXAUTH-PW", own, self.document(b"\x87\x1B\x06" + secret + b"\x01")),
            ("a name as text", own, self.document(b"\x87\x05" + inline("VENDOR-PW") + b"\x06" + secret + b"\x01")),
            ("a value in front of its name", own, self.document(b"\x87\x06" + secret + b"\x0E\x01")),
            ("a value that is there twice", own,
             self.document(b"\x87\x06" + secret + b"\x0E\x06" + inline("x") + b"\x01")),
            ("as contents", own, self.document(b"\xC7\x0E\x01" + secret + b"\x01")),
            ("in an element within", own, self.document(b"\xC7\x0E\x01\x47" + secret + b"\x01" + secret + b"\x01")),
            ("of an identifier that is not assigned", own, self.document(named, b"\x03\x70\x6A\x00")),
            ("of an unknown language", own, self.document(named, b"\x03\x01\x6A\x00")),
            ("of the identifier of another document", own, self.document(named, b"\x03\x05\x6A\x00")),
            ("of a version that nobody knows", own, self.document(named, b"\x13\x0B\x6A\x00")),
            ("under a name of all such documents", "application/vnd.wap.wbxml", self.document(named)),
            ("under a name of its own", "application/octet-stream", self.document(named)),
            ("cut at its end", own, self.document(named)[:-3]),
            ("as text", self.MARKUP, (markup % one).encode()),
            ("as text under the other name", own, (markup % one).encode()),
            ("as text of no name", "text/xml", (markup % one).encode()),
            ("as text with its value twice", self.MARKUP, (markup % one.replace("/>", " value='x'/>")).encode()),
            ("as text with its name behind", self.MARKUP,
             (markup % f"<parm value='{self.SECRET}' name='AUTHSECRET'/>").encode()),
            ("as contents of text", self.MARKUP, (markup % f"<parm name='AUTHSECRET'>{self.SECRET}</parm>").encode()),
            ("in an element of text within", self.MARKUP,
             (markup % f"<parm name='AUTHSECRET'><x y=''>{self.SECRET}</x>{self.SECRET}</parm>").encode()),
            ("as contents that do not end", self.MARKUP, f"<parm name='AUTHSECRET'>{self.SECRET}".encode()),
            ("in UTF-16", self.MARKUP + "; charset=utf-16be", (markup % one).encode("utf-16-be")),
        )


if __name__ == "__main__":
    support.main()
