"""A dispute's letter is written from its facts: to the bureau or furnisher, or to a body that is complained to."""

from datetime import date

from backend import countries
from backend.domain.bureau.country_law import Bureau
from backend.errors import Invalid
from backend.store.bureau import credit_reports
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
    body = _complaint_body(row.country, complaint) if complaint else None
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
            ground=_ground(row, finding.law if finding else ""),
            answer_days=_answer_days(row, on),
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


def _complaint_body(country: str, body_id: str) -> Bureau:
    country_law = countries.law_of(country)
    known = {body.id: body for body in (country_law.complaints if country_law else ())}
    if body_id not in known:
        raise Invalid("recipient-unknown", known=tuple(known), field="to")
    return known[body_id]


def _ground(row: Dispute, law: str) -> str:
    """The articles: what supports the correction, and what makes them answer."""
    country_law, key = countries.law_of(row.country), f"dispute.{row.target}.answer_days"
    on = row.sent_on or row.created_at.date()
    duty = country_law.rule(key, on).law if country_law and country_law.has(key, on) else ""
    return "; ".join(dict.fromkeys(each for each in (law, duty) if each))


def _answer_days(row: Dispute, on: date) -> int | None:
    country_law, key = countries.law_of(row.country), f"dispute.{row.target}.answer_days"
    return (
        country_law.number(key, row.sent_on or on)
        if country_law and country_law.has(key, row.sent_on or on)
        else None
    )
