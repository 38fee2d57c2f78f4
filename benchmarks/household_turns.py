"""The kinds of household whose income does not simply go on: rides, terms, seasons, lost work, invoices."""

from datetime import date, timedelta
from random import Random

from benchmarks.household_lives import Life, Regular, Visits, daily, home, salary


def gig_worker(random: Random, country: str, today: date) -> Life:
    income = random.randrange(250_000, 450_000)
    pays = Visits(("Uber", "DoorDash"), "income.other", random.uniform(3.5, 5.5), 0, 0.45, 1.4)
    pays.about = round(income * 12 / 52 / pays.a_week)
    return Life(
        "gig worker", country, home(random, income, country, 0.28), [pays, *daily(random, income * 7 // 10)]
    )


def student(random: Random, country: str, today: date) -> Life:
    income = random.randrange(150_000, 250_000)
    term = random.choice((1, 2))
    regular = [
        Regular("Mother", "income.from_person", income // 2, (1,), text="living costs"),
        Regular("Campus Library", "income.salary", income // 3, every=14, swing=0.2, text="student pay"),
        Regular(
            "State Grant",
            "income.benefit",
            income * 4,
            (5,),
            text="student grant",
            months=6,
            month=term,
            rule="next",
        ),
        Regular(
            "University",
            "education.tuition",
            -income * 3,
            (20,),
            text="tuition fee",
            months=6,
            month=term,
            rule="next",
        ),
        *home(random, income, country, 0.35),
    ]
    return Life("student", country, regular, daily(random, income * 7 // 10, 0.8))


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
        *home(random, income, country, 0.25),
    ]
    return Life("seasonal worker", country, regular, daily(random, income * 6 // 10))


def lost_job(random: Random, country: str, today: date) -> Life:
    income = random.randrange(400_000, 700_000)
    ended = today - timedelta(days=random.randrange(35, 150))
    regular = [
        salary("Old Employer", income, (random.choice((5, 15, 28)),), "previous", until=ended),
        Regular(
            "Benefit Office",
            "income.benefit",
            income * 4 // 10,
            every=14 if country == "US" else 28,
            text="unemployment benefit",
            since=ended + timedelta(days=20),
            first=date(2023, 1, 4),
        ),
        *home(random, income, country),
    ]
    visits = daily(random, income * 7 // 10)
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
        *home(random, income, country, 0.25),
    ]
    return Life("freelancer", country, regular, [invoices, *daily(random, income * 6 // 10)])
