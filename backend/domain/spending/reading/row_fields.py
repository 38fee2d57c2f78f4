"""These functions read single fields of a row, and tell what kind a row is that is no entry."""

from collections.abc import Sequence

from backend.domain.spending.reading.cells import says_nothing, strip_cell, words_of
from backend.domain.spending.reading.column_profile import kind_of
from backend.domain.spending.reading.header_words import is_dead, is_trailer, normal, side_of

LONGEST_REFERENCE = 200


class RowFault(Exception):
    """A row is no entry; `reason` is the fault's code."""

    def __init__(self, field: str, reason: str, value: str) -> None:
        super().__init__(reason)
        self.field, self.reason, self.value = field, reason, value


def normal_row(cells: Sequence[str]) -> list[str]:
    """A header's row to compare by."""
    words = [normal(cell) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return words


def is_note(cells: Sequence[str], fault: RowFault, header: list[str] | None) -> bool:
    """Whether a row that is no entry is none of the table's either: a sum, a note, the header again."""
    said = [stripped for cell in cells if (stripped := strip_cell(cell))]
    if not said or any(is_trailer(cell) for cell in said[:3]):
        return True
    if header is not None and normal_row(cells) == header:
        return True
    if fault.field == "date" and not any(kind_of(cell) == "amount" for cell in said):
        return len(said) < max(3, len(header or ()) // 2)
    return False


def read_side(direction: str) -> int:
    """-1, +1 or 0 for a cell of a direction column. Raises RowFault."""
    word = strip_cell(direction)
    side = side_of(word) if word else 0
    if side is None:
        raise RowFault("direction", "direction-unknown", word)
    return side


def read_state(status: str) -> bool:
    """Whether a state's cell says that the trade is dead."""
    return is_dead(words_of(status))


def read_identity(cell: str) -> str:
    """A reference, kept whole: it is no text, and two references must not become one."""
    reference = strip_cell(cell)
    return "" if says_nothing(reference) else reference


def read_mcc(cell: str) -> str | None:
    """A merchant category code, four digits."""
    code = cell.strip()
    return code.zfill(4) if code.isascii() and code.isdigit() and len(code) in (3, 4) else None
