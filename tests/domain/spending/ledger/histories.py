"""Invented histories whose series are known: an independent generator, which knows nothing of the search.

Days are counted by walking the calendar one day at a time, so that a month's end is what a calendar shows.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from backend.domain.spending.ledger.transaction_facts import TransactionFacts

TODAY = date(2025, 6, 18)
STEPS = {"month": 1, "quarter": 3, "year": 12}
WEEKS = {"week": 7, "fortnight": 14}


def seen(
    day: date, amount: int, counterparty: str = "Acme", *, at: str = "", **more: object
) -> TransactionFacts:
    plain = TransactionFacts(
        at or f"{day}-{counterparty}-{amount}",
        "card",
        day,
        amount,
        "CNY",
        counterparty,
        "",
        "",
        "",
        False,
        False,
    )
    return plain._replace(**more)  # type: ignore[arg-type]


def true_days(cadence: str, anchor: int, start: date, until: date) -> list[date]:
    """Every expected day of the series up to the first one on or after `until`."""
    days: list[date] = []
    day = start
    while not days or days[-1] < until:
        if cadence in WEEKS:
            due = (day - start).days % WEEKS[cadence] == 0
        else:
            last = calendar.monthrange(day.year, day.month)[1]
            due = day.day == min(anchor, last)
            due = due and ((day.year - start.year) * 12 + day.month - start.month) % STEPS[cadence] == 0
        if due:
            days.append(day)
        day += timedelta(days=1)
    return days


@dataclass(frozen=True)
class Planted:
    """A series in the history, and what ought to be found of it."""

    counterparty: str
    cadence: str
    next_on: date
    lines: tuple[TransactionFacts, ...]


def plant(random: Random, name: str, cadence: str, *, jitter: str, amounts: str) -> Planted:
    """A series up to TODAY: `jitter` is none, weekend (paid on the Monday) or loose; `amounts` exact or bill.

    One line in twenty is missing in the middle.
    """
    start = TODAY - timedelta(
        days={"week": 120, "fortnight": 200, "month": 380, "quarter": 800, "year": 1500}[cadence]
    )
    start += timedelta(days=random.randrange(28))
    anchor = start.day
    if cadence == "month" and random.random() < 0.3:
        anchor = random.choice([29, 30, 31])
        start = start.replace(month=1, day=anchor)
    days = true_days(cadence, anchor, start, TODAY + timedelta(days=1))
    price = random.randrange(500, 90000)
    lines = []
    for at, day in enumerate(days[:-1]):
        moved = day
        if jitter == "weekend" and day.weekday() >= 5:
            moved = day + timedelta(days=7 - day.weekday())
        if jitter == "loose" and random.random() < 0.35:
            moved = day + timedelta(days=random.choice([-1, 1] if cadence == "week" else [-2, -1, 1, 2]))
        missed = 3 < at < len(days) - 3 and random.random() < 0.05
        if moved <= TODAY and not missed:
            amount = price if amounts == "exact" else price * random.randrange(75, 130) // 100
            lines.append(seen(moved, -amount, name, at=f"{name}-{at}"))
    return Planted(name, cadence, days[-1], tuple(lines))


def noise(random: Random, merchants: int, *, days: int = 400) -> list[TransactionFacts]:
    """Groceries, coffees, rides, shops seen once: random days, prices from a list or from a range."""
    lines = []
    for number in range(merchants):
        name = f"noise {''.join(chr(97 + int(digit)) for digit in str(number))}"
        menu = [random.randrange(300, 20000) for _ in range(random.choice([1, 2, 3, 8]))]
        habit = random.choice(["menu", "range"])
        for visit in range(random.choice([1, 2, 3, 4, 6, 10, 25, 60])):
            amount = random.choice(menu) if habit == "menu" else random.randrange(300, 20000)
            day = TODAY - timedelta(days=random.randrange(days))
            lines.append(seen(day, -amount, name, at=f"{name}-{visit}"))
    return lines
