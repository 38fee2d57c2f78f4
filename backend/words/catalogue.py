"""Sentences are translated by gettext catalogues (Babel): English is the source, a .po file each translation.

A .po file is compiled in memory when its language is first spoken, so no binary is kept beside it. After a
change of the sentences, `python -m backend.words.extract` brings every catalogue up to date and names what
is left to translate.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale"
LOCALES = ("en", "zh-CN")

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
    return said.format(**values) if values else said


def sentence(text: str) -> str:
    """Mark a sentence that is kept in a table, to be said later."""
    return text


def word(context: str, text: str) -> str:
    """Mark a word that is kept in a table; `context` tells it from the same word elsewhere."""
    return text


def say_word(locale: str, context: str, text: str) -> str:
    """A marked word in `locale`; the English itself where there is no translation."""
    return _translations(locale).pgettext(context, text)


def count(locale: str, one: str, many: str, number: int, **values: object) -> str:
    """The form that `locale` uses with `number`, the values put in; Chinese has a single form."""
    said = _translations(locale).ngettext(one, many, number)
    return said.format(**values) if values else said
