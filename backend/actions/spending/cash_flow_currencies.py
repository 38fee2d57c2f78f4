"""One forecast is in one currency: what is in another is converted by the borrower's rate, or named as left out."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple

from backend.domain.money.conversion import Rate, converted
from backend.domain.spending.forecast.series_flows import Series

LeftOutKind = Literal["due", "cash_account", "recurring"]


class LeftOut(NamedTuple):
    """Something of another currency that no rate brings into this one; `amount` in its own minor units."""

    kind: LeftOutKind
    id: str
    name: str
    currency: str
    amount: int | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Currencies:
    """The currency of a forecast, the rates into it, those that were used, and what had none."""

    into: str
    rates: dict[str, Rate]
    used: dict[str, Rate] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def has(self, currency: str) -> bool:
        """Whether an amount of that currency can be counted."""
        return currency == self.into or currency in self.rates

    def knows(self, currency: str, id_: str, name: str) -> bool:
        """The same of a series, which is noted as left out where it cannot be counted."""
        if not self.has(currency):
            self.left_out.append(LeftOut("recurring", id_, name, currency, None, None))
        return self.has(currency)

    def amount(self, amount: int, currency: str) -> int:
        """A signed amount in the forecast's currency, rounded down."""
        if currency == self.into:
            return amount
        rate = self.used.setdefault(currency, self.rates[currency])
        return converted(amount, rate, self.into)

    def cost(self, amount: int, currency: str) -> int:
        """A positive amount that is to be paid, rounded up."""
        return -self.amount(-amount, currency)

    def series(self, one: Series, currency: str) -> Series:
        """A series with its amounts in the forecast's currency; an income rounded down, a bill up."""
        if currency == self.into:
            return one
        turned = self.amount if one.direction == "in" else self.cost
        return replace(
            one,
            expected=turned(one.expected, currency),
            low=turned(one.low, currency),
            high=turned(one.high, currency),
            history=tuple((on, turned(amount, currency)) for on, amount in one.history),
            certainty="estimated",
        )
