"""What is agreed of a running loan from a day on: a rate, an instalment, more instalments, a holiday, new terms.

Each is a dated row, and what fell due before its day stays for ever. Only a correction, said as one, rewrites the past:
it states terms that were mistyped.
"""

from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from backend.actions.credit.allocation import reallocate
from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.lender_rows import check_principal
from backend.actions.credit.loan_days import days_of
from backend.actions.credit.loan_settlement import follow_schedule, keep_paid
from backend.actions.credit.loan_start import Start, follow_start, start_of
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.loan_contract import HolidayInterest, Keeps, figures_of
from backend.errors import Invalid, NotFound
from backend.ids import new_id
from backend.store.credit import loan_terms
from backend.store.credit.credit_accounts import Account, dump_terms, load_loan_terms
from backend.store.credit.loan_contracts import schedule_of
from backend.store.credit.loan_terms import LoanTerm
from backend.store.database import transaction
from backend.store.versions import save_new_version

LAST_YEAR = 2200


class Agreement(TypedDict):
    """What was agreed (see `TermChange`); one of it at least."""

    from_on: date
    rate_bp: NotRequired[int | None]
    instalment: NotRequired[int | None]
    added_instalments: NotRequired[int]
    holiday_intervals: NotRequired[int | None]
    holiday_interest: NotRequired[HolidayInterest | None]
    keeps: NotRequired[Keeps]
    note: NotRequired[str | None]


def agree(account: Account, *, now: datetime, **agreed: Unpack[Agreement]) -> LoanTerm:
    """Take down what was agreed from a day on; the instalments due since then follow."""
    if agreed.get("instalment") is not None and account.loan_terms.repayment != "equal_instalment":
        raise Invalid("instalment-of-equal-only", field="instalment")
    _check_day(account, agreed["from_on"], field="from_on")
    with transaction():
        start = start_of(account)
        keep_paid(account, since=agreed["from_on"], now=now)
        row = _add(account, "agreed", now, agreed)
        _follow(account, start, now)
        return row


def withdraw(account: Account, term_id: str, *, now: datetime) -> None:
    """Take back what was agreed, as if it had never been said."""
    row = loan_terms.find(account.borrower_id, account.id, term_id)
    if row is None:
        raise NotFound()
    with transaction():
        start = start_of(account)
        row.delete_instance()
        if row.kind == "replaced":
            _name_latest_terms(account)
        _follow(account, start, now)


def replace_terms(
    account: Account, terms: LoanTerms, *, from_on: date | None, correct: bool, now: datetime
) -> None:
    """Let new terms count from a day on, today by default, or as if they had always been where they `correct`.

    What only moves dates or counts lateness has no past: it counts for what is still to come. The caller saves the row
    and lets the deadlines follow.
    """
    since = from_on or today_of(account, now)
    was = account.loan_terms
    if not correct and (from_on or (figures_of(terms) != figures_of(was) and _is_over(account, since))):
        _check_day(account, since, field="terms_from_on")
    if figures_of(terms) != figures_of(was):
        keep_paid(account, since=date.min if correct else since, now=now)
    account.terms = dump_terms(terms)
    if correct:
        loan_terms.forget_replaced(account.id)
    elif figures_of(terms) != figures_of(was) and _has_past(account, was, since):
        if not any(row.kind == "first" for row in loan_terms.of_account(account.id)):
            _add(account, "first", now, {"from_on": was.first_due_on}, terms=was)
        _add(account, "replaced", now, {"from_on": since}, terms=terms)
        _name_latest_terms(account)


def check_schedule(account: Account) -> None:
    """Invalid where the loan's facts make no schedule."""
    try:
        schedule = schedule_of(account)
    except ValueError as impossible:
        raise Invalid("loan-terms-impossible", field="terms") from impossible
    if schedule and schedule[-1].nominal_due_on.year >= LAST_YEAR:
        raise Invalid("loan-terms-impossible", field="terms")
    check_principal(account)


def _is_over(account: Account, day: date) -> bool:
    return day > days_of(account).last


def _check_day(account: Account, day: date, *, field: str) -> None:
    """Invalid where nothing can be agreed of a loan: before it was drawn, and after its last instalment."""
    days = days_of(account)
    if not days.first <= day <= days.last:
        raise Invalid("loan-terms-outside", first=str(days.first), last=str(days.last), field=field)


def _has_past(account: Account, was: LoanTerms, since: date) -> bool:
    rows = loan_terms.of_account(account.id)
    if any(row.kind == "replaced" for row in rows):
        return True
    now_terms, account.terms = account.terms, dump_terms(was)
    past = any(part.nominal_due_on < since for part in schedule_of(account))
    account.terms = now_terms
    return past


def _add(
    account: Account, kind: str, now: datetime, agreed: Agreement, terms: LoanTerms | None = None
) -> LoanTerm:
    return LoanTerm.create(
        id=new_id("term", now),
        borrower_id=account.borrower_id,
        account=account.id,
        kind=kind,
        agreed_at=now,
        terms=dump_terms(terms) if terms else None,
        **{"keeps": "end", **agreed},
    )


def _name_latest_terms(account: Account) -> None:
    """The terms an account shows are the latest ones."""
    rows = [row for row in loan_terms.of_account(account.id) if row.terms]
    latest = [row for row in rows if row.kind == "replaced"] or rows
    if latest and latest[-1].terms:
        account.terms = dump_terms(load_loan_terms(latest[-1].terms))
    if not any(row.kind == "replaced" for row in rows):
        loan_terms.forget_replaced(account.id)


def _follow(account: Account, start: Start, now: datetime) -> None:
    check_schedule(account)
    scheduler = ReminderScheduler(account.borrower_id, now=now)
    save_new_version(account, now)
    follow_start(account, start, scheduler)
    follow_schedule(account, scheduler)
    reallocate(account, scheduler)
