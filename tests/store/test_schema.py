"""The rows, the migrations and the list of what belongs to a borrower say the same."""

import importlib
import pkgutil

import peewee

from backend import store
from backend.store.database import database as handle
from backend.store.erasure import EXPORTED, TABLES
from backend.store.rows import Row

NOBODYS = {"borrower", "erased_identity", "rate_count", "heartbeat", "schema_migration"}


def _rows() -> dict[str, type[peewee.Model]]:
    for module in pkgutil.walk_packages(store.__path__, "backend.store."):
        importlib.import_module(module.name)
    return {each._meta.table_name: each for each in Row.__subclasses__()}


def _columns(table: str) -> dict[str, bool]:
    return {column.name: column.null for column in handle.get_columns(table)}


def test_every_row_is_as_the_migrations_made_it(database: object) -> None:
    rows = _rows()
    assert set(rows) == set(handle.get_tables()) - {"schema_migration"}
    for table, row in rows.items():
        declared = {field.column_name: field.null for field in row._meta.sorted_fields}
        assert declared == _columns(table), table


def test_every_index_of_a_row_is_in_the_migrations(database: object) -> None:
    for table, row in _rows().items():
        made = {index.name for index in handle.get_indexes(table)}
        declared = {index._name for index in row._meta.fields_to_index()}
        assert declared <= made, table


def test_everything_that_names_a_borrower_is_erased_with_them(database: object) -> None:
    for table in set(handle.get_tables()) - NOBODYS:
        assert "borrower_id" in _columns(table), table
        assert table in TABLES, table
    assert set(TABLES) == set(handle.get_tables()) - NOBODYS


def test_what_is_not_the_borrowers_or_at_hand_is_left_out_of_an_export() -> None:
    assert {"borrower", *TABLES} - set(EXPORTED) == {"idempotency_key", "refresh_token", "import_chunk"}
