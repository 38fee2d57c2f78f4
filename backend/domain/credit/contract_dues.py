"""What a loan's contract asks for, and when, after all that was agreed: for whoever compares it with a report.

A deferral moves dues: an instalment of July that was moved by three months by agreement is due in October, so a
report that calls it late in August is wrong.
"""

from dataclasses import dataclass
from datetime import date

from backend.domain.credit.card_and_loan_terms import Interval, LoanTerms
from backend.domain.credit.loan_contract import LoanContract
from backend.domain.credit.loan_schedule import contract_schedule


@dataclass(frozen=True, slots=True)
class EffectiveDue:
    """One instalment of the contract as it stands, before any weekend rule; `amount` in minor units.

    `agreed_on_first` is its date by the terms without any holiday or extension; another date was agreed upon.
    """

    number: int
    due_on: date
    amount: int
    agreed_on_first: date | None

    @property
    def is_deferred(self) -> bool:
        return self.agreed_on_first is not None and self.due_on > self.agreed_on_first


@dataclass(frozen=True, slots=True)
class ContractDues:
    """The effective dues, and every how many months, weeks or days the contract asks for one."""

    dues: tuple[EffectiveDue, ...]
    interval: Interval
    interval_count: int


def contract_dues(contract: LoanContract) -> ContractDues:
    """The dues of a loan as agreed today, each beside the date that it had at first, and the contract's interval.

    What was agreed moves only what fell due on its day or later. A month in which no due lies, because of a holiday
    or because the interval is longer than a month, asks for nothing: nobody is late in it, and a report has no gap.
    """
    plain = LoanContract(contract.terms)
    first = {row.index: row.nominal_due_on for row in contract_schedule(plain)}
    terms: LoanTerms = contract.terms
    for change in contract.changes:
        terms = change.terms or terms
    return ContractDues(
        tuple(
            EffectiveDue(row.index, row.nominal_due_on, row.amount, first.get(row.index))
            for row in contract_schedule(contract)
        ),
        terms.interval,
        terms.interval_count,
    )
