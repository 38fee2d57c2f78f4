"""What stands ahead of a debt that is not paid, and what the borrower can type to make its cost known."""

from datetime import date

from backend.domain.credit.promotion_end import Range
from backend.domain.money.amount import format_money
from backend.domain.relief.late_steps import Step
from backend.words.catalogue import say, sentence
from backend.words.dates import short_day

_STEPS = {
    "fee": sentence("From {day}: a late fee, {costs}. To come before it: {pay}, there by {pay_by}."),
    "penalty_rate": sentence(
        "From {day}: a penalty rate may be charged, if the agreement has one. "
        "To come before it: {pay}, there by {pay_by}."
    ),
    "reported": sentence(
        "From {day}: {days} days past due, which a credit report can show. To come before it: {pay}, there by {pay_by}."
    ),
    "charge_off": sentence(
        "About {day}: the lender writes the debt off as lost. It stays owed. "
        "To come before it: {pay}, there by {pay_by}."
    ),
}
_NEEDS = {
    "rate": sentence(
        "Type the rate that the agreement says (`daily_rate_ppm` of the terms, or a card's `apr_bp`)."
    ),
    "interest_on": sentence(
        "Look up whether the whole statement bears interest once it is not paid in full, or what is left of it "
        "(`interest_on` of the terms)."
    ),
    "late_fee": sentence("Type the late fee that the agreement says (`late_fee` of the terms)."),
    "penalty_apr_bp": sentence(
        "Type the rate after a long lateness that the agreement says, 0 if it has none (`penalty_apr_bp` of the terms)."
    ),
    "agreement": sentence(
        "Look up in the agreement whether interest runs on under the plan, and what a missed instalment brings."
    ),
    "statement": sentence("Enter the last statement: its balance and its minimum."),
}
_BETWEEN = sentence("{low} to {high}")
_AT_LEAST = sentence("at least {low}")
_ABOUT = sentence("about {low}")
_UNKNOWN = sentence("an amount that is not known")


def range_text(found: Range, currency: str, locale: str) -> str:
    """An amount as it is known: exact, about, between two, at least, or not known."""
    if found.low is None:
        return say(locale, _UNKNOWN)
    low = format_money(found.low, currency, locale)
    if found.high is None:
        return say(locale, _AT_LEAST, low=low)
    if found.high != found.low:
        return say(locale, _BETWEEN, low=low, high=format_money(found.high, currency, locale))
    return low if found.state == "known" else say(locale, _ABOUT, low=low)


def step_text(step: Step, currency: str, locale: str) -> str:
    def day(on: date) -> str:
        return short_day(on, locale, year=True)

    return say(
        locale,
        _STEPS[step.kind],
        day=day(step.on),
        pay_by=day(step.pay_by),
        days=step.days_past_due,
        pay=range_text(step.to_pay, currency, locale),
        costs="" if step.costs is None else range_text(step.costs, currency, locale),
    )


def need_text(need: str, locale: str) -> str:
    return say(locale, _NEEDS[need])
