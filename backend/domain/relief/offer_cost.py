"""What an offer costs in all, beside the debt as it stands: sums only, nothing is assumed of what it does not say."""

from collections.abc import Sequence
from typing import NamedTuple

from backend.domain.relief.repeated_instalments import Part, months_of


class OfferCost(NamedTuple):
    """Minor units. `extra`: paid above the debt; `forgiven`: left of the debt once all is paid; both None where the
    debt is not known. `largest`: the most that one calendar month asks."""

    total: int
    months: int
    extra: int | None
    forgiven: int | None
    largest: int


def offer_cost(parts: Sequence[Part], *, fees: int, debt: int | None) -> OfferCost:
    """The cost of instalments, earliest first, and of fees on top of them."""
    total = sum(part.amount for part in parts) + fees
    by_month: dict[tuple[int, int], int] = {}
    for part in parts:
        month = (part.due_on.year, part.due_on.month)
        by_month[month] = by_month.get(month, 0) + part.amount
    repaid = total - fees
    return OfferCost(
        total=total,
        months=months_of(parts[0].due_on, parts[-1].due_on),
        extra=None if debt is None else max(0, total - debt),
        forgiven=None if debt is None else max(0, debt - repaid),
        largest=max(by_month.values()),
    )
