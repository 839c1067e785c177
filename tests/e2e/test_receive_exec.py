#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`receive --exec`: what came is data, a failure is no loss, and a success is for ever."""
import json
import os
import signal
import sys

from receive_support import FROM, ReceiveCase
from support import main

HOSTILE = [
    "$(reboot)", "`reboot`", "; reboot #", "| reboot", "&& reboot", "> /etc/passwd", "'", '"', "\\", "'\"'\"'",
    "\"; reboot; \"", "--help", "-e", "%s%n%x", "$HOME ${IFS}", "*", "~root", "a=b", "\x1b[31mred\x1b[0m",
    "tab\there", "bell\x07", "line one\nline two\n", "\r\nAT+CMGD=1,4\r\n", "{\"event\":\"sms\"}", "Ünïcödé 🌅 \u202e",
    "\u2028", "\x7f", "\x00nul", "SMSMODEM_FROM=x\nPATH=/", "x" * 700,
]

# Argument 1 is a file that gets a line a run: its arguments, environment, stdin and descriptors.
RECORD = """#!%s
import json, os, sys
record = {"args": sys.argv[2:], "in": sys.stdin.buffer.read().decode(),
          "env": {k: v for k, v in os.environb.items()}, "group": os.getpgrp() == os.getpid(),
          "fds": sorted(os.listdir("/proc/self/fd"), key=int)}
record["env"] = {k.decode(): v.decode("utf-8", "surrogateescape") for k, v in record["env"].items()}
with open(sys.argv[1], "a", encoding="utf-8") as file:
    file.write(json.dumps(record) + "\\n")
print("said by the command")
""" % sys.executable


def deliver(text):
    """A DELIVER in UCS-2, in one part or as many as it takes."""
    octets = text.encode("utf-16-be")
    head = "0791947101670000", "0C91947110325476" "0008" "62101000000000"
    if len(octets) <= 140:
        return [f"deliver-pdu {head[0]}04{head[1]}{len(octets):02X}{octets.hex()}"]
    pieces = [octets[i:i + 134] for i in range(0, len(octets), 134)]
    return [f"deliver-pdu {head[0]}44{head[1]}{len(piece) + 6:02X}050003{77:02X}{len(pieces):02X}{i:02X}{piece.hex()}"
            for i, piece in enumerate(pieces, 1)]


class Exec(ReceiveCase):
    def setUp(self):
        super().setUp()
        self.record = self.write("record", RECORD)
        os.chmod(self.record, 0o700)

    def records(self):
        with open(self.path("log"), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def test_hostile_texts_are_data(self):
        phone = self.sim()
        for text in HOSTILE:
            for line in deliver(text):
                phone.tell(line)
        result = self.receive(phone, "--exec", self.record, self.path("log"), "--json", "$(reboot)", "")
        self.assertEqual(self.texts(result), HOSTILE)
        records = self.records()
        self.assertEqual(len(records), len(HOSTILE))
        for text, line, record in zip(HOSTILE, result.out.split("\n"), records):
            self.assertEqual(record["args"], ["--json", "$(reboot)", ""])
            self.assertEqual(record["in"], line + "\n")
            self.assertEqual(record["env"]["SMSMODEM_TEXT"], text.replace("\0", ""))
            self.assertEqual(record["env"]["SMSMODEM_FROM"], FROM)
        self.assertEqual(self.used(phone), 0)

    def test_what_it_gets(self):
        phone = self.sim()
        self.env.update(SMSMODEM_TO="mine", SMSMODEM_REDELIVERED="1", OTHER="kept")
        phone.tell(f"deliver {FROM} hello")
        result = self.receive(phone, "--exec", self.record, self.path("log"))
        self.assertIn("said by the command\n", result.err)
        line, record = result.json[0], self.records()[0]
        wanted = {"EVENT": "sms", "ID": line["id"], "KIND": "deliver", "FROM": FROM, "TEXT": "hello",
                  "TIME": line["time"], "ENCODING": "gsm7", "PARTS": "1", "STORAGE": "ME", "INDEX": "1",
                  "DEVICE": phone.device}
        ours = {k[9:]: v for k, v in record["env"].items() if k.startswith("SMSMODEM_")}
        self.assertEqual(ours, wanted)
        self.assertEqual(record["env"]["OTHER"], "kept")
        self.assertTrue(record["group"])
        # the fourth is what it reads that directory by
        self.assertEqual(len(record["fds"]), 4, record["fds"])

    def test_an_undecodable_one(self):
        phone = self.sim()
        phone.tell("deliver-pdu 0004FF91")
        result = self.receive(phone, "--exec", self.record, self.path("log"))
        line, = result.json
        self.assertEqual((line["event"], line["kind"], line["pdu"]), ("sms", "undecodable", "0004FF91"))
        self.assertIn("TP-OA", line["text_error"])
        self.assertEqual(json.loads(self.records()[0]["in"]), line)
        self.assertNotIn("SMSMODEM_FROM", self.records()[0]["env"])
        self.assertEqual(self.used(phone), 0)

    def test_json_for_it_and_words_for_people(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} hello")
        result = self.smsmodem("-d", phone.device, "receive", "--exec", self.record, self.path("log"))
        self.assertIn("deliver from", result.out)
        self.assertEqual(json.loads(self.records()[0]["in"])["text"], "hello")

    def test_failing_then_succeeding(self):
        phone = self.sim()
        for text in "abc":
            phone.tell(f"deliver {FROM} {text}")
        script = self.waiting("cmd", f'echo "$SMSMODEM_TEXT" >>{self.path("log")}; [ $SMSMODEM_TEXT != b ]')
        result = self.receive(phone, "--exec", script, code=3)
        self.assertEqual(self.texts(result), ["a", "b", "c"])
        self.assertIn("ended with exit status 1; message ", result.err)
        self.assertEqual(result.json[-1]["code"], "partial")
        self.assertEqual((self.read("log"), self.used(phone)), ("a\nb\nc\n", 1))
        # the line was taken, and is not printed again
        result = self.receive(phone, "--exec", script, code=75)
        self.assertEqual(self.texts(result), [])
        self.assertEqual((self.read("log"), self.used(phone)), ("a\nb\nc\nb\n", 1))
        good = self.waiting("good", f'echo "$SMSMODEM_TEXT $SMSMODEM_REDELIVERED" >>{self.path("log")}')
        self.assertEqual(self.receive(phone, "--exec", good).json, [])
        self.assertEqual((self.read("log"), self.used(phone)), ("a\nb\nc\nb\nb 1\n", 0))
        self.assertEqual(self.receive(phone, "--exec", good).json, [])
        self.assertEqual(self.read("log").count("b"), 3)

    def test_others_go_on_meanwhile(self):
        phone = self.sim()
        script = self.waiting("cmd", '[ "$SMSMODEM_TEXT" != bad ]')
        follower = self.follow(phone, "--exec", script)
        for text in ("bad", "good", "better"):
            phone.tell(f"deliver {FROM} {text}")
            follower.event("sms", text=text)
        follower.end(signal.SIGTERM)
        self.assertEqual(self.used(phone), 1)

    def test_never_twice_after_a_success(self):
        phone = self.sim()
        script = self.waiting("cmd", f'echo "$SMSMODEM_ID" >>{self.path("log")}; kill -9 $PPID; exit 0')
        phone.tell(f"deliver {FROM} once")
        process = self.start("-d", phone.device, "--json", "receive", "--exec", script)
        out, _ = process.communicate()
        self.assertEqual(process.returncode, -signal.SIGKILL)
        line = json.loads(out)
        # killed before its success could be noted: once more, and marked
        phone.tell("hangup")
        result = self.receive(phone, "--exec", self.record, self.path("second"))
        self.assertEqual(result.json, [])
        with open(self.path("second"), encoding="utf-8") as file:
            again = json.loads(json.loads(file.read())["in"])
        self.assertEqual((again["id"], again["redelivered"]), (line["id"], True))
        self.assertEqual(self.receive(phone, "--exec", self.record, self.path("second")).json, [])
        with open(self.path("second"), encoding="utf-8") as file:
            self.assertEqual(len(file.readlines()), 1)

    def test_one_that_does_not_end(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} hello")
        # nor do its children, which hold what it has open
        script = self.waiting("cmd", f"(trap '' TERM; exec sleep 1000) & echo $! >{self.path('child')}; wait")
        result = self.receive(phone, "--exec-timeout", "0.3", "--exec", script, code=75)
        self.assertIn("did not end in time", result.err)
        self.assertEqual(self.used(phone), 1)
        self.assertFalse(os.path.exists(f"/proc/{self.read('child').strip()}/cwd"))

    def test_one_ended_by_a_signal(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} hello")
        result = self.receive(phone, "--exec", self.waiting("cmd", "kill -SEGV $$"), code=75)
        self.assertIn("was ended by signal 11", result.err)

    def test_a_signal_lets_it_end(self):
        phone = self.sim()
        hold = self.path("hold")
        os.mkfifo(hold)
        script = self.waiting("cmd", f"read x <{hold}; echo done >{self.path('done')}")
        follower = self.follow(phone, "--exec", script)
        phone.tell(f"deliver {FROM} hello")
        follower.event("sms")
        with open(hold, "w", encoding="utf-8") as fifo: # it runs
            follower.process.send_signal(signal.SIGTERM)
            while b"waiting for" not in follower.process.stderr.readline():
                pass
            fifo.write("go\n")
        follower.end()
        self.assertEqual((self.read("done"), self.used(phone)), ("done\n", 0))

    def test_a_second_signal_ends_it(self):
        phone = self.sim()
        hold = self.path("hold")
        os.mkfifo(hold)
        follower = self.follow(phone, "--exec", self.waiting("cmd", f"read x <{hold}"))
        phone.tell(f"deliver {FROM} hello")
        follower.event("sms")
        with open(hold, "w", encoding="utf-8"):
            follower.process.send_signal(signal.SIGINT)
            while b"waiting for" not in follower.process.stderr.readline():
                pass
            follower.end(signal.SIGINT)
        self.assertEqual(self.used(phone), 1)

    def test_signals_are_as_usual_there(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} hello")
        script = self.waiting("cmd", f"grep -E '^Sig(Blk|Ign)' /proc/self/status >{self.path('log')}")
        self.receive(phone, "--exec", script)
        # whoever started the tests may ignore some, as nohup does; those of the C library aside
        inherited = sum(1 << number - 1 for number in range(1, 32)
                        if number not in (signal.SIGPIPE, signal.SIGXFSZ)
                        and signal.getsignal(number) == signal.SIG_IGN)
        self.assertEqual([int(line.split()[1], 16) & 0x7FFFFFFF for line in self.read("log").splitlines()],
                         [0, inherited])

    def test_no_such_program(self):
        for name, words in (("/nowhere/cmd", "there is no program"), ("no-such-program", "there is no program"),
                            (self.write("plain", ""), "is not executable"), (self.dir, "is not executable")):
            result = self.smsmodem("-d", "sim:", "receive", "--exec", name, code=66)
            self.assertIn(words, result.err)

    def test_found_by_the_path(self):
        phone = self.sim()
        phone.tell(f"deliver {FROM} hello")
        self.receive(phone, "--exec", "true")
        self.assertEqual(self.used(phone), 0)


if __name__ == "__main__":
    main()
