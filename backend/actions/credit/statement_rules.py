"""What a statement may say: dates that this card can have, amounts that fit each other, each statement once."""

from collections.abc import Sequence
from datetime import date, timedelta

from backend.actions.credit.credit_accounts import SAME_CYCLE_DAYS, nearest
from backend.errors import Conflict, Invalid
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement

# Two statements that close so near to each other are one, unless each has a due date of its own.
SAME_STATEMENT_DAYS = 7
# A statement is known before it closes at most where the next closing is typed ahead of its day.
_AHEAD = timedelta(days=45)
# The issuer's clock may be ahead of ours by so much.
_CLOCK_SKEW = timedelta(days=1)
# No credit report goes back further, and neither does anything else that reads old statements.
_LOOK_BACK = timedelta(days=7 * 366)
_LONGEST_TO_PAY = timedelta(days=120)


def check_dates(account: Account, statement: Statement, today: date) -> None:
    """Refuse what no statement of this card can say: a slip of the finger makes another year of it."""
    closes_on, due_on = statement.closes_on, statement.nominal_due_on
    if closes_on > today + _AHEAD:
        raise Invalid("statement-ahead", latest=str(today + _AHEAD), field="closes_on")
    if closes_on < today - _LOOK_BACK:
        raise Invalid("statement-too-old", earliest=str(today - _LOOK_BACK), field="closes_on")
    if account.opened_on is not None and closes_on < account.opened_on:
        raise Invalid("statement-before-opening", opened_on=str(account.opened_on), field="closes_on")
    if due_on <= closes_on:
        raise Invalid("due-before-closing", field="due_on")
    if due_on > closes_on + _LONGEST_TO_PAY:
        raise Invalid("due-too-late", latest=str(closes_on + _LONGEST_TO_PAY), field="due_on")


def check_amounts(statement: Statement, today: date) -> None:
    """The minimum fits the balance, and its past-due part fits the minimum; of a statement that is not out yet nobody
    knows that it asks for nothing, so it meets no due."""
    minimum = statement.minimum_due or 0
    if minimum > max(statement.balance or 0, 0):
        raise Invalid("minimum-above-balance", field="minimum_due")
    if statement.past_due_source == "said" and statement.past_due_included > minimum:
        raise Invalid("past-due-above-minimum", field="past_due_included")
    said_before = statement.past_due_included if statement.past_due_source == "said" else 0
    if minimum <= said_before and statement.closes_on > today + _CLOCK_SKEW:
        raise Invalid("statement-not-out", closes_on=str(statement.closes_on), field="closes_on")


def check_overlap(statement: Statement, others: Sequence[Statement]) -> None:
    """A closing date does not move onto another statement, or so near that both would be one."""
    estimated = [row for row in others if row.source == "estimated"]
    known = [row for row in others if row.source != "estimated"]
    if nearest(estimated, statement.closes_on, SAME_STATEMENT_DAYS) is not None or same_statement(
        known, statement.closes_on, statement.nominal_due_on
    ):
        raise Conflict("statement-overlaps")


def same_statement(known: Sequence[Statement], closes_on: date, due_on: date | None) -> Statement | None:
    """The known statement that this is: of the same closing day, or near and without a due date of its own."""
    near = [row for row in known if abs((row.closes_on - closes_on).days) <= SAME_STATEMENT_DAYS]
    same = [row for row in near if row.closes_on == closes_on or due_on in (None, row.nominal_due_on)]
    return nearest(same, closes_on, SAME_STATEMENT_DAYS)


def statement_of(rows: Sequence[Statement], closes_on: date, due_on: date | None) -> Statement | None:
    """The known statement that this must be, else the estimate of the same cycle; None where it is a new one."""
    known = [row for row in rows if row.source != "estimated"]
    estimated = [row for row in rows if row.source == "estimated"]
    return same_statement(known, closes_on, due_on) or nearest(estimated, closes_on, SAME_CYCLE_DAYS)
