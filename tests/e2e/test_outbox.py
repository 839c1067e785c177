# SPDX-License-Identifier: GPL-3.0-or-later
"""What was sent is remembered: at most once by --id, unknown after a crash, resolved, sent again."""
import json
import os
import re
import signal
import stat

import support

TO = "+491701234567"
OTHER = "+491707654321"
LONG = "The quick brown fox jumps over the lazy dog; {1} [2] ~3 € " * 6  # three parts
OWN = re.compile(r"[ru]-[0-9a-f]{16}\Z")


class Outbox(support.Case):
    def send(self, device, *args, code=0, **more):
        result = self.smsmodem("-q", "-d", device, "--json", "send", *args, code=code, **more)
        return next(line for line in result.json if line["event"] == "sent")

    def outbox(self, *args, code=0):
        return self.smsmodem("-q", "--json", "outbox", *args, code=code).json

    def listed(self):
        return [(entry["id"], entry["status"]) for entry in self.outbox("list")]


class Once(Outbox):
    def test_repeated(self):
        first = self.send("sim:", "--id", "a", TO, "hi")
        self.assertEqual((first["id"], first["status"], first["refs"]), ("a", "sent", [0]))
        self.assertNotIn("repeated", first)
        # another device would do as well: nothing goes out
        again = self.send("sim:?fault=silent", "--id", "a", TO, "hi")
        self.assertEqual(again, {**first, "repeated": True, "device": "sim:?fault=silent"})
        text = self.smsmodem("-q", "-d", "sim:", "send", "--id", "a", TO, "hi").out
        self.assertEqual(text, f"{TO}: sent, 1 part, gsm7, reference 0, sent before\n")

    def test_another_message(self):
        self.send("sim:", "--id", "a", TO, "hi")
        for args in ((TO, "ho"), (OTHER, "hi"), (TO, "hi", "--flash")):
            result = self.send("sim:", "--id", "a", *args, code=65)
            self.assertEqual((result["status"], result["code"]), ("failed", "data"))
            self.assertIn(TO, result["text"])

    def test_refused_then_sent(self):
        result = self.send("sim:?fault=cms=1", "--id", "a", TO, "hi", code=1)
        self.assertEqual((result["status"], result["cms"]), ("failed", 1))
        entry, = self.outbox("list")
        self.assertEqual((entry["status"], entry["code"], entry["cms"], entry["refs"]), ("failed", "refused", 1, []))
        self.assertEqual(self.send("sim:", "--id", "a", TO, "hi")["status"], "sent")

    def test_goes_on_at_the_next_part(self):
        phone = self.sim("--fault", "cms=42@2")
        result = self.send(phone.device, "--id", "a", TO, LONG, code=3)
        self.assertEqual((result["status"], result["refs"]), ("partial", [0]))
        result = self.send(phone.device, "--id", "a", TO, LONG)
        self.assertEqual((result["status"], len(result["refs"])), ("sent", 3))
        event = phone.event("submit")  # the parts have one reference, and are one message
        self.assertEqual((event["text"], event["parts"]), (LONG, 3))

    def test_unknown(self):
        result = self.send("sim:?fault=silent-submit", "--timeout", "2", "--id", "a", TO, "hi", code=2)
        self.assertEqual(result["status"], "unknown")
        result = self.send("sim:", "--id", "a", TO, "hi", code=2)
        self.assertEqual((result["status"], result["refs"]), ("unknown", []))
        self.assertIn("outbox resolve", result["text"])
        self.assertEqual(self.outbox("list", "--status", "unknown")[0]["id"], "a")
        self.assertEqual(self.outbox("list", "--status", "sent"), [])

    def test_killed(self):
        """kill -9 between the prompt and the answer; the message may have been sent."""
        for key, fault in (("a", "silent-submit"), ("b", "lost-submit")):
            phone = self.sim("--pty", self.path(key), "--fault", fault, "-v")
            process = self.start("-d", phone.device, "send", "--id", key, TO, "hi")
            while not phone.event("command")["line"].startswith("AT+CMGS"):
                pass
            if fault == "silent-submit":
                phone.event("submit")
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=support.PATIENCE)
            self.assertEqual(self.send(phone.device, "--id", key, TO, "hi", code=2)["status"], "unknown")
            phone.stop()
        self.assertEqual(self.listed(), [("a", "unknown"), ("b", "unknown")])

    def test_two_at_once(self):
        phone, other = self.sim("--fault", "silent-submit"), self.sim("--pty", self.path("other"))
        process = self.start("-d", phone.device, "send", "--id", "a", TO, "hi")
        phone.event("submit")
        result = self.send(other.device, "--id", "a", TO, "hi", code=75)
        self.assertEqual((result["status"], result["code"]), ("failed", "temporary"))
        self.assertTrue(self.outbox("list")[0]["busy"])
        self.outbox("resolve", "a", "sent", code=75)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=support.PATIENCE)
        self.assertNotIn("busy", self.outbox("list")[0])
        self.send(other.device, "--id", "a", TO, "hi", code=2)

    def test_usage(self):
        for args in (("--id", "a", f"{TO},{OTHER}", "hi"), ("--id", "a", "--store", TO, "hi"),
                     ("--id", "a", "--dry-run", TO, "hi"), ("--id", "a", "--batch", "-"),
                     ("--once", TO, "hi"), ("--retries", "-1", TO, "hi"), ("--retries", "x", TO, "hi")):
            self.smsmodem("-d", "sim:", "send", *args, code=64, stdin="")
        self.send("sim:", "--id", "", TO, "hi", code=65)
        self.send("sim:", "--id", "x" * 129, TO, "hi", code=65)
        self.send("sim:", "--id", "Auftrag № 7", TO, "hi")

    def test_no_directory(self):
        """Whoever asks for a journal gets one, or nothing is sent; for others it is no matter."""
        self.write("state", "a file")
        result = self.smsmodem("-q", "-d", "sim:", "send", "--id", "a", TO, "hi", code=78)
        self.assertIn("XDG_STATE_HOME", result.err)
        result = self.smsmodem("-d", "sim:", "send", "--report", TO, "hi")
        self.assertIn("is not remembered", result.err)
        self.smsmodem("-d", "sim:", "outbox", code=78)

    def test_relative_directory(self):
        """The XDG specification has a relative one ignored: else the journal depended on where one is."""
        self.env.update(XDG_STATE_HOME="relative", HOME=self.path("home"))
        os.mkdir(self.path("home"))
        self.assertEqual(self.outbox("list"), [])
        self.assertEqual(os.listdir(self.path("home")), [])  # nothing is made only to say so
        self.send("sim:", "--id", "a", TO, "hi", cwd=self.path("home"))
        self.assertTrue(os.path.exists(self.path("home/.local/state/smsmodem/journal.sqlite3")))
        self.assertFalse(os.path.exists(self.path("home/relative")))

    def test_private(self):
        self.send("sim:", "--id", "a", TO, "hi")
        directory = self.path("state/smsmodem")
        self.assertEqual(stat.S_IMODE(os.stat(directory).st_mode), 0o700)
        for name in os.listdir(directory):
            self.assertEqual(stat.S_IMODE(os.stat(os.path.join(directory, name)).st_mode), 0o600, name)


class Batch(Outbox):
    LINES = "".join(json.dumps(line) + "\n" for line in (
        {"to": TO, "text": "one", "id": "1"}, {"to": TO, "text": "two", "id": 2}, {"to": OTHER, "text": "three", "id": "3"}))

    def batch(self, device, lines, code=0):
        result = self.smsmodem("-q", "-d", device, "--json", "send", "--once", "--batch", "-", stdin=lines, code=code)
        return [(line["id"], line["status"], line.get("repeated", False)) for line in result.json
                if line["event"] == "sent"]

    def test_again(self):
        phone = self.sim("--fault", "cms=1@2")
        self.assertEqual(self.batch(phone.device, self.LINES, code=3),
                         [("1", "sent", False), (2, "failed", False), ("3", "sent", False)])
        self.assertEqual(self.batch(phone.device, self.LINES),
                         [("1", "sent", True), (2, "sent", False), ("3", "sent", True)])
        self.assertEqual(self.listed(), [("1", "sent"), ("2", "sent"), ("3", "sent")])

    def test_killed(self):
        """Killed in the middle and run again: each message went out once but for the one in flight."""
        lines = "".join(json.dumps({"to": TO, "text": f"text {i}", "id": i}) + "\n" for i in range(12))
        path = self.write("batch", lines)
        phone = self.sim()
        process = self.start("-d", phone.device, "--json", "send", "--once", "--batch", path)
        seen = [phone.event("submit")["text"] for _ in range(5)]
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=support.PATIENCE)
        result = self.batch(phone.device, lines, code=None)
        phone.tell("quit")
        while (event := phone.events.get(timeout=support.PATIENCE))["event"] != "end":
            if event["event"] == "submit":
                seen.append(event["text"])
        self.assertEqual(len(seen), len(set(seen)), "something went out twice")
        unknown = [f"text {number}" for number, status, _ in result if status == "unknown"]
        self.assertLessEqual(len(unknown), 1)
        self.assertLessEqual({f"text {i}" for i in range(12)} - set(seen), set(unknown))

    def test_lines(self):
        result = self.smsmodem("-q", "-d", "sim:", "--json", "send", "--once", "--batch", "-", code=3, stdin="".join(
            json.dumps(line) + "\n" for line in (
                {"to": TO, "text": "a"}, {"to": TO, "text": "a", "id": ""}, {"to": TO, "text": "a", "id": [1]},
                {"to": TO, "text": "a", "id": "x" * 200}, {"to": TO, "text": "a", "id": "ok"})))
        self.assertEqual([line["status"] for line in result.json], ["failed"] * 4 + ["sent"])
        self.assertIn("--once", result.json[0]["text"])


class Retries(Outbox):
    def test_temporary(self):
        result = self.smsmodem("-d", "sim:?fault=cms=42@1", "send", "--retries", "3", TO, "hi")
        self.assertEqual(result.out, f"{TO}: sent, 1 part, gsm7, reference 0\n")
        self.assertIn("trying again in 5 s (1 of 3)", result.err)

    def test_given_up(self):
        result = self.smsmodem("-d", "sim:?fault=cms=42", "--json", "send", "--retries", "8", TO, "hi", code=75)
        self.assertEqual(result.json[0]["status"], "failed")
        waits = [int(seconds) for seconds in re.findall(r"again in (\d+) s", result.err)]
        self.assertEqual(waits, [5, 10, 20, 40, 80, 160, 300, 300])

    def test_next_part(self):
        for args in ((), ("--id", "a")):
            result = self.send("sim:?fault=cms=42@2", "--retries", "1", *args, TO, LONG)
            self.assertEqual((result["status"], len(result["refs"])), ("sent", 3), args)

    def test_for_good(self):
        result = self.smsmodem("-d", "sim:?fault=cms=1", "send", "--retries", "3", TO, "hi", code=1)
        self.assertNotIn("again in", result.err)
        result = self.smsmodem("-d", "sim:?fault=silent-submit", "send", "--retries", "3", TO, "hi", code=2)
        self.assertNotIn("again in", result.err)

    def test_interrupted(self):
        phone = self.sim("--fault", "cms=42")
        process = self.start("-d", phone.device, "--json", "send", "--retries", "9", TO, "hi")
        line = process.stderr.readline()
        while b"again in" not in line and line:
            line = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        result = self.finish(process)
        self.assertEqual(result.code, 75, result)
        self.assertEqual((result.json[0]["code"], result.json[0]["cms"] if "cms" in result.json[0] else None),
                         ("cancelled", None))
        self.assertIn("Congestion", result.json[0]["text"])


class Resolve(Outbox):
    def unknown(self, key="a", text="hi", fault="silent-submit"):
        self.send(f"sim:?fault={fault}", "--id", key, TO, text, code=2)

    def test_sent(self):
        self.unknown()
        entry, = self.outbox("resolve", "a", "sent")
        self.assertEqual(entry["status"], "sent")
        self.assertTrue(self.send("sim:", "--id", "a", TO, "hi")["repeated"])
        self.outbox("resolve", "a", "failed", code=65)

    def test_failed(self):
        self.unknown()
        self.assertEqual(self.outbox("resolve", "a", "failed")[0]["status"], "failed")
        self.assertNotIn("repeated", self.send("sim:", "--id", "a", TO, "hi"))

    def test_part(self):
        self.unknown(text=LONG, fault="silent-submit@2")
        entry, = self.outbox("show", "a")
        self.assertEqual([part["state"] for part in entry["part"]], ["sent", "unknown", "waiting"])
        self.assertEqual("".join(part.get("text", "") for part in entry["part"]), LONG[len(LONG) - sum(
            len(part["text"]) for part in entry["part"][1:]):])
        self.assertEqual(self.outbox("resolve", "a", "sent")[0]["status"], "partial")
        result = self.smsmodem("-q", "-d", "sim:", "--json", "outbox", "retry", "a").json[0]
        self.assertEqual((result["event"], result["id"], result["status"]), ("sent", "a", "sent"))
        self.assertEqual((result["parts"], result["encoding"], len(result["refs"])), (3, "gsm7", 3))

    def test_retry(self):
        self.unknown()
        # what may have been sent is told without a device
        self.smsmodem("-q", "outbox", "retry", "a", code=2)
        self.smsmodem("-q", "outbox", "retry", "--may-double", "a", code=64)
        result = self.smsmodem("-q", "-d", "sim:", "outbox", "retry", "--may-double", "a")
        self.assertEqual(result.out, f"{TO}: sent, 1 part, gsm7, reference 0\n")
        self.assertTrue(self.smsmodem("-q", "--json", "outbox", "retry", "a").json[0]["repeated"])

    def test_retry_again(self):
        self.unknown()
        self.outbox("resolve", "a", "failed")
        result = self.smsmodem("-d", "sim:?fault=cms=42@1", "outbox", "retry", "--retries", "2", "a")
        self.assertIn("again in 5 s (1 of 2)", result.err)

    def test_plain(self):
        """A message without an id whose outcome is unknown gets one, to be resolved by."""
        result = self.smsmodem("-d", "sim:?fault=silent-submit", "--json", "send", TO, "hi", code=2)
        key = result.json[0]["id"]
        self.assertRegex(key, OWN)
        self.assertIn(f"`smsmodem outbox resolve {key} sent`", result.err)
        self.assertEqual(self.listed(), [(key, "unknown")])
        self.assertEqual(self.outbox("show", key)[0]["part"][0]["text"], "hi")
        self.outbox("resolve", key, "failed")
        self.smsmodem("-q", "-d", "sim:", "outbox", "retry", key)
        self.assertEqual(self.listed(), [(key, "sent")])

    def test_plain_is_not_noted(self):
        self.assertNotIn("id", self.send("sim:", TO, "hi"))
        self.send("sim:?fault=cms=1", TO, "hi", code=1)
        self.assertFalse(os.path.exists(self.path("state")))
        self.assertEqual(self.outbox("list"), [])

    def test_remove(self):
        self.unknown()
        self.assertEqual(self.outbox("remove", "a"), [{"event": "removed", "id": "a"}])
        for verb in (("show", "a"), ("remove", "a"), ("retry", "a"), ("resolve", "a", "sent")):
            self.outbox(*verb, code=66)

    def test_usage(self):
        for args in (("what",), ("list", "a"), ("show",), ("show", "a", "b"), ("resolve", "a"),
                     ("resolve", "a", "perhaps"), ("--status", "x"), ("show", "--status", "sent", "a"),
                     ("show", "--may-double", "a"), ("list", "--retries", "3")):
            self.smsmodem("outbox", *args, code=64)

    def test_for_people(self):
        self.unknown()
        self.env["TZ"] = "UTC"
        line = self.smsmodem("outbox").out
        self.assertRegex(line, rf"\A\d{{4}}-\d\d-\d\d \d\d:\d\d  a  {re.escape(TO)}  unknown\n\Z")
        shown = self.smsmodem("outbox", "show", "a").out
        self.assertIn("part 1 of 1: unknown", shown)
        self.assertIn("  hi\n", shown)

    def test_hostile_id(self):
        key = "\u202e$(reboot) '\u200b\""
        self.send("sim:", "--id", key, TO, "hi")
        self.assertEqual(self.listed(), [(key, "sent")])
        self.assertNotIn("\u202e", self.smsmodem("outbox").out)


class Reports(Outbox):
    def test_own_id(self):
        result = self.send("sim:", "--report", TO, "hi")
        self.assertRegex(result["id"], OWN)
        entry, = self.outbox("list")
        self.assertEqual((entry["id"], entry["delivery"]), (result["id"], "pending"))

    def test_own_id_beside_that_of_a_line(self):
        result = self.smsmodem("-q", "-d", "sim:", "--json", "send", "--report", "--batch", "-",
                               stdin=json.dumps({"to": TO, "text": "hi", "id": 7}) + "\n").json[0]
        self.assertEqual(result["id"], 7)
        self.assertRegex(result["outbox"], OWN)

    def test_waited_for(self):
        for args, parts in ((("--id", "a"), 1), ((), 3)):
            text = "hi" if parts == 1 else LONG
            lines = self.smsmodem("-q", "-d", "sim:", "--json", "send", "--wait-report", *args, TO, text).json
            key = lines[0]["id"]
            reports = [line for line in lines if line["event"] == "report"]
            self.assertEqual({tuple(line)[:2] for line in reports}, {("event", "id")})
            self.assertEqual([(line["id"], line["part"]) for line in reports], [(key, i + 1) for i in range(parts)])
            whole = [line for line in lines if line["event"] == "delivery"]
            self.assertEqual(whole, [{"event": "delivery", "id": key, "to": TO, "state": "delivered", "parts": 3}]
                             if parts == 3 else [])
            entry, = self.outbox("show", key)
            self.assertEqual(entry["delivery"], "delivered")
            self.assertEqual([part["report_status"] for part in entry["part"]], [0] * parts)

    def test_failed(self):
        result = self.smsmodem("-q", "-d", "sim:?fault=report=70@2", "send", "--wait-report", TO, LONG, code=1)
        self.assertEqual(result.out.split("\n")[-2], f"{TO}: failed, 3 parts")
        self.assertEqual(self.outbox("list")[0]["delivery"], "failed")

    def test_kept_by_the_phone(self):
        """Siemens and Cinterion store reports, and name the place."""
        lines = self.smsmodem("-q", "-d", "sim:?profile=siemens", "--json", "send", "--wait-report", TO, "hi").json
        self.assertEqual([line["event"] for line in lines], ["sent", "report"])
        self.assertEqual(self.outbox("list")[0]["delivery"], "delivered")

    def test_received(self):
        """Whoever receives is told which message a report is of."""
        for profile, to in (("plain", TO), ("siemens", OTHER)):
            phone = self.sim("--fault", "no-report", "--pty", self.path(profile), "-v",
                             *(() if profile == "plain" else ("--profile", profile)))
            sent = self.send(phone.device, "--report", to, LONG)
            process = self.start("-q", "-d", phone.device, "--json", "receive", "--follow")
            while not re.match(r"AT\+CNMI=\d", phone.event("command")["line"]):
                pass
            for ref in sent["refs"]:
                phone.tell(f"report {ref} delivered")
            for ref in sent["refs"]:
                line = json.loads(process.stdout.readline())
                while line["event"] != "report":
                    line = json.loads(process.stdout.readline())
                self.assertEqual((line["id"], line["ref"], line["state"]), (sent["id"], ref, "delivered"))
            process.send_signal(signal.SIGTERM)
            self.finish(process)
            entry, = self.outbox("show", sent["id"])
            self.assertEqual((entry["delivery"], entry["refs"]), ("delivered", sent["refs"]))
            phone.stop()

    def test_sent_then_received(self):
        """As from scripts: nobody is connected when the report comes. In SR, in SM, or nowhere."""
        quiet = "keeps no delivery reports"
        for profile, storage, setting in ((None, "SR", "+CNMI: 0,0,0,2,0"), ("siemens", "SM", None), ("nokia", None, None)):
            with self.subTest(profile=profile):
                phone = self.sim(*(("--profile", profile) if profile else ()), *(("--storage", "sm=20") if storage == "SM" else ()))
                result = self.smsmodem("-d", phone.device, "--json", "send", "--report", TO, "hi")
                self.assertEqual(quiet in result.err, storage is None)
                if setting:
                    self.assertIn(setting, self.smsmodem("-d", phone.device, "at", "AT+CNMI?").out)
                result_id = result.json[0]["id"]
                lines = self.smsmodem("-q", "-d", phone.device, "--json", "receive", "--timeout", "1",
                                      code=0 if storage else 75).json
                reports = [line for line in lines if line["event"] == "report"]
                self.assertEqual([(line["id"], line["storage"]) for line in reports],
                                 [(result_id, storage)] if storage else [])
                if setting:
                    self.assertIn(setting, self.smsmodem("-d", phone.device, "at", "AT+CNMI?").out)
                phone.stop()

    def test_late_for_the_one_who_waits(self):
        """It gave up waiting; the phone keeps the report."""
        phone = self.sim("--fault", "no-report")
        result = self.send(phone.device, "--id", "a", "--wait-report=1", TO, "hi", code=2)
        phone.tell(f"report {result['refs'][0]} delivered")
        line, = self.smsmodem("-q", "-d", phone.device, "--json", "receive", "--timeout", "5").json
        self.assertEqual((list(line)[:2], line["id"], line["storage"]), (["event", "id"], "a", "SR"))

    def test_late(self):
        """One that comes when somebody else waits is written down all the same."""
        phone = self.sim("--fault", "no-report")
        result = self.send(phone.device, "--id", "a", "--wait-report=1", TO, "hi", code=2)
        self.assertEqual(result["status"], "sent")
        process = self.start("-q", "-d", phone.device, "--json", "send", "--id", "b", "--wait-report=60", OTHER, "hi")
        phone.event("submit", to=OTHER)
        phone.tell(f"report {result['refs'][0]} delivered")
        phone.tell(f"report {result['refs'][0] + 1} delivered")
        self.finish(process)
        self.assertEqual([(entry["id"], entry["delivery"]) for entry in self.outbox("list")],
                         [("a", "delivered"), ("b", "delivered")])


if __name__ == "__main__":
    support.main()
