"""Whether somebody who asks for a debt may be paid: the checks that the borrower answers, and what follows."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from backend.actions.credit.credit_accounts import get_account, today_of
from backend.actions.relief import ownership
from backend.actions.relief.ownership import NOWHERE, Place
from backend.actions.relief.promises import Promised, filled
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.countries.owed import owed_law
from backend.domain.relief.conduct.contact import name_key
from backend.domain.relief.payee import Answer, Verdict, Warning, verdict, warning
from backend.errors import Invalid, NotFound
from backend.ids import new_id
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.relief import payee_checks as stored
from backend.store.relief.payee_checks import PayeeCheck
from backend.store.versions import save_new_version


class Payee(NamedTuple):
    """Somebody who is to be paid: what it is to the debt, what was found out of it, and what to warn of. `owner` is to
    whom the debt is owed now, "" where it is not known."""

    firm: str
    place: Place
    check: PayeeCheck | None
    found: Verdict | None
    warning: Warning | None
    owner: str


def begin(borrower_id: str, *, firm: str, account_id: str | None, country: str, now: datetime) -> PayeeCheck:
    """Begin to find out about a firm; nothing is known yet."""
    with transaction():
        ReminderScheduler(borrower_id, now=now)
        return PayeeCheck.create(
            id=new_id("pye", now),
            borrower_id=borrower_id,
            account_id=account_id,
            firm=firm,
            country=country,
            answers="{}",
            created_at=now,
            updated_at=now,
        )


def answer(row: PayeeCheck, answers: Mapping[str, Answer], *, now: datetime) -> PayeeCheck:
    """Answer some of the place's checks; the others stay as they are."""
    known = [check.id for check in owed_law(row.country).checks]
    for name in answers:
        if name not in known:
            raise Invalid("payee-check-unknown", known=known, field=f"answers.{name}")
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)
        fresh = get(row.borrower_id, row.id)
        fresh.answers = json.dumps(fresh.given | dict(answers), sort_keys=True)
        save_new_version(fresh, now)
        return fresh


def remove(row: PayeeCheck, *, now: datetime) -> None:
    """Take one back."""
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)
        get(row.borrower_id, row.id).delete_instance()


def get(borrower_id: str, check_id: str) -> PayeeCheck:
    """The borrower's check of a firm, or NotFound."""
    row = stored.find(borrower_id, check_id)
    if row is None:
        raise NotFound()
    return row


def verdict_of(row: PayeeCheck) -> Verdict:
    """What its answers come to by the checks of its place."""
    return verdict(owed_law(row.country).checks, row.given)


def payee(borrower_id: str, firm: str, account: Account | None, *, on: date) -> Payee:
    """Somebody who is to be paid, perhaps of an account, as of a day."""
    place = NOWHERE if account is None else ownership.place_of(firm, account, on)
    check = _check_of(borrower_id, firm, account)
    found = verdict_of(check) if check else None
    is_issuer = account is not None and name_key(firm) == name_key(account.issuer)
    warned = warning(place.standing, found, is_issuer=is_issuer)
    return Payee(
        firm, place, check, found, warned, "" if account is None else ownership.owner_on(account, on).firm
    )


def payee_of_promise(borrower_id: str, promised: Promised, *, on: date) -> Payee | None:
    """To whom a promise is to be paid; None where nobody is named."""
    told = filled(borrower_id, promised)
    if not told.firm:
        return None
    account = get_account(borrower_id, told.account_id) if told.account_id else None
    return payee(borrower_id, told.firm, account, on=on)


def payee_of_account(account: Account, *, now: datetime) -> Payee:
    """Who is to be paid for an account: who collects it now; the issuer where that is not known."""
    found = ownership.owners(account, now=now)
    firm = found.collector.firm or account.issuer
    return payee(account.borrower_id, firm, account, on=today_of(account, now))


def _check_of(borrower_id: str, firm: str, account: Account | None) -> PayeeCheck | None:
    """The newest check of the firm: of this account, or of none."""
    for row in stored.of_borrower(borrower_id):
        fits = row.account_id is None or (account is not None and row.account_id == account.id)
        if fits and name_key(row.firm) == name_key(firm):
            return row
    return None
