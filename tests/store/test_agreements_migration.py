"""The migration of agreed plans: going back opens what a plan had replaced, and changes nothing else."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

BEFORE = "0012_law"
TABLES = {"negotiation", "agreed_plan", "plan_instalment"}
BORROWER = (
    "INSERT INTO borrower (id, zone, locale, country, quiet_dates, discreet, paydays, created_at, updated_at, version) "
    "VALUES ('bor_1', 'Asia/Shanghai', 'en', 'CN', '[]', TRUE, '[]', 1, 1, 1)"
)
ACCOUNT = (
    "INSERT INTO account (id, borrower_id, kind, issuer, currency, zone, country, status, autopay, autopay_funded, "
    "terms, created_at, updated_at, version) "
    "VALUES ('card_1', 'bor_1', 'card', 'Bank', 'CNY', 'Asia/Shanghai', 'CN', 'open', "
    "'off', 'unknown', '{}', 1, 1, 1)"
)
DEADLINE = (
    "INSERT INTO deadline (id, borrower_id, kind, account_id, subject_id, nominal_due_on, due_on, pay_by_at, "
    "last_chance_on, last_chance_at, zone, country, owed, amount, allocated, tolerance, currency, source, sure, "
    "autopay, state, closed_by, closed_at, reason, muted, silent, reminded_through, created_at, updated_at, version) "
    "VALUES ('{id}', 'bor_1', '{kind}', 'card_1', 'x', '2026-12-20', '2026-12-20', 1, '2026-12-20', 1, "
    "'Asia/Shanghai', 'CN', TRUE, 100, 0, 0, 'CNY', 'entered', TRUE, FALSE, '{state}', "
    "{closed}, FALSE, FALSE, 1, 1, 1, 1)"
)
REPLACED = "'terms', 1, 'agreed-plan'"
OWN_WAIVER = "'waiver', 1, 'agreed by phone'"


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a borrower and a card."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, BEFORE)
    opened.execute_sql(BORROWER)
    opened.execute_sql(ACCOUNT)
    yield opened
    opened.close()


def test_the_tables_come_and_go(before: peewee.Database) -> None:
    assert not TABLES & set(before.get_tables())
    assert "0014_agreements" in migrations.migrate(before)
    assert set(before.get_tables()) >= TABLES
    migrations.rollback(before, BEFORE)
    assert not TABLES & set(before.get_tables())


def test_going_back_opens_what_a_plan_had_replaced_and_nothing_else(before: peewee.Database) -> None:
    migrations.migrate(before)
    for number, (kind, state, closed) in enumerate(
        (
            ("card_minimum", "cancelled", REPLACED),
            ("card_minimum", "waived", OWN_WAIVER),
            ("plan_instalment", "open", "NULL, NULL, NULL"),
            ("plan_review", "open", "NULL, NULL, NULL"),
        )
    ):
        before.execute_sql(DEADLINE.format(id=f"dl_{number}", kind=kind, state=state, closed=closed))
    migrations.rollback(before, BEFORE)
    rows = before.execute_sql("SELECT id, state, closed_by, reason FROM deadline ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [
        ("dl_0", "open", None, None),
        ("dl_1", "waived", "waiver", "agreed by phone"),
    ]
