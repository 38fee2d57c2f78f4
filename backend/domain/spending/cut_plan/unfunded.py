"""What is said of each due that cannot be funded: what is missing with the plan's own cuts, and what to ask for.

The gravest comes first; one that can be paid later is counted as paid then for those that follow, so that all the
advice of a plan can be taken together.

What to ask depends on whom it is owed to, for a dentist has no minimum and a lender no hardship desk for a bill. Where
the plan's cuts pay it within 30 days: a later due date, or of a lender, for what is late already, that the fee is
waived. Where half of it is there: of a card's issuer a lower minimum, of others that they take a part. Else, and where
several of an account stay open: of a lender a hardship plan, of others instalments.
"""

from collections.abc import Iterator
from datetime import timedelta

from backend.domain.spending.cut_plan.integer_program import Unproven
from backend.domain.spending.cut_plan.payables import RANKS, Payable
from backend.domain.spending.cut_plan.plan_result import Ask, Unfunded
from backend.domain.spending.cut_plan.whole_number_model import Situation

_SOON = 30


def unfunded(
    at: Situation, unpaid: frozenset[str], spare: list[int], late: frozenset[str]
) -> Iterator[Unfunded]:
    """Each due left unpaid; `spare` is what each day has above the reserve without them."""
    spare = list(spare)
    left = [due for due in at.dues if due.id in unpaid]
    for due in sorted(left, key=lambda due: (RANKS.index(due.rank), -due.weight, due.on, due.id)):
        day = at.day(due)
        short = [each for each in _felt(at, day) if spare[each] < due.amount]
        if not short:
            raise Unproven("a due is left unpaid that could be paid")
        missing = max(due.amount - spare[each] for each in short)
        payable = _payable(at, due, spare)
        if payable is not None:
            spare = [over - due.amount if each >= payable else over for each, over in enumerate(spare)]
        several = due.account_id is not None and sum(each.account_id == due.account_id for each in left) > 1
        yield Unfunded(
            due_id=due.id,
            account_id=due.account_id,
            amount=due.amount,
            missing=missing,
            from_on=at.today + timedelta(days=short[0]),
            payable_on=None if payable is None else at.today + timedelta(days=payable),
            harm=due.harm,
            harm_parts=due.harm_parts,
            ask=_ask(due, missing, payable, several=several, late=due.id in late),
        )


def _felt(at: Situation, day: int) -> list[int]:
    """The days on which paying on `day` must leave the reserve: that day, and the later ones that can be kept."""
    return sorted({day} | {each for each in at.kept if each > day})


def _payable(at: Situation, due: Payable, spare: list[int]) -> int | None:
    """The first day after its own, and soon, on which it could be paid."""
    day = at.day(due)
    for later in range(day + 1, min(day + _SOON, len(spare) - 1) + 1):
        if later in at.kept and all(spare[each] >= due.amount for each in _felt(at, later)):
            return later
    return None


def _ask(due: Payable, missing: int, payable: int | None, *, several: bool, late: bool) -> Ask:
    lender = due.creditor != "other"
    if not several:
        if payable is not None:
            return "ask_fee_waiver" if late and lender else "ask_later_due_date"
        if missing * 2 <= due.amount:
            return "ask_minimum_waiver" if due.creditor == "card" else "ask_part_payment"
    return "ask_hardship_plan" if lender else "ask_instalments"
