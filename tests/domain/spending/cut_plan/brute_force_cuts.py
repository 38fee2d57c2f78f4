"""An independent oracle for cut plans: every combination of steps, cancellations and dues, counted one by one.

It shares no code with the planner: balances are walked day by day, typical spending is spread again, pain is added
up step by step.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any


@dataclass
class Best:
    harm: int
    pain: int
    lines: int
    lateness: int  # of the cuts: weeks from the first, summed over steps


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
    """Each day's end without any due and without any cut."""
    today, balance, ends = case["today"], case["balance"], []
    for n in range(case["days"]):
        on = today + timedelta(days=n)
        balance += sum(flow.amount for flow in case["flows"] if flow.on == on)
        balance -= sum(share(habit.expected, on) for habit in case["typical"])
        ends.append(balance)
    return ends


Option = tuple[int, int, list[int], int]


def decisions(case: dict[str, Any]) -> list[Option]:
    """(most, weight, what one step has saved by each day, week) of each week's cut and each subscription."""
    today, days = case["today"], case["days"]
    expected = {habit.category: habit.expected for habit in case["typical"]}
    found = []
    for choice in case["choices"]:
        if choice.protected or choice.category not in expected:
            continue
        possible = steps_possible(choice, expected[choice.category], today, days)
        for week, most in zip(weeks(days), possible, strict=True):
            saved = []
            for n in range(days):
                elapsed = sum(day <= n for day in week)
                saved.append(choice.step * elapsed // len(week))
            found.append((most, weight(choice.need, choice.refused), saved, week[0] // 7))
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
        found.append((1 if total else 0, weight(one.need, one.refused) * per_cent, saved, 0))
    return found


def ways(cuts: list[Option]) -> Iterator[tuple[int, int, int, list[int]]]:
    """Pain, lines, lateness and savings by day of every combination."""
    for taken in product(*(range(option[0] + 1) for option in cuts)):
        pairs = list(zip(taken, cuts, strict=True))
        pain = sum(option[1] * k for steps, option in pairs for k in range(1, steps + 1))
        late = sum(steps * option[3] for steps, option in pairs)
        length = len(cuts[0][2]) if cuts else 0
        saved = [sum(steps * option[2][n] for steps, option in pairs) for n in range(length)]
        yield pain, sum(steps > 0 for steps in taken), late, saved


def best(case: dict[str, Any], unpaid: frozenset[str] | None = None) -> Best:
    """The least (harm, pain, lines, lateness) that keeps the reserve on each paid due's day.

    Of all sets of dues left unpaid, or of the one given.
    """
    ends, today = balances(case), case["today"]
    horizon = today + timedelta(days=case["days"] - 1)
    dues = [
        (max(due.on, today), due.amount, max(1, due.harm), due.id)
        for due in case["dues"]
        if due.on <= horizon
    ]
    found = None
    plans = list(ways([cut for cut in decisions(case) if cut[0]]))
    for left in product((False, True), repeat=len(dues)):
        if unpaid is not None and unpaid != {
            due[3] for due, is_left in zip(dues, left, strict=True) if is_left
        }:
            continue
        harm = sum(due[2] for due, is_left in zip(dues, left, strict=True) if is_left)
        paid = [due for due, is_left in zip(dues, left, strict=True) if not is_left]
        needs = {}
        for due in paid:
            n = (due[0] - today).days
            needs[n] = case["reserve"] - ends[n] + sum(other[1] for other in paid if other[0] <= due[0])
        for pain, lines, late, saved in plans:
            cost = (harm, pain, lines, late)
            if (found is None or cost < found) and all(
                (saved[n] if saved else 0) >= need for n, need in needs.items()
            ):
                found = cost
    assert found is not None
    return Best(*found)
