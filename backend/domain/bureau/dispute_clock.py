"""The clock of a dispute computes by which day it must be answered, under which rules, and what extends it.

Whether the day of receipt is the first of the span or the day before it differs by law and is a word in the country's
data: "within the 30-day period beginning on the date of receipt" (15 USC 1681i(a)(1)) ends a day before "within 20
days of receipt" would (征信业管理条例 Art. 25, counted as in 民法典 Art. 201). A last day that is a holiday stays where
it is: no bureau's law that we hold moves it, and the borrower loses nothing by looking on time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend.domain.bureau.country_law import CountryLaw, LegalRule

DAY = timedelta(days=1)
HOWS = ("mail", "online", "in_person")

Addressee = Literal["bureau", "furnisher"]


@dataclass(frozen=True, slots=True)
class Clock:
    """`answer_by` is the last day for an answer. `extended`: more time is counted in, where the law gives any."""

    answer_by: date
    extended: bool
    rules: tuple[LegalRule, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(rule.key for rule in self.rules)

    @property
    def laws(self) -> tuple[str, ...]:
        """The articles behind the date, each once, in the order of the rules."""
        return tuple(dict.fromkeys(rule.law for rule in self.rules if rule.law))

    @property
    def confirmed(self) -> bool:
        """Whether every number behind the date was read in print."""
        return all(rule.confirmed for rule in self.rules)


def answer_by(
    country_law: CountryLaw,
    *,
    to: Addressee,
    received_on: date,
    on: date,
    extended: bool = False,
    after_free_report: bool = False,
) -> Clock:
    """The clock of a dispute received on a day, under the rules in force `on` (the day it was sent).

    `extended`: the bureau or furnisher took more time, which counts only where a rule allows it. `after_free_report`:
    the dispute follows the free annual report; where the country has a span of its own for that, this span is the whole
    (15 USC 1681j(a)(3), "notwithstanding" the others), for bureaus only. Raises NoSuchRule where the country sets no
    span for the addressee.
    """
    whole = f"dispute.{to}.answer_days_after_free_report"
    if after_free_report and country_law.has(whole, on):
        first = f"dispute.{to}.day_one_after_free_report"
        return _clock(
            country_law,
            received_on,
            on,
            [whole],
            first if country_law.has(first, on) else f"dispute.{to}.day_one",
        )
    spans = [f"dispute.{to}.answer_days"]
    if extended and country_law.has(f"dispute.{to}.extension_days", on):
        spans.append(f"dispute.{to}.extension_days")
    return _clock(country_law, received_on, on, spans, f"dispute.{to}.day_one")


def _clock(country_law: CountryLaw, received_on: date, on: date, spans: list[str], first: str) -> Clock:
    days = sum(country_law.number(key, on) for key in spans)
    counted = days - 1 if country_law.word(first, on) == "receipt" else days
    rules = tuple(country_law.rule(key, on) for key in [*spans, first])
    return Clock(received_on + counted * DAY, extended=len(spans) > 1, rules=rules)


def assumed_receipt(country_law: CountryLaw, sent_on: date, how: str) -> date:
    """When a dispute counts as received, until a receipt says otherwise; `how` is one of HOWS.

    The post takes the country's mail days; online and in person it is there the same day. Raises ValueError for
    another way.
    """
    if how not in HOWS:
        raise ValueError(f"sent by {', '.join(HOWS)}, not {how!r}")
    return (
        sent_on + country_law.number("dispute.bureau.mail_days", sent_on) * DAY if how == "mail" else sent_on
    )


def result_notice_by(
    country_law: CountryLaw, answered_on: date, is_business_day: Callable[[date], bool]
) -> date | None:
    """The last day for the bureau to tell the borrower what it found; None where no rule sets one.

    Business days are counted from the day after `answered_on`, as in "not later than 5 business days after".
    """
    if not country_law.has("dispute.bureau.result_business_days", answered_on):
        return None
    day = answered_on
    for _ in range(country_law.number("dispute.bureau.result_business_days", answered_on)):
        day += DAY
        while not is_business_day(day):
            day += DAY
    return day
