"""An instalment loan's schedule, from its contract and what was agreed since, exact to the minor unit.

Interest is rounded half-up each period on the balance then outstanding; the last instalment repays whatever principal
is left, odd units included, so the principal repaid always sums to the loan. A lender's own schedule wins over this
one: conventions of day counting and rounding differ.

Instalments are worked out one after the other, and whatever was agreed or paid on a day is taken up by the first one
that it can still reach. So nothing rewrites what fell due before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.interest_days import nominal_due_on as nominal_due_on
from backend.domain.credit.loan_contract import MOST_INSTALMENTS as MOST_INSTALMENTS
from backend.domain.credit.loan_contract import LoanContract
from backend.domain.credit.loan_progress import LoanProgress


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of the schedule; `index` counts from 1, amounts are minor units.

    `estimated`: something was agreed or repaid between two dates of the contract, and how a lender counts those days
    differs.
    """

    index: int
    nominal_due_on: date
    principal: int
    interest: int
    balance_after: int
    estimated: bool = False

    @property
    def amount(self) -> int:
        """What is to be paid: principal and interest."""
        return self.principal + self.interest


def schedule(terms: LoanTerms) -> tuple[Instalment, ...]:
    """Every instalment in order; `bullet` has a single one, at the end of all the intervals.

    Raises ValueError for terms that make no loan (nothing lent, more than MOST_INSTALMENTS, a negative
    rate, dates beyond the calendar).
    """
    return contract_schedule(LoanContract(terms))


def contract_schedule(contract: LoanContract) -> tuple[Instalment, ...]:
    """Every instalment of a contract with all that was agreed and repaid since.

    The principal of the instalments and what was repaid beyond them sum to what was lent. Raises ValueError as
    `schedule` does, also where an instalment never repays the loan.
    """
    _check(contract.terms)
    for change in contract.changes:
        if change.terms is not None:
            _check(change.terms)
        if change.instalment is not None and contract.terms.repayment != "equal_instalment":
            raise ValueError("only equal instalments can be agreed as an amount")
    return tuple(_instalments(LoanProgress(contract)))


def _check(terms: LoanTerms) -> None:
    if terms.principal <= 0:
        raise ValueError("a loan's principal is more than zero")
    if not 1 <= terms.instalments <= MOST_INSTALMENTS:
        raise ValueError(f"a loan has 1 to {MOST_INSTALMENTS} instalments")
    if terms.interval_count < 1:
        raise ValueError("an interval is at least one month, week or day")
    if terms.rate_bp < 0:
        raise ValueError("a rate cannot be negative")
    if terms.drawn_on is not None and terms.drawn_on >= terms.first_due_on:
        raise ValueError("the money comes before the first instalment")


def _instalments(progress: LoanProgress) -> Iterator[Instalment]:
    for index in range(1, MOST_INSTALMENTS + 1):
        due_on = progress.reach(index)
        if progress.is_repaid:
            return
        row = progress.row()
        due_on = row.due_on or due_on
        yield Instalment(index, due_on, row.principal, row.interest, progress.balance, progress.is_estimated)
        if row.is_last:
            return
    raise ValueError("these terms never repay the loan")
