#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The alphabets' tables are kept once, in pdu/gsm7_tables.c; those derived from them say the same.

usage: check_tables.py BUILD_DIR SOURCE_DIR [--write]

Derived are pdu/gsm7_index_table.c and pdu/gsm7_script_table.c, from characters to codes, and
pdu/gsm7_utf8_table.c, from codes to UTF-8. --write makes them anew.
"""

import pathlib
import re
import sys

ESCAPE = 0x1B
SPANISH, TELUGU = 2, 12
EURO = 0x20AC
NONE = 0xFF
# Where the letters are of which most of a text consists, by language.
SCRIPTS = [0x80] * 4 + [0x980, 0xA80, 0x900, 0xC80, 0xD00, 0xB00, 0xA00, 0xB80, 0xC00, 0x600]

INDEX_HEAD = """\
/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gsm7_tables.c the other way round: for a character, which tables have it and at which code. Of
 * the codes that a table has twice the lower is taken, and the euro sign of the Telugu single shift
 * table, which not all versions of the specification have, is never sent. Spanish has no locking
 * shift table. Made by tests/lint/check_tables.py.
 */
#include "gsm7.h"

/* clang-format off */
"""

SCRIPT_HEAD = """\
/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The locking shift tables of gsm7_tables.c by character, for ASCII and behind it for the letters
 * of the language: how their UTF-8 begins, and their codes; 0xFF is in another table or in none.
 * Made by tests/lint/check_tables.py.
 */
#include "gsm7.h"

/* clang-format off */
"""

UTF8_HEAD = """\
/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gsm7_tables.c as UTF-8, made by tests/lint/check_tables.py: the octets, the first of them lowest,
 * and above them how many they are. The escape has none. A code that its locking shift table lacks
 * is U+FFFD; one that its single shift table lacks is 0, but for a second escape, which is a space.
 */
#include "gsm7.h"

/* clang-format off */
"""


def tables_of(text, name):
    """Lists of 128 characters by language."""
    body = re.search(name + r"\[\w+\]\[128\] = \{\n(.*?)\n\};", text, re.S).group(1)
    tables = []
    for initializer in re.findall(r"\t\{ /\* \d+: .*? \*/\n(.*?)\n\t\},", body, re.S):
        table, at = [0] * 128, 0
        for place, value in re.findall(r"(?:\[(0x\w+)\] = )?(0x\w{4}),", initializer):
            at = int(place, 16) if place else at
            table[at] = int(value, 16)
            at += 1
        tables.append(table)
    return tables


# --- characters to codes ---

def index_of(locking, single):
    """Of each character, by kind of table: the bits of the languages, and the one or two codes."""
    rows = {}
    for kind, tables in enumerate((locking, single)):
        for language, table in enumerate(tables):
            for code, character in enumerate(table):
                absent = (kind == 0 and language == SPANISH) or character == 0 or (
                    kind == 1 and language == TELUGU and character == EURO)
                row = rows.setdefault(character, [[0, []], [0, []]])[kind]
                if absent or row[0] >> language & 1:
                    continue
                row[0] |= 1 << language
                if code not in row[1]:
                    row[1].append(code)
    return {character: row for character, row in sorted(rows.items()) if row[0][0] | row[1][0]}


def lines_of(values, form, a_line):
    return ["\t" + " ".join(form % value + "," for value in values[at:at + a_line])
            for at in range(0, len(values), a_line)]


def codes_of(codes):
    assert len(codes) <= 2
    first = codes[0] if codes else 0
    return "{0x%02X, 0x%02X}" % (first, codes[-1] if codes else 0)


def index_text(locking, single):
    rows = index_of(locking, single)
    ordinals = {character: number for number, character in enumerate(rows, 1)}
    pages = sorted({character >> 5 for character in rows})
    lines = ["const uint8_t pdu_gsm7_pages[PDU_GSM7_PAGES] = {"]
    lines += lines_of([pages.index(page) + 1 if page in pages else 0
                       for page in range(pages[-1] + 1)], "%2d", 24)
    lines += ["};", "", "const uint16_t pdu_gsm7_rows[][32] = {",
              "\t{0}, /* of pages without any */"]
    for page in pages:
        lines.append("\t{ /* U+%04X */" % (page * 32))
        lines += ["\t" + line for line in lines_of(
            [ordinals.get(page * 32 + place, 0) for place in range(32)], "%4d", 16)]
        lines.append("\t},")
    lines += ["};", "", "const struct pdu_gsm7_row pdu_gsm7_index[] = {",
              "\t{0}, /* in no table */"]
    lines += ["\t{0x%04X, 0x%04X, %s, %s}, /* U+%04X */" % (
        row[0][0], row[1][0], codes_of(row[0][1]), codes_of(row[1][1]), character)
        for character, row in rows.items()]
    return INDEX_HEAD + "\n".join(lines) + "\n};\n/* clang-format on */\n"


def script_rows(language, table, base):
    leads = chr(base).encode()[:-1]
    span = 2 if len(leads) == 2 else 4
    codes = {character: code for code, character in enumerate(table) if character}
    block = list(range(128)) + list(range(base, base + 64 * span))
    values = [codes.get(character, NONE) for character in block]
    return ["\t{ /* %d */" % language,
            "\t\t0x%02X, 0x%02X, %d," % (leads[0] if span == 2 else 0, leads[-1], span),
            "\t\t{",
            *("\t\t" + line for line in lines_of(values, "0x%02X", 16)),
            "\t\t},", "\t},"]


def script_text(locking, _single):
    lines = ["const struct pdu_gsm7_script pdu_gsm7_scripts[PDU_GSM7_LANGUAGES] = {"]
    for language, (table, base) in enumerate(zip(locking, SCRIPTS)):
        lines += script_rows(language, table, base)
    return SCRIPT_HEAD + "\n".join(lines) + "\n};\n/* clang-format on */\n"


# --- codes to UTF-8 ---

def utf8_of(character):
    octets = chr(character).encode()
    return len(octets) << 24 | int.from_bytes(octets, "little")


def utf8_array(name, tables, shown):
    lines = [f"const uint32_t {name}[PDU_GSM7_LANGUAGES][128] = {{"]
    for language, table in enumerate(tables):
        lines.append("\t{ /* %d */" % language)
        lines += ["\t" + line for line in lines_of(
            [shown(code, character) for code, character in enumerate(table)], "0x%08X", 8)]
        lines.append("\t},")
    return lines + ["};"]


def utf8_text(locking, single):
    def locked(code, character):
        return 0 if code == ESCAPE else utf8_of(character or 0xFFFD)

    def escaped(code, character):
        return utf8_of(0x20) if code == ESCAPE else utf8_of(character) if character else 0

    lines = utf8_array("pdu_gsm7_utf8_locking", locking, locked) + [""]
    lines += utf8_array("pdu_gsm7_utf8_single", single, escaped)
    return UTF8_HEAD + "\n".join(lines) + "\n/* clang-format on */\n"


def main():
    if len(sys.argv) not in (3, 4) or sys.argv[3:] not in ([], ["--write"]):
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[2]) / "pdu"
    text = (folder / "gsm7_tables.c").read_text(encoding="utf-8")
    locking, single = tables_of(text, "pdu_gsm7_locking"), tables_of(text, "pdu_gsm7_single")
    if (len(locking), len(single)) != (14, 14):
        sys.exit(f"gsm7_tables.c: {len(locking)} and {len(single)} tables")
    failures = 0
    for name, wanted in (("gsm7_index_table.c", index_text(locking, single)),
                         ("gsm7_script_table.c", script_text(locking, single)),
                         ("gsm7_utf8_table.c", utf8_text(locking, single))):
        path = folder / name
        if sys.argv[3:]:
            path.write_text(wanted, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != wanted:
            print(f"pdu/{name} is not what gsm7_tables.c makes of it (check_tables.py --write)")
            failures = 1
    return failures


if __name__ == "__main__":
    sys.exit(main())
