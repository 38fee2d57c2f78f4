"""The forecast: rates between currencies, income and bills that were typed, and how a found series moves and misses.

Models are frozen copies: they say what the tables were when this migration was written, and never change.
"""

import peewee
from peewee import BigIntegerField, BooleanField, CharField, DateField, IntegerField


class Base(peewee.Model):
    class Meta:
        legacy_table_names = False


class ExchangeRate(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    currency = CharField(max_length=3)
    in_currency = CharField(max_length=3)
    rate = CharField(max_length=40)
    rate_on = DateField()
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "exchange_rate"
        indexes = (
            (("borrower_id", "currency", "in_currency", "rate_on"), True),
            (("borrower_id", "id"), False),
        )


class ExpectedFlow(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    label = CharField(max_length=80)
    direction = CharField(max_length=3)
    rhythm = CharField(max_length=18)
    starts_on = DateField()
    ends_on = DateField(null=True)
    second_day = IntegerField(null=True)
    weekend_rule = CharField(max_length=8)
    amount = BigIntegerField()
    low = BigIntegerField()
    high = BigIntegerField()
    currency = CharField(max_length=3)
    category = CharField(max_length=40)
    essential = BooleanField()
    secured = BooleanField(null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "expected_flow"
        indexes = ((("borrower_id", "id"), False),)


TABLES = [ExchangeRate, ExpectedFlow]


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    db.execute_sql("ALTER TABLE recurring ADD COLUMN weekend_rule VARCHAR(8) NOT NULL DEFAULT 'none'")
    db.execute_sql("ALTER TABLE recurring ADD COLUMN missed INTEGER NOT NULL DEFAULT 0")


def down(migrator, db):
    db.execute_sql("ALTER TABLE recurring DROP COLUMN missed")
    db.execute_sql("ALTER TABLE recurring DROP COLUMN weekend_rule")
    with db.bind_ctx(TABLES):
        db.drop_tables(list(reversed(TABLES)), safe=False)
