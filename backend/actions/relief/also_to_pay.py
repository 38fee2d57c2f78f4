"""What is to be paid and owes nothing new, so that no cash flow counts it: promises that stand, deadlines with a sum.

Who says what can be afforded counts it beside the dues. A promise takes the place of what the same account asks for up
to its day, so only what it names beyond those dues is more to pay. One of a past day is not counted: nobody has said
whether it was kept.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from backend.actions.spending.cash_flow import CashFlowFacts
from backend.actions.spending.cash_flow_currencies import Currencies, LeftOut
from backend.actions.spending.exchange_rates import rates_into
from backend.domain.spending.forecast.cash_flow import Flow
from backend.store.relief import promises
from backend.store.relief.promises import Promise
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

_TYPED = "custom"


def with_all_to_pay(
    facts: CashFlowFacts,
    borrower_id: str,
    *,
    in_place_of: Collection[str] = (),
    own_promises: bool = True,
    but: str | None = None,
) -> CashFlowFacts:
    """The facts with each of these as a bill of its day, at the earliest today's. `in_place_of`: accounts whose
    dues give way to what is asked about, so that their promises are counted in full, or, without `own_promises`, give
    way as well. `but`: a promise that is asked about itself.
    """
    into = Currencies(facts.currency, rates_into(borrower_id, facts.currency, facts.today))
    rows = [
        row
        for row in deadlines.open_of_borrower(borrower_id)
        if row.due_on <= facts.last_on and row.outstanding
    ]
    typed = [(row, row.outstanding or 0) for row in rows if row.kind == _TYPED and not row.owed]
    made = {row.deadline_id: row for row in promises.open_of_borrower(borrower_id) if row.id != but}
    promised = [
        (row, made[row.id])
        for row in rows
        if row.id in made
        and row.due_on >= facts.today
        and (own_promises or made[row.id].account_id not in in_place_of)
    ]
    wanted = [*typed, *_beyond_the_dues(facts, promised, in_place_of, into)]
    flows = [
        _bill(row, into.cost(amount, row.currency or into.into), facts.today)
        for row, amount in wanted
        if into.has(row.currency or into.into)
    ]
    left_out = [_left_out(row, amount) for row, amount in wanted if not into.has(row.currency or into.into)]
    return replace(facts, flows=(*facts.flows, *flows), left_out=(*facts.left_out, *left_out))


def _beyond_the_dues(
    facts: CashFlowFacts,
    promised: list[tuple[Deadline, Promise]],
    in_place_of: Collection[str],
    into: Currencies,
) -> Iterator[tuple[Deadline, int]]:
    """Each promise with what it names beyond the dues of its account; they come by day. An account's promises are in
    its own currency."""
    paid: dict[str, int] = defaultdict(int)
    for row, promise in promised:
        account = promise.account_id
        if account is None or account in in_place_of or not into.has(promise.currency):
            yield row, promise.amount
            continue
        covered = sum(
            each.said for each in facts.dues if each.due.account_id == account and each.due.on <= row.due_on
        )
        paid[account] += promise.amount
        more = min(promise.amount, max(0, paid[account] - covered))
        paid[account] -= more
        if more:
            yield row, more


def _bill(row: Deadline, amount: int, today: date) -> Flow:
    return Flow(
        max(row.due_on, today), -amount, -amount, -amount, "fixed", row.title or "", row.id, "known", True
    )


def _left_out(row: Deadline, amount: int) -> LeftOut:
    return LeftOut("due", row.id, row.title or "", row.currency or "", amount, row.due_on)
