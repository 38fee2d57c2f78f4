"""The ledger: questions of imports and what they changed, links between transactions, roles that the borrower said.

Everything that is added to a table may be NULL, so that rows of before need no rewriting: an import without questions,
a transaction that is not pending and whose role nobody has said.
"""

import peewee
from peewee import BigIntegerField, BooleanField, CharField, IntegerField

# Table; column; its type on both databases.
COLUMNS = (
    ("import_job", "questions", "TEXT"),
    ("import_job", "answers", "TEXT"),
    ("import_job", "whole", "BOOLEAN"),
    ("import_job", "made_account_id", "VARCHAR(40)"),
    ("import_job", "settled", "TEXT"),
    ("bank_mapping", "answers", "TEXT"),
    ("bank_mapping", "answered_in", "VARCHAR(40)"),
    ("ledger_entry", "pending_in", "VARCHAR(40)"),
    ("ledger_entry", "said_role", "VARCHAR(10)"),
    ("ledger_entry", "role_rule_id", "VARCHAR(40)"),
    ("ledger_entry", "part_of", "VARCHAR(40)"),
    ("category_rule", "import_id", "VARCHAR(40)"),
    ("category_rule", "replaced", "TEXT"),
)


class Base(peewee.Model):
    class Meta:
        legacy_table_names = False


class LedgerLink(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    kind = CharField(max_length=14)
    entry_id = CharField(max_length=40)
    other_id = CharField(max_length=40)
    state = CharField(max_length=10)
    guess = BooleanField()
    fee = BigIntegerField(null=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "ledger_link"
        indexes = (
            (("borrower_id", "id"), False),
            (("entry_id", "other_id", "kind"), True),
            (("other_id",), False),
        )


class RoleRule(Base):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    field = CharField(max_length=10)
    op = CharField(max_length=10)
    value = CharField(max_length=200)
    low = BigIntegerField(null=True)
    high = BigIntegerField(null=True)
    sign = CharField(max_length=3)
    role = CharField(max_length=10)
    account_id = CharField(max_length=40, null=True)
    import_id = CharField(max_length=40, null=True)
    created_at = BigIntegerField()

    class Meta:
        table_name = "role_rule"
        indexes = ((("borrower_id", "id"), False),)


TABLES = [LedgerLink, RoleRule]


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    db.execute_sql(
        "CREATE INDEX ledger_entry_pending ON ledger_entry (booked_on) WHERE pending_in IS NOT NULL"
    )
    db.execute_sql("CREATE INDEX ledger_entry_part ON ledger_entry (part_of) WHERE part_of IS NOT NULL")


def down(migrator, db):
    """What only this state knows goes with it: a split is one transaction again, and a role is worked out anew."""
    db.execute_sql("DELETE FROM ledger_entry WHERE part_of IS NOT NULL")
    for said, was in (
        ("role = 'split' OR (role = 'exchange' AND amount < 0)", "spending"),
        ("role = 'exchange'", "income"),
    ):
        db.execute_sql(f"UPDATE ledger_entry SET role = '{was}' WHERE {said}")
    db.execute_sql("DELETE FROM import_job WHERE state IN ('asking', 'undone')")
    db.execute_sql("DROP INDEX ledger_entry_pending")
    db.execute_sql("DROP INDEX ledger_entry_part")
    for table, column, _ in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    with db.bind_ctx(TABLES):
        db.drop_tables(list(reversed(TABLES)), safe=False)
