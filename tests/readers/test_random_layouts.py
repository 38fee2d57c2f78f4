"""Whatever the encoding, delimiter, words, order of dates and marks: what the bank wrote is what is read."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.readers import ExportRefused, read_export
from tests.readers.layouts import Layout, Row, layouts, tables, written
from tests.readers.reading import read

CASES = layouts().flatmap(lambda layout: st.tuples(st.just(layout), tables(layout)))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(CASES)
def test_a_random_table_in_a_random_layout_is_read_back_exactly(case: tuple[Layout, list[Row]]) -> None:
    layout, rows = case
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "statement.csv")
        path.write_bytes(written(rows, layout))
        entries, faults, reading = read(path, "EUR")
    assert faults == []
    assert [(entry.booked_on, entry.amount) for entry in entries] == [(row.day, row.minor) for row in rows]
    assert [entry.text for entry in entries] == [" ".join(row.text.split()) for row in rows]
    assert reading.mapping is not None
    assert (reading.mapping.columns.balance is not None) == layout.balance


@settings(max_examples=120)
@given(
    st.binary(min_size=0, max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"OFXHEADER:100\n<OFX>", b"\xff\xfe"]),
)
def test_random_bytes_raise_nothing_but_a_refusal(body: bytes, opening: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.bin")
        path.write_bytes(opening + body)
        try:
            list(read_export(path, name="a", currency="CNY").entries())
        except ExportRefused as refused:
            assert refused.code


@settings(max_examples=120)
@given(
    st.text(alphabet=st.sampled_from('0123456789-/.,;"\n\t 年月日支出金额Date,Amount=+@<>¥$'), max_size=400)
)
def test_random_text_raises_nothing_but_a_refusal(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_bytes(text.encode())
        try:
            list(read_export(path, name="a", currency="CNY").entries())
        except ExportRefused as refused:
            assert refused.code
