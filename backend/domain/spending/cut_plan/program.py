"""A program of yes-or-no decisions in whole numbers, and the same in numbers small enough for a solver.

Each column is taken or not; each row's sum must reach its `low`. Amounts may be of any size (a rial has no cents that
anyone counts, a plan in it has fifteen digits), but a solver counts in floating point. So a row is divided: by what
divides it exactly, and where it is still too large by a scale, every entry rounded up. A choice that reaches the exact
row reaches the rounded one as well, so what is proven of the rounded program holds for the exact one; whether a choice
does reach the exact rows is always asked of the exact ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

LARGEST = 1 << 22

Column = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Program:
    """Each column's entries as (row, amount), and what each row must reach."""

    columns: tuple[Column, ...]
    low: tuple[int, ...]

    def at_most(self, costs: Sequence[int], value: int) -> "Program":
        """The same with one row more: the sum of `costs` is at most `value`."""
        return self.with_row([-cost for cost in costs], -value)

    def with_row(self, amounts: Sequence[int], low: int) -> "Program":
        """The same with one row more."""
        row = len(self.low)
        columns = (
            (*column, (row, amount)) if amount else column
            for column, amount in zip(self.columns, amounts, strict=True)
        )
        return Program(tuple(columns), (*self.low, low))

    def reached(self, chosen: frozenset[int]) -> bool:
        """Whether every row is, in integers."""
        return not self.missed(chosen)

    def missed(self, chosen: frozenset[int]) -> list[int]:
        """The rows that a choice does not reach."""
        sums = self.sums(chosen)
        return [row for row, (total, low) in enumerate(zip(sums, self.low, strict=True)) if total < low]

    def sums(self, chosen: frozenset[int]) -> list[int]:
        sums = [0] * len(self.low)
        for index in chosen:
            for row, amount in self.columns[index]:
                sums[row] += amount
        return sums


@dataclass(frozen=True, slots=True)
class Scaled:
    """Two small programs: what reaches the exact one reaches `eased`, and what reaches `strict` reaches it.

    They are the same where nothing had to be rounded.
    """

    eased: Program
    strict: Program

    @property
    def exact(self) -> bool:
        return self.eased is self.strict

    def without(self, chosen: frozenset[int], exact: Program, row: int) -> "Scaled":
        """Both without a choice that misses a row of the exact program, and without all that miss it for the same
        reason: some column that adds to the row must join, or one that takes from it must go."""
        amounts = []
        for index, column in enumerate(exact.columns):
            amount = dict(column).get(row, 0)
            joins, goes = amount > 0 and index not in chosen, amount < 0 and index in chosen
            amounts.append(1 if joins else -1 if goes else 0)
        return self._with_row(amounts, 1 + sum(amount for amount in amounts if amount < 0))

    def cheaper(self, chosen: frozenset[int], costs: Sequence[int]) -> "Scaled":
        """Both without a choice and all that hold it, which cost as much: some column with a cost must go."""
        amounts = [-1 if index in chosen and cost else 0 for index, cost in enumerate(costs)]
        return self._with_row(amounts, 1 + sum(amounts))

    def _with_row(self, amounts: Sequence[int], low: int) -> "Scaled":
        eased = self.eased.with_row(amounts, low)
        return Scaled(eased, eased if self.exact else self.strict.with_row(amounts, low))


def scaled(program: Program) -> Scaled:
    """A program with no entry above LARGEST; the exact one divided, and rounded where it must be."""
    height = len(program.low)
    divisors, largest = [0] * height, [0] * height
    for column in program.columns:
        for row, amount in column:
            divisors[row] = gcd(divisors[row], amount)
            largest[row] = max(largest[row], abs(amount))
    scales = [max(divisor or 1, -(-most // LARGEST)) for divisor, most in zip(divisors, largest, strict=True)]
    eased = _divided(program, scales, up=True)
    if all(scale == (divisor or 1) for scale, divisor in zip(scales, divisors, strict=True)):
        return Scaled(eased, eased)
    return Scaled(eased, _divided(program, scales, up=False))


def _divided(program: Program, scales: list[int], *, up: bool) -> Program:
    columns = tuple(
        tuple((row, -(-amount // scales[row]) if up else amount // scales[row]) for row, amount in column)
        for column in program.columns
    )
    return Program(columns, tuple(-(-low // scale) for low, scale in zip(program.low, scales, strict=True)))
