"""Credit reports as a borrower has them, their lines, and what seems wrong in them."""

from collections.abc import Sequence
from datetime import date
from typing import cast

import peewee

from backend.store.bureau.checkpoints import MadeLook
from backend.store.database import InstantField, Row


class CreditReport(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    country = peewee.CharField(max_length=2)
    bureau = peewee.CharField(max_length=24)
    pulled_on = peewee.DateField()
    source = peewee.CharField(max_length=8)  # typed | json | text | pdf
    free = peewee.BooleanField()  # one of those that the bureau must give for nothing
    faults = peewee.TextField(default="[]")  # JSON: what of a file could not be read, with its place
    created_at = InstantField()
    updated_at = InstantField()
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "credit_report"
        indexes = ((("borrower_id", "pulled_on", "id"), False),)


class ReportEntry(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40, index=True)
    report = peewee.ForeignKeyField(CreditReport, column_name="report_id", on_delete="CASCADE", index=False)
    position = peewee.IntegerField()
    account_id = peewee.CharField(max_length=40, null=True)  # the borrower's own, where one is like it
    kind = peewee.CharField(max_length=8)
    furnisher = peewee.CharField(max_length=120)
    last4 = peewee.CharField(max_length=4, default="")
    opened_on = peewee.DateField(null=True)
    closed_on = peewee.DateField(null=True)
    state = peewee.CharField(max_length=12)
    balance = peewee.BigIntegerField(null=True)
    past_due = peewee.BigIntegerField(null=True)
    currency = peewee.CharField(max_length=3, default="")
    months = peewee.TextField(default="{}")  # JSON {"2026-10": "30"}
    first_late_on = peewee.DateField(null=True)
    inquired_on = peewee.DateField(null=True)
    unsure = peewee.TextField(default="[]")  # JSON: names of the fields that may be misread
    place = peewee.CharField(max_length=120, default="")

    class Meta:
        table_name = "report_entry"
        indexes = ((("report", "position"), True),)


class Finding(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    report = peewee.ForeignKeyField(CreditReport, column_name="report_id", on_delete="CASCADE", index=False)
    entry = peewee.ForeignKeyField(ReportEntry, column_name="entry_id", on_delete="CASCADE")
    key = peewee.CharField(max_length=64)  # the same error in another report has the same
    code = peewee.CharField(max_length=32)
    certainty = peewee.CharField(max_length=8)
    account_id = peewee.CharField(max_length=40, null=True)
    months = peewee.TextField()
    theirs = peewee.TextField()
    ours = peewee.TextField()
    ground = peewee.CharField(max_length=60)
    law = peewee.CharField(max_length=160)
    state = peewee.CharField(max_length=10)  # open | dismissed | disputed | gone
    created_at = InstantField()
    updated_at = InstantField()
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "finding"
        indexes = ((("report", "key"), True), (("borrower_id", "state", "id"), False))


def find(borrower_id: str, report_id: str) -> CreditReport | None:
    return cast(
        CreditReport | None,
        CreditReport.get_or_none((CreditReport.id == report_id) & (CreditReport.borrower_id == borrower_id)),
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


def looks(borrower_id: str) -> list[MadeLook]:
    """Every report that was pulled, the first one first."""
    query = CreditReport.select(CreditReport.country, CreditReport.bureau, CreditReport.pulled_on)
    rows = query.where(CreditReport.borrower_id == borrower_id).order_by(CreditReport.pulled_on)
    return [MadeLook(row.country, row.bureau, row.pulled_on) for row in rows]


def entries_of(report_id: str, *, limit: int | None = None, after: int = -1) -> list[ReportEntry]:
    """The lines of a report in its order, those behind a position."""
    query = ReportEntry.select().where((ReportEntry.report == report_id) & (ReportEntry.position > after))
    return list(query.order_by(ReportEntry.position).limit(limit))


def replace_entries(report: CreditReport, rows: Sequence[ReportEntry]) -> None:
    """Put a report's lines in place of those that were there; their findings go with them."""
    ReportEntry.delete().where(ReportEntry.report == report.id).execute()
    for row in rows:
        row.save(force_insert=True)


def finding(borrower_id: str, finding_id: str) -> Finding | None:
    return cast(
        Finding | None,
        Finding.get_or_none((Finding.id == finding_id) & (Finding.borrower_id == borrower_id)),
    )


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
        query = query.where(Finding.report == report_id)
    if before:
        query = query.where(Finding.id < before)
    return list(query.order_by(Finding.id.desc()).limit(limit))


def findings_of(report_id: str) -> list[Finding]:
    return list(Finding.select().where(Finding.report == report_id).order_by(Finding.id))


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
