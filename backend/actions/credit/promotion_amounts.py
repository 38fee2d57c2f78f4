"""What is left of a promotion's balance, and the interest that its end brings, from the card's payments."""

from datetime import date

from backend.actions.credit.allocation import inflows_of
from backend.actions.credit.credit_accounts import biller_of
from backend.domain.credit.promotion_end import UNKNOWN, Range, charged_back, remaining
from backend.store.credit.card_promotions import CardPromotion


def left_of(row: CardPromotion, until: date = date.max) -> Range:
    """What is left of the balance that the promotion is for, now or at the end of a day."""
    if row.balance_on is None or row.balance_on > until:
        return UNKNOWN
    paid = inflows_of(biller_of(row.account))
    since = sum(inflow.amount for inflow in paid if row.balance_on < inflow.paid_on <= until)
    return remaining(row.balance, since)


def charged_back_of(row: CardPromotion) -> Range | None:
    """The interest that its end brings for the time before; None where nothing is deferred."""
    if row.kind != "deferred_interest":
        return None
    return charged_back(
        accrued=row.accrued,
        rate_bp=row.rate_after_bp,
        started_on=row.started_on,
        ends_on=row.ends_on,
        principal=row.principal,
        left=left_of(row, row.ends_on),
    )
