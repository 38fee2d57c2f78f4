"""Every word that relief says and where: the places' data, their cards, and the sentences of `words/relief`."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_from_dir

import backend.words.relief
from backend.countries import every
from backend.countries.owed import owed_law, owed_places
from backend.countries.relief import guidance_of, places
from backend.words.extract import _KEYWORDS, read

TODAY = date(2026, 11, 28)


class Said(NamedTuple):
    """A text in one language. `measured`: meant to be read at ease, so its reading level counts."""

    where: str
    locale: str
    text: str
    measured: bool


def everything() -> list[Said]:
    return [*_guidance(), *_cards(), *_owed(), *_catalogue()]


def _both(where: str, texts: Mapping[str, str], *, measured: bool = True) -> Iterator[Said]:
    for locale, text in texts.items():
        yield Said(where, locale, text, measured)


def _guidance() -> Iterator[Said]:
    for country in ("ZZ", *places()):
        found = guidance_of(country)
        for step in found.steps:
            together = {locale: f"{step.says[locale]} {step.why[locale]}" for locale in step.says}
            yield from _both(f"{country} step {step.id}", together)
        for line in found.helplines:
            yield from _both(f"{country} helpline {line.id}", line.says)
            yield from _both(f"{country} hours {line.id}", line.hours, measured=False)
        for script in found.scripts:
            for locale in script.lines:
                text = " ".join((*script.lines[locale], *script.if_refused[locale]))
                yield Said(f"{country} script {script.kind}", locale, text, True)
        for note in (*found.red_flags, *found.notes):
            yield from _both(f"{country} note {note.id}", note.says)


def _cards() -> Iterator[Said]:
    for country, law in every().items():
        for rule in law.cards(TODAY):
            yield from _both(f"{country} {rule.key}", {locale: rule.words(locale) for locale in rule.says})


def _owed() -> Iterator[Said]:
    for country in ("ZZ", *owed_places()):
        law = owed_law(country)
        for check in law.checks:
            yield from _both(f"{country} check {check.id}", check.says)
            yield from _both(f"{country} check {check.id} why", check.why)
            yield from _both(f"{country} sign {check.id}", check.sign)
        for rule in (*law.asks, *law.after, *law.transfers):
            yield from _both(f"{country} owed {rule.id}", rule.says)


def _catalogue() -> Iterator[Said]:
    """The sentences of the room, which other subjects share: what they promise and whom they blame is looked at."""
    folder = Path(backend.words.relief.__file__).parent
    chinese = read("zh-CN")
    for name, _, text, _, context in extract_from_dir(str(folder), [("**.py", "python")], keywords=_KEYWORDS):
        for each in (text,) if isinstance(text, str) else text:
            yield Said(name, "en", each, False)
        found = chinese.get(text if isinstance(text, str) else text[0], context)
        strings = found.string if found else ""
        for each in (strings,) if isinstance(strings, str) else strings:
            yield Said(name, "zh-CN", each, False)
