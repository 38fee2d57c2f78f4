"""Bills of a card that are out and have fallen due though nobody has told them, and that no due stands for."""

from datetime import date

from backend.actions.credit.credit_accounts import due_dates_of
from backend.domain.credit.statement_cycle import Cycle, cycle, nearest_cycle
from backend.store.credit import agreed_plans, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement

_MOST = 600


def untold_bills(account: Account, today: date) -> list[Cycle]:
    """The cycles behind the statement known last that were due before today and of which there is no row.

    A card that was entered with an old statement has such a gap: what those bills asked for is not known. None of a
    card that is closed, is billed with another, pays by a plan, or asked for nothing at last.
    """
    known = statements.latest_known(account.id, today)
    if known is None or account.status != "open" or account.billed_with or _rests(account, known):
        return []
    told = {row.period_key for row in statements.of_account(account.id)}
    first, found = nearest_cycle(account.card_terms, known.closes_on) + 1, []
    for index in range(first, first + _MOST):
        predicted = cycle(account.card_terms, index)
        if due_dates_of(account, account.card_terms, predicted.nominal_due_on).last_chance_on >= today:
            break
        if predicted.period_key not in told:
            found.append(predicted)
    return found


def _rests(account: Account, known: Statement) -> bool:
    return not (known.balance or known.minimum_due) or any(
        plan.state == "in_force" for plan in agreed_plans.of_account(account.id)
    )
