"""Promotions of a card that end on a day: 0 % until then, or interest that is deferred until then."""

from backend.store.credit.credit_accounts import Account
from backend.store.rows import (
    Column,
    Row,
    day,
    day_or_none,
    instant,
    integer,
    integer_or_none,
    large_integer_or_none,
    reference,
    short_text,
    short_text_or_none,
)


class CardPromotion(Row):
    """`balance` is what was left of it on `balance_on`, as the borrower says; `accrued` the deferred interest."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    account = reference(Account, "account_id", index=False)
    account_id: Column[str]
    kind = short_text(20)  # promotional_rate | deferred_interest
    name = short_text_or_none(80)
    started_on = day_or_none()
    ends_on = day()
    principal = large_integer_or_none()
    balance = large_integer_or_none()
    balance_on = day_or_none()
    rate_bp = integer_or_none()
    rate_after_bp = integer_or_none()
    accrued = large_integer_or_none()
    state = short_text(10, default="open")  # open | cleared | cancelled
    deadline_id = short_text_or_none(40)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "card_promotion"
        indexes = ((("account_id", "id"), False),)


def find(borrower_id: str, promotion_id: str) -> CardPromotion | None:
    return CardPromotion.get_or_none(
        (CardPromotion.id == promotion_id) & (CardPromotion.borrower_id == borrower_id)
    )


def open_of(account_id: str) -> list[CardPromotion]:
    query = CardPromotion.select().where(
        (CardPromotion.account_id == account_id) & (CardPromotion.state == "open")
    )
    return list(query.order_by(CardPromotion.id))


def of_account(account_id: str) -> list[CardPromotion]:
    return list(CardPromotion.select().where(CardPromotion.account_id == account_id))


def page(account_id: str, *, limit: int, after: str | None = None) -> list[CardPromotion]:
    """One page of a card's promotions, oldest first."""
    query = CardPromotion.select().where(CardPromotion.account_id == account_id)
    if after:
        query = query.where(CardPromotion.id > after)
    return list(query.order_by(CardPromotion.id).limit(limit))
