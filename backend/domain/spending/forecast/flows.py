"""A forecast's values: money that comes and goes, what falls due, habits, the band around them, and one day of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Certainty = Literal["known", "estimated"]


@dataclass(frozen=True, slots=True)
class Flow:
    """Money in (positive) or out (negative); `low` <= `amount` <= `high` as numbers, so low is the worst.

    `certainty` is known where the borrower said day and amount. `essential`: rent, utilities and other bills that
    are to be funded as dues are. `secured`: something is lost if it is not paid; None where nobody has said.
    `missed`: how many of its last expected days passed without it.
    """

    on: date
    amount: int
    low: int
    high: int
    kind: Literal["income", "fixed"]
    label: str
    source_id: str
    certainty: Certainty = "estimated"
    essential: bool = False
    secured: bool | None = None
    category: str = ""
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A minimum or instalment to pay: `amount` is positive, `harm` is what being late costs (cost_of_late)."""

    id: str
    on: date
    amount: int
    name: str
    harm: int
    account_id: str | None = None
    harm_parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Typical:
    """What a category usually takes in 30 days: positive minor units."""

    category: str
    low: int
    expected: int
    high: int


class Band(NamedTuple):
    """For each day from today on, how far below and above the expected balance the low and the high one lie."""

    below: tuple[int, ...]
    above: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """Three balances at the end of `on`, and the signed parts of the expected one."""

    on: date
    low: int
    expected: int
    high: int
    income: int
    fixed: int
    typical: int
    dues: int
