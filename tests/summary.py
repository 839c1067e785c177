#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Add up what the test runs of some build directories say, and print the closing line."""
import json
import pathlib
import re
import sys

PASSED = {"OK", "EXPECTEDFAIL"}
SKIPPED = {"SKIP"}
NOT_RUN = "not-run:"
# The Test Anything Protocol, which the virtual machine's tests speak.
PLAN = re.compile(r"^(?:1\.\.\d+|Bail out!)", re.MULTILINE)
SUBTEST = re.compile(r"^(not )?ok \d+ - ([^#\n]*)(# SKIP)?", re.MULTILINE)
BAIL_OUT = re.compile(r"^(Bail out!.*)", re.MULTILINE)


def subtests(output):
    """(name, result) of each line of TAP; none where the output is something else."""
    if not PLAN.search(output):
        return
    for failed, name, skipped in SUBTEST.findall(output):
        yield name.strip(), "FAIL" if failed else "SKIP" if skipped else "OK"
    for reason in BAIL_OUT.findall(output):
        yield reason, "FAIL"


def outcomes(test):
    """(name, result) of a test, or of each in it where it tells; its own where none tells of it."""
    found = [(f"{test['name']}: {name}", result)
             for name, result in subtests(test.get("stdout") or "")]
    good = PASSED | SKIPPED
    if not found or (test["result"] not in good and all(result in good for _, result in found)):
        found.append((test["name"], test["result"]))
    return found


def main(arguments):
    """Directories, and "not-run:NAME" for what should have run and could not."""
    passed = failed = skipped = 0
    for name in [word[len(NOT_RUN):] for word in arguments if word.startswith(NOT_RUN)]:
        failed += 1
        print(f"FAILED: {name}: it could not be run")
    for directory in [word for word in arguments if not word.startswith(NOT_RUN)]:
        for log in sorted(pathlib.Path(directory, "meson-logs").glob("testlog*.json")):
            for line in log.read_text(encoding="utf-8").splitlines():
                for name, result in outcomes(json.loads(line)):
                    if result in PASSED:
                        passed += 1
                    elif result in SKIPPED:
                        skipped += 1
                        print(f"skipped: {name}")
                    else:
                        failed += 1
                        print(f"FAILED: {directory}: {name}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
