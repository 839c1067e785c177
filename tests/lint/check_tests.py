#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test that is written in Python is run by meson: a file that is in no list never fails.

usage: check_tests.py BUILD_DIR SOURCE_DIR

The virtual machine finds those of tests/vm itself.
"""

import json
import pathlib
import sys

FOLDERS = ("e2e", "peers")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, source = (pathlib.Path(path).resolve() for path in sys.argv[1:])
    with open(build / "meson-info/intro-tests.json", encoding="utf-8") as file:
        words = {pathlib.Path(build, word).resolve() for test in json.load(file) for word in test["cmd"]}
    written = [path for folder in FOLDERS for path in sorted((source / "tests" / folder).glob("test_*.py"))]
    missing = [f"{path.relative_to(source)}: is no test of tests/meson.build" for path in written
               if path not in words]
    if len(written) < 10:
        missing.append(f"only {len(written)} tests found in {source}")
    print("\n".join(missing), end="\n" if missing else "")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
