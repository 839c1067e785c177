# SPDX-License-Identifier: GPL-3.0-or-later
"""smsd of the SMS Server Tools: a daemon that polls the phone and moves files."""
import os
import pathlib

from peer_support import EMOJI, FRIEND, LONG, PeerCase, main

FOLDERS = ("outgoing", "checked", "incoming", "report", "sent", "failed")


class Smstools(PeerCase):
    package = "smstools"

    def setUp(self):
        super().setUp()
        self.phone = self.sim()
        for folder in FOLDERS:
            os.mkdir(self.path(folder))
        self.write("smsd.conf", "\n".join([
            "devices = GSM1", "loglevel = 7", "logfile = " + self.path("log"),
            *(f"{folder} = {self.path(folder)}" for folder in FOLDERS),
            "delaytime = 1", "autosplit = 3", "infofile = " + self.path("info"),
            # whole texts; of UTF-16 it makes UTF-8 only as far as that is UCS-2, so it is to leave it
            "incoming_utf8 = yes", "decode_unicode_text = no", "internal_combine = yes",
            "pidfile = " + self.path("pid"), "[GSM1]", "device = " + self.path("phone"),
            "incoming = high", "report = yes", "baudrate = 115200",
            # the phone says its reports, as most do, and smsd reads them between its commands
            "init = AT+CNMI=2,1,0,1,0", "using_routed_status_report = yes",
            "routed_status_report_cnma = no", ""]))

    def outgoing(self, name, text, *headers):
        """Moved to where smsd looks, as its manual asks: it takes a file as soon as it sees it."""
        header = "\n".join(["To: " + FRIEND[1:], *headers])
        os.rename(self.write("new", f"{header}\n\n{text}"), self.path("outgoing/" + name))

    def smsd(self):
        # in the foreground
        return self.daemon("smsd", "-t", "-c", self.path("smsd.conf"),
                           env=self.preload("modemlines"))

    def first(self, pattern):
        """What is in the first file of this name, which smsd completes before it moves it there."""
        return self.wait_until(pattern, lambda: [
            path.read_bytes() for path in pathlib.Path(self.dir).glob(pattern)])[0]

    def test_send_and_report(self):
        self.outgoing("message", "Hello from smsd", "Report: yes")
        daemon = self.smsd()
        self.sent(self.phone, "Hello from smsd")
        self.assertIn(b"Message_id: 0\n", self.first("sent/message"))
        report = self.first("report/GSM1.??????")
        self.assertIn(b"SMS STATUS REPORT", report)
        self.assertIn(b"Message_id: 0\n", report)
        self.end(daemon)
        for folder in ("failed", "outgoing", "checked"):
            self.assertEqual(os.listdir(self.path(folder)), [])

    def test_send_long(self):
        self.outgoing("message", LONG)
        daemon = self.smsd()
        self.sent(self.phone, LONG, parts=3)
        self.assertIn(b"Message_id: ", self.first("sent/message"))
        self.end(daemon)

    def received(self):
        """Numbers and texts, in any order: the files have names by chance."""
        for path in pathlib.Path(self.dir).glob("incoming/GSM1.??????"):
            head, _, text = path.read_bytes().partition(b"\n\n")
            fields = dict(line.split(": ", 1) for line in head.decode().split("\n"))
            yield fields["From"], text.decode("utf-16-be" if fields["Alphabet"] == "UCS2" else
                                              "utf-8")

    def test_receive(self):
        messages = [(FRIEND[1:], "Hello to smsd"), ("491700000001", EMOJI),
                    ("491700000002", LONG), ("Smsmodem", "By a name")]
        for sender, text in messages:
            self.phone.tell(f"deliver {'+' * sender.isdigit()}{sender} {text}")
        daemon = self.smsd()
        self.wait_until("four messages", lambda: len(list(self.received())) == 4)
        self.end(daemon)
        self.assertEqual(sorted(self.received()), sorted(messages))
        self.assertIn('"ME",0,', self.at("AT+CPMS?").out)


if __name__ == "__main__":
    main()
