"""The borrower's own record says how each month's dues were met, which marks remain, and what would help next.

There is no score here: a lender's is its own secret, and a made-up one would promise what nobody can keep. Counted
are whole months only; the running one can still go wrong, but a due that is late today ends the streak today.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.history import History, OwnAccount, PastDue
from backend.domain.bureau.negative_marks import Mark, marks_of
from backend.domain.calendar.month_day import month_index


@dataclass(frozen=True, slots=True)
class Month:
    """`month` "2026-10"; `status` of the dues of that month, by how late the worst of them was met.

    "ok"; "late": past due, less than is reported; "30", "60", ...: the place's boundary that it reached; "none":
    nothing was due; "open": the running month, or a due whose last chance is still ahead; "unknown": a due was only
    estimated and nothing met it, so that nobody knows.
    """

    month: str
    status: str


@dataclass(frozen=True, slots=True)
class Help:
    """What would help: a code, the account it is about ("" for none), and the day that it is about.

    pay_before_reported: past due, not yet reported; `on` is the day from which it would be.
    bring_current: reported as late; `on` is the day from which it is reported as worse, None at the worst.
    start_the_clock: a mark stays so long after the debt is paid, and the time has not begun.
    wait_drop_off: the next mark to go, and when. keep_streak: nothing is past due; `on` is None.
    """

    code: str
    account_id: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Record:
    """`months_on_time` of `months_counted`: whole months with a due; `streak` the latest in a row, `longest` ever.

    A month without dues neither counts nor breaks a streak. `marks` still in reports, worst age first.
    """

    months_on_time: int
    months_counted: int
    streak: int
    longest: int
    marks: tuple[Mark, ...]
    next_help: tuple[Help, ...]


def months_of(
    account: OwnAccount, country_law: CountryLaw, today: date, months: int = 24
) -> tuple[Month, ...]:
    """The last `months` months, oldest first, the running one last."""
    last = month_index(today)
    first = last - months + 1
    dues: dict[int, list[PastDue]] = {index: [] for index in range(first, last)}
    for due in account.dues:
        if not due.excused and first <= month_index(due.due_on) < last:
            dues[month_index(due.due_on)].append(due)
    made = [Month(_month(index), _status(found, country_law, today)) for index, found in dues.items()]
    return (*made, Month(_month(last), "open")) if months > 0 else ()


def _month(index: int) -> str:
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def _status(dues: Sequence[PastDue], country_law: CountryLaw, today: date) -> str:
    if not dues:
        return "none"
    told = [due for due in dues if not due.untold]
    worst = max(told, key=lambda due: due.days_late(today), default=None)
    days = worst.days_late(today) if worst else 0
    if worst is None or not days:
        if any(due.untold and today > due.last_chance_on for due in dues):
            return "unknown"
        return "open" if any(_undecided(due, today) for due in dues) else "ok"
    reached = [int(rule.value) for rule in country_law.late_from(worst.due_on) if int(rule.value) <= days]
    return str(reached[-1]) if reached else "late"


def _undecided(due: PastDue, today: date) -> bool:
    """Open within its grace days: it can still be met on time."""
    return due.met_on is None and not due.excused and today <= due.last_chance_on


def record_of(history: History, country_laws: Mapping[str, CountryLaw], today: date) -> Record:
    """The record over all accounts; marks and their help only where the account's country is among `country_laws`."""
    on_time = _whole_months(history, today)
    longest = run = 0
    for met in on_time:
        run = run + 1 if met else 0
        longest = max(longest, run)
    late_now = {account.id: due for account in history.accounts if (due := _worst_open(account, today))}
    marks = sorted(
        _standing_marks(history, country_laws, today), key=lambda mark: (mark.since, mark.account_id)
    )
    return Record(
        months_on_time=sum(on_time),
        months_counted=len(on_time),
        streak=0 if late_now else run,
        longest=longest,
        marks=tuple(marks),
        next_help=tuple(_next_help(history, country_laws, late_now, marks, today)),
    )


def _whole_months(history: History, today: date) -> list[bool]:
    """Whether every due of a month was on time, for each whole month with one, oldest first."""
    running = month_index(today)
    found: dict[int, bool] = {}
    for account in history.accounts:
        for due in account.dues:
            index = month_index(due.due_on)
            if index < running and not due.excused and not due.untold and not _undecided(due, today):
                found[index] = found.get(index, True) and due.days_late(today) == 0
    return [found[index] for index in sorted(found)]


def _standing_marks(history: History, country_laws: Mapping[str, CountryLaw], today: date) -> Iterator[Mark]:
    for account in history.accounts:
        if country_law := country_laws.get(account.country):
            told = replace(account, dues=tuple(due for due in account.dues if not due.untold))
            for mark in marks_of(told, country_law, today):
                if mark.drops_on is None or mark.drops_on > today:
                    yield mark


def _worst_open(account: OwnAccount, today: date) -> PastDue | None:
    """The known open due that is longest past due; an account that has ended is not brought current."""
    late = [due for due in account.dues if due.met_on is None and due.sure and due.days_late(today)]
    return None if account.ended or not late else min(late, key=lambda due: due.due_on)


def _next_help(
    history: History,
    country_laws: Mapping[str, CountryLaw],
    late_now: Mapping[str, PastDue],
    marks: Sequence[Mark],
    today: date,
) -> Iterator[Help]:
    """First what can still be kept out of a report, soonest first; then the worst; then what only takes time."""
    found = [
        _for_late(account, late_now[account.id], country_laws.get(account.country), today)
        for account in history.accounts
        if account.id in late_now
    ]
    yield from (each for each in sorted(found, key=_soonest) if each.code == "pay_before_reported")
    yield from (
        each
        for each in sorted(found, key=lambda each: late_now[each.account_id].due_on)
        if each.code == "bring_current"
    )
    waiting = [mark for mark in marks if mark.drops_on is None and mark.rule]
    for account_id in dict.fromkeys(mark.account_id for mark in waiting):
        if account_id not in late_now:
            yield Help("start_the_clock", account_id, None)
    dropping = [(mark.drops_on, mark.account_id) for mark in marks if mark.drops_on]
    if dropping:
        on, account_id = min(dropping)
        yield Help("wait_drop_off", account_id, on)
    if not late_now and any(account.dues for account in history.accounts):
        yield Help("keep_streak", "", None)


def _soonest(found: Help) -> date:
    return found.on or date.max


def _for_late(account: OwnAccount, due: PastDue, country_law: CountryLaw | None, today: date) -> Help:
    boundaries = [int(rule.value) for rule in country_law.late_from(due.due_on)] if country_law else []
    days = due.days_late(today)
    ahead = next((boundary for boundary in boundaries if boundary > days), None)
    on = due.due_on + timedelta(days=ahead) if ahead is not None else None
    unreported = bool(boundaries) and days < boundaries[0]
    return Help("pay_before_reported" if unreported else "bring_current", account.id, on)
