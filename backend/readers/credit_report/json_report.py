"""This reader reads our own JSON of a report (docs/credit-reports.md) strictly: its writer can also correct it."""

import json
import re
from collections.abc import Mapping
from datetime import date

from backend.domain.bureau.impossible_entry import ONE_DAY, EntryFault, Reason, faults_of
from backend.domain.bureau.report import (
    ACCOUNT_STATES,
    ENTRY_KINDS,
    FIRST_YEAR,
    LONGEST_FURNISHER,
    MOST_MONEY,
    MOST_MONTHS,
    STATUSES,
    Report,
    ReportEntry,
)
from backend.domain.credit.card_number import contains_card_number
from backend.domain.money.amount import valid_currency
from backend.readers.credit_report.lines import MOST_ENTRIES
from backend.readers.limits import ExportRefused

FORMAT, VERSION = "graceday-credit-report", 1

_LONGEST_PLACE = 200
_MOST_UNSURE = 600
_TOP = {"format", "version", "country", "bureau", "pulled_on", "entries"}
_ENTRY = set(ReportEntry.__dataclass_fields__)
_ARTICLE = {"inquiry": "an", "bankruptcy": "a"}
_SAYS: Mapping[Reason, str] = {
    "missing": "is missing",
    "of-other-kind": "belongs to an entry of another kind",
    "after-report": "is after the day of the report",
    "closed-before-opened": "is before it was opened",
    "without-currency": "is missing beside an amount",
}
_UNSURE = _ENTRY - {"unsure", "place"}
_MONTH = re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])")


class _Wrong(Exception):
    """One field is not what it has to be; the message begins with its path."""

    def __init__(self, path: str, says: str, code: str = "invalid-field") -> None:
        super().__init__(f"{path}: {says}")
        self.code = code


class ImpossibleEntry(ExportRefused):
    """An entry is what none can be, typed or not: whoever told it is answered as if it had been typed."""

    def __init__(self, position: int, fault: EntryFault) -> None:
        super().__init__("invalid-field", f"entries[{position}].{fault.field}: {_SAYS[fault.reason]}")
        self.position, self.fault = position, fault


def read_json_report(text: str, *, country: str, bureau: str, today: date) -> Report:
    """The report. Raises ExportRefused with the path of the first field that is wrong.

    `country` and `bureau` stand in for those that the file does not name, and may not contradict it.
    """
    try:
        read = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise ExportRefused("too-deep", "the JSON is nested too deep") from None
    except _Wrong as error:
        raise ExportRefused(error.code, str(error)) from None
    except ValueError as error:
        raise ExportRefused("json-broken", f"the file is no JSON: {str(error)[:100]}") from None
    try:
        return _report(read, country, bureau, today)
    except _Wrong as error:
        raise ExportRefused(error.code, str(error)) from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Wrong("(object)", "a field is there twice", "duplicate-field")
    return made


def _no_number(word: str) -> float:
    raise _Wrong("(number)", f"{word} is no number")


def _report(read: object, country: str, bureau: str, today: date) -> Report:
    top = _fields(read, "(file)", _TOP)
    if top.get("format") != FORMAT or top.get("version") != VERSION:
        raise _Wrong("format", f"must be {FORMAT!r} of version {VERSION}", "unknown-format")
    country = _agreed(top, "country", country, re.compile("[A-Z]{2}"))
    bureau = _agreed(top, "bureau", bureau, re.compile("[a-z0-9_-]{1,40}"))
    pulled_on = _day(top.get("pulled_on"), "pulled_on", today)
    if pulled_on is None:
        raise _Wrong("pulled_on", "is missing")
    entries = top.get("entries")
    if not isinstance(entries, list):
        raise _Wrong("entries", "must be a list")
    if len(entries) > MOST_ENTRIES:
        raise _Wrong("entries", f"more than {MOST_ENTRIES}", "too-many-rows")
    made = tuple(_entry(each, f"entries[{index}]", today) for index, each in enumerate(entries))
    for index, entry in enumerate(made):
        for fault in faults_of(entry, pulled_on):
            raise ImpossibleEntry(index, fault)
    return Report(country, bureau, pulled_on, made)


def _agreed(top: Mapping[str, object], name: str, given: str, form: re.Pattern[str]) -> str:
    value = top.get(name, given)
    if not isinstance(value, str) or not form.fullmatch(value):
        raise _Wrong(name, "is missing or no code")
    if given and value != given:
        raise _Wrong(name, f"the file is of {value}, not of {given}", f"other-{name}")
    return value


def _entry(read: object, path: str, today: date) -> ReportEntry:
    fields = _fields(read, path, _ENTRY)
    kind = _word(fields, "kind", path, ENTRY_KINDS)
    _check_kind(fields, kind, path)
    furnisher, last4, currency = _identity(fields, path)
    opened_on, closed_on, first_late_on, inquired_on, charged_off_on, ordered_on = (
        _day(fields.get(name), f"{path}.{name}", today)
        for name in (
            "opened_on",
            "closed_on",
            "first_late_on",
            "inquired_on",
            "charged_off_on",
            "ordered_on",
        )
    )
    return ReportEntry(
        kind,
        furnisher,
        last4,
        opened_on,
        closed_on,
        _word(fields, "state", path, ACCOUNT_STATES) if "state" in fields else "unknown",
        _money(fields, "balance", path, least=-MOST_MONEY),
        _money(fields, "past_due", path, least=0),
        currency,
        _months(fields.get("months", {}), f"{path}.months"),
        first_late_on,
        inquired_on,
        _unsure(fields.get("unsure", []), f"{path}.unsure"),
        _text(fields, "place", path, _LONGEST_PLACE) or path,
        charged_off_on,
        ordered_on,
    )


def _check_kind(fields: Mapping[str, object], kind: str, path: str) -> None:
    """An inquiry and a bankruptcy have a furnisher and their one day; other fields are not even there."""
    own = ONE_DAY.get(kind)
    if own is not None and (extra := set(fields) - {"kind", "furnisher", own, "unsure", "place"}):
        raise _Wrong(f"{path}.{min(extra)}", f"{_ARTICLE[kind]} {kind} has no such field", "unknown-field")


def _identity(fields: Mapping[str, object], path: str) -> tuple[str, str, str]:
    """The furnisher, the last four digits and the currency."""
    furnisher = _text(fields, "furnisher", path, LONGEST_FURNISHER)
    if not furnisher:
        raise _Wrong(f"{path}.furnisher", "is missing")
    last4 = _text(fields, "last4", path, 4)
    if last4 and not (len(last4) == 4 and last4.isascii() and last4.isdigit()):
        raise _Wrong(f"{path}.last4", "must be four digits")
    currency = _text(fields, "currency", path, 3)
    if currency and not valid_currency(currency):
        raise _Wrong(f"{path}.currency", "is no ISO 4217 code")
    return furnisher, last4, currency


def _fields(read: object, path: str, known: set[str]) -> dict[str, object]:
    if not isinstance(read, dict):
        raise _Wrong(path, "must be an object")
    if strange := sorted(set(read) - known):
        prefix = "" if path == "(file)" else f"{path}."
        raise _Wrong(f"{prefix}{strange[0][:40]}", "is no field of this format", "unknown-field")
    return read


def _word(fields: Mapping[str, object], name: str, path: str, known: tuple[str, ...]) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or value not in known:
        raise _Wrong(f"{path}.{name}", f"must be one of {', '.join(known)}")
    return value


def _text(fields: Mapping[str, object], name: str, path: str, longest: int) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise _Wrong(f"{path}.{name}", f"must be a line of at most {longest} letters")
    if contains_card_number(value):
        raise _Wrong(f"{path}.{name}", "holds a full card number", "card-number")
    return value.strip()


def _day(value: object, path: str, today: date) -> date | None:
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise _Wrong(path, 'must be a day like "2026-10-31"')
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise _Wrong(path, "is no day of the calendar") from None
    # A day ahead: the bureau may be where it is already tomorrow.
    if not day.year >= FIRST_YEAR or (day - today).days > 1:
        raise _Wrong(path, "is not a day of the past")
    return day


def _money(fields: Mapping[str, object], name: str, path: str, *, least: int) -> int | None:
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MOST_MONEY:
        raise _Wrong(f"{path}.{name}", "must be whole minor units (12345 for 123.45)")
    if value < least:
        raise _Wrong(f"{path}.{name}", "cannot be less than nothing")
    return value


def _months(value: object, path: str) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > MOST_MONTHS:
        raise _Wrong(path, f"must be an object of at most {MOST_MONTHS} months")
    for month, status in value.items():
        if not _MONTH.fullmatch(month):
            raise _Wrong(f"{path}.{month[:40]}", 'is no month like "2026-10"')
        if not isinstance(status, str) or status not in STATUSES:
            raise _Wrong(f"{path}.{month}", f"must be one of {', '.join(STATUSES)}")
    return dict(sorted(value.items()))


def _unsure(value: object, path: str) -> frozenset[str]:
    if not isinstance(value, list) or len(value) > _MOST_UNSURE or not all(map(_is_field, value)):
        raise _Wrong(path, 'must be a list of fields of the entry ("balance", "months", "months.2026-10")')
    return frozenset(value)


def _is_field(value: object) -> bool:
    if not isinstance(value, str):
        return False
    return value in _UNSURE or (value.startswith("months.") and _MONTH.fullmatch(value[7:]) is not None)
