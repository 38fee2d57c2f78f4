"""The twelfth migration: reports, lines and applications that are there keep everything, and go back as they were."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

BEFORE = "0004_plan_facts"
REPORT = (
    "INSERT INTO credit_report (id, borrower_id, country, bureau, pulled_on, source, free, faults, created_at, "
    "updated_at, version) VALUES ('rep_1', 'bor_1', 'US', 'experian', '2026-11-20', 'typed', TRUE, '[]', 1, 1, 1)"
)
ENTRY = (
    "INSERT INTO report_entry (id, borrower_id, report_id, position, kind, furnisher, last4, state, currency, months, "
    "unsure, place) VALUES ('{id}', 'bor_1', 'rep_1', {position}, '{kind}', 'Chase', '', 'open', '', '{{}}', '[]', '')"
)
APPLICATION = (
    "INSERT INTO application (id, borrower_id, title, country, apply_on, state, created_at, updated_at, version) "
    "VALUES ('apl_1', 'bor_1', 'Card', 'US', '2026-11-24', 'planned', 1, 1, 1)"
)
ADDED = {
    "credit_report": {"free_because", "not_compared"},
    "report_entry": {"charged_off_on", "ordered_on"},
    "application": {"refused_on"},
}


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a report, a line of it and an application."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, BEFORE)
    for statement in (REPORT, ENTRY.format(id="ent_1", position=0, kind="account"), APPLICATION):
        opened.execute_sql(statement)
    yield opened
    opened.close()


def _added(opened: peewee.Database) -> dict[str, set[str]]:
    return {
        table: {column.name for column in opened.get_columns(table)} & names for table, names in ADDED.items()
    }


def test_what_was_there_stays_and_nothing_is_guessed(before: peewee.Database) -> None:
    assert not any(_added(before).values())
    assert "0012_law" in migrations.migrate(before)
    assert _added(before) == ADDED
    row = before.execute_sql("SELECT id, free_because, not_compared FROM credit_report").fetchone()
    assert tuple(row) == ("rep_1", None, None)
    line = before.execute_sql("SELECT id, charged_off_on, ordered_on FROM report_entry").fetchone()
    assert tuple(line) == ("ent_1", None, None)


def test_and_it_goes_back_to_what_the_older_form_knows(before: peewee.Database) -> None:
    migrations.migrate(before)
    before.execute_sql(ENTRY.format(id="ent_2", position=1, kind="bankruptcy"))
    before.execute_sql("UPDATE application SET state = 'refused', refused_on = '2026-11-24'")
    migrations.rollback(before, BEFORE)
    assert not any(_added(before).values())
    kinds = before.execute_sql("SELECT kind FROM report_entry").fetchall()
    assert [tuple(kind) for kind in kinds] == [("account",)]
    assert tuple(before.execute_sql("SELECT state FROM application").fetchone()) == ("made",)
