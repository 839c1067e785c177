#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example programs of a manual page, which is their only source.

    manual.py extract PAGE NAME FILE      write the program that is shown in front of "$ ./NAME"
    manual.py run PAGE DIRECTORY NAME...  run them, DIRECTORY/example_NAME, as the page shows it

Each "$ ./NAME ..." must print what stands below it. All programs of the page must be named, and the
page must name the functions of the public headers, and no others.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lint"))

import check_man
import check_symbols


def programs(page):
    """{name: (source, the block that runs it)}"""
    found, source = {}, None
    for block in check_man.page_examples(pathlib.Path(page).read_text(encoding="utf-8")):
        run = re.search(r"^\$ (?:[^>\n]* )?\./(\w+)", block, flags=re.M)
        if block.startswith("#include"):
            if source is not None:
                sys.exit(f"{page}: a program is not run:\n{source}")
            source = block
        elif run:
            if source is None:
                sys.exit(f"{page}: ./{run[1]} is not shown")
            found[run[1]] = source, block
            source = None
    if source is not None:
        sys.exit(f"{page}: a program is not run:\n{source}")
    return found


def function_findings(page):
    path = pathlib.Path(page).resolve()
    named = set(re.findall(r"^\.Fn (\w+)", path.read_text(encoding="utf-8"), flags=re.M))
    declared = check_symbols.declared(path.parent.parent)
    return (check_symbols.differences(page, named, "the headers", declared) +
            check_symbols.differences("the headers", declared, page, named))


def extract(page, name, file):
    pathlib.Path(file).write_text(programs(page)[name][0], encoding="utf-8")


def run(page, directory, *names):
    shown = programs(page)
    if sorted(shown) != sorted(names):
        sys.exit(f"{page} shows {sorted(shown)}, and built are {sorted(names)}")
    failures = function_findings(page)
    with tempfile.TemporaryDirectory() as there:
        for name in names:
            (pathlib.Path(there) / name).symlink_to(
                pathlib.Path(directory).resolve() / f"example_{name}")
        for name in names:
            commands = re.split(r"^\$ ", shown[name][1], flags=re.M)[1:]
            for command, wanted in map(split_output, commands):
                failures += compare(there, command, wanted)
    print("\n".join(failures) or f"{len(names)} programs print what {page} shows")
    sys.exit(bool(failures))


def split_output(part):
    """A command with its lines that begin with "> ", and what it should print."""
    command = re.match(r"(.*\n(?:> .*\n)*)", part)[0]
    return command.replace("\n> ", "\n"), part[len(command):]


def compare(there, command, wanted):
    done = subprocess.run(["bash", "-c", command], cwd=there, text=True, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=check_man.EXAMPLE_SECONDS_MAX)
    if done.stdout != wanted:
        yield f"$ {command}should print:\n{wanted}but prints:\n{done.stdout}"


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in ("extract", "run"):
        sys.exit(__doc__)
    {"extract": extract, "run": run}[sys.argv[1]](*sys.argv[2:])
