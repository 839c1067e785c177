# SPDX-License-Identifier: GPL-3.0-or-later
"""PDUs as a network makes them, by hand: 3GPP TS 23.040 and 23.038, without any code of ours."""
SMSC = "0791947101670000"  # +491710760000
ALPHABET = ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")
EXTENSION = {"^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E,
             "|": 0x40, "€": 0x65}
TURKISH = {"Ğ": 0x47, "İ": 0x49, "Ş": 0x53, "ç": 0x63, "ğ": 0x67, "ı": 0x69, "ş": 0x73}
NOON = "62102021430500"  # 2026-01-02 12:34:50 UTC


def septets(text, single=None):
    """Of the default alphabet, behind an escape of its extension or of a single shift table."""
    table = EXTENSION if single is None else {**EXTENSION, **single}
    return [septet for character in text for septet in
            ([0x1B, table[character]] if character in table else [ALPHABET.index(character)])]


def pack(values, shift=0):
    """Septets to octets, from bit `shift` of the first on (23.038 6.1.2.1)."""
    number = sum(value << (shift + 7 * i) for i, value in enumerate(values))
    return number.to_bytes((shift + 7 * len(values) + 7) // 8, "little")


def swapped(digits):
    digits += "F" * (len(digits) % 2)
    return "".join(digits[i + 1] + digits[i] for i in range(0, len(digits), 2))


def address(number):
    """TP-OA (9.1.2.5): +4917..., 12345 or up to 11 characters of a name."""
    if not number.lstrip("+").isdigit():
        packed = pack(septets(number)).hex().upper()
        return f"{(7 * len(number) + 3) // 4:02X}D0{packed}"
    digits = number.lstrip("+")
    return f"{len(digits):02X}{'91' if number[0] == '+' else '81'}{swapped(digits)}"


def user_data(body, header=b"", seven_bit=False):
    """TP-UDL and TP-UD; a body is septets, or octets."""
    head = bytes([len(header)]) + header if header else b""
    if not seven_bit:
        return f"{len(head) + len(body):02X}{(head + body).hex().upper()}"
    filled = (8 * len(head) + 6) // 7  # septets of the header with its fill bits
    packed = pack(body, 7 * filled - 8 * len(head))
    return f"{filled + len(body):02X}{(head + packed).hex().upper()}"


def deliver(sender, text=None, octets=None, header=b"", dcs=None, pid=0, single=None, ucs2=False):
    """A DELIVER (9.2.2.1) with its service centre."""
    first = 0x04 | (0x40 if header else 0)
    if octets is not None:
        coding, data = 0x04, user_data(octets, header)
    elif ucs2:
        coding, data = 0x08, user_data(text.encode("utf-16-be"), header)
    else:
        coding, data = 0x00, user_data(septets(text, single), header, seven_bit=True)
    return (f"{SMSC}{first:02X}{address(sender)}{pid:02X}{coding if dcs is None else dcs:02X}"
            f"{NOON}{data}")


def part(reference, total, number, bits=8):
    """The element of concatenation (9.2.3.24.1, 9.2.3.24.8)."""
    if bits == 8:
        return bytes([0x00, 3, reference, total, number])
    return bytes([0x08, 4, reference >> 8, reference & 0xFF, total, number])


def ports(destination, source):
    """The element of application ports, of 16 bits (9.2.3.24.4)."""
    return bytes([0x05, 4]) + destination.to_bytes(2, "big") + source.to_bytes(2, "big")


def report(recipient, reference, status):
    """A STATUS-REPORT (9.2.2.3)."""
    return f"{SMSC}06{reference:02X}{address(recipient)}{NOON}{NOON}{status:02X}"


def push(content_type, body, headers=b""):
    """A WAP push of WSP (8.2.4.1) in octets of user data."""
    headers = bytes([content_type]) + headers
    return bytes([0x01, 0x06, len(headers)]) + headers + body


# SI 1.0 in WBXML: <si><indication href="http://example.org/x" action="signal-medium">Hello</...>
SERVICE_INDICATION = push(0xAE, b"\x02\x05\x6A\x00\x45\xC6\x0C\x03example.org/x\x00\x07\x01"
                                b"\x03Hello\x00\x01\x01")
# M-Notification.ind: transaction, version 1.0, from, personal, 1024 octets, an hour, location
MMS_NOTIFICATION = push(0xBE, b"\x8C\x82\x98T1\x00\x8D\x90\x89\x19\x80+491709999999/TYPE=PLMN\x00"
                              b"\x8A\x80\x8E\x02\x04\x00\x88\x04\x81\x02\x0E\x10"
                              b"\x83http://mmsc/1\x00", headers=b"\xAF\x84")
