"""Rows as peewee keeps them: the base of every table's row, and its columns.

What a type checker sees of all this is in rows.pyi: on a row a column is its value, on the class an expression.
"""

from datetime import datetime
from functools import cache
from typing import Generic, TypeVar

import peewee

from backend.store.database import database, from_micros, to_micros

T = TypeVar("T")


class Column(Generic[T]):
    """Only a name for annotations; a column is one of peewee's fields."""


class _Select(peewee.ModelSelect):
    """A SELECT of whole rows, which names their columns in one piece; all else is left to peewee.

    Peewee makes the text of each statement anew, and four objects for each column in it, of which there are twenty in
    most: that was a fifth of what a request that writes costs.
    """

    def __init__(self, row_type, columns, **options):
        super().__init__(row_type, columns, **options)
        self._whole_rows = self._returning if self._is_default else None

    def __sql_selection__(self, ctx, is_subquery=False):
        table = self.model._meta.table
        if is_subquery or self._returning is not self._whole_rows or _is_named_otherwise(table, ctx):
            return super().__sql_selection__(ctx, is_subquery)
        return ctx.literal(_all_columns(self.model, ctx.alias_manager[table]))


@cache
def _all_columns(row_type, alias):
    return ", ".join(f'"{alias}"."{field.column_name}"' for field in row_type._meta.sorted_fields)


def _is_named_otherwise(table, ctx):
    return table._alias or ctx.state.quote != '""'


class Row(peewee.Model):
    """Base of every row: bound to the one database, text primary key by convention."""

    class Meta:
        database = database
        legacy_table_names = False

    @classmethod
    def select(cls, *columns):
        return _Select(cls, columns or cls._meta.sorted_fields, is_default=not columns)

    @classmethod
    def table_name(cls):
        return cls._meta.table_name


class _InOnePiece:
    """A field that writes its name, and its table's before it, in one piece."""

    def __sql__(self, ctx):
        table = self.model._meta.table
        if _is_named_otherwise(table, ctx):
            return super().__sql__(ctx)
        before = "" if ctx.scope == peewee.SCOPE_VALUES else f'"{ctx.alias_manager[table]}".'
        return ctx.literal(f'{before}"{self.column_name}"')


def _in_one_piece(field_type):
    return type(field_type.__name__, (_InOnePiece, field_type), {})


CharField = _in_one_piece(peewee.CharField)
TextField = _in_one_piece(peewee.TextField)
IntegerField = _in_one_piece(peewee.IntegerField)
BigIntegerField = _in_one_piece(peewee.BigIntegerField)
BooleanField = _in_one_piece(peewee.BooleanField)
DateField = _in_one_piece(peewee.DateField)
BlobField = _in_one_piece(peewee.BlobField)
ForeignKeyField = _in_one_piece(peewee.ForeignKeyField)


class InstantField(BigIntegerField):
    """An aware instant kept as UTC integer microseconds: text with offsets compares wrongly."""

    def db_value(self, value):
        return value if value is None or isinstance(value, int) else to_micros(value)

    def python_value(self, value) -> datetime | None:
        return None if value is None else from_micros(value)


def short_text(longest, **options):
    return CharField(max_length=longest, **options)


def short_text_or_none(longest, **options):
    return CharField(max_length=longest, null=True, **options)


def word(longest, **options):
    return CharField(max_length=longest, **options)


def word_or_none(longest):
    return CharField(max_length=longest, null=True)


def long_text(**options):
    return TextField(**options)


def long_text_or_none():
    return TextField(null=True)


def integer(**options):
    return IntegerField(**options)


def integer_or_none():
    return IntegerField(null=True)


def large_integer(**options):
    return BigIntegerField(**options)


def large_integer_or_none():
    return BigIntegerField(null=True)


def flag(**options):
    return BooleanField(**options)


def flag_or_none():
    return BooleanField(null=True)


def day():
    return DateField()


def day_or_none():
    return DateField(null=True)


def instant(**options):
    return InstantField(**options)


def instant_or_none():
    return InstantField(null=True)


def blob():
    return BlobField()


def reference(row_type, column_name, **options):
    return ForeignKeyField(row_type, column_name=column_name, on_delete="CASCADE", **options)


def keeping_reference_or_none(row_type, column_name):
    return peewee.ForeignKeyField(row_type, column_name=column_name, on_delete="RESTRICT", null=True)


Condition = peewee.Expression
Expression = peewee.Node


def with_text_beside(query, column):
    """The rows of a query, each with the text that a written column gives beside it."""
    rows = query.select_extend(peewee.SQL(column).alias("text_beside"))
    return [(row, row.text_beside) for row in rows]


composite_key = peewee.CompositeKey
written_condition = peewee.SQL
