# SPDX-License-Identifier: GPL-3.0-or-later
"""`bt pair`, `trust` and `remove` with a puppet in place of bluetoothd: what is asked, and what is answered."""
import os
import signal

import support
from bluetooth_support import ADDRESS, PUPPET, Puppet, Terminal


class Pair(Puppet):
    def terminal(self, steps, *args):
        self.env["PUPPET_STEPS"] = steps
        return Terminal(self, "bt", "pair", ADDRESS, *args)

    def test_confirmed(self):
        terminal = self.terminal("confirm:012345 paired")
        terminal.expect(b"capability 3")
        terminal.expect(f"Does {ADDRESS} show 012345, too? [y/N] ".encode())
        terminal.send(b"y\n")
        terminal.expect(b"puppet: yes -")
        text = terminal.end(0)
        self.assertIn(f"{ADDRESS}: paired".encode(), text)
        self.assertIn(f"smsmodem -d bt:{ADDRESS} info".encode(), text)
        self.assertIn(b"pairing closed", text)

    def test_denied(self):
        """Also by what is too long, whose end would be a yes."""
        for answer in (b"n\n", b"\n", b"yet\n", b"x" * 100 + b"\n", b"n" * 32 + b"y\n", b"n" * 64 + b"yes\n",
                       b"no, it shows something differenty\n"):
            terminal = self.terminal("confirm:012345 paired")
            terminal.expect(b"[y/N] ")
            terminal.send(answer)
            terminal.expect(b"puppet: no -")
            self.assertIn(b"you said no", terminal.end(1))

    def test_interrupted(self):
        for steps in ("confirm:1", "authorize", "enter-pin"):
            terminal = self.terminal(steps)
            terminal.expect(b"PIN" if steps == "enter-pin" else b"[y/N]")
            terminal.send(b"\x03")
            self.assertIn(b"pairing closed", terminal.end(75))

    def test_progress(self):
        """What is waited for is said, and wiped before the next words; not away from a terminal."""
        text = self.terminal("paired").end(0)
        looking, pairing, rest = text.split(b"\x1b[K", 2)
        self.assertIn(f"\rlooking for {ADDRESS}, ".encode(), looking)
        self.assertTrue(pairing.endswith(f"\rpairing with {ADDRESS}: it may ask, too".encode()), text)
        self.assertTrue(rest.startswith(f"\r\x1b[K{ADDRESS}: paired".encode()), text)
        self.assertNotIn(b"looking", self.terminal("paired", "-q").end(0))
        self.assertNotIn("looking", self.puppet("bt", "pair", ADDRESS, steps="paired").err)

    def test_withdrawn(self):
        """The other side gives up while the user thinks: that is told, and no answer is sent."""
        for step in ("confirm:1", "authorize", "enter-pin", "enter-passkey"):
            text = self.terminal(f"{step} withdrawn").end(1)
            self.assertRegex(text, rb"\r\n\S* *[^\n]*\x1b\[Ksmsmodem: the other side refused")
            self.assertNotRegex(text, b"puppet: (yes|no)")
        text = self.terminal("enter-pin withdrawn show-pin:77 paired").end(0)
        self.assertIn(f"Type 77 on {ADDRESS}".encode(), text)

    def test_mended(self):
        """What cannot be a PIN is asked for again; the end of what is too long is none, either."""
        terminal = self.terminal("enter-pin paired")
        for slip in (b"\n", b"1" * 17 + b"\n", b"1" * 32 + b"2345\n"):
            terminal.expect(b"A PIN, the same here")
            terminal.send(slip)
            terminal.expect(b"a PIN has 1 to 16 characters")
        terminal.expect(b"A PIN, the same here")
        terminal.send(b"1234567890123456\n")
        terminal.expect(b"puppet: yes 1234567890123456")
        terminal.end(0)

    def test_entered(self):
        terminal = self.terminal("enter-passkey enter-pin paired")
        terminal.expect(f"The six digits that {ADDRESS} shows: ".encode())
        terminal.send(b"123456\n")
        terminal.expect(b"puppet: yes 123456")
        terminal.expect(f"A PIN, the same here and on {ADDRESS}: ".encode())
        terminal.send(b"0000\n")
        terminal.expect(b"puppet: yes 0000")
        terminal.end(0)

    def test_shown(self):
        text = self.terminal("show-passkey:654321 show-pin:1234 paired").end(0)
        self.assertIn(f"Type 654321 on {ADDRESS}".encode(), text)
        self.assertIn(f"Type 1234 on {ADDRESS}".encode(), text)

    def test_authorized(self):
        terminal = self.terminal("authorize paired")
        terminal.expect(b"pair, without a number? [y/N] ")
        terminal.send(b"YES\n")
        terminal.end(0)

    def test_refused(self):
        self.assertIn(b"the other side refused", self.terminal("confirm:1", "--yes").end(1))

    def test_no_terminal(self):
        """Nothing can be shown or entered, which the other side is told; what asks is refused."""
        result = self.puppet("bt", "pair", ADDRESS, steps="paired")
        self.assertIn("capability 0", result.err)
        self.assertEqual(result.out, f"{ADDRESS}: paired\n")
        for steps, instead in (("confirm:1 paired", "--yes"), ("authorize paired", "--yes"),
                               ("enter-passkey paired", "--pin-file"), ("enter-pin paired", "--pin-file")):
            result = self.puppet("bt", "pair", ADDRESS, steps=steps, code=64)
            self.assertIn("there is no terminal to ask at", result.err)
            self.assertIn(instead, result.err)
            self.assertIn("puppet: pairing closed", result.err)

    def test_yes(self):
        result = self.puppet("bt", "pair", ADDRESS, "--yes", steps="confirm:012345 authorize paired")
        self.assertIn("capability 2", result.err)
        self.assertEqual(result.err.count("puppet: yes -"), 2)
        self.assertIn("show 012345, too? [y/N] yes (--yes)", result.err)

    def test_pin_file(self):
        path = self.write("pin", "0000\r\nnot this\n")
        result = self.puppet("bt", "pair", ADDRESS, "--pin-file", path, steps="enter-pin paired")
        self.assertIn("puppet: yes 0000\n", result.err)
        result = self.puppet("bt", "pair", ADDRESS, "--pin-file", "-", stdin="0000\n", steps="enter-pin paired")
        self.assertIn("puppet: yes 0000\n", result.err)
        for unfit in ("1" * 17, "1" * 32):
            path = self.write("pin", unfit + "\n")
            self.puppet("bt", "pair", ADDRESS, "--pin-file", path, steps="enter-pin paired",
                        code=64 if len(unfit) < 32 else 66)

    def fifo(self):
        path = self.path("fifo")
        os.mkfifo(path)
        return path

    def pair_by_file(self, path, **more):
        self.env["PUPPET_STEPS"] = "enter-pin paired"
        return self.start("bt", "pair", ADDRESS, "--pin-file", path, program=PUPPET, start_new_session=True, **more)

    def test_pin_file_is_a_pipe(self):
        """What comes late, and in pieces, is taken."""
        path = self.fifo()
        process = self.pair_by_file(path)
        with open(path, "wb", buffering=0) as writer:  # once it has been opened for reading
            writer.write(b"12")
            writer.write(b"34\n")
            result = self.finish(process)
        self.assertEqual(result.code, 0, result)
        self.assertIn("puppet: yes 1234\n", result.err)

    def test_pin_file_never_comes(self):
        """Nobody opens the pipe for writing, and nobody writes to it: both can be interrupted."""
        path = self.fifo()
        # blocked from the start, so that it is not too early, wherever it is seen first
        process = self.pair_by_file(path, preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]))
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 75)
        process = self.pair_by_file(path)
        with open(path, "wb", buffering=0):
            process.send_signal(signal.SIGINT)
            self.assertEqual(self.finish(process).code, 75)

    def test_json(self):
        result = self.puppet("bt", "pair", ADDRESS, "--yes", "--json", steps="confirm:012345 show-pin:7 paired")
        device = {"device": f"bt:{ADDRESS}", "address": ADDRESS}
        self.assertEqual(result.json, [
            {"event": "pairing", **device, "step": "confirm", "passkey": "012345"},
            {"event": "pairing", **device, "step": "show-pin", "passkey": "7"}, {"event": "paired", **device}])
        result = self.puppet("bt", "pair", ADDRESS, "--json", steps="enter-pin", code=64)
        self.assertEqual([line["event"] for line in result.json], ["pairing", "error"])

    def test_trust_and_remove(self):
        device = {"device": f"bt:{ADDRESS}", "address": ADDRESS}
        for args, text, event in (
                (("trust", ADDRESS), "trusted", {"event": "trusted", **device, "trusted": True}),
                (("trust", "--no", ADDRESS), "no longer trusted", {"event": "trusted", **device, "trusted": False}),
                (("remove", "bt:" + ADDRESS), "removed", {"event": "removed", **device})):
            self.assertEqual(self.puppet("bt", *args).out, f"{ADDRESS}: {text}\n")
            self.assertEqual(self.puppet("bt", *args, "--json").json, [event])


if __name__ == "__main__":
    support.main()
