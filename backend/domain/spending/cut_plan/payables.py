"""What a plan funds: the dues, and the essential bills (rent, utilities) that are funded before them.

In one order of payment: by day, on a day by rank, then the most harmful first. The rank says what is left unpaid last:
what one cannot live without, then what is secured (home or car would be lost), then the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend.domain.spending.forecast.cash_flow import Due, Flow

Rank = Literal["essential", "secured", "other"]
Creditor = Literal["card", "loan", "other"]
RANKS: tuple[Rank, ...] = ("essential", "secured", "other")


@dataclass(frozen=True, slots=True)
class DueTerms:
    """What stands behind a due: the kind of creditor, and whether something is lost if it is not paid."""

    creditor: Creditor = "card"
    secured: bool = False


@dataclass(frozen=True, slots=True)
class Payable:
    """Something to pay. `weight` is what leaving it unpaid costs among those of its rank, at least one unit.

    An essential bill weighs its amount: nobody has said what being late with it costs, and of what one lives by the
    most is paid. `harm` of it is therefore 0.
    """

    id: str
    on: date
    amount: int
    name: str
    harm: int
    rank: Rank
    creditor: Creditor
    account_id: str | None = None
    harm_parts: tuple[tuple[str, int], ...] = ()

    @property
    def weight(self) -> int:
        return self.amount if self.rank == "essential" else max(1, self.harm)


def bill_id(source_id: str, on: date) -> str:
    """An essential bill's identity: its series and its day."""
    return f"{source_id}@{on.isoformat()}"


def essential_id(flow: Flow) -> str:
    return bill_id(flow.source_id, flow.on)


def is_essential(flow: Flow) -> bool:
    """Whether a flow is funded as a due is."""
    return flow.essential and flow.amount < 0


def payables(
    dues: Iterable[Due], flows: Iterable[Flow], terms: Mapping[str, DueTerms], today: date, days: int
) -> tuple[Payable, ...]:
    """All that is to be paid up to the horizon in the order of payment; what is past due is due today."""
    last = today + timedelta(days=days - 1)
    found = [_of_due(due, terms.get(due.id, DueTerms()), today) for due in dues if due.on <= last]
    found += _of_flows([flow for flow in flows if is_essential(flow) and today <= flow.on <= last])
    return tuple(sorted(found, key=lambda each: (each.on, RANKS.index(each.rank), -each.weight, each.id)))


def _of_due(due: Due, terms: DueTerms, today: date) -> Payable:
    return Payable(
        id=due.id,
        on=max(due.on, today),
        amount=due.amount,
        name=due.name,
        harm=due.harm,
        rank="secured" if terms.secured else "other",
        creditor=terms.creditor,
        account_id=due.account_id,
        harm_parts=due.harm_parts,
    )


def _of_flows(flows: Sequence[Flow]) -> list[Payable]:
    """A bill each; what is late and moved to a day on which the next one comes is one with it."""
    amounts: dict[str, int] = {}
    firsts: dict[str, Flow] = {}
    for flow in flows:
        amounts[essential_id(flow)] = amounts.get(essential_id(flow), 0) - flow.amount
        firsts.setdefault(essential_id(flow), flow)
    return [
        Payable(id, flow.on, amounts[id], flow.label, 0, "essential", "other") for id, flow in firsts.items()
    ]
