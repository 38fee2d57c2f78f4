"""The marks of OFX itself: what may be left open, what stands for a letter, which encoding, and what is no markup."""

from pathlib import Path

import pytest

from backend.readers.ofx_markup import MarkupError, read_fields
from tests.readers.reading import read
from tests.readers.test_ofx import SGML, XML, statement, written

DAY = "<DTPOSTED>20240301"


def named(path: Path, name: str, header: str = SGML, encoding: str = "utf-8") -> str:
    """Who is named by the only transaction of a file."""
    text = statement(f"{DAY}<TRNAMT>-1.00<NAME>{name}", header=header)
    (entry,), faults, _ = read(written(path / "a.ofx", text, encoding))
    assert faults == []
    return entry.counterparty


@pytest.mark.parametrize("header", [SGML, XML])
def test_values_end_with_the_next_tag_whether_closed_or_open(header: str, tmp_path: Path) -> None:
    inner = "<TRNTYPE>POS\n<DTPOSTED>20240301</DTPOSTED>\r\n<TRNAMT>\n -1.00 \n<MEMO>  two\n  lines  "
    (entry,), _, _ = read(written(tmp_path / "a.ofx", statement(inner, header=header)))
    assert (entry.kind, entry.amount, entry.text) == ("POS", -100, "two lines")


def test_tags_that_are_all_closed_at_the_end_are_read() -> None:
    nested = "<STMTTRN><TRNAMT>-1<NAME>SHOP<MEMO>tea</MEMO></NAME></TRNAMT></STMTTRN>"
    assert read_fields(nested) == read_fields("<STMTTRN><TRNAMT>-1<NAME>SHOP<MEMO>tea</STMTTRN>")


@pytest.mark.parametrize("empty", ["<MEMO>", "<MEMO></MEMO>", "<MEMO/>", "<MEMO />", "<MEMO>\n"])
def test_a_field_without_a_value_costs_no_other_field(empty: str) -> None:
    assert read_fields(f"<STMTTRN>{empty}<NAME>SHOP</STMTTRN>")["NAME"] == "SHOP"


def test_a_group_that_is_left_open_costs_no_other_field() -> None:
    fields = read_fields("<STMTTRN><CURRENCY><CURSYM>EUR<NAME>SHOP</STMTTRN>")
    assert (fields["CURRENCY/CURSYM"], fields["NAME"]) == ("EUR", "SHOP")


def test_the_currency_before_conversion_is_not_the_transactions_own(tmp_path: Path) -> None:
    inner = f"{DAY}<TRNAMT>-5.00<ORIGCURRENCY><CURRATE>1.1<CURSYM>EUR</ORIGCURRENCY>"
    (entry,), _, _ = read(written(tmp_path / "a.ofx", statement(inner)))
    assert entry.currency == "USD"


@pytest.mark.parametrize(
    ("written_as", "meant"),
    [
        ("TEA &amp; CO", "TEA & CO"),
        ("&lt;TEA&gt;", "<TEA>"),
        ("TEA&nbsp;CO", "TEA CO"),
        ("CAF&eacute; &#8364;5 &#x41;", "CAFé €5 A"),
        ("&amp;lt;", "&lt;"),
        ("AT&T", "AT&T"),
        ("H&notes", "H&notes"),
        ("TEA &am", "TEA &am"),
        ("5 < 6 <> 7", "5 < 6 <> 7"),
        ("<![CDATA[TEA <b> & CO]]></NAME>", "TEA <b> & CO"),
        ("TEA<!-- green --> CO", "TEA CO"),
    ],
)
def test_letters_that_stand_for_another_are_read_once(written_as: str, meant: str, tmp_path: Path) -> None:
    assert named(tmp_path, written_as) == meant


@pytest.mark.parametrize("block", ["<STMTTRN><A>x</A>y</STMTTRN>", "<STMTTRN></A></STMTTRN>", "x<STMTTRN>"])
def test_what_cannot_be_meant_is_no_markup(block: str) -> None:
    with pytest.raises(MarkupError):
        read_fields(block)


def headed(charset: str) -> str:
    return SGML.replace("CHARSET:1252", f"CHARSET:{charset}")


@pytest.mark.parametrize(
    ("header", "encoding", "name"),
    [
        (headed("1252"), "cp1252", "CAFÉ “ÜBER”"),
        (headed("ISO-8859-1"), "cp1252", "CAFÉ “ÜBER”"),
        (headed("NONE"), "cp1252", "CAFÉ"),
        (headed("1251"), "cp1251", "ПЯТЁРОЧКА"),
        (headed("8859-2"), "iso8859_2", "ŻABKA ŁÓDŹ"),
        (headed("936"), "gb18030", "街角奶茶店"),
        (SGML.replace("USASCII", "GBK"), "gb18030", "閒雲茶館"),
        (headed("932"), "cp932", "コンビニ"),
        (headed("950"), "big5", "便利商店"),
        (XML.replace("UTF-8", "windows-1252"), "cp1252", "CAFÉ"),
        (headed("1252"), "utf-8", "街角 CAFÉ"),  # a proof goes before the header's word
        (headed("zip_codec"), "cp1252", "CAFÉ"),
    ],
)
def test_the_header_names_the_encoding_where_no_proof_does(
    header: str, encoding: str, name: str, tmp_path: Path
) -> None:
    assert named(tmp_path, name, header, encoding) == name


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("-45.000", "USD", -4500),
        ("1.500", "USD", 150),
        ("-3.77000", "USD", -377),
        ("-1,500", "EUR", -150),
        ("1.234,50", "EUR", 123450),
        ("1,234.50", "USD", 123450),
        ("-1,234,567", "USD", -123456700),
        ("-1,500", "JPY", -1500),
        ("-1500.00", "JPY", -1500),
        ("12.345", "KWD", 12345),
    ],
)
def test_a_single_mark_is_the_decimal_one(amount: str, currency: str, minor: int, tmp_path: Path) -> None:
    text = statement(f"{DAY}<TRNAMT>{amount}", currency=currency)
    (entry,), _, _ = read(written(tmp_path / "a.ofx", text))
    assert (entry.amount, entry.currency) == (minor, currency)


@pytest.mark.parametrize(
    "flood",
    [
        "<![CDATA[" * 200_000,
        "<!--" * 400_000,
        "<MEMO>" * 300_000,
        "<A" + " " * 2_000_000,
        "<TRNAMT>" + "1" * 2_000_000 + "x",
        "<DTPOSTED>20240301" + "[" * 2_000_000,
        "<NAME>" + "&amp" * 500_000,
        "<CURRENCY>" * 200_000 + "</CURRENCY>" * 200_000,
    ],
)
def test_a_flood_in_one_transaction_is_a_fault_in_linear_time(flood: str, tmp_path: Path) -> None:
    entries, faults, _ = read(written(tmp_path / "a.ofx", statement(flood, f"{DAY}<TRNAMT>-1.00")))
    assert [entry.amount for entry in entries] == [-100]
    assert faults
