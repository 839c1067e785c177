#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each folder sees the headers it may, and no others; and a few calls are made nowhere.

usage: check_includes.py BUILD_DIR SOURCE_DIR

The compile command of one file of each folder is run on a probe that includes one header and lies
outside the tree, so that only the include paths decide.
"""

import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

FOLDERS = ("pdu", "at", "sim", "src", "bt", "cli")

ALLOWED = {
    "pdu": ("pdu.h", "smsmodem/error.h", "smsmodem/pdu.h"),
    "at": ("at.h", "smsmodem/error.h"),
    "sim": ("pdu.h", "phone.h", "smsmodem/sim.h"),
    "src": ("pdu.h", "at.h", "session.h", "transport.h", "smsmodem/smsmodem.h"),
    "bt": ("transport.h", "uri.h", "library.h", "owner.h", "printable.h", "bt.h", "smsmodem/bluetooth.h"),
    "cli": ("cli.h", "smsmodem/smsmodem.h"),
}

FORBIDDEN = {
    "pdu": ("at.h", "session.h", "transport.h", "cli.h"),
    "at": ("pdu.h", "session.h", "transport.h", "cli.h"),
    "sim": ("at.h", "session.h", "transport.h", "cli.h"),
    "src": ("phone.h", "cli.h", "commands.h", "bt.h", "sdp.h"),
    "bt": ("session.h", "pdu.h", "at.h", "transports.h", "cli.h"),
    "cli": ("pdu.h", "at.h", "session.h", "transport.h", "transports.h", "modem_private.h"),
}

# They write without a bound, take what is no number for one, wait, or hand text to a shell.
BANNED = ("sprintf", "vsprintf", "strcpy", "strcat", "atoi", "atol", "gets", "system", "popen",
          "sleep", "usleep", "alloca")

# What they take for a letter, or for the same one, is the locale's choice: at/ascii.h has them.
LOCALE = ("strcasecmp", "strncasecmp", "strcasestr", "isalpha", "isalnum", "isupper", "islower",
          "isspace", "isprint", "ispunct", "toupper", "tolower")
LOCALE_FREE = ("pdu", "at", "src")

# Folders whose own headers lie beside their sources: an #include "X.h" there finds them without a
# path, so the probe gets the folder itself as a path of its own.
OWN = ("pdu", "at", "sim", "src", "bt", "cli")


def probe_command(entry):
    """The compiler and its options, without input, output and dependency files."""
    words = entry.get("arguments") or shlex.split(entry["command"])
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MQ", "-MT"):
            skip = True
        elif word in ("-c", "-MD", "-MMD", "-MP") or word == entry["file"]:
            continue
        else:
            kept.append(word)
    return kept + ["-fsyntax-only", "-Wno-everything" if "clang" in kept[0] else "-w"]


def commands_by_folder(build, source):
    found = {}
    with open(build / "compile_commands.json", encoding="utf-8") as file:
        entries = json.load(file)
    for entry in entries:
        path = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
        if path.parent.parent == source and path.parent.name in FOLDERS:
            found.setdefault(path.parent.name, entry)
    return found


def compiles(entry, header, own):
    with tempfile.TemporaryDirectory() as folder:
        probe = pathlib.Path(folder) / "probe.c"
        probe.write_text(f'#include "{header}"\n', encoding="utf-8")
        command = probe_command(entry) + ([f"-I{own}"] if own else []) + [str(probe)]
        done = subprocess.run(command, cwd=entry["directory"], capture_output=True, text=True,
                              check=False)
    return done.returncode == 0


def check_headers(build, source):
    failures = []
    commands = commands_by_folder(build, source)
    for folder in FOLDERS:
        if folder not in commands:
            failures.append(f"{folder}: no file of it is compiled")
            continue
        own = source / folder if folder in OWN else None
        for header in ALLOWED[folder]:
            if not compiles(commands[folder], header, own):
                failures.append(f"{folder}: cannot include {header}")
        for header in FORBIDDEN[folder]:
            if compiles(commands[folder], header, own):
                failures.append(f"{folder}: may not include {header}, and can")
    return failures


def without_comments(text):
    """The text with comments and strings blanked, line by line in place."""
    pattern = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def check_file(path, name):
    text = path.read_text(encoding="utf-8")
    failures = []
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r'\s*#\s*include\s*["<][^">]*\.\./', line):
            failures.append(f"{name}:{number}: an include path with '..'")
    calls = list(BANNED) + list(LOCALE if name.split("/")[0] in LOCALE_FREE else ())
    if name != "src/clock.c":
        calls.append("clock_gettime")
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        for call in re.findall(r"(?<![\w.>])(\w+)\s*\(", line):
            if call in calls:
                failures.append(f"{name}:{number}: {call} is called")
    return failures


def check_sources(source):
    failures, files = [], 0
    for folder in FOLDERS:
        for path in sorted((source / folder).rglob("*.[ch]")):
            failures += check_file(path, str(path.relative_to(source)))
            files += 1
    if files < 50:
        failures.append(f"only {files} source files found in {source}")
    return failures


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, source = (pathlib.Path(path).resolve() for path in sys.argv[1:])
    failures = check_headers(build, source) + check_sources(source)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
