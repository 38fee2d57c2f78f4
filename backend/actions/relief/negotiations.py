"""Talks with an issuer: opened, closed without a plan, or closed with one; and what is said of a plan afterwards."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.actions.credit.agreed_plans import PlanFacts, begin_plan, end_plan
from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.joint_bills import must_bill_itself
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar.local_time import local_date
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.credit import agreed_plans, payments
from backend.store.credit.agreed_plans import AgreedPlan, PlanInstalment, State
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.relief import negotiations
from backend.store.relief.negotiations import Kind, Negotiation
from backend.store.relief.negotiations import State as TalkState
from backend.store.reminders import deadlines
from backend.store.versions import save_new_version


def get(borrower_id: str, negotiation_id: str) -> Negotiation:
    """The borrower's negotiation, or NotFound."""
    row = negotiations.find(borrower_id, negotiation_id)
    if row is None:
        raise NotFound()
    return row


def plan_of(row: Negotiation) -> AgreedPlan:
    """The plan that came of it; Conflict where none did."""
    plan = agreed_plans.of_negotiation(row.borrower_id, row.id)
    if plan is None:
        raise Conflict("negotiation-without-plan", state=row.state)
    return plan


def default_start(account: Account, first_due_on: date, *, now: datetime) -> date:
    """From which day money is taken to be a plan's where nobody says: today; tomorrow where something was paid today
    already, since that was paid before the plan was agreed, and an instalment must not be silent by a guess."""
    today = today_of(account, now)
    paid_today = any(
        local_date(row.paid_at, account.zone) >= today for row in payments.unreversed_of_account(account.id)
    )
    return today + timedelta(days=1) if paid_today and first_due_on > today else today


def open_negotiation(account: Account, *, kind: Kind, reason: str | None, now: datetime) -> Negotiation:
    """Begin to ask for something; the account and its reminders stay as they are."""
    must_bill_itself(account)
    with transaction():
        return _open(account, kind, reason, None, ReminderScheduler(account.borrower_id, now=now))


def close(row: Negotiation, *, state: TalkState, on: date, note: str | None, now: datetime) -> Negotiation:
    """Say that nothing came of it: refused, not answered, or dropped."""
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)
        row = _still_open(row)
        _close(row, state, on, now)
        row.note = note
        save_new_version(row, now)
        return row


def agree(row: Negotiation, facts: PlanFacts, *, now: datetime) -> AgreedPlan:
    """Take down the plan that was agreed: its instalments are deadlines, and the old ones sleep."""
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        row = _still_open(row)
        plan = begin_plan(row.account, row.id, facts, scheduler)
        _close(row, "agreed", today_of(row.account, now), now)
        save_new_version(row, now)
        return plan


def end_agreement(row: Negotiation, *, state: State, on: date | None, now: datetime) -> AgreedPlan:
    """Say that the plan was broken, by whomever, or was never agreed; what the contract asks counts again."""
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        plan = plan_of(row)
        today = today_of(plan.account, now)
        if on is not None and on > today:
            raise Invalid("agreement-ends-ahead", latest=str(today), field="on")
        end_plan(plan, state=state, on=on or today, scheduler=scheduler)
        return plan


class CannotPay(NamedTuple):
    """The instalment that cannot be paid, and the talks that were opened for it."""

    instalment: PlanInstalment
    talks: Negotiation


def cannot_pay(row: Negotiation, *, number: int | None, reason: str | None, now: datetime) -> CannotPay:
    """Say before its due date that an instalment cannot be paid; the talks about another plan are opened, once.

    Nothing else changes: it stays due, and is reminded of, until something else is agreed.
    """
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        plan = plan_of(row)
        if plan.state != "in_force":
            raise Conflict("agreement-ended")
        part = _payable(plan, number, now)
        if part.cannot_pay_at is None:
            part.cannot_pay_at = now
            part.save(only=[PlanInstalment.cannot_pay_at])
        talks = negotiations.open_renegotiation_of(plan.id)
        return CannotPay(part, talks or _open(plan.account, row.kind, reason, plan.id, scheduler))


def _payable(plan: AgreedPlan, number: int | None, now: datetime) -> PlanInstalment:
    """The instalment of that number, by default the next; Conflict where it is past due already, or not open."""
    open_parts = []
    for part in agreed_plans.instalments_of(plan.id):
        deadline = deadlines.find(plan.borrower_id, part.deadline_id)
        if deadline is None or (number is not None and part.number != number):
            continue
        if deadline.state == "open" and deadline.pay_by_at >= now:
            return part
        open_parts.append(part)
    if number is not None and not open_parts:
        raise Invalid("agreement-instalment-unknown", field="number")
    raise Conflict("agreement-instalment-past")


def _open(
    account: Account, kind: Kind, reason: str | None, renegotiates: str | None, scheduler: ReminderScheduler
) -> Negotiation:
    return Negotiation.create(
        id=new_id("neg", scheduler.now),
        borrower_id=account.borrower_id,
        account=account.id,
        kind=kind,
        state="open",
        opened_on=today_of(account, scheduler.now),
        reason=reason,
        renegotiates=renegotiates,
        created_at=scheduler.now,
        updated_at=scheduler.now,
    )


def _still_open(row: Negotiation) -> Negotiation:
    """The row as it is under the borrower's lock."""
    row = get(row.borrower_id, row.id)
    if row.state != "open":
        raise Conflict("negotiation-closed", state=row.state)
    return row


def _close(row: Negotiation, state: TalkState, on: date, now: datetime) -> None:
    if not row.opened_on <= on <= today_of(row.account, now):
        raise Invalid("negotiation-closed-when", earliest=str(row.opened_on), field="on")
    row.state, row.closed_on = state, on
