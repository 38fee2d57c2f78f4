"""Dues that no balance stands behind keep silent: a card that owes nothing does not remind for ever.

A statement of nothing says that what came before it is paid, and that the cycles after it ask for nothing as far as
anybody knows; so does a closed card whose last balance was paid. A balance that came back
whole, by a refund that pays no minimum too, leaves nothing that its own due, or an older known one, could ask for. Such
dues are cancelled for this one reason, and open again by themselves as soon as a balance appears: another statement, a
payment that bounced, the card reopened.
"""

from collections.abc import Sequence, Set
from datetime import date

from backend.domain.calendar import local_time
from backend.store.credit import payments, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders.deadlines import Deadline

# Why a due was cancelled that opens again when a balance appears.
NOTHING_OWED = "nothing-owed"
# The debt went elsewhere or was agreed away: a balance of nothing at this lender does not say that it was paid.
_ELSEWHERE = ("settled", "charged_off", "sold")


def is_asleep(row: Deadline) -> bool:
    """Whether a due was cancelled only because nothing seemed to be owed."""
    return row.state == "cancelled" and row.closed_by == "terms" and row.reason == NOTHING_OWED


def asks_for_nothing(account: Account, rows: Sequence[Deadline]) -> set[str]:
    """The deadlines of a card that nothing stands behind, by identifier."""
    if account.kind != "card" or account.status in _ELSEWHERE:
        return set()
    by_id = {row.id: row for row in statements.of_account(account.id)}
    last = max(
        (row for row in by_id.values() if row.source != "estimated"),
        key=lambda row: (row.closes_on, row.id),
        default=None,
    )
    if last is None:
        return set()
    nothing = (last.balance or 0) <= 0
    dues = {row.id for row in rows if row.subject_id == last.id}
    paid = _is_paid(account, last, dues)
    ahead = nothing or (account.status == "closed" and paid)
    return {
        row.id
        for row in rows
        if (statement := by_id.get(row.subject_id or "")) is not None
        and _asks_for_nothing(statement, last.closes_on, before=nothing, paid=paid, ahead=ahead)
    }


def _asks_for_nothing(
    statement: Statement, last_closing: date, *, before: bool, paid: bool, ahead: bool
) -> bool:
    if statement.closes_on <= last_closing:
        return before or (paid and statement.source != "estimated")
    return ahead and statement.source == "estimated" and statement.closes_on > last_closing


def _is_paid(account: Account, statement: Statement, dues: Set[str]) -> bool:
    """Whether what came in since a statement closed, or was meant for its due, is its whole balance."""
    paid = [
        row.amount
        for row in payments.unreversed_of_account(account.id)
        if local_time.local_date(row.paid_at, account.zone) > statement.closes_on
        or row.meant_deadline_id in dues
    ]
    return sum(paid) >= (statement.balance or 0)
