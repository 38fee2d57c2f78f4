"""A mapping goes out as JSON, comes back corrected, and says with a path what is wrong with it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from backend.domain.spending.reading.mapping import Columns, MappingError, Problem, TableMapping

MAPPING = TableMapping(
    columns=Columns(date=(0, 1), text=(2,), amount=3, balance=5),
    header=("Date", "Posted", "Description", "Amount", "", "Balance"),
    date_order="DMY",
    decimal_mark=",",
    sign="as-written",
    currency="EUR",
    account="bank",
    problems=(Problem("currency-assumed", "EUR"),),
)


def data(**changed: Any) -> dict[str, Any]:
    return json.loads(json.dumps(MAPPING.to_data())) | changed


def test_it_comes_back_from_json_as_it_went() -> None:
    assert TableMapping.from_data(data()) == MAPPING
    assert TableMapping.from_data(data()).signature == MAPPING.signature == data()["signature"]


def test_a_correction_is_taken_and_keeps_the_signature() -> None:
    columns = {"date": [1], "text": [2, 4], "debit": 3, "credit": 4}
    corrected = TableMapping.from_data(
        data(columns=columns, date_order="MDY", sign="reversed", account="card")
    )
    assert corrected.columns == Columns(date=(1,), text=(2, 4), debit=3, credit=4)
    assert (corrected.date_order, corrected.sign, corrected.account) == ("MDY", "reversed", "card")
    assert corrected.signature == MAPPING.signature


def test_the_signature_is_of_the_words_and_not_of_how_they_are_written() -> None:
    alike = replace(MAPPING, header=(" DATE", "posted:", "Description", "AMOUNT", "", "Bálance"))
    assert alike.signature == MAPPING.signature
    assert replace(MAPPING, header=("Day", *MAPPING.header[1:])).signature != MAPPING.signature  # type: ignore[index]
    bare = replace(MAPPING, header=None, shape="date,text,amount")
    assert bare.signature.startswith("shape:")
    assert bare.signature != replace(bare, shape="date,amount,text").signature


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"columns": None}, "columns"),
        ({"columns": {"amount": 1}}, "columns.date"),
        ({"columns": {"date": [0]}}, "columns.amount"),
        ({"columns": {"date": [0], "amount": 1, "debit": 2}}, "columns.amount"),
        ({"columns": {"date": [-1], "amount": 1}}, "columns.date.0"),
        ({"columns": {"date": [0], "amount": "1"}}, "columns.amount"),
        ({"columns": {"date": [0], "amount": True}}, "columns.amount"),
        ({"columns": {"date": [0], "amount": 1, "colour": 2}}, "columns.colour"),
        ({"columns": {"date": [0], "amount": 10_000}}, "columns.amount"),
        ({"date_order": "YDM"}, "date_order"),
        ({"date_order": ["DMY"]}, "date_order"),
        ({"decimal_mark": "'"}, "decimal_mark"),
        ({"sign": "+"}, "sign"),
        ({"currency": "EURO"}, "currency"),
        ({"currency": "DEM"}, "currency"),
        ({"account": "loan"}, "account"),
        ({"header": []}, "header"),
        ({"header": ["Date", 3]}, "header.1"),
        ({"signed_columns": 1}, "signed_columns"),
        ({"problems": [{"code": "x"}]}, "problems.0"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(MappingError) as error:
        TableMapping.from_data(data(**changed))
    assert error.value.path == path


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(MappingError) as error:
        TableMapping.from_data([1, 2])
    assert error.value.reason == "no-object"
