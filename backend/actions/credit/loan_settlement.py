"""A loan's payments settle its instalments, and what they repaid beyond them changes the ones to come.

Both follow from the facts, so they are computed together: which instalments each payment pays, how much of it repaid
principal, the schedule that is left, and the deadlines that follow it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from backend.actions.credit.account_lifecycle import has_ended, reopen_cancelled
from backend.actions.credit.agreed_dues import closed_by_plan
from backend.actions.credit.credit_accounts import due_dates_of, today_of
from backend.actions.credit.loan_inflows import all_inflows_of, inflows_of
from backend.actions.credit.loan_instalments import open_instalments, source_of
from backend.actions.credit.loan_start import is_before_entry
from backend.actions.reminders.deadline_changes import open_again, set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.loan_contract import ExtraPrincipal
from backend.domain.credit.loan_dues import DuesWith, LoanDue, LoanSettlement, Owed
from backend.domain.credit.loan_payments import owed_on, settle_loan
from backend.domain.credit.loan_schedule import Instalment, contract_schedule
from backend.domain.credit.payment_allocation import AllocationResult
from backend.store.credit import instalments, loan_contracts, payments
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.reminders import deadlines
from backend.store.reminders import series as series_store
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.series import Series
from backend.store.versions import save_new_version

# Why an instalment was cancelled that a shorter schedule no longer has; a longer one opens it again.
SHORTENED = "schedule"
PAID_OFF = "paid_off"


def settlement_of(account: Account) -> LoanSettlement:
    """How the loan's payments that stand settle it; nothing is written."""
    return settle_loan(_dues_of(account), inflows_of(account), account.loan_terms.prepayment_fee_bp)


def owed_by(account: Account, day: date) -> Owed:
    """What is owed on a loan in all at the end of a day, with all that was paid so far, under an agreed plan too."""
    return owed_on(_dues_of(account), all_inflows_of(account), day, account.loan_terms.prepayment_fee_bp)


def _dues_of(account: Account) -> DuesWith:
    by_number = {row.subject_id or "": row for row in deadlines.of_contract(account.id)}
    contract, terms = loan_contracts.agreed_contract(account, ()), account.loan_terms
    series = series_store.of_subject(account.id)
    first = series.next_index if series else 1  # what has no deadline is told from here on

    def dues_with(extras: Sequence[ExtraPrincipal]) -> list[LoanDue]:
        schedule = contract_schedule(loan_contracts.with_extras(contract, extras))
        return [_due(part, by_number.get(str(part.index)), terms, first) for part in schedule]

    return dues_with


def settle(account: Account, rows: Sequence[Deadline]) -> AllocationResult:
    """Settle a loan afresh; what each payment repaid beyond the schedule is kept with it."""
    found = settlement_of(account)
    ids = {int(row.subject_id): row.id for row in rows if row.subject_id}
    result = AllocationResult()
    for (payment_id, number), share in found.shares.items():
        if number in ids:
            result.shares[payment_id, ids[number]] = share
            result.allocated[ids[number]] = result.allocated.get(ids[number], 0) + share
    result.settled_at = {ids[number]: at for number, at in found.settled_at.items() if number in ids}
    for row in payments.unreversed_of_account(account.id):
        _keep(row, found)
    return result


def follow_schedule(account: Account, scheduler: ReminderScheduler) -> bool:
    """Let the deadlines follow the schedule; returns whether any did. The caller settles."""
    changed = _forget_unpaid(account)
    by_number = {str(part.index): part for part in loan_contracts.schedule_of(account)}
    for deadline in deadlines.of_contract(account.id):
        part = by_number.get(deadline.subject_id or "")
        if part is None:
            changed |= _cancel(deadline, scheduler)
        elif _is_shortened(deadline) and not has_ended(account):
            open_again(deadline, scheduler)
            if not _move(account, deadline, part, scheduler):
                save_new_version(deadline, scheduler.now)
            changed = True
        elif deadline.state == "open" or _is_paid(deadline):
            changed |= _move(account, deadline, part, scheduler)
    series = series_store.of_subject(account.id)
    if series is not None and not has_ended(account):
        changed |= open_instalments(series, account, scheduler)
    return changed


def keep_paid(account: Account, *, since: date, now: datetime) -> None:
    """Before terms change from a day on: what was paid stays as it was, whatever the new terms would have asked."""
    by_number = {str(part.index): part for part in loan_contracts.schedule_of(account)}
    stated = {row.number for row in instalments.stated_of(account.id)}
    for deadline in deadlines.of_contract(account.id):
        part = by_number.get(deadline.subject_id or "")
        if part is None or part.nominal_due_on < since or part.index in stated:
            continue
        if _is_paid(deadline):
            instalments.override(
                account,
                number=part.index,
                due_on=part.nominal_due_on,
                principal=part.principal,
                interest=part.interest,
                stated_at=now,
                kept=True,
            )


def _forget_unpaid(account: Account) -> bool:
    """What was kept because it was paid follows the terms again once its payment bounced."""
    kept = set(instalments.kept_of(account.id))
    paid = {
        int(row.subject_id) for row in deadlines.of_contract(account.id) if row.subject_id and _is_paid(row)
    }
    if kept - paid:
        instalments.forget_kept(account.id, sorted(kept - paid))
    return bool(kept - paid)


def resume(account: Account, series: Series, scheduler: ReminderScheduler) -> bool:
    """Let a loan run again that had ended; returns whether anything was opened. The caller settles."""
    reopened = reopen_cancelled(account, scheduler, payable_on=None)
    return open_instalments(series, account, scheduler) or reopened


def _keep(row: Payment, found: LoanSettlement) -> None:
    extra = found.extras.get(row.id)
    kept = (row.extra_principal, row.extra_from, row.earlier_instalments)
    now = (extra.amount if extra else 0, extra.from_number if extra else None, found.earlier.get(row.id, 0))
    if kept != now:
        row.extra_principal, row.extra_from, row.earlier_instalments = now
        row.save(only=[Payment.extra_principal, Payment.extra_from, Payment.earlier_instalments])


def _due(part: Instalment, deadline: Deadline | None, terms: LoanTerms, first: int) -> LoanDue:
    due = LoanDue(
        part.index,
        part.nominal_due_on,
        part.nominal_due_on + timedelta(days=terms.grace_days),
        part.amount,
        opening=part.balance_after + part.principal,
        tolerance=terms.tolerance,
        is_told=part.index >= first,
        interest=part.interest,
        nominal_due_on=part.nominal_due_on,
    )
    if deadline is None or is_before_entry(deadline):
        return due
    due = replace(
        due,
        due_on=deadline.due_on,
        last_chance_on=deadline.last_chance_on,
        tolerance=deadline.tolerance,
        is_told=True,
        is_open=deadline.state in ("open", "met")
        or _is_shortened(deadline)
        or _is_paid_off(deadline)
        or closed_by_plan(deadline),
        is_forgiven=deadline.state == "waived" or deadline.reason == "settled",
    )
    if deadline.state != "met" or _is_paid(deadline):
        return due
    # By the borrower's word: it keeps what was paid on it.
    return (
        replace(due, amount=deadline.allocated, by_word=True)
        if deadline.allocated
        else replace(due, is_told=False)
    )


def _is_paid(deadline: Deadline) -> bool:
    return deadline.state == "met" and deadline.closed_by in ("payment", "terms")


def _is_shortened(deadline: Deadline) -> bool:
    return deadline.state == "cancelled" and deadline.closed_by == "terms" and deadline.reason == SHORTENED


def _is_paid_off(deadline: Deadline) -> bool:
    return deadline.state == "cancelled" and deadline.closed_by == "terms" and deadline.reason == PAID_OFF


def _move(account: Account, deadline: Deadline, part: Instalment, scheduler: ReminderScheduler) -> bool:
    dates = due_dates_of(account, account.loan_terms, part.nominal_due_on)
    stays = deadline.nominal_due_on == part.nominal_due_on and deadline.due_on < today_of(
        account, scheduler.now
    )
    before = _told(deadline)
    if not stays:  # a new weekend rule or new days of grace move nothing that is past due
        set_dates(deadline, dates)
        deadline.tolerance = account.loan_terms.tolerance
    deadline.amount, deadline.source = part.amount, source_of(part)
    if before == _told(deadline):
        return False
    scheduler.plan(deadline)
    save_new_version(deadline, scheduler.now)
    return True


def _told(deadline: Deadline) -> tuple[object, ...]:
    """What its instalment tells a deadline: it is saved where any of it is new."""
    return (
        deadline.amount,
        deadline.source,
        deadline.tolerance,
        deadline.pay_by_at,
        deadline.last_chance_at,
    )


def _cancel(deadline: Deadline, scheduler: ReminderScheduler) -> bool:
    if deadline.state != "open":
        return False
    deadline.state, deadline.closed_at, deadline.closed_by = "cancelled", scheduler.now, "terms"
    deadline.reason, deadline.next_reminder_at = SHORTENED, None
    save_new_version(deadline, scheduler.now)
    return True
