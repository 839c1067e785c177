# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wrong: the right exit code, one sentence that says what, and no other harm."""
import os
import shutil
import re
import signal
import subprocess
import sys

import support

TO = "+491701234567"
SIM = ["-d", "sim:"]


def sim(options):
    return ["-d", "sim:?" + options]


# name, arguments, stdin (None: empty), exit code, code in JSON, what the sentence says
ROWS = (
    # --- the command line
    ("no command", [], None, 64, "usage", "which command"),
    ("unknown command", ["sned"], None, 64, "usage", 'no command "sned"'),
    ("unknown option", ["send", "--bogus"], None, 64, "usage", "no option --bogus.*send --help"),
    ("unknown short option", ["-Z", "send"], None, 64, "usage", "no option -Z"),
    ("argument to a flag", ["send", "--report=yes"], None, 64, "usage", "--report"),
    ("timeout of words", ["--timeout", "soon", "send"], None, 64, "usage", "--timeout.*soon"),
    ("timeout of 0", ["--timeout", "0", "send"], None, 64, "usage", "--timeout"),
    ("timeout below 0", ["--timeout", "-1", "send"], None, 64, "usage", "--timeout"),
    ("timeout that is no number", ["--timeout", "nan", "send"], None, 64, "usage", "--timeout"),
    ("class", [*SIM, "send", "--class", "4", TO, "x"], None, 64, "usage", "--class is 0 to 3"),
    ("class of words", [*SIM, "send", "--class", "x", TO, "x"], None, 64, "usage", "--class"),
    ("validity", [*SIM, "send", "--validity", "3y", TO, "x"], None, 64, "usage", "--validity"),
    ("validity of 64 weeks", [*SIM, "send", "--validity", "64w", TO, "x"], None, 64, "usage", "63w"),
    ("validity that overflows", [*SIM, "send", "--validity", "99999999999999999999d", TO, "x"], None,
     64, "usage", "--validity"),
    ("port", [*SIM, "send", "--port", "65536", TO, "x"], None, 64, "usage", "--port"),
    ("source port", [*SIM, "send", "--port", "1:x", TO, "x"], None, 64, "usage", "--port"),
    ("replace", [*SIM, "send", "--replace", "8", TO, "x"], None, 64, "usage", "--replace is 1 to 7"),
    ("encoding", [*SIM, "send", "--encoding", "latin1", TO, "x"], None, 64, "usage", "--encoding"),
    ("strict and transliterate", [*SIM, "send", "--strict", "--transliterate", TO, "x"], None, 64,
     "usage", "exclude"),
    ("three operands", [*SIM, "send", TO, "two", "words"], None, 64, "usage", "quoted"),
    ("no number", [*SIM, "send"], None, 64, "usage", "number"),
    ("hex and text", [*SIM, "send", "--hex", "00", TO, "x"], None, 64, "usage", "not both"),
    ("batch and a number", [*SIM, "send", "--batch", "-", TO], b"", 64, "usage", "--batch"),
    ("batch and dry run", [*SIM, "send", "--batch", "-", "--dry-run"], b"", 64, "usage", "--batch"),
    ("kind", ["decode", "--kind", "fax", "00"], None, 64, "usage", "--kind"),
    ("shell", ["completion", "tcsh"], None, 64, "usage", "bash, zsh or fish"),
    ("operand of sim", ["sim", "x"], None, 64, "usage", "no arguments"),
    ("operand of info", [*SIM, "info", "x"], None, 64, "usage", "no arguments"),
    ("fault of sim", ["sim", "--fault", "gremlins"], None, 64, "usage", "gremlins"),
    ("port of sim", ["sim", "--tcp", "http"], None, 64, "usage", "PORT"),
    # --- numbers and texts
    ("letters in a number", [*SIM, "send", "+49abc", "x"], None, 65, "number", "abc"),
    ("an empty number", [*SIM, "send", "", "x"], None, 65, "number", "number"),
    ("a number of 21 digits", [*SIM, "send", "1" * 21, "x"], None, 65, "number", "20"),
    ("letters in the SMSC", [*SIM, "send", "--smsc", "x", TO, "x"], None, 65, "number", "x"),
    ("one of several numbers", [*SIM, "send", TO + ",oops", "x"], None, 65, "number", "oops"),
    ("no UTF-8 argument", [*SIM, "send", TO, b"ab\xff"], None, 65, "utf8", "octet 2"),
    ("no UTF-8 on stdin", [*SIM, "send", TO], b"abc\xc3(", 65, "utf8", "octet 3"),
    ("a surrogate", [*SIM, "send", TO], b"\xed\xa0\x80", 65, "utf8", "octet 0"),
    ("overlong UTF-8", [*SIM, "send", TO], b"a\xc0\xaf", 65, "utf8", "octet 1"),
    ("a NUL on stdin", [*SIM, "send", TO], b"a\0b", 65, None, "octet 1"),
    ("over 255 parts", [*SIM, "send", TO], b"x" * (255 * 153 + 1), 65, "text", "255"),
    ("endless stdin", [*SIM, "send", TO], b"x" * 2000000, 65, "text", "octets"),
    ("over max-parts", [*SIM, "send", "--max-parts", "2", TO, "x" * 307], None, 65, "text", "2"),
    ("not in GSM 7-bit", [*SIM, "send", "--encoding", "gsm7", TO, "aж"], None, 65, "text", r"U\+0436"),
    ("hex of words", [*SIM, "send", "--hex", "0g", TO], None, 65, "data", "character 2"),
    ("half an octet", [*SIM, "send", "--hex", "000", TO], None, 65, "data", "3 digits"),
    ("an empty pipe", [*SIM, "send", TO], b"", 65, "text", "no text on stdin"),
    ("a text with a dash", [*SIM, "send", TO, "-hello"], None, 64, "usage", "behind --"),
    ("a text with a dash and a digit", [*SIM, "send", TO, "-5 degrees"], None, 64, "usage", "behind --"),
    ("a validity without unit", [*SIM, "send", TO, "x", "--validity", "90"], None, 64, "usage", "90m"),
    ("a long reference of 8 bits", ["encode", TO, "x", "--ref8", "--ref", "256"], None, 64, "usage", "255"),
    ("an empty command", [*SIM, "at", ""], None, 64, "usage", "empty"),
    ("bad PDU", ["decode", "00"], None, 65, "pdu", "."),
    ("words for a PDU", ["decode", "hello"], None, 65, "pdu", 'not hexadecimal: "h" at character 0'),
    ("half an octet of a PDU", ["decode", "001"], None, 65, "pdu", "odd number of digits"),
    ("words on stdin for PDUs", ["decode"], b"dear modem,\n", 65, "pdu", "not hexadecimal"),
    # --- devices
    ("no device", ["send", TO, "x"], None, 64, "usage", "no device given"),
    ("no such scheme", ["-d", "carrier:pigeon", "at", "AT"], None, 64, "usage", "carrier:pigeon"),
    ("missing", ["-d", "{dir}/none", "at", "AT"], None, 69, "nodevice", "there is no .*none"),
    ("a regular file", ["-d", "{file}", "at", "AT"], None, 69, "nodevice", "not a serial port"),
    ("a directory", ["-d", "{dir}", "at", "AT"], None, 69, "nodevice", "not a serial port"),
    ("no tty", ["-d", "/dev/null", "at", "AT"], None, 69, "nodevice", "not a serial port"),
    ("nobody listens", ["-d", "tcp:127.0.0.1:{port}", "at", "AT"], None, 69, "nodevice", "listens"),
    ("nobody calls", ["-d", "tcp-listen:{port}", "--timeout", "0.2", "at", "AT"], None, 75, "timeout",
     "nobody connected"),
    ("a closed descriptor", ["-d", "fd:99", "at", "AT"], None, 69, None, "99"),
    ("a descriptor of words", ["-d", "fd:x", "at", "AT"], None, 64, "usage", "fd"),
    ("speed of words", ["-d", "tty:/dev/null?baud=fast", "at", "AT"], None, 64, "usage", "baud"),
    ("option of a port", ["-d", "tty:/dev/null?colour=red", "at", "AT"], None, 64, "usage", "colour"),
    ("option of sim:", [*sim("colour=red"), "at", "AT"], None, 64, "usage", "colour"),
    # --- modems
    ("silent", [*sim("fault=silent"), "send", TO, "x"], None, 69, "nomodem", "no modem answers"),
    ("answers AT, and has no SMS", [*sim("profile=handsfree"), "send", TO, "x"], None, 1, "refused",
     "Message Access Profile"),
    ("endless", [*sim("fault=endless"), "send", TO, "x"], None, 74, "link", "does not end"),
    ("no prompt", [*sim("fault=silent-prompt"), "send", TO, "x"], None, 75, "timeout", "prompt"),
    ("no answer", [*sim("fault=silent-submit"), "send", TO, "x"], None, 2, "unknown", "may have been"),
    ("dies before the prompt", [*sim("fault=unplug-prompt"), "send", TO, "x"], None, 74, "link", "gone"),
    ("dies with the message", [*sim("fault=unplug-submit"), "send", TO, "x"], None, 2, "unknown",
     "not repeated"),
    ("wants its PIN", [*sim("pin=1234"), "send", TO, "x"], None, 77, "pin", "--pin-file"),
    ("wants its PUK", [*sim("pin=1234&pin-attempts=0"), "send", TO, "x"], None, 77, "pin", "PUK"),
    ("no PIN file", [*sim("pin=1234"), "--pin-file", "{dir}/none", "send", TO, "x"], None, 66, "noinput",
     "PIN file"),
    ("no PIN in it", [*sim("pin=1234"), "--pin-file", "{file}", "send", TO, "x"], None, 78, "config",
     "digits"),
    ("not registered", [*sim("fault=noreg"), "send", TO, "x"], None, 75, "temporary", "not registered"),
    ("refused for good", [*sim("fault=cms=1"), "send", TO, "x"], None, 1, "refused", r"\+CMS ERROR: 1\b"),
    ("refused for now", [*sim("fault=cms=42"), "send", TO, "x"], None, 75, "temporary", "try again"),
    ("ERROR", [*sim("fault=error"), "send", TO, "x"], None, 1, "refused", "ERROR"),
    # --- files
    ("no profile", ["-p", "nosuch", "send", TO, "x"], None, 78, "config", "nosuch"),
    ("no profile, said late", ["send", TO, "x", "-p", "nosuch"], None, 78, "config", "nosuch"),
    ("no configuration", ["--config", "{dir}/none", *SIM, "send", TO, "x"], None, 78, "config", "none"),
    ("broken line", ["--config", "{broken}", *SIM, "send", TO, "x"], None, 78, "config", "broken:2"),
    ("unknown setting", ["--config", "{setting}", *SIM, "at", "AT"], None, 78, "config",
     'setting:3.*"colour"'),
    ("timeout of a profile", ["--config", "{slow}", *SIM, "at", "AT"], None, 78, "config", "timeout"),
    ("no batch file", [*SIM, "send", "--batch", "{dir}/none"], None, 66, "noinput", "none"),
    ("a directory as batch", [*SIM, "send", "--batch", "{dir}"], None, 66, "noinput", "."),
    ("trace nowhere", [*SIM, "--trace", "{dir}/none/trace", "at", "AT"], None, 74, "output", "trace"),
    ("trace on a full disk", [*SIM, "--trace", "/dev/full", "at", "AT"], None, 74, "output", "trace"),
)

# What each command says when nothing takes its output.
FULL = (
    [*SIM, "send", TO, "x"], [*SIM, "at", "AT+CSQ"], [*SIM, "info"], ["encode", TO, "x"],
    ["decode", "0011000B916407281553F80000AA0AE8329BFD4697D9EC37"], ["completion", "bash"],
    ["--help"], ["--version"], ["sim"], [*SIM, "push", "sl", TO, "--href", "http://example.com/"],
    ["encode", "push", "sl", TO, "--href", "http://example.com/"],
    ["push", "sl", TO, "--href", "http://example.com/", "--explain"],
)

HOLDER = """
import fcntl, os, sys, termios
fd = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
fcntl.flock(fd, fcntl.LOCK_EX)
fcntl.ioctl(fd, termios.TIOCEXCL)
print("held", flush=True)
sys.stdin.read()
"""


class BadInput(support.Case):
    def places(self):
        return {"dir": self.dir, "file": self.write("file", "not a modem\n"),
                "broken": self.write("broken", "timeout=5\nthis is no INI line\n"),
                "setting": self.write("setting", "[a]\ndevice=sim:\ncolour=red\n"),
                "slow": self.write("slow", "timeout=soon\n"), "port": str(self.reserved_port())}

    def check(self, args, code, name, sentence, stdin=None, **popen):
        plain = self.smsmodem(*args, stdin=stdin, code=code, **popen)
        self.assertRegex(plain.err, "(?m)^smsmodem: .*" + sentence)
        self.assertNotRegex(plain.err, r"[\x00-\x09\x0b-\x1f\x7f]")
        self.check_json([*args, "--json"], code, name, sentence, stdin, popen)
        self.check_json(["--json", *args], code, name, sentence, stdin, popen)

    def check_json(self, args, code, name, sentence, stdin, popen):
        result = self.smsmodem(*args, stdin=stdin, code=code, **popen)
        error = result.json[-1]
        self.assertEqual((error["event"], error["exit"]), ("error", code), result)
        if name:
            self.assertEqual(error["code"], name)
        self.assertRegex(error["text"], sentence)
        octet = re.search(r"octet (\d+) of the text", error["text"])
        self.assertEqual(error.get("offset"), int(octet[1]) if octet else error.get("offset"))

    def test_table(self):
        places = self.places()
        for name, args, stdin, code, identity, sentence in ROWS:
            args = [a.format(**places) if isinstance(a, str) and "{" in a else a for a in args]
            with self.subTest(name):
                self.check(args, code, identity, sentence, stdin)

    def test_option_without_its_argument(self):
        for args in (["send", "--class"], ["send", "-c"], ["-d"], ["--timeout"]):
            with self.subTest(args=args):
                self.check_json(["--json", *args], 64, "usage", "needs an argument", None, {})

    def test_full_output(self):
        for args in FULL:
            for form in ([], ["--json"]):
                with self.subTest(args=args, form=form), open("/dev/full", "wb") as full:
                    result = self.smsmodem(*form, *args, code=74, stdout=full)
                    self.assertRegex(result.err, "(?m)^smsmodem: cannot write the output")

    def test_closed_streams(self):
        """The numbers of missing streams are not lent to the modem's port."""
        phone = self.sim("-v")
        for closed in ("<&-", "2>&-", "<&- 2>&-"):
            with self.subTest(closed):
                process = subprocess.run(["sh", "-c", f'exec "$0" "$@" {closed}', support.PROGRAM, "-d",
                                          phone.device, "send", TO, "hi"], env=self.env,
                                         capture_output=True, check=False)
                self.assertEqual(process.returncode, 0, process)
                self.assertIn(b"sent", process.stdout)
                self.assertEqual(phone.event("submit")["text"], "hi")
        process = subprocess.run(["sh", "-c", 'exec "$0" "$@" >&-', support.PROGRAM, "-d", phone.device,
                                  "send", TO, "not this"], env=self.env, capture_output=True, check=False)
        self.assertEqual(process.returncode, 74, process)
        self.assertIn(b"stdout is closed", process.stderr)
        self.smsmodem("-d", phone.device, "send", TO, "the next")
        self.assertEqual(phone.event("submit")["text"], "the next")

    def test_text_and_stdin(self):
        """Programs without a terminal have some stdin: it is not touched when the text is there."""
        line, = self.smsmodem(*SIM, "--json", "send", TO, "the argument", stdin=b"\xff" * 9).json
        self.assertEqual(line["status"], "sent")

    def test_terminal_as_stdin(self):
        master, slave = os.openpty()
        self.addCleanup(os.close, master)
        self.addCleanup(os.close, slave)
        for args in ([*SIM, "send", TO], [*SIM, "send", TO, "-"], [*SIM, "at"], ["decode"],
                     [*SIM, "send", "--batch", "-"], ["encode", TO]):
            with self.subTest(args=args):
                process = subprocess.Popen([support.PROGRAM, *args], env=self.env, stdin=slave,
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                result = self.finish(process)
                self.assertEqual(result.code, 64, result)
                self.assertRegex(result.err, "argument")


class Devices(BadInput):
    """Ports in a state that they should not be in."""

    test_table = test_option_without_its_argument = test_full_output = None
    test_text_and_stdin = test_terminal_as_stdin = None

    def hold(self, path):
        holder = subprocess.Popen([sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE)
        self.addCleanup(holder.communicate)
        self.assertEqual(holder.stdout.readline(), b"held\n")
        return holder

    def test_busy(self):
        master, slave = os.openpty()
        path = os.ttyname(slave)
        os.set_blocking(master, False)
        self.addCleanup(os.close, master)
        holder = self.hold(path)
        os.close(slave)
        self.check(["-d", path, "send", TO, "x"], 69, "busy", f"in use by python.*pid {holder.pid}\\b")
        self.check(["-d", path, "at", "AT"], 69, "busy", f"pid {holder.pid}\\b")
        self.assertRaises(BlockingIOError, os.read, master, 1)

    def test_busy_with_ourselves(self):
        phone = self.sim("-v")
        other = self.start("-d", phone.device, "at", "AT", "--expect", "+NEVER")
        phone.event("command", line="AT")
        self.check(["-d", phone.device, "at", "AT"], 69, "busy", f"smsmodem.*pid {other.pid}\\b")
        other.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(other).code, 75)
        self.smsmodem("-d", phone.device, "at", "AT")

    def test_no_permission(self):
        if os.getuid() != 0:
            self.skipTest("only root can give the port to another user")
        wire = support.Wire(self)
        os.chmod(self.dir, 0o777)
        # the build may stand where only root may go
        nobody = {"program": shutil.copy(support.PROGRAM, self.path("smsmodem")), "user": 65534,
                  "group": 65534, "extra_groups": []}
        os.chmod(wire.path, 0o000)
        self.check(["-d", wire.path, "at", "AT"], 77, "permission", "no permission", **nobody)
        os.chown(wire.path, 0, 20)  # dialout
        os.chmod(wire.path, 0o660)
        self.check(["-d", wire.path, "at", "AT"], 77, "permission", "usermod -aG dialout", **nobody)

    def test_nothing_answers(self):
        wire = support.Wire(self)
        result = self.smsmodem("-d", wire.path, "--json", "--timeout", "0.3", "send", TO, "x", code=69)
        self.assertEqual((result.json[0]["status"], result.json[0]["code"]), ("failed", "nomodem"))
        self.check(["-d", wire.path, "--timeout", "0.2", "at", "AT"], 75, "timeout", "no answer")
        self.assertIn(b"AT", wire.seen)
        self.assertNotIn(b"CMGS", wire.seen)

    def test_garbage(self):
        noise = bytes(b for b in range(1, 256) if b not in b">") * 3
        wire = support.Wire(self, lambda octets: noise)
        result = self.smsmodem("-d", wire.path, "--json", "--timeout", "0.3", "send", TO, "x", code=69)
        self.assertRegex(result.json[-1]["text"], "is no modem")
        self.assertNotIn(b"CMGS", wire.seen)

    def test_only_its_own_echo(self):
        wire = support.Wire(self, lambda octets: octets)
        result = self.smsmodem("-d", wire.path, "--timeout", "0.2", "at", "AT", code=75)
        self.assertEqual(result.out, "")

    def test_unplugged(self):
        for fault, code in (("unplug-prompt", 74), ("unplug-submit", 2)):
            with self.subTest(fault):
                phone = self.sim("--fault", fault)
                result = self.smsmodem("-d", phone.device, "--json", "send", TO, "x", code=code)
                self.assertEqual(result.json[0]["status"], "unknown" if code == 2 else "failed")
                phone.event("gone")

    def test_unplugged_network_modem(self):
        for fault, code in (("unplug-prompt", 74), ("unplug-submit", 2)):
            with self.subTest(fault):
                phone = self.sim("--tcp", "0", "--fault", fault)
                self.smsmodem("-d", phone.device, "--json", "send", TO, "x", code=code)


if __name__ == "__main__":
    support.main()
