"""OFX 1, OFX 2 and QFX: each transaction alone, the good ones land."""

from datetime import date, time
from pathlib import Path

import pytest

from backend.domain.spending.reading.entry import RefusedRow
from tests.readers.reading import read

SGML = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n'


def statement(*transactions: str, header: str = SGML, currency: str = "USD") -> str:
    listed = "".join(f"<STMTTRN>{each}</STMTTRN>\n" for each in transactions)
    return (
        f"{header}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>{currency}\n<BANKTRANLIST>\n{listed}"
        "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_the_parts_of_a_transaction_land_in_their_fields(tmp_path: Path) -> None:
    text = statement(
        "<TRNTYPE>POS<DTPOSTED>20240301183045.123[-5:EST]<TRNAMT>-12.34<FITID>A1<SIC>5411"
        "<NAME>WHOLE FOODS &amp; CO<MEMO>CARD 4111111111111111",
    )
    (entry,), faults, reading = read(written(tmp_path / "a.qfx", text))
    assert (reading.export.format, faults) == ("ofx", [])
    assert (entry.booked_on, entry.booked_at) == (date(2024, 3, 1), time(18, 30, 45))
    assert (entry.amount, entry.currency, entry.kind, entry.mcc) == (-1234, "USD", "POS", "5411")
    assert (entry.counterparty, entry.text) == ("WHOLE FOODS & CO", "CARD ************1111")
    assert (entry.reference, entry.line) == ("A1", 1)


def test_closed_and_lower_case_tags_are_read_alike(tmp_path: Path) -> None:
    inner = (
        "<trntype>DEBIT</trntype><dtposted>20240301</dtposted><trnamt>-1,50</trnamt><fitid>9</fitid>"
        "<payee><name>Bäckerei</name></payee>"
    )
    (entry,), _, _ = read(written(tmp_path / "a.ofx", statement(inner, header=XML, currency="EUR")))
    assert (entry.amount, entry.currency, entry.counterparty) == (-150, "EUR", "Bäckerei")


def test_a_broken_transaction_is_a_fault_and_its_neighbours_land(tmp_path: Path) -> None:
    good = "<TRNTYPE>DEBIT<DTPOSTED>20240301<TRNAMT>-1.00<FITID>1"
    broken = [
        "<DTPOSTED>20241301<TRNAMT>-1.00",
        "<DTPOSTED>20240301<TRNAMT>=1+1",
        "<DTPOSTED>20240301",
        "<MEMO>x</MEMO>y",
    ]
    entries, faults, _ = read(written(tmp_path / "a.ofx", statement(good, *broken, good)))
    assert [entry.line for entry in entries] == [1, 6]
    assert faults == [
        RefusedRow(2, "date", "date-unreadable", "20241301"),
        RefusedRow(3, "amount", "amount-unreadable", "=1+1"),
        RefusedRow(4, "amount", "amount-missing", ""),
        RefusedRow(5, "transaction", "ofx-unreadable", "<STMTTRN><MEMO>x</MEMO>y</STMTTRN>"),
    ]


def test_statements_of_several_currencies_keep_their_own(tmp_path: Path) -> None:
    one = statement("<DTPOSTED>20240301<TRNAMT>-5.00<FITID>1", currency="EUR").replace("</OFX>", "")
    two = statement("<DTPOSTED>20240302<TRNAMT>-500<FITID>2", header="", currency="JPY").replace("<OFX>", "")
    entries, _, _ = read(written(tmp_path / "a.ofx", one + two))
    assert [(entry.amount, entry.currency) for entry in entries] == [(-500, "EUR"), (-500, "JPY")]


def test_a_transaction_in_another_currency_says_so(tmp_path: Path) -> None:
    text = statement("<DTPOSTED>20240301<TRNAMT>-5.00<CURRENCY><CURRATE>1.1<CURSYM>EUR</CURRENCY><FITID>1")
    (entry,), _, _ = read(written(tmp_path / "a.ofx", text))
    assert (entry.amount, entry.currency) == (-500, "EUR")


def test_transactions_without_an_end_are_cut_at_the_next(tmp_path: Path) -> None:
    text = statement("<DTPOSTED>20240301<TRNAMT>-1.00<FITID>1", "<DTPOSTED>20240302<TRNAMT>-2.00<FITID>2")
    entries, _, _ = read(written(tmp_path / "a.ofx", text.replace("</STMTTRN>", "")))
    assert [entry.amount for entry in entries] == [-100, -200]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_letters_are_read_in_the_files_encoding(tmp_path: Path, encoding: str) -> None:
    text = statement("<DTPOSTED>20240301<TRNAMT>-1.00<FITID>1<NAME>CAFÉ ÜBER ÖÄ")
    (entry,), _, _ = read(written(tmp_path / "a.ofx", text, encoding))
    assert entry.counterparty == "CAFÉ ÜBER ÖÄ"


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_where_the_stream_is_cut_makes_no_difference(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = statement(*[f"<DTPOSTED>20240301<TRNAMT>-{n}.00<FITID>{n}<NAME>SHOP {n}" for n in range(1, 40)])
    path = written(tmp_path / "a.ofx", text)
    whole = read(path)[0]
    monkeypatch.setattr("backend.readers.ofx._CHUNK", size)
    assert read(path)[0] == whole
    assert [entry.amount for entry in whole] == [-100 * n for n in range(1, 40)]
    assert {entry.currency for entry in whole} == {"USD"}
