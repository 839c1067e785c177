#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be said of the tree without running it: run.py BUILD_DIR SOURCE_DIR

One line a check, all findings of a failed one below it, and a closing line. The build directory is
a complete build made by gcc; its compile_commands.json is what clang-tidy reads.
"""
import concurrent.futures
import pathlib
import re
import shutil
import subprocess
import sys
import time

FOLDERS = ("at", "pdu", "sim", "src", "bt", "cli")
FUNCTION_LINES_MAX = 60
FILE_LINES_MAX = 450
JOBS = 2
# Of the paths through a function, which the analyzer sees one by one: a quarter of what it does by
# itself, in a sixth of the time.
ANALYZER_NODES = 50000


def sources(root, folders, *suffixes):
    return sorted(path for folder in folders for suffix in suffixes
                  for path in (root / folder).rglob("*" + suffix))


def run(command, root):
    """What a command complains of; empty when it is content."""
    if not shutil.which(str(command[0])):
        return [f"{command[0]}: not found"]
    result = subprocess.run([str(word) for word in command], cwd=root, text=True, errors="replace",
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if result.returncode == 0:
        return []
    return result.stdout.splitlines() or [f"{command[0]}: exit status {result.returncode}"]


def relative(paths, root):
    return [path.relative_to(root) for path in paths]


FINDING = re.compile(r"(\S+?):(\d+):\d+: (?:fatal )?(?:error|warning): (.*)")


def findings(lines, root):
    """The findings of a clang tool without the source and the paths to them; all if it has none."""
    found = [FINDING.match(line) for line in lines]
    return list(dict.fromkeys(f"{path_in(root, each[1])}:{each[2]}: {each[3].strip()}"
                              for each in found if each)) or lines


def path_in(root, name):
    path = pathlib.Path(name)
    # clang-tidy names files relative to the build directory or with it in front
    parts = path.parts
    return next((pathlib.Path(*parts[i:]) for i in range(len(parts))
                 if parts[i] in FOLDERS + ("tests",) and (root / pathlib.Path(*parts[i:])).exists()),
                path)


def check_format(build, root):
    files = relative(sources(root, FOLDERS + ("tests",), ".c", ".h"), root)
    found = findings(run(["clang-format", "--dry-run", "-Werror", *files], root), root)
    return sorted({line.partition(":")[0] + ": is not formatted (./dev format)" for line in found})


def tidy_one(build, root, path):
    """One file an invocation: with several, release 14 reports va_lists that are in order."""
    # the flags are gcc's: what clang does not know of them is no finding
    arguments = ["-Wno-unknown-warning-option", "-Xclang", "-analyzer-config", "-Xclang",
                 f"max-nodes={ANALYZER_NODES}"]
    return findings(run(["clang-tidy", "-p", build, "--quiet",
                         *(f"--extra-arg={argument}" for argument in arguments), path], root), root)


def check_tidy(build, root):
    files = relative(sources(root, FOLDERS, ".c"), root)
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        found = pool.map(lambda path: tidy_one(build, root, path), files)
    return list(dict.fromkeys(line for lines in found for line in lines))


def check_shell(build, root):
    files = [root / "dev", root / ".ci/run", *sorted((root / "tests").glob("*.sh"))]
    return run(["shellcheck", *relative(files, root)], root)


def check_mandoc(build, root):
    pages = sorted((root / "man").glob("*.[1-9]"))
    return run(["mandoc", "-Tlint", "-W", "warning", *relative(pages, root)], root)


def long_functions(path, lines):
    """Bodies between braces in the first column, which is where the style has them."""
    start = 0
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start + 1 > FUNCTION_LINES_MAX:
                yield f"{path}:{start}: a function of {number - start + 1} lines"
            start = 0


def check_size(build, root):
    found = []
    for path in relative(sources(root, FOLDERS, ".c", ".h"), root):
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        if len(lines) > FILE_LINES_MAX and "table" not in path.name:
            found.append(f"{path}: {len(lines)} lines")
        found.extend(long_functions(path, lines))
    return found


def check_licence(build, root):
    files = sources(root, FOLDERS + ("tests",), ".c", ".h", ".py", ".sh")
    return [f"{path.relative_to(root)}: the first lines do not name the licence" for path in files
            if "SPDX-License-Identifier: GPL-3.0-or-later" not in "".join(
                path.read_text(encoding="utf-8").splitlines(keepends=True)[:2])]


def check_pages(build, root):
    script = root / "tests/lint/check_man.py"
    return run([sys.executable, script, root, build / "cli/smsmodem"], root)


def script_checks(root):
    """What else lies here, such as the layers: each takes the build and the source directory."""
    scripts = sorted(set((root / "tests/lint").glob("check_*.py")) -
                     {root / "tests/lint/check_man.py"})
    return {script.stem.removeprefix("check_"):
            lambda build, root, script=script: run([sys.executable, script, build, root], root)
            for script in scripts}


CHECKS = {
    "clang-format": check_format,
    "clang-tidy": check_tidy,
    "shellcheck": check_shell,
    "mandoc": check_mandoc,
    "length of files and functions": check_size,
    "licence lines": check_licence,
    "manual pages, --help and examples": check_pages,
}


def main(build, root):
    build, root = pathlib.Path(build).resolve(), pathlib.Path(root).resolve()
    checks = CHECKS | script_checks(root)
    failed = 0
    for name, check in checks.items():
        start = time.monotonic()
        found = check(build, root)
        failed += bool(found)
        print(f"{'FAILED' if found else 'ok':6} {name} ({time.monotonic() - start:.1f} s)",
              flush=True)
        for line in found:
            print("       " + line)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: run.py BUILD_DIR SOURCE_DIR")
    sys.exit(main(*sys.argv[1:]))
