"""What stands ahead of a debt that is not paid, and what each part of its cost rests on.

A step is a day on which something becomes worse that paying before it prevents: a fee, a penalty rate, a step of the
credit report, the write-off. Days past due are counted from the oldest open due.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from backend.domain.credit.delinquency import Boundary
from backend.domain.credit.promotion_end import UNKNOWN, Range
from backend.domain.relief.cost_of_late import Basis, LateLaw, WhatBears
from backend.domain.relief.lateness import Debt, LateDay, fee_of, penalty_from, together

StepKind = Literal["fee", "penalty_rate", "reported", "charge_off"]
PartName = Literal["interest", "fees", "penalty", "reported", "charge_off"]
Need = Literal["rate", "interest_on", "late_fee", "penalty_apr_bp", "statement", "agreement"]

AGREEMENT = Basis("the account's agreement", True)
NO_BASIS = Basis("", False)
_DAY = timedelta(days=1)


class Step(NamedTuple):
    """`to_pay`, minor units, prevents it if it arrives by `pay_by`; `costs` is the fee of a fee, else None."""

    kind: StepKind
    on: date
    pay_by: date
    days_past_due: int
    to_pay: Range
    costs: Range | None
    basis: Basis


class PartOfCost(NamedTuple):
    """A part of the cost: how it is known, on what that rests, and what would make it known.

    `from_on` is the first day of it, None where there is none or it is not known.
    """

    name: PartName
    state: Literal["known", "estimated", "unknown"]
    from_on: date | None
    basis: Basis
    needs: tuple[Need, ...]


_CHARGES: tuple[PartName, ...] = ("interest", "fees", "penalty")
_UNDER_PLAN = tuple(PartOfCost(name, "unknown", None, NO_BASIS, ("agreement",)) for name in _CHARGES)


def steps_of(debt: Debt, law: LateLaw, charge_off: Boundary | None, until: date) -> list[Step]:
    """What becomes worse after today and by `until`, in the order of the days."""
    found = [step for step in _steps(debt, law, charge_off) if debt.today < step.on <= until]
    return sorted(found, key=lambda step: step.on)


def _steps(debt: Debt, law: LateLaw, charge_off: Boundary | None) -> Iterator[Step]:
    if not debt.under_plan:
        yield from _charges(debt, law)
    for boundary in law.steps:
        on = max(debt.first.late_from, debt.first.due_on + boundary.days * _DAY)
        yield _step(debt, "reported", on, boundary.days, None, _basis(boundary))
    if charge_off is not None:
        on = debt.first.due_on + charge_off.days * _DAY
        yield _step(debt, "charge_off", on, charge_off.days, None, _basis(charge_off))


def _charges(debt: Debt, law: LateLaw) -> Iterator[Step]:
    """By the contract; what an agreed plan brings nobody knows from here."""
    for due in debt.dues:
        costs = fee_of(debt, law, due)
        if costs.high != 0:
            yield _step(
                debt, "fee", due.late_from, (due.late_from - due.due_on).days, costs, _fee_basis(debt, law)
            )
    if debt.penalty_apr_bp != 0:
        since = penalty_from(debt, law)
        yield _step(debt, "penalty_rate", since, (since - debt.first.due_on).days, None, law.penalty)


def _step(debt: Debt, kind: StepKind, on: date, days: int, costs: Range | None, basis: Basis) -> Step:
    """Dues that are as late as that on the day must be paid: money goes to the oldest first."""
    late = [due.amount for due in debt.dues if due.due_on <= on - days * _DAY]
    to_pay = together(late) if late else UNKNOWN
    return Step(kind, on, on - _DAY, (on - debt.first.due_on).days, to_pay, costs, basis)


def _basis(boundary: Boundary) -> Basis:
    return Basis(boundary.source, boundary.confirmed)


def _fee_basis(debt: Debt, law: LateLaw) -> Basis:
    """The agreement's fee, bounded by the law where it bounds it; else what a fee usually is."""
    if debt.late_fee_rule is not None:
        return law.fee_at_most_unpaid or AGREEMENT
    return law.usual_fee.basis if law.usual_fee else NO_BASIS


def parts_of(
    debt: Debt, law: LateLaw, charge_off: Boundary | None, days: list[LateDay], bears: WhatBears | None
) -> tuple[PartOfCost, ...]:
    """Each part as it is on the last of the days; `bears` is the custom or law where the terms do not say it."""
    reached = debt.first.late_from
    reported = law.steps[0] if law.steps else None
    return (
        *(_UNDER_PLAN if debt.under_plan else _charged(debt, law, days[-1], bears)),
        PartOfCost(
            "reported",
            _state(reported),
            max(reached, debt.first.due_on + reported.days * _DAY) if reported else None,
            _basis(reported) if reported else NO_BASIS,
            (),
        ),
        PartOfCost(
            "charge_off",
            _state(charge_off),
            debt.first.due_on + charge_off.days * _DAY if charge_off else None,
            _basis(charge_off) if charge_off else NO_BASIS,
            (),
        ),
    )


def _charged(
    debt: Debt, law: LateLaw, last: LateDay, bears: WhatBears | None
) -> tuple[PartOfCost, PartOfCost, PartOfCost]:
    """What the contract charges."""
    return (
        PartOfCost(
            "interest",
            last.interest.state,
            debt.first.late_from,
            _interest_basis(debt, law, bears),
            _interest_needs(debt, bears),
        ),
        PartOfCost(
            "fees", last.fees.state, _first_fee(debt), _fee_basis(debt, law), _fee_needs(debt, last.fees)
        ),
        PartOfCost(
            "penalty",
            last.penalty.state,
            penalty_from(debt, law),
            law.penalty,
            _penalty_needs(debt, last.penalty),
        ),
    )


def _state(boundary: Boundary | None) -> Literal["known", "estimated", "unknown"]:
    if boundary is None:
        return "unknown"
    return "known" if boundary.confirmed else "estimated"


def _first_fee(debt: Debt) -> date | None:
    return min((due.late_from for due in debt.dues if due.late_from > debt.today), default=None)


def _interest_basis(debt: Debt, law: LateLaw, bears: WhatBears | None) -> Basis:
    if debt.rate.state == "known":
        return bears.basis if bears else AGREEMENT
    if debt.rate.state == "unknown":
        return NO_BASIS
    return law.usual_rate.basis if law.usual_rate else AGREEMENT


def _interest_needs(debt: Debt, bears: WhatBears | None) -> tuple[Need, ...]:
    needs: list[Need] = [] if debt.rate.state == "known" else ["rate"]
    if any(each.amount.high is None for each in debt.bearings):
        needs.append("statement")
    elif (
        bears is not None
        and not bears.binding
        and any(each.amount.low != each.amount.high for each in debt.bearings)
    ):
        needs.append("interest_on")
    return tuple(needs)


def _fee_needs(debt: Debt, fees: Range) -> tuple[Need, ...]:
    if fees.state == "known":
        return ()
    needs: list[Need] = [] if debt.late_fee_rule is not None else ["late_fee"]
    if any(due.fee_on.low is None for due in debt.dues):
        needs.append("statement")
    return tuple(needs)


def _penalty_needs(debt: Debt, penalty: Range) -> tuple[Need, ...]:
    return ("penalty_apr_bp",) if debt.penalty_apr_bp is None and penalty.state == "unknown" else ()
