# SPDX-License-Identifier: GPL-3.0-or-later
"""`receive` and its consumer are killed again and again: nothing is lost, and hardly anything doubled."""
import collections
import random

import stream

CONSUMER_EVERY = 4  # so many kills, one of them of the consumer
SILENCE_S = 20      # without another message, at the end


class Story:
    """One phone, and life after life of `receive` on it."""

    def __init__(self, program, directory, way, rng):
        self.program, self.directory, self.way, self.rng = program, directory, way, rng
        self.runs, self.lines = [], 0

    def begin(self, *options):
        self.runs.append(stream.Run(self.program, self.directory, len(self.runs), "--way", self.way,
                                    *options))
        return self.runs[-1]

    def moment(self, run):
        """While it starts, or when some messages have come, or a little later."""
        if self.rng.random() < 0.3:
            stream.wait_ended(run.receive, self.rng.uniform(0, 0.1))
            return
        run.wait_size(self.rng.randint(1, 12) * 300, 2)
        stream.wait_ended(run.receive, self.rng.uniform(0, 0.004))

    def kill(self, consumer):
        run = self.begin("--follow")
        self.moment(run)
        run.kill(run.consumer if consumer else run.receive)
        # without a reader it ends by itself as soon as it has a line
        if consumer and not stream.wait_ended(run.receive, 0.2):
            run.kill(run.receive)
        run.end()

    def finish(self, expected):
        """Until all has come; then what the last kill interrupted, and then nothing."""
        if not expected <= seen(self.runs):
            self.follow(expected - seen(self.runs))
        for also in (True, False):
            last = self.begin()
            last.end()
            late = [event for event in last.events() if event["event"] == "sms"]
            if not all(also and event.get("redelivered") for event in late):
                raise stream.Failed(f"came after all: {late[:2]}")

    def follow(self, expected):
        run, size = self.begin("--follow"), -1
        while run.size() != size and not expected <= seen([run]):
            size = run.size()
            run.wait_size(size + 1, SILENCE_S)
        run.stop()


def seen(runs):
    return {event["text"] for run in runs for event in run.events() if event["event"] == "sms"}


def judge(expected, runs, kills, seed):
    """How many came more than once, all of them told."""
    came = collections.defaultdict(list)
    for number, run in enumerate(runs):
        for event in run.events():
            if event["event"] == "sms":
                came[event["text"]].append((number, event.get("redelivered", False), event["id"]))
    wrong = [f"lost: {text!r}" for text in expected if text not in came]
    wrong += [f"not sent, or changed: {text!r}" for text in came if text not in expected]
    wrong += [f"came again and did not say so: {text!r} {times}" for text, times in came.items()
              if not all(again for _, again, _ in times[1:])]
    wrong += [f"has two ids: {text!r} {times}" for text, times in came.items()
              if len({id for _, _, id in times}) > 1]
    extra = sum(len(times) - 1 for times in came.values())
    if extra > kills:
        wrong.append(f"{extra} came again, after {kills} kills")
    if wrong:
        raise stream.Failed(f"seed {seed}: {len(wrong)} wrong; " + "; ".join(wrong[:5]))
    return extra


def run(program, directory, count, kills, seed, way="stored"):
    """Figures as a text."""
    rng = random.Random(f"{seed} kills {way}")
    messages = stream.texts(f"{seed} {way}", count, 1 / 3)
    # what the network waits for after a kill is not what is tested
    phone = stream.Phone(program, directory, *(("--acknowledge", "200") if way == "direct" else ()))
    story = Story(program, directory, way, rng)
    fed = 0
    try:
        for kill in range(kills):
            until = count * (kill + 1) // kills
            phone.deliver(messages[fed:until])
            fed = until
            story.kill(kill % CONSUMER_EVERY == CONSUMER_EVERY - 1)
        story.finish(set(messages))
    finally:
        phone.stop()
    extra = judge(set(messages), story.runs, kills, seed)
    return (f"{count} messages, {kills} kills, {way}: none lost, {extra} came twice and said so")
