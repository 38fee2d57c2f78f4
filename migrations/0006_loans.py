"""Loans as they are: agreements of a running loan as dated rows, and how money paid on a loan was meant.

What was paid above what was due has gone to later instalments until now, which then were silent. Nobody said so, and
it repays principal from here on: every running loan is settled anew by the next roll, and asks where it guesses.
"""

import peewee
from peewee import BigIntegerField, CharField, DateField, ForeignKeyField, IntegerField, TextField

PAYMENT = (
    "meant_as VARCHAR(16)",
    "effect VARCHAR(8)",
    "extra_amount BIGINT",
    "extra_principal BIGINT NOT NULL DEFAULT 0",
    "extra_from INTEGER",
    "earlier_instalments BIGINT NOT NULL DEFAULT 0",
)
SETTLE_ANEW = """
UPDATE series SET roll_at = 0 WHERE kind = 'loan_instalment' AND subject_id IN (
    SELECT id FROM account WHERE kind = 'loan' AND status = 'open'
)
"""


class Base(peewee.Model):
    class Meta:
        legacy_table_names = False


class Account(Base):
    id = CharField(max_length=40, primary_key=True)

    class Meta:
        table_name = "account"


class LoanTerm(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    account = ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE")
    kind = CharField(max_length=8)
    from_on = DateField()
    rate_bp = IntegerField(null=True)
    instalment = BigIntegerField(null=True)
    added_instalments = IntegerField(default=0)
    holiday_intervals = IntegerField(null=True)
    holiday_interest = CharField(max_length=8, null=True)
    keeps = CharField(max_length=12, default="end")
    terms = TextField(null=True)
    note = TextField(null=True)
    agreed_at = BigIntegerField()

    class Meta:
        table_name = "loan_term"


def up(migrator, db):
    with db.bind_ctx([LoanTerm]):
        db.create_tables([LoanTerm], safe=False)
    for column in PAYMENT:
        db.execute_sql(f"ALTER TABLE payment ADD COLUMN {column}")
    db.execute_sql("ALTER TABLE instalment_override ADD COLUMN stated_at BIGINT")
    db.execute_sql("ALTER TABLE instalment_override ADD COLUMN kept BOOLEAN NOT NULL DEFAULT FALSE")
    db.execute_sql(SETTLE_ANEW)


def down(migrator, db):
    db.execute_sql("DELETE FROM instalment_override WHERE kept")
    db.execute_sql("ALTER TABLE instalment_override DROP COLUMN kept")
    db.execute_sql("ALTER TABLE instalment_override DROP COLUMN stated_at")
    for column in reversed(PAYMENT):
        db.execute_sql(f"ALTER TABLE payment DROP COLUMN {column.split()[0]}")
    with db.bind_ctx([LoanTerm]):
        db.drop_tables([LoanTerm], safe=False)
