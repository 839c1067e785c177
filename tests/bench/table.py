# SPDX-License-Identifier: GPL-3.0-or-later
"""The one table: what was measured, ours, what stands beside it, and ours divided by that."""
import statistics


def _print(what, ours, beside, figure, ratio):
    print(f"{what:<54}  {ours:>8}   {beside:<30} {figure:>8}  {ratio:>8}".rstrip(), flush=True)


def head():
    _print("what", "ours", "floor or peer", "its", "ratio")


def number(value):
    """Whole numbers as they are, others with what can be told of them."""
    if isinstance(value, int) or value >= 1000:
        return f"{value:.0f}"
    return f"{value:.2f}"


def row(what, ours, name, beside=None):
    """The figure of what stands beside ours; None where the name says why there is none."""
    figure = "" if beside is None else number(beside)
    ratio = f"{ours / beside:.3g}" if beside else ""  # nothing is not divided by
    _print(what, number(ours), name, figure, ratio)


def middle(values):
    """The median, whole if all values are; of nothing nothing."""
    values = list(values)
    if not values:
        return None
    whole = all(isinstance(value, int) for value in values)
    return (statistics.median_low if whole else statistics.median)(values)
