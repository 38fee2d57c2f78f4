"""Keeps the catalogues in step with the sentences in the code: `python -m backend.words.extract`.

Finds every `say(locale, "...")` and `count(locale, "...", "...", n)` of this folder and of `rendering`, every
`sentence("...")`, `word("context", "...")` that a table keeps and `say_in(locale, "context", "...")`, and what a field
of `api` says in a `ValidationError("...")`; adds to each .po what is new, drops what is no longer said, and exits 1
while anything is left to translate.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from backend.words.catalogue import LOCALES, catalogue_file

# Babel's own header is mostly dates and addresses that nobody keeps up.
_HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: Graceday\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals}\n"

"""
_KEYWORDS = {
    "say": (2,),
    "count": (2, 3),
    "sentence": (1,),
    "word": ((1, "c"), 2),
    "say_in": ((2, "c"), 3),
    "ValidationError": (1,),
    "_Checked": (2,),
}


def template() -> Catalog:
    """Every sentence that the code says, in the order of the files."""
    found = Catalog()
    here = Path(__file__).parent
    for folder in (here, here.parent / "rendering", here.parent / "api"):
        said = extract_from_dir(str(folder), [("**.py", "python")], keywords=_KEYWORDS)
        for _, _, text, _, context in said:
            found.add(text, context=context)
    return found


def read(locale: str) -> Catalog:
    """The catalogue of `locale`, as it is on disk."""
    with catalogue_file(locale).open("rb") as file:
        return read_po(file, locale=locale.replace("-", "_"))


def untranslated(catalogue: Catalog) -> list[str]:
    """What has no translation, or one that Babel only guessed."""
    return [str(each.id) for each in catalogue if each.id and (each.fuzzy or not _complete(each.string))]


def _complete(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) if string is None or isinstance(string, str) else all(string)


def update(locale: str) -> list[str]:
    """Write the catalogue of `locale` anew; returns what is left to translate."""
    catalogue = read(locale)
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    with catalogue_file(locale).open("wb") as file:
        file.write(_HEADER.format(language=locale.replace("-", "_"), plurals=catalogue.plural_forms).encode())
        write_po(file, catalogue, width=110, no_location=True, ignore_obsolete=True, omit_header=True)
    return untranslated(catalogue)


def main() -> int:
    missing = {locale: update(locale) for locale in LOCALES[1:]}
    for locale, texts in missing.items():
        for text in texts:
            print(f"{locale}: {text}")
    return 1 if any(missing.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
