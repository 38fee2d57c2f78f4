"""A dispute's letter is written from its facts: to the bureau or furnisher, or to a body that is complained to."""

from datetime import date
from typing import NamedTuple

from backend import countries
from backend.actions.bureau.dispute_standing import about_of, complaint_body
from backend.domain.bureau.country_law import Bureau, NoSuchRule
from backend.domain.bureau.dispute_clock import Clock, answer_by
from backend.store.bureau import credit_reports
from backend.store.bureau.clock_json import load_clock
from backend.store.bureau.credit_reports import Finding
from backend.store.bureau.disputes import Dispute
from backend.store.bureau.evidence_json import load_evidence, load_months
from backend.words.bureau.letter_facts import Letter, LetterFacts
from backend.words.bureau.letters import letter


def letter_of(
    row: Dispute, enclosures: list[str], *, locale: str, on: date, complaint: str | None = None
) -> Letter:
    """The letter for where a dispute stands. `complaint`: the id of the body that is written to instead."""
    theirs, ours = load_evidence(row.theirs), load_evidence(row.ours)
    finding = credit_reports.finding(row.borrower_id, row.finding_id) if row.finding_id else None
    body = complaint_body(countries.law_of(row.country), complaint) if complaint else None
    demand = _of_body(row, body, finding, on) if body else _of_addressee(row, finding, on)
    return letter(
        LetterFacts(
            to="complaint" if body else row.target,
            recipient=body.name(locale) if body else row.recipient,
            respondent=row.recipient if body else "",
            code=row.code,
            locale=locale,
            country=row.country,
            on=on,
            furnisher=row.furnisher,
            last4=row.last4,
            bureau=_bureau_name(row, locale),
            report_on=finding.report.pulled_on if finding else None,
            months=load_months(row.months),
            theirs=theirs,
            ours=ours,
            currency=str(theirs.get("currency") or ours.get("currency") or ""),
            ask=row.ask,
            ground=demand.ground,
            answer_days=demand.days,
            enclosures=tuple(enclosures),
            reference=row.tracking or "",
            earlier_on=row.sent_on,
        )
    )


def _bureau_name(row: Dispute, locale: str) -> str:
    """The bureau's name; one that the country's data no longer has keeps its id for a name."""
    country_law = countries.law_of(row.country)
    bureau = country_law.bureau(row.bureau) if country_law else None
    return bureau.name(locale) if bureau else row.bureau


class _Demand(NamedTuple):
    """The articles that a letter rests on, and how many days its reader has; None where no law says."""

    ground: str
    days: int | None


def _of_addressee(row: Dispute, finding: Finding | None, on: date) -> _Demand:
    """What supports the correction, and what makes them answer within how many days: as the kept clock says, or for a
    letter that is still to be sent the one that begins today.
    """
    own = finding.law if finding else ""
    kept = load_clock(row.clock)
    if row.state not in ("drafted", "reopened"):
        return _Demand(_articles(own, kept.law), kept.days) if kept.days else _Demand(_articles(own), None)
    clock = _clock(row, on)
    return _Demand(_articles(own, *clock.laws[:1]), clock.days) if clock else _Demand(_articles(own), None)


def _clock(row: Dispute, on: date) -> Clock | None:
    """The clock that begins if the letter is sent and received today."""
    country_law = countries.law_of(row.country)
    if country_law is None:
        return None
    try:
        return answer_by(
            country_law,
            to=row.target,
            received_on=on,
            on=on,
            after_free_report=row.after_free_report,
            about=about_of(row),
        )
    except NoSuchRule:
        return None


def _of_body(row: Dispute, body: Bureau, finding: Finding | None, on: date) -> _Demand:
    """Its own article and time, if they are confirmed; what the bureau had to do is nothing that it is asked under."""
    country_law = countries.law_of(row.country)
    rule = country_law.find(f"complaint.answer_days.{body.id}", on) if country_law else None
    # What makes the entry wrong may be cited to anybody; what makes a bureau answer only to the bureau.
    own = finding.law if finding and not finding.ground.startswith("dispute.") else ""
    return _Demand(_articles(body.law, own), int(rule.value) if rule and rule.certain else None)


def _articles(*laws: str) -> str:
    return "; ".join(dict.fromkeys(each for each in laws if each))
