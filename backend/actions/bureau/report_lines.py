"""A report's lines: refused where they cannot be, and as the rows that keep them and as the domain reads them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from backend.domain.bureau.impossible_entry import EntryFault, faults_of
from backend.domain.bureau.report import ReportEntry as Line
from backend.errors import Invalid
from backend.ids import new_id
from backend.store.bureau.credit_reports import CreditReport, ReportEntry


def check_lines(lines: Sequence[Line], pulled_on: date) -> None:
    """Invalid, with its field, for the first thing that no line of a report of that day can be."""
    for position, line in enumerate(lines):
        for fault in faults_of(line, pulled_on):
            raise refusal_of(position, fault)


def refusal_of(position: int, fault: EntryFault) -> Invalid:
    return Invalid(f"entry-{fault.reason}", field=f"entries.{position}.{fault.field}")


def rows_of(row: CreditReport, lines: Sequence[Line], own: Mapping[int, str]) -> list[ReportEntry]:
    """The lines as rows, unsaved; `own` says by its position which of the borrower's accounts a line is about."""
    return [
        ReportEntry(
            id=new_id("ent", row.created_at),
            borrower_id=row.borrower_id,
            report=row.id,
            position=position,
            account_id=own.get(position),
            kind=line.kind,
            furnisher=line.furnisher[:120],
            last4=line.last4[-4:],
            opened_on=line.opened_on,
            closed_on=line.closed_on,
            state=line.state,
            balance=line.balance,
            past_due=line.past_due,
            currency=line.currency,
            months=json.dumps(dict(sorted(line.months.items()))),
            first_late_on=line.first_late_on,
            inquired_on=line.inquired_on,
            unsure=json.dumps(sorted(line.unsure)),
            place=line.place[:120],
            charged_off_on=line.charged_off_on,
            ordered_on=line.ordered_on,
        )
        for position, line in enumerate(lines)
    ]


def line_of(row: ReportEntry) -> Line:
    """A kept line as the domain reads it."""
    return Line(
        kind=row.kind,
        furnisher=row.furnisher,
        last4=row.last4,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        state=row.state,
        balance=row.balance,
        past_due=row.past_due,
        currency=row.currency,
        months=json.loads(row.months),
        first_late_on=row.first_late_on,
        inquired_on=row.inquired_on,
        unsure=frozenset(json.loads(row.unsure)),
        place=row.place,
        charged_off_on=row.charged_off_on,
        ordered_on=row.ordered_on,
    )
