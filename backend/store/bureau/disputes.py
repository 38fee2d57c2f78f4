"""Disputes with a bureau or a furnisher, every step of each, and what was enclosed."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from backend.domain.bureau.dispute import PUT_RIGHT
from backend.domain.bureau.dispute_clock import Addressee
from backend.store.bureau.attachments import Attachment
from backend.store.bureau.credit_reports import Finding
from backend.store.rows import (
    Column,
    Row,
    composite_key,
    day,
    day_or_none,
    flag,
    instant,
    integer,
    long_text,
    long_text_or_none,
    reference,
    short_text,
    short_text_or_none,
    word,
)


class Dispute(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    finding_id = short_text_or_none(40)
    country = short_text(2)
    bureau = short_text(24)  # whose report it is about
    target: Column[Addressee] = word(10)  # bureau | furnisher
    recipient = short_text(120)
    furnisher = short_text(120)
    last4 = short_text(4, default="")
    code = short_text(32)
    months = long_text()
    theirs = long_text()
    ours = long_text()
    ask = short_text(8)  # correct | delete | verify
    state = short_text(12)
    outcome = short_text_or_none(10)  # corrected | deleted | verified | refused
    sent_on = day_or_none()
    sent_how = short_text_or_none(12)
    tracking = short_text_or_none(60)
    received_on = day_or_none()
    after_free_report = flag(default=False)
    extended = flag(default=False)
    answer_by = day_or_none()
    clock = long_text(default="{}")  # JSON: the rules that answer_by was computed under, with their law
    answered_on = day_or_none()
    deadline_id = short_text_or_none(40)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "dispute"
        indexes = ((("borrower_id", "id"), False),)


class DisputeEvent(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    dispute = reference(Dispute, "dispute_id", index=False)
    dispute_id: Column[str]
    event = short_text(12)
    happened_on = day()
    note = long_text_or_none()
    created_at = instant()

    class Meta:
        table_name = "dispute_event"
        indexes = ((("dispute", "id"), False),)


class Enclosure(Row):
    dispute = reference(Dispute, "dispute_id", index=False)
    dispute_id: Column[str]
    attachment = reference(Attachment, "attachment_id")
    attachment_id: Column[str]
    borrower_id = short_text(40, index=True)

    class Meta:
        table_name = "enclosure"
        primary_key = composite_key("dispute", "attachment")


def find(borrower_id: str, dispute_id: str) -> Dispute | None:
    return Dispute.get_or_none((Dispute.id == dispute_id) & (Dispute.borrower_id == borrower_id))


def page(
    borrower_id: str, *, limit: int, before: str | None = None, states: frozenset[str] = frozenset()
) -> list[Dispute]:
    """One page of disputes, newest first."""
    query = Dispute.select().where(Dispute.borrower_id == borrower_id)
    if states:
        query = query.where(Dispute.state.in_(sorted(states)))
    if before:
        query = query.where(Dispute.id < before)
    return list(query.order_by(Dispute.id.desc()).limit(limit))


def with_outcome(borrower_id: str, outcomes: Sequence[str]) -> list[Dispute]:
    """Those that were answered so."""
    query = Dispute.select().where((Dispute.borrower_id == borrower_id) & Dispute.outcome.in_(list(outcomes)))
    return list(query.order_by(Dispute.id))


def of_finding(borrower_id: str, bureau: str, key: str) -> list[Dispute]:
    """Every dispute of one error, in whichever report of the bureau it was found, the newest first."""
    query = Dispute.select().where(
        (Dispute.borrower_id == borrower_id)
        & (Dispute.bureau == bureau)
        & Dispute.finding_id.in_(list(_keys_of(borrower_id, [key])))
    )
    return list(query.order_by(Dispute.id.desc()))


def _keys_of(borrower_id: str, keys: Sequence[str]) -> dict[str | None, str]:
    """By finding, which of these errors it is."""
    query = Finding.select(Finding.id, Finding.key).where(
        (Finding.borrower_id == borrower_id) & Finding.key.in_(list(keys))
    )
    return {row.id: row.key for row in query}


class PutRight(NamedTuple):
    """A dispute that had its error corrected or deleted."""

    dispute_id: str
    finding_id: str | None
    outcome: str
    answered_on: date | None


def put_right(borrower_id: str, keys: Sequence[str]) -> dict[tuple[str, str], PutRight]:
    """By bureau and the error's key, the latest dispute that put it right."""
    key_of = _keys_of(borrower_id, keys)
    query = Dispute.select().where(
        (Dispute.borrower_id == borrower_id)
        & Dispute.finding_id.in_(list(key_of))
        & Dispute.outcome.in_(list(PUT_RIGHT))
    )
    return {
        (row.bureau, key_of[row.finding_id]): PutRight(
            row.id, row.finding_id, row.outcome or "", row.answered_on
        )
        for row in query.order_by(Dispute.id)
    }


def events_of(dispute_id: str) -> list[DisputeEvent]:
    """Every step, in order."""
    return list(DisputeEvent.select().where(DisputeEvent.dispute_id == dispute_id).order_by(DisputeEvent.id))


def enclosures_of(dispute_id: str) -> list[Attachment]:
    query = Attachment.select(Attachment).join(Enclosure).where(Enclosure.dispute_id == dispute_id)
    return list(query.order_by(Attachment.id))


def is_enclosed(attachment_id: str) -> bool:
    """Whether a dispute counts on this attachment."""
    return bool(Enclosure.select().where(Enclosure.attachment_id == attachment_id).exists())


def enclose(dispute: Dispute, attachment: Attachment) -> None:
    """Add an attachment; twice is once."""
    Enclosure.insert(
        dispute=dispute.id, attachment=attachment.id, borrower_id=dispute.borrower_id
    ).on_conflict_ignore().execute()
