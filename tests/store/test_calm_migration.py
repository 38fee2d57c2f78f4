"""The sixteenth migration: what was told before was held back by nothing; going down ends every pause."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

NAME = "0016_calm"
DEADLINE = (
    "INSERT INTO deadline (id, borrower_id, kind, nominal_due_on, due_on, pay_by_at, last_chance_on, last_chance_at, "
    "zone, country, owed, allocated, tolerance, source, sure, autopay, state, muted, silent, reminded_through, "
    "created_at, updated_at, version) VALUES ('{id}', 'bor_1', '{kind}', '2026-12-05', '2026-12-05', 1, '2026-12-05', "
    "1, 'UTC', 'US', FALSE, 0, 0, 'schedule', TRUE, FALSE, 'open', FALSE, FALSE, 1, 1, 1, 1)"
)


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a digest of one reminder in it."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    _go_down(opened)
    opened.execute_sql(
        "INSERT INTO borrower (id, zone, locale, country, quiet_dates, discreet, paydays, created_at, updated_at, "
        "version) VALUES ('bor_1', 'UTC', 'en', 'US', '[]', TRUE, '[]', 1, 1, 1)"
    )
    opened.execute_sql(DEADLINE.format(id="dl_1", kind="card_minimum"))
    opened.execute_sql(
        "INSERT INTO notification (id, borrower_id, created_at, pushed, state) VALUES ('ntf_1', 'bor_1', 1, TRUE, "
        "'active')"
    )
    opened.execute_sql(
        "INSERT INTO reminder (deadline_id, moment, borrower_id, notification_id, tone, position) "
        "VALUES ('dl_1', '2026-12-05:due-3', 'bor_1', 'ntf_1', 'soon', 0)"
    )
    yield opened
    opened.close()


def _go_down(opened: peewee.Database) -> None:
    names = sorted(path.stem for path in migrations.FOLDER.glob("[0-9]*.py"))
    migrations.rollback(opened, names[names.index(NAME) - 1])


def _all(opened: peewee.Database, table: str) -> list[tuple[object, ...]]:
    return list(opened.execute_sql(f"SELECT * FROM {table}").fetchall())


def test_what_was_told_was_held_back_by_nothing_and_is_not_hard(before: peewee.Database) -> None:
    assert NAME in migrations.migrate(before)
    assert before.execute_sql("SELECT held, last_word FROM reminder").fetchall() == [(None, False)]
    assert before.execute_sql("SELECT hard FROM notification").fetchall() == [(False,)]
    assert before.execute_sql("SELECT calm_from, calm_last_on FROM borrower").fetchall() == [(None, None)]


def test_going_down_ends_a_pause_and_keeps_everything_else(before: peewee.Database) -> None:
    tables = ("borrower", "deadline", "notification", "reminder")
    rows = {table: _all(before, table) for table in tables}
    migrations.migrate(before)
    before.execute_sql("UPDATE borrower SET calm_from = 1, calm_last_on = '2026-12-05'")
    before.execute_sql(DEADLINE.format(id="dl_2", kind="calm_pause_end"))
    before.execute_sql(
        "INSERT INTO reminder (deadline_id, moment, borrower_id, notification_id, tone, position, last_word) "
        "VALUES ('dl_2', 'pause:2026-12-05', 'bor_1', 'ntf_1', 'steady', 1, FALSE)"
    )
    _go_down(before)
    assert {table: _all(before, table) for table in tables} == rows
