# SPDX-License-Identifier: GPL-3.0-or-later
"""Other people's programs as clients of the simulated phone: what their tests share."""
import concurrent.futures
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../e2e"))
import support  # noqa: E402

SHIMS = pathlib.Path(os.environ.get("SMSMODEM_BUILD", "build")).resolve() / "tests"
FRIEND = "+491711234567"  # who is written to, and writes
EMOJI = "Grüße 👍🏽 ж"
LONG = " ".join(f"word {number}" for number in range(50))  # of several parts


def wants_report(pdu):
    """TP-SRR of a SUBMIT with its service centre address (3GPP TS 23.040 9.2.3.5)."""
    octets = bytes.fromhex(pdu)
    return bool(octets[1 + octets[0]] & 0x20)


class PeerCase(support.Case):
    """One client, with a directory, an environment and a phone of its own."""

    package = None  # of Debian, which has the programs

    def setUp(self):
        super().setUp()
        # the clients take their characters from the locale, the program does not
        self.env.update(LC_ALL="C.UTF-8", XDG_CACHE_HOME=self.path("cache"), TMPDIR=self.dir)

    def peer(self, name, package=None):
        path = shutil.which(name, path=os.environ["PATH"] + ":/usr/local/sbin:/usr/sbin:/sbin")
        if not path:
            self.fail(f"{name} is not installed: apt-get install {package or self.package}")
        return path

    def preload(self, shim):
        return {**self.env, "LD_PRELOAD": str(SHIMS / f"peer_{shim}.so")}

    def run_peer(self, name, *args, stdin=None, code=0, shim=None):
        """Run a client to its end, in the directory where its phone is `phone`."""
        process = subprocess.Popen([self.peer(name), *args], cwd=self.dir,
                                   env=self.preload(shim) if shim else self.env,
                                   stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(self._reap, process)
        result = self.finish(process, stdin)
        if code is not None:
            self.assertEqual(result.code, code, result)
        return result

    def daemon(self, name, *args, env=None, package=None):
        """Start a client that stays; all that it starts is gone when the test is over."""
        with open(self.path(f"{name}.output"), "wb") as output:
            process = subprocess.Popen([self.peer(name, package), *args], cwd=self.dir,
                                       env=env or self.env, stdin=subprocess.DEVNULL,
                                       stdout=output, stderr=output, start_new_session=True)
        self.addCleanup(self.end, process)
        return process

    def end(self, process):
        """End a daemon as its users do, and see that nothing of it is left."""
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(support.PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            process.wait()
            return
        process.wait()
        self.fail(f"{process.args[0]} left processes behind:\n" + self.output(process))

    def output(self, process):
        return self.read(os.path.basename(process.args[0]) + ".output")

    def wait_until(self, what, check):
        """Poll for what has no descriptor to wait for: a file that another program writes."""
        done = threading.Event()
        for _ in range(support.PATIENCE * 20):
            value = check()
            if value:
                return value
            done.wait(0.05)
        self.fail(f"{what} never came")

    def sent(self, phone, text, parts=1, to=FRIEND):
        """What the phone took last is this message."""
        event = phone.event("submit")
        self.assertEqual((event["to"], event["text"], event["parts"]), (to, text, parts))
        return event

    def at(self, *commands):
        """Prepare the phone by commands of our own."""
        return self.smsmodem("-d", self.path("phone"), "at", *commands)


def _run(case):
    result = unittest.TestResult()
    case.run(result)
    return case, result


def _cases(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from _cases(item)
        else:
            yield item


def main():
    """All tests at once: the clients wait most of their time, each for a phone of its own."""
    loader, module = unittest.defaultTestLoader, sys.modules["__main__"]
    suite = loader.loadTestsFromNames(sys.argv[1:], module) if sys.argv[1:] else \
        loader.loadTestsFromModule(module)
    cases = list(_cases(suite))
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(max(len(cases), 1)) as pool:
        for case, result in pool.map(_run, cases):
            bad = result.failures + result.errors
            failures += bool(bad)
            print(("FAILED " if bad else "ok ") + case.id())
            for _, trace in bad:
                print(trace)
    sys.exit(1 if failures or not cases else 0)
