"""The tenth migration: the ledger of before stays as it is, and going back leaves what the state before can hold."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

BEFORE, AFTER = "0004_plan_facts", "0010_ledger"
LINES = [("txn_1", -5000, "spending"), ("txn_2", 129, "income"), ("txn_3", -700, "transfer")]


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a ledger and two imports in it."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, BEFORE)
    for entry_id, amount, role in LINES:
        _line(opened, entry_id, amount, role)
    for number, state in enumerate(("done", "refused")):
        _job(opened, f"imp_{number}", state)
    yield opened
    opened.close()


def _run(opened: peewee.Database, statement: str, *values: object) -> None:
    mark = "?" if isinstance(opened, peewee.SqliteDatabase) else "%s"
    opened.execute_sql(statement.replace("?", mark), values)


def _line(opened: peewee.Database, entry_id: str, amount: int, role: str, **more: object) -> None:
    names = "".join(f", {name}" for name in more)
    _run(
        opened,
        "INSERT INTO ledger_entry (id, borrower_id, account_id, fingerprint, booked_on, amount, currency, "
        "counterparty, text, kind, funding, neutral, dead, role, from_cash, category, created_at, updated_at, "
        f"version{names}) VALUES (?, 'bor_1', 'cash_1', ?, '2026-11-24', ?, 'CNY', 'Market', '', '', '', FALSE, FALSE, "
        f"?, TRUE, 'food.groceries', 1, 1, 7{', ?' * len(more)})",
        *(entry_id, entry_id, amount, role, *more.values()),
    )


def _job(opened: peewee.Database, job_id: str, state: str) -> None:
    _run(
        opened,
        "INSERT INTO import_job (id, borrower_id, file_name, file_hash, file_bytes, dry_run, state, rows_done, counts, "
        "created_at) VALUES (?, 'bor_1', 'a.csv', 'x', 1, FALSE, ?, 0, '{}', 1)",
        job_id,
        state,
    )


def _lines(opened: peewee.Database) -> list[tuple[object, ...]]:
    found = opened.execute_sql("SELECT id, amount, role, version FROM ledger_entry ORDER BY id").fetchall()
    return [tuple(row) for row in found]


def _states(opened: peewee.Database) -> list[str]:
    return [row[0] for row in opened.execute_sql("SELECT state FROM import_job ORDER BY id").fetchall()]


def test_what_was_there_stays_and_nothing_is_said_of_it(before: peewee.Database) -> None:
    was = _lines(before)
    assert AFTER in migrations.migrate(before)
    assert (_lines(before), _states(before)) == (was, ["done", "refused"])
    new = "SELECT pending_in, said_role, role_rule_id, part_of FROM ledger_entry"
    assert {tuple(row) for row in before.execute_sql(new).fetchall()} == {(None, None, None, None)}


def test_going_back_joins_splits_and_keeps_roles_that_the_state_before_knows(before: peewee.Database) -> None:
    was = _lines(before)
    migrations.migrate(before)
    _line(before, "txn_4", -100, "split", said_role="split")
    _line(before, "txn_5", -60, "spending", part_of="txn_4")
    _line(before, "txn_6", -72_500, "exchange")
    _line(before, "txn_7", 10_000, "exchange")
    _job(before, "imp_8", "asking")
    _job(before, "imp_9", "undone")
    migrations.rollback(before, BEFORE)
    assert _states(before) == ["done", "refused"]
    assert _lines(before) == [
        *was,
        ("txn_4", -100, "spending", 7),
        ("txn_6", -72_500, "spending", 7),
        ("txn_7", 10_000, "income", 7),
    ]
    assert "ledger_link" not in before.get_tables()
    assert AFTER in migrations.migrate(before)
