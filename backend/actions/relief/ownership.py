"""The history of who owned and collected a debt: what the borrower knows of it, added and taken back.

Today's owner and collector, and what a firm is to a debt, are worked out from it each time.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from backend.actions.credit.credit_accounts import today_of
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.relief import ownership
from backend.domain.relief.ownership import (
    Certainty,
    Change,
    Debt,
    Holder,
    Kind,
    Notice,
    OwedTo,
    Proof,
    Standing,
)
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.relief import ownership_changes as stored
from backend.store.relief.ownership_changes import OwnershipChange

MOST = 100


class Told(NamedTuple):
    """What the borrower says of one change; None is what is not known."""

    kind: Kind
    firm: str | None
    on: date | None
    notice: Notice
    noticed_on: date | None
    proof: Proof
    note: str | None


class Owners(NamedTuple):
    """Who lent, who owns and who collects, as far as the history tells."""

    original: Holder
    owner: Holder
    collector: Holder


class About(NamedTuple):
    """A debt and its history."""

    debt: Debt
    history: list[Change]


class Place(NamedTuple):
    """What a firm is to a debt."""

    standing: Standing
    certainty: Certainty


NOWHERE = Place("unknown", "unknown")


def add(account: Account, told: Told, *, now: datetime) -> OwnershipChange:
    """Keep one change of an account's debt."""
    with transaction():
        ReminderScheduler(account.borrower_id, now=now)
        _check(account, told, now)
        return OwnershipChange.create(
            id=new_id("own", now),
            borrower_id=account.borrower_id,
            account=account.id,
            kind=told.kind,
            firm=told.firm,
            happened_on=told.on,
            notice=told.notice,
            noticed_on=told.noticed_on,
            proof=told.proof,
            note=told.note,
            created_at=now,
        )


def remove(row: OwnershipChange, *, now: datetime) -> None:
    """Take back what was typed by mistake."""
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)
        get(row.borrower_id, row.id).delete_instance()


def get(borrower_id: str, change_id: str) -> OwnershipChange:
    """The borrower's change, or NotFound."""
    row = stored.find(borrower_id, change_id)
    if row is None:
        raise NotFound()
    return row


def about(account: Account) -> About:
    """An account's debt and its history."""
    return About(_debt(account), stored.histories([account.id]).get(account.id, []))


def owners(account: Account, *, now: datetime) -> Owners:
    """As of today, where the account is kept."""
    found, today = about(account), today_of(account, now)
    return Owners(
        ownership.original_creditor(found.debt, found.history),
        ownership.owner(found.debt, found.history, today),
        ownership.collector(found.debt, found.history, today),
    )


def owner_on(account: Account, on: date) -> Holder:
    """To whom an account's debt is owed on a day."""
    found = about(account)
    return ownership.owner(found.debt, found.history, on)


def owed_to(account: Account, *, now: datetime) -> OwedTo | None:
    """Who is to be asked today instead of the account's issuer; None where it is still the issuer's."""
    found = about(account)
    return ownership.owed_to(found.debt, found.history, today_of(account, now))


def place_of(firm: str, account: Account, on: date) -> Place:
    """What a firm is to an account's debt on a day."""
    found = about(account)
    return Place(*ownership.standing(firm, found.debt, found.history, on))


def abouts(account_ids: Iterable[str]) -> dict[str, About]:
    """Several accounts' debts with their histories; the caller knows whose they are."""
    ids = sorted(set(account_ids))
    histories = stored.histories(ids) if ids else {}
    return {
        account.id: About(_debt(account), histories.get(account.id, []))
        for account in (credit_accounts.of_ids(ids) if ids else ())
    }


def _debt(account: Account) -> Debt:
    return Debt(account.issuer, account.status == "sold", account.ended_on)


def _check(account: Account, told: Told, now: datetime) -> None:
    today = today_of(account, now)
    for field, day in (("on", told.on), ("noticed_on", told.noticed_on)):
        if day is not None and day > today:
            raise Invalid("day-in-future", field=field)
    if told.kind == "lent" and told.firm is None:
        raise Invalid("ownership-lender-missing", field="firm")
    if told.noticed_on is not None and told.notice != "received":
        raise Invalid("ownership-notice-not-received", field="noticed_on")
    if stored.count_of(account.id) >= MOST:
        raise Conflict("ownership-full", most=MOST)
