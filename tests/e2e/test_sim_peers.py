# SPDX-License-Identifier: GPL-3.0-or-later
"""Several simulated phones in one process: who gets what, and who is told."""
import json
import os
import subprocess

import support

FIRST, SECOND, THIRD = "+491700000000", "+491702222222", "+491703333333"


class Peers(support.Case):
    def phones(self, *args):
        """A process with three phones, and the device of each."""
        sim = self.sim("--pty", self.path("phone"), "--peers", f"{SECOND},{THIRD}", *args)
        devices = [sim.device] + [sim.event("ready", number=number)["device"]
                                  for number in (SECOND, THIRD)]
        return sim, devices

    def listed(self, device):
        out = self.smsmodem("-d", device, "at", "AT+CMGF=0", "AT+CMGL=4").out
        return [(m["from"], m["text"]) for m in self.smsmodem("decode", "--json", stdin=out).json]

    def test_each_gets_what_is_sent_to_it(self):
        sim, devices = self.phones()
        self.smsmodem("-d", devices[0], "send", SECOND, "to the second")
        self.smsmodem("-d", devices[2], "send", FIRST, "🌅 " * 60)
        self.smsmodem("-d", devices[1], "send", "+15550001111", "to the world outside")
        self.smsmodem("-d", devices[1], "send", SECOND, "to itself")
        self.assertEqual(self.listed(devices[0]), [(THIRD, "🌅 " * 60)])
        self.assertEqual(self.listed(devices[1]), [(FIRST, "to the second"), (SECOND, "to itself")])
        self.assertEqual(self.listed(devices[2]), [])
        events = [sim.event("submit") for _ in range(4)]
        self.assertEqual([event["number"] for event in events], [FIRST, THIRD, SECOND, SECOND])

    def test_a_national_number_is_the_same_phone(self):
        _, devices = self.phones()
        self.smsmodem("-d", devices[0], "send", "01702222222", "national")
        self.assertEqual(self.listed(devices[1]), [(FIRST, "national")])

    def test_the_arrival_is_told(self):
        sim, devices = self.phones("-v")
        other = self.start("-d", devices[1], "at", "AT+CNMI=2,1", "--expect", "+CMTI:")
        sim.event("command", line="AT+CNMI=2,1")
        result = self.smsmodem("-d", devices[0], "--json", "send", "--wait-report=20", SECOND, "x")
        self.assertEqual(result.json[-1]["state"], "delivered", result)
        self.assertRegex(self.finish(other).out, r'\+CMTI: "..",1')

    def test_commands_are_for_whom_they_name(self):
        sim, devices = self.phones()
        sim.tell(f"{THIRD} deliver +4915 for the third")
        sim.tell("deliver +4915 for the first")
        sim.tell("+4999 deliver +4915 for nobody")
        self.assertIn("no phone here has number +4999", sim.event("error")["text"])
        self.assertEqual(self.listed(devices[2]), [("+4915", "for the third")])
        self.assertEqual(self.listed(devices[0]), [("+4915", "for the first")])
        self.assertEqual(self.listed(devices[1]), [])

    def test_tcp_ports_follow_each_other(self):
        process = self.start("sim", "--tcp", "0", "--peers", SECOND, stdin=subprocess.PIPE)
        ready = [json.loads(process.stdout.readline()) for _ in range(2)]
        self.assertEqual([event["number"] for event in ready], [FIRST, SECOND])
        self.smsmodem("-d", ready[0]["device"], "send", SECOND, "by tcp")
        self.assertEqual(self.listed(ready[1]["device"]), [(FIRST, "by tcp")])
        self.finish(process, "quit\n")

    def test_bad_peers(self):
        for peers in ("", "x", "+49,,+50", ",".join(f"+49{i}" for i in range(16))):
            result = self.smsmodem("sim", "--pty", self.path("bad"), "--peers", peers, code=None)
            self.assertIn(result.code, (64, 65), peers)
            self.assertFalse(os.path.lexists(self.path("bad")), "a link was left behind")


if __name__ == "__main__":
    support.main()
