# SPDX-License-Identifier: GPL-3.0-or-later
"""decode without --kind: every vector is taken for what it is, whole or cut."""
import os
import sys

import support

SUBMIT = "0011000B916407281553F80000AA0AE8329BFD4697D9EC37"
D, S, R = "deliver", "submit", "status-report"


class Vectors(support.Case):
    """What nothing but its octets tells is taken for what it is, or for nothing."""
    # of all that may come they need --kind: their TP-MTI says that they are others
    TOLD = ("command", "deliver-report", "submit-report")

    def rows(self, name):
        with open(os.path.join(os.environ["SMSMODEM_VECTORS"], name), encoding="utf-8") as file:
            lines = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
        return [(row[1], row[2]) for row in lines[1:]]

    def kinds(self, pdus):
        """The kind of each, None: it was refused. Each is followed by a line that is known."""
        mark = SUBMIT.replace("6407281553F8", "6407281553F9")
        lines = "".join(f"{pdu}\n{mark}\n" for pdu in pdus)
        found, kinds = None, []
        for message in self.smsmodem("decode", "--json", "--parts", stdin=lines, code=65).json:
            if message.get("to") == "+46708251359":
                kinds.append(found)
                found = None
            else:
                found = message.get("kind")
        return kinds

    def test_whole(self):
        for name in ("sms", "cb", "cdma"):
            rows = [r for r in self.rows(f"{name}.tsv") if r[0] not in (*self.TOLD, "cdma-wap")]
            kinds = self.kinds([pdu for _, pdu in rows] + ["zz"])[:-1]
            self.assertGreater(len(rows), 10)
            for (kind, pdu), found in zip(rows, kinds, strict=True):
                self.assertTrue(found and kind.startswith(found), (kind, found, pdu))

    def test_cut(self):
        """What is cut at any octet never becomes another kind."""
        for name, others in (("sms", ("cb", "cdma")), ("cb", (D, S, R, "cdma")), ("cdma", (D, S, R, "cb"))):
            cut = [pdu[:end] for kind, pdu in self.rows(f"{name}.tsv") if kind not in self.TOLD
                   for end in range(14, len(pdu), 2)]
            for pdu, found in zip(cut, self.kinds(cut), strict=True):
                self.assertNotIn(found, others, pdu)


if __name__ == "__main__":
    if not os.environ.get("SMSMODEM_VECTORS"):
        print("SMSMODEM_VECTORS is not set: skipped")
        sys.exit(77)
    support.main()
