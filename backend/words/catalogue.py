"""gettext catalogues by Babel, read into memory once: English is the source, a .po file holds each translation."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale"
LOCALES = ("en", "zh-CN")


def known_locale(name: str) -> str:
    """The locale we speak that is nearest to `name`: zh-TW is served in zh-CN, anything unknown in en."""
    return "zh-CN" if name.replace("_", "-").lower().startswith("zh") else "en"


@cache
def _translations(locale: str) -> dict[str, str]:
    if locale == "en":
        return {}
    path = FOLDER / locale.replace("-", "_") / "LC_MESSAGES" / "graceday.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {_key(message.id): _text(message.string) for message in catalogue if message.id and message.string}


def _key(identity: str | tuple[str, ...] | list[str]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def _text(string: str | tuple[str, ...] | list[str]) -> str:
    return string if isinstance(string, str) else string[0]


def say(locale: str, text: str) -> str:
    """`text` in `locale`; the English itself where there is no translation."""
    return _translations(locale).get(text, text)


def count(locale: str, one: str, many: str, number: int) -> str:
    """One of two English forms by number, translated; Chinese has one form."""
    if locale == "en":
        return one if number == 1 else many
    return _translations(locale).get(one, many)
