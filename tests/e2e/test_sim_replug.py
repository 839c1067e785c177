# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulated phone goes, and comes back under another name."""
import os

import support

TO = "+491701234567"


class Replug(support.Case):
    def test_the_link_finds_it_again_under_another_name(self):
        phone = self.sim()
        before = os.readlink(phone.device)
        phone.tell("replug 50")
        phone.event("gone")
        self.assertEqual(phone.event("ready")["device"], phone.device)
        self.assertNotEqual(os.readlink(phone.device), before)
        self.smsmodem("-d", phone.device, "send", TO, "again")
        self.assertEqual(phone.event("submit")["text"], "again")

    def test_while_it_is_away_there_is_no_device(self):
        phone = self.sim()
        phone.tell("replug 60000")
        phone.event("gone")
        self.assertFalse(os.path.lexists(phone.device))
        self.smsmodem("-d", phone.device, "send", TO, "x", code=69)

    def test_over_tcp_it_has_the_same_port(self):
        with_port = self.reserved_port()
        phone = self.sim("--tcp", str(with_port))
        phone.tell("replug 0")
        phone.event("gone")
        self.assertEqual(phone.event("ready")["device"], phone.device)
        self.smsmodem("-d", phone.device, "send", TO, "again")


if __name__ == "__main__":
    support.main()
