"""What was achieved, in a plain sentence: no praise, no "finally"."""

from backend.domain.relief.achievements import Achievement
from backend.words.catalogue import count, say, sentence
from backend.words.dates import short_day

_AGAIN = sentence("{name} is current again since {day}.")


def achievement_text(one: Achievement, name: str, locale: str) -> str:
    """`name` is the account's; it is not said of months on time."""
    if one.on is not None:
        return say(locale, _AGAIN, name=name, day=short_day(one.on, locale, year=True))
    months = one.months or 0
    return count(
        locale,
        "One whole month with everything paid on time.",
        "{months} whole months in a row with everything paid on time.",
        months,
        months=months,
    )
