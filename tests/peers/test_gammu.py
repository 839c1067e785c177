# SPDX-License-Identifier: GPL-3.0-or-later
"""gammu: its AT driver asks more, and relies on more, than any other client."""
from peer_support import EMOJI, FRIEND, LONG, PeerCase, main, wants_report


class Gammu(PeerCase):
    package = "gammu"

    def setUp(self):
        super().setUp()
        self.phone = self.sim()
        self.write("gammurc", f"[gammu]\ndevice = {self.path('phone')}\nconnection = at\n")

    def gammu(self, *args, **options):
        return self.run_peer("gammu", "-c", self.path("gammurc"), *args, **options).out

    def test_identify(self):
        out = self.gammu("identify")
        for line in ("Manufacturer         : smsmodem", "IMEI                 : 490154203237518"):
            self.assertIn(line, out)
        self.assertRegex(out, r"SIM IMSI             : 00101\d{10}\n")

    def test_network(self):
        out = self.gammu("networkinfo")
        self.assertIn("Network state        : home network", out)
        self.assertIn("simulated", out)

    def test_service_centre(self):
        self.assertIn('Number               : "+491710760000"', self.gammu("getsmsc"))

    def test_battery(self):
        self.assertIn("Battery level        : 80 percent", self.gammu("battery"))

    def send(self, text, *args):
        return self.gammu("sendsms", "TEXT", FRIEND, "-text", text, *args)

    def test_send_short(self):
        self.assertIn("OK, message reference=", self.send("Grüße [aus] gammu €", "-report"))
        self.assertTrue(wants_report(self.sent(self.phone, "Grüße [aus] gammu €")["pdu"]))

    def test_send_long(self):
        out = self.send(LONG, "-len", "1000")
        self.assertEqual(out.count("OK, message reference="), 3)
        self.sent(self.phone, LONG, parts=3)

    def test_send_unicode(self):
        self.assertIn("OK, message reference=", self.send(EMOJI, "-unicode"))
        self.assertEqual(self.sent(self.phone, EMOJI)["encoding"], "ucs2")

    def test_list(self):
        for text in ("Hallo", EMOJI, LONG):
            self.phone.tell(f"deliver {FRIEND} {text}")
        out = self.gammu("geteachsms")
        self.assertIn("5 SMS parts in 3 SMS sequences", out)
        for expected in ("Hallo", EMOJI, LONG, f'Remote number        : "{FRIEND}"',
                         "Status               : UnRead"):
            self.assertIn(expected, out)

    def test_save_and_delete(self):
        self.assertIn("location 1, SIM", self.gammu("savesms", "TEXT", "-text", "Kept"))
        self.assertIn("Kept", self.gammu("getsms", "1", "1"))
        self.assertIn('"SM",1,', self.at('AT+CPMS="SM"', "AT+CPMS?").out)
        self.gammu("deletesms", "1", "1")
        self.assertIn('"SM",0,', self.at("AT+CPMS?").out)

    def test_phonebook(self):
        self.at('AT+CPBS="SM"', 'AT+CPBW=3,"+491709999999",145,"Anna"')
        for out in (self.gammu("getmemory", "SM", "3"), self.gammu("getallmemory", "SM")):
            self.assertIn('"+491709999999"', out)
            self.assertIn('"Anna"', out)

    def test_ussd(self):
        self.assertRegex(self.gammu("getussd", "*100#"), r'Service reply\s+: "\S')


if __name__ == "__main__":
    main()
