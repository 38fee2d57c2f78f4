"""Drafting a dispute: of a finding, with both sides' evidence as they were found, or in the borrower's own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from backend.actions.bureau.checkpoints import CountryLaws
from backend.actions.bureau.credit_reports import bureau_of, law_of_country
from backend.actions.bureau.dispute_events import record_event
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.dispute import PUT_RIGHT
from backend.domain.bureau.dispute_clock import Addressee
from backend.domain.bureau.finding import Plain
from backend.domain.calendar.local_time import local_date
from backend.errors import Conflict
from backend.ids import new_id
from backend.store.bureau import disputes
from backend.store.bureau.credit_reports import Finding
from backend.store.bureau.disputes import Dispute
from backend.store.bureau.evidence_json import dump_evidence, dump_months, load_evidence, load_months
from backend.store.database import transaction
from backend.store.versions import save_new_version

# What is asked where nothing else is said: what may not be on file goes, the rest is put right.
_ASKS = {
    "too_old": "delete",
    "account_unknown": "delete",
    "inquiry_unknown": "delete",
    "same_debt_twice": "delete",
    "repaired_but_shown": "delete",
}


@dataclass(frozen=True, slots=True)
class DisputedEntry:
    """The line of a report that is wrong, how it is wrong (`code`), and what each side says.

    `theirs` is what the report says, `ours` what the borrower's records say; `months` are those it is about.
    """

    country: str
    bureau: str
    furnisher: str
    code: str
    last4: str = ""
    months: Sequence[str] = ()
    theirs: Mapping[str, Plain | date] = field(default_factory=dict)
    ours: Mapping[str, Plain | date] = field(default_factory=dict)
    after_free_report: bool = False
    finding_id: str | None = None


def draft_of_finding(
    finding: Finding,
    *,
    target: Addressee,
    recipient: str | None,
    ask: str | None,
    country_laws: CountryLaws,
    now: datetime,
) -> Dispute:
    """Draft a dispute about a finding: one for each error and addressee.

    A draft that there is takes what is given and is the answer; a dispute that is under way is gone on with instead
    (Conflict).
    """
    with transaction():
        ReminderScheduler(finding.borrower_id, now=now)
        standing = _standing(finding, target)
        if standing is not None:
            standing.recipient, standing.ask = recipient or standing.recipient, ask or standing.ask
            save_new_version(standing, now)
            return standing
        return draft(
            finding.borrower_id,
            _entry_of(finding),
            target=target,
            recipient=recipient,
            ask=ask,
            country_laws=country_laws,
            now=now,
        )


def _standing(finding: Finding, target: Addressee) -> Dispute | None:
    """The draft of the same error to the same addressee. Conflict where it was sent and is not done with."""
    for row in disputes.of_finding(finding.borrower_id, finding.report.bureau, finding.key):
        if row.target != target or row.state == "withdrawn":
            continue
        if row.state == "answered" and row.outcome in PUT_RIGHT:
            continue  # it was put right, and is back
        if row.state != "drafted":
            raise Conflict("finding-in-dispute", state=row.state, dispute=row.id)
        return row
    return None


def _entry_of(finding: Finding) -> DisputedEntry:
    report, entry = finding.report, finding.entry
    return DisputedEntry(
        country=report.country,
        bureau=report.bureau,
        furnisher=entry.furnisher,
        code=finding.code,
        last4=entry.last4,
        months=load_months(finding.months),
        theirs=load_evidence(finding.theirs),
        ours=load_evidence(finding.ours),
        # Only the yearly one counts, not one that a refusal or the like gives (15 USC 1681j(a)(3)).
        after_free_report=report.free and report.free_because in (None, "annual"),
        finding_id=finding.id,
    )


def draft(
    borrower_id: str,
    disputed: DisputedEntry,
    *,
    target: Addressee,
    recipient: str | None,
    ask: str | None,
    country_laws: CountryLaws,
    now: datetime,
) -> Dispute:
    """Draft a dispute. The recipient is the bureau or the furnisher where nobody is named."""
    country_law = law_of_country(country_laws, disputed.country)
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        row = Dispute.create(
            id=new_id("dsp", now),
            borrower_id=borrower_id,
            finding_id=disputed.finding_id,
            country=disputed.country,
            bureau=disputed.bureau,
            target=target,
            recipient=recipient or _recipient(country_law, disputed, target, scheduler.borrower.locale),
            furnisher=disputed.furnisher,
            last4=disputed.last4,
            code=disputed.code,
            months=dump_months(disputed.months),
            theirs=dump_evidence(disputed.theirs),
            ours=dump_evidence(disputed.ours),
            ask=ask or _ASKS.get(disputed.code, "correct"),
            state="drafted",
            after_free_report=disputed.after_free_report,
            created_at=now,
            updated_at=now,
        )
        record_event(row, "draft", local_date(now, scheduler.borrower.zone), None, now=now)
        return row


def _recipient(country_law: CountryLaw, disputed: DisputedEntry, target: str, locale: str) -> str:
    if target == "furnisher":
        return disputed.furnisher
    return bureau_of(country_law, disputed.bureau).name(locale)
