"""What requirements.txt locks: each package with its version, the Python it is for, and its files' hashes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? *\\?$")
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
