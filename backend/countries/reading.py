"""From a country's parsed file to a `CountryLaw`, each table checked: a slip in the data must become no wrong date."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeVar

from backend.countries import keys
from backend.countries.account_kinds import fields_of_kinds, kinds_of
from backend.countries.right_cards import CARD_FIELDS, card_of
from backend.countries.versions import Named, faults
from backend.domain.bureau.country_law import NO_WORDS, Bureau, CountryLaw, LegalRule
from backend.domain.money.amount import valid_currency

Table = Mapping[str, Any]
T = TypeVar("T")

LOCALES = ("en", "zh-CN")
_TOP = frozenset({"country", "report_formats", "bureau", "complaint", "rule"})
_BUREAU = frozenset({"id", "names", "how", "url"})
_COMPLAINT = _BUREAU | {"law"}
_RULE = frozenset({"key", "value", "from_on", "until_on", "law", "source", "checked_on", "confirmed"})
_RIGHT = _RULE | CARD_FIELDS | {"unit", "says"}
_CAP = _RULE | {"unit", "says", "high"}
_ID = re.compile(r"[a-z][a-z0-9_]*")
_FORMAT = re.compile(r"[a-z][a-z0-9-]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class CountryFileError(ValueError):
    """A country's file is malformed: `file`, `key` (of a rule, or the table) and `fault`."""

    def __init__(self, file: str, key: str, fault: str) -> None:
        super().__init__(f"{file}: {key}: {fault}" if key else f"{file}: {fault}")
        self.file, self.key, self.fault = file, key, fault


class _Fault(Exception):
    """What is wrong with a table, before it is known in which file."""

    def __init__(self, key: str, fault: str) -> None:
        super().__init__(fault)
        self.key, self.fault = key, fault


def country_law_from(content: Table, country: str, file: str) -> CountryLaw:
    """The law in a country's file. Raises CountryFileError."""
    try:
        return _country_law(content, country)
    except _Fault as found:
        raise CountryFileError(file, found.key, found.fault) from found


def default_rules_from(content: Table, file: str) -> tuple[LegalRule, ...]:
    """The rules for countries that have none of their own. Raises CountryFileError."""
    try:
        _fields("", content, frozenset({"rule"}), optional=frozenset())
        rules = tuple(_rule(table) for table in _tables("rule", content["rule"]))
        for key, fault in faults(rules, Named(), needed={f"{keys.REMINDED}.1"}):
            raise _Fault(key, fault)
    except _Fault as found:
        raise CountryFileError(file, found.key, found.fault) from found
    return rules


def _country_law(content: Table, country: str) -> CountryLaw:
    _fields("", content, _TOP, optional=frozenset({"report_formats"}))
    if content["country"] != country:
        raise _Fault("country", f"says {content['country']!r} in the file of {country!r}")
    bureaus = _bureaus("bureau", content["bureau"], _BUREAU)
    complaints = _bureaus("complaint", content["complaint"], _COMPLAINT)
    _no_id_twice(bureaus + complaints)
    rules = tuple(_rule(table) for table in _tables("rule", content["rule"]))
    named = Named({bureau.id for bureau in bureaus}, {body.id for body in complaints})
    for key, fault in faults(rules, named):
        raise _Fault(key, fault)
    formats = _formats(content.get("report_formats", []))
    return CountryLaw(country, _digest(content), bureaus, complaints, rules, formats)


def _fields(key: str, table: Table, known: frozenset[str], optional: frozenset[str]) -> None:
    if unknown := sorted(table.keys() - known):
        raise _Fault(key or unknown[0], f"does not know {', '.join(unknown)}")
    if missing := sorted(known - optional - table.keys()):
        raise _Fault(key or missing[0], f"lacks {', '.join(missing)}")


def _formats(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(_FORMAT.fullmatch(str(each)) for each in value):
        raise _Fault("report_formats", "is no list of lower-case words")
    if len(set(value)) < len(value):
        raise _Fault("report_formats", "names a format twice")
    return tuple(value)


def _tables(name: str, value: object) -> list[Table]:
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        raise _Fault(name, f"is no list of [[{name}]] tables")
    return value


def _bureaus(name: str, value: object, known: frozenset[str]) -> tuple[Bureau, ...]:
    return tuple(_bureau(name, table, known) for table in _tables(name, value))


def _bureau(name: str, table: Table, known: frozenset[str]) -> Bureau:
    key = f"{name} {table.get('id', '')}".strip()
    _fields(key, table, known, optional=frozenset({"url", "law"}))
    if not isinstance(table["id"], str) or not _ID.fullmatch(table["id"]):
        raise _Fault(key, "its id is no lower-case word")
    url = _text(key, "url", table.get("url", ""), empty=True)
    if url and not url.startswith("https://"):
        raise _Fault(key, "its url is not https")
    return Bureau(
        table["id"],
        _in_each_locale(key, "names", table["names"]),
        _in_each_locale(key, "how", table["how"]),
        url,
        _text(key, "law", table.get("law", ""), empty=True),
    )


def _in_each_locale(key: str, field: str, value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or value.keys() != set(LOCALES):
        raise _Fault(key, f"{field} is not in {' and '.join(LOCALES)}")
    return MappingProxyType({locale: _text(key, field, value[locale]) for locale in LOCALES})


def _text(key: str, field: str, value: object, *, empty: bool = False) -> str:
    if not isinstance(value, str) or value != value.strip() or not (value or empty):
        raise _Fault(key, f"{field} is no text")
    return value


def _no_id_twice(bureaus: tuple[Bureau, ...]) -> None:
    seen: set[str] = set()
    for bureau in bureaus:
        if bureau.id in seen:
            raise _Fault(bureau.id, "the id is used twice")
        seen.add(bureau.id)


def _rule(table: Table) -> LegalRule:
    key = table.get("key")
    if not isinstance(key, str):
        raise _Fault("rule", "lacks key")
    right, worded = keys.is_right(key), keys.has_words(key)
    known = _CAP if keys.is_cap(key) else _RIGHT if right else _RULE
    known |= {"of"} if key in keys.OF_A_BODY else frozenset()
    known |= fields_of_kinds(key)
    _fields(key, table, known, optional=CARD_FIELDS | {"until_on", "high"})
    if key in keys.OF_A_BODY:
        key = f"{key}.{_text(key, 'of', table['of'])}"
    if not isinstance(table["confirmed"], bool):
        raise _Fault(key, "confirmed is neither true nor false")
    return LegalRule(
        key=key,
        value=_value(key, table["value"]),
        from_on=_day(key, "from_on", table["from_on"]),
        until_on=_day(key, "until_on", table["until_on"]) if "until_on" in table else None,
        law=_text(key, "law", table["law"], empty=True),
        source=_text(key, "source", table["source"]),
        checked_on=_day(key, "checked_on", table["checked_on"]),
        confirmed=table["confirmed"],
        unit=_unit(key, table["unit"]) if worded else "",
        says=_in_each_locale(key, "says", table["says"]) if worded else NO_WORDS,
        card=_told(key, lambda: card_of(table)) if right else None,
        high=_high(key, table),
        kinds=_told(key, lambda: kinds_of(key, table)),
    )


def _told(key: str, read: Callable[[], T]) -> T:
    """What a reader of a part of the table finds; its ValueError says the fault."""
    try:
        return read()
    except ValueError as fault:
        raise _Fault(key, str(fault)) from fault


def _high(key: str, table: Table) -> int | None:
    """The upper reading of a number that is contested."""
    if "high" not in table:
        return None
    high, value = _value(key, table["high"]), _value(key, table["value"])
    if not isinstance(high, int) or not isinstance(value, int) or high <= value:
        raise _Fault(key, "its high is not above its value")
    return high


def _unit(key: str, value: object) -> str:
    if not isinstance(value, str) or value not in keys.UNITS:
        raise _Fault(key, f"{value!r} is no unit of {', '.join(keys.UNITS)}")
    return value


def _value(key: str, value: object) -> int | str:
    if keys.is_right(key) and value == keys.NO_NUMBER:
        return keys.NO_NUMBER
    if keys.is_number(key):
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise _Fault(key, f"{value!r} is no number of at least 0")
        return value
    if key in keys.DAYS:
        if not isinstance(value, str) or not _DAY.fullmatch(value) or not _is_day(value):
            raise _Fault(key, f"{value!r} is no day as text")
        return value
    if key in keys.CURRENCIES:
        if not isinstance(value, str) or not valid_currency(value):
            raise _Fault(key, f"{value!r} is no ISO 4217 code")
        return value
    if key in keys.LISTS:
        words = value.split(" ") if isinstance(value, str) else []
        if not words or sorted(set(words)) != words or not set(words) <= set(keys.LISTS[key]):
            raise _Fault(key, f"{value!r} is no list of {', '.join(keys.LISTS[key])}")
        return " ".join(words)
    if key not in keys.WORDS:
        raise _Fault(key, "no rule has this key")
    if not isinstance(value, str) or value not in keys.WORDS[key]:
        raise _Fault(key, f"{value!r} is none of {', '.join(keys.WORDS[key])}")
    return value


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return bool(date.fromisoformat(text))
    return False


def _day(key: str, field: str, value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _Fault(key, f"{field} is no date")
    return value


def _digest(content: Table) -> str:
    """sha256 of the content in canonical JSON: neither comments nor the order in which rules are written count."""
    rules = sorted(content["rule"], key=lambda rule: (rule["key"], rule.get("of", ""), rule["from_on"]))
    canonical = json.dumps(
        {**content, "rule": rules},
        default=date.isoformat,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
