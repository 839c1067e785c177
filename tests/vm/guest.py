# SPDX-License-Identifier: GPL-3.0-or-later
"""Inside the machine: what it is to do, from /run/machine/config.json, and the word to the host."""
import glob
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import traceback
import unittest

HERE = pathlib.Path(__file__).resolve().parent
CONFIG = "/run/machine/config.json"
TEST_LIMIT = 300  # seconds for one test
COMPLAINTS = ("BUG:", "WARNING:", "Oops", "Call Trace", "INFO: task")

sys.dont_write_bytecode = True
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]


class TestTime(Exception):
    """A test took longer than any may."""


def out_of_time(*_):
    raise TestTime(f"the test took more than {TEST_LIMIT} s")


class KernelLog:
    """What the kernel said since the last question."""

    def __init__(self):
        self.fd = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)

    def complaints(self):
        lines = []
        while True:
            try:
                record = os.read(self.fd, 8192).decode("utf-8", "replace")
            except BlockingIOError:
                break
            except BrokenPipeError:
                continue  # overwritten before it was read
            lines.append(record.partition(";")[2].partition("\n")[0])
        return lines if any(mark in line for line in lines for mark in COMPLAINTS) else []


class Outcome(unittest.TestResult):
    """Each test is one message to the host; it has failed if the kernel complained meanwhile."""

    def __init__(self, host, kernel):
        super().__init__()
        self.host, self.kernel = host, kernel
        self.started, self.problems, self.reason, self.failed = 0.0, [], None, 0

    def startTest(self, test):
        super().startTest(test)
        print("--- " + test.id(), flush=True)
        self.started, self.problems, self.reason = time.monotonic(), [], None
        signal.alarm(TEST_LIMIT)

    def stopTest(self, test):
        signal.alarm(0)
        super().stopTest(test)
        complaints = self.kernel.complaints()
        if complaints:
            self.problems.append("the kernel complained:\n" + "\n".join(complaints))
        self.say(test.id(), "\n".join(self.problems), self.reason)

    def say(self, name, details="", skip=None):
        self.failed += bool(details)
        if details:
            print(details, flush=True)
        self.host.send({"result": "not ok" if details else "ok", "name": name, "skip": skip,
                        "seconds": time.monotonic() - self.started, "details": details})

    def addError(self, test, err):
        self.problems.append("".join(traceback.format_exception(*err)))
        if not hasattr(test, "_testMethodName"):  # a class or a module that could not be set up
            self.say(str(test), self.problems.pop())

    addFailure = addError

    def addSubTest(self, test, subtest, err):
        if err:
            self.problems.append(f"{subtest}\n" + "".join(traceback.format_exception(*err)))

    def addSkip(self, test, reason):
        self.reason = reason

    def addUnexpectedSuccess(self, test):
        self.problems.append("unexpected success")


def run_tests(host, names):
    names = names or [pathlib.Path(path).stem for path in sorted(glob.glob(f"{HERE}/test_*.py"))]
    outcome = Outcome(host, KernelLog())
    boot = outcome.kernel.complaints()
    outcome.started = time.monotonic()
    outcome.say("kernel.boot", "\n".join(boot))
    signal.signal(signal.SIGALRM, out_of_time)
    unittest.defaultTestLoader.loadTestsFromNames(names).run(outcome)
    return 1 if outcome.failed else 0


def run_shell(host, command):
    with subprocess.Popen(["/bin/sh", "-c", command], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        while octets := process.stdout.read1():
            host.send({"text": octets.decode("utf-8", "replace")})
    return process.returncode


def main():
    with open(CONFIG, encoding="utf-8") as file:
        config = json.load(file)
    os.environ.update(config["environment"])
    os.chdir(config["folder"])
    import vm_support  # reads the environment
    vm_support.host.start()
    vm_support.host.send({"booted": True})
    status = 1
    try:
        vm_support.prepare()
        vm_support.host.send({"begins": True})
        if config["shell"] is None:
            status = run_tests(vm_support.host, config["names"])
        else:
            status = run_shell(vm_support.host, config["shell"])
    except Exception:
        vm_support.host.send({"text": traceback.format_exc()})
        raise
    finally:
        vm_support.host.send({"status": status})


if __name__ == "__main__":
    main()
