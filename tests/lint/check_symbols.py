#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The public headers, the symbol map and the shared library name the same functions.

usage: check_symbols.py BUILD_DIR SOURCE_DIR
"""

import pathlib
import re
import subprocess
import sys


def declared(source):
    """Functions declared in the public headers; static inline ones are no symbols."""
    names = set()
    for path in sorted((source / "src/include/smsmodem").glob("*.h")):
        text = re.sub(r"/\*.*?\*/", " ", path.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"^\s*#.*?(?<!\\)$", " ", text, flags=re.S | re.M)
        text = re.sub(r'extern\s+"C"\s*\{', " ", text)
        # bodies away, so that what is left between semicolons are declarations
        while True:
            shorter = re.sub(r"\{[^{}]*\}", ";", text)
            if shorter == text:
                break
            text = shorter
        for statement in text.split(";"):
            if re.search(r"\bstatic\b|\btypedef\b", statement):
                continue
            names.update(re.findall(r"\b(smsmodem_\w+)\s*\(", statement))
    return names


def mapped(source):
    """Names in the global list of the map."""
    text = (source / "src/libsmsmodem.map").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    names = set()
    for part in re.findall(r"global:(.*?)(?:local:|\})", text, flags=re.S):
        names.update(name.strip() for name in part.split(";") if name.strip())
    return names


def exported(build):
    """Names that the library defines; the version node itself is one of them, absolute."""
    done = subprocess.run(["nm", "-D", "--defined-only", str(build / "src/libsmsmodem.so")],
                          capture_output=True, text=True, check=True)
    names = set()
    for line in done.stdout.splitlines():
        kind, name = line.split()[-2:]
        if kind != "A":
            names.add(name.split("@")[0])
    return names


def differences(name, some, other_name, others):
    return [f"{symbol}: in {name}, not in {other_name}" for symbol in sorted(some - others)]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, source = (pathlib.Path(path) for path in sys.argv[1:])
    headers, symbol_map, library = declared(source), mapped(source), exported(build)
    failures = []
    if not headers:
        failures.append("no functions found in the public headers")
    failures += differences("the headers", headers, "the map", symbol_map)
    failures += differences("the map", symbol_map, "the headers", headers)
    failures += differences("the map", symbol_map, "the library", library)
    failures += differences("the library", library, "the map", symbol_map)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
