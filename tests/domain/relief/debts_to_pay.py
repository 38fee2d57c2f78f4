"""Debts of few words for the tests of pay-off plans: monthly from 2027-01-01, a month a twelfth of a year."""

from datetime import date

from backend.domain.calendar.recurrence import Recurrence
from backend.domain.relief.payoff.debts import Ask, Budget, Cycles, DatedRate, Debt, Household, Part, Stream
from backend.domain.relief.payoff.played import Played
from backend.domain.relief.payoff.playing import play
from backend.domain.relief.payoff.strategies import Order, avalanche
from backend.domain.relief.payoff.timetable import lay_out

TODAY = date(2026, 12, 1)
MONTHLY = Recurrence("month", 1, date(2027, 1, 1))


def rate(bp: int, from_on: date = TODAY) -> DatedRate:
    return DatedRate(from_on, bp * 100)


def loan(key: str, balance: int, bp: int, minimum: int, *later: DatedRate) -> Debt:
    part = Part(balance, (rate(bp), *later))
    return Debt(key, key, "loan", (part,), Cycles(MONTHLY), asks=(Ask(TODAY, minimum),), day_count="nominal")


def owed(*debts: Debt, budget: int, months: int = 600) -> Household:
    return Household(TODAY, debts, Budget((Stream(budget, MONTHLY),)), months)


def played(household: Household, order: Order = avalanche) -> Played:
    found = play(lay_out(household), order)
    balances(found)
    return found


def balances(found: Played) -> None:
    """Every unit is somewhere: of the debts, and of the money for them."""
    assert found.borrowed + found.interest + found.fees == found.paid + found.owed
    assert found.money_in == found.paid + found.in_hand + found.left_over


def months(found: Played) -> list[int | None]:
    """In which month each debt ends."""
    return [
        None if each.on is None else (each.on.year - 2026) * 12 + each.on.month - 12 for each in found.ends
    ]
