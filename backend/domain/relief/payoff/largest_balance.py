"""The most that a debt can still come to where every due so far was met: what the linear model needs to stay tight.

The looser this bound, the more a model's yes-or-no decisions may be halves, and the longer a proof takes.
"""

from collections.abc import Sequence
from itertools import pairwise

from backend.domain.relief.payoff.day_weights import SCALE
from backend.domain.relief.payoff.debts import Ask, Debt
from backend.domain.relief.payoff.timetable import Cycle

_ROUNDING = 3.0  # minor units that a charge and what is asked may be off, together


def largest_balances(
    debt: Debt, cycles: Sequence[Cycle], bearing: Sequence[Sequence[int]], asked: Sequence[Ask | None]
) -> list[float]:
    """Minor units behind each cycle's due, of the debt that met every due up to it and is not over.

    `bearing` is what a unit of each part bears in the first n days; `asked` is what each cycle asks for by the debt's
    asks, None where a rule says it. A due behind the next closing is taken for unpaid: the bound is only looser then.
    """
    found = list[float]()
    owed = highest = float(debt.balance)
    since = 0
    for cycle, (after, ask) in zip(cycles, _after(cycles, asked), strict=True):
        grown = max(table[cycle.closes] - table[since] for table in bearing) / SCALE
        owed += highest * grown + _ROUNDING
        # Until the next closing nothing is charged, so that this is the most at any time up to it.
        highest, since = owed, cycle.closes
        left = _left(debt, owed, ask)
        found.append(left)
        if after is None or cycle.due <= after.closes:
            owed = left
    return found


def _after(cycles: Sequence[Cycle], asked: Sequence[Ask | None]) -> list[tuple[Cycle | None, Ask | None]]:
    following = [later for _, later in pairwise([*cycles, None])]
    return list(zip(following, asked, strict=True))


def _left(debt: Debt, owed: float, ask: Ask | None) -> float:
    """What is left of a balance behind a due that was met."""
    if ask is not None:
        return max(0.0, owed - ask.amount) + _ROUNDING
    rule = debt.rule
    if rule is None:
        return owed
    # A share of the principal is a share of all only where interest is asked for as well.
    by_share = rule.base == "balance" or rule.plus_interest_and_fees
    share = owed * rule.percent_bp / 10_000 if by_share else 0.0
    return max(0.0, owed - max(share, rule.floor)) + _ROUNDING
