#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unit template: systemd takes it, finds little to fear, and what it runs can be run so."""
import os
import re
import shlex
import subprocess

from receive_support import Manager
from support import PATIENCE, PROGRAM, Case, main

BUILD = os.environ.get("SMSMODEM_BUILD", "build")
UNIT = os.path.join(BUILD, "systemd", "smsmodem-receive@.service")
EXPOSURE_MAX = 1.5


class UnitFile(Case):
    def setUp(self):
        super().setUp()
        with open(UNIT, encoding="utf-8") as file:
            self.text = file.read()

    def analyze(self, *args):
        return subprocess.run(["systemd-analyze", *args], env=self.env, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False, timeout=PATIENCE)

    def instance(self):
        """An instance with the program of this build, as an installed one would be."""
        text = re.sub(r"^ExecStart=\S+", f"ExecStart={os.path.abspath(PROGRAM)}", self.text, flags=re.M)
        return self.write("smsmodem-receive@office.service", text)

    def test_verified(self):
        result = self.analyze("verify", "--man=no", self.instance())
        self.assertEqual((result.returncode, result.stdout), (0, ""))

    def test_little_to_fear(self):
        result = self.analyze("security", "--offline=true", "--no-pager", self.instance())
        level = float(re.search(r"Overall exposure level for \S+: ([\d.]+)", result.stdout)[1])
        self.assertLess(level, EXPOSURE_MAX, result.stdout)

    def setting(self, name):
        return re.findall(rf"^{name}=(.*)$", self.text, flags=re.M)

    def test_its_command(self):
        command, = self.setting("ExecStart")
        words = shlex.split(command.replace("$OPTIONS", "--exec true").replace("%I", "office").replace("%i", "office")
                            .replace("%S", self.path("lib")))
        self.write("config/smsmodem/config", "[office]\ndevice = sim:\n")
        os.makedirs(self.path("lib/smsmodem"))
        manager = Manager(self, self.path("manager"))
        process = self.start(*words[1:])
        self.assertIn("STATUS=Receiving from sim:", manager.heard("READY=1"))
        process.terminate()
        self.finish(process)
        self.assertTrue(os.path.exists(self.path("lib/smsmodem/office.jsonl")))

    def test_its_calls_are_allowed(self):
        """Those that a run makes which are not in every program."""
        allowed = set()
        for group in self.setting("SystemCallFilter"):
            for name in group.lstrip("~").split():
                allowed = allowed - self.calls(name) if group.startswith("~") else allowed | self.calls(name)
        needed = {"memfd_create", "pidfd_open", "waitid", "timerfd_create", "timerfd_settime", "epoll_create1",
                  "signalfd4", "inotify_init1", "inotify_add_watch", "flock", "ftruncate", "fdatasync", "clone3",
                  "vfork", "execve", "setpgid", "ioctl", "sendto", "getsockopt", "pwrite64", "kill", "getrandom"}
        self.assertEqual(needed - allowed, set())

    def calls(self, name):
        if not name.startswith("@"):
            return {name}
        found = set()
        for line in self.analyze("syscall-filter", name).stdout.splitlines()[1:]:
            word = line.strip()
            if word and not word.startswith("#"):
                found |= self.calls(word)
        return found

    def test_nothing_is_left_to_fill_in(self):
        self.assertNotIn("@bindir@", self.text)
        self.assertNotIn("@group@", self.text)
        self.assertEqual(self.setting("User"), ["smsmodem"])
        self.assertEqual(self.setting("DevicePolicy"), ["closed"])


if __name__ == "__main__":
    main()
