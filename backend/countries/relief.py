"""A place's guidance for somebody who is late, read from `data/relief/<country>.toml` and checked whole.

`default.toml` beside them is what holds in every place. A place's own rows replace the default ones of the same id
(steps, red flags, notes) or kind (scripts, for the kinds of account that they name); telephone lines are a place's own
alone, so a place without a file has none. docs/relief-guidance.md says how a file is laid out.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from backend.countries.reading import CountryFileError
from backend.countries.relief_tables import guidance_from
from backend.countries.table_row import GuidanceFault
from backend.domain.relief.guidance import NO_LIMIT, SCRIPT_KINDS, Guidance, Note, Script
from backend.domain.relief.next_steps import table_of_place

__all__ = ["guidance_of", "has_guidance", "places", "read_guidance"]

_DATA = files("backend.countries") / "data" / "relief"
_DEFAULT = "default.toml"


@cache
def places() -> tuple[str, ...]:
    """The countries (ISO 3166, upper case) with guidance of their own, in alphabetical order."""
    names = sorted(file.name.removesuffix(".toml") for file in _DATA.iterdir() if file.name != _DEFAULT)
    return tuple(name.upper() for name in names)


def has_guidance(country: str) -> bool:
    return country in places()


@cache
def guidance_of(country: str) -> Guidance:
    """The guidance of a country: its own rows over the default ones. Raises CountryFileError."""
    default = _read(_DEFAULT)
    return _over(default, _read(f"{country.lower()}.toml")) if has_guidance(country) else default


def read_guidance(text: str, file: str) -> Guidance:
    """The rows in one file's text, nothing added. Raises CountryFileError, which names the file, the row and the
    fault.
    """
    try:
        content: dict[str, Any] = tomllib.loads(text)
        return guidance_from(content)
    except tomllib.TOMLDecodeError as error:
        raise CountryFileError(file, "", str(error)) from error
    except GuidanceFault as found:
        raise CountryFileError(file, found.row, found.fault) from found


def _read(file: str) -> Guidance:
    return read_guidance((_DATA / file).read_text(encoding="utf-8"), f"relief/{file}")


def _over(default: Guidance, own: Guidance) -> Guidance:
    return replace(
        own,
        steps=table_of_place(default.steps, own.steps),
        scripts=_in_order([*own.scripts, *_left(default.scripts, own.scripts)]),
        red_flags=_notes(default.red_flags, own.red_flags),
        notes=_notes(default.notes, own.notes),
        red_flags_from_days=default.red_flags_from_days
        if own.red_flags_from_days is None
        else own.red_flags_from_days,
        income_limit=default.income_limit if own.income_limit == NO_LIMIT else own.income_limit,
    )


def _left(default: Sequence[Script], own: Sequence[Script]) -> list[Script]:
    """The default scripts, each for the kinds of account of which the place has no words of its own."""
    left = []
    for script in default:
        said = frozenset[str]().union(*(each.kinds for each in own if each.kind == script.kind))
        if script.kinds - said:
            left.append(replace(script, kinds=script.kinds - said))
    return left


def _in_order(scripts: Sequence[Script]) -> tuple[Script, ...]:
    return tuple(sorted(scripts, key=lambda script: SCRIPT_KINDS.index(script.kind)))


def _notes(default: Sequence[Note], own: Sequence[Note]) -> tuple[Note, ...]:
    ids = {note.id for note in own}
    return (*(note for note in default if note.id not in ids), *own)
