# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests inside the machine share: controllers, bluetoothd, USB adapters, phones outside.

    class Something(vm_support.Case):       # all that support.Case has: smsmodem(), start(), sim()...
        def test_it(self):
            self.adapter("usb1", "PHONE1")                  # plugged; unplugged after the test
            phone = self.phone("--number", "+4912", line="usb1")    # outside, at its other end
            wire = self.line("com")                         # the test is at the end of /dev/ttyS1
            with vm_support.bluetoothd(): ...               # a bus and the daemon, only here
"""
import contextlib
import fcntl
import glob
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

import support
from support import Result, main  # for the tests
from vm_host import Line, Phone, host

PATIENCE = support.PATIENCE
PHONE, COMPUTER = "hci0", "hci1"  # who plays what where it matters
# Class of device: a smartphone that can dial up (Bluetooth Assigned Numbers, 2.8).
PHONE_CLASS, COMPUTER_CLASS = "0x5a020c", "0x00010c"
MAJOR = (2, 1)  # the same for bluetoothd: phone, computer
PHONE_NAME, COMPUTER_NAME = "PhoneA", "LaptopB"
SDP_PSM = 1
NO_ADDRESS = "00:00:00:00:00:00"
HCIGETCONNLIST, ACL_LINK, MOST_LINKS = 0x800448D4, 1, 8  # <bluetooth/hci.h>
HCI_CONN_INFO = struct.Struct("=H6sBBHI")
RADIO_PID = "/run/machine/btvirt.pid"
RADIO_TRIALS = 3
SET_UP_SECONDS = 30  # where all is well it takes two or three
BLUETOOTHD = ("/usr/libexec/bluetooth/bluetoothd", "/usr/lib/bluetooth/bluetoothd",
              "/usr/sbin/bluetoothd")
UDEVD = ("/usr/lib/systemd/systemd-udevd", "/lib/systemd/systemd-udevd", "/sbin/udevd")
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen>
<auth>EXTERNAL</auth><policy context="default"><allow user="*"/><allow own="*"/>
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/></policy></busconfig>
"""


def change_line(port):
    """What the unit test says that switches a port's control lines, sends a break and so on."""
    program = os.path.join(os.environ["SMSMODEM_BUILD"], "tests/test_stream_line")
    return run(program, env={**os.environ, "SMSMODEM_TEST_LINE": port})


def run(*command, check=True, timeout=PATIENCE, **options):
    """Another program's output, its complaints included."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=timeout, check=False, **options)
    text = done.stdout.decode("utf-8", "replace")
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: exit {done.returncode}\n{text}")
    return text


def wait_for(condition, what, timeout=PATIENCE, pause=0.05):
    """Until the condition gives something; that."""
    end = time.monotonic() + timeout
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {timeout} s")
        time.sleep(pause)
    return value


# --- Bluetooth ---

def address(controller):
    return re.search(r"BD Address: (\S+)", run("hciconfig", controller)).group(1)


def links(controller):
    """The addresses that a controller has a link to, or is just calling."""
    found = bytearray(struct.pack("=HH", int(controller.removeprefix("hci")), MOST_LINKS))
    found += bytes(MOST_LINKS * HCI_CONN_INFO.size)
    with socket.socket(socket.AF_BLUETOOTH, socket.SOCK_RAW, socket.BTPROTO_HCI) as hci:
        fcntl.ioctl(hci, HCIGETCONNLIST, found)
    count = struct.unpack_from("=HH", found)[1]
    each = (HCI_CONN_INFO.unpack_from(found, 4 + i * HCI_CONN_INFO.size) for i in range(count))
    return [peer[::-1].hex(":").upper() for _, peer, kind, *_ in each if kind == ACL_LINK]


def cut(controller, peer):
    """End the radio link; both sides lose what they had over it."""
    said = run("hcitool", "-i", controller, "dc", peer, check=False)
    if said and peer in links(controller):  # else it has ended by itself just now
        raise AssertionError(f"{controller} keeps its link to {peer}: {said}")


def no_link():
    """Both sides without a link. A connection that begins while the last link is being given up
    (2 s after its end) finds the emulated controllers of two minds about it, and hangs."""
    for controller, peer in ((PHONE, COMPUTER), (COMPUTER, PHONE)):
        if links(controller):
            cut(controller, address(peer))
    wait_for(lambda: not links(PHONE) and not links(COMPUTER), "the links' end")


@contextlib.contextmanager
def held_link():
    """The link stays as long as somebody has a channel on it: here the phone's SDP server."""
    with socket.socket(socket.AF_BLUETOOTH, socket.SOCK_SEQPACKET, socket.BTPROTO_L2CAP) as holder:
        holder.settimeout(PATIENCE)
        holder.bind((address(COMPUTER), 0))
        holder.connect((address(PHONE), SDP_PSM))
        yield


def is_up(controller):
    return "UP RUNNING" in run("hciconfig", controller, check=False)


def up(controller):
    """Up to stay: while the kernel sets a new one up it looks so too, and is switched off after."""
    def switched_on():
        said = run("hciconfig", controller, "up", check=False)
        return (not said or "(114)" in said) and is_up(controller)  # EALREADY is as good

    wait_for(switched_on, f"{controller} up", timeout=SET_UP_SECONDS)


def down(controller):
    run("hciconfig", controller, "down")


def set_up_controllers():
    """Both up, named, connectable; the phone discoverable."""
    for controller, name, kind, scan in ((PHONE, PHONE_NAME, PHONE_CLASS, "piscan"),
                                         (COMPUTER, COMPUTER_NAME, COMPUTER_CLASS, "pscan")):
        up(controller)
        run("hciconfig", controller, "name", name)
        run("hciconfig", controller, "class", kind)
        run("hciconfig", controller, scan)
        if not is_up(controller) or address(controller) == NO_ADDRESS:
            raise AssertionError(f"{controller} is not as it should be: {run('hciconfig')}")


def anew(what, reason):
    """What is tried again, where it is read by who looks at the run."""
    print(f"{what} anew: {reason}", flush=True)
    if host.fd >= 0:  # in a program of --shell there is none
        host.send({"text": f"# {what} anew: {reason}\n"})


def start_radio():
    """btvirt is both controllers and the air between them. On a host that has no time for them the
    kernel gives up setting them up, and never tries again."""
    for trial in range(1, RADIO_TRIALS + 1):
        # SCHED_IDLE: an answer that comes before its question sleeps lets connect() hang for ever
        with open("/run/machine/btvirt.txt", "ab") as log:
            process = subprocess.Popen(["chrt", "-i", "0", "btvirt", "-l2"], stdout=log,
                                       stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        with open(RADIO_PID, "w", encoding="utf-8") as file:
            file.write(str(process.pid))
        try:
            wait_for(lambda: all(map(is_there, (PHONE, COMPUTER))), "the controllers of btvirt",
                     timeout=SET_UP_SECONDS)
            # one that is switched on before the kernel has set it up is never known to bluetoothd
            for index in (0, 1):
                wait_for(lambda index=index: is_known(index), f"hci{index} set up by the kernel",
                         timeout=SET_UP_SECONDS, pause=0.2)
            set_up_controllers()
            return
        except (AssertionError, subprocess.SubprocessError) as error:
            if trial == RADIO_TRIALS:
                raise
            anew("controllers", error)
            stop_radio()


def stop_radio():
    """As when the adapters are pulled out."""
    with open(RADIO_PID, encoding="utf-8") as file, contextlib.suppress(ProcessLookupError):
        os.kill(int(file.read()), signal.SIGKILL)
    wait_for(lambda: not glob.glob("/sys/class/bluetooth/hci*"), "the controllers' end")


def restart_radio():
    """Fresh controllers: no keys, no SSP, no links."""
    stop_radio()
    start_radio()


def is_there(controller):
    return os.path.exists(f"/sys/class/bluetooth/{controller}")


@contextlib.contextmanager
def no_controllers():
    """A machine without Bluetooth, for the time of a block."""
    stop_radio()
    try:
        yield
    finally:
        start_radio()


@contextlib.contextmanager
def ended(process):
    """A daemon for the time of a block."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def system_bus():
    """A D-Bus system bus that allows everything to everybody."""
    os.makedirs("/run/dbus", exist_ok=True)
    path = "/run/dbus/system_bus_socket"
    with contextlib.ExitStack() as stack:
        config = stack.enter_context(tempfile.NamedTemporaryFile("w", suffix=".conf"))
        config.write(BUS)
        config.flush()
        stack.callback(remove, path)
        process = stack.enter_context(ended(subprocess.Popen(
            ["dbus-daemon", f"--config-file={config.name}", "--nofork", "--nopidfile"],
            stdin=subprocess.DEVNULL)))
        wait_for(lambda: os.path.exists(path), "the system bus")
        yield process


def remove(path):
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def take_over():
    """Until bluetoothd has both controllers; then as set_up_controllers without it."""
    for controller in (PHONE, COMPUTER):
        wait_for(lambda controller=controller: taken_over(controller), f"{controller} on the bus",
                 timeout=SET_UP_SECONDS, pause=0.2)
    for index, name in enumerate((PHONE_NAME, COMPUTER_NAME)):
        btmgmt(index, "name", name, name)
        btmgmt(index, "class", str(MAJOR[index]), "12")
        btmgmt(index, "connectable", "on")
    btmgmt(0, "discov", "on")


def forget():
    """What bluetoothd has switched on (SSP), and what it knows of others, is not there without it."""
    for path in glob.glob("/var/lib/bluetooth/*"):
        shutil.rmtree(path)
    restart_radio()


@contextlib.contextmanager
def bluetoothd(*arguments, compat=True):
    """The bus and the daemon with both controllers taken over; afterwards as without it."""
    program = next(path for path in BLUETOOTHD if os.path.exists(path))
    command = [program, "-n", *(["-C"] if compat else []), *arguments]
    stack = contextlib.ExitStack()
    try:
        process = daemon(stack, command)
    except (AssertionError, subprocess.SubprocessError) as error:
        anew("bluetoothd with fresh controllers", error)
        process = daemon(stack, command)
    with stack:
        yield process


@contextlib.contextmanager
def bluetoothd_without_pairing():
    """Else the kernel pairs by itself for the first connection, and wants an agent for the next."""
    with bluetoothd() as process:
        for index in (0, 1):
            btmgmt(index, "ssp", "off")
        yield process


def daemon(stack, command):
    """bluetoothd, until the stack is closed; it is gone already if it did not take over."""
    with contextlib.ExitStack() as mine:
        mine.callback(forget)
        mine.enter_context(system_bus())
        log = mine.enter_context(open("/run/machine/bluetoothd.txt", "ab"))
        process = mine.enter_context(ended(subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)))
        take_over()
        stack.push(mine.pop_all())
    return process


def taken_over(controller):
    """Whether the daemon has it on the bus, powered and with what it switches on itself."""
    said = run("dbus-send", "--system", "--print-reply", "--dest=org.bluez",
               f"/org/bluez/{controller}", "org.freedesktop.DBus.Properties.Get",
               "string:org.bluez.Adapter1", "string:Powered", check=False)
    return "boolean true" in said and managed(int(controller.removeprefix("hci")), "ssp")


def btmgmt(index, *words):
    """The kernel's management interface; it wants an open stdin that says nothing."""
    ours, theirs = os.openpty()
    try:
        return subprocess.run(["btmgmt", "-i", str(index), *words], stdin=theirs, check=True,
                              stdout=subprocess.PIPE, timeout=PATIENCE).stdout.decode()
    finally:
        os.close(ours)
        os.close(theirs)


def is_known(index):
    """Whether the management interface has it."""
    return "current settings" in btmgmt(index, "info")


def managed(index, setting):
    """Whether a setting is among the current ones."""
    found = re.search(r"current settings: (.*)", btmgmt(index, "info"))
    return found is not None and setting in found.group(1).split()


# --- USB ---

def usb_ports():
    """{serial number: /dev/ttyUSBn} of what is plugged now."""
    found = {}
    for path in glob.glob("/sys/bus/usb-serial/devices/ttyUSB*"):
        try:
            with open(os.path.join(os.path.realpath(path), "../../serial"), encoding="utf-8") as file:
                found[file.read().strip()] = "/dev/" + os.path.basename(path)
        except OSError:
            pass  # it is just going
    return found


def plug(line, serial):
    """Plug an FTDI adapter in; the port that it got."""
    host.ask("plug", line=line, serial=serial)
    return wait_for(lambda: usb_ports().get(serial), f"the port of {serial}")


def unplug(line):
    host.ask("unplug", line=line)


@contextlib.contextmanager
def udevd():
    """The device manager: links below /dev/serial, groups of ports."""
    program = next(path for path in UDEVD if os.path.exists(path))
    with open("/run/machine/udevd.txt", "ab") as log, \
            ended(subprocess.Popen([program], stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=subprocess.STDOUT)) as process:
        wait_for(lambda: os.path.exists("/run/udev/control"), "udevd")
        yield process


def settle():
    """Until the device manager has done what there was to do."""
    run("udevadm", "settle", f"--timeout={PATIENCE}")


def prepare():
    """Once, before the first test."""
    start_radio()


def cpu_seconds(pid):
    """What a process has used of the processor."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until_idle(pid):
    """Until it does nothing but wait."""
    before = -1.0
    while (used := cpu_seconds(pid)) != before:
        before = used
        time.sleep(0.3)


def where_it_hangs(pid):
    """What the kernel does for each thread."""
    said = []
    for path in glob.glob(f"/proc/{pid}/task/*/*"):
        if os.path.basename(path) in ("comm", "wchan", "syscall", "stack"):
            with contextlib.suppress(OSError), open(path, encoding="utf-8") as file:
                said.append(f"{path}: {file.read().strip()}")
    return "\n".join(said)


class Case(support.Case):
    """A test in the machine; leaves no adapter, no phone and no link."""

    def setUp(self):
        super().setUp()
        self.ports = {}
        if not all(map(is_up, (PHONE, COMPUTER))):
            anew("controllers", "they are not as they should be")
            restart_radio()
        no_link()

    def finish(self, process, text=None):
        try:
            return super().finish(process, text)
        except subprocess.TimeoutExpired:
            print(where_it_hangs(process.pid), flush=True)
            raise

    def adapter(self, line, serial):
        """An adapter for the time of the test; its port."""
        self.ports[line] = plug(line, serial)
        self.addCleanup(self.without_adapter, line)
        return self.ports[line]

    def without_adapter(self, line):
        """Unplugged, and the kernel has noticed."""
        port = self.ports.pop(line, None)
        if port:
            unplug(line)
            wait_for(lambda: port not in usb_ports().values() and not os.path.exists(port),
                     f"the end of {port}")

    def phone(self, *args, line=None):
        return Phone(self, *args, line=line)

    def line(self, name):
        return Line(name)
