"""This check finds marks that a report shows for longer than the country's law allows."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.finding import Finding, Plain, ReportLine
from backend.domain.bureau.history import OwnAccount
from backend.domain.bureau.own_months import last_day, month_number, own_month
from backend.domain.bureau.report import STATUSES
from backend.domain.calendar.month_day import month_day, month_index

_LATE = frozenset(STATUSES) - {"ok", "charged_off"}
_ENDED_WELL = ("paid_off", "settled")


def too_old(
    line: ReportLine, account: OwnAccount | None, country_law: CountryLaw, as_of: date, bureau: str
) -> Iterator[Finding]:
    """What of a line should have gone by `as_of`: the inquiry, the mark of the whole account, or runs of late months.

    Every doubt about where a clock begins is decided for the bureau.
    """
    entry = line.entry
    if entry.kind == "inquiry":
        # One bureau may keep them for another time than the rest of its country.
        own = f"keep.inquiry.months.{bureau}"
        rule = own if country_law.has(own, as_of) else "keep.inquiry.months"
        if entry.inquired_on and _gone(rule, entry.inquired_on, country_law, as_of):
            theirs: dict[str, Plain] = {"inquired_on": entry.inquired_on.isoformat()}
            dropped = _drops_on(rule, entry.inquired_on, country_law, as_of)
            yield _finding(line, theirs, dropped, rule, ("inquired_on",))
        return
    mark = _mark_of_account(line, account, country_law, as_of)
    if mark:
        yield mark
        return
    for run in _runs(line):
        if finding := _late_run(line, account, run, country_law, as_of):
            yield finding


def _mark_of_account(
    line: ReportLine, account: OwnAccount | None, country_law: CountryLaw, as_of: date
) -> Finding | None:
    entry = line.entry
    written_off = entry.state in ("charged_off", "collection") or "charged_off" in entry.months.values()
    mark = "charged_off" if written_off else "settled" if entry.state == "settled" else ""
    rule = f"keep.{mark}.months"
    if not mark or not country_law.has(rule, as_of):
        return None
    began = _began(line, account, country_law.word(f"keep.{mark}.from", as_of))
    if began is None:
        return None
    if country_law.has(f"keep.{mark}.start_days", as_of):
        began += timedelta(days=country_law.number(f"keep.{mark}.start_days", as_of))
    if not _gone(rule, began, country_law, as_of):
        return None
    theirs: dict[str, Plain] = {"state": entry.state, "since": began.isoformat()}
    return _finding(
        line,
        theirs,
        _drops_on(rule, began, country_law, as_of),
        rule,
        ("state", "first_late_on", "closed_on"),
    )


def _began(line: ReportLine, account: OwnAccount | None, word: str) -> date | None:
    entry = line.entry
    if word == "first_late":
        return entry.first_late_on
    # Both a settlement and the end of a lateness are where nothing is owed any more.
    ended = account.ended_on if account and account.ended in _ENDED_WELL else None
    reported = entry.closed_on if entry.state in ("paid", "settled") else None
    known = [day for day in (ended, reported) if day]
    return max(known, default=None)


def _runs(line: ReportLine) -> list[list[str]]:
    """The late months in runs without a gap, oldest first."""
    runs: list[list[str]] = []
    for month in sorted(month for month, status in line.entry.months.items() if status in _LATE):
        if runs and month_number(month) == month_number(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def _late_run(
    line: ReportLine, account: OwnAccount | None, run: Sequence[str], country_law: CountryLaw, as_of: date
) -> Finding | None:
    rule = "keep.late.months"
    first = country_law.word("keep.late.from", as_of) == "first_late"
    began = last_day(run[0]) if first else _cured_on(line, account, run, as_of)
    if began is None or not _gone(rule, began, country_law, as_of):
        return None
    # Some count each month of a run from itself.
    whole = not first or _gone(rule, last_day(run[-1]), country_law, as_of)
    theirs: dict[str, Plain] = {
        "month": run[0],
        "status": line.entry.months[run[0]],
        "since": began.isoformat(),
    }
    dropped = _drops_on(rule, began, country_law, as_of)
    fields = ("months", *(f"months.{month}" for month in run))
    return _finding(line, theirs, dropped, rule, fields, months=tuple(run), whole=whole)


def _cured_on(line: ReportLine, account: OwnAccount | None, run: Sequence[str], as_of: date) -> date | None:
    """The end of a lateness: by the books, or by the report's own next months, whichever is later."""
    entry = line.entry
    after = sorted(month for month in entry.months if month > run[-1])
    reported = last_day(after[0]) if after and entry.months[after[0]] == "ok" else None
    if reported is None and entry.state in ("paid", "settled"):
        reported = entry.closed_on
    due = own_month(account, run[-1], (1,), as_of).due if account else None
    known = [day for day in (reported, due.met_on if due else None) if day]
    return None if due and due.met_on is None else max(known, default=None)


def _drops_on(rule: str, began: date, country_law: CountryLaw, as_of: date) -> date:
    """The day on which a mark goes, so many months from where its clock began."""
    return month_day(month_index(began) + country_law.number(rule, as_of), began.day)


def _gone(rule: str, began: date, country_law: CountryLaw, as_of: date) -> bool:
    return country_law.has(rule, as_of) and _drops_on(rule, began, country_law, as_of) < as_of


def _finding(
    line: ReportLine,
    theirs: dict[str, Plain],
    dropped: date,
    rule: str,
    fields: tuple[str, ...],
    *,
    months: tuple[str, ...] = (),
    whole: bool = True,
) -> Finding:
    if not months and line.entry.inquired_on:
        months = (line.entry.inquired_on.isoformat()[:7],)
    ours: dict[str, Plain] = {"should_have_gone_on": dropped.isoformat()}
    sure = line.certainty(*fields, at_most="certain" if whole else "likely")
    return line.finding("too_old", theirs, ours, certainty=sure, months=months, ground=rule)
