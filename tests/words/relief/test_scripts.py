"""The words to say on a call, per kind, place and language, as they were read and agreed: golden files."""

from pathlib import Path

import pytest

from backend.countries.relief import guidance_of, places
from backend.domain.relief.guidance import SCRIPT_KINDS, Script
from backend.words.catalogue import LOCALES
from backend.words.relief.scripts import filled

GOLDEN = Path(__file__).parent / "golden"
CASES = [
    (country, kind, locale) for country in ("ZZ", *places()) for kind in SCRIPT_KINDS for locale in LOCALES
]


def script_of(country: str, kind: str) -> Script:
    """What is said of a card; a loan has the words of every place where the place's own are of cards."""
    return {script.kind: script for script in guidance_of(country).scripts if "card" in script.kinds}[kind]


def written(country: str, kind: str, locale: str) -> str:
    script = script_of(country, kind)
    lines = filled(script.lines[locale], locale, lender="Northwind", last4="4471").lines
    refused = filled(script.if_refused[locale], locale, lender="Northwind", last4="4471").lines
    law = f"[{script.law}]\n" if script.law else ""
    return law + "\n".join(lines) + "\n--\n" + "\n".join(refused) + "\n"


def file_of(country: str, kind: str, locale: str) -> Path:
    return GOLDEN / f"{kind}.{country.lower()}.{locale}.txt"


@pytest.mark.parametrize(("country", "kind", "locale"), CASES)
def test_a_script_says_what_was_agreed(country: str, kind: str, locale: str) -> None:
    assert written(country, kind, locale) == file_of(country, kind, locale).read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {file_of(*case).name for case in CASES}


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_not_known_stands_in_brackets_and_is_named(locale: str) -> None:
    lines = script_of("ZZ", "cannot_pay_today").lines[locale]
    nothing = filled(lines, locale, lender=None, last4=None)
    assert nothing.missing == ["lender", "account"]
    assert sum(line.count("[") for line in nothing.lines) == 2
    assert filled(lines, locale, lender="Northwind", last4=None).missing == ["account"]
    assert filled(lines, locale, lender="{account}", last4="4471").missing == []


def test_no_script_owns_up_to_a_debt_or_names_a_sum() -> None:
    for country in ("ZZ", *places()):
        for locale, denied in (("en", "I owe"), ("zh-CN", "我欠")):
            lines = script_of(country, "send_in_writing").lines[locale]
            assert not any(denied in line.replace("I do not say that I owe", "") for line in lines)
    assert "I do not acknowledge this debt." in script_of("GB", "send_in_writing").lines["en"]


if __name__ == "__main__":
    for case in CASES:
        file_of(*case).write_text(written(*case), encoding="utf-8")
