"""A plan that stands, without a proof: the solver begins with it, and it is there if the time runs out.

Both go one by one in a fixed order, so that what they leave is needed: no due could be paid as well, no step be spared.
"""

from collections.abc import Mapping

from backend.domain.spending.cut_plan.allowed_cuts import Cut
from backend.domain.spending.cut_plan.payables import RANKS
from backend.domain.spending.cut_plan.whole_number_model import Situation


def unpaid_as_little(at: Situation, unpaid: frozenset[str] | None = None) -> frozenset[str]:
    """What stays unpaid if all that may be cut is cut, and each due is paid that can be, the gravest first."""
    left = at.hopeless | (unpaid if unpaid is not None else frozenset(due.id for due in at.dues))
    spare = at.spare(at.everything, left)
    graver = sorted(at.open_dues, key=lambda due: (RANKS.index(due.rank), -due.weight, due.on, due.id))
    for due in graver:
        later = [day for day in at.kept if day >= at.day(due)]
        if due.id in left and all(spare[day] >= due.amount for day in later):
            left -= {due.id}
            for day in later:
                spare[day] -= due.amount
    return left


def spared(at: Situation, taken: Mapping[Cut, int], unpaid: frozenset[str]) -> dict[Cut, int]:
    """The same cuts without the steps that are not needed, the dearest of them left out first."""
    spare, counts = at.spare(taken, unpaid), dict(taken)
    steps = (
        (cut.weight * step, cut.period, cut.key, cut) for cut in counts for step in range(counts[cut], 0, -1)
    )
    for *_, cut in sorted(steps, key=lambda each: (-each[0], -each[1], each[2])):
        saved = {day: cut.saved(day) for day in at.kept}
        if all(spare[day] >= by for day, by in saved.items()):
            counts[cut] -= 1
            for day, by in saved.items():
                spare[day] -= by
    return {cut: steps for cut, steps in counts.items() if steps}
