"""Everything about one borrower: for export and for erasure. Every table has borrower_id, so one walk finds all.

A test holds `TABLES` against the schema, so that a new table cannot be forgotten.
"""

from collections.abc import Iterator
from datetime import date

from backend.store.database import execute

# In the order in which rows may go: children before parents.
TABLES = (
    "counsellor_link",
    "debt_dispute",
    "validation_notice",
    "payee_check",
    "ownership_change",
    "contact_entry",
    "promise",
    "complaint_enclosure",
    "complaint",
    "plan_instalment",
    "agreed_plan",
    "negotiation",
    "bureau_plan",
    "checkpoint",
    "application",
    "enclosure",
    "dispute_event",
    "dispute",
    "finding",
    "report_entry",
    "credit_report",
    "attachment",
    "envelope",
    "cut_line",
    "cut_plan",
    "recurring",
    "exchange_rate",
    "expected_flow",
    "category_setting",
    "category_rule",
    "role_rule",
    "ledger_link",
    "ledger_entry",
    "bank_mapping",
    "import_part",
    "import_chunk",
    "import_job",
    "cash_account",
    "delivery_attempt",
    "delivery",
    "reminder",
    "notification",
    "allocation",
    "payment",
    "deadline",
    "statement",
    "card_instalment_plan",
    "card_promotion",
    "instalment_override",
    "loan_term",
    "series",
    "account",
    "reminder_policy",
    "calendar_feed",
    "account_mail",
    "recovery_code",
    "second_factor",
    "idempotency_key",
    "refresh_token",
    "session",
    "device",
)
# Sessions and kept answers are ours, and an uploaded file the borrower has; everything else is given out.
_OURS = frozenset({"idempotency_key", "refresh_token", "import_chunk"})
EXPORTED = ("borrower", *(name for name in TABLES if name not in _OURS))
_SECRET = frozenset({"code_hash", "password_hash", "secret", "token_hash"})


def rows_of(borrower_id: str) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """(table, rows) of everything kept about a borrower; secrets left out."""
    for table in EXPORTED:
        column = "id" if table == "borrower" else "borrower_id"
        cursor = execute(f"SELECT * FROM {table} WHERE {column} = ?", (borrower_id,))
        names = [str(part[0]) for part in cursor.description]
        yield (
            table,
            [
                {name: _plain(value) for name, value in zip(names, row, strict=True) if name not in _SECRET}
                for row in cursor.fetchall()
            ],
        )


def _plain(value: object) -> object:
    """A date in ISO form on both databases."""
    return value.isoformat() if isinstance(value, date) else value


def erase(borrower_id: str) -> None:
    """Delete every row about a borrower, the borrower last."""
    for table in TABLES:
        execute(f"DELETE FROM {table} WHERE borrower_id = ?", (borrower_id,))
    execute("DELETE FROM borrower WHERE id = ?", (borrower_id,))
