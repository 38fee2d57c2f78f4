"""Borrowers get a "too much right now" pause; a digest says whether it is hard, a reminder why no push names it.

What was told before held nothing back and is counted as not hard. Going down ends every pause, and its last word goes
with it, because the older form has no such kind.
"""

COLUMNS = (
    ("borrower", "calm_from", "BIGINT"),
    ("borrower", "calm_last_on", "DATE"),
    ("notification", "hard", "BOOLEAN NOT NULL DEFAULT FALSE"),
    ("reminder", "held", "VARCHAR(5)"),
    ("reminder", "last_word", "BOOLEAN NOT NULL DEFAULT FALSE"),
)


def up(migrator, db):
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def down(migrator, db):
    ends = "SELECT id FROM deadline WHERE kind = 'calm_pause_end'"
    db.execute_sql(f"DELETE FROM reminder WHERE deadline_id IN ({ends})")
    db.execute_sql("DELETE FROM deadline WHERE kind = 'calm_pause_end'")
    db.execute_sql("DELETE FROM reminder_policy WHERE scope = 'kind' AND scope_key = 'calm_pause_end'")
    for table, column, _ in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
