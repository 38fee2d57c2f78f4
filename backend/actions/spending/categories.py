"""What a borrower says about categories."""

from datetime import datetime

from backend.domain.spending.categories.category_lookup import is_category, leaf
from backend.domain.spending.categories.category_tree import Leaf
from backend.errors import Invalid, NotFound
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import category_settings


def leaf_of(key: str) -> Leaf:
    """The leaf of that key, or NotFound."""
    if not is_category(key):
        raise NotFound("category-unknown")
    return leaf(key)


def set_category(
    borrower_id: str,
    found: Leaf,
    *,
    protected: bool,
    floor: int,
    largest_share_bp: int | None,
    step: int | None,
    need: str | None,
    now: datetime,
) -> None:
    """Say how far a category may be cut. What is essential stays so: a plan never cuts it."""
    if found.need is None:
        raise Invalid("category-no-spending", field="key")
    if need not in (None, "essential") and found.need == "essential":
        raise Invalid("category-essential", field="need")
    values = {
        "protected": protected,
        "floor": floor,
        "largest_share_bp": largest_share_bp,
        "step": step,
        "need": need,
    }
    with transaction():
        borrowers.lock(borrower_id)
        category_settings.set_category(borrower_id, found.key, values, now)


def remove_rule(borrower_id: str, rule_id: str) -> None:
    """Remove one of the borrower's own rules."""
    with transaction():
        borrowers.lock(borrower_id)
        row = category_settings.find_rule(borrower_id, rule_id)
        if row is None:
            raise NotFound()
        row.delete_instance()
