"""Why an account's steps are what they are: where it stands, in one or two sentences, with no word of blame."""

from datetime import date
from typing import NamedTuple

from backend.domain.money.amount import format_money
from backend.domain.relief.next_steps import Case
from backend.words.catalogue import count, say, sentence
from backend.words.dates import short_day
from backend.words.reminders.sentences import in_a_row

_ELSEWHERE = sentence("{name} was sold or written off by the lender.")
_MOVED = sentence("{name} is no longer with its lender, by what you typed.")
_UNSURE = sentence("A due of {name} looks late, but it was only estimated.")
_NOT_LATE = sentence("Nothing is past due on {name}.")
_BY_PLAN = sentence(
    "By the plan that you wrote down nothing is past due on {name}. "
    "What the lender reports meanwhile is not known here."
)
_OVER = sentence("{name} is not open any more, and asks for nothing here.")
_SUM_UNKNOWN = sentence("How much is past due is not known.")
_SUM = sentence("{amount} is past due.")
_PARTLY = sentence("{amount} of that is only estimated.")
_BOUNDARY = sentence("On {day} it will be {days} days past due, and can be reported as worse.")


class Lateness(NamedTuple):
    """What the sentences are made of. Sums in minor units; `past_due` None: not known. `moved`: to whom it is owed, in
    words; "" while no transfer is known."""

    name: str
    case: Case
    moved: str
    days_past_due: int
    past_due: int | None
    estimated: int
    currency: str
    boundary_days: int | None
    boundary_on: date | None


def because(late: Lateness, locale: str) -> str:
    """Where an account stands, in the reader's language."""
    if late.case is Case.ELSEWHERE:
        return in_a_row(
            [say(locale, _MOVED if late.moved else _ELSEWHERE, name=late.name), late.moved], locale
        )
    if late.case is Case.UNSURE:
        return say(locale, _UNSURE, name=late.name)
    if late.case is Case.PLAN:
        return say(locale, _BY_PLAN, name=late.name)
    if late.case is Case.OVER:
        return say(locale, _OVER, name=late.name)
    if not late.days_past_due:
        return say(locale, _NOT_LATE, name=late.name)
    parts = [
        count(
            locale,
            "{name} is {days} day past due.",
            "{name} is {days} days past due.",
            late.days_past_due,
            name=late.name,
            days=late.days_past_due,
        ),
        _sum(late, locale),
    ]
    if late.estimated:
        parts.append(say(locale, _PARTLY, amount=format_money(late.estimated, late.currency, locale)))
    if late.boundary_on is not None:
        day = short_day(late.boundary_on, locale, year=True)
        parts.append(say(locale, _BOUNDARY, day=day, days=late.boundary_days))
    return in_a_row(parts, locale)


def _sum(late: Lateness, locale: str) -> str:
    if late.past_due is None:
        return say(locale, _SUM_UNKNOWN)
    return say(locale, _SUM, amount=format_money(late.past_due, late.currency, locale))
