# SPDX-License-Identifier: GPL-3.0-or-later
"""`doctor`: each seeded fault is named, and nothing else; what is well is said to be ready."""
import os
import pty
import re
import select
import shutil
import signal
import time

import support
from bluetooth_support import ADDRESS, BUILD, DUN_RECORD, MAP_RECORD, PUPPET, SPP_RECORD

PORTS = os.path.join(BUILD, "tests/smsmodem_ports_puppet")
STEPS = ["device", "permission", "owner", "lines", "speed", "at", "echo", "identity", "pin", "network", "operator",
         "signal", "smsc", "storage", "service", "pdu", "delivery"]
BLUETOOTH = ["controller", "pairing", "services"]
FROM = {step: set(STEPS[STEPS.index(step):]) for step in STEPS}
# what cannot be looked at where a step has failed
BLOCKED = {
    "device": FROM["permission"], "permission": FROM["owner"], "owner": FROM["lines"], "speed": set(),
    "at": FROM["echo"] | {"speed"}, "pin": FROM["network"], "network": {"operator", "signal"}, "smsc": set(),
    "storage": set(), "service": set(), "pdu": {"delivery"},
}

# name, arguments of the simulated phone, step, exit code, what the text has, what the fix has
FAULTS = (
    ("wrong speed", ["--speed", "9600"], "speed", 69, "answers at 9600 bits per second, not at 115200",
     r"'.*/phone\?baud=9600'"),
    ("wrong speed, and no echo", ["--speed", "19200", "--echo", "off"], "speed", 69,
     "answers at 19200 bits per second", r"baud=19200'"),
    ("silent", ["--fault", "silent"], "at", 69, "nothing comes back", "devices --probe"),
    ("PIN", ["PIN"], "pin", 77, "wants its PIN; 3 attempts are left", r"smsmodem -d .*phone --pin-file FILE info"),
    ("PUK", ["PIN", "--pin-attempts", "0"], "pin", 77, "wants its PUK.*10 attempts are left", "AT.CPIN="),
    ("not registered", ["--network", "searching"], "network", 75, r"^searching \(CREG, CGREG, CEREG\)$", "antenna"),
    ("denied", ["--network", "denied"], "network", 1, r"^denied \(CREG, CGREG, CEREG\)$", "operator"),
    ("storage full", ["--fault", "full"], "storage", 75, "is full", r"at 'AT\+CPMS=\"ME\"' AT\+CMGD=1,1"),
    ("no SMSC", ["--smsc", "none"], "smsc", 1, "no number of the message centre", r"AT\+CSCA=.*send --smsc"),
    ("dead phone that echoes", ["--fault", "echo=only"], "at", 69, "sends back what it gets", "off and on"),
    ("text mode only", ["--fault", "text-only"], "pdu", 1, "text mode only", "another phone"),
)


class Doctor(support.Case):
    def doctor(self, device, *args, code=0, steps=None, **more):
        """Both forms, which agree. @return checks by their step, and the verdict"""
        lines = self.smsmodem("-d", device, *args, "doctor", "--json", code=code, **more).json
        human = self.smsmodem("-d", device, *args, "doctor", code=code, **more)
        checks = {line["step"]: line for line in lines[:-1]}
        self.assertEqual([line["step"] for line in lines[:-1]], steps or STEPS)
        for line in lines[:-1]:
            self.assertEqual(set(line), {"event", "step", "result", "text", "fix"})
            self.assertEqual(line["event"], "check")
            self.assertIn(line["result"], ("ok", "warn", "fail", "skip"))
            self.assertTrue(line["text"], line)
            self.assertFalse(line["result"] == "fail" and not line["fix"], line)
        self.check_human(human, lines)
        return checks, lines[-1]

    def check_human(self, human, lines):
        rows = [row for row in human.out.splitlines() if not row.startswith(" ")]
        words = {"ok": "ok", "warn": "warn", "skip": "skip", "fail": "FAIL"}
        self.assertEqual([row.split()[:2] for row in rows[:-1]],
                         [[words[line["result"]], line["step"]] for line in lines[:-1]])
        for row, line in zip(rows, lines[:-1]):
            if line["step"] not in ("at", "owner"):  # a time, a process
                self.assertTrue(row.endswith(line["text"]), (row, line))
        verdict = lines[-1]
        self.assertEqual(verdict["event"], "doctor")
        if verdict["ready"]:
            self.assertIsNone(verdict["first"])
            self.assertEqual((rows[-1], verdict["text"]), ("ready to send", "ready to send"))
        else:
            self.assertTrue(rows[-1].startswith(f"first, {verdict['first']}: "), rows[-1])
        self.assertNotIn("\x1b", human.out)

    def assert_only(self, checks, verdict, step, text, fix):
        """This step has failed, what needs it was not looked at, and all else is well."""
        self.assertEqual(checks[step]["result"], "fail", checks)
        self.assertRegex(checks[step]["text"], text)
        self.assertRegex(checks[step]["fix"], fix)
        self.assertEqual((verdict["ready"], verdict["first"], verdict["text"]), (False, step, checks[step]["fix"]))
        for other, line in checks.items():
            if other in BLOCKED[step]:
                self.assertIn(line["result"], ("skip", "ok"), line)
            elif other != step:
                self.assertEqual(line["result"], "skip" if other == "lines" else "ok", line)

    def assert_ready(self, device, *args, warned=(), skipped=("lines",), **more):
        checks, verdict = self.doctor(device, *args, **more)
        self.assertTrue(verdict["ready"])
        for step, line in checks.items():
            wanted = "warn" if step in warned else "skip" if step in skipped else "ok"
            self.assertEqual(line["result"], wanted, line)
        return checks


class Faults(Doctor):
    """The twelve of which each is named, and no other."""

    def test_table(self):
        for i, (name, args, step, code, text, fix) in enumerate(FAULTS):
            with self.subTest(name):
                if args[0] == "PIN":
                    args = ["--pin-file", self.write("pin", "1234\n"), *args[1:]]
                phone = self.sim("--pty", self.path(f"{i}/phone") if os.makedirs(self.path(str(i))) is None else "",
                                 *args)
                checks, verdict = self.doctor(phone.device, code=code)
                self.assert_only(checks, verdict, step, text, fix)
                phone.stop()

    def test_busy(self):
        phone = self.sim("-v")
        other = self.start("-d", phone.device, "at", "AT", "--expect", "+NEVER")
        phone.event("command", line="AT")
        checks, verdict = self.doctor(phone.device, code=69)
        self.assert_only(checks, verdict, "owner", rf"in use by smsmodem \(pid {other.pid}\b", "end it first")
        other.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(other).code, 75)
        self.assert_ready(phone.device)

    def test_no_permission(self):
        if os.getuid() != 0:
            self.skipTest("only root can give the port to another user")
        phone = self.sim()
        os.chmod(self.dir, 0o777)
        # the build may stand where only root may go
        nobody = {"program": shutil.copy(support.PROGRAM, self.path("smsmodem")), "user": 65534, "group": 65534,
                  "extra_groups": []}
        path = os.path.realpath(phone.device)
        os.chmod(path, 0o000)
        checks, verdict = self.doctor(phone.device, code=77, **nobody)
        self.assert_only(checks, verdict, "permission", "only its owner may", "only its owner may")
        os.chown(path, 0, 20)  # dialout
        os.chmod(path, 0o660)
        checks, verdict = self.doctor(phone.device, code=77, **nobody)
        self.assert_only(checks, verdict, "permission", "belongs to the group dialout",
                         r"sudo usermod -aG dialout \$USER")

    def test_absent(self):
        for device in (self.path("none"), "/dev/serial/by-id/usb-none", "usb:dead:beef"):
            checks, verdict = self.doctor(device, code=69)
            self.assert_only(checks, verdict, "device", "none|dead:beef", "smsmodem devices")
        with open(self.path("file"), "wb"):
            checks, verdict = self.doctor(self.path("file"), code=69)
        self.assert_only(checks, verdict, "device", "is not a serial port", "smsmodem devices")


class Healthy(Doctor):
    def test_ready(self):
        phone = self.sim()
        begun = time.monotonic()
        checks = self.assert_ready(phone.device)
        self.assertLess(time.monotonic() - begun, 10)  # two runs; a second that was waited for would be seen
        self.assertRegex(checks["device"]["text"], r"phone -> /dev/pts/\d+, a pseudo-terminal$")
        self.assertRegex(checks["speed"]["text"], "^115200 bits per second, 8N1")
        self.assertEqual(checks["echo"]["text"], "on")
        self.assertRegex(checks["identity"]["text"], r"IMEI \d{15}$")
        self.assertEqual(checks["network"]["text"], "home (CREG, CGREG, CEREG)")
        self.assertEqual(checks["signal"]["text"], "-73 dBm")
        self.assertEqual(checks["smsc"]["text"], "+491710760000")
        self.assertEqual(checks["storage"]["text"], "ME: 0 of 100")
        self.assertEqual(checks["pdu"]["text"], "PDU mode, and text mode")

    def test_in_this_process(self):
        """No port of this machine: what is one's is left out."""
        self.assert_ready("sim:", skipped=("permission", "owner", "lines", "speed"))

    def test_tcp(self):
        phone = self.sim("--tcp", str(self.reserved_port()))
        checks = self.assert_ready(phone.device, skipped=("permission", "owner", "lines", "speed"))
        self.assertIn("connected", checks["device"]["text"])

    def test_nothing_is_changed(self):
        """Only questions are asked, and what was set for one is put back."""
        phone = self.sim("-v")
        self.smsmodem("-d", phone.device, "at", "ATE1", "AT+CMEE=0", "AT+CMGF=1", "AT+CPMS=\"SM\"")
        self.doctor(phone.device)
        phone.tell("urc end")
        phone.tell("deliver +4912345678 end")
        result = self.smsmodem("-d", phone.device, "at", "AT+CMEE?", "AT+CMGF?", "AT+CPMS?", "AT+CNMI?")
        self.assertRegex(result.out, r'\+CMEE: 0\n\+CMGF: 1\n\+CPMS: "SM"')
        asked = []
        while not phone.events.empty():
            event = phone.events.get()
            if event["event"] == "command":
                asked.append(event["line"])
        begin = asked.index('AT+CPMS="SM"') + 1
        for line in asked[begin:]:
            self.assertRegex(line, r"^(AT|AT\+[A-Z]+(\?|=\?)?|AT\+CPINR=\"SIM PIN\")$")

    def test_personalities(self):
        """A phone that tells less is not ill."""
        for name in ("nokia", "siemens", "huawei", "simcom", "qualcomm", "minimal", "quirky"):
            with self.subTest(name):
                phone = self.sim("--profile", name)
                checks, verdict = self.doctor(phone.device)
                self.assertTrue(verdict["ready"])
                self.assertFalse([line for line in checks.values() if line["result"] == "warn"])
                phone.stop()

    def test_hands_free(self):
        phone = self.sim("--profile", "handsfree")
        checks, verdict = self.doctor(phone.device, code=1)
        self.assertEqual(verdict["first"], "pdu")
        self.assertIn("no command for messages", checks["pdu"]["text"])

    def test_networks(self):
        for network, text in (("roaming", r"^roaming \("), ("sms-only", r"for SMS only")):
            with self.subTest(network):
                phone = self.sim("--network", network)
                self.assertRegex(self.assert_ready(phone.device)["network"]["text"], text)
                phone.stop()
        phone = self.sim()
        self.smsmodem("-d", phone.device, "at", "AT+CFUN=4")
        checks, verdict = self.doctor(phone.device, code=75)
        self.assert_only(checks, verdict, "network", r"radio is off \(\+CFUN: 4\)", r"at AT\+CFUN=1")
        self.smsmodem("-d", phone.device, "at", "AT+CFUN=1", "AT+COPS=2")
        checks, verdict = self.doctor(phone.device, code=75)
        self.assert_only(checks, verdict, "network", r"taken off the network", r"at AT\+COPS=0")

    def test_storage(self):
        """80 per cent are a warning, and no failure."""
        for count, warned in ((3, ()), (4, ("storage",))):
            phone = self.sim("--storage", "me=5")
            for _ in range(count):
                phone.tell("deliver +4912345678 hello")
            with self.subTest(count):
                while f": {count} of 5" not in self.smsmodem("-d", phone.device, "info").out.replace("ME ", ": "):
                    pass
                checks = self.assert_ready(phone.device, warned=warned)
                self.assertIn(f"ME: {count} of 5", checks["storage"]["text"])
                self.assertEqual("CMGD" in (checks["storage"]["fix"] or ""), bool(warned))
            phone.stop()

    def test_weak_signal(self):
        phone = self.sim()
        phone.tell("signal 3")
        while "-107 dBm" not in self.smsmodem("-d", phone.device, "info").out:
            pass
        checks = self.assert_ready(phone.device, warned=("signal",))
        self.assertEqual(checks["signal"]["text"], "-107 dBm, which is weak")

    def test_left_prompt(self):
        """A phone that waits for a message, which somebody left it with, is brought back."""
        phone = self.sim()
        with open(phone.device, "r+b", buffering=0) as port:
            support.tty.setraw(port)
            port.write(b"AT+CMGS=20\r")
            while b">" not in port.read(64):
                pass
            self.assert_ready(phone.device)


class Usb(Doctor):
    """A port on USB is named by what it is."""

    def test_names(self):
        phone = self.sim()
        port = os.path.realpath(phone.device)
        self.env["PUPPET_PORTS"] = self.write("ports", f"{port} 12d1:1001 00 - 1-1.4 -\n"
                                                       "/dev/none 12d1:1001 01 - 1-1.4 -\n")
        what = "Puppets Stick (USB 12d1:1001, interface 0)"
        for device, name in ((port, port), (phone.device, f"{phone.device} -> {port}"), (f"tty:{port}", f"tty:{port}"),
                             ("usb:12d1:1001#00", f"usb:12d1:1001#00 -> {port}")):
            with self.subTest(device):
                checks = self.assert_ready(device, program=PORTS)
                self.assertEqual(checks["device"]["text"], f"{name}, {what}")
        checks, verdict = self.doctor("usb:12d1:1001#01", code=69, program=PORTS)
        self.assert_only(checks, verdict, "device", "/dev/none", "smsmodem devices")


class Profile(Doctor):
    def test_profile(self):
        phone = self.sim("--network", "denied")
        self.write("config/smsmodem/config", f"[e65]\ndevice={phone.device}\n")
        result = self.smsmodem("-p", "e65", "doctor", code=1)
        self.assertIn("FAIL  network", result.out)
        phone.tell("network off")
        while "none" not in self.smsmodem("-p", "e65", "info").out:
            pass
        self.assertIn("`smsmodem -p e65 at AT+COPS=0`", self.smsmodem("-p", "e65", "doctor", code=75).out)
        self.smsmodem("-p", "other", "doctor", code=78)

    def test_pin_file(self):
        """It is not tried, and the advice names it."""
        phone = self.sim("--pin-file", self.write("pin", "1234\n"), "-v")
        self.write("config/smsmodem/config", f"[e65]\ndevice={phone.device}\npin-file={self.path('pin')}\n")
        result = self.smsmodem("-p", "e65", "doctor", code=77)
        self.assertIn(f"`smsmodem -p e65 info` gives it the PIN of {self.path('pin')} once", result.out)
        self.smsmodem("-p", "e65", "info")
        self.assertIn("ready to send", self.smsmodem("-p", "e65", "doctor").out)

    def test_last_attempt(self):
        phone = self.sim("--pin-file", self.write("pin", "1234\n"), "--pin-attempts", "1")
        checks, _ = self.doctor(phone.device, code=77)
        self.assertIn("1 attempt is left", checks["pin"]["text"])
        self.assertIn("enter the PIN on a phone", checks["pin"]["fix"])

    def test_other_imei(self):
        phone = self.sim()
        self.write("config/smsmodem/config", f"[e65]\ndevice={phone.device}\nimei=350077523237513\n")
        result = self.smsmodem("-p", "e65", "doctor", code=69)
        self.assertIn("FAIL  device", result.out)
        self.assertIn("is another modem", result.out)

    def test_no_device(self):
        result = self.smsmodem("doctor", code=64)
        self.assertIn("no device given", result.err)
        self.assertEqual(result.out, "")
        self.assertEqual(self.smsmodem("doctor", "--json", code=64).json[0]["code"], "usage")
        self.smsmodem("doctor", "x", code=64)
        self.smsmodem("-d", "nonsense", "doctor", code=64)


class Hostile(Doctor):
    """Of what a device says nothing reaches the terminal as it is, and nothing keeps us for long."""

    def script(self, answers, rest=b"\r\nOK\r\n"):
        """A phone of a few answers."""
        def answer(octets):
            for line in octets.split(b"\r"):
                line = line.strip(b"\x1b\n")
                if line:
                    yield answers.get(line, b"\r\n+CMEE: 0\r\nOK\r\n" if line == b"AT+CMEE?" else rest)
        return support.Wire(self, lambda octets: b"".join(answer(octets)))

    def run_json(self, device, code=None):
        result = self.smsmodem("-d", device, "doctor", "--json", code=code)
        self.assertFalse(re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", result.raw), result.raw)
        human = self.smsmodem("-d", device, "doctor", code=code)
        self.assertFalse(re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", human.raw), human.raw)
        return {line["step"]: line for line in result.json if line["event"] == "check"}

    def test_control_characters(self):
        evil = b"\x1b]0;title\x07\xc2\x9b2J\x08"
        wire = self.script({
            b"AT+CGMI": b"\r\n" + evil + b"\r\nOK\r\n",
            b"AT+CSCA?": b'\r\n+CSCA: "' + evil + b'",145\r\nOK\r\n',
            b"AT+COPS?": b'\r\n+COPS: 0,0,"' + evil + b'"\r\nOK\r\n',
            b"AT+CREG?": b"\r\n+CREG: 0,1\r\nOK\r\n",
            b"AT+CPMS?": b'\r\n+CPMS: "' + evil + b'",1,5\r\nOK\r\n',
            b"AT+CPIN?": b"\r\n+CPIN: READY\r\nOK\r\n"})
        checks = self.run_json(wire.path)
        for step in ("identity", "smsc", "operator", "storage"):
            self.assertIn("title", checks[step]["text"])

    def test_numbers(self):
        """What no phone would say is not believed."""
        huge = b"9223372036854775807"
        wire = self.script({
            b"AT+CREG?": b"\r\n+CREG: 0," + huge + b"\r\nOK\r\n",
            b"AT+CEREG?": b"\r\n+CEREG: 0,-1\r\nOK\r\n",
            b"AT+CSQ": b"\r\n+CSQ: " + huge + b"," + huge + b"\r\nOK\r\n",
            b"AT+CESQ": b"\r\n+CESQ: ,,,,,98\r\nOK\r\n",
            b"AT+CPMS?": b'\r\n+CPMS: "ME",' + huge + b"," + huge + b',"SM",-1,' + huge + b"\r\nOK\r\n",
            b"AT+CSMS?": b"\r\n+CSMS: \r\nOK\r\n",
            b"AT+CPINR": b"\r\n+CPINR: SIM PIN,-7\r\nOK\r\n",
            b"AT+CPIN?": b"\r\n+CPIN: \r\nOK\r\n"})
        checks = self.run_json(wire.path)
        for step in ("network", "signal", "pin"):
            self.assertEqual(checks[step]["result"], "skip", checks[step])

    def test_other_text(self):
        wire = support.Wire(self, lambda octets: b"\r\nlogin: \x1b[31m\r\n")
        checks = self.run_json(wire.path, code=69)
        self.assertRegex(checks["at"]["text"], "talks, but not AT: .*login")

    def test_garbage(self):
        wire = support.Wire(self, lambda octets: bytes(range(0x80, 0x100)))
        checks = self.run_json(wire.path, code=69)
        self.assertRegex(checks["at"]["text"], "only garbage comes back, at any of the common speeds")

    def test_endless(self):
        """An answer without an end ends it."""
        phone = self.sim("--fault", "endless@3")
        result = self.smsmodem("-d", phone.device, "--timeout", "0.5", "doctor", code=75)
        self.assertRegex(result.out, "\nFAIL  identity +it answered once, and now does not\n")
        self.assertRegex(result.out, "\nskip  pdu +not looked at: the phone is gone\n")

    def test_falls_silent(self):
        """In the middle: the step says so, and the others are left alone."""
        for count in (4, 9, 14):
            with self.subTest(count):
                phone = self.sim("--fault", f"silent@{count}")
                result = self.smsmodem("-d", phone.device, "--timeout", "0.3", "doctor", "--json", code=75)
                failed, = (line for line in result.json if line.get("result") == "fail")
                self.assertRegex(failed["text"], "^no answer to AT|does not answer any more|now does not")
                self.assertEqual(result.json[-1]["first"], failed["step"])
                phone.stop()

    def test_goes(self):
        """Away in the middle of it."""
        script = self.write("script", "".join(f'0.000 {way} "{text}"\n' for way, text in (
            (">", r"AT\r"), ("<", r"\r\nOK\r\n"), (">", r"\x1B\rAT+CMEE?\r"),
            ("<", r"\r\n+CMEE: 0\r\n\r\nOK\r\n"), (">", r"AT\r"), ("<", r"\r\nOK\r\n"))))
        phone = self.sim("--script", script, "--strict")
        result = self.smsmodem("-d", phone.device, "doctor", code=74)
        self.assertRegex(result.out, "\nFAIL  identity .*\n")
        self.assertRegex(result.out, "\nskip  pdu +not looked at: the phone is gone\n")

    def test_digits(self):
        """Results as digits are understood, and so again afterwards."""
        phone = self.sim("-v")
        self.smsmodem("-d", phone.device, "at", "ATV0", code=None)
        checks = self.run_json(phone.device, code=0)
        self.assertIn("in digits (ATV0, which is put back at the end)", checks["at"]["text"])
        self.assertIn("in digits", self.run_json(phone.device, code=0)["at"]["text"])

    def test_no_card(self):
        """Why the SIM does not answer is asked with numbers, which are off again afterwards."""
        numbers = [False]

        def answer(octets):
            reply = b""
            for line in octets.split(b"\r"):
                line = line.strip(b"\x1b\n")
                if line.startswith(b"AT+CMEE="):
                    numbers[0] = line.endswith(b"1")
                if line == b"AT+CMEE?":
                    reply += b"\r\n+CMEE: %d\r\n" % numbers[0]
                if line in (b"AT+CPIN?", b"AT+CPINR"):
                    reply += b"\r\n+CME ERROR: 10\r\n" if numbers[0] else b"\r\nERROR\r\n"
                elif line:
                    reply += b"\r\nOK\r\n"
            return reply
        wire = support.Wire(self, answer)
        checks = self.run_json(wire.path, code=1)
        self.assertRegex(checks["pin"]["text"], "SIM not inserted")
        self.assertIn("put a working SIM in", checks["pin"]["fix"])
        self.assertEqual([step for step in STEPS if checks[step]["result"] == "fail"], ["pin"])
        self.assertFalse(numbers[0])


class Terminal(Doctor):
    """Line by line at a terminal; the names are in colour there, unless NO_COLOR."""

    def run_in_terminal(self, *args, until=None, **env):
        pid, master = pty.fork()
        if pid == 0:
            os.execve(support.PROGRAM, [support.PROGRAM, *args], {**self.env, "TERM": "xterm", **env})
        text, deadline = b"", time.monotonic() + support.PATIENCE
        while select.select([master], [], [], max(0, deadline - time.monotonic()))[0]:
            try:
                octets = os.read(master, 4096)
            except OSError:
                break
            text += octets
            if until and until in text:
                os.write(master, b"\x03")
                until = None
        os.close(master)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), text.decode()

    def test_colour(self):
        phone = self.sim()
        code, text = self.run_in_terminal("-d", phone.device, "doctor")
        self.assertEqual(code, 0, text)
        self.assertIn("\x1b[32mok\x1b[0m    device", text)
        self.assertIn("\x1b[32mready to send\x1b[0m", text)
        code, text = self.run_in_terminal("-d", phone.device, "doctor", NO_COLOR="1")
        self.assertNotIn("\x1b[32m", text)
        code, text = self.run_in_terminal("-d", phone.device, "doctor", TERM="dumb")
        self.assertNotIn("\x1b", text)
        self.assertIn("ready to send", text)

    def test_interrupted(self):
        phone = self.sim("--fault", "silent")
        code, text = self.run_in_terminal("-d", phone.device, "doctor", until=b"trying 9600")
        self.assertEqual(code, 75, text)
        self.assertIn("interrupted", text)
        self.assertNotIn("first, ", text)
        self.smsmodem("-d", phone.device, "doctor", code=69)  # and the port is free again

    def test_broken_output(self):
        with open("/dev/full", "wb") as full:
            for args in ((), ("--json",)):
                result = self.smsmodem("-d", "sim:", "doctor", *args, stdout=full, code=74)
                self.assertIn("cannot write the output", result.err)


class Bluetooth(Doctor):
    """What comes before a connection, and what was connected to is a phone like any other."""

    def puppet(self, device, records=None, refusal=None, phone=None, code=0):
        self.env = {k: v for k, v in self.env.items() if not k.startswith("PUPPET")}
        for name, value in (("RECORDS", records and records.hex()), ("REFUSAL", refusal),
                            ("DEVICE", phone and phone.device)):
            if value:
                self.env[f"PUPPET_{name}"] = value
        return self.doctor(device, code=code, steps=BLUETOOTH + STEPS, program=PUPPET)

    def test_ready(self):
        phone = self.sim()
        for device in ("bt:00:00:00:00:00:01", "bt:00:00:00:00:00:01/2", "bt:Ann's phone", "bt:far away",
                       "bt:00:00:00:00:00:01?adapter=hci0&channel=7"):
            with self.subTest(device):
                checks, verdict = self.puppet(device, records=DUN_RECORD + SPP_RECORD, phone=phone)
                self.assertTrue(verdict["ready"])
                self.assertEqual([step for step, line in checks.items() if line["result"] != "ok"],
                                 ["permission", "owner", "lines"])
                self.assertRegex(checks["pairing"]["text"], "^paired with 00:00:00:00:00:01, ")
                self.assertEqual(checks["services"]["text"], "DUN, SPP")

    def test_faults(self):
        """Each is named, and nothing else."""
        away = "not in range"
        for device, records, step, code, text, fix in (
                ("bt:00:00:00:00:00:01", None, "services", 69, away, "bring it near"),
                ("bt:00:00:00:00:00:01", MAP_RECORD, "services", 69, r"neither .*\(MAP\) is not AT", "feature phone"),
                ("bt:nobody's", None, "pairing", 69, "no device is called nobody's", "bt scan"),
                ("bt:00:00:00:00:00:01", DUN_RECORD, "device", 69, away, away)):
            with self.subTest((device, step)):
                checks, verdict = self.puppet(device, records=records, code=code)
                self.assertEqual((verdict["ready"], verdict["first"]), (False, step))
                self.assertRegex(checks[step]["text"], text)
                self.assertRegex(checks[step]["fix"], fix)
                everything = BLUETOOTH + STEPS
                for other in everything[:everything.index(step)]:
                    self.assertEqual(checks[other]["result"], "ok", checks[other])
                for other in everything[everything.index(step) + 1:]:
                    self.assertEqual(checks[other]["result"], "skip", checks[other])

    def test_not_paired(self):
        """Some phones connect all the same; with one that does not, that is the first thing to do."""
        checks, verdict = self.puppet("bt:00:00:00:00:00:02", records=DUN_RECORD, phone=self.sim())
        self.assertTrue(verdict["ready"])
        self.assertEqual(checks["pairing"]["result"], "warn")
        checks, verdict = self.puppet("bt:00:00:00:00:00:02", records=DUN_RECORD, code=69)
        self.assertEqual((verdict["first"], verdict["text"]),
                         ("device", "pair it first: `smsmodem bt pair 00:00:00:00:00:02`"))
        # nobody knows it
        checks, verdict = self.puppet(f"bt:{ADDRESS}", records=DUN_RECORD, phone=self.sim("--pty", self.path("two")))
        self.assertEqual(checks["pairing"]["result"], "skip")
        self.assertIn(f"smsmodem bt pair {ADDRESS}", checks["pairing"]["text"])

    def test_channel(self):
        checks, _ = self.puppet("bt:00:00:00:00:00:01/9", records=DUN_RECORD, phone=self.sim())
        self.assertEqual(checks["services"]["result"], "warn")
        self.assertIn("no service has channel 9", checks["services"]["text"])

    def test_no_bluetoothd(self):
        """It is wanted for names alone, and what it says comes to no terminal as it is."""
        said = "the message bus says \x1b[31mno"
        checks, verdict = self.puppet("bt:00:00:00:00:00:01", records=DUN_RECORD, refusal=said, phone=self.sim())
        self.assertTrue(verdict["ready"])
        self.assertEqual(checks["controller"]["result"], "warn")
        checks, verdict = self.puppet("bt:Ann's phone", refusal=said, code=69)
        self.assertEqual(verdict["first"], "pairing")

    def test_without(self):
        """Built without Bluetooth, or on a machine without: the controller is the one fault."""
        program = os.path.join(BUILD, "tests/smsmodem_without_bluetooth")
        for device in (f"bt:{ADDRESS}", "bt:name"):
            result = self.smsmodem("-d", device, "doctor", "--json", program=program, code=69)
            checks = {line["step"]: line for line in result.json[:-1]}
            self.assertEqual(result.json[-1]["first"], "controller")
            self.assertIn("built without Bluetooth", checks["controller"]["text"])
            self.assertEqual({line["result"] for step, line in checks.items() if step != "controller"}, {"skip"})


if __name__ == "__main__":
    support.main()
