"""Random small households in three scales of money, for counting plans by hand."""

from collections.abc import Iterator
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


class _Making:
    """One household as it is made, part after part."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.today = date(2026, random.randint(1, 12), random.randint(1, 28))
        self.days = random.choice([1, 3, 7, 8, 10, 14, 17, 21])
        self.scales = random.choice([[1], [10**4], [10**9], [1, 10**4, 10**9]])

    def money(self, least: int, most: int) -> int:
        scale = self.random.choice(self.scales)
        return max(1, self.random.randint(least, most) * scale + self.random.randrange(scale))

    def on(self, first: int = 0) -> date:
        return self.today + timedelta(days=self.random.randint(first, self.days + 1))

    def typical(self) -> list[Typical]:
        names = ("coffee", "games", "meals")[: self.random.randint(0, 3)]
        return [Typical(name, 0, self.money(20, 150), 10**12) for name in names]

    def choice(self, habit: Typical) -> Choice:
        return Choice(
            habit.category,
            self.random.choice(["adjustable", "discretionary"]),
            "step",
            self.money(*self.random.choice([(4, 12), (4, 12), (15, 40)])),
            floor=self.random.choice([0, 0, self.money(1, 40)]),
            largest_share_bp=self.random.choice([10_000, 10_000, 5_000, 3_333]),
            refused=self.random.choice([0, 0, 1, 2]),
            protected=self.random.random() < 0.1,
            refused_days=_refused(self.random, self.today) if self.random.random() < 0.2 else (),
        )

    def subscription(self, n: int) -> Subscription:
        days_charged = sorted({self.on() for _ in range(self.random.randint(1, 2))})
        charges = tuple((day, self.money(2, 15)) for day in days_charged)
        need = self.random.choice(["adjustable", "discretionary"])
        return Subscription(f"sub{n}", f"Sub {n}", "media", need, charges, self.random.choice([0, 0, 1]))

    def flows(self) -> Iterator[Flow]:
        for n in range(self.random.randint(0, 2)):
            cost = self.money(3, 30)
            yield Flow(self.on(), -cost, -cost, -cost, "fixed", "Rent", f"rent{n}", essential=True)
        for n in range(self.random.randint(0, 2)):
            sign, kind = self.random.choice([(1, "income"), (-1, "fixed")])
            amount = sign * self.money(1, 40)
            yield Flow(self.on(-2), amount, amount, amount, kind, "Flow", f"flow{n}")

    def dues(self) -> list[Due]:
        harms = self.random.choice([[1], [1, 5], [0, 1, 5, self.money(0, 5)]])
        return [
            Due(f"due{n}", self.on(-2), self.money(3, 40), f"Card {n}", self.random.choice(harms))
            for n in range(self.random.randint(0, 3))
        ]


def _household(random: Random) -> Household:
    making = _Making(random)
    typical = making.typical()
    choices = [making.choice(each) for each in typical if random.random() < 0.85]
    subscriptions = [making.subscription(n) for n in range(random.randint(0, 2))]
    charged = [
        Flow(day, -one, -one, -one, "fixed", each.label, each.id)
        for each in subscriptions
        for day, one in each.charges
    ]
    flows, dues = [*charged, *making.flows()], making.dues()
    return Household(
        today=making.today,
        days=making.days,
        balance=making.money(0, 100),
        reserve=random.choice([0, making.money(0, 30), -making.money(0, 30)]),
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
