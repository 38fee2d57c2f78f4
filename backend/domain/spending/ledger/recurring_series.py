"""A recurring series says what repeats, when it comes next, for how much, and how its price changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend.domain.calendar.business_day import WeekendRule
from backend.domain.calendar.recurrence import Recurrence
from backend.domain.spending.categories.categorise import default_categoriser
from backend.domain.spending.ledger.payday_rule import working_fit
from backend.domain.spending.ledger.repeat_interval import Cadence, GridFit
from backend.domain.spending.ledger.transaction_facts import TransactionFacts
from backend.domain.text.folded_text import merchant_of

Kind = Literal["subscription", "rent", "salary", "instalment", "bill", "other"]

# Lines that what is expected is taken from, where amounts vary: about a quarter of a year at least.
_RECENT = 6
_RECENT_OF: dict[Cadence, int] = {"week": 13, "fortnight": 8}
UNITS: dict[Cadence, tuple[Literal["month", "week"], int]] = {
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "four_weeks": ("week", 4),
    "month": ("month", 1),
    "two_months": ("month", 2),
    "quarter": ("month", 3),
    "half_year": ("month", 6),
    "year": ("month", 12),
}
# A series with more missed days than these is over.
_MOST_MISSED: dict[Cadence, int] = {
    "week": 4,
    "fortnight": 3,
    "four_weeks": 2,
    "month": 2,
    "two_months": 1,
    "quarter": 1,
    "half_year": 1,
    "year": 1,
}
_BILLS = (
    "utilities.",
    "insurance.",
    "housing.property_fee",
    "state.",
    "education.tuition",
    "family.childcare",
)
_SUBSCRIBED = ("leisure.streaming", "leisure.software", "health.fitness")
# Bought anew each time, so that no contract stands behind the same place, day and price.
_BOUGHT_EACH_TIME = frozenset(
    (
        "food.eating_out",
        "food.delivery",
        "food.coffee",
        "food.snacks",
        "food.alcohol_tobacco",
        "transport.ride",
        "transport.fuel",
        "travel.tickets",
        "travel.lodging",
        "shopping.clothing",
        "shopping.beauty",
        "leisure.cinema",
        "leisure.events",
        "leisure.lottery",
        "cash.withdrawal",
    )
)


@dataclass(frozen=True, slots=True)
class Change:
    """The amount went from `was` to `now` on that day; `was` of a trial is what the trial cost, 0 often."""

    kind: Literal["price_rise", "trial_turned_paid"]
    was: int
    now: int
    on: date


@dataclass(frozen=True, slots=True)
class Recurring:
    """A series. Amounts are sizes, without sign; `anchor_day` is None for weeks.

    `signature` is the same whenever the history is searched again. `next_on` is on or after the day that was asked
    about; `overdue_on` is the expected day just before it whose line has not been seen yet, if there is one.
    """

    signature: str
    label: str
    cadence: Cadence
    direction: Literal["in", "out"]
    anchor_day: int | None
    expected: int
    low: int
    high: int
    currency: str
    next_on: date
    last_on: date
    count: int
    confidence: int  # per cent
    kind: Kind
    changes: tuple[Change, ...]
    overdue_on: date | None
    ids: tuple[str, ...]  # the lines it was found in, oldest first
    weekend_rule: WeekendRule  # where it goes when its day is not worked, as its history shows
    missed: int  # expected days since the last line that passed without one
    runs: bool  # not so many that it is over
    on_days: tuple[date, ...]  # the days of the lines that lie on its grid, oldest first
    amounts: tuple[int, ...]  # and their sizes

    def recurrence(self) -> Recurrence:
        """The days to come."""
        unit, count = UNITS[self.cadence]
        return Recurrence(unit, count, self.next_on, self.anchor_day)


def describe(
    lines: list[TransactionFacts],
    fit: GridFit,
    key: tuple[str, str, str],
    ordinal: int,
    today: date,
    country: str | None,
) -> Recurring:
    """The series of these lines; `key` is direction, currency and merchant, `ordinal` counts the merchant's."""
    fit, rule = working_fit(fit, [line.booked_on for line in lines], country)
    grid = fit.grid
    on_grid = [lines[at] for at in fit.taken.values()]
    amounts = [abs(line.amount) for line in on_grid]
    low, expected, high = _amounts(amounts, recent_lines(grid.cadence))
    category = default_categoriser().of(on_grid[-1].subject())[0]
    slot = max(max(fit.taken) + 1, grid.first_slot(today))
    return Recurring(
        signature=":".join((*key, grid.cadence, *([str(ordinal + 1)] if ordinal else []))),
        label=merchant_of(on_grid[-1].counterparty, on_grid[-1].text).strip(),
        cadence=grid.cadence,
        direction="in" if key[0] == "in" else "out",
        anchor_day=grid.anchor_day,
        expected=expected,
        low=low,
        high=high,
        currency=key[1],
        next_on=grid.day(slot),
        last_on=on_grid[-1].booked_on,
        count=len(on_grid),
        confidence=_confidence(fit, low == high),
        kind=_kind(key[0], category, low == high),
        changes=_changes(on_grid, amounts),
        overdue_on=grid.day(slot - 1) if slot - 1 > max(fit.taken) else None,
        ids=tuple(line.id for line in on_grid),
        weekend_rule=rule,
        missed=missed_slots(fit, today),
        runs=runs(fit, today),
        on_days=tuple(line.booked_on for line in on_grid),
        amounts=tuple(amounts),
    )


def missed_slots(fit: GridFit, today: date) -> int:
    """The expected days since the last line that passed without one, beyond any slack."""
    return max(0, fit.grid.first_slot(today - timedelta(days=fit.grid.slack)) - 1 - max(fit.taken))


def runs(fit: GridFit, today: date) -> bool:
    """Whether the series is not over: of the slots since, not too many were missed."""
    return missed_slots(fit, today) <= _MOST_MISSED[fit.grid.cadence]


def _steady_tail(amounts: Sequence[int]) -> bool:
    """Whether the amount is a price: it repeats exactly, but for rises, so that the last one is expected next."""
    runs = 1 + sum(before != after for before, after in zip(amounts, amounts[1:], strict=False))
    return 3 * runs <= len(amounts) + 1 or (runs == 2 and len(amounts) > 2)


def recent_lines(cadence: Cadence) -> int:
    """How many lines what is expected of a varying series is taken from."""
    return _RECENT_OF.get(cadence, _RECENT)


def _amounts(amounts: Sequence[int], most: int) -> tuple[int, int, int]:
    """Low, expected, high: the price where there is one, else the middle and the range of the recent ones."""
    if _steady_tail(amounts):
        return (amounts[-1],) * 3
    recent = sorted(amounts[-most:])
    return recent[0], recent[(len(recent) - 1) // 2], recent[-1]


def _changes(lines: Sequence[TransactionFacts], amounts: Sequence[int]) -> tuple[Change, ...]:
    if not _steady_tail(amounts):
        return ()
    found = []
    for at in range(1, len(amounts)):
        was, now = amounts[at - 1], amounts[at]
        if at == 1 and 10 * was <= now:
            found.append(Change("trial_turned_paid", was, now, lines[at].booked_on))
        elif now > was:
            found.append(Change("price_rise", was, now, lines[at].booked_on))
    return tuple(found)


def _confidence(fit: GridFit, steady: bool) -> int:
    """Slots taken of those passed, less for few lines, for scattered days and for varying amounts; 1 to 99."""
    count = len(fit.taken)
    filled = 100 * count // fit.slots
    settled = filled * count // (count + 1)
    doubt = 5 * fit.distance // count + (0 if steady else 5)
    return max(1, min(99, settled - doubt))


def _kind(direction: str, category: str, steady: bool) -> Kind:
    if direction == "in":
        return "salary" if category in ("income.salary", "income.benefit") else "other"
    if category == "housing.rent":
        return "rent"
    if category in ("debt.loan", "housing.mortgage"):
        return "instalment"
    if category.startswith(_BILLS):
        return "bill"
    if category in _SUBSCRIBED:
        return "subscription"
    free = category in _BOUGHT_EACH_TIME or category.startswith(("people.", "transfer.", "repayment"))
    return "subscription" if steady and not free else "other"


def is_habit(direction: str, category: str) -> bool:
    """Whether a series is a habit with a rhythm (each Friday's dinner): some can be left out, none cancelled."""
    return direction == "out" and category in _BOUGHT_EACH_TIME
