"""A loan from instalment to instalment: what is owed, at which rate, until when, as the contract's facts come up.

`reach` brings the loan to the date of the next instalment: it takes up what was agreed for it and what was repaid
before it, and reckons the interest of the days between.
"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.interest_days import nominal_due_on, year_share
from backend.domain.credit.level_payment import level_payment
from backend.domain.credit.loan_contract import (
    MOST_INSTALMENTS,
    LoanContract,
    StatedRow,
    TermChange,
    figures_of,
)
from backend.domain.credit.loan_interest import interest_between, rates_of
from backend.domain.money.amount import half_up


class Row(NamedTuple):
    """What one instalment asks for; `due_on` where the lender stated another day than the contract's."""

    principal: int
    interest: int
    is_last: bool
    due_on: date | None = None


class LoanProgress:
    """Where a loan stands. `balance` is the principal owed; `is_estimated` is about the instalment reached."""

    def __init__(self, contract: LoanContract) -> None:
        self._terms = contract.terms
        self._changes = sorted(contract.changes, key=lambda each: (each.from_on, each.agreed_at))
        self._coming = list(self._changes)
        self._rates = list(rates_of(contract))
        self._extras = sorted(contract.extras, key=lambda each: each.on)
        self._stated = {row.number: row for row in contract.stated}
        self.balance, self._rate_bp = self._terms.principal, self._terms.rate_bp
        self._count, self._added, self._shift, self._offset = self._terms.instalments, 0, 0, 0
        self._since = self._terms.drawn_on or nominal_due_on(self._terms, 0)
        self._bears_until: date | None = None
        self._level, self._must_level, self._smaller_from, self._smaller_by = 0, True, 0, 0
        self._open_ended = self._shortened = self._repaid_ahead = False
        self._interest_only = self._index = self._interest = self._deferred = self._shortened_by = 0
        self.is_estimated = False

    def reach(self, index: int) -> date:
        """Go to the date of instalment `index`, which is the contract's, before any weekend rule."""
        self._index, self.is_estimated, self._bears_until = index, False, None
        if self._open_ended or self._shortened:
            self._find_end()
        due_on = self._take_up_changes()
        self._bear_interest(self._bears_until or due_on, due_on)
        if self._smaller_from and index >= self._smaller_from:
            self._must_level, self._smaller_from, self._smaller_by = True, 0, 0
        if self._must_level and not self._is_bullet:
            self._level, self._must_level = self._fitting_level(self._bears_until or due_on), False
        self._since = due_on
        return due_on

    @property
    def is_repaid(self) -> bool:
        """Whether nothing is left to ask for, because principal was repaid beyond the schedule."""
        return self._repaid_ahead and self.balance <= 0 and self._interest == 0

    def row(self) -> Row:
        """The instalment reached, as the lender stated it or else as the terms have it; its principal is repaid."""
        row = self._stated_row() or self._derived_row()
        self.balance -= row.principal
        return row

    def _stated_row(self) -> Row | None:
        stated = self._stated.get(self._index)
        if stated is None or self._is_superseded(stated) or (self._repaid_ahead and self.balance <= 0):
            return None
        principal = min(stated.principal, self.balance) if self._repaid_ahead else stated.principal
        is_last = (not self._open_ended and self._index >= self._last) or (
            self._repaid_ahead and principal == self.balance
        )
        return Row(principal, stated.interest, is_last, stated.due_on)

    def _is_superseded(self, stated: StatedRow) -> bool:
        return any(
            change.from_on <= self._since
            and (stated.stated_at is None or change.agreed_at > stated.stated_at)
            for change in self._changes
        )

    def _derived_row(self) -> Row:
        if self._is_last:
            return Row(max(0, self.balance), self._interest, True)
        if self._interest_only or self._terms.repayment == "interest_only":
            self._interest_only = max(0, self._interest_only - 1)
            return Row(0, self._interest, False)
        owed = max(0, self.balance)
        if self._terms.repayment == "equal_principal":
            return Row(min(owed, self._level), self._interest, False)
        if self._asks_for_odd_period:
            regular = half_up(self.balance * self._share(0) * Fraction(self._rate_bp, 10_000))
            return Row(min(owed, max(0, self._level - regular)), self._interest, False)
        # Interest of a holiday can be more than an instalment: what is left comes with the next ones and bears none.
        interest = min(self._interest, self._level)
        self._deferred = self._interest - interest
        return Row(min(owed, self._level - interest), interest, False)

    @property
    def _is_bullet(self) -> bool:
        return self._terms.repayment == "bullet"

    @property
    def _asks_for_odd_period(self) -> bool:
        """Whether this is a first period that is not regular, and its instalment alone bears the difference."""
        odd = self._index == 1 and self._terms.drawn_on is not None
        return odd and self._terms.odd_first_period == "added"

    @property
    def _last(self) -> int:
        return 1 if self._is_bullet else self._count

    @property
    def _is_last(self) -> bool:
        if (not self._open_ended and self._index >= self._last) or (self._repaid_ahead and self.balance <= 0):
            return True
        if not (self._open_ended or self._shortened) or self._interest_only:
            return False
        if self._terms.repayment == "interest_only":
            return False
        asked = self._interest if self._terms.repayment == "equal_instalment" else 0
        return self.balance + asked <= self._level

    def _find_end(self) -> None:
        """Where something new comes up, let the number of instalments be what the present one takes to repay all."""
        due_on = self._due_on()
        coming = [each.from_on for each in self._coming[:1]] + [each.from_on for each in self._rates[:1]]
        smaller = self._smaller_from or any(e.effect == "smaller" and e.on < due_on for e in self._extras)
        if not smaller and all(day > due_on for day in coming):
            return
        left, balance, rate = 0, self.balance, self._share(0) * Fraction(self._rate_bp, 10_000)
        while balance > 0 and self._index + left <= MOST_INSTALMENTS:
            asked = half_up(balance * rate) if self._terms.repayment == "equal_instalment" else 0
            left, balance = left + 1, balance - max(0, self._level - asked)
        end = max(self._index - 1 + left, self._index)
        self._count = end if self._open_ended else min(end, self._count)
        self._open_ended = self._shortened = False

    def _bear_interest(self, bears_until: date, due_on: date) -> None:
        """Take up what was repaid and the rates agreed before `due_on`, with the interest of the days up to then."""
        extras = [each for each in self._extras if each.on < due_on]
        rates = [each for each in self._rates if each.from_on < due_on]
        del self._extras[: len(extras)], self._rates[: len(rates)]
        early = [each for each in rates if each.from_on <= self._since]
        if early:
            self._rate_bp = early[-1].rate_bp
        interest = interest_between(
            self._terms,
            self.balance,
            self._rate_bp,
            self._since,
            bears_until,
            rates=[each for each in rates if self._since < each.from_on < bears_until],
            extras=[each for each in extras if each.on < bears_until],
        )
        self._interest, self._deferred = half_up(interest) + self._deferred, 0
        for rate in rates:
            self._rate_bp = rate.rate_bp
            self._must_level |= rate.keeps == "end"
            self._open_ended |= rate.keeps == "instalment"
        self._shortened_by = 0
        for extra in extras:
            self.balance, self._repaid_ahead = self.balance - extra.amount, True
            if extra.effect == "smaller":
                self._smaller_from = max(self._smaller_from, extra.from_number)
                self._smaller_by += extra.amount
            else:
                self._shortened, self._shortened_by = True, self._shortened_by + extra.amount
        between = [each.on for each in extras] + [each.from_on for each in rates]
        self.is_estimated |= any(day > self._since for day in between)

    def _fitting_level(self, due_on: date) -> int:
        """The equal instalment, or the equal part of principal, of what is left in the instalments that are left."""
        left = max(1, self._count - self._index + 1 - self._interest_only)
        # What made the loan shorter on the way here, or makes only later ones smaller, leaves the instalment as it was.
        owed = max(0, self.balance + self._shortened_by + self._smaller_by)
        if self._terms.repayment == "equal_principal":
            return owed // left
        first = self._share(0) if self._asks_for_odd_period else year_share(self._terms, self._since, due_on)
        rate = Fraction(self._rate_bp, 10_000)
        return level_payment(owed, [rate * first, *(rate * self._share(step) for step in range(1, left))])

    def _share(self, step: int) -> Fraction:
        """The share of a year of the regular interval that ends `step` instalments after the one reached."""
        number = self._index - self._offset + self._shift + step
        return year_share(
            self._terms, nominal_due_on(self._terms, number - 1), nominal_due_on(self._terms, number)
        )

    def _due_on(self) -> date:
        number = self._count if self._is_bullet else self._index
        return nominal_due_on(self._terms, number - self._offset + self._shift)

    def _take_up_changes(self) -> date:
        due_on = self._due_on()
        while self._coming and self._coming[0].from_on <= due_on:
            self._take_up(self._coming.pop(0), due_on)
            due_on = self._due_on()
        return due_on

    def _take_up(self, change: TermChange, due_on: date) -> None:
        if change.terms is not None:
            self._replace_terms(change.terms, afresh=change.starts_afresh and self._index > 1)
        if change.added_instalments:
            self._add(change.added_instalments)
            self._must_level, self._open_ended = True, False
        if change.holiday is not None:
            self._begin_holiday(change, due_on)
        if change.instalment is not None:
            self._level, self._must_level, self._open_ended = change.instalment, False, True

    def _add(self, instalments: int) -> None:
        self._count, self._added = self._count + instalments, self._added + instalments

    def _replace_terms(self, terms: LoanTerms, *, afresh: bool) -> None:
        was, self._terms = self._terms, terms
        if afresh:
            self._offset, self._shift, self._added, self._interest_only = self._index - 1, 0, 0, 0
            self.balance, self._rate_bp = terms.principal, terms.rate_bp
        else:
            self.balance += terms.principal - was.principal
        self._count = self._offset + terms.instalments + self._added
        if afresh or figures_of(was) != figures_of(terms):
            self._must_level, self._open_ended = True, False

    def _begin_holiday(self, change: TermChange, due_on: date) -> None:
        assert change.holiday is not None
        self.is_estimated = True
        if change.holiday.interest == "paid" and not self._is_bullet:
            self._interest_only += change.holiday.intervals
            self._add(change.holiday.intervals)
            return
        self._shift += change.holiday.intervals
        if change.holiday.interest == "waived":
            self._bears_until = self._bears_until or due_on
        elif change.keeps == "end":
            self._must_level = True
