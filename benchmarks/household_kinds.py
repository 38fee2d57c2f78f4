"""Ten kinds of household, in the United States and in China, written from how people are paid and pay: the steady ones.

It knows nothing of the forecast. Each kind is drawn from one random source; `today` matters where something has
changed shortly before it. `household_turns` has the others.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from benchmarks.household_lives import COLD, GIFTS, SHOPS, Life, Regular, Visits, daily, home, salary
from benchmarks.household_turns import freelancer, gig_worker, lost_job, seasonal_worker, student


def two_earners(random: Random, country: str, today: date) -> Life:
    income = random.randrange(500_000, 1_100_000)
    one = salary("Acme Corp", income * 6 // 10, (random.choice((10, 15, 25)),), "previous")
    other = Regular(
        "Lakeside School",
        "income.salary",
        income * 4 // 10 * 14 // 30,
        every=14,
        text="Lakeside payroll",
        first=date(2023, 1, 6),
    )
    if country == "US":
        one = salary("Acme Corp", income * 3 // 10, (15, 31), "previous")
    life = Life(
        "two earners",
        country,
        [one, other, *home(random, income, country)],
        daily(random, income * 9 // 10),
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
        "weekly paid", country, [wage, *home(random, income, country)], daily(random, income * 8 // 10)
    )


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
        *home(random, income, country, 0.2),
    ]
    return Life("retiree", country, regular, daily(random, income * 8 // 10, 0.9))


def heating_family(random: Random, country: str, today: date) -> Life:
    income = random.randrange(400_000, 700_000)
    regular = [
        salary("Northern Rail", income, (random.choice((10, 28)),), "next"),
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
        *home(random, income, country, 0.33),
    ]
    return Life("rent and utilities", country, regular, daily(random, income * 8 // 10))


def heavy_spender(random: Random, country: str, today: date) -> Life:
    income = random.randrange(500_000, 900_000)
    pay = salary(
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
        [pay, *home(random, income, country, 0.25)],
        daily(random, income * 7 // 10) + more,
    )


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
HELD_OUT = frozenset({"gig worker", "freelancer"})
