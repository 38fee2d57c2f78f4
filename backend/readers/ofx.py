"""This reader reads OFX 1 (SGML), OFX 2 (XML) and QFX: each transaction is cut out of the stream and read alone.

So a broken <STMTTRN> is a fault and the others land, and memory does not grow with the file. Moments stay in the
bank's zone: moved to GMT, the day on which something was paid might change.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import NamedTuple

from backend.domain.money.amount import minor_digits, valid_currency
from backend.domain.spending.reading.amounts import AmountError, read_amount
from backend.domain.spending.reading.cells import shown, words_of
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.readers.limits import Count, Limits
from backend.readers.ofx_markup import MarkupError, read_fields

_CHUNK = 1 << 16
_LONGEST = 1 << 16
_BEGIN = re.compile(r"<STMTTRN>", re.IGNORECASE)
_END = re.compile(r"</STMTTRN>|(?=<STMTTRN>|</BANKTRANLIST>)", re.IGNORECASE)
_CURRENCY = re.compile(r"<CURDEF>\s*([A-Za-z]{3})", re.IGNORECASE)
# The zone stands in brackets; some banks write its name or offset bare. The day is the bank's own either way.
_DAY = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?(?:\.[0-9]*)?\s*"
    r"(?:\[.*\]|[A-Za-z]{1,5}|[-+][0-9]{1,2}(?::?[0-9]{2})?)?"
)
_CLOSED = re.compile(r"</OFX>\s*\Z", re.IGNORECASE)
_TAIL = 4096
_NUMBER = re.compile(r"[-+]?\s*(?=[.,]*[0-9])[0-9.,]+")
# The names by which headers call an encoding, without "windows-", "cp" and "iso-". A stranger's file chooses from this
# list and not among Python's codecs. Latin-1 is read as Windows-1252, which has its letters and more quotes.
_NAMED = re.compile(
    r"(?:\b(?:CHARSET|ENCODING)\s*:|\bencoding\s*=\s*[\"'])\s*([A-Za-z0-9_.-]{1,20})", re.IGNORECASE
)
_CODECS = {
    **{str(page): f"cp{page}" for page in range(1250, 1259)},
    **{f"8859-{part}": f"iso8859_{part}" for part in (2, 5, 7, 9, 15)},
    "8859-1": "cp1252",
    **dict.fromkeys(("936", "gbk", "gb2312", "gb18030"), "gb18030"),
    **dict.fromkeys(("932", "shift_jis"), "cp932"),
    **dict.fromkeys(("949", "euc-kr"), "cp949"),
    **dict.fromkeys(("950", "big5"), "cp950"),
}
# How banks fill in a time that they do not have.
_FILLERS = (time(0), time(12))


def is_ofx(head: str) -> bool:
    """Whether a file that begins like this is OFX."""
    return re.search(r"OFXHEADER|<OFX>", head, re.IGNORECASE) is not None


def named_encoding(head: str) -> str | None:
    """The encoding that the header names, if it is one that bytes cannot prove. Many headers name none, or UTF-8."""
    names = (re.sub(r"^(?:windows-|cp|iso[-_]?)", "", name.lower()) for name in _NAMED.findall(head))
    return next((_CODECS[name] for name in names if name in _CODECS), None)


class _Block(NamedTuple):
    """One transaction's markup, the currency of its statement ("" if none yet), and whether the file ends in it."""

    markup: str
    currency: str
    cut: bool = False


def is_whole(path: Path, encoding: str) -> bool:
    """Whether the file ends where an OFX ends: a download that broke off does not."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        return (
            _CLOSED.search(file.read().decode(encoding, errors="replace").rstrip("\x00\x1a \r\n\t"))
            is not None
        )


def read_ofx(path: Path, encoding: str, currency: str, limits: Limits) -> Iterator[Entry | RefusedRow]:
    """Each transaction in order; `currency` is for a file that names none."""
    count = Count(limits)
    for ordinal, block in enumerate(_blocks(path, encoding), 1):
        count.row(1)
        if block.cut:
            # Its amount may have lost its last digits.
            yield RefusedRow(ordinal, "transaction", "ofx-cut-off", shown(block.markup))
        else:
            named = block.currency
            yield _transaction(ordinal, block.markup, named if valid_currency(named) else currency)


def _blocks(path: Path, encoding: str) -> Iterator[_Block]:
    """Each transaction's markup, in order."""
    held, named, inside = "", "", False
    with path.open(encoding=encoding, errors="replace") as file:
        while True:
            chunk = file.read(_CHUNK)
            held += chunk
            place = 0
            while found := (_END if inside else _BEGIN).search(held, place + inside):
                if inside:
                    yield _Block(held[place : found.end()], named)
                else:
                    named = _last_currency(held[place : found.start()]) or named
                place, inside = (found.end(), False) if inside else (found.start(), True)
            if inside and len(held) - place > _LONGEST:
                yield _Block(held[place : place + _LONGEST], named)
                place, inside = len(held), False
            if not inside:
                named = _last_currency(held[place:]) or named
                place = max(place, len(held) - 64)
            held = held[place:]
            if not chunk:
                break
    if inside:
        yield _Block(held, named, cut=True)


def _last_currency(markup: str) -> str:
    found = _CURRENCY.findall(markup)
    return found[-1].upper() if found else ""


def _transaction(ordinal: int, block: str, currency: str) -> Entry | RefusedRow:
    try:
        fields = read_fields(block)
    except MarkupError:
        return RefusedRow(ordinal, "transaction", "ofx-unreadable", shown(block))
    if (own := fields.get("CURRENCY/CURSYM", "").upper()) and valid_currency(own):
        currency = own
    raw = fields.get("TRNAMT", "")
    amount = _amount(raw, currency)
    if isinstance(amount, str):
        return RefusedRow(ordinal, "amount", amount, shown(raw))
    if not amount:
        return RefusedRow(ordinal, "amount", "amount-zero", shown(raw))
    posted = fields.get("DTPOSTED") or fields.get("DTUSER", "")
    moment = _moment(posted)
    if moment is None:
        return RefusedRow(ordinal, "date", "date-unreadable" if posted else "date-missing", shown(posted))
    name = next((fields[tag] for tag in ("NAME", "PAYEE/NAME", "EXTDNAME") if fields.get(tag)), "")
    sic = fields.get("SIC", "")
    return Entry(
        line=ordinal,
        booked_on=moment[0],
        booked_at=moment[1],
        amount=amount,
        currency=currency,
        counterparty=words_of(name),
        text=words_of(fields.get("MEMO", "")),
        kind=words_of(fields.get("TRNTYPE", "")),
        funding="",
        reference=fields.get("FITID", "")[:200],
        balance=None,
        mcc=sic.zfill(4) if sic.isascii() and sic.isdigit() and 3 <= len(sic) <= 4 else None,
        neutral=False,
        dead=False,
    )


def _amount(raw: str, currency: str) -> int | str:
    """Minor units, or the code of what is wrong. OFX writes bare numbers: a currency sign is a mistake."""
    if not raw:
        return "amount-missing"
    if not _NUMBER.fullmatch(raw):
        return "amount-unreadable"
    try:
        return read_amount(raw, _decimal_mark(raw, currency), currency).minor
    except AmountError as error:
        return error.code


def _decimal_mark(raw: str, currency: str) -> str:
    """OFX knows no grouping, so a single mark is the decimal one; banks that group all the same use two marks."""
    points, commas = raw.count("."), raw.count(",")
    if points and commas:
        return max(",.", key=raw.rfind)
    grouped = points + commas > 1 or (commas == 1 and minor_digits(currency) == 0)
    return ",."[grouped] if commas else ".,"[grouped]


def _moment(raw: str) -> tuple[date, time | None] | None:
    """The day and time as the bank wrote them, in its own zone."""
    found = _DAY.fullmatch(raw)
    if not found:
        return None
    parts = [int(part) if part else 0 for part in found.groups()]
    try:
        day, at = date(*parts[:3]), time(parts[3], parts[4], parts[5])
    except ValueError:
        return None
    return (day, None if at in _FILLERS else at) if 1950 <= day.year <= 2099 else None
