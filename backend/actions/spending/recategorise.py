"""What the borrower says of a category holds: for one transaction, or from now on and backwards, as a rule."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime

from backend.actions.spending import reconcile
from backend.actions.spending.transactions import TYPED, get, rule_of, subject_of
from backend.domain.spending.categories.categorise import Categoriser, learn
from backend.domain.spending.categories.category_lookup import is_category
from backend.domain.spending.ledger.transaction_roles import role_alone
from backend.errors import Invalid
from backend.ids import new_id
from backend.store.database import to_micros, transaction
from backend.store.people import borrowers
from backend.store.spending import category_settings, transactions
from backend.store.spending.category_settings import CategoryRule
from backend.store.spending.transactions import LedgerTransaction, Recategorised
from backend.store.versions import save_new_version


@dataclass(slots=True)
class _Changes:
    """How many transactions changed, and the days of those that may now be something else for the household."""

    category: str
    count: int = 0
    days: list[date] = field(default_factory=list)

    def note(self, row: LedgerTransaction) -> None:
        self.count += 1
        if _roles(row.category) != _roles(self.category):
            self.days.append(row.booked_on)


def _roles(category: str) -> tuple[str, ...]:
    return tuple(
        role_alone(category, amount, neutral=False, dead=False, on_card=on_card)
        for amount, on_card in ((-1, False), (1, False), (1, True))
    )


def change_category(row: LedgerTransaction, *, category: str, always: bool, now: datetime) -> int:
    """Correct a category; `always` makes a rule of it and applies it backwards. Returns how many changed."""
    if not is_category(category):
        raise Invalid("category-unknown", field="category")
    changes = _Changes(category)
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        changes.note(row)
        row.category, row.rule_id = category, TYPED
        save_new_version(row, now, only=("category", "rule_id"))
        if always:
            _apply(_learn(row, category, now), changes)
        if changes.days:
            reconcile.match_window(row.borrower_id, min(changes.days), max(changes.days), now=now)
        else:
            reconcile.reconcile(row.borrower_id, now=now)
    return changes.count


def _learn(row: LedgerTransaction, category: str, now: datetime) -> CategoryRule:
    """The rule of a correction, in place of what was learned of the same words before."""
    found = learn(subject_of(row), category)
    condition = {
        "field": found.field,
        "op": found.op,
        "value": found.value[:200],
        "low": found.low,
        "high": found.high,
        "sign": found.sign,
    }
    before = category_settings.like(row.borrower_id, condition)
    if before is not None:
        before.delete_instance()
    return CategoryRule.create(
        id=new_id("rule", now),
        borrower_id=row.borrower_id,
        category=category,
        import_id=row.import_id,
        replaced=_kept(before) if before is not None else None,
        created_at=now,
        **condition,
    )


def _kept(rule: CategoryRule) -> str:
    """A rule as it comes back when the import is taken back that the newer one was learned from."""
    names = (
        "id",
        "borrower_id",
        "field",
        "op",
        "value",
        "low",
        "high",
        "sign",
        "category",
        "import_id",
        "replaced",
    )
    kept = {name: getattr(rule, name) for name in names}
    return json.dumps(kept | {"created_at": to_micros(rule.created_at)})


def _apply(rule: CategoryRule, changes: _Changes) -> None:
    """Give a rule's category to everything it matches that the borrower has not sorted by hand."""
    only = Categoriser([rule_of(rule)], default_rules=())
    for page in transactions.pages(rule.borrower_id):
        hits = [row for row in page if row.rule_id != TYPED and only.of(subject_of(row))[1] == rule.id]
        for row in hits:
            if row.category != rule.category:
                changes.note(row)
        transactions.recategorise([Recategorised(rule.category, rule.id, row.id) for row in hits])
