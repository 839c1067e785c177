# SPDX-License-Identifier: GPL-3.0-or-later
"""A modem on a USB port, under the kernel's own driver: found by what it is, and what its end does."""
import grp
import os
import re
import threading
import time

import support
import vm_support

TO = "+491701234567"
ONE, TWO = "usb:0403:6001:PHONE1", "usb:0403:6001:PHONE2"
BY_ID = "/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_PHONE1-if00-port0"
NOTICED_SECONDS = 0.1
IDLE_SECONDS = 0.05  # of the processor, in IDLE_WATCH seconds
IDLE_WATCH = 2
LONG = "a text for three parts " * 18


class Found(vm_support.Case):
    """By vendor, product, serial number."""

    def test_three_parts_to_a_phone_outside(self):
        phone = self.phone(line="usb1")
        self.adapter("usb1", "PHONE1")
        line = self.smsmodem("-d", ONE, "--json", "send", TO, LONG).json[0]
        self.assertEqual((line["status"], line["parts"], line["device"]), ("sent", 3, ONE))
        event = phone.event("submit", parts=3)
        self.assertEqual((event["to"], event["text"]), (TO, LONG))

    def test_a_wap_push(self):
        phone = self.phone("--loopback", line="usb1")
        self.adapter("usb1", "PHONE1")
        self.smsmodem("-d", ONE, "push", "si", TO, "--href", "http://example.com/", "--text", "hi")
        pdu = phone.event("submit")["pdu"]
        push = self.decode([pdu], "--kind", "submit")[0]["push"]
        self.assertEqual((push["type"], push["href"], push["text"]),
                         ("si", "http://example.com/", "hi"))

    def test_plugged_again_in_reverse_order(self):
        phones = {ONE: self.phone(line="usb1"), TWO: self.phone(line="usb2")}
        ports = {ONE: self.adapter("usb1", "PHONE1"), TWO: self.adapter("usb2", "PHONE2")}
        for line in ("usb1", "usb2"):
            self.without_adapter(line)
        self.assertEqual(self.adapter("usb2", "PHONE2"), ports[ONE])
        self.assertEqual(self.adapter("usb1", "PHONE1"), ports[TWO])
        for device, phone in phones.items():
            self.smsmodem("-d", device, "send", TO, device)
            self.assertEqual(phone.event("submit")["text"], device)

    def test_two_that_are_alike_are_named(self):
        self.adapter("usb1", "PHONE1")
        self.adapter("usb2", "PHONE2")
        result = self.smsmodem("-d", "usb:0403:6001", "at", "AT", code=None)
        self.assertIn(result.code, (64, 69), result)
        self.assertIn(ONE, result.err)
        self.assertIn(TWO, result.err)

    def test_one_of_its_kind_needs_no_serial_number(self):
        self.phone(line="usb1")
        self.adapter("usb1", "PHONE1")
        for device in ("usb:0403:6001", ONE + "#0", ONE.upper().replace("USB:", "usb:")):
            self.smsmodem("-d", device, "at", "AT")

    def test_by_where_it_is_plugged_in(self):
        phone = self.phone(line="usb1")
        self.adapter("usb1", "PHONE1")
        self.adapter("usb2", "PHONE2")
        places = {line["serial"]: line["topology"] for line in self.smsmodem("--json", "devices").json
                  if line.get("serial")}
        here, there = (f"usb:0403:6001?baud=9600&port={places[name]}" for name in ("PHONE1", "PHONE2"))
        self.smsmodem("-d", here, "send", TO, "here")
        self.assertEqual(phone.event("submit")["text"], "here")
        self.without_adapter("usb2")
        result = self.smsmodem("-d", there, "at", "AT", code=69)
        self.assertIn(f"usb:0403:6001?port={places['PHONE1']} (/dev/ttyUSB", result.err)

    def test_the_line_looked_at_and_changed(self):
        self.line("usb1")
        self.assertIn("250000 baud: yes", vm_support.change_line(self.adapter("usb1", "PHONE1")))

    def test_not_plugged(self):
        self.adapter("usb2", "PHONE2")
        result = self.smsmodem("-d", ONE, "at", "AT", code=69)
        self.assertIn(TWO, result.err)

    def test_none_plugged(self):
        self.assertRegex(self.smsmodem("-d", ONE, "at", "AT", code=69).err, r"(?i)plugged in")

    def test_nothing_answers(self):
        wire = self.line("usb1")
        self.adapter("usb1", "PHONE1")
        result = self.smsmodem("-d", ONE, "send", TO, "x", code=69)
        self.assertRegex(result.err, "no modem|does not answer|no answer")
        self.assertIn(b"AT", wire.read_until(b"\r"))

    def test_devices_lists_it(self):
        port = self.adapter("usb1", "PHONE1")
        lines = self.smsmodem("--json", "devices").json
        found = [line for line in lines if line.get("path") == port or line.get("device") == port]
        self.assertEqual(len(found), 1, lines)
        self.assertIn("PHONE1", str(found[0]))

    def test_two_hundred_messages(self):
        phone = self.phone(line="usb1")
        self.adapter("usb1", "PHONE1")
        batch = "".join(f'{{"to":"{TO}","text":"{i}","id":"{i}"}}\n' for i in range(200))
        lines = self.smsmodem("-d", ONE, "--json", "send", "--batch", "-", stdin=batch).json
        self.assertEqual([(line["id"], line["status"]) for line in lines],
                         [(str(i), "sent") for i in range(200)])
        for i in range(200):
            self.assertEqual(phone.event("submit")["text"], str(i))


class ByName(vm_support.Case):
    """The links and the groups that udev gives."""

    def setUp(self):
        super().setUp()
        self.enterContext(vm_support.udevd())
        self.port = self.adapter("usb1", "PHONE1")
        vm_support.settle()

    def test_link_below_by_id(self):
        phone = self.phone(line="usb1")
        self.smsmodem("-d", BY_ID, "send", TO, "by name")
        self.assertEqual(phone.event("submit")["text"], "by name")

    def test_link_is_looked_up_at_every_open(self):
        phone = self.phone(line="usb1")
        self.without_adapter("usb1")
        self.assertEqual(self.adapter("usb2", "PHONE2"), self.port)
        self.assertNotEqual(self.adapter("usb1", "PHONE1"), self.port)
        vm_support.settle()
        self.smsmodem("-d", BY_ID, "send", TO, "again")
        self.assertEqual(phone.event("submit")["text"], "again")

    def test_link_that_is_not_there(self):
        self.without_adapter("usb1")
        vm_support.settle()
        self.assertIn(BY_ID, self.smsmodem("-d", BY_ID, "at", "AT", code=69).err)

    def test_user_who_is_not_in_the_group(self):
        self.env["HOME"] = "/nonexistent"
        for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            del self.env[variable]
        process = self.start("-d", ONE, "at", "AT", user=65534, group=65534, extra_groups=[])
        result = self.finish(process)
        self.assertEqual(result.code, 77, result)
        self.assertIn("dialout", result.err)


class Rules(vm_support.Case):
    """The example of udev rules, with its lines in force."""

    SOURCE = os.path.join(support.SOURCE, "etc/60-smsmodem.rules")
    TARGET = "/etc/udev/rules.d/60-smsmodem.rules"
    GROUP = "plugdev"

    def in_force(self):
        with open(self.SOURCE, encoding="utf-8") as file:
            text = re.sub(r'(?m)^#(?=(ATTRS|SUBSYSTEM)\b)', "", file.read())
        text = text.replace('GROUP="smsmodem"', f'GROUP="{self.GROUP}"')
        return text.replace("12d1", "0403").replace("1001", "6001")

    def test_lines_taken_off_their_comments(self):
        os.makedirs(os.path.dirname(self.TARGET), exist_ok=True)
        with open(self.TARGET, "w", encoding="utf-8") as file:
            file.write(self.in_force())
        self.addCleanup(os.unlink, self.TARGET)
        with vm_support.udevd():
            port = self.adapter("usb1", "PHONE1")
            vm_support.settle()
            said = vm_support.run("udevadm", "info", "--query=property", f"--name={port}")
        self.assertIn("ID_MM_DEVICE_IGNORE=1\n", said)
        self.assertRegex(said, r"(?m)^CURRENT_TAGS=.*:uaccess:")
        self.assertEqual(os.stat(port).st_gid, grp.getgrnam(self.GROUP).gr_gid)


class Gone(vm_support.Case):
    """Unplugged at every moment."""

    def setUp(self):
        super().setUp()
        self.port = None

    def unplugged_when(self, fault, kind, **wanted):
        """Send to a phone that stops at a point, and unplug it there."""
        phone = self.phone("-v", "--fault", fault, line="usb1")
        self.port = self.adapter("usb1", "PHONE1")
        process = self.start("-d", ONE, "--json", "send", TO, "hello")
        phone.event(kind, **wanted)
        self.without_adapter("usb1")
        return self.finish(process)

    def test_before_the_prompt(self):
        result = self.unplugged_when("silent-prompt", "command", line="AT+CMGS=18")
        line = result.json[0]
        self.assertEqual((result.code, line["status"], line["code"]), (74, "failed", "link"), result)

    def test_after_the_pdu(self):
        result = self.unplugged_when("silent-submit", "submit")
        line = result.json[0]
        self.assertEqual((result.code, line["status"], line["code"]), (2, "unknown", "unknown"),
                         result)

    def test_between_two_parts(self):
        phone = self.phone("-v", "--fault", "silent-prompt@2", line="usb1")
        self.port = self.adapter("usb1", "PHONE1")
        process = self.start("-d", ONE, "--json", "send", TO, LONG)
        phone.event("command", line="AT+CMGS=153")
        phone.event("command", line="AT+CMGS=153")
        self.without_adapter("usb1")
        result = self.finish(process)
        line = result.json[0]
        self.assertEqual((result.code, line["status"], line["code"]), (3, "partial", "link"), result)
        self.assertEqual(len(line["refs"]), 1)

    def idle(self):
        """A program that waits for what never comes, and has begun to."""
        phone = self.phone("-v", line="usb1")
        self.port = self.adapter("usb1", "PHONE1")
        process = self.start("-d", ONE, "at", "AT", "--expect", "+CMTI:", "--timeout", "100")
        phone.event("command", line="AT")
        vm_support.wait_until_idle(process.pid)
        return process

    def noticed(self):
        """Seconds from the end of the port's node to the program's word of it."""
        process = self.idle()
        seen = {}

        def watch_node():
            vm_support.wait_for(lambda: not os.path.exists(self.port), "the node's end", pause=0.002)
            seen["node"] = time.monotonic()

        def watch_words():
            seen["words"] = process.stderr.readline()
            seen["told"] = time.monotonic()

        watchers = [threading.Thread(target=watch) for watch in (watch_node, watch_words)]
        for watcher in watchers:
            watcher.start()
        self.without_adapter("usb1")
        for watcher in watchers:
            watcher.join(vm_support.PATIENCE)
        result = self.finish(process)
        self.assertEqual(result.code, 74, result)
        self.assertIn(b"the port went away", seen["words"])
        print(f"noticed {seen['told'] - seen['node']:.3f} s after the node went")
        return seen["told"] - seen["node"]

    def test_while_idle(self):
        """A host with other things to do makes it longer, and nothing makes it shorter."""
        least = self.noticed()
        for _ in range(2):
            least = least if least < NOTICED_SECONDS else min(least, self.noticed())
        self.assertLess(least, NOTICED_SECONDS)

    def test_idle_takes_no_time(self):
        process = self.idle()
        before = vm_support.cpu_seconds(process.pid)
        time.sleep(IDLE_WATCH)
        used = vm_support.cpu_seconds(process.pid) - before
        print(f"{used:.3f} s of the processor in {IDLE_WATCH} s")
        self.assertLessEqual(used, IDLE_SECONDS)
        self.assertIsNone(process.poll())

    def test_gone_between_two_messages(self):
        phone = self.phone("-v", line="usb1")
        self.port = self.adapter("usb1", "PHONE1")
        phone.tell("fault silent-prompt@2")
        batch = "".join(f'{{"to":"{TO}","text":"{i}","id":"{i}"}}\n' for i in range(3))
        process = self.start("-d", ONE, "--json", "send", "--batch", self.write("batch", batch))
        phone.event("submit")
        phone.event("command", line="AT+CMGS=14")
        self.without_adapter("usb1")
        lines = self.finish(process).json
        self.assertEqual([line["status"] for line in lines if line["event"] == "sent"],
                         ["sent", "failed", "failed"], lines)


if __name__ == "__main__":
    vm_support.main()
