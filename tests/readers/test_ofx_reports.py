"""OFX files as strangers reported them to other projects: each lands with its day, amount and name.

The files are our own, in the shape that each report describes.
"""

from datetime import date
from pathlib import Path

import pytest

from tests.readers.reading import read

BANK = ("BANKMSGSRSV1", "STMTTRNRS", "STMTRS")
CARD = ("CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS")
CHECKING = "<BANKACCTFROM><BANKID>1<ACCTID>77<ACCTTYPE>CHECKING</BANKACCTFROM>"


def header(encoding: str = "USASCII", charset: str = "1252") -> str:
    return (
        f"OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:{encoding}\nCHARSET:{charset}\n"
        "COMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n"
    )


def transaction(
    posted: str = "20230119", amount: str = "-31.16", number: str = "1", name: str = "CAFE", between: str = ""
) -> str:
    tags = ("TRNTYPE>DEBIT", f"DTPOSTED>{posted}", f"TRNAMT>{amount}", f"FITID>{number}", f"NAME>{name}")
    return between.join(("<STMTTRN>", *(f"<{tag}" for tag in tags), "</STMTTRN>"))


def statement(
    listed: str,
    wrapped: tuple[str, str, str] = BANK,
    account: str = CHECKING,
    closed: str = "",
    between: str = "",
) -> str:
    outer, middle, inner = wrapped
    return between.join(
        (
            "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1>",
            f"<{outer}><{middle}><TRNUID>0<{inner}><CURDEF>EUR",
            f"{account}<BANKTRANLIST><DTSTART>20230101<DTEND>20230131",
            listed,
            f"</BANKTRANLIST></{closed or inner}></{middle}></{outer}></OFX>",
        )
    )


ONE_LINE = header() + "\n" + statement(transaction())
WINDOWS = (header() + "\n" + statement(transaction(between="\n"), between="\n")).replace("\n", "\r\n")
TWO_LINES = "DATA:OFXSGML\nENCODING:UTF-8\n" + statement(transaction(between="\n\t\t"), between="\n\t")
NO_TYPE = header() + statement(transaction(), account="<BANKACCTFROM><ACCTID>77</BANKACCTFROM>")
WRONG_END = header() + statement(transaction(), CARD, "<CCACCTFROM><ACCTID>77</CCACCTFROM>", closed="STMTRS")
UNQUOTED = (
    "<?xml version=1.0 encoding=UTF-8?>\n"
    '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n'
) + statement(transaction())
SHAPES = {
    "moneymanagerex 8490: open tags, all on one line": ONE_LINE,
    "LedgerSMB 8931: ten lines before the first tag": WINDOWS,
    "Denaro 794: two lines of header, indented": TWO_LINES,
    "actual 5153: an account without its type": NO_TYPE,
    "buckets 336: a card's statement closed as a bank's": WRONG_END,
    "jgnash 72: a version without quotes": UNQUOTED,
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_a_bank_that_bends_the_format_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.ofx").write_bytes(text.encode())
    (entry,), faults, reading = read(tmp_path / "a.ofx")
    assert (reading.export.format, faults) == ("ofx", [])
    assert (entry.booked_on, entry.amount, entry.currency) == (date(2023, 1, 19), -3116, "EUR")
    assert entry.counterparty == "CAFE"


@pytest.mark.parametrize(
    ("head", "name", "written_as"),
    [
        pytest.param(header(charset="8859-1"), "CAFÉ", "latin-1", id="ofxparse 148: USASCII and 8859-1"),
        pytest.param(header(), "MÁRCIO Ý", "utf-8", id="bank-statement-import 968: says 1252, is UTF-8"),
        pytest.param(header("UTF-8", "NONE"), "CAFÉ", "utf-8", id="ofxparse 133: UTF-8 and NONE"),
        pytest.param("", "Привет", "utf-8", id="gnucash-android 16: no header at all"),
        pytest.param(header(), "Müller", "cp1252", id="ofxtools 25: umlauts under USASCII"),
    ],
)
def test_a_name_keeps_its_letters_whatever_the_header_says(
    tmp_path: Path, head: str, name: str, written_as: str
) -> None:
    (tmp_path / "a.ofx").write_bytes((head + statement(transaction(name=name))).encode(written_as))
    (entry,), _, _ = read(tmp_path / "a.ofx")
    assert entry.counterparty == name


@pytest.mark.parametrize(
    ("posted", "day"),
    [
        pytest.param("20221028120000.000 GMT", date(2022, 10, 28), id="buckets 815: a zone without brackets"),
        pytest.param("20230519000000[-5:EST]", date(2023, 5, 19), id="actual 1053: a day early"),
        pytest.param("20200406000000[-03:EST]", date(2020, 4, 6), id="libofx 39: 1969 for a day of 2020"),
        pytest.param("20170301", date(2017, 3, 1), id="libofx 14: a day early before a change of clocks"),
        pytest.param("20230519000000-0500", date(2023, 5, 19), id="an offset without brackets"),
    ],
)
def test_the_day_is_the_banks_own(tmp_path: Path, posted: str, day: date) -> None:
    (tmp_path / "a.ofx").write_bytes((header() + statement(transaction(posted=posted))).encode())
    (entry,), faults, _ = read(tmp_path / "a.ofx")
    assert (entry.booked_on, faults) == (day, [])


def test_transactions_without_a_number_of_their_own_both_land(tmp_path: Path) -> None:
    """buckets 336: a bank leaves FITID empty."""
    listed = transaction(number="") + transaction(number="", amount="-5.00")
    (tmp_path / "a.ofx").write_bytes((header() + statement(listed)).encode())
    entries, _, _ = read(tmp_path / "a.ofx")
    assert [entry.amount for entry in entries] == [-3116, -500]
