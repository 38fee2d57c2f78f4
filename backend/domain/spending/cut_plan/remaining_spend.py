"""These functions estimate what will still be spent if a plan is kept from today on.

The rule: by the end of each day of a period a category is taken to have cost the plan's amount for that part of the
period, or what has been spent already where that is more. So a week's shopping on its first day changes nothing, an
exceeded week costs exactly what it exceeds, and what was left over counts once its period has ended. Periods are
those of the category's envelopes, and weeks from the plan's first day after them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from backend.domain.spending.cut_plan.allowed_cuts import PERIOD_DAYS
from backend.domain.spending.cut_plan.savings import Limit, Saving
from backend.domain.spending.forecast.cash_flow import Flow, Typical, spent
from backend.domain.spending.forecast.usual_spending import Spent

_DAY = timedelta(days=1)


def remaining_spend(
    habits: Iterable[Typical],
    savings: Sequence[Saving],
    limits: Sequence[Limit],
    lines: Iterable[Spent],
    *,
    start: date,
    today: date,
    last: date,
) -> list[Flow]:
    """What each category is to take from `today` to `last`; `lines` are what was spent since `start`."""
    done: dict[str, list[Spent]] = defaultdict(list)
    for line in lines:
        done[line.category].append(line)
    flows: list[Flow] = []
    for habit in habits:
        mine = [each for each in savings if each.category == habit.category and not each.subscription]
        own = [limit for limit in limits if limit.category == habit.category]
        for first, until in _periods(own, start, last):
            if until >= today:
                flows += _rest(habit, mine, done[habit.category], first, min(until, last), today)
    return flows


def _periods(limits: Sequence[Limit], start: date, last: date) -> Iterator[tuple[date, date]]:
    first = start
    for limit in sorted(limits, key=lambda limit: limit.from_on):
        yield limit.from_on, limit.to_on
        first = limit.to_on + _DAY
    while first <= last:
        yield first, first + timedelta(days=PERIOD_DAYS - 1)
        first += timedelta(days=PERIOD_DAYS)


def _rest(
    habit: Typical, savings: Sequence[Saving], lines: Sequence[Spent], first: date, last: date, today: date
) -> Iterator[Flow]:
    """One period, from today or its first day on."""
    so_far = max(0, -sum(line.amount for line in lines if first <= line.on <= last))
    taken = so_far
    for n in range((last - max(first, today)).days + 1):
        day = max(first, today) + timedelta(days=n)
        saved = sum(each.saved(day) - each.saved(first - _DAY) for each in savings)
        assumed = max(so_far, spent(habit.expected, first, day) - saved)
        if assumed != taken:
            out = taken - assumed
            yield Flow(day, out, out, out, "fixed", "", habit.category)
        taken = assumed
