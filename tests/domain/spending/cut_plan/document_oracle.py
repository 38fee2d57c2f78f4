"""Cut plans by counting, from the documents (decisions 8 and 19, docs/spending.md), first written without the code.

Every set of unpaid dues is tried with every combination of steps and cancellations; each day's balance is added up
afresh. Nothing here is shared with the solver but the values that go in and come out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, combinations, product
from typing import NamedTuple

from backend.domain.spending.cut_plan.allowed_cuts import Choice, Subscription
from backend.domain.spending.cut_plan.payables import RANKS, DueTerms, Rank
from backend.domain.spending.forecast.flows import Due, Flow, Typical

WEIGHTS = {"discretionary": 2, "adjustable": 5}


class Owed(NamedTuple):
    """Something to pay: a due, or an essential bill."""

    id: str
    day: int
    amount: int
    rank: Rank
    weight: int


@dataclass(frozen=True)
class Part:
    """What may be cut in one week of a category, or one subscription; `saved[d]` is what a step has saved by day d."""

    kind: str
    key: str
    week: int
    weight: int
    most: int
    usual: int
    saved: tuple[int, ...]

    def pain(self, steps: int) -> int:
        """The k-th step of a week costs k times the first."""
        return self.weight * steps * (steps + 1) // 2


class Best(NamedTuple):
    """The order of decision 19: three ranks of harm, pain, days from what is unpaid to the horizon, lines; then how
    late the cuts are (weeks, for each step) and their places by name (for each step)."""

    unpaid: tuple[int, ...]
    pain: int
    days_left: int
    lines: int
    weeks: int
    places: int


class Short(NamedTuple):
    day: int
    by: int


@dataclass(frozen=True)
class Household:
    today: date
    days: int
    balance: int
    reserve: int
    flows: Sequence[Flow]
    dues: Sequence[Due]
    typical: Sequence[Typical]
    choices: Sequence[Choice]
    subscriptions: Sequence[Subscription]
    terms: Mapping[str, DueTerms]

    def day(self, on: date) -> int:
        return (on - self.today).days

    def taken(self, habit: int, first: int, last: int) -> int:
        """A habit of 30 days between two days of the horizon: the gain of its running total, rounded down."""
        start = self.today.toordinal()
        return (start + last + 1) * habit // 30 - (start + first) * habit // 30

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """Dues and essential bills in the order of payment; what is past due is due today."""
        found = [self._of(due) for due in self.dues]
        bills: dict[tuple[str, date], int] = {}
        for flow in self.flows:
            if flow.essential and flow.amount < 0:
                bills[flow.source_id, flow.on] = bills.get((flow.source_id, flow.on), 0) - flow.amount
        found += [
            Owed(f"{source}@{on.isoformat()}", self.day(on), amount, "essential", amount)
            for (source, on), amount in bills.items()
            if on >= self.today
        ]
        kept = (each for each in found if each.day < self.days)
        return tuple(sorted(kept, key=lambda each: (each.day, RANKS.index(each.rank), -each.weight, each.id)))

    def _of(self, due: Due) -> Owed:
        secured = due.id in self.terms and self.terms[due.id].secured
        rank: Rank = "secured" if secured else "other"
        return Owed(due.id, max(0, self.day(due.on)), due.amount, rank, max(1, due.harm))

    @cached_property
    def bare(self) -> tuple[int, ...]:
        """The balance at each day's end with nothing cut and nothing paid."""
        ends, balance = [], self.balance
        for n in range(self.days):
            balance += sum(
                flow.amount
                for flow in self.flows
                if self.day(flow.on) == n and not (flow.essential and flow.amount < 0)
            )
            ends.append(balance - sum(self.taken(habit.expected, 0, n) for habit in self.typical))
        return tuple(ends)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        steps = (self._weeks(choice) for choice in self.choices if not choice.protected)
        found = [*chain.from_iterable(steps), *(self._cancelled(one) for one in self.subscriptions)]
        return tuple(part for part in found if part.most > 0)

    def _weeks(self, choice: Choice) -> Iterator[Part]:
        habit = next((each.expected for each in self.typical if each.category == choice.category), 0)
        gone = usual = 0
        for week, first in enumerate(range(0, self.days, 7)):
            last = min(first + 6, self.days - 1)
            total = self.taken(habit, 0, last)
            kept = -(-choice.floor * (last + 1) // 30)  # at least, so rounded up
            may_go = min(total * choice.largest_share_bp // 10_000, total - kept)
            all_steps = total // choice.step
            most = min(all_steps - usual, max(0, may_go // choice.step - gone))
            saved = tuple(
                choice.step * min(last - first + 1, max(0, n - first + 1)) // (last - first + 1)
                for n in range(self.days)
            )
            weight = WEIGHTS[choice.need] * (1 + choice.refused)
            allowed = 0 if self._refused(choice, first, last) else most
            yield Part("steps", choice.category, week, weight, allowed, all_steps - usual, saved)
            gone, usual = gone + most, all_steps

    def _refused(self, choice: Choice, first: int, last: int) -> bool:
        return any(self.day(a) <= last and self.day(b) >= first for a, b in choice.refused_days)

    def _cancelled(self, one: Subscription) -> Part:
        """What is charged today has gone already. One first step for each begun per cent of all spending."""
        later = [(self.day(on), amount) for on, amount in one.charges if 0 < self.day(on) < self.days]
        total = sum(amount for _, amount in later)
        share = max(1, -(-100 * total // max(1, self.all_spending)))
        saved = tuple(sum(amount for day, amount in later if day <= n) for n in range(self.days))
        weight = WEIGHTS[one.need] * (1 + one.refused) * share
        return Part("subscription", one.id, 0, weight, 1 if total else 0, 1, saved)

    @cached_property
    def all_spending(self) -> int:
        """What habits take up to the horizon, and the charges that the subscriptions to be cancelled would save."""
        charges = chain.from_iterable(one.charges for one in self.subscriptions)
        charged = sum(amount for on, amount in charges if 0 < self.day(on) < self.days)
        return charged + sum(self.taken(each.expected, 0, self.days - 1) for each in self.typical)

    @cached_property
    def lost(self) -> frozenset[int]:
        """The days that stay short with everything cut and nothing paid."""
        most = self.saved([part.most for part in self.parts])
        return frozenset(n for n in range(self.days) if self.bare[n] + most[n] < self.reserve)

    def saved(self, steps: Sequence[int]) -> list[int]:
        return [
            sum(count * part.saved[n] for count, part in zip(steps, self.parts, strict=True))
            for n in range(self.days)
        ]

    def needs(self, unpaid: frozenset[str]) -> list[int]:
        """What the cuts must have saved by each day."""
        return [
            self.reserve
            - self.bare[n]
            + sum(each.amount for each in self.owed if each.day <= n and each.id not in unpaid)
            for n in range(self.days)
        ]

    def first_short(self, steps: Sequence[int], unpaid: frozenset[str], skip: frozenset[int]) -> Short | None:
        """The first day below the reserve among those that are not skipped."""
        saved = self.saved(steps)
        for n, need in enumerate(self.needs(unpaid)):
            if n not in skip and saved[n] < need:
                return Short(n, need - saved[n])
        return None

    def score(self, steps: Sequence[int], unpaid: frozenset[str]) -> Best:
        left = [each for each in self.owed if each.id in unpaid]
        return Best(
            tuple(sum(each.weight for each in left if each.rank == rank) for rank in RANKS),
            sum(part.pain(count) for count, part in zip(steps, self.parts, strict=True)),
            sum(self.days - 1 - each.day for each in left),
            sum(count > 0 for count in steps),
            sum(count * part.week for count, part in zip(steps, self.parts, strict=True)),
            sum(count * self.names.index(part.key) for count, part in zip(steps, self.parts, strict=True)),
        )

    @cached_property
    def names(self) -> list[str]:
        return sorted({part.key for part in self.parts})

    @property
    def combinations(self) -> int:
        count = 1 << len(self.owed)
        for part in self.parts:
            count *= part.most + 1
        return count

    def best(self) -> Best:
        """The least of all that keep the reserve on every day that is not lost."""
        forced = {each.id for each in self.owed if each.day in self.lost}
        free = [each.id for each in self.owed if each.id not in forced]
        sets = [frozenset(forced.union(some)) for n in range(len(free) + 1) for some in combinations(free, n)]
        sets.sort(key=lambda unpaid: self.score([0] * len(self.parts), unpaid).unpaid)
        cuts = [
            (steps, self.saved(steps)) for steps in product(*(range(part.most + 1) for part in self.parts))
        ]
        found: Best | None = None
        for unpaid in sets:
            if found and self.score([0] * len(self.parts), unpaid).unpaid > found.unpaid:
                break
            needs = [(n, need) for n, need in enumerate(self.needs(unpaid)) if n not in self.lost]
            keeping = (steps for steps, saved in cuts if all(saved[n] >= need for n, need in needs))
            here = min((self.score(steps, unpaid) for steps in keeping), default=None)
            if here is not None and (found is None or here < found):
                found = here
        assert found is not None, "with nothing paid every day that is not lost is kept"
        return found
