# SPDX-License-Identifier: GPL-3.0-or-later
"""gammu-smsd: a daemon that tells a program of its user's what came, whole."""
import pathlib

from peer_support import EMOJI, FRIEND, LONG, PeerCase, main, wants_report

FOLDERS = ("inbox", "outbox", "sent", "error")
# a line of parts, number and text a message: of one in parts the daemon gives the whole text
TOLD = r"""#!/bin/sh
text=$DECODED_1_TEXT
[ "$DECODED_PARTS" -gt 0 ] || text=$SMS_1_TEXT
printf '%s|%s|%s|end\n' "$SMS_MESSAGES" "$SMS_1_NUMBER" "$text" >>"${0%/*}/told"
"""


class GammuSmsd(PeerCase):
    package = "gammu-smsd"
    profile = ()

    def setUp(self):
        super().setUp()
        self.phone = self.sim(*self.profile)
        for folder in FOLDERS:
            pathlib.Path(self.path(folder)).mkdir()
        pathlib.Path(self.write("run", TOLD)).chmod(0o755)
        self.write("told", "")
        self.write("smsdrc", "\n".join([
            "[gammu]", "device = " + self.path("phone"), "connection = at", "[smsd]",
            "service = files", "logfile = " + self.path("log"), "debuglevel = 1",
            *(f"{key}path = {self.path(folder)}/" for key, folder in
              zip(("inbox", "outbox", "sentsms", "errorsms"), FOLDERS)),
            "outboxformat = detail", "runonreceive = " + self.path("run"), "receivefrequency = 1",
            "statusfrequency = 0", "loopsleep = 1", "checksecurity = 0", "deliveryreport = log",
            ""]))

    def smsd(self):
        return self.daemon("gammu-smsd", "-c", self.path("smsdrc"))

    def told(self, count):
        def look():
            lines = self.read("told").split("|end\n")[:-1]
            return lines if len(lines) >= count else None
        return self.wait_until(f"{count} messages", look)

    def left(self):
        """How many messages the phone still has."""
        return [int(line.split(",")[1]) for line in self.at("AT+CPMS?").out.splitlines()][0]

    def test_receive(self):
        messages = [(FRIEND, "Hallo smsd"), (FRIEND, EMOJI), ("Smsmodem", "Von einem Namen")]
        for number, text in messages:
            self.phone.tell(f"deliver {number} {text}")
        daemon = self.smsd()
        self.assertEqual(self.told(3), [f"1|{number}|{text}" for number, text in messages])
        self.end(daemon)
        self.assertEqual(self.left(), 0)

    def test_receive_long(self):
        daemon = self.smsd()
        self.phone.tell(f"deliver {FRIEND} {LONG}")
        self.assertEqual(self.told(1), [f"3|{FRIEND}|{LONG}"])
        self.end(daemon)
        self.assertEqual(self.left(), 0)


class GammuSmsdReport(GammuSmsd):
    """A phone that forwards its reports: those that it stores the daemon logs without reading."""

    profile = ("--profile", "nokia")
    test_receive = test_receive_long = None

    def test_send_and_report(self):
        self.run_peer("gammu-smsd-inject", "-c", self.path("smsdrc"), "TEXT", FRIEND, "-text",
                      "Hallo aus smsd", "-report")
        daemon = self.smsd()
        self.assertTrue(wants_report(self.sent(self.phone, "Hallo aus smsd")["pdu"]))
        self.wait_until("the report", lambda: (
            f"Delivery report: Delivered to {FRIEND}, message reference 0x00" in self.read("log")))
        self.wait_until("the message", lambda: any(pathlib.Path(self.path("sent")).iterdir()))
        self.end(daemon)
        self.assertEqual(list(pathlib.Path(self.path("error")).iterdir()), [])


if __name__ == "__main__":
    main()
