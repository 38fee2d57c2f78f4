"""The linear model of a household's months that bounds what any plan must cost (see `least_cost`).

Columns: what is paid to each part on each day on which something may be paid, what is owed behind each day, the
interest charged at each closing, what is kept of the money, and whether a debt is over by a due. Money is in `scale`
minor units, so that the solver's tolerances stay far below what is told.
"""

from datetime import date
from typing import NamedTuple

from backend.domain.credit.card_and_loan_terms import MinimumRule
from backend.domain.relief.payoff.day_weights import SCALE
from backend.domain.relief.payoff.debts import Ask, Debt
from backend.domain.relief.payoff.largest_balance import largest_balances
from backend.domain.relief.payoff.seconds import SecondsLeft, check
from backend.domain.relief.payoff.solver import INFINITY, Entry, Model
from backend.domain.relief.payoff.timetable import Cycle, Timetable

_COMFORTABLE = 10_000_000
_HALF = 0.5  # what rounding may add to or take from a charge, minor units


class Payment(NamedTuple):
    """The column of what is paid to a part of a debt on a day."""

    day: int
    debt: int
    column: int


class PayOffModel:
    """`slack`: minor units by which the bound is told lower, for the roundings that the rows do not hold."""

    def __init__(self, timetable: Timetable, last: int) -> None:
        self._table, self._last = timetable, last
        self._days = [day for day, _ in timetable.days if day <= last]
        self._place = {day: place for place, day in enumerate(self._days)}
        self._pays = [bool(h.income or h.dues) for day, h in timetable.days if day <= last]
        debts = timetable.household.debts
        total = sum(debt.balance for debt in debts)
        self.scale = max(1, total // _COMFORTABLE)
        self.size = sum(len(debt.parts) for debt in debts) * len(self._days)
        self.slack = 2 * sum(len(debt.parts) for debt in debts) + 2 * self.scale
        self.payments = list[Payment]()
        self._model = Model()

    def build(self, seconds_left: SecondsLeft) -> Model:
        """The whole model. Raises OutOfTime."""
        kept = [self._model.column() for _ in self._days]
        spent: list[list[Entry]] = [[] for _ in self._days]
        for number, debt in enumerate(self._table.household.debts):
            self._add_debt(number, debt, spent, seconds_left)
        for place, (_, happens) in enumerate(self._table.days[: len(self._days)]):
            entries = [Entry(kept[place], 1.0), *spent[place]]
            if place:
                entries.append(Entry(kept[place - 1], -1.0))
            income = happens.income / self.scale
            self._model.row(entries, income, income)
        self.payments.sort()
        return self._model

    def _add_debt(self, number: int, debt: Debt, spent: list[list[Entry]], seconds_left: SecondsLeft) -> None:
        cycles = [cycle for cycle in self._table.cycles[number] if cycle.closes <= self._last]
        closings = {cycle.closes: at for at, cycle in enumerate(cycles)}
        paid: list[list[Entry]] = [[] for _ in self._days]
        owed: list[list[Entry]] = [[] for _ in self._days]
        charged: list[list[Entry]] = [[] for _ in cycles]
        begins = -1
        if debt.begins_on is not None:
            begins = (debt.begins_on - self._table.household.today).days
        for k, part in enumerate(debt.parts):
            check(seconds_left)
            self._add_part(number, k, part.balance / self.scale, begins, closings, paid, owed, charged)
        for place, entries in enumerate(paid):
            spent[place].extend(entries)
        asking = [at for at, cycle in enumerate(cycles) if cycle.closes >= begins]
        asked = [self._asked(debt, cycles[at]) for at in asking]
        most = largest_balances(debt, [cycles[at] for at in asking], self._table.tables[number], asked)
        for at, ask, largest in zip(asking, asked, most, strict=True):
            check(seconds_left)
            if cycles[at].due <= self._last:
                largest /= self.scale
                self._ask(debt, cycles[at], ask, largest, paid, owed, charged[at])
        for due in debt.open_dues:
            day = max(0, (due.on - self._table.household.today).days)
            if day <= self._last:
                by = [entry for place in range(self._place[day] + 1) for entry in paid[place]]
                self._model.row(by, min(due.amount, debt.balance) / self.scale)

    def _add_part(
        self,
        number: int,
        k: int,
        balance: float,
        begins: int,
        closings: dict[int, int],
        paid: list[list[Entry]],
        owed: list[list[Entry]],
        charged: list[list[Entry]],
    ) -> None:
        """What is owed behind each day is what was, and what is charged, less what is paid."""
        model, table = self._model, self._table.tables[number][k]
        before, since, bearing = model.column(), max(begins, 0), list[Entry]()
        model.row([Entry(before, 1.0)], balance, balance)
        for place, day in enumerate(self._days):
            if day < since:
                continue
            if day > since:
                bearing.append(Entry(before, -(table[day] - table[since]) / SCALE))
            now = model.column()
            change = [Entry(now, 1.0), Entry(before, -1.0)]
            if day in closings:
                interest = model.column(cost=1.0)
                model.row([Entry(interest, 1.0), *bearing], -_HALF / self.scale, _HALF / self.scale)
                charged[closings[day]].append(Entry(interest, 1.0))
                change.append(Entry(interest, -1.0))
                bearing = []
            if self._pays[place]:
                column = model.column()
                self.payments.append(Payment(day, number, column))
                paid[place].append(Entry(column, 1.0))
                change.append(Entry(column, 1.0))
            owed[place].append(Entry(now, 1.0))
            model.row(change, 0.0, 0.0)
            before, since = now, day
        # What was borne since the last closing is charged by whoever pays all; who pays later bears more.
        model.row([Entry(model.column(cost=1.0), 1.0), *bearing], -_HALF / self.scale)

    def _ask(
        self,
        debt: Debt,
        cycle: Cycle,
        ask: Ask | None,
        most: float,
        paid: list[list[Entry]],
        owed: list[list[Entry]],
        charged: list[Entry],
    ) -> None:
        """What a cycle asks for is paid from its closing to its due, unless all is paid by then."""
        start, end = self._place[cycle.closes], self._place[cycle.due]
        by = [entry for place in range(start, end + 1) for entry in paid[place]]
        told = [*owed[start], *paid[start]]  # what was owed when the cycle closed
        rounding = -2 / self.scale
        if cycle.final:
            self._model.row([*by, *_times(told, -1.0)], rounding)
        elif debt.rule is not None:
            self._ask_by_rule(debt.rule, by, told, charged, rounding)
            self._ask_unless_over(debt.rule.floor, most, by, owed[end], [], rounding)
        elif ask is not None:
            interest = _times(charged, -1.0) if ask.plus_interest else []
            self._ask_unless_over(ask.amount, most, by, owed[end], interest, rounding)

    def _asked(self, debt: Debt, cycle: Cycle) -> Ask | None:
        """What the debt's asks say of that cycle; None where its rule does, or nothing."""
        if debt.rule is not None or not debt.asks:
            return None
        begun = [each for each in debt.asks if self._days_to(each.from_on) <= cycle.due]
        return (begun or [debt.asks[0]])[-1]

    def _ask_by_rule(
        self, rule: MinimumRule, by: list[Entry], told: list[Entry], charged: list[Entry], low: float
    ) -> None:
        """The rule's share of what is owed; what over-limit amounts and fees add is left out."""
        share = rule.percent_bp / 10_000
        interest = (1.0 if rule.plus_interest_and_fees else 0.0) - (
            share if rule.base == "principal" else 0.0
        )
        self._model.row([*by, *_times(told, -share), *_times(charged, -interest)], low)

    def _ask_unless_over(
        self, amount: int, most: float, by: list[Entry], left: list[Entry], interest: list[Entry], low: float
    ) -> None:
        if amount <= 0:
            self._model.row([*by, *interest], low)
            return
        over = self._model.column(upper=1.0, whole=True)
        self._model.row([*by, *interest, Entry(over, amount / self.scale)], amount / self.scale + low)
        self._model.row([*left, Entry(over, most)], -INFINITY, most)

    def _days_to(self, day: date) -> int:
        return (day - self._table.household.today).days


def _times(entries: list[Entry], factor: float) -> list[Entry]:
    return [Entry(entry.column, entry.value * factor) for entry in entries]
