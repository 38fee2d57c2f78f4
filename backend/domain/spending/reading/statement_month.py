"""A statement's month is found in the lines above its table; it dates the rows that name no year."""

import re
from collections.abc import Sequence

_MONTHS = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})\s*[-/.年]\s*(?P<m>1[0-2]|0?[1-9])(?![0-9])"
    r"|(?<![0-9])(?:[0-3]?[0-9][-/.])?(?P<m2>1[0-2]|0?[1-9])[-/.](?P<y2>(?:19|20)[0-9]{2})(?![0-9])"
)


class Period:
    """The latest (year, month) that the lines heard so far name, or the one that was given."""

    def __init__(self, given: tuple[int, int] | None) -> None:
        self.known = given
        self._heard = False

    def hear(self, cells: Sequence[str]) -> None:
        """Take in a line from above the table; the file's own word goes before what was given."""
        for found in _MONTHS.finditer(" ".join(cells)):
            month = (int(found["y"] or found["y2"]), int(found["m"] or found["m2"]))
            if not self._heard or self.known is None or month > self.known:
                self.known, self._heard = month, True
