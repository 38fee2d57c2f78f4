"""Mails about accounts; and an address is a borrower's own once they have confirmed it, until when others may claim it.

Whose address a mail of ours has reached already, or Firebase has verified, has confirmed it: nobody's mails stop. Going
down, the mails and unused links go, and of several who claim one address its owner, or the first, keeps it.
"""

import peewee
from peewee import BigIntegerField, BooleanField, CharField, IntegerField


class Base(peewee.Model):
    class Meta:
        legacy_table_names = False


class AccountMail(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, null=True, index=True)
    kind = CharField(max_length=16)
    address = CharField(max_length=254, index=True)
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


# An accepted mail's end is when its server took it.
CONFIRMED = """UPDATE borrower SET email_confirmed_at = COALESCE(
    (SELECT MAX(d.ended_at) FROM delivery d
     WHERE d.borrower_id = borrower.id AND d.provider = 'email' AND d.state = 'accepted'),
    CASE WHEN firebase_uid IS NOT NULL THEN created_at END)
WHERE email IS NOT NULL"""

ONE_EACH = """UPDATE borrower SET email = NULL WHERE email IS NOT NULL AND EXISTS (
    SELECT 1 FROM borrower o WHERE o.email = borrower.email AND o.id <> borrower.id
    AND ((o.email_confirmed_at IS NOT NULL AND borrower.email_confirmed_at IS NULL)
         OR (o.email_confirmed_at IS NULL AND borrower.email_confirmed_at IS NULL AND o.id < borrower.id)))"""


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
    migrator.migrate(
        migrator.add_column("borrower", "email_confirmed_at", BigIntegerField(null=True)),
        migrator.add_column("borrower", "mail_reminders", BooleanField(default=True)),
        migrator.drop_index("borrower", "borrower_email"),
        migrator.add_index("borrower", ("email",), unique=False),
    )
    db.execute_sql(CONFIRMED)
    db.execute_sql(
        "CREATE UNIQUE INDEX borrower_email_owner ON borrower (email) WHERE email_confirmed_at IS NOT NULL"
    )


def down(migrator, db):
    db.execute_sql("DROP INDEX borrower_email_owner")
    db.execute_sql(ONE_EACH)
    migrator.migrate(
        migrator.drop_index("borrower", "borrower_email"),
        migrator.drop_column("borrower", "email_confirmed_at"),
        migrator.drop_column("borrower", "mail_reminders"),
        migrator.add_index("borrower", ("email",), unique=True),
    )
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
