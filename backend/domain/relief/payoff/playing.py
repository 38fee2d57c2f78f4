"""Debts played forward by day under one budget, in one order; every unit that comes in is told of.

On each day, in this order: money comes, loans begin, fees are charged, cycles close, what is due is paid, and what is
not needed for dues to come goes to debts in the plan's order. What the coming dues need is held back: their sum up to
any day ahead less what comes in until then. So no minimum is missed within the days looked ahead while another debt
gets more than its own. A debt's last payment leaves what is over to the next debt on the same day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from backend.domain.calendar.month_day import month_index
from backend.domain.relief.payoff.played import MOST_TOLD, Ended, Missed, MonthEnd, Played, Strain
from backend.domain.relief.payoff.running_debt import RunningDebt
from backend.domain.relief.payoff.seconds import SecondsLeft, check, without_limit
from backend.domain.relief.payoff.strategies import Order
from backend.domain.relief.payoff.timetable import FURTHEST_LOOK, DayOf, Timetable, on_day

# First a month ahead; further only for those who would miss something otherwise, as before a loan's last large sum.
LOOK_AHEAD = (35, 100, FURTHEST_LOOK)


# How much each debt is to have been paid by a day, by the day's number: the least-cost model's own plan.
Wishes = Mapping[int, Sequence[int]]


def play(
    timetable: Timetable,
    order: Order,
    wishes: Wishes | None = None,
    *,
    patient: bool = True,
    seconds_left: SecondsLeft = without_limit,
) -> Played:
    """One plan from today until nothing is owed, or to the end of the months looked at.

    `patient`: where something is missed, it is played again with more held back. Raises OutOfTime."""
    played = _Game(timetable, order, wishes or {}, LOOK_AHEAD[0], seconds_left).run()
    return look_further(timetable, order, played, wishes, seconds_left) if patient else played


def look_further(
    timetable: Timetable,
    order: Order,
    played: Played,
    wishes: Wishes | None = None,
    seconds_left: SecondsLeft = without_limit,
) -> Played:
    """The plan that was played, again with more held back as long as it misses something. Raises OutOfTime."""
    for ahead in LOOK_AHEAD[1:]:
        if not played.missed:
            break
        played = _Game(timetable, order, wishes or {}, ahead, seconds_left).run()
    return played


@dataclass(slots=True)
class _Game:
    timetable: Timetable
    order: Order
    wishes: Wishes
    ahead: int
    seconds_left: SecondsLeft
    until: int | None = None  # nothing is played from that day on
    debts: list[RunningDebt] = field(init=False)
    pot: int = 0
    money_in: int = 0
    left_over: int = 0
    missed: list[Missed] = field(default_factory=list)
    strain: dict[int, int] = field(default_factory=dict)
    hardest: int = 0
    month_ends: list[MonthEnd] = field(default_factory=list)

    def __post_init__(self) -> None:
        table = self.timetable
        today, debts = table.household.today, table.household.debts
        self.debts = [
            RunningDebt(n, debt, table.cycles[n], table.tables[n], table.fees[n], today)
            for n, debt in enumerate(debts)
        ]

    def run(self) -> Played:
        household, last = self.timetable.household, None
        start, over = month_index(household.today), False
        for day, happens in self.timetable.days:
            on = on_day(household, day)
            month = month_index(on) - start
            if day == self.until:
                break
            check(self.seconds_left)
            if last is not None and month != last[0]:
                self._note(last[1])
            self._play_day(day, on, happens)
            if self._is_too_large():
                return replace(self._before(day), too_large_on=on)
            last, over = (month, on), all(debt.is_over for debt in self.debts)
            if over:
                break
        if last is not None:
            self._note(last[1])
        return self._told(last[1] if over and last else None)

    def _is_too_large(self) -> bool:
        """Whether a sum passes what can be told. Interest, fees and payments are no more than these two together."""
        owed = sum([debt.balance for debt in self.debts])
        return max(self.hardest, owed + self.money_in) > MOST_TOLD

    def _before(self, day: int) -> Played:
        """The same up to a day: played anew, so that no other day has to keep what was."""
        return _Game(self.timetable, self.order, self.wishes, self.ahead, self.seconds_left, day).run()

    def _note(self, on: date) -> None:
        self.month_ends.append(MonthEnd(on, tuple([debt.balance for debt in self.debts])))

    def _play_day(self, day: int, on: date, happens: DayOf) -> None:
        self.pot += happens.income
        self.money_in += happens.income
        debts = self.debts
        for number in happens.begins:
            debts[number].begin(day)
        for fee in happens.fees:
            if debts[fee.debt].owes:
                debts[fee.debt].charge_fee(day, fee.amount)
        for number in happens.closings:
            self._close(debts[number], day)
        ended = bool(happens.income) and self._pay_past_due(day)
        for number in happens.dues:
            if debts[number].owes:
                self._pay_due(debts[number], day, on)
                ended |= not debts[number].owes
        if self.pot and (ended or happens.income):
            self._give_more(day)

    def _close(self, debt: RunningDebt, day: int) -> None:
        due = debt.cycles[debt.next_cycle].due
        if asked := debt.close(day):
            month = month_index(on_day(self.timetable.household, due))
            self.strain[month] = self.strain.get(month, 0) + asked
            self.hardest = max(self.hardest, self.strain[month])

    def _pay_past_due(self, day: int) -> bool:
        """What was missed is paid as soon as money comes; returns whether that paid a debt off."""
        ended = False
        for debt in self.debts:
            if debt.past_due and self.pot:
                self.pot -= debt.pay(day, min(debt.past_due, self.pot), above_minimum=False)
                ended |= not debt.owes
        return ended

    def _pay_due(self, debt: RunningDebt, day: int, on: date) -> None:
        due = debt.due_on(day)
        if due and self.pot:
            self.pot -= debt.pay(day, min(due, self.pot), above_minimum=False)
        if debt.owes and (due := debt.due_on(day)):
            self.missed.append(Missed(debt.debt.id, on, due))
            debt.miss(day)

    def _give_more(self, day: int) -> None:
        """What is not held back goes to debts; where that lowers what is to be held back, it is asked again."""
        again = True
        while again and self.pot:
            free, again = self.pot - self._held_back(day), False
            if free <= 0:
                return
            owing = [debt for debt in self.debts if debt.owes]
            if not owing:
                self.left_over, self.pot = self.left_over + free, self.pot - free
            for debt in self.order(owing, day):
                wish = self.wishes[day][debt.number] - debt.paid if day in self.wishes else free
                if (amount := min(free, wish)) <= 0:
                    continue
                again |= bool(debt.asked)
                paid = debt.pay(day, amount, above_minimum=True)
                free, self.pot = free - paid, self.pot - paid
                again |= not debt.owes

    def _held_back(self, day: int) -> int:
        """The least sum with which, and with what comes in, everything asked for in the days ahead is paid."""
        until = day + self.ahead
        coming = [
            claim for debt in self.debts if debt.owes or not debt.begun for claim in debt.coming(day, until)
        ]
        incomes, needed, most = self.timetable.incomes_between(day, until), 0, 0
        at, came = 0, 0
        for due, amount in sorted(coming):
            while at < len(incomes) and incomes[at].day <= due:
                came += incomes[at].amount
                at += 1
            needed += amount
            most = max(most, needed - came)
        return most

    def _told(self, ended_on: date | None) -> Played:
        household = self.timetable.household
        strain = max(self.strain.items(), key=lambda each: (each[1], -each[0]), default=None)
        return Played(
            ended_on,
            [
                Ended(
                    each.debt.id,
                    None if each.ended is None or not each.is_over else on_day(household, each.ended),
                )
                for each in self.debts
            ],
            sum(each.interest for each in self.debts),
            sum(each.fees for each in self.debts),
            sum(each.paid for each in self.debts),
            sum(each.balance for each in self.debts),
            sum(each.debt.balance for each in self.debts if each.begun),
            self.money_in,
            self.pot,
            self.left_over,
            None if strain is None else Strain(f"{strain[0] // 12:04d}-{strain[0] % 12 + 1:02d}", strain[1]),
            self.missed,
            self.month_ends,
        )
