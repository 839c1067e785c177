# SPDX-License-Identifier: GPL-3.0-or-later
"""gsm-utils: gsmlib's tools, which want modem control lines."""
import re

from peer_support import FRIEND, LONG, PeerCase, main, wants_report


class GsmUtils(PeerCase):
    package = "gsm-utils"

    def setUp(self):
        super().setUp()
        self.phone = self.sim()
        self.device = self.path("phone")

    def tool(self, name, *args, **options):
        return self.run_peer(name, *args, shim="modemlines", **options)

    def gsmctl(self, *args):
        return self.tool("gsmctl", "-d", self.device, *args).out

    def test_identify(self):
        out = self.gsmctl("me")
        self.assertIn("<ME0>  Manufacturer: smsmodem", out)
        self.assertIn("<ME3>  Serial Number: 490154203237518", out)

    def test_network(self):
        self.assertIn("<SIG0>  20", self.gsmctl("sig"))
        self.assertRegex(self.gsmctl("op"), r"Status: current  Long name: 'simulated network'")
        self.assertIn("Long name: 'simulated network'", self.gsmctl("currop"))

    def test_send(self):
        # the tool knows nothing beyond the default alphabet
        self.tool("gsmsendsms", "-r", "-d", self.device, FRIEND, "Hello from gsmlib")
        self.assertTrue(wants_report(self.sent(self.phone, "Hello from gsmlib")["pdu"]))

    def test_send_long(self):
        self.tool("gsmsendsms", "-c", "7", "-d", self.device, FRIEND, LONG)
        self.sent(self.phone, LONG, parts=3)

    def store(self, *args):
        return self.tool("gsmsmsstore", *args).out

    def test_list_and_delete(self):
        for text in ("One message", "Another"):
            self.phone.tell(f"deliver {FRIEND} {text}")
        out = self.store("-s", self.device, "-t", "ME", "-l")
        for expected in ("User data: 'One message'", "User data: 'Another'",
                         "Originating address: '491711234567'"):
            self.assertIn(expected, out)
        # it counts from 0, the phone from 1
        self.store("-d", self.device, "-t", "ME", "-x", "0")
        out = self.store("-s", self.device, "-t", "ME", "-l")
        self.assertNotIn("One message", out)
        self.assertIn("User data: 'Another'", out)

    def test_add_and_backup(self):
        self.store("-d", self.device, "-t", "ME", "-a", FRIEND, "Kept for later")
        out = self.store("-s", self.device, "-t", "ME", "-l")
        self.assertIn("Message type: SMS-SUBMIT", out)
        self.assertIn("User data: 'Kept for later'", out)
        # of messages to send only: the time stamp of a received one ends the tool by an assertion,
        # and it does not read its own files again
        copy = self.write("copy", "")
        self.store("-s", self.device, "-t", "ME", "-k", "-d", copy)
        with open(copy, "rb") as file:
            pdu = re.search(rb"[0-9A-F]{20,}", file.read())[0].decode()
        decoded = self.decode([pdu], "--kind", "submit")[0]
        self.assertEqual((decoded["to"], decoded["text"]), (FRIEND, "Kept for later"))

    def test_phonebook(self):
        book = self.write("book", "|Anna|+491709999999\n")
        # into an empty one: clearing entries, the tool follows an iterator that it has erased
        self.tool("gsmpb", "-s", book, "-d", self.device, "-p", "SM", "-y")
        self.assertIn('1,"+491709999999",145,"Anna"', self.at('AT+CPBS="SM"', "AT+CPBR=1").out)
        out = self.tool("gsmpb", "-s", self.device, "-p", "SM", "-d", "-", "-c").out
        self.assertEqual(out, self.read("book"))


if __name__ == "__main__":
    main()
