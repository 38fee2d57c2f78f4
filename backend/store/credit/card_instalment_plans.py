"""Instalment plans on a card: one row each, its early end beside it."""

from collections.abc import Sequence
from typing import cast

from backend.domain.credit.card_instalments import (
    EndedHow,
    FeeTiming,
    InstalmentPlan,
    PlanEnd,
    Shown,
    TakenFrom,
)
from backend.store.credit.credit_accounts import Account
from backend.store.rows import (
    Column,
    Row,
    day,
    day_or_none,
    instant,
    integer,
    integer_or_none,
    large_integer,
    large_integer_or_none,
    reference,
    short_text,
    short_text_or_none,
)


class CardInstalmentPlan(Row):
    """`first_index` and `ended_index` are months (`month_index`) of statements; the cost may be unknown."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    account = reference(Account, "account_id", index=False)
    account_id: Column[str]
    name = short_text_or_none(80)
    principal = large_integer()
    parts = integer()
    first_index = integer()
    started_on = day()
    fee_total = large_integer_or_none()
    fee_timing = short_text(8, default="spread")  # spread | first
    fee_per_part = large_integer_or_none()
    rate_bp = integer_or_none()
    shown = short_text(8, default="part")  # part | whole
    taken_from = short_text(8, default="balance")  # balance | purchase
    ended_on = day_or_none()
    ended_index = integer_or_none()
    ended_how = short_text_or_none(12)  # billed | to_balance | cancelled
    end_fee = large_integer(default=0)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "card_instalment_plan"
        indexes = ((("account_id", "id"), False),)

    @property
    def plan(self) -> InstalmentPlan:
        """The row as the domain computes with it."""
        end = None
        if self.ended_index is not None:
            end = PlanEnd(self.ended_index, cast(EndedHow, self.ended_how), self.end_fee)
        return InstalmentPlan(
            principal=self.principal,
            parts=self.parts,
            first_index=self.first_index,
            started_on=self.started_on,
            fee_total=self.fee_total,
            fee_timing=cast(FeeTiming, self.fee_timing),
            fee_per_part=self.fee_per_part,
            rate_bp=self.rate_bp,
            shown=cast(Shown, self.shown),
            taken_from=cast(TakenFrom, self.taken_from),
            end=end,
        )


def find(borrower_id: str, plan_id: str) -> CardInstalmentPlan | None:
    return CardInstalmentPlan.get_or_none(
        (CardInstalmentPlan.id == plan_id) & (CardInstalmentPlan.borrower_id == borrower_id)
    )


def plans_of(account_ids: Sequence[str]) -> list[InstalmentPlan]:
    """Every plan of these cards, ended ones too: what they asked for stands in the statements of their time."""
    query = CardInstalmentPlan.select().where(CardInstalmentPlan.account_id.in_(account_ids))
    return [row.plan for row in query.order_by(CardInstalmentPlan.id)]


def plans_in_statements_of(account_ids: Sequence[str]) -> dict[str, list[InstalmentPlan]]:
    """The plans of these cards, and of other cards that theirs bill, by the card in whose statements they stand."""
    billed = Account.select(Account.id, Account.billed_with).where(Account.billed_with.in_(account_ids))
    biller = {row.id: str(row.billed_with) for row in billed}
    query = CardInstalmentPlan.select().where(CardInstalmentPlan.account_id.in_([*account_ids, *biller]))
    found: dict[str, list[InstalmentPlan]] = {}
    for row in query.order_by(CardInstalmentPlan.id):
        found.setdefault(biller.get(row.account_id, row.account_id), []).append(row.plan)
    return found


def page(account_id: str, *, limit: int, after: str | None = None) -> list[CardInstalmentPlan]:
    """One page of a card's plans, oldest first."""
    query = CardInstalmentPlan.select().where(CardInstalmentPlan.account_id == account_id)
    if after:
        query = query.where(CardInstalmentPlan.id > after)
    return list(query.order_by(CardInstalmentPlan.id).limit(limit))
