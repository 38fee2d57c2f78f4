"""Days and times are written here as people write them in each language."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel.dates import format_date, get_timezone_location

from backend.domain.calendar import local_time
from backend.words.catalogue import known_locale, say

_A_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def short_day(day: date, locale: str, *, year: bool = False) -> str:
    """Sat, Dec 5 · 12月5日 周六; with `year`, Sat, Dec 5, 2026 · 2026年12月5日 周六."""
    if locale == "zh-CN":
        pattern = "y年M月d日 EEE" if year else "M月d日 EEE"
    else:
        pattern = "EEE, MMM d, y" if year else "EEE, MMM d"
    return format_date(day, pattern, locale=locale.replace("-", "_"))


@lru_cache(maxsize=4096)
def day_heading(day: date, locale: str) -> str:
    """Saturday, 5 December 2026 · 2026年12月5日 星期六"""
    known = known_locale(locale)
    pattern = "y年M月d日 EEEE" if known == "zh-CN" else "EEEE, d MMMM y"
    return format_date(day, pattern, locale=known.replace("-", "_"))


@lru_cache(maxsize=16384)
def when(due_on: date, pay_by_at: datetime, zone: str, borrower_zone: str, today: bool, locale: str) -> str:
    """The limit inside a sentence: "today", "by Sat, Dec 5", "by Sat, Dec 5, before 17:00 New York time".

    A time is given only where the cut-off is not the day's end; the zone only where the borrower's clock
    shows something else at that instant, and then "today" is no safe word.
    """
    here, theirs = local_time.local(pay_by_at, zone), local_time.local(pay_by_at, borrower_zone)
    at = "" if _ends_day(here, due_on) else f"{here:%H:%M}"
    if here.replace(tzinfo=None) != theirs.replace(tzinfo=None):
        return _elsewhere(short_day(due_on, locale), at, _place(zone, locale), locale)
    if today:
        return say(locale, "today, before {time}", time=at) if at else say(locale, "today")
    day = short_day(due_on, locale)
    return (
        say(locale, "by {day}, before {time}", day=day, time=at) if at else say(locale, "by {day}", day=day)
    )


def _ends_day(here: datetime, due_on: date) -> bool:
    midnight = datetime.combine(due_on + _A_DAY, time.min)
    return midnight - timedelta(minutes=1) <= here.replace(tzinfo=None) <= midnight


def _elsewhere(day: str, at: str, place: str, locale: str) -> str:
    if at:
        return say(locale, "by {day}, before {time} {place} time", day=day, time=at, place=place)
    return say(locale, "by {day}, {place} time", day=day, place=place)


def _place(zone: str, locale: str) -> str:
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    return get_timezone_location(zone, locale=locale.replace("-", "_"), return_city=True)
