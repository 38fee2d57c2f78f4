"""The twentieth migration: what accounts got, and that nobody and nothing else is lost on either way."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

NAME = "0019_accounts"


def _one_before() -> str:
    names = sorted(path.stem for path in migrations.FOLDER.glob("[0-9]*.py"))
    return names[names.index(NAME) - 1]


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with two borrowers in it."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, _one_before())
    for number in (1, 2):
        opened.execute_sql(
            "INSERT INTO borrower (id, email, zone, locale, country, quiet_dates, discreet, paydays, created_at, "
            f"updated_at, version) VALUES ('bor_{number}', 'b{number}@example.com', 'UTC', 'en', 'US', '[]', TRUE, "
            "'[]', 1, 1, 1)"
        )
    yield opened
    opened.close()


def test_who_was_mailed_already_has_confirmed_and_whose_address_firebase_verified(
    before: peewee.Database,
) -> None:
    before.execute_sql("UPDATE borrower SET firebase_uid = 'x' WHERE id = 'bor_2'")
    before.execute_sql(
        "INSERT INTO borrower (id, email, zone, locale, country, quiet_dates, discreet, paydays, created_at, "
        "updated_at, version) VALUES ('bor_3', 'b3@example.com', 'UTC', 'en', 'US', '[]', TRUE, '[]', 1, 1, 1)"
    )
    before.execute_sql(
        "INSERT INTO notification (id, borrower_id, created_at, pushed, state) "
        "VALUES ('ntf_1', 'bor_1', 1, TRUE, 'active')"
    )
    before.execute_sql(
        "INSERT INTO delivery (id, borrower_id, notification_id, provider, state, attempts, leased, expires_at, "
        "created_at, ended_at) VALUES ('dlv_1', 'bor_1', 'ntf_1', 'email', 'accepted', 1, FALSE, 9, 1, 5)"
    )
    migrations.migrate(before)
    found = before.execute_sql("SELECT id, email_confirmed_at FROM borrower ORDER BY id").fetchall()
    assert found == [("bor_1", 5), ("bor_2", 1), ("bor_3", None)]
    on = before.execute_sql("SELECT DISTINCT mail_reminders FROM borrower").fetchall()
    assert [bool(value) for (value,) in on] == [True]


def test_a_family_of_refresh_tokens_is_a_session_and_stays_one_that_is_signed_in(
    before: peewee.Database,
) -> None:
    for number, family, revoked in ((1, "fam_a", "NULL"), (2, "fam_a", "NULL"), (3, "fam_b", "8")):
        before.execute_sql(
            "INSERT INTO refresh_token (id, borrower_id, family, token_hash, created_at, expires_at, revoked_at) "
            f"VALUES ('rt_{number}', 'bor_1', '{family}', 'h{number}', {number}, {number + 10}, {revoked})"
        )
    kept = before.execute_sql("SELECT id, family, token_hash FROM refresh_token ORDER BY id").fetchall()
    migrations.migrate(before)
    columns = "id, borrower_id, created_at, last_used_at, expires_at, ended_at"
    found = before.execute_sql(f"SELECT {columns} FROM session ORDER BY id").fetchall()
    assert found == [("fam_a", "bor_1", 1, 2, 12, None), ("fam_b", "bor_1", 3, 3, 13, 8)]
    migrations.rollback(before, _one_before())
    assert (
        before.execute_sql("SELECT id, family, token_hash FROM refresh_token ORDER BY id").fetchall() == kept
    )


def test_an_address_has_one_owner_and_going_down_one_account(before: peewee.Database) -> None:
    migrations.migrate(before)
    before.execute_sql("UPDATE borrower SET email = 'same@example.com'")
    before.execute_sql("UPDATE borrower SET email_confirmed_at = 7 WHERE id = 'bor_2'")
    with pytest.raises(peewee.IntegrityError), before.atomic():
        before.execute_sql("UPDATE borrower SET email_confirmed_at = 7 WHERE id = 'bor_1'")
    migrations.rollback(before, _one_before())
    found = before.execute_sql("SELECT id, email FROM borrower ORDER BY id").fetchall()
    assert found == [("bor_1", None), ("bor_2", "same@example.com")]
    with pytest.raises(peewee.IntegrityError), before.atomic():
        before.execute_sql("UPDATE borrower SET email = 'same@example.com'")


def test_mails_about_accounts_come_and_go(before: peewee.Database) -> None:
    assert NAME in migrations.migrate(before)
    before.execute_sql(
        "INSERT INTO account_mail (id, borrower_id, kind, address, created_at, expires_at, attempts) "
        "VALUES ('mail_1', 'bor_1', 'reset', 'b1@example.com', 1, 2, 0)"
    )
    migrations.rollback(before, _one_before())
    assert "account_mail" not in before.get_tables()
    assert before.execute_sql("SELECT id FROM borrower ORDER BY id").fetchall() == [("bor_1",), ("bor_2",)]
