"""A borrower for the cut plan's benchmark, of any size, the same for the same size."""

import random
from datetime import date, timedelta
from typing import Any

from backend.domain.spending.cut_plan.allowed_cuts import Choice, Subscription
from backend.domain.spending.cut_plan.integer_program import Program
from backend.domain.spending.cut_plan.least_painful_plan import levels
from backend.domain.spending.cut_plan.whole_number_model import pain_program, situation
from backend.domain.spending.forecast.cash_flow import Due, Flow, Typical, forecast

TODAY = date(2026, 11, 24)
_FORECAST = ("today", "days", "balance", "reserve", "flows", "dues", "typical")


def case(
    cards: int = 12, categories: int = 40, days: int = 90, *, seed: int = 0, tight: float = 0.45
) -> dict[str, Any]:
    """What plan_cuts takes: the balance is low enough that about `tight` of all that may be cut must go."""
    draw = random.Random(seed)
    typical = [
        Typical(f"category {n:03d}", amount * 3 // 4, amount, amount * 5 // 4)
        for n, amount in enumerate(draw.randrange(8_000, 90_000) for _ in range(categories))
    ]
    choices = [
        Choice(
            habit.category,
            draw.choice(["discretionary", "discretionary", "adjustable"]),
            "time",
            step=max(500, habit.expected // draw.randrange(4, 25)),
            floor=habit.expected // draw.randrange(4, 12),
            largest_share_bp=draw.choice([5_000, 7_500, 10_000]),
            refused=draw.choice([0, 0, 0, 1]),
        )
        for habit in typical
    ]
    flows, subscriptions = _fixed(draw, categories // 5, days)
    dues = _dues(draw, cards, days)
    asked = {
        "today": TODAY,
        "days": days,
        "reserve": 10_000,
        "flows": flows,
        "dues": dues,
        "typical": typical,
    }
    short = forecast(balance=0, **asked).shortfall
    cuttable = sum(habit.expected for habit in typical) * days // 30 // 2
    asked |= {"balance": short - int(cuttable * tight), "choices": choices, "subscriptions": subscriptions}
    return asked


def _dues(draw: random.Random, cards: int, days: int) -> list[Due]:
    every = ((card, draw.randrange(30)) for card in range(cards))
    return [
        Due(
            f"card {card:02d}, {month}",
            TODAY + timedelta(days=first + 30 * month),
            draw.randrange(5_000, 60_000),
            f"Card {card}",
            harm=100_000 + draw.randrange(500, 9_000),
            account_id=f"card {card:02d}",
        )
        for card, first in every
        for month in range((days + 29) // 30)
        if first + 30 * month < days
    ]


def _fixed(draw: random.Random, count: int, days: int) -> tuple[list[Flow], list[Subscription]]:
    subscriptions = []
    for n in range(count):
        amount, first = draw.randrange(900, 20_000), draw.randrange(1, 30)
        charges = tuple((TODAY + timedelta(days=on), amount) for on in range(first, days, 30))
        subscriptions.append(
            Subscription(f"sub {n:02d}", f"Subscription {n}", "streaming", "discretionary", charges)
        )
    flows = [
        Flow(on, -amount, -amount, -amount, "fixed", one.label, one.id)
        for one in subscriptions
        for on, amount in one.charges
    ]
    for on in range(10, days, 15):
        flows.append(Flow(TODAY + timedelta(days=on), 400_000, 380_000, 400_000, "income", "pay", "job"))
    return flows, subscriptions


def model(facts: dict[str, Any]) -> tuple[Program, list[list[int]]]:
    """The planner's own model of such a borrower, who can fund every due, and what is made least in turn."""
    seen = forecast(**{name: facts[name] for name in _FORECAST})
    asked = {name: facts[name] for name in ("reserve", "dues", "typical", "choices", "subscriptions")}
    program, columns = pain_program(situation(seen, basis="expected", **asked), frozenset())
    return program, levels(columns)
