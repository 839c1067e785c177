# SPDX-License-Identifier: GPL-3.0-or-later
"""What the simulated phone does by itself, and is told in one breath, is done and told of."""
import os
import socket
import subprocess

import support

PEER = "+491702222222"


class Idle(support.Case):
    def test_it_goes_with_nobody_there(self):
        phone = self.sim("--tcp", "0", "--fault", "unplug-later=1000")
        phone.tell("urc HELLO")
        phone.event("gone")

    def test_it_goes_though_nobody_reads(self):
        phone = self.sim("--fault", "unplug-later=1000")
        for _ in range(200):
            phone.tell("urc " + "X" * 400)
        phone.event("gone")

    def test_it_goes_though_a_client_does_not_read(self):
        phone = self.sim("--tcp", "0", "--fault", "endless@1", "--fault", "unplug-later=1500")
        host, port = phone.device.split(":")[1:]
        with socket.create_connection((host, int(port))) as client:
            client.sendall(b"AT\r")
            phone.event("gone")

    def test_no_submit_is_lost(self):
        phone = self.sim("--tcp", "0")
        host, port = phone.device.split(":")[1:]
        with socket.create_connection((host, int(port))) as client:
            client.sendall(b"AT+CMGF=0\rAT+CMGW=18\r0001000C91947110325476000005E8329BFD06\x1a")
            heard = b""
            while b"+CMGW: 1" not in heard:
                heard += client.recv(4096)
            client.sendall(b"AT+CMSS=1\r" + b"A/" * 999)
            for _ in range(1000):
                self.assertEqual(phone.event("submit")["text"], "hello")


class OneWrite(support.Case):
    def test_replug_and_another(self):
        phone = self.sim()
        before = os.readlink(phone.device)
        phone.tell("replug 0\nsignal 3")
        phone.event("gone")
        phone.event("ready")
        self.assertNotEqual(os.readlink(phone.device), before)

    def test_unplug_and_plug(self):
        phone = self.sim()
        phone.tell("unplug\nplug")
        phone.event("gone")
        phone.event("ready")

    def test_last_line_without_its_end(self):
        process = self.start("sim", "--pty", self.path("phone"), stdin=subprocess.PIPE)
        self.assertEqual(self.finish(process, "nonsense\nquit").code, 0)


class Usage(support.Case):
    def test_refused(self):
        for args in (("--peers", f"{PEER},{PEER}"), ("--peers", "+491700000000"), ("--strict",),
                     ("--no-delays",), ("--tcp", "65535", "--peers", PEER)):
            result = self.smsmodem("sim", *args, code=64)
            self.assertNotIn("in use", result.err, args)

    def test_a_high_port(self):
        """The second phone has the port behind the first's, as far as there are ports."""
        phone = self.sim("--tcp", "127.91.7.3:65525", "--peers", PEER)
        self.assertEqual(phone.event("ready", number=PEER)["device"], "tcp:127.91.7.3:65526")

    def test_what_a_phone_that_went_cannot_say(self):
        phone = self.sim()
        phone.tell("replug 60000\nring +49170\nurc X")
        phone.event("gone")
        for command in ("ring", "urc"):
            error = phone.event("error")
            self.assertEqual((error["exit"], error["text"].split(":")[0]), (69, command))


if __name__ == "__main__":
    support.main()
