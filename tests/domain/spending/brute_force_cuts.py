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


def decisions(case: dict[str, Any]) -> list[tuple[int, int, list[int]]]:
    """(most, weight, what one step has saved by each day) of each week's cut and each subscription."""
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
            found.append((most, weight(choice.need, choice.refused), saved))
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
        found.append((1 if total else 0, weight(one.need, one.refused) * per_cent, saved))
    return found


def ways(cuts: list[tuple[int, int, list[int]]]) -> Iterator[tuple[int, int, list[int]]]:
    """Pain, lines and savings by day of every combination."""
    for taken in product(*(range(most + 1) for most, _, _ in cuts)):
        pain = sum(
            weight * k for steps, (_, weight, _) in zip(taken, cuts, strict=True) for k in range(1, steps + 1)
        )
        saved = [
            sum(steps * by[n] for steps, (_, _, by) in zip(taken, cuts, strict=True))
            for n in range(len(cuts[0][2]) if cuts else 0)
        ]
        yield pain, sum(steps > 0 for steps in taken), saved


def best(case: dict[str, Any]) -> Best:
    """The least (harm, pain, lines) of all plans that keep the reserve on each paid due's day."""
    ends, today = balances(case), case["today"]
    horizon = today + timedelta(days=case["days"] - 1)
    dues = [(max(due.on, today), due.amount, max(1, due.harm)) for due in case["dues"] if due.on <= horizon]
    cuts = [cut for cut in decisions(case) if cut[0]]
    found = None
    plans = list(ways(cuts))
    for unpaid in product((False, True), repeat=len(dues)):
        harm = sum(due[2] for due, left in zip(dues, unpaid, strict=True) if left)
        paid = [due for due, left in zip(dues, unpaid, strict=True) if not left]
        needs = {}
        for on, _, _ in paid:
            n = (on - today).days
            needs[n] = case["reserve"] - ends[n] + sum(amount for other, amount, _ in paid if other <= on)
        for pain, lines, saved in plans:
            if found is not None and (harm, pain, lines) >= found:
                continue
            if all((saved[n] if saved else 0) >= need for n, need in needs.items()):
                found = (harm, pain, lines)
    assert found is not None
    return Best(*found)
