"""Whether a statement's minimum asks again for older minimums that look open, judged by the arithmetic alone.

A payment that nobody recorded leaves an older minimum open in our books and not in the issuer's. Taking the older one
out of the new minimum would then leave the new one unpaid and unsaid. So it is taken out only where the minimum can
have been reached in no other way; where it can, or where nobody can tell, the whole is due, and the borrower is asked.
"""

from typing import Literal, NamedTuple

from backend.domain.credit.card_and_loan_terms import MinimumRule
from backend.domain.credit.minimum_payment import minimum_payment

PastDueSource = Literal["none", "said", "presumed", "unsure"]

# Two cycles: a purchase bears interest from its own day, once it was not paid in full.
_CYCLES_OF_INTEREST = 2


class PastDuePart(NamedTuple):
    """Minor units of the minimum that older minimums ask for already, and how that is known."""

    amount: int
    source: PastDueSource


class StatementFigures(NamedTuple):
    """What a statement says, in minor units. `interest_and_fees` None: not said. `over_limit` is on its balance, of
    which `instalments` are this month's parts of instalment plans and `unbilled` their principal not asked for yet."""

    balance: int
    minimum: int
    interest_and_fees: int | None
    over_limit: int
    instalments: int = 0
    unbilled: int = 0


def presumed_part(
    rule: MinimumRule,
    statement: StatementFigures,
    *,
    still_open: int,
    balance_left: int | None,
    yearly_rate_bp: int | None,
) -> PastDuePart:
    """The part of the minimum that must be the older minimums `still_open` when the statement closed.

    `balance_left` is the balance before less what is known to be paid of it (None: no balance before is known); a
    balance below it shows money that nobody recorded. `yearly_rate_bp` bounds the interest that was not said.
    """
    if not rule.plus_past_due or still_open <= 0 or statement.minimum <= 0:
        return PastDuePart(0, "none")
    # Nobody can be asked for more than all that is owed: then the one is in the other, whatever was paid unrecorded.
    overlaps = still_open + statement.minimum > statement.balance
    if not overlaps and balance_left is not None and statement.balance < balance_left:
        return PastDuePart(0, "unsure")
    without, with_it = (_asked(rule, statement, past_due) for past_due in (0, still_open))
    room = statement.minimum >= max(with_it, still_open) and statement.minimum > without
    told_apart = (
        overlaps
        or statement.interest_and_fees is not None
        or statement.minimum == with_it
        or _beyond_interest(statement.minimum - without, statement.balance, yearly_rate_bp)
    )
    return PastDuePart(still_open, "presumed") if room and told_apart else PastDuePart(0, "unsure")


def _asked(rule: MinimumRule, statement: StatementFigures, past_due: int) -> int:
    return minimum_payment(
        rule,
        balance=statement.balance - statement.instalments - statement.unbilled,
        interest_and_fees=statement.interest_and_fees or 0,
        over_limit=statement.over_limit,
        past_due=past_due,
        instalments=statement.instalments,
    )


def _beyond_interest(excess: int, balance: int, yearly_rate_bp: int | None) -> bool:
    """Whether interest cannot have raised a minimum by so much; without a rate nobody can tell."""
    if yearly_rate_bp is None:
        return False
    return excess * 12 * 10_000 > balance * yearly_rate_bp * _CYCLES_OF_INTEREST
