"""Credit reports: taken down, compared with the borrower's own books, and what seems wrong kept until it is gone.

A finding that a later report of the same bureau no longer shows is gone; one that was dismissed or disputed keeps
what was said of it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256

from backend.actions.bureau import checkpoints
from backend.actions.bureau.checkpoints import CountryLaws
from backend.actions.bureau.credit_history import history_of
from backend.actions.bureau.report_lines import check_lines, line_of, rows_of
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.bureau.country_law import Bureau, CountryLaw
from backend.domain.bureau.finding import Finding as Found
from backend.domain.bureau.finding import NotCompared
from backend.domain.bureau.history import History
from backend.domain.bureau.report import Report
from backend.domain.bureau.report import ReportEntry as Line
from backend.domain.bureau.report_comparison import compare
from backend.domain.bureau.report_matching import match
from backend.domain.calendar.local_time import local_date
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.bureau import credit_reports as stored
from backend.store.bureau.credit_reports import CreditReport, Finding, ReportEntry
from backend.store.bureau.evidence_json import dump_evidence, dump_months
from backend.store.credit import statements
from backend.store.database import transaction
from backend.store.versions import save_new_version

MOST_ENTRIES = 500


def law_of_country(country_laws: CountryLaws, country: str) -> CountryLaw:
    """The rules of a country, or Invalid where none are known."""
    if country not in country_laws:
        raise Invalid("country-without-reports", field="country", known=sorted(country_laws))
    return country_laws[country]


def bureau_of(country_law: CountryLaw, bureau_id: str) -> Bureau:
    """The bureau of that id, or Invalid where the country has none."""
    found = country_law.bureau(bureau_id)
    if found is None:
        known = [bureau.id for bureau in country_law.bureaus]
        raise Invalid("bureau-unknown", field="bureau", known=known)
    return found


def add_report(
    borrower_id: str,
    report: Report,
    *,
    country_laws: CountryLaws,
    source: str,
    free: bool,
    free_because: str | None = None,
    now: datetime,
    faults: Sequence[Mapping[str, str]] = (),
) -> CreditReport:
    """Keep a report, compare it, and let it stand for the visits that it fulfils."""
    country_law = law_of_country(country_laws, report.country)
    bureau_of(country_law, report.bureau)
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        if report.pulled_on > local_date(now, scheduler.borrower.zone):
            raise Invalid("report-in-future", field="pulled_on")
        if free_because and not free:
            raise Invalid("reason-of-no-free-report", field="free_because")
        if source == "typed":  # a file's reader has looked, and doubts what a bureau's page says
            check_lines(report.entries, report.pulled_on)
        row = CreditReport.create(
            id=new_id("rep", now),
            borrower_id=borrower_id,
            country=report.country,
            bureau=report.bureau,
            pulled_on=report.pulled_on,
            source=source,
            free=free,
            free_because=free_because,
            faults=json.dumps(list(faults), ensure_ascii=False),
            created_at=now,
            updated_at=now,
        )
        _compare(row, report.entries, country_law, now=now)
        checkpoints.fulfil(scheduler, report.bureau, report.pulled_on)
        checkpoints.refresh(borrower_id, report.country, country_laws, now=now)
        return row


def change_entries(
    row: CreditReport, lines: Sequence[Line], *, country_laws: CountryLaws, now: datetime
) -> CreditReport:
    """Put other lines in place of a report's, as they were misread or mistyped, and compare again."""
    check_lines(lines, row.pulled_on)
    return _compare_with(row, lines, country_laws, now)


def compare_again(row: CreditReport, *, country_laws: CountryLaws, now: datetime) -> CreditReport:
    """Compare a report with the books as they are now."""
    return _compare_with(row, [line_of(each) for each in stored.entries_of(row.id)], country_laws, now)


def _compare_with(
    row: CreditReport, lines: Sequence[Line], country_laws: CountryLaws, now: datetime
) -> CreditReport:
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)
        _compare(row, lines, law_of_country(country_laws, row.country), now=now)
        save_new_version(row, now)
        return row


def _compare(row: CreditReport, lines: Sequence[Line], country_law: CountryLaw, *, now: datetime) -> None:
    if len(lines) > MOST_ENTRIES:
        raise Invalid("report-too-long", most=MOST_ENTRIES, field="entries")
    history = history_of(row.borrower_id, country_law, now=now, balances=True)
    comparison = compare(
        Report(row.country, row.bureau, row.pulled_on, tuple(lines)),
        history.accounts,
        country_law,
        today=row.pulled_on,
        applications=history.applications,
        balances=_balances(history, row.pulled_on),
    )
    found = comparison.findings
    keys = [key_of(each) for each in found]
    earlier_states = {
        old.key: old.state for old in stored.standing_findings(row.borrower_id, row.bureau, keys)
    }
    entries = rows_of(row, lines, match(lines, history.accounts))
    stored.replace_entries(row, entries)
    row.not_compared = json.dumps([_unknown_json(each) for each in comparison.not_compared])
    row.save(only=[CreditReport.not_compared])
    for each in found:
        earlier_state = earlier_states.get(each.key, "open")
        _add_finding(row, entries[each.entry], each, earlier_state, country_law, now)
    _settle_earlier(row, frozenset(keys), now)


def _unknown_json(month: NotCompared) -> dict[str, object]:
    """A month that could not be compared, as the report's row keeps it; `position` is its line's."""
    return {
        "position": month.entry,
        "account_id": month.account_id,
        "month": month.month,
        "status": month.status,
        "reason": month.reason,
    }


def key_of(found: Found) -> str:
    """The same error has the same key in every report, and it fits its column."""
    return found.key if len(found.key) <= 64 else sha256(found.key.encode()).hexdigest()


def _balances(history: History, day: date) -> dict[str, int]:
    """What each account owed by its latest statement before a day."""
    latest = {account.id: statements.latest_known(account.id, day) for account in history.accounts}
    return {key: row.balance for key, row in latest.items() if row is not None and row.balance is not None}


def _add_finding(
    row: CreditReport,
    entry: ReportEntry,
    found: Found,
    earlier_state: str,
    country_law: CountryLaw,
    now: datetime,
) -> None:
    """Add a finding; what was dismissed or disputed in an earlier report is so in this one."""
    rule = country_law.find(found.ground, row.pulled_on)
    law = found.law if found.law is not None else rule.law if rule else ""
    Finding.create(
        id=new_id("fnd", now),
        borrower_id=row.borrower_id,
        report=row.id,
        entry=entry.id,
        key=key_of(found),
        code=found.code,
        certainty=found.certainty,
        account_id=found.account_id,
        months=dump_months(found.months),
        theirs=dump_evidence(found.theirs),
        ours=dump_evidence(found.ours),
        ground=found.ground,
        law=law,
        state=earlier_state if earlier_state in ("dismissed", "disputed") else "open",
        created_at=now,
        updated_at=now,
    )


def _settle_earlier(row: CreditReport, keys: frozenset[str], now: datetime) -> None:
    """What an earlier report of this bureau showed stands in the newer one now, or is gone."""
    for old in stored.open_findings(row.borrower_id, row.bureau):
        if old.report_id == row.id or old.report.pulled_on > row.pulled_on:
            continue
        old.state = "repeated" if old.key in keys else "gone"
        save_new_version(old, now)


def dismiss_or_reopen(finding: Finding, state: str, *, now: datetime) -> Finding:
    """Dismiss a finding, or open it again."""
    if finding.state not in ("open", "dismissed"):
        raise Conflict("finding-not-open", state=finding.state)
    with transaction():
        ReminderScheduler(finding.borrower_id, now=now)
        finding.state = state
        save_new_version(finding, now)
        return finding


def get(borrower_id: str, report_id: str) -> CreditReport:
    """The borrower's report, or NotFound."""
    row = stored.find(borrower_id, report_id)
    if row is None:
        raise NotFound()
    return row


def get_finding(borrower_id: str, finding_id: str) -> Finding:
    """The borrower's finding, or NotFound."""
    row = stored.finding(borrower_id, finding_id)
    if row is None:
        raise NotFound()
    return row
