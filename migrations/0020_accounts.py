"""Mails about accounts. Going down they go, and with them every link that was not used."""

import peewee
from peewee import BigIntegerField, CharField, IntegerField


class Base(peewee.Model):
    class Meta:
        legacy_table_names = False


class AccountMail(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, null=True, index=True)
    kind = CharField(max_length=16)
    address = CharField(max_length=254)
    created_at = BigIntegerField()
    expires_at = BigIntegerField()
    next_attempt_at = BigIntegerField(null=True)
    attempts = IntegerField(default=0)
    sent_at = BigIntegerField(null=True)
    error = CharField(max_length=64, null=True)
    used_at = BigIntegerField(null=True)

    class Meta:
        table_name = "account_mail"
        indexes = ((("next_attempt_at",), False),)


TABLES = [AccountMail]


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)


def down(migrator, db):
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
