# SPDX-License-Identifier: GPL-3.0-or-later
"""What the machine's serial ports lead to outside of it: a simulated phone, or the test itself."""
import asyncio
import json

PHONE_ENDS = 10  # seconds for a phone to end after `quit`


class Line(asyncio.Protocol):
    """One emulated port. Its octets go to a phone's TCP port, or to the guest as they are."""

    def __init__(self, name, tell):
        self.name, self.tell = name, tell
        self.transport = self.phone = None

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        if self.phone:
            self.phone.write(data)
        else:
            self.tell({"line": self.name, "octets": data.hex()})

    def write(self, octets):
        self.transport.write(octets)

    def pause(self, paused):
        """While nobody reads, a write of the emulated USB adapter stops the whole machine."""
        if paused:
            self.transport.pause_reading()
        else:
            self.transport.resume_reading()

    async def attach(self, port):
        """From now on a phone that listens there is at the other end."""
        self.detach()
        loop = asyncio.get_running_loop()
        self.phone, _ = await loop.create_connection(lambda: PhoneEnd(self), "127.0.0.1", port)

    def detach(self):
        if self.phone:
            self.phone.close()
        self.phone = None


class PhoneEnd(asyncio.Protocol):
    """The connection to a phone's TCP port."""

    def __init__(self, line):
        self.line = line
        self.transport = None

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.line.write(data)

    def connection_lost(self, _):
        if self.line.phone is self.transport:
            self.line.phone = None


class Phone:
    """`smsmodem sim --tcp` on the host; its events go to the guest."""

    def __init__(self, number, tell):
        self.number, self.tell = number, tell
        self.process = self.reader = None
        self.device = ""

    async def start(self, command):
        self.process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE, limit=1 << 24)
        ready = await self.process.stdout.readline()
        if not ready:
            raise RuntimeError((await self.process.stderr.read()).decode("utf-8", "replace"))
        self.device = json.loads(ready)["device"]
        self.reader = asyncio.create_task(self._read())

    @property
    def port(self):
        return int(self.device.rsplit(":", 1)[1])

    async def _read(self):
        async for line in self.process.stdout:
            self.tell({"phone": self.number, "event": json.loads(line)})
        self.tell({"phone": self.number, "event": {"event": "end"}})

    def command(self, text):
        self.process.stdin.write(text.encode() + b"\n")

    async def stop(self):
        """What it ends with, and what it said on stderr."""
        if self.process.returncode is None:
            self.process.stdin.write(b"quit\n")
            self.process.stdin.close()
        try:
            err = await asyncio.wait_for(self.process.stderr.read(), PHONE_ENDS)
        except asyncio.TimeoutError:
            self.process.kill()
            err = b"the phone did not end\n"
        code = await self.process.wait()
        await self.reader
        return {"code": code, "err": err.decode("utf-8", "replace")}
