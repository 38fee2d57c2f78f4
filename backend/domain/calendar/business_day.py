"""Working days by country, weekend days that are worked in exchange among them, and the issuer's weekend rule.

The calendars are those of the `holidays` library, data by country: national public holidays, no regional ones, and
the weekend days that make up for a longer holiday where a yearly notice exchanges them. A country is its ISO 3166
alpha-2 code. Outside the years the library covers only weekends are days off.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

import holidays

WeekendRule = Literal["none", "next", "previous"]

# No public calendar has so many days off in a row; the walk ends here whatever the data says.
_LONGEST_CLOSURE = 31


class UnknownCountry(ValueError):
    """There is no holiday calendar for this country."""


@cache
def _countries() -> frozenset[str]:
    return frozenset(holidays.list_supported_countries(include_aliases=False))


def supported(country: str) -> bool:
    """Whether `country` is an ISO 3166 alpha-2 code (upper case) with a known calendar."""
    return country in _countries()


def _calendar(country: str, year: int) -> holidays.HolidayBase:
    if not supported(country):
        raise UnknownCountry(f"no holiday calendar for {country!r}")
    return holidays.country_holidays(country, years=year, expand=False)


@lru_cache(maxsize=256)
def _days_off(country: str, year: int) -> frozenset[date]:
    """Weekends and public holidays of that year, less the weekend days that are made up for."""
    calendar = _calendar(country, year)
    first = date(year, 1, 1).toordinal()
    last = date(year, 12, 31).toordinal()
    days = (date.fromordinal(ordinal) for ordinal in range(first, last + 1))
    return frozenset(day for day in days if not calendar.is_working_day(day))


def is_business_day(day: date, country: str) -> bool:
    """Whether that day is worked in `country`; raises UnknownCountry."""
    return day not in _days_off(country, day.year)


def adjust(day: date, country: str, rule: WeekendRule) -> date:
    """The day itself where it is worked or `rule` is "none", else the next or previous working day.

    Which rule holds is the contract's business. In the United States an electronic payment stays due on
    the nominal day, weekend or not (12 CFR 1026.10(d) speaks of mail only), so the rule there is "none".
    Raises UnknownCountry, except under "none", which needs no calendar.
    """
    if rule == "none":
        return day
    step = timedelta(days=1 if rule == "next" else -1)
    edge = date.max if rule == "next" else date.min
    moved = day
    for _ in range(_LONGEST_CLOSURE):
        if is_business_day(moved, country):
            return moved
        if moved == edge:
            break
        moved += step
    return day
