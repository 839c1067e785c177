# SPDX-License-Identifier: GPL-3.0-or-later
"""gnokii: a client that keeps the echo on, and reads a memory place by place."""
import pathlib

from peer_support import EMOJI, FRIEND, LONG, PeerCase, main, wants_report


class Gnokii(PeerCase):
    package = "gnokii-cli"

    def setUp(self):
        super().setUp()
        self.phone = self.sim()
        # it has room for 31 octets of a device's name
        self.write("gnokiirc", "[global]\nport = phone\nmodel = AT\nconnection = serial\n"
                   "use_locking = no\nserial_baudrate = 19200\nsmsc_timeout = 10\n"
                   "[flags]\n[logging]\ndebug = off\nrlpdebug = off\nxdebug = off\n")
        self.write("cache/gnokii/gnokii-errors", "")

    def gnokii(self, *args, **options):
        return self.run_peer("gnokii", "--config", "gnokiirc", *args, **options)

    def test_identify(self):
        out = self.gnokii("--identify").out
        self.assertIn("IMEI         : 490154203237518", out)
        self.assertIn("Manufacturer : smsmodem", out)

    def test_send(self):
        result = self.gnokii("--sendsms", FRIEND, "-r", stdin="Grüße aus gnokii")
        self.assertIn("Send succeeded with reference", result.err)
        self.assertTrue(wants_report(self.sent(self.phone, "Grüße aus gnokii")["pdu"]))

    def test_send_long(self):
        result = self.gnokii("--sendsms", FRIEND, stdin=LONG)
        self.assertIn("Message sent in 3 parts", result.err)
        self.sent(self.phone, LONG, parts=3)

    def test_send_unicode(self):
        # no emoji: the program cuts the text there, and reports success
        self.gnokii("--sendsms", FRIEND, stdin="жук ü")
        self.assertEqual(self.sent(self.phone, "жук ü")["encoding"], "ucs2")

    def test_folders(self):
        self.phone.tell(f"deliver {FRIEND} Hallo")
        self.assertRegex(self.gnokii("--showsmsfolderstatus").out, r"ME +1\n")

    def test_list_and_delete(self):
        for text in ("Hallo Welt", "жук"):
            self.phone.tell(f"deliver {FRIEND} {text}")
        out = self.gnokii("--getsms", "ME", "1", "2").out
        for expected in ("1. Inbox Message (Unread)", f"Sender: {FRIEND}", "Hallo Welt", "жук"):
            self.assertIn(expected, out)
        self.gnokii("--deletesms", "ME", "1")
        self.assertRegex(self.gnokii("--showsmsfolderstatus").out, r"ME +1\n")

    def test_read(self):
        for sender, text in ((FRIEND, EMOJI), ("Smsmodem", "By a name"), (FRIEND, LONG)):
            self.phone.tell(f"deliver {sender} {text}")
        out = self.gnokii("--getsms", "ME", "1", "5").out
        # the program reads UCS-2 only: of the emoji its surrogates are lost
        self.assertRegex(out, "\nGrüße .* ж\n")
        self.assertIn("Sender: Smsmodem", out)
        # it shows parts one by one, and which they are
        parts = [out.split(f"Linked ({number}/3):\n")[1].split("\n")[0] for number in (1, 2, 3)]
        self.assertEqual("".join(parts), LONG)

    def test_reader(self):
        """It also wants to keep what it shows, in a directory of its own choice."""
        env = {**self.preload("redirect"), "REDIRECT_REFUSE": "/tmp/sms"}
        daemon = self.daemon("stdbuf", "-oL", self.peer("gnokii"), "--config", "gnokiirc",
                             "--smsreader", env=env)
        self.addCleanup(lambda: [path.unlink() for path in
                                 pathlib.Path("/tmp/sms").glob(f"sms_*_{daemon.pid}_*")])
        self.wait_until("the reader", lambda: "sms reader mode" in self.output(daemon))
        for number, (sender, text) in enumerate((("Smsmodem", "By a name"), (FRIEND[1:], "жук")), 1):
            self.phone.tell(f"deliver {'+' * sender.isdigit()}{sender} {text}")
            self.wait_until(f"message {number}", lambda: (
                f"received from number: {sender}\nGot message {number}: {text}\n"
                in self.output(daemon)))
        self.end(daemon)

    def test_report(self):
        self.gnokii("--sendsms", FRIEND, "-r", stdin="A report, please")
        self.sent(self.phone, "A report, please")
        # it asks for no reports itself
        self.at("AT+CNMI=2,1,0,2,0")
        self.phone.tell("report 0 delivered")
        self.wait_until("the report", lambda: "+CPMS: 1," in self.at('AT+CPMS="SR"').out)
        out = self.gnokii("--getsms", "SR", "1").out
        for expected in ("1. Status Report", f"Recipient: {FRIEND}", "Text:\nDelivered\n"):
            self.assertIn(expected, out)

    def test_phonebook(self):
        self.at('AT+CPBS="SM"', 'AT+CPBW=3,"+491709999999",145,"Anna"')
        out = self.gnokii("--getphonebook", "SM", "3").out
        self.assertIn("+491709999999", out)
        self.assertIn("Anna", out)


if __name__ == "__main__":
    main()
