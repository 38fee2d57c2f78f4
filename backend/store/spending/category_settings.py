"""What a borrower says about categories: own rules, and how far each category may be cut."""

from collections.abc import Mapping
from datetime import datetime

from backend.domain.spending.categories.sorting_rule import Field, Sign
from backend.domain.text.word_search import Op
from backend.store.rows import (
    Column,
    Expression,
    Row,
    composite_key,
    flag,
    instant,
    integer,
    integer_or_none,
    large_integer,
    large_integer_or_none,
    long_text_or_none,
    short_text,
    short_text_or_none,
    word,
    word_or_none,
)


class CategoryRule(Row):
    """One rule; the newest of a borrower's own comes first, and all of them before the defaults."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    field: Column[Field] = word(10)
    op: Column[Op] = word(10)
    value = short_text(200)
    low = large_integer_or_none()  # minor units, for a rule on amounts
    high = large_integer_or_none()
    sign: Column[Sign | None] = word_or_none(3)
    category = short_text(40)
    import_id = short_text_or_none(40)  # of the transaction that it was learned from
    replaced = long_text_or_none()  # JSON: the rule that it took the place of
    created_at = instant()

    class Meta:
        table_name = "category_rule"
        indexes = ((("borrower_id", "id"), False),)


class CategorySetting(Row):
    """How far one category may be cut; NULL inherits the default of the category's tree.

    `floor` is what must stay in 30 days; `refused` counts the cuts that the borrower has turned down.
    """

    borrower_id = short_text(40)
    category = short_text(40)
    protected = flag(default=False)
    floor = large_integer(default=0)
    largest_share_bp = integer_or_none()
    step = large_integer_or_none()
    need = short_text_or_none(14)
    refused = integer(default=0)
    updated_at = instant()

    class Meta:
        table_name = "category_setting"
        primary_key = composite_key("borrower_id", "category")


def find_rule(borrower_id: str, rule_id: str) -> CategoryRule | None:
    return CategoryRule.get_or_none((CategoryRule.id == rule_id) & (CategoryRule.borrower_id == borrower_id))


def like(borrower_id: str, said: Mapping[str, object]) -> CategoryRule | None:
    """The rule that says this of what it looks at, whatever category it gives."""
    query = CategoryRule.select().where(CategoryRule.borrower_id == borrower_id)
    for name, value in said.items():
        column: Column[object] = getattr(CategoryRule, name)
        query = query.where(column.is_null() if value is None else column == value)
    return query.first()


def of_import(import_id: str) -> list[CategoryRule]:
    """The rules that were learned from an import's transactions, the newest first."""
    query = CategoryRule.select().where(CategoryRule.import_id == import_id)
    return list(query.order_by(CategoryRule.id.desc()))


def rules_of(borrower_id: str) -> list[CategoryRule]:
    """A borrower's own rules, the newest first."""
    query = CategoryRule.select().where(CategoryRule.borrower_id == borrower_id)
    return list(query.order_by(CategoryRule.id.desc()))


def settings_of(borrower_id: str) -> dict[str, CategorySetting]:
    query = CategorySetting.select().where(CategorySetting.borrower_id == borrower_id)
    return {row.category: row for row in query}


def set_category(borrower_id: str, category: str, values: Mapping[str, object], now: datetime) -> None:
    """Write what was said of one category, in place of what was said before."""
    said = {**values, "updated_at": now}
    CategorySetting.insert(borrower_id=borrower_id, category=category, **said).on_conflict(
        conflict_target=[CategorySetting.borrower_id, CategorySetting.category], update=said
    ).execute()


def count_refusal(borrower_id: str, category: str, by: int, now: datetime) -> None:
    """A cut in this category was turned down: the next plan asks for it later; with -1 that is taken back."""
    again: dict[Expression, object] = {
        CategorySetting.refused: CategorySetting.refused + by,
        CategorySetting.updated_at: now,
    }
    CategorySetting.insert(
        borrower_id=borrower_id, category=category, refused=max(0, by), updated_at=now
    ).on_conflict(
        conflict_target=[CategorySetting.borrower_id, CategorySetting.category], update=again
    ).execute()
