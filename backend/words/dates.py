"""Days and times are written here as people write them in each language."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, get_timezone_location

from backend.domain.calendar.reader_limit import ReaderLimit, reader_limit
from backend.words.catalogue import known_locale, say, say_in


@lru_cache(maxsize=4096)
def short_day(day: date, locale: str, *, year: bool = False) -> str:
    """Sat, Dec 5 · 12月5日（周六）; with `year`, Sat, Dec 5, 2026 · 2026年12月5日（周六）."""
    if locale == "zh-CN":
        pattern = "y年M月d日（EEE）" if year else "M月d日（EEE）"
    else:
        pattern = "EEE, MMM d, y" if year else "EEE, MMM d"
    return format_date(day, pattern, locale=locale.replace("-", "_"))


def day_and_time(instant: datetime, locale: str) -> str:
    """The clock that an instant carries: Tue, Dec 8, 21:59 · 12月8日（周二）21:59"""
    return say(locale, "{day}, {time}", day=short_day(instant.date(), locale), time=f"{instant:%H:%M}")


def _plain_day(day: date, locale: str) -> str:
    """Dec 5 · 12月5日"""
    return format_date(day, "M月d日" if locale == "zh-CN" else "MMM d", locale=locale.replace("-", "_"))


@lru_cache(maxsize=4096)
def day_heading(day: date, locale: str) -> str:
    """Saturday, 5 December 2026 · 2026年12月5日 星期六"""
    known = known_locale(locale)
    pattern = "y年M月d日 EEEE" if known == "zh-CN" else "EEEE, d MMMM y"
    return format_date(day, pattern, locale=known.replace("-", "_"))


@lru_cache(maxsize=16384)
def when(limit_at: datetime, zone: str, reader_zone: str, today: bool, locale: str) -> str:
    """The limit inside a sentence, on the reader's clock: "today", "by Sat, Dec 5", "by Sat, Dec 5, before 17:00".

    A time is given only where the limit is not the day's end. Where the debt's own clock shows another limit, that is
    said behind it, as the contract has it: "by Sun, Dec 6, before 06:00 (Dec 5, 17:00 in New York)".
    """
    mine, theirs = reader_limit(limit_at, reader_zone), reader_limit(limit_at, zone)
    said = _by(mine, today, locale)
    if mine == theirs:
        return said
    return say(locale, "{when} ({there})", when=said, there=_there(theirs, zone, locale))


def _by(limit: ReaderLimit, today: bool, locale: str) -> str:
    if limit.at is None:
        return say(locale, "today") if today else say(locale, "by {day}", day=short_day(limit.day, locale))
    time = f"{limit.at:%H:%M}"
    if today:
        return say(locale, "today, before {time}", time=time)
    return say(locale, "by {day}, before {time}", day=short_day(limit.day, locale), time=time)


@lru_cache(maxsize=16384)
def when_in_title(limit_at: datetime, reader_zone: str, today: bool, locale: str) -> str:
    """The same on the reader's clock alone, as short as a title needs it."""
    limit = reader_limit(limit_at, reader_zone)
    day = say(locale, "today") if today else short_day(limit.day, locale)
    if limit.at is None:
        return day if today else say_in(locale, "title", "by {day}", day=day)
    time = f"{limit.at:%H:%M}"
    return say_in(locale, "title", "{day}, before {time}", day=day, time=time)


def _there(limit: ReaderLimit, zone: str, locale: str) -> str:
    day, place = _plain_day(limit.day, locale), _place(zone, locale)
    if limit.at is None:
        return say(locale, "the end of {day} in {place}", day=day, place=place)
    return say(locale, "{day}, {time} in {place}", day=day, time=f"{limit.at:%H:%M}", place=place)


def _place(zone: str, locale: str) -> str:
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    return get_timezone_location(zone, locale=locale.replace("-", "_"), return_city=True)
