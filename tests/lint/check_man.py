#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the manual pages and README.md say what the program does: check_man.py SOURCE_DIR PROGRAM

Commands and options are compared with --help, in both directions. Examples that begin with "$ "
are run and must print what stands below them, unless they need a device or a second terminal.
Example programs must compile.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ESCAPES = {r"\-": "-", r"\(aq": "'", r"\(dq": '"', r"\(ga": "`", r"\(ti": "~", r"\(ha": "^",
           r"\&": "", r"\e": "\\"}
SECTIONS = {"1": ["NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "EXAMPLES", "SEE ALSO"],
            "3": ["NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "SEE ALSO"],
            "5": ["NAME", "DESCRIPTION", "EXAMPLES", "SEE ALSO"]}
MARK = "-- end of output --"
EXAMPLE_SECONDS_MAX = 60
# "./NAME": by tests/examples/manual.py
NOT_RUN = re.compile(r"smsmodem sim |/dev/|/tmp/|^\$ (?:[^>\n]* )?\./", flags=re.M)

# --- options ------------------------------------------------------------------------------------


def help_of(program, *command):
    return subprocess.run([program, *command, "--help"], text=True, check=True,
                          stdout=subprocess.PIPE, timeout=EXAMPLE_SECONDS_MAX).stdout


def help_options(text):
    """{long name: (short name or None, whether an argument follows)} of the first list."""
    found = re.search(r"^Options.*:\n((?:  .*\n)*)", text, flags=re.M)
    # one blank, "=" or "[" is followed by an argument, two blanks by the description
    rows = re.findall(r"^  (?:-(\w),|   ) --([\w-]+)(=|\[| (?! ))?", found[1] if found else "",
                      flags=re.M)
    return {name: (short or None, bool(argument)) for short, name, argument in rows}


def page_options(text):
    rows = re.findall(r"^\.It (?:Fl (\w) , )?Fl -([\w-]+)(.*)$", text, flags=re.M)
    return {name: (short or None, bool(rest)) for short, name, rest in rows}


def compare_options(name, page, own, common):
    for option in sorted(own.keys() - page.keys()):
        yield f"{name}: --{option} is not described"
    for option, form in sorted(page.items()):
        known = own.get(option) or common.get(option)
        if not known:
            yield f"{name}: --{option} is not an option"
        elif known != form:
            yield f"{name}: --{option}: another short name or argument than in --help"


# --- examples -----------------------------------------------------------------------------------


def page_examples(text):
    for block in re.findall(r"^\.Bd -literal.*\n((?:.*\n)*?)\.Ed$", text, flags=re.M):
        yield re.sub(r"\\(?:\(..|.)", lambda escape: ESCAPES.get(escape[0], escape[0]), block)


def readme_examples(text):
    return re.findall(r"^```console\n((?:.*\n)*?)```$", text, flags=re.M)


def run_example(program, commands):
    """The output of each command, all run by one shell in an empty directory."""
    script = "".join(f"{command}\n_status=$?; echo '{MARK}'; (exit $_status)\n"
                     for command in commands)
    with tempfile.TemporaryDirectory() as home:
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("SMSMODEM", "XDG_"))}
        environment |= {"HOME": home, "LC_ALL": "C.UTF-8",
                        "PATH": f"{program.parent}:{os.environ['PATH']}"}
        output = subprocess.run(["bash", "-c", script], cwd=home, env=environment, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False,
                                stderr=subprocess.STDOUT, timeout=EXAMPLE_SECONDS_MAX).stdout
    return output.split(MARK + "\n")[:-1]


def check_example(name, program, block):
    parts = [part for part in re.split(r"^\$ ", block, flags=re.M)[1:]]
    commands, wanted = [], []
    for part in parts:
        command = re.match(r"(.*\n(?:> .*\n)*)", part)[0]
        commands.append(command.replace("\n> ", "\n").rstrip("\n"))
        wanted.append(part[len(command):].rstrip("\n"))
    printed = [text.rstrip("\n") for text in run_example(program, commands)]
    for command, expected, text in zip(commands, wanted, printed + [""] * len(commands)):
        if expected != text:
            yield f"{name}: example: {command}\n  says:\n{expected}\n  but prints:\n{text}"


def check_words(name, block, options):
    """Examples that need a device are not run, but name nothing that is not there."""
    for line in block.splitlines():
        command = line.partition("smsmodem ")[2]
        for word in re.findall(r"(?<=\s)--([a-z][\w-]*)", " " + command):
            if word not in options:
                yield f"{name}: example: there is no option --{word}: {line}"


def check_program(name, root, source):
    result = subprocess.run(["cc", "-std=c17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                             f"-I{root}/src/include", "-xc", "-"], input=source, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if result.returncode != 0:
        yield f"{name}: the example does not compile:\n{result.stdout}"


def check_examples(name, root, program, blocks, options):
    for block in blocks:
        if block.startswith("#include"):
            yield from check_program(name, root, block)
        elif block.startswith("$ ") and not NOT_RUN.search(block):
            yield from check_example(name, program, block)
        else:
            yield from check_words(name, block, options)


# --- pages --------------------------------------------------------------------------------------


def check_sections(path, text):
    for title in SECTIONS[path.suffix[1:]]:
        if not re.search(rf'^\.Sh {title}$', text, flags=re.M):
            yield f"{path.name}: has no section {title}"
    examples = re.split(r"^\.Sh ", text.partition("\n.Sh EXAMPLES\n")[2], flags=re.M)[0]
    if not list(page_examples(examples)):
        yield f"{path.name}: the section EXAMPLES shows none"


def check_commands(man, commands):
    main = (man / "smsmodem.1").read_text(encoding="utf-8")
    pages = {path.stem.removeprefix("smsmodem-") for path in man.glob("smsmodem-*.1")}
    for name in sorted(pages - set(commands)):
        yield f"smsmodem-{name}.1: there is no such command"
    for name in commands:
        if name not in pages:
            yield f"{name}: has no manual page"
        if not re.search(rf"^\.It Xr smsmodem-{name} 1$", main, flags=re.M):
            yield f"smsmodem.1: does not list {name}"


def check_all(root, program):
    man = root / "man"
    overview = help_of(program)
    commands = re.findall(r"^  (\w+) ", overview.split("Commands:\n")[1].split("\n\n")[0],
                          flags=re.M)
    common = help_options(overview)
    own = {name: help_options(help_of(program, name)) for name in commands}
    every = common.keys() | {option for options in own.values() for option in options}
    yield from check_commands(man, commands)
    for path in sorted(man.glob("*.[1-9]")):
        text = path.read_text(encoding="utf-8")
        name = path.stem.removeprefix("smsmodem-")
        yield from check_sections(path, text)
        if path.name == "smsmodem.1":
            yield from compare_options(path.name, page_options(text), common, {})
        elif name in own and path.suffix == ".1":
            yield from compare_options(path.name, page_options(text), own[name], common)
        yield from check_examples(path.name, root, program, page_examples(text), every)
    readme = (root / "README.md").read_text(encoding="utf-8")
    yield from check_examples("README.md", root, program, readme_examples(readme), every)


def main(root, program):
    found = list(check_all(pathlib.Path(root).resolve(), pathlib.Path(program).resolve()))
    print("\n".join(found) or "the manual pages and the program agree")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: check_man.py SOURCE_DIR PROGRAM")
    sys.exit(main(*sys.argv[1:]))
