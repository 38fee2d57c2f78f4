"""The dates of a loan's contract and what share of a year lies between two days, as its day count has it.

"nominal" counts whole intervals whatever their length (a month is a twelfth of a year, a week 7/365, a day 1/365) and
part of one by its days; "30/360" takes each month for thirty days; "actual" counts days, over 365 or 360.
"""

from datetime import date, timedelta
from fractions import Fraction

from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.credit.card_and_loan_terms import LoanTerms

_INTERVAL_DAYS = {"week": 7, "day": 1}


def nominal_due_on(terms: LoanTerms, index: int) -> date:
    """The contract's date of instalment `index` (from 1; 0 and less lie before the first), before any weekend rule."""
    intervals = (index - 1) * terms.interval_count
    first = terms.first_due_on
    if intervals == 0:
        return first
    try:
        if terms.interval == "month":
            return month_day(month_index(first) + intervals, terms.anchor_day or first.day)
        return first + timedelta(days=intervals * _INTERVAL_DAYS[terms.interval])
    except (OverflowError, ValueError) as beyond:
        raise ValueError("the schedule runs beyond the calendar") from beyond


def year_share(terms: LoanTerms, since: date, until: date) -> Fraction:
    """The share of a year from one day to a later one; nothing where they are one day."""
    if until <= since:
        return Fraction(0)
    if terms.day_count == "actual/365":
        return Fraction((until - since).days, 365)
    if terms.day_count == "actual/360":
        return Fraction((until - since).days, 360)
    if terms.day_count == "30/360" and terms.interval != "month":
        return Fraction(_days_of_thirty(since, until), 360)
    return (_position(terms, until) - _position(terms, since)) * _interval_share(terms)


def _interval_share(terms: LoanTerms) -> Fraction:
    if terms.interval == "month":
        return Fraction(terms.interval_count, 12)
    return Fraction(_INTERVAL_DAYS[terms.interval] * terms.interval_count, 365)


def _position(terms: LoanTerms, day: date) -> Fraction:
    """How many intervals after instalment 0 a day lies, part of one by its days (thirty a month in 30/360)."""
    index = _interval_of(terms, day)
    start, end = nominal_due_on(terms, index), nominal_due_on(terms, index + 1)
    if day == start:
        return Fraction(index)
    if terms.day_count == "30/360":
        length = 30 * terms.interval_count
        return index + Fraction(min(length, _days_of_thirty(start, day)), length)
    return index + Fraction((day - start).days, (end - start).days)


def _interval_of(terms: LoanTerms, day: date) -> int:
    """The number of the last instalment due on a day or before it."""
    first = terms.first_due_on
    if terms.interval == "month":
        index = (month_index(day) - month_index(first)) // terms.interval_count + 1
    else:
        index = (day - first).days // (_INTERVAL_DAYS[terms.interval] * terms.interval_count) + 1
    return index if nominal_due_on(terms, index) <= day else index - 1


def _days_of_thirty(since: date, until: date) -> int:
    """30E/360: a 31st is taken for a 30th."""
    months = month_index(until) - month_index(since)
    return 30 * months + min(until.day, 30) - min(since.day, 30)
