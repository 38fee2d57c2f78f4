"""Disputes: an error said to whoever keeps it on file, and a deadline for their answer.

The clock is computed under the rules in force on the day of sending, and kept: a later rule does not move it. Each
step is an event for ever; the answer's deadline opens with the sending, moves when more is known, and goes with it.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from backend.actions.bureau import checkpoints
from backend.actions.bureau.checkpoints import CountryLaws
from backend.actions.bureau.credit_reports import bureau_of, law_of_country
from backend.actions.reminders.checks import DISPUTE_ANSWER, close_check, open_check, put_on
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.bureau.country_law import CountryLaw, NoSuchRule
from backend.domain.bureau.dispute import NotNow, after, possible
from backend.domain.bureau.dispute_clock import Clock, answer_by, assumed_receipt
from backend.domain.calendar.local_time import local_date
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.bureau import credit_reports
from backend.store.bureau import disputes as stored
from backend.store.bureau.credit_reports import Finding
from backend.store.bureau.disputes import Dispute, DisputeEvent
from backend.store.database import transaction
from backend.store.versions import save_new_version

# What is asked where nothing else is said: what may not be on file goes, the rest is put right.
_ASKS = {"too_old": "delete", "account_unknown": "delete", "inquiry_unknown": "delete"}


def of_finding(
    finding: Finding,
    *,
    target: str,
    recipient: str | None,
    ask: str | None,
    country_laws: CountryLaws,
    now: datetime,
) -> Dispute:
    """Draft a dispute about a finding, with both sides' evidence as they were found."""
    report, entry = finding.report, finding.entry
    details = {
        "finding_id": finding.id,
        "country": report.country,
        "bureau": report.bureau,
        "furnisher": entry.furnisher,
        "last4": entry.last4,
        "code": finding.code,
        "months": finding.months,
        "theirs": finding.theirs,
        "ours": finding.ours,
        "after_free_report": report.free,
    }
    return draft(
        finding.borrower_id,
        details,
        target=target,
        recipient=recipient,
        ask=ask,
        country_laws=country_laws,
        now=now,
    )


def draft(
    borrower_id: str,
    details: Mapping[str, Any],
    *,
    target: str,
    recipient: str | None,
    ask: str | None,
    country_laws: CountryLaws,
    now: datetime,
) -> Dispute:
    """Draft a dispute; `details` are its columns. The recipient is the bureau or the furnisher where not named."""
    country_law = law_of_country(country_laws, details["country"])
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        row = Dispute.create(
            id=new_id("dsp", now),
            borrower_id=borrower_id,
            target=target,
            recipient=recipient or _recipient(country_law, details, target, scheduler.borrower.locale),
            ask=ask or _ASKS.get(details["code"], "correct"),
            state="drafted",
            created_at=now,
            updated_at=now,
            **details,
        )
        _note(row, "draft", local_date(now, scheduler.borrower.zone), None, now)
        return row


def _recipient(country_law: CountryLaw, details: Mapping[str, Any], target: str, locale: str) -> str:
    if target == "furnisher":
        return str(details["furnisher"])
    return bureau_of(country_law, details["bureau"]).name(locale)


def send(
    row: Dispute,
    *,
    on: date,
    how: str,
    tracking: str | None,
    received_on: date | None,
    country_laws: CountryLaws,
    now: datetime,
) -> Dispute:
    """It is on its way: the clock runs from its receipt, assumed until it is known."""
    with transaction():
        scheduler = _step(row, "send", on, now, note=how)
        country_law = law_of_country(country_laws, row.country)
        row.sent_on, row.sent_how, row.tracking = on, how, tracking
        row.received_on = received_on or assumed_receipt(country_law, on, how)
        row.outcome, row.answered_on, row.extended = None, None, False
        _set_clock(row, scheduler, country_law)
        _mark_finding(row, "disputed", now)
        return _saved(row, now)


def acknowledge(row: Dispute, *, received_on: date, country_laws: CountryLaws, now: datetime) -> Dispute:
    """They say that they have it, and since when."""
    with transaction():
        scheduler = _step(row, "acknowledge", received_on, now)
        if row.sent_on and received_on < row.sent_on:
            raise Invalid("It cannot be received before it was sent.", field="received_on")
        row.received_on = received_on
        _set_clock(row, scheduler, law_of_country(country_laws, row.country))
        return _saved(row, now)


def extend(row: Dispute, *, on: date, country_laws: CountryLaws, now: datetime) -> Dispute:
    """They take more time; where the law gives them none, their answer is due when it was."""
    with transaction():
        scheduler = _step(row, "extend", on, now)
        row.extended = True
        _set_clock(row, scheduler, law_of_country(country_laws, row.country))
        return _saved(row, now)


def answer(row: Dispute, *, on: date, outcome: str, country_laws: CountryLaws, now: datetime) -> Dispute:
    """They have answered. After a correction or a deletion, a later look shows whether it stayed so."""
    with transaction():
        scheduler = _step(row, "answer", on, now, note=outcome)
        row.outcome, row.answered_on = outcome, on
        close_check(scheduler, row.deadline_id, state="met", reason="answered")
        _mark_finding(row, "gone" if outcome in ("corrected", "deleted") else "open", now)
        _saved(row, now)
        checkpoints.refresh(row.borrower_id, row.country, country_laws, now=now)
        return row


def reopen(row: Dispute, *, on: date, note: str | None, now: datetime) -> Dispute:
    """Once more, with better evidence."""
    with transaction():
        _step(row, "reopen", on, now, note=note)
        return _saved(row, now)


def escalate(row: Dispute, *, on: date, to: str, now: datetime) -> Dispute:
    """It goes to a body that is complained to."""
    with transaction():
        scheduler = _step(row, "escalate", on, now, note=to)
        close_check(scheduler, row.deadline_id, state="met", reason="escalated")
        return _saved(row, now)


def withdraw(row: Dispute, *, on: date, now: datetime) -> Dispute:
    """The borrower lets it be."""
    with transaction():
        scheduler = _step(row, "withdraw", on, now)
        close_check(scheduler, row.deadline_id, state="cancelled", reason="withdrawn")
        _mark_finding(row, "open", now)
        return _saved(row, now)


def get(borrower_id: str, dispute_id: str) -> Dispute:
    """The borrower's dispute, or NotFound."""
    row = stored.find(borrower_id, dispute_id)
    if row is None:
        raise NotFound()
    return row


def _step(row: Dispute, event: str, on: date, now: datetime, note: str | None = None) -> ReminderScheduler:
    """Take a step that fits the state, or say which do."""
    scheduler = ReminderScheduler(row.borrower_id, now=now)
    if on > local_date(now, scheduler.borrower.zone) + timedelta(days=1):  # abroad it may be tomorrow already
        raise Invalid("This lies in the future.", field="on")
    try:
        row.state = after(row.state, event)
    except NotNow as fault:
        able = ", ".join(possible(row.state)) or "nothing more"
        raise Conflict(f"A dispute that is {row.state} cannot {event}; it can: {able}.") from fault
    _note(row, event, on, note, now)
    return scheduler


def _note(row: Dispute, event: str, on: date, note: str | None, now: datetime) -> None:
    DisputeEvent.create(
        id=new_id("evt", now),
        borrower_id=row.borrower_id,
        dispute=row.id,
        event=event,
        happened_on=on,
        note=note,
        created_at=now,
    )


def _set_clock(row: Dispute, scheduler: ReminderScheduler, country_law: CountryLaw) -> None:
    """Until when they must answer, under the rules of the day of sending; a deadline says so."""
    assert row.sent_on is not None and row.received_on is not None
    try:
        clock = answer_by(
            country_law,
            to=row.target,
            received_on=row.received_on,
            on=row.sent_on,
            extended=row.extended,
            after_free_report=row.after_free_report,
        )
    except NoSuchRule:  # this place's law sets no time for them
        row.clock, row.answer_by = "{}", None
        return
    row.clock, row.answer_by = json.dumps(_kept(clock)), clock.answer_by
    if row.deadline_id and row.state != "sent":
        put_on(scheduler, row.deadline_id, clock.answer_by)
    else:
        opened = open_check(
            scheduler, DISPUTE_ANSWER, row.id, title=row.recipient, on=clock.answer_by, country=row.country
        )
        row.deadline_id = opened.id


def _kept(clock: Clock) -> dict[str, Any]:
    plain = ("key", "value", "law", "confirmed")
    rules = [
        {name: getattr(rule, name) for name in plain} | {"from": rule.from_on.isoformat()}
        for rule in clock.rules
    ]
    return {"answer_by": clock.answer_by.isoformat(), "extended": clock.extended, "rules": rules}


def _mark_finding(row: Dispute, state: str, now: datetime) -> None:
    finding = credit_reports.finding(row.borrower_id, row.finding_id) if row.finding_id else None
    if finding is not None and finding.state in ("open", "disputed"):
        finding.state = state
        save_new_version(finding, now)


def _saved(row: Dispute, now: datetime) -> Dispute:
    save_new_version(row, now)
    return row
