# SPDX-License-Identifier: GPL-3.0-or-later
"""Random TPDUs that we encode: what we, tshark and gammu read in them is what went in."""
import os
import re
import shutil
import sys

import random_tpdu
import support

sys.path.insert(0, os.path.join(support.SOURCE, "tests", "peers"))
import tpdu_decode  # noqa: E402  (the path above is what makes it known)

try:
    import gammu
except ImportError:
    gammu = None

SUBMITS, DELIVERS = 2000, 2000
BY_PROGRAM = 250  # messages, whose parts are some of the SUBMITs; tpdu_build makes the others
# No port that tshark takes for a protocol, of which it shows fields in the place of the octets.
PORTS = range(50000, 60000)
BUILDER = os.path.join(os.environ.get("SMSMODEM_BUILD", "build"), "tests", "tpdu_build")


# --- what went in, field by field ---

def wanted_time(stamp):
    """Without the century, which the octets do not have; the zone in quarters of an hour."""
    year, *rest, zone = stamp
    return (year % 100, *rest, zone // 15)


def wanted(fields):
    seen = {"address": fields["peer"][1], "ton": fields["peer"][0] >> 4 & 7, "pid": fields["pid"],
            "dcs": fields["dcs"], "class": random_tpdu.class_of(fields["dcs"]),
            "encoding": fields["encoding"], "udl": fields["udl"], "rp": fields["rp"],
            "report": fields["report"], "elements": fields["elements"],
            "smsc": fields["smsc"][1] if "smsc" in fields else None, "malformed": []}
    if fields["encoding"] in (random_tpdu.GSM7, random_tpdu.UCS2):
        seen["text"] = fields.get("text", fields.get("wide"))
    else:
        seen["data"] = fields["data"].upper()
    if fields["kind"] == "submit":
        absolute = fields.get("absolute")
        seen.update(mr=fields["mr"], rd=fields["rd"], octet=fields.get("vp"),
                    seconds=fields.get("relative"), enhanced=fields.get("enhanced"),
                    absolute=wanted_time(absolute) if absolute else None)
    else:
        seen.update(time=wanted_time(fields["scts"]), mms=not fields["more"], lp=fields["lp"])
    return seen


def elements_of(header):
    """Of a header without UDHL."""
    elements = []
    while header:
        elements.append((header[0], header[2:2 + header[1]]))
        header = header[2 + header[1]:]
    return elements


# --- what we read in it ---

def stamp_of(text):
    *fields, sign, hours, minutes = re.fullmatch(
        r"(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)([+-])(\d+):(\d+)", text).groups()
    zone = 60 * int(hours) + int(minutes)
    return [*(int(field) for field in fields), -zone if sign == "-" else zone]


def by_us(message):
    key = "to" if message["kind"] == "submit" else "from"
    ton = {name: number for number, name in random_tpdu.TONS.items()}
    seen = {"address": message[key], "ton": ton[message[key + "_type"]], "pid": message["pid"],
            "dcs": message["dcs"], "class": message["class"], "encoding": message["encoding"],
            "rp": message.get("reply_path", False), "report": message.get("report", False),
            "elements": [(ie["iei"], bytes.fromhex(ie["data"])) for ie in message.get("udh", ())],
            "smsc": message["smsc"]}
    seen.update({key: message[key] for key in ("text", "data") if key in message})
    if message["kind"] != "submit":
        seen.update(time=wanted_time(stamp_of(message["time"])),
                    mms=not message.get("more_messages", False),
                    lp=message.get("loop_prevention", False))
        return seen
    validity = message.get("validity") or {"format": None}
    form = validity["format"]
    seen.update(mr=message["mr"], rd=message.get("reject_duplicates", False),
                seconds=validity["seconds"] if form == "relative" else None,
                absolute=wanted_time(stamp_of(validity["until"])) if form == "absolute" else None,
                enhanced=validity["octets"].lower() if form == "enhanced" else None)
    return seen


# --- what tshark reads in it ---

def one(tree, name):
    values = tpdu_decode.find(tree, "gsm_sms." + name)
    return values[0] if values else None


def number(tree, name):
    return tpdu_decode.number(tree, "gsm_sms." + name)


def time_of(tree):
    parts = ("year", "month", "day", "hour", "minutes", "seconds", "timezone")
    values = [number(tree, "scts." + part) for part in parts]
    return tuple(values) if None not in values else None


def enhanced_of(tree):
    """The octets again, from what is said of them."""
    period = tree.get("TP-Validity-Period", {})
    form = number(period, "vp.validity_period_format")
    if form is None:
        return None
    value = []
    if form in (1, 2):
        value = [number(period, "vp.validity_period")]
    elif form == 3:
        value = [random_tpdu.swapped(number(period, "vp.validity_period." + part))
                 for part in ("hour", "minutes", "seconds")]
    first = form | 0x40 * number(period, "vp.single_shot_sm")
    return bytes((first, *(octet or 0 for octet in value))).ljust(7, b"\0").hex()


def tshark_elements(tree):
    """Their identifiers; JSON has those of one kind side by side, so that the order is lost."""
    return sorted(int(iei, 0) for iei in tpdu_decode.find(tree, "gsm_sms.ie_identifier"))


def by_tshark(layers):
    tree = layers["gsm_sms"]
    seen = {"address": one(tree, "tp-da") or one(tree, "tp-oa") or "",
            "ton": number(tree, "dis_field_addr.num_type"), "pid": number(tree, "tp-pid"),
            "dcs": number(tree, "tp-dcs"), "udl": number(tree, "tp.user_data_length"),
            "rp": one(tree, "tp-rp") == "1",
            "report": "1" in (one(tree, "tp-srr"), one(tree, "tp-sri")),
            "text": "".join(tpdu_decode.find(tree, "gsm_sms.sms_text")),
            "data": "".join(tpdu_decode.octets_of(body)
                            for body in tpdu_decode.find(tree, "gsm_sms.sms_body")),
            "elements": tshark_elements(tree),
            "malformed": [layer for layer in layers if "malformed" in layer]}
    if one(tree, "tp-mti") == "0":
        seen.update(time=time_of(tree), mms=one(tree, "tp-mms") == "1", lp=one(tree, "tp-lp") == "1")
        return seen
    form = number(tree, "tp-vpf")
    seen.update(mr=number(tree, "tp-mr"), rd=one(tree, "tp-rd") == "1",
                octet=number(tree, "vp.validity_period") if form == 2 else None,
                absolute=time_of(tree) if form == 3 else None,
                enhanced=enhanced_of(tree) if form == 1 else None)
    return seen


# --- what gammu reads in it; TP-RD and TP-RP it sets when sending only ---

GAMMU_CODINGS = {"Default_No_Compression": "gsm7", "Unicode_No_Compression": "ucs2", "8bit": "8bit"}


def gammu_validity(text):
    """Seconds of "3D"; None: none is said."""
    units = {"M": 60, "H": 3600, "D": 86400, "W": 604800}
    if text in ("NA", "Max"):
        return None if text == "NA" else 63 * units["W"]
    return int(text[:-1]) * units[text[-1]]


def gammu_text(message):
    """Behind a text with escapes comes what was in memory: its length is one of septets."""
    if message["Coding"] == "Default_No_Compression":
        return message["Text"].split("\0")[0]
    return message["Text"]


def gammu_wide(text):
    """'~' is what it escapes by, and U+0001 becomes one; the length stays as it was."""
    shown = ""
    for character in text.replace("~", "~~").replace("\1", "~"):
        if len(shown.encode("utf-16-be")) < len(text.encode("utf-16-be")):
            shown += character
    return shown


def by_gammu(octets):
    try:
        message = gammu.DecodePDU(octets, True)
    except gammu.GSMError as error:
        return {"refused": error.args[0]["Text"]}
    seen = {"address": message["Number"], "encoding": GAMMU_CODINGS.get(message["Coding"]),
            "class": None if message["Class"] < 0 else message["Class"],
            "smsc": message["SMSC"]["Number"] or None,
            "elements": elements_of(message["UDH"]["Text"][1:])}
    if message["Coding"] == "8bit":
        seen["data"] = message["Text"].hex().upper()
    else:
        seen["text"] = gammu_text(message)
    if message["Type"] == "Submit":
        seen.update(mr=message["MessageReference"],
                    seconds=gammu_validity(message["SMSC"]["Validity"]))
    elif message["DateTime"]:
        time = message["DateTime"]
        seen["time"] = (time.year % 100, *time.timetuple()[1:6])
    return seen


# --- what a peer does not say as we do, without being wrong ---

def as_tshark(fields, seen):
    """It shows digits without '+', and of elements the identifiers."""
    shown = {**seen, "address": seen["address"].lstrip("+"),
             "elements": sorted(iei for iei, _ in seen["elements"])}
    if "text" in seen or "data" in seen:
        shown = {"text": "", "data": "", **shown}
    for key in ("time", "absolute"):
        if shown.get(key):
            # the sign of the zone is in its words, not in its field
            shown[key] = (*shown[key][:6], abs(shown[key][6]))
    return shown


def as_gammu(fields, seen):
    """It keeps the local time, not the zone, and relative validity only."""
    shown = dict(seen)
    if "time" in shown:
        shown["time"] = shown["time"][:6]
    return shown


# --- what a peer gets wrong: fields, of which TPDUs, and what says otherwise ---

def is_reserved(fields):
    dcs = fields["dcs"]
    return 0x80 <= dcs < 0xC0 or (dcs < 0x80 and not dcs & 0x20 and dcs & 0x0C == 0x0C)


def is_compressed(fields):
    return fields["encoding"] == random_tpdu.COMPRESSED


def has_reserved_bit(fields):
    dcs = fields["dcs"]
    return (0xC0 <= dcs < 0xF0 and dcs & 4) or (dcs >= 0xF0 and dcs & 8)


ALL = None  # fields
RARE = " (rarely)"  # not in every run
WRONG = {
    "tshark": (
        # it reads no further than the period, and the user data too early
        (ALL, lambda f: f.get("enhanced", "00")[1] == "1",
         "23.040 9.2.3.12.3: an enhanced validity has seven octets, whatever is in it"),
        ({"text", "data"}, is_reserved,
         "23.038 4: reserved codings are taken for the default alphabet"),
        ({"data"}, is_compressed,
         "23.038 4: compressed user data are octets that are there, and it shows none"),
    ),
    "gammu": (
        ({"refused"}, lambda f: "enhanced" in f, "23.040 9.2.3.3: TP-VPF 01 is enhanced"),
        ({"refused"}, lambda f: f.get("udl") == 0, "23.040 9.2.3.16: TP-UDL may be 0" + RARE),
        ({"refused", "encoding", "data", "class"}, is_reserved,
         "23.038 4: reserved codings are taken for the default alphabet"),
        ({"refused", "encoding", "data", "class"}, is_compressed,
         "23.038 4: groups 0x1x are compressed"),
        ({"refused", "encoding", "data"}, has_reserved_bit,
         "23.038 4: a bit that is set to 0 by those who send is not one to refuse by"),
        ({"class"}, lambda f: 0x50 <= f["dcs"] < 0x80 and f["dcs"] & 0x10,
         "23.038 4: codings 01xx are as 00xx, with their class"),
        ({"address"}, lambda f: re.search("[*#abc]", f["peer"][1]) and f["peer"][0] != 0xD0,
         "23.040 9.1.2.3: 1010 to 1110 are * # a b c"),
        ({"text"}, lambda f: gammu_wide(f.get("wide", "")) != f.get("wide", ""),
         "23.038 6.2.3: in UCS-2 U+007E is one '~', not two, and U+0001 is none"),
        ({"time"}, lambda f: f.get("scts", (2000,))[0] < 2000,
         "23.040 9.2.3.11: 90 to 99 are ten years behind 80 to 89"),
    ),
}


# What a reading does not have; all else has to be there.
NOT_SHOWN = {
    "us": {"octet", "malformed", "udl"},
    "tshark": {"class", "encoding", "smsc", "seconds"},
    "gammu": {"absolute", "enhanced", "octet", "rd", "lp", "mms", "dcs", "malformed", "pid", "report", "rp",
              "ton", "udl"},
}


def differences(peer, fields, want, seen, used):
    """Fields that are missing or not as they went in, and no row above says why."""
    missing = set() if "refused" in seen else set(want) - set(seen) - NOT_SHOWN[peer]
    if seen.get("encoding", want["encoding"]) != want["encoding"]:
        missing -= {"text", "data"}  # what it took for another encoding is told by that
    found = [f"{peer}: {key} is missing" for key in sorted(missing)]
    for key, value in seen.items():
        if want.get(key) == value or (key not in want and key != "refused"):
            continue
        rows = [row for row in WRONG.get(peer, ())
                if (row[0] is ALL or key in row[0]) and row[1](fields)]
        used.update((peer, row[2]) for row in rows[:1])
        if not rows:
            found.append(f"{peer}: {key} is {value!r} and not {want.get(key)!r}")
    return found


# --- messages that the program makes ---

class Message:
    """What went in, and the parts that came out."""

    def __init__(self, case, rng, index):
        self.bits, self.ref = rng.choice((8, 16)), rng.randrange(256)
        self.ports = rng.choice((None, (rng.choice(PORTS), rng.choice(PORTS))))
        self.data = rng.randbytes(rng.randint(1, 400)) if index % 5 == 4 else None
        self.text = None if self.data else support.random_text(rng, 400).rstrip("\r\n") or "x"
        self.report, self.smsc = rng.random() < 0.5, rng.choice((None, "+4917012345"))
        self.message_class, self.replace = rng.choice((None, 0, 1, 2, 3)), rng.choice((0, 0, 1, 7))
        self.validity = rng.choice((None, ("5m", 0), ("90m", 17), ("12h", 143), ("1d", 167),
                                    ("3d", 169), ("30d", 196), ("8w", 200), ("63w", 255)))
        self.to = "+" + str(rng.randint(10 ** 2, 10 ** rng.randint(3, 15) - 1))
        lines = case.smsmodem(*self.arguments(), stdin=(self.text or "") + "\r\n").out.splitlines()
        self.octets = [bytes.fromhex(line.split()[1]) for line in lines]

    def arguments(self):
        words = ["encode", f"--ref{self.bits}", "--ref", str(self.ref), self.to]
        words += ["--hex", self.data.hex()] if self.data else []
        words += ["--port", "%d:%d" % self.ports] if self.ports else []
        words += ["--report"] if self.report else []
        words += ["--smsc", self.smsc] if self.smsc else []
        words += ["--validity", self.validity[0]] if self.validity else []
        words += ["--replace", str(self.replace)] if self.replace else []
        return words + (["--class", str(self.message_class)] if self.message_class is not None else [])

    def elements(self, part):
        concat = (self.ref, len(self.octets), part)
        elements = []
        if len(self.octets) > 1:
            elements = [(0x00, bytes(concat)) if self.bits == 8 else (0x08, bytes((0, *concat)))]
        if self.ports:
            elements.append((0x05, b"".join(port.to_bytes(2, "big") for port in self.ports)))
        return elements

    def fields(self):
        """Of each part; the content is left to the whole."""
        encoding = "8bit" if self.data else \
            "gsm7" if set(self.text) <= set(support.GSM7 + support.GSM7_EXTENSION) else "ucs2"
        octet = self.validity[1] if self.validity else None
        for part in range(1, len(self.octets) + 1):
            yield {"address": self.to, "ton": 1, "pid": 0x40 + self.replace if self.replace else 0,
                   "class": self.message_class, "encoding": encoding, "rp": False, "rd": False,
                   "report": self.report, "smsc": self.smsc, "malformed": [],
                   "elements": self.elements(part), "octet": octet, "absolute": None,
                   "seconds": None if octet is None else random_tpdu.relative_seconds(octet),
                   "enhanced": None}

    def content(self):
        return self.data.hex().upper() if self.data else self.text


# --- the test ---

class Differential(support.Case):
    def setUp(self):
        super().setUp()
        self.assertTrue(shutil.which("tshark"), "tshark is not installed")
        self.assertTrue(gammu, "python3-gammu is not installed for " + sys.executable)

    def build(self, cases):
        lines = "".join(random_tpdu.line_of(fields) + "\n" for fields in cases)
        return [bytes.fromhex(line)
                for line in self.smsmodem(program=BUILDER, stdin=lines).out.splitlines()]

    def readings(self, kind, pdus):
        """What each of the three reads in each PDU."""
        lines = [octets.hex() for octets in pdus]
        tpdus = [[octets[1 + octets[0]:]] for octets in pdus]
        packets = tpdu_decode.dissect(tpdu_decode.capture(tpdus, kind == "submit"))
        messages = self.decode(lines, "--parts", "--kind", kind)
        self.assertEqual((len(messages), len(packets)), (len(pdus), len(pdus)))
        for message, packet, octets in zip(messages, packets, pdus):
            yield {"us": by_us(message), "tshark": by_tshark(packet), "gammu": by_gammu(octets)}

    def compare(self, fields, want, reading, used):
        shown = {"us": want, "tshark": as_tshark(fields, want), "gammu": as_gammu(fields, want)}
        return [problem for peer, seen in reading.items()
                for problem in differences(peer, fields, shown[peer], seen, used)]

    def check(self, problems):
        """Each kind of problem once, with the first of its PDUs."""
        kinds = {}
        for octets, problem in problems:
            kinds.setdefault(problem.split(" is ")[0], []).append(f"{octets.hex().upper()}: {problem}")
        text = "\n".join(f"{len(found)} times {found[0]}" for found in kinds.values())
        self.assertFalse(kinds, f"\n{text}")

    def check_used(self, used):
        """A row that nothing needs is out of date."""
        rows = {(peer, row[2]) for peer, table in WRONG.items() for row in table}
        self.assertEqual({row for row in rows - used if not row[1].endswith(RARE)}, set())

    def test_fields(self):
        """One TPDU each, with every field that it can have."""
        rng = support.random_generator()
        used, problems = set(), []
        for kind, make, count in (("submit", random_tpdu.random_submit, SUBMITS - BY_PROGRAM),
                                  ("deliver", random_tpdu.random_deliver, DELIVERS)):
            cases = [make(rng, PORTS) for _ in range(count)]
            pdus = self.build(cases)
            for fields, octets, reading in zip(cases, pdus, self.readings(kind, pdus)):
                problems += [(octets, problem)
                             for problem in self.compare(fields, wanted(fields), reading, used)]
        self.check(problems)
        self.check_used(used)

    def test_messages(self):
        """What the program makes of texts and data: fields of the parts, content of the whole."""
        rng = support.random_generator()
        messages = [Message(self, rng, index) for index in range(BY_PROGRAM)]
        pdus = [octets for message in messages for octets in message.octets]
        readings = self.readings("submit", pdus)
        problems, none = [], set()
        for message in messages:
            parts = [next(readings) for _ in message.octets]
            for octets, want, reading in zip(message.octets, message.fields(), parts):
                fields = {"dcs": 0, "encoding": want["encoding"], "peer": [0x91, message.to],
                          "wide": message.text or ""}
                reading = {peer: {key: value for key, value in seen.items() if key not in ("text", "data")}
                           for peer, seen in reading.items()}
                problems += [(octets, problem)
                             for problem in self.compare(fields, want, reading, none)]
            problems += [(message.octets[0], problem) for problem in self.contents(message, parts)]
        self.check(problems)

    @staticmethod
    def contents(message, parts):
        key = "data" if message.data else "text"
        wide = key == "text" and parts[0]["us"]["encoding"] == "ucs2"
        for peer in ("us", "tshark", "gammu"):
            content, want = "".join(part[peer].get(key, "") for part in parts), message.content()
            if peer == "gammu" and wide:
                # what of it is in which part is ours to choose
                want = "".join(gammu_wide(part["us"][key]) for part in parts)
            if content != want:
                at = len(os.path.commonprefix((content, want)))
                yield f"{peer}: {key} is {content[at:]!r} and not {want[at:]!r}, from {at} on"


if __name__ == "__main__":
    support.main()
