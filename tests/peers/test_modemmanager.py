# SPDX-License-Identifier: GPL-3.0-or-later
"""ModemManager: its generic plugin on a pseudo-terminal, driven by mmcli."""
import json
import os

from dbus_support import BusCase
from peer_support import EMOJI, FRIEND, LONG, main, wants_report

# The kernel's events are what the test reports; the rules that say which port is tried are the
# test's own, since those of the system know no pseudo-terminals.
RULES = 'ACTION=="add", ENV{ID_MM_CANDIDATE}="1"\nACTION=="add", ENV{ID_MM_DEVICE_PROCESS}="1"\n'


class ModemManager(BusCase):
    package = "modemmanager"

    def setUp(self):
        super().setUp()
        self.phone = self.sim("-v")
        self.bus.allow_all()
        env = {**self.preload("redirect"), "REDIRECT_TO": self.write("rules", RULES),
               "REDIRECT_FROM": "/lib/udev/rules.d/80-mm-candidate.rules"}
        self.daemon("ModemManager", "--test-no-udev", "--no-auto-scan", "--test-no-qrtr",
                    "--test-no-suspend-resume", "--debug", env=env)
        self.wait_until("ModemManager", lambda: self.bus.has("org.freedesktop.ModemManager1"))
        # a name is looked up in /dev and in /sys/class/tty, and nothing is there for a pty
        name = "../../.." + os.path.realpath(self.path("phone"))
        self.run_peer("mmcli", f"--report-kernel-event=action=add,subsystem=tty,name={name},uid=x")
        self.wait_until("the modem", lambda: "/Modem/0" in self.run_peer("mmcli", "-L").out)

    def modem(self, *args):
        return self.run_peer("mmcli", "-m", "any", *args).out

    def create(self, text, *more):
        what = ",".join((f"text='{text}'", f"number={FRIEND}", *more))
        self.modem("--messaging-create-sms=" + what)
        self.run_peer("mmcli", "-s", "0", "--send")

    def message(self, number, state):
        """A message in this state; what comes in parts is there with the first."""
        def look():
            result = self.run_peer("mmcli", "-s", str(number), "-J", code=None)
            message = result.code == 0 and json.loads(result.out)["sms"]
            return message if message and message["properties"]["state"] == state else None
        return self.wait_until(f"a message {state}", look)

    def test_identify(self):
        self.modem("--enable")
        registered = self.wait_until("the network", lambda: "registered" in (
            out := self.modem("-K")) and "operator-name" in out and out)
        for line in ("modem.generic.manufacturer                      : smsmodem",
                     "modem.3gpp.imei                                 : 490154203237518",
                     "modem.3gpp.operator-name                        : simulated network",
                     "modem.3gpp.registration-state                   : home"):
            self.assertIn(line, registered)

    def test_send_and_report(self):
        self.modem("--enable")
        self.create(EMOJI, "delivery-report-request=yes")
        self.assertTrue(wants_report(self.sent(self.phone, EMOJI)["pdu"]))
        self.message(0, "sent")
        report = self.message(1, "received")["properties"]
        self.assertEqual((report["pdu-type"], report["delivery-state"]),
                         ("status-report", "completed-received"))

    def test_send_long(self):
        self.modem("--enable")
        self.create(LONG)
        self.sent(self.phone, LONG, parts=3)

    def test_receive_and_delete(self):
        self.modem("--enable")
        self.phone.tell(f"deliver {FRIEND} {EMOJI}")
        content = self.message(0, "received")["content"]
        self.assertEqual((content["number"], content["text"]), (FRIEND, EMOJI))
        self.modem("--messaging-delete-sms=0")
        self.phone.event("command", line="AT+CMGD=1")

    def test_receive_from_name(self):
        self.modem("--enable")
        self.phone.tell("deliver Smsmodem By a name")
        content = self.message(0, "received")["content"]
        self.assertEqual((content["number"], content["text"]), ("Smsmodem", "By a name"))

    def test_receive_long(self):
        # before it looks: of several +CMTI within one read it takes the first only
        self.phone.tell(f"deliver {FRIEND} {LONG}")
        self.modem("--enable")
        content = self.message(0, "received")["content"]
        self.assertEqual((content["number"], content["text"]), (FRIEND, LONG))


if __name__ == "__main__":
    main()
