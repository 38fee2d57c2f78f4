"""The facts of a letter that disputes a debt: to the firm, or to a body that takes complaints about it."""

import json
from collections.abc import Iterable
from datetime import date

from backend import countries
from backend.actions.credit.credit_accounts import get_account
from backend.actions.relief import debt_disputes, validation_notices
from backend.countries.owed import owed_law
from backend.domain.bureau.country_law import Bureau
from backend.domain.relief.owed_law import Rule
from backend.errors import Conflict, Invalid
from backend.store.relief.debt_disputes import DebtDispute
from backend.store.relief.validation_notices import ValidationNotice
from backend.words.bureau.letter_facts import Letter
from backend.words.relief.debt_dispute_facts import DisputeFacts, TimeToDispute
from backend.words.relief.debt_dispute_letter import debt_dispute_letter
from backend.words.relief.rule_line import Cited


def letter_of(row: DebtDispute, *, locale: str, on: date, to: str | None) -> Letter:
    """The letter for where it stands. `to`: the id of the body that is written to instead of the firm."""
    body = _body(row.country, to) if to else None
    if body is not None and row.sent_on is None:
        raise Conflict("debt-dispute-not-sent")
    return debt_dispute_letter(facts_of(row, locale=locale, on=on, body=body), locale)


def facts_of(row: DebtDispute, *, locale: str, on: date, body: Bureau | None) -> DisputeFacts:
    """All that is known for the letter on a day."""
    notice = debt_disputes.notice_of(row)
    window = _time(notice, row.sent_on or on)
    account = get_account(row.borrower_id, row.account_id) if row.account_id else None
    law, kept = owed_law(row.country), json.loads(row.clock) if row.clock else None
    clock, kind = law.clock(row.party), account.kind if account else None
    limits = debt_disputes.limitation_of(row, on)
    return DisputeFacts(
        kind=row.kind,
        to_body=body is not None,
        recipient=body.name(locale) if body else row.firm,
        firm=row.firm,
        country=row.country,
        on=on,
        last4=(account.last4 or "") if account else "",
        reference=row.reference or "",
        original_creditor=(notice.original_creditor or "") if notice else "",
        currency=row.currency or "",
        claimed=row.claimed,
        disputed=row.disputed,
        paid_on=row.paid_on,
        paid_amount=row.paid_amount,
        missed_since=row.missed_since,
        notice_on=(notice.provided_on or notice.received_on) if notice else None,
        window=window,
        sent_on=row.sent_on,
        answered_on=row.answered_on,
        answer_by=row.answer_by,
        answer_days=kept["days"] if kept else clock.days if clock else None,
        clock_law=kept["law"] if kept else clock.origin.law if clock else "",
        note=row.note or "",
        asks=_cited(law.asks, row, kind, locale, window.over),
        after=_cited(law.after, row, kind, locale, window.over),
        limits=tuple(
            Cited(rule.words(locale), rule.law, rule.source, rule.checked_on, rule.confirmed)
            for rule in (limits.rules if limits else ())
        ),
    )


def _time(notice: ValidationNotice | None, on: date) -> TimeToDispute:
    found = validation_notices.window_of(notice) if notice else None
    if found is None:
        return TimeToDispute()
    between = found.ends_on < on <= found.latest_on
    return TimeToDispute(
        over=found.next_on(on) is None,
        ended_on=found.ends_on if between else None,
        open_until=found.latest_on if between else None,
        printed_too_early=bool(found.printed_too_early),
    )


def _cited(
    rules: Iterable[Rule], row: DebtDispute, kind: str | None, locale: str, over: bool
) -> tuple[Cited, ...]:
    return tuple(
        Cited(
            rule.words(locale),
            rule.origin.law,
            rule.origin.source,
            rule.origin.checked_on,
            rule.origin.confirmed,
        )
        for rule in rules
        if rule.holds_for(row.kind, row.party, account_kind=kind, window_over=over)
    )


def _body(country: str, body_id: str) -> Bureau:
    law, known = countries.law_of(country), debt_disputes.bodies_of(country)
    if law is not None and body_id in known:
        return next(body for body in law.complaints if body.id == body_id)
    raise Invalid("recipient-unknown", known=known, field="to")
