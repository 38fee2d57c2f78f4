"""Whether a proposed plan still stands: its lines are held against the facts of now, not those that it was made from.

An income that was taken back, a balance said anew or a bill that came since must not leave a proposal that claims to
hold, nor one that can be accepted. An accepted plan is followed (envelopes.py), and says so itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.actions.spending.plan_facts import facts_as_of, savings_of
from backend.domain.calendar.local_time import local_date
from backend.domain.spending.cut_plan.plan_facts import PlanCheck, PlanFacts
from backend.errors import Conflict
from backend.store.people.borrowers import Borrower
from backend.store.spending.cut_plans import CutLine, CutPlan
from backend.store.spending.facts_stamp import Stamp, facts_stamp

FRESH_DAYS = 3  # an older proposal is made anew rather than accepted


class Standing(NamedTuple):
    """What a plan's lines fund, and whether the facts have `moved` so that another plan has to be made."""

    check: PlanCheck
    moved: bool


@dataclass
class Facts:
    """A borrower's facts of now, gathered once for each currency and horizon that is asked for."""

    borrower: Borrower
    now: datetime
    _gathered: dict[tuple[str, int], CashFlowFacts | None] = field(default_factory=dict)

    @classmethod
    def of(cls, borrower: Borrower, gathered: CashFlowFacts, now: datetime) -> "Facts":
        """Those that were gathered just now."""
        return cls(borrower, now, {(gathered.currency, gathered.days): gathered})

    @property
    def today(self) -> date:
        return local_date(self.now, self.borrower.zone)

    def up_to(self, currency: str, until: date) -> CashFlowFacts | None:
        """The cash flow up to a day; None where no balance is known any more."""
        key = currency, (until - self.today).days + 1
        if key not in self._gathered:
            try:
                self._gathered[key] = gather(self.borrower, currency, days=key[1], now=self.now)
            except Conflict:
                self._gathered[key] = None
        return self._gathered[key]


def stamp_of(borrower: Borrower) -> tuple[Stamp, int]:
    """What differs as soon as anything has changed that a plan is made from."""
    return facts_stamp(borrower.id), borrower.version


def is_fresh(plan: CutPlan, today: date) -> bool:
    """Whether a proposal is so young that it may be accepted."""
    return today - timedelta(days=FRESH_DAYS) <= plan.made_on and today <= plan.until_on


def standing_of(plan: CutPlan, cuts: Sequence[CutLine], facts: Facts) -> Standing:
    """How the plan stands now; where nothing can be said of now, as it stood when it was made, and moved."""
    made_from = plan.plan_facts
    then = made_from.check(savings_of(made_from, cuts))
    if plan.state != "proposed":
        return Standing(then, plan.recompute_offered)
    seen = facts.up_to(plan.currency, plan.until_on) if is_fresh(plan, facts.today) else None
    if seen is None:
        return Standing(then, True)
    now = check_now(made_from, cuts, seen)
    return Standing(now, then.holds and not now.holds)


def check_now(made_from: PlanFacts, cuts: Sequence[CutLine], seen: CashFlowFacts) -> PlanCheck:
    """What the lines fund by the facts of now; a promised due that is owed no more is not short."""
    as_of = facts_as_of(made_from, seen)
    check = as_of.check(savings_of(as_of, cuts))
    promised = (due.id for due in made_from.dues if due.promised)
    return replace(check, short={id: check.short.get(id, 0) for id in promised})
