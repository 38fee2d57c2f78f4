"""One deadline is worded as a title that says how it stands and a body with the one next action.

Calm and specific: what to pay, by when, and what that prevents. Lateness is a number of days, not a reproach.
"""

from collections.abc import Sequence
from functools import reduce

from backend.domain.calendar.local_time import local
from backend.domain.calendar.reader_limit import reader_limit
from backend.domain.money.amount import format_money
from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import count, say
from backend.words.dates import day_and_time, short_day, when, when_in_title
from backend.words.names import shown_name
from backend.words.reminders.guesses import guess_body, guess_title, looks_late
from backend.words.reminders.kind_words import WORDS

_ASK_FOR_A_PLAN_FROM_DAYS = (
    30  # reported by now: paying the minimum alone no longer keeps it out of the record
)
_AHEAD = frozenset({"upcoming", "today"})
_BEHIND = frozenset({"in_grace", "late", "before_report"})


def title_of(line: NotificationLine, locale: str, borrower_zone: str) -> str:
    """The name and how it stands: "Chase: due in 3 days"."""
    if line.kind in WORDS:
        return WORDS[line.kind].title(line, locale)
    if looks_late(line):
        return guess_title(line, locale)
    name = shown_name(line.name, locale)
    if line.stage == "today":
        limit = when_in_title(line.pay_by_at, borrower_zone, True, locale)
        return say(locale, "{name}: due {when}", name=name, when=limit)
    if line.stage == "in_grace":
        return _chance_title(name, line, locale, borrower_zone)
    if line.stage == "before_report":
        return _report_title(name, line, locale, borrower_zone)
    if line.stage == "late":
        return _late_title(name, line, locale)
    if line.stage == "autopay":
        return say(locale, "{name}: autopay on {day}", name=name, day=short_day(line.due_on, locale))
    if line.days == 1:
        return say(locale, "{name}: due tomorrow", name=name)
    return count(
        locale,
        "{name}: due in {days} day",
        "{name}: due in {days} days",
        line.days,
        name=name,
        days=line.days,
    )


def _chance_title(name: str, line: NotificationLine, locale: str, borrower_zone: str) -> str:
    today = line.chance_days <= 0
    if today and reader_limit(line.last_chance_at, borrower_zone).at is None:
        return say(locale, "{name}: last chance today", name=name)
    limit = when_in_title(line.last_chance_at, borrower_zone, today, locale)
    return say(locale, "{name}: last chance {when}", name=name, when=limit)


def _report_title(name: str, line: NotificationLine, locale: str, borrower_zone: str) -> str:
    """ "Tomorrow" is said where the day begins with the reader's own, and else the instant at which it does."""
    days, boundary_at = line.boundary_days or 0, line.boundary_at
    if boundary_at is None or (line.boundary_in <= 0 and reader_limit(boundary_at, borrower_zone).at is None):
        return say(locale, "{name}: tomorrow it is {days} days past due", name=name, days=days)
    instant = day_and_time(local(boundary_at, borrower_zone), locale)
    return say(locale, "{name}: {days} days past due from {instant}", name=name, days=days, instant=instant)


def _late_title(name: str, line: NotificationLine, locale: str) -> str:
    if line.days == 0:  # past the cut-off of its own day
        return say(locale, "{name}: was due today", name=name)
    if not line.owed:
        return count(
            locale,
            "{name}: open for {days} day",
            "{name}: open for {days} days",
            line.days,
            name=name,
            days=line.days,
        )
    return count(
        locale,
        "{name}: {days} day past due",
        "{name}: {days} days past due",
        line.days,
        name=name,
        days=line.days,
    )


def body_of(line: NotificationLine, locale: str, borrower_zone: str) -> str:
    """What to pay as a ladder, how sure it is, and the one next action."""
    if line.kind in WORDS:
        return WORDS[line.kind].body(line, locale)
    if looks_late(line):
        return guess_body(line, locale)
    parts = [_action(line, locale, borrower_zone), *_ladder(line, locale)]
    if (line.stage in _AHEAD and not line.is_exact) or (line.past_due and not line.past_due_sure):
        parts.append(say(locale, "Estimated: check it against your statement."))
    if line.stage in _AHEAD and line.autopay in ("unknown", "short"):
        parts.append(say(locale, "Autopay is on: check that the account holds enough."))
    if line.stage in _BEHIND and line.owed and line.autopay != "off":
        # Nobody has told that it was taken; who pays now what was taken this morning pays twice.
        parts.append(say(locale, "Autopay is on: look first whether it was taken."))
    return in_a_row(parts, locale)


def in_a_row(parts: Sequence[str], locale: str) -> str:
    """Sentences one after the other: a space between them in English, none in Chinese."""
    return reduce(lambda said, more: say(locale, "{said} {more}", said=said, more=more), parts)


def money(minor: int | None, line: NotificationLine, locale: str) -> str:
    """An amount of the line's currency; empty where either is unknown."""
    if minor is None or line.currency is None:
        return ""
    return format_money(minor, line.currency, locale)


def _action(line: NotificationLine, locale: str, borrower_zone: str) -> str:
    amount = money(line.amount, line, locale)
    if line.stage in _AHEAD:
        return _ahead(line, amount, locale, borrower_zone)
    if amount:
        # Money goes to the oldest minimum first: less than everything past due would not settle this one.
        amount = money((line.amount or 0) + line.past_due, line, locale)
    if line.stage == "autopay":
        if amount:
            return say(locale, "{amount} will be taken; have it on the account.", amount=amount)
        return say(locale, "Have enough on the account.")
    if not line.owed:
        day = reader_limit(line.pay_by_at, borrower_zone).day
        return say(locale, "It was for {day}.", day=short_day(day, locale))
    if line.stage == "in_grace":
        return _in_grace(line, amount, locale, borrower_zone)
    if line.stage == "before_report":
        return _before_report(line, amount, locale, borrower_zone)
    return _late(line, amount, locale)


def _ahead(line: NotificationLine, amount: str, locale: str, borrower_zone: str) -> str:
    limit = _by(line, locale, borrower_zone)
    if line.kind == "card_minimum":
        if amount:
            return say(locale, "Pay the minimum of {amount} {when}.", amount=amount, when=limit)
        return say(locale, "Pay your statement's minimum {when}.", when=limit)
    if line.owed:
        if amount:
            return say(locale, "Pay {amount} {when}.", amount=amount, when=limit)
        return say(locale, "Pay {when}.", when=limit)
    if amount:
        return say(locale, "{amount}, {when}.", amount=amount, when=limit)
    return say(locale, "To do {when}.", when=limit)


def _in_grace(line: NotificationLine, amount: str, locale: str, borrower_zone: str) -> str:
    today = line.chance_days <= 0
    limit = when(line.last_chance_at, line.zone, borrower_zone, today, locale)
    if amount and (older := line.past_due + line.repeated):
        part = money(older, line, locale)
        return say(
            locale, "Pay {amount} {when}; {part} of it was due before.", amount=amount, when=limit, part=part
        )
    if line.kind != "card_minimum":
        if amount:
            return say(
                locale,
                "Pay {amount} {when}, and the lender still counts it as on time.",
                amount=amount,
                when=limit,
            )
        return say(locale, "Pay {when}, and the lender still counts it as on time.", when=limit)
    if amount:
        return say(
            locale,
            "Pay {amount} {when}, and the issuer still counts it as on time.",
            amount=amount,
            when=limit,
        )
    return say(locale, "Pay the minimum {when}, and the issuer still counts it as on time.", when=limit)


def _before_report(line: NotificationLine, amount: str, locale: str, borrower_zone: str) -> str:
    days = line.boundary_days or 0
    limit = say(locale, "today")
    if line.boundary_at is not None:
        limit = when(line.boundary_at, line.zone, borrower_zone, line.boundary_in <= 0, locale)
    if amount:
        return say(
            locale,
            "Pay {amount} {when}, so that it is not reported as {days} days late.",
            amount=amount,
            when=limit,
            days=days,
        )
    return say(
        locale,
        "Pay what is due {when}, so that it is not reported as {days} days late.",
        when=limit,
        days=days,
    )


def _late(line: NotificationLine, amount: str, locale: str) -> str:
    if line.days >= _ASK_FOR_A_PLAN_FROM_DAYS:
        if amount:
            return say(
                locale,
                "{amount} is open. Contact the issuer or lender and ask for a plan you can keep.",
                amount=amount,
            )
        return say(locale, "Contact the issuer or lender and ask for a plan you can keep.")
    if amount:
        return say(locale, "Pay {amount} now; sooner costs less.", amount=amount)
    if line.kind == "card_minimum":
        return say(locale, "Pay the minimum now; sooner costs less.")
    return say(locale, "Pay what is due now; sooner costs less.")


def _ladder(line: NotificationLine, locale: str) -> list[str]:
    """The steps above the minimum, and what each prevents."""
    if line.stage not in _AHEAD or line.amount is None:
        return []
    steps = []
    with_past_due = line.amount + line.past_due
    if line.past_due:
        total = money(with_past_due, line, locale)
        steps.append(say(locale, "With what is past due, {total}: current again.", total=total))
    if line.balance and line.balance > with_past_due:
        total = money(line.balance, line, locale)
        steps.append(say(locale, "The whole statement, {total}: no interest on it.", total=total))
    return steps


def _by(line: NotificationLine, locale: str, borrower_zone: str) -> str:
    return when(line.pay_by_at, line.zone, borrower_zone, line.stage == "today", locale)
