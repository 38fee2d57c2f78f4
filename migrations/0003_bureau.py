"""Credit reports: what is on file, what is wrong in it, disputes, when to look, and what the plan was computed under.

Models are frozen copies: they say what the tables were when this migration was written, and never change.
"""

import peewee
from peewee import (
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


class Attachment(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    sha256 = CharField(max_length=64, index=True)
    size = BigIntegerField()
    media_type = CharField(max_length=60)
    name = CharField(max_length=120)
    created_at = BigIntegerField()

    class Meta:
        table_name = "attachment"
        indexes = ((("borrower_id", "id"), False),)


class CreditReport(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    country = CharField(max_length=2)
    bureau = CharField(max_length=24)
    pulled_on = DateField()
    source = CharField(max_length=8)
    free = BooleanField()
    faults = TextField(default="[]")
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "credit_report"
        indexes = ((("borrower_id", "pulled_on", "id"), False),)


class ReportEntry(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    report = ForeignKeyField(CreditReport, column_name="report_id", on_delete="CASCADE", index=False)
    position = IntegerField()
    account_id = CharField(max_length=40, null=True)
    kind = CharField(max_length=8)
    furnisher = CharField(max_length=120)
    last4 = CharField(max_length=4, default="")
    opened_on = DateField(null=True)
    closed_on = DateField(null=True)
    state = CharField(max_length=12)
    balance = BigIntegerField(null=True)
    past_due = BigIntegerField(null=True)
    currency = CharField(max_length=3, default="")
    months = TextField(default="{}")
    first_late_on = DateField(null=True)
    inquired_on = DateField(null=True)
    unsure = TextField(default="[]")
    place = CharField(max_length=120, default="")

    class Meta:
        table_name = "report_entry"
        indexes = ((("report", "position"), True),)


class Finding(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    report = ForeignKeyField(CreditReport, column_name="report_id", on_delete="CASCADE", index=False)
    entry = ForeignKeyField(ReportEntry, column_name="entry_id", on_delete="CASCADE")
    key = CharField(max_length=64)
    code = CharField(max_length=32)
    certainty = CharField(max_length=8)
    account_id = CharField(max_length=40, null=True)
    months = TextField()
    theirs = TextField()
    ours = TextField()
    ground = CharField(max_length=60)
    law = CharField(max_length=160)
    state = CharField(max_length=10)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "finding"
        indexes = ((("report", "key"), True), (("borrower_id", "state", "id"), False))


class Dispute(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    finding_id = CharField(max_length=40, null=True)
    country = CharField(max_length=2)
    bureau = CharField(max_length=24)
    target = CharField(max_length=10)
    recipient = CharField(max_length=120)
    furnisher = CharField(max_length=120)
    last4 = CharField(max_length=4, default="")
    code = CharField(max_length=32)
    months = TextField()
    theirs = TextField()
    ours = TextField()
    ask = CharField(max_length=8)
    state = CharField(max_length=12)
    outcome = CharField(max_length=10, null=True)
    sent_on = DateField(null=True)
    sent_how = CharField(max_length=12, null=True)
    tracking = CharField(max_length=60, null=True)
    received_on = DateField(null=True)
    after_free_report = BooleanField(default=False)
    extended = BooleanField(default=False)
    answer_by = DateField(null=True)
    clock = TextField(default="{}")
    answered_on = DateField(null=True)
    deadline_id = CharField(max_length=40, null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "dispute"
        indexes = ((("borrower_id", "id"), False),)


class DisputeEvent(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    dispute = ForeignKeyField(Dispute, column_name="dispute_id", on_delete="CASCADE", index=False)
    event = CharField(max_length=12)
    happened_on = DateField()
    note = TextField(null=True)
    created_at = BigIntegerField()

    class Meta:
        table_name = "dispute_event"
        indexes = ((("dispute", "id"), False),)


class Enclosure(Base):
    dispute = ForeignKeyField(Dispute, column_name="dispute_id", on_delete="CASCADE", index=False)
    attachment = ForeignKeyField(Attachment, column_name="attachment_id", on_delete="CASCADE")
    borrower_id = CharField(max_length=40, index=True)

    class Meta:
        table_name = "enclosure"
        primary_key = CompositeKey("dispute", "attachment")


class Application(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    title = CharField(max_length=80)
    country = CharField(max_length=2)
    apply_on = DateField()
    state = CharField(max_length=10, default="planned")
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "application"
        indexes = ((("borrower_id", "apply_on", "id"), False),)


class Checkpoint(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    key = CharField(max_length=80)
    country = CharField(max_length=2)
    bureau = CharField(max_length=24)
    look_on = DateField()
    reasons = TextField()
    rules = TextField()
    state = CharField(max_length=10, default="open")
    looked_on = DateField(null=True)
    deadline_id = CharField(max_length=40)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "checkpoint"
        indexes = ((("borrower_id", "key"), True), (("borrower_id", "state", "look_on", "id"), False))


class BureauPlan(Base):
    borrower_id = CharField(max_length=40)
    country = CharField(max_length=2)
    digest = CharField(max_length=64)
    plan_at = BigIntegerField(null=True)

    class Meta:
        table_name = "bureau_plan"
        primary_key = CompositeKey("borrower_id", "country")
        indexes = ((("country", "digest"), False),)


BureauPlan.add_index(
    BureauPlan.index(BureauPlan.plan_at, where=BureauPlan.plan_at.is_null(False), name="bureau_plan_due")
)

TABLES = [
    Attachment,
    CreditReport,
    ReportEntry,
    Finding,
    Dispute,
    DisputeEvent,
    Enclosure,
    Application,
    Checkpoint,
    BureauPlan,
]


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    db.execute_sql("ALTER TABLE account ADD COLUMN opened_on DATE")
    db.execute_sql(
        "ALTER TABLE account ADD COLUMN ended_on DATE"
    )  # when it was closed, settled, charged off or sold


def down(migrator, db):
    with db.bind_ctx(TABLES):
        db.drop_tables(list(reversed(TABLES)), safe=False)
    db.execute_sql("ALTER TABLE account DROP COLUMN ended_on")
    db.execute_sql("ALTER TABLE account DROP COLUMN opened_on")
