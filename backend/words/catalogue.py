"""Sentences are translated by gettext catalogues (Babel): English is the source, a .po file each translation.

A .po file is compiled in memory when its language is first spoken, so no binary is kept beside it. After a
change of the sentences, `python -m backend.words.extract` brings every catalogue up to date and names what
is left to translate.
"""

import re
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale"
LOCALES = ("en", "zh-CN")

_WITH_SEAMS = frozenset({"zh-CN"})
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_FIGURE = re.compile("[0-9A-Za-z$€£¥]")
_DATE = re.compile("[0-9]{1,4}[年月日]")

_BY_LANGUAGE = {locale.partition("-")[0]: locale for locale in LOCALES}


@cache
def known_locale(name: str) -> str:
    """The locale we speak that is nearest to `name`: en-GB is served in en, zh-TW in zh-CN, the rest in en."""
    return _BY_LANGUAGE.get(name.replace("_", "-").partition("-")[0].lower(), LOCALES[0])


def catalogue_file(locale: str) -> Path:
    """Where the translations into `locale` are kept."""
    return FOLDER / locale.replace("-", "_") / "LC_MESSAGES" / "graceday.po"


@cache
def _translations(locale: str) -> NullTranslations:
    if locale == LOCALES[0]:
        return NullTranslations()
    compiled = BytesIO()
    with catalogue_file(locale).open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)


def say(locale: str, text: str, **values: object) -> str:
    """`text` in `locale`, the values put in; the English itself where there is no translation.

    Only the catalogue's text is a template: braces inside a value are plain characters.
    """
    said = _translations(locale).gettext(text)
    return _filled(locale, said, values) if values else said


def sentence(text: str) -> str:
    """Mark a sentence that is kept in a table, to be said later."""
    return text


def word(context: str, text: str) -> str:
    """Mark a word that is kept in a table; `context` tells it from the same word elsewhere."""
    return text


def say_word(locale: str, context: str, text: str) -> str:
    """A marked word in `locale`; the English itself where there is no translation."""
    return _translations(locale).pgettext(context, text)


def say_in(locale: str, context: str, text: str, **values: object) -> str:
    """`say` for a text whose translation depends on where it stands, which `context` names."""
    said = _translations(locale).pgettext(context, text)
    return _filled(locale, said, values)


def count(locale: str, one: str, many: str, number: int, **values: object) -> str:
    """The form that `locale` uses with `number`, the values put in; Chinese has a single form."""
    said = _translations(locale).ngettext(one, many, number)
    return _filled(locale, said, values) if values else said


@cache
def _parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """The literal texts of a template, each with the place that follows it."""
    return tuple((literal, place) for literal, place, _, _ in Formatter().parse(template))


def filled_in(locale: str, template: str, values: Mapping[str, object]) -> str:
    """A text that is in `locale` already and lies in no catalogue (a place's data), with the values in it."""
    return _filled(locale, template, values)


def _filled(locale: str, template: str, values: Mapping[str, object]) -> str:
    """The template with the values in it. In Chinese one space stands between a figure or a Latin word and a
    character (never beside a date or a full-width mark), also where only the value shows which it is."""
    if locale not in _WITH_SEAMS:
        return template.format(**values)
    said = ""
    for literal, place in _parts(template):
        for part in (literal, "" if place is None else str(values[place])):
            said += " " + part if _seam(said, part) else part
    return said


def _seam(before: str, after: str) -> bool:
    if not before or not after:
        return False
    if _IDEOGRAPH.match(before[-1]):
        return bool(_FIGURE.match(after)) and not _DATE.match(after)
    return bool(_IDEOGRAPH.match(after)) and bool(_FIGURE.match(before[-1])) and after[0] not in "年月日"
