# SPDX-License-Identifier: GPL-3.0-or-later
"""Datagrams for CDMA, and for message centres behind HTTP and SMPP: `encode --format`."""
import json
import re
import struct
import subprocess
import urllib.parse

import support
import test_cdma

TO = "+491701234567"
TEMPLATE = "http://smsc/send?to=@@PHONE@@&data=@@CDMAWAPPDU@@&more=@@CDMAWAPMMTS@@"
GSM_TEMPLATE = "https://[::1]:8080/s/@@part@@/@@PARTS@@?to=@@Phone@@&udh=@@UDH@@&d=@@DATA@@"
WAP_TELESERVICE = b"\x10\x04"


def segment(octets):
    """A SUBMIT of the WAP teleservice, read as C.S0015-B and WAP-259-WDP have it."""
    assert octets[0] == 0
    transport = test_cdma.parameters(octets[1:])
    assert transport[0] == WAP_TELESERVICE
    bearer = test_cdma.parameters(transport[8])
    bits = test_cdma.Bits(bearer[0])
    found = {"type": bits.get(4), "id": bits.get(16), "header": bits.get(1),
             "to": test_cdma.address(transport[4], True), "bearer": bearer}
    bits = test_cdma.Bits(bearer[1])
    found["encoding"], count = bits.get(5), bits.get(8)
    found["user_data"] = bytes(bits.get(8) for _ in range(count))
    return found


def datagram(user_data):
    """Ports and octets of segments in order."""
    ports, octets = None, b""
    for number, data in enumerate(user_data):
        assert data[:3] == bytes((0, len(user_data), number))
        if number == 0:
            ports, data = struct.unpack(">HH", data[3:7]), data[4:]
        octets += data[3:]
    return ports, octets


class Gateways(support.Case):
    def setUp(self):
        super().setUp()
        self.rng = support.random_generator()

    def datagram_args(self, octets, src=9200, dst=2948):
        return "--port", f"{dst}:{src}", "--hex", octets.hex()

    def encode(self, *args, **run):
        return self.smsmodem("encode", "--json", *args, **run).json

    def refused(self, words, *args, code=64):
        error, = self.encode(*args, code=code)
        for word in words if isinstance(words, tuple) else (words,):
            self.assertIn(word, error["text"])


class Cdma(Gateways):
    def test_part(self):
        part, = self.encode("-n", "cdma", "--message-id", "7", *self.datagram_args(b"abc"), "555")
        self.assertEqual(part, {
            "part": 1, "parts": 1, "length": 31, "user_data": "00010023F00B84616263", "mmts": 0,
            "pdu": "00000210040403" "00D5540813" "0003200070010C00500008011F805C230B1318",
            "encoding": "8bit", "message_id": 7, "teleservice": 4100})
        line = self.smsmodem("encode", "-n", "cdma", "--message-id", "7",
                             *self.datagram_args(b"abc"), "555").out
        self.assertEqual(line, f"{part['length']} {part['pdu']}\n")

    def test_sizes(self):
        """First and further segments hold 7 and 3 octets less than the size, to the octet."""
        for size in (16, 50, 112, 140):
            for length, parts in ((size - 7, 1), (size - 6, 2), (2 * size - 10, 2),
                                  (2 * size - 9, 3), (5 * size - 19, 5), (5 * size - 18, 6)):
                octets = self.rng.randbytes(length)
                got = self.encode("-n", "cdma", "--segment-size", str(size),
                                  *self.datagram_args(octets, 5, 65535), TO)
                read = [segment(bytes.fromhex(part["pdu"])) for part in got]
                self.assertEqual(datagram([s["user_data"] for s in read]), ((5, 65535), octets))
                self.assertEqual([len(s["user_data"]) for s in read[:-1]], [size] * (parts - 1))
                self.assertEqual(len(read), parts)
                self.assertEqual({(s["to"], s["id"], s["type"], s["header"], s["encoding"])
                                  for s in read}, {(TO, got[0]["message_id"], 2, 0, 0)})
                self.assertEqual([part["mmts"] for part in got], [1] * (parts - 1) + [0])
                self.assertEqual([s["user_data"].hex().upper() for s in read],
                                 [part["user_data"] for part in got])

    def test_default_size(self):
        args = self.datagram_args(bytes(300))
        with_default = self.encode("-n", "cdma", "--message-id", "1", *args, TO)
        self.assertEqual(with_default, self.encode("-n", "cdma", "--message-id", "1",
                                                   "--segment-size", "112", *args, TO))
        self.assertEqual([len(part["user_data"]) // 2 for part in with_default], [112, 112, 89])

    def test_fresh_identifiers(self):
        ids = {self.encode("-n", "cdma", *self.datagram_args(b"x"), TO)[0]["message_id"]
               for _ in range(6)}
        self.assertGreater(len(ids), 1)

    def test_options(self):
        part, = self.encode("-n", "cdma", "--priority", "urgent", "--report", "--validity", "1h",
                            *self.datagram_args(b"x"), TO)
        bearer = segment(bytes.fromhex(part["pdu"]))["bearer"]
        self.assertEqual({k: v[0] for k, v in bearer.items() if k > 1}, {5: 11, 8: 0x80, 10: 0x40})

    def test_data_without_ports_are_no_datagram(self):
        part, = self.encode("-n", "cdma", "--hex", "616263", TO)
        self.assertNotIn("teleservice", part)
        self.assertEqual(part["user_data"], "616263")

    def test_ten_pushes(self):
        """Shuffled, some twice, between each other."""
        for size in (50, 112, 140):
            pushes = {i: self.rng.randbytes(self.rng.randint(1, 700)) for i in range(10)}
            lines = []
            for i, octets in pushes.items():
                parts = self.encode("-n", "cdma", "--segment-size", str(size), "--message-id",
                                    str(i), *self.datagram_args(octets), TO)
                self.assertLessEqual(max(len(p["user_data"]) for p in parts), 2 * size)
                self.assertTrue(parts[0]["user_data"][6:].startswith("23F00B84"))
                lines += [p["pdu"] for p in parts]
            lines += self.rng.sample(lines, len(lines) // 3)
            self.rng.shuffle(lines)
            messages = self.decode(lines)
            self.assertEqual({m["message_id"]: m["data"] for m in messages},
                             {i: octets.hex().upper() for i, octets in pushes.items()})
            self.assertEqual(len(messages), 10)
            self.assertNotIn(True, [m.get("incomplete") for m in messages])

    def test_bare_user_data(self):
        """What a template's placeholder gives is read without a message around it, whatever it says."""
        for size in (16, 50, 112, 140):
            octets = support.random_text(self.rng).encode() or b"x"
            data = [part["user_data"] for part in
                    self.encode("-n", "cdma", "--segment-size", str(size),
                                *self.datagram_args(octets[:200 * (size - 7)]), TO)]
            message, = self.decode(data, "--kind", "cdma")
            self.assertEqual(message["data"], octets[:200 * (size - 7)].hex().upper())

    def test_wrong_use(self):
        data = self.datagram_args(bytes(300))
        self.refused("wants --network cdma", "--segment-size", "50", *data, TO)
        self.refused("of a push", "-n", "cdma", "--segment-size", "50", TO, "text")
        self.refused("a text has no --port", "-n", "cdma", "--port", "1", TO, "text")
        for size in ("15", "141", "x", "-1", ""):
            self.refused("16 to 140", "-n", "cdma", "--segment-size", size, *data, TO)
        self.refused("needs 3 segments of 112", "-n", "cdma", "--max-parts", "2", *data, TO, code=65)
        self.refused("no --ref with --network cdma", "-n", "cdma", "--ref", "1", *data, TO)
        self.refused("no --ref with --network cdma", "--format", "template", "--template", TEMPLATE,
                     "--ref", "1", *data, TO)
        self.refused("needs 2224 segments of 16", "-n", "cdma", "--segment-size", "16",
                     *self.datagram_args(bytes(28900)), TO, code=65)


class Template(Gateways):
    def urls(self, template, *args):
        return self.smsmodem("encode", "--format", "template", "--template", template,
                             *args).out.splitlines()

    def test_cdma(self):
        octets = self.rng.randbytes(250)
        args = (*self.datagram_args(octets), "+49 (170) 123-45.67")
        urls = self.urls(TEMPLATE, *args)
        self.assertTrue(urls[0].startswith("http://smsc/send?to=%2B491701234567&data=000300"))
        queries = [urllib.parse.parse_qs(urllib.parse.urlsplit(url).query) for url in urls]
        self.assertEqual({query["to"][0] for query in queries}, {TO})
        self.assertEqual([query["more"][0] for query in queries], ["1", "1", "0"])
        self.assertEqual(datagram([bytes.fromhex(query["data"][0]) for query in queries]),
                         ((9200, 2948), octets))
        self.assertTrue(all(re.fullmatch(r"[0-9A-F]+", query["data"][0]) for query in queries))

    def test_other_placeholders(self):
        urls = self.urls("x:@@messageid@@/@@part@@/@@PARTS@@/@@cdmaWAPpdu@@", "-n", "cdma",
                         "--message-id", "9", "--segment-size", "16", *self.datagram_args(bytes(10)),
                         "170")
        self.assertEqual(urls, ["x:9/1/2/00020023F00B84" + "00" * 9, "x:9/2/2/00020100"])

    def test_gsm(self):
        octets = self.rng.randbytes(250)
        args = ("--ref", "5", *self.datagram_args(octets), TO)
        lines = self.encode("--format", "template", "--template", GSM_TEMPLATE, *args)
        self.assertEqual([(line["part"], line["parts"], line["mmts"]) for line in lines],
                         [(1, 2, 1), (2, 2, 0)])
        urls = [line["url"] for line in lines]
        self.assertEqual(self.urls(GSM_TEMPLATE, *args), urls)
        self.assertTrue(urls[1].startswith("https://[::1]:8080/s/2/2?to=%2B49"))
        queries = [urllib.parse.parse_qs(urllib.parse.urlsplit(url).query) for url in urls]
        self.assertEqual("".join(query["d"][0] for query in queries), octets.hex().upper())
        self.assertEqual([len(query["d"][0]) for query in queries], [2 * 128, 2 * 122])
        for query, part in zip(queries, self.encode(*args)):
            self.assertIn(query["udh"][0] + query["d"][0], part["pdu"])

    def test_xargs(self):
        """Each line is one argument to it."""
        for template in (TEMPLATE, GSM_TEMPLATE):
            urls = self.urls(template, *self.datagram_args(bytes(300)), TO)
            run = subprocess.run(["xargs", "-n", "1", "printf", "%s\\n"], check=True, env=self.env,
                                 input="\n".join(urls).encode(), capture_output=True)
            self.assertEqual(run.stdout.decode().splitlines(), urls)

    def test_what_it_sends_is_read_again(self):
        """User data alone, as the centre's log has them, the last segment first."""
        octets = self.rng.randbytes(300)
        urls = self.urls("@@CDMAWAPPDU@@", *self.datagram_args(octets), TO)
        message, = self.decode(urls[::-1], "--kind", "cdma")
        self.assertEqual((message["data"], message["wap"]["dst"], message["parts"]),
                         (octets.hex().upper(), 2948, 3))

    def test_several_of_one_kind(self):
        url, = self.urls("@@PHONE@@@@PHONE@@?@@CDMAWAPPDU@@%20@@CDMAWAPPDU@@",
                         *self.datagram_args(b"a"), "*1#")
        self.assertEqual(url, "%2A1%23%2A1%23?00010023F00B8461%2000010023F00B8461")

    def test_wrong_use(self):
        data = (*self.datagram_args(b"a"), TO)
        known = ("@@PHONE@@", "@@CDMAWAPPDU@@", "@@CDMAWAPMMTS@@", "@@UDH@@", "@@DATA@@")
        for template, words in (
                ("@@CDMAWAPPDU@@&@@FOO@@", known + ('"@@FOO@@"',)),
                ("@@CDMAWAPPDU@@&@@PHONE", known),
                ("@@CDMAWAPPDU@@@@", known),
                ("@@CDMAWAPPDU@@&@@" + "x" * 500 + "@@", known),
                ("http://x/?to=@@PHONE@@", "lacks"),
                ("http://x/", "lacks"),
                ("", "lacks"),
                ("http://x/?@@CDMAWAPMMTS@@", "lacks @@CDMAWAPPDU@@"),
                ("http://x/?@@UDH@@", "lacks @@DATA@@"),
                ("http://x/?@@DATA@@", "lacks @@UDH@@"),
                ("http://x/?@@DATA@@@@UDH@@@@CDMAWAPPDU@@", "one network"),
                ("http://x/a b@@CDMAWAPPDU@@", "%20"),
                ("http://x/\n@@CDMAWAPPDU@@", "%0A"),
                ("http://x/\x7f@@CDMAWAPPDU@@", "%7F"),
                ("http://x/é@@CDMAWAPPDU@@", "%C3"),
                ("http://x/'@@CDMAWAPPDU@@", "%27"),
                ("http://x/{1}@@CDMAWAPPDU@@", "%7B")):
            with self.subTest(template=template):
                self.refused(words, "--format", "template", "--template", template, *data)
        good = ("--format", "template", "--template", TEMPLATE)
        self.refused("not of --network gsm", "-n", "gsm", *good, *data)
        self.refused("not of --network cdma", "-n", "cdma", "--format", "template", "--template",
                     GSM_TEMPLATE, *data)
        self.refused("lacks @@CDMAWAPPDU@@", "-n", "cdma", "--format", "template", "--template",
                     "http://x/@@PART@@", *data)
        self.refused("of a push", *good, TO, "text")
        self.refused("of a push", *good, "--hex", "00", TO)
        self.refused("wants the template", "--format", "template", *data)
        self.refused("wants --format template", "--template", TEMPLATE, *data)
        self.refused("pdu, template or smpp", "--format", "html", *data)
        for options, template in ((("--class", "1"), ("--smsc", "+4911"), ("--report",), ("--flash",),
                                  ("--validity", "3d"), ("--replace", "3")), GSM_TEMPLATE), (
                                 (("--priority", "urgent"), ("--callback", "1"), ("--privacy", "secret"),
                                  ("--alert", "low"), ("--text-language", "english"), ("--report",),
                                  ("--validity", "3d")), TEMPLATE):
            for args in options:
                with self.subTest(args=args):
                    self.refused((args[0], "with --format template"), "--format", "template",
                                 "--template", template, *args, *data)
        self.refused("not a number", *good, *self.datagram_args(b"a"), "12x", code=65)
        self.refused("cannot stand", *good, *self.datagram_args(b"a"), "*12a", code=65)

    def test_options_of_cdma_are_taken(self):
        """That its placeholders are there is as good as the network's name."""
        url, = self.urls("x@@CDMAWAPPDU@@", "--segment-size", "16", "--message-id", "1",
                         *self.datagram_args(bytes(9)), TO)
        self.assertEqual(url, "x00010023F00B84" + "00" * 9)
        self.refused("--class", "--class", "1", "--format", "template", "--template", TEMPLATE,
                     *self.datagram_args(b"a"), TO)


class Smpp(Gateways):
    TAGS = {"privacy_indicator": "0201", "user_message_reference": "0204", "source_port": "020A",
            "destination_port": "020B", "sar_msg_ref_num": "020C", "sar_total_segments": "020E",
            "sar_segment_seqnum": "020F", "message_payload": "0424", "more_messages_to_send": "0426"}

    def fields(self, octets, *args):
        return self.encode("--format", "smpp", *args, *self.datagram_args(octets), TO)

    def check_tlvs(self, fields):
        """Those by name say what those by tag do."""
        self.assertEqual({self.TAGS[name] for name in fields if name in self.TAGS},
                         set(fields["tlvs"]))
        for name, tag in self.TAGS.items():
            if name in fields:
                value = fields["tlvs"][tag]
                self.assertEqual(fields[name], value if name == "message_payload" else int(value, 16))
        self.assertEqual(fields["sm_length"], len(fields["short_message"]) // 2)

    def test_payload(self):
        octets = self.rng.randbytes(1000)
        fields, = self.fields(octets)
        self.check_tlvs(fields)
        self.assertEqual(fields["message_payload"], octets.hex().upper())
        for name, value in {"service_type": "WAP", "dest_addr_ton": 1, "dest_addr_npi": 1,
                            "destination_addr": TO[1:], "esm_class": 0, "data_coding": 4,
                            "source_port": 9200, "destination_port": 2948, "sm_length": 0,
                            "registered_delivery": 0, "validity_period": ""}.items():
            self.assertEqual(fields[name], value, name)
        self.assertEqual(set(fields["tlvs"]), {"020A", "020B", "0424"})
        line, = self.smsmodem("encode", "--format", "smpp", "--adaptation", "payload",
                              *self.datagram_args(octets), TO).out.splitlines()
        self.assertEqual(json.loads(line), fields)

    def test_segments(self):
        for length, segments in ((0, 1), (1, 1), (140, 1), (141, 2), (280, 2), (281, 3), (1000, 8)):
            octets = self.rng.randbytes(length)
            rows = self.fields(octets, "--adaptation", "segments", "--ref", "258")
            for row in rows:
                self.check_tlvs(row)
            self.assertEqual([(row["sar_total_segments"], row["sar_segment_seqnum"],
                               row["more_messages_to_send"], row["sar_msg_ref_num"])
                              for row in rows],
                             [(segments, i + 1, int(i + 1 < segments), 258)
                              for i in range(segments)])
            self.assertEqual("".join(row["short_message"] for row in rows), octets.hex().upper())
            self.assertEqual([row["sm_length"] for row in rows[:-1]], [140] * (segments - 1))
            self.assertEqual({row["service_type"] for row in rows}, {"WAP"})

    def test_options(self):
        row, = self.fields(b"a", "-n", "cdma", "--priority", "urgent", "--privacy", "secret",
                           "--message-id", "9", "--report", "--validity", "3d")
        self.check_tlvs(row)
        for name, value in {"priority_flag": 2, "privacy_indicator": 3, "user_message_reference": 9,
                            "registered_delivery": 1,
                            "validity_period": "000003000000000R"}.items():
            self.assertEqual(row[name], value, name)
        row, = self.fields(b"a", "--class", "1", "--replace", "2", "--validity", "90m")
        self.assertEqual((row["data_coding"], row["protocol_id"], row["validity_period"]),
                         (0xF5, 0x42, "000000013000000R"))

    def test_wrong_use(self):
        data = (*self.datagram_args(bytes(300)), TO)
        smpp = ("--format", "smpp")
        for option, value in (("--segment-size", "50"), ("--callback", "1"), ("--alert", "low"),
                              ("--text-language", "english"), ("--smsc", "+4911"), ("--ref8", None)):
            args = (option,) if value is None else (option, value)
            network = () if option in ("--smsc", "--ref8") else ("-n", "cdma")
            self.refused(f"no {option} with --format smpp", *smpp, *network, *args, *data)
        for args in (("--ref", "1"), ("--ref16",), ("--max-parts", "9")):
            self.refused("adaptation segments", *smpp, *args, *data)
        self.assertEqual(self.encode(*smpp, "--adaptation", "segments", "--ref16", "--ref", "7",
                                     "--max-parts", "3", *data)[0]["sar_msg_ref_num"], 7)
        self.refused("wants --network cdma", *smpp, "--message-id", "1", *data)
        self.refused("payload or segments", *smpp, "--adaptation", "both", *data)
        self.refused("wants --format smpp", "--adaptation", "payload", *data)
        self.refused("of a push", *smpp, TO, "text")
        self.refused("at most 31 days", *smpp, "--validity", "5w", *data)
        self.refused("not a number", *smpp, *self.datagram_args(b"a"), "x", code=65)
        self.refused("needs 3 segments of 140 octets, at most 2", *smpp, "--adaptation", "segments",
                     "--max-parts", "2", *data, code=65)
        self.refused("needs 256 segments", *smpp, "--adaptation", "segments",
                     *self.datagram_args(bytes(255 * 140 + 1)), TO, code=65)
        self.assertEqual(len(self.fields(bytes(255 * 140), "--adaptation", "segments")), 255)


class Push(Gateways):
    """The same of pushes, whose ports are their own."""
    URL = "http://example.com/a?b=c"

    def si(self, *args, text="hi", **run):
        return self.encode(*args, "push", "si", TO, "--href", self.URL, "--text", text, **run)

    def test_cdma(self):
        text = "".join(self.rng.choice("abc äöü€") for _ in range(400)).strip() + "."
        for size in (50, 112, 140):
            parts = self.si("-n", "cdma", "--segment-size", str(size), "--message-id", "7",
                            text=text)
            self.assertEqual({part["teleservice"] for part in parts}, {4100})
            self.assertLessEqual(max(len(part["user_data"]) for part in parts), 2 * size)
            lines = [part["pdu"] for part in parts]
            self.rng.shuffle(lines)
            message, = self.decode(lines)
            self.assertEqual(message["wap"], {"segment": 0, "total": len(parts), "src": 9200,
                                              "dst": 2948})
            self.assertEqual((message["push"]["type"], message["push"]["href"],
                              message["push"]["text"]), ("si", self.URL, text))

    def test_ten_pushes(self):
        """Shuffled, some twice, between each other."""
        for size in (50, 112, 140):
            texts = {i: "x" * self.rng.randint(1, 400) for i in range(10)}
            lines = []
            for i, text in texts.items():
                lines += [part["pdu"] for part in
                          self.si("-n", "cdma", "--segment-size", str(size), "--message-id",
                                  str(1000 + i), text=text)]
            lines += self.rng.sample(lines, len(lines) // 2)
            self.rng.shuffle(lines)
            messages = self.decode(lines)
            self.assertEqual(len(messages), 10)
            self.assertEqual({m["message_id"] - 1000: m["push"]["text"] for m in messages}, texts)

    def test_template(self):
        """One for each segment, with what the network is sent."""
        rows = self.si("--format", "template", "--template", TEMPLATE, "--message-id", "7",
                       text="x" * 200)
        parts = self.si("-n", "cdma", "--message-id", "7", text="x" * 200)
        self.assertEqual([row["url"] for row in rows],
                         [f"http://smsc/send?to=%2B491701234567&data={part['user_data']}"
                          f"&more={part['mmts']}" for part in parts])

    def test_smpp(self):
        whole, = self.si("--format", "smpp", text="x" * 200)
        rows = self.si("--format", "smpp", "--adaptation", "segments", text="x" * 200)
        self.assertEqual("".join(row["short_message"] for row in rows), whole["message_payload"])
        self.assertEqual((whole["source_port"], whole["destination_port"]), (9200, 2948))
        # as much as the network takes: parts and segments count where there are any
        self.refused("at most 65535 may be sent", "--format", "smpp", *self.raw(65532), code=65)
        fields, = self.encode("--format", "smpp", *self.raw(65531))
        self.assertEqual(len(fields["message_payload"]), 2 * 65535)
        self.refused(("256 parts", "make it shorter"), *self.raw(32637), code=65)
        self.assertEqual(len(self.encode(*self.raw(32636))), 255)
        self.refused("segments of 112", "-n", "cdma", *self.raw(32636), code=65)
        self.assertEqual(len(self.encode("-n", "cdma", "--segment-size", "140", *self.raw(32636))), 239)

    def raw(self, octets):
        """A push of so many octets and four."""
        return ("push", "raw", TO, "--file", self.write("body", self.rng.randbytes(octets)), "--content-type",
                "text/plain")


if __name__ == "__main__":
    support.main()
