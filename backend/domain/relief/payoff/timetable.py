"""What happens on which day, the same whatever order debts are paid in: so it is laid out once for all orders."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.calendar.recurrence import Recurrence
from backend.domain.relief.payoff.day_weights import bearing, weights
from backend.domain.relief.payoff.debts import Budget, Debt, Household

FURTHEST_LOOK = 400  # days
_LONGEST_TO_PAY = 62  # days from a closing to its due
_ANY = 1 << 62  # more than any sum


class Cycle(NamedTuple):
    """Day numbers from today: when interest is charged and the minimum told, and when it is due. `final`: of all."""

    closes: int
    due: int
    final: bool


class Income(NamedTuple):
    """Money for debts by the number of its day."""

    day: int
    amount: int


class DatedFee(NamedTuple):
    """A fee by the number of its day."""

    day: int
    amount: int


class Charge(NamedTuple):
    """A fee of the debt with that number."""

    debt: int
    amount: int


@dataclass(slots=True)
class DayOf:
    """The happenings of one day; debts by their number in the household."""

    income: int = 0
    begins: list[int] = field(default_factory=list)
    fees: list[Charge] = field(default_factory=list)
    closings: list[int] = field(default_factory=list)
    dues: list[int] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.income or self.begins or self.fees or self.closings or self.dues)


@dataclass(frozen=True, slots=True)
class Timetable:
    """`days` in order; each debt's cycles in order, and what a unit of each of its parts bears by each day."""

    household: Household
    horizon: int
    days: Sequence[tuple[int, DayOf]]
    cycles: Sequence[Sequence[Cycle]]
    tables: Sequence[Sequence[Sequence[int]]]
    fees: Sequence[Sequence[DatedFee]]
    incomes: Sequence[Income]

    def incomes_between(self, day: int, until: int) -> Sequence[Income]:
        """What comes behind a day and up to another, in order."""
        return self.incomes[
            bisect_right(self.incomes, (day, _ANY)) : bisect_right(self.incomes, (until, _ANY))
        ]


def lay_out(household: Household) -> Timetable:
    """Everything from today to the horizon; what is looked ahead at lies further still."""
    today = household.today
    horizon = (month_day(month_index(today) + household.months, today.day) - today).days
    seen = horizon + FURTHEST_LOOK + _LONGEST_TO_PAY
    found: dict[int, DayOf] = defaultdict(DayOf)
    cycles = [_cycles_of(debt, today, seen) for debt in household.debts]
    fees = [_fees_of(debt, today, seen) for debt in household.debts]
    for number, debt in enumerate(household.debts):
        _enter(found, number, debt, cycles[number], today)
        for fee in fees[number]:
            found[fee.day].fees.append(Charge(number, fee.amount))
    tables = [_tables_of(debt, today, seen) for debt in household.debts]
    return _with_money(
        Timetable(household, horizon, list(found.items()), cycles, tables, fees, ()), household
    )


def with_budget(timetable: Timetable, budget: Budget) -> Timetable:
    """The same debts with other money: only the days on which some comes are laid out anew."""
    return _with_money(timetable, replace(timetable.household, budget=budget))


def _with_money(timetable: Timetable, household: Household) -> Timetable:
    horizon = timetable.horizon
    incomes = incomes_of(household.budget, household.today, horizon + FURTHEST_LOOK + _LONGEST_TO_PAY)
    found = {
        day: happens
        if happens.income == incomes.get(day, 0)
        else replace(happens, income=incomes.get(day, 0))
        for day, happens in timetable.days
    }
    for day, amount in incomes.items():
        if day not in found:
            found[day] = DayOf(amount)
    return replace(
        timetable,
        household=household,
        days=sorted(
            (day, happens) for day, happens in found.items() if day <= horizon and not happens.is_empty
        ),
        incomes=sorted(Income(*each) for each in incomes.items()),
    )


def incomes_of(budget: Budget, today: date, horizon: int) -> dict[int, int]:
    """The money of each day on which some comes, from today on."""
    found: dict[int, int] = defaultdict(int)
    for stream in budget.streams:
        for day in _days_of(stream.comes, today, horizon, _index_before(stream.comes, today)):
            if day >= 0:
                found[day] += stream.amount
    for extra in budget.extras:
        if 0 <= (extra.on - today).days <= horizon:
            found[(extra.on - today).days] += extra.amount
    return {day: amount for day, amount in found.items() if amount}


def first_income(budget: Budget, today: date, horizon: int) -> int | None:
    """The number of the first day on which money comes, from today on; None: on no day up to the horizon."""
    found = [(extra.on - today).days for extra in budget.extras if extra.amount and extra.on >= today]
    for stream in budget.streams:
        if not stream.amount:
            continue
        index = _index_before(stream.comes, today)
        while (on := stream.comes.date_of(index)) is not None and on < today:
            index += 1
        if on is not None:
            found.append((on - today).days)
    return min((day for day in found if day <= horizon), default=None)


def _index_before(comes: Recurrence, today: date) -> int:
    """An occurrence shortly before a day, so that years gone by are not walked through; 0 where none is."""
    if comes.unit == "month":
        return max(0, (month_index(today) - month_index(comes.starts_on)) // comes.count - 1)
    days = comes.count * (7 if comes.unit == "week" else 1)
    return max(0, (today - comes.starts_on).days // days)


def _days_of(comes: Recurrence, today: date, horizon: int, index: int = 0) -> list[int]:
    found = list[int]()
    while (on := comes.date_of(index)) is not None and (on - today).days <= horizon:
        found.append((on - today).days)
        index += 1
    return found


def _cycles_of(debt: Debt, today: date, horizon: int) -> list[Cycle]:
    """The cycles that close today or later, up to the one that asks for all."""
    closes = _days_of(debt.cycles.closes, today, horizon)
    dues = _days_of(debt.cycles.due, today, horizon + _LONGEST_TO_PAY) if debt.cycles.due else []
    last = None if debt.ends_on is None else (debt.ends_on - today).days
    found = list[Cycle]()
    for index, day in enumerate(closes):
        due = dues[index] if index < len(dues) else day + debt.cycles.days_after
        final = last is not None and due >= last
        if day >= 0:
            found.append(Cycle(day, due, final))
        if final:
            break
    return found


def _enter(found: dict[int, DayOf], number: int, debt: Debt, cycles: list[Cycle], today: date) -> None:
    if debt.begins_on is not None and (debt.begins_on - today).days >= 0:
        found[(debt.begins_on - today).days].begins.append(number)
    for cycle in cycles:
        found[cycle.closes].closings.append(number)
    due = {cycle.due for cycle in cycles} | {max(0, (each.on - today).days) for each in debt.open_dues}
    for day in due:
        found[day].dues.append(number)


def _fees_of(debt: Debt, today: date, horizon: int) -> list[DatedFee]:
    found = list[DatedFee]()
    for fee in debt.fees:
        comes = Recurrence("month", fee.every_months or 1, fee.on, times=None if fee.every_months else 1)
        found += [DatedFee(day, fee.amount) for day in _days_of(comes, today, horizon) if day >= 0]
    return sorted(found)


def _tables_of(debt: Debt, today: date, horizon: int) -> list[list[int]]:
    bits = weights(debt.day_count, today, horizon + _LONGEST_TO_PAY, debt.anchor_day)
    return [bearing(bits, part.rates, today) for part in debt.parts]


def on_day(household: Household, day: int) -> date:
    """The date of a day number."""
    return household.today + timedelta(days=day)
