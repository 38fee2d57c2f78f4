"""Invented households whose cash moves day by day: ten kinds of life, in the United States and in China.

It is written from how people are paid and pay, and imports nothing of the forecast or of the search for series. A life
is drawn from one seed; what happens in it on each day from another, so that one past can have many futures.
"""

import math
from calendar import monthrange
from collections.abc import Callable, Iterator
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


def _daily(random: Random, income: int, frugal: float = 1.0) -> list[Visits]:
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


def _home(random: Random, income: int, country: str, share: float = 0.3) -> list[Regular]:
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


def _salary(payee: str, amount: int, days: tuple[int, ...], rule: str, **more: object) -> Regular:
    return Regular(payee, "income.salary", amount, days, rule=rule, text=f"{payee} payroll 工资", **more)  # type: ignore[arg-type]


def two_earners(random: Random, country: str, today: date) -> Life:
    income = random.randrange(500_000, 1_100_000)
    one = _salary("Acme Corp", income * 6 // 10, (random.choice((10, 15, 25)),), "previous")
    other = Regular(
        "Lakeside School",
        "income.salary",
        income * 4 // 10 * 14 // 30,
        every=14,
        text="Lakeside payroll",
        first=date(2023, 1, 6),
    )
    if country == "US":
        one = _salary("Acme Corp", income * 3 // 10, (15, 31), "previous")
    life = Life(
        "two earners",
        country,
        [one, other, *_home(random, income, country)],
        _daily(random, income * 9 // 10),
    )
    life.regular += [
        Regular("Bright Kids", "family.childcare", -income // 10, (2,), rule="next"),
        Regular(
            "State Farm",
            "insurance.premium",
            -income // 12,
            (12,),
            months=6,
            month=random.randrange(6),
            text="insurance premium",
        ),
    ]
    return life


def gig_worker(random: Random, country: str, today: date) -> Life:
    income = random.randrange(250_000, 450_000)
    pays = Visits(("Uber", "DoorDash"), "income.other", random.uniform(3.5, 5.5), 0, 0.45, 1.4)
    pays.about = round(income * 12 / 52 / pays.a_week)
    return Life(
        "gig worker", country, _home(random, income, country, 0.28), [pays, *_daily(random, income * 7 // 10)]
    )


def weekly_paid(random: Random, country: str, today: date) -> Life:
    income = random.randrange(300_000, 500_000)
    wage = Regular(
        "Harbor Warehouse",
        "income.salary",
        income * 12 // 52,
        every=7,
        swing=0.09,
        first=date(2023, 1, 6),
        text="weekly pay",
    )
    return Life(
        "weekly paid", country, [wage, *_home(random, income, country)], _daily(random, income * 8 // 10)
    )


def student(random: Random, country: str, today: date) -> Life:
    income = random.randrange(150_000, 250_000)
    term = dict(months=6, month=random.choice((1, 2)), rule="next")
    regular = [
        Regular("Mother", "income.from_person", income // 2, (1,), text="living costs"),
        Regular("Campus Library", "income.salary", income // 3, every=14, swing=0.2, text="student pay"),
        Regular("State Grant", "income.benefit", income * 4, (5,), text="student grant", **term),  # type: ignore[arg-type]
        Regular("University", "education.tuition", -income * 3, (20,), text="tuition fee", **term),  # type: ignore[arg-type]
        *_home(random, income, country, 0.35),
    ]
    return Life("student", country, regular, _daily(random, income * 7 // 10, 0.8))


def retiree(random: Random, country: str, today: date) -> Life:
    income = random.randrange(200_000, 400_000)
    regular = [
        Regular("Social Security", "income.benefit", income, (3,), rule="previous", text="pension 养老金"),
        Regular(
            "Property Tax Office",
            "state.tax",
            -income // 3,
            (10,),
            months=3,
            month=random.randrange(3),
            text="property tax",
        ),
        Regular(
            "Health Plan",
            "insurance.premium",
            -income // 2,
            (4,),
            months=12,
            month=random.randrange(12),
            text="insurance premium",
        ),
        *_home(random, income, country, 0.2),
    ]
    return Life("retiree", country, regular, _daily(random, income * 8 // 10, 0.9))


def heating_family(random: Random, country: str, today: date) -> Life:
    income = random.randrange(400_000, 700_000)
    regular = [
        _salary("Northern Rail", income, (random.choice((10, 28)),), "next"),
        Regular(
            "Gas Company",
            "utilities.gas",
            -income // 22,
            (18,),
            swing=0.08,
            season=COLD,
            text="gas bill 燃气费",
        ),
        Regular(
            "Water Works",
            "utilities.water",
            -income // 50,
            (9,),
            months=2,
            month=random.randrange(2),
            swing=0.1,
            text="water bill",
        ),
        Regular(
            "Green Gardens",
            "housing.property_fee",
            -income // 20,
            (5,),
            months=3,
            month=1,
            text="property fee",
        ),
        *_home(random, income, country, 0.33),
    ]
    return Life("rent and utilities", country, regular, _daily(random, income * 8 // 10))


def seasonal_worker(random: Random, country: str, today: date) -> Life:
    income = random.randrange(350_000, 550_000)
    works = (4, 5, 6, 7, 8, 9, 10)
    regular = [
        Regular(
            "Ocean Resort",
            "income.salary",
            income * 12 // 52,
            every=7,
            swing=0.08,
            text="resort payroll",
            only=works,
        ),
        Regular(
            "Benefit Office",
            "income.benefit",
            income // 3,
            (12,),
            rule="next",
            text="unemployment benefit",
            only=(11, 12, 1, 2, 3),
        ),
        *_home(random, income, country, 0.25),
    ]
    return Life("seasonal worker", country, regular, _daily(random, income * 6 // 10))


def heavy_spender(random: Random, country: str, today: date) -> Life:
    income = random.randrange(500_000, 900_000)
    pay = _salary(
        "Fin Co",
        income,
        (25,),
        "previous",
        raised_on=today - timedelta(days=random.randrange(60, 500)),
        raised=1.06,
    )
    more = [
        Visits(SHOPS, "shopping.general", random.uniform(2, 4), income // 120, 0.9, 1.5, GIFTS),
        Visits(("Delta Air", "Marriott", "Airbnb"), "travel.lodging", 0.25, income // 14, 0.6),
        Visits(("Ticketmaster", "Steam"), "leisure.games", 0.8, income // 150, 0.8, 1.5),
    ]
    return Life(
        "heavy spender",
        country,
        [pay, *_home(random, income, country, 0.25)],
        _daily(random, income * 7 // 10) + more,
    )


def lost_job(random: Random, country: str, today: date) -> Life:
    income = random.randrange(400_000, 700_000)
    ended = today - timedelta(days=random.randrange(35, 150))
    regular = [
        _salary("Old Employer", income, (random.choice((5, 15, 28)),), "previous", until=ended),
        Regular(
            "Benefit Office",
            "income.benefit",
            income * 4 // 10,
            every=14 if country == "US" else 28,
            text="unemployment benefit",
            since=ended + timedelta(days=20),
            first=date(2023, 1, 4),
        ),
        *_home(random, income, country),
    ]
    visits = _daily(random, income * 7 // 10)
    for each in visits:
        each.less_from, each.less = ended, random.uniform(0.6, 0.9)
    return Life("lost job", country, regular, visits)


def freelancer(random: Random, country: str, today: date) -> Life:
    income = random.randrange(400_000, 800_000)
    invoices = Visits(
        ("Studio North", "Blue Media", "Weber GmbH", "Kite Ltd"),
        "income.other",
        random.uniform(0.45, 0.9),
        0,
        0.6,
        0.0,
    )
    invoices.about = round(income * 12 / 52 / invoices.a_week)
    regular = [
        Regular(
            "Tax Office",
            "state.tax",
            -income // 2,
            (15,),
            months=3,
            month=0,
            rule="next",
            text="estimated tax",
        ),
        Regular("Adobe", "leisure.software", -5999, (random.randrange(1, 29),)),
        *_home(random, income, country, 0.25),
    ]
    return Life("freelancer", country, regular, [invoices, *_daily(random, income * 6 // 10)])


KINDS: tuple[Callable[[Random, str, date], Life], ...] = (
    two_earners,
    weekly_paid,
    retiree,
    heating_family,
    heavy_spender,
    gig_worker,
    student,
    seasonal_worker,
    lost_job,
    freelancer,
)
HELD_OUT = frozenset({"gig worker", "student", "seasonal worker", "lost job", "freelancer"})
