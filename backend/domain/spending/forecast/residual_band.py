"""The band around a forecast: how far this household's own days strayed from what was usual, laid end to end.

The rule: each past day leaves a residual, what moved besides the series less what is usual, and what a series took more
or less than it usually does. Fortnights of residuals, drawn again and again in an order that is the same for the same
history, make paths of days to come; to each is added how wrong the mean itself may be, from as many days as were seen.
Low and high are the paths' quantiles on each day, so the band widens with the horizon. One-offs stay in it, bounded by
what is far above the usual: they are not expected, but something like them may come again. On top comes what is in
doubt as a whole: an income that was missed, and a pay or a bill that comes some days early or late.
"""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from math import isqrt
from typing import NamedTuple

from backend.domain.spending.forecast.flows import Band, Flow

_PATHS = 400
_BLOCK = 14
_DRIFT_BLOCKS = 6
_TAIL = 3  # per cent of the paths outside on each side
_HOPELESS = 2  # an income missed so often is not reckoned with in full even in the high case
_MULTIPLIER, _INCREMENT, _MODULUS = 6364136223846793005, 1442695040888963407, 2**64


class Lateness(NamedTuple):
    """How many days a series usually comes before or after its day at most."""

    early: int
    late: int


def band_of(residuals: Sequence[int], days: int, *, errors: Sequence[int] | None = None) -> Band:
    """The band of so many days ahead, from one residual a day, oldest first.

    `errors` are the same days as the error of the mean is drawn from them, where what is expected was read off fewer
    days than all of them.
    """
    if not any(residuals):
        return Band((0,) * days, (0,) * days)
    draws, seen = _Draws(), len(residuals)
    ring, off = (list(each) * (2 + _BLOCK // seen) for each in (residuals, errors or residuals))
    paths = [_path(ring, off, seen, days, draws) for _ in range(_PATHS)]
    columns = [sorted(column) for column in zip(*paths, strict=True)]
    cut = _PATHS * _TAIL // 100
    return Band(
        tuple(accumulate((max(0, -column[cut]) for column in columns), max)),
        tuple(accumulate((max(0, column[-1 - cut]) for column in columns), max)),
    )


class _Draws:
    """Numbers that look drawn and are always the same."""

    def __init__(self) -> None:
        self._state = 1

    def below(self, limit: int) -> int:
        self._state = (self._state * _MULTIPLIER + _INCREMENT) % _MODULUS
        return (self._state >> 33) % limit


def _path(ring: Sequence[int], off: Sequence[int], seen: int, days: int, draws: _Draws) -> list[int]:
    """One course of the days to come, and its mean's error: the sum of other days, brought to the length seen."""
    walked = list(accumulate(_drawn(ring, seen, -(-days // _BLOCK), draws)[:days]))
    error = sum(_drawn(off, seen, _DRIFT_BLOCKS, draws))
    scale = max(1, isqrt(_DRIFT_BLOCKS * _BLOCK * seen))
    return [total + error * (n + 1) // scale for n, total in enumerate(walked)]


def _drawn(ring: Sequence[int], seen: int, blocks: int, draws: _Draws) -> list[int]:
    """So many blocks from anywhere in the `seen` days, which go round so that each is drawn as often as every other."""
    found: list[int] = []
    for _ in range(blocks):
        at = draws.below(seen)
        found += ring[at : at + _BLOCK]
    return found


def widened(band: Band, flows: Sequence[Flow], lateness: dict[str, Lateness], today: date) -> Band:
    """The band with what each flow may be as a whole: not at all, in full, some days early or late."""
    days = len(band.below)
    below, above = [0] * (days + 1), [0] * (days + 1)
    for flow in flows:
        at = max(0, (flow.on - today).days)
        if at >= days:
            continue
        if flow.kind == "income" and (flow.missed or (flow.low == 0 and flow.source_id in lateness)):
            below[at] += flow.amount - flow.low
            above[at] += flow.high - flow.amount if flow.missed < _HOPELESS else 0
        _shift(below, above, flow, at, lateness.get(flow.source_id, Lateness(0, 0)))
    return Band(
        tuple(map(sum, zip(band.below, accumulate(below), strict=False))),
        tuple(map(sum, zip(band.above, accumulate(above), strict=False))),
    )


def lowered(band: Band, costs: Sequence[tuple[date, int]], today: date) -> Band:
    """The band with what may be paid from some days on, which the low case counts."""
    below = [0] * len(band.below)
    for on, amount in costs:
        if 0 <= (at := (on - today).days) < len(below):
            below[at] += amount
    return Band(tuple(map(sum, zip(band.below, accumulate(below), strict=True))), band.above)


def _shift(below: list[int], above: list[int], flow: Flow, at: int, off: Lateness) -> None:
    """An income that comes late, or a cost that comes early, lowers the days between; the others raise them."""
    last, size = len(below) - 1, abs(flow.amount)
    after, before = (below, above) if flow.amount > 0 else (above, below)
    after[at] += size
    after[min(last, at + off.late)] -= size
    before[max(0, at - off.early)] += size
    before[at] -= size


def daily_residuals(
    moved: Sequence[tuple[date, int]], usual_a_day: Sequence[tuple[int, int]], first: date, last: date
) -> list[int]:
    """What moved on each day, less the mean of what is usual; one-offs are in `moved` alone.

    `usual_a_day` are (minor units, days) whose quotients are the parts of the mean.
    """
    days = (last - first).days + 1
    sums = [0] * days
    for on, amount in moved:
        at = (on - first).days
        if 0 <= at < days:
            sums[at] += amount
    return [amount - sum(total // length for total, length in usual_a_day) for amount in sums]
