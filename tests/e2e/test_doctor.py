# SPDX-License-Identifier: GPL-3.0-or-later
"""`doctor`: each seeded fault is named, and nothing else; what is well is said to be ready."""
import os
import shutil
import signal
import subprocess
import sys
import time

import support
from bluetooth_support import BUILD
from doctor_support import Doctor

PORTS = os.path.join(BUILD, "tests/smsmodem_ports_puppet")

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
    ("storage full", ["--fault", "full"], "storage", 75, "is full", r"smsmodem -d \S+ delete --read --storage ME`"),
    ("no SMSC", ["--smsc", "none"], "smsc", 1, "no number of the message centre", r"AT\+CSCA=.*send --smsc"),
    ("dead phone that echoes", ["--fault", "echo=only"], "at", 69, "sends back what it gets", "off and on"),
    ("text mode only", ["--fault", "text-only"], "pdu", 1, "text mode only", "another phone"),
)


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
        phone, nobody = self.sim(), {}
        if os.getuid() == 0:
            os.chmod(self.dir, 0o777)
            # the build may stand where only root may go
            nobody = {"program": shutil.copy(support.PROGRAM, self.path("smsmodem")), "user": 65534, "group": 65534,
                      "extra_groups": []}
        path = os.path.realpath(phone.device)
        os.chmod(path, 0o000)
        checks, verdict = self.doctor(phone.device, code=77, **nobody)
        self.assert_only(checks, verdict, "permission", "only its owner may", "only its owner may")
        if os.getuid() != 0:
            return  # only root can give the port to another group
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
                self.assertEqual("delete --read" in (checks["storage"]["fix"] or ""), bool(warned))
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
        with open(phone.device, "r+b", buffering=0,
                  opener=lambda path, flags: os.open(path, flags | os.O_NOCTTY)) as port:
            support.tty.setraw(port)
            port.write(b"AT+CMGS=20\r")
            while b">" not in port.read(64):
                pass
            checks = self.assert_ready(phone.device, warned=("owner",))
        self.assertIn(f"(pid {os.getpid()}", checks["owner"]["text"])


class Shared(Doctor):
    """A port that somebody has open who took no lock: ours to open, and read along."""

    HOLDER = """if True:
        import os, sys
        ports = [os.open(path, os.O_RDWR | os.O_NOCTTY) for path in sys.argv[2:]]
        with open("/proc/self/comm", "w") as name:
            name.write(sys.argv[1])
        print(flush=True)
        sys.stdin.read()
    """

    def holder(self, name, *paths):
        process = subprocess.Popen([sys.executable, "-c", self.HOLDER, name, *paths], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE)
        self.addCleanup(self.let_go, process)
        self.assertEqual(process.stdout.readline(), b"\n")
        return process.pid

    @staticmethod
    def let_go(process):
        process.communicate()

    def test_named(self):
        phone, other = self.sim(), self.sim("--pty", self.path("other"))
        self.holder("elsewhere", other.device)
        self.assertEqual(self.assert_ready(phone.device)["owner"]["text"], "nobody else is seen to have it")
        pid = self.holder("min\x1bi com", phone.device)
        for device in (phone.device, f"tty:{phone.device}?baud=9600", os.path.realpath(phone.device)):
            with self.subTest(device):
                owner = self.assert_ready(device, warned=("owner",))["owner"]
                self.assertRegex(owner["text"], rf"^min\?i com \(pid {pid}[,)].* has it open, too")
                self.assertRegex(owner["fix"], rf"`kill {pid}`|`systemctl stop [^`]+\.service`")

    def test_by_what_it_is(self):
        phone = self.sim()
        self.env["PUPPET_PORTS"] = self.write("ports", f"{os.path.realpath(phone.device)} 12d1:1001 00 - 1-1.4 -\n")
        pid = self.holder("reader", phone.device)
        checks = self.assert_ready("usb:12d1:1001#00", program=PORTS, warned=("owner",))
        self.assertIn(f"reader (pid {pid}", checks["owner"]["text"])

    def test_keeps_the_link(self):
        """rfcomm(1) opens a port for its connection's sake alone."""
        phone = self.sim()
        pid = self.holder("rfcomm", phone.device)
        self.assertEqual(self.assert_ready(phone.device)["owner"]["text"],
                         f"nobody but rfcomm (pid {pid}), which keeps the link")


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

    def test_advice_is_about_the_device(self):
        """Whatever the profile is that happens to be chosen, and whatever their names have in them."""
        phone = self.sim("--network", "off", "--pty", self.path("Ann's phone"))
        self.write("config/smsmodem/config", f"[e65]\ndevice=/dev/ttyUSB77\n[Ann's own]\ndevice={phone.device}\n")
        word = "'" + phone.device.replace("'", "'\\''") + "'"
        for args, env, said in ((["-d", phone.device], {"SMSMODEM_PROFILE": "e65"}, f"-d {word}"),
                                (["-p", "e65", "-d", phone.device], {}, f"-d {word}"),
                                (["-p", "Ann's own"], {}, "-p 'Ann'\\''s own'")):
            with self.subTest(said):
                self.env.update(env)
                result = self.smsmodem(*args, "doctor", code=75)
                self.assertIn(f"`smsmodem {said} at AT+COPS=0`", result.out)
                self.env.pop("SMSMODEM_PROFILE", None)

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


if __name__ == "__main__":
    support.main()
