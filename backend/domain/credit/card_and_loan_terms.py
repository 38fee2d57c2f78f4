"""The terms of a card or a loan, as the contract states them.

Amounts are integer minor units of the account's currency; rates are basis points per annum unless the
name says otherwise. Terms differ by issuer and change over time, so nothing here is a country's constant.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from backend.domain.calendar.business_day import WeekendRule

Interval = Literal["month", "week", "day"]
Repayment = Literal["equal_instalment", "equal_principal", "interest_only", "bullet"]
DayCount = Literal["nominal", "30/360", "actual/365", "actual/360"]
OddFirstPeriod = Literal["added", "spread"]
InterestOn = Literal["whole", "unpaid"]


@dataclass(frozen=True, slots=True)
class DueRule:
    """When a statement falls due: on a fixed day of the month, or so many days after it closes.

    `fixed_day` (1-31) means the first such day after the statement closes, clamped to the month's end.
    Exactly one of the two is set.
    """

    fixed_day: int | None = None
    days_after: int | None = None


@dataclass(frozen=True, slots=True)
class MinimumRule:
    """How the issuer computes the minimum: the greater of `floor` and `percent_bp` of a base.

    `base` is "balance" (the whole statement balance), "principal" (balance less interest and fees).
    `plus_interest_and_fees`, `plus_over_limit` and `plus_past_due` are added on top of the percentage;
    the result never exceeds the balance. China's customary form is 10 % of principal plus all four
    additions; the usual US form is max(floor, 1 % + interest + fees), with past due added.
    `percent_bp` is hundredths of a per cent: 1000 is 10 %.
    """

    percent_bp: int
    floor: int = 0
    base: Literal["balance", "principal"] = "principal"
    plus_interest_and_fees: bool = True
    plus_over_limit: bool = True
    plus_past_due: bool = True


@dataclass(frozen=True, slots=True)
class LateFeeRule:
    """What a late minimum costs: the greater of `flat` and `percent_bp` of the unpaid minimum.

    Where any fee is due it is at least `minimum` and at most `cap` (None: no ceiling of its own).
    """

    flat: int = 0
    percent_bp: int = 0
    minimum: int = 0
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class CardTerms:
    """A credit card's terms. `statement_day` and a fixed due day are anchors 1-31, clamped in short months.

    `daily_rate_ppm` is the daily interest in millionths (China's customary 0.05 % a day is 500).
    `cut_off` is the last local time of the due date at which a payment counts for that day;
    `time.max`, the default, is the day's end.
    `grace_days` and `tolerance` are the issuer's last chance, never shown as the due date.
    `interest_on`: once a statement is not paid in full, its "whole" balance bears interest whatever was paid of it
    (China's 全额计息), or the "unpaid" part of it; None: nobody has said. `penalty_apr_bp` is the annual rate charged
    after so long a lateness, 0 where the agreement has none; None: nobody has said.
    `refund_counts_as_payment`: a shop's refund pays the minimum too; as a rule it only lowers the balance.
    """

    statement_day: int
    due: DueRule
    minimum: MinimumRule
    weekend_rule: WeekendRule = "none"
    cut_off: time = time.max
    grace_days: int = 0
    tolerance: int = 0
    late_fee: LateFeeRule | None = None
    daily_rate_ppm: int | None = None
    refund_counts_as_payment: bool = False
    interest_on: InterestOn | None = None
    penalty_apr_bp: int | None = None


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """An instalment loan's terms; the schedule follows from them (see `loan_schedule`).

    `rate_bp` is the nominal annual rate. By the `day_count` "nominal" a month bears a twelfth of it, a week 7/365 and
    a day 1/365; the other day counts take the days between the contract's dates, whatever a weekend moves.
    `drawn_on` is the day the money came, from which interest runs; None: one interval before `first_due_on`. What a
    longer or shorter first period bears is in the first instalment alone ("added"), or all are equal ("spread").
    `prepayment_fee_bp` is what the contract takes of principal repaid early; None: not known.
    `daily_rate_ppm` is what an overdue instalment bears a day in millionths, `penalty_apr_bp` the annual rate that is
    charged instead after so long a lateness (0: none); None: nobody has said.
    `interval_count` of 2 with unit "week" is fortnightly. `bullet` pays principal and all interest once,
    at the end of `instalments` intervals; `interest_only` pays interest each time and principal at the end.
    """

    principal: int
    rate_bp: int
    instalments: int
    first_due_on: date
    repayment: Repayment = "equal_instalment"
    interval: Interval = "month"
    interval_count: int = 1
    anchor_day: int | None = None  # the contract's day where first_due_on was itself clamped (31 -> 28 Feb)
    weekend_rule: WeekendRule = "none"
    cut_off: time = time.max
    grace_days: int = 0
    tolerance: int = 0
    late_fee: LateFeeRule | None = None
    daily_rate_ppm: int | None = None
    day_count: DayCount = "nominal"
    drawn_on: date | None = None
    odd_first_period: OddFirstPeriod = "added"
    prepayment_fee_bp: int | None = None
    penalty_apr_bp: int | None = None
