"""`python -m scripts.third_party` brings the table of THIRD_PARTY.md up to date with the lock, from what is installed.

A licence that is new here has to be judged before it is listed: one that OK does not name stops this.
"""

import re
import sys
from importlib.metadata import metadata

from scripts.locked import ROOT, read_lock

FILE = ROOT / "THIRD_PARTY.md"
BEGIN, END = "<!-- by make third-party -->\n", "<!-- end -->\n"
# How authors write the same licence, and what those mean who write none.
_SAME = {
    "PSFL": "PSF-2.0",
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
}
_BY_FILE = {
    "peewee": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "pyasn1-modules": "BSD-2-Clause",
}
PLAIN = {
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "0BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "PSF-2.0",
    "Zlib",
    "CC0-1.0",
}
# Each of these is argued for in THIRD_PARTY.md.
ARGUED = {"LGPL-3.0-only", "MPL-2.0"}


def licence_of(name: str) -> str:
    """The licence of an installed package, as SPDX writes it."""
    if name in _BY_FILE:
        return _BY_FILE[name]
    about = metadata(name)
    listed = [
        each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or [] if each.startswith("License")
    ]
    # A field that is not there is asked for by get_all: from 3.13 on, about[...] warns of it.
    written = (about.get_all("License-Expression") or []) + (about.get_all("License") or [])
    said = next((each.strip().partition("\n")[0] for each in written if each.strip()), " AND ".join(listed))
    return _SAME.get(said, said)


def parts(licence: str) -> set[str]:
    """The licences that an expression names."""
    return set(re.split(r" (?:AND|OR) ", licence))


def table() -> str:
    """A line a package."""
    rows = [(each.name, each.version, licence_of(each.name)) for each in read_lock()]
    unjudged = {name: licence for name, _, licence in rows if not parts(licence) <= PLAIN | ARGUED}
    if unjudged:
        sys.exit(f"judge these licences first (scripts/third_party.py, THIRD_PARTY.md): {unjudged}")
    lines = [f"| {name} | {version} | {licence} |" for name, version, licence in rows]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *lines]) + "\n"


def main() -> None:
    """Write the table between its marks."""
    text = FILE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    FILE.write_text(f"{head}{BEGIN}{table()}{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
