# SPDX-License-Identifier: GPL-3.0-or-later
"""How other programs are made to send: their configuration and arguments."""
import dataclasses
import os
import shutil
import signal
import subprocess

from machine import Command, environment

GAMMU = """\
[gammu]
device = {device}
connection = at115200
synchronizetime = no
"""

GNOKII = """\
[global]
port = {device}
model = AT
connection = serial
use_locking = no
"""

SMSD = """\
devices = phone
outgoing = {directory}/outgoing
checked = {directory}/checked
incoming = {directory}/incoming
failed = {directory}/failed
sent = {directory}/sent
logfile = {directory}/log
infofile = {directory}/info
pidfile = {directory}/pid
delaytime = 1
[phone]
device = {device}
incoming = no
baudrate = 115200
"""


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
    return path


def modem_lines(directory):
    """The shim that has the modem control lines which a pseudo-terminal lacks; None without cc."""
    source = os.path.join(os.path.dirname(__file__), "../peers/modemlines.c")
    target = os.path.join(directory, "modemlines.so")
    compiler = shutil.which("cc")
    built = compiler and subprocess.run([compiler, "-shared", "-fPIC", "-o", target, source],
                                        check=False).returncode == 0
    return target if built else None


@dataclasses.dataclass
class Peer:
    """A program of a package, and the library that is a part of it rather than of the system."""

    name: str
    package: str
    library: str = ""
    wants_lines: bool = False
    lines: str = None

    @property
    def path(self):
        return shutil.which(self.name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")

    def missing(self):
        if not self.path:
            return f"not installed ({self.package})"
        return "no cc for its shim" if self.wants_lines and not self.lines else ""

    def env(self, directory):
        shim = {"LD_PRELOAD": self.lines} if self.wants_lines else {}
        return {**environment(directory), **shim}

    def size_octets(self, directory):
        """Of the program and its own library, stripped."""
        linked = subprocess.run(["ldd", self.path], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, check=False).stdout
        own = [line.split()[2] for line in linked.decode().splitlines()
               if self.library and line.strip().startswith(self.library)]
        return sum(stripped_octets(path, directory) for path in (self.path, *own))


def stripped_octets(path, directory):
    target = os.path.join(directory, "stripped")
    stripped = subprocess.run(["strip", "-o", target, path], check=False).returncode == 0
    return os.path.getsize(target if stripped else path)


class Gammu(Peer):
    def sending(self, directory, device, to, text):
        config = write(os.path.join(directory, "gammurc"), GAMMU.format(device=device))
        return Command(self.path, ["-c", config, "sendsms", "TEXT", to, "-text", text],
                       self.env(directory))


class Gnokii(Peer):
    def sending(self, directory, device, to, text):
        config = write(os.path.join(directory, "gnokiirc"), GNOKII.format(device=device))
        return Command(self.path, ["--config", config, "--sendsms", to], self.env(directory),
                       stdin=write(os.path.join(directory, "text"), text))


class Gsmsendsms(Peer):
    def sending(self, directory, device, to, text):
        return Command(self.path, ["-d", device, to, text], self.env(directory))


class Spooler(Peer):
    """One that sends what lies in a directory, until it is ended."""

    def spool(self, directory, to, texts):
        for i, text in enumerate(texts):
            write(os.path.join(directory, self.inbox, f"message{i}"),
                  self.form.format(to=to, bare=to.lstrip("+"), text=text))


class Gsmsmsd(Spooler):
    inbox, form, count = "spool", "{to}\n{text}\n", 50
    ending = signal.SIGKILL  # by another it takes 10 s to go

    def spooling(self, directory, device):
        os.mkdir(os.path.join(directory, self.inbox))
        return Command(self.path, ["-d", device, "-s", os.path.join(directory, self.inbox),
                                   "no_sms", "no_cb", "no_stat"], self.env(directory))


class Smsd(Spooler):
    # what is put here needs not be found in "outgoing" and moved first, two files a second
    inbox, form, count = "checked", "To: {bare}\n\n{text}\n", 10
    ending = signal.SIGTERM  # else it leaves a file in /tmp

    def spooling(self, directory, device):
        for name in ("outgoing", "checked", "incoming", "failed", "sent"):
            os.mkdir(os.path.join(directory, name))
        config = write(os.path.join(directory, "smsd.conf"),
                       SMSD.format(directory=directory, device=device))
        return Command(self.path, ["-t", f"-c{config}"], self.env(directory))


def one_a_process(lines):
    return [Gammu("gammu", "gammu", "libGammu"), Gnokii("gnokii", "gnokii-cli", "libgnokii"),
            Gsmsendsms("gsmsendsms", "gsm-utils", "libgsmme", True, lines)]


def spoolers(lines):
    return [Gsmsmsd("gsmsmsd", "gsm-utils", "libgsmme", True, lines),
            Smsd("smsd", "smstools", "", True, lines)]


def installed(peers):
    """Those that can be run, and of the others by name why not."""
    missing = {peer.name: peer.missing() for peer in peers if peer.missing()}
    return [peer for peer in peers if peer.name not in missing], missing
