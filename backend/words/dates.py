"""Days, times and money as people write them in each language."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, get_timezone_location

from backend.domain.calendar import local_time
from backend.words.catalogue import known_locale, say

_END_OF_DAY_MINUTE = (23, 59)


@lru_cache(maxsize=4096)
def short_day(day: date, locale: str) -> str:
    """Sat, Dec 5 · 12月5日 周六"""
    pattern = "M月d日 EEE" if locale == "zh-CN" else "EEE, MMM d"
    return format_date(day, pattern, locale=locale.replace("-", "_"))


@lru_cache(maxsize=4096)
def day_heading(day: date, locale: str) -> str:
    """Saturday, 5 December 2026 · 2026年12月5日 星期六"""
    known = known_locale(locale)
    pattern = "y年M月d日 EEEE" if known == "zh-CN" else "EEEE, d MMMM y"
    return format_date(day, pattern, locale=known.replace("-", "_"))


@lru_cache(maxsize=4096)
def cut_off(pay_by_at: datetime, zone: str, borrower_zone: str, locale: str) -> str:
    """ " before 17:00 (New York)", or nothing where the day's end is the limit and the clocks agree."""
    here = local_time.local(pay_by_at, zone)
    ends_day = (here.hour, here.minute) == _END_OF_DAY_MINUTE
    same_clock = local_time.local(pay_by_at, borrower_zone).replace(tzinfo=None) == here.replace(tzinfo=None)
    if ends_day and same_clock:
        return ""
    text = say(locale, " before {time}").format(time=f"{here:%H:%M}")
    if not same_clock:
        place = get_timezone_location(zone, locale=locale.replace("-", "_"), return_city=True)
        text += say(locale, " ({place} time)").format(place=place)
    return text
