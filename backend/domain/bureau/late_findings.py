"""These checks find months that a report calls later than the borrower's books do."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.finding import Finding, Plain, ReportLine, weaker
from backend.domain.bureau.history import OwnAccount, PastDue
from backend.domain.bureau.own_months import (
    OwnMonth,
    first_day,
    knows,
    last_day,
    level_of,
    month_at,
    month_number,
    own_month,
)
from backend.domain.bureau.report import STATUSES

# A lateness that is reported so many months from where it happened is still the same one.
_SHIFTED_MONTHS = 3


def late_findings(
    line: ReportLine, account: OwnAccount, country_law: CountryLaw, as_of: date
) -> Iterator[Finding]:
    """One finding for each month that is reported worse than it was, where the books cover it."""
    boundaries = [int(rule.value) for rule in country_law.late_from(as_of)]
    if not boundaries:
        return
    worse = _reported_worse(line, account, boundaries, as_of)
    # A month that is younger than the bureau's delay may still say "ok" of what it will call late.
    settled = as_of - timedelta(days=country_law.number("late.visible_days", as_of))
    unreported = _unreported(line, account, boundaries, as_of, settled)
    for own in worse:
        level = level_of(line.entry.months[own.month], boundaries)
        shifted = None if own.level else _nearest(own.month, level, unreported)
        if shifted:
            unreported.remove(shifted)
            yield _wrong_month(line, own, shifted)
        elif own.days:
            yield _wrong_severity(line, account, own, boundaries, as_of)
        else:
            yield _paid_on_time(line, account, own, boundaries, as_of)


def _reported_worse(
    line: ReportLine, account: OwnAccount, boundaries: Sequence[int], as_of: date
) -> list[OwnMonth]:
    found = []
    for month, status in sorted(line.entry.months.items()):
        if status not in STATUSES or first_day(month) > as_of:
            continue
        level, own = level_of(status, boundaries), own_month(account, month, boundaries, as_of)
        if level > own.level and knows(account, month, level, boundaries, as_of):
            found.append(own)
    return found


def _unreported(
    line: ReportLine, account: OwnAccount, boundaries: Sequence[int], as_of: date, settled: date
) -> list[OwnMonth]:
    """Months that were late by the books and that the report calls on time."""
    quiet = (month for month, status in sorted(line.entry.months.items()) if status == "ok")
    own = (own_month(account, month, boundaries, as_of) for month in quiet if last_day(month) <= settled)
    return [month for month in own if month.least]


def _nearest(month: str, level: int, unreported: Sequence[OwnMonth]) -> OwnMonth | None:
    at = month_number(month)
    near = [
        own
        for own in unreported
        if own.least <= level <= own.level and abs(month_number(own.month) - at) <= _SHIFTED_MONTHS
    ]
    return min(near, key=lambda own: abs(month_number(own.month) - at), default=None)


def _wrong_month(line: ReportLine, own: OwnMonth, shifted: OwnMonth) -> Finding:
    # By one month bureaus differ in what they call the month of a lateness.
    apart = abs(month_number(own.month) - month_number(shifted.month))
    sure = _certainty(line, own.month, shifted.month)
    return line.finding(
        "wrong_month",
        _theirs(line, own.month),
        {"month": shifted.month, "days": shifted.days, **_evidence(shifted.due)},
        certainty=weaker(sure, "likely" if apart == 1 else "certain"),
        months=(own.month,),
    )


def _wrong_severity(
    line: ReportLine, account: OwnAccount, own: OwnMonth, boundaries: Sequence[int], as_of: date
) -> Finding:
    return line.finding(
        "wrong_severity",
        _theirs(line, own.month),
        {"month": own.month, "days": own.days, **_evidence(own.due)},
        certainty=weaker(_certainty(line, own.month), _beside(account, own.month, boundaries, as_of)),
        months=(own.month,),
    )


def _paid_on_time(
    line: ReportLine, account: OwnAccount, own: OwnMonth, boundaries: Sequence[int], as_of: date
) -> Finding:
    reached = boundaries[min(level_of(line.entry.months[own.month], boundaries), len(boundaries)) - 1]
    last_due_on = min(last_day(own.month), as_of) - timedelta(days=reached)
    due = max(
        (due for due in account.dues if due.due_on <= last_due_on), key=lambda due: due.due_on, default=None
    )
    sure = weaker(_certainty(line, own.month), _beside(account, own.month, boundaries, as_of))
    return line.finding(
        "reported_late_paid_on_time",
        _theirs(line, own.month),
        {"month": own.month, "days": 0, **_evidence(due)},
        certainty=weaker(sure, "likely") if due and due.excused else sure,
        months=(own.month,),
    )


def _certainty(line: ReportLine, *months: str) -> str:
    # What a lender writes off is also a matter of its own books.
    written_off = line.entry.months[months[0]] == "charged_off"
    return line.certainty(
        "months", *(f"months.{month}" for month in months), at_most="likely" if written_off else "certain"
    )


def _beside(account: OwnAccount, month: str, boundaries: Sequence[int], as_of: date) -> str:
    """Less than certain where a neighbouring month was late: it may be that one, counted otherwise."""
    at = month_number(month)
    beside = (own_month(account, month_at(other), boundaries, as_of) for other in (at - 1, at + 1))
    return "likely" if any(own.level for own in beside) else "certain"


def _theirs(line: ReportLine, month: str) -> dict[str, Plain]:
    return {"month": month, "status": line.entry.months[month]}


def _evidence(due: PastDue | None) -> dict[str, Plain]:
    if due is None:
        return {}
    return {
        "deadline_id": due.deadline_id,
        "due_on": due.due_on.isoformat(),
        "last_chance_on": due.last_chance_on.isoformat(),
        "met_on": due.met_on.isoformat() if due.met_on else None,
    }
