"""What a borrower can offer an issuer, and what an offer would mean, by the borrower's own cash flow.

The account's own open dues are left out: the plan is to take their place. Nothing is promised on a guess: while income,
spending or an amount owed is unknown, no instalment is called affordable, and the reasons are named.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.estimates import remaining_balance
from backend.actions.credit.loan_settlement import owed_by
from backend.actions.relief.also_to_pay import with_all_to_pay
from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.domain.relief.instalment_offer import Balance, instalments_needed, largest_instalment
from backend.domain.relief.repeated_instalments import Every, Part, day_of
from backend.domain.spending.forecast.cash_flow import Flow, Forecast, Funded
from backend.errors import Conflict
from backend.store.credit import statements
from backend.store.credit.credit_accounts import Account
from backend.store.people.borrowers import Borrower
from backend.store.reminders import deadlines

MARGIN_PERCENT = 10
_FAR = 1_000  # more instalments than any horizon holds
REASONS = (
    "balance-unknown",
    "income-unknown",
    "spending-unknown",
    "dues-unknown",
    "left-out",
    "first-day-too-far",
    "nothing-left",
    "debt-unknown",
    "longer-than-limit",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be offered; minor units. `amount`: what the low case carries with the margin on every day that is known,
    None where that cannot be said; `expected_amount` the same of the expected case. `count`: how many pay the `debt`,
    if it grows no more. `reasons`: why nothing is promised; empty where it is."""

    first_due_on: date
    every: Every
    margin_percent: int
    known_until: date | None
    amount: int | None = None
    expected_amount: int | None = None
    tightest_on: date | None = None
    debt: int | None = None
    count: int | None = None
    reasons: tuple[str, ...] = ()

    @property
    def promised(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Strain:
    """What instalments do to the cash flow as far as it is known. `holds` None: not known. `lowest`: how far the lowest
    balance of the low case lies above the reserve, and on which day; `reasons`: what is not known."""

    holds: Funded | None
    lowest: int | None
    lowest_on: date | None
    first_below_on: date | None
    known_until: date | None
    reasons: tuple[str, ...] = ()
    by_month: dict[str, int] = field(default_factory=dict)


def debt_of(account: Account, now: datetime) -> int | None:
    """What is left to repay, as far as it is known: of a card by its last statement, of a loan by its contract."""
    today = today_of(account, now)
    if account.kind == "card":
        known = statements.latest_known(account.id, today)
        return None if known is None else remaining_balance(account, today)
    owed = owed_by(account, today)
    return owed.past_due + owed.principal + owed.interest


def offer_for(
    account: Account,
    borrower: Borrower,
    *,
    first_due_on: date,
    every: Every,
    margin_percent: int,
    limit: int | None,
    now: datetime,
) -> Offer:
    """The instalment that the borrower's cash flow carries. `limit`: instalments at most, where the place has one."""
    asked = Offer(first_due_on, every, margin_percent, None, debt=debt_of(account, now))
    facts = _facts(account, borrower, now)
    if facts is None:
        return replace(asked, reasons=("balance-unknown",))
    all_to_pay = _without_own(facts, account)
    seen = all_to_pay.forecast()
    asked = replace(asked, known_until=seen.days[-1].on)
    unknown, pays_on = _unknown(facts, all_to_pay, account), _days(first_due_on, every, seen.days[-1].on)
    if unknown or not pays_on:
        return replace(asked, reasons=(*unknown, *(() if pays_on else ("first-day-too-far",))))
    return _carried(asked, seen, pays_on, facts.reserve, limit)


def _carried(asked: Offer, seen: Forecast, pays_on: Sequence[date], reserve: int, limit: int | None) -> Offer:
    """The offer with what the low case carries on these days, and the expected one."""
    low, expected = (
        largest_instalment(balances, pays_on, reserve=reserve, margin_percent=asked.margin_percent)
        for balances in (
            [Balance(day.on, day.low) for day in seen.days],
            [Balance(day.on, day.expected) for day in seen.days],
        )
    )
    debt = asked.debt
    amount = low.amount if debt is None else min(low.amount, debt)
    count = instalments_needed(debt, amount) if debt and amount else None
    return replace(
        asked,
        amount=amount,
        expected_amount=expected.amount if debt is None else min(expected.amount, debt),
        tightest_on=low.tightest_on,
        count=count,
        reasons=tuple(_why_not(amount, debt, count, limit)),
    )


def strain_of(account: Account, borrower: Borrower, parts: Sequence[Part], *, now: datetime) -> Strain:
    """What these instalments do to the borrower's cash flow, in the place of the account's own dues."""
    facts = _facts(account, borrower, now)
    if facts is None:
        return Strain(None, None, None, None, None, ("balance-unknown",))
    own = _without_own(facts, account)
    seen = own.forecast([_flow(part, number) for number, part in enumerate(parts)])
    unknown = _unknown(facts, own, account)
    lowest = min(seen.days, key=lambda day: (day.low, day.on))
    return Strain(
        holds=None if unknown else seen.holds,
        lowest=lowest.low - facts.reserve,
        lowest_on=lowest.on,
        first_below_on=seen.first_below.low,
        known_until=seen.days[-1].on,
        reasons=unknown,
        by_month=_by_month(seen, facts.reserve),
    )


def _why_not(amount: int, debt: int | None, count: int | None, limit: int | None) -> Iterable[str]:
    if not amount:
        yield "nothing-left"
    if debt is None:
        yield "debt-unknown"
    if count is not None and limit is not None and count > limit:
        yield "longer-than-limit"


def _facts(account: Account, borrower: Borrower, now: datetime) -> CashFlowFacts | None:
    """The cash flow in the account's currency, or None where no balance is known to begin with."""
    try:
        return gather(borrower, account.currency, now=now)
    except Conflict:
        return None


def _without_own(facts: CashFlowFacts, account: Account) -> CashFlowFacts:
    """The facts without the account's dues and promises, and with everything else that is to be paid."""
    without = replace(facts, dues=tuple(due for due in facts.dues if due.due.account_id != account.id))
    return with_all_to_pay(without, account.borrower_id, in_place_of=[account.id], own_promises=False)


def _unknown(facts: CashFlowFacts, all_to_pay: CashFlowFacts, account: Account) -> tuple[str, ...]:
    """By the facts, since a promise says nothing of what is spent, and what is left out of all that is to be paid."""
    counted = replace(facts, left_out=all_to_pay.left_out)
    return unknown_in(counted, {row.id for row in deadlines.of_account(account.id)})


def unknown_in(facts: CashFlowFacts, own: Collection[str]) -> tuple[str, ...]:
    """What nobody has said, so that nothing can be promised; the deadlines `own` are what is to be replaced. Unknown
    income is not an income of 0."""
    found = {
        "income-unknown": not any(flow.kind == "income" for flow in facts.flows),
        "spending-unknown": not facts.typical and not any(flow.kind == "fixed" for flow in facts.flows),
        "dues-unknown": any(due.deadline_id not in own for due in facts.unknown),
        "left-out": bool(facts.left_out),
    }
    return tuple(name for name, is_so in found.items() if is_so)


def _days(first_due_on: date, every: Every, until: date) -> list[date]:
    found = []
    for number in range(_FAR):
        day = day_of(number, first_due_on, every)
        if day > until:
            break
        found.append(day)
    return found


def _flow(part: Part, number: int) -> Flow:
    return Flow(
        on=part.due_on,
        amount=-part.amount,
        low=-part.amount,
        high=-part.amount,
        kind="fixed",
        label="",
        source_id=f"offer-{number}",
        certainty="known",
    )


def _by_month(seen: Forecast, reserve: int) -> dict[str, int]:
    """How far the lowest balance of each month lies above the reserve, in the low case."""
    months: dict[str, int] = {}
    for day in seen.days:
        month = day.on.strftime("%Y-%m")
        months[month] = min(months.get(month, day.low - reserve), day.low - reserve)
    return months
