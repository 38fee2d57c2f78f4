"""What a counsellor sees as a page: debts, room to pay and agreements in words, without a name.

The page is the borrower's records as of an instant; what nobody knows is said to be not known.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from backend.domain.money.amount import format_money
from backend.domain.relief.counsellor_view import AgreementView, Between, CounsellorView, DebtView, RoomView
from backend.domain.spending.categories import category_lookup
from backend.words.catalogue import say, say_word, sentence
from backend.words.dates import day_and_time, short_day
from backend.words.problem_states import STATES
from backend.words.relief.counsellor_names import nameless
from backend.words.relief.offer_reasons import reason_text
from backend.words.relief.page_parts import Page, Section, Table

TALKS = {
    "grace_days": sentence("More time"),
    "waiver": sentence("Fees or interest waived"),
    "lower_instalment": sentence("A lower instalment"),
    "longer_term": sentence("A longer term"),
    "instalment_plan": sentence("A personal instalment plan"),
    "settlement": sentence("A smaller sum for the whole"),
    "debt_management_plan": sentence("A debt-management plan"),
}
_PLAN_STATES = {
    "in_force": sentence("in force"),
    "renegotiated": sentence("replaced by another plan"),
}
_DEBT_STATES = {
    "closed": sentence("closed"),
    "charged_off": sentence("written off by the lender"),
    "sold": sentence("sold to somebody else"),
}
_MANY = 12  # rows that are shown without being asked for
_HOLDS = {
    "yes": sentence("With all dues paid, the reserve is kept on every day that is known."),
    "at_risk": sentence("With all dues paid, the reserve is kept only if all goes as expected."),
    "no": sentence("With all dues paid, the balance falls below the reserve."),
}


def page_of(view: CounsellorView, plans: Section | None, *, expires_at: datetime, locale: str) -> Page:
    """The whole page; `plans` is the section of the pay-off plans, where they are shown."""
    as_of = datetime.fromisoformat(view["as_of"]).astimezone(UTC)
    lines = [
        say(locale, "As of {day} (UTC).", day=day_and_time(as_of, locale)),
        say(locale, "This page ends on {day} (UTC).", day=day_and_time(expires_at.astimezone(UTC), locale)),
        say(
            locale,
            "These are a borrower's own records, shown without names: each account is a letter. "
            "Nobody has checked them.",
        ),
    ]
    found = [
        None if view["debts"] is None else _debts(view["debts"], locale),
        None if view["room"] is None else _room(view["room"], locale),
        plans,
        None if view["agreements"] is None else _agreements(view["agreements"], locale),
    ]
    title = say(locale, "What a borrower shows a counsellor")
    return Page(title, lines, [section for section in found if section is not None])


def amount_text(minor: int | None, currency: str | None, locale: str) -> str:
    """An amount, or that it is not known."""
    if minor is None or currency is None:
        return say(locale, "not known")
    return format_money(minor, currency, locale)


def day_text(day: str | None, locale: str) -> str:
    """An ISO day as people write it; a dash where there is none."""
    return "–" if day is None else short_day(date.fromisoformat(day), locale, year=True)


def _debts(debts: Sequence[DebtView], locale: str) -> Section:
    heading = say(locale, "Debts")
    if not debts:
        return Section(heading, [say(locale, "There is no account yet.")])
    head = [
        say(locale, "Debt"),
        say(locale, "Left to repay"),
        say(locale, "Past due"),
        say(locale, "Days past due"),
        say(locale, "Due next"),
    ]
    table = Table(say(locale, "Each card and loan"), head, [_debt(each, locale) for each in debts])
    return Section(heading, (), [table])


def _debt(debt: DebtView, locale: str) -> list[str]:
    name, currency = nameless(debt["kind"], debt["key"], locale), debt["currency"]
    if state := _DEBT_STATES.get(debt["status"]):
        name = say(locale, "{name} ({note})", name=name, note=say(locale, state))
    past_due = amount_text(debt["past_due"], currency, locale)
    if debt["past_due_estimated"]:
        past_due = say(locale, "{amount} (estimated)", amount=past_due)
    days = str(debt["days_past_due"])
    return [
        name,
        amount_text(debt["balance"], currency, locale),
        past_due,
        days if debt["sure"] else say(locale, "{days} (not certain)", days=days),
        _next_due(debt, locale),
    ]


def _next_due(debt: DebtView, locale: str) -> str:
    due = debt["next_due"]
    if due is None:
        return "–"
    amount = amount_text(due["amount"], debt["currency"], locale)
    if due["amount"] is not None and not due["sure"]:
        amount = say(locale, "{amount} (estimated)", amount=amount)
    return say(locale, "{label}: {value}", label=day_text(due["on"], locale), value=amount)


def _room(room: RoomView, locale: str) -> Section:
    currency = room["currency"]
    need = amount_text(room["need"], currency, locale)
    if room["need_at_least"] and room["need"] is not None:
        need = say(locale, "at least {amount}: something is due whose amount nobody has said", amount=need)
    rows = [
        [say(locale, "On the accounts now"), amount_text(room["balance"], currency, locale)],
        [say(locale, "Reserve that must stay"), amount_text(room["reserve"], currency, locale)],
        [say(locale, "Income"), _between(room["income"], currency, locale)],
        [say(locale, "Regular costs"), _between(room["fixed"], currency, locale)],
        *(
            [category_lookup.name(each["category"], locale), amount_text(-each["expected"], currency, locale)]
            for each in room["habits"]
        ),
        [say(locale, "Cards and loans ask for"), need],
    ]
    head = [say(locale, "What"), say(locale, "How much")]
    lines = [*_room_lines(room, locale), *(reason_text(locale, code) for code in room["reasons"])]
    return Section(say(locale, "Room to pay"), lines, [Table(say(locale, "The coming 30 days"), head, rows)])


def _room_lines(room: RoomView, locale: str) -> list[str]:
    holds = _HOLDS.get(room["holds"] or "")
    lines = [say(locale, holds)] if holds else []
    if room["room"] is not None and room["room_expected"] is not None:
        said = say(
            locale,
            "For all cards and loans together, the cash flow carries {amount} a month in the low case and "
            "{expected} as expected, with the reserve and {percent}% of it kept back.",
            amount=amount_text(room["room"], room["currency"], locale),
            expected=amount_text(room["room_expected"], room["currency"], locale),
            percent=room["margin_percent"],
        )
        return [*lines, said]
    return lines


def _between(sums: Between | None, currency: str | None, locale: str) -> str:
    """The expected sum, and the range where it has one."""
    if sums is None:
        return say(locale, "not known")
    expected = amount_text(sums["expected"], currency, locale)
    if sums["low"] == sums["high"]:
        return expected
    return say(
        locale,
        "{expected} (from {low} to {high})",
        expected=expected,
        low=amount_text(sums["low"], currency, locale),
        high=amount_text(sums["high"], currency, locale),
    )


def _agreements(talks: Sequence[AgreementView], locale: str) -> Section:
    heading = say(locale, "Talks and agreed plans")
    if not talks:
        return Section(heading, [say(locale, "There are no talks yet.")])
    head = [say(locale, "Debt"), say(locale, "Asked for"), say(locale, "State"), say(locale, "Since")]
    rows = [_talk(each, locale) for each in talks]
    plans = [_plan(each, locale) for each in talks if each["plan"] is not None]
    return Section(heading, (), [Table(say(locale, "Talks"), head, rows), *plans])


def _talk(talks: AgreementView, locale: str) -> list[str]:
    asked = TALKS[talks["kind"]]
    return [
        nameless(talks["debt_kind"], talks["key"], locale),
        say(locale, asked),
        _state(talks["state"], locale),
        day_text(talks["opened_on"], locale),
    ]


def _plan(talks: AgreementView, locale: str) -> Table:
    plan = talks["plan"]
    assert plan is not None  # the caller asks for plans alone
    caption = say(
        locale,
        "{name}: agreed plan, {state}; {paid} of {total} paid",
        name=nameless(talks["debt_kind"], talks["key"], locale),
        state=_state(plan["state"], locale),
        paid=amount_text(plan["paid"], plan["currency"], locale),
        total=amount_text(plan["total"], plan["currency"], locale),
    )
    head = [say(locale, "Due on"), say(locale, "How much"), say(locale, "Paid"), say(locale, "State")]
    rows = [
        [
            day_text(each["due_on"], locale),
            amount_text(each["amount"], plan["currency"], locale),
            amount_text(each["paid"], plan["currency"], locale),
            _state(each["state"], locale),
        ]
        for each in plan["instalments"]
    ]
    return Table(caption, head, rows, folded=len(rows) > _MANY)


def _state(state: str, locale: str) -> str:
    if state in _PLAN_STATES:
        return say(locale, _PLAN_STATES[state])
    return say_word(locale, STATES[state], state)
