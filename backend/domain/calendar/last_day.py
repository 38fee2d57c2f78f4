"""The last day of a legal period that falls on a public holiday moves behind it, where a country's law says so.

A holiday is a whole row of days off with a public holiday among them: the weekend that it runs into belongs to it.
A plain weekend is none.
"""

from datetime import date, timedelta

import holidays

from backend.domain.calendar.business_day import adjust, is_business_day, supported

_DAY = timedelta(days=1)
_LONGEST = 31


def after_public_holiday(day: date, country: str) -> date:
    """The day itself, or the first working day after the holiday that it falls in."""
    if not supported(country) or is_business_day(day, country):
        return day
    off = _days_off_around(day, country)
    public = holidays.country_holidays(country, years={each.year for each in off}, expand=False)
    return adjust(day, country, "next") if any(each in public for each in off) else day


def next_working_day(day: date, country: str) -> date:
    """The day itself where it is worked, or where the country's calendar is not known."""
    return adjust(day, country, "next") if supported(country) else day


def _days_off_around(day: date, country: str) -> list[date]:
    found = [day]
    for step in (-_DAY, _DAY):
        at = day + step
        while len(found) < _LONGEST and not is_business_day(at, country):
            found.append(at)
            at += step
    return found
