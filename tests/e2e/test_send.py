# SPDX-License-Identifier: GPL-3.0-or-later
"""A message leaves one process and arrives in the phone of another, over every kind of device."""
import os
import re
import signal
import socket
import subprocess
import threading
import time

import support

TO = "+491701234567"
EMOJI = "Grüße 🇩🇪👩‍👩‍👧‍👦 " * 12
LONG = "The quick brown fox jumps over the lazy dog; {1} [2] ~3 € " * 6

# name, arguments after the number, fields of the phone's event, fields of the decoded PDU
MESSAGES = (
    ("text", ["hello"], {"text": "hello", "parts": 1, "encoding": "gsm7"}, {"dcs": 0, "class": None}),
    ("long gsm7", [LONG], {"text": LONG, "parts": 3, "encoding": "gsm7"}, {"ref_bits": 8}),
    ("ucs2 with flags", [EMOJI], {"text": EMOJI, "parts": 4, "encoding": "ucs2"}, {"ref_bits": 8}),
    ("16-bit reference", [LONG, "--ref16", "--ref", "4660"], {"text": LONG},
     {"ref": 4660, "ref_bits": 16}),
    ("8-bit reference", [LONG, "--ref8", "--ref", "52"], {"text": LONG},
     {"ref": 0x34, "ref_bits": 8}),
    ("hex", ["--hex", "00ff10AB"], {"data": "00FF10AB", "parts": 1, "encoding": "8bit"},
     {"data": "00FF10AB", "encoding": "8bit"}),
    ("long hex", ["--hex", "c3" * 300], {"data": "C3" * 300, "parts": 3, "encoding": "8bit"}, {}),
    ("class", ["hi", "--class", "2"], {"text": "hi"}, {"class": 2}),
    ("flash", ["hi", "--flash"], {"text": "hi"}, {"class": 0}),
    ("report", ["hi", "--report"], {"text": "hi"}, {"report": True}),
    ("validity", ["hi", "--validity", "90m"], {"text": "hi"},
     {"validity": {"format": "relative", "seconds": 5400}}),
    ("smsc", ["hi", "--smsc", "+491710760000"], {"text": "hi", "smsc": "+491710760000"},
     {"smsc": "+491710760000"}),
    ("port", ["hi", "--port", "16000:3"], {"text": "hi"}, {"ports": {"dst": 16000, "src": 3}}),
    ("ports and parts", [LONG, "--port", "16000"], {"text": LONG},
     {"ports": {"dst": 16000, "src": 0}, "parts": 3}),
    ("replace", ["hi", "--replace", "3"], {"text": "hi"}, {"pid": 0x43}),
    ("forced ucs2", ["hi", "--encoding", "ucs2"], {"text": "hi", "encoding": "ucs2"}, {"dcs": 8}),
    ("transliterated", ["naïve", "--transliterate"], {"text": "naive", "encoding": "gsm7"}, {}),
    ("strict", ["naïve"], {"text": "naïve", "encoding": "ucs2"}, {}),
    ("max-parts", [LONG, "--max-parts", "3"], {"parts": 3}, {}),
    ("empty", [""], {"text": "", "parts": 1}, {"text": ""}),
)


def bridge(left, right):
    """Carry octets between two sockets until either ends."""
    def carry(source, sink):
        try:
            while octets := source.recv(4096):
                sink.sendall(octets)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
    threads = [threading.Thread(target=carry, args=pair) for pair in ((left, right), (right, left))]
    for thread in threads:
        thread.start()
    return threads


class Devices(support.Case):
    """The same message over every transport."""

    def check(self, phone, process):
        result = self.finish(process)
        self.assertEqual(result.code, 0, result)
        line, = result.json
        self.assertEqual((line["event"], line["to"], line["status"], line["parts"], line["refs"]),
                         ("sent", TO, "sent", 4, [0, 1, 2, 3]), result)
        event = phone.event("submit")
        self.assertEqual((event["to"], event["text"], event["parts"]), (TO, EMOJI, 4))
        return result

    def send(self, device, **popen):
        return self.start("-d", device, "--json", "send", TO, EMOJI, **popen)

    def tcp(self):
        phone = self.sim("--tcp", "0")
        self.assertRegex(phone.device, r"^tcp:127\.0\.0\.1:[1-9][0-9]*$")
        host, port = phone.device.split(":")[1:]
        client = socket.create_connection((host, int(port)), timeout=support.PATIENCE)
        self.addCleanup(client.close)
        client.settimeout(None)
        return phone, client

    def test_pty(self):
        phone = self.sim()
        self.assertEqual(phone.device, self.path("phone"))
        self.check(phone, self.send(phone.device))
        self.check(self.sim("--pty", self.path("other")), self.send("tty:" + self.path("other")))

    def test_tcp(self):
        phone = self.sim("--tcp", "0")
        self.check(phone, self.send(phone.device))

    def test_fd_socket(self):
        phone, client = self.tcp()
        self.check(phone, self.send(f"fd:{client.fileno()}", pass_fds=[client.fileno()]))

    def test_fd_pty(self):
        phone = self.sim()
        fd = os.open(phone.device, os.O_RDWR | os.O_NOCTTY)
        self.addCleanup(os.close, fd)
        self.check(phone, self.send(f"fd:{fd}", pass_fds=[fd]))

    def test_fd_socketpair(self):
        phone, client = self.tcp()
        ours, theirs = socket.socketpair()
        threads = bridge(client, ours)
        self.check(phone, self.send(f"fd:{theirs.fileno()}", pass_fds=[theirs.fileno()]))
        theirs.close()
        for thread in threads:
            thread.join(support.PATIENCE)
        ours.close()

    def test_tcp_listen(self):
        phone, client = self.tcp()
        port = self.reserved_port()
        process = self.send(f"tcp-listen:{port}")
        caller = None
        while caller is None:
            try:
                caller = socket.create_connection(("127.0.0.1", port), timeout=support.PATIENCE)
            except ConnectionRefusedError:
                self.assertRaises(subprocess.TimeoutExpired, process.wait, 0.01)
        caller.settimeout(None)
        name = ":".join(str(part) for part in caller.getsockname())
        threads = bridge(client, caller)
        self.assertIn(f"\n{name} connected\n", self.check(phone, process).err)
        for thread in threads:
            thread.join(support.PATIENCE)
        caller.close()

    def test_in_process(self):
        result = self.smsmodem("-d", "sim:", "--json", "send", TO, EMOJI)
        self.assertEqual(result.json[0]["refs"], [0, 1, 2, 3])
        self.assertIn("nothing leaves this machine", result.err)

    def test_one_phone_many_runs(self):
        phone = self.sim()
        for i in range(5):
            self.smsmodem("-d", phone.device, "send", TO, f"run {i}")
            self.assertEqual(phone.event("submit")["text"], f"run {i}")


class Messages(support.Case):
    """What the options of a message do, seen by the phone and in the PDU."""

    def test_options(self):
        phone = self.sim()
        for name, args, event, decoded in MESSAGES:
            with self.subTest(name):
                line, = self.smsmodem("-d", phone.device, "--json", "send", TO, *args).json
                got = phone.event("submit")
                self.assertEqual(line["status"], "sent")
                self.assertEqual(line["parts"], got["parts"])
                self.assertEqual(line["encoding"], got["encoding"])
                self.assertEqual(len(line["refs"]), got["parts"])
                self.assertEqual({**got, **event}, got)
                message, = self.decode(got["pdu"].split(), "--kind", "submit")
                self.assertEqual({**message, **decoded}, message)

    def test_dry_run_is_encode(self):
        for name, args, _, _ in MESSAGES:
            for form in ([], ["--json"]):
                with self.subTest(name, form=form):
                    how = [*args, "--ref", "77"] if "--ref" not in args else args
                    encoded = self.smsmodem("encode", *form, TO, *how).out
                    self.assertEqual(self.smsmodem("send", *form, "--dry-run", TO, *how).out, encoded)
                    self.assertTrue(encoded)

    def test_form(self):
        """Which tables a text was sent in, and whether it was changed."""
        for options, text, json_form, human in (
                ([], "hello", {}, "gsm7"),
                (["-l", "tr"], "yarın akşam buluşacağız", {"shift": {"locking": 1, "single": 0}},
                 "gsm7 Turkish"),
                (["-l", "hi"], "नमस्ते A" * 5, {"shift": {"locking": 6, "single": 6}}, "gsm7 Hindi"),
                (["-l", "hi,tr"], "नमस्ते ş" * 5, {"shift": {"locking": 6, "single": 1}},
                 "gsm7 Hindi and Turkish"),
                (["--transliterate"], "naïve", {"transliterated": True}, "gsm7, transliterated"),
                (["--transliterate"], "hello", {}, "gsm7"), (["--transliterate"], "日", {}, "ucs2")):
            with self.subTest(text=text, options=options):
                line, = self.smsmodem("-d", "sim:", "--json", "send", *options, TO, text).json
                self.assertEqual({key: line[key] for key in ("shift", "transliterated") if key in line},
                                 json_form)
                out = self.smsmodem("-d", "sim:", "send", *options, TO, text).out
                self.assertEqual(out, f"{TO}: sent, 1 part, {human}, reference 0\n")

    def test_refused(self):
        """Nothing is sent of what cannot be, and it is said what could."""
        error, = self.smsmodem("-d", "sim:", "--json", "send", "--max-parts", "1", TO, "ş" * 100, code=65).json
        self.assertEqual((error["event"], error["parts"], error["allowed"]), ("error", 2, 1))
        self.assertIn("it can be sent with --language tr, ", error["text"])

    def test_store(self):
        phone = self.sim()
        line, = self.smsmodem("-d", phone.device, "--json", "send", "--store", TO, LONG).json
        self.assertEqual((line["event"], line["status"], line["refs"]), ("stored", "sent", [1, 2, 3]))
        listed = self.smsmodem("-d", phone.device, "at", "AT+CMGF=0", "AT+CMGL=2").out
        message, = self.smsmodem("decode", "--json", "--kind", "submit", stdin=listed).json
        self.assertEqual((message["text"], message["to"]), (LONG, TO))
        self.assertTrue(phone.events.empty(), "stored, and yet submitted")
        human = self.smsmodem("-d", phone.device, "send", "--store", TO, "x").out
        self.assertEqual(human, f"{TO}: stored, 1 part, gsm7, index 4\n")

    def test_stdin(self):
        phone = self.sim()
        for name, octets, text in (("line", "hello\n", "hello"), ("crlf", "a\r\nb\r\n", "a\r\nb"),
                                   ("bare", "hello", "hello"), ("two ends", "hello\n\n", "hello\n"),
                                   ("emoji", "👍🏽\n", "👍🏽")):
            for operand in ([], ["-"]):
                with self.subTest(name, operand=operand):
                    self.smsmodem("-d", phone.device, "send", TO, *operand, stdin=octets)
                    self.assertEqual(phone.event("submit")["text"], text)

    def test_argument_wins_over_stdin(self):
        line, = self.smsmodem("-d", "sim:", "--json", "send", TO, "argument", stdin=LONG).json
        self.assertEqual(line["parts"], 1)

    def test_several_recipients(self):
        phone = self.sim()
        numbers = ["+491", "0171", "112"]
        result = self.smsmodem("-d", phone.device, "send", ",".join(numbers), LONG)
        self.assertEqual(result.out, "".join(f"{n}: sent, 3 parts, gsm7, reference {3 * i} "
                                             f"{3 * i + 1} {3 * i + 2}\n"
                                             for i, n in enumerate(numbers)))
        self.assertEqual([phone.event("submit")["to"] for _ in numbers], numbers)

    def test_some_recipients_fail(self):
        phone = self.sim("--fault", "cms=1@2")
        lines = self.smsmodem("-d", phone.device, "--json", "send", "+491,+492,+493", "x", code=3).json
        results = [line for line in lines if line["event"] == "sent"]
        self.assertEqual([(r["to"], r["status"]) for r in results],
                         [("+491", "sent"), ("+492", "failed"), ("+493", "sent")])
        self.assertEqual((results[1]["code"], results[1]["cms"]), ("refused", 1))

    def test_partial(self):
        lines = self.smsmodem("-d", "sim:?fault=cms=1@2", "--json", "send", TO, LONG, code=3).json
        self.assertEqual((lines[0]["status"], lines[0]["refs"], lines[0]["parts"]),
                         ("partial", [0], 3))

    def test_bad_recipient_sends_nothing(self):
        phone = self.sim("-v")
        self.smsmodem("-d", phone.device, "send", "+491,12x", "x", code=65)
        self.assertTrue(phone.events.empty())

    def test_progress(self):
        err = self.smsmodem("-d", "sim:", "send", "--progress", TO, LONG).err
        self.assertEqual(re.findall(r"part \d of \d", err), [f"part {i} of 3" for i in (1, 2, 3)])
        self.assertNotIn("part 1 of 3", self.smsmodem("-d", "sim:", "send", TO, LONG).err)


class Configuration(support.Case):
    """Option, then environment, then profile."""

    def test_precedence(self):
        phones = {name: self.sim("--pty", self.path(name)) for name in ("option", "variable", "profile")}
        self.write("config/smsmodem/config", f"[work]\ndevice={phones['profile'].device}\n")
        runs = (("profile", {}, ["-p", "work"]), ("profile", {"SMSMODEM_PROFILE": "work"}, []),
                ("variable", {"SMSMODEM_DEVICE": phones["variable"].device}, ["-p", "work"]),
                ("option", {"SMSMODEM_DEVICE": phones["variable"].device},
                 ["-d", phones["option"].device, "-p", "work"]))
        clean = self.env
        for name, variables, args in runs:
            with self.subTest(name, args=args):
                self.env = {**clean, **variables}
                self.smsmodem(*args, "send", TO, name)
                self.assertEqual(phones[name].event("submit")["text"], name)

    def test_profile_settings(self):
        phone = self.sim()
        self.write("config/smsmodem/config", f"[w]\ndevice={phone.device}\nsmsc=+4917\nreport=yes\n"
                   "transliterate=yes\n")
        self.smsmodem("send", "-p", "w", TO, "naïve")
        event = phone.event("submit")
        self.assertEqual((event["text"], event["smsc"]), ("naive", "+4917"))


class Interrupted(support.Case):
    """Ctrl-C never leaves a phone waiting at a prompt, and never lies about what was sent."""

    def test_at_the_prompt(self):
        phone = self.sim("-v", "--fault", "silent-prompt@1")
        process = self.start("-d", phone.device, "--json", "--trace", self.path("trace"), "send", TO, "x")
        phone.event("command", line="AT+CMGS=14")
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        result = self.finish(process)
        self.assertLess(time.monotonic() - begin, 1.0)
        self.assertEqual(result.code, 75, result)
        self.assertEqual((result.json[0]["status"], result.json[0]["code"]), ("failed", "cancelled"))
        self.assertIn('> "\\x1B"', self.read("trace"))
        self.smsmodem("-d", phone.device, "send", TO, "after")
        self.assertEqual(phone.event("submit")["text"], "after")

    def test_after_the_message(self):
        phone = self.sim("--fault", "silent-submit@1")
        process = self.start("-d", phone.device, "--json", "send", TO, "x")
        phone.event("submit", text="x")
        process.send_signal(signal.SIGTERM)
        result = self.finish(process)
        self.assertEqual(result.code, 2, result)
        self.assertEqual((result.json[0]["status"], result.json[0]["code"]), ("unknown", "unknown"))
        self.smsmodem("-d", phone.device, "send", TO, "after")
        self.assertEqual(phone.event("submit")["text"], "after")

    def test_between_recipients(self):
        """Those who were not reached are told of, and the exit code is that of a part."""
        phone = self.sim("-v", "--fault", "silent-prompt@2")
        process = self.start("-d", phone.device, "--json", "send", "+491,+492,+493", "x")
        phone.event("submit", to="+491")
        phone.event("command", line="AT+CMGS=10")
        process.send_signal(signal.SIGINT)
        result = self.finish(process)
        sent = [line for line in result.json if line["event"] == "sent"]
        self.assertEqual([line["status"] for line in sent], ["sent", "failed", "failed"], result)
        self.assertEqual(result.code, 3)


if __name__ == "__main__":
    support.main()
