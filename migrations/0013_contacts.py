"""The contact log, one chain of rows a borrower; promises to pay and complaints; the region of a borrower, if known.

Going down these go, with their deadlines: the form before has no place for them.
"""

import peewee
from peewee import BigIntegerField, BooleanField, CharField, DateField, IntegerField, TextField


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


class Promise(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    contact_id = CharField(max_length=40, null=True)
    account_id = CharField(max_length=40, null=True)
    firm = CharField(max_length=120)
    amount = BigIntegerField()
    currency = CharField(max_length=3)
    due_on = DateField()
    state = CharField(max_length=10)
    closed_on = DateField(null=True)
    deadline_id = CharField(max_length=40, null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "promise"
        indexes = ((("borrower_id", "id"), False),)


class Complaint(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    country = CharField(max_length=2)
    firm = CharField(max_length=120)
    contact_ids = TextField()
    note = TextField(null=True)
    state = CharField(max_length=10)
    sent_on = DateField(null=True)
    answer_by = DateField(null=True)
    clock = TextField(null=True)
    answered_on = DateField(null=True)
    body_id = CharField(max_length=24, null=True)
    escalated_on = DateField(null=True)
    deadline_id = CharField(max_length=40, null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "complaint"
        indexes = ((("borrower_id", "id"), False),)


TABLES = [ContactEntry, Promise, Complaint]


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    db.execute_sql("ALTER TABLE borrower ADD COLUMN region VARCHAR(16)")


def down(migrator, db):
    db.execute_sql("ALTER TABLE borrower DROP COLUMN region")
    db.execute_sql("DELETE FROM deadline WHERE kind IN ('promise_to_pay', 'complaint_answer')")
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES, safe=False)
