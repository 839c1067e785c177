# SPDX-License-Identifier: GPL-3.0-or-later
"""As many messages as `receive` takes: none is lost or comes twice, it does not grow, and is not slow."""
import collections
import time

import stream

GROWTH_KIB = 1024  # between a tenth of the messages and all of them
SILENCE_S = 30     # without another message


class Watched:
    """What a run has done and needed so far, by the size of its output."""

    def __init__(self, run):
        self.run, self.samples = run, []
        self.cpu_s = 0.0

    def wait(self):
        """Until it has ended."""
        moved_s, size = time.monotonic(), 0
        while self.run.receive.poll() is None:
            self._sample()
            if self.run.size() != size:
                moved_s, size = time.monotonic(), self.run.size()
            elif time.monotonic() - moved_s > SILENCE_S:
                self.run.receive.terminate()
                return
            stream.wait_ended(self.run.receive, 0.02)

    def _sample(self):
        try:
            rss_kib = stream.rss_kib(self.run.receive.pid)
            cpu_s = stream.cpu_s(self.run.receive.pid)
        except (OSError, IndexError):
            return  # it is ending
        if rss_kib > 0:
            self.samples.append((self.run.size(), rss_kib))
            self.cpu_s = cpu_s

    def growth_kib(self):
        """From a tenth of the output on to its end; the largest of the end counts."""
        total = self.run.size()
        early = [rss for size, rss in self.samples if 0 < size <= total / 10] or [self.samples[0][1]]
        late = [rss for size, rss in self.samples if size > total * 9 / 10] or [self.samples[-1][1]]
        return max(late) - max(early), max(late)


def judge(expected, run):
    """Each text once, and nothing else."""
    came = collections.Counter()
    for event in run.events():
        if event["event"] == "sms" and event.get("redelivered"):
            raise stream.Failed(f"redelivered, though nothing broke: {event}")
        if event["event"] == "sms":
            came[event.get("text")] += 1
    lost = [text for text in expected if text not in came]
    doubled = [text for text, count in came.items() if count > 1]
    if lost or doubled or len(came) != len(expected):
        raise stream.Failed(f"{len(lost)} lost ({lost[:3]}), {len(doubled)} doubled ({doubled[:3]}), "
                            f"{len(came)} of {len(expected)} came; {run.said()}")


def run(program, directory, count, seed, way="auto", long_share=0.0, least=0):
    """Figures as a text. `least` is so many messages a second, of a program without sanitizers."""
    expected = stream.texts(seed, count, long_share)
    phone = stream.Phone(program, directory)
    try:
        begin_s = time.monotonic()
        receive = stream.Run(program, directory, "rate", "--follow", "--count", str(count), "--way", way)
        watched = Watched(receive)
        phone.deliver(expected)
        watched.wait()
        wall_s = time.monotonic() - begin_s
        sim_cpu_s = stream.cpu_s(phone.process.pid)
        receive.end()
    finally:
        phone.stop()
    judge(expected, receive)
    if receive.receive.returncode != 0:
        raise stream.Failed(f"receive ended with {receive.receive.returncode}: {receive.said()}")
    growth_kib, rss_kib = watched.growth_kib()
    if growth_kib > GROWTH_KIB and not stream.is_sanitized(program):
        raise stream.Failed(f"receive grew by {growth_kib} KiB between a tenth of {count} messages and all")
    rate = count / wall_s
    if rate < least and not stream.is_sanitized(program):
        raise stream.Failed(f"{count} messages, {way}: {rate:.0f} a second, fewer than {least}")
    return (f"{count} messages, {way}: {rate:.0f} a second{f', at least {least} wanted' if least else ''}, none lost, none doubled; "
            f"CPU a message {watched.cpu_s / count * 1e6:.0f} us (phone {sim_cpu_s / count * 1e6:.0f} us); "
            f"resident {rss_kib} KiB, {growth_kib:+d} KiB since a tenth of them")
