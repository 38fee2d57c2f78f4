"""Whether a word stands in a line: both are folded already (see `wording`)."""

from typing import Literal

Op = Literal["contains", "equals", "starts", "words", "between"]

_CJK = "\u2e80"


def holds_at(op: Op, line: str, start: int, end: int) -> bool:
    """Whether an operation on words accepts the value where it stands in the line, from `start` to `end`."""
    if op == "contains":
        return True
    if op == "words":
        return not (
            (start and _joined(line[start - 1], line[start]))
            or (end < len(line) and _joined(line[end - 1], line[end]))
        )
    return start == 0 and (op == "starts" or (op == "equals" and end == len(line)))


def found_in(op: Op, needle: str, line: str) -> bool:
    """Whether an operation on words accepts the value anywhere in the line; both are folded already."""
    start = line.find(needle) if needle else -1
    while start >= 0:
        if holds_at(op, line, start, start + len(needle)):
            return True
        start = line.find(needle, start + 1)
    return False


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word: both letters of an alphabet, or both digits."""
    if left >= _CJK or right >= _CJK:
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())
