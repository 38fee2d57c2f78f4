"""The usual spending of a category is estimated from the last 90 days of a history.

The rule: the 90 days are three windows of 30, the last of which ends with the history. Low, expected and high are
the least, the mean (rounded down) and the most of the windows that the history covers whole; where it covers
none, what it covers is brought to 30 days. Refunds take off; a category that came back more than it took is 0.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from backend.domain.spending.forecast.cash_flow import Typical

WINDOW = 30
LOOK_BACK = 3 * WINDOW
_LEAST_DAYS = 7  # a shorter history is taken to be a week, so that one dear day is not thirty


class Spent(NamedTuple):
    """A line of the history: negative left the account."""

    on: date
    amount: int
    category: str


def typical(lines: Iterable[Spent], *, first: date, last: date) -> list[Typical]:
    """Each category's low, expected and high of 30 days; `first` and `last` bound what the history covers."""
    covered = (last - first).days + 1
    windows = max(1, min(3, covered // WINDOW))
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * windows)
    for line in lines:
        window = (last - line.on).days // WINDOW
        if 0 <= window < windows:
            sums[line.category][window] -= line.amount
    days = WINDOW if covered >= WINDOW else max(_LEAST_DAYS, covered)
    found = []
    for category in sorted(sums):
        taken = [max(0, amount) * WINDOW // days for amount in sums[category]]
        if max(taken):
            found.append(Typical(category, min(taken), sum(taken) // windows, max(taken)))
    return found


def usual_steps(lines: Iterable[Spent]) -> dict[str, int]:
    """What one purchase of each category takes: the median, the lower one of two."""
    amounts: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if line.amount < 0:
            amounts[line.category].append(-line.amount)
    return {category: sorted(found)[(len(found) - 1) // 2] for category, found in amounts.items()}


def habit_days(first: date, last: date, today: date) -> tuple[date, date]:
    """The days that habits are read from: at most 90, whole days before today."""
    until = min(last, today - timedelta(days=1))
    return max(first, until - timedelta(days=LOOK_BACK - 1)), until
