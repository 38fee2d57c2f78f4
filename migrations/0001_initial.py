"""Borrowers, accounts, deadlines, reminders and the outbox.

Models are frozen copies: they say what the tables were when this migration was written, and never change.
"""

import peewee
from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)


class Base(peewee.Model):
    class Meta:
        legacy_table_names = False


class Borrower(Base):
    id = CharField(max_length=40, primary_key=True)
    email = CharField(max_length=254, null=True, unique=True)
    password_hash = TextField(null=True)
    firebase_uid = CharField(max_length=128, null=True, unique=True)
    zone = CharField(max_length=64)
    locale = CharField(max_length=16)
    country = CharField(max_length=2)
    quiet_start = CharField(max_length=5, null=True)
    quiet_end = CharField(max_length=5, null=True)
    quiet_dates = TextField(default="[]")
    discreet = BooleanField(default=True)
    paused_from = BigIntegerField(null=True)
    paused_until = BigIntegerField(null=True)
    daily_cap = IntegerField(null=True)
    window_minutes = IntegerField(null=True)
    paydays = TextField(default="[]")
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "borrower"


class Device(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower = ForeignKeyField(Borrower, column_name="borrower_id", on_delete="CASCADE", index=False)
    provider = CharField(max_length=16)
    token = CharField(max_length=4096)
    platform = CharField(max_length=16)
    app_version = CharField(max_length=40, null=True)
    locale = CharField(max_length=16, null=True)
    state = CharField(max_length=8, default="active")
    dead_reason = CharField(max_length=64, null=True)
    died_at = BigIntegerField(null=True)
    last_seen_at = BigIntegerField()
    created_at = BigIntegerField()

    class Meta:
        table_name = "device"
        indexes = ((("provider", "token"), True), (("borrower_id", "state"), False))


class RefreshToken(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower = ForeignKeyField(Borrower, column_name="borrower_id", on_delete="CASCADE")
    family = CharField(max_length=40, index=True)
    token_hash = CharField(max_length=64, unique=True)
    created_at = BigIntegerField()
    expires_at = BigIntegerField()
    rotated_at = BigIntegerField(null=True)
    revoked_at = BigIntegerField(null=True)

    class Meta:
        table_name = "refresh_token"


class IdempotencyKey(Base):
    borrower_id = CharField(max_length=80)
    key = CharField(max_length=255)
    method = CharField(max_length=8)
    path = CharField(max_length=512)
    body_hash = CharField(max_length=64)
    state = CharField(max_length=8)
    status = IntegerField(null=True)
    headers = TextField(null=True)
    body = TextField(null=True)
    created_at = BigIntegerField(index=True)

    class Meta:
        table_name = "idempotency_key"
        primary_key = CompositeKey("borrower_id", "key")


class Heartbeat(Base):
    name = CharField(max_length=40, primary_key=True)
    at = BigIntegerField()

    class Meta:
        table_name = "heartbeat"


class Account(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower = ForeignKeyField(Borrower, column_name="borrower_id", on_delete="CASCADE", index=False)
    kind = CharField(max_length=8)
    issuer = CharField(max_length=80)
    nickname = CharField(max_length=80, null=True)
    last4 = CharField(max_length=4, null=True)
    currency = CharField(max_length=3)
    zone = CharField(max_length=64)
    country = CharField(max_length=2)
    apr_bp = IntegerField(null=True)
    credit_limit = BigIntegerField(null=True)
    status = CharField(max_length=16, default="open")
    autopay = CharField(max_length=8, default="off")
    autopay_funded = CharField(max_length=8, default="unknown")
    note = TextField(null=True)
    terms = TextField()
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "account"
        indexes = ((("borrower_id", "kind", "id"), False),)


class InstalmentOverride(Base):
    account = ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE", index=False)
    number = IntegerField()
    borrower_id = CharField(max_length=40, index=True)
    due_on = DateField()
    principal = BigIntegerField()
    interest = BigIntegerField()

    class Meta:
        table_name = "instalment_override"
        primary_key = CompositeKey("account", "number")


class Statement(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    account = ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE", index=False)
    period_key = CharField(max_length=10)
    closes_on = DateField()
    nominal_due_on = DateField()
    balance = BigIntegerField(null=True)
    minimum_due = BigIntegerField(null=True)
    past_due_included = BigIntegerField(default=0)
    interest_and_fees = BigIntegerField(null=True)
    source = CharField(max_length=10, default="estimated")
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "statement"
        indexes = ((("account_id", "period_key"), True), (("borrower_id", "closes_on", "id"), False))


class Series(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower = ForeignKeyField(Borrower, column_name="borrower_id", on_delete="CASCADE", index=False)
    kind = CharField(max_length=24)
    subject_id = CharField(max_length=40, null=True)
    rule = TextField(null=True)
    next_index = IntegerField()
    roll_at = BigIntegerField(null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "series"
        indexes = ((("borrower_id", "id"), False), (("subject_id",), False))


Series.add_index(Series.index(Series.roll_at, where=Series.roll_at.is_null(False), name="series_roll"))


class Deadline(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower = ForeignKeyField(Borrower, column_name="borrower_id", on_delete="CASCADE", index=False)
    kind = CharField(max_length=24)
    account = ForeignKeyField(Account, column_name="account_id", null=True, on_delete="CASCADE", index=False)
    series_id = CharField(max_length=40, null=True)
    subject_id = CharField(max_length=40, null=True)
    title = CharField(max_length=120, null=True)
    nominal_due_on = DateField()
    due_on = DateField()
    pay_by_at = BigIntegerField()
    last_chance_on = DateField()
    last_chance_at = BigIntegerField()
    zone = CharField(max_length=64)
    country = CharField(max_length=2)
    owed = BooleanField()
    amount = BigIntegerField(null=True)
    allocated = BigIntegerField(default=0)
    tolerance = BigIntegerField(default=0)
    currency = CharField(max_length=3, null=True)
    source = CharField(max_length=12)
    sure = BooleanField()
    autopay = BooleanField(default=False)
    state = CharField(max_length=10, default="open")
    closed_by = CharField(max_length=10, null=True)
    closed_at = BigIntegerField(null=True)
    reason = TextField(null=True)
    muted = BooleanField(default=False)
    snoozed_until = BigIntegerField(null=True)
    reminded_through = BigIntegerField()
    next_reminder_at = BigIntegerField(null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "deadline"
        indexes = ((("borrower_id", "due_on", "id"), False), (("account_id", "due_on", "id"), False))


Deadline.add_index(
    Deadline.index(Deadline.borrower, Deadline.due_on, where=SQL("state = 'open'"), name="deadline_open")
)
Deadline.add_index(
    Deadline.index(
        Deadline.next_reminder_at,
        Deadline.borrower,
        where=Deadline.next_reminder_at.is_null(False),
        name="deadline_next_reminder",
    )
)
Deadline.add_index(
    Deadline.index(Deadline.series_id, where=Deadline.series_id.is_null(False), name="deadline_series")
)


class Payment(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    account = ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE", index=False)
    amount = BigIntegerField()
    currency = CharField(max_length=3)
    paid_at = BigIntegerField()
    note = TextField(null=True)
    reversed_at = BigIntegerField(null=True)
    reversal_reason = TextField(null=True)
    created_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "payment"
        indexes = ((("borrower_id", "paid_at", "id"), False), (("account_id", "paid_at", "id"), False))


class Allocation(Base):
    payment = ForeignKeyField(Payment, column_name="payment_id", on_delete="CASCADE", index=False)
    deadline = ForeignKeyField(Deadline, column_name="deadline_id", on_delete="CASCADE")
    borrower_id = CharField(max_length=40, index=True)
    amount = BigIntegerField()

    class Meta:
        table_name = "allocation"
        primary_key = CompositeKey("payment", "deadline")


class ReminderPolicy(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower = ForeignKeyField(Borrower, column_name="borrower_id", on_delete="CASCADE", index=False)
    scope = CharField(max_length=8)
    scope_key = CharField(max_length=40, default="")
    preset = CharField(max_length=24, null=True)
    rules = TextField()
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "reminder_policy"
        indexes = ((("borrower_id", "scope", "scope_key"), True),)


class Notification(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    created_at = BigIntegerField()
    pushed = BooleanField()
    state = CharField(max_length=10, default="active")
    read_at = BigIntegerField(null=True)

    class Meta:
        table_name = "notification"
        indexes = ((("borrower_id", "created_at", "id"), False),)


class Reminder(Base):
    deadline_id = CharField(max_length=40)
    moment = CharField(max_length=48)
    borrower_id = CharField(max_length=40, index=True)
    notification_id = CharField(max_length=40, index=True)
    tone = CharField(max_length=10)
    position = IntegerField()

    class Meta:
        table_name = "reminder"
        primary_key = CompositeKey("deadline_id", "moment")
        without_rowid = True


class Delivery(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    notification_id = CharField(max_length=40, index=True)
    device_id = CharField(max_length=40, null=True)
    provider = CharField(max_length=16)
    state = CharField(max_length=10, default="queued")
    attempts = IntegerField(default=0)
    next_attempt_at = BigIntegerField(null=True)
    leased = BooleanField(default=False)
    expires_at = BigIntegerField()
    created_at = BigIntegerField()
    ended_at = BigIntegerField(null=True)
    provider_id = CharField(max_length=255, null=True)
    error = CharField(max_length=64, null=True)
    title = TextField(null=True)
    body = TextField(null=True)
    shown_at = BigIntegerField(null=True)
    opened_at = BigIntegerField(null=True)
    acted_at = BigIntegerField(null=True)

    class Meta:
        table_name = "delivery"


Delivery.add_index(
    Delivery.index(
        Delivery.provider,
        Delivery.next_attempt_at,
        where=Delivery.next_attempt_at.is_null(False),
        name="delivery_pending",
    )
)


class DeliveryAttempt(Base):
    delivery_id = CharField(max_length=40)
    attempt = IntegerField()
    borrower_id = CharField(max_length=40, index=True)
    at = BigIntegerField()
    outcome = CharField(max_length=12)
    error = CharField(max_length=64, null=True)

    class Meta:
        table_name = "delivery_attempt"
        primary_key = CompositeKey("delivery_id", "attempt")


class CalendarFeed(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower = ForeignKeyField(Borrower, column_name="borrower_id", on_delete="CASCADE")
    token_hash = CharField(max_length=64, unique=True)
    detailed = BooleanField(default=False)
    created_at = BigIntegerField()
    revoked_at = BigIntegerField(null=True)
    last_read_at = BigIntegerField(null=True)

    class Meta:
        table_name = "calendar_feed"


TABLES = [
    Borrower,
    Device,
    RefreshToken,
    IdempotencyKey,
    Heartbeat,
    Account,
    InstalmentOverride,
    Statement,
    Series,
    Deadline,
    Payment,
    Allocation,
    ReminderPolicy,
    Notification,
    Reminder,
    Delivery,
    DeliveryAttempt,
    CalendarFeed,
]


def up(migrator, db):
    # One B-tree instead of two on SQLite; PostgreSQL has no such clause.
    Reminder._meta.without_rowid = isinstance(db, peewee.SqliteDatabase)
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator, db):
    with db.bind_ctx(TABLES):
        db.drop_tables(list(reversed(TABLES)), safe=False)
