# SPDX-License-Identifier: GPL-3.0-or-later
"""Random SUBMITs and DELIVERs: the fields that go in, as tpdu_build takes them."""
import json

import support

GSM7, OCTETS, UCS2, COMPRESSED = "gsm7", "8bit", "ucs2", "compressed"
ALPHABETS = (GSM7, OCTETS, UCS2, GSM7)  # the last is reserved; 3GPP TS 23.038 4
TONS = {0: "unknown", 1: "international", 2: "national", 3: "network", 4: "subscriber",
        5: "alphanumeric", 6: "abbreviated"}
CONCAT8, PORTS8, PORTS16, CONCAT16, REPLY_ADDRESS = 0x00, 0x04, 0x05, 0x08, 0x22
# Elements whose length is fixed (3GPP TS 23.040 9.2.3.24); national languages are left to others.
LENGTHS = {0x01: 2, 0x06: 1, 0x07: 1, 0x0A: 3, 0x0B: 2, 0x0C: 3, 0x0D: 2, 0x13: 1, 0x20: 1, 0x21: 4}
FREE = (*range(0x80, 0xE0), 0x1A, 0x1F, 0x26, 0x6F)  # of a centre's, a sender's, or reserved ones


def encoding_of(dcs):
    """3GPP TS 23.038 4."""
    if dcs < 0x80:
        return COMPRESSED if dcs & 0x20 else ALPHABETS[dcs >> 2 & 3]
    if dcs < 0xE0:
        return GSM7
    if dcs < 0xF0:
        return UCS2
    return OCTETS if dcs & 4 else GSM7


def class_of(dcs):
    return dcs & 3 if dcs >= 0xF0 or (dcs < 0x80 and dcs & 0x10) else None


def swapped(number):
    return (number % 10) << 4 | number // 10


def stamp_octets(stamp):
    """3GPP TS 23.040 9.2.3.11."""
    year, *rest, zone = stamp
    quarters = abs(zone) // 15
    fields = [swapped(year % 100), *(swapped(value) for value in rest)]
    return bytes((*fields, swapped(quarters) | (0x08 if zone < 0 else 0)))


def stamp_text(stamp):
    """As our JSON has it."""
    *fields, zone = stamp
    sign = "-" if zone < 0 else "+"
    return ("%04d-%02d-%02dT%02d:%02d:%02d" % tuple(fields)) + \
        f"{sign}{abs(zone) // 60:02d}:{abs(zone) % 60:02d}"


def random_stamp(rng):
    return [rng.randint(1990, 2089), rng.randint(1, 12), rng.randint(1, 28), rng.randint(0, 23),
            rng.randint(0, 59), rng.randint(0, 59), 15 * rng.randint(-48, 56)]


def random_address(rng, names):
    """Type of address, and readable text."""
    ton = rng.choice((1, 1, 1, 0, 2, 3, 4, 6) + (5, 5) * names)
    if ton == 5:
        return [0xD0, "".join(rng.choice("ABCXYZabcxyz019 .-") for _ in range(rng.randint(1, 11)))]
    digits = "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 20)))
    if rng.random() < 0.1:
        digits = "".join(rng.choice("0123456789*#abc") for _ in range(rng.randint(1, 20)))
    return [0x80 | ton << 4 | rng.choice((1, 1, 1, 0)), ("+" if ton == 1 else "") + digits]


def random_element(rng, ports):
    """One element of a header: identifier and data."""
    kind = rng.randrange(8)
    total = rng.choice((1, 2, 3, 255, rng.randint(1, 255)))
    seq = rng.randint(1, total)
    if kind == 0:
        return CONCAT8, bytes((rng.randrange(256), total, seq))
    if kind == 1:
        return CONCAT16, bytes((rng.randrange(256), rng.randrange(256), total, seq))
    if kind == 2:
        return PORTS8, bytes((rng.randint(240, 255), rng.randint(240, 255)))
    if kind == 3:
        pair = [rng.choice(ports) for _ in range(2)]
        return PORTS16, b"".join(port.to_bytes(2, "big") for port in pair)
    if kind == 4:
        digits = rng.randint(1, 12)
        return REPLY_ADDRESS, bytes((digits, 0x91)) + \
            bytes(swapped(rng.randrange(100)) for _ in range(digits // 2)) + \
            bytes((0xF0 | rng.randrange(10),)) * (digits % 2)
    if kind < 7:
        iei, length = rng.choice(list(LENGTHS.items()))
        return iei, bytes(rng.randrange(128) for _ in range(length))
    return rng.choice(FREE), rng.randbytes(rng.randint(0, 8))


def random_header(rng, ports):
    """No element twice, and none of two sizes."""
    elements = {}
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
        iei, data = random_element(rng, ports)
        groups = ({CONCAT8, CONCAT16}, {PORTS8, PORTS16})
        if not any(iei in group and group & set(elements) for group in groups):
            elements[iei] = data
    return list(elements.items())


def header_octets(elements):
    octets = b"".join(bytes((iei, len(data))) + data for iei, data in elements)
    return bytes((len(octets),)) + octets if elements else b""


def random_gsm7(rng, room):
    text = "".join(rng.choice(support.GSM7 + support.GSM7_EXTENSION * rng.choice((0, 0, 3)))
                   for _ in range(rng.choice((room, rng.randint(0, room)))))
    while septets(text) > room:
        text = text[:-1]
    return text


def septets(text):
    return sum(2 if character in support.GSM7_EXTENSION else 1 for character in text)


def random_ucs2(rng, room):
    text = "".join(support.random_character(rng) for _ in range(rng.randint(0, room // 2)))
    while len(text.encode("utf-16-be")) > room:
        text = text[:-1]
    return text


def random_dcs(rng):
    usual = (0x00, 0x00, 0x00, 0x04, 0x08, 0x08, 0x10, 0x11, 0x12, 0x13, 0x18, 0xF0, 0xF1, 0xF5)
    return rng.choice(usual) if rng.random() < 0.7 else rng.randrange(256)


def random_content(rng, fields, ports):
    elements = random_header(rng, ports)
    header = header_octets(elements)
    encoding = encoding_of(fields["dcs"])
    fields.update(elements=elements, udh=header.hex(), encoding=encoding)
    fill = -(-8 * len(header) // 7)
    if encoding == GSM7:
        fields["text"] = random_gsm7(rng, 160 - fill)
        fields["udl"] = fill + septets(fields["text"])
        return
    room = 140 - len(header)
    if encoding == UCS2:
        fields["wide"] = random_ucs2(rng, room)
        data = fields["wide"].encode("utf-16-be")
    else:
        data = rng.randbytes(rng.choice((room, rng.randint(0, room))))
    fields["data"] = data.hex()
    fields["udl"] = len(header) + len(data)


def random_validity(rng, fields):
    """3GPP TS 23.040 9.2.3.12, in the forms that it defines."""
    form = rng.randrange(4)
    if form == 1:
        octet = rng.randrange(256)
        fields["vp"] = octet
        fields["relative"] = relative_seconds(octet)
    elif form == 2:
        fields["absolute"] = random_stamp(rng)
    elif form == 3:
        single = 0x40 * rng.randrange(2)
        value = ((0, 0, 0), (rng.randrange(256), 0, 0), (rng.randint(1, 255), 0, 0),
                 (swapped(rng.randint(0, 23)), swapped(rng.randint(0, 59)), swapped(rng.randint(0, 59))))
        indicator = rng.randrange(4)
        fields["enhanced"] = bytes((single | indicator, *value[indicator], 0, 0, 0)).hex()


def relative_seconds(octet):
    """3GPP TS 23.040 9.2.3.12.1."""
    if octet < 144:
        return (octet + 1) * 300
    if octet < 168:
        return 43200 + (octet - 143) * 1800
    if octet < 197:
        return (octet - 166) * 86400
    return (octet - 192) * 604800


def random_flags(rng, *names):
    return {name: rng.random() < 0.5 for name in names}


def random_submit(rng, ports):
    fields = {"kind": "submit", "mr": rng.randrange(256), "pid": rng.choice((0, 0, rng.randrange(256))),
              "dcs": random_dcs(rng), "peer": random_address(rng, names=False),
              **random_flags(rng, "rd", "rp", "report")}
    if rng.random() < 0.5:
        fields["smsc"] = [0x91, "+" + str(rng.randint(10 ** 5, 10 ** 15))]
    random_validity(rng, fields)
    random_content(rng, fields, ports)
    return fields


def random_deliver(rng, ports):
    fields = {"kind": "deliver", "pid": rng.choice((0, 0, rng.randrange(256))),
              "dcs": random_dcs(rng), "peer": random_address(rng, names=True),
              "smsc": [0x91, "+" + str(rng.randint(10 ** 5, 10 ** 15))],
              "scts": random_stamp(rng), **random_flags(rng, "more", "lp", "rp", "report")}
    random_content(rng, fields, ports)
    return fields


def line_of(fields):
    """What tpdu_build reads."""
    unread = ("elements", "encoding", "wide", "udl", "vp")
    return json.dumps({key: value for key, value in fields.items() if key not in unread})
