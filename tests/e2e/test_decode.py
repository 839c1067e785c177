# SPDX-License-Identifier: GPL-3.0-or-later
"""decode for people: whatever they paste, every field explained, and bad lines named."""
import re

import support

TO = "+491701234567"
# a DELIVER of 28 octets behind its SMSC address, a SUBMIT of 23, a STATUS-REPORT of 25
DELIVER = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"
SUBMIT = "0011000B916407281553F80000AA0AE8329BFD4697D9EC37"
REPORT = "07919471016700F006000C91947110325476622122417403406221224174034000"
COMMAND = "002205000209058105" + "31F103414243"
OCTETS = [DELIVER[i:i + 2] for i in range(0, len(DELIVER), 2)]
D, S, R = "deliver", "submit", "status-report"

# name, lines, kinds of what comes out; there is nothing else, and no complaint
PASTED = (
    ("blanks", " ".join(OCTETS), [D]),
    ("lower case and tabs", "\t" + "\t".join(OCTETS).lower() + " ", [D]),
    ("colons", ":".join(OCTETS), [D]),
    ("dashes", "-".join(OCTETS), [D]),
    ("0x", "0x" + DELIVER, [D]),
    ("an array of C", "{" + ", ".join("0x" + o for o in OCTETS) + "};".replace(";", ""), [D]),
    ("a string of C", '"' + "".join("\\x" + o for o in OCTETS) + '",', [D]),
    ("quotes", f"'{DELIVER}'", [D]),
    ("fields apart", "07917283010010F5 04 0BC87238880900F1 00 00 99309251619580 0A E8329BFD4697D9EC37",
     [D]),
    ("length and octets", "28 " + " ".join(OCTETS), [D]),
    ("a length of two lines", f"28\n{DELIVER}", [D]),
    ("+CMT", f"+CMT: ,28\n{DELIVER}", [D]),
    ("+CMT with a name", f'+CMT: "Bob, A.",28\n\n{DELIVER}', [D]),
    ("+CDS", f"+CDS: 25\n{REPORT}", [R]),
    ("+CDS of ZTE", f"+CDS: ,25\n{REPORT}", [R]),
    ("+CMGR sent", f"+CMGR: 3,,23\n{SUBMIT}\n\nOK", [S]),
    ("+CMGL", f"AT+CMGL=4\n+CMGL: 1,3,,23\n{SUBMIT}\n+CMGL: 2,1,,28\n{DELIVER}\n+CMGL: 3,1,,25\n"
              f"{REPORT}\n\nOK", [S, D, R]),
    ("+CMGL, a command sent", f"+CMGL: 1,3,,14\n{COMMAND}", ["command"]),
    ("+CMGL without a name", f"+CMGL: 1,3,23\n{SUBMIT}", [S]),
    ("+CMGL, glued", f"+CMGL: 1,1,,28\n{DELIVER}+CMGL: 2,1,,28\n{DELIVER}\nOK", [D, D]),
    ("AT+CMGS", f"AT+CMGS=23\n> {SUBMIT}^Z\n+CMGS: 12\n\nOK", [S]),
    ("AT+CMGS, as typed", f"AT+CMGS=23\r\n> {SUBMIT}\x1a\r\n", [S]),
    ("AT+CMGW, received", f"AT+CMGW=28,1\n> {DELIVER}\x1a", [D]),
    ("AT+CMGC", f"AT+CMGC=14\n> {COMMAND}\x1a\n+CMGC: 5", ["command"]),
    ("AT+CNMA", "AT+CNMA=1,2\n> 000000\x1a\nOK", ["deliver-report"]),
    ("ModemManager", f"mm[1]: (ttyUSB2): --> 'AT+CMGL=4<CR>'\nmm[1]: (ttyUSB2): <-- "
                     f"'<CR><LF>+CMGL: 0,1,,28<CR><LF>{DELIVER}<CR><LF><CR><LF>OK<CR><LF>'", [D]),
    ("gammu", f'[Gammu 1.42.0]\nSENDING frame type 0x00/length 0x0B/11\n41A 54T 2B+ 43C 4DM 0D\n'
              f'1 "AT+CMGR=1"\n2 "+CMGR: 1,,28"\n3 "{DELIVER}"\n4 "OK"', [D]),
    ("arrows", f"10:00:00 > AT+CMGS=23\n10:00:00 < >\n10:00:01 > {SUBMIT}<SUB>\n10:00:02 < +CMGS: 1\n"
               f"10:00:03 < +CMT: ,28\n10:00:03 < {DELIVER}", [S, D]),
    ("words", f"2024-01-01 10:00:00.1 TX: AT+CMGS=23\n2024-01-01 10:00:00.2 RX: >\n"
              f"2024-01-01 10:00:00.3 TX: {SUBMIT}", [S]),
    ("escapes", rf'read "\r\n+CMT: ,28\r\n{DELIVER}\r\n"', [D]),
    ("a header and its PDU in a line", f"+CMT: ,28 {DELIVER}", [D]),
    ("a listing so", f"+CMGL: 1,1,,28 {DELIVER}\n+CMGL: 2,3,,23 {SUBMIT}\nOK", [D, S]),
    ("with a comma", f"+CMT: ,28,{DELIVER}", [D]),
    ("a command and its PDU in a line", f"AT+CMGS=23 {SUBMIT}\nAT+CMGS=23;{SUBMIT}", [S, S]),
    ("AT+CMGW likewise", f"AT+CMGW=28,1 {DELIVER}", [D]),
    ("AT+CNMA likewise", "AT+CNMA=1,13 " + "0000D004" + "0A" + "31" * 9, ["deliver-report"]),
    ("CR alone", f"AT+CMGL=4\r+CMGL: 1,1,,28\r{DELIVER}\rOK\r", [D]),
    ("colours", f"\x1b[7mAT+CMGL=4\x1b[0m\n\x1b[1;31m+CMGL: 1,1,,28\n\x1b[7m{DELIVER}\x1b[m\nOK", [D]),
    ("two in a line", f"{DELIVER} {SUBMIT}", [D, S]),
    ("two with a comma", f"{DELIVER},{DELIVER}", [D, D]),
    ("three with lengths", f"28 {DELIVER} 23 {SUBMIT} 28 {DELIVER}", [D, S, D]),
    ("padding", f"{DELIVER}FFFF", [D]),
    ("a full stop", f"{DELIVER}.", [D]),
    ("date and time", f"2026-01-01 10:00:00 {DELIVER}", [D]),
    ("time", f"00:11:22 {DELIVER}", [D]),
    ("seconds", f"[  123.456] {DELIVER}", [D]),
    ("a label", f"PDU: {DELIVER}\npdu={DELIVER}", [D, D]),
    ("comments", f"# what came\n{DELIVER} # first\n{DELIVER} // second", [D, D]),
    ("a byte order mark", f"\ufeff{DELIVER}", [D]),
    ("angle brackets", f"<{DELIVER}>", [D]),
    ("a length and quotes", f'28,"{DELIVER}"', [D]),
    ("JSON", f'{{"part":1,"length":28,"pdu":"{DELIVER}"}}\n{{"event":"ready"}}', [D]),
    ("a terminal", f"Welcome to minicom 2.8\nPort /dev/ttyUSB0, 12:00:01\n\nAT\nOK\nAT+CGSN\n"
                   f"35693803564380\n\nOK\nAT+CCID\n89490200001234567890\nOK\n+CMT: ,28\n{DELIVER}\n"
                   "see https://example.org/ for more", [D]),
)

# name, line, exit code, what is noted
WITHOUT_SMSC = (
    ("deliver", DELIVER[16:], D), ("submit", SUBMIT[2:], S), ("report", REPORT[16:], R),
    ("submit without validity", "01000B916407281553F800000AE8329BFD4697D9EC37", S),
)

# name, lines, the line and the octets of the PDU that never came, kinds of what did
LOST = (
    ("+CMT", "+CMT: ,28", 1, 28, []), ("+CMGR", "AT+CMGR=1\n+CMGR: 1,,28\n\nOK", 2, 28, []),
    ("+CMGL", f"+CMGL: 0,1,,27\n+CMGL: 1,1,,28\n{DELIVER}\nOK", 1, 27, [D]),
    ("a length", "12", 1, 12, []), ("one octet", "1", 1, 1, []),
    ("a length before another", f"99\n28\n{DELIVER}", 1, 99, [D]),
)

# name, what no kind fits
DOUBTFUL = (
    ("no address has a type", "0001000403311131F500000130"),
    ("a cut page", "0110003201" + "11C2327BFC76BBCBEE46A3D168341A8D"),
    ("nor has the message centre's", "011000" + SUBMIT[2:]),
    ("no time, octets left over", "0004058121436500009930925161" + "9F80" + "05E8329BFD06" + "0102"),
)

# name, a broken line, the character that breaks it
CULPRITS = (
    ("words behind", f"{DELIVER} hello", len(DELIVER) + 1), ("within", f"{DELIVER[:40]}x{DELIVER[40:]}", 40),
    ("words only", "hello", 0), ("a log's", f"10:00 {DELIVER[:40]}?{DELIVER[40:50]}", 46),
)

TEXT_MODE = """AT+CMGL="ALL"
+CMGL: 1,"REC READ","+4917",,"22/12/12,10:00:00+04"
00480065006C006C006F00480065006C006C006F
second line
+CMGL: 2,"STO SENT","+4917",,
hello
OK
AT+CMGS="+4917"
> 0011223344556677
+CMGS: 1
+CMT: "+4917",,"22/12/12,10:00:00+04"
48656C6C6F48656C6C6F
"""

# name, PDU, offset, field
BROKEN = (
    ("SMSC", "0791", 0, "SMSC address"), ("address", "0011000B9164072815", 3, "TP-DA"),
    ("time", DELIVER[:46], 19, "TP-SCTS"), ("text", DELIVER[:-2], 27, "TP-UD"),
    ("nothing behind the SMSC", DELIVER[:16], 8, "first octet"),
)


class Pasted(support.Case):
    def check(self, text, kinds, *args):
        result = self.smsmodem("decode", "--json", *args, stdin=text + "\n")
        self.assertEqual([m.get("kind") for m in result.json], kinds, result)
        self.assertEqual(result.err, "")
        for message in result.json:
            if message["kind"] in (D, S):
                self.assertEqual(message["text"], "hellohello")

    def test_table(self):
        for name, text, kinds in PASTED:
            with self.subTest(name):
                self.check(text, kinds)
                self.check(text.replace("\n", "\r\n"), kinds)

    def test_arguments(self):
        for args in ([*OCTETS], ["28", DELIVER], [" ".join(OCTETS)], ["0x" + DELIVER]):
            message, = self.smsmodem("decode", "--json", *args).json
            self.assertEqual(message["text"], "hellohello")

    def test_stdin(self):
        for args in ([], ["-"]):
            message, = self.smsmodem("decode", "--json", *args, stdin=DELIVER).json
            self.assertEqual(message["text"], "hellohello")
        self.assertEqual(self.smsmodem("decode", stdin="\n\n").out, "")

    def test_our_own_transcript(self):
        """What --trace writes, wherever the reads have cut it."""
        phone = self.sim("--loopback")
        trace = self.path("wire")
        self.smsmodem("-d", phone.device, "--trace", trace, "send", TO, "hello € " * 40)
        self.smsmodem("-d", phone.device, "at", "AT+CMGF=0")
        listing = self.path("listing")
        self.smsmodem("-d", phone.device, "--trace", listing, "at", "AT+CMGL=4")
        for path, kind in ((trace, S), (listing, D)):
            with open(path, encoding="utf-8") as file:
                lines = file.read()
            message, = self.smsmodem("decode", "--json", stdin=lines).json
            self.assertEqual((message["kind"], message["text"]), (kind, "hello € " * 40))

    def test_a_transcript_cut_at_every_octet(self):
        octets = f"\\r\\n+CMT: ,28\\r\\n{DELIVER}\\r\\n"
        pieces = re.findall(r"\\?.", octets)
        for cut in range(1, len(pieces)):
            text = "".join(f'0.{i} < "{"".join(piece)}"\n'
                           for i, piece in enumerate((pieces[:cut], pieces[cut:])))
            message, = self.decode([text.rstrip("\n")])
            self.assertEqual(message["text"], "hellohello")

    def test_without_smsc(self):
        for name, pdu, kind in WITHOUT_SMSC:
            with self.subTest(name):
                result = self.smsmodem("decode", "--json", pdu)
                self.assertEqual(result.json[0]["kind"], kind)
                self.assertRegex(result.err, "line 1: .*--no-smsc")
                plain = self.smsmodem("decode", "--json", "--no-smsc", pdu)
                self.assertEqual((plain.json, plain.err), (result.json, ""))

    def test_left_over(self):
        result = self.smsmodem("decode", "--json", DELIVER + "DEADBEEF")
        self.assertEqual(result.json[0]["trailing"], "DEADBEEF")
        self.assertEqual(result.err, "line 1: 4 octets behind the PDU are left over\n")
        one = self.smsmodem("decode", "--json", SUBMIT + "01")
        self.assertEqual((one.json[0]["text"], one.json[0]["trailing"]), ("hellohello", "01"))
        self.assertEqual(one.err, "line 1: 1 octet behind the PDU is left over\n")
        self.assertNotIn("trailing", self.smsmodem("decode", "--json", DELIVER + "00").json[0])

    def test_json_of_encode(self):
        for args in ((TO, "hello " * 60), ("--network", "cdma", "+15559876543", "hello " * 60)):
            lines = self.smsmodem("encode", "--json", *args).out
            message, = self.smsmodem("decode", "--json", stdin=lines).json
            self.assertEqual(message["text"], "hello " * 60)

    def test_index_and_state(self):
        parts = [line.split() for line in self.smsmodem("encode", TO, "x" * 300).out.splitlines()]
        listing = "".join(f"+CMGL: {4 - i},{i + 2},,{length}\n{pdu}\n"
                          for i, (length, pdu) in enumerate(parts))
        listing += f"+CMGL: 9,0,,28\n{DELIVER}\nOK\nAT+CMGR=7\n+CMGR: 1,,28\n{DELIVER}\nOK\n{DELIVER}\n"
        got = self.smsmodem("decode", "--json", stdin=listing).json
        self.assertEqual([(m.get("index"), m.get("indexes"), m.get("stat")) for m in got],
                         [(4, [4, 3], "unsent"), (9, None, "unread"), (7, None, "read"),
                          (None, None, None)])

    def test_no_pdu_at_all(self):
        for text in ("AT\nOK\n", "", '{"event":"ready"}\n'):
            self.assertRegex(self.smsmodem("decode", stdin=text).err, r"\Ano PDU was found; .*\n\Z")

    def test_text_mode(self):
        result = self.smsmodem("decode", "--json", stdin=TEXT_MODE)
        self.assertEqual(result.out, "")
        self.assertRegex(result.err, r"\Aline 2: .*text mode.*AT\+CMGF=0.*\n\Z")


class Bad(support.Case):
    def test_fields(self):
        for name, pdu, offset, field in BROKEN:
            with self.subTest(name):
                result = self.smsmodem("decode", "--json", DELIVER, pdu, DELIVER, code=65)
                good, error, again = result.json
                self.assertEqual((good, good["kind"]), (again, D))
                self.assertEqual((error["code"], error["line"], error["offset"], error["field"]),
                                 ("pdu", 2, offset, field))
                human = self.smsmodem("decode", "-v", pdu, code=65)
                self.assertRegex(human.err, rf"line 1: .*octet {offset}\b")
                self.assertRegex(human.out, rf"(?m)^bad PDU, line 1\n(.*\n)* +{offset} .* {field} ")

    def test_one_that_never_came(self):
        for name, text, line, octets, kinds in LOST:
            with self.subTest(name):
                result = self.smsmodem("decode", "--json", stdin=text + "\n", code=65).json
                error = next(r for r in result if "event" in r)
                self.assertEqual((error["code"], error["line"], "offset" in error), ("pdu", line, False))
                self.assertIn(f"{octets} octet{'s' * (octets > 1)} ", error["text"])
                self.assertEqual([r["kind"] for r in result if "kind" in r], kinds)

    def test_nothing_promised(self):
        """A refused command, an empty place, what a phone says that it can do."""
        for text in ("AT+CMGS=23\n+CMS ERROR: 500", "+CMGR: 0,,0\nOK", "AT+CMGL=?\n+CMGL: (0-4)\nOK"):
            self.smsmodem("decode", stdin=text + "\n")

    def test_no_kind_fits(self):
        for name, pdu in DOUBTFUL:
            with self.subTest(name):
                error, = self.smsmodem("decode", "--json", pdu, code=65).json
                self.assertRegex(error["text"], "--kind")

    def test_culprits(self):
        for name, line, offset in CULPRITS:
            with self.subTest(name):
                error, = self.smsmodem("decode", "--json", line, code=65).json
                self.assertEqual(error["offset"], offset)
                self.assertIn(f'"{line[offset]}" at character {offset}; give the PDU alone',
                              error["text"])

    def test_lines_of_arguments(self):
        errors = self.smsmodem("decode", "--json", f"{DELIVER}\nzz", "zz", code=65).json
        self.assertEqual([e.get("line") for e in errors], [None, 2, 3])

    def test_fields_of_a_bad_one(self):
        error, = self.smsmodem("decode", "--json", "-v", "0011000B9164072815", code=65).json
        self.assertEqual("".join(r["data"] for r in error["fields"] if r["depth"] == 0),
                         "0011000B9164072815")
        self.assertEqual(error["fields"][-1]["name"], "TP-DA")
        self.assertNotIn("fields", self.smsmodem("decode", "--json", "0011", code=65).json[0])

    def test_words_are_bad_but_in_a_log(self):
        words = "see https://example.org/"
        bare = self.smsmodem("decode", "--json", stdin=f"{words}\n{DELIVER}\n{words}\n", code=65)
        self.assertEqual([line.get("line", line.get("kind")) for line in bare.json], [1, D, 3])
        alone = self.smsmodem("decode", "--json", stdin=f"{words}\n" * 40, code=65)
        self.assertEqual([line["line"] for line in alone.json], list(range(1, 41)))
        log = self.smsmodem("decode", "--json", stdin=f"{words}\nAT+CMGR=1\n{words}\n{DELIVER}\n")
        self.assertEqual([line["kind"] for line in log.json], [D])

    def test_a_log_s_broken_pdu_is_not_lost(self):
        for line in (f"{DELIVER[:40]}zz", f"10:00 < {DELIVER[:40]}zz", "?????", DELIVER[:-4]):
            with self.subTest(line):
                text = f"AT+CMGR=1\n+CMGR: 1,,28\n{line}\nOK\n+CMT: ,28\n{DELIVER}\n"
                error, good = self.smsmodem("decode", "--json", stdin=text, code=65).json
                self.assertEqual((error["line"], good["kind"]), (3, D))

    def test_a_file_as_argument(self):
        path = self.write("log", DELIVER + "\n")
        self.assertRegex(self.smsmodem("decode", path, code=65).err, r"(?m)^\".*log\" is a file: .*<")
        self.assertNotIn("is a file", self.smsmodem("decode", "-q", path, code=65).err)

    def test_between_parts(self):
        lines = self.smsmodem("encode", "--ref", "5", TO, "x" * 400).out.splitlines()
        text = "\n".join([lines[2], "zz", lines[0], DELIVER[:-2], lines[1]])
        first, second, message = self.smsmodem("decode", "--json", stdin=text, code=65).json
        self.assertEqual((first["line"], second["line"]), (2, 4))
        self.assertEqual((message["text"], message["parts"]), ("x" * 400, 3))


class Kinds(support.Case):
    def one(self, pdu, *args):
        message, = self.smsmodem("decode", "--json", *args, pdu).json
        return message

    def check(self, message, **wanted):
        self.assertEqual({**message, **wanted}, message)

    def test_command(self):
        self.check(self.one(COMMAND, "--kind", "command"), kind="command", to="50131", ref=5, pid=0,
                   command=2, command_text="delete a message", mn=9, data="414243", report=True)
        human = self.smsmodem("decode", "-k", "command", COMMAND).out
        self.assertRegex(human, r"\Acommand 5 to 50131 \(unknown\): delete a message, message 9.*\n"
                                r"  414243\n\Z")

    def test_reports(self):
        self.check(self.one("000000", "-k", "report"), kind="deliver-report", fcs=None, pi=0)
        self.check(self.one("0000D00100", "-k", "report"), kind="deliver-report", fcs=0xD0,
                   fcs_text="SIM's message storage full", pi=1, pid=0)
        self.check(self.one("00010601908241650040" + "0005E8329BFD06", "-k", "report"),
                   kind="submit-report", time="2010-09-28T14:56:00+01:00", dcs=0, text="hello")
        self.check(self.one(REPORT, "-k", "report"), kind=R, ref=0, state="delivered",
                   status_class="completed")
        self.check(self.one(REPORT + "0104"[:2] + "40"), kind=R, pi=1, pid=0x40)
        self.assertRegex(self.smsmodem("decode", "-k", "report", "0000D00100").out,
                         "deliver-report: refused, 0xD0: SIM's message storage full")
        self.assertRegex(self.smsmodem("decode", "-k", "report", "000000").out,
                         "deliver-report: accepted")

    def test_whose_centre_a_report_names(self):
        self.check(self.one(REPORT), smsc="+49171076000")
        self.assertIn(", by +49171076000", self.smsmodem("decode", REPORT).out)

    def test_gaps(self):
        lines = self.smsmodem("encode", "--ref", "5", TO, "a" * 153 + "b" * 153 + "c" * 459).out.split()[1::2]
        some = f"{lines[0]}\n{lines[2]}\n"
        human = self.smsmodem("decode", stdin=some).out.split("\n")
        self.assertEqual(human[2:], ["  " + "a" * 153, "  [part 2 missing]", "  " + "c" * 153,
                                     "  [parts 4 to 5 missing]", ""])
        message, = self.smsmodem("decode", "--json", stdin=some).json
        self.assertEqual((message["missing"], message["text"]), ([2, 4, 5], "a" * 153 + "c" * 153))
        self.assertEqual(message["pieces"], [{"part": 1, "text": "a" * 153}, {"part": 3, "text": "c" * 153}])

    def test_times_that_are_none(self):
        pdu = DELIVER.replace("99309251619580", "99309251619F80")
        self.check(self.one(pdu), time=None, time_octets="99309251619F80")
        report = REPORT.replace("6221224174034000", "0000000000000046")
        self.check(self.one(report), discharged=None, discharged_octets="00000000000000", status=0x46)
        self.assertRegex(self.smsmodem("decode", pdu).out, "no valid time")

    def test_what_a_message_says(self):
        """Class, indications, shifts, elements, protocol identifier, validity."""
        head = "00440B916407281553F8"
        time = "99309251619580"
        self.check(self.one(f"{head}00C8{time}00".replace("0044", "0004")), encoding="gsm7", text="",
                   mwi={"active": True, "discard": True, "type": 0, "type_name": "voice"})
        special = self.one(f"{head}0004{time}06040102800341")
        self.check(special, data="41", indications=[{"type": 0, "type_name": "voice", "count": 3,
                                                     "store": True}])
        turkish = self.one(f"{head}0000{time}0403240101")
        self.check(turkish, shift={"locking": 0, "single": 1}, text="")
        self.check(turkish["udh"][0], iei=36, data="01")
        self.check(self.one(f"{head}4100{time}00"), pid=65, pid_text="replace short message type 1")
        self.check(self.one("0019000B916407281553F80048" + time + "00"), auto_delete=True,
                   encoding="ucs2", validity={"format": "absolute", "until":
                                              "1999-03-29T15:16:59+02:00"})
        self.check(self.one("0009000B916407281553F80000" + "410B000000000000"),
                   validity={"format": "enhanced", "octets": "410B0000000000", "seconds": 3600,
                             "single_shot": True})
        human = self.smsmodem("decode", f"{head}0000{time}0403240101").out
        self.assertIn("Turkish single shift", human)

    def test_explicit_kinds(self):
        self.smsmodem("decode", "-k", "submit", DELIVER, code=65)
        self.smsmodem("decode", "-k", "report", "0003", code=65)
        self.assertEqual(self.one(SUBMIT, "-k", "submit")["kind"], S)


class Verbose(support.Case):
    def test_tables(self):
        lines = self.smsmodem("encode", "--ref", "5", "--port", "2948:9200", TO, "hello " * 50).out
        shown = self.smsmodem("decode", "-v", stdin=lines).out.split("\n")
        self.assertEqual(max(map(len, shown[3:])) <= 100, True)
        for words in ("part 1:", "part 3:" if len(lines.splitlines()) > 2 else "part 2:",
                      "TP-DA +", "port 2948 from 9200", "fill bits", "part 2 of", "TP-UDL"):
            self.assertTrue(any(re.search(words, line) for line in shown), words)

    def test_text_cannot_leave_the_table(self):
        lines = self.smsmodem("encode", "--encoding", "ucs2", TO, "a\n\x1b[31m\u202e" * 9).out
        shown = self.smsmodem("decode", "-v", stdin=lines).out
        table = shown.split("SMSC address")[1]
        self.assertNotRegex(table, "[\x00-\x09\x0b-\x1f\x7f\u202e]")
        self.assertIn("a\\n\\x1B[31m", table)
        self.assertLessEqual(max(map(len, table.splitlines()[1:])), 100)

    def test_json_covers_every_octet(self):
        lines = self.smsmodem("encode", "--ref", "5", TO, "hello " * 50).out.splitlines()
        for args in ([], ["--parts"]):
            messages = self.decode(lines, "-v", *args)
            parts = {}
            for message in messages:
                for row in message["fields"]:
                    parts.setdefault((message.get("part"), row.get("part")), []).append(row)
            self.assertEqual(len(parts), len(lines))
            for rows, line in zip(parts.values(), lines):
                at = 0
                self.assertEqual("".join(r["data"] for r in rows if r["depth"] == 0), line.split()[1])
                for row in (r for r in rows if r["depth"] == 0):
                    self.assertEqual(row["offset"], at)
                    at += row["length"]
                self.assertEqual(at, len(line.split()[1]) // 2)

    def test_only_when_asked(self):
        self.assertNotIn("fields", self.decode([DELIVER])[0])


if __name__ == "__main__":
    support.main()
