"""What stands in a card's next statements, walked from the last balance that is known.

A bill has three parts: the *rest*, of which the card's rule asks a share; the instalment plans' parts of this month,
asked for in full; and, where the issuer shows it, the plans' principal that is not asked for yet. Payments go to the
parts of the last bill first, then to the rest; a refund lowers the rest. What was asked for as a part has a due of its
own, so it is not counted again in the rest of a later bill (`unpaid_parts="left out"`); to say what is owed in all, it
is (`"carried"`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from backend.domain.credit.card_instalments import InstalmentPlan, part_in, returned_in, unbilled_after

UnpaidParts = Literal["left out", "carried"]


class KnownBill(NamedTuple):
    """A statement's balance as the borrower gave it; `month` (`month_index`): None between two regular ones."""

    balance: int
    closes_on: date
    month: int | None


class Closing(NamedTuple):
    """A later closing, and what came in since the one before: payments, and what shops returned."""

    closes_on: date
    month: int | None
    paid: int
    refunded: int


class CardBill(NamedTuple):
    """Minor units; a `rest` below zero is a credit."""

    rest: int
    parts: int
    unbilled: int

    @property
    def balance(self) -> int:
        return self.rest + self.parts + self.unbilled


def bill_after(
    known: KnownBill,
    closings: Sequence[Closing],
    plans: Sequence[InstalmentPlan],
    *,
    unpaid_parts: UnpaidParts = "left out",
) -> CardBill:
    """The bill of the last of these closings, which are in their order and all later than the known one."""
    bill, since, month = bill_of(known, plans), known.closes_on, known.month
    for closing in closings:
        open_part = max(0, bill.parts - closing.paid)
        rest = bill.rest - max(0, closing.paid - bill.parts) - closing.refunded
        # A credit pays the parts, so what it paid is used up.
        rest += open_part if unpaid_parts == "carried" else min(open_part, max(0, -bill.rest))
        for plan in plans:
            if plan.taken_from == "balance" and since < plan.started_on <= closing.closes_on:
                rest -= min(max(rest, 0), plan.principal)
            rest += returned_in(plan, closing.month)
        since, month = closing.closes_on, closing.month if closing.month is not None else month
        parts = sum(part_in(plan, closing.month) for plan in plans)
        bill = CardBill(rest, parts, _unbilled(plans, since, month))
    return bill


def bill_of(known: KnownBill, plans: Sequence[InstalmentPlan]) -> CardBill:
    """The three parts of a statement whose balance is known."""
    begun = [plan for plan in plans if plan.started_on <= known.closes_on]
    parts = sum(part_in(plan, known.month) for plan in begun)
    unbilled = _unbilled(begun, known.closes_on, known.month)
    return CardBill(known.balance - parts - unbilled, parts, unbilled)


def left_to_later_bills(known: KnownBill, plans: Sequence[InstalmentPlan]) -> int:
    """What of a known balance does not fall due with its statement: plans' principal that it shows and does not ask for
    yet, and what was taken out of the balance into plans since it closed."""
    since = [plan for plan in plans if plan.taken_from == "balance" and plan.started_on > known.closes_on]
    return bill_of(known, plans).unbilled + sum(plan.principal for plan in since)


def _unbilled(plans: Sequence[InstalmentPlan], on: date, month: int | None) -> int:
    """What issuers that show the whole principal show of it beside the part."""
    index = month if month is not None else on.year * 12 + on.month - 1
    return sum(
        unbilled_after(plan, index) for plan in plans if plan.shown == "whole" and plan.started_on <= on
    )
