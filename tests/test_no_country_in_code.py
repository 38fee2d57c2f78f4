"""No country is named in code: what a country's law or custom says is data, in backend/countries/data."""

import ast
import re
from collections.abc import Iterator
from zoneinfo import available_timezones

import pytest
from babel import Locale

from tests.test_house_rules import tracked

CODES = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", code)}
NAMES = {Locale("en").territories[code] for code in CODES}
ZONES = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")}
CITIES = {zone.rpartition("/")[2] for zone in ZONES}
# Codes that stand for something else where they stand.
NO_COUNTRY = {
    "MD": "month before day",
    "DM": "day before month",
    "CR": "credit, behind an amount",
    "CZ": "Unicode's categories of control characters and blanks",
    "SZ": "Unicode's categories of symbols and blanks",
    "WF": "a width and F for full, among East Asian widths",
}
# Two made-up people who live somewhere; a story is told of them, and no rule is chosen.
STAGED = "backend/simulation/"


def named(text: str) -> Iterator[tuple[int, str]]:
    """Line and text of each literal that is a country's code or name, a zone or its city, or a list of such."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = re.split(r"[\s,;|]+", node.value.strip())
            codes = all(word in CODES and word not in NO_COUNTRY for word in words)
            if codes or node.value in NAMES | ZONES | CITIES:
                yield node.lineno, node.value


def test_code_names_no_country() -> None:
    found = [
        f"{name}:{line}: {literal}"
        for name, text in tracked("backend/*.py", "push/*.py", "config/*.py")
        if not name.startswith(STAGED)
        for line, literal in named(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        'if country == "US": pass',
        'FEES = {"CN": 500}',
        'MADE_UP = "CN JP".split()',
        'HOME = "Asia/Shanghai"',
        'if place == "Shanghai": pass',
        'if name in ("Germany", "x"): pass',
        "match country:\n    case 'GB': pass",
    ],
)
def test_a_country_named_in_code_is_found(planted: str) -> None:
    assert len(list(named(planted))) == 1


def test_an_example_in_a_message_names_no_country() -> None:
    assert list(named('say("Give an ISO 3166 code such as \\"CN\\".")')) == []
