"""Cards as they are: instalment plans and promotions on a card, refunds, cards of several currencies, joint bills.

Models are frozen copies: they say what the tables were when this migration was written, and never change.
"""

import peewee
from peewee import BigIntegerField, CharField, DateField, ForeignKeyField, IntegerField

# One foreign key's target; its other columns are not this migration's.
ACCOUNT = "account"


class Account(peewee.Model):
    id = CharField(max_length=40, primary_key=True)

    class Meta:
        table_name = ACCOUNT
        legacy_table_names = False


class CardInstalmentPlan(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    account = ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE", index=False)
    name = CharField(max_length=80, null=True)
    principal = BigIntegerField()
    parts = IntegerField()
    first_index = IntegerField()
    started_on = DateField()
    fee_total = BigIntegerField(null=True)
    fee_timing = CharField(max_length=8)
    fee_per_part = BigIntegerField(null=True)
    rate_bp = IntegerField(null=True)
    shown = CharField(max_length=8)
    taken_from = CharField(max_length=8)
    ended_on = DateField(null=True)
    ended_index = IntegerField(null=True)
    ended_how = CharField(max_length=12, null=True)
    end_fee = BigIntegerField()
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "card_instalment_plan"
        legacy_table_names = False
        indexes = ((("account_id", "id"), False),)


class CardPromotion(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    account = ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE", index=False)
    kind = CharField(max_length=20)
    name = CharField(max_length=80, null=True)
    started_on = DateField(null=True)
    ends_on = DateField()
    principal = BigIntegerField(null=True)
    balance = BigIntegerField(null=True)
    balance_on = DateField(null=True)
    rate_bp = IntegerField(null=True)
    rate_after_bp = IntegerField(null=True)
    accrued = BigIntegerField(null=True)
    state = CharField(max_length=10)
    deadline_id = CharField(max_length=40, null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "card_promotion"
        legacy_table_names = False
        indexes = ((("account_id", "id"), False),)


TABLES = [CardInstalmentPlan, CardPromotion]


def up(migrator, db):
    with db.bind_ctx([Account, *TABLES]):
        db.create_tables(TABLES, safe=False)
    db.execute_sql("ALTER TABLE account ADD COLUMN card_group VARCHAR(40)")
    db.execute_sql("ALTER TABLE account ADD COLUMN billed_with VARCHAR(40)")
    db.execute_sql("ALTER TABLE account ADD COLUMN billed_since DATE")
    db.execute_sql("ALTER TABLE payment ADD COLUMN kind VARCHAR(8) NOT NULL DEFAULT 'payment'")


def down(migrator, db):
    db.execute_sql("ALTER TABLE payment DROP COLUMN kind")
    db.execute_sql("ALTER TABLE account DROP COLUMN billed_since")
    db.execute_sql("ALTER TABLE account DROP COLUMN billed_with")
    db.execute_sql("ALTER TABLE account DROP COLUMN card_group")
    with db.bind_ctx(TABLES):
        db.drop_tables(list(reversed(TABLES)), safe=False)
