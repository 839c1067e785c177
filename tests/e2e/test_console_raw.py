# SPDX-License-Identifier: GPL-3.0-or-later
"""Raw mode: octets both ways, what may be changed on them, and the keys behind the escape key."""
import os
import random
import re
import select
import signal
import termios
import threading

import support
from pty_support import ESCAPE_KEY as A
from pty_support import Device, RawCase

STAMP = rb"\d\d:\d\d:\d\d\.\d\d\d"


class Octets(RawCase):
    def test_each_key_goes_out_as_typed(self):
        terminal = self.raw()
        keys = [bytes([code]) for code in range(256) if code != 1]
        for key in [*keys, "ä".encode(), "\x1b[A".encode(), b"AT\r"]:
            terminal.type(key)
            self.device.expect(key)
        self.leave(terminal)

    def test_what_comes_is_shown_as_it_is(self):
        """As in every terminal program: what is at the other end may draw."""
        terminal = self.raw()
        for octets in (b"\r\nOK\r\n", b"\x1b[2J\x1b]0;title\x07", bytes(range(256)), b"no end"):
            self.device.say(octets)
            self.assertEqual(terminal.expect_octets(len(octets)), octets)
        self.leave(terminal)

    def big(self):
        rng = random.Random(7)
        return bytes(range(256)) + rng.randbytes(1 << 20) + bytes(range(256))

    def test_a_megabyte_comes_unchanged(self):
        terminal, octets = self.raw("--escape", "none"), self.big()
        writer = threading.Thread(target=self.write_all, args=(self.device.master, octets))
        writer.start()
        self.assertTrue(terminal.expect_octets(len(octets)) == octets)
        writer.join()
        terminal.process.send_signal(signal.SIGTERM)
        terminal.finish(code=75)

    def test_a_megabyte_goes_unchanged(self):
        terminal, octets = self.raw("--escape", "none"), self.big()
        writer = threading.Thread(target=self.write_all, args=(terminal.master, octets))
        writer.start()
        self.device.expect(octets)
        writer.join()
        terminal.process.send_signal(signal.SIGTERM)
        terminal.finish(code=75)

    @staticmethod
    def write_all(fd, octets):
        while octets:
            octets = octets[os.write(fd, octets[:4096]):]

    def test_stdout_may_be_a_file(self):
        with open(self.path("out"), "wb") as out:
            terminal = self.raw(stdout=out)
            terminal.type("AT\r")
            self.device.expect(b"AT\r")
            self.device.say(b"AT\r\r\nOK\r\n")
            terminal.type("x")
            self.device.expect(b"x")
            self.leave(terminal)
        with open(self.path("out"), "rb") as out:
            self.assertEqual(out.read(), b"AT\r\r\nOK\r\n")

    def test_stdout_takes_nothing(self):
        with open("/dev/full", "wb") as full:
            terminal = self.raw(stdout=full)
            self.device.say(b"OK\r\n")
            self.assertIn("smsmodem: cannot write the output: No space left on device\r\n",
                          terminal.finish(code=74))


class Ways(RawCase):
    MAPS = (
        ("crlf", b"a\rb\n", b"a\nb\n"),
        ("lfcr", b"a\rb\n", b"a\rb\r"),
        ("crcrlf", b"a\rb\n", b"a\r\nb\n"),
        ("lfcrlf", b"a\rb\n", b"a\rb\r\n"),
        ("igncr", b"a\r\nb\r", b"a\nb"),
        ("ignlf", b"a\r\nb\n", b"a\rb"),
        ("bsdel", b"a\b\x7f", b"a\x7f\x7f"),
        ("delbs", b"a\b\x7f", b"a\b\b"),
        ("lfcrlf,delbs", b"a\n\x7fb\r", b"a\r\n\bb\r"),
        ("igncr,lfcrlf", b"a\r\nb\n", b"a\r\nb\r\n"),
    )

    def test_maps_of_what_comes(self):
        for name, octets, wanted in self.MAPS:
            with self.subTest(name):
                terminal = self.raw("--imap", name)
                self.device.say(octets)
                self.assertEqual(terminal.expect_octets(len(wanted)), wanted)
                self.leave(terminal)

    def test_maps_of_what_goes_out(self):
        for name, octets, wanted in self.MAPS:
            with self.subTest(name):
                terminal = self.raw("--omap", name)
                terminal.type(octets)
                self.device.expect(wanted)
                self.leave(terminal)

    def test_local_echo(self):
        terminal = self.raw("--echo")
        terminal.type("AT\x7f\r")
        self.device.expect(b"AT\x7f\r")
        self.assertEqual(terminal.expect_octets(5), b"AT\b\r\n")
        terminal.type(A + "e")
        terminal.expect("local echo off")
        self.leave(terminal)

    def test_times_begin_lines(self):
        terminal = self.raw("--timestamps")
        self.device.say(b"\r\nRING\r\n\r\n+CLIP: 1\r\nhalf")
        terminal.expect(rb"^\r\n" + STAMP + rb" RING\r\n\r\n" + STAMP + rb" \+CLIP: 1\r\n"
                        + STAMP + rb" half$")
        self.device.say(b" a line\r\n")
        terminal.expect(rb"^ a line\r\n$")
        self.leave(terminal)

    def test_hex(self):
        terminal = self.raw("--hex")
        self.device.say(b"\r\nOK\r\n")
        terminal.expect(re.escape(b"\r< 0d 0a 4f 4b 0d 0a" + b" " * 31 + b"|..OK.."))
        self.device.say(bytes(range(0x76, 0x86)))
        terminal.expect(re.escape(b"\r< 0d 0a 4f 4b 0d 0a 76 77 78 79 7a 7b 7c 7d 7e 7f "
                                  b"|..OK..vwxyz{|}~."
                                  b"\r\n\r< 80 81 82 83 84 85" + b" " * 31 + b"|......"))
        terminal.type(A + "e")  # something else begins a row
        terminal.expect(rb"\|\.\.\.\.\.\.\r\n.*local echo on[^\n]*\n")
        terminal.type("A")
        terminal.expect(re.escape(b"\r> 41 " + b" " * 45 + b"|A"))
        self.device.expect(b"A")
        self.device.say(b"A")
        terminal.expect(re.escape(b"|A\r\n\r< 41 " + b" " * 45 + b"|A"))
        terminal.type(A + "h")
        terminal.expect("hex view off")
        self.device.say(b"plain")
        terminal.expect(rb"plain$")
        self.leave(terminal)

    def test_hex_with_times_fits_a_row(self):
        terminal = self.raw("--hex", "--timestamps")
        self.device.say(bytes(16))
        row = terminal.expect(rb"\r(" + STAMP + rb"< (?:00 ){16}\|\.{16})\r\n").group(1)
        self.assertLessEqual(len(row), 80)
        self.leave(terminal)


class Menu(RawCase):
    def test_the_escape_key_itself(self):
        terminal = self.raw()
        terminal.type(A + A)
        self.device.expect(b"\x01")
        terminal.type(A + "x")
        terminal.finish()

    def test_another_escape_key(self):
        terminal = self.raw("--escape", "^]")
        terminal.type("\x01\x1d\x1d")
        self.device.expect(b"\x01\x1d")
        terminal.type("\x1dz")
        terminal.expect(r"Ctrl-\], and then")
        terminal.type("\x1d\x18")  # with Ctrl still held, as in picocom
        terminal.finish()

    def test_help_fits_the_screen(self):
        terminal = self.raw()
        terminal.type(A + "z")
        said = terminal.expect(r"(Ctrl-A, and then.*the key itself[^\n]*)\n").group(1).decode()
        rows = re.sub("\x1b\\[[0-9;]*m", "", said).split("\r\n")
        self.assertLess(len(rows), 24)
        self.assertLessEqual(max(map(len, rows)), 80)
        for key in "ZXRBFDTIEHWLSC":
            self.assertRegex("\n".join(rows), rf"(?m)^ *{key}  ")
        self.leave(terminal)

    def test_what_does_nothing_is_told(self):
        terminal = self.raw()
        for key, name in (("y", "y"), ("\x02", None), ("\x1b", r"Ctrl-\["), ("\xff", "this key"),
                          (" ", "Space")):
            terminal.type(A.encode() + key.encode("latin-1"))
            terminal.expect("speed in baud" if name is None else
                            f"Ctrl-A {name} does nothing; Ctrl-A Z lists")
            if name is None:
                terminal.type("\x03")
        self.assertTrue(self.device.is_silent())
        self.leave(terminal)

    def test_the_line(self):
        terminal = self.raw()
        terminal.type(A + "i")
        terminal.expect(re.escape(self.link) + r": \d+ baud, 8N1, flow control none.*"
                        "no modem control lines")
        terminal.type(A + "d")
        terminal.expect("no modem control lines")
        self.leave(terminal)

    def test_the_speed(self):
        terminal = self.raw()
        terminal.type(A + "b")
        terminal.expect(r"speed in baud[^:]*: $")
        terminal.type("9700\x7f\x7f\x7f600\r")
        terminal.expect("9600 baud")
        self.assertEqual(termios.tcgetattr(self.device.master)[4], termios.B9600)
        terminal.type(A + "b9600x\r")
        terminal.expect("9600x is no speed")
        terminal.type(A + "b19200\x03" + A + "b\r" + A + "b115200\x15\r")
        self.assertTrue(self.device.is_silent())
        terminal.type("k")
        self.device.expect(b"k")  # nothing of the answers went out
        self.assertEqual(termios.tcgetattr(self.device.master)[4], termios.B9600)
        self.leave(terminal)

    def test_lines_go_on_above_a_question(self):
        terminal = self.raw()
        terminal.type(A + "sfi")
        terminal.expect(r"send file[^:]*: fi$")
        self.device.say(b"RING\r\nhalf")
        terminal.expect(rb"\r\x1b\[KRING\r\nsend file[^:]*: fi$")
        terminal.type("\x03")
        terminal.expect(rb"\r\x1b\[Khalf$")
        self.leave(terminal)

    def test_clear(self):
        terminal = self.raw()
        terminal.type(A + "c")
        terminal.expect(re.escape("\x1b[H\x1b[2J"))
        self.leave(terminal)

    def test_a_log(self):
        terminal = self.raw()
        log = self.path("log")
        terminal.type(A + "l" + log + "\r")
        terminal.expect("logging to")
        terminal.type("AT\r")
        self.device.expect(b"AT\r")
        self.device.say(b"\r\nOK\r\n")
        terminal.expect("OK\r\n")
        terminal.type(A + "l")
        terminal.expect("no log any more")
        terminal.type("B")
        self.device.expect(b"B")
        self.leave(terminal)
        text = self.read("log")
        self.assertRegex(text, r'< "\\r\\nOK\\r\\n"')
        self.assertNotIn('"B"', text)

    def test_to_line_mode_and_back(self):
        terminal = self.raw()
        terminal.type(A + "r")
        terminal.expect("at> ")
        terminal.type("AT\r")
        self.device.expect(b"AT\r")
        self.device.say(b"\r\nOK\r\n")
        terminal.expect("OK")
        terminal.type(A + "r")
        terminal.expect(r"raw mode[^\n]*\r\n")
        terminal.type("A")
        self.device.expect(b"A")
        self.leave(terminal)


class Files(RawCase):
    def send(self, terminal, path):
        terminal.type(A + "s")
        terminal.expect(r"send file[^:]*: $")
        terminal.type(path + "\r")

    def test_octets(self):
        octets = bytes(range(256)) * 40
        terminal = self.raw()
        self.send(terminal, self.write("file", octets))
        self.device.expect(octets)
        terminal.expect(r"file sent: 10240 of 10240 octets in \d+\.\d{3} s")
        terminal.type("k")
        self.device.expect(b"k")
        self.leave(terminal)

    def test_home(self):
        terminal = self.raw()
        self.write("file", b"AT\r")
        self.send(terminal, "~/file")
        self.device.expect(b"AT\r")
        terminal.expect("sent: 3 of 3")
        self.leave(terminal)

    def test_a_long_name_keeps_to_a_row(self):
        name = self.write("directory/" + "ä" * 60 + "/file", b"AT\r")
        terminal = self.raw()
        terminal.type(A + "s" + name + "x\x7f")
        shown = terminal.expect(r"send file[^\r\n]*/file$").group().decode()
        self.assertLess(len(shown), 80)
        terminal.type("\r")
        terminal.expect("file sent: 3 of 3")
        self.device.expect(b"AT\r")
        self.leave(terminal)

    def test_pace(self):
        """Whatever ends the lines, they come one by one."""
        terminal = self.raw("--pace", "20")
        lines = [b"AT\r\n", b"AT+CSQ\r", b"x" * 5000 + b"\r", b"last\n", b"\n", b"without end"]
        self.send(terminal, self.write("file", b"".join(lines)))
        for line in lines:
            self.device.expect(line)
        took = terminal.expect(r"sent: \d+ of \d+ octets in (\d+\.\d{3}) s").group(1)
        self.assertGreaterEqual(float(took), 0.1)
        self.leave(terminal)

    def test_a_line_end_astride_what_is_read_at_once(self):
        terminal = self.raw("--pace", "1")
        for length in (4094, 4095, 4096, 4097):
            octets = b"y" * length + b"\r\nz\r\n"
            self.send(terminal, self.write("file", octets))
            self.device.expect(octets)
            terminal.expect("file sent")
        self.leave(terminal)

    def test_a_key_stops_it(self):
        terminal = self.raw("--pace", "60000")
        self.send(terminal, self.write("file", b"AT\r" * 3))
        self.device.expect(b"AT\r")
        self.device.say(b"\r\nOK\r\n")
        terminal.expect("OK.*3 of 9 octets sent; a key stops")
        terminal.type("q")
        terminal.expect("file stopped: 3 of 9 octets")
        terminal.type("k")
        self.device.expect(b"k")  # and q is no key for the modem
        self.leave(terminal)

    def test_maps_hold_for_files_too(self):
        terminal = self.raw("--omap", "lfcr")
        self.send(terminal, self.write("file", b"AT\nATI\n"))
        self.device.expect(b"AT\rATI\r")
        terminal.expect("sent: 7 of 7")
        self.leave(terminal)

    def test_what_cannot_be_sent(self):
        terminal = self.raw()
        os.mkfifo(self.path("fifo"))
        for path, why in ((self.path("none"), "No such file"), (self.dir, "no regular file"),
                          (self.path("fifo"), "no regular file"), ("/dev/zero", "no regular file")):
            with self.subTest(path):
                self.send(terminal, path)
                terminal.expect(f"is not sent: .*{why}")
        self.send(terminal, self.write("empty", b""))
        terminal.expect("empty sent: 0 of 0 octets")
        self.assertTrue(self.device.is_silent())
        self.leave(terminal)

    def test_the_link_breaks_in_between(self):
        terminal = self.raw("--pace", "60000")
        self.send(terminal, self.write("file", b"AT\r" * 3))
        self.device.expect(b"AT\r")
        self.unplug()
        terminal.expect("waiting for .* to come back")
        terminal.expect("file stopped: 3 of 9 octets")
        self.leave(terminal)


class Link(RawCase):
    def test_gone_and_back(self):
        terminal = self.raw()
        self.device.say(b"half")
        terminal.expect("half")
        self.unplug()
        terminal.expect(r"^\r\n[^\n]*waiting for [^\n]* to come back[^\n]*\r\n$")
        terminal.type("lost" + A + "i")
        terminal.expect("is away")
        other = Device(self)
        os.symlink(other.path, self.link)
        terminal.expect("is back[^\n]*\r\n")
        terminal.type("AT\r")
        other.expect(b"AT\r")
        self.leave(terminal)

    def test_once(self):
        terminal = self.raw("--once")
        self.unplug()
        terminal.finish(code=74)


if __name__ == "__main__":
    support.main()
