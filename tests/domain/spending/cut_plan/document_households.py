"""Random small households in three scales of money, for counting plans by hand."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from backend.domain.spending.cut_plan.allowed_cuts import Choice, Subscription
from backend.domain.spending.cut_plan.payables import DueTerms
from backend.domain.spending.forecast.flows import Due, Flow, Typical
from tests.domain.spending.cut_plan.document_oracle import Household

MOST_COMBINATIONS = 8_000


def household(seed: int, number: int) -> Household:
    """The household of that number, small enough to count."""
    random = Random(f"{seed}/{number}")
    while True:
        made = _household(random)
        if _telling(made.combinations, random):
            return made if random.random() < 0.2 else _tight(made, random)


def _telling(combinations: int, random: Random) -> bool:
    """Few enough to count; most of those with hardly a choice are passed over."""
    return combinations <= MOST_COMBINATIONS and (combinations >= 32 or random.random() < 0.2)


def _tight(made: Household, random: Random) -> Household:
    """The same with a balance that cuts can just, or just not, make up for."""
    most = made.saved([part.most for part in made.parts])[-1]
    short = max(made.needs(frozenset())) - random.randint(0, most * 5 // 4 + 1)
    return replace(made, balance=made.balance + short)


def _household(random: Random) -> Household:
    today = date(2026, random.randint(1, 12), random.randint(1, 28))
    days = random.choice([1, 3, 7, 8, 10, 14, 17, 21])
    scales = random.choice([[1], [10**4], [10**9], [1, 10**4, 10**9]])

    def money(least: int, most: int) -> int:
        scale = random.choice(scales)
        return max(1, random.randint(least, most) * scale + random.randrange(scale))

    def on(first: int = 0) -> date:
        return today + timedelta(days=random.randint(first, days + 1))

    typical = [
        Typical(name, 0, money(20, 150), 10**12)
        for name in ("coffee", "games", "meals")[: random.randint(0, 3)]
    ]
    choices = [
        Choice(
            each.category,
            random.choice(["adjustable", "discretionary"]),
            "step",
            money(*random.choice([(4, 12), (4, 12), (15, 40)])),
            floor=random.choice([0, 0, money(1, 40)]),
            largest_share_bp=random.choice([10_000, 10_000, 5_000, 3_333]),
            refused=random.choice([0, 0, 1, 2]),
            protected=random.random() < 0.1,
            refused_days=_refused(random, today) if random.random() < 0.2 else (),
        )
        for each in typical
        if random.random() < 0.85
    ]
    subscriptions, flows = [], []
    for n in range(random.randint(0, 2)):
        days_charged = sorted({on() for _ in range(random.randint(1, 2))})
        charges = tuple((day, money(2, 15)) for day in days_charged)
        need = random.choice(["adjustable", "discretionary"])
        subscriptions.append(
            Subscription(f"sub{n}", f"Sub {n}", "media", need, charges, random.choice([0, 0, 1]))
        )
        flows += [Flow(day, -one, -one, -one, "fixed", f"Sub {n}", f"sub{n}") for day, one in charges]
    for n in range(random.randint(0, 2)):
        cost = money(3, 30)
        flows.append(Flow(on(), -cost, -cost, -cost, "fixed", "Rent", f"rent{n}", essential=True))
    for n in range(random.randint(0, 2)):
        sign, kind = random.choice([(1, "income"), (-1, "fixed")])
        amount = sign * money(1, 40)
        flows.append(Flow(on(-2), amount, amount, amount, kind, "Flow", f"flow{n}"))
    harms = random.choice([[1], [1, 5], [0, 1, 5, money(0, 5)]])
    dues = [
        Due(f"due{n}", on(-2), money(3, 40), f"Card {n}", random.choice(harms))
        for n in range(random.randint(0, 3))
    ]
    return Household(
        today=today,
        days=days,
        balance=money(0, 100),
        reserve=random.choice([0, money(0, 30), -money(0, 30)]),
        flows=tuple(flows),
        dues=tuple(dues),
        typical=tuple(typical),
        choices=tuple(choices),
        subscriptions=tuple(subscriptions),
        terms={due.id: DueTerms("loan", secured=random.random() < 0.4) for due in dues},
    )


def _refused(random: Random, today: date) -> tuple[tuple[date, date], ...]:
    first = today + timedelta(days=random.randint(-5, 15))
    return ((first, first + timedelta(days=random.randint(0, 9))),)
