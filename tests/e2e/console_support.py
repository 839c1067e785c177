# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal to try the console in: tmux, whose screen is read back."""
import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

from support import PATIENCE, PROGRAM, sanitizer_report

ENDED = "-- ended "  # what the shell says when the program has gone


class Screen:
    """A tmux server of its own, with one window in which a command runs."""

    def __init__(self, case, command, columns=80, rows=24, env=None, shell=False):
        self.case = case
        # a server that is ending may still hold its socket
        self.socket = os.path.join(tempfile.mkdtemp(dir=case.dir), "tmux")
        environment = {**case.env, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
                       "PS1": "$ ", **(env or {})}
        environment.pop("TMUX", None)
        self.env = environment
        words = " ".join("'" + word.replace("'", "'\\''") + "'" for word in command)
        script = f"{words}; echo '{ENDED}'$?; exec cat"
        start = [shutil.which("bash"), "--norc", "--noprofile", "-i"] if shell else \
            ["/bin/sh", "-c", script]
        case.write("tmux.conf", "set -g status off\nset -g escape-time 0\n"
                   "set -g default-terminal screen-256color\nset -g remain-on-exit on\n")
        case.addCleanup(self.close)
        self._tmux("-f", case.path("tmux.conf"), "new-session", "-d", "-x", str(columns), "-y",
                   str(rows), *start)

    def _tmux(self, *args):
        done = subprocess.run(["tmux", "-S", self.socket, *args], env=self.env, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        self.case.assertEqual(done.returncode, 0, (args, done.stderr))
        return done.stdout.decode("utf-8", "replace")

    def type(self, *keys):
        """Keys by tmux's names ("Enter", "C-a"), one after the other."""
        self._tmux("send-keys", *keys)

    def text(self, text):
        """Text as it is, and no key names."""
        self._tmux("send-keys", "-l", "--", text)

    def line(self, text):
        self.text(text)
        self.type("Enter")

    def paste(self, text):
        """As a terminal pastes: between brackets when the program asks for them."""
        self._tmux("set-buffer", "--", text)
        self._tmux("paste-buffer", "-p")

    def resize(self, columns, rows):
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def rows(self, colour=False):
        """The screen's rows without blanks at their ends, up to the last that is not empty."""
        text = self._tmux("capture-pane", "-p", *(("-e",) if colour else ()))
        rows = [row.rstrip() for row in text.split("\n")]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def cursor(self):
        """Column and row."""
        place = self._tmux("display-message", "-p", "#{cursor_x} #{cursor_y}")
        return tuple(int(word) for word in place.split())

    def variable(self, name):
        return self._tmux("display-message", "-p", "#{" + name + "}").strip()

    def wait(self, matches, what):
        """Look at the screen until it is right, or give up."""
        end = time.monotonic() + PATIENCE
        pause = 0.005
        while True:
            rows = self.rows()
            if matches(rows):
                return rows
            if time.monotonic() > end:
                raise AssertionError(f"never on the screen: {what}\n" + "\n".join(rows))
            # the screen tells nobody that it changed
            pause = min(pause * 1.5, 0.1)
            select.select([], [], [], pause)

    def shows(self, *wanted):
        """Wait until the screen ends with these rows; a compiled expression matches a row."""
        return self.wait(lambda rows: are(rows[-len(wanted):], wanted), wanted)

    def is_all(self, *wanted):
        """Wait until the screen has these rows and no other."""
        return self.wait(lambda rows: are(rows, wanted), wanted)

    def has(self, text):
        """Wait until a row has this text in it."""
        return self.wait(lambda rows: any(text in row for row in rows), text)

    def ended(self):
        """Wait for the end of the program. @return its exit status"""
        rows = self.wait(lambda rows: any(row.startswith(ENDED) for row in rows), "its end")
        self.case.assertIsNone(sanitizer_report("\n".join(rows)), "\n".join(rows))
        return int(next(row for row in rows if row.startswith(ENDED))[len(ENDED):])

    def close(self):
        """The programs first: one that checks its memory when the terminal goes hangs at times."""
        server = ["tmux", "-S", self.socket]
        asked = subprocess.run([*server, "list-panes", "-a", "-F", "#{pane_pid}"], env=self.env,
                               check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, timeout=PATIENCE)
        for pane in asked.stdout.split():
            for process in descendants(int(pane)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        subprocess.run([*server, "kill-server"], env=self.env, check=False,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=PATIENCE)


def are(rows, wanted):
    return len(rows) == len(wanted) and all(
        want.fullmatch(row) if isinstance(want, re.Pattern) else row == want
        for row, want in zip(rows, wanted))


def children_of(process):
    try:
        with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []  # it has ended


def descendants(process):
    found = children_of(process)
    for child in list(found):
        found += descendants(child)
    return found


def console(case, device, *args, program=PROGRAM, **how):
    """The console on a device, in a terminal of its own."""
    return Screen(case, [os.path.abspath(program), "-d", device, "console", *args], **how)


def at_a_half_typed_line(case, device, **how):
    """A console that a shell has started, with a command begun in it."""
    screen = Screen(case, [], shell=True, columns=150, **how)
    screen.shows("$")
    screen.line(f"{os.path.abspath(PROGRAM)} -d {device} console")
    screen.shows("at>")
    screen.text("AT+C")
    screen.shows("at> AT+C")
    return screen


def stops_and_goes_on(screen, note):
    """Ctrl-Z, and what was typed is there again."""
    screen.type("C-z")
    screen.wait(lambda rows: rows[-1] == "$" and any("Stopped" in row for row in rows), "$")
    screen.line("fg")
    screen.shows("at> AT+C")
    screen.line("SQ")
    screen.shows("at> AT+CSQ", "+CSQ: 20,99", note, "OK", "at>")
    screen.type("C-d")
    screen.shows("OK", "$")
