"""Talks with an issuer, what each side offered, and the plans that came of them, instalment by instalment.

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


class Negotiation(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    account = ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE")
    kind = CharField(max_length=24)
    state = CharField(max_length=12)
    opened_on = DateField()
    reason = TextField(null=True)
    renegotiates = CharField(max_length=40, null=True)
    closed_on = DateField(null=True)
    note = TextField(null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "negotiation"
        legacy_table_names = False
        indexes = ((("borrower_id", "id"), False),)


class AgreedPlan(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    account = ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE", index=False)
    negotiation_id = CharField(max_length=40)
    state = CharField(max_length=12)
    starts_on = DateField()
    resumes_on = DateField(null=True)
    ended_on = DateField(null=True)
    review_on = DateField()
    review_deadline_id = CharField(max_length=40, null=True)
    agreed_how = CharField(max_length=8)
    contents = TextField()
    note = TextField(null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "agreed_plan"
        legacy_table_names = False
        indexes = ((("account_id", "id"), False), (("negotiation_id",), True))


class PlanInstalment(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    plan = ForeignKeyField(AgreedPlan, column_name="plan_id", on_delete="CASCADE", index=False)
    number = IntegerField()
    due_on = DateField()
    amount = BigIntegerField()
    deadline_id = CharField(max_length=40)
    cannot_pay_at = BigIntegerField(null=True)

    class Meta:
        table_name = "plan_instalment"
        legacy_table_names = False
        indexes = ((("plan_id", "number"), True),)


TABLES = [Negotiation, AgreedPlan, PlanInstalment]


def up(migrator, db):
    with db.bind_ctx([Account, *TABLES]):
        db.create_tables(TABLES, safe=False)


def down(migrator, db):
    """The instalments' reminders go with the plans: the older form has no such kind. What was replaced is open."""
    db.execute_sql(
        "DELETE FROM allocation WHERE deadline_id IN "
        "(SELECT id FROM deadline WHERE kind IN ('plan_instalment', 'plan_review'))"
    )
    db.execute_sql("DELETE FROM deadline WHERE kind IN ('plan_instalment', 'plan_review')")
    db.execute_sql(
        "UPDATE deadline SET state = 'open', closed_by = NULL, closed_at = NULL, reason = NULL "
        "WHERE state = 'cancelled' AND closed_by = 'terms' AND reason = 'agreed-plan'"
    )
    with db.bind_ctx([Account, *TABLES]):
        db.drop_tables(list(reversed(TABLES)), safe=False)
