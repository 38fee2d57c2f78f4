"""Statements whose columns are named in one piece are, letter for letter, those that peewee makes of its own."""

import peewee
import pytest

from backend.app import ROOMS
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.people.borrowers import Borrower
from backend.store.rows import Row

OF_ONE = Account.select().where(Account.borrower_id == "b")
STATEMENTS = {
    "whole rows": OF_ONE.order_by(Account.id.desc()).limit(3),
    "some columns": Account.select(Account.id, Account.issuer).where(Account.id.in_(["a", "b"])),
    "joined": Statement.select().join(Account).where(Account.borrower_id == "b", Statement.id > "s"),
    "of both": Statement.select(Statement, Account).join(Account),
    "inside another": Statement.select().where(Statement.account.in_(OF_ONE)),
    "with more beside": OF_ONE.select_extend(peewee.SQL("1").alias("beside")),
    "counted": Account.select(peewee.fn.COUNT(Account.id)).group_by(Account.issuer),
    "locked": OF_ONE.for_update(),
    "under another name": (other := Account.alias()).select().where(other.issuer == Account.issuer),
    "inserted": Account.insert(id="c", issuer="Bank"),
    "updated": Account.update(issuer="Bank", version=Account.version + 1).where(Account.id == "c"),
    "deleted": Account.delete().where(Account.id == "c"),
}


def written(statement: peewee.Node, quote: str) -> tuple[str, list[object]]:
    """The text and its parameters; with a quote that we do not know, every word of it is peewee's."""
    return peewee.Context(param="?", quote=quote, for_update=True).sql(statement).query()


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_what_peewee_makes_of_it(name: str) -> None:
    text, parameters = written(STATEMENTS[name], "``")
    assert written(STATEMENTS[name], '""') == (text.replace("`", '"'), parameters)


def test_whole_rows_of_every_table_are_what_peewee_makes_of_them() -> None:
    assert ROOMS  # which import the rows of all of them
    tables = Row.__subclasses__()
    assert Borrower in tables
    for row_type in tables:
        text, _ = written(row_type.select(), "``")
        assert written(row_type.select(), '""') == (text.replace("`", '"'), [])
