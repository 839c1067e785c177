# SPDX-License-Identifier: GPL-3.0-or-later
"""
A reader that loses nothing when it is killed: what is in the pipe goes to the file within the
kernel, so that it is in the one or in the other.

    consumer.py FILE
"""
import os
import sys

PIECE = 1 << 20


def main():
    file = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    while os.splice(0, file, PIECE):
        pass


if __name__ == "__main__":
    main()
