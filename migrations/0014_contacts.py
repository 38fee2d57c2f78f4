"""The contact log, one chain of rows a borrower, and the region in which a borrower lives, which may be unknown.

Going down the log goes: the form before has no place for it.
"""

import peewee
from peewee import BigIntegerField, BooleanField, CharField, IntegerField, TextField


class Base(peewee.Model):
    class Meta:
        legacy_table_names = False


class ContactEntry(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    seq = IntegerField()
    kind = CharField(max_length=8)
    account_id = CharField(max_length=40, null=True)
    happened_at = BigIntegerField()
    supersedes = CharField(max_length=40, null=True)
    superseded_by = CharField(max_length=40, null=True)
    withdrawn = BooleanField(default=False)
    body = TextField()
    hash = CharField(max_length=64)
    created_at = BigIntegerField()

    class Meta:
        table_name = "contact_entry"
        indexes = ((("borrower_id", "seq"), True), (("borrower_id", "kind", "id"), False))


TABLES = [ContactEntry]


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    db.execute_sql("ALTER TABLE borrower ADD COLUMN region VARCHAR(16)")


def down(migrator, db):
    db.execute_sql("ALTER TABLE borrower DROP COLUMN region")
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES, safe=False)
