#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine with Bluetooth and USB where there is neither: Debian's kernel under QEMU.

    python3 tests/vm/machine.py --build BUILD_DIR [--kernel DIR] [NAME...]
    python3 tests/vm/machine.py --build BUILD_DIR [--kernel DIR] --shell 'COMMAND'

NAME is test_usb, test_usb.Idle or test_usb.Idle.test_unplugged; without one every tests/vm/test_*.py
runs. The root of the machine is the root of the host with memory laid over it, so that whatever
is installed or built here is there under the same path, and nothing that is written there is left.
It has two linked Bluetooth controllers (btvirt), two USB serial adapters that can be plugged and
unplugged, one more ("dark") at whose end nobody is and no control line is on, and a second serial
port /dev/ttyS1; what these are connected to is on this side, and the
tests command it over a port of its own (vm_support.py). Each test is one line of TAP. The
console, the kernel's words included, is in BUILD_DIR/vm/transcript*.txt.

The emulated controllers lose a word now and then, above all while the host is busy. So a few tests
that fail get one fresh machine, where they run alone; what fails there has failed, and what
succeeds there is told.
"""
import argparse
import asyncio
import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sys
import tempfile
import time

import machine_image
import machine_lines

sys.dont_write_bytecode = True

HERE = pathlib.Path(__file__).resolve().parent
LINES = ("usb1", "usb2", "com")
# A huge page put in place of small ones looks like a leak of 2 MiB.
CONSOLE = ("console=ttyS0 quiet panic=-1 random.trust_cpu=on cryptomgr.notests=1 "
           "transparent_hugepage=never")
BOOT_LIMIT = 150  # seconds to its first word
BOOTS = 3
AGAIN_MAX = 3  # tests; more have a reason of their own
TEST = re.compile(r"test_\w+\.\w+\.test_\w+")
# Ends with its parent, however that ends.
LEASHED = ("setpriv", "--pdeathsig", "KILL")


class Qmp:
    """QEMU's own commands."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def start(self):
        await self.reader.readline()  # the greeting
        await self.run("qmp_capabilities")

    async def run(self, execute, until=None, **arguments):
        """A command, and the event that says it is done if one is named."""
        self.writer.write(json.dumps({"execute": execute, "arguments": arguments}).encode())
        answered = False
        while True:
            message = json.loads(await self.reader.readline())
            if "error" in message:
                raise RuntimeError(f"{execute}: {message['error']['desc']}")
            answered = answered or "return" in message
            if (answered and not until) or (until and message.get("event") == until):
                return


class Machine:
    """A running QEMU and everything at its ends."""

    def __init__(self, options, transcript, before=None):
        """before: the machine whose failed tests this one has."""
        self.options, self.transcript = options, transcript
        self.started = time.monotonic()
        self.process = self.qmp = self.guest = None
        self.dark = os.openpty()  # has no control lines, and nobody is at its end
        self.lines, self.phones, self.numbers = {}, {}, itertools.count(1)
        self.results, self.status = before.results if before else [], None
        self.failed, self.is_last = [], before is not None or options.shell is not None
        self.spoke = self.begun = False

    # --- starting ---

    def command(self, kernel, initramfs, sockets):
        arguments = [*LEASHED, "qemu-system-x86_64", "-accel", "tcg,thread=multi", "-smp", "2",
                     "-cpu", "max", "-m", self.options.memory, "-nodefaults", "-display", "none",
                     "-no-reboot", "-serial", "stdio", "-device", "qemu-xhci,id=usb",
                     "-virtfs", "local,path=/,mount_tag=root,security_model=none,readonly=on,"
                                "multidevs=remap",
                     "-device", "virtio-serial-pci",
                     "-kernel", str(kernel), "-initrd", initramfs, "-append", CONSOLE]
        for name, (_, theirs) in sockets.items():
            arguments += ["-chardev", f"socket,id={name},fd={theirs.fileno()}"]
        arguments += ["-chardev", f"serial,id=dark,path={os.ttyname(self.dark[1])}"]
        return arguments + ["-mon", "chardev=qmp,mode=control", "-serial", "chardev:com",
                            "-device", "virtserialport,chardev=guest,name=guest"]

    async def start(self, kernel, initramfs):
        sockets = {name: socket.socketpair() for name in (*LINES, "qmp", "guest")}
        command = self.command(kernel, initramfs, sockets)
        self.process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT, limit=1 << 20,
            pass_fds=[theirs.fileno() for _, theirs in sockets.values()])
        for _, theirs in sockets.values():
            theirs.close()
        loop = asyncio.get_running_loop()
        for name in LINES:
            self.lines[name] = machine_lines.Line(name, self.tell)
            await loop.create_connection(lambda name=name: self.lines[name], sock=sockets[name][0])
        self.guest = await asyncio.open_connection(sock=sockets["guest"][0], limit=1 << 26)
        self.qmp = Qmp(*await asyncio.open_connection(sock=sockets["qmp"][0]))
        await self.qmp.start()

    # --- what it says ---

    def note(self, text):
        self.transcript.write(f"{time.monotonic() - self.started:8.3f} {text}\n")

    async def console(self):
        while line := await self.process.stdout.readline():
            self.note(line.decode("utf-8", "replace").rstrip())

    def tell(self, message):
        self.guest[1].write(json.dumps(message).encode() + b"\n")

    async def serve(self):
        """What the guest wants, until it says its last word."""
        while line := await self.guest[0].readline():
            message = json.loads(line)
            self.spoke = True
            self.begun = self.begun or "begins" in message
            if "id" in message:
                await self.answer(message)
            elif "text" in message:
                sys.stdout.write(message["text"])
                sys.stdout.flush()
            elif "result" in message:
                self.result(message)
            elif "status" in message:
                self.status = message["status"]
                return

    def result(self, message):
        if message["result"] == "not ok" and not self.is_last and TEST.fullmatch(message["name"]):
            self.failed.append(message)
            self.note(f"host: failed {message['name']}\n{message.get('details')}")
            print(f"# {message['name']} failed, {message['seconds']:.2f} s", flush=True)
            return
        self.say(message)

    def say(self, message):
        self.results.append(message)
        line = f"{message['result']} {len(self.results)} - {message['name']}"
        if message.get("skip"):
            line += f" # SKIP {message['skip']}"
        print(line)
        print(f"# {message['seconds']:.2f} s")
        sys.stdout.flush()
        if message.get("details"):
            # meson shows nothing else of a TAP test that failed
            print(f"--- {message['name']}\n{message['details']}", file=sys.stderr, flush=True)
        self.note(f"host: {line}")

    # --- what it wants ---

    async def answer(self, message):
        arguments = {key: value for key, value in message.items() if key not in ("id", "do")}
        self.note(f"host: {message['do']} {arguments}"[:400])
        try:
            value = await getattr(self, "do_" + message["do"])(**arguments)
            self.tell({"id": message["id"], "value": value})
        except (OSError, RuntimeError, KeyError) as error:
            self.tell({"id": message["id"], "error": f"{message['do']}: {error!r}"})

    async def do_plug(self, line, serial, always=False):
        await self.qmp.run("device_add", driver="usb-serial", id=line, bus="usb.0", chardev=line,
                           serial=serial, **({"always-plugged": True} if always else {}))

    async def do_unplug(self, line):
        await self.qmp.run("device_del", until="DEVICE_DELETED", id=line)

    async def do_write(self, line, octets):
        self.lines[line].write(bytes.fromhex(octets))

    async def do_pause(self, line, paused):
        self.lines[line].pause(paused)

    async def do_phone(self, args, line=None):
        phone = machine_lines.Phone(next(self.numbers), self.tell)
        await phone.start([*LEASHED, self.options.program, "sim", "--tcp", "0", *args])
        self.phones[phone.number] = phone
        if line:
            await self.lines[line].attach(phone.port)
        return {"number": phone.number, "device": phone.device}

    async def do_attach(self, line, phone):
        await self.lines[line].attach(self.phones[phone].port)

    async def do_detach(self, line):
        self.lines[line].detach()

    async def do_phone_tell(self, phone, text):
        self.phones[phone].command(text)

    async def do_phone_stop(self, phone):
        return await self.phones.pop(phone).stop()

    # --- ending ---

    async def ended(self):
        """Until it ends by itself; or its time is over, a silent boot's sooner."""
        waiting = asyncio.ensure_future(self.process.wait())
        await asyncio.wait((waiting,), timeout=min(BOOT_LIMIT, self.options.limit))
        if self.spoke and not waiting.done():
            await asyncio.wait((waiting,), timeout=max(0, self.options.limit - BOOT_LIMIT))
        if not waiting.done():
            seconds = f"{time.monotonic() - self.started:.0f} s"
            self.note(f"host: more than {seconds}, ended")
            print(f"# more than {seconds}: ended")
            self.process.kill()
            await waiting

    async def run(self, kernel, initramfs):
        await self.start(kernel, initramfs)
        console = asyncio.create_task(self.console())
        serving = asyncio.create_task(self.serve())
        try:
            await self.ended()
        finally:
            if self.process.returncode is None:
                self.process.kill()
                await self.process.wait()
            for phone in self.phones.values():
                await phone.stop()
            for end in self.dark:
                os.close(end)
        await console
        # what it said last is still to be read
        await asyncio.wait((serving,), timeout=10)
        serving.cancel()


def run_machine(options, kernel, initramfs, transcript, before=None):
    """The kernel may die of an emulated processor's time while it boots: then it is booted again,
    as none of the tests has begun."""
    for boot in range(1, BOOTS + 1):
        machine = Machine(options, transcript, before)
        asyncio.run(machine.run(kernel, initramfs))
        if machine.begun or machine.status is not None or boot == BOOTS:
            break
        print(f"# boot {boot} of {BOOTS} ended before its first test: see {transcript.name}")
    return machine


def run_again(first, options, work, transcript):
    """What failed in the first machine, in a fresh one. @return that, or the first"""
    if first.status is None or not 0 < len(first.failed) <= AGAIN_MAX:
        for message in first.failed:
            first.say(message)
        return first
    for message in first.failed:
        print(f"# {message['name']} once more, in a fresh machine\n#   " +
              str(message.get("details")).strip().replace("\n", "\n#   "))
    has_others = any(message["result"] == "not ok" for message in first.results)
    options.names = [message["name"] for message in first.failed]
    second = run_machine(options, *image(options, work), transcript, first)
    if has_others and second.status == 0:
        second.status = 1
    return second


def report(machine, options):
    """The last lines of TAP, and the exit status."""
    if machine.status is None:
        print("Bail out! the machine ended before its tests did: see", machine.transcript.name)
        return 1
    if options.shell is None:
        print(f"1..{len(machine.results)}")
    print(f"# {time.monotonic() - machine.started:.1f} s, transcript:", machine.transcript.name,
          file=sys.stdout if options.shell is None else sys.stderr)
    return machine.status


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default=os.environ.get("SMSMODEM_BUILD", "build-test"))
    parser.add_argument("--kernel", help="a kernel package unpacked; BUILD/vm/kernel")
    parser.add_argument("--program", default=os.environ.get("SMSMODEM"), help="BUILD/cli/smsmodem")
    parser.add_argument("--limit", type=float, default=1500, help="seconds for everything")
    parser.add_argument("--memory", default="1G")
    parser.add_argument("--shell", help="run this command instead of tests")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.build = os.path.abspath(options.build)
    options.program = os.path.abspath(options.program or f"{options.build}/cli/smsmodem")
    options.kernel = os.path.abspath(options.kernel or os.environ.get("SMSMODEM_KERNEL") or
                                     f"{options.build}/vm/kernel")
    return options


def config(options):
    """What the guest is to do, and the environment that it does it in."""
    environment = {key: value for key, value in os.environ.items()
                   if key in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "SMSMODEM_SEED", "SMSMODEM_VECTORS")}
    environment.update(SMSMODEM=options.program, SMSMODEM_BUILD=options.build,
                       SMSMODEM_SOURCE=str(HERE.parent.parent), PYTHONDONTWRITEBYTECODE="1")
    return {"names": options.names, "shell": options.shell, "environment": environment,
            "folder": os.getcwd()}


def python():
    """The distribution's own if there is one: others may lack AF_BLUETOOTH."""
    return "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable


def image(options, work):
    """(kernel, initramfs) of a machine that does what the options say."""
    initramfs = f"{work}/initramfs"
    return machine_image.make(options.kernel, config(options), python(), HERE / "guest.py",
                              initramfs), initramfs


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = os.path.join(options.build, "vm")
    os.makedirs(folder, exist_ok=True)
    name = "-".join(["transcript", *options.names, *(["shell"] if options.shell else [])])
    with tempfile.TemporaryDirectory(dir=folder, prefix="run-") as work, \
            open(f"{folder}/{name[:100]}.txt", "w", encoding="utf-8", buffering=1) as transcript:
        try:
            kernel, initramfs = image(options, work)
        except FileNotFoundError as error:
            print("Bail out!", error)
            return 1
        first = run_machine(options, kernel, initramfs, transcript)
        return report(run_again(first, options, work, transcript), options)


if __name__ == "__main__":
    for tool in ("qemu-system-x86_64", "busybox", "cpio", "modprobe", "setpriv"):
        if not shutil.which(tool, path=os.environ.get("PATH", "") + ":/sbin:/usr/sbin"):
            sys.exit(f"{tool} is not installed: ./dev test-hardware installs what is missing")
    sys.exit(main())
