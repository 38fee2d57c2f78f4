"""This module finds the order of day, month and year in a column of dates.

An order is possible if it makes every sampled day exist. Of several possible ones that is taken which puts the
days in sequence (exports are sorted, one way or the other) and then closest together: a week of May read the
wrong way round is the fifth of seven months. What is left undecided is a guess, and is said.
"""

from collections.abc import Sequence
from datetime import date

from backend.domain.spending.reading.column_profile import ColumnProfile
from backend.domain.spending.reading.dates import DateError, WrittenDate, resolve_day

# A year with month 12 lets every day without a year be counted in one calendar year.
_ANY_YEAR = (2024, 12)


def date_order(columns: Sequence[ColumnProfile], *, american: bool) -> tuple[str, str]:
    """The order in which to read these columns, and what was guessed ("" if nothing was)."""
    written = [each for column in columns for each in column.dates()]
    open_ones = [each for each in written if each.form in ("2", "3")]
    if not open_ones:
        return next((each.form for each in written), "YMD"), ""
    if open_ones[0].form == "2":
        orders = ["MD", "DM"] if american or not _dotted(columns) else ["DM", "MD"]
    else:
        orders = ["MDY", "DMY"] if american else ["DMY", "MDY"]
        if any(each.digits == 2 for each in open_ones):
            orders.append("YMD")
    scores = [(_score(columns, order), place, order) for place, order in enumerate(orders)]
    (best, _, order), (second, _, other) = sorted(scores)[:2]
    if best == second and best[0] < 1:
        return order, f"{order}; {other} would do as well"
    return order, ""


def _dotted(columns: Sequence[ColumnProfile]) -> bool:
    return any("." in cell for column in columns for cell in column.cells)


def _score(columns: Sequence[ColumnProfile], order: str) -> tuple[float, float, int]:
    """Smaller is better: the share of impossible days, steps out of sequence, days between the ends."""
    wrong = total = 0
    backwards, span = 0.0, 0
    for column in columns:
        days = [_day(each, order) for each in column.dates()]
        known = [day for day in days if day]
        wrong += days.count(None)
        total += len(days)
        if len(known) > 1:
            steps = [(after - before).days for before, after in zip(known, known[1:], strict=False)]
            backwards += min(sum(step < 0 for step in steps), sum(step > 0 for step in steps)) / len(steps)
            span += (max(known) - min(known)).days
    return round(wrong / max(total, 1), 3), round(backwards, 2), span


def _day(written: WrittenDate, order: str) -> date | None:
    try:
        return resolve_day(written, order, _ANY_YEAR)
    except DateError:
        return None
