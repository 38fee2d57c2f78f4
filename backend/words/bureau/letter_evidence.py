"""A letter shows both sides' evidence in two columns: the report's, and the borrower's own records'."""

from collections.abc import Callable, Mapping
from datetime import date

from backend.words.bureau.letter_facts import LetterFacts, Value
from backend.words.bureau.letter_values import day_text, last_four, money_text, month_text, plain
from backend.words.catalogue import say

# Which of the report's keys stands beside which of the records', in this order; what is in neither column (the
# identifier of a deadline) is no business of the letter's reader.
SIDE_BY_SIDE = (
    ("furnisher", "accounts_of_furnisher"),
    ("also", ""),
    ("last4", ""),
    ("inquired_on", ""),
    ("ordered_on", ""),
    ("first_late_on", ""),
    ("charged_off_on", ""),
    ("month", "month"),
    ("status", "days"),
    ("since", "should_have_gone_on"),
    ("opened_on", ""),
    ("state", "ended"),
    ("", "ended_on"),
    ("balance", "lowest"),
    ("past_due", ""),
    ("", "due_on"),
    ("", "last_chance_on"),
    ("", "met_on"),
)
_NOT_STATED = "—"


def evidence_rows(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """The table, its head first; empty where neither side has anything to show."""
    rows = [
        (_cell(left, facts.theirs, facts), _cell(right, facts.ours, facts)) for left, right in SIDE_BY_SIDE
    ]
    told = [row for row in rows if row != (_NOT_STATED, _NOT_STATED)]
    head = (say(facts.locale, "What the report says"), say(facts.locale, "What my records say"))
    return (head, *told) if told else ()


def _cell(key: str, side: Mapping[str, Value], facts: LetterFacts) -> str:
    value = side.get(key)
    text = "" if value is None or value == "" else _text(key, value, side, facts)
    if not text:
        return _NOT_STATED
    return say(facts.locale, "{label}: {value}", label=_label(key, facts.locale), value=text)


def _text(key: str, value: str | int, side: Mapping[str, Value], facts: LetterFacts) -> str:
    """A value in words; empty where it has none."""
    if key in ("balance", "past_due", "lowest"):
        return _money(int(value), side, facts)
    if key.endswith("_on") or key == "since":
        return day_text(date.fromisoformat(str(value)), facts.locale, facts.country)
    if key == "month":
        return month_text(str(value), facts.locale, facts.country)
    spoken: dict[str, Callable[[str, str], str]] = {
        "status": status_word,
        "days": status_word,
        "state": state_word,
        "ended": state_word,
    }
    if key in spoken:
        return spoken[key](str(value), facts.locale)
    return last_four(str(value)) if key == "last4" else plain(str(value))


def _money(minor: int, side: Mapping[str, Value], facts: LetterFacts) -> str:
    """An amount; of the records' balance, the lowest and the highest that it may be, where they differ."""
    currency = str(side.get("currency") or facts.currency)
    if not currency:
        return ""
    amount = money_text(minor, currency, facts.locale, facts.country)
    highest = side.get("highest")
    if highest is None or int(highest) == minor:
        return amount
    most = money_text(int(highest), currency, facts.locale, facts.country)
    return say(facts.locale, "{lowest} to {highest}", lowest=amount, highest=most)


def status_word(status: str, locale: str) -> str:
    """How a month stands: "30" is 30 days past due; empty where there is no word for it."""
    if status.isdecimal() and int(status):
        return say(locale, "{days} days past due", days=int(status))
    return {
        "0": say(locale, "on time"),
        "ok": say(locale, "on time"),
        "charged_off": say(locale, "charged off"),
    }.get(status, "")


def state_word(state: str, locale: str) -> str:
    """How an account stands or ended; empty where there is no word for it."""
    return {
        "open": say(locale, "open"),
        "closed": say(locale, "closed"),
        "paid": say(locale, "paid off"),
        "paid_off": say(locale, "paid off"),
        "settled": say(locale, "settled"),
        "charged_off": say(locale, "charged off"),
        "collection": say(locale, "with a collector"),
        "sold": say(locale, "sold to another creditor"),
    }.get(state, "")


def _label(key: str, locale: str) -> str:
    return {
        "furnisher": say(locale, "Creditor"),
        "accounts_of_furnisher": say(locale, "My accounts with this creditor"),
        "last4": say(locale, "Last four digits of the account"),
        "also": say(locale, "Reported as well by"),
        "inquired_on": say(locale, "Inquired on"),
        "ordered_on": say(locale, "Ordered on"),
        "first_late_on": say(locale, "First missed payment"),
        "charged_off_on": say(locale, "Charged off on"),
        "month": say(locale, "Month"),
        "status": say(locale, "Payment status"),
        "days": say(locale, "Payment status"),
        "since": say(locale, "Time counted from"),
        "should_have_gone_on": say(locale, "To be removed on"),
        "opened_on": say(locale, "Opened on"),
        "state": say(locale, "State of the account"),
        "ended": say(locale, "State of the account"),
        "ended_on": say(locale, "Ended on"),
        "balance": say(locale, "Balance"),
        "lowest": say(locale, "Balance"),
        "past_due": say(locale, "Past due"),
        "due_on": say(locale, "Due on"),
        "last_chance_on": say(locale, "On time until"),
        "met_on": say(locale, "Paid on"),
    }[key]
