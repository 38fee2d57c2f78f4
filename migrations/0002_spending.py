"""Spending: cash accounts, imports, transactions, rules, recurring series, cut plans and envelopes.

Models are frozen copies: they say what the tables were when this migration was written, and never change.
"""

import peewee
from peewee import (
    BigIntegerField,
    BlobField,
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


class CashAccount(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    name = CharField(max_length=80)
    kind = CharField(max_length=8)
    currency = CharField(max_length=3)
    last4 = CharField(max_length=4, null=True)
    balance = BigIntegerField(null=True)
    balance_on = DateField(null=True)
    reserve = BigIntegerField(default=0)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "cash_account"
        indexes = ((("borrower_id", "id"), False),)


class ImportJob(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    account_id = CharField(max_length=40, null=True)
    file_name = CharField(max_length=255)
    file_hash = CharField(max_length=64)
    file_bytes = BigIntegerField()
    dry_run = BooleanField()
    state = CharField(max_length=10)
    code = CharField(max_length=40, null=True)
    message = TextField(null=True)
    format = CharField(max_length=8, null=True)
    signature = CharField(max_length=64, null=True)
    mapping = TextField(null=True)
    currency = CharField(max_length=3, null=True)
    rows_total = IntegerField(null=True)
    rows_done = IntegerField(default=0)
    counts = TextField(default="{}")
    lease_until = BigIntegerField(null=True)
    created_at = BigIntegerField()
    finished_at = BigIntegerField(null=True)

    class Meta:
        table_name = "import_job"
        indexes = ((("borrower_id", "id"), False),)


ImportJob.add_index(
    ImportJob.index(ImportJob.lease_until, where=ImportJob.lease_until.is_null(False), name="import_job_due")
)


class ImportChunk(Base):
    job = ForeignKeyField(ImportJob, column_name="job_id", on_delete="CASCADE", index=False)
    number = IntegerField()
    borrower_id = CharField(max_length=40, index=True)
    content = BlobField()

    class Meta:
        table_name = "import_chunk"
        primary_key = CompositeKey("job", "number")


class ImportPart(Base):
    job = ForeignKeyField(ImportJob, column_name="job_id", on_delete="CASCADE", index=False)
    position = IntegerField()
    borrower_id = CharField(max_length=40, index=True)
    outcomes = CharField(max_length=40)
    content = TextField()

    class Meta:
        table_name = "import_part"
        primary_key = CompositeKey("job", "position")


class BankMapping(Base):
    borrower_id = CharField(max_length=40)
    signature = CharField(max_length=64)
    mapping = TextField(null=True)
    account_id = CharField(max_length=40, null=True)
    updated_at = BigIntegerField()

    class Meta:
        table_name = "bank_mapping"
        primary_key = CompositeKey("borrower_id", "signature")


class LedgerEntry(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    account_id = CharField(max_length=40)
    fingerprint = CharField(max_length=64)
    booked_on = DateField()
    booked_time = CharField(max_length=8, null=True)
    amount = BigIntegerField()
    currency = CharField(max_length=3)
    counterparty = CharField(max_length=200)
    text = CharField(max_length=500)
    kind = CharField(max_length=60)
    funding = CharField(max_length=100)
    mcc = CharField(max_length=4, null=True)
    neutral = BooleanField(default=False)
    dead = BooleanField(default=False)
    role = CharField(max_length=10)
    from_cash = BooleanField()
    category = CharField(max_length=40)
    rule_id = CharField(max_length=120, null=True)
    twin_of = CharField(max_length=40, null=True)
    repays_account_id = CharField(max_length=40, null=True)
    payment_id = CharField(max_length=40, null=True)
    import_id = CharField(max_length=40, null=True, index=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "ledger_entry"
        indexes = (
            (("borrower_id", "account_id", "fingerprint"), True),
            (("borrower_id", "booked_on", "id"), False),
            (("borrower_id", "category", "booked_on"), False),
        )


class CategoryRule(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    field = CharField(max_length=10)
    op = CharField(max_length=10)
    value = CharField(max_length=200)
    low = BigIntegerField(null=True)
    high = BigIntegerField(null=True)
    sign = CharField(max_length=3, null=True)
    category = CharField(max_length=40)
    created_at = BigIntegerField()

    class Meta:
        table_name = "category_rule"
        indexes = ((("borrower_id", "id"), False),)


class CategorySetting(Base):
    borrower_id = CharField(max_length=40)
    category = CharField(max_length=40)
    protected = BooleanField(default=False)
    floor = BigIntegerField(default=0)
    largest_share_bp = IntegerField(null=True)
    step = BigIntegerField(null=True)
    need = CharField(max_length=14, null=True)
    refused = IntegerField(default=0)
    updated_at = BigIntegerField()

    class Meta:
        table_name = "category_setting"
        primary_key = CompositeKey("borrower_id", "category")


class Recurring(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    signature = CharField(max_length=250)
    label = CharField(max_length=120)
    kind = CharField(max_length=14)
    cadence = CharField(max_length=10)
    direction = CharField(max_length=3)
    anchor_day = IntegerField(null=True)
    expected = BigIntegerField()
    low = BigIntegerField()
    high = BigIntegerField()
    currency = CharField(max_length=3)
    category = CharField(max_length=40)
    next_on = DateField()
    last_on = DateField()
    seen = IntegerField()
    confidence = IntegerField()
    changes = TextField(default="[]")
    overdue_on = DateField(null=True)
    from_cash = BooleanField(default=True)
    lines = TextField(default="[]")
    state = CharField(max_length=10)
    refused = IntegerField(default=0)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "recurring"
        indexes = ((("borrower_id", "signature"), True), (("borrower_id", "id"), False))


class CutPlan(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    currency = CharField(max_length=3)
    state = CharField(max_length=10)
    feasible = BooleanField()
    made_on = DateField()
    until_on = DateField()
    facts = TextField()
    funding = TextField(default="{}")
    recompute_offered = BooleanField(default=False)
    accepted_on = DateField(null=True)
    follow_at = BigIntegerField(null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "cut_plan"
        indexes = ((("borrower_id", "id"), False),)


CutPlan.add_index(
    CutPlan.index(CutPlan.follow_at, where=CutPlan.follow_at.is_null(False), name="cut_plan_follow")
)


class CutLine(Base):
    plan = ForeignKeyField(CutPlan, column_name="plan_id", on_delete="CASCADE", index=False)
    position = IntegerField()
    borrower_id = CharField(max_length=40, index=True)
    kind = CharField(max_length=14)
    category = CharField(max_length=40)
    recurring_id = CharField(max_length=40, null=True)
    label = CharField(max_length=120)
    unit = CharField(max_length=24)
    from_on = DateField()
    to_on = DateField()
    step = BigIntegerField()
    usual = IntegerField()
    most = IntegerField()
    steps = IntegerField()
    why_due_id = CharField(max_length=40)
    why_on = DateField()
    why_short = BigIntegerField()
    state = CharField(max_length=10)

    class Meta:
        table_name = "cut_line"
        primary_key = CompositeKey("plan", "position")


class Envelope(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    plan = ForeignKeyField(CutPlan, column_name="plan_id", on_delete="CASCADE")
    category = CharField(max_length=40)
    currency = CharField(max_length=3)
    from_on = DateField()
    to_on = DateField()
    amount = BigIntegerField()
    spent = BigIntegerField(default=0)
    state = CharField(max_length=8)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "envelope"
        indexes = ((("borrower_id", "category", "from_on"), False),)


TABLES = [
    CashAccount,
    ImportJob,
    ImportChunk,
    ImportPart,
    BankMapping,
    LedgerEntry,
    CategoryRule,
    CategorySetting,
    Recurring,
    CutPlan,
    CutLine,
    Envelope,
]


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator, db):
    with db.bind_ctx(TABLES):
        db.drop_tables(list(reversed(TABLES)), safe=False)
