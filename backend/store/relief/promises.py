"""Promises to pay: to whom, how much and by when, and what became of each."""

from backend.store.rows import (
    Column,
    Row,
    day,
    day_or_none,
    instant,
    integer,
    large_integer,
    short_text,
    short_text_or_none,
    word,
)


class Promise(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    contact_id = short_text_or_none(40)  # the talk in which it was made
    account_id = short_text_or_none(40)
    firm = short_text(120)
    amount = large_integer()
    currency = short_text(3)
    due_on = day()
    state: Column[str] = word(10)  # open | kept | broken | withdrawn
    closed_on = day_or_none()
    deadline_id = short_text_or_none(40)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "promise"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, promise_id: str) -> Promise | None:
    return Promise.get_or_none((Promise.id == promise_id) & (Promise.borrower_id == borrower_id))


def open_of_borrower(borrower_id: str) -> list[Promise]:
    """The promises that stand, by day."""
    query = Promise.select().where((Promise.borrower_id == borrower_id) & (Promise.state == "open"))
    return list(query.order_by(Promise.due_on, Promise.id))


def page(borrower_id: str, *, limit: int, before: str | None = None) -> list[Promise]:
    """One page of a borrower's promises, the newest first."""
    query = Promise.select().where(Promise.borrower_id == borrower_id)
    if before:
        query = query.where(Promise.id < before)
    return list(query.order_by(Promise.id.desc()).limit(limit))
