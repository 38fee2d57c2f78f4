"""The contact log: a contact or a notice is added at the end of its chain, corrected by a row that supersedes it.

Nothing is changed or deleted. What the rules say is computed from the whole log as it now stands, each time: a call
that is remembered later counts for those that followed it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from backend.actions.credit.credit_accounts import get_account
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.countries.conduct import conduct_rules
from backend.domain.relief.conduct.contact import Contact, Notice
from backend.domain.relief.conduct.judging import Judged, in_order, judge
from backend.domain.relief.conduct.past import Past
from backend.domain.relief.conduct.rule import Answer
from backend.errors import Conflict, Invalid, NotFound
from backend.store.credit import credit_accounts
from backend.store.database import transaction
from backend.store.relief import contact_log
from backend.store.relief.contact_json import EntryKind, load_contact, load_notice
from backend.store.relief.contact_log import ContactEntry, Correction

MOST = 5000


class JudgedContact(NamedTuple):
    """A contact as it stands and what the rules say of it; `judged` is None where its country has no known rules."""

    contact: Contact
    judged: Judged | None


def log_contact(borrower_id: str, contact: Contact, *, now: datetime) -> ContactEntry:
    """Add a contact. Its account, if it names one, says the lender; an issuer's contact is made by the issuer."""
    with transaction():
        ReminderScheduler(borrower_id, now=now)
        return _append(borrower_id, _checked(borrower_id, contact, now), now)


def correct_contact(row: ContactEntry, contact: Contact, *, now: datetime) -> ContactEntry:
    """Put another account of the same contact in its place; the row stays in the log."""
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)
        checked = _checked(row.borrower_id, contact, now)
        return _append(row.borrower_id, checked, now, Correction(_standing(row), withdrawn=False))


def log_notice(borrower_id: str, notice: Notice, *, now: datetime) -> ContactEntry:
    """Add what the borrower told a firm."""
    with transaction():
        ReminderScheduler(borrower_id, now=now)
        return _append(borrower_id, _checked_notice(notice, now), now)


def correct_notice(row: ContactEntry, notice: Notice, *, now: datetime) -> ContactEntry:
    """Put another account of the same notice in its place."""
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)
        checked = _checked_notice(notice, now)
        return _append(row.borrower_id, checked, now, Correction(_standing(row), withdrawn=False))


def withdraw(row: ContactEntry, *, now: datetime) -> ContactEntry:
    """Take back what was logged by mistake; both rows stay in the log, and no rule is asked of them."""
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)
        facts = load_contact(row.body) if row.kind == "contact" else load_notice(row.body)
        return _append(row.borrower_id, facts, now, Correction(_standing(row), withdrawn=True))


def get(borrower_id: str, entry_id: str, kind: EntryKind) -> ContactEntry:
    """The borrower's contact or notice, or NotFound."""
    row = contact_log.find(borrower_id, entry_id, kind)
    if row is None:
        raise NotFound()
    return row


def judged_log(borrower_id: str, only: Collection[str] | None = None) -> dict[str, JudgedContact]:
    """Every contact as it now stands with what its country's rules say, by its id, the oldest first; or only those
    of the named ids, each still judged by the whole log.
    """
    log = in_order(contact_log.contacts(borrower_id))
    notices = contact_log.notices(borrower_id)
    kinds = {account.id: account.kind for account in credit_accounts.of_borrower(borrower_id)}
    return {each.contact.id: each for each in _judged(log, notices, only, kinds)}


def findings(
    borrower_id: str, answers: frozenset[Answer], only: Collection[str] | None = None
) -> list[JudgedContact]:
    """The contacts of which a rule gives one of the answers, the newest first, each with those verdicts alone; or only
    those of the named ids.
    """
    found = []
    for contact, judged in reversed(judged_log(borrower_id, only).values()):
        given = tuple(each for each in judged.verdicts if each.finding.answer in answers) if judged else ()
        if given:
            found.append(JudgedContact(contact, Judged(given)))
    return found


def _judged(
    log: Sequence[Contact],
    notices: Sequence[Notice],
    only: Collection[str] | None,
    kinds: Mapping[str, str],
) -> Iterator[JudgedContact]:
    past = Past()
    for contact in log:
        if only is None or contact.id in only:
            rules, kind = conduct_rules(contact.country), kinds.get(contact.debt or "")
            judged = None if rules is None else judge(contact, past, notices, rules, account_kind=kind)
            yield JudgedContact(contact, judged)
        past.add(contact)


def _append(
    borrower_id: str, facts: Contact | Notice, now: datetime, correction: Correction | None = None
) -> ContactEntry:
    last = contact_log.newest(borrower_id)
    if last is not None and last.seq >= MOST:
        raise Conflict("contacts-full", most=MOST)
    return contact_log.append(borrower_id, facts, now=now, correction=correction)


def _standing(row: ContactEntry) -> ContactEntry:
    """The row as it is under the lock. Conflict where another has taken its place, or it was withdrawn."""
    fresh = get(row.borrower_id, row.id, row.kind)
    if fresh.superseded_by or fresh.withdrawn:
        raise Conflict("contact-superseded", entry=fresh.superseded_by or fresh.id)
    return fresh


def _checked(borrower_id: str, contact: Contact, now: datetime) -> Contact:
    if contact.at > now:
        raise Invalid("contact-in-future", field="at")
    issuer = "" if contact.debt is None else get_account(borrower_id, contact.debt).issuer
    lender = contact.lender or issuer
    firm = contact.firm or (lender if contact.party == "issuer" else "")
    return replace(contact, lender=lender or (firm if contact.party == "issuer" else ""), firm=firm)


def _checked_notice(notice: Notice, now: datetime) -> Notice:
    if notice.received_at is not None and notice.received_at > now:
        raise Invalid("contact-in-future", field="received_at")
    if notice.given_at > now:
        raise Invalid("contact-in-future", field="given_at")
    if notice.received_at is not None and notice.received_at < notice.given_at:
        raise Invalid("received-before-given", field="received_at")
    for field in _NEEDED.get(notice.kind, ()):
        if getattr(notice, field) is None:
            raise Invalid("notice-needs", field=field, kind=notice.kind)
    if notice.kind == "time" and notice.from_time == notice.until_time:
        raise Invalid("notice-times-alike", field="until_time")
    return notice


_NEEDED = {"time": ("from_time", "until_time"), "place": ("place",), "channel": ("channel",)}
