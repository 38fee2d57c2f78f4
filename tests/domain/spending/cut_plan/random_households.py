"""Small households drawn at random, in currencies of any size, few enough in decisions to count them all."""

from datetime import date, timedelta
from random import Random
from typing import Any

from backend.domain.spending.cut_plan.allowed_cuts import Choice, Subscription
from backend.domain.spending.cut_plan.payables import DueTerms
from backend.domain.spending.forecast.cash_flow import Due, Flow, Typical

TODAY = date(2026, 11, 24)
# What the same life costs in cents, rupiahs, rials; no round factors, so that a unit decides.
SCALES = (1, 1, 999_983, 1_000_000_007, 1_000_000_000_039)


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


def household(draw: Random) -> dict[str, Any]:
    """What plan_cuts takes; amounts that collide and amounts that do not."""
    days, scale = draw.randint(8, 16), draw.choice(SCALES)
    collide = draw.random() < 0.5

    def amount(low: int, high: int) -> int:
        drawn = draw.randint(low, high)
        return (drawn // 100 * 100 if collide else drawn) * scale + (draw.randint(-3, 3) if scale > 1 else 0)

    typical, choices = _habits(draw, amount)
    subscriptions = [
        Subscription(f"s{n}", "sub", "sub", _need(draw), ((day(draw.randint(0, days)), amount(100, 3_000)),))
        for n in range(draw.randint(0, 2))
    ]
    flows = [
        Flow(on, -by, -by, -by, "fixed", "sub", one.id) for one in subscriptions for on, by in one.charges
    ]
    for n in range(draw.randint(0, 2)):
        by = amount(100, 6_000)
        flows.append(
            Flow(day(draw.randint(0, days)), -by, -by, -by, "fixed", "rent", f"r{n}", essential=True)
        )
    if draw.random() < 0.6:
        pay = amount(500, 9_000)
        flows.append(Flow(day(draw.randint(1, days)), pay, pay, pay, "income", "pay", "job"))
    dues = _dues(draw, days, amount, scale)
    return {
        "today": TODAY,
        "days": days,
        "balance": amount(100, 9_000) - (amount(100, 2_000) if draw.random() < 0.2 else 0),
        "reserve": draw.choice([0, 0, 500 * scale, -1_000 * scale]),
        "flows": flows,
        "dues": dues,
        "typical": typical,
        "choices": choices,
        "subscriptions": subscriptions,
        "terms": {due.id: DueTerms("loan", secured=True) for due in dues if draw.random() < 0.2},
    }


def _need(draw: Random) -> Any:
    return draw.choice(["discretionary", "adjustable"])


def _habits(draw: Random, amount: Any) -> tuple[list[Typical], list[Choice]]:
    typical, choices = [], []
    for name in draw.sample("abc", draw.randint(0, 2)):
        expected = amount(100, 9_000)
        typical.append(Typical(name, expected, expected, expected))
        step = max(1, expected * 7 // 30 // draw.randint(1, 4))
        limits = draw.choice([{}, {"floor": expected // 3}, {"largest_share_bp": 6_000}])
        choices.append(Choice(name, _need(draw), "time", step, refused=draw.randint(0, 1), **limits))
    if draw.random() < 0.5:
        groceries = amount(100, 4_000)
        typical.append(Typical("groceries", groceries, groceries, groceries))
    return typical, choices


def _dues(draw: Random, days: int, amount: Any, scale: int) -> list[Due]:
    equal = draw.random() < 0.4
    return [
        Due(
            f"d{n}",
            day(draw.randint(-2, days)),
            amount(100, 5_000),
            f"d{n}",
            draw.randint(0, 3) if equal else draw.randint(0, 10_000) * scale,
            draw.choice([None, "card", f"account {n}"]),
        )
        for n in range(draw.randint(1, 4))
    ]
