"""Rows as peewee keeps them: the base of every table's row, and its columns.

What a type checker sees of all this is in rows.pyi: on a row a column is its value, on the class an expression.
"""

from datetime import datetime
from typing import Generic, TypeVar

import peewee

from backend.store.database import database, from_micros, to_micros

T = TypeVar("T")


class Column(Generic[T]):
    """Only a name for annotations; a column is one of peewee's fields."""


class Row(peewee.Model):
    """Base of every row: bound to the one database, text primary key by convention."""

    class Meta:
        database = database
        legacy_table_names = False

    @classmethod
    def table_name(cls):
        return cls._meta.table_name


class InstantField(peewee.BigIntegerField):
    """An aware instant kept as UTC integer microseconds: text with offsets compares wrongly."""

    def db_value(self, value):
        return value if value is None or isinstance(value, int) else to_micros(value)

    def python_value(self, value) -> datetime | None:
        return None if value is None else from_micros(value)


def short_text(longest, **options):
    return peewee.CharField(max_length=longest, **options)


def short_text_or_none(longest, **options):
    return peewee.CharField(max_length=longest, null=True, **options)


def word(longest, **options):
    return peewee.CharField(max_length=longest, **options)


def word_or_none(longest):
    return peewee.CharField(max_length=longest, null=True)


def long_text(**options):
    return peewee.TextField(**options)


def long_text_or_none():
    return peewee.TextField(null=True)


def integer(**options):
    return peewee.IntegerField(**options)


def integer_or_none():
    return peewee.IntegerField(null=True)


def large_integer(**options):
    return peewee.BigIntegerField(**options)


def large_integer_or_none():
    return peewee.BigIntegerField(null=True)


def flag(**options):
    return peewee.BooleanField(**options)


def flag_or_none():
    return peewee.BooleanField(null=True)


def day():
    return peewee.DateField()


def day_or_none():
    return peewee.DateField(null=True)


def instant(**options):
    return InstantField(**options)


def instant_or_none():
    return InstantField(null=True)


def blob():
    return peewee.BlobField()


def reference(row_type, column_name, **options):
    return peewee.ForeignKeyField(row_type, column_name=column_name, on_delete="CASCADE", **options)


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
