"""Random tables in random layouts, for the property that what a bank wrote is what is read back."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

# (encoding, words that it can hold beside ASCII)
ENCODINGS = {
    "utf-8": ["Zürich", "咖啡店", "Épicerie"],
    "utf-8-sig": ["Zürich", "咖啡店"],
    "utf-16": ["Zürich", "咖啡店"],
    "gb18030": ["咖啡店", "超市购物", "地铁出行"],
    "cp1252": ["Zürich", "Épicerie", "Señor Ñandú"],
}
_PARTS = ("date", "text", "amount", "out", "in", "bal")
HEADERS = {
    language: dict(zip(_PARTS, words.split(","), strict=True))
    for language, words in {
        "en": "Date,Description,Amount,Debit,Credit,Balance",
        "uk": "Date,Narrative,Value,Paid out,Paid in,Balance",
        "de": "Buchungstag,Verwendungszweck,Betrag,Soll,Haben,Saldo",
        "fr": "Date,Libelle,Montant,Debit,Credit,Solde",
        "es": "Fecha,Concepto,Importe,Cargo,Abono,Saldo",
        "zh": "交易日期,摘要,交易金额,支出,收入,余额",
    }.items()
}
DAYS = {
    "YMD": ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y.%m.%d"],
    "DMY": ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d.%m.%y", "%d %b %Y"],
    "MDY": ["%m/%d/%Y", "%m/%d/%y", "%b %d, %Y"],
}


@dataclass(frozen=True)
class Row:
    day: date
    text: str
    minor: int


@dataclass(frozen=True)
class Layout:
    encoding: str
    delimiter: str
    language: str
    order: str
    day: str
    comma: bool
    grouped: bool
    two_columns: bool
    balance: bool
    preamble: bool
    trailer: bool
    newest_first: bool


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    order = draw(st.sampled_from(sorted(DAYS)))
    encoding = draw(st.sampled_from(sorted(ENCODINGS)))
    chinese = encoding in ("gb18030", "utf-8", "utf-16", "utf-8-sig")
    languages = sorted(HEADERS) if chinese else sorted(set(HEADERS) - {"zh"})
    return Layout(
        encoding=encoding,
        delimiter=draw(st.sampled_from(",;\t|")),
        language=draw(st.sampled_from(languages)),
        order=order,
        day=draw(st.sampled_from(DAYS[order])),
        comma=draw(st.booleans()),
        **{
            name: draw(st.booleans())
            for name in ("grouped", "two_columns", "preamble", "trailer", "newest_first")
        },
        balance=draw(st.booleans()),
    )


@st.composite
def tables(draw: st.DrawFn, layout: Layout) -> list[Row]:
    """Two months of an account: sorted, more going out than coming in, and one day past the 12th."""
    words = ENCODINGS[layout.encoding]
    start = date(draw(st.integers(2001, 2035)), draw(st.integers(1, 12)), draw(st.integers(13, 20)))
    gaps = draw(st.lists(st.integers(0, 6), min_size=6, max_size=20))
    rows, day = [], start
    for number, gap in enumerate(gaps):
        day += timedelta(days=gap)
        size = draw(st.integers(1, 99_999_999))
        name = draw(st.sampled_from([*words, "ACME Ltd", 'The "Corner" shop', "a,b;c|d", "two  blanks"]))
        rows.append(Row(day, f"{name} {draw(st.integers(1, 999))}x", size if number % 4 == 3 else -size))
    return rows[::-1] if layout.newest_first else rows


def amount(minor: int, layout: Layout) -> str:
    whole, cents = divmod(abs(minor), 100)
    digits = f"{whole:,}" if layout.grouped else str(whole)
    text = f"{digits}.{cents:02}"
    text = text.translate(str.maketrans(",.", ".,")) if layout.comma else text
    return f"-{text}" if minor < 0 else text


def cell(text: str, layout: Layout) -> str:
    escaped = text.replace('"', '""')
    return f'"{escaped}"' if '"' in text or layout.delimiter in text else text


def written(rows: list[Row], layout: Layout) -> bytes:
    """The bank's file."""
    words = HEADERS[layout.language]
    lines: list[list[str]] = []
    if layout.preamble:
        lines += [["Statement of account 1234"], [], ["Opened", "2000-01-01"]]
    money = ["out", "in"] if layout.two_columns else ["amount"]
    lines.append([words[name] for name in ["date", "text", *money, *(["bal"] if layout.balance else [])]])
    after, totals = 0, {}
    for row in sorted(enumerate(rows), key=lambda each: -each[0] if layout.newest_first else each[0]):
        after += row[1].minor
        totals[row[0]] = after
    for place, row in enumerate(rows):
        cells = [row.day.strftime(layout.day), row.text]
        if layout.two_columns:
            shown = amount(abs(row.minor), layout)
            cells += [shown, ""] if row.minor < 0 else ["", shown]
        else:
            cells.append(amount(row.minor, layout))
        lines.append(cells + ([amount(totals[place], layout)] if layout.balance else []))
    if layout.trailer:
        lines += [[], ["Total", "", amount(sum(row.minor for row in rows), layout)]]
    text = "\r\n".join(layout.delimiter.join(cell(each, layout) for each in line) for line in lines)
    return (text + "\r\n").encode(layout.encoding)
