"""Which parts a country has, read from `data/regions/<country>.toml`: a region that does not exist has no law.

A country without a file has parts that nobody listed here: any is taken.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

_DATA = files("backend.countries") / "data" / "regions"
# A country, its part, and a city's short name behind it where a city has rules of its own.
_REGION = re.compile(r"([A-Z]{2})-([A-Z0-9]{1,3})(?:-[A-Z0-9]{1,8})?")


def is_region(text: str) -> bool:
    """Whether `text` names a part of a country, as ISO 3166-2 does, so far as the country's parts are listed."""
    found = _REGION.fullmatch(text)
    if found is None:
        return False
    parts = _parts(found[1])
    return not parts or found[2] in parts


@cache
def _parts(country: str) -> frozenset[str]:
    file = _DATA / f"{country.lower()}.toml"
    return (
        frozenset(tomllib.loads(file.read_text(encoding="utf-8"))["parts"]) if file.is_file() else frozenset()
    )
