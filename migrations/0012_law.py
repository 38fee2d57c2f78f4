"""What the law asks to be known: why a report was free, what of it could not be compared, the days of a charge-off and
of a bankruptcy's order, and when an application was refused. All of it may be unknown.
"""

import peewee

COLUMNS = (
    ("credit_report", "free_because", "VARCHAR(16)"),
    ("credit_report", "not_compared", "TEXT"),
    ("report_entry", "charged_off_on", "DATE"),
    ("report_entry", "ordered_on", "DATE"),
    ("application", "refused_on", "DATE"),
)


def up(migrator, db):
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    _make_kind_as_long_as(db, 12)


def down(migrator, db):
    for table, column, _ in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    # A state and a kind that the older form does not know.
    db.execute_sql("UPDATE application SET state = 'made' WHERE state = 'refused'")
    db.execute_sql("DELETE FROM report_entry WHERE kind = 'bankruptcy'")
    _make_kind_as_long_as(db, 8)


def _make_kind_as_long_as(db, longest):
    """A bankruptcy is longer than the kinds before it; SQLite holds a text to no length."""
    if isinstance(db, peewee.PostgresqlDatabase):
        db.execute_sql(f"ALTER TABLE report_entry ALTER COLUMN kind TYPE VARCHAR({longest})")
