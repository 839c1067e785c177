# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine whose serial ports and phones are a file, and an AT device of a few lines."""
import os
import re

import support

PUPPET = os.path.join(os.environ.get("SMSMODEM_BUILD", "build"), "tests/smsmodem_ports_puppet")
IMEI, OTHER_IMEI = "490154203237518", "356938035643809"


class Device:
    """Answers command lines from a dictionary, OK or ERROR to others; to be a support.Wire's answer."""

    def __init__(self, imei=None, sms=True, pin="READY", echo=True, tells=True, **more):
        self.rest, self.echo, self.lines = b"", echo, []
        self.answers = {"AT": "", "AT+CPIN?": f"+CPIN: {pin}", "AT+CGMI": "Puppets", "AT+CGMM": "Stick 7", **more}
        if sms:
            self.answers["AT+CMGF=?"] = "+CMGF: (0,1)"
            self.answers["AT+CNMI=?"] = f"+CNMI: (0-2),({'0-3' if tells else '0'}),(0,2),(0,1),(0,1)"
        if imei:
            self.answers["AT+CGSN"] = imei

    def __call__(self, octets):
        said = octets if self.echo else b""
        self.rest += octets
        while b"\r" in self.rest:
            line, self.rest = self.rest.split(b"\r", 1)
            line = line.decode("latin-1").strip("\x1b\n")
            if not line:
                continue
            self.lines.append(line)
            reply = self.answers.get(line)
            said += b"\r\nERROR\r\n" if reply is None else \
                (f"\r\n{reply}\r\n" if reply else "").encode("latin-1") + b"\r\nOK\r\n"
        return said


class Case(support.Case):
    """Ports and phones are what self.machine was given last."""

    def setUp(self):
        super().setUp()
        self.machine()

    def machine(self, *lines):
        """PATH VID:PID INTERFACE SERIAL TOPOLOGY OWNER, or: bt ADDRESS PAIRED SERVICES PATH"""
        self.env["PUPPET_PORTS"] = self.write("ports", "".join(line + "\n" for line in lines))

    def device(self, *args, **more):
        """The path of a device, which is self.devices[path]."""
        wire = support.Wire(self, Device(*args, **more))
        self.devices = {**getattr(self, "devices", {}), wire.path: wire.answer}
        return wire.path

    def silent(self):
        return support.Wire(self).path

    def puppet(self, *args, **more):
        return self.smsmodem(*args, program=PUPPET, **more)

    def config(self):
        return self.read("config/smsmodem/config")

    @property
    def config_path(self):
        return self.path("config/smsmodem/config")

    def settings(self, name):
        """What a section says."""
        section = re.search(rf"(?ms)^\[{re.escape(name)}\]\n(.*?)(?=^\[|\Z)", self.config()).group(1)
        return dict(line.split(" = ", 1) for line in section.splitlines() if " = " in line and line[0] not in "#;")
