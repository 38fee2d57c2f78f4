"""Notices in which a collector says what it asks for, as the borrower typed them."""

from typing import Literal

from backend.domain.relief.validation_window import Itemized
from backend.store.rows import (
    Column,
    Row,
    day_or_none,
    instant,
    integer,
    large_integer_or_none,
    short_text,
    short_text_or_none,
    word,
)

State = Literal["open", "disputed", "withdrawn"]
STATES: tuple[State, ...] = ("open", "disputed", "withdrawn")


class ValidationNotice(Row):
    """`provided_on`: the day of sending; `printed_on`: the last day to dispute that it prints. Sums in minor units of
    `currency`, as of `itemized_on` but for `claimed`, which is asked for now."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    account_id = short_text_or_none(40)
    firm = short_text(120)
    country = short_text(2)
    original_creditor = short_text_or_none(120)
    reference = short_text_or_none(60)
    provided_on = day_or_none()
    received_on = day_or_none()
    printed_on = day_or_none()
    itemized_on = day_or_none()
    currency = short_text_or_none(3)
    amount = large_integer_or_none()
    interest = large_integer_or_none()
    fees = large_integer_or_none()
    payments = large_integer_or_none()
    credits = large_integer_or_none()
    claimed = large_integer_or_none()
    state: Column[State] = word(10)
    deadline_id = short_text_or_none(40)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "validation_notice"
        indexes = ((("borrower_id", "id"), False),)

    @property
    def itemized(self) -> Itemized:
        return Itemized(self.amount, self.interest, self.fees, self.payments, self.credits, self.claimed)


def find(borrower_id: str, notice_id: str) -> ValidationNotice | None:
    return ValidationNotice.get_or_none(
        (ValidationNotice.id == notice_id) & (ValidationNotice.borrower_id == borrower_id)
    )


def page(borrower_id: str, *, limit: int, before: str | None = None) -> list[ValidationNotice]:
    """One page of a borrower's, the newest first."""
    query = ValidationNotice.select().where(ValidationNotice.borrower_id == borrower_id)
    if before:
        query = query.where(ValidationNotice.id < before)
    return list(query.order_by(ValidationNotice.id.desc()).limit(limit))
