"""Where a borrower stands: days past due, stage and what to do next, for each account and as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from backend.actions.credit.card_questions import CardQuestion, questions_of
from backend.actions.credit.credit_accounts import autopay_holds, today_of
from backend.actions.credit.estimates import remaining_balance
from backend.actions.credit.names_apart import names_apart
from backend.domain.credit.delinquency import (
    CHECK_THE_GUESS,
    GONE_ELSEWHERE,
    KEEP_THE_PLAN,
    NOTHING_DUE,
    Stage,
    Strategy,
    days_past_due,
    judged_by,
    past_cut_off,
    stage,
    strategy,
)
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

_SOON = timedelta(days=30)
_ORDER = list(Stage)


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """One account, under the name that tells it from the borrower's others. Money in minor units: past due, and how
    much of that is only estimated; due within 30 days; left of a card's last known balance, None where none is known
    and for a loan.

    `sure` is False where lateness is judged by an estimated due alone, or an older one is missed that nobody told, and
    where a card has told nothing yet, or nothing since a statement of nothing though the next one is out; and where a
    later bill of it fell due and nobody told it: what is past due is then at least so much. `certain`
    is True there all the same: stage and days past due are known, and advice can rest on them.
    """

    account: Account
    name: str
    days_past_due: int
    stage: Stage
    past_due: int
    past_due_estimated: int
    due_soon: int
    remaining: int | None
    next_due_on: date | None
    strategy: Strategy
    sure: bool
    certain: bool
    questions: Sequence[CardQuestion]


@dataclass(frozen=True, slots=True)
class Standing:
    """The borrower as a whole: the worst stage, and what is at risk by currency."""

    stage: Stage
    days_past_due: int
    at_risk: dict[str, int]
    accounts: Sequence[AccountStanding]


def standing_of(borrower_id: str, *, now: datetime) -> Standing:
    """Judge every account in its own zone; the borrower's stage is the worst of them."""
    by_account: dict[str, list[Deadline]] = {}
    for row in deadlines.open_of_borrower(borrower_id):
        if row.account_id:
            by_account.setdefault(row.account_id, []).append(row)
    found = [
        standing_of_account(account, by_account.get(account.id, []), now=now)
        for account in credit_accounts.of_borrower(borrower_id)
    ]
    names = names_apart([one.account for one in found])
    found = [replace(one, name=names[one.account.id]) for one in _with_joint_bills(found)]
    at_risk: dict[str, int] = {}
    for one in found:
        if one.past_due:
            at_risk[one.account.currency] = at_risk.get(one.account.currency, 0) + one.past_due
    worst = max((one.stage for one in found), key=_ORDER.index, default=Stage.CURRENT)
    return Standing(worst, max((one.days_past_due for one in found), default=0), at_risk, found)


def _with_joint_bills(found: Sequence[AccountStanding]) -> list[AccountStanding]:
    """A card that is billed with another is as late as that bill; the money at risk stands with the bill, once."""
    bills = {one.account.id: one for one in found}
    told = []
    for one in found:
        bill = bills.get(one.account.billed_with or "")
        if bill is not None and bill.days_past_due >= one.days_past_due:
            one = replace(
                one,
                days_past_due=bill.days_past_due,
                stage=bill.stage,
                sure=bill.sure,
                certain=bill.certain,
                next_due_on=bill.next_due_on,
                strategy=bill.strategy,
            )
        told.append(one)
    return told


def standing_of_account(account: Account, dues: Sequence[Deadline], *, now: datetime) -> AccountStanding:
    """Judge one account by its open dues, oldest first."""
    today = today_of(account, now)
    late = past_cut_off(dues, now)
    ahead = [row for row in dues if row.pay_by_at >= now]
    known = [row for row in late if row.sure]
    worst = judged_by(late)
    now_stage = stage(worst.due_on, worst.last_chance_on, today) if worst else Stage.CURRENT
    remaining = remaining_balance(account, today) if account.kind == "card" else None
    questions = questions_of(account, dues, now=now)
    silent = any(each.code == "statement_untold" for each in questions)
    gap = any(each.code == "bill_untold" for each in questions)
    untold = account.kind == "card" and remaining is None and bool(dues) and not any(row.sure for row in dues)
    certain = known == late[: len(known)] and (bool(known) or not (late or untold or silent))
    return AccountStanding(
        account=account,
        name=account.name,
        days_past_due=days_past_due(worst.due_on, today) if worst else 0,
        stage=now_stage,
        past_due=_at_most(sum(row.outstanding or 0 for row in late), remaining),
        past_due_estimated=_at_most(sum(row.outstanding or 0 for row in late if not row.is_exact), remaining),
        due_soon=sum(row.outstanding or 0 for row in ahead if row.due_on - today <= _SOON),
        remaining=remaining,
        next_due_on=ahead[0].due_on if ahead else None,
        strategy=_strategy(account, now_stage, known, late, dues, untold=untold),
        sure=certain and not gap,
        certain=certain,
        questions=questions,
    )


def _at_most(asked: int, remaining: int | None) -> int:
    """What is past due: never more than all that is left of a card's balance."""
    return asked if remaining is None else min(asked, remaining)


def _strategy(
    account: Account,
    now_stage: Stage,
    known: Sequence[Deadline],
    late: Sequence[Deadline],
    dues: Sequence[Deadline],
    *,
    untold: bool,
) -> Strategy:
    """What to do next: what is late and known decides; a guess is to be checked, not paid."""
    if not dues:
        return NOTHING_DUE
    if any(row.silent for row in late):
        return GONE_ELSEWHERE
    if late and not known:
        return CHECK_THE_GUESS
    if not late and dues[0].kind == deadlines.PLAN_INSTALMENT:
        return KEEP_THE_PLAN
    # An autopay whose account is not known to hold the money leaves the next step with the borrower.
    autopay = account.autopay if autopay_holds(account) else "off"
    if untold and autopay == "off":
        return CHECK_THE_GUESS
    return strategy(now_stage, amount_at_risk=sum(row.outstanding or 0 for row in known), autopay=autopay)
