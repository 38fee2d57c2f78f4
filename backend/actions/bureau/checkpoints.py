"""When to look at which bureau's report: planned from the borrower's books, each visit a deadline, and withdrawn when
what it was for is no longer so.

The worker plans again what a change has woken, what time alone may have changed, and what a new country file touches.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

import structlog

from backend.actions.bureau.credit_history import history_of
from backend.actions.reminders.checks import REPORT_CHECK, close_check, open_check, put_on
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.bureau.checkpoint import Checkpoint as Visit
from backend.domain.bureau.checkpoint import KeptVisit, checkpoints
from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.history import History
from backend.domain.calendar.local_time import at, local_date
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.bureau import bureau_plans
from backend.store.bureau import checkpoints as stored
from backend.store.bureau.checkpoints import Checkpoint
from backend.store.bureau.reasons_json import dump_reasons, load_reasons
from backend.store.database import transaction
from backend.store.faults import is_outage
from backend.store.reminders import deadlines
from backend.store.versions import save_new_version

log = structlog.get_logger()

CountryLaws = Mapping[str, CountryLaw]

_AGAIN = timedelta(days=7)  # new dues and a new year's free reports come into sight
_TRY_AGAIN = timedelta(hours=1)
_EARLY = time(4)


def plan_due(
    country_laws: CountryLaws,
    *,
    now: datetime,
    batch: int = 200,
    should_stop: Callable[[], bool] = lambda: False,
) -> int:
    """Plan again for whoever is due; returns how many were planned."""
    planned = 0
    while not should_stop() and (waiting := bureau_plans.due(now, batch)):
        for borrower_id, country in waiting:
            try:
                refresh(borrower_id, country, country_laws, now=now)
            except Exception as error:  # one borrower's books must not hold up everyone else's
                if is_outage(error):
                    raise  # it is no fault of theirs: they are looked at again as soon as it is over
                log.exception("checkpoints.failed", borrower=borrower_id)
                with transaction():
                    bureau_plans.mark_stale(borrower_id, [country], now + _TRY_AGAIN)
            planned += 1
    return planned


def wake_outdated(country_laws: CountryLaws, *, now: datetime, batch: int = 1000) -> int:
    """Let those be planned again who were planned under other rules, some at a time; returns how many."""
    woken = 0
    for country_law in country_laws.values():
        while True:
            with transaction():
                some = bureau_plans.mark_outdated_stale(country_law.country, country_law.digest, now, batch)
            if not some:
                break
            woken += some
    return woken


def refresh(borrower_id: str, country: str, country_laws: CountryLaws, *, now: datetime) -> None:
    """Plan a borrower's visits in one country afresh, and write down only what changed."""
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        country_law = country_laws.get(country)
        if country_law is None:
            bureau_plans.planned(borrower_id, country, "", None)
            return
        today = local_date(now, scheduler.borrower.zone)
        _follow_closed_deadlines(borrower_id, country)
        history = history_of(borrower_id, country_law, now=now)
        rows = {row.key: row for row in stored.of_borrower(borrower_id, country)}
        kept = [KeptVisit(row.key, row.bureau, row.look_on) for row in rows.values() if row.state == "open"]
        visits = checkpoints(history, country_laws, today=today, kept=kept) if _has_credit(history) else ()
        _write(scheduler, country_law, visits, rows, history)
        next_at = at(_next_change(history, country_law, today), _EARLY, scheduler.borrower.zone)
        bureau_plans.planned(borrower_id, country, country_law.digest, next_at)


def _has_credit(history: History) -> bool:
    return bool(history.accounts or history.applications or history.refusals)


def _next_change(history: History, country_law: CountryLaw, today: date) -> date:
    """The day on which time alone may add a visit: a due crosses a boundary."""
    limits = [int(rule.value) for rule in country_law.late_from(today)]
    crossings = [
        due.due_on + timedelta(days=limit)
        for account in history.accounts
        for due in account.dues
        if due.met_on is None and not due.excused
        for limit in limits
    ]
    return min([today + _AGAIN, *(day for day in crossings if day > today)])


def _write(
    scheduler: ReminderScheduler,
    country_law: CountryLaw,
    visits: tuple[Visit, ...],
    rows: dict[str, Checkpoint],
    history: History,
) -> None:
    locale = scheduler.borrower.locale
    titles = {bureau.id: bureau.name(locale) for bureau in country_law.bureaus}
    for visit in visits:
        key = _key_of(visit, rows)
        row, title = rows.pop(key, None), titles[visit.bureau]
        if row is None:
            _add(scheduler, visit, key, title)
        elif row.state != "declined":
            _correct(scheduler, row, visit, title)
    for row in rows.values():
        if row.state == "open":
            _fulfil_or_withdraw(scheduler, row, history)


def _key_of(visit: Visit, rows: Mapping[str, Checkpoint]) -> str:
    """Its key, numbered where a look under that key came too early to show what it was for."""
    key, number = visit.key, 2
    while key in rows and rows[key].state == "looked":
        key, number = f"{visit.key}:{number}", number + 1
    return key


def _add(scheduler: ReminderScheduler, visit: Visit, key: str, title: str) -> None:
    row_id = new_id("chk", scheduler.now)
    deadline = open_check(scheduler, REPORT_CHECK, row_id, title=title, on=visit.on, country=visit.country)
    Checkpoint.create(
        id=row_id,
        borrower_id=scheduler.borrower.id,
        key=key,
        country=visit.country,
        bureau=visit.bureau,
        look_on=visit.on,
        reasons=dump_reasons(visit.reasons),
        rules=json.dumps(list(visit.rules)),
        deadline_id=deadline.id,
        created_at=scheduler.now,
        updated_at=scheduler.now,
    )


def _correct(scheduler: ReminderScheduler, row: Checkpoint, visit: Visit, title: str) -> None:
    """A visit that stays may move or gain a reason; one that was withdrawn is planned again."""
    again, on = row.state == "withdrawn", visit.on
    reasons, rules = dump_reasons(visit.reasons), json.dumps(list(visit.rules))
    if not again and row.look_on < on == local_date(scheduler.now, scheduler.borrower.zone):
        on = row.look_on  # missed, and still to be made: it does not begin anew each day
    if not again and (row.look_on, row.reasons, row.rules) == (on, reasons, rules):
        return
    if again:
        deadline = open_check(
            scheduler, REPORT_CHECK, row.id, title=title, on=visit.on, country=visit.country
        )
        row.state, row.deadline_id = "open", deadline.id
    elif row.look_on != on:
        put_on(scheduler, row.deadline_id, on)
    row.look_on, row.reasons, row.rules = on, reasons, rules
    save_new_version(row, scheduler.now)


def _fulfil_or_withdraw(scheduler: ReminderScheduler, row: Checkpoint, history: History) -> None:
    """A visit that is needed no more: an earlier look has done it, or what it was for is no longer so."""
    needed_from = min(reason.on for reason in load_reasons(row.reasons))
    made = [look.on for look in history.looked if look.bureau == row.bureau and look.on >= needed_from]
    row.state, row.looked_on = ("looked", max(made)) if made else ("withdrawn", None)
    if made:
        close_check(scheduler, row.deadline_id, state="met", reason="looked")
    else:
        close_check(scheduler, row.deadline_id, state="cancelled", reason="no longer needed")
    save_new_version(row, scheduler.now)


def _follow_closed_deadlines(borrower_id: str, country: str) -> None:
    """A visit whose deadline the borrower has met is made; one whose deadline they closed otherwise is declined."""
    closed = {row.id: row for row in deadlines.closed_checks(borrower_id, REPORT_CHECK)}
    for row in stored.of_borrower(borrower_id, country) if closed else ():
        deadline = closed.get(row.deadline_id)
        if deadline is None or row.state != "open":
            continue
        if deadline.state == "met":
            row.state, row.looked_on = "looked", local_date(deadline.closed_at, deadline.zone)
        else:
            row.state = "declined"
        row.save()


def looked(row: Checkpoint, *, on: date, country_laws: CountryLaws, now: datetime) -> Checkpoint:
    """The borrower has looked at the report; what that visit was for is done."""
    if row.state != "open":
        raise Conflict("check-not-open", state=row.state)
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        if on > local_date(now, scheduler.borrower.zone):
            raise Invalid("look-in-future", field="looked_on")
        fulfil(scheduler, row.bureau, on, also=row)
        refresh(row.borrower_id, row.country, country_laws, now=now)
    return get(row.borrower_id, row.id)


def fulfil(scheduler: ReminderScheduler, bureau: str, on: date, also: Checkpoint | None = None) -> None:
    """A look on a day does what every visit to that bureau up to it was for."""
    rows = {row.id: row for row in stored.open_until(scheduler.borrower.id, bureau, on)}
    if also is not None:
        rows[also.id] = also
    for row in rows.values():
        row.state, row.looked_on = "looked", on
        close_check(scheduler, row.deadline_id, state="met", reason="looked")
        save_new_version(row, scheduler.now)


def get(borrower_id: str, checkpoint_id: str) -> Checkpoint:
    """The borrower's visit, or NotFound."""
    row = stored.find(borrower_id, checkpoint_id)
    if row is None:
        raise NotFound()
    return row
