"""What was agreed of a running loan, each from its day on, and the terms that it began with once they were replaced."""

from backend.domain.credit.loan_contract import Holiday, HolidayInterest, Keeps, TermChange
from backend.store.credit.credit_accounts import Account, load_loan_terms
from backend.store.rows import (
    Column,
    Row,
    day,
    instant,
    integer,
    integer_or_none,
    large_integer_or_none,
    long_text_or_none,
    reference,
    short_text,
    word,
    word_or_none,
)


class LoanTerm(Row):
    """`kind`: "first", the terms before any were replaced; "replaced", new terms as a whole; "agreed", what changed."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    account = reference(Account, "account_id")
    account_id: Column[str]
    kind = short_text(8)
    from_on = day()
    rate_bp = integer_or_none()
    instalment = large_integer_or_none()
    added_instalments = integer(default=0)
    holiday_intervals = integer_or_none()
    holiday_interest: Column[HolidayInterest | None] = word_or_none(8)
    keeps: Column[Keeps] = word(12)
    terms = long_text_or_none()
    note = long_text_or_none()
    agreed_at = instant()

    class Meta:
        table_name = "loan_term"

    @property
    def change(self) -> TermChange:
        """What it changes, for the schedule."""
        holiday = None
        if self.holiday_intervals is not None:
            holiday = Holiday(self.holiday_intervals, self.holiday_interest or "accrues")
        return TermChange(
            from_on=self.from_on,
            agreed_at=self.agreed_at,
            rate_bp=self.rate_bp,
            instalment=self.instalment,
            added_instalments=self.added_instalments,
            holiday=holiday,
            keeps=self.keeps,
            terms=load_loan_terms(self.terms) if self.terms else None,
        )


def of_account(account_id: str) -> list[LoanTerm]:
    """Every row of a loan, in the order in which they count."""
    query = LoanTerm.select().where(LoanTerm.account_id == account_id)
    return list(query.order_by(LoanTerm.from_on, LoanTerm.agreed_at, LoanTerm.id))


def find(borrower_id: str, account_id: str, term_id: str) -> LoanTerm | None:
    """What was agreed under that id, or None."""
    return LoanTerm.get_or_none(
        (LoanTerm.id == term_id)
        & (LoanTerm.borrower_id == borrower_id)
        & (LoanTerm.account_id == account_id)
        & (LoanTerm.kind != "first")
    )


def page(account_id: str, *, limit: int, after: str | None = None) -> list[LoanTerm]:
    """One page of what was agreed, in the order in which it was said."""
    query = LoanTerm.select().where((LoanTerm.account_id == account_id) & (LoanTerm.kind != "first"))
    if after:
        query = query.where(LoanTerm.id > after)
    return list(query.order_by(LoanTerm.id).limit(limit))


def forget_replaced(account_id: str) -> None:
    """Drop the terms that were replaced: they are corrected, as if they had never been."""
    kinds = ("first", "replaced")
    LoanTerm.delete().where((LoanTerm.account_id == account_id) & LoanTerm.kind.in_(kinds)).execute()
