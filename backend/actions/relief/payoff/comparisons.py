"""Pay-off plans side by side, from the borrower's accounts as they stand today and debts that are typed.

Nothing is kept: each comparison begins anew from the newest statements and payments. Reading comes first, in one go;
what is slow (playing, the solver) holds no transaction.
"""

from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic

from backend.actions.credit.credit_accounts import get_account
from backend.actions.relief.payoff.own_debts import LeftOut, OwnDebt, own_debt
from backend.actions.relief.payoff.request import AccountData, ComparisonData
from backend.actions.relief.payoff.typed_debts import budget_of, offer_of, typed_debt
from backend.domain.calendar import local_time
from backend.domain.money.amount import minor_digits
from backend.domain.relief.payoff.comparison import Comparison, compare
from backend.domain.relief.payoff.debts import Budget, Debt, Household
from backend.domain.relief.payoff.least_cost import LeastCost, least_cost
from backend.domain.relief.payoff.offers import OfferResult, judge
from backend.domain.relief.payoff.timetable import incomes_of
from backend.errors import Invalid, named_in
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.people.borrowers import Borrower

SECONDS = 5
MOST_DEBTS = 40
ONE_MORE_UNITS = 100
_A_LIFE = 366 * 50


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: the debts as they were taken, whom it leaves out, and every plan."""

    household: Household
    currency: str
    own: tuple[OwnDebt, ...]
    left_out: tuple[LeftOut, ...]
    comparison: Comparison
    least: LeastCost
    offers: tuple[OfferResult, ...]

    @property
    def certain(self) -> bool:
        """Whether nothing in it was guessed or left out."""
        return not self.left_out and not any(each.notes for each in self.own)


def compare_plans(borrower: Borrower, data: ComparisonData, *, now: datetime) -> Found:
    """All plans of a borrower's debts; the least-cost plan has `SECONDS`, then its gap is told as far as proven."""
    today = local_time.local_date(now, borrower.zone)
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
    left_out = tuple(each for each in gathered if isinstance(each, LeftOut))
    typed = [typed_debt(each, position, today) for position, each in enumerate(data["debts"])]
    debts = _distinct([*(each.debt for each in own), *typed])
    custom = _custom(data["custom_order"], debts)
    offers = [offer_of(each, at, debts, today) for at, each in enumerate(data["offers"])]
    household = Household(today, tuple(debts.values()), budget, data["months"])
    unit = 10 ** minor_digits(currency)
    end = monotonic() + SECONDS
    more = data["one_more"] or ONE_MORE_UNITS * unit
    return Found(
        household,
        currency,
        own,
        left_out,
        compare(household, own=custom, one_more=more, unit=unit),
        least_cost(household, own=custom, seconds_left=lambda: end - monotonic()),
        tuple(judge(household, offer) for offer in offers),
    )


def _accounts(borrower_id: str, said: list[AccountData] | None) -> dict[str, Account]:
    if said is None:
        return {row.id: row for row in credit_accounts.of_borrower(borrower_id)}
    return {each["account_id"]: _said(borrower_id, place, each) for place, each in enumerate(said)}


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
    days = incomes_of(budget, today, _A_LIFE)
    if not days:
        raise Invalid("pay-off-money-missing", field="money")
    return date.fromordinal(today.toordinal() + min(days))


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
