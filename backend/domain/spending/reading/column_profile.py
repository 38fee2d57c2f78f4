"""A column's profile counts what stands in its sampled cells, without looking at the header."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from backend.domain.spending.reading.amounts import WrittenAmount, split_amount
from backend.domain.spending.reading.cells import says_nothing, strip_cell
from backend.domain.spending.reading.dates import WrittenDate, is_time, split_date
from backend.domain.spending.reading.header_words import currency_named, side_of

_MOSTLY = 0.8
_ANY_CURRENCY = "USD"  # which one a bare sign stands for does not change what kind of cell it is


@lru_cache(maxsize=16384)
def kind_of(cell: str) -> str:
    """ "" for nothing, else "date", "time", "amount", "currency", "side" or "text". The cell is stripped."""
    if not cell or (says_nothing(cell) and cell not in ("-", "/")):
        return ""
    if split_date(cell) is not None:
        return "date"
    if is_time(cell):
        return "time"
    if split_amount(cell, _ANY_CURRENCY) is not None:
        return "amount"
    if side_of(cell) is not None:
        return "side"
    return "currency" if currency_named(cell, _ANY_CURRENCY) else "text"


@dataclass(slots=True)
class ColumnProfile:
    """One column of the sampled rows: its cells (stripped) and how many of each kind."""

    cells: list[str] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)

    def add(self, cell: str) -> None:
        self.cells.append(cell)
        kind = kind_of(cell)
        self.kinds[kind] = self.kinds.get(kind, 0) + 1

    @property
    def said(self) -> int:
        """How many cells say something."""
        return len(self.cells) - self.kinds.get("", 0)

    def mostly(self, *kinds: str) -> bool:
        """Whether nearly all cells that say something are of these kinds."""
        return self.said > 0 and sum(self.kinds.get(kind, 0) for kind in kinds) >= _MOSTLY * self.said

    def dates(self) -> list[WrittenDate]:
        return [found for cell in self.cells if (found := split_date(cell))]

    def amounts(self, currency: str) -> list[WrittenAmount]:
        return [found for cell in self.cells if cell and (found := split_amount(cell, currency))]

    @property
    def width(self) -> float:
        """The mean length of what is said."""
        said = [cell for cell in self.cells if kind_of(cell)]
        return sum(map(len, said)) / len(said) if said else 0.0


def is_entry(cells: Sequence[str]) -> bool:
    """Whether a row (stripped) holds a day and an amount: what every entry has."""
    kinds = {kind_of(cell) for cell in cells}
    return "date" in kinds and ("amount" in kinds or any(_numeric_date(cell) for cell in cells))


def _numeric_date(cell: str) -> bool:
    # 20230212 is a day, but in a row that has another day it may be an amount all the same.
    return cell.isdigit()


def profile(rows: Sequence[Sequence[str]]) -> list[ColumnProfile]:
    """The columns of rows of stripped cells; a short row ends in empty cells."""
    columns = [ColumnProfile() for _ in range(max(map(len, rows), default=0))]
    for row in rows:
        for place, column in enumerate(columns):
            column.add(row[place] if place < len(row) else "")
    return columns


def strip_row(cells: Sequence[str]) -> list[str]:
    """The row's cells without their wrapping, and without empty cells at its end."""
    stripped = [strip_cell(cell) for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return stripped
