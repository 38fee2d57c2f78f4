"""The fifth migration: what stood keeps its meaning, what had been swallowed is judged again, and all goes back."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

BORROWER = (
    "INSERT INTO borrower (id, zone, locale, country, quiet_dates, discreet, paydays, created_at, updated_at, version) "
    "VALUES ('bor_1', 'Asia/Shanghai', 'en', 'CN', '[]', TRUE, '[]', 1, 1, 1)"
)
# (card, source, minimum due, of it past due)
STATEMENTS = [
    ("swallowed", "entered", 48_000, 48_000),
    ("typed", "entered", 48_000, 20_000),
    ("nothing", "entered", 48_000, 0),
    ("printed", "confirmed", 48_000, 0),
    ("guessed", "estimated", 48_000, 0),
]


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a card and a statement of each kind."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, "0004_plan_facts")
    opened.execute_sql(BORROWER)
    for name, source, minimum, past_due in STATEMENTS:
        opened.execute_sql(
            "INSERT INTO account (id, borrower_id, kind, issuer, currency, zone, country, status, autopay, "
            f"autopay_funded, terms, created_at, updated_at, version) VALUES ('{name}', 'bor_1', 'card', 'Bank', "
            "'CNY', 'Asia/Shanghai', 'CN', 'open', 'off', 'unknown', '{}', 1, 1, 1)"
        )
        opened.execute_sql(
            "INSERT INTO series (id, borrower_id, kind, subject_id, next_index, roll_at, created_at, updated_at, "
            f"version) VALUES ('ser_{name}', 'bor_1', 'card_minimum', '{name}', 1, 99, 1, 1, 1)"
        )
        opened.execute_sql(
            "INSERT INTO statement (id, borrower_id, account_id, period_key, closes_on, nominal_due_on, balance, "
            "minimum_due, past_due_included, source, created_at, updated_at, version) VALUES "
            f"('stm_{name}', 'bor_1', '{name}', '2026-11', '2026-11-05', '2026-11-23', 480000, {minimum}, {past_due}, "
            f"'{source}', 1, 1, 1)"
        )
    yield opened
    opened.close()


def _all(opened: peewee.Database, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in opened.execute_sql(query).fetchall()]


def test_what_was_typed_stands_and_what_was_swallowed_is_judged_again(before: peewee.Database) -> None:
    migrations.migrate(before)
    rows = _all(
        before, "SELECT account_id, past_due_source, past_due_included FROM statement ORDER BY account_id"
    )
    assert rows == [
        ("guessed", "none", 0),
        ("nothing", "none", 0),
        ("printed", "none", 0),
        ("swallowed", "presumed", 48_000),
        ("typed", "said", 20_000),
    ]
    printed = _all(before, "SELECT account_id FROM statement WHERE due_on_printed")
    assert printed == [("printed",)]
    again = _all(before, "SELECT subject_id FROM series WHERE roll_at = 0 ORDER BY subject_id")
    assert again == [("printed",), ("swallowed",)]


def test_and_it_goes_back(before: peewee.Database) -> None:
    query = "SELECT id, past_due_included, minimum_due, source FROM statement ORDER BY id"
    was = _all(before, query)
    migrations.migrate(before)
    migrations.rollback(before, "0004_plan_facts")
    assert _all(before, query) == was
    for table, column in (
        ("statement", "replaced"),
        ("deadline", "silent"),
        ("payment", "meant_deadline_id"),
    ):
        assert column not in {each.name for each in before.get_columns(table)}
