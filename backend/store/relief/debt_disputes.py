"""Disputes of a debt: with whom, on what ground, and how far each has come."""

from backend.domain.relief.owed_law import LetterKind, Recipient
from backend.store.rows import (
    Column,
    Row,
    day_or_none,
    instant,
    integer,
    large_integer_or_none,
    long_text_or_none,
    short_text,
    short_text_or_none,
    word,
)


class DebtDispute(Row):
    """`disputed`: the part that is disputed, NULL for the whole. `missed_since`: the first payment that was missed and
    never made good, for the time limit."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    account_id = short_text_or_none(40)
    notice_id = short_text_or_none(40)
    kind: Column[LetterKind] = word(20)
    party: Column[Recipient] = word(10)
    firm = short_text(120)
    country = short_text(2)
    region = short_text_or_none(16)
    reference = short_text_or_none(60)
    currency = short_text_or_none(3)
    claimed = large_integer_or_none()
    disputed = large_integer_or_none()
    paid_on = day_or_none()
    paid_amount = large_integer_or_none()
    missed_since = day_or_none()
    note = long_text_or_none()
    state: Column[str] = word(10)
    sent_on = day_or_none()
    answer_by = day_or_none()
    look_on = day_or_none()  # the borrower's own day to ask again, where no law gives one
    clock = long_text_or_none()  # JSON: the days, the law, whether it is confirmed, as on the day of sending
    answered_on = day_or_none()
    body_id = short_text_or_none(24)
    escalated_on = day_or_none()
    deadline_id = short_text_or_none(40)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "debt_dispute"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, dispute_id: str) -> DebtDispute | None:
    return DebtDispute.get_or_none((DebtDispute.id == dispute_id) & (DebtDispute.borrower_id == borrower_id))


def page(
    borrower_id: str, *, limit: int, before: str | None = None, account_id: str | None = None
) -> list[DebtDispute]:
    """One page of a borrower's, the newest first."""
    query = DebtDispute.select().where(DebtDispute.borrower_id == borrower_id)
    if account_id:
        query = query.where(DebtDispute.account_id == account_id)
    if before:
        query = query.where(DebtDispute.id < before)
    return list(query.order_by(DebtDispute.id.desc()).limit(limit))
