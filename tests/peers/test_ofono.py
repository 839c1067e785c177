# SPDX-License-Identifier: GPL-3.0-or-later
"""oFono: the telephony daemon, over TCP by its driver for simulated phones."""
import re

from dbus_support import BusCase, GLib
from peer_support import FRIEND, LONG, main, wants_report

MODEM = "/phonesim"


class Ofono(BusCase):
    package = "ofono"

    def setUp(self):
        super().setUp()
        self.phone = self.sim("--tcp", "0", "--echo", "off")
        host, port = self.phone.device.split(":")[1:]
        conf = self.write("phonesim.conf", f"[phonesim]\nAddress={host}\nPort={port}\n")
        env = {**self.preload("redirect"), "REDIRECT_FROM": "/etc/ofono/phonesim.conf",
               "REDIRECT_TO": conf, "OFONO_AT_DEBUG": "1",
               # where it would remember this SIM card, and what is still to be sent
               "REDIRECT_REFUSE": "/var/lib/ofono"}
        self.ofonod = self.daemon("ofonod", "-n", "-d", "*", "-p", "phonesim,atmodem", env=env)
        self.wait_until("oFono", lambda: self.bus.has("org.ofono"))
        self.wait_until("its modem", lambda: self.call("/", "Manager.GetModems")[0])
        self.set(MODEM, "Modem", "Powered", True)
        self.wait_until("the SIM", lambda: "org.ofono.SimManager" in self.interfaces())
        self.set(MODEM, "Modem", "Online", True)
        self.wait_until("messages", lambda: "org.ofono.MessageManager" in self.interfaces())

    def call(self, path, method, arguments=None):
        return self.bus.call("org.ofono", path, "org.ofono." + method, arguments)

    def set(self, path, interface, name, value):
        self.call(path, interface + ".SetProperty",
                  GLib.Variant("(sv)", (name, GLib.Variant("b", value))))

    def get(self, interface):
        return self.call(MODEM, interface + ".GetProperties")[0]

    def interfaces(self):
        return self.get("Modem")["Interfaces"]

    def send(self, text):
        self.call(MODEM, "MessageManager.SendMessage", GLib.Variant("(ss)", (FRIEND, text)))

    def test_identify(self):
        modem = self.wait_until("a name", lambda: "Serial" in (m := self.get("Modem")) and m)
        self.assertEqual((modem["Manufacturer"], modem["Serial"]), ("smsmodem", "490154203237518"))
        self.assertRegex(self.get("SimManager")["SubscriberIdentity"], r"^00101\d{10}$")
        network = self.wait_until("the network's name", self.network)
        self.assertEqual((network["Status"], network["Name"]), ("registered", "simulated network"))

    def network(self):
        if "org.ofono.NetworkRegistration" in self.interfaces():
            network = self.get("NetworkRegistration")
            return network if network.get("Name") else None
        return None

    def test_send_and_report(self):
        self.set(MODEM, "MessageManager", "UseDeliveryReports", True)
        self.send("Grüße von oFono ж")
        self.assertTrue(wants_report(self.sent(self.phone, "Grüße von oFono ж")["pdu"]))
        # its history plugins alone are told what it says; then it acknowledges
        self.wait_until("the report", lambda: re.search(
            r"handle_sms_status_report\(\)(?s:.)*> AT\+CNMA", self.output(self.ofonod)))

    def test_send_long(self):
        self.send(LONG)
        self.sent(self.phone, LONG, parts=3)
        while self.bus.signal("PropertyChanged") != ("State", "sent"):
            pass

    def test_receive(self):
        # no emoji: it reads UCS-2 only
        for sender, text in ((FRIEND, "Grüße an oFono ж"), (FRIEND, LONG), ("Smsmodem", "Hallo")):
            self.phone.tell(f"deliver {sender} {text}")
            received, about = self.bus.signal("IncomingMessage")
            self.assertEqual((received, about["Sender"]), (text, sender))


if __name__ == "__main__":
    main()
