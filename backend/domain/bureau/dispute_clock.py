"""The clock of a dispute computes by which day it must be answered, under which rules, and what extends it.

Whether the day of receipt is the first of the span or the day before it differs by law and is a word in the country's
data: "within the 30-day period beginning on the date of receipt" (15 USC 1681i(a)(1)) ends a day before "within 20
days of receipt" would (征信业管理条例 Art. 25, counted as in 民法典 Art. 201). A last day that falls in a public
holiday moves behind it where the law says so (民法典 Art. 203), and stays where it is elsewhere.

What is answered on the last day is heard of later: a bureau may have some business days to tell of it. Only when those
are over too has nothing come.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend.domain.bureau.country_law import CountryLaw, LegalRule, NoSuchRule
from backend.domain.calendar.business_day import is_business_day, supported
from backend.domain.calendar.last_day import after_public_holiday, next_working_day

DAY = timedelta(days=1)
HOWS = ("mail", "online", "in_person")

Addressee = Literal["bureau", "furnisher"]


class NotBound(NoSuchRule):
    """The addressee need not look into such a dispute; `rule` says so, `about` is what it is about."""

    def __init__(self, rule: LegalRule, about: str) -> None:
        super().__init__(f"{rule.key}: {about}")
        self.rule, self.about = rule, about


@dataclass(frozen=True, slots=True)
class Clock:
    """`answer_by` is the last day for an answer. `extended`: more time is counted in, where the law gives any.

    `days`: how long the law gives them; `heard_by`: the last day on which the borrower hears of an answer in time;
    `acknowledge_by`: the last day to say that they have it, None where no rule sets one.
    """

    answer_by: date
    extended: bool
    rules: tuple[LegalRule, ...]
    days: int
    heard_by: date
    acknowledge_by: date | None

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
    about: str = "",
) -> Clock:
    """The clock of a dispute received on a day, under the rules in force `on` (the day it was sent).

    `extended`: the bureau or furnisher took more time, which counts only where a rule allows it. `after_free_report`:
    the dispute follows the free annual report; where the country has a span of its own for that, this span is the whole
    (15 USC 1681j(a)(3), "notwithstanding" the others), for bureaus only. `about`: "inquiry", "identity",
    "public_record" where it is about that. Raises NoSuchRule where the country sets no span for the addressee, NotBound
    where it need not look into what the dispute is about.
    """
    exempt = country_law.find(f"dispute.{to}.not_about", on)
    if exempt and about in str(exempt.value).split():
        raise NotBound(exempt, about)
    whole = f"dispute.{to}.answer_days_after_free_report"
    if after_free_report and country_law.has(whole, on):
        first = f"dispute.{to}.day_one_after_free_report"
        day_one = first if country_law.has(first, on) else f"dispute.{to}.day_one"
        return _clock(country_law, to, received_on, on, [whole], day_one)
    spans = [f"dispute.{to}.answer_days"]
    if extended and country_law.has(f"dispute.{to}.extension_days", on):
        spans.append(f"dispute.{to}.extension_days")
    return _clock(country_law, to, received_on, on, spans, f"dispute.{to}.day_one")


def _clock(
    country_law: CountryLaw, to: Addressee, received_on: date, on: date, spans: list[str], first: str
) -> Clock:
    days = sum(country_law.number(key, on) for key in spans)
    counted = days - 1 if country_law.word(first, on) == "receipt" else days
    rules = [country_law.rule(key, on) for key in [*spans, first]]
    last, moves = received_on + counted * DAY, country_law.find("dispute.last_day", on)
    heard_by = last
    if moves:
        counted_to, last = last, after_public_holiday(last, country_law.country)
        heard_by = next_working_day(last, country_law.country)
        rules += [moves] if last != counted_to else []
    if to == "bureau":
        heard_by = _told_by(country_law, last) or heard_by
    acknowledge = country_law.find("dispute.acknowledge_days", on)
    return Clock(
        last,
        extended=len(spans) > 1,
        rules=tuple(rules),
        days=days,
        heard_by=heard_by,
        acknowledge_by=received_on + int(acknowledge.value) * DAY if acknowledge else None,
    )


def _told_by(country_law: CountryLaw, answered_on: date) -> date | None:
    country = country_law.country
    if not supported(country):
        return None
    return result_notice_by(country_law, answered_on, lambda day: is_business_day(day, country))


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
