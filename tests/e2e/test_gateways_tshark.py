# SPDX-License-Identifier: GPL-3.0-or-later
"""What gateways are given, read by tshark: segments of WAP over CDMA, and submit_sm of SMPP."""
import json
import shutil
import struct
import subprocess

import support

TO = "+491701234567"
USER_DLT = 147


def submit_sm(fields, sequence):
    """The PDU of the fields that are printed (SMPP 3.4 3.2, 4.4.1)."""
    layout = (("service_type", None), ("source_addr_ton", 1), ("source_addr_npi", 1),
              ("source_addr", None), ("dest_addr_ton", 1), ("dest_addr_npi", 1),
              ("destination_addr", None), ("esm_class", 1), ("protocol_id", 1),
              ("priority_flag", 1), ("schedule_delivery_time", None), ("validity_period", None),
              ("registered_delivery", 1), ("replace_if_present_flag", 1), ("data_coding", 1),
              ("sm_default_msg_id", 1), ("sm_length", 1))
    body = b"".join(bytes([fields[name]]) if size else fields[name].encode() + b"\0"
                    for name, size in layout)
    body += bytes.fromhex(fields["short_message"])
    for tag, value in fields["tlvs"].items():
        value = bytes.fromhex(value)
        body += bytes.fromhex(tag) + struct.pack(">H", len(value)) + value
    return struct.pack(">IIII", 16 + len(body), 4, 0, sequence) + body


class Tshark(support.Case):
    def setUp(self):
        super().setUp()
        self.assertTrue(shutil.which("tshark"), "tshark is not installed")
        self.rng = support.random_generator()

    def read(self, layer, pdus, *fields):
        """The values of fields in each PDU, lists of them."""
        capture = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, USER_DLT)
        for octets in pdus:
            capture += struct.pack("<IIII", 0, 0, len(octets), len(octets)) + octets
        user = f'"User 0 (DLT={USER_DLT})","{layer}","0","","0",""'
        args = ["tshark", "-r", self.write("capture", capture), "-o", f"uat:user_dlts:{user}",
                "-T", "json"]
        for field in fields:
            args += ["-e", field]
        run = subprocess.run(args, env=self.env, check=True, capture_output=True)
        return [p["_source"]["layers"] for p in json.loads(run.stdout)]

    def encode(self, *args):
        return self.smsmodem("encode", "--json", *args).json

    def smpp(self, *args):
        rows = self.encode("--format", "smpp", "--validity", "3d", "--report", *args)
        return self.read("smpp", [submit_sm(row, i + 1) for i, row in enumerate(rows)],
                         "smpp.service_type", "smpp.destination_addr", "smpp.dest_addr_ton",
                         "smpp.validity_period_r", "smpp.regdel.receipt", "smpp.data_coding",
                         "smpp.source_port", "smpp.destination_port", "smpp.sar_msg_ref_num",
                         "smpp.sar_total_segments", "smpp.sar_segment_seqnum",
                         "smpp.more_messages_to_send", "smpp.message_payload", "smpp.message",
                         "smpp.sm_length", "wsp.header.content_type", "wbxml.str_i", "_ws.malformed")

    def check_common(self, row):
        for field, value in {"smpp.service_type": "WAP", "smpp.destination_addr": TO[1:],
                             "smpp.dest_addr_ton": "0x01", "smpp.data_coding": "0x04",
                             "smpp.validity_period_r": "259200.000000000",
                             "smpp.regdel.receipt": "0x01", "smpp.source_port": "0x23f0",
                             "smpp.destination_port": "0x0b84"}.items():
            self.assertEqual(row[field], [value])
        self.assertNotIn("_ws.malformed", row)

    def test_payload(self):
        for length in (3, 140, 2000):
            octets = self.rng.randbytes(length)
            row, = self.smpp("--port", "2948:9200", "--hex", octets.hex(), TO)
            self.assertEqual(row["smpp.service_type"], ["WAP"])
            self.assertEqual(row["smpp.message_payload"][0].replace(":", ""), octets.hex())
            self.assertEqual(row["smpp.sm_length"], ["0"])

    def test_payload_is_the_push(self):
        text = "".join(self.rng.choice("abc äöü") for _ in range(150)).strip() + "."
        row, = self.smpp("push", "si", TO, "--href", "http://example.net/x", "--text", text)
        self.check_common(row)
        self.assertEqual(row["wsp.header.content_type"], ["application/vnd.wap.sic"])
        self.assertIn(text, row["wbxml.str_i"])

    def test_segments(self):
        for length, segments in ((5, 1), (140, 1), (141, 2), (1000, 8)):
            octets = self.rng.randbytes(length)
            rows = self.smpp("--adaptation", "segments", "--ref", "777", "--port", "2948:9200",
                             "--hex", octets.hex(), TO)
            self.assertEqual("".join(row["smpp.message"][0].replace(":", "") for row in rows),
                             octets.hex())
            self.assertEqual([(row["smpp.sar_msg_ref_num"], row["smpp.sar_total_segments"],
                               row["smpp.sar_segment_seqnum"], row["smpp.more_messages_to_send"])
                              for row in rows],
                             [(["777"], [str(segments)], [str(i + 1)],
                               [str(int(i + 1 < segments))]) for i in range(segments)])

    def test_cdma(self):
        octets = self.rng.randbytes(100)  # tshark shows no more than some 30 octets of a segment
        parts = self.encode("-n", "cdma", "--segment-size", "30", "--message-id", "777", "--port", "2948:9200", "--hex",
                            octets.hex(), TO)
        rows = self.read("ansi_637_trans", [bytes.fromhex(part["pdu"]) for part in parts],
                         "ansi_637_tele.msg_id", "ansi_637_tele.user_data.text",
                         "ansi_637_trans.addr_param.number", "ansi_637_tele.user_data.encoding",
                         "ansi_637_tele.msg_header_ind", "ansi_637_tele.msg_type",
                         "_ws.malformed")
        self.assertEqual(len(rows), 4)
        for part, row in zip(parts, rows):
            self.assertEqual(row.pop("ansi_637_tele.user_data.text")[0].upper(), part["user_data"])
            self.assertEqual(row, {"ansi_637_tele.msg_id": ["777"],
                                   "ansi_637_trans.addr_param.number": [TO[1:]],
                                   "ansi_637_tele.user_data.encoding": ["0"],
                                   "ansi_637_tele.msg_header_ind": ["0"],
                                   "ansi_637_tele.msg_type": ["2"]})


if __name__ == "__main__":
    support.main()
