"""A borrower's own books in one country, as credit reports are compared with: accounts, dues, looks, disputes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from backend.actions.credit.estimates import remaining_balance
from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.history import (
    ClosedDispute,
    History,
    OwnAccount,
    PastDue,
    PlannedApplication,
    Refusal,
    ReportLook,
)
from backend.domain.calendar import local_time
from backend.store.bureau import checkpoints, credit_reports, disputes
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import AccountDue

# What changed a report, so that a later one must still show it.
_CHANGED = ("corrected", "deleted")


def history_of(
    borrower_id: str, country_law: CountryLaw, *, now: datetime, balances: bool = False
) -> History:
    """Everything that visits and the record are computed from; with `balances`, what each card owes too."""
    country = country_law.country
    bureaus = tuple(bureau.id for bureau in country_law.bureaus)
    dues = {
        account: tuple(map(_due, rows))
        for account, rows in groupby(
            deadlines.dues_of_borrower(borrower_id, country), attrgetter("account_id")
        )
    }
    looks = set(credit_reports.looks(borrower_id)) | set(checkpoints.looks(borrower_id))
    answered = [row for row in disputes.with_outcome(borrower_id, _CHANGED) if row.country == country]
    return History(
        accounts=tuple(
            _account(row, _dues_of(row, dues), bureaus, now if balances else None)
            for row in credit_accounts.of_borrower(borrower_id)
            if row.country == country
        ),
        looked=tuple(ReportLook(*look) for look in sorted(looks) if look.country == country),
        disputes=tuple(
            ClosedDispute(row.id, country, row.bureau, row.answered_on) for row in answered if row.answered_on
        ),
        applications=tuple(
            PlannedApplication(row.id, country, row.apply_on)
            for row in checkpoints.planned(borrower_id)
            if row.country == country
        ),
        refusals=tuple(
            Refusal(row.id, country, row.refused_on)
            for row in checkpoints.refused(borrower_id)
            if row.country == country and row.refused_on
        ),
    )


def _dues_of(row: Account, dues: Mapping[str | None, tuple[PastDue, ...]]) -> tuple[PastDue, ...]:
    """An account's own dues, and those of the bill that it has shared since."""
    joint = dues.get(row.billed_with, ()) if row.billed_with else ()
    since = row.billed_since or date.max
    return (*dues.get(row.id, ()), *(due for due in joint if due.due_on >= since))


def _due(row: AccountDue) -> PastDue:
    # What a statement asked nothing for, what was waived and what the terms cancelled was never late.
    excused = row.state in ("waived", "cancelled") or (row.state == "met" and row.closed_by == "terms")
    met_at = row.closed_at if row.state == "met" else None
    met_on = local_time.local_date(met_at, row.zone) if met_at else None
    return PastDue(row.id, row.due_on, row.last_chance_on, met_on, excused, row.amount)


def _account(
    row: Account, dues: tuple[PastDue, ...], bureaus: tuple[str, ...], now: datetime | None
) -> OwnAccount:
    ended, ended_on = _end(row, dues)
    balance = 0 if ended == "paid_off" else None
    if now and row.kind == "card":
        left = remaining_balance(row, local_time.local_date(now, row.zone))
        balance = balance if left is None else left
    return OwnAccount(
        id=row.id,
        issuer=row.issuer,
        nickname=row.nickname or "",
        last4=row.last4 or "",
        kind=row.kind,
        country=row.country,
        zone=row.zone,
        currency=row.currency,
        opened_on=row.opened_on,
        ended=ended,
        ended_on=ended_on,
        balance=balance,
        dues=dues,
        bureaus=bureaus,
        scheduled=row.kind == "loan",  # every instalment of its schedule is a due, however far apart they are
    )


def _end(row: Account, dues: Iterable[PastDue]) -> tuple[str, date | None]:
    """How an account ended, and when; a loan whose every instalment is met is paid off with the last of them."""
    if row.status != "open":
        return row.status, row.ended_on
    met = [due.met_on for due in dues if not due.excused]
    if row.kind == "loan" and met and all(met):
        return "paid_off", max(day for day in met if day)
    return "", None
