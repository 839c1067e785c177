# SPDX-License-Identifier: GPL-3.0-or-later
"""bt: for long, and often: nothing is left over, neither descriptors nor memory."""
import json
import os
import subprocess

import vm_support
from test_bluetooth_link import TO, Link
from vm_support import PHONE

MIB = 1 << 20


def resident(pid):
    """Memory of its own: pages of files come and go as the kernel likes."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("RssAnon"))


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


class Endurance(Link):
    """Without what AddressSanitizer keeps of freed memory and of stacks, so that growth is the
    program's own."""

    GROWTH = MIB // 4  # 150 messages that leave 2 KiB each are more; seen: 4 KiB altogether

    def setUp(self):
        super().setUp()
        self.env["ASAN_OPTIONS"] = ":".join((
            self.env.get("ASAN_OPTIONS", ""), "quarantine_size_mb=0",
            "thread_local_quarantine_size_kb=0", "detect_stack_use_after_return=0"))

    def sampled(self, *pids):
        return [(descriptors(pid), resident(pid)) for pid in pids]

    def assert_flat(self, before, after):
        print("descriptors, memory:", before, after, flush=True)
        for (descriptors_before, resident_before), (descriptors_after, resident_after) in zip(
                before, after):
            self.assertEqual(descriptors_after, descriptors_before)
            self.assertLess(resident_after, resident_before + self.GROWTH)

    def test_messages_over_one_link(self):
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        sender = self.start("--json", "-d", self.device, "send", "--batch", "-",
                            stdin=subprocess.PIPE)
        before = None
        for number in range(200):
            line = json.dumps({"to": TO, "text": f"message {number}", "id": str(number)})
            sender.stdin.write(line.encode() + b"\n")
            sender.stdin.flush()
            result = json.loads(sender.stdout.readline())
            self.assertEqual((result["status"], result["id"]), ("sent", str(number)))
            self.assertEqual(phone.event("submit")["text"], f"message {number}")
            if number == 49:
                before = self.sampled(sender.pid, phone.process.pid)
        self.assert_flat(before, self.sampled(sender.pid, phone.process.pid))
        self.assertEqual(self.finish(sender).code, 0)

    def test_connects_in_a_row(self):
        """Ten with a radio link of their own, forty over one. The program's own leaks end its run
        with an error of the sanitizer's."""
        phone = self.sim("--rfcomm", "--adapter", PHONE)
        for _ in range(10):
            vm_support.no_link()
            self.smsmodem("-d", phone.device, "at", "AT")
        vm_support.no_link()
        vm_support.wait_until_idle(phone.process.pid)
        before = self.sampled(phone.process.pid)
        with vm_support.held_link():
            for _ in range(40):
                self.smsmodem("-d", phone.device, "at", "AT")
            vm_support.wait_for(lambda: descriptors(phone.process.pid) <= before[0][0] + 1,
                                "the last one's end", timeout=5)
        vm_support.wait_for(lambda: descriptors(phone.process.pid) <= before[0][0],
                            "the end of the link", timeout=5)
        self.assert_flat(before, self.sampled(phone.process.pid))


if __name__ == "__main__":
    vm_support.main()
