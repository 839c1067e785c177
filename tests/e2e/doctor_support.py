# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of `doctor` share: its steps, and what both of its forms keep to."""
import support

STEPS = ["device", "permission", "owner", "lines", "speed", "at", "echo", "identity", "pin", "network", "operator",
         "signal", "smsc", "storage", "service", "pdu", "delivery"]
FROM = {step: set(STEPS[STEPS.index(step):]) for step in STEPS}
# what cannot be looked at where a step has failed
BLOCKED = {
    "device": FROM["permission"], "permission": FROM["owner"], "owner": FROM["lines"], "speed": set(),
    "at": FROM["echo"] | {"speed"}, "pin": FROM["network"], "network": {"operator", "signal"}, "smsc": set(),
    "storage": set(), "service": set(), "pdu": {"delivery"},
}


class Doctor(support.Case):
    def doctor(self, device, *args, code=0, steps=None, **more):
        """Both forms, which agree. @return checks by their step, and the verdict"""
        lines = self.json_lines("-d", device, *args, code=code, **more)
        human = self.smsmodem("-d", device, *args, "doctor", code=code, **more)
        checks = {line["step"]: line for line in lines[:-1]}
        self.assertEqual([line["step"] for line in lines[:-1]], steps or STEPS)
        for line in lines[:-1]:
            self.assertEqual(set(line), {"event", "step", "result", "text", "fix"})
            self.assertEqual(line["event"], "check")
            self.assertIn(line["result"], ("ok", "warn", "fail", "skip"))
            self.assertTrue(line["text"], line)
            self.assertFalse(line["result"] == "fail" and not line["fix"], line)
        self.check_human(human, lines)
        return checks, lines[-1]

    def json_lines(self, *args, code, **more):
        """Without the last one of a failure, which says it once more as all commands do."""
        result = self.smsmodem(*args, "doctor", "--json", code=code, **more)
        if code == 0:
            return result.json
        *lines, error = result.json
        self.assertEqual((error["event"], error["exit"]), ("error", code))
        failed = next(line for line in lines if line.get("result") == "fail")
        said = f"{failed['step']}: {failed['text']}"
        self.assertTrue(f"{said}: {failed['fix']}".startswith(error["text"]) and error["text"].startswith(said), error)
        self.assertIn(error["text"], result.err)
        self.assertNotIn(error["code"], ("bug", "usage"))
        return lines

    def check_human(self, human, lines):
        rows = [row for row in human.out.splitlines() if not row.startswith(" ")]
        words = {"ok": "ok", "warn": "warn", "skip": "skip", "fail": "FAIL"}
        self.assertEqual([row.split()[:2] for row in rows[:-1]],
                         [[words[line["result"]], line["step"]] for line in lines[:-1]])
        for row, line in zip(rows, lines[:-1]):
            if line["step"] not in ("at", "owner"):  # a time, a process
                self.assertTrue(row.endswith(line["text"]), (row, line))
        verdict = lines[-1]
        self.assertEqual(verdict["event"], "doctor")
        if verdict["ready"]:
            self.assertIsNone(verdict["first"])
            self.assertEqual((rows[-1], verdict["text"]), ("ready to send", "ready to send"))
        else:
            self.assertTrue(rows[-1].startswith(f"first, {verdict['first']}: "), rows[-1])
        self.assertNotIn("\x1b", human.out)

    def assert_only(self, checks, verdict, step, text, fix):
        """This step has failed, what needs it was not looked at, and all else is well."""
        self.assertEqual(checks[step]["result"], "fail", checks)
        self.assertRegex(checks[step]["text"], text)
        self.assertRegex(checks[step]["fix"], fix)
        self.assertEqual((verdict["ready"], verdict["first"], verdict["text"]), (False, step, checks[step]["fix"]))
        for other, line in checks.items():
            if other in BLOCKED[step]:
                self.assertIn(line["result"], ("skip", "ok"), line)
                if line["text"].startswith("not looked at"):
                    self.assertEqual(line["text"], f"not looked at: {step} comes first")
            elif other != step:
                self.assertEqual(line["result"], "skip" if other == "lines" else "ok", line)

    def assert_ready(self, device, *args, warned=(), skipped=("lines",), **more):
        checks, verdict = self.doctor(device, *args, **more)
        self.assertTrue(verdict["ready"])
        for step, line in checks.items():
            wanted = "warn" if step in warned else "skip" if step in skipped else "ok"
            self.assertEqual(line["result"], wanted, line)
        return checks
