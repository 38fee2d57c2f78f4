"""A dispute of a debt: to whoever asks for it, whose time to answer is a deadline where one is known, then to a body.

The clock is that of the day of sending, and kept. Where the place has none, no day is made up: the borrower may say on
which day to look again.
"""

import json
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.actions.credit.credit_accounts import get_account
from backend.actions.people.places import check_region
from backend.actions.relief import ownership, validation_notices
from backend.actions.relief.complaint_steps import step_day
from backend.actions.reminders.checks import DEBT_DISPUTE_ANSWER, close_check, open_check
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.countries import law_of
from backend.countries.conduct import conduct_law
from backend.countries.owed import owed_law
from backend.domain.calendar.local_time import local_date
from backend.domain.relief.complaint import after, possible, time_runs
from backend.domain.relief.conduct.contact import name_key
from backend.domain.relief.limitation import Limitation, limitation
from backend.domain.relief.owed_law import LetterKind, Recipient
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.relief import debt_disputes as stored
from backend.store.relief.debt_disputes import DebtDispute
from backend.store.relief.validation_notices import ValidationNotice
from backend.store.versions import save_new_version


class Ground(NamedTuple):
    """What is disputed and why; None is what is not known. `disputed`: a part in minor units, None for the whole."""

    kind: LetterKind
    party: Recipient | None
    firm: str | None
    account_id: str | None
    notice_id: str | None
    country: str | None
    region: str | None
    reference: str | None
    currency: str | None
    claimed: int | None
    disputed: int | None
    paid_on: date | None
    paid_amount: int | None
    missed_since: date | None
    note: str | None


def draft(borrower_id: str, ground: Ground, *, now: datetime) -> DebtDispute:
    """Draft one; what is not said is taken from the notice, then from the account."""
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        whole = _whole(scheduler, ground, now)
        return DebtDispute.create(
            id=new_id("ddp", now),
            borrower_id=borrower_id,
            state="drafted",
            created_at=now,
            updated_at=now,
            **whole._asdict(),
        )


def send(row: DebtDispute, *, on: date | None, look_on: date | None, now: datetime) -> DebtDispute:
    """It was sent: the time to answer, or else the borrower's own day to look again, is a deadline."""
    with transaction():
        begun = _begin(row, "send", on, now)
        fresh, scheduler = begun.row, begun.scheduler
        if look_on is not None and look_on < begun.day:
            raise Invalid("before-it-was-sent", field="look_on")
        clock = owed_law(fresh.country).clock(fresh.party)
        fresh.sent_on = begun.day
        if clock is not None:
            fresh.answer_by = begun.day + timedelta(days=clock.days)
            kept = {"days": clock.days, "law": clock.origin.law, "confirmed": clock.origin.confirmed}
            fresh.clock = json.dumps(kept, ensure_ascii=False)
        fresh.look_on = look_on
        if day := fresh.answer_by or look_on:
            fresh.deadline_id = open_check(
                scheduler, DEBT_DISPUTE_ANSWER, fresh.id, title=fresh.firm, on=day, country=fresh.country
            ).id
        _close_notice(scheduler, fresh)
        return _saved(fresh, now)


def answer(row: DebtDispute, *, on: date | None, now: datetime) -> DebtDispute:
    """The firm, or the body that it was taken to, has answered."""
    with transaction():
        begun = _begin(row, "answer", on, now)
        if begun.row.state == "answered":
            begun.row.answered_on = begun.day
        close_check(begun.scheduler, begun.row.deadline_id, state="met", reason="answered")
        return _saved(begun.row, now)


def escalate(row: DebtDispute, *, to: str, on: date | None, now: datetime) -> DebtDispute:
    """It was taken to one of the bodies that the country names."""
    known = bodies_of(row.country)
    if to not in known:
        raise Invalid("recipient-unknown", known=known, field="to")
    with transaction():
        begun = _begin(row, "escalate", on, now)
        begun.row.body_id, begun.row.escalated_on = to, begun.day
        close_check(begun.scheduler, begun.row.deadline_id, state="met", reason="escalated")
        return _saved(begun.row, now)


def withdraw(row: DebtDispute, *, now: datetime) -> DebtDispute:
    """The borrower lets it be."""
    with transaction():
        begun = _begin(row, "withdraw", None, now)
        close_check(begun.scheduler, begun.row.deadline_id, state="cancelled", reason="withdrawn")
        return _saved(begun.row, now)


def get(borrower_id: str, dispute_id: str) -> DebtDispute:
    """The borrower's dispute, or NotFound."""
    row = stored.find(borrower_id, dispute_id)
    if row is None:
        raise NotFound()
    return row


def bodies_of(country: str) -> tuple[str, ...]:
    """The bodies that take complaints about collectors in a country, by id."""
    law = conduct_law(country)
    return law.bodies if law else ()


def notice_of(row: DebtDispute) -> ValidationNotice | None:
    """The notice that it answers."""
    return validation_notices.get(row.borrower_id, row.notice_id) if row.notice_id else None


def account_kind_of(row: DebtDispute) -> str | None:
    """Whether the debt is a card's or a loan's; None where no account is named."""
    return get_account(row.borrower_id, row.account_id).kind if row.account_id else None


def limitation_of(row: DebtDispute, today: date) -> Limitation | None:
    """How old it may get, for a dispute on that ground whose first missed day is known."""
    law = law_of(row.country)
    if row.kind != "time_barred" or row.missed_since is None or law is None:
        return None
    rules = law.cards(today, topic="limitation", kind=account_kind_of(row))
    return limitation(rules, since=row.missed_since, region=row.region, today=today)


class _Begun(NamedTuple):
    """A step that is taken: under which lock, the row in its new state, and the day of it."""

    scheduler: ReminderScheduler
    row: DebtDispute
    day: date


def _begin(row: DebtDispute, event: str, on: date | None, now: datetime) -> _Begun:
    """Take the row, under the borrower's lock, to the state after an event of a day."""
    scheduler = ReminderScheduler(row.borrower_id, now=now)
    fresh, today = get(row.borrower_id, row.id), local_date(now, scheduler.borrower.zone)
    state = after(fresh.state, event)
    if state is None:
        if able := possible(fresh.state, answer_by=fresh.answer_by, on=today):
            raise Conflict("debt-dispute-step-unfit", state=fresh.state, event=event, able=able)
        raise Conflict("debt-dispute-over", state=fresh.state, event=event)
    day = step_day(on, sent_on=fresh.sent_on, today=today)
    if event == "escalate" and time_runs(fresh.state, fresh.answer_by, day):
        raise Conflict("debt-dispute-time-runs", until=str(fresh.answer_by))
    fresh.state = state
    return _Begun(scheduler, fresh, day)


def _saved(row: DebtDispute, now: datetime) -> DebtDispute:
    save_new_version(row, now)
    return row


def _close_notice(scheduler: ReminderScheduler, row: DebtDispute) -> None:
    notice = notice_of(row)
    if notice is not None and notice.state == "open":
        validation_notices.close(scheduler, notice, "disputed")


def _whole(scheduler: ReminderScheduler, ground: Ground, now: datetime) -> Ground:
    borrower = scheduler.borrower
    notice = validation_notices.get(borrower.id, ground.notice_id) if ground.notice_id else None
    if notice is not None:
        ground = _with_notice(ground, notice)
    account = get_account(borrower.id, ground.account_id) if ground.account_id else None
    if account is not None:
        ground = _with_account(ground, account, now)
    if not ground.firm:
        raise Invalid("debt-dispute-to-whom", field="firm")
    country = ground.country or borrower.country
    check_region(ground.region, country)
    region = ground.region or (borrower.region if country == borrower.country else None)
    today = local_date(now, borrower.zone)
    _check(ground, today)
    party = ground.party or _party(ground.firm, account, today)
    return ground._replace(country=country, region=region, party=party)


def _party(firm: str, account: Account | None, today: date) -> Recipient:
    """Who asks, by what is known of the account: rules that bind a collector need not bind the lender itself."""
    if account is None:
        return "collector"
    if name_key(firm) == name_key(account.issuer):
        return "issuer"
    standing = ownership.place_of(firm, account, today).standing
    return "buyer" if standing == "owner" else "collector"


def _with_notice(ground: Ground, notice: ValidationNotice) -> Ground:
    return ground._replace(
        firm=ground.firm or notice.firm,
        account_id=ground.account_id or notice.account_id,
        country=ground.country or notice.country,
        reference=ground.reference or notice.reference,
        currency=ground.currency or notice.currency,
        claimed=notice.claimed if ground.claimed is None else ground.claimed,
    )


def _with_account(ground: Ground, account: Account, now: datetime) -> Ground:
    if ground.currency not in (None, account.currency):
        raise Invalid("promise-currency", known=account.currency, field="currency")
    firm = ground.firm or ownership.owners(account, now=now).collector.firm or None
    return ground._replace(firm=firm, country=ground.country or account.country, currency=account.currency)


def _check(ground: Ground, today: date) -> None:
    sums = (ground.claimed, ground.disputed, ground.paid_amount)
    if ground.currency is None and any(each is not None for each in sums):
        raise Invalid("currency-of-sums", field="currency")
    if ground.claimed is not None and ground.disputed is not None and ground.disputed > ground.claimed:
        raise Invalid("debt-dispute-above-claim", field="disputed")
    for field in ("paid_on", "missed_since"):
        day: date | None = getattr(ground, field)
        if day is not None and day > today:
            raise Invalid("day-in-future", field=field)
