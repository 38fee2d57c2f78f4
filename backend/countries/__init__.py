"""What each country's law and its creditors' and bureaus' practice say, read from one data file a country.

A file is read once and checked whole: whoever holds a `CountryLaw` need not doubt it. docs/countries.md says how a file
is laid out, how a country is added and how a rule is updated. `default.toml` holds what is said of a country without a
file, or whose file leaves it out.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from backend.countries.reading import CountryFileError, country_law_from, default_rules_from
from backend.domain.bureau.country_law import CountryLaw, LegalRule

__all__ = [
    "CountryFileError",
    "countries",
    "default_rules",
    "every",
    "law_of",
    "read_country_law",
    "read_default_rules",
]

_DATA = files(__name__) / "data"
_DEFAULT = "default.toml"
_OF_A_COUNTRY = re.compile(r"[a-z]{2}\.toml")


@cache
def countries() -> tuple[str, ...]:
    """The countries (ISO 3166, upper case) that have a file, in alphabetical order."""
    names = (file.name for file in _DATA.iterdir())
    return tuple(
        sorted(name.removesuffix(".toml").upper() for name in names if _OF_A_COUNTRY.fullmatch(name))
    )


@cache
def law_of(country: str) -> CountryLaw | None:
    """The law of a country (ISO 3166, upper case); None where there is no file for it. Raises CountryFileError."""
    if country not in countries():
        return None
    return read_country_law((_DATA / f"{country.lower()}.toml").read_text(encoding="utf-8"), country)


def read_country_law(text: str, country: str) -> CountryLaw:
    """The law in a file's text. Raises CountryFileError, which names the file, the key and the fault."""
    file = f"{country.lower()}.toml"
    return country_law_from(_parsed(text, file), country, file)


@cache
def every() -> Mapping[str, CountryLaw]:
    """Every country's law, by country."""
    return MappingProxyType({country: found for country in countries() if (found := law_of(country))})


@cache
def default_rules() -> tuple[LegalRule, ...]:
    """The rules for countries that have none of their own. Raises CountryFileError."""
    return read_default_rules((_DATA / _DEFAULT).read_text(encoding="utf-8"))


def read_default_rules(text: str) -> tuple[LegalRule, ...]:
    """The default rules in a file's text. Raises CountryFileError."""
    return default_rules_from(_parsed(text, _DEFAULT), _DEFAULT)


def _parsed(text: str, file: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CountryFileError(file, "", str(error)) from error
