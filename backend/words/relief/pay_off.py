"""Pay-off plans in words: what each order is called, and what a plan comes to."""

from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from backend.domain.money.amount import format_money
from backend.domain.relief.counsellor_view import Course
from backend.words.catalogue import say, sentence
from backend.words.dates import short_day

COURSES: dict[Course, str] = {
    "avalanche": sentence("Highest rate first"),
    "snowball": sentence("Smallest debt first"),
    "cash_flow_relief": sentence("Most minimum freed first"),
    "custom": sentence("Own order"),
    "least_cost": sentence("Least interest found"),
}


class OwedOn(NamedTuple):
    """What all debts owe together on a day; minor units."""

    on: date
    owed: int


class CourseFacts(NamedTuple):
    """One plan as it is drawn: what is owed from its first day on; `ends_on` None where it does not end."""

    course: Course
    owed: tuple[OwedOn, ...]
    ends_on: date | None


def course_name(course: Course, locale: str) -> str:
    """Highest rate first · 先还利率最高的"""
    return say(locale, COURSES[course])


def month_text(day: date, locale: str) -> str:
    """Nov 2028 · 2028年11月"""
    pattern = "y年M月" if locale == "zh-CN" else "MMM y"
    return format_date(day, pattern, locale=locale.replace("-", "_"))


def course_text(facts: CourseFacts, currency: str, locale: str) -> str:
    """A plan in a sentence: what is owed at its beginning, and when nothing is, or what is left."""
    first, last = facts.owed[0], facts.owed[-1]
    said = {
        "plan": course_name(facts.course, locale),
        "owed": format_money(first.owed, currency, locale),
        "first": short_day(first.on, locale, year=True),
    }
    if facts.ends_on is not None:
        return say(
            locale,
            "{plan}: {owed} owed on {first}; nothing from {last} on, if the plan is kept.",
            last=short_day(facts.ends_on, locale, year=True),
            **said,
        )
    return say(
        locale,
        "{plan}: {owed} owed on {first}; {left} still owed on {last}.",
        left=format_money(last.owed, currency, locale),
        last=short_day(last.on, locale, year=True),
        **said,
    )
