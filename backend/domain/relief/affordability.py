"""Whether a new monthly payment fits, by the screens that lenders use, applied to oneself before one asks for credit.

Three screens, each `within`, `over` or `unknown`:

- payment_to_income: what falls due on credit in 30 days and the new payment, as a share of a month's income. Over the
  limit is over, also while some due is not known (it can only grow); below it with a due unknown is unknown.
- cash_flow: the reserve is kept on every day in the low case with the new payment paid. Kept only in the expected case
  is over: a lender takes the cautious one. Without a balance, with something owed that is in no sum, or where the first
  payment lies behind the days that are looked at, it is unknown unless it is over already.
- past_due: nothing is past due; where only an estimated due looks late, unknown.

The whole is over if one screen is, else unknown if one is, else within. It says nothing of what a lender decides.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Fit(StrEnum):
    WITHIN = "within"
    OVER = "over"
    UNKNOWN = "unknown"


Kept = Literal["yes", "at_risk", "no"]


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """Minor units of one currency. `income`: of a month, None where it is not known; `dues`: on credit in 30 days,
    as far as known, and `dues_unknown` how many more there are without a known sum.

    `kept`: whether the reserve is kept with the new payment, in the low case (yes), in the expected one (at_risk) or
    not; None: no balance is known. `flow_open`: something owed, or the new payment, is in no sum. `late`,
    `late_unsure`: accounts past due.
    """

    payment: int
    income: int | None
    dues: int
    dues_unknown: int
    kept: Kept | None
    flow_open: bool
    late: int
    late_unsure: int


@dataclass(frozen=True, slots=True)
class Affordability:
    """The screens and the whole. `share_bp`: the share of income, in 0.01 %, rounded up; at least that while a due is
    not known; None where income is not known."""

    payment_to_income: Fit
    share_bp: int | None
    cash_flow: Fit
    past_due: Fit

    @property
    def whole(self) -> Fit:
        screens = (self.payment_to_income, self.cash_flow, self.past_due)
        return next((fit for fit in (Fit.OVER, Fit.UNKNOWN) if fit in screens), Fit.WITHIN)


def affordability(own: OwnFigures, *, limit_bp: int) -> Affordability:
    """Each screen; `limit_bp` is the largest share of income that passes. Raises ValueError for a negative sum."""
    if min(own.payment, own.dues, own.income or 0) < 0:
        raise ValueError("sums are not negative")
    return Affordability(_to_income(own, limit_bp), _share_bp(own), _cash_flow(own), _past_due(own))


def _share_bp(own: OwnFigures) -> int | None:
    return -(-10_000 * (own.dues + own.payment) // own.income) if own.income else None


def _to_income(own: OwnFigures, limit_bp: int) -> Fit:
    if own.income is None:
        return Fit.UNKNOWN
    if 10_000 * (own.dues + own.payment) > limit_bp * own.income:
        return Fit.OVER
    return Fit.UNKNOWN if own.dues_unknown else Fit.WITHIN


def _cash_flow(own: OwnFigures) -> Fit:
    if own.kept in ("no", "at_risk"):
        return Fit.OVER
    return Fit.UNKNOWN if own.kept is None or own.flow_open else Fit.WITHIN


def _past_due(own: OwnFigures) -> Fit:
    if own.late:
        return Fit.OVER
    return Fit.UNKNOWN if own.late_unsure else Fit.WITHIN
