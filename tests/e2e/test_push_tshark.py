# SPDX-License-Identifier: GPL-3.0-or-later
"""tshark reads the pushes that we encode, and reads what went in."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import support

sys.path.insert(0, os.path.join(support.SOURCE, "tests", "peers"))
import tpdu_decode  # noqa: E402  (the path above is what makes it known)

SEGMENTS = (1, 2, 5)
UTF8 = 0xEA  # MIBenum 106 as a short-integer
URL = "https://www.example.com/inbox?id=4711&user=ann+bob"
WORDS = "Grüße aus Köln: 3 < 4 & \"vier\" 🌅 "


# --- what tshark shows, field by field ----------------------------------------------------------


def dissect(messages):
    """The last packet of each message, where tshark shows the whole of it."""
    with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
        file.write(tpdu_decode.capture(messages, True))
        file.flush()
        command = ["tshark", "-n", "-2", "-r", file.name, "-T", "pdml"]
        for preference in tpdu_decode.PREFERENCES:
            command += ["-o", preference]
        result = subprocess.run(command, env={**os.environ, "LC_ALL": "C.UTF-8"}, check=True,
                                stdin=subprocess.DEVNULL, capture_output=True)
    packets = iter(ElementTree.fromstring(result.stdout).iter("packet"))
    return [[next(packets) for _ in parts][-1] for parts in messages]


def protocol(packet, name):
    return packet.find(f".//proto[@name='{name}']")


def shown(packet, name):
    """What tshark shows of a field, wherever it is."""
    return [field.get("show") for field in packet.iter("field") if field.get("name") == name]


def unquoted(text):
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == "'" else text


class Tree:
    """XML from the rows of tshark's WBXML, in their order."""

    def __init__(self, rows):
        self.root, self.open, self.element, self.content = None, [], None, False
        self.attribute = None  # its name while its value goes on
        for row in rows:
            name = row.get("name", "").replace("wbxml.", "on_").replace(".", "_")
            handler = getattr(self, name, None)
            if handler:
                handler(row)

    def text(self, text):
        if self.attribute:
            self.element.attrib[self.attribute] += text
        else:
            self.open[-1].text = (self.open[-1].text or "") + text

    def on_known_tag(self, row):
        token = int(row.get("value"), 16)
        self.element = ElementTree.Element(row.get("show"))
        if self.open:
            self.open[-1].append(self.element)
        self.root = self.root if self.root is not None else self.element
        self.content, self.attribute = bool(token & 0x40), None
        self.reads_attributes = bool(token & 0x80)
        if self.content and not self.reads_attributes:
            self.open.append(self.element)

    def on_known_attrstart(self, row):
        self.attribute, _, prefix = row.get("show").partition("=")
        self.element.attrib[self.attribute] = unquoted(prefix)

    def on_known_attrvalue(self, row):
        self.text(unquoted(row.get("show")))

    def on_str_i(self, row):
        self.text(row.get("show"))

    on_str_t = on_str_i

    def on_opaque_data(self, row):
        self.text(row.get("showname").partition("%DateTime: ")[2])

    def on_end_attribute_list(self, _row):
        self.reads_attributes, self.attribute = False, None
        if self.content:
            self.open.append(self.element)

    def on_end_known_tag_uint(self, _row):
        """Of an element without contents, whose attributes are over."""
        self.reads_attributes, self.attribute = False, None

    def on_end_known_tag(self, _row):
        if self.reads_attributes:
            self.on_end_known_tag_uint(_row)
        else:
            self.open.pop()


def canonical(element):
    """Names, attributes and text, with no blanks between elements."""
    for one in element.iter():
        one.text = one.text if one.text and one.text.strip() else None
        one.tail = None
    return ElementTree.canonicalize(ElementTree.tostring(element))


# --- what goes in -------------------------------------------------------------------------------


PROVISIONING = """<?xml version="1.0"?>
<!DOCTYPE wap-provisioningdoc PUBLIC "-//WAPFORUM//DTD PROV 1.0//EN" "http://www.wapforum.org/DTD/prov.dtd">
<wap-provisioningdoc version="1.1">%s</wap-provisioningdoc>
"""
ACCESS_POINT = """<characteristic type="NAPDEF"><parm name="NAPID" value="point%d"/>
<parm name="BEARER" value="GSM-GPRS"/><parm name="NAME" value="Access point %d"/>
<parm name="NAP-ADDRESS" value="internet.example.com"/><parm name="NAP-ADDRTYPE" value="APN"/>
</characteristic>"""


def filler(size):
    return (WORDS * (size // 10 + 1))[:size]


class PushTshark(support.Case):
    def setUp(self):
        super().setUp()
        self.assertTrue(shutil.which("tshark"), "tshark is not installed")

    def encode(self, *args):
        """The SUBMITs of a push, without the message centre's octet."""
        lines = self.smsmodem("encode", "push", *args).out.splitlines()
        octets = [bytes.fromhex(line.split()[1]) for line in lines]
        return [tpdu[1 + tpdu[0]:] for tpdu in octets]

    def grown(self, arguments, sizes=range(0, 1400, 45)):
        """A push in each number of segments: arguments(size) grows until it takes so many."""
        found, wanted = [], list(SEGMENTS)
        for size in sizes:
            if not wanted:
                break
            given = arguments(size)
            parts = self.encode(*given)
            if len(parts) == wanted[0]:
                found.append((given, parts))
                del wanted[0]
        self.assertEqual(wanted, [], "no size takes so many segments")
        return found

    def seen(self, found):
        packets = dissect([parts for _, parts in found])
        for (given, parts), packet in zip(found, packets):
            for octets in parts:
                self.assertLessEqual(len(octets), 164, given)
            self.assertEqual(shown(packet, "wsp.pdu_type"), ["0x06"], given)
            self.assertEqual([p.get("name") for p in packet.iter("proto") if "malformed" in
                              p.get("name")], [], given)
        return zip((given for given, _ in found), (len(parts) for _, parts in found), packets)

    def xml(self, packet):
        return canonical(Tree(protocol(packet, "wbxml").iter("field")).root)

    def media(self, packet):
        return re.search(r"Content-Type: (\S+)", protocol(packet, "wsp").get("showname"))[1]

    def test_service_indication(self):
        fixed = ["si", "+491701234567", "--href", URL, "--action", "high", "--id", "a1@example.com",
                 "--created", "2026-11-23T10:20:30Z", "--expires", "2096-11-24"]
        found = self.grown(lambda size: [*fixed, "--text", "x" + filler(size)])
        for given, _, packet in self.seen(found):
            indication = ElementTree.Element("indication", {
                "href": URL, "action": "signal-high", "si-id": "a1@example.com",
                "created": "2026-11-23T10:20:30Z", "si-expires": "2096-11-24T00:00:00Z"})
            indication.text = given[-1]
            wanted = ElementTree.Element("si")
            wanted.append(indication)
            self.assertEqual(self.media(packet), "application/vnd.wap.sic")
            self.assertEqual(self.xml(packet), canonical(wanted))

    def test_service_loading(self):
        found = self.grown(lambda size: ["sl", "+491701234567", "--action", "high", "--href",
                                         URL + "&x=" + "a" * size])
        for given, _, packet in self.seen(found):
            wanted = ElementTree.Element("sl", {"href": given[-1], "action": "execute-high"})
            self.assertEqual(self.media(packet), "application/vnd.wap.slc")
            self.assertEqual(self.xml(packet), canonical(wanted))

    def test_cache_operation(self):
        found = self.grown(lambda size: ["co", "+491701234567", "--service", URL, "--object",
                                         "http://www.example.org/" + "a" * size])
        for given, _, packet in self.seen(found):
            wanted = ElementTree.Element("co")
            for name, uri in (("invalidate-object", given[-1]), ("invalidate-service", URL)):
                ElementTree.SubElement(wanted, name, {"uri": uri})
            children = sorted(ElementTree.fromstring(self.xml(packet)), key=lambda e: e.tag)
            self.assertEqual(self.media(packet), "application/vnd.wap.coc")
            self.assertEqual([canonical(e) for e in children], [canonical(e) for e in wanted])

    def test_email_notification(self):
        """tshark looks into this document only under a content type that all of WBXML has; and its
        ".com" ends in a slash, which the specification gives to SI and SL alone."""
        found = self.grown(lambda size: ["emn", "+491701234567", "--content-type",
                                         "application/vnd.wap.wbxml", "--timestamp",
                                         "2026-11-23T10:20:30Z", "--mailbox",
                                         "mailat:" + "a" * size + "@example.de"])
        for given, _, packet in self.seen(found):
            wanted = ElementTree.Element("emn", {"mailbox": given[-1],
                                                 "timestamp": "2026-11-23T10:20:30Z"})
            self.assertEqual(self.media(packet), "application/vnd.wap.wbxml")
            self.assertEqual(self.xml(packet), canonical(wanted))
        own = [self.encode(*given[:2], *extra, *given[4:]) for given, _ in found[:1]
               for extra in ([], ["--long-content-type"])]
        unnamed, named = dissect(own)
        self.assertIn("0x30A", protocol(unnamed, "wsp").get("showname"))
        self.assertEqual(self.media(named), "application/vnd.wap.emn+wbxml")
        body = found[0][1][0].partition(b"\x03\x0d\x6a")
        self.assertEqual([parts[0].partition(body[1])[1:] for parts in own], [body[1:]] * 2)

    def test_provisioning(self):
        pin = self.write("pin", "1234\n")

        def arguments(size):
            points = "".join(ACCESS_POINT % (i, i) for i in range(size // 100))
            name = '<characteristic type="APPLICATION"><parm name="NAME" value="%s"/></characteristic>'
            document = PROVISIONING % (points + name % ("n" * (size % 100)))
            return ["prov", "+491701234567", "--sec", "userpin", "--pin-file", pin, "--file",
                    self.write(f"{size}.xml", document)]

        for given, _, packet in self.seen(self.grown(arguments)):
            document = ElementTree.parse(given[-1]).getroot()
            self.assertEqual(self.media(packet), "application/vnd.wap.connectivity-wbxml")
            self.assertEqual(self.xml(packet), canonical(document))
            self.assertEqual(shown(packet, "wsp.parameter.sec"), ["0x01"])
            self.assertRegex(shown(packet, "wsp.parameter.mac")[0], "^[0-9A-F]{40}$")

    def test_mms_notification(self):
        fixed = ["mms", "+491701234567", "--location", "http://mms.example.com/m?4711", "--from",
                 "+491707654321", "--size", "123456", "--class", "advertisement", "--expiry", "3d",
                 "--transaction", "T4711", "--priority", "high", "--delivery-report", "yes"]
        found = self.grown(lambda size: [*fixed, "--subject", "x" + filler(size)])
        for given, _, packet in self.seen(found):
            self.assertEqual(self.media(packet), "application/vnd.wap.mms-message")
            self.assertRegex(ElementTree.tostring(protocol(packet, "wsp"), "unicode"),
                             r"mms\.ua")
            # of a text in UTF-8 tshark shows the octets as if they were ASCII
            subject, = (bytes.fromhex(field.get("value")) for field in packet.iter("field")
                        if field.get("name") == "mmse.subject")
            self.assertTrue(subject.endswith(given[-1].encode() + b"\0"), subject)
            if not given[-1].isascii():
                self.assertIn(UTF8, subject[:6])
            for name, wanted in (("transaction_id", "T4711"), 
                                 ("from", "+491707654321/TYPE=PLMN"), ("message_size", "123456"),
                                 ("content_location", "http://mms.example.com/m?4711"),
                                 ("expiry.rel", "259200.000000000"), ("message_type", "0x82"),
                                 ("message_class.id", "0x81"), ("priority", "0x82"),
                                 ("delivery_report", "0x80"), ("mms_version", "1.0")):
                self.assertEqual(shown(packet, "mmse." + name), [wanted], name)

    def test_headers(self):
        parts = self.encode("sl", "+491701234567", "--href", URL, "--header", "X-Color: green",
                            "--header", "Content-Language: en", "--application-id", "wml.ua")
        packet, = dissect([parts])
        text = ElementTree.tostring(protocol(packet, "wsp"), "unicode")
        for wanted in ("X-Color", "green", "Content-Language", "wml.ua"):
            self.assertIn(wanted, text)


if __name__ == "__main__":
    support.main()
