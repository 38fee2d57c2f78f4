"""Plans agreed with an issuer: begun, so that their instalments are the account's dues, and ended.

An account has one plan at a time. A new one takes over from the one in force, which ends as renegotiated; the caller
holds the transaction.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.estimates import remaining_balance, resettle
from backend.actions.credit.joint_bills import must_bill_itself
from backend.actions.credit.loan_settlement import owed_by
from backend.actions.reminders.checks import close_check, open_check
from backend.actions.reminders.deadline_changes import build_deadline, dates_as_given
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar.local_time import local_date
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.store.credit import agreed_plans, payments, statements
from backend.store.credit.agreed_plans import AgreedPlan, Heard, How, PlanInstalment, State, dump_contents
from backend.store.credit.credit_accounts import Account
from backend.store.reminders import series as series_store
from backend.store.reminders.deadlines import PLAN_INSTALMENT, Deadline
from backend.store.versions import save_new_version

PLAN_REVIEW = "plan_review"
# Our own advice: look again after a quarter, while a plan can still be changed before it is missed.
REVIEW_AFTER = timedelta(days=90)
_DAY = timedelta(days=1)


class AgreedInstalment(NamedTuple):
    """What a plan asks on a day; minor units."""

    due_on: date
    amount: int


class PlanFacts(NamedTuple):
    """What was agreed. `starts_on`: the first day whose money counts for it. `contract_resumes_on`: the
    contract's own dues count again from that day; None: after the last instalment, unless the plan covers all that is
    owed, as one does that `settles` the debt. `contents`: what the agreement was heard to say."""

    instalments: Sequence[AgreedInstalment]
    starts_on: date
    review_on: date | None
    contract_resumes_on: date | None
    agreed_how: How
    contents: dict[str, Heard]
    note: str | None
    settles: bool = False

    @property
    def total(self) -> int:
        return sum(part.amount for part in self.instalments)


def begin_plan(
    account: Account, negotiation_id: str, facts: PlanFacts, scheduler: ReminderScheduler
) -> AgreedPlan:
    """Let a plan take the place of the account's dues: its instalments are deadlines, and so is its review."""
    must_bill_itself(account)
    _check(account, facts, scheduler)
    before = agreed_plans.of_account(account.id)
    if before and before[-1].state == "in_force":
        _take_over(before[-1], facts.starts_on, scheduler)
    elif before and before[-1].ended_on and facts.starts_on < before[-1].ended_on:
        raise Invalid("agreement-starts-early", earliest=str(before[-1].ended_on), field="starts_on")
    last_on = facts.instalments[-1].due_on
    review_on = facts.review_on or min(today_of(account, scheduler.now) + REVIEW_AFTER, last_on)
    plan = AgreedPlan(
        id=new_id("agr", scheduler.now),
        borrower_id=account.borrower_id,
        account=account.id,
        negotiation_id=negotiation_id,
        state="in_force",
        starts_on=facts.starts_on,
        resumes_on=_resumes_on(account, facts, today_of(account, scheduler.now)),
        review_on=review_on,
        agreed_how=facts.agreed_how,
        contents=dump_contents(facts.contents),
        note=facts.note,
        created_at=scheduler.now,
        updated_at=scheduler.now,
    )
    review = open_check(
        scheduler, PLAN_REVIEW, plan.id, title=account.name, on=review_on, country=account.country
    )
    plan.review_deadline_id = review.id
    plan.save(force_insert=True)
    for number, part in enumerate(facts.instalments, start=1):
        _open_instalment(account, plan, number, part, scheduler)
    resettle(account, scheduler)
    return plan


def end_plan(plan: AgreedPlan, *, state: State, on: date, scheduler: ReminderScheduler) -> None:
    """End a plan in force; what the contract asks counts again, with all the money that came in.

    From the day on which it was taken down, also where its own first day is still to come."""
    if plan.state != "in_force":
        raise Conflict("agreement-ended")
    earliest = min(plan.starts_on, local_date(plan.created_at, plan.account.zone))
    if on < earliest:
        raise Invalid("agreement-ends-early", earliest=str(earliest), field="on")
    _close(plan, state, on, scheduler)
    resettle(plan.account, scheduler)


def _take_over(plan: AgreedPlan, on: date, scheduler: ReminderScheduler) -> None:
    """Let the plan in force end on the day on which another begins."""
    if on <= plan.starts_on:
        raise Invalid("agreement-starts-early", earliest=str(plan.starts_on + _DAY), field="starts_on")
    _close(plan, "renegotiated", on, scheduler)


def _close(plan: AgreedPlan, state: State, on: date, scheduler: ReminderScheduler) -> None:
    plan.state, plan.ended_on = state, on
    save_new_version(plan, scheduler.now)
    close_check(scheduler, plan.review_deadline_id, state="cancelled", reason=f"plan-{state}")


def _check(account: Account, facts: PlanFacts, scheduler: ReminderScheduler) -> None:
    today = today_of(account, scheduler.now)
    days = [part.due_on for part in facts.instalments]
    if days != sorted(set(days)):
        raise Invalid("agreement-out-of-order", field="instalments")
    if facts.starts_on > today + _DAY:
        raise Invalid("agreement-ahead", latest=str(today), field="starts_on")
    if days[0] < facts.starts_on:
        raise Invalid("agreement-due-before-start", field="instalments.0.due_on")
    if facts.review_on is not None and facts.review_on < today:
        raise Invalid("agreement-review-past", field="review_on")
    if facts.contract_resumes_on is None:
        return
    if facts.contract_resumes_on < facts.starts_on:
        raise Invalid("agreement-resumes-early", field="contract_resumes_on")


def _resumes_on(account: Account, facts: PlanFacts, today: date) -> date | None:
    """From when the contract's dues count again; None where the plan covers all that is owed, and so replaces them."""
    if facts.contract_resumes_on is not None:
        return facts.contract_resumes_on
    owed = to_be_covered(account, today)
    if facts.settles or (owed is not None and facts.total >= owed):
        return None
    return facts.instalments[-1].due_on + _DAY


def resumes_on_of(plan: AgreedPlan) -> date | None:
    """From when the contract's dues count again, as it is shown; None: none does, the plan replaced them for good."""
    if plan.resumes_on is not None or plan.account.kind == "loan":
        return plan.resumes_on
    return agreed_plans.span_of(plan).last_due_on + _DAY


def left_to_contract(plan: AgreedPlan, today: date) -> int | None:
    """What is known to be owed beyond a plan in force, minor units; None where nobody knows."""
    owed, span = to_be_covered(plan.account, today), agreed_plans.span_of(plan)
    if owed is None:
        return None
    came = payments.unreversed_of_account(plan.account_id)
    paid = sum(row.amount for row in came if span.has(local_date(row.paid_at, plan.account.zone)))
    return max(0, owed - max(0, span.total - paid))


def to_be_covered(account: Account, today: date) -> int | None:
    """What a plan must come to for nothing to be left to the contract: a card's balance, of a loan what is past due and
    the principal, since only the lender knows what it asks of interest then. None: not known."""
    if account.kind == "card":
        return (
            None if statements.latest_known(account.id, today) is None else remaining_balance(account, today)
        )
    owed = owed_by(account, today)
    return owed.past_due + owed.principal


def _open_instalment(
    account: Account, plan: AgreedPlan, number: int, part: AgreedInstalment, scheduler: ReminderScheduler
) -> None:
    deadline = _deadline(account, plan, part, scheduler)
    deadline.save(force_insert=True)
    PlanInstalment.create(
        id=new_id("agi", scheduler.now),
        borrower_id=account.borrower_id,
        plan=plan.id,
        number=number,
        due_on=part.due_on,
        amount=part.amount,
        deadline_id=deadline.id,
    )


def _deadline(
    account: Account, plan: AgreedPlan, part: AgreedInstalment, scheduler: ReminderScheduler
) -> Deadline:
    """Due on the very day that was agreed: the contract's days of grace and tolerance were not part of it."""
    series = series_store.of_subject(account.id)
    terms = account.card_terms if account.kind == "card" else account.loan_terms
    deadline = build_deadline(
        scheduler,
        dates_as_given(part.due_on, country=account.country, zone=account.zone, cut_off=terms.cut_off),
        kind=PLAN_INSTALMENT,
        zone=account.zone,
        country=account.country,
        owed=True,
        source="entered",
        sure=True,
        account_id=account.id,
        series_id=series.id if series else None,
        subject_id=plan.id,
        amount=part.amount,
        currency=account.currency,
    )
    scheduler.plan_new(deadline)
    return deadline
