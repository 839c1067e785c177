# SPDX-License-Identifier: GPL-3.0-or-later
"""send to a phone on which one thing goes wrong: data/faults.tsv, row by row, and batches."""
import concurrent.futures
import json
import os

import support

TABLE = os.path.join(support.SOURCE, "tests/data/faults.tsv")
COLUMNS = ("name", "options", "status", "code", "exit", "refs", "taken", "next", "says")
# after these a batch does not try the modem again
FATAL = ("link", "nomodem", "pin")
EXITS = {"refused": 1, "unknown": 2, "link": 74, "nomodem": 69, "temporary": 75, "timeout": 75,
         "pin": 77}
TO = "+491701234567"


def table():
    with open(TABLE, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield dict(zip(COLUMNS, line.rstrip("\n").split("\t"), strict=True))


def next_code(row):
    """Code of the second message of a batch; "-": none."""
    if row["code"] in FATAL:
        return row["code"]
    return "-" if row["next"] == "sent" else row["next"]


def batch_exit(codes):
    """Unknown outweighs partly, which outweighs what failed first."""
    failed = [code for code in codes if code != "-"]
    if "unknown" in codes:
        return 2
    if failed and len(failed) < len(codes):
        return 3
    return EXITS[failed[0]] if failed else 0


class Faults(support.Case):
    def send(self, row, *args, **more):
        return self.smsmodem("-d", "sim:?" + row["options"], *args, **more)

    def check_json(self, row, line, code):
        self.assertEqual(line["event"], "sent", row)
        self.assertEqual(line.get("code", "-"), code, row)
        if code != "-":
            self.assertEqual(line["exit"], EXITS[code], row)

    def check_alone(self, row):
        result = self.send(row, "--json", "send", TO, "hello", code=int(row["exit"]))
        line = result.json[0]
        self.check_json(row, line, row["code"])
        self.assertEqual(line["status"], row["status"], row)
        self.assertEqual(line["refs"], [] if row["refs"] == "-" else [int(row["refs"])], row)
        if row["says"] != "-":
            self.assertIn(row["says"], line["text"], row)

    def check_human(self, row):
        result = self.send(row, "send", TO, "hello", code=int(row["exit"]))
        self.assertTrue(result.out.startswith(f"{TO}: {row['status']}"), result)
        self.assertEqual(result.out.count("\n"), 1, result)
        self.assertIn("nothing leaves this machine", result.err)
        if row["says"] == "-":
            self.assertEqual(result.err.count("\n"), 1, result)
        else:
            self.assertIn(row["says"], result.err, row)

    def check_batch(self, row):
        lines = "".join(json.dumps({"to": TO, "text": text, "id": text}) + "\n"
                        for text in ("hello", "the next"))
        codes = (row["code"], next_code(row))
        result = self.send(row, "--json", "send", "--batch", "-", stdin=lines,
                           code=batch_exit(codes))
        self.assertEqual([line["id"] for line in result.json], ["hello", "the next"], row)
        for line, code in zip(result.json, codes):
            self.check_json(row, line, code)

    def check_row(self, row):
        self.check_alone(row)
        self.check_human(row)
        self.check_batch(row)

    def test_table(self):
        rows = list(table())
        self.assertGreaterEqual(len(rows), 60)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            tried = [(row, pool.submit(self.check_row, row)) for row in rows]
        for row, outcome in tried:
            with self.subTest(row["name"]):
                outcome.result()

    def test_control(self):
        """What is told to a running phone, and what becomes of messages meanwhile."""
        phone = self.sim()
        steps = (
            ("fault cms=500@1", 1), ("", 0),
            ("fault cms=28/+4917*", 1), ("fault none", 0),
            ("network searching", 75), ("network home", 0),
            ("fault error", 1), ("clear-faults", 0),
            ("latency 5", 0), ("jitter 5", 0), ("reboot", 0),
        )
        for command, code in steps:
            with self.subTest(command):
                if command:
                    phone.tell(command)
                    phone.tell("nonsense")
                    phone.event("error")
                self.smsmodem("-d", phone.device, "send", TO, "hello", code=code)


if __name__ == "__main__":
    support.main()
