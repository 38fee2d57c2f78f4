"""The migration of owners, payees, notices and disputes: going back takes their reminders along, and nothing else."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database
from tests.store.test_agreements_migration import ACCOUNT, BORROWER, DEADLINE

NAME, BEFORE = "0017_ownership", "0014_agreements"
TABLES = {"ownership_change", "payee_check", "validation_notice", "debt_dispute"}
CHANGE = (
    "INSERT INTO ownership_change (id, borrower_id, account_id, kind, firm, notice, proof, created_at) "
    "VALUES ('own_1', 'bor_1', 'card_1', 'sold', 'Harbor Funding', 'received', 'agreement', 1)"
)


@pytest.fixture
def newest(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the newest schema, with a borrower and a card."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, NAME)
    opened.execute_sql(BORROWER)
    opened.execute_sql(ACCOUNT)
    yield opened
    opened.close()


def test_the_tables_come_and_go(newest: peewee.Database) -> None:
    assert set(newest.get_tables()) >= TABLES
    migrations.rollback(newest, BEFORE)
    assert not TABLES & set(newest.get_tables())
    assert NAME in migrations.migrate(newest)
    assert set(newest.get_tables()) >= TABLES


def test_a_history_goes_with_its_account_and_reminders_go_back_alone(newest: peewee.Database) -> None:
    newest.execute_sql(CHANGE)
    for number, kind in enumerate(("validation_window", "debt_dispute_answer", "card_minimum")):
        closed = "NULL, NULL, NULL"
        newest.execute_sql(DEADLINE.format(id=f"dl_{number}", kind=kind, state="open", closed=closed))
    migrations.rollback(newest, BEFORE)
    rows = newest.execute_sql("SELECT id FROM deadline").fetchall()
    assert [row[0] for row in rows] == ["dl_2"]
    migrations.migrate(newest)
    newest.execute_sql(CHANGE)
    newest.execute_sql("DELETE FROM deadline")
    newest.execute_sql("DELETE FROM account")
    assert newest.execute_sql("SELECT COUNT(*) FROM ownership_change").fetchone()[0] == 0
