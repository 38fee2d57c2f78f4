"""The borrower's own accounts as debts of a pay-off plan: what is known of each, what is guessed, and what is missing.

An account whose balance or rate nobody knows is left out and named, never taken for one without interest. So is a loan
under an agreed plan: what it asks for, and at what rate, stands in the agreement; a card is counted by its contract.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from backend.actions.credit.agreed_dues import plans_in_place
from backend.actions.credit.early_pay_off import quote
from backend.actions.credit.estimates import facts_of, remaining_balance
from backend.actions.credit.promotion_amounts import left_of
from backend.actions.relief.payoff.request import AccountData
from backend.domain.calendar.recurrence import Recurrence
from backend.domain.credit.card_and_loan_terms import CardTerms
from backend.domain.credit.loan_contract import LoanContract
from backend.domain.credit.loan_interest import rates_of
from backend.domain.credit.loan_schedule import Instalment, contract_schedule
from backend.domain.credit.statement_cycle import cycle, cycle_closing_on_or_after, nearest_cycle
from backend.domain.relief.payoff.debts import Ask, Cycles, DatedRate, Debt, OpenDue, Part
from backend.store.credit import card_promotions, loan_contracts, statements
from backend.store.credit.credit_accounts import Account
from backend.store.reminders import deadlines

Reason = Literal[
    "balance-unknown", "rate-unknown", "billed-with-another", "charged-off-or-sold", "agreed-plan"
]
Note = Literal[
    "balance-by-statement",
    "rate-assumed",
    "promotion-estimated",
    "promotion-rate-unknown",
    "deferred-interest-not-counted",
    "card-instalments-not-counted",
    "agreed-plan-not-counted",
    "due-estimated",
    "pay-off-estimated",
]

_NOTHING_OWED = ("settled", "paid_off")
_GONE = ("charged_off", "sold")


@dataclass(frozen=True, slots=True)
class OwnDebt:
    """A debt with what is not certain of it."""

    account: Account
    debt: Debt
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An account that is in no plan, and why."""

    account: Account
    reason: Reason


def own_debt(
    account: Account,
    said: AccountData | None,
    *,
    assumed_rate_bp: int | None,
    today: date,
    first_money_on: date,
) -> OwnDebt | LeftOut | None:
    """The account as a debt; None where nothing is owed on it."""
    if account.status in _NOTHING_OWED:
        return None
    if account.status in _GONE:
        return LeftOut(account, "charged-off-or-sold")
    if account.billed_with:
        return LeftOut(account, "billed-with-another")
    if account.kind == "loan" and plans_in_place(account.id):
        return LeftOut(account, "agreed-plan")
    found: OwnDebt | LeftOut | None
    if account.kind == "card":
        found = _card(account, said, assumed_rate_bp, today, first_money_on)
    else:
        found = _loan(account, said, today, first_money_on)
    if isinstance(found, OwnDebt) and said is not None and said["minimum"] is not None:
        asks = (Ask(today, said["minimum"]),)
        return replace(found, debt=replace(found.debt, asks=asks, rule=None))
    return found


def _card(
    account: Account, said: AccountData | None, assumed_rate_bp: int | None, today: date, first_money_on: date
) -> OwnDebt | LeftOut | None:
    terms, notes = account.card_terms, list[Note]()
    balance = said["balance"] if said else None
    known = statements.latest_known(account.id, today)
    if balance is None:
        balance = remaining_balance(account, today)
        notes.append("balance-by-statement")
    if balance is None:
        return LeftOut(account, "balance-unknown")
    if balance <= 0:
        return None
    ppm = _card_rate(account, terms, said)
    if ppm is None and assumed_rate_bp is not None:
        ppm = assumed_rate_bp * 100
        notes.append("rate-assumed")
    if ppm is None:
        return LeftOut(account, "rate-unknown")
    if facts_of(account).plans:
        notes.append("card-instalments-not-counted")
    if plans_in_place(account.id):
        notes.append("agreed-plan-not-counted")
    debt = Debt(
        account.id,
        account.name,
        "card",
        _parts(account, balance, ppm, today, notes),
        _card_cycles(terms, today, known.closes_on if known else None),
        rule=terms.minimum,
        credit_limit=account.credit_limit,
        late_fee=terms.late_fee,
        open_dues=_open_dues(account, balance, today, first_money_on, notes),
    )
    return OwnDebt(account, debt, tuple(notes))


def _card_rate(account: Account, terms: CardTerms, said: AccountData | None) -> int | None:
    if said is not None and said["rate_bp"] is not None:
        return said["rate_bp"] * 100
    if terms.daily_rate_ppm is not None:
        return terms.daily_rate_ppm * 365
    return None if account.apr_bp is None else account.apr_bp * 100


def _parts(account: Account, balance: int, ppm: int, today: date, notes: list[Note]) -> tuple[Part, ...]:
    """Each promotion's balance with its own rate until its end, and the rest."""
    found, rest = list[Part](), balance
    for row in card_promotions.open_of(account.id):
        left = left_of(row)
        if left.high is None or row.ends_on <= today:
            notes.append("promotion-estimated")
            continue
        if row.kind == "deferred_interest":
            notes.append("deferred-interest-not-counted")
        elif row.rate_bp is None:
            notes.append("promotion-rate-unknown")
            continue
        if left.state != "known":
            notes.append("promotion-estimated")
        part = min(rest, left.high)
        now = 0 if row.kind == "deferred_interest" else (row.rate_bp or 0) * 100
        after = ppm if row.rate_after_bp is None else row.rate_after_bp * 100
        found.append(Part(part, (DatedRate(today, now), DatedRate(row.ends_on, after))))
        rest -= part
    return (Part(rest, (DatedRate(today, ppm),)), *found)


def _card_cycles(terms: CardTerms, today: date, known_on: date | None) -> Cycles:
    index = cycle_closing_on_or_after(terms, today)
    if known_on is not None:
        index = max(index, nearest_cycle(terms, known_on) + 1)
    first = cycle(terms, index)
    closes = Recurrence("month", 1, first.closes_on, anchor_day=terms.statement_day)
    if terms.due.fixed_day is None:
        return Cycles(closes, days_after=terms.due.days_after or 0)
    return Cycles(closes, Recurrence("month", 1, first.nominal_due_on, anchor_day=terms.due.fixed_day))


def _open_dues(
    account: Account, balance: int, today: date, first_money_on: date, notes: list[Note]
) -> tuple[OpenDue, ...]:
    """What closed statements ask for and nobody paid; what is past due, on the first day on which money comes."""
    closed = {row.id for row in statements.of_account(account.id) if row.closes_on <= today}
    found = list[OpenDue]()
    for row in deadlines.of_account(account.id):
        if row.state != "open" or not row.outstanding or row.subject_id not in closed:
            continue
        if not row.sure:
            notes.append("due-estimated")
        amount = min(row.outstanding, balance - sum(due.amount for due in found))
        if amount > 0:
            found.append(OpenDue(row.due_on if row.due_on >= today else first_money_on, amount))
    return tuple(found)


def _loan(account: Account, said: AccountData | None, today: date, first_money_on: date) -> OwnDebt | None:
    contract = loan_contracts.contract_of(account)
    terms = account.loan_terms
    begins = terms.drawn_on if terms.drawn_on and terms.drawn_on > today else None
    due = quote(account, on=today, today=today).owed
    owed = terms.principal if begins else due.amount
    balance = said["balance"] if said and said["balance"] is not None else owed
    ahead = [row for row in contract_schedule(contract) if row.nominal_due_on > today]
    if balance <= 0 or not (ahead or due.past_due):
        return None
    first = ahead[0].nominal_due_on if ahead else first_money_on
    rate = said["rate_bp"] if said else None
    past_due = min(due.past_due, balance)
    debt = Debt(
        account.id,
        account.name,
        "loan",
        (Part(balance, _loan_rates(contract) if rate is None else (DatedRate(today, rate * 100),)),),
        Cycles(Recurrence(terms.interval, terms.interval_count, first, anchor_day=_anchor(contract))),
        asks=_asks(contract, ahead, today),
        day_count="actual/365"
        if terms.interval != "month" and terms.day_count == "nominal"
        else terms.day_count,
        anchor_day=_anchor(contract) or first.day,
        begins_on=begins,
        ends_on=ahead[-1].nominal_due_on if ahead else first,
        late_fee=terms.late_fee,
        open_dues=(OpenDue(first_money_on, past_due),) if past_due else (),
    )
    return OwnDebt(account, debt, ("pay-off-estimated",))


def _anchor(contract: LoanContract) -> int | None:
    return contract.terms.anchor_day


def _loan_rates(contract: LoanContract) -> tuple[DatedRate, ...]:
    first = DatedRate(date.min, contract.terms.rate_bp * 100)
    return (first, *(DatedRate(each.from_on, each.rate_bp * 100) for each in rates_of(contract)))


def _asks(contract: LoanContract, ahead: list[Instalment], today: date) -> tuple[Ask, ...]:
    """What the schedule asks for, from day to day: of a loan repaid in equal instalments their sum, else principal."""
    if not ahead:
        return (Ask(today, 0),)
    if contract.terms.repayment != "equal_instalment":
        plus = contract.terms.repayment != "bullet"
        return (Ask(today, 0 if len(ahead) == 1 else ahead[0].principal, plus),)
    found = [Ask(today, ahead[0].amount)]
    for row in ahead[1:-1]:
        if abs(row.amount - found[-1].amount) > 1:
            found.append(Ask(row.nominal_due_on, row.amount))
    return tuple(found)
