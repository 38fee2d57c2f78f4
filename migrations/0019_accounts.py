"""Sessions, mails about accounts, counts of attempts, erased identities, and addresses that wait to be confirmed.

Whose address a mail of ours has reached already, or Firebase has verified, has confirmed it: nobody's mails stop. A
family of refresh tokens is a session from now on.

Going down, sessions, mails and unused links go, and a phone that is signed in stays so. Of several who claim one
address its owner, or else the first, keeps it.
"""

import peewee
from peewee import BigIntegerField, BooleanField, CharField, IntegerField, TextField


class Base(peewee.Model):
    class Meta:
        legacy_table_names = False


class Session(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    device_name = CharField(max_length=80, null=True)
    created_at = BigIntegerField()
    last_used_at = BigIntegerField()
    expires_at = BigIntegerField()
    proven_at = BigIntegerField(null=True)
    forgiven_at = BigIntegerField(null=True)
    ended_at = BigIntegerField(null=True)

    class Meta:
        table_name = "session"


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


class RateCount(Base):
    key = CharField(max_length=64, primary_key=True)
    hits = IntegerField()
    expires_at = BigIntegerField(index=True)

    class Meta:
        table_name = "rate_count"


class ErasedIdentity(Base):
    uid_hash = CharField(max_length=64, primary_key=True)
    erased_at = BigIntegerField()

    class Meta:
        table_name = "erased_identity"


class SecondFactor(Base):
    borrower_id = CharField(max_length=40, primary_key=True)
    secret = TextField()
    created_at = BigIntegerField()
    confirmed_at = BigIntegerField(null=True)
    last_step = BigIntegerField(default=0)

    class Meta:
        table_name = "second_factor"


class RecoveryCode(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    code_hash = CharField(max_length=64)
    created_at = BigIntegerField()

    class Meta:
        table_name = "recovery_code"


TABLES = [Session, AccountMail, RateCount, ErasedIdentity, SecondFactor, RecoveryCode]


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


# A family of refresh tokens is a session.
SESSIONS = """INSERT INTO session (id, borrower_id, created_at, last_used_at, expires_at, ended_at)
SELECT family, MIN(borrower_id), MIN(created_at), MAX(created_at), MAX(expires_at), MAX(revoked_at)
FROM refresh_token GROUP BY family"""


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
    migrator.migrate(
        migrator.add_column("borrower", "email_confirmed_at", BigIntegerField(null=True)),
        migrator.add_column("borrower", "mail_reminders", BooleanField(default=True)),
        migrator.drop_index("borrower", "borrower_email"),
        migrator.add_index("borrower", ("email",), unique=False),
    )
    migrator.migrate(
        migrator.add_column("refresh_token", "rotated_by", CharField(max_length=64, null=True)),
        migrator.add_column("device", "session_id", CharField(max_length=40, null=True)),
        migrator.add_index("device", ("session_id",), unique=False),
    )
    db.execute_sql(CONFIRMED)
    db.execute_sql(SESSIONS)
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
        migrator.drop_column("refresh_token", "rotated_by"),
        migrator.drop_index("device", "device_session_id"),
        migrator.drop_column("device", "session_id"),
    )
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
