"""Calendar feeds: a secret address that a calendar reads, kept as a hash, revocable."""

from backend.store.rows import Row, flag, instant, instant_or_none, short_text


class CalendarFeed(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    token_hash = short_text(64, unique=True)
    detailed = flag(default=False)  # show names and amounts; otherwise discreet
    created_at = instant()
    revoked_at = instant_or_none()
    last_read_at = instant_or_none()

    class Meta:
        table_name = "calendar_feed"


def find(borrower_id: str, feed_id: str) -> CalendarFeed | None:
    return CalendarFeed.get_or_none((CalendarFeed.id == feed_id) & (CalendarFeed.borrower_id == borrower_id))


def live_by_hash(token_hash: str) -> CalendarFeed | None:
    return CalendarFeed.get_or_none(
        (CalendarFeed.token_hash == token_hash) & CalendarFeed.revoked_at.is_null()
    )


def of_borrower(borrower_id: str) -> list[CalendarFeed]:
    query = CalendarFeed.select().where(CalendarFeed.borrower_id == borrower_id)
    return list(query.order_by(CalendarFeed.id))
