"""In which order money above the minimums goes to debts: each is a rule that looks at the day's balances and rates."""

from collections.abc import Callable, Sequence

from backend.domain.relief.payoff.running_debt import RunningDebt

_A_YEAR = 400  # days; the longest between two dues

# The debts that owe on a day, in the order in which they are paid.
Order = Callable[[Sequence[RunningDebt], int], list[RunningDebt]]


def avalanche(debts: Sequence[RunningDebt], day: int) -> list[RunningDebt]:
    """The highest rate of that day first."""
    return sorted(debts, key=lambda each: (-each.rate_on(day), each.balance, each.number))


def snowball(debts: Sequence[RunningDebt], day: int) -> list[RunningDebt]:
    """The smallest balance first."""
    return sorted(debts, key=lambda each: (each.balance, each.number))


def cash_flow_relief(debts: Sequence[RunningDebt], day: int) -> list[RunningDebt]:
    """First what frees the most of a month's minimums for each unit paid: the least balance a unit of minimum."""
    return sorted(debts, key=lambda each: (-_freed(each, day), each.number))


def _freed(debt: RunningDebt, day: int) -> int:
    """Millionths of the balance that its next minimum asks for."""
    coming = debt.coming(day, day + _A_YEAR, 1)
    return sum(amount for _, amount in coming[:1]) * 1_000_000 // debt.balance


def custom(ids: Sequence[str]) -> Order:
    """The borrower's own order; what it does not name comes last, by its rate."""
    place = {each: position for position, each in enumerate(ids)}

    def order(debts: Sequence[RunningDebt], day: int) -> list[RunningDebt]:
        return sorted(avalanche(debts, day), key=lambda each: place.get(each.debt.id, len(place)))

    return order
