"""These checks find marks that a report shows for longer than the country's law allows.

Which rule holds is asked for the day of the event, as everywhere. Every doubt about where a clock begins is decided for
the bureau: a settled account may have been charged off before, and a charge-off is kept longer.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from backend.domain.bureau.country_law import CountryLaw, NoSuchRule
from backend.domain.bureau.finding import Finding, Plain, ReportLine, resting_on, weaker
from backend.domain.bureau.history import OwnAccount
from backend.domain.bureau.negative_marks import Run, runs_of
from backend.domain.bureau.own_months import first_day, last_day, month_number, own_month
from backend.domain.bureau.repair import run_hidden_early
from backend.domain.bureau.report import STATUSES
from backend.domain.bureau.retention import Drop, Kind, drops_off

_LATE = frozenset(STATUSES) - {"ok", "charged_off"}
_ENDED_WELL = ("paid_off", "settled")
_OF_ACCOUNT = ("state", "first_late_on", "closed_on", "charged_off_on")


def too_old(
    line: ReportLine, account: OwnAccount | None, country_law: CountryLaw, as_of: date, bureau: str
) -> Iterator[Finding]:
    """What of a line should have gone by `as_of`: an inquiry, a bankruptcy, the account's mark, or late months."""
    entry = line.entry
    if entry.kind == "inquiry":
        yield from _single(line, country_law, "inquiry", entry.inquired_on, as_of, bureau)
        return
    if entry.kind == "bankruptcy":
        yield from _single(line, country_law, "bankruptcy", entry.ordered_on, as_of, bureau)
        return
    mark = _mark_of_account(line, account, country_law, as_of)
    if mark:
        yield mark
        return
    for run in _runs(line):
        found = _late_run(line, account, run, country_law, as_of)
        found = found or _repaired_run(line, account, run, country_law, as_of)
        if found:
            yield found


def _single(
    line: ReportLine, country_law: CountryLaw, kind: Kind, on: date | None, as_of: date, bureau: str
) -> Iterator[Finding]:
    """A line that has one day only."""
    drop = _drop(country_law, kind, happened_on=on, bureau=bureau) if on else None
    if on and drop and drop.on < as_of:
        field = "inquired_on" if kind == "inquiry" else "ordered_on"
        theirs: dict[str, Plain] = {field: on.isoformat()}
        yield _finding(line, theirs, drop, (field,), months=(on.isoformat()[:7],))


def _drop(
    country_law: CountryLaw,
    kind: Kind,
    *,
    first_late_on: date | None = None,
    cured_on: date | None = None,
    happened_on: date | None = None,
    bureau: str = "",
) -> Drop | None:
    """When a mark drops off; None where the event that its clock begins on is not known, or no rule says."""
    days = [day for day in (happened_on, first_late_on, cured_on) if day]
    if not days:
        return None
    try:
        return drops_off(
            country_law,
            kind,
            on=days[0],
            first_late_on=first_late_on,
            cured_on=cured_on,
            happened_on=happened_on,
            bureau=bureau,
        )
    except NoSuchRule:
        return None


def _mark_of_account(
    line: ReportLine, account: OwnAccount | None, country_law: CountryLaw, as_of: date
) -> Finding | None:
    entry = line.entry
    written_off = entry.state in ("charged_off", "collection") or entry.charged_off_on is not None
    written_off = written_off or "charged_off" in entry.months.values()
    drop = _of_charge_off(line, account, country_law)
    if not written_off:
        if entry.state != "settled":
            return None
        settled = _of_settlement(line, account, country_law)
        # The grid need not say whether it was charged off before: then the later of the two days counts.
        drop = max(drop, settled, key=lambda each: each.on) if drop and settled else settled
    if drop is None or drop.on >= as_of:
        return None
    theirs: dict[str, Plain] = {"state": entry.state, "since": drop.began.isoformat()}
    return _finding(line, theirs, drop, _OF_ACCOUNT)


def _of_charge_off(line: ReportLine, account: OwnAccount | None, country_law: CountryLaw) -> Drop | None:
    return _drop(
        country_law,
        "charged_off",
        first_late_on=line.entry.first_late_on,
        cured_on=_nothing_owed_since(line, account),
        happened_on=_charged_off_on(line, account),
    )


def _of_settlement(line: ReportLine, account: OwnAccount | None, country_law: CountryLaw) -> Drop | None:
    ended_on = _nothing_owed_since(line, account)
    first_late_on = line.entry.first_late_on
    drop = _drop(country_law, "settled", first_late_on=first_late_on, cured_on=ended_on, happened_on=ended_on)
    # Never late before is nothing that a report says: where it counts, its date must be there.
    counts_lateness = drop is not None and any(rule.value == "first_late" for rule in drop.rules)
    return None if counts_lateness and first_late_on is None else drop


def _charged_off_on(line: ReportLine, account: OwnAccount | None) -> date | None:
    """The day of the charge-off: as reported, by the books, or the end of the first month that says so."""
    entry = line.entry
    own = account.ended_on if account and account.ended == "charged_off" else None
    first = min((month for month, status in entry.months.items() if status == "charged_off"), default=None)
    known = [day for day in (entry.charged_off_on, own) if day]
    return max(known, default=last_day(first) if first else None)


def _nothing_owed_since(line: ReportLine, account: OwnAccount | None) -> date | None:
    """Both a settlement and the end of a lateness are where nothing is owed any more."""
    entry = line.entry
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
    cured_on = _cured_on(line, account, run, as_of)
    drop = _drop(country_law, "late", first_late_on=last_day(run[0]), cured_on=cured_on)
    if drop is None or drop.on >= as_of:
        return None
    # Some count each month of a run from itself.
    last = _drop(country_law, "late", first_late_on=last_day(run[-1]), cured_on=cured_on)
    theirs: dict[str, Plain] = {
        "month": run[0],
        "status": line.entry.months[run[0]],
        "since": drop.began.isoformat(),
    }
    fields = ("months", *(f"months.{month}" for month in run))
    whole = last is not None and last.on < as_of
    return _finding(line, theirs, drop, fields, months=tuple(run), at_most="certain" if whole else "likely")


def _repaired_run(
    line: ReportLine, account: OwnAccount | None, run: Sequence[str], country_law: CountryLaw, as_of: date
) -> Finding | None:
    """Late months that a one-off repair has hidden by now, by the books' own amounts."""
    own = _own_run(account, run, as_of) if account else None
    if account is None or own is None:
        return None
    drop = run_hidden_early(country_law, own.dues, currency=account.currency, cured_on=own.cured_on)
    if drop is None or drop.on >= as_of:
        return None
    theirs: dict[str, Plain] = {"month": run[0], "status": line.entry.months[run[0]]}
    fields = ("months", *(f"months.{month}" for month in run))
    # What the lender counts as one overdue amount is a matter of its own books.
    return _finding(
        line, theirs, drop, fields, months=tuple(run), at_most="likely", code="repaired_but_shown"
    )


def _own_run(account: OwnAccount, run: Sequence[str], as_of: date) -> Run | None:
    """The delinquency of the books that covers the reported months whole."""
    for own in runs_of(account, as_of):
        begins = first_day(own.first.due_on.isoformat()[:7])
        if (
            own.cured_on
            and begins <= first_day(run[0])
            and last_day(run[-1]) <= last_day(own.cured_on.isoformat()[:7])
        ):
            return own
    return None


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


def _finding(
    line: ReportLine,
    theirs: dict[str, Plain],
    drop: Drop,
    fields: tuple[str, ...],
    *,
    months: tuple[str, ...] = (),
    at_most: str = "certain",
    code: str = "too_old",
) -> Finding:
    ours: dict[str, Plain] = {"should_have_gone_on": drop.on.isoformat()}
    sure = line.certainty(*fields, at_most=weaker(at_most, resting_on(drop.rules)))
    return line.finding(
        code, theirs, ours, certainty=sure, months=months, ground=drop.rule.key, law=drop.rule.law
    )
