"""Series: what makes the next deadline open by itself, without a request.

`next_index` counts cycles (month index for months, ordinal otherwise), so that each date is computed from
the anchor and never from the previous date. `roll_at` is when the next cycle must be opened.
"""

from datetime import datetime

from backend.store.rows import (
    Row,
    instant,
    instant_or_none,
    integer,
    long_text_or_none,
    short_text,
    short_text_or_none,
)


class Series(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    kind = short_text(24)  # the kind of the deadlines it opens
    subject_id = short_text_or_none(40)  # an account; NULL for the borrower's own series
    rule = long_text_or_none()  # JSON of a custom series; NULL where the account's terms decide
    next_index = integer()
    roll_at = instant_or_none()  # NULL: ended
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "series"
        indexes = ((("borrower_id", "id"), False), (("subject_id",), False))


Series.add_index(Series.index(Series.roll_at, where=Series.roll_at.is_null(False), name="series_roll"))


def due_to_roll(now: datetime, limit: int) -> list[Series]:
    query = Series.select().where(Series.roll_at <= now).order_by(Series.roll_at).limit(limit)
    return list(query)


def postpone_roll(series_id: str, until: datetime) -> None:
    """Look at a series again at `until`."""
    Series.update(roll_at=until).where(Series.id == series_id).execute()


def of_subject(subject_id: str) -> Series | None:
    return Series.get_or_none(Series.subject_id == subject_id)


def find(borrower_id: str, series_id: str) -> Series | None:
    return Series.get_or_none((Series.id == series_id) & (Series.borrower_id == borrower_id))


def page_custom(borrower_id: str, *, limit: int, after: str | None = None) -> list[Series]:
    """One page of the borrower's own series, oldest first."""
    query = Series.select().where((Series.borrower_id == borrower_id) & Series.rule.is_null(False))
    if after:
        query = query.where(Series.id > after)
    return list(query.order_by(Series.id).limit(limit))
