# SPDX-License-Identifier: GPL-3.0-or-later
"""The SIM's PIN from a file that is a pipe, whose writer comes late or never."""
import os
import signal

import support


class Pipe(support.Case):
    def begin(self):
        path = self.path("fifo")
        os.mkfifo(path)
        process = self.start("-q", "--pin-file", path, "-d", "sim:?pin=4321", "send", "+491701234567", "hi")
        writer = os.open(path, os.O_WRONLY)  # once it has been opened for reading
        self.addCleanup(os.close, writer)
        return process, writer

    def test_interrupted(self):
        process, _ = self.begin()
        process.send_signal(signal.SIGINT)
        result = self.finish(process)
        self.assertEqual(result.code, 75, result)
        self.assertNotIn("sent,", result.out)

    def test_late(self):
        """In two pieces, and with more behind the line, which stays open."""
        process, writer = self.begin()
        os.write(writer, b"43")
        os.write(writer, b"21\nmore\n")
        result = self.finish(process)
        self.assertEqual(result.code, 0, result)
        self.assertIn("sent, 1 part", result.out)


if __name__ == "__main__":
    support.main()
