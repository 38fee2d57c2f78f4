"""Credit reports as a borrower has them, their lines, and what seems wrong in them."""

from collections.abc import Sequence
from datetime import date

from backend.store.bureau.checkpoints import MadeLook
from backend.store.rows import (
    Column,
    Row,
    day,
    day_or_none,
    flag,
    instant,
    integer,
    large_integer_or_none,
    long_text,
    long_text_or_none,
    reference,
    short_text,
    short_text_or_none,
)


class CreditReport(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    country = short_text(2)
    bureau = short_text(24)
    pulled_on = day()
    source = short_text(8)  # typed | json | text | pdf
    free = flag()  # one of those that the bureau must give for nothing
    free_because = short_text_or_none(
        16
    )  # annual | refusal | other; None: not said, taken for the annual one
    not_compared = (
        long_text_or_none()
    )  # JSON [{"position", "account_id", "month", "status", "reason"}]; None: not asked
    faults = long_text(default="[]")  # JSON: what of a file could not be read, with its place
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "credit_report"
        indexes = ((("borrower_id", "pulled_on", "id"), False),)


class ReportEntry(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    report = reference(CreditReport, "report_id", index=False)
    report_id: Column[str]
    position = integer()
    account_id = short_text_or_none(40)  # the borrower's own, where one is like it
    kind = short_text(12)
    furnisher = short_text(120)
    last4 = short_text(4, default="")
    opened_on = day_or_none()
    closed_on = day_or_none()
    state = short_text(12)
    balance = large_integer_or_none()
    past_due = large_integer_or_none()
    currency = short_text(3, default="")
    months = long_text(default="{}")  # JSON {"2026-10": "30"}
    first_late_on = day_or_none()
    inquired_on = day_or_none()
    unsure = long_text(default="[]")  # JSON: names of the fields that may be misread
    place = short_text(120, default="")
    charged_off_on = day_or_none()
    ordered_on = day_or_none()  # of a bankruptcy

    class Meta:
        table_name = "report_entry"
        indexes = ((("report", "position"), True),)


class Finding(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    report = reference(CreditReport, "report_id", index=False)
    report_id: Column[str]
    entry = reference(ReportEntry, "entry_id")
    entry_id: Column[str]
    key = short_text(64)  # the same error in another report has the same
    code = short_text(32)
    certainty = short_text(8)
    account_id = short_text_or_none(40)
    months = long_text()
    theirs = long_text()
    ours = long_text()
    ground = short_text(60)
    law = short_text(160)
    state = short_text(10)  # open | dismissed | disputed | gone
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "finding"
        indexes = ((("report", "key"), True), (("borrower_id", "state", "id"), False))


def find(borrower_id: str, report_id: str) -> CreditReport | None:
    return CreditReport.get_or_none(
        (CreditReport.id == report_id) & (CreditReport.borrower_id == borrower_id)
    )


def page(
    borrower_id: str, *, limit: int, before: tuple[date, str] | None = None, bureau: str | None = None
) -> list[CreditReport]:
    """One page of reports, the latest pulled first."""
    query = CreditReport.select().where(CreditReport.borrower_id == borrower_id)
    if bureau:
        query = query.where(CreditReport.bureau == bureau)
    if before:
        query = query.where(
            (CreditReport.pulled_on < before[0])
            | ((CreditReport.pulled_on == before[0]) & (CreditReport.id < before[1]))
        )
    return list(query.order_by(CreditReport.pulled_on.desc(), CreditReport.id.desc()).limit(limit))


def latest_of_each_bureau(borrower_id: str) -> list[CreditReport]:
    """The report of each bureau that was pulled last."""
    rows = CreditReport.select().where(CreditReport.borrower_id == borrower_id)
    newest = {row.bureau: row for row in rows.order_by(CreditReport.pulled_on, CreditReport.id)}
    return sorted(newest.values(), key=lambda row: row.id)


def looks(borrower_id: str) -> list[MadeLook]:
    """Every report that was pulled, the first one first."""
    query = CreditReport.select(CreditReport.country, CreditReport.bureau, CreditReport.pulled_on)
    rows = query.where(CreditReport.borrower_id == borrower_id).order_by(CreditReport.pulled_on)
    return [MadeLook(row.country, row.bureau, row.pulled_on) for row in rows]


def entries_of(report_id: str, *, limit: int | None = None, after: int = -1) -> list[ReportEntry]:
    """The lines of a report in its order, those behind a position."""
    query = ReportEntry.select().where((ReportEntry.report_id == report_id) & (ReportEntry.position > after))
    return list(query.order_by(ReportEntry.position).limit(limit))


def replace_entries(report: CreditReport, rows: Sequence[ReportEntry]) -> None:
    """Put a report's lines in place of those that were there; their findings go with them."""
    ReportEntry.delete().where(ReportEntry.report_id == report.id).execute()
    for row in rows:
        row.save(force_insert=True)


def finding(borrower_id: str, finding_id: str) -> Finding | None:
    return Finding.get_or_none((Finding.id == finding_id) & (Finding.borrower_id == borrower_id))


def findings_page(
    borrower_id: str,
    *,
    limit: int,
    before: str | None = None,
    states: frozenset[str] = frozenset(),
    report_id: str | None = None,
) -> list[Finding]:
    """One page of findings, newest first."""
    query = Finding.select().where(Finding.borrower_id == borrower_id)
    if states:
        query = query.where(Finding.state.in_(sorted(states)))
    if report_id:
        query = query.where(Finding.report_id == report_id)
    if before:
        query = query.where(Finding.id < before)
    return list(query.order_by(Finding.id.desc()).limit(limit))


def findings_of(report_id: str) -> list[Finding]:
    return list(Finding.select().where(Finding.report_id == report_id).order_by(Finding.id))


def standing_findings(borrower_id: str, bureau: str, keys: Sequence[str]) -> list[Finding]:
    """Earlier findings of one bureau's reports with these keys, oldest first: what was said of them still holds."""
    query = (
        Finding.select(Finding)
        .join(CreditReport)
        .where(
            (Finding.borrower_id == borrower_id)
            & (CreditReport.bureau == bureau)
            & Finding.key.in_(list(keys))
        )
    )
    return list(query.order_by(Finding.id))


def open_findings(borrower_id: str, bureau: str) -> list[Finding]:
    """What still stands as wrong in the reports of one bureau."""
    query = (
        Finding.select(Finding)
        .join(CreditReport)
        .where(
            (Finding.borrower_id == borrower_id)
            & (CreditReport.bureau == bureau)
            & Finding.state.in_(("open", "disputed"))
        )
    )
    return list(query.order_by(Finding.id))
