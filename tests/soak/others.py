# SPDX-License-Identifier: GPL-3.0-or-later
"""The same messages received by other daemons: how long they take, as a ratio. Figures, no judgement."""
import os
import shutil
import subprocess
import time

import stream

GAMMU = """\
[gammu]
device = {device}
connection = at
[smsd]
service = files
logfile = {directory}/log
inboxpath = {directory}/inbox/
outboxpath = {directory}/outbox/
sentsmspath = {directory}/sent/
errorsmspath = {directory}/error/
receivefrequency = 1
statusfrequency = 0
loopsleep = 1
checksecurity = 0
"""

SMSD = """\
devices = phone
logfile = {directory}/log
outgoing = {directory}/outbox
checked = {directory}/sent
incoming = {directory}/inbox
failed = {directory}/error
infofile = {directory}/info
pidfile = {directory}/pid
delaytime = 1
[phone]
device = {device}
incoming = high
baudrate = 115200
"""

PATIENCE_S = 120
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def modem_lines(directory):
    """What smsd asks a serial port for, and a pseudo-terminal has not."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../peers/modemlines.c")
    target = os.path.join(directory, "modemlines.so")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", target, source], check=True)
    return target


def commands(directory, device):
    """By name, those that are installed."""
    for name, arguments, text in (("gammu-smsd", ["-c"], GAMMU), ("smsd", ["-t", "-c"], SMSD)):
        path = shutil.which(name, path=PATH)
        if path and (name != "smsd" or shutil.which("cc")):
            config = os.path.join(directory, name + ".conf")
            with open(config, "w", encoding="ascii") as file:
                file.write(text.format(device=device, directory=directory))
            yield name, [path, *arguments, config]


def daemon_s(program, directory, name, count, seed):
    """Seconds until it has written so many files; None: it has not."""
    for folder in ("inbox", "outbox", "sent", "error"):
        os.makedirs(os.path.join(directory, folder))
    phone = stream.Phone(program, directory)
    env = stream.environment(directory)
    # what the link leads to: some take no long name
    words = dict(commands(directory, os.path.realpath(phone.device)))[name]
    if name == "smsd":
        env["LD_PRELOAD"] = modem_lines(directory)
    begin_s = time.monotonic()
    process = subprocess.Popen(words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        phone.deliver(stream.texts(seed, count, 0))
        while len(os.listdir(os.path.join(directory, "inbox"))) < count:
            if time.monotonic() - begin_s > PATIENCE_S or process.poll() is not None:
                return None
            stream.pause(0.01)
        return time.monotonic() - begin_s
    finally:
        process.terminate()
        if not stream.wait_ended(process, 10):
            process.kill()
            process.wait()
        phone.stop()


def ours_s(program, directory, count, seed):
    phone = stream.Phone(program, directory)
    try:
        begin_s = time.monotonic()
        run = stream.Run(program, directory, 0, "--follow", "--count", str(count))
        phone.deliver(stream.texts(seed, count, 0))
        run.end()
        return time.monotonic() - begin_s
    finally:
        phone.stop()


def run(program, directory, count, seed):
    """Figures as a text, from the start of the program to its last message."""
    own = os.path.join(directory, "own")
    os.mkdir(own)
    own_s = ours_s(program, own, count, seed)
    lines = [f"{count} messages, smsmodem from its start on: {count / own_s:.0f} a second"]
    for name, _ in commands(directory, ""):
        other = os.path.join(directory, name)
        os.mkdir(other)
        took_s = daemon_s(program, other, name, count, seed)
        lines.append(f"{count} messages, {name}: " +
                     (f"{count / took_s:.1f} a second, smsmodem in 1/{took_s / own_s:.0f} of its time"
                      if took_s else f"not received in {PATIENCE_S} s"))
    return "\n".join(lines)
