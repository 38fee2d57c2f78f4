"""Dues of cards: who said what is past due in a minimum, printed due dates, what a statement took the place of,
dues that keep silent, and how money was meant.

What stood before keeps its meaning as far as a row can tell it. A past-due part may have been typed, and stands; one
that swallowed its whole minimum was derived, for nobody types that nothing new is due, and is judged again: the cards
of such statements, and of confirmed ones whose due date a weekend had moved, are settled by the next roll.
"""

ROLL_AGAIN = """
UPDATE series SET roll_at = 0 WHERE kind = 'card_minimum' AND roll_at IS NOT NULL AND subject_id IN (
    SELECT account_id FROM statement
    WHERE due_on_printed OR (minimum_due > 0 AND past_due_included = minimum_due)
)
"""


def up(migrator, db):
    db.execute_sql("ALTER TABLE statement ADD COLUMN past_due_source VARCHAR(8) NOT NULL DEFAULT 'none'")
    db.execute_sql("ALTER TABLE statement ADD COLUMN due_on_printed BOOLEAN NOT NULL DEFAULT FALSE")
    db.execute_sql("ALTER TABLE statement ADD COLUMN replaced TEXT")
    db.execute_sql("ALTER TABLE deadline ADD COLUMN silent BOOLEAN NOT NULL DEFAULT FALSE")
    db.execute_sql("ALTER TABLE payment ADD COLUMN meant_deadline_id VARCHAR(40)")
    db.execute_sql(
        "UPDATE statement SET past_due_source = CASE WHEN past_due_included < minimum_due THEN 'said' "
        "ELSE 'presumed' END WHERE source <> 'estimated' AND past_due_included > 0"
    )
    db.execute_sql("UPDATE statement SET due_on_printed = TRUE WHERE source = 'confirmed'")
    db.execute_sql(ROLL_AGAIN)


def down(migrator, db):
    db.execute_sql("ALTER TABLE payment DROP COLUMN meant_deadline_id")
    db.execute_sql("ALTER TABLE deadline DROP COLUMN silent")
    for column in ("replaced", "due_on_printed", "past_due_source"):
        db.execute_sql(f"ALTER TABLE statement DROP COLUMN {column}")
