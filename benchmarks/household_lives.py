"""How an invented household lives: what it is paid and pays regularly, and what it buys at chance, day by day.

It imports nothing of the forecast or of the search for series. A life
is drawn from one seed; what happens in it on each day from another, so that one past can have many futures.
"""

import math
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

import holidays


class Line(NamedTuple):
    """Money that moved: negative was paid. Minor units."""

    on: date
    amount: int
    payee: str
    text: str
    category: str


@dataclass
class Regular:
    """Paid again and again: `every` is weeks (7, 14, 28 days) or months; `days` of the month, 31 its end."""

    payee: str
    category: str
    amount: int
    days: tuple[int, ...] = ()
    months: int = 1
    month: int = 0  # of the months that are a multiple apart, the first
    every: int = 0
    first: date = date(2023, 1, 6)
    swing: float = 0.0  # a tenth is 0.1
    rule: str = "none"
    text: str = ""
    until: date = date.max
    since: date = date.min
    season: tuple[float, ...] = ()
    only: tuple[int, ...] = ()  # the months in which it is paid at all
    raised_on: date = date.max
    raised: float = 1.0

    def due(self, day: date) -> bool:
        if self.every:
            return (day - self.first).days % self.every == 0
        last = monthrange(day.year, day.month)[1]
        if (day.month - 1 - self.month) % self.months:
            return False
        return any(day.day == min(each, last) for each in self.days)

    def pay(self, day: date, random: Random) -> int:
        amount = self.amount * (self.raised if day >= self.raised_on else 1.0)
        if self.season:
            amount *= self.season[day.month - 1]
        return round(amount * (1 + random.gauss(0, self.swing)) if self.swing else amount)


@dataclass
class Visits:
    """Bought at chance: so often a week, of about so much; some weekdays and months more than others."""

    payees: tuple[str, ...]
    category: str
    a_week: float
    about: int
    spread: float = 0.5
    weekend: float = 1.0
    season: tuple[float, ...] = (1.0,) * 12
    until: date = date.max
    less_from: date = date.max
    less: float = 1.0


@dataclass
class Life:
    """One household: what is regular and what is not, in whose country."""

    kind: str
    country: str
    regular: list[Regular] = field(default_factory=list)
    visits: list[Visits] = field(default_factory=list)
    text: dict[str, str] = field(default_factory=dict)

    def lines(self, first: date, last: date, random: Random) -> list[Line]:
        """What happens from one day to another; `random` decides it."""
        found: list[Line] = []
        off = holidays.country_holidays(self.country, years=range(first.year - 1, last.year + 2))
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            found += [
                self._bought(each, day, random)
                for each in self.visits
                for _ in range(_times(each, day, random))
            ]
        for each in self.regular:
            found += [line for line in _paid(each, first, last, off, random) if first <= line.on <= last]
        return sorted(found, key=lambda line: line.on)

    def _bought(self, each: Visits, day: date, random: Random) -> Line:
        amount = each.about * math.exp(random.gauss(0, each.spread) - each.spread**2 / 2)
        payee = random.choice(each.payees)
        sign = 1 if each.category.startswith("income.") else -1
        return Line(day, sign * max(1, round(amount)), payee, payee, each.category)


def _times(each: Visits, day: date, random: Random) -> int:
    """How often on that day: by Poisson, with the day's rate."""
    weight = each.weekend if day.weekday() >= 5 else 1.0
    rate = each.a_week / (5 + 2 * each.weekend) * weight * each.season[day.month - 1]
    if day > each.until or rate <= 0:
        return 0
    if day >= each.less_from:
        rate *= each.less
    chance, count, limit = random.random(), 0, math.exp(-rate)
    product = limit
    while chance > product and count < 50:
        count += 1
        limit *= rate / count
        product += limit
    return count


def _paid(
    each: Regular, first: date, last: date, off: holidays.HolidayBase, random: Random
) -> Iterator[Line]:
    day = first - timedelta(days=12)
    while day <= last + timedelta(days=12):
        if each.due(day) and each.since <= day <= each.until and (not each.only or day.month in each.only):
            on = day
            while each.rule != "none" and not off.is_working_day(on):
                on += timedelta(days=1 if each.rule == "next" else -1)
            yield Line(on, each.pay(day, random), each.payee, each.text or each.payee, each.category)
        day += timedelta(days=1)


COLD = (2.4, 2.2, 1.6, 1.0, 0.6, 0.4, 0.4, 0.4, 0.5, 0.8, 1.4, 2.1)
GIFTS = (1.0, 0.9, 0.9, 1.0, 1.0, 1.0, 1.1, 1.0, 1.0, 1.0, 1.3, 1.9)
MARKETS = ("Trader Joe's", "Safeway", "Costco", "Aldi", "Whole Foods")
PLACES = ("Chipotle", "Thai Basil", "Joe's Diner", "Panera", "Blue Door", "Sushi Ya", "Corner Pizza")
SHOPS = ("Target", "Amazon", "Ikea", "Best Buy", "Nike", "Uniqlo", "Etsy", "Gap", "Sephora")


def daily(random: Random, income: int, frugal: float = 1.0) -> list[Visits]:
    """What everybody buys, in proportion to what a month brings."""
    part = income / 1000
    scale = random.uniform(0.8, 1.2) * frugal
    return [
        Visits(MARKETS, "food.groceries", random.uniform(1.5, 3), round(25 * part * scale), 0.45, 1.8),
        Visits(PLACES, "food.eating_out", random.uniform(1, 4), round(9 * part * scale), 0.4, 1.6),
        Visits(
            ("Shell", "Chevron"), "transport.fuel", random.uniform(0.5, 1.2), round(14 * part * scale), 0.2
        ),
        Visits(SHOPS, "shopping.clothing", random.uniform(0.4, 1), round(22 * part * scale), 0.7, 1.5, GIFTS),
        Visits(
            ("CVS", "City Clinic"), "health.pharmacy", random.uniform(0.1, 0.4), round(15 * part * scale), 0.6
        ),
        Visits(("Midas", "Dr Molar", "Apple Store"), "other.unsorted", 2 / 52, round(180 * part), 0.5),
    ]


def home(random: Random, income: int, country: str, share: float = 0.3) -> list[Regular]:
    """Rent, phone, internet, power and a film a month."""
    rent = round(income * share * random.uniform(0.8, 1.1), -2)
    cn = country == "CN"
    return [
        Regular(
            "房东王先生" if cn else "Oak Street Apartments",
            "housing.rent",
            -rent,
            (random.choice((1, 3, 5)),),
            text="房租" if cn else "rent",
        ),
        Regular(
            "中国移动" if cn else "Verizon Wireless",
            "utilities.mobile",
            -round(income * 0.012),
            (random.randrange(2, 28),),
        ),
        Regular(
            "国网电力" if cn else "City Electric",
            "utilities.electricity",
            -round(income * 0.02),
            (random.randrange(2, 28),),
            swing=0.12,
            rule="next",
        ),
        Regular("爱奇艺" if cn else "Netflix", "leisure.streaming", -1599, (random.randrange(1, 31),)),
    ]


def salary(payee: str, amount: int, days: tuple[int, ...], rule: str, **more: object) -> Regular:
    return Regular(payee, "income.salary", amount, days, rule=rule, text=f"{payee} payroll 工资", **more)  # type: ignore[arg-type]
