"""This module finds what repeats in a history: subscriptions, rent, salaries, instalments and bills.

Lines of one merchant, direction and currency are looked at together, then those of the same words, then those of
the same amount, then by the part of the month; whatever lies on a grid (`rhythm`) well enough is a series, and is
taken out before the next look. Well enough: three in four of the lines considered lie on the grid, three in four of
its slots are taken, and chance would seldom have done it: n lines at random meet windows of w days in p with
(w/p)^(n-1), which must be rarer where amounts vary than where they are equal. A price that rose joins the series
before it. Next days come from the anchor and the slot's index, never from the last line's day.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.domain.spending.categories.categorise import default_categoriser
from backend.domain.spending.ledger.recurring_series import Recurring, describe, runs
from backend.domain.spending.ledger.repeat_interval import SHAPE, Cadence, GridFit, best_fit
from backend.domain.spending.ledger.transaction_facts import TransactionFacts
from backend.domain.text.folded_text import merchant_key, merchant_of

_CADENCES: tuple[Cadence, ...] = (
    "month",
    "week",
    "fortnight",
    "four_weeks",
    "two_months",
    "quarter",
    "half_year",
    "year",
)
# The longer the period, the more phases and subsets chance may choose from.
_DOUBT = {
    "week": 10,
    "fortnight": 10,
    "four_weeks": 20,
    "month": 10,
    "two_months": 50,
    "quarter": 100,
    "half_year": 50,
    "year": 50,
}
_LEAST = {"half_year": 2, "year": 2}
_PAUSE_DAYS = 60
_LEAST_IN_A_RUN = 4
_RECENT_DAYS = 400  # what has no rhythm over the whole history may have one since
_EXPECTED = (
    "income.salary",
    "housing.",
    "insurance.",
    "debt.",
    "leisure.streaming",
    "leisure.software",
    "utilities.",
)


def find_recurring(
    seen: Sequence[TransactionFacts], *, today: date, country: str | None = None
) -> list[Recurring]:
    """The series that still run on `today`, the next one first; `country` knows which days are worked."""
    return [one for one in find_series(seen, today=today, country=country) if one.runs]


def find_series(
    seen: Sequence[TransactionFacts], *, today: date, country: str | None = None
) -> list[Recurring]:
    """The same with those that are over. Dead and neutral lines are no part of any.

    Give it the lines that count: a payment in the wallet's and in the bank's file is otherwise two series.
    """
    groups: dict[tuple[str, str, str], list[TransactionFacts]] = defaultdict(list)
    for line in sorted(seen, key=lambda line: (line.booked_on, line.id)):
        if not (line.dead or line.neutral or line.booked_on > today):
            merchant = merchant_key(merchant_of(line.counterparty, line.text))
            if merchant:
                groups["in" if line.amount > 0 else "out", line.currency, merchant].append(line)
    found = [
        one
        for key, group in sorted(groups.items())
        if len(group) > 1
        for one in _described(group, key, today, country)
    ]
    return sorted(found, key=lambda one: (one.next_on, one.signature))


class _Series(NamedTuple):
    lines: list[TransactionFacts]
    fit: GridFit


def _described(
    group: list[TransactionFacts], key: tuple[str, str, str], today: date, country: str | None
) -> Iterator[Recurring]:
    """The series of one merchant; those that run are counted from the one that began first."""
    found = _series(group, today)
    running = [each for each in found if runs(each.fit, today)]
    over = [each for each in found if not runs(each.fit, today)]
    for ordinal, (lines, fit) in enumerate(running + over):
        yield describe(lines, fit, key, ordinal, today, country)


def _series(group: list[TransactionFacts], today: date) -> list[_Series]:
    """All series of one merchant: those of the whole history, then those that began in the last 400 days."""
    found = _parts(group, 1)
    used = {line.id for lines in found for line in lines}
    since = today - timedelta(days=_RECENT_DAYS)
    recent = [line for line in group if line.id not in used and line.booked_on >= since]
    if group[0].booked_on < since and len(recent) > 1:
        found += _parts(recent, 2)
        used = {line.id for lines in found for line in lines}
    for run in _runs_apart(group):
        found += _parts([line for line in run if line.id not in used], 2)
    whole = [_Series(lines, fit) for lines in _joined(found) if (fit := _accepted(lines))]
    return sorted(whole, key=lambda one: (one.lines[0].booked_on, one.lines[0].id))


def _runs_apart(lines: list[TransactionFacts]) -> list[list[TransactionFacts]]:
    """The lines cut where they paused: work of a season, a bill that came back. One run is none."""
    cut: list[list[TransactionFacts]] = []
    for line in lines:
        if not cut or (line.booked_on - cut[-1][-1].booked_on).days > _PAUSE_DAYS:
            cut.append([])
        cut[-1].append(line)
    return [run for run in cut if len(run) >= _LEAST_IN_A_RUN] if len(cut) > 1 else []


def _parts(group: list[TransactionFacts], times: int) -> list[list[TransactionFacts]]:
    """The lines of each series, looked for in one way after the other; `times` this group was looked at."""
    found: list[list[TransactionFacts]] = []
    left = group
    for way in (_together, _by_words, _by_amount, _by_part_of_month):
        parts = list(way(left))
        looks = times * len(parts) * (10 if way is _by_part_of_month else 1)  # a cut made to fit fits easily
        for part in parts:
            used = {line.id for lines in found for line in lines}
            free = [line for line in part if line.id not in used]
            if (fit := _accepted(free, looks=looks)) is not None:
                found.append([free[at] for at in fit.taken.values()])
        used = {line.id for lines in found for line in lines}
        left = [line for line in left if line.id not in used]
    return found


def _together(lines: list[TransactionFacts]) -> Iterator[list[TransactionFacts]]:
    yield lines


def _by_words(lines: list[TransactionFacts]) -> Iterator[list[TransactionFacts]]:
    parts: dict[str, list[TransactionFacts]] = defaultdict(list)
    for line in lines:
        parts[merchant_key(line.text)].append(line)
    if len(parts) > 1:
        yield from parts.values()


def _by_amount(lines: list[TransactionFacts]) -> Iterator[list[TransactionFacts]]:
    parts: dict[int, list[TransactionFacts]] = defaultdict(list)
    for line in lines:
        parts[line.amount].append(line)
    if len(parts) > 1:
        yield from parts.values()


def _by_part_of_month(lines: list[TransactionFacts]) -> Iterator[list[TransactionFacts]]:
    """Cut where the days of the month leave the widest gaps: two salaries, or two policies, from one payer."""
    days = sorted({line.booked_on.day for line in lines})
    if len(days) < 2:
        return
    gaps = [((after - before) % 31, after) for before, after in zip(days, days[1:] + days[:1], strict=True)]
    widest = sorted(gaps, reverse=True)
    for parts in (2, 3):
        starts = sorted(after for gap, after in widest[:parts] if gap > 3)
        if len(starts) == parts:
            buckets: dict[int, list[TransactionFacts]] = defaultdict(list)
            for line in lines:
                buckets[sum(line.booked_on.day >= start for start in starts) % parts].append(line)
            yield from buckets.values()


def _accepted(lines: list[TransactionFacts], *, looks: int = 1) -> GridFit | None:
    """The best rhythm of the lines, if they have one beyond chance; `looks` is how many parts were looked at."""
    if len(lines) < 2:
        return None
    days = [line.booked_on for line in lines]
    fits = [
        fit for cadence in _CADENCES if (fit := best_fit(cadence, days)) and _beyond_chance(lines, fit, looks)
    ]
    return max(fits, key=lambda fit: (len(fit.taken), -fit.slots, -fit.distance), default=None)


def _beyond_chance(lines: list[TransactionFacts], fit: GridFit, looks: int) -> bool:
    count, cadence = len(fit.taken), fit.grid.cadence
    if count < _LEAST.get(cadence, 3) or 4 * count < 3 * len(lines) or 4 * count < 3 * fit.slots:
        return False
    amounts = [abs(lines[at].amount) for at in fit.taken.values()]
    kinds_of_amount = len(set(amounts))
    steady = kinds_of_amount == 1 or 3 * kinds_of_amount <= count or _only_the_first_differs(amounts)
    middle = sorted(amounts)[count // 2]
    alike = sum(middle <= 2 * amount and amount <= 2 * middle for amount in amounts)
    if not steady and 4 * alike < 3 * count:
        return False
    doubt = looks * _DOUBT[cadence] * (1 if steady else 10)
    if _is_expected(lines[fit.taken[max(fit.taken)]]):
        doubt = max(1, doubt // 10)
    period = SHAPE[cadence][0]
    chance, certainty = doubt * count * int(fit.spread ** (count - 1)), int(period ** (count - 1))
    return certainty >= chance


def _only_the_first_differs(amounts: Sequence[int]) -> bool:
    return len(amounts) > 2 and len(set(amounts[1:])) == 1 and amounts[0] < amounts[1]


def _is_expected(line: TransactionFacts) -> bool:
    """Whether the words are of something that usually repeats."""
    return default_categoriser().of(line.subject())[0].startswith(_EXPECTED)


def _joined(found: list[list[TransactionFacts]]) -> list[list[TransactionFacts]]:
    """Series of which one goes on where the other stopped, at another price, are one."""
    ordered = sorted(found, key=lambda lines: (lines[0].booked_on, lines[0].id))
    whole: list[list[TransactionFacts]] = []
    for lines in ordered:
        before = next((one for one in whole if _continues(one, lines)), None)
        if before is None:
            whole.append(list(lines))
        else:
            before.extend(lines)
    return whole


def _continues(before: list[TransactionFacts], lines: list[TransactionFacts]) -> bool:
    if before[-1].booked_on >= lines[0].booked_on:
        return False
    fit = _accepted(before + lines)
    return fit is not None and len(fit.taken) == len(before) + len(lines)
