"""Cut plans, their lines, and the envelopes of an accepted one."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from backend.domain.spending.cut_plan.plan_facts import PlanFacts
from backend.store.rows import (
    Column,
    Row,
    composite_key,
    day,
    day_or_none,
    flag,
    instant,
    instant_or_none,
    integer,
    integer_or_none,
    large_integer,
    long_text,
    reference,
    short_text,
    short_text_or_none,
)
from backend.store.spending.plan_facts_json import load_facts


class CutPlan(Row):
    """`state`: proposed, accepted, refused, superseded (a newer one was accepted) or ended.

    `facts` is JSON: what it was computed from and what it promises for each due (plan_facts_json.py).
    `funding` is JSON of an accepted plan: {due: whether it is funded as things are}. `follow_at`: when the worker
    looks at it next.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    currency = short_text(3)
    state = short_text(10, default="proposed")
    feasible = flag()
    made_on = day()
    until_on = day()
    facts = long_text()
    funding = long_text(default="{}")
    recompute_offered = flag(default=False)
    accepted_on = day_or_none()
    follow_at = instant_or_none()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "cut_plan"
        indexes = ((("borrower_id", "id"), False),)

    @property
    def plan_facts(self) -> PlanFacts:
        return load_facts(self.facts, self.made_on)

    @property
    def funded_by_due(self) -> dict[str, bool]:
        """{due: whether it was funded when the plan was last followed}."""
        return load_funding(self.funding)


CutPlan.add_index(
    CutPlan.index(CutPlan.follow_at, where=CutPlan.follow_at.is_null(False), name="cut_plan_follow")
)


def dump_funding(funded_by_due: Mapping[str, bool]) -> str:
    return json.dumps(funded_by_due)


def load_funding(text: str) -> dict[str, bool]:
    funded_by_due: dict[str, bool] = json.loads(text)
    return funded_by_due


class CutLine(Row):
    """One suggestion: so many steps less in a category and a period, or one subscription cancelled.

    Each of `steps` (of `usual`, at most `most`) saves `step`. With one less, the due `why_due_id` would be short by
    `why_short` on `why_on`; without a due (""), what must stay is. `shown_in` is the number of the line that it is
    shown in, together with others; NULL where it is one of its own. `state`: proposed, accepted, refused.
    """

    plan = reference(CutPlan, "plan_id", index=False)
    plan_id: Column[str]
    position = integer()
    borrower_id = short_text(40, index=True)
    kind = short_text(14)  # steps | subscription
    category = short_text(40)
    recurring_id = short_text_or_none(40)
    label = short_text(120)
    unit = short_text(24)
    from_on = day()
    to_on = day()
    step = large_integer()
    usual = integer()
    most = integer()
    steps = integer()
    why_due_id = short_text(320)
    why_on = day()
    why_short = large_integer()
    state = short_text(10, default="proposed")
    shown_in = integer_or_none()

    class Meta:
        table_name = "cut_line"
        primary_key = composite_key("plan", "position")

    @property
    def shown(self) -> int:
        """The number of the line that it is shown in."""
        return self.position if self.shown_in is None else self.shown_in

    @property
    def saves(self) -> int:
        """Minor units up to the plan's end."""
        return self.step * self.steps


class Envelope(Row):
    """What may be spent in a category in a period of an accepted plan. `state`: ok, near (80 %) or broken.

    `spent_before` was spent in the period before the plan was accepted: it takes room away and breaks nothing.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    plan = reference(CutPlan, "plan_id")
    plan_id: Column[str]
    category = short_text(40)
    currency = short_text(3)
    from_on = day()
    to_on = day()
    amount = large_integer()
    spent = large_integer(default=0)
    spent_before = large_integer(default=0)
    state = short_text(8, default="ok")
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    @property
    def room(self) -> int:
        """What might still be spent when the plan was accepted."""
        return max(0, self.amount - self.spent_before)

    class Meta:
        table_name = "envelope"
        indexes = ((("borrower_id", "category", "from_on"), False),)


def find(borrower_id: str, plan_id: str) -> CutPlan | None:
    return CutPlan.get_or_none((CutPlan.id == plan_id) & (CutPlan.borrower_id == borrower_id))


def accepted(borrower_id: str, currency: str) -> CutPlan | None:
    """The plan that holds now, if there is one."""
    query = CutPlan.select().where(
        (CutPlan.borrower_id == borrower_id) & (CutPlan.currency == currency) & (CutPlan.state == "accepted")
    )
    return query.order_by(CutPlan.id.desc()).first()


def page(borrower_id: str, *, limit: int, before: str | None = None) -> list[CutPlan]:
    """One page of plans, newest first."""
    query = CutPlan.select().where(CutPlan.borrower_id == borrower_id)
    if before:
        query = query.where(CutPlan.id < before)
    return list(query.order_by(CutPlan.id.desc()).limit(limit))


def lines_of(plan_ids: list[str]) -> dict[str, list[CutLine]]:
    found: dict[str, list[CutLine]] = {plan_id: [] for plan_id in plan_ids}
    query = CutLine.select().where(CutLine.plan_id.in_(plan_ids))
    for row in query.order_by(CutLine.plan, CutLine.position):
        found[row.plan_id].append(row)
    return found


def refused_lines(borrower_id: str, since: date) -> list[CutLine]:
    """The cuts that the borrower has refused and whose days are not over."""
    query = CutLine.select().where((CutLine.borrower_id == borrower_id) & (CutLine.state == "refused"))
    return list(query.where(CutLine.to_on >= since).order_by(CutLine.plan, CutLine.position))


def envelopes_of_plan(plan_id: str) -> list[Envelope]:
    query = Envelope.select().where(Envelope.plan_id == plan_id)
    return list(query.order_by(Envelope.from_on, Envelope.category, Envelope.id))


def envelopes_page(
    borrower_id: str, *, limit: int, after: tuple[date, str] | None = None, day: date | None = None
) -> list[Envelope]:
    """One page of the envelopes of accepted plans, the earliest first; with `day`, those whose period holds it."""
    query = (
        Envelope.select(Envelope)
        .join(CutPlan)
        .where((Envelope.borrower_id == borrower_id) & (CutPlan.state == "accepted"))
    )
    if day:
        query = query.where((Envelope.from_on <= day) & (Envelope.to_on >= day))
    if after:
        query = query.where(
            (Envelope.from_on > after[0]) | ((Envelope.from_on == after[0]) & (Envelope.id > after[1]))
        )
    return list(query.order_by(Envelope.from_on, Envelope.id).limit(limit))


def accepted_of(borrower_id: str) -> list[CutPlan]:
    """The plans that hold now, one a currency."""
    query = CutPlan.select().where((CutPlan.borrower_id == borrower_id) & (CutPlan.state == "accepted"))
    return list(query.order_by(CutPlan.id))


def mark_stale(borrower_id: str, now: datetime) -> None:
    """Something that a followed plan depends on has changed: let the worker look at it now."""
    CutPlan.update(follow_at=now).where(
        (CutPlan.borrower_id == borrower_id) & (CutPlan.state == "accepted")
    ).execute()


def to_follow(now: datetime, limit: int) -> list[str]:
    """Borrowers whose accepted plan is to be looked at again."""
    query = CutPlan.select(CutPlan.borrower_id).where(CutPlan.follow_at <= now)
    return list(dict.fromkeys(row.borrower_id for row in query.order_by(CutPlan.follow_at).limit(limit)))
