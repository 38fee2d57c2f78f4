"""The zone, language and country of a first-time visitor are guessed from what their app's headers say.

Graceday-Zone and Graceday-Country come first. Otherwise the country is the territory in Accept-Language, else the
zone's, else the one where the language is most spoken (CLDR's likely subtags); no country is assumed for all.
"""

from collections.abc import Iterator

from babel.core import get_global
from flask import request

from backend.domain.calendar.business_day import supported
from backend.domain.calendar.local_time import valid_zone
from backend.errors import Invalid
from backend.words.catalogue import known_locale


def home() -> dict[str, str]:
    """Zone, locale and country of whoever asks."""
    return {"zone": zone(), "locale": locale(), "country": country()}


def zone() -> str:
    """The zone in Graceday-Zone, else UTC, which is nobody's home."""
    name = request.headers.get("Graceday-Zone", "")
    return name if valid_zone(name) else "UTC"


def locale() -> str:
    """The first language in Accept-Language that we speak."""
    for tag in _languages():
        found = known_locale(tag)
        if _language(found) == _language(tag):
            return found
    return known_locale("")


def country() -> str:
    """The first supported country that the headers name or imply; Invalid where there is none."""
    for code in _countries():
        if supported(code):
            return code
    raise Invalid("country-missing", field="Graceday-Country")


def _countries() -> Iterator[str]:
    yield request.headers.get("Graceday-Country", "")
    for tag in _languages():
        yield _territory(tag)
    yield get_global("zone_territories").get(zone(), "")
    likely = get_global("likely_subtags")
    for tag in (*_languages(), locale()):
        yield _territory(likely.get(tag.replace("-", "_"), "") or likely.get(_language(tag), ""))


def _languages() -> list[str]:
    return [tag for tag, _ in request.accept_languages if tag != "*"]


def _language(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _territory(tag: str) -> str:
    """CN of zh-Hans-CN or zh_CN; empty where the tag names no country."""
    parts = tag.replace("_", "-").split("-")[1:]
    return next((part.upper() for part in parts if len(part) == 2), "")
