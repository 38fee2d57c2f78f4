"""The interest of a stretch of days in which the rate changes or principal is repaid: each day at its own."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.interest_days import year_share
from backend.domain.credit.loan_contract import ExtraPrincipal, Keeps, LoanContract


class RateFrom(NamedTuple):
    """A nominal annual rate, basis points, for the days behind `from_on`."""

    from_on: date
    rate_bp: int
    keeps: Keeps = "end"


def rates_of(contract: LoanContract) -> tuple[RateFrom, ...]:
    """Every rate since the contract's first, in order; new terms that repeat the old terms' rate agree on none."""
    found, terms = list[RateFrom](), contract.terms
    for change in sorted(contract.changes, key=lambda each: (each.from_on, each.agreed_at)):
        if change.terms is not None:
            if change.terms.rate_bp != terms.rate_bp or change.starts_afresh:
                found.append(RateFrom(change.from_on, change.terms.rate_bp))
            terms = change.terms
        if change.rate_bp is not None:
            keeps = change.keeps if change.instalment is None else "instalment"
            found.append(RateFrom(change.from_on, change.rate_bp, keeps))
    return tuple(found)


def interest_between(
    terms: LoanTerms,
    balance: int,
    rate_bp: int,
    since: date,
    until: date,
    *,
    rates: Sequence[RateFrom] = (),
    extras: Sequence[ExtraPrincipal] = (),
) -> Fraction:
    """What `balance` bears from one day to another, exactly; `rate_bp` is in force at first.

    `rates` and `extras` are those of the days between, the first included, in order.
    """
    stops = sorted({since, *(max(since, each.on) for each in extras), *(each.from_on for each in rates)})
    interest, rate = Fraction(0), Fraction(rate_bp, 10_000)
    for start, end in zip(stops, [*stops[1:], until], strict=True):
        balance -= sum(each.amount for each in extras if max(since, each.on) == start)
        rate = next((Fraction(r.rate_bp, 10_000) for r in reversed(rates) if r.from_on == start), rate)
        interest += balance * rate * year_share(terms, start, min(end, until))
    return interest
