"""One line of the inbox says how a deadline stands, what to pay and why, and where its date comes from."""

from typing import TypedDict

from backend.domain.reminders.kinds import DONE_BY_SAYING, family
from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import known_locale, say
from backend.words.reminders.closed import closed_body, closed_title
from backend.words.reminders.sentences import body_of, money, title_of

_IN_TIME = frozenset({"upcoming", "today", "autopay"})


class LadderText(TypedDict):
    """An amount that can be paid, as a number and in words, and what paying it prevents."""

    label: str
    amount: int
    text: str
    prevents: str


class InboxText(TypedDict):
    title: str
    action: str
    ladder: list[LadderText]
    date_note: str


def inbox_line(line: NotificationLine, *, locale: str, borrower_zone: str) -> InboxText:
    """What the inbox says of one deadline, in the borrower's language."""
    known = known_locale(locale)
    is_open = line.state == "open" or (line.kind in DONE_BY_SAYING and line.state == "met")
    return {
        "title": title_of(line, known, borrower_zone) if is_open else closed_title(line, known),
        "action": body_of(line, known, borrower_zone) if is_open else closed_body(line, known),
        "ladder": _ladder(line, known),
        "date_note": _date_note(line, known),
    }


def _ladder(line: NotificationLine, locale: str) -> list[LadderText]:
    """The minimum; with what is past due; the whole statement; and what each prevents."""
    if line.state != "open" or not line.owed or line.amount is None or line.currency is None:
        return []
    first = say(locale, "The minimum") if line.kind == "card_minimum" else say(locale, "This payment")
    steps = [(first, line.amount, _prevented_fee(line, locale))]
    with_past_due = line.amount + line.past_due
    if line.past_due:
        current = say(locale, "the account is current again")
        steps.append((say(locale, "With what is past due"), with_past_due, current))
    if line.balance and line.balance > with_past_due:
        steps.append((say(locale, "The whole statement"), line.balance, _prevented_interest(line, locale)))
    return [
        {"label": label, "amount": amount, "text": money(amount, line, locale), "prevents": prevents}
        for label, amount, prevents in steps
    ]


def _prevented_interest(line: NotificationLine, locale: str) -> str:
    """Purchases bear no interest where the whole statement is paid by its due date, and not after it."""
    if line.stage in _IN_TIME:
        return say(locale, "no interest on these purchases")
    return say(locale, "nothing of this statement is left")


def _prevented_fee(line: NotificationLine, locale: str) -> str:
    if line.past_due or line.repeated:
        return say(locale, "goes to what is past due first")
    if line.stage not in _IN_TIME and line.stage != "in_grace":
        return say(locale, "no further days past due")
    if line.late_fee:
        return say(locale, "no late fee of {fee}", fee=money(line.late_fee, line, locale))
    return say(locale, "no late fee for this one")


def _date_note(line: NotificationLine, locale: str) -> str:
    if line.kind == "minimum_jump":
        return say(locale, "The sum is an estimate from the card's terms; the statement decides.")
    if line.kind == "current_again":
        return say(locale, "This follows from the payments that you recorded.")
    if family(line.kind) == "alert":
        return say(locale, "This follows from the plan that you accepted.")
    if family(line.kind) == "check":
        return say(locale, "The day follows from what you have recorded here.")
    if line.source == "confirmed":
        return say(locale, "The date is from your statement.")
    if line.source == "entered":
        return say(locale, "The date is as you entered it.")
    if line.source == "schedule":
        return say(locale, "The date is from the loan's schedule.")
    if line.kind == "loan_instalment":
        return say(locale, "The date is from the loan's schedule; its amount is an estimate.")
    return say(locale, "The date is predicted from the card's terms; check your statement.")
