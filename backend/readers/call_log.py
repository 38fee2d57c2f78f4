"""A phone's call log as CSV or JSON becomes calls: whose number, when, which way, and whether somebody picked up.

CSV needs a header; a row with more or fewer cells than it (a name with a comma and no quotes) is unread, never shifted.
JSON is a list of objects, an object that holds one list, or an object a line. A time with an offset, or in seconds or
milliseconds since 1970, is an instant; any other is taken in `zone`. How long one spoke says that a call was answered,
not that it was a talk.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from backend.readers.call_times import instant

MOST_ROWS = 20_000

_COLUMNS = {
    "number": "number phone phonenumber phone_number from address 号码 电话号码 对方号码",
    "date": "date timestamp time datetime date_time 时间 日期 通话时间",
    "type": "type calltype call_type direction 类型 通话类型 呼叫类型",
    "duration": "duration duration_s duration_seconds seconds 时长 通话时长",
}
_ROLES = {name: role for role, names in _COLUMNS.items() for name in names.split()}
# Android's numbers for the type of a call, and the words that exports write instead.
_WAYS = {
    "in": "1 incoming in received answered 来电 呼入 已接 已接来电",
    "out": "2 outgoing out dialed dialled 去电 呼出 已拨 已拨电话",
    "missed": "3 5 6 missed rejected declined blocked 未接 未接来电 拒接 已拒接 拦截",
    "message": "4 voicemail 语音信箱",
}
_WAY = {name: way for way, names in _WAYS.items() for name in names.split()}

Way = Literal["in", "out"]
Outcome = Literal["answered", "message", "unanswered"]


class CallLogRefused(ValueError):
    """The file is no call log that can be read; `code` says why."""

    def __init__(self, code: Literal["calls-unreadable", "calls-columns", "calls-too-long"]) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Call:
    """One call; None where the log does not say whether somebody picked up."""

    number: str
    at: datetime
    way: Way
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class CallLog:
    """The calls in the order of the file, and the numbers of the rows that could not be read, from 1: those whose time
    has not come yet among them.
    """

    calls: tuple[Call, ...]
    unread: tuple[int, ...]


def read_call_log(content: bytes, zone: str, *, now: datetime) -> CallLog:
    """The calls in a file's bytes, up to `now`. Raises CallLogRefused."""
    text = _text(content)
    rows = _json_rows(text) if text.lstrip()[:1] in ("{", "[") else _csv_rows(text)
    calls: list[Call] = []
    unread: list[int] = []
    for number, row in enumerate(rows, 1):
        call = _call(row, zone) if row is not None else None
        if call is None or call.at > now:
            unread.append(number)
        else:
            calls.append(call)
    return CallLog(tuple(calls), tuple(unread))


def same_number(one: str, other: str) -> bool:
    """Whether two ways of writing are one number: with a country's code or without, at least seven digits alike."""
    first, second = (_digits(each).lstrip("0") for each in (one, other))
    short, long = sorted((first, second), key=len)
    return first == second if len(short) < 7 else long.endswith(short)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CallLogRefused("calls-unreadable")


def _json_rows(text: str) -> Sequence[Mapping[str, str] | None]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = _json_lines(text)
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else [found]
    if not isinstance(found, list):
        raise CallLogRefused("calls-unreadable")
    _bounded(len(found))
    rows = [_roles(each) if isinstance(each, dict) else None for each in found]
    if rows and not any(row and {"number", "date", "type"} <= row.keys() for row in rows):
        raise CallLogRefused("calls-columns")
    return rows


def _json_lines(text: str) -> list[object]:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        raise CallLogRefused("calls-unreadable") from None


def _csv_rows(text: str) -> Sequence[Mapping[str, str] | None]:
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=";" if _is_semicolon(text) else ","))
    except csv.Error:
        raise CallLogRefused("calls-unreadable") from None
    if not lines:
        raise CallLogRefused("calls-unreadable")
    head, *rest = lines
    _bounded(len(rest))
    if not {"number", "date", "type"} <= _roles(dict.fromkeys(head, "")).keys():
        raise CallLogRefused("calls-columns")
    return [
        _roles(dict(zip(head, line, strict=True))) if len(line) == len(head) else None
        for line in rest
        if any(cell.strip() for cell in line)
    ]


def _is_semicolon(text: str) -> bool:
    head = text.partition("\n")[0]
    return head.count(";") > head.count(",")


def _bounded(rows: int) -> None:
    if rows > MOST_ROWS:
        raise CallLogRefused("calls-too-long")


def _roles(row: Mapping[str, object]) -> dict[str, str]:
    """A row's cells by what they are; the first of two columns of one role counts."""
    found: dict[str, str] = {}
    for name, value in row.items():
        role = _ROLES.get(str(name).strip().casefold().replace(" ", "_"))
        if role and role not in found and not isinstance(value, (dict, list)):
            found[role] = "" if value is None else str(value).strip()
    return found


def _call(row: Mapping[str, str], zone: str) -> Call | None:
    way = _WAY.get(row.get("type", "").casefold())
    when = instant(row.get("date", ""), zone)
    number = row.get("number", "")
    if way is None or when is None or not _digits(number):
        return None
    return Call(number[:120], when, "out" if way == "out" else "in", _outcome(way, row.get("duration", "")))


def _outcome(way: str, duration: str) -> Outcome | None:
    if way == "missed":
        return "unanswered"
    if way == "message":
        return "message"
    seconds = _seconds(duration)
    return None if seconds is None else "answered" if seconds else "unanswered" if way == "out" else None


def _seconds(duration: str) -> int | None:
    """Seconds, or h:mm:ss; None where it says nothing that can be read."""
    parts = duration.split(":")
    if not all(part.isascii() and part.isdigit() and len(part) < 9 for part in parts) or len(parts) > 3:
        return None
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return total


def of_numbers(log: CallLog, numbers: Sequence[str]) -> Iterator[Call]:
    """The calls with one of these numbers, each as it is written here; nothing is kept of the others."""
    for call in log.calls:
        named = next((each for each in numbers if same_number(call.number, each)), None)
        if named is not None:
            yield replace(call, number=named)
