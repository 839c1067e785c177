# SPDX-License-Identifier: GPL-3.0-or-later
"""Trace = script = fixture: what one run records, another is answered from, redacted or not."""
import json
import os
import re

import support

TO = "+491701234567"
TEXT = "the quick brown secret"
LONG = "The quick brown fox jumps over the lazy dog; {1} [2] ~3 € " * 6
PROFILES = ("", "profile=nokia", "profile=siemens", "profile=huawei")
# name, arguments of the run that is recorded and replayed
RUNS = (
    ("short", ["send", TO, TEXT]),
    ("long", ["send", "--ref", "77", TO, LONG]),
    ("report", ["send", "--wait-report=20", TO, TEXT]),
    ("several", ["send", f"{TO},0171,112", TEXT]),
    ("text mode", ["at", "AT+CMGF=1", f'AT+CMGS="{TO}"', "AT+CMGF=0", "--data", TEXT]),
)
IDENTITIES = ("imei", "imsi", "number", "smsc")


def without_device(result):
    """What a run said, but for its device, the message centre, which redacting replaces, and the
    outbox's random id."""
    lines = [{k: v for k, v in line.items() if k not in ("device", "smsc", "id")} for line in result.json]
    return result.code, lines


class Case(support.Case):
    def record(self, name, options, *args):
        """Run with a trace. @return what came out, and the trace's path"""
        path = self.path(name + ".txt")
        device = "sim:" + ("?" + options if options else "")
        result = self.run_on(device, "--trace", path, *args)
        return result, path

    def run_on(self, device, *args):
        return self.finish(self.start("-q", "--json", "-d", device, *args))

    def redact(self, path):
        redacted = path.replace(".txt", ".redacted")
        self.smsmodem("transcript", "redact", path, "-o", redacted)
        return redacted

    def replay(self, path, *args, flags=("",)):
        """On both mounts. @return the results"""
        for flag in flags:
            yield self.run_on(f"sim:?script={path}{flag}", *args)
        phone = self.sim("--script", path, "--pty", self.path("pty"))
        yield self.run_on(phone.device, *args)
        phone.stop()

    def profiles(self):
        known = self.finish(self.start("-q", "-d", "sim:?profile=nokia", "at", "AT"))
        return PROFILES if known.code == 0 else PROFILES[:1]


class Replay(Case):
    def test_info(self):
        for profile in self.profiles():
            with self.subTest(profile):
                recorded, path = self.record("info", profile, "info")
                for result in self.replay(path, "info", flags=("", "&strict=on", "&delays=off")):
                    self.assertEqual(without_device(result), without_device(recorded))
                masked, = [json.loads(line) for line in recorded.out.splitlines()]
                for result in self.replay(self.redact(path), "info"):
                    line, = result.json
                    for name in IDENTITIES:
                        if masked.get(name):
                            self.assertNotEqual(line[name], masked[name])
                            self.assertEqual(len(line[name]), len(masked[name]))
                        line[name] = masked.get(name)
                    self.assertEqual({k: v for k, v in line.items() if v is not None},
                                     {k: v for k, v in masked.items() if v is not None})

    def test_send(self):
        for profile in self.profiles():
            for name, args in RUNS:
                with self.subTest(name, profile=profile):
                    recorded, path = self.record("send", profile, *args)
                    for file in (path, self.redact(path)):
                        for result in self.replay(file, *args, flags=("", "&strict=on")):
                            self.assertEqual(without_device(result), without_device(recorded),
                                             self.read(file))

    def test_strict_says_where(self):
        _, path = self.record("send", "", "send", TO, TEXT)
        phone = self.sim("--script", path, "--strict", "-v")
        result = self.run_on(phone.device, "send", TO, TEXT + "!")
        self.assertNotEqual(result.code, 0)
        event = phone.event("script")
        number = 1 + next(i for i, line in enumerate(self.read(path).split("\n")) if "CMGS=" in line)
        self.assertEqual(event["line"], number, event)
        self.assertIn(f'line {number} of the script: expected "AT+CMGS=', event["text"])
        phone.event("gone")

    def test_timetable(self):
        path = self.write("table.txt", '0.000 ! "urc +TEST: 1"\n0.050 ! "urc +TEST: 2"\n'
                          '3600.000 ! "unplug"\n')
        result = self.smsmodem("-q", "-d", f"sim:?script={path}", "at", "--expect", "+TEST: 2", "AT")
        self.assertIn("+TEST: 2", result.out)
        self.assertEqual(result.code, 0)

    def test_scripted_fault(self):
        path = self.write("fault.txt", '0.000 ! "fault cms=500@1"\n')
        result = self.finish(self.start("--json", "-d", f"sim:?script={path}", "send", TO, TEXT))
        self.assertEqual({line.get("cms") for line in result.json}, {500}, result)

    def test_bad_scripts(self):
        bad = self.write("bad.txt", '0.000 > "AT\\r"\n0.100 < OK\n')
        for args in (["-d", f"sim:?script={bad}", "at", "AT"], ["sim", "--script", bad]):
            result = self.finish(self.start(*args))
            self.assertEqual(result.code, 65, result)
            self.assertIn(f"{bad}: script, line 2: ", result.err)
        missing = self.path("missing")
        for args in (["-d", f"sim:?script={missing}", "at", "AT"], ["sim", "--script", missing]):
            self.assertEqual(self.finish(self.start(*args)).code, 66)
        for device in ("sim:?script=", "sim:?script=%zz", "sim:?script=%00", "sim:?strict=maybe"):
            self.assertEqual(self.finish(self.start("-d", device, "at", "AT")).code, 64, device)

    def test_path_with_blank(self):
        _, path = self.record("a b&c", "", "at", "AT")
        self.smsmodem("-q", "-d", "sim:?latency=1&script=" + path.replace("&", "%26"), "at", "AT")


class Command(Case):
    def test_check(self):
        _, path = self.record("send", "latency=20", "send", TO, TEXT)
        line, = self.smsmodem("transcript", "check", "--json", path).json
        self.assertEqual((line["event"], line["file"], line["commands"], line["redacted"]),
                         ("transcript", path, 2, False))
        self.assertEqual(line["records"], len(re.findall("(?m)^[0-9]", self.read(path))))
        self.assertGreater(line["octets_to_modem"], 50)
        human = self.smsmodem("transcript", "check", path).out
        self.assertRegex(human, r"send\.txt: \d+ records in 0\.\d+ s, 2 commands, \d+ octets to the "
                         r"modem, \d+ from it\n$")

    def test_bad_lines(self):
        path = self.write("bad.txt", '0.000 > "AT\\r"\n0.100 < OK\nx\n0.200 < "ok"\n')
        for verb in ("check", "show", "redact"):
            result = self.finish(self.start("transcript", verb, path))
            self.assertEqual(result.code, 65, result)
            self.assertEqual(re.findall(re.escape(path) + r":(\d+): ", result.err), ["2", "3"])
        lines = self.finish(self.start("transcript", "check", "--json", path)).json
        self.assertEqual([(line["event"], line["code"], line["exit"], line["line"], line["file"])
                          for line in lines],
                         [("error", "data", 65, n, path) for n in (2, 3)])

    def test_usage(self):
        for args in ([], ["check"], ["check", "a", "b"], ["jump", "a"], ["check", "a", "-o", "b"]):
            self.assertEqual(self.finish(self.start("transcript", *args)).code, 64, args)
        self.assertEqual(self.finish(self.start("transcript", "check", self.path("no"))).code, 66)
        good = self.write("good.txt", '0 > "AT\\r"\n')
        self.assertEqual(self.finish(self.start("transcript", "redact", good, "-o",
                                                self.path("no/file"))).code, 74)

    def test_stdin(self):
        result = self.smsmodem("transcript", "redact", "-", stdin='0 < "\\r\\n490154203237518\\r\\n"\n')
        self.assertEqual(result.out, "# smsmodem transcript 1\n# redacted\n"
                         '0.000 < "\\r\\n999000000000000\\r\\n"\n')

    def test_show(self):
        _, path = self.record("report", "", "send", "--wait-report=20", TO, TEXT)
        human = self.smsmodem("transcript", "show", path).out
        self.assertIn(f'to {TO}: "{TEXT}"\n', human)
        self.assertIn(f"report of {TO}: reference 0, delivered", human)
        lines = self.smsmodem("transcript", "show", "--json", path).json
        self.assertEqual([line["message"]["kind"] for line in lines if "message" in line],
                         ["submit", "status-report"])
        self.assertEqual(lines[0]["direction"], ">")

    def test_show_is_safe(self):
        text, zero = "".join(f"\\x{octet:02X}" for octet in range(256)) * 40, "\\x00"
        path = self.write("all.txt", f'0 < "{text}"\n0 > "{text}"\n0 ! "{text.replace(zero, "")}"\n')
        out = self.smsmodem("transcript", "show", path).raw
        self.assertEqual([octet for octet in set(out) if octet < 32 and octet != 10 or octet > 126], [])

    def test_device(self):
        for device, shown in (("/dev/serial/by-id/usb-0123456", "tty"), ("tty:/dev/ttyUSB0", "tty"),
                              ("bt:00:1B:AF:01:02:03", "bt"), ("tcp-listen:7000", "tcp-listen"),
                              ("sim:", "sim")):
            path = self.write("t.txt", f'# smsmodem transcript 1\n# device {device}\n# Anna\n0 > ""\n')
            self.assertEqual(self.smsmodem("transcript", "redact", path).out,
                             f'# smsmodem transcript 1\n# redacted\n# device {shown}:\n0.000 > ""\n')

    def test_fixtures(self):
        """All transcripts of the tests are well-formed, and redacting twice is as once."""
        folder = os.path.join(support.SOURCE, "tests/data/transcripts")
        for name in sorted(os.listdir(folder)):
            with self.subTest(name):
                path = os.path.join(folder, name)
                self.smsmodem("transcript", "check", path)
                once = self.smsmodem("transcript", "redact", path).out
                self.assertEqual(self.smsmodem("transcript", "redact", "-", stdin=once).out, once)


class OfThePhone(support.Case):
    def test_sim_records_what_its_clients_say(self):
        """A conversation of any program with the phone, to be played to it again."""
        wire = self.path("wire")
        phone = self.sim("--trace", wire, "--profile", "siemens")
        first = self.smsmodem("-d", phone.device, "info").out
        phone.stop()
        self.assertEqual(os.stat(wire).st_mode & 0o777, 0o600)
        self.smsmodem("transcript", "check", wire)
        again = self.sim("--script", wire)
        self.assertEqual(self.smsmodem("-d", again.device, "info").out, first)

    def test_a_trace_that_cannot_be_written(self):
        self.smsmodem("sim", "--trace", "/nonexistent/wire", code=74)


if __name__ == "__main__":
    support.main()
