# SPDX-License-Identifier: GPL-3.0-or-later
"""tshark reads what we encode, and reads what went in."""
import os
import shutil
import sys

import support

sys.path.insert(0, os.path.join(support.SOURCE, "tests", "peers"))
import tpdu_decode  # noqa: E402  (the path above is what makes it known)

TEXTS = 200
CONCAT8, CONCAT16, PORTS16 = 0x00, 0x08, 0x05  # 3GPP TS 23.040 9.2.3.24


# What tshark 4.0.17 does not show as it is: user data from or to these ports it takes for another
# protocol, and shows that protocol's fields (or "malformed") in the place of the octets.
PORTS_DISSECTED = {2948: "WSP push", 9200: "WSP", 9201: "WTP"}


def class_of_gsm7(number):
    """TP-DCS: the general group with a class, or the data coding group (3GPP TS 23.038 4)."""
    return 0x10 | number, 0xF0 | number


def random_port(rng):
    return rng.choice([p for p in (rng.randint(0, 65535), 0, 65535) if p not in PORTS_DISSECTED])


class Message:
    """One message: what went in, how it was asked for, and its parts."""

    def __init__(self, case, rng, index):
        self.to = str(rng.randint(10 ** 2, 10 ** rng.randint(3, 20) - 1))
        self.bits = rng.choice((8, 16))
        self.ref = rng.randint(0, 2 ** self.bits - 1)
        self.ports = rng.choice((None, (random_port(rng), random_port(rng))))
        self.data = rng.randbytes(rng.randint(1, 700)) if index % 4 == 3 else None
        self.text = None if self.data else support.random_text(rng)
        self.encoding = rng.choice(("auto", "auto", "ucs2")) if self.text else "8bit"
        self.lines = case.smsmodem(*self.arguments(), stdin=self.stdin()).out.splitlines()
        octets = [bytes.fromhex(line.split()[1]) for line in self.lines]
        self.tpdus = [o[1 + o[0]:] for o in octets]

    def arguments(self):
        content = ["--hex", self.data.hex()] if self.data else ["--encoding", self.encoding]
        ports = ["--port", "%d:%d" % self.ports] if self.ports else []
        return ["encode", f"--ref{self.bits}", "--ref", str(self.ref), *content, *ports, "+" + self.to]

    def stdin(self):
        return b"" if self.data else self.text + "\r\n"

    def wanted(self):
        """What tshark is to say of it."""
        count = len(self.tpdus)
        several = count > 1
        ieis = [CONCAT8 if self.bits == 8 else CONCAT16] * several + [PORTS16] * bool(self.ports)
        ref = self.ref & (0xFF if self.bits == 8 else 0xFFFF)
        return {"text": "" if self.data else self.text,
                "data": self.data.hex().upper() if self.data else "",
                "to": self.to, "from": "", "pid": 0, "malformed": [],
                "parts": [count if several else None] * count,
                "seqs": list(range(1, count + 1)) if several else [None],
                "refs": [ref if several else None] * count, "ieis": [sorted(ieis)] * count,
                "dst": [self.ports[0] if self.ports else None] * count,
                "src": [self.ports[1] if self.ports else None] * count,
                "fragments": count if several else None}

    def decoded_by_us(self, case):
        message, = case.decode(self.lines)
        if self.data:
            case.assertEqual(message["data"], self.data.hex().upper())
        else:
            case.assertEqual(message["text"], self.text)
        case.assertEqual((message["to"], message["parts"]), ("+" + self.to, len(self.tpdus)))


class Tshark(support.Case):
    def setUp(self):
        super().setUp()
        self.assertTrue(shutil.which("tshark"), "tshark is not installed")

    def test_random_messages(self):
        rng = support.random_generator()
        messages = [Message(self, rng, i) for i in range(TEXTS)]
        seen = tpdu_decode.decode([m.tpdus for m in messages])
        for message, fields in zip(messages, seen):
            with self.subTest(arguments=message.arguments(), text=ascii(message.text)):
                self.assertIn(fields.pop("dcs"), (0, 4, 8))
                fields["ieis"] = [sorted(part) for part in fields["ieis"]]
                self.assertEqual(fields, message.wanted())
                message.decoded_by_us(self)

    def test_every_character_of_gsm7(self):
        """One by one, and every one behind every escape's border of a part."""
        text = support.GSM7 + support.GSM7_EXTENSION
        texts = [text, text * 7] + ["x" * n + support.GSM7_EXTENSION * 20 for n in range(8)]
        messages = []
        for one in texts:
            lines = self.smsmodem("encode", "--encoding", "gsm7", "+491", stdin=one + "\n").out.splitlines()
            messages.append([bytes.fromhex(line.split()[1])[1:] for line in lines])
        for one, fields in zip(texts, tpdu_decode.decode(messages)):
            self.assertEqual(fields["text"], one)

    def test_fields_of_the_options(self):
        """The data coding of a class, the protocol identifier of a replacement."""
        rows = ((["--class", "1"], "dcs", class_of_gsm7(1)), (["--flash"], "dcs", class_of_gsm7(0)),
                (["--class", "2", "--encoding", "ucs2"], "dcs", (0x1A,)),
                (["--replace", "7"], "pid", (0x47,)))
        lines = [self.smsmodem("encode", *args, "+491", "x").out.split()[1] for args, _, _ in rows]
        seen = tpdu_decode.decode([[bytes.fromhex(line)[1:]] for line in lines])
        for (args, field, values), fields in zip(rows, seen):
            self.assertIn(fields[field], values, args)

    def test_ports_that_are_dissected(self):
        """The rows of the table are true; the header is as we wrote it all the same."""
        lines = [self.smsmodem("encode", "--hex", "0506", "--port", f"{port}:1", "+491").out.split()[1]
                 for port in PORTS_DISSECTED]
        seen = tpdu_decode.decode([[bytes.fromhex(line)[1:]] for line in lines])
        for port, fields in zip(PORTS_DISSECTED, seen):
            self.assertEqual((fields["dst"], fields["src"]), ([port], [1]))
            self.assertEqual(fields["data"], "", PORTS_DISSECTED[port])

    def test_deliveries_of_the_phone(self):
        """What the simulated phone delivers is a DELIVER to tshark too."""
        phone = self.sim("-v")
        texts = ["hello", "Grüße 🌅 " * 30, "€" * 100]
        for text in texts:
            phone.tell(f"deliver +491701234567 {text}")
        phone.tell("nonsense")
        phone.event("error")
        listed = self.smsmodem("-d", phone.device, "at", "AT+CMGF=0", "AT+CMGL=4").out.splitlines()
        tpdus = [bytes.fromhex(line) for line in listed if not line.startswith("+")]
        tpdus = [octets[1 + octets[0]:] for octets in tpdus]
        counts = [len(self.smsmodem("encode", "+491", text).out.splitlines()) for text in texts]
        messages = [[tpdus.pop(0) for _ in range(count)] for count in counts]
        self.assertEqual(tpdus, [])
        seen = tpdu_decode.decode(messages, submit=False)
        self.assertEqual([fields["text"] for fields in seen], texts)
        self.assertEqual({fields["from"] for fields in seen}, {"491701234567"})
        self.assertEqual([problem for fields in seen for problem in fields["malformed"]], [])


if __name__ == "__main__":
    support.main()
