"""Pay-off plans side by side, from the borrower's accounts as they stand today and debts that are typed.

Nothing is kept: each comparison begins anew from the newest statements and payments. Reading comes first, in one go;
what is slow (playing, the solver) holds no transaction, and all of it has `SECONDS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic

from backend.actions.credit.credit_accounts import get_account
from backend.actions.relief.payoff.own_debts import LeftOut, OwnDebt, own_debt
from backend.actions.relief.payoff.request import AccountData, ComparisonData
from backend.actions.relief.payoff.typed_debts import budget_of, offer_of, typed_debt
from backend.domain.calendar import local_time
from backend.domain.money.amount import minor_digits
from backend.domain.relief.payoff.comparison import Comparison, Step, compare
from backend.domain.relief.payoff.debts import Budget, Debt, Household
from backend.domain.relief.payoff.happenings import MOST_HAPPENINGS, happenings, months_that_fit
from backend.domain.relief.payoff.least_cost import LeastCost, least_cost
from backend.domain.relief.payoff.offers import Offer, OfferResult, judge
from backend.domain.relief.payoff.played import MOST_TOLD, Played
from backend.domain.relief.payoff.seconds import OutOfTime, SecondsLeft, but
from backend.domain.relief.payoff.timetable import first_income, lay_out
from backend.errors import Invalid, named_in
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.people.borrowers import Borrower

# For all that is done; so many of them are kept from the comparison for offers and the least-cost plan, from offers
# for that plan, and from it for playing it and telling the answer.
SECONDS = 5
_FOR_OFFERS, _FOR_LEAST_COST, _FOR_THE_ANSWER = 1.8, 1.2, 0.5
MOST_DEBTS = 40
ONE_MORE_UNITS = 100
_A_LIFE = 366 * 50


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: the debts as they were taken, whom it leaves out, and every plan; `not_reached`: what the seconds
    did not suffice for."""

    household: Household
    currency: str
    own: tuple[OwnDebt, ...]
    left_out: tuple[LeftOut, ...]
    comparison: Comparison
    least: LeastCost
    offers: tuple[OfferResult, ...]
    not_reached: frozenset[Step]

    @property
    def certain(self) -> bool:
        """Whether nothing in it was guessed or left out."""
        return not self.left_out and not any(each.notes for each in self.own)


def compare_plans(
    borrower: Borrower, data: ComparisonData, *, now: datetime, seconds: Callable[[], float] = monotonic
) -> Found:
    """All plans of a borrower's debts within `SECONDS` by the clock `seconds`. Invalid where even the orders could not
    be played in that time, or where the debts together are more than can be told."""
    end = seconds() + SECONDS
    asked = _read(borrower, data, local_time.local_date(now, borrower.zone))
    _bounded(asked.household)
    return _worked_out(asked, lambda: end - seconds())


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be played, and the accounts it was read from."""

    household: Household
    currency: str
    own: tuple[OwnDebt, ...]
    left_out: tuple[LeftOut, ...]
    custom: tuple[str, ...]
    offers: tuple[Offer, ...]
    one_more: int | None


def _read(borrower: Borrower, data: ComparisonData, today: date) -> _Asked:
    accounts = _accounts(borrower.id, data["accounts"])
    currency = _currency(data, list(accounts.values()))
    budget = budget_of(data, today)
    first_money_on = _first_money(budget, today)
    said = {each["account_id"]: each for each in data["accounts"] or ()}
    gathered = [
        own_debt(
            account,
            said.get(account.id),
            assumed_rate_bp=data["assumed_rate_bp"],
            today=today,
            first_money_on=first_money_on,
        )
        for account in accounts.values()
        if account.currency == currency
    ]
    own = tuple(each for each in gathered if isinstance(each, OwnDebt))
    typed = [typed_debt(each, position, today) for position, each in enumerate(data["debts"])]
    debts = _distinct([*(each.debt for each in own), *typed])
    return _Asked(
        Household(today, tuple(debts.values()), budget, data["months"]),
        currency,
        own,
        tuple(each for each in gathered if isinstance(each, LeftOut)),
        _custom(data["custom_order"], debts),
        tuple(offer_of(each, at, debts, today) for at, each in enumerate(data["offers"])),
        data["one_more"],
    )


def _worked_out(asked: _Asked, left: SecondsLeft) -> Found:
    """Every step in its share of the seconds."""
    household, unit = asked.household, 10 ** minor_digits(asked.currency)
    timetable = lay_out(household)
    comparison = compare(
        timetable,
        own=asked.custom,
        one_more=asked.one_more or ONE_MORE_UNITS * unit,
        unit=unit,
        seconds_left=but(left, _FOR_OFFERS),
    )
    without = comparison.of("avalanche").played
    offers = _judged(household, asked.offers, without, but(left, _FOR_LEAST_COST))
    best = comparison.of(comparison.best).played
    least = least_cost(timetable, best, seconds_left=but(left, _FOR_THE_ANSWER))
    not_reached = set[Step](comparison.not_reached)
    if len(offers) < len(asked.offers):
        not_reached.add("offers")
    if not least.in_time:
        not_reached.add("least_cost")
    return Found(
        household,
        asked.currency,
        asked.own,
        asked.left_out,
        comparison,
        least,
        offers,
        frozenset(not_reached),
    )


def _bounded(household: Household) -> None:
    if sum(debt.balance for debt in household.debts) > MOST_TOLD:
        raise Invalid("pay-off-too-large", field="debts", most=MOST_TOLD)
    count = happenings(household, household.months)
    if count > MOST_HAPPENINGS:
        fit = months_that_fit(household, MOST_HAPPENINGS)
        raise Invalid("pay-off-too-much-happens", field="months", count=count, most=MOST_HAPPENINGS, fit=fit)


def _judged(
    household: Household, offers: tuple[Offer, ...], without: Played, seconds_left: SecondsLeft
) -> tuple[OfferResult, ...]:
    """The offers that the seconds suffice for, in order."""
    found = list[OfferResult]()
    try:
        for offer in offers:
            found.append(judge(household, offer, without=without, seconds_left=seconds_left))
    except OutOfTime:
        pass
    return tuple(found)


def _accounts(borrower_id: str, said: list[AccountData] | None) -> dict[str, Account]:
    if said is None:
        return {row.id: row for row in credit_accounts.of_borrower(borrower_id)}
    found = dict[str, Account]()
    for at, each in enumerate(said):
        if each["account_id"] in found:
            raise Invalid("pay-off-account-twice", field=f"accounts.{at}.account_id")
        found[each["account_id"]] = _said(borrower_id, at, each)
    return found


def _said(borrower_id: str, place: int, said: AccountData) -> Account:
    """The account that is named at a place of the request's; NotFound says which."""
    with named_in(f"accounts.{place}.account_id"):
        return get_account(borrower_id, said["account_id"])


def _currency(data: ComparisonData, accounts: list[Account]) -> str:
    if data["currency"] is not None:
        return data["currency"]
    known = sorted({account.currency for account in accounts})
    if len(known) != 1:
        raise Invalid("pay-off-currency-missing", field="currency", known=known or ["CNY", "USD"])
    return known[0]


def _first_money(budget: Budget, today: date) -> date:
    """The first day on which money comes; Invalid where all of it lies behind."""
    day = first_income(budget, today, _A_LIFE)
    if day is None:
        raise Invalid("pay-off-money-missing", field="money")
    return date.fromordinal(today.toordinal() + day)


def _distinct(debts: list[Debt]) -> dict[str, Debt]:
    found = {debt.id: debt for debt in debts}
    if len(found) < len(debts):
        raise Invalid("pay-off-key-twice", field="debts")
    if not found:
        raise Invalid("pay-off-no-debts", field="debts")
    if len(found) > MOST_DEBTS:
        raise Invalid("pay-off-too-many-debts", field="debts", most=MOST_DEBTS)
    return found


def _custom(order: list[str], debts: dict[str, Debt]) -> tuple[str, ...]:
    if any(key not in debts for key in order):
        raise Invalid("pay-off-debt-unknown", field="custom_order", known=sorted(debts))
    return tuple(dict.fromkeys(order))
