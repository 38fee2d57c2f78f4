"""What the sender reads in bulk to say the truth at the moment of sending, and what it writes in bulk."""

from collections.abc import Sequence
from typing import Any, cast

from backend.store.database import execute, execute_many, in_list

LINE_COLUMNS = (
    "r.notification_id, r.moment, d.id, d.kind, d.title, d.due_on, d.pay_by_at, d.last_chance_on, "
    "d.last_chance_at, d.zone, d.country, d.owed, d.amount, d.allocated, d.currency, d.source, d.sure, "
    "d.state, d.muted, d.snoozed_until, d.account_id, a.issuer, a.nickname, a.autopay, a.autopay_funded, d.tolerance, "
    "d.subject_id"
)


def lines(notification_ids: Sequence[str]) -> list[tuple[Any, ...]]:
    """LINE_COLUMNS of every reminder in these notifications, in the order they were told."""
    these, values = in_list("r.notification_id", notification_ids)
    cursor = execute(
        f"SELECT {LINE_COLUMNS} FROM reminder r JOIN deadline d ON d.id = r.deadline_id "
        "LEFT JOIN account a ON a.id = d.account_id "
        f"WHERE {these} ORDER BY r.notification_id, r.position",
        (values,),
    )
    return cast(list[tuple[Any, ...]], cursor.fetchall())


def newest(deadline_ids: Sequence[str]) -> dict[str, str]:
    """The newest notification that told of each deadline: identifiers sort by time."""
    these, values = in_list("deadline_id", deadline_ids)
    cursor = execute(
        f"SELECT deadline_id, MAX(notification_id) FROM reminder WHERE {these} GROUP BY deadline_id",
        (values,),
    )
    return dict(cursor.fetchall())


def open_dues(account_ids: Sequence[str]) -> list[tuple[str, Any, int]]:
    """(account, due date, still open) of every open due with a known amount."""
    these, values = in_list("account_id", account_ids)
    cursor = execute(
        "SELECT account_id, due_on, amount - allocated FROM deadline "
        f"WHERE {these} AND state = 'open' AND amount IS NOT NULL",
        (values,),
    )
    return cast(list[tuple[str, Any, int]], cursor.fetchall())


def known_statements(statement_ids: Sequence[str]) -> list[tuple[str, str, Any, int]]:
    """(statement, account, closing date, balance) of those whose balance the borrower gave."""
    these, values = in_list("id", statement_ids)
    cursor = execute(
        "SELECT id, account_id, closes_on, balance FROM statement "
        f"WHERE {these} AND source <> 'estimated' AND balance IS NOT NULL",
        (values,),
    )
    return cast(list[tuple[str, str, Any, int]], cursor.fetchall())


def unreversed_payments(account_ids: Sequence[str]) -> list[tuple[str, int, int]]:
    """(account, paid_at µs, amount) of every payment that was not reversed."""
    these, values = in_list("account_id", account_ids)
    cursor = execute(
        f"SELECT account_id, paid_at, amount FROM payment WHERE {these} AND reversed_at IS NULL", (values,)
    )
    return cast(list[tuple[str, int, int]], cursor.fetchall())


def borrowers_by_id(borrower_ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """{borrower: (id, zone, quiet..., daily_cap, email, locale, discreet)}."""
    these, values = in_list("id", borrower_ids)
    cursor = execute(
        "SELECT id, zone, quiet_start, quiet_end, quiet_dates, paused_from, paused_until, paydays, "
        "window_minutes, daily_cap, email, locale, discreet "
        f"FROM borrower WHERE {these}",
        (values,),
    )
    return {row[0]: row for row in cursor.fetchall()}


def devices_by_id(device_ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """{device: (id, borrower, token, platform, locale)} of those that are still active."""
    if not device_ids:
        return {}
    these, values = in_list("id", device_ids)
    cursor = execute(
        f"SELECT id, borrower_id, token, platform, locale FROM device WHERE {these} AND state = 'active'",
        (values,),
    )
    return {row[0]: row for row in cursor.fetchall()}


def deactivate_devices(rows: list[tuple[Any, ...]]) -> None:
    """(reason, died_at µs, device): the provider says that this token is dead."""
    execute_many(
        "UPDATE device SET state = 'dead', dead_reason = ?, died_at = ? WHERE id = ? AND state = 'active'",
        rows,
    )
