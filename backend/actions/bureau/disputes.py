"""The steps of a dispute once it is drafted: it is sent, answered, taken further; a deadline waits for the answer.

The clock is computed under the rules in force on the day of sending, and kept: a later rule does not move it. The
answer's deadline opens with the sending, moves when more is known, and goes with the answer.
"""

from datetime import date, datetime

from backend.actions.bureau import checkpoints
from backend.actions.bureau.checkpoints import CountryLaws
from backend.actions.bureau.credit_reports import law_of_country
from backend.actions.bureau.dispute_events import take_step
from backend.actions.bureau.dispute_standing import about_of, complaint_body, waiting_of
from backend.actions.reminders.checks import DISPUTE_ANSWER, close_check, open_check, put_on
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.bureau.complaints import gate
from backend.domain.bureau.country_law import CountryLaw, NoSuchRule
from backend.domain.bureau.dispute import PUT_RIGHT
from backend.domain.bureau.dispute_clock import NotBound, answer_by, assumed_receipt
from backend.errors import Invalid, NotFound
from backend.store.bureau import credit_reports
from backend.store.bureau import disputes as stored
from backend.store.bureau.clock_json import dump_clock, dump_not_bound
from backend.store.bureau.disputes import Dispute
from backend.store.database import transaction
from backend.store.versions import save_new_version


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
        scheduler = take_step(row, "send", on, note=how, now=now)
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
        scheduler = take_step(row, "acknowledge", received_on, now=now)
        if row.sent_on and received_on < row.sent_on:
            raise Invalid("received-before-sent", field="received_on")
        row.received_on = received_on
        _set_clock(row, scheduler, law_of_country(country_laws, row.country))
        return _saved(row, now)


def extend(row: Dispute, *, on: date, country_laws: CountryLaws, now: datetime) -> Dispute:
    """They take more time; where the law gives them none, their answer is due when it was."""
    with transaction():
        scheduler = take_step(row, "extend", on, now=now)
        row.extended = True
        _set_clock(row, scheduler, law_of_country(country_laws, row.country))
        return _saved(row, now)


def answer(row: Dispute, *, on: date, outcome: str, country_laws: CountryLaws, now: datetime) -> Dispute:
    """They have answered. After a correction or a deletion, a later look shows whether it stayed so."""
    with transaction():
        scheduler = take_step(row, "answer", on, note=outcome, now=now)
        row.outcome, row.answered_on = outcome, on
        close_check(scheduler, row.deadline_id, state="met", reason="answered")
        _mark_finding(row, "gone" if outcome in PUT_RIGHT else "open", now)
        _saved(row, now)
        checkpoints.refresh(row.borrower_id, row.country, country_laws, now=now)
        return row


def reopen(row: Dispute, *, on: date, note: str | None, now: datetime) -> Dispute:
    """Once more, with better evidence."""
    with transaction():
        take_step(row, "reopen", on, note=note, now=now)
        return _saved(row, now)


def escalate(row: Dispute, *, on: date, to: str, country_laws: CountryLaws, now: datetime) -> Dispute:
    """It goes to a body that takes it. While their own time to answer runs, it runs on beside that."""
    country_law = law_of_country(country_laws, row.country)
    body, waiting = complaint_body(country_law, to), waiting_of(row)
    with transaction():
        scheduler = take_step(row, "escalate", on, note=to, now=now)
        opens = gate(country_law, body.id, waiting, today=on).from_on
        if opens and on < opens:
            name = body.name(scheduler.borrower.locale)
            raise Invalid("complaint-too-early", body=name, day=opens.isoformat(), field="on")
        if row.answer_by is None or row.answer_by < on:  # nothing was answered in it: it is not met
            close_check(scheduler, row.deadline_id, state="cancelled", reason="escalated")
        return _saved(row, now)


def withdraw(row: Dispute, *, on: date, now: datetime) -> Dispute:
    """The borrower lets it be."""
    with transaction():
        scheduler = take_step(row, "withdraw", on, now=now)
        close_check(scheduler, row.deadline_id, state="cancelled", reason="withdrawn")
        _mark_finding(row, "open", now)
        return _saved(row, now)


def get(borrower_id: str, dispute_id: str) -> Dispute:
    """The borrower's dispute, or NotFound."""
    row = stored.find(borrower_id, dispute_id)
    if row is None:
        raise NotFound()
    return row


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
            about=about_of(row),
        )
    except NotBound as free:  # they need not look into what it is about
        row.clock, row.answer_by = dump_not_bound(free), None
        return
    except NoSuchRule:  # this place's law sets no time for them
        row.clock, row.answer_by = "{}", None
        return
    row.clock, row.answer_by = dump_clock(clock), clock.answer_by
    if row.deadline_id and row.state != "sent":
        put_on(scheduler, row.deadline_id, clock.answer_by)
    else:
        opened = open_check(
            scheduler, DISPUTE_ANSWER, row.id, title=row.recipient, on=clock.answer_by, country=row.country
        )
        row.deadline_id = opened.id


def _mark_finding(row: Dispute, state: str, now: datetime) -> None:
    finding = credit_reports.finding(row.borrower_id, row.finding_id) if row.finding_id else None
    if finding is not None and finding.state in ("open", "disputed"):
        finding.state = state
        save_new_version(finding, now)


def _saved(row: Dispute, now: datetime) -> Dispute:
    save_new_version(row, now)
    return row
