"""Reading one option: GRACEDAY_<NAME>, or for a secret GRACEDAY_<NAME>_FILE."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, field
from pathlib import Path
from typing import Any

PREFIX = "GRACEDAY_"


def option(parse: Callable[[str], Any], default: Any = MISSING, *, secret: bool = False) -> Any:
    """A dataclass field read by `parse`. A secret may come from a file; repr and messages leave it out."""
    metadata = {"parse": parse, "secret": secret}
    if default is MISSING:
        return field(metadata=metadata, repr=not secret)
    return field(default=default, metadata=metadata, repr=not secret)


def variable(name: str) -> str:
    return PREFIX + name.upper()


def read(options: Iterable[Field[Any]], environ: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values that are given, and the faults found on the way, both by the option's name."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for each in options:
        try:
            given = _given(each, environ)
            if given is not None:
                values[each.name] = _parsed(each, given)
        except ValueError as error:
            faults[each.name] = str(error)
    return values, faults


def strangers(options: Iterable[Field[Any]], environ: Mapping[str, str]) -> dict[str, str]:
    """A fault for each GRACEDAY_ variable that is no option: mostly a slip of the pen."""
    known = [name for each in options for name in _variables(each)]
    faults = {}
    for name in sorted(set(environ) - set(known)):
        if name.startswith(PREFIX):
            near = difflib.get_close_matches(name, known, n=1)
            faults[name] = f"{name}: there is no such option" + (f"; did you mean {near[0]}?" if near else "")
    return faults


def _variables(each: Field[Any]) -> tuple[str, ...]:
    name = variable(each.name)
    return (name, f"{name}_FILE") if each.metadata["secret"] else (name,)


def _given(each: Field[Any], environ: Mapping[str, str]) -> str | None:
    # Given as nothing is not given: an empty line in an environment file means the default.
    found = {name: environ[name] for name in _variables(each) if environ.get(name, "").strip()}
    if len(found) > 1:
        raise ValueError(f"{' and '.join(found)}: give one of them, not both")
    for name, value in found.items():
        return value.strip() if name == variable(each.name) else _file(name, value)
    return None


def _file(name: str, path: str) -> str:
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ValueError(f"{name}: cannot read {path} ({reason})") from error
    if not content:
        raise ValueError(f"{name}: {path} is empty")
    return content


def _parsed(each: Field[Any], given: str) -> Any:
    try:
        return each.metadata["parse"](given)
    except ValueError as error:
        shown = "" if each.metadata["secret"] else f" (it is {given!r})"
        raise ValueError(f"{variable(each.name)} {error}{shown}") from error
