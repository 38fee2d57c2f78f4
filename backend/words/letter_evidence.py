"""The evidence of both sides in two columns: what the report says, and what the borrower's records say."""

from collections.abc import Iterator, Mapping
from datetime import date

from backend.words.catalogue import count, say
from backend.words.letter_facts import LetterFacts, Value
from backend.words.letter_values import day_text, last_four, money_text, month_text, plain

# What a letter shows of the evidence, in this order; anything else is no business of its reader.
SHOWN = (
    "furnisher",
    "last4",
    "status",
    "months",
    "state",
    "balance",
    "past_due",
    "due_on",
    "paid_on",
    "met_on",
    "days_late",
    "first_late_on",
    "opened_on",
    "closed_on",
    "ended",
    "ended_on",
    "inquired_on",
    "drops_off_on",
)
_MONEY = frozenset(["balance", "past_due"])
_NOT_STATED = "—"


def evidence_rows(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """The table, its head first; empty where neither side has anything to show."""
    rows = [row for key in SHOWN if key in facts.theirs or key in facts.ours for row in _rows(key, facts)]
    if not rows:
        return ()
    head = (say(facts.locale, "What the report says"), say(facts.locale, "What my records say"))
    return (head, *rows)


def _rows(key: str, facts: LetterFacts) -> Iterator[tuple[str, str]]:
    theirs, ours = facts.theirs.get(key), facts.ours.get(key)
    if isinstance(theirs, Mapping) or isinstance(ours, Mapping):
        yield from _months(theirs, ours, facts)
        return
    left, right = _cell(key, theirs, facts), _cell(key, ours, facts)
    if left != _NOT_STATED or right != _NOT_STATED:
        yield left, right


def _months(theirs: Value, ours: Value, facts: LetterFacts) -> Iterator[tuple[str, str]]:
    said = theirs if isinstance(theirs, Mapping) else {}
    kept = ours if isinstance(ours, Mapping) else {}
    for month in sorted(said.keys() | kept.keys()):
        yield _month(month, said.get(month, ""), facts), _month(month, kept.get(month, ""), facts)


def _month(month: str, status: str, facts: LetterFacts) -> str:
    word = status_word(status, facts.locale) if status else ""
    if not word:
        return _NOT_STATED
    return _labelled(month_text(month, facts.locale, facts.country), word, facts)


def _cell(key: str, value: Value, facts: LetterFacts) -> str:
    text = _value(key, value, facts)
    return _labelled(_label(key, facts.locale), text, facts) if text else _NOT_STATED


def _labelled(label: str, value: str, facts: LetterFacts) -> str:
    return say(facts.locale, "{label}: {value}", label=label, value=value)


def _value(key: str, value: Value, facts: LetterFacts) -> str:
    """A value in words; empty where there is none, or none that could be said."""
    if value is None or value == "" or isinstance(value, Mapping):
        return ""
    if key in _MONEY:
        return _money(value, facts)
    if key.endswith("_on"):
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return day_text(day, facts.locale, facts.country)
    if key == "days_late":
        days = int(str(value))
        return count(facts.locale, "{days} day", "{days} days", days, days=days)
    if key == "status":
        return status_word(str(value), facts.locale)
    if key in ("state", "ended"):
        return state_word(str(value), facts.locale)
    return last_four(str(value)) if key == "last4" else plain(str(value))


def _money(value: Value, facts: LetterFacts) -> str:
    if isinstance(value, int) and facts.currency:
        return money_text(value, facts.currency, facts.locale, facts.country)
    return ""


def status_word(status: str, locale: str) -> str:
    """How a month stands: "30" is 30 days past due; empty where there is no word for it."""
    if status.isdecimal():
        return say(locale, "{days} days past due", days=int(status))
    return {"ok": say(locale, "on time"), "charged_off": say(locale, "charged off")}.get(status, "")


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
        "last4": say(locale, "Last four digits of the account"),
        "status": say(locale, "Payment status"),
        "state": say(locale, "State of the account"),
        "balance": say(locale, "Balance"),
        "past_due": say(locale, "Past due"),
        "due_on": say(locale, "Due on"),
        "paid_on": say(locale, "Paid on"),
        "met_on": say(locale, "Paid on"),
        "days_late": say(locale, "Days past due"),
        "first_late_on": say(locale, "First past due on"),
        "opened_on": say(locale, "Opened on"),
        "closed_on": say(locale, "Closed on"),
        "ended": say(locale, "State of the account"),
        "ended_on": say(locale, "Ended on"),
        "inquired_on": say(locale, "Inquired on"),
        "drops_off_on": say(locale, "To be removed on"),
    }[key]
