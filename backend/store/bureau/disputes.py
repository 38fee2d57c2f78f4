"""Disputes with a bureau or a furnisher, every step of each, and what was enclosed."""

from collections.abc import Sequence
from typing import cast

import peewee

from backend.store.bureau.attachments import Attachment
from backend.store.database import InstantField, Row


class Dispute(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    finding_id = peewee.CharField(max_length=40, null=True)
    country = peewee.CharField(max_length=2)
    bureau = peewee.CharField(max_length=24)  # whose report it is about
    target = peewee.CharField(max_length=10)  # bureau | furnisher
    recipient = peewee.CharField(max_length=120)
    furnisher = peewee.CharField(max_length=120)
    last4 = peewee.CharField(max_length=4, default="")
    code = peewee.CharField(max_length=32)
    months = peewee.TextField()
    theirs = peewee.TextField()
    ours = peewee.TextField()
    ask = peewee.CharField(max_length=8)  # correct | delete | verify
    state = peewee.CharField(max_length=12)
    outcome = peewee.CharField(max_length=10, null=True)  # corrected | deleted | verified | refused
    sent_on = peewee.DateField(null=True)
    sent_how = peewee.CharField(max_length=12, null=True)
    tracking = peewee.CharField(max_length=60, null=True)
    received_on = peewee.DateField(null=True)
    after_free_report = peewee.BooleanField(default=False)
    extended = peewee.BooleanField(default=False)
    answer_by = peewee.DateField(null=True)
    clock = peewee.TextField(
        default="{}"
    )  # JSON: the rules that answer_by was computed under, with their law
    answered_on = peewee.DateField(null=True)
    deadline_id = peewee.CharField(max_length=40, null=True)
    created_at = InstantField()
    updated_at = InstantField()
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "dispute"
        indexes = ((("borrower_id", "id"), False),)


class DisputeEvent(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40, index=True)
    dispute = peewee.ForeignKeyField(Dispute, column_name="dispute_id", on_delete="CASCADE", index=False)
    event = peewee.CharField(max_length=12)
    happened_on = peewee.DateField()
    note = peewee.TextField(null=True)
    created_at = InstantField()

    class Meta:
        table_name = "dispute_event"
        indexes = ((("dispute", "id"), False),)


class Enclosure(Row):
    dispute = peewee.ForeignKeyField(Dispute, column_name="dispute_id", on_delete="CASCADE", index=False)
    attachment = peewee.ForeignKeyField(Attachment, column_name="attachment_id", on_delete="CASCADE")
    borrower_id = peewee.CharField(max_length=40, index=True)

    class Meta:
        table_name = "enclosure"
        primary_key = peewee.CompositeKey("dispute", "attachment")


def find(borrower_id: str, dispute_id: str) -> Dispute | None:
    return cast(
        Dispute | None,
        Dispute.get_or_none((Dispute.id == dispute_id) & (Dispute.borrower_id == borrower_id)),
    )


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


def events_of(dispute_id: str) -> list[DisputeEvent]:
    """Every step, in order."""
    return list(DisputeEvent.select().where(DisputeEvent.dispute == dispute_id).order_by(DisputeEvent.id))


def enclosures_of(dispute_id: str) -> list[Attachment]:
    query = Attachment.select(Attachment).join(Enclosure).where(Enclosure.dispute == dispute_id)
    return list(query.order_by(Attachment.id))


def is_enclosed(attachment_id: str) -> bool:
    """Whether a dispute counts on this attachment."""
    return bool(Enclosure.select().where(Enclosure.attachment == attachment_id).exists())


def enclose(dispute: Dispute, attachment: Attachment) -> None:
    """Add an attachment; twice is once."""
    Enclosure.insert(
        dispute=dispute.id, attachment=attachment.id, borrower_id=dispute.borrower_id
    ).on_conflict_ignore().execute()
