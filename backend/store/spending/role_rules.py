"""What a borrower has said of the role of a transaction and of those like it."""

from backend.domain.spending.categories.sorting_rule import Field, Sign
from backend.domain.text.word_search import Op
from backend.store.rows import (
    Column,
    Row,
    instant,
    large_integer_or_none,
    short_text,
    short_text_or_none,
    word,
)


class RoleRule(Row):
    """What matches has this role; `account_id` keeps it to one account, NULL is every account.

    `import_id`: the import of the transaction it was learned from.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    field: Column[Field] = word(10)
    op: Column[Op] = word(10)
    value = short_text(200)
    low = large_integer_or_none()
    high = large_integer_or_none()
    sign: Column[Sign] = word(3)
    role = short_text(10)
    account_id = short_text_or_none(40)
    import_id = short_text_or_none(40)
    created_at = instant()

    class Meta:
        table_name = "role_rule"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, rule_id: str) -> RoleRule | None:
    return RoleRule.get_or_none((RoleRule.id == rule_id) & (RoleRule.borrower_id == borrower_id))


def of_borrower(borrower_id: str) -> list[RoleRule]:
    """A borrower's rules, the newest first."""
    return list(RoleRule.select().where(RoleRule.borrower_id == borrower_id).order_by(RoleRule.id.desc()))


def of_import(import_id: str) -> list[RoleRule]:
    return list(RoleRule.select().where(RoleRule.import_id == import_id))
