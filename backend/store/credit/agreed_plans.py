"""Plans agreed with an issuer in place of the contract's dues, and their instalments; none is ever deleted."""

import json
from typing import Literal

from backend.domain.credit.agreed_plan import PlanSpan
from backend.store.credit.credit_accounts import Account
from backend.store.rows import (
    Column,
    Row,
    day,
    day_or_none,
    instant,
    instant_or_none,
    integer,
    large_integer,
    long_text,
    long_text_or_none,
    reference,
    short_text,
    short_text_or_none,
    word,
)

Heard = Literal["present", "missing"]
State = Literal["in_force", "broken", "renegotiated", "withdrawn"]
How = Literal["spoken", "written"]


class AgreedPlan(Row):
    """`starts_on`: the first day whose money is the plan's; `resumes_on` the first whose dues are the contract's again
    (None: the plan covers all that is owed, and no due asks for it again). `contents`: JSON of what the agreement was
    heard to say, by the name of the content."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    account = reference(Account, "account_id", index=False)
    account_id: Column[str]
    negotiation_id = short_text(40)
    state: Column[State] = word(12)
    starts_on = day()
    resumes_on = day_or_none()
    ended_on = day_or_none()
    review_on = day()
    review_deadline_id = short_text_or_none(40)
    agreed_how: Column[How] = word(8)
    contents = long_text()
    note = long_text_or_none()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "agreed_plan"
        indexes = ((("account_id", "id"), False), (("negotiation_id",), True))

    @property
    def heard(self) -> dict[str, Heard]:
        """What the agreement was heard to say: "present" or "missing" by the name of the content."""
        return dict(json.loads(self.contents))


class PlanInstalment(Row):
    """One instalment of a plan; its deadline says how it stands."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    plan = reference(AgreedPlan, "plan_id", index=False)
    plan_id: Column[str]
    number = integer()
    due_on = day()
    amount = large_integer()
    deadline_id = short_text(40)
    cannot_pay_at = instant_or_none()

    class Meta:
        table_name = "plan_instalment"
        indexes = ((("plan_id", "number"), True),)


def dump_contents(heard: dict[str, Heard]) -> str:
    return json.dumps(heard, sort_keys=True)


def of_account(account_id: str) -> list[AgreedPlan]:
    """Every plan of an account, in the order in which they were agreed."""
    query = AgreedPlan.select().where(AgreedPlan.account_id == account_id)
    return list(query.order_by(AgreedPlan.starts_on, AgreedPlan.id))


def of_negotiation(borrower_id: str, negotiation_id: str) -> AgreedPlan | None:
    return AgreedPlan.get_or_none(
        (AgreedPlan.negotiation_id == negotiation_id) & (AgreedPlan.borrower_id == borrower_id)
    )


def find(borrower_id: str, plan_id: str) -> AgreedPlan | None:
    return AgreedPlan.get_or_none((AgreedPlan.id == plan_id) & (AgreedPlan.borrower_id == borrower_id))


def instalments_of(plan_id: str) -> list[PlanInstalment]:
    query = PlanInstalment.select().where(PlanInstalment.plan_id == plan_id)
    return list(query.order_by(PlanInstalment.number))


def span_of(plan: AgreedPlan) -> PlanSpan:
    """A plan's time and what it comes to."""
    parts = instalments_of(plan.id)
    return PlanSpan(
        plan.id,
        plan.starts_on,
        plan.ended_on,
        plan.state,
        plan.resumes_on,
        max((row.due_on for row in parts), default=plan.starts_on),
        sum(row.amount for row in parts),
    )
