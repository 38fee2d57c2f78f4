"""The contact log: contacts and notices in one chain of rows, of which none is ever changed or deleted.

A row's `body` is what was logged, and `hash` is made over it and the hash of the row before. The other columns repeat
what rows are looked for by; only `superseded_by` is written later, and is in no hash, as the superseding row says it.
"""

from datetime import datetime
from typing import NamedTuple

from backend.domain.relief.conduct.contact import Contact, Notice
from backend.ids import new_id
from backend.store.relief.contact_json import (
    EntryKind,
    Envelope,
    body_of,
    chained,
    load_contact,
    load_notice,
    stamp,
)
from backend.store.rows import (
    Column,
    Condition,
    Row,
    flag,
    instant,
    integer,
    long_text,
    short_text,
    short_text_or_none,
    word,
)


class ContactEntry(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    seq = integer()  # 1, 2, ... of a borrower
    kind: Column[EntryKind] = word(8)  # contact | notice
    account_id = short_text_or_none(40)
    happened_at = instant()
    supersedes = short_text_or_none(40)
    superseded_by = short_text_or_none(40)
    withdrawn = flag(default=False)
    body = long_text()
    hash = short_text(64)
    created_at = instant()

    class Meta:
        table_name = "contact_entry"
        indexes = ((("borrower_id", "seq"), True), (("borrower_id", "kind", "id"), False))


class Correction(NamedTuple):
    """Which row a new one corrects, and whether it only takes it back."""

    of: ContactEntry
    withdrawn: bool


def append(
    borrower_id: str,
    facts: Contact | Notice,
    *,
    now: datetime,
    correction: Correction | None = None,
) -> ContactEntry:
    """Add a row at the end of the borrower's chain; the caller holds the borrower's lock. The id is given here."""
    kind: EntryKind = "contact" if isinstance(facts, Contact) else "notice"
    last = newest(borrower_id)
    envelope = Envelope(
        id=new_id("con" if kind == "contact" else "ntc", now),
        seq=last.seq + 1 if last else 1,
        kind=kind,
        logged_at=stamp(now),
        supersedes=correction.of.id if correction else None,
        withdrawn=bool(correction and correction.withdrawn),
    )
    body = body_of(envelope, facts)
    row = ContactEntry.create(
        id=envelope["id"],
        borrower_id=borrower_id,
        seq=envelope["seq"],
        kind=kind,
        account_id=facts.debt if isinstance(facts, Contact) else None,
        happened_at=facts.at if isinstance(facts, Contact) else facts.given_at,
        supersedes=envelope["supersedes"],
        withdrawn=envelope["withdrawn"],
        body=body,
        hash=chained(last.hash if last else "", body),
        created_at=now,
    )
    if correction:
        correction.of.superseded_by = row.id
        correction.of.save(only=["superseded_by"])
    return row


def newest(borrower_id: str) -> ContactEntry | None:
    """The end of the borrower's chain."""
    query = ContactEntry.select().where(ContactEntry.borrower_id == borrower_id)
    return query.order_by(ContactEntry.seq.desc()).first()


def find(borrower_id: str, entry_id: str, kind: EntryKind) -> ContactEntry | None:
    return ContactEntry.get_or_none(
        (ContactEntry.id == entry_id)
        & (ContactEntry.borrower_id == borrower_id)
        & (ContactEntry.kind == kind)
    )


def page(
    borrower_id: str,
    kind: EntryKind,
    *,
    limit: int,
    before: str | None = None,
    account_id: str | None = None,
    superseded: bool = False,
) -> list[ContactEntry]:
    """One page, the last logged first; `superseded` shows corrected and withdrawn rows too."""
    query = ContactEntry.select().where(
        (ContactEntry.borrower_id == borrower_id) & (ContactEntry.kind == kind)
    )
    if before:
        query = query.where(ContactEntry.id < before)
    if account_id:
        query = query.where(ContactEntry.account_id == account_id)
    if not superseded:
        query = query.where(ContactEntry.superseded_by.is_null() & ~ContactEntry.withdrawn)
    return list(query.order_by(ContactEntry.id.desc()).limit(limit))


def chain(borrower_id: str) -> list[ContactEntry]:
    """Every row of a borrower, in the order of the chain."""
    query = ContactEntry.select().where(ContactEntry.borrower_id == borrower_id)
    return list(query.order_by(ContactEntry.seq))


def successors(borrower_id: str) -> dict[str, str]:
    """The id of the row that has taken a row's place, by that row's."""
    query = ContactEntry.select(ContactEntry.id, ContactEntry.superseded_by)
    query = query.where((ContactEntry.borrower_id == borrower_id) & ContactEntry.superseded_by.is_null(False))
    return {row.id: row.superseded_by for row in query if row.superseded_by}


def contacts(borrower_id: str) -> list[Contact]:
    """The contacts as they now stand, the oldest first."""
    rows = ContactEntry.select().where(_standing(borrower_id, "contact"))
    return [load_contact(row.body) for row in rows.order_by(ContactEntry.happened_at, ContactEntry.id)]


def notices(borrower_id: str) -> list[Notice]:
    """The notices as they now stand, the first logged first."""
    rows = ContactEntry.select().where(_standing(borrower_id, "notice"))
    return [load_notice(row.body) for row in rows.order_by(ContactEntry.id)]


def _standing(borrower_id: str, kind: EntryKind) -> Condition:
    return (
        (ContactEntry.borrower_id == borrower_id)
        & (ContactEntry.kind == kind)
        & ContactEntry.superseded_by.is_null()
        & ~ContactEntry.withdrawn
    )
