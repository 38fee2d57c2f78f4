"""Households in debt for the pay-off plans' benchmark and tests, of any size, the same for the same seed."""

import random
from datetime import date, timedelta

from backend.domain.calendar.recurrence import Recurrence
from backend.domain.credit.card_and_loan_terms import LateFeeRule, MinimumRule
from backend.domain.relief.payoff.debts import (
    Ask,
    Budget,
    Cycles,
    DatedRate,
    Debt,
    Extra,
    Fee,
    Household,
    OpenDue,
    Part,
    Stream,
)

TODAY = date(2026, 11, 24)


def household(seed: int, *, debts: int = 0, months: int = 60, tight: float = 0.0) -> Household:
    """A random one; so many debts (1 to 5 where 0). `tight` fixes the money as a share above all first asks."""
    draw = random.Random(seed)
    owed = tuple(a_debt(draw, number) for number in range(debts or draw.randrange(1, 6)))
    asks = sum(_first_ask(debt) for debt in owed)
    amount = int(asks * (1 + (tight or draw.choice([-0.2, 0.05, 0.2, 0.6, 1.5])))) + 1
    return Household(TODAY, owed, _budget(draw, amount, plain=bool(tight)), months)


def order(seed: int, owed: Household) -> str | list[str]:
    """Which order such a household follows."""
    draw = random.Random(seed + 1)
    own = [debt.id for debt in owed.debts]
    draw.shuffle(own)
    return draw.choice(["avalanche", "avalanche", "snowball", "cash_flow_relief", own])


def slow_household(debts: int, months: int, seed: int = 0) -> Household:
    """Many debts that take most of so many months: minimums of little more than their interest, and money as tight."""
    draw = random.Random(seed)
    owed = []
    for number in range(debts):
        balance, ppm = draw.randrange(500_000, 3_000_000), draw.randrange(100_000, 300_000, 500)
        first = TODAY + timedelta(days=draw.randrange(31))
        level = balance * ppm // 12_000_000 + 50
        card = number % 2 == 0
        owed.append(
            Debt(
                f"debt {number}",
                f"Debt {number}",
                "card" if card else "loan",
                (Part(balance, (DatedRate(TODAY, ppm),)),),
                Cycles(Recurrence("month", 1, first), days_after=20 if card else 0),
                asks=() if card else (Ask(TODAY, level),),
                rule=MinimumRule(0, 2_500) if card else None,
                day_count="nominal",
                anchor_day=first.day,
            )
        )
    interest = sum(debt.balance * debt.parts[0].rates[0].ppm for debt in owed) // 12_000_000
    budget = interest + 200 * debts
    return Household(TODAY, tuple(owed), Budget((Stream(budget, Recurrence("month", 1, TODAY)),)), months)


def turning_household(debts: int, months: int, seed: int = 0) -> Household:
    """Debts due on the first of each month that end in about so many months; every second one's promotion ends."""
    draw = random.Random(seed)
    owed = []
    for number in range(debts):
        balance, ppm = draw.randrange(100_000, 600_000), draw.randrange(90_000, 280_000, 500)
        turn = TODAY + timedelta(days=draw.randrange(40, 25 * months + 41))
        rates = (DatedRate(TODAY, 0), DatedRate(turn, ppm)) if number % 2 else (DatedRate(TODAY, ppm),)
        comes = Cycles(Recurrence("month", 1, date(2026, 12, 1)))
        asks = (Ask(TODAY, balance // (3 * months) + balance * ppm // 12_000_000),)
        key = f"debt {number}"
        owed.append(Debt(key, key, "loan", (Part(balance, rates),), comes, asks=asks, day_count="nominal"))
    # Not less than is asked for: a plan that must miss minimums has no least one to be proven.
    needed = sum(debt.asks[0].amount for debt in owed)
    budget = max(sum(debt.balance for debt in owed) * 107 // (100 * months), needed * 11 // 10)
    return Household(
        TODAY, tuple(owed), Budget((Stream(budget, Recurrence("month", 1, date(2026, 12, 1))),)), 600
    )


def a_debt(draw: random.Random, number: int) -> Debt:
    """A card or a loan of any kind."""
    balance = draw.randrange(5_000, 2_000_000)
    return _card(draw, number, balance) if draw.random() < 0.6 else _loan(draw, number, balance)


def _first_ask(debt: Debt) -> int:
    if debt.rule:
        return debt.balance * debt.rule.percent_bp // 10_000 + debt.balance // 70
    return max(debt.asks[0].amount, debt.balance // 60)


def _rates(draw: random.Random) -> tuple[DatedRate, ...]:
    first = DatedRate(TODAY, draw.randrange(0, 300_000, 500))
    if draw.random() < 0.3:
        turn = TODAY + timedelta(days=draw.randrange(20, 500))
        return (
            DatedRate(TODAY, draw.choice([0, 0, 49_900])),
            DatedRate(turn, draw.randrange(100_000, 360_000)),
        )
    return (first,)


def _card(draw: random.Random, number: int, balance: int) -> Debt:
    closes = TODAY + timedelta(days=draw.randrange(0, 31))
    rule = draw.choice(
        [
            MinimumRule(1_000, 10_000),
            MinimumRule(100, 2_500),
            MinimumRule(200, 2_000, base="balance", plus_interest_and_fees=False),
            MinimumRule(500, 0),
        ]
    )
    parts = [Part(balance, _rates(draw))]
    if draw.random() < 0.2:
        parts.append(Part(balance // 3, _rates(draw)))
    return Debt(
        f"card {number}",
        f"Card {number}",
        "card",
        tuple(parts),
        Cycles(Recurrence("month", 1, closes), days_after=draw.choice([0, 18, 21, 25])),
        rule=rule,
        credit_limit=draw.choice([None, balance, 2 * balance]),
        fees=(Fee(TODAY + timedelta(days=draw.randrange(360)), 9_500, 12),) if draw.random() < 0.2 else (),
        late_fee=draw.choice([None, LateFeeRule(flat=3_000), LateFeeRule(percent_bp=500, minimum=1_000)]),
        open_dues=(OpenDue(TODAY + timedelta(days=draw.randrange(8, 25)), balance // 30),)
        if draw.random() < 0.3
        else (),
    )


def _loan(draw: random.Random, number: int, balance: int) -> Debt:
    begins = TODAY + timedelta(days=draw.randrange(1, 200)) if draw.random() < 0.15 else None
    first = (begins or TODAY) + timedelta(days=draw.randrange(1, 31))
    weekly = draw.random() < 0.2
    comes = Recurrence("week", 2, first) if weekly else Recurrence("month", 1, first)
    level = balance // draw.randrange(12, 60) + balance // 60
    asks = draw.choice(
        [
            (Ask(TODAY, level),),
            (Ask(TODAY, level), Ask(first + timedelta(200), level * 3 // 2)),
            (Ask(TODAY, 0, True),),
        ]
    )
    ends = first + timedelta(days=draw.randrange(200, 900)) if draw.random() < 0.15 else None
    return Debt(
        f"loan {number}",
        f"Loan {number}",
        "loan",
        (Part(balance, _rates(draw)),),
        Cycles(comes),
        asks=asks,
        day_count=draw.choice(["nominal", "actual/365", "actual/360", "30/360"]),
        anchor_day=first.day,
        begins_on=begins,
        ends_on=ends,
    )


def _budget(draw: random.Random, amount: int, *, plain: bool) -> Budget:
    first = TODAY + timedelta(days=draw.choice([0, 2, 5, 7, 19]))
    if plain:
        return Budget((Stream(amount, Recurrence("month", 1, first)),))
    extras = (
        (Extra(first + timedelta(days=draw.randrange(30, 400)), amount * 2),) if draw.random() < 0.3 else ()
    )
    kind = draw.randrange(3)
    if kind == 0:
        return Budget((Stream(amount * 6 // 13, Recurrence("week", 2, first)),), extras)
    if kind == 1:
        raise_on = first + timedelta(days=400)
        return Budget(
            (
                Stream(amount, Recurrence("month", 1, first, ends_on=raise_on)),
                Stream(amount * 5 // 4, Recurrence("month", 1, raise_on + timedelta(days=1))),
            ),
            extras,
        )
    return Budget((Stream(amount, Recurrence("month", 1, first)),), extras)
