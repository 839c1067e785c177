# SPDX-License-Identifier: GPL-3.0-or-later
"""at: the lines of the answer, and an exit status that scripts can trust."""
import signal
import socket
import subprocess

import support

# name, device options, arguments, exit code, stdout
COMMANDS = (
    ("plain", "", ["AT"], 0, ""),
    ("a line", "", ["AT+CSQ"], 0, "+CSQ: 20,99\n"),
    ("no echo", "echo=on", ["ATE1", "AT+CSQ"], 0, "+CSQ: 20,99\n"),
    ("stuck echo", "fault=echo=stuck", ["ATE0", "AT+CSQ"], 0, "+CSQ: 20,99\n"),
    ("double echo", "fault=echo=double", ["AT+CSQ"], 0, "+CSQ: 20,99\n"),
    ("several", "", ["AT+CSQ", "AT+CMGF?"], 0, "+CSQ: 20,99\n+CMGF: 0\n"),
    ("refused", "", ["AT+NOSUCH"], 1, ""),
    ("stops there", "", ["AT+NOSUCH", "AT+CSQ"], 1, ""),
    ("answers before", "", ["AT+CSQ", "AT+NOSUCH"], 1, "+CSQ: 20,99\n"),
    ("a storage place that is empty", "", ["AT+CMGF=0", "AT+CMGR=1"], 1, None),
    ("for now is also refused", "fault=cms=42", ["AT+CMGF=0", "AT+CMGS=1"], 1, None),
    ("silent", "fault=silent", ["AT"], 75, ""),
    ("no prompt", "fault=silent-prompt", ["AT+CMGF=1", 'AT+CMGS="+491"', "--data", "x"], 75, None),
    ("no answer after the data", "fault=silent-submit", ['AT+CMGS="+491"', "--data", "x"], 2, None),
    ("unplugged", "fault=unplug-prompt", ['AT+CMGS="+491"', "--data", "x"], 74, None),
    ("a control character", "", ["AT\rAT"], 64, ""),
    ("ctrl-z in the data", "", ['AT+CMGS="+491"', "--data", "a\x1ab"], 64, ""),
    ("nothing unasked", "", ["AT", "--expect", "+CMTI:"], 75, ""),
)

CONSOLE = {b"ATI": b"\r\nConsole 1.0\r\n\r\nOK\r\n", b"AT+CSQ": b"\r\n+CSQ: 17,99\r\n\r\nOK\r\n"}


class Commands(support.Case):
    def test_exit_codes_and_lines(self):
        for name, options, args, code, out in COMMANDS:
            before = ["AT+CMGF=1"] if "--data" in args and "AT+CMGF=1" not in args else []
            if name.startswith("for now"):
                args = ["AT+CMGS=14", "--data", "00010004919471000001" + "61"]
            with self.subTest(name):
                result = self.smsmodem("-d", "sim:?" + options, "at", *before, *args, code=code)
                if out is not None:
                    self.assertEqual(result.out, out)
                if code:
                    self.assertRegex(result.err, "(?m)^smsmodem: .{8,}")
                    self.assert_json_error(["-d", "sim:?" + options, "at", *before, *args], code)

    def assert_json_error(self, args, code):
        error = self.smsmodem("--json", *args, code=code).json[-1]
        self.assertEqual((error["event"], error["exit"]), ("error", code))
        self.assertTrue(error["code"] and error["text"])

    def test_json(self):
        lines = self.smsmodem("-d", "sim:", "--json", "at", "AT+CSQ", "AT+NOSUCH", code=1).json
        parsed = lines[0].pop("parsed")
        self.assertEqual(lines[0], {"command": "AT+CSQ", "lines": ["+CSQ: 20,99"], "result": "OK"})
        self.assertEqual(parsed[0]["parameters"], [20, 99])
        self.assertIn("CMEE=1", lines[1].pop("meaning"))
        self.assertEqual(lines[1], {"command": "AT+NOSUCH", "lines": [], "parsed": [], "result": "ERROR"})
        self.assertEqual((lines[2]["code"], lines[2]["exit"]), ("refused", 1))
        silent = self.smsmodem("-d", "sim:?fault=silent", "--json", "at", "AT", code=75).json
        self.assertIsNone(silent[0]["result"])

    def test_what_to_do_next(self):
        """A refusal without a reason, a line that is no command, and a silent modem."""
        for device, command, code, text in (
                ("sim:", "AT+NOSUCH", 1, r"AT\+NOSUCH: ERROR \(AT\+CMEE=1 may "),
                ("sim:?fault=silent", "CSQ", 75, r"\(a command begins with AT\)"),
                ("sim:?fault=silent", "at", 75, r"\(in case it waits for a text it got ESC")):
            with self.subTest(command):
                args = ("-d", device, "--timeout", "0.2", "at", command)
                self.assertRegex(self.smsmodem(*args, code=code).err, text)
                self.assertRegex(self.smsmodem("--json", *args, code=code).json[-1]["text"], text)

    def test_a_prompt_that_somebody_left(self):
        """The first command is taken for a message's text; the second is a command again."""
        said = []

        def answer(octets):
            said.append(octets)
            return b"\r\nOK\r\n" if b"\x1b" in b"".join(said) else b"\r\n> "

        wire = support.Wire(self, answer)
        self.smsmodem("-d", wire.path, "--timeout", "0.2", "at", "AT", code=75)
        self.smsmodem("-d", wire.path, "--timeout", "5", "at", "AT")
        self.assertNotIn(b"\x1a", wire.seen)

    def called(self, greeting=b""):
        """A phone's own console that calls back to a waiting program and answers it."""
        port = self.reserved_port()
        process = self.start("-d", f"tcp-listen:{port}", "at", "ATI", "AT+CSQ")
        caller = None
        while caller is None:
            try:
                caller = socket.create_connection(("127.0.0.1", port), timeout=support.PATIENCE)
            except ConnectionRefusedError:
                self.assertRaises(subprocess.TimeoutExpired, process.wait, 0.01)
        heard, held = [], b""
        with caller:
            caller.sendall(greeting)
            while octets := caller.recv(4096):
                caller.sendall(octets)  # the echo
                *lines, held = (held + octets).split(b"\r")
                heard += lines
                for line in lines:
                    caller.sendall(CONSOLE.get(line, b"\r\nOK\r\n"))
            name = "%s:%d" % caller.getsockname()
        result = self.finish(process)
        self.assertEqual(result.code, 0, result)
        # a greeting that comes behind the first command cannot be told from its answer
        self.assertEqual(result.out.removeprefix("Console ready\n"), "Console 1.0\n+CSQ: 17,99\n")
        self.assertIn(name, result.err)  # who it was
        self.assertEqual([line for line in heard if line in CONSOLE], list(CONSOLE))

    def test_called_by_a_modem(self):
        self.called()

    def test_called_by_a_console(self):
        """It says something itself before it is asked."""
        self.called(b"\r\nConsole ready\r\n\r\nRING\r\n\r\n+CREG: 1\r\n")

    def test_error_numbers(self):
        lines = self.smsmodem("-d", "sim:", "--json", "at", "AT+CMEE=1", "AT+CMGF=0", "AT+CMGR=250",
                              code=1).json
        self.assertEqual(lines[-1]["cms"], 321)

    def test_data_at_the_prompt(self):
        phone = self.sim()
        out = self.smsmodem("-d", phone.device, "at", "AT+CMGF=1", 'AT+CMGS="+491701234567"',
                            "--data", "hello").out
        self.assertEqual(out, "+CMGS: 0\n")
        event = phone.event("submit")
        self.assertEqual((event["to"], event["text"]), ("+491701234567", "hello"))

    def test_lines_on_stdin(self):
        result = self.smsmodem("-d", "sim:", "at", stdin="AT+CSQ\r\n\nAT+CMGF?\n")
        self.assertEqual(result.out, "+CSQ: 20,99\n+CMGF: 0\n")
        result = self.smsmodem("-d", "sim:", "at", stdin="AT+CSQ\nAT+NOSUCH\nAT+CMGF?", code=1)
        self.assertEqual(result.out, "+CSQ: 20,99\n")

    def test_bad_lines_on_stdin(self):
        for name, text, code, out in (
                ("a NUL octet", "AT+CSQ\nAT\0+CSQ\nAT+CSQ\n", 65, "+CSQ: 20,99\n"),
                ("too long", "AT+CSQ\nAT" + "1" * 1100000 + "\nAT+CSQ\n", 65, "+CSQ: 20,99\n"),
                ("too long for a command", "AT" + "1" * 100000, 64, ""),
                ("an escape", "AT\x1b[2J\n", 64, ""),
                ("nothing", "", 0, ""), ("blank lines", "\n\r\n\n", 0, "")):
            with self.subTest(name):
                result = self.smsmodem("-d", "sim:", "at", stdin=text, code=code)
                self.assertEqual(result.out, out)
                self.assertNotIn("\x1b", result.err)

    def test_a_pdu_as_data(self):
        phone = self.sim()
        out = self.smsmodem("-d", phone.device, "at", "AT+CMGF=0", "--data",
                            "0001000C919471103254760000" "05E8329BFD06", "AT+CMGS=18").out
        self.assertEqual(out, "+CMGS: 0\n")
        self.assertEqual(phone.event("submit")["text"], "hello")

    def test_stdin_as_a_conversation(self):
        process = self.start("-d", "sim:", "at", stdin=subprocess.PIPE)
        for line in (b"AT+CSQ\n", b"AT+CSQ\n"):
            process.stdin.write(line)
            process.stdin.flush()
            self.assertEqual(process.stdout.readline(), b"+CSQ: 20,99\n")
        self.assertEqual(self.finish(process).code, 0)

    def test_foreign_lines_are_escaped(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "at", "AT", "--expect", "+EVIL")
        phone.event("command", line="AT")
        phone.tell("urc +EVIL: \x1b[31m\u202e")
        result = self.finish(process)
        self.assertEqual(result.out, "+EVIL: \\x1B[31m\\xE2\\x80\\xAE\n")


class Expect(support.Case):
    def test_a_line_that_comes_later(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "at", "AT+CUSD=1;+CSQ", "--expect", "+CUSD:")
        phone.event("command", line="AT+CUSD=1;+CSQ")
        phone.tell("urc +OTHER: 1")
        phone.tell("ussd Balance 5.00")
        result = self.finish(process)
        self.assertEqual((result.code, result.out), (0, '+CSQ: 20,99\n+CUSD: 0,"Balance 5.00",15\n'))

    def test_json(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "--json", "at", "AT", "--expect", "+cmti:")
        phone.event("command", line="AT")
        phone.tell("urc +CMTI: \"SM\",3")
        result = self.finish(process)
        line = result.json[1]
        self.assertEqual((line["expected"], line["lines"]), ("+cmti:", ['+CMTI: "SM",3']))
        self.assertEqual(line["parsed"][0]["parameters"], ["SM", 3])
        self.assertIn("CMGR=3", line["parsed"][0]["meaning"])

    def test_interrupted(self):
        phone = self.sim("-v")
        process = self.start("-d", phone.device, "--json", "at", "AT", "--expect", "+CMTI:")
        phone.event("command", line="AT")
        process.send_signal(signal.SIGINT)
        result = self.finish(process)
        self.assertEqual((result.code, result.json[-1]["code"]), (75, "cancelled"))

    def test_without_a_command(self):
        phone = self.sim()
        process = self.start("-d", phone.device, "at", "--expect", "+CMTI")
        # told again until it listens: nothing shows that it does
        while process.poll() is None:
            phone.tell('urc +CMTI: "SM",7')
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                pass
        result = self.finish(process)
        self.assertEqual((result.code, result.out), (0, '+CMTI: "SM",7\n'))
        self.smsmodem("-d", "sim:", "at", "--expect", "+CMTI", code=75)

    def test_in_vain(self):
        error = self.smsmodem("-d", "sim:", "--json", "--timeout", "5", "at", "AT", "--expect", "+X",
                              code=75).json[-1]
        self.assertEqual(error["code"], "timeout")


class Secrets(support.Case):
    """A PIN is in the SIM and in its file, and nowhere that we write."""

    PIN, WRONG = "4711", "9182"

    def phone_with_pin(self, *args):
        return self.sim("--pin-file", self.write("phone-pin", self.PIN + "\n"), "-v", *args)

    def assert_hidden(self, secret, *results):
        for result in results:
            self.assertNotIn(secret, result.out + result.err)
        trace = self.read("trace")
        self.assertNotIn(secret, trace)
        self.assertIn("+CPIN=****", trace)

    def test_typed_by_the_user(self):
        phone = self.phone_with_pin()
        for form in ([], ["--json"], ["-v"]):
            result = self.smsmodem("-d", phone.device, *form, "--trace", self.path("trace"), "at",
                                   f'AT+CPIN="{self.WRONG}"', code=None)
            self.assert_hidden(self.WRONG, result)
        for line in ("at+cpin={}", 'AT+CPWD="SC","{}","1"', 'AT+CLCK="SC",1,"{}"', "AT+CSQ;+CPIN={}"):
            shown, = self.smsmodem("-d", "sim:", "--json", "at", line.format(self.PIN), code=None).json[:1]
            self.assertNotIn(self.PIN, shown["command"])

    def test_from_a_file(self):
        phone = self.phone_with_pin()
        ours = self.write("pin", self.PIN)
        result = self.smsmodem("-d", phone.device, "--pin-file", ours, "--json", "--trace",
                               self.path("trace"), "send", "+491", "x")
        self.assertEqual(phone.event("submit")["text"], "x")
        self.assert_hidden(self.PIN, result)

    def test_wrong_is_tried_once_only(self):
        phone = self.phone_with_pin()
        ours = self.write("pin", self.WRONG)
        send = ["-d", phone.device, "--pin-file", ours, "--trace", self.path("trace"), "send", "+491", "x"]
        first = self.smsmodem(*send, code=77)
        self.assert_hidden(self.WRONG, first)
        second = self.smsmodem(*send, code=77)
        self.assertIn("not tried again", second.err)
        self.assertNotIn("+CPIN=", self.read("trace"))
        left = self.smsmodem("-d", phone.device, "at", 'AT+CPINR="SIM PIN"').out
        self.assertIn("SIM PIN,2,3", left)

    def test_never_with_one_attempt_left(self):
        phone = self.phone_with_pin("--pin-attempts", "1")
        result = self.smsmodem("-d", phone.device, "--pin-file", self.write("pin", self.PIN), "--json",
                               "send", "+491", "x", code=77)
        self.assertIn("only 1 attempt", result.json[-1]["text"])


if __name__ == "__main__":
    support.main()
