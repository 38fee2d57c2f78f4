"""This module finds the order of day, month and year in a column of dates.

An order is proved where the others make a day that does not exist or is still to come, where only it puts the rows in
sequence (exports are sorted, one way or the other), where dots or the header's language say it, or where many rows of
different words stand close together only in it: a week of May read the wrong way round is the fifth of seven months,
which is what one row a month looks like too. What none of this decides is a guess, and is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from backend.domain.spending.reading.column_profile import ColumnProfile
from backend.domain.spending.reading.dates import DateError, WrittenDate, resolve_day

# A year with month 12 lets every day without a year be counted in one calendar year.
_ANY_YEAR = (2024, 12)
_A_ZONE = timedelta(days=1)  # where the file comes from, tomorrow may have begun
_SOME_ROWS, _CLOSER = 3, 4
_LONGER_THAN_FILES = 2 * 366  # days


class FoundOrder(NamedTuple):
    """The order in which to read days, and what was guessed ("" where it is no guess)."""

    order: str
    guess: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One column of days in one order: how many cannot be, how many steps go against the others, days between ends."""

    order: str
    place: int
    wrong: int
    backwards: int
    steps: int
    span: int

    def rank(self) -> tuple[int, float, int, int]:
        """The likelier reading is smaller."""
        return self.wrong, round(self.backwards / max(self.steps, 1), 2), self.span, self.place


def date_order(
    columns: Sequence[ColumnProfile],
    *,
    american: bool,
    texts: Sequence[str] = (),
    day_first: bool = False,
    today: date | None = None,
) -> FoundOrder:
    """The order in which to read these columns. `texts` are the rows' words, `day_first` is what the header's language
    says, and nothing was booked after `today`."""
    written = [each for column in columns for each in column.dates()]
    open_ones = [each for each in written if each.form in ("2", "3")]
    if not open_ones:
        return FoundOrder(next((each.form for each in written), "YMD"))
    dotted = _dotted(columns)
    orders = _orders(open_ones, american=american, dotted=dotted or day_first)
    latest = today + _A_ZONE if today is not None and open_ones[0].form == "3" else None
    readings = [_read(columns, order, place, latest) for place, order in enumerate(orders)]
    best, second = sorted(readings, key=_Reading.rank)[:2]
    # A day in a year of two digits may stand at either end, so that dots prove nothing there.
    said = (dotted or day_first) and best.order.startswith("D") and second.order.startswith("M")
    if said or _proved(best, second, texts):
        return FoundOrder(best.order)
    return FoundOrder(best.order, f"{best.order}; {second.order} would do as well")


def _orders(open_ones: Sequence[WrittenDate], *, american: bool, dotted: bool) -> list[str]:
    if open_ones[0].form == "2":
        return ["MD", "DM"] if american or not dotted else ["DM", "MD"]
    orders = ["MDY", "DMY"] if american and not dotted else ["DMY", "MDY"]
    return [*orders, "YMD"] if any(each.digits == 2 for each in open_ones) else orders


def _dotted(columns: Sequence[ColumnProfile]) -> bool:
    return any("." in cell for column in columns for cell in column.cells)


def _read(columns: Sequence[ColumnProfile], order: str, place: int, latest: date | None) -> _Reading:
    wrong = backwards = count = span = 0
    for column in columns:
        days = [_day(each, order) for each in column.dates()]
        known = [day for day in days if day]
        wrong += days.count(None) + sum(latest is not None and day > latest for day in known)
        if len(known) > 1:
            steps = [(after - before).days for before, after in zip(known, known[1:], strict=False)]
            backwards += min(sum(step < 0 for step in steps), sum(step > 0 for step in steps))
            count += len(steps)
            span += (max(known) - min(known)).days
    return _Reading(order, place, wrong, backwards, count, span)


def _proved(best: _Reading, second: _Reading, texts: Sequence[str]) -> bool:
    """Whether something tells the two readings apart that is more than a likelihood."""
    if best.wrong != second.wrong:
        return True
    if best.span == second.span == best.backwards == second.backwards == 0:
        return False
    if not best.backwards and second.backwards:
        return True
    if best.backwards * _CLOSER < second.backwards:
        return True
    # The same words once a month are a standing order, and each month's first days are close together too.
    various = 2 * len(set(texts)) >= len(texts)
    enough = best.steps + 1 >= _SOME_ROWS or second.span > _LONGER_THAN_FILES
    return enough and various and best.span * _CLOSER < second.span


def _day(written: WrittenDate, order: str) -> date | None:
    try:
        return resolve_day(written, order, _ANY_YEAR)
    except DateError:
        return None
