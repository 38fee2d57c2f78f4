"""Every sentence is translated, with the same places to fill, and the files are in step with the code."""

import re

import pytest

from backend.words import extract
from backend.words.catalogue import LOCALES, catalogue_file, count, known_locale, say

TRANSLATED = [locale for locale in LOCALES if locale != "en"]


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(each) for each in value]  # type: ignore[attr-defined]


def _places(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def _sentences(value: object) -> set[str]:
    return {str(each.id) for each in value if each.id}  # type: ignore[attr-defined]


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_sentence_of_the_code_is_translated(locale: str) -> None:
    kept = extract.read(locale)
    assert extract.untranslated(kept) == []
    assert _sentences(kept) == _sentences(extract.template())


def test_the_code_has_sentences_to_translate() -> None:
    assert len(_sentences(extract.template())) > 40


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_fills_the_same_places(locale: str) -> None:
    for message in extract.read(locale):
        if message.id:
            for text in _texts(message.string):
                assert _places(text) == _places(_texts(message.id)[-1]), text


@pytest.mark.parametrize("locale", TRANSLATED)
def test_bringing_a_catalogue_up_to_date_twice_changes_nothing(locale: str) -> None:
    before = catalogue_file(locale).read_bytes()
    assert extract.update(locale) == []
    assert catalogue_file(locale).read_bytes() == before


def test_a_braced_word_inside_a_value_is_plain_text() -> None:
    assert say("en", "{name}: due tomorrow", name="{day} {0}") == "{day} {0}: due tomorrow"


def test_english_has_two_forms_and_chinese_one() -> None:
    one, many = "{name}: due in {days} day", "{name}: due in {days} days"
    assert count("en", one, many, 1, name="A", days=1) == "A: due in 1 day"
    assert count("en", one, many, 2, name="A", days=2) == "A: due in 2 days"
    assert count("zh-CN", one, many, 1, name="A", days=1) == "A：还有 1 天到期"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("en-GB", "en"), ("zh_TW", "zh-CN"), ("zh-Hans-CN", "zh-CN"), ("fr", "en"), ("", "en"), ("ZH", "zh-CN")],
)
def test_the_nearest_language_is_spoken(asked: str, spoken: str) -> None:
    assert known_locale(asked) == spoken
