"""Calendar feeds: a secret address that a calendar reads, kept as a hash, revocable."""

from typing import cast

import peewee

from backend.store.database import InstantField, Row


class CalendarFeed(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40, index=True)
    token_hash = peewee.CharField(max_length=64, unique=True)
    detailed = peewee.BooleanField(default=False)  # show names and amounts; otherwise discreet
    created_at = InstantField()
    revoked_at = InstantField(null=True)
    last_read_at = InstantField(null=True)

    class Meta:
        table_name = "calendar_feed"


def find(borrower_id: str, feed_id: str) -> CalendarFeed | None:
    return cast(
        CalendarFeed | None,
        CalendarFeed.get_or_none((CalendarFeed.id == feed_id) & (CalendarFeed.borrower_id == borrower_id)),
    )


def live_by_hash(token_hash: str) -> CalendarFeed | None:
    return cast(
        CalendarFeed | None,
        CalendarFeed.get_or_none((CalendarFeed.token_hash == token_hash) & CalendarFeed.revoked_at.is_null()),
    )


def of_borrower(borrower_id: str) -> list[CalendarFeed]:
    query = CalendarFeed.select().where(CalendarFeed.borrower_id == borrower_id)
    return list(query.order_by(CalendarFeed.id))
