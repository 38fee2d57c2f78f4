"""What each piece of law in the data has, of whichever kind it is: days in force, and words by language."""

from collections.abc import Mapping
from datetime import date


class InForce:
    """Something in force on each day from `from_on` (None: not known since when) to `until_on` (None: still)."""

    __slots__ = ()
    from_on: date | None
    until_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day, as far as is known; where the first day is not, perhaps on an early one."""
        return (self.from_on is None or self.from_on <= day) and (
            self.until_on is None or day <= self.until_on
        )


class Worded:
    """Something that says what it is in each language."""

    __slots__ = ()
    says: Mapping[str, str]

    def words(self, locale: str) -> str:
        """What it says in a language; in English where it has no words of its own there."""
        return in_language(self.says, locale)


def in_language(texts: Mapping[str, str], locale: str) -> str:
    """The text in a language, or in English; "" where there is neither."""
    return texts.get(locale) or texts.get("en", "")
