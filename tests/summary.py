#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Add up what the test runs of some build directories say, and print the closing line."""
import json
import pathlib
import sys

PASSED = {"OK", "EXPECTEDFAIL"}
SKIPPED = {"SKIP"}


def main(directories):
    passed = failed = skipped = 0
    for directory in directories:
        for log in sorted(pathlib.Path(directory, "meson-logs").glob("testlog*.json")):
            for line in log.read_text(encoding="utf-8").splitlines():
                test = json.loads(line)
                if test["result"] in PASSED:
                    passed += 1
                elif test["result"] in SKIPPED:
                    skipped += 1
                    print(f"skipped: {test['name']}")
                else:
                    failed += 1
                    print(f"FAILED: {directory}: {test['name']}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
