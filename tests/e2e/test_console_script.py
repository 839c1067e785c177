# SPDX-License-Identifier: GPL-3.0-or-later
"""console --script: send, expect, and an exit status that says where it went wrong."""
import os
import random
import signal
import subprocess

import support

CSQ = "+CSQ: 20,99\n"
OK = "OK\n"

# name, device options, script, exit code, stdout, in stderr
SCRIPTS = (
    ("nothing", "", "", 0, "", ""),
    ("comments", "", "# a\n\n  # b\r\n", 0, "", ""),
    ("a byte order mark", "", "\ufeffat AT\n", 0, OK, ""),
    ("send and expect", "", "send AT+CSQ\nexpect OK\n", 0, CSQ + OK, ""),
    ("quoted", "", 'send "AT+CSQ" # asks\nexpect "+CSQ: 2" # well\nexpect OK', 0, CSQ + OK, ""),
    ("bare text keeps quotes and signs", "", 'send AT+CPMS="SM","SM"\nexpect OK\nsend ATD#1#;\nexpect OK',
     0, None, ""),
    ("escapes", "", r'send "A\x54+CS\x51"' "\nexpect \"\\r\\n+CSQ\"\nexpect OK\n", 0, CSQ + OK, ""),
    ("without CR", "", r'send -n "AT+CSQ\r"' "\nexpect OK\n", 0, CSQ + OK, ""),
    ("without CR, bare", "", "send -n AT+C\nsend -n SQ\nsend\nexpect OK\n", 0, CSQ + OK, ""),
    ("a line of regular expression", "", r"send AT+CSQ" "\n" r"expect /^\+CSQ: [0-9]+,99$/" "\nexpect OK",
     0, CSQ + OK, ""),
    ("in any case", "", "send AT+CSQ\nexpect /^\\+csq/i # well\nexpect /^ok$/i", 0, CSQ + OK, ""),
    ("a slash", "", "send ATI\nexpect /(m s|\\/)imulated/\nexpect OK", 0, None, ""),
    ("not the whole line", "", "timeout 0.3\nsend AT+CSQ\nexpect /^CSQ/", 75, CSQ + OK, "script:3: /^CSQ/"),
    ("the echo is none", "echo=on", "timeout 0.3\nsend AT+NOSUCH\nexpect NOSUCH", 75, "ERROR\n",
     "\"NOSUCH\" was expected within 0.3 s"),
    ("what came is consumed", "", "timeout 0.3\nsend AT\nexpect OK\nexpect OK", 75, OK, "script:4: "),
    ("what came before may be expected", "", "send AT+CSQ\nwait 0.1\nexpect +CSQ\nexpect OK", 0, CSQ + OK, ""),
    ("what came is told", "", "timeout 0.3\nsend AT+CSQ\nexpect NO", 75, CSQ + OK,
     r'what came was "\r\n+CSQ: 20,99\r\n\r\nOK\r\n"'),
    ("nothing came", "fault=silent", "timeout 0.2\nsend AT\nexpect OK", 75, "", "what came was nothing"),
    ("at", "", "at AT+CSQ\nat AT+CMGF?\n", 0, CSQ + OK + "+CMGF: 0\nOK\n", ""),
    ("at, its answer is expected", "", "at AT+CSQ\nexpect +CSQ: 20,99", 0, CSQ + OK, ""),
    ("at, its answer is consumed", "", "timeout 0.3\nat AT+CSQ\nexpect CSQ: 20\nexpect CSQ", 75, CSQ + OK,
     "script:4: "),
    ("at, its result is its own", "", "timeout 0.3\nat AT\nexpect OK", 75, OK, "script:3: "),
    ("at, an older answer is none", "", "timeout 0.3\nat AT+CSQ\nat AT\nexpect +CSQ", 75, CSQ + OK + OK, ""),
    ("at, refused", "", "at AT+CMEE=1\nat AT+CMGR=99\nat AT", 1, OK + "+CMS ERROR: 321\n",
     "script:2: the modem refused it: +CMS ERROR: 321 (invalid memory index"),
    ("at, silent", "fault=silent", "timeout 0.2\nat AT\nat AT", 75, "", "script:2: "),
    ("data", "", 'at AT+CMGF=1\nat AT+CMGS="+491701234567"\ndata hello\nexpect +CMGS', 0,
     OK + "+CMGS: 0\nOK\n", ""),
    ("data after send", "", 'at AT+CMGF=1\nsend AT+CMGS="+491701234567"\ndata "hello"', 0,
     OK + "+CMGS: 0\nOK\n", ""),
    ("the prompt is expected", "", 'at AT+CMGF=1\nsend AT+CMGS="+491701234567"\nexpect ">"\n'
     'send -n "hello\\x1A"\nexpect +CMGS:\nexpect OK', 0, OK + "+CMGS: 0\nOK\n", ""),
    ("data, refused", "fault=cms=500", 'at AT+CMGF=1\nat AT+CMGS="+491"\ndata ""', 1, None, "script:3: "),
    ("data, no answer", "fault=silent-submit",
     'at AT+CMGF=1\nat AT+CMGS="+491"\ntimeout 0.3\ndata x', 2, OK, "script:4: "),
    ("data, no prompt", "fault=silent-prompt",
     'at AT+CMGF=1\ntimeout 0.3\nsend AT+CMGS="+491"\ndata x', 75, None, "script:4: "),
    ("data, not wanted", "", "send AT\ndata x", 1, OK, "script:2: the modem wants no data"),
    ("data, nothing runs", "", "at AT\ndata x", 65, OK, "script:2: "),
    ("data forgotten", "", 'at AT+CMGF=1\nat AT+CMGS="+491"\n', 65, OK, "prompt"),
    ("a command for data", "", 'at AT+CMGF=1\nat AT+CMGS="+491"\nat AT', 65, OK, "script:3: "),
    ("log", "", "log hello  there \nlog\nlog \"\\x1b[2J\"\n", 0, "", "hello  there\n\n\\x1B[2J\n"),
    ("exit", "", "exit 7\nat AT", 7, "", ""),
    ("exit at once", "", "exit\nat AT", 0, "", ""),
    ("a dot command", "", ".plain on\n.sms +491701234567 hello\nat AT", 0, None, ""),
    ("a dot command that fails", "", "at AT\n.sms\nat AT", 64, OK, "script:2: "),
    ("a dot command, refused", "fault=cms=500", ".sms +491701234567 hello\nat AT", 1, None, ""),
    ("leaving", "", ".quit\nat AT", 0, "", ""),
    ("unplugged", "fault=unplug-prompt", 'at AT+CMGF=1\nat AT+CMGS="+491"\ndata x', 74, OK, ""),
)

BY_OCTETS = 'at AT+CMGF=1\nsend AT+CMGS="+491701234567"\nexpect ">"\nsend -n "hello\\x1A"\n'

# the same, behind a message that send ended with its Ctrl-Z
HANDED_OVER = (
    ("the end", "", "", 0, "+CMGS: 0\nOK\n", ""),
    ("its first line", "", "expect +CMGS:", 0, "+CMGS: 0\nOK\n", ""),
    ("all of it", "", "expect +CMGS:\nexpect OK\nat AT", 0, "+CMGS: 0\nOK\nOK\n", ""),
    ("a command", "", "at AT+CSQ", 0, "+CMGS: 0\nOK\n" + CSQ + OK, ""),
    ("a line", "", "send AT+CSQ\nexpect +CMGS\nexpect +CSQ\nexpect OK", 0, "+CMGS: 0\nOK\n" + CSQ + OK, ""),
    ("leaving", "", ".quit", 0, "+CMGS: 0\nOK\n", ""),
    ("exit", "", "exit 7", 7, "+CMGS: 0\nOK\n", ""),
    ("data once more", "", "data x", 65, "+CMGS: 0\nOK\n", "script:5: "),
    ("refused", "fault=cms=500", "", 1, "ERROR\n", "script:4: the modem refused it: ERROR"),
    ("refused in a wait", "fault=cms=500", "wait 0.2\nlog x", 1, "ERROR\n", "script:4: "),
    ("refused, a command", "fault=cms=500", "at AT", 1, "ERROR\n", "script:4: "),
    ("refused as expected", "fault=cms=500", "expect /^ERROR/", 0, "ERROR\n", ""),
    ("refused, exit", "fault=cms=500", "exit", 0, "ERROR\n", ""),
    ("no answer", "fault=silent-submit", "", 2, "", "script:5: no answer came in time; what was sent"),
    ("no answer, waited for", "fault=silent-submit", "wait 0.5", 2, "", "script:5: no answer came in time"),
    ("no answer, expected", "fault=silent-submit", "expect +CMGS:", 2, "", "script:6: \"+CMGS:\" was expected"),
    ("no answer, not long", "fault=silent-submit", "timeout 0.1\nexpect +CMGS:", 2, "", "script:7: "),
)

# statement, in stderr
BAD = (
    ("sned AT", "send"), ("SEND AT", "send"), ("at", "which"), ("at  ", "which"), ('at ""', "which"),
    (r"at AT\rAT", "control"), (r"at AT\x00", "control"), ("expect", "what"), ('expect ""', "what"),
    ("expect /OK", "end with /"), ("expect //", "empty"), ("expect /(/", "regular"), ("expect /a/x", "follows"),
    ('send "AT', "not closed"), ('send "AT" x', "follows"), (r"send AT\q", "backslash"), (r"send AT\x4", "backslash"),
    ("send AT\\", "backslash"), (r'send "AT\"', "not closed"), ("timeout", "seconds"), ("timeout 0", "seconds"),
    ("timeout x", "seconds"), ("timeout 1 2", "seconds"), ("timeout -1", "seconds"), ("wait nan", "seconds"),
    ("wait 86401", "seconds"), ("exit 256", "255"), ("exit x", "255"), ("break 1", "nothing"), ("data", "data"),
    (r"data a\x1a", "Ctrl-Z"), (r"data a\x00", "NUL"), (r"log \a", "backslash"), ("at AT\0", "NUL"),
    (".smss +49 x", "did you mean .sms"), (".nosuch", "there is no .nosuch"), (".", "there is no"),
    ('.push si "+49', "quote"), ("..x", "at or send"),
    ("send " + "x" * 1100000, "too long"),
)


class Script(support.Case):
    def script(self, text, device="sim:", *args, code=0, **popen):
        self.write("script", text)
        return self.smsmodem("-q", "-d", device, "console", "--script", "script", *args, cwd=self.dir,
                             code=code, **popen)

    def test_scripts(self):
        for name, options, text, code, out, err in SCRIPTS:
            with self.subTest(name):
                result = self.script(text, "sim:?" + options, code=code)
                if out is not None:
                    self.assertEqual(result.out, out)
                self.assertIn(err, result.err)

    def test_handed_over(self):
        """Octets end data as well: its result is waited for, and its exit status is the truth."""
        for name, options, text, code, out, err in HANDED_OVER:
            with self.subTest(name):
                limit = "timeout 0.3\n" if "silent" in options else ""
                result = self.script(limit + BY_OCTETS + text, "sim:?" + options, code=code)
                self.assertEqual(result.out, OK + out)
                self.assertIn(err, result.err)

    def test_a_prompt_that_is_left(self):
        """ESC among octets is an end, too; and Ctrl-Z before the prompt came."""
        result = self.script(BY_OCTETS.replace("x1A", "x1B") + "expect OK\nat AT+CSQ")
        self.assertEqual(result.out, OK + OK + CSQ + OK)
        result = self.script(BY_OCTETS.replace('expect ">"\n', "") + "at AT+CSQ")
        self.assertEqual(result.out, OK + "+CMGS: 0\nOK\n" + CSQ + OK)

    def test_nothing_follows_the_data(self):
        """Neither ESC nor a command, and a signal says that nobody knows."""
        wire = support.Wire(self, lambda octets: b"\r\n> " if b"+CMGS" in octets else b"")
        text = 'send AT+CMGS=18\nexpect ">"\nsend -n "00\\x1A"\n'
        self.write("script", text + "log ready\nwait 1000\n")
        process = self.start("-d", wire.path, "console", "--script", self.path("script"))
        self.assertEqual(process.stderr.readline(), b"ready\n")
        process.send_signal(signal.SIGTERM)
        result = self.finish(process)
        self.assertEqual(result.code, 2, result)
        self.assertIn("unknown", result.err)
        self.assertEqual(wire.seen, b"AT+CMGS=18\r00\x1a")

    def test_secrets(self):
        """What came instead may be what was sent."""
        for sent in ("AT+CPIN=1234", "at+cpin=1234", "AT+X\\x00AT+CPIN=1234"):
            with self.subTest(sent):
                wire = support.Wire(self, lambda octets: octets)
                result = self.script(f'timeout 0.3\nsend -n "{sent}"\nexpect NO', wire.path, code=75)
                self.assertNotIn("1234", result.err)
                self.assertIn(f'what came was "{sent.replace("1234", "****")}"', result.err)

        for wanted, shown in (('"x\\rAT+CPIN=1234"', '"x\\rAT+CPIN=****"'), ("/AT\\+CPIN=1234/", "/AT\\+CPIN=****")):
            err = self.script("timeout 0.1\nexpect " + wanted, code=75).err
            self.assertIn(shown + " was expected", err)

    def test_before_the_device(self):
        """What is wrong with a script is told where no device is, too."""
        none = self.path("none")
        self.assertIn("script:1: ", self.script("nonsense", none, code=65).err)
        self.smsmodem("-d", none, "console", "--script", self.path("nowhere"), code=66)
        self.script("at AT", none, code=69)

    def test_interrupted_before_it_is_whole(self):
        os.mkfifo(self.path("fifo"))
        process = self.start("-d", self.path("none"), "console", "--script", self.path("fifo"))
        writer = None
        while writer is None:
            try:
                writer = os.open(self.path("fifo"), os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # nobody reads yet
                self.assertRaises(subprocess.TimeoutExpired, process.wait, 0.01)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(support.PATIENCE), 75)
        os.close(writer)
        self.assertIn("interrupted", self.finish(process).err)

    def test_bad_statements(self):
        """All of a file is checked before anything is sent."""
        for at in range(0, len(BAD), 15):
            bad = BAD[at:at + 15]
            result = self.script("at AT\n" + "\n".join(statement for statement, _ in bad) + "\n", code=65)
            self.assertEqual(result.out, "")
            told = result.err.splitlines()
            self.assertEqual(len(told), len(bad), result)
            for line, (number, (statement, why)) in zip(told, enumerate(bad, 2)):
                with self.subTest(statement[:40]):
                    self.assertRegex(line, f"^smsmodem: script:{number}: .*" + why)

    def test_all_bad_statements_are_told(self):
        result = self.script("a\nat AT\nb\n#\nc", code=65)
        self.assertEqual([line.split()[1] for line in result.err.splitlines()],
                         ["script:1:", "script:3:", "script:5:"])
        self.assertEqual(self.script("a\n" * 1000, code=65).err.count("\n"), 20)

    def test_files(self):
        self.smsmodem("-d", "sim:", "console", "--script", self.path("none"), code=66)
        self.smsmodem("-d", "sim:", "console", "--script", self.dir, code=66)
        out = self.smsmodem("-d", "sim:", "console", "--script", "-", stdin="at AT+CSQ\n").out
        self.assertEqual(out, CSQ + OK)
        result = self.smsmodem("-d", "sim:", "console", "--script", "-", stdin="x\n", code=65)
        self.assertIn("stdin:1: ", result.err)

    def test_options(self):
        """--timeout is what the script may change."""
        result = self.script("send AT\nexpect NO", "sim:", "--timeout", "0.2", code=75)
        self.assertIn("within 0.2 s", result.err)
        result = self.script("at AT\nexpect NO", "sim:?fault=silent", "--timeout", "0.2", code=75)
        self.assertIn("script:1: ", result.err)

    def test_break(self):
        """A pseudo-terminal takes it, or says that it has none."""
        phone = self.sim()
        self.assertIn(self.script("break\nat AT", phone.device, code=None).code, (0, 64))
        result = self.script("at AT\nbreak\nat AT", code=64)
        self.assertRegex(result.err, "script:2: .{8,}")

    def test_what_it_says_is_what_was_sent(self):
        wire = support.Wire(self, lambda octets: b"\r\nOK\r\n" if octets[-1:] == b"\r" else b"")
        self.script('send -n "\\x00\\xFF\\x1A"\nsend "a b" \nexpect OK\nsend  c d  \nexpect OK\nat AT\nsend last',
                    wire.path)
        process_end = wire.seen  # the last octets went out before it ended
        self.assertEqual(process_end, b"\x00\xff\x1aa b\rc d\rAT\rlast\r")

    def test_unsolicited(self):
        """A line that comes between two commands is not lost."""
        replies = iter([b'\r\nOK\r\n', b'\r\n+CMTI: "SM",3\r\n\r\nOK\r\n', b"\r\nOK\r\n"])
        wire = support.Wire(self, lambda octets: next(replies))
        result = self.script("at AT\nat AT\nat AT\nexpect +CMTI:\n", wire.path)
        self.assertEqual(result.out, 'OK\n+CMTI: "SM",3\nOK\nOK\n')

    def test_a_partial_line(self):
        """What has no end may be expected, too: a prompt of somebody's console."""
        replies = {b"\r": b"\r\nlogin: ", b"root\r": b"root\r\nPassword: ", b"x\r": b"\r\n# "}
        wire = support.Wire(self, lambda octets: replies.get(octets, b""))
        result = self.script("send\nexpect login:\nsend root\nexpect /^Password: $/\nsend x\nexpect \"# \"\n",
                             wire.path)
        self.assertIn("login: ", result.out)

    def test_hostile_answers(self):
        """More than is kept, no line ends, NUL octets, and the escapes of terminals."""
        flood = b"\r\n" + b"x" * 60000 + b"\r\n\x1b]0;title\x07\x00\xff\r\n" * 300 + b"\r\nOK\r\n"
        wire = support.Wire(self, lambda octets: flood if octets == b"AT\r" else b"")
        result = self.script("timeout 20\nsend AT\nexpect /^OK$/\ntimeout 0.3\nexpect NO\n", wire.path,
                             code=75)
        self.assertNotRegex(result.out + result.err, "[\x00-\x09\x0b-\x1f\x7f]")
        self.assertLess(len(result.err), 600)

    def test_noise(self):
        """Octets of no kind as a script, and as answers."""
        rng = support.random_generator()
        for _ in range(4):
            self.script(rng.randbytes(2000), code=65)
            words = ["send", "expect /", "at AT", "wait 0.0", "log", "timeout 0.01", '"', "\\x", "#", "-n", "\n",
                     "\n", " ", "data", "."]
            text = "timeout 0.02\n" + "".join(rng.choice(words) for _ in range(40))
            noise = random.Random(rng.random())
            wire = support.Wire(self, lambda octets, noise=noise: noise.randbytes(50) + b"\r\n")
            result = self.script(text, wire.path, code=None)
            self.assertIn(result.code, (0, 1, 2, 64, 65, 75), result)

    def test_the_device_goes(self):
        for statement in ("expect NEVER", "wait 100", "at AT+CSQ"):
            with self.subTest(statement):
                phone = self.sim("-v", "--fault", "silent@2")
                self.write("script", f"at AT\nlog ready\n{statement}\n")
                process = self.start("-d", phone.device, "console", "--script", self.path("script"))
                self.assertEqual(process.stderr.readline(), b"ready\n")
                phone.tell("unplug")
                self.assertEqual(self.finish(process).code, 74)
                phone.stop()

    def test_interrupted(self):
        phone = self.sim()
        self.write("script", "log ready\nwait 1000\n")
        process = self.start("-d", phone.device, "console", "--script", self.path("script"))
        self.assertEqual(process.stderr.readline(), b"ready\n")
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 75)

    def test_nobody_reads(self):
        sink = os.open("/dev/full", os.O_WRONLY)
        self.script("at AT\nwait 1000\n", code=74, stdout=sink)
        os.close(sink)

    def test_stdin_is_not_touched(self):
        """What else is in a pipe is for who comes behind."""
        process = self.start("-d", "sim:", "console", "--script", self.write("script", "at AT\nwait 0.2\n"),
                             stdin=subprocess.PIPE)
        self.assertEqual(self.finish(process, "AT+CSQ\n").out, OK)


if __name__ == "__main__":
    support.main()
