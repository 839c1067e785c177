# SPDX-License-Identifier: GPL-3.0-or-later
"""Pushes that cannot be: one sentence, the right exit code, and no device is opened."""
import os
import re
import shutil

import support
from test_push import PROV, SCALE, TO, URL, pbm, png

SI = '<?xml version="1.0"?><!DOCTYPE si PUBLIC "-//WAPFORUM//DTD SI 1.0//EN" "si.dtd"><si>%s</si>'
MMS = ["mms", TO, "--location", "http://m/1"]

# name, words behind `push`, stdin (None: empty), exit code, code in JSON, what the sentence says
ROWS = (
    # --- the command line
    ("no kind", [], None, 64, "usage", "push what.* si, sl, mms, co, emn, prov, xml, raw, vcard"),
    ("unknown kind", ["sms", TO], None, 64, "usage", '"sms"; known: si, sl, mms'),
    ("no number", ["si", "--href", URL], None, 64, "usage", "push si takes a number"),
    ("a text beside it", ["si", TO, "hello", "--href", URL], None, 64, "usage", "all else as options"),
    ("no URL of si", ["si", TO], None, 64, "usage", "push si wants --href URL"),
    ("no URL of sl", ["sl", TO], None, 64, "usage", "push sl wants --href URL"),
    ("no location", ["mms", TO, "--from", TO], None, 64, "usage", "push mms wants --location URL"),
    ("no mailbox", ["emn", TO], None, 64, "usage", "push emn wants --mailbox"),
    ("nothing to forget", ["co", TO], None, 64, "usage", "--object.*--service"),
    ("no content type", ["raw", TO, "--hex", "00"], None, 64, "usage", "push raw wants --content-type"),
    ("an option of another kind", ["sl", TO, "--text", "x"], None, 64, "usage", "--text is an option of push si and picture"),
    ("an option of another kind that could be short for one", ["ringtone", TO, "--text=x", "--rtttl", SCALE], None, 64,
     "usage", "--text is an option of push si and picture"),
    ("an option of many kinds", ["si", TO, "--file", "x"], None, 64, "usage", "--file is an option of push prov, xml"),
    ("an option with its value", ["si", TO, "--subject=x"], None, 64, "usage", "--subject is an option of push mms"),
    ("an option of encode", ["si", TO, "--href", URL, "--network", "cdma"], None, 64, "usage", "encode push. prints"),
    ("an option of texts", ["si", TO, "--href", URL, "--encoding", "ucs2"], None, 64, "usage", "no option --encoding"),
    ("no option at all", ["si", TO, "--bogus"], None, 64, "usage", "no option --bogus"),
    *((f"explained and {option[2:]}", ["si", TO, "--href", URL, "--explain", option], None, 64, "usage",
       f"--explain sends nothing, and excludes {option}") for option in ("--store", "--wait-report", "--progress")),
    ("tid", ["si", TO, "--href", URL, "--tid", "256"], None, 64, "usage", "--tid is 0 to 255"),
    ("class of mms", [*MMS, "--class", "1"], None, 64, "usage", "--class is personal, advertisement"),
    ("message class of mms", [*MMS, "--message-class", "4"], None, 64, "usage", "--message-class is 0 to 3"),
    ("class of si", ["si", TO, "--href", URL, "--class", "personal"], None, 64, "usage", "--class is 0 to 3"),
    ("version", [*MMS, "--mms-version", "2.0"], None, 64, "usage", "--mms-version is 1.0, 1.1, 1.2 or 1.3"),
    ("priority", [*MMS, "--priority", "urgent"], None, 64, "usage", "--priority is low, normal or high"),
    ("delivery report", [*MMS, "--delivery-report", "maybe"], None, 64, "usage", "--delivery-report is no or yes"),
    ("size", [*MMS, "--size", "big"], None, 64, "usage", "--size is octets"),
    ("size below 0", [*MMS, "--size", "-1"], None, 64, "usage", "--size is octets"),
    ("character set", [*MMS, "--subject", "x", "--charset", "klingon"], None, 64, "usage", "klingon"),
    ("two senders", [*MMS, "--from", TO, "--insert-address"], None, 64, "usage", "exclude"),
    ("two bodies", ["raw", TO, "--content-type", "a/b", "--hex", "00", "--file", "x"], None, 64, "usage", "exclude"),
    ("two tunes", ["ringtone", TO, "--rtttl", SCALE, "--file", "x"], None, 64, "usage", "exclude"),
    ("two networks", ["logo", TO, "--network-code", "262-01", "--mcc", "262"], None, 64, "usage", "takes the place"),
    ("no network", ["logo", TO, "--file", "{logo}"], None, 64, "usage", "--network-code"),
    ("network of words", ["logo", TO, "--file", "{logo}", "--network-code", "telekom"], None, 64, "usage", "--network-code"),
    ("network of four digits", ["logo", TO, "--file", "{logo}", "--network-code", "2620"], None, 64, "usage", "--network-code"),
    ("network cut off", ["logo", TO, "--file", "{logo}", "--network-code", "262-"], None, 64, "usage", "--network-code"),
    ("MAC of words", ["prov", TO, "--file", "{prov}", "--sec", "pin"], None, 64, "usage", "userpin, netpin"),
    ("PIN for nothing", ["prov", TO, "--file", "{prov}", "--sec", "none", "--pin-file", "{pin}"], None, 64, "usage",
     "needs no PIN"),
    ("IMSI for nothing", ["prov", TO, "--file", "{prov}", "--sec", "userpin", "--pin-file", "{pin}", "--imsi", "1"], None,
     64, "usage", "needs no IMSI"),
    ("PIN without a method", ["prov", TO, "--file", "{prov}", "--pin-file", "{pin}"], None, 64, "usage", "--sec userpin"),
    ("PIN and IMSI without a method", ["prov", TO, "--file", "{prov}", "--pin-file", "{pin}", "--imsi", "1"], None, 64,
     "usage", "--sec userpin"),
    ("deletion of what", ["si", TO, "--action", "delete"], None, 64, "usage", "push si wants --href"),
    ("too many headers", ["si", TO, "--href", URL, *["--header", "a: b"] * 65], None, 64, "usage", "64 times"),
    # --- numbers
    ("letters in a number", ["si", "+49abc", "--href", URL], None, 65, "number", "abc"),
    ("one of several numbers", ["si", TO + ",oops", "--href", URL], None, 65, "number", "oops"),
    # --- what is said
    ("URL with a blank", ["si", TO, "--href", "http://example.com/a b"], None, 65, "data", "URL|blank"),
    ("URL of another alphabet", ["sl", TO, "--href", "http://example.com/ü"], None, 65, "data", "percent|ASCII"),
    ("URL without scheme", ["si", TO, "--href", "example.com"], None, 65, "data", "scheme|http"),
    ("an empty URL", ["si", TO, "--href", ""], None, 65, "data", "href is missing: give a URL"),
    ("an overlong URL", ["si", TO, "--href", "http://example.com/" + "x" * 3000], None, 65, "data", "octets|long"),
    ("URL of co", ["co", TO, "--object", "http://example.com/a b"], None, 65, "data",
     "object has a blank at position 21.*%20"),
    ("location with a blank", ["mms", TO, "--location", "http://m/a b"], None, 65, "data", "blank"),
    ("location without scheme", ["mms", TO, "--location", "foo"], None, 65, "data", "scheme"),
    ("an overlong location", ["mms", TO, "--location", "http://m/" + "x" * 1020], None, 65, "data", "1024 octets"),
    ("mailbox without scheme", ["emn", TO, "--mailbox", "joe@example.com"], None, 65, "data", "as mailat:joe@example.com$"),
    ("action of si", ["si", TO, "--href", URL, "--action", "loud"], None, 65, None, "loud.*|high"),
    ("action of sl", ["sl", TO, "--href", URL, "--action", "delete"], None, 65, None, "cache"),
    ("impossible date", ["si", TO, "--href", URL, "--created", "2025-02-30"], None, 65, "data", "2025-02-30"),
    ("impossible hour", ["si", TO, "--href", URL, "--expires", "2025-02-20T25:00Z"], None, 65, "data", "2025-02-20T25"),
    ("date of words", ["emn", TO, "--mailbox", "mailat:a@b", "--timestamp", "tomorrow"], None, 65, "data", "now.*tomorrow"),
    ("no length of time", ["si", TO, "--href", URL, "--expires", "0d"], None, 65, "data", '12h, 3d or 2w, not "0d"'),
    ("expired already", ["si", TO, "--href", URL, "--expires", "2020-02-19"], None, 65, "data", "2020-02-19 has passed"),
    ("expires now", ["si", TO, "--href", URL, "--expires", "now"], None, 65, "data", "has passed.*such as 3d"),
    ("expired notification", [*MMS, "--expiry", "2020-01-01"], None, 65, "data", "2020-01-01 has passed"),
    ("expiry before creation", ["si", TO, "--href", URL, "--created", "2096-02-01", "--expires", "2096-01-01"], None, 65,
     "data", "not after its creation"),
    ("expiry of words", [*MMS, "--expiry", "never"], None, 65, "data", "--expiry.*never"),
    ("expiry before 1970", [*MMS, "--expiry", "1950-01-01"], None, 65, "data", "--expiry.*1950-01-01"),
    ("expiry on no day", [*MMS, "--expiry", "2097-02-29"], None, 65, "data", "2097-02-29.*never is"),
    ("subject that a set lacks", [*MMS, "--subject", "Γειά", "--charset", "iso-8859-1"], None, 65, "text", "utf-8"),
    ("subject that is no UTF-8", [*MMS, "--subject", b"\xff"], None, 65, None, "--subject is not UTF-8"),
    ("text that is no UTF-8", ["si", TO, "--href", URL, "--text", b"\xff\xfe"], None, 65, None,
     "text is not UTF-8 at octet 0: convert it"),
    ("a header without colon", ["si", TO, "--href", URL, "--header", "X-Own"], None, 65, "data",
     '"X-Own" cannot be sent: .*a colon, as in "Name: value"'),
    ("a header of two lines", ["si", TO, "--href", URL, "--header", "X-Own: a\r\nX-Evil: b"], None, 65, "data",
     "X-Evil: b.* cannot be sent: it has control characters"),
    ("hex of words", ["raw", TO, "--content-type", "a/b", "--hex", "0g"], None, 65, "data", "character 2"),
    ("RTTTL of words", ["ringtone", TO, "--rtttl", "la la la"], None, 65, "data", "RTTTL"),
    # --- files
    ("no file", ["xml", TO, "--file", "{dir}/none"], None, 66, "noinput", "none: No such file"),
    ("a directory", ["xml", TO, "--file", "{dir}"], None, 66, "noinput", "directory"),
    ("an endless file", ["raw", TO, "--content-type", "a/b", "--file", "/dev/zero"], None, 65, "data", "255 parts"),
    ("an empty file", ["vcard", TO, "--file", "/dev/null"], None, 65, "data", "is empty"),
    ("no card", ["vcard", TO], "no card", 65, "data", "no VCARD.*BEGIN:VCARD"),
    ("a card cut", ["vcard", TO], "BEGIN:VCARD\nN:A\n", 65, "data", "is cut.*END:VCARD"),
    ("a card as a calendar", ["vcalendar", TO], "BEGIN:VCARD\nEND:VCARD\n", 65, "data", "BEGIN:VCALENDAR"),
    ("an empty stdin", ["xml", TO], None, 65, "data", "stdin is empty.*--file"),
    ("no PIN file", ["prov", TO, "--file", "{prov}", "--sec", "userpin", "--pin-file", "{dir}/none"], None, 66, "noinput", "none"),
    ("words as a PIN", ["prov", TO, "--file", "{prov}", "--sec", "userpin", "--pin-file", "{prov}"], None, 65, "data", "PIN"),
    ("a PIN is missing", ["prov", TO, "--file", "{prov}", "--sec", "userpin"], None, 65, "data", "--pin-file"),
    ("a PIN is missing for both", ["prov", TO, "--file", "{prov}", "--sec", "usernetpin", "--imsi", "262011234567890"],
     None, 65, "data", "--pin-file"),
    ("an IMSI is missing", ["prov", TO, "--file", "{prov}", "--sec", "netpin"], None, 65, "data", "--imsi"),
    ("an IMSI of words", ["prov", TO, "--file", "{prov}", "--sec", "netpin", "--imsi", "mine"], None, 65, "data", "IMSI"),
    ("a document of another kind", ["prov", TO, "--sec", "userpin", "--pin-file", "{pin}"],
     (SI % '<indication href="http://a/">x</indication>').encode(), 65, "data", "wap-provisioningdoc.*push xml"),
    ("malformed XML", ["xml", TO], b"<si>\n  <indication href='http://a/'>\n</si>", 65, "data", "line 3.*column"),
    ("malformed provisioning", ["prov", TO], PROV[:-5].encode(), 65, "data", "line 1.*column"),
    ("no XML", ["xml", TO], b"\0\1\2", 65, "data", "line 1"),
    ("unknown document", ["xml", TO], b"<recipe><flour/></recipe>", 65, "data", "recipe.*<si>"),
    ("a document with entities", ["xml", TO], b'<!DOCTYPE si [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><si>&b;</si>', 65,
     "data", "line 1, column 14: the document declares entities.*write what they stand for"),
    ("a document of another file", ["xml", TO], b'<!DOCTYPE si [<!ENTITY a SYSTEM "/etc/passwd">]><si>&a;</si>', 65,
     "data", "line 1, column 14: the document declares entities.*write what they stand for"),
    ("no picture", ["icon", TO], b"GIF89a", 65, "data", "PNG or PBM"),
    ("a picture of the wrong size", ["icon", TO, "--file", "{picture}"], None, 65, "data", "72 by 28.* 72 by 14"),
    ("a picture that is too wide", ["picture", TO, "--file", "{wide}"], None, 65, "data",
     "the picture is 300 by 28 dots; .* 255 by 255 at most"),
    ("a PNG that is cut", ["icon", TO, "--file", "{cut}"], None, 65, "data", "the PNG picture is damaged: "),
    # --- size
    ("over 255 parts of octets", ["raw", TO, "--content-type", "a/b", "--file", "{large}"], None, 65, None, "255|parts"),
    ("over 255 parts of XML", ["xml", TO], (SI % f'<indication href="http://a/">{"x" * 40000}</indication>').encode(), 65,
     None, "255|parts"),
    ("over 255 parts of a text", ["si", TO, "--href", URL, "--text", "x" * 33000], None, 65, None, "shorter"),
    ("over max-parts", ["si", TO, "--href", URL, "--text", "x" * 300, "--max-parts", "2"], None, 65, "text", "2"),
)


class BadPush(support.Case):
    def setUp(self):
        super().setUp()
        self.files = {
            "dir": self.dir, "prov": self.write("prov.xml", PROV), "pin": self.write("pin", "1234\n"),
            "logo": self.write("logo.pbm", pbm(72, 14)), "picture": self.write("card.pbm", pbm(72, 28)),
            "wide": self.write("wide.pbm", pbm(300, 28)), "cut": self.write("cut.png", png(72, 14)[:60]),
            "large": self.write("large", b"x" * 40000),
        }

    def words(self, args):
        return [arg.format(**self.files) if isinstance(arg, str) and arg.startswith("{") else arg for arg in args]

    def check(self, result, exit_code, code, text):
        self.assertEqual(result.code, exit_code, result)
        lines = result.json
        self.assertEqual(len(lines), 1, result)
        self.assertEqual((lines[0]["event"], lines[0]["exit"]), ("error", exit_code), result)
        if code:
            self.assertEqual(lines[0]["code"], code, result)
        self.assertRegex(lines[0]["text"], re.compile(text, re.S), result)
        self.assertNotIn("\n", lines[0]["text"])
        self.assertEqual(result.err, f"smsmodem: {lines[0]['text']}\n")

    def test_rows(self):
        """Said before the device is opened: the one that is named is not there."""
        for name, args, stdin, exit_code, code, text in ROWS:
            with self.subTest(name):
                result = self.smsmodem("-d", self.path("no-modem"), "--json", "push", *self.words(args),
                                       stdin=stdin, code=None)
                self.check(result, exit_code, code, text)

    def test_rows_of_encode(self):
        """`encode push` refuses the same data in the same words."""
        for name, args, stdin, exit_code, code, text in ROWS:
            if exit_code != 65 or "," in "".join(map(str, args[1:2])):
                continue
            with self.subTest(name):
                result = self.smsmodem("encode", "--json", "push", *self.words(args), stdin=stdin, code=None)
                self.check(result, exit_code, code, text)

    def test_encode_alone(self):
        rows = ((["encode", "push"], "push what"), (["encode", "push", "sms", TO], "known: si"),
                (["encode", "push", "sl", TO, "--batch", "x"], "no option --batch"),
                (["encode", TO, "text", "--href", URL], "--href is an option of push si and sl"),
                # neither is short for --text-language
                (["encode", "-n", "cdma", "push", "sl", TO, "--href", URL, "--text", "english"], "--text is an option of"),
                (["encode", "-n", "cdma", TO, "hello", "--text=1"], "--text is an option of"),
                (["encode", "push", "sl", TO, "--href", URL, "--network", "carrier-pigeon"], "gsm or cdma"),
                (["encode", "push", "sl", TO, "--href", URL, "--segment-size", "1", "--network", "cdma"], "segment-size"),
                (["encode", "push", "sl", TO, "--href", URL, "--message-id", "1"], "wants --network cdma"))
        for args, text in rows:
            with self.subTest(args):
                self.check(self.smsmodem("--json", *args, code=None), 64, "usage", text)

    def test_a_file_that_may_not_be_read(self):
        if os.getuid() != 0:
            self.skipTest("only root can run it as another user")
        os.chmod(self.dir, 0o755)
        os.chmod(self.files["large"], 0o000)
        # the build may stand where only root may go
        nobody = {"program": shutil.copy(support.PROGRAM, self.path("smsmodem")), "user": 65534, "group": 65534,
                  "extra_groups": []}
        self.check(self.smsmodem("--json", "push", "xml", TO, "--file", self.files["large"], code=None, **nobody),
                   77, "permission", "cannot read .*large: Permission denied")

    def test_a_terminal_on_stdin(self):
        """It is refused with a hint, not waited for."""
        master, slave = os.openpty()
        self.addCleanup(os.close, master)
        try:
            process = self.start("--json", "push", "xml", TO, stdin=slave)
        finally:
            os.close(slave)
        self.check(self.finish(process), 64, "usage", "terminal.*--file FILE")

    def test_secrets_are_not_repeated(self):
        for args in (["--sec", "netpin", "--imsi", "99999x99999"], ["--sec", "userpin", "--pin-file", "{secret}"]):
            self.files["secret"] = self.write("secret", "s3cr3t\n")
            result = self.smsmodem("push", "prov", TO, "--file", self.files["prov"], *self.words(args), code=65)
            self.assertNotRegex(result.err, "99999x99999|s3cr3t")


if __name__ == "__main__":
    support.main()
