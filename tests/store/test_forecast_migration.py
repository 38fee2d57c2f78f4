"""The eighth migration: series that are there keep everything, and lose only what it added when it is taken back."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

NAME = "0008_forecast"
SERIES = (
    "INSERT INTO recurring (id, borrower_id, signature, label, kind, cadence, direction, anchor_day, expected, low, "
    "high, currency, category, next_on, last_on, seen, confidence, changes, from_cash, lines, state, refused, "
    "created_at, updated_at, version) VALUES ('rec_1', 'bor_1', 'out:CNY:x:month', 'Rent', 'rent', 'month', 'out', 1, "
    "200000, 200000, 200000, 'CNY', 'housing.rent', '2026-12-01', '2026-11-01', 6, 85, '[]', TRUE, '[]', 'confirmed', "
    "0, 1, 1, 1)"
)


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a series in it."""
    opened = open_database(empty_database_url)
    opened.connect()
    done = migrations.migrate(opened)
    migrations.rollback(opened, done[done.index(NAME) - 1])
    opened.execute_sql(SERIES)
    yield opened
    opened.close()


def _row(opened: peewee.Database, columns: str) -> tuple[object, ...]:
    return tuple(opened.execute_sql(f"SELECT {columns} FROM recurring").fetchall()[0])


def test_a_series_stays_and_neither_moves_nor_misses_until_it_is_searched_again(
    before: peewee.Database,
) -> None:
    assert NAME in migrations.migrate(before)
    assert _row(before, "label, expected, state, weekend_rule, missed") == (
        "Rent",
        200_000,
        "confirmed",
        "none",
        0,
    )
    assert {"exchange_rate", "expected_flow"} <= set(before.get_tables())


def test_taken_back_it_leaves_what_was_there(before: peewee.Database) -> None:
    done = migrations.migrate(before)
    before.execute_sql(
        "INSERT INTO exchange_rate (id, borrower_id, currency, in_currency, rate, rate_on, created_at, updated_at, "
        "version) VALUES ('fxr_1', 'bor_1', 'USD', 'CNY', '7.1', '2026-11-20', 1, 1, 1)"
    )
    applied = sorted({*done, "0004_plan_facts"})
    migrations.rollback(before, applied[applied.index(NAME) - 1])
    assert _row(before, "label, expected, state") == ("Rent", 200_000, "confirmed")
    assert "exchange_rate" not in before.get_tables()
    assert "weekend_rule" not in {column.name for column in before.get_columns("recurring")}
