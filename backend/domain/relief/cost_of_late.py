"""What leaving one minimum unpaid costs until the borrower can next pay (30 days unless told otherwise).

The rule: a late fee by the account's own agreement; simple interest for each day on the part left unpaid; a
penalty rate where terms and law allow one, on the existing balance, for the days from which the law allows it; and
what no one charges but everyone feels, the reportable days past due reached. What differs by country is handed in as
a `LateLaw`.

Fee, interest and penalty are minor units. A reportable boundary and a pledge have no price, so Graceday weighs
them in minor units as well, says that the weight is its own, and lets the caller choose another: with the default
a mark outweighs ordinary fees, and between two marks the dearer one decides. The sum orders dues; it is no bill.
Compounding is left out: it is cents in a month, and differs per issuer.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from backend.domain.credit.card_and_loan_terms import LateFeeRule
from backend.domain.credit.delinquency import Boundary
from backend.domain.credit.late_fee import late_fee
from backend.domain.money.amount import half_up

UNTIL_NEXT_PAY = 30
MARK_WEIGHT = 100_000  # 1,000.00 for each reportable boundary reached
PLEDGE_WEIGHT = 500_000  # 5,000.00 where home or car secures the debt

OWN_WEIGHT = "Graceday's own weighing, charged by no one"
AGREEMENT = "the account's agreement"


class Basis(NamedTuple):
    """What a part of the cost rests on: who says so, and whether that was read in print."""

    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class LateLaw:
    """What a country says of lateness: the reportable days past due, and on what each part of the cost rests.

    Where it says nothing the account's agreement holds. `fee_at_most_unpaid`: the law behind a fee that may not exceed
    the part left unpaid. The penalty rate may be charged for the days after `penalty_after_days`.
    """

    reportable: tuple[Boundary, ...]
    fee: Basis = Basis(AGREEMENT, True)
    fee_at_most_unpaid: Basis | None = None
    interest: Basis = Basis(AGREEMENT, True)
    penalty: Basis = Basis(AGREEMENT, False)
    penalty_after_days: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the cost: `name` is a code; `confirmed` is False where `source` was not read in print."""

    name: str
    amount: int
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class LateCost:
    """`boundary_days` is the furthest reportable boundary reached, `boundary_confirmed` whether that day is.

    `total` sums all parts, our own weights included; `charged` only what someone will charge. `unknown` are the parts
    of which nobody has said what they are (a fee without a rule, interest without a rate): no zero, but a gap.
    """

    fee: int
    interest: int
    penalty: int
    boundary_days: int | None
    boundary_confirmed: bool
    boundary_weight: int
    pledge_weight: int
    parts: tuple[Part, ...]
    unknown: tuple[str, ...] = ()

    @property
    def charged(self) -> int:
        """What someone will charge."""
        return self.fee + self.interest + self.penalty

    @property
    def total(self) -> int:
        """What orders one due against another."""
        return self.charged + self.boundary_weight + self.pledge_weight


def cost_of_late(
    *,
    law: LateLaw,
    unpaid: int,
    balance: int = 0,
    days: int = UNTIL_NEXT_PAY,
    late_days: int = 0,
    late_fee_rule: LateFeeRule | None = None,
    apr_bp: int | None = None,
    daily_rate_ppm: int | None = None,
    penalty_apr_bp: int | None = None,
    secured: bool = False,
    reported: bool = True,
    mark_weight: int = MARK_WEIGHT,
    pledge_weight: int = PLEDGE_WEIGHT,
) -> LateCost:
    """The cost of `unpaid` minor units of a minimum, `late_days` late already, staying unpaid for `days` more.

    `daily_rate_ppm` goes before `apr_bp`; not `reported`: no boundary. Raises ValueError below zero."""
    if min(unpaid, balance, days, late_days) < 0:
        raise ValueError("amounts and days are not negative")
    late = unpaid > 0 and days > 0
    rate = _daily_rate(apr_bp, daily_rate_ppm)
    fee = _fee(law, late_fee_rule, unpaid if late else 0, late_days)
    interest = Part("interest", half_up(unpaid * days * rate), *law.interest)
    penalty = _penalty(law, balance if late else 0, rate, penalty_apr_bp, (late_days, late_days + days))
    marks = _marks(law, late_days, late_days + days) if late and reported else ()
    mark = _mark(marks, mark_weight)
    pledge = Part("pledge", pledge_weight if secured and late else 0, OWN_WEIGHT, False)
    return LateCost(
        fee.amount,
        interest.amount,
        penalty.amount,
        marks[-1].days if marks else None,
        bool(marks) and marks[-1].confirmed,
        mark.amount,
        pledge.amount,
        tuple(part for part in (fee, interest, penalty, mark, pledge) if part.amount),
        _unknown(late_fee_rule, apr_bp, daily_rate_ppm, late_days) if late else (),
    )


def _unknown(
    rule: LateFeeRule | None, apr_bp: int | None, daily_rate_ppm: int | None, late_days: int
) -> tuple[str, ...]:
    """The parts that nobody has said; what is late already has had its fee."""
    fee = ("fee",) if rule is None and not late_days else ()
    return fee + (("interest",) if apr_bp is None and daily_rate_ppm is None else ())


def _daily_rate(apr_bp: int | None, daily_rate_ppm: int | None) -> Fraction:
    if daily_rate_ppm is not None:
        return Fraction(daily_rate_ppm, 1_000_000)
    return Fraction(apr_bp or 0, 10_000 * 365)


def _fee(law: LateLaw, rule: LateFeeRule | None, unpaid: int, late_days: int) -> Part:
    """Charged once: a due that is late already has had its fee."""
    fee = 0 if late_days else late_fee(rule, unpaid)
    if law.fee_at_most_unpaid and fee > unpaid:
        return Part("fee", unpaid, *law.fee_at_most_unpaid)
    return Part("fee", fee, *law.fee)


def _penalty(
    law: LateLaw, balance: int, rate: Fraction, penalty_apr_bp: int | None, late: tuple[int, int]
) -> Part:
    """What the penalty rate adds to the ordinary one, for the days it may be charged."""
    free = law.penalty_after_days
    charged = max(0, late[1] - free) - max(0, late[0] - free)
    more = max(Fraction(0), _daily_rate(penalty_apr_bp, None) - rate)
    return Part("penalty", half_up(balance * charged * more), *law.penalty)


def _marks(law: LateLaw, late_days: int, until: int) -> tuple[Boundary, ...]:
    return tuple(each for each in law.reportable if late_days < each.days <= until)


def _mark(marks: tuple[Boundary, ...], weight: int) -> Part:
    """Each boundary reached weighs the same; where it lies has a source, what it weighs is our own."""
    if not marks:
        return Part("mark", 0, OWN_WEIGHT, False)
    where = f"{marks[-1].days} days past due: {marks[-1].source}"
    return Part("mark", weight * len(marks), f"{where}; its weight: {OWN_WEIGHT}", False)
