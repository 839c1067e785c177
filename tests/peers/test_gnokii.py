# SPDX-License-Identifier: GPL-3.0-or-later
"""gnokii: a client that keeps the echo on, and reads a memory place by place."""
from peer_support import FRIEND, LONG, PeerCase, main, wants_report


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

    def test_phonebook(self):
        self.at('AT+CPBS="SM"', 'AT+CPBW=3,"+491709999999",145,"Anna"')
        out = self.gnokii("--getphonebook", "SM", "3").out
        self.assertIn("+491709999999", out)
        self.assertIn("Anna", out)


if __name__ == "__main__":
    main()
