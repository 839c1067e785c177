#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ussd, smsc, clock and call with simulated phones."""
import json
import os
import re
import signal
import subprocess

import support
from pty_support import Terminal

MENU = "sim:?ussd-menu=*1%23:which&ussd-menu=2:more&ussd=3:end&ussd=4:%D0%94%D0%B0"
PROFILES = ("nokia", "siemens", "huawei", "simcom", "qualcomm", "quirky")


class Ussd(support.Case):
    def test_answers(self):
        self.assertEqual(self.smsmodem("-d", "sim:", "ussd", "*100#").out, "Balance: 10.00\n")
        for profile in PROFILES:
            result = self.smsmodem("-d", f"sim:?profile={profile}", "--json", "ussd", "*100#")
            self.assertEqual(result.json, [{"event": "ussd", "state": 0, "status": "done",
                                            "text": "Balance: 10.00", "dcs": 15}], profile)

    def test_refusals(self):
        result = self.smsmodem("-d", "sim:", "--json", "ussd", "*999#", code=1)
        self.assertEqual(result.json[0]["state"], 4)
        self.assertEqual(result.json[0]["status"], "unsupported")
        self.assertIn("does not support", result.err)
        self.smsmodem("-d", "sim:?profile=minimal", "ussd", "*100#", code=1)
        self.smsmodem("-d", "sim:?pin=1234", "ussd", "*100#", code=77)
        self.smsmodem("-d", "sim:", "ussd", code=64)
        self.smsmodem("-d", "sim:", "ussd", "", code=65)
        self.smsmodem("-d", "sim:", "ussd", "*1\x1a#", code=65)
        self.smsmodem("-d", "sim:", "ussd", b"*\xff#", code=65)

    def test_menu_of_arguments(self):
        result = self.smsmodem("-d", MENU, "--json", "ussd", "*1#", "2", "4")
        self.assertEqual([event["text"] for event in result.json], ["which", "more", "Да"])
        self.assertEqual([event["state"] for event in result.json], [1, 1, 0])
        self.assertEqual(result.json[2]["dcs"], 72)
        left = self.smsmodem("-d", MENU, "ussd", "*1#", "3", "5", code=1)
        self.assertEqual(left.out, "which\nend\n")
        self.assertIn('"5" was not sent', left.err)

    def test_menu_left(self):
        trace = self.path("trace")
        result = self.smsmodem("-d", MENU, "--trace", trace, "ussd", "*1#")
        self.assertEqual(result.out, "which\n")
        self.assertIn("--session", result.err)
        self.assertEqual(self.read("trace").count("AT+CUSD=2"), 1)

    def test_session_of_stdin(self):
        result = self.smsmodem("-d", MENU, "ussd", "*1#", "--session", stdin="2\r\n3\nnever\n")
        self.assertEqual(result.out, "which\nmore\nend\n")
        self.assertNotIn(">", result.err)
        # the end of the input, and an empty line, leave the menu
        for text in ("2\n", "2\n\n3\n"):
            trace = self.path("trace")
            result = self.smsmodem("-d", MENU, "--trace", trace, "ussd", "*1#", "--session",
                                   stdin=text)
            self.assertEqual(result.out, "which\nmore\n")
            self.assertEqual(self.read("trace").count("AT+CUSD=2"), 1)
            os.remove(trace)
        self.smsmodem("-d", MENU, "ussd", "*1#", "--session", stdin=b"2\0\n", code=65)

    def test_session_with_lines_left(self):
        result = self.smsmodem("-d", MENU, "ussd", "*1#", "--session", stdin="3\n\nnever\n")
        self.assertIn('"never" was not sent', result.err)
        result = self.smsmodem("-d", MENU, "ussd", "*1#", "--session", stdin="3\n\n")
        self.assertNotIn("not sent", result.err)
        # a line that may come later is not waited for
        process = self.start("-d", MENU, "ussd", "*1#", "--session", stdin=subprocess.PIPE)
        process.stdin.write(b"3\n")
        process.stdin.flush()
        self.assertEqual(process.wait(support.PATIENCE), 0)
        self.assertEqual(self.finish(process).out, "which\nend\n")

    def test_bad_answers(self):
        """They are refused before the phone is even opened."""
        for answer in ("", "1\x1a", b"\xff", "1" * 183):
            result = self.smsmodem("-d", self.path("none"), "ussd", "*1#", "2", answer, code=65)
            self.assertIn("answer", result.err)

    def test_session_of_a_terminal(self):
        terminal = Terminal(self, "-d", MENU, "ussd", "*1#", "--session")
        terminal.expect("which")
        terminal.expect("> ")
        terminal.type("2\n")
        terminal.expect("more")
        terminal.expect("> ")
        terminal.type("3\n")
        terminal.expect("end")
        terminal.finish()

    def test_timeout_and_signal(self):
        phone = self.sim("-v", "--network-latency", "100000")
        self.smsmodem("-d", phone.device, "--timeout", "0.5", "ussd", "*100#", code=75)
        phone.event("command", line="AT+CUSD=2")
        process = self.start("-d", phone.device, "ussd", "*100#")
        while not phone.event("command")["line"].startswith("AT+CUSD=1"):
            pass
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 75)
        phone.event("command", line="AT+CUSD=2")

    def test_hostile_text(self):
        phone = self.sim("-v", "--network-latency", "100000")
        process = self.start("-d", phone.device, "ussd", "*1#")
        while not phone.event("command")["line"].startswith("AT+CUSD=1"):
            pass
        phone.tell('urc +CUSD: 0,"\x1b[2J$(reboot)\x07 "quoted"",15')
        result = self.finish(process)
        self.assertEqual(result.code, 0)
        self.assertNotIn("\x1b", result.out)
        self.assertIn("$(reboot)", result.out)
        self.assertIn('"quoted"', result.out)


class Smsc(support.Case):
    def test_show_and_set(self):
        self.assertEqual(self.smsmodem("-d", "sim:", "smsc").out, "+491710760000\n")
        none = self.smsmodem("-d", "sim:?smsc=none", "smsc")
        self.assertEqual((none.out, "no message centre" in none.err), ("", True))
        self.assertEqual(self.smsmodem("-d", "sim:?smsc=none", "--json", "smsc").json,
                         [{"smsc": None}])
        phone = self.sim()
        self.smsmodem("-d", phone.device, "smsc", "+49 172 227-0000")
        self.assertEqual(self.smsmodem("-d", phone.device, "--json", "smsc").json,
                         [{"smsc": "+491722270000"}])
        result = self.smsmodem("-d", phone.device, "smsc", "+491710760000")
        self.assertEqual(result.out, "+491710760000\n")
        self.assertIn("the message centre was +491722270000", result.err)
        self.assertNotIn("was", self.smsmodem("-d", phone.device, "smsc", "+491710760000").err)
        for number in ("no number", "0", "+12"):
            self.smsmodem("-d", phone.device, "smsc", number, code=65)
        self.smsmodem("-d", phone.device, "smsc", "1", "2", code=64)


class Clock(support.Case):
    def test_show_and_set(self):
        self.assertEqual(self.smsmodem("-d", "sim:", "clock").out, "2026-01-01T00:00:00+00:00\n")
        phone = self.sim()
        for now in ("now", "2026-11-23T08:01:02+01:00", "2030-01-01 00:00Z"):
            self.smsmodem("-d", phone.device, "clock", "--set", now)
            result = self.smsmodem("-d", phone.device, "clock", "--json").json[0]
            if now == "now":
                self.assertLess(abs(result["ahead_seconds"]), 30)
            else:
                self.assertRegex(result["time"], "^" + re.escape(now[:10]))
                self.assertEqual(result["zone_minutes"], 60 if "+01" in now else 0)
        for bad in ("yesterday", "2026-02-30T00:00:00", ""):
            self.smsmodem("-d", phone.device, "clock", "--set", bad, code=64)
        self.smsmodem("-d", phone.device, "clock", "--set", "1999-12-31T00:00:00", code=65)
        self.smsmodem("-d", phone.device, "clock", "x", code=64)


class Call(support.Case):
    def test_course(self):
        result = self.smsmodem("-d", "sim:", "call", "+49 170 1", "--duration", "3")
        self.assertEqual(result.out, "dialing\nringing\nconnected\nended: hung up here\n")
        events = self.smsmodem("-d", "sim:", "--json", "call", "+491701", "--duration", "7").json
        self.assertEqual([event["state"] for event in events],
                         ["dialing", "ringing", "connected", "ended"])
        self.assertEqual((events[3]["answered"], events[3]["seconds"]), (True, 7))
        self.assertTrue(all(event["to"] == "+491701" for event in events))

    def test_nobody_hangs_up(self):
        """The simulated other side does, after a minute."""
        events = self.smsmodem("-d", "sim:", "--json", "call", "+491701").json
        self.assertEqual((events[-1]["state"], events[-1]["answered"]), ("ended", True))
        self.assertIn("Normal call clearing", events[-1]["reason"])
        self.assertIn(events[-1]["seconds"], range(58, 62))

    def test_not_answered(self):
        result = self.smsmodem("-d", "sim:", "--json", "call", "1", "--ring", "2", code=75)
        self.assertEqual([event.get("state") for event in result.json],
                         ["dialing", "ringing", "ended", None])
        self.smsmodem("-d", "sim:?network=off", "call", "1", code=1)
        for bad in ("", "abc", "1;2", "+", "1p2"):
            self.smsmodem("-d", "sim:", "call", bad, code=65)
        self.smsmodem("-d", "sim:", "call", code=64)
        self.smsmodem("-d", "sim:", "call", "1", "--ring", "x", code=64)

    def test_the_other_side(self):
        phone = self.sim()
        process = self.start("-d", phone.device, "--json", "call", "1")
        self.assertEqual(json.loads(process.stdout.readline())["state"], "dialing")
        phone.tell("answer-call")
        while json.loads(process.stdout.readline())["state"] != "connected":
            pass
        phone.tell("hangup-call")
        result = self.finish(process)
        self.assertEqual(result.code, 0)
        self.assertIn("Normal call clearing", result.json[-1]["reason"])

    def test_interrupted(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "call", "1")
        self.assertEqual(process.stdout.readline(), b"dialing\n")
        process.send_signal(signal.SIGINT)
        result = self.finish(process)
        self.assertEqual(result.code, 75)
        self.assertIn("ended: hung up here", result.out)
        phone.event("command", line="AT+CHUP")

    def test_nobody_reads(self):
        phone = self.sim("-v")
        with open("/dev/full", "wb") as full:
            process = self.start("-d", phone.device, "call", "1", stdout=full)
            self.assertEqual(self.finish(process).code, 74)
        phone.event("command", line="AT+CHUP")


if __name__ == "__main__":
    support.main()
