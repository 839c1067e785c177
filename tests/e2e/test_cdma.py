# SPDX-License-Identifier: GPL-3.0-or-later
"""`encode --network cdma` read by a decoder of this file's own, and `decode --kind cdma`."""
import json
import shutil
import struct
import subprocess

import support

TO = "+15559876543"
SEGMENTS = ("0000021004020300D55408130003100070010C00500010011F805C230B1318",
            "0000021004020300D554080F00031000700108003000100B232B30")
SHIFT_JIS = "0003100010010828349FD4B3DC6750"
CUT = "00000210020207028CE95DCC65800601FC08200003168D3001061024183060800306101004044847"
# freedesktop/ModemManager test_pdu1
ASCII = "00000210020207028CE95DCC65800601FC08150003168D3001061024183060800306101004044847"


class Bits:
    """Most significant first."""

    def __init__(self, octets):
        self.bits, self.at = "".join(f"{o:08b}" for o in octets), 0

    def get(self, count):
        self.at += count
        assert self.at <= len(self.bits)
        return int(self.bits[self.at - count:self.at] or "0", 2)


def parameters(octets):
    """Identifiers and values, which must cover all octets."""
    at, found = 0, {}
    while at < len(octets):
        kind, length = octets[at], octets[at + 1]
        assert at + 2 + length <= len(octets) and kind not in found
        found[kind], at = octets[at + 2:at + 2 + length], at + 2 + length
    return found


def address(octets, number_mode):
    bits = Bits(octets)
    eight = bits.get(1)
    if number_mode:
        assert bits.get(1) == 0
    international = bits.get(3) == 1 and bits.get(4) == 1 if eight else False
    digits = [bits.get(8 if eight else 4) for _ in range(bits.get(8))]
    text = "".join(chr(d) if eight else "?1234567890*#???"[d] for d in digits)
    assert set(bits.bits[bits.at:]) <= {"0"}
    return ("+" if international else "") + text


def septets(octets, skip, count):
    number = int.from_bytes(octets, "little")
    return [number >> 7 * i & 127 for i in range(skip, count)]


def gsm7(codes):
    extension = {0x0A: "\f", 0x14: "^", 0x28: "{", 0x29: "}", 0x2F: "\\", 0x3C: "[", 0x3D: "~",
                 0x3E: "]", 0x40: "|", 0x65: "€"}
    basic = support.GSM7[:27] + "\x1b" + support.GSM7[27:]
    text, escaped = "", False
    for code in codes:
        text += extension[code] if escaped else "" if code == 27 else basic[code]
        escaped = code == 27 and not escaped
    return text


def user_data(octets, header):
    """The text, the header's octets, and the payload in front of padding."""
    bits = Bits(octets)
    encoding, fields = bits.get(5), bits.get(8)
    width = {2: 7, 4: 16, 8: 8, 9: 7}[encoding]
    count = (fields * width + 7) // 8
    rest = bits.bits[bits.at:].ljust(count * 8, "0")
    payload = bytes(int(rest[8 * i:8 * i + 8], 2) for i in range(count))
    udh = payload[:payload[0] + 1] if header else b""
    if encoding == 2:
        assert not header
        text = "".join(chr(int(rest[7 * i:7 * i + 7], 2)) for i in range(fields))
    elif encoding == 9:
        text = gsm7(septets(payload, (8 * len(udh) + 6) // 7, fields))
    else:
        text = payload[len(udh):].decode({4: "utf-16-be", 8: "latin-1"}[encoding])
    return text, udh, payload


def submit(part):
    """One object of `encode --json` taken apart."""
    octets = bytes.fromhex(part["pdu"])
    assert octets[0] == 0 and len(octets) == part["length"]
    transport = parameters(octets[1:])
    assert transport[0] == b"\x10\x02"
    bearer = parameters(transport[8])
    bits = Bits(bearer[0])
    assert bits.get(4) == 2
    message = {"to": address(transport[4], True), "message_id": bits.get(16)}
    message["text"], udh, payload = user_data(bearer[1], bits.get(1))
    assert payload.hex().upper() == part["user_data"] and len(payload) <= 140
    message["concat"] = tuple(udh[3:]) if udh else None
    return message, bearer


class Encode(support.Case):
    def parts(self, *args, **run):
        return self.smsmodem("encode", "--json", "--network", "cdma", *args, **run).json

    def test_keys_of_the_contract(self):
        part, = self.parts("--message-id", "7", TO, "hello")
        self.assertEqual(part["user_data"], "D19766CDE0")
        self.assertEqual((part["part"], part["parts"], part["mmts"]), (1, 1, 0))
        message, _ = submit(part)
        self.assertEqual(message, {"to": TO, "message_id": 7, "text": "hello", "concat": None})

    def test_lines(self):
        line, = self.smsmodem("encode", "--network", "cdma", "--message-id", "0", "3305773196",
                              "中國哲學書電子化計劃").out.splitlines()
        # freedesktop/ModemManager test_create_pdu_text_unicode_encoding
        self.assertEqual(line, "45 00000210020407028CE95DCC6580081D000320000001162052716AB85AA792D"
                               "BC337C4B7DADA8298B450429418")

    def test_options(self):
        part, = self.parts("--callback", "+4917", "--priority", "urgent", "--privacy", "secret",
                           "--alert", "high", "--text-language", "hebrew", "--report",
                           "--validity", "1h", "*1#", "x")
        message, bearer = submit(part)
        self.assertEqual(message["to"], "*1#")
        self.assertEqual(address(bearer[0x0E], False), "+4917")
        self.assertEqual({k: v[0] for k, v in bearer.items() if 5 <= k < 0x0E},
                         {5: 11, 8: 0x80, 9: 0xC0, 0x0A: 0x40, 0x0C: 0xC0, 0x0D: 7})

    def test_fresh_identifiers(self):
        ids = {self.parts(TO, "x")[0]["message_id"] for _ in range(8)}
        self.assertGreater(len(ids), 1)

    def test_random_texts(self):
        rng = support.random_generator()
        for _ in range(60):
            text = support.random_text(rng) + "."  # a CR at the end would be part of a line end
            number = rng.choice("+*#0") + "".join(rng.choice("0123456789*#") for _ in range(9))
            # one line end is `echo`'s, and not of the text
            parts = self.parts("--ref", "200", number, stdin=text + "\n")
            messages = [submit(part)[0] for part in parts]
            with self.subTest(text=text):
                self.assertEqual("".join(m["text"] for m in messages), text)
                self.assertEqual({m["to"] for m in messages}, {number})
                self.assertEqual(len({m["message_id"] for m in messages}), 1)
                self.assertEqual([p["mmts"] for p in parts], [1] * (len(parts) - 1) + [0])
                self.assertEqual([m["concat"] for m in messages],
                                 [None] if len(parts) == 1 else
                                 [(200, len(parts), i + 1) for i in range(len(parts))])

    def test_wrong_use(self):
        for args in (["--smsc", "+49"], ["--class", "1"], ["--flash"], ["--port", "1"], ["--ref16"],
                     ["--replace", "1"], ["--explain"], ["--language", "tr"], ["--priority", "loud"],
                     ["--message-id", "65536"], ["--ref", "256"], ["--validity", "60w"]):
            with self.subTest(args=args):
                self.smsmodem("encode", "--network", "cdma", *args, TO, "x", code=64)
        self.smsmodem("encode", "--network", "tdma", TO, "x", code=64)
        self.smsmodem("encode", "--message-id", "7", TO, "x", code=64)
        self.smsmodem("encode", "--network", "cdma", "12a", "x", code=65)

    def test_messages_name_what_is_meant(self):
        for args, words in ((["--callback", "1"], "--callback wants --network cdma"),
                            (["-n", "cdma", "--priority", "loud"], "interactive, urgent, emergency"),
                            (["-n", "cdma", "--text-language", "x"], "french, spanish")):
            self.assertIn(words, self.smsmodem("encode", *args, TO, "x", code=64).err)

    def test_reference_of_parts(self):
        parts = self.parts("--ref", "9", "--text-language", "English", TO, "a" * 200)
        self.assertEqual([part["ref"] for part in parts], [9, 9])
        self.assertNotIn("ref", self.parts(TO, "a")[0])

    def test_configuration_of_gsm_does_not_matter(self):
        config = self.write("smsmodem.conf", "smsc=+4917\n")
        self.smsmodem("encode", "--config", config, "--network", "cdma", TO, "x")


class Tshark(support.Case):
    """Another program's reading of what we encode."""
    USER_DLT = 147
    FIELDS = {"text": "ansi_637_tele.user_data.text", "to": "ansi_637_trans.addr_param.number",
              "id": "ansi_637_tele.msg_id", "callback": "ansi_637_tele.cb_num.number"}

    def read(self, pdus):
        capture = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, self.USER_DLT)
        for octets in map(bytes.fromhex, pdus):
            capture += struct.pack("<IIII", 0, 0, len(octets), len(octets)) + octets
        layer = f'"User 0 (DLT={self.USER_DLT})","ansi_637_trans","0","","0",""'
        args = ["tshark", "-r", self.write("capture", capture), "-o", f"uat:user_dlts:{layer}",
                "-T", "json"]
        for field in self.FIELDS.values():
            args += ["-e", field]
        run = subprocess.run(args, env=self.env, check=True, capture_output=True)
        return [{name: p["_source"]["layers"].get(field, [""])[0]
                 for name, field in self.FIELDS.items()} for p in json.loads(run.stdout)]

    @staticmethod
    def shown(text):
        """Control characters are shown as something else, and surrogate pairs are no UCS-2."""
        return "".join(c for c in text if c.isprintable() and c < "\ud800")

    def test_random_texts(self):
        self.assertTrue(shutil.which("tshark"), "tshark is not installed")
        rng = support.random_generator()
        texts = [self.shown(support.random_text(rng)) + "." for _ in range(60)]
        parts = []
        for i, text in enumerate(texts):
            parts.append(self.smsmodem("encode", "--json", "--network", "cdma", "--message-id", str(i),
                                       "--callback", f"+49{i}", f"+1{i}", stdin=text + "\n").json)
        read = iter(self.read([part["pdu"] for message in parts for part in message]))
        for i, text in enumerate(texts):
            rows = [next(read) for _ in parts[i]]
            self.assertEqual("".join(row.pop("text") for row in rows), text)
            self.assertEqual(rows, [{"to": f"1{i}", "id": str(i), "callback": f"49{i}"}] * len(rows))


class Decode(support.Case):
    def test_round_trip_in_any_order(self):
        rng = support.random_generator()
        texts = [support.random_text(rng) + "." for _ in range(20)]
        lines = []
        for i, text in enumerate(texts):
            out = self.smsmodem("encode", "--network", "cdma", "--ref", str(i), f"+1{i:03}",
                                stdin=text + "\n").out
            lines += out.splitlines()
        rng.shuffle(lines)
        messages = {m["to"]: m for m in self.decode(lines)}
        self.assertEqual({m["kind"] for m in messages.values()}, {"cdma"})
        self.assertEqual([messages[f"+1{i:03}"]["text"] for i in range(20)], texts)

    def test_keys(self):
        message, = self.decode([ASCII], "--kind", "cdma")
        for key, value in {"kind": "cdma", "teleservice": 4098, "from": "3305773196",
                           "encoding": "ascii", "text": "AAAA", "message_type": "deliver",
                           "message_id": 26835, "bearer_reply_seq": 63}.items():
            self.assertEqual(message[key], value, key)
        self.assertEqual(self.decode([ASCII]), [message])  # found without a kind

    def test_wap(self):
        message, = self.decode(SEGMENTS[::-1], "--kind", "cdma")
        self.assertEqual(message["wap"], {"segment": 0, "total": 2, "src": 9200, "dst": 2948})
        self.assertEqual((message["teleservice"], message["data"], message["message_id"]),
                         (4100, b"abcdef".hex().upper(), 7))
        parts = self.decode(SEGMENTS, "--parts")
        self.assertEqual([m["wap"]["segment"] for m in parts], [0, 1])
        message, = self.decode(SEGMENTS[1:])
        self.assertEqual((message["incomplete"], message["missing"]), (True, [1]))

    def test_shift_jis(self):
        message, = self.decode([SHIFT_JIS], "--kind", "cdma")
        self.assertEqual((message["encoding"], message["text"]), ("shift-jis", "日本語"))

    def test_cut_ones_are_no_delivers(self):
        """Once the teleservice is there, it is known for what it is; also bearer data alone."""
        for pdu in (ASCII, ASCII[ASCII.index("0003"):]):
            for length in range(14, len(pdu), 2):
                result = self.smsmodem("decode", "--json", pdu[:length], code=None)
                self.assertNotIn('"deliver","smsc"', result.out)
                self.assertNotIn('"kind":"submit"', result.out)
        self.assertEqual(self.decode([pdu])[0]["text"], "AAAA")

    def test_fields_as_json(self):
        message, = self.decode([ASCII], "--verbose")
        self.assertEqual("".join(row["data"] for row in message["fields"] if row["depth"] == 0) +
                         "".join(row["data"] for row in message["fields"] if row["depth"] == 1),
                         ASCII)
        joined, = self.decode(SEGMENTS[::-1], "--verbose")
        self.assertEqual({row["part"] for row in joined["fields"]}, {1, 2})
        error, = self.decode([CUT], "--verbose", code=65)
        self.assertEqual(error["fields"][-1]["name"], error["field"])

    def test_empty_text(self):
        line = self.smsmodem("encode", "-n", "cdma", TO, "").out
        message, = self.decode([line.strip()])
        self.assertEqual(message["text"], "")
        self.assertNotIn("data", message)

    def test_what_cannot_be_read_is_named(self):
        for sub, name in (("1609FFFFFFFFFFFFFFFFFF", "enhanced VMN"), ("1003103D8D", "multiple encoding")):
            message, = self.decode(["0003200010" + sub], "--kind", "cdma")
            self.assertEqual(message["malformed"], [name])
            self.assertEqual(message["malformed_data"], [{"id": int(sub[:2], 16), "data": sub[4:]}])

    def test_bad_ones(self):
        good, bad = self.decode([ASCII, CUT], "--kind", "cdma", code=65)
        self.assertEqual(good["text"], "AAAA")
        self.assertEqual((bad["event"], bad["code"], bad["line"], bad["offset"], bad["field"]),
                         ("error", "pdu", 2, 18, "bearer data"))

    def test_for_people(self):
        out = self.smsmodem("decode", ASCII).out
        self.assertIn("from 3305773196", out)
        self.assertIn("AAAA", out)
        table = self.smsmodem("decode", "--verbose", ASCII).out
        self.assertIn("message identifier", table)
        self.assertLessEqual(max(map(len, table.splitlines()[3:])), 100)


if __name__ == "__main__":
    support.main()
