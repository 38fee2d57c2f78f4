"""A letter is rendered as plain text for e-mail, for a form's text box or for reading aloud."""

from collections.abc import Iterator

from backend.rendering.pdf.line_breaking import break_lines, columns
from backend.words.bureau.letter_facts import Block, Letter

_GAP = 3
_MARK = "- "


def as_text(letter: Letter, width: int = 78) -> str:
    """The letter in lines of at most `width` columns, its parts apart by an empty line, with a line end at its end."""
    parts = ("\n".join(_block(block, width)) for block in letter.blocks)
    return "\n\n".join(parts) + "\n"


def _block(block: Block, width: int) -> Iterator[str]:
    if block.kind == "table":
        yield from _table(block, width)
    elif block.kind == "list":
        for item in block.lines:
            first, *rest = break_lines(item, width - len(_MARK), columns)
            yield _MARK + first
            yield from (" " * len(_MARK) + line for line in rest)
    elif block.kind == "subject":
        said = [line for text in block.lines for line in break_lines(text, width, columns)]
        yield from said
        yield "=" * max(map(columns, said))
    else:
        yield from (line for text in block.lines for line in break_lines(text, width, columns))


def _table(block: Block, width: int) -> Iterator[str]:
    """Two columns side by side, a line beneath the head."""
    room = (width - _GAP) // 2
    for number, row in enumerate(block.rows):
        left, right = (break_lines(cell, room, columns) for cell in row)
        for place in range(max(len(left), len(right))):
            yield _side_by_side(_at(left, place), _at(right, place), room)
        if number == 0:
            yield "-" * room + " " * _GAP + "-" * room


def _at(cell: list[str], place: int) -> str:
    return cell[place] if place < len(cell) else ""


def _side_by_side(left: str, right: str, room: int) -> str:
    return (left + " " * (room - columns(left) + _GAP) + right).rstrip()
