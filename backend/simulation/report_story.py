"""What a played borrower does about credit reports: looks when told to, finds an error, and sees the dispute through.

The bureau here reports what the borrower's own books say, but for one error in the first report that shows the missed
minimum: one step too severe. It does not answer in time; after a complaint it corrects.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from backend import countries
from backend.actions.bureau import checkpoints, credit_reports, dispute_drafts, disputes
from backend.actions.bureau.credit_history import history_of
from backend.actions.bureau.dispute_standing import next_step_of, waiting_of
from backend.domain.bureau.complaints import takers
from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.history import OwnAccount
from backend.domain.bureau.own_months import month_at, month_number, own_month
from backend.domain.bureau.report import STATUSES, Report, ReportEntry
from backend.domain.calendar import local_time
from backend.simulation.report_words import said
from backend.store.bureau import checkpoints as stored
from backend.store.bureau import disputes as stored_disputes
from backend.store.bureau.checkpoints import Checkpoint
from backend.store.bureau.credit_reports import findings_of
from backend.store.bureau.disputes import Dispute

_MONTHS_SHOWN = 24
_CORRECTED_AFTER = timedelta(days=12)
_ENDS = {"paid_off": "paid", "closed": "closed", "settled": "settled", "charged_off": "charged_off"}


@dataclass(slots=True)
class Reports:
    """`tell` hears what the borrower does, in their language; `zone` is where they live."""

    borrower_id: str
    locale: str
    zone: str
    tell: Callable[[str, datetime], None]
    erred: bool = False

    def evening(self, now: datetime) -> None:
        """Plan, as the worker does; look at what is due; go on with what was begun."""
        checkpoints.plan_due(countries.every(), now=now)
        today = local_time.local_date(now, self.zone)
        for row in stored.page(self.borrower_id, limit=50, states=frozenset({"open"})):
            if row.look_on <= today:
                self._look(row, today, now)
        for dispute in stored_disputes.page(self.borrower_id, limit=50):
            self._go_on(dispute, today, now)

    def _look(self, row: Checkpoint, today: date, now: datetime) -> None:
        country_law = countries.every()[row.country]
        history = history_of(self.borrower_id, country_law, now=now)
        entries = [entry for each in history.accounts if (entry := _entry(each, country_law, today))]
        wrong = next((index for index, entry in enumerate(entries) if _worst(entry) and not self.erred), None)
        if wrong is not None:
            entries[wrong], self.erred = _too_severe(entries[wrong]), True
        report = Report(row.country, row.bureau, today, tuple(entries))
        made = credit_reports.add_report(
            self.borrower_id, report, country_laws=countries.every(), source="typed", free=False, now=now
        )
        found = findings_of(made.id)
        self.tell(said(self.locale, "found" if found else "clean", count=len(found)), now)
        for finding in found:
            dispute = dispute_drafts.draft_of_finding(
                finding, target="bureau", recipient=None, ask=None, country_laws=countries.every(), now=now
            )
            disputes.send(
                dispute,
                on=today,
                how="online",
                tracking=None,
                received_on=None,
                country_laws=countries.every(),
                now=now,
            )
            self.tell(said(self.locale, "sent", day=dispute.answer_by), now)

    def _go_on(self, row: Dispute, today: date, now: datetime) -> None:
        country_law = countries.every()[row.country]
        if row.state == "sent" and next_step_of(row, country_law, today=today) == "escalate":
            body = takers(country_law, waiting_of(row), today=today)[0]
            disputes.escalate(row, on=today, to=body.id, country_laws=countries.every(), now=now)
            self.tell(said(self.locale, "escalated"), now)
        elif row.state == "escalated" and row.answer_by and today > row.answer_by + _CORRECTED_AFTER:
            disputes.answer(row, on=today, outcome="corrected", country_laws=countries.every(), now=now)
            self.tell(said(self.locale, "corrected"), now)


def _entry(account: OwnAccount, country_law: CountryLaw, today: date) -> ReportEntry | None:
    """The account as a truthful bureau has it, as old as the bureau is slow; None where nothing was due yet."""
    seen = today - timedelta(days=country_law.number("late.visible_days", today))
    boundaries = [int(rule.value) for rule in country_law.late_from(today)]
    first = min((month_number(due.due_on.isoformat()[:7]) for due in account.dues), default=None)
    last = month_number(seen.isoformat()[:7])
    if first is None or first > last:
        return None
    months = {
        (month := month_at(index)): STATUSES[own_month(account, month, boundaries, today).least]
        for index in range(max(first, last - _MONTHS_SHOWN + 1), last + 1)
    }
    return ReportEntry(
        kind="account",
        furnisher=account.issuer,
        last4=account.last4,
        state=_ENDS.get(account.ended, "open"),
        currency=account.currency,
        months=months,
    )


def _worst(entry: ReportEntry) -> str | None:
    """The month that is reported late, if one is."""
    return next((month for month, status in sorted(entry.months.items()) if status != "ok"), None)


def _too_severe(entry: ReportEntry) -> ReportEntry:
    """The same line, its late month one step worse than it was."""
    month = _worst(entry) or ""
    worse = STATUSES[STATUSES.index(entry.months[month]) + 1]
    return replace(entry, months={**entry.months, month: worse})
