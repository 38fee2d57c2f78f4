"""An independent oracle for cut plans: every combination of steps, cancellations and dues, counted one by one.

Written from docs/decisions/0008 and 0019, it shares no code with the planner: balances are walked day by day, typical
spending is spread again, pain is added up step by step.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, product
from typing import Any


@dataclass
class Best:
    """The least unpaid of each rank, then the least pain, how soon the unpaid dues are, lines, lateness of cuts."""

    left: tuple[int, int, int]
    pain: int
    sooner: int
    lines: int
    lateness: int  # of the cuts: weeks from the first, summed over steps


@dataclass
class Debt:
    id: str
    day: int
    amount: int
    rank: int  # 0 essential, 1 secured, 2 other
    weight: int


def share(amount: int, on: date) -> int:
    n = on.toordinal()
    return (n + 1) * amount // 30 - n * amount // 30


def weeks(days: int) -> list[range]:
    return [range(first, min(first + 7, days)) for first in range(0, days, 7)]


def steps_possible(choice: Any, expected: int, today: date, days: int) -> list[int]:
    """For each week: whole steps in the running total, within share and floor, none beyond what the week has."""
    found, so_far, usual_before, allowed_before = [], 0, 0, 0
    for week in weeks(days):
        so_far += sum(share(expected, today + timedelta(days=n)) for n in week)
        kept = -(-choice.floor * (week[-1] + 1) // 30)
        allowed = max(0, min(so_far * choice.largest_share_bp // 10_000, so_far - kept)) // choice.step
        found.append(min(max(0, allowed - allowed_before), so_far // choice.step - usual_before))
        usual_before, allowed_before = so_far // choice.step, max(allowed, allowed_before)
    return found


def weight(need: str, refused: int) -> int:
    return {"discretionary": 2, "adjustable": 5}[need] * (1 + refused)


def balances(case: dict[str, Any]) -> list[int]:
    """Each day's end with nothing paid that is due, no essential bill either, and without any cut."""
    today, balance, ends = case["today"], case["balance"], []
    for n in range(case["days"]):
        on = today + timedelta(days=n)
        balance += sum(
            flow.amount
            for flow in case["flows"]
            if flow.on == on and not (flow.essential and flow.amount < 0)
        )
        balance -= sum(share(habit.expected, on) for habit in case["typical"])
        ends.append(balance)
    return ends


def debts(case: dict[str, Any]) -> list[Debt]:
    """All that is to be paid: the dues, late ones today, and the essential bills."""
    today, days = case["today"], case["days"]
    found = []
    for due in case["dues"]:
        n, secured = max(0, (due.on - today).days), case.get("terms", {}).get(due.id)
        if n < days:
            found.append(
                Debt(due.id, n, due.amount, 1 if secured and secured.secured else 2, max(1, due.harm))
            )
    for flow in case["flows"]:
        n = (flow.on - today).days
        if flow.essential and flow.amount < 0 and 0 <= n < days:
            found.append(Debt(f"{flow.source_id}@{flow.on.isoformat()}", n, -flow.amount, 0, -flow.amount))
    return found


Option = tuple[int, int, list[int], int]


def decisions(case: dict[str, Any]) -> dict[tuple[str, int], Option]:
    """(most, weight, what one step has saved by each day, week) of each week's cut and each subscription."""
    today, days = case["today"], case["days"]
    expected = {habit.category: habit.expected for habit in case["typical"]}
    found: dict[tuple[str, int], Option] = {}
    for choice in case["choices"]:
        if choice.protected or choice.category not in expected:
            continue
        possible = steps_possible(choice, expected[choice.category], today, days)
        for week, most in zip(weeks(days), possible, strict=True):
            saved = []
            for n in range(days):
                elapsed = sum(day <= n for day in week)
                saved.append(choice.step * elapsed // len(week))
            found[choice.category, week[0] // 7] = (
                most,
                weight(choice.need, choice.refused),
                saved,
                week[0] // 7,
            )
    spending = sum(
        share(amount, today + timedelta(days=n)) for amount in expected.values() for n in range(days)
    )
    avoided = {
        one.id: [(on, by) for on, by in one.charges if today < on < today + timedelta(days=days)]
        for one in case["subscriptions"]
    }
    spending += sum(by for charges in avoided.values() for _, by in charges)
    for one in case["subscriptions"]:
        total = sum(by for _, by in avoided[one.id])
        per_cent = max(1, -(-100 * total // spending)) if spending else 1
        saved = [
            sum(by for on, by in avoided[one.id] if on <= today + timedelta(days=n)) for n in range(days)
        ]
        found[one.id, 0] = (1 if total else 0, weight(one.need, one.refused) * per_cent, saved, 0)
    return found


Way = tuple[int, int, int, list[int]]


def ways(cuts: list[Option], days: int) -> Iterator[Way]:
    """Pain, lines, lateness and savings by day of every combination."""
    for taken in product(*(range(option[0] + 1) for option in cuts)):
        pairs = [(steps, option) for steps, option in zip(taken, cuts, strict=True) if steps]
        pain = sum(option[1] * k for steps, option in pairs for k in range(1, steps + 1))
        late = sum(steps * option[3] for steps, option in pairs)
        yield (
            pain,
            len(pairs),
            late,
            [sum(steps * option[2][n] for steps, option in pairs) for n in range(days)],
        )


class Counted:
    """A case with everything counted that no question changes."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.days, self.reserve = case["days"], case["reserve"]
        self.options = decisions(case)
        self.ends, self.debts = balances(case), debts(case)
        self.ways = sorted(ways([cut for cut in self.options.values() if cut[0]], self.days))
        most = [sum(option[0] * option[2][n] for option in self.options.values()) for n in range(self.days)]
        self.kept = [n for n in range(self.days) if self.ends[n] + most[n] >= self.reserve]

    def needs(self, unpaid: frozenset[str]) -> list[int]:
        """What each day lacks before any cut."""
        paid = [0] * self.days
        for each in self.debts:
            if each.id not in unpaid:
                paid[each.day] += each.amount
        return [self.reserve - end + so_far for end, so_far in zip(self.ends, accumulate(paid), strict=True)]

    def cheapest(self, unpaid: frozenset[str]) -> Way | None:
        """The first of the ways, ordered by pain, lines and lateness, that keeps every day that can be kept."""
        needs = self.needs(unpaid)
        short = [n for n in self.kept if needs[n] > 0]
        return next((way for way in self.ways if all(way[3][n] >= needs[n] for n in short)), None)

    def best(self, only: frozenset[str] | None = None) -> Best:
        """The best of all ways to leave something unpaid, or of one."""
        hopeless = frozenset(each.id for each in self.debts if each.day not in self.kept)
        choosable = [each for each in self.debts if each.id not in hopeless]
        found = None
        for left in product((False, True), repeat=len(choosable)):
            unpaid = hopeless | {each.id for each, is_left in zip(choosable, left, strict=True) if is_left}
            if only is not None and unpaid != only:
                continue
            gone = [each for each in choosable if each.id in unpaid]
            harm = tuple(sum(each.weight for each in gone if each.rank == rank) for rank in range(3))
            if found is not None and harm > found[0]:
                continue
            if (way := self.cheapest(unpaid)) is not None:
                cost = (harm, way[0], sum(self.days - each.day for each in gone), way[1], way[2])
                found = cost if found is None else min(found, cost)
        assert found is not None
        return Best(*found)  # type: ignore[arg-type]
