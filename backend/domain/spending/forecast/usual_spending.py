"""The usual spending of a category is estimated from up to a year of a history.

The rule: the days are windows of 30, the last of which ends with the history. Low, expected and high are the least,
the mean (rounded down; older windows weigh less) and the most of the windows that the history covers whole, without
the very least and most where there are six and more; where it covers none, what it covers is brought to 30 days.
Refunds take off; a category that came back more than it took is 0. What was bought once and is far above everything
else, a laptop or a tuition, is no habit: a category's third dearest purchase bounds the dearer ones.
"""

import operator
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.domain.spending.forecast.cash_flow import Typical

WINDOW = 30
LOOK_BACK = 3 * WINDOW
LONG_LOOK_BACK = 12 * WINDOW
_WEIGHTS = (8, 8, 8, 5, 5, 5, 3, 3, 3, 2, 2, 2)  # a window's, the last one first
_MANY = 6  # windows of which the very least and most are left out
_FAR_ABOVE = 8  # times the middle purchase
_ABOVE = 3  # the same of what was bought once or twice
_COMMON = 3  # so often it is a habit
_LEAST_DAYS = 7  # a shorter history is taken to be a week, so that one dear day is not thirty


class Spent(NamedTuple):
    """A line of the history: negative left the account."""

    on: date
    amount: int
    category: str


def typical(lines: Iterable[Spent], *, first: date, last: date, middle: int | None = None) -> list[Typical]:
    """Each category's low, expected and high of 30 days; `first` and `last` bound what the history covers."""
    covered = (last - first).days + 1
    windows = max(1, min(len(_WEIGHTS), covered // WINDOW))
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * windows)
    for line in without_one_offs(list(lines), middle):
        window = (last - line.on).days // WINDOW
        if 0 <= window < windows:
            sums[line.category][window] -= line.amount
    days = WINDOW if covered >= WINDOW else max(_LEAST_DAYS, covered)
    found = []
    for category in sorted(sums):
        taken = [max(0, amount) * WINDOW // days for amount in sums[category]]
        if max(taken):
            weights = _WEIGHTS[:windows]
            mean = sum(map(operator.mul, weights, taken)) // sum(weights)
            ordered = sorted(taken)
            low, high = ordered[windows >= _MANY], ordered[-1 - (windows >= _MANY)]
            found.append(Typical(category, min(low, mean), mean, max(high, mean)))
    return found


def without_one_offs(lines: Sequence[Spent], middle: int | None, *, bounded: bool = False) -> list[Spent]:
    """The lines as far as they are habits, measured by the `middle` purchase; all of them where it is not known.

    What has no company in its category and is large is left out, or kept as large as what is far above the usual
    where it is only to be `bounded`; what has company counts no more than the third dearest of them.
    """
    if middle is None:
        return list(lines)
    sizes: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if line.amount < 0:
            sizes[line.category].append(-line.amount)
    limits = {
        category: max(_FAR_ABOVE * middle, sorted(company)[-_COMMON])
        for category, company in sizes.items()
        if len(company) >= _COMMON
    }
    kept = []
    for line in lines:
        limit = limits.get(line.category)
        if limit is not None:
            kept.append(line if line.amount >= -limit else line._replace(amount=-limit))
        elif -line.amount <= _ABOVE * middle:
            kept.append(line)
        elif bounded:
            kept.append(line._replace(amount=max(line.amount, -_FAR_ABOVE * middle)))
    return kept


def middle_purchase(amounts: Iterable[int]) -> int | None:
    """The middle one of what was paid, with all bills; None of so few that none is unusual."""
    sizes = sorted(-amount for amount in amounts if amount < 0)
    return sizes[(len(sizes) - 1) // 2] if len(sizes) >= 2 * _COMMON else None


def usual_steps(lines: Iterable[Spent]) -> dict[str, int]:
    """What one purchase of each category takes: the median, the lower one of two."""
    amounts: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if line.amount < 0:
            amounts[line.category].append(-line.amount)
    return {category: sorted(found)[(len(found) - 1) // 2] for category, found in amounts.items()}


def habit_days(first: date, last: date, today: date) -> tuple[date, date]:
    """The days that the step of a purchase is read from: at most 90, whole days before today."""
    return _days_back(first, last, today, LOOK_BACK)


def history_days(first: date, last: date, today: date) -> tuple[date, date]:
    """The days that habits are read from: at most a year, whole days before today."""
    return _days_back(first, last, today, LONG_LOOK_BACK)


def _days_back(first: date, last: date, today: date, most: int) -> tuple[date, date]:
    until = min(last, today - timedelta(days=1))
    return max(first, until - timedelta(days=most - 1)), until
