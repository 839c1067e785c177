#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`receive`: what is stored and what comes, how it ends, the link, and what a service tells."""
import os
import re
import signal
import subprocess

from receive_support import FROM, Follower, Manager, ReceiveCase
from support import PATIENCE, PROGRAM, SOURCE, main


class Stored(ReceiveCase):
    def test_each_message_once_and_then_it_is_gone(self):
        phone = self.sim()
        for line in (f"deliver {FROM} one", f"deliver {FROM} {'many words ' * 30}"):
            phone.tell(line)
        result = self.receive(phone)
        first, second = result.json
        self.assertEqual((first["event"], first["text"], first["from"]), ("sms", "one", FROM))
        self.assertEqual((first["storage"], first["index"], first["stat"]), ("ME", 1, "unread"))
        self.assertRegex(first["id"], "^[0-9A-Fa-f]{32}$")
        self.assertNotIn("redelivered", first)
        self.assertEqual((second["text"], second["parts"]), ("many words " * 30, 3))
        self.assertNotEqual(first["id"], second["id"])
        self.assertEqual(self.used(phone), 0)
        self.assertEqual(self.receive(phone).out, "")

    def test_for_people(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} Grüße")
        result = self.smsmodem("-d", phone.device, "receive")
        self.assertRegex(result.out, r"^ME 1, unread: deliver from \+491701234567 \(international\), "
                                     r"2026-01-01 00:00:\d\d \+00:00, by \+491710760000\n"
                                     r"  gsm7\n  Grüße\n$")

    def test_keep_deletes_nothing_and_remembers(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} kept")
        self.assertEqual(self.texts(self.receive(phone, "--keep")), ["kept"])
        self.assertEqual(self.used(phone), 1)
        self.assertEqual(self.texts(self.receive(phone, "--keep")), [])
        # who does not keep has it once more before it is deleted
        result = self.receive(phone)
        self.assertEqual(self.texts(result), ["kept"])
        self.assertIn('"redelivered":true', result.out)
        self.assertEqual(self.used(phone), 0)
        self.assertEqual(self.texts(self.receive(phone)), [])

    def test_keep_and_others_in_a_profile(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} kept")
        self.write("config/smsmodem/config",
                   f"[p]\ndevice = {phone.device}\nkeep = yes\nreset = no\nwatch = 0\n")
        self.smsmodem("-p", "p", "receive")
        self.assertEqual(self.used(phone), 1)

    def test_incomplete_when_its_time_is_over(self):
        phone = self.sim()
        parts = [line.split()[1] for line in self.smsmodem(
            "encode", FROM, "x" * 300).out.splitlines()]
        self.assertEqual(len(parts), 2)
        # of a SUBMIT a DELIVER of the same user data: header 05 00 03, reference, 2, 1
        body = parts[0].split("A0050003", 1)[1]
        phone.tell("deliver-pdu 0791947101670000" "440C91947110325476" "0000"
                   "62101000000000" "A0050003" + body)
        follower = self.follow(phone, "--parts-timeout", "1s")
        line = follower.event("sms", incomplete=True, missing=[2], parts=2)
        self.assertEqual(line["text"], "x" * 153)
        follower.end(signal.SIGTERM)

    def test_nowhere_to_remember(self):
        self.env["XDG_STATE_HOME"] = "/dev/null"
        phone = self.sim()
        self.assertIn("--no-journal", self.receive(phone, code=78).err)
        self.assertEqual(self.receive(phone, "--no-journal").json, [])

    def test_two_simulated_phones_are_two(self):
        """Though their clocks begin alike, and with them their first messages."""
        for name in ("first", "second"):
            phone = self.sim("--pty", self.path(name))
            phone.tell(f"deliver {FROM} hello")
            self.assertEqual(self.texts(self.receive(phone)), ["hello"], name)
            phone.stop()

    def test_without_a_journal(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} hello")
        self.assertEqual(self.texts(self.receive(phone, "--no-journal", "--keep")), ["hello"])
        self.assertEqual(self.texts(self.receive(phone, "--no-journal")), ["hello"])
        self.assertFalse(os.path.exists(self.path("state/smsmodem/journal.sqlite3")))


class Ends(ReceiveCase):
    def test_first_that_comes(self):
        phone = self.sim()
        waiting = Follower(self, "-d", phone.device, "receive", "--timeout", str(PATIENCE), "-v")
        phone.tell(f"deliver {FROM} late")
        waiting.event("sms", text="late")
        self.assertEqual(waiting.end(), [])

    def test_nothing_came(self):
        result = self.receive(self.sim(), "--timeout", "0.2", code=75)
        self.assertEqual([(line["event"], line["code"]) for line in result.json],
                         [("error", "timeout")])

    def test_stored_ones_are_not_waited_for(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} there")
        self.assertEqual(self.texts(self.receive(phone, "--timeout", "86400")), ["there"])

    def test_a_card_that_is_busy_is_waited_for(self):
        phone = self.sim()
        self.smsmodem("-d", phone.device, "at", 'AT+CPMS="SM","SM","SM"')
        phone.tell(f"deliver {FROM} one\nfault sim-busy=1500")
        result = self.smsmodem("-d", phone.device, "--json", "receive")
        self.assertEqual([event["text"] for event in result.json], ["one"], result)
        self.assertEqual(result.code, 0, result)
        self.assertIn("waiting: memory SM is not read: ", result.err)
        self.assertIn("SIM busy", result.err)

    def test_a_card_that_is_busy_and_a_signal(self):
        phone = self.sim()
        phone.tell("fault sim-busy=60000")
        process = self.start("-d", phone.device, "receive")
        self.assertIn(b"SIM busy", process.stderr.readline())
        process.terminate()
        self.assertEqual(self.finish(process).code, 75)

    def test_follow_for_a_time(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} there")
        self.assertEqual(self.texts(self.receive(phone, "--follow", "--timeout", "0.5")), ["there"])

    def test_count(self):
        phone = self.sim()
        for text in "abc":
            phone.tell(f"deliver {FROM} {text}")
        self.assertEqual(self.texts(self.receive(phone, "--follow", "--count", "2")), ["a", "b"])
        self.assertEqual(self.texts(self.receive(phone, "--count", "9")), ["c"])

    def test_signals(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            phone = self.sim()
            follower = self.follow(phone)
            phone.tell(f"deliver {FROM} {number.name}")
            follower.event("sms", text=number.name)
            self.assertEqual(follower.end(number), [])
            self.assertEqual(self.used(phone), 0)
            phone.stop()

    def test_wrong_use(self):
        for args, says in ((("x",), "no arguments"),
                           (("--way", "fast"), "auto, stored, direct or poll"),
                           (("--count", "0"), "a number"),
                           (("--timeout", "soon"), "seconds"),
                           (("--parts-timeout", "0s"), "a duration"),
                           (("--watch", "-1"), "seconds"),
                           (("--exec-timeout", "0"), "seconds"),
                           (("--exec",), "needs a command"),
                           (("--exec=cat",), "stands for itself")):
            result = self.smsmodem("-d", "sim:", "receive", *args, code=64)
            self.assertIn(says, result.err, result)

    def test_a_profile_that_is_wrong(self):
        path = self.write("config/smsmodem/config", "[p]\ndevice = sim:\nwatch = soon\n")
        result = self.smsmodem("-p", "p", "receive", code=78)
        self.assertIn(f"{path}:3: watch= takes seconds", result.err)


class OneAtATime(ReceiveCase):
    def test_the_second_says_who_has_the_phone(self):
        phone = self.sim()
        first = self.follow(phone)
        phone.tell(f"deliver {FROM} hello")
        first.event("sms")
        result = self.receive(phone, code=69)
        self.assertIn(f"smsmodem (pid {first.process.pid})", result.err)
        self.assertEqual(result.json[0]["code"], "busy")
        first.end(signal.SIGTERM)
        self.receive(phone)


class Link(ReceiveCase):
    def test_gone_and_back(self):
        phone = self.sim()
        follower = self.follow(phone)
        phone.tell("fault replug=300")
        phone.tell(f"deliver {FROM} before")
        follower.event("sms", text="before")
        phone.tell("unplug")
        follower.event("link", state="down", device=phone.device)
        follower.event("link", state="up", device=phone.device)
        phone.tell(f"deliver {FROM} after")
        follower.event("sms", text="after")
        self.assertEqual(follower.end(signal.SIGTERM), [])

    def test_gone_for_good(self):
        phone = self.sim()
        follower = self.follow(phone)
        phone.tell(f"deliver {FROM} before")
        follower.event("sms")
        phone.tell("unplug")
        follower.event("link", state="down")
        self.assertEqual(follower.end(signal.SIGTERM), [])

    def test_without_follow_that_is_the_end(self):
        phone = self.sim()
        waiting = Follower(self, "-d", phone.device, "receive", "--timeout", str(PATIENCE))
        phone.tell("fault unplug-later=500")
        self.assertEqual([line["code"] for line in waiting.end(code=74)], ["link"])

    def test_a_reboot(self):
        phone = self.sim()
        # this one does not tell that it starts anew: it is asked
        follower = self.follow(phone, "--watch", "1")
        phone.tell(f"deliver {FROM} before")
        follower.event("sms", text="before")
        phone.tell("reboot")
        phone.tell(f"deliver {FROM} after")
        follower.event("sms", text="after")
        follower.end(signal.SIGTERM)

    def test_a_phone_that_hangs(self):
        phone = self.sim("-v")
        # the first --timeout is that of every answer
        follower = Follower(self, "-d", phone.device, "--timeout", "0.5", "receive", "--follow", "--watch", "1",
                            "--reset")
        for _ in range(3): # at its beginning, and then to see if it lives: nothing else is under way
            phone.event("command", line="AT+CPMS?")
        phone.tell("fault hang")
        for state in ("hung", "reset", "down", "up"):
            follower.event("link", state=state, device=phone.device)
        phone.tell(f"deliver {FROM} after")
        follower.event("sms", text="after")
        self.assertEqual(follower.end(signal.SIGTERM), [])
        self.assertEqual(self.used(phone), 0)

    def test_the_modem_of_a_profile(self):
        phone = self.sim()
        self.write("config/smsmodem/config", f"[p]\ndevice = {phone.device}\nimei = 490154203237518\n")
        follower = Follower(self, "-p", "p", "receive", "--follow")
        phone.tell("fault replug=300")
        phone.tell(f"deliver {FROM} before")
        follower.event("sms", text="before")
        phone.tell("unplug")
        follower.event("link", state="down")
        follower.event("link", state="up")
        phone.tell(f"deliver {FROM} after")
        follower.event("sms", text="after")
        follower.end(signal.SIGTERM)

    def test_a_signal_within_a_command(self):
        """What was taken leaves the phone, and the phone is left as it was."""
        phone = self.sim("-v", "--latency", "200")
        phone.tell(f"deliver {FROM} hello")
        follower = self.follow(phone)
        follower.event("sms")
        phone.event("command", line="AT+CMGD=1")
        follower.end(signal.SIGTERM)
        self.assertEqual(self.used(phone), 0)
        self.assertIn("+CNMI: 0,0,0,", self.smsmodem("-d", phone.device, "at", "AT+CNMI?").out)

    def test_a_signal_before_it_is_ready(self):
        phone = self.sim("-v", "--latency", "1000")
        for options, code in (("--follow",), 0), ((), 75):
            with self.subTest(options):
                process = self.start("-d", phone.device, "receive", *options)
                phone.event("command")
                process.send_signal(signal.SIGTERM)
                _, said = process.communicate(timeout=PATIENCE)
                self.assertEqual((process.returncode, bool(said)), (code, code != 0), said)

    def test_told_to_people(self):
        phone = self.sim("--fault", "replug=300")
        process = self.start("-d", phone.device, "receive", "--follow")
        phone.tell(f"deliver {FROM} hello")
        while b"hello" not in process.stdout.readline():
            pass
        phone.tell("unplug")
        self.assertRegex(process.stdout.readline().decode(), f"^{phone.device} is down: .")
        self.assertEqual(process.stdout.readline().decode(), f"{phone.device} is up\n")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, 0)

    def test_a_message_that_a_command_has_meanwhile(self):
        phone = self.sim()
        hold, done = self.path("hold"), self.path("done")
        os.mkfifo(hold)
        script = self.waiting("cmd", f'read x <{hold}; echo "$SMSMODEM_TEXT" >>{done}')
        follower = self.follow(phone, "--exec", script)
        phone.tell("fault replug=300")
        phone.tell(f"deliver {FROM} held")
        follower.event("sms", text="held")
        phone.tell("unplug")
        phone.event("gone")
        phone.event("ready")
        with open(hold, "w", encoding="utf-8") as fifo:
            fifo.write("go\n")
        follower.event("link", state="down")
        follower.event("link", state="up")
        phone.tell(f"deliver {FROM} next")
        follower.event("sms", text="next")
        with open(hold, "w", encoding="utf-8") as fifo:
            fifo.write("go\n")
        follower.end(signal.SIGTERM)
        self.assertEqual(self.read("done"), "held\nnext\n")
        self.assertEqual(self.used(phone), 0)


class Service(ReceiveCase):
    def check(self, name):
        phone, manager = self.sim(), Manager(self, name)
        self.env["WATCHDOG_USEC"] = "200000"
        script = self.waiting("cmd", f"env >{self.path('env')}")
        follower = self.follow(phone, "--exec", script)
        self.assertIn(f"STATUS=Receiving from {phone.device}", manager.heard("READY=1"))
        manager.heard("WATCHDOG=1")
        phone.tell(f"deliver {FROM} hello")
        follower.event("sms")
        phone.tell("fault replug=300")
        phone.tell("unplug")
        manager.heard(f"STATUS=Waiting for {phone.device}")
        manager.heard("STATUS=Receiving from")
        manager.heard("WATCHDOG=1")
        follower.process.send_signal(signal.SIGTERM)
        manager.heard("STOPPING=1")
        follower.end()
        for entry in ("NOTIFY_SOCKET", "WATCHDOG_USEC"):
            self.assertNotIn(entry, self.read("env"))

    def test_by_a_path(self):
        self.check(self.path("manager"))

    def test_by_an_abstract_name(self):
        self.check("\0" + self.path("manager"))

    def test_a_watchdog_of_somebody_else(self):
        phone, manager = self.sim(), Manager(self, self.path("manager"))
        self.env.update(WATCHDOG_USEC="2000", WATCHDOG_PID="1")
        follower = self.follow(phone)
        manager.heard("READY=1")
        phone.tell(f"deliver {FROM} hello")
        follower.event("sms")
        follower.process.send_signal(signal.SIGTERM)
        said = manager.heard("")
        self.assertEqual(said, ["STOPPING=1"])
        follower.end()


class Readme(ReceiveCase):
    def test_the_stream_works_as_printed(self):
        with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as file:
            lines = re.findall(r"^\$ (smsmodem .*receive --follow --json.*\| jq -r .*)$",
                               file.read(), flags=re.M)
        self.assertEqual(len(lines), 1, "README shows no `receive --follow --json | jq -r`")
        phone = self.sim()
        self.write("config/smsmodem/config", f"[office]\ndevice = {phone.device}\n")
        self.env["PATH"] = f"{os.path.dirname(os.path.abspath(PROGRAM))}:{os.environ['PATH']}"
        process = subprocess.Popen(["sh", "-c", lines[0]], env=self.env, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, start_new_session=True)
        try:
            phone.tell(f"deliver {FROM} Backup failed")
            phone.tell("deliver ACME Your \"code\" is 1234")
            printed = [process.stdout.readline().decode() for _ in range(2)]
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.communicate(timeout=PATIENCE)
        self.assertEqual(printed, [f"{FROM}: Backup failed\n", "ACME: Your \"code\" is 1234\n"])


if __name__ == "__main__":
    main()
