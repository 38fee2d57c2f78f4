"""These checks find months that a report calls later than the borrower's books do, and those that cannot be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw, LegalRule
from backend.domain.bureau.finding import (
    ACCURACY,
    Finding,
    NotCompared,
    Plain,
    ReportLine,
    resting_on,
    weaker,
)
from backend.domain.bureau.history import OwnAccount, PastDue
from backend.domain.bureau.own_months import (
    OwnMonth,
    first_day,
    last_day,
    level_of,
    month_at,
    month_number,
    own_month,
    unknown_because,
)
from backend.domain.bureau.report import STATUSES

# A lateness that is reported so many months from where it happened is still the same one.
_SHIFTED_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Months:
    """A line's months beside the account's own, each read by the rules that were in force in it."""

    line: ReportLine
    account: OwnAccount
    country_law: CountryLaw
    as_of: date

    def rules(self, month: str) -> tuple[LegalRule, ...]:
        return self.country_law.late_at(last_day(month))

    def boundaries(self, month: str) -> list[int]:
        return [int(rule.value) for rule in self.rules(month)]

    def own(self, month: str) -> OwnMonth:
        return own_month(self.account, month, self.boundaries(month), self.as_of)

    def level(self, month: str) -> int:
        return level_of(self.line.entry.months[month], self.boundaries(month))

    def unknown(self, month: str) -> str:
        bounds = self.boundaries(month)
        return unknown_because(self.account, month, self.level(month), bounds, self.as_of)

    def visible(self, month: str) -> bool:
        """Whether the bureau must know by now; a younger month may still say "ok" of what it will call late."""
        wait = self.country_law.of_event("late.visible_days", last_day(month))
        return wait is not None and last_day(month) + timedelta(days=int(wait.value)) <= self.as_of

    def worse(self) -> list[OwnMonth]:
        """The months that are reported later than they were by the books, known or not."""
        told = self.line.entry.months.items()
        months = [month for month, status in sorted(told) if status in STATUSES]
        own = (self.own(month) for month in months if first_day(month) <= self.as_of and self.rules(month))
        return [each for each in own if self.level(each.month) > each.level]


def late_findings(
    line: ReportLine, account: OwnAccount, country_law: CountryLaw, as_of: date
) -> Iterator[Finding]:
    """One finding for each month that is reported worse than it was, where the books cover it."""
    months = Months(line, account, country_law, as_of)
    unreported = _unreported(months)
    for own in months.worse():
        if months.unknown(own.month):
            continue
        shifted = None if own.level else _nearest(own.month, months.level(own.month), unreported)
        if shifted:
            unreported.remove(shifted)
            yield _wrong_month(months, own, shifted)
        elif own.days:
            yield _wrong_severity(months, own)
        else:
            yield _paid_on_time(months, own)


def not_compared(
    line: ReportLine, account: OwnAccount | None, country_law: CountryLaw, as_of: date
) -> Iterator[NotCompared]:
    """The late months of a line that the books cannot speak of, each with why."""
    entry = line.entry
    if account is None:
        for month, status in sorted(entry.months.items()):
            if status != "ok":
                yield NotCompared(line.index, None, month, status, "no_account")
        return
    months = Months(line, account, country_law, as_of)
    for own in months.worse():
        if reason := months.unknown(own.month):
            yield NotCompared(line.index, account.id, own.month, entry.months[own.month], reason)


def _unreported(months: Months) -> list[OwnMonth]:
    """Months that were late by the books and that the report calls on time."""
    quiet = (month for month, status in sorted(months.line.entry.months.items()) if status == "ok")
    own = (months.own(month) for month in quiet if months.visible(month))
    return [month for month in own if month.least]


def _nearest(month: str, level: int, unreported: Sequence[OwnMonth]) -> OwnMonth | None:
    at = month_number(month)
    near = [
        own
        for own in unreported
        if own.least <= level <= own.level and abs(month_number(own.month) - at) <= _SHIFTED_MONTHS
    ]
    return min(near, key=lambda own: abs(month_number(own.month) - at), default=None)


def _wrong_month(months: Months, own: OwnMonth, shifted: OwnMonth) -> Finding:
    # By one month bureaus differ in what they call the month of a lateness.
    line = months.line
    apart = abs(month_number(own.month) - month_number(shifted.month))
    sure = _certainty(line, own.month, shifted.month)
    law = resting_on([*months.rules(own.month)[:1], *months.rules(shifted.month)[:1]])
    return line.finding(
        "wrong_month",
        _theirs(line, own.month),
        {"month": shifted.month, "days": shifted.days, **_evidence(shifted.due)},
        certainty=weaker(sure, law, "likely" if apart == 1 else "certain"),
        months=(own.month,),
    )


def _wrong_severity(months: Months, own: OwnMonth) -> Finding:
    line = months.line
    law = resting_on(months.rules(own.month)[: max(1, months.level(own.month))])
    return line.finding(
        "wrong_severity",
        _theirs(line, own.month),
        {"month": own.month, "days": own.days, **_evidence(own.due)},
        certainty=weaker(_certainty(line, own.month), law, _beside(months, own.month)),
        months=(own.month,),
    )


def _paid_on_time(months: Months, own: OwnMonth) -> Finding:
    line, account, bounds = months.line, months.account, months.boundaries(own.month)
    reached = bounds[min(months.level(own.month), len(bounds)) - 1]
    last_due_on = min(last_day(own.month), months.as_of) - timedelta(days=reached)
    due = max(
        (due for due in account.dues if due.due_on <= last_due_on), key=lambda due: due.due_on, default=None
    )
    # Nothing was late, whatever the steps are: this rests on the duty to be accurate alone.
    law = resting_on([months.country_law.find(ACCURACY, months.as_of)])
    sure = weaker(_certainty(line, own.month), law, _beside(months, own.month))
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


def _beside(months: Months, month: str) -> str:
    """Less than certain where a neighbouring month was late: it may be that one, counted otherwise."""
    at = month_number(month)
    return "likely" if any(months.own(month_at(other)).level for other in (at - 1, at + 1)) else "certain"


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
