"""The delimiter is found among commas of decimals, of dates and of words."""

from pathlib import Path

import pytest

from backend.readers.delimited import find_delimiter


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["Datum;Text;Betrag", "01.02.2024;a, b, c, d;-1,50", "02.02.2024;e, f, g, h;-2,50"], ";"),
        (["Jan 13, 2024;Shop, Inc;1,234.00;9,000.00", "Jan 14, 2024;Cafe, Ltd;5.00;8,995.00"], ";"),
        (["2024-01-05\tA, B; C\t-1,000.00", "2024-01-06\tD, E; F\t-2,000.00"], "\t"),
        (["2024-01-05,a|b|c|d|e,-1.00", "2024-01-06,f|g|h|i|j,-2.00"], ","),
        (['2024-01-05|"A;B"|-1.00', "2024-01-06|C|-2.00"], "|"),
        (["Title; with; many; semicolons; in; it", "2024-01-05,A,-1.00"], ","),
    ],
)
def test_the_delimiter_cuts_out_days_and_amounts(lines: list[str], delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n")
    assert find_delimiter(path, "utf-8") == delimiter
