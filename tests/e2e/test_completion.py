# SPDX-License-Identifier: GPL-3.0-or-later
"""The completion scripts: whole for their shells, and true to the options there are."""
import os
import re
import shutil
import subprocess

import ports_support
import support

# shell, how it checks a script without running it
SHELLS = (("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "--no-execute"]))


class Completion(support.Case):
    def need(self, shell):
        if shutil.which(shell):
            return
        if os.environ.get("CI") == "true":
            self.fail(f"{shell} is not installed")
        self.skipTest(f"{shell} is not installed")

    def shell(self, *args, **popen):
        result = subprocess.run(args, env=self.env, cwd=self.dir, stdin=subprocess.DEVNULL, capture_output=True,
                                text=True, timeout=support.PATIENCE, **popen)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result)
        return result.stdout.splitlines()

    def script(self, shell):
        return self.write(shell, self.smsmodem("completion", shell).raw)

    def commands(self):
        text = self.smsmodem("--help").out.split("Commands:\n")[1].split("\n\n")[0]
        return re.findall(r"(?m)^  (\S+)", text)

    def options(self, *command):
        return re.findall(r"(?m)^  (?:-.,|   ) (--[a-z0-9-]+)", self.smsmodem(*command, "--help").out)

    def test_shells_take_them(self):
        for shell, check in SHELLS:
            with self.subTest(shell):
                self.need(shell)
                self.shell(*check, self.script(shell))

    def test_every_option_is_there(self):
        names = self.commands()
        self.assertIn("send", names)
        for shell, _ in SHELLS:
            text = self.smsmodem("completion", shell).out
            for command in names:
                self.assertRegex(text, rf"\b{command}\b", shell)
                for option in self.options(command):
                    wanted = f"-l {option[2:]} " if shell == "fish" else option
                    self.assertIn(wanted, text + " ", (shell, command))

    def complete(self, *words):
        """What bash offers for the last word."""
        line = "source $0; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _smsmodem; printf '%s\\n' " \
               "\"${COMPREPLY[@]}\""
        return self.shell("bash", "--norc", "-c", line, self.script("bash"), "smsmodem", *words)

    def test_bash(self):
        self.need("bash")
        for words, wanted in (
                (["sen"], ["send"]), (["-q", "dec"], ["decode"]), (["send", "--fl"], ["--flash"]),
                (["send", "--cl"], ["--class"]), (["decode", "--no-"], ["--no-smsc"]),
                (["sim", "--pt"], ["--pty"]), (["transcript", "re"], ["redact"]), (["push", "ri"], ["ringtone"]), (["push", "si", "--hr"], ["--href"]),
                (["encode", "pus"], ["push"]), (["encode", "push", "vc"], ["vcard", "vcalendar"]),
                (["encode", "push", "mms", "--subj"], ["--subject"]), (["encode", "push", "si", "--segm"], ["--segment-size"]),
                (["push", "si", "--netwo"], ["--network-code"]), (["send", "push", "--bat"], ["--batch"]),
                (["send", "--js"], ["--json"]), (["-d", "sim"], ["sim:"]),
                (["-d", "tcp"], ["tcp:", "tcp-listen:"]), (["-d", "bt"], ["bt:", "bt-listen:"]), (["-d", "us"], ["usb:"]),
                (["bt", "s"], ["scan", "services"]), (["bt", "scan", "--no-s"], ["--no-services"]), (["dev"], ["devices"]),
                (["outbox", "re"], ["resolve", "retry", "remove"]), (["outbox", "l"], ["list"]),
                (["phonebook", "ex"], ["export"]), (["phonebook", "im"], ["import"]),
                (["bt", "pair", "re"], [""]), (["bt", "--adapter", "hci0", "re"], ["remove"]), (["push", "si", "ri"], [""])):
            with self.subTest(words):
                self.assertEqual(self.complete(*words), wanted)
        self.assertEqual(set(self.complete("")) - set(self.options()), set(self.commands()))
        for command in ("send", "push"):
            self.assertEqual(sorted(set(self.complete(command, "--"))), sorted(set(self.options(command))))
        self.write("batch.jsonl", "")
        self.assertEqual(self.complete("send", "--batch", self.path("bat")), [self.path("batch.jsonl")])

    def with_names(self):
        """Profiles, ports and phones for the program that the scripts find."""
        self.write("config/smsmodem/config", "[e65]\n[e6 i]\n[office]\n")
        self.env["PUPPET_PORTS"] = self.write("machine", "/dev/ttyX0 12d1:1001 0 - 1-1 -\n/dev/ttyX1 12d1:1001 1 - 1-1 -\n"
                                                         "bt 00:11:22:33:44:55 yes dun /dev/x\n")
        os.mkdir(self.path("bin"))
        os.symlink(os.path.abspath(ports_support.PUPPET), self.path("bin/smsmodem"))
        self.env["PATH"] = self.path("bin") + ":" + self.env["PATH"]

    def test_bash_names(self):
        self.need("bash")
        self.with_names()
        for words, wanted in (
                (["-p", ""], ["e65", "e6\\ i", "office"]), (["--profile", "e"], ["e65", "e6\\ i"]), (["-p", "x"], [""]),
                (["profile", "show", "o"], ["office"]), (["-q", "profile", "remove", "e65"], ["e65"]),
                (["profile", "sh"], ["show"]), (["-d", "usb"], ["usb:", "usb:12d1:1001#0", "usb:12d1:1001#1"]),
                (["-d", "bt"], ["bt:", "bt-listen:", "bt:00:11:22:33:44:55"])):
            with self.subTest(words):
                self.assertEqual([word.replace("\\#", "#") for word in self.complete(*words)], wanted)

    def test_bash_colons(self):
        """As readline cuts the words: what stands before the last colon is not said again."""
        self.need("bash")
        self.with_names()
        for line, words, wanted in (
                ("smsmodem -d usb:12", ("-d", "usb", ":", "12"), ["12d1:1001#0", "12d1:1001#1"]),
                ("smsmodem -d bt:00:", ("-d", "bt", ":", "00", ":"), ["11:22:33:44:55"]),
                ("smsmodem -d sim: inf", ("-d", "sim", ":", "inf"), ["info"]),
                ("smsmodem -d sim: -p o", ("-d", "sim", ":", "-p", "o"), ["office"])):
            with self.subTest(line):
                script = "source $0; COMP_LINE=$1 COMP_POINT=${#1}; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); " \
                         "_smsmodem; printf '%s\\n' \"${COMPREPLY[@]}\""
                found = self.shell("bash", "--norc", "-c", script, self.script("bash"), line, "smsmodem", *words)
                self.assertEqual([word.replace("\\#", "#") for word in found], wanted)

    def test_fish_names(self):
        self.need("fish")
        self.with_names()
        script = self.script("fish")
        for line, wanted in (("smsmodem -p ", ["e65", "e6 i", "office"]), ("smsmodem --profile o", ["office"]),
                             ("smsmodem profile show e65", ["e65"]), ("smsmodem profile remove o", ["office"]),
                             ("smsmodem -d usb:12", ["usb:12d1:1001#0", "usb:12d1:1001#1"])):
            with self.subTest(line):
                offered = self.shell("fish", "--no-config", "-c", f"source {script}; complete --do-complete '{line}'")
                self.assertEqual(sorted(entry.split("\t")[0].replace("\\", "") for entry in offered), sorted(wanted))

    def test_zsh_names(self):
        """Its functions ask the program."""
        self.need("zsh")
        self.with_names()
        line = "_call_program() { shift; \"$@\" }; compadd() { print -rl -- ${(P)2:-$@} }; _files() { : }; " \
               f"_arguments() {{ : }}; service=smsmodem; source {self.script('zsh')}; _smsmodem_profiles; _smsmodem_devices"
        offered = self.shell("zsh", "-f", "-c", line)
        self.assertEqual(offered[:5], ["e65", "e6 i", "office", "usb:12d1:1001#0", "usb:12d1:1001#1"])

    def test_fish(self):
        self.need("fish")
        script = self.script("fish")
        for line, wanted in (("smsmodem sen", "send"), ("smsmodem send --fl", "--flash"),
                             ("smsmodem decode --no-", "--no-smsc"), ("smsmodem --js", "--json"),
                             ("smsmodem bt rem", "remove"), ("smsmodem bt pair --pin-f", "--pin-file"),
                             ("smsmodem push ringt", "ringtone"), ("smsmodem push si --hre", "--href"),
                             ("smsmodem encode push pict", "picture"), ("smsmodem encode push si --hre", "--href")):
            offered = self.shell("fish", "--no-config", "-c",
                                 f"source {script}; complete --do-complete '{line}'")
            self.assertEqual([entry.split("\t")[0] for entry in offered], [wanted])

        offered = self.shell("fish", "--no-config", "-c",
                             f"source {script}; complete --do-complete 'smsmodem bt pair re'")
        self.assertEqual(offered, [])

    def test_help_is_whole(self):
        """What -d takes has colons in it."""
        for shell in ("zsh", "fish"):
            self.assertIn("bt:ADDRESS", self.smsmodem("completion", shell).out)

    def test_zsh(self):
        """It defines its function; the first line is what makes compinit find it."""
        self.need("zsh")
        script = self.script("zsh")
        with open(script, encoding="utf-8") as file:
            self.assertEqual(file.readline(), "#compdef smsmodem\n")
        defined = self.shell("zsh", "-f", "-c",
                             f"_arguments() {{ : }}; source {script}; whence -w _smsmodem")
        self.assertEqual(defined, ["_smsmodem: function"])


if __name__ == "__main__":
    support.main()
