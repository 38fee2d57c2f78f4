"""These functions tell how late an account was in a month by the borrower's books, or that the books cannot tell.

A month is late in a report when the account was so many days past due at some time in it. `Level` counts the bureau's
boundaries that were reached: 0 none, 1 the mildest; a charge-off is one more than there are boundaries.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from backend.domain.bureau.history import OwnAccount, PastDue

# Bills of a card come monthly; a wider gap is one that the borrower has not entered. A contract's schedule has its own.
_LONGEST_GAP = timedelta(days=45)
_FIRST_DUE_AFTER_OPENING = timedelta(days=75)
_LEFT_BOOKS = ("settled", "charged_off", "sold")


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """The worst of an account in a month. `level` also counts the day of the payment itself; `least` does not.

    What is between the two is a matter of the bureau's reading and is held against nobody. `due` is the due that was
    longest past due, if any was.
    """

    month: str
    days: int
    level: int
    least: int
    due: PastDue | None


def first_day(month: str) -> date:
    """The first day of "2026-10"."""
    return date(int(month[:4]), int(month[5:7]), 1)


def last_day(month: str) -> date:
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, monthrange(year, number)[1])


def month_at(index: int) -> str:
    """The month of that index (see `month_number`)."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def month_number(month: str) -> int:
    """Consecutive integers for consecutive months."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def level_of(status: str, boundaries: Sequence[int]) -> int:
    """What a report's word for a month means by the bureau's boundaries (days past due, mildest first)."""
    if status == "ok":
        return 0
    if status == "charged_off":
        return len(boundaries) + 1
    return _level(int(status), boundaries)


def own_month(account: OwnAccount, month: str, boundaries: Sequence[int], as_of: date) -> OwnMonth:
    """How late the account was in a month, looking no further than `as_of`."""
    begin, end = first_day(month), min(last_day(month), as_of)
    worst, least_days, worst_due = 0, 0, None
    for due in account.dues:
        inclusive, exclusive = _days_in(due, begin, end)
        least_days = max(least_days, exclusive)
        if inclusive > worst:
            worst, worst_due = inclusive, due
    level, least = _level(worst, boundaries), _level(least_days, boundaries)
    if account.ended == "charged_off" and account.ended_on and account.ended_on <= end:
        level = least = len(boundaries) + 1
    return OwnMonth(month, worst, level, least, worst_due)


def unknown_because(
    account: OwnAccount, month: str, level: int, boundaries: Sequence[int], as_of: date
) -> str:
    """Why the books cannot tell whether the account was so late in that month; "" where they can.

    They can where the dues run without a gap from before the oldest that could be to after the youngest, or from the
    opening of the account; what an account became after it was settled, sold or charged off is not in them.
    """
    begin, end = first_day(month), min(last_day(month), as_of)
    if account.ended in _LEFT_BOOKS and account.ended_on and account.ended_on <= end:
        return "left_books"
    if not account.dues or not boundaries:
        return "no_history"
    reached = boundaries[min(level, len(boundaries)) - 1]
    beyond = boundaries[level] if level < len(boundaries) else reached + 30
    oldest, youngest = begin - timedelta(days=beyond - 1), end - timedelta(days=reached)
    if account.ended and account.ended_on:
        youngest = min(youngest, account.ended_on)
    days = sorted(due.due_on for due in account.dues)
    started = account.opened_on is not None and days[0] - account.opened_on <= _FIRST_DUE_AFTER_OPENING
    if days[0] > oldest and not started:
        return "no_history"
    return "" if account.scheduled or _without_gap(days, oldest, youngest, started) else "gap"


def _without_gap(days: Sequence[date], oldest: date, youngest: date, started: bool) -> bool:
    """Whether no bill is missing from the oldest due that matters to the youngest."""
    within = [day for day in days if day <= youngest]
    if not within:
        return started
    if youngest - within[-1] > _LONGEST_GAP:
        return False
    anchor = max((day for day in within if day <= oldest), default=within[0])
    looked_at = [day for day in within if day >= anchor]
    return all(b - a <= _LONGEST_GAP for a, b in pairwise(looked_at))


def _level(days: int, boundaries: Sequence[int]) -> int:
    return sum(days >= boundary for boundary in boundaries)


def _days_in(due: PastDue, begin: date, end: date) -> tuple[int, int]:
    """Days past due at worst from `begin` to `end`, with and without the day on which it was met."""
    if due.excused or (due.met_on and (due.met_on <= due.last_chance_on or due.met_on < begin)):
        return 0, 0
    if due.met_on is None or due.met_on > end:
        days = max(0, (end - due.due_on).days)
        if end > due.last_chance_on:
            return days, days
        return (days if due.met_on else 0), 0  # in its grace days then, and met too late for them
    met = max(0, (due.met_on - due.due_on).days)
    # Met on the first of the month: on that day alone it may still have been late.
    return met, max(0, met - 1) if due.met_on > begin else 0
