"""What the borrower found out of a firm before paying it."""

import json

from backend.domain.relief.payee import Answer
from backend.store.rows import Row, instant, integer, long_text, short_text, short_text_or_none


class PayeeCheck(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    account_id = short_text_or_none(40)
    firm = short_text(120)
    country = short_text(2)
    answers = long_text()  # JSON: a check's id and yes, no or unknown
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "payee_check"
        indexes = ((("borrower_id", "id"), False),)

    @property
    def given(self) -> dict[str, Answer]:
        found: dict[str, Answer] = json.loads(self.answers)
        return found


def find(borrower_id: str, check_id: str) -> PayeeCheck | None:
    return PayeeCheck.get_or_none((PayeeCheck.id == check_id) & (PayeeCheck.borrower_id == borrower_id))


def page(borrower_id: str, *, limit: int, before: str | None = None) -> list[PayeeCheck]:
    """One page of a borrower's, the newest first."""
    query = PayeeCheck.select().where(PayeeCheck.borrower_id == borrower_id)
    if before:
        query = query.where(PayeeCheck.id < before)
    return list(query.order_by(PayeeCheck.id.desc()).limit(limit))


def of_borrower(borrower_id: str) -> list[PayeeCheck]:
    """All of a borrower's, the newest first."""
    query = PayeeCheck.select().where(PayeeCheck.borrower_id == borrower_id)
    return list(query.order_by(PayeeCheck.id.desc()))
