"""Balance transfers and consolidation loans as arithmetic: what the offer costs and what it saves; no one is advised.

The debts moved are owed to the new account instead, with its fee on top and its own rates and minimum, and both
worlds are played in the same order with the same money. Whether an offer is open to the borrower only its maker knows.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from backend.domain.money.amount import percent_of
from backend.domain.relief.payoff.comparison import months_until, rank
from backend.domain.relief.payoff.debts import Debt, Household, Part
from backend.domain.relief.payoff.played import Played
from backend.domain.relief.payoff.playing import play
from backend.domain.relief.payoff.seconds import SecondsLeft, check, without_limit
from backend.domain.relief.payoff.strategies import avalanche
from backend.domain.relief.payoff.timetable import lay_out


@dataclass(frozen=True, slots=True)
class Offer:
    """`account` is what the new debt would be, its balance left open; `moves` are debts' ids, the first filled first.

    `limit` is the most it takes, fee included; None: all. The fee is `fee_bp` of what is moved, at least `fee_least`.
    """

    account: Debt
    moves: tuple[str, ...]
    fee_bp: int = 0
    fee_least: int = 0
    limit: int | None = None


class Moved(NamedTuple):
    """The household as it would be, what was moved, and the fee for it; nothing where nothing fits."""

    household: Household
    amount: int
    fee: int


@dataclass(frozen=True, slots=True)
class OfferResult:
    """`saves` is interest and fees less than without, the offer's own fee counted; below zero it costs more.

    None where one of both worlds does not end: then sums of different lives would be compared. `left_at_turn` is what
    the new account still owes when its rate changes for the first time, on `turns_on`.
    """

    account_id: str
    amount: int
    fee: int
    without: Played
    with_it: Played
    saves: int | None
    months_without: int | None
    months_with: int | None
    turns_on: date | None
    left_at_turn: int | None
    misses_more: bool


def judge(
    household: Household, offer: Offer, *, without: Played, seconds_left: SecondsLeft = without_limit
) -> OfferResult:
    """Both worlds by the highest rate first; `without` it was played already. Raises OutOfTime."""
    check(seconds_left)
    moved = move(household, offer)
    with_it = play(lay_out(moved.household), avalanche, seconds_left=seconds_left)
    both = without.ended_on is not None and with_it.ended_on is not None
    turn = _turn(offer, household.today)
    return OfferResult(
        offer.account.id,
        moved.amount,
        moved.fee,
        without,
        with_it,
        without.cost - with_it.cost - moved.fee if both else None,
        None if without.ended_on is None else months_until(household.today, without.ended_on),
        None if with_it.ended_on is None else months_until(household.today, with_it.ended_on),
        turn,
        None if turn is None else _left(with_it, turn),
        rank(with_it).missed > rank(without).missed,
    )


def move(household: Household, offer: Offer) -> Moved:
    """Move as much as fits, debt by debt, the dearest part of each first."""
    room = sum(debt.balance for debt in household.debts)
    if offer.limit is not None:
        room = min(room, _fits(offer))
    debts, amount = {debt.id: debt for debt in household.debts}, 0
    for each in offer.moves:
        taken = min(room - amount, debts[each].balance)
        debts[each] = _less(debts[each], taken)
        amount += taken
    if amount <= 0:
        return Moved(household, 0, 0)
    fee = _fee(offer, amount)
    part = replace(offer.account.parts[0], balance=amount + fee)
    new = replace(offer.account, parts=(part,))
    left = tuple(debt for debt in debts.values() if debt.balance)
    return Moved(replace(household, debts=(*left, new)), amount, fee)


def _fee(offer: Offer, amount: int) -> int:
    return max(offer.fee_least, percent_of(amount, offer.fee_bp))


def _fits(offer: Offer) -> int:
    """The most that can be moved so that it and its fee are within the limit."""
    assert offer.limit is not None
    most = min(offer.limit - offer.fee_least, offer.limit * 10_000 // (10_000 + offer.fee_bp))
    while most > 0 and most + _fee(offer, most) > offer.limit:
        most -= 1
    return max(0, most)


def _less(debt: Debt, amount: int) -> Debt:
    parts = list[Part]()
    for part in sorted(debt.parts, key=lambda part: part.rates[0].ppm, reverse=True):
        taken = min(amount, part.balance)
        amount -= taken
        parts.append(replace(part, balance=part.balance - taken))
    return replace(debt, parts=tuple(parts))


def _turn(offer: Offer, today: date) -> date | None:
    return min((rate.from_on for rate in offer.account.parts[0].rates if rate.from_on > today), default=None)


def _left(played: Played, turn: date) -> int:
    """What the new account, the last of the household, owes at the last month's end before a day."""
    return next((each.balances[-1] for each in reversed(played.month_ends) if each.on < turn), 0)
