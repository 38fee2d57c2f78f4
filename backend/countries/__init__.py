"""Places: what each country's law and its bureaus' practice say of credit reports, read from one data file a country.

A file is read once and checked whole: whoever holds a `Place` need not doubt it. docs/places.md says how a file is
laid out, how a country is added and how a rule is updated.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from backend.countries.reading import CountryFileError, country_law_from
from backend.domain.bureau.country_law import CountryLaw

__all__ = ["CountryFileError", "countries", "every", "law_of", "read_country_law"]

_DATA = files(__name__) / "data"


@cache
def countries() -> tuple[str, ...]:
    """The countries (ISO 3166, upper case) that have a file, in alphabetical order."""
    names = (file.name for file in _DATA.iterdir())
    return tuple(sorted(name.removesuffix(".toml").upper() for name in names if name.endswith(".toml")))


@cache
def law_of(country: str) -> CountryLaw | None:
    """The place of a country (ISO 3166, upper case); None where there is no file for it. Raises PlaceError."""
    if country not in countries():
        return None
    return read_country_law((_DATA / f"{country.lower()}.toml").read_text(encoding="utf-8"), country)


def read_country_law(text: str, country: str) -> CountryLaw:
    """The place that a file's text describes. Raises PlaceError, which names the file, the key and the fault."""
    file = f"{country.lower()}.toml"
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CountryFileError(file, "", str(error)) from error
    return country_law_from(content, country, file)


@cache
def every() -> Mapping[str, CountryLaw]:
    """All places, by country."""
    return MappingProxyType({country: found for country in countries() if (found := law_of(country))})
