"""To whom debts are owed: their history, the checks before somebody is paid, notices of a debt, and disputes of it.

Models are frozen copies: they say what the tables were when this migration was written, and never change.
"""

import peewee
from peewee import BigIntegerField, CharField, DateField, ForeignKeyField, IntegerField, TextField

# One foreign key's target; its other columns are not this migration's.
ACCOUNT = "account"


class Account(peewee.Model):
    id = CharField(max_length=40, primary_key=True)

    class Meta:
        table_name = ACCOUNT
        legacy_table_names = False


class OwnershipChange(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    account = ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE", index=False)
    kind = CharField(max_length=16)
    firm = CharField(max_length=120, null=True)
    happened_on = DateField(null=True)
    notice = CharField(max_length=12)
    noticed_on = DateField(null=True)
    proof = CharField(max_length=16)
    note = TextField(null=True)
    created_at = BigIntegerField()

    class Meta:
        table_name = "ownership_change"
        legacy_table_names = False
        indexes = ((("borrower_id", "id"), False), (("account_id", "id"), False))


class PayeeCheck(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    account_id = CharField(max_length=40, null=True)
    firm = CharField(max_length=120)
    country = CharField(max_length=2)
    answers = TextField()
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "payee_check"
        legacy_table_names = False
        indexes = ((("borrower_id", "id"), False),)


class ValidationNotice(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    account_id = CharField(max_length=40, null=True)
    firm = CharField(max_length=120)
    country = CharField(max_length=2)
    original_creditor = CharField(max_length=120, null=True)
    reference = CharField(max_length=60, null=True)
    provided_on = DateField(null=True)
    received_on = DateField(null=True)
    printed_on = DateField(null=True)
    itemized_on = DateField(null=True)
    currency = CharField(max_length=3, null=True)
    amount = BigIntegerField(null=True)
    interest = BigIntegerField(null=True)
    fees = BigIntegerField(null=True)
    payments = BigIntegerField(null=True)
    credits = BigIntegerField(null=True)
    claimed = BigIntegerField(null=True)
    state = CharField(max_length=10)
    deadline_id = CharField(max_length=40, null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "validation_notice"
        legacy_table_names = False
        indexes = ((("borrower_id", "id"), False),)


class DebtDispute(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    account_id = CharField(max_length=40, null=True)
    notice_id = CharField(max_length=40, null=True)
    kind = CharField(max_length=20)
    party = CharField(max_length=10)
    firm = CharField(max_length=120)
    country = CharField(max_length=2)
    region = CharField(max_length=16, null=True)
    reference = CharField(max_length=60, null=True)
    currency = CharField(max_length=3, null=True)
    claimed = BigIntegerField(null=True)
    disputed = BigIntegerField(null=True)
    paid_on = DateField(null=True)
    paid_amount = BigIntegerField(null=True)
    missed_since = DateField(null=True)
    note = TextField(null=True)
    state = CharField(max_length=10)
    sent_on = DateField(null=True)
    answer_by = DateField(null=True)
    look_on = DateField(null=True)
    clock = TextField(null=True)
    answered_on = DateField(null=True)
    body_id = CharField(max_length=24, null=True)
    escalated_on = DateField(null=True)
    deadline_id = CharField(max_length=40, null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "debt_dispute"
        legacy_table_names = False
        indexes = ((("borrower_id", "id"), False),)


TABLES = [OwnershipChange, PayeeCheck, ValidationNotice, DebtDispute]


def up(migrator, db):
    with db.bind_ctx([Account, *TABLES]):
        db.create_tables(TABLES, safe=False)


def down(migrator, db):
    """The reminders of windows and answers go too: the older form has no such kinds."""
    db.execute_sql("DELETE FROM deadline WHERE kind IN ('validation_window', 'debt_dispute_answer')")
    with db.bind_ctx([Account, *TABLES]):
        db.drop_tables(list(reversed(TABLES)), safe=False)
