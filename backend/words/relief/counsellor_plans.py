"""The pay-off plans on a counsellor's page: the picture, its numbers as tables, and what they rest on."""

from collections.abc import Sequence
from datetime import date

from backend.domain.money.amount import format_money
from backend.domain.relief.counsellor_view import MoneyView, PayOffView, PlanView
from backend.words.catalogue import count, say, sentence
from backend.words.dates import short_day
from backend.words.relief.counsellor_names import nameless
from backend.words.relief.page_parts import Section, Table
from backend.words.relief.pay_off import CourseFacts, OwedOn, course_name, month_text

_WHY = {
    "balance-unknown": sentence("what is owed is not known"),
    "rate-unknown": sentence("its rate is not known"),
    "billed-with-another": sentence("it is billed with another"),
    "charged-off-or-sold": sentence("it was written off or sold"),
    "agreed-plan": sentence("it is paid by an agreed plan"),
}
_EVERY = {
    "month": (sentence("each month"), sentence("every {number} months")),
    "week": (sentence("each week"), sentence("every {number} weeks")),
    "day": (sentence("each day"), sentence("every {number} days")),
}
_PROOFS = {
    "exact": sentence("No plan costs less than the one of least interest."),
    "none": sentence("Whether another plan would cost less was not proven."),
}
_MOST_ROWS = 40


def plans_section(pay_off: PayOffView, picture: str, locale: str) -> Section:
    """The section; `picture` draws `courses_of` the same plans."""
    lines = [
        say(locale, "Played from {day} on.", day=_day(pay_off["as_of"], locale)),
        *_budget_lines(pay_off, locale),
        *_doubt_lines(pay_off, locale),
        _proof(pay_off, locale),
    ]
    tables = [_plans(pay_off, locale), _debts(pay_off, locale), _balances(pay_off, locale)]
    return Section(say(locale, "Pay-off plans"), lines, tables, picture)


def courses_of(pay_off: PayOffView) -> list[CourseFacts]:
    """The plans as they are drawn."""
    return [
        CourseFacts(
            plan["strategy"],
            tuple(OwedOn(date.fromisoformat(each["on"]), each["owed"]) for each in plan["balances"]),
            date.fromisoformat(plan["ends_on"]) if plan["ends_on"] else None,
        )
        for plan in pay_off["plans"]
    ]


def _day(day: str, locale: str) -> str:
    return short_day(date.fromisoformat(day), locale, year=True)


def _budget_lines(pay_off: PayOffView, locale: str) -> list[str]:
    currency = pay_off["currency"]
    streams = [
        say(
            locale,
            "Money for all debts: {amount} {often}, from {day} on.",
            amount=format_money(each["amount"], currency, locale),
            often=_often(each, locale),
            day=_day(each["from_on"], locale),
        )
        if each["until_on"] is None
        else say(
            locale,
            "Money for all debts: {amount} {often}, from {first} to {last}.",
            amount=format_money(each["amount"], currency, locale),
            often=_often(each, locale),
            first=_day(each["from_on"], locale),
            last=_day(each["until_on"], locale),
        )
        for each in pay_off["money"]
    ]
    once = [
        say(
            locale,
            "Money that comes once: {amount} on {day}.",
            amount=format_money(each["amount"], currency, locale),
            day=_day(each["on"], locale),
        )
        for each in pay_off["extras"]
    ]
    return [*streams, *once]


def _often(money: MoneyView, locale: str) -> str:
    one, many = _EVERY[money["unit"]]
    return say(locale, one) if money["count"] == 1 else say(locale, many, number=money["count"])


def _doubt_lines(pay_off: PayOffView, locale: str) -> list[str]:
    lines = []
    if pay_off["not_renewed"] is not None:
        lines.append(
            say(locale, "They could not be played anew since then: what was typed for them fits no longer.")
        )
    if pay_off["typed_on"] is not None:
        day = _day(pay_off["typed_on"], locale)
        lines.append(say(locale, "Some figures were typed for them on {day}.", day=day))
    if pay_off["certainty"] != "known":
        lines.append(say(locale, "Some of what they rest on is estimated or left out."))
    for each in pay_off["left_out"]:
        why = _WHY[each["reason"]]
        said = say(locale, "Account {key} is in no plan: {reason}.", key=each["key"], reason=say(locale, why))
        lines.append(said)
    return lines


def _proof(pay_off: PayOffView, locale: str) -> str:
    if pay_off["proof"] != "gap" or pay_off["gap"] is None:
        proof = _PROOFS[pay_off["proof"]]
        return say(locale, proof)
    amount = format_money(pay_off["gap"], pay_off["currency"], locale)
    return say(
        locale, "No plan costs less by more than {amount} than the one of least interest.", amount=amount
    )


def _plans(pay_off: PayOffView, locale: str) -> Table:
    head = [
        say(locale, "Plan"),
        say(locale, "Nothing owed from"),
        say(locale, "Months"),
        say(locale, "Interest and fees"),
        say(locale, "Dues missed"),
    ]
    rows = [_plan(plan, pay_off["currency"], locale) for plan in pay_off["plans"]]
    return Table(say(locale, "Plans side by side"), head, rows)


def _plan(plan: PlanView, currency: str, locale: str) -> list[str]:
    return [
        course_name(plan["strategy"], locale),
        _end(plan, currency, locale),
        "–" if plan["months"] is None else str(plan["months"]),
        format_money(plan["interest"] + plan["fees"], currency, locale),
        str(plan["missed_count"]),
    ]


def _end(plan: PlanView, currency: str, locale: str) -> str:
    if plan["ends_on"] is not None:
        return _day(plan["ends_on"], locale)
    if plan["more_a_month"] is None:
        return say(locale, "no end")
    more = format_money(plan["more_a_month"], currency, locale)
    return say(locale, "no end; {amount} more a month would end it", amount=more)


def _debts(pay_off: PayOffView, locale: str) -> Table:
    head = [say(locale, "Debt"), say(locale, "Owed"), say(locale, "Rate a year")]
    rows = [
        [
            nameless(each["kind"], each["key"], locale),
            format_money(each["balance"], pay_off["currency"], locale),
            f"{each['rate_bp'] // 100}.{each['rate_bp'] % 100:02d}%",
        ]
        for each in pay_off["debts"]
    ]
    return Table(say(locale, "The debts in the plans"), head, rows)


def _balances(pay_off: PayOffView, locale: str) -> Table:
    """What is owed at each month's end, or every few months where that would be a long table."""
    plans = pay_off["plans"]
    longest = max((plan["balances"] for plan in plans), key=len)
    step = -(-len(longest) // _MOST_ROWS)
    shown = sorted({*range(0, len(longest), step), len(longest) - 1})
    caption = count(
        locale,
        "The picture as a table: what is owed at each month's end",
        "The picture as a table: what is owed every {months} months",
        step,
        months=step,
    )
    rows = [
        [
            month_text(date.fromisoformat(longest[at]["on"]), locale),
            *(_owed_at(plan, at, pay_off["currency"], locale) for plan in plans),
        ]
        for at in shown
    ]
    head = [say(locale, "Month"), *(course_name(plan["strategy"], locale) for plan in plans)]
    return Table(caption, head, rows, folded=True)


def _owed_at(plan: PlanView, at: int, currency: str, locale: str) -> str:
    """Behind its end a plan owes nothing more, or nobody looked."""
    balances: Sequence[int] = [each["owed"] for each in plan["balances"]]
    return format_money(balances[min(at, len(balances) - 1)], currency, locale)
