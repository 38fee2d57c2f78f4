"""How creditors and collectors may contact a borrower, by country: one file each, checked whole when it is read.

`data/<country>.conduct.toml` is laid out as docs/relief-contacts.md says. A country without one has no known rules, and
nothing is said of its contacts.
"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, get_args, get_origin, get_type_hints

from backend.countries.reading import LOCALES, CountryFileError
from backend.domain.relief.conduct.contact import NOTICE_KINDS, NoticeKind
from backend.domain.relief.conduct.rule import AnswerClock, ConductLaw, ConductRule, Silence

_DATA = files("backend.countries") / "data"
_HINTS = get_type_hints(ConductRule)
_CLOCK = get_type_hints(AnswerClock).keys()
_SILENCE = get_type_hints(Silence).keys()
# What every rule says, and what one of a kind says beside it.
_ALWAYS = frozenset({"id", "kind", "binds", "strength", "channels"}) | frozenset(
    {"says", "law", "source", "checked_on", "confirmed"}
)
_EVERY = frozenset({"region", "until_on", "presumption", "kinds"})
# The first day in force, or where that is not known a day on which it surely was.
_SINCE = frozenset({"from_on", "in_force_by"})
_OF_KIND = {
    "hours": ("opens closes", "closes_included"),
    "count": ("most days counts per together", "left_out"),
    "after_talk": ("days per together", "left_out"),
    "after_stop": ("", "written spares_remedy"),
    "wishes": ("wishes", "asks_for_wish"),
    "third_party": ("", "party perhaps"),
    "third_party_asked": ("", "party perhaps tries"),
    "third_party_again": ("", "party perhaps"),
    "visitors": ("least", ""),
    "moratorium": ("notice", "days"),
    "threat": ("", "repeated"),
}


@cache
def conduct_law(country: str) -> ConductLaw | None:
    """What a country (ISO 3166, upper case) says; None where it has no file."""
    file = _DATA / f"{country.lower()}.conduct.toml"
    if len(country) != 2 or not file.is_file():
        return None
    return read_conduct_law(file.read_text(encoding="utf-8"), country)


def conduct_rules(country: str) -> tuple[ConductRule, ...] | None:
    """The rules of a country in the order of its file; None where it has none."""
    law = conduct_law(country)
    return law.rules if law else None


def read_conduct_law(text: str, country: str) -> ConductLaw:
    """The law in a file's text. Raises CountryFileError, which names the file, the rule and the fault."""
    file = f"{country.lower()}.conduct.toml"
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CountryFileError(file, "", str(error)) from error
    if (
        content.keys() - {"clock", "silence"} != {"country", "complain_to", "rule"}
        or content["country"] != country
    ):
        raise CountryFileError(
            file, "", f"has not country {country}, complain_to, [[rule]], [[clock]], [[silence]] alone"
        )
    rules = tuple(_rule(file, table) for table in content["rule"])
    _one_at_a_time(file, rules)
    bodies = tuple(content["complain_to"])
    clocks = tuple(_clock(file, table, bodies) for table in content.get("clock", ()))
    silence = tuple(_silence(file, table) for table in content.get("silence", ()))
    return ConductLaw(rules, bodies, clocks, silence)


def _rule(file: str, table: Mapping[str, object]) -> ConductRule:
    name = str(table.get("id", "rule"))
    needed, allowed = _OF_KIND.get(str(table.get("kind")), ("", ""))
    must = _ALWAYS | set(needed.split())
    if missing := sorted(must - table.keys()):
        raise CountryFileError(file, name, f"lacks {', '.join(missing)}")
    if len(table.keys() & _SINCE) != 1:
        raise CountryFileError(file, name, f"has not one of {', '.join(sorted(_SINCE))}")
    if unknown := sorted(table.keys() - must - _EVERY - _SINCE - set(allowed.split())):
        raise CountryFileError(file, name, f"does not know {', '.join(unknown)}")
    values = {field: _value(file, name, field, value) for field, value in table.items()}
    region = values.get("region", "")
    if region and not str(region).startswith(f"{file[:2].upper()}-"):
        raise CountryFileError(file, name, "its region is not in the country")
    values = {"from_on": None, "until_on": None} | values
    return ConductRule(**values)  # type: ignore[arg-type]  # each was held to the field's own type


def _clock(file: str, table: Mapping[str, object], bodies: Sequence[str]) -> AnswerClock:
    name = f"clock {table.get('by', '')}".strip()
    if table.keys() | {"until_on"} != _CLOCK or table["by"] not in ("firm", *bodies):
        raise CountryFileError(
            file, name, f"has not {', '.join(sorted(_CLOCK))} alone, by the firm or a body"
        )
    hints = get_type_hints(AnswerClock)
    values = {field: _value(file, name, field, value, hints) for field, value in table.items()}
    values.setdefault("until_on", None)
    return AnswerClock(**values)  # type: ignore[arg-type]  # each was held to the field's own type


def _silence(file: str, table: Mapping[str, object]) -> Silence:
    name = str(table.get("id", "silence"))
    if table.keys() | {"until_on"} != _SILENCE:
        raise CountryFileError(file, name, f"has not {', '.join(sorted(_SILENCE))} alone")
    hints = get_type_hints(Silence)
    values = {field: _value(file, name, field, value, hints) for field, value in table.items()}
    values.setdefault("until_on", None)
    return Silence(**values)  # type: ignore[arg-type]  # each was held to the field's own type


def _value(file: str, name: str, field: str, value: object, hints: Mapping[str, object] = _HINTS) -> object:
    """A field's value, held to the type that its class says: a closed word, words, a day, a time, a number."""
    hint = hints[field]
    if field == "says":
        fits = isinstance(value, dict) and value.keys() == set(LOCALES) and all(map(_is_text, value.values()))
    elif get_origin(hint) is Literal:
        fits = value in get_args(hint)
    elif get_origin(hint) is tuple:
        words = get_args(get_args(hint)[0])
        fits = isinstance(value, list) and bool(value) and all(each in words for each in value)
        value = tuple(value) if isinstance(value, list) else value
    elif hint == NoticeKind | None:
        fits = value in NOTICE_KINDS
    elif hint == time | None:
        return _time(file, name, field, value)
    elif hint in (date, date | None):
        fits = isinstance(value, date) and not isinstance(value, datetime)
    elif hint is int:
        fits = isinstance(value, int) and not isinstance(value, bool) and value > 0
    else:
        fits = isinstance(value, bool) if hint is bool else _is_text(value)
    if not fits:
        raise CountryFileError(file, name, f"{field} cannot be {value!r}")
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value) and value == value.strip()


def _time(file: str, name: str, field: str, value: object) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        raise CountryFileError(file, name, f"{field} is no time as text") from None


def _one_at_a_time(file: str, rules: Sequence[ConductRule]) -> None:
    """Of one rule, one version is in force at a time."""
    for older, newer in pairwise(sorted(rules, key=lambda rule: (rule.id, _since(rule)))):
        if older.id == newer.id and (older.until_on is None or older.until_on >= _since(newer)):
            raise CountryFileError(file, older.id, f"two versions are in force on {_since(newer)}")


def _since(rule: ConductRule) -> date:
    """The first day in force that is known."""
    return rule.from_on or rule.in_force_by or date.min
