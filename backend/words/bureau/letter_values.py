"""A letter's days, amounts and names are written here as is usual in its language."""

import re
import unicodedata
from datetime import date
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton

from backend.domain.credit.card_number import contains_card_number
from backend.domain.money.amount import format_money
from backend.words.catalogue import known_locale
from backend.words.names import shorten

BLANK = "_" * 28

_JOINERS = "\u200c\u200d"
_LONGEST_CARD_NUMBER = 19
# 18 characters of a resident identity number (GB 11643), and the US form of a social security number.
_NATIONAL_IDS = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{3}[- ]\d{2}[- ]\d{4})(?!\d)")
_LONG_NUMBER = re.compile(r"\d(?:[\s\-\u2010-\u2015._/]*\d){12,}")


@cache
def _place(locale: str, country: str) -> str:
    """The locale with the reader's country where Babel knows the two together: en + GB writes 4 November 2026."""
    known = known_locale(locale)
    try:
        return str(Locale.parse(f"{known.partition('-')[0]}_{country}"))
    except (UnknownLocaleError, ValueError):
        return known.replace("-", "_")


def day_text(day: date, locale: str, country: str) -> str:
    """November 4, 2026 (US), 4 November 2026 (GB), 2026年11月4日."""
    return format_date(day, "long", locale=_place(locale, country))


def month_text(month: str, locale: str, country: str) -> str:
    """ "2026-10" as October 2026 or 2026年10月. Raises ValueError where it is no month."""
    first = date.fromisoformat(f"{month}-01")
    return str(format_skeleton("yMMMM", first, locale=_place(locale, country)))


def money_text(minor: int, currency: str, locale: str, country: str) -> str:
    """The amount as it is written there: £12.00 for GBP in Britain, ¥12.00 for CNY in Chinese."""
    return format_money(minor, currency, _place(locale, country))


def plain(text: str, room: int = 120) -> str:
    """What a person typed as one line of a letter: no control or direction marks, no full card or identity number."""
    shown = "".join(letter if letter.isprintable() or letter in _JOINERS else " " for letter in text)
    return shorten(_without_numbers(" ".join(unicodedata.normalize("NFC", shown).split())), room)


def plain_reference(text: str) -> str:
    """A reference or tracking number; those of parcels are longer than a card's number and stay whole."""
    line = " ".join(text.split())
    digits = re.sub(r"\D", "", line)
    if (
        line.isascii()
        and not _NATIONAL_IDS.search(line)
        and (len(digits) > _LONGEST_CARD_NUMBER or re.search("[A-Za-z]", line))
    ):
        return shorten("".join(letter for letter in line if letter.isprintable()), 60)
    return plain(line, 60)


def last_four(text: str) -> str:
    """At most the last four digits of an account's number."""
    return re.sub(r"\D", "", text)[-4:]


def _without_numbers(text: str) -> str:
    hidden = _NATIONAL_IDS.sub(lambda found: "*" * len(found[0]), text)
    if not contains_card_number(hidden):
        return hidden
    hidden = _LONG_NUMBER.sub(lambda found: _masked(found[0]), hidden)
    return _masked(hidden) if contains_card_number(hidden) else hidden


def _masked(text: str) -> str:
    """Every digit but the last four as a star."""
    country_laws = [
        country_law for country_law, letter in enumerate(text) if unicodedata.digit(letter, None) is not None
    ][:-4]
    return "".join(
        "*" if country_law in set(country_laws) else letter for country_law, letter in enumerate(text)
    )
