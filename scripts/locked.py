"""What requirements.in asks for, and what requirements.txt locks: version, the Python it is for, its files' hashes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? *\\?$")
_ASKED = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^ #]+)(?:  # .+)?$")
_HASH = re.compile(r"^ +--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Locked:
    """One line of the lock. `marker` says for which interpreters it is; "" means all."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def read_lock(path: Path = ROOT / "requirements.txt") -> Iterator[Locked]:
    """The lock's packages in order."""
    pin: re.Match[str] | None = None
    hashes: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "end==0"]:
        if found := _HASH.match(line):
            hashes.append(found[1])
        elif found := _PIN.match(line):
            if pin:
                yield Locked(pin[1], pin[2], pin[3] or "", tuple(hashes))
            pin, hashes = found, []


def read_direct(path: Path = ROOT / "requirements.in") -> dict[str, str]:
    """The version of each package that is asked for by name. Every line must be one that can be understood."""
    asked: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-r ")):
            found = _ASKED.match(line)
            if not found:
                raise ValueError(f"{path.name}: {line!r} is no pin")
            asked[found[1]] = found[2]
    return asked
